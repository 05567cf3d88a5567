//! Collections: what experiments draw from and arrange.

mod listed;
mod pack;

use crate::budget::Budget;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, Meaning, Term};
use crate::model::{Collection, Faces, Population, Value};
use crate::question::Expr;
pub(super) use listed::weighted;
use std::sync::Arc;

/// A collection: its population, and the labels where they do not depend on outcomes.
#[derive(Clone)]
pub(super) struct Pool {
    pub population: Recipe<Population>,
    pub labels: Option<Labels>,
    pub element: Kind,
    pub collection: Collection,
}

impl Pool {
    /// A collection that depends on nothing.
    pub fn known(population: Population) -> Self {
        let values: Vec<Value> = population.classes().iter().map(|(label, _)| label.clone()).collect();
        let (collection, element) = (population.collection(), Kind::shared(&values));
        let labels = Some(Labels::new(collection, values));
        Self { population: Recipe::known(population), labels, element, collection }
    }

    /// How many elements it has, where that is known.
    pub fn size(&self) -> Option<u64> {
        self.population.made().ok().flatten().map(|p| p.size())
    }
}

impl Checker<'_> {
    /// The collection that a piece of text is.
    pub(super) fn pool(&mut self, ast: &ast::Expr) -> Result<Pool, Error> {
        match &ast.node {
            Ast::Text(text) => letters(text),
            Ast::Binary { operator: ast::Operator::Multiply, left, right } if self.is_collection(left) => {
                self.pairs(left, right)
            }
            Ast::Branches(_) => Err(no_urn(ast)),
            Ast::Set(items) => {
                let mut elements = Vec::new();
                for item in items {
                    elements.extend(self.set_item(item)?.into_iter().map(|label| (label, 1)));
                }
                Ok(Pool::known(Population::new(Collection::Set, elements)?))
            }
            Ast::Range { from, to } => self.range_pool(from, to, ast.span),
            Ast::Name(word) if self.element(word).is_none() && self.definition(word).is_some() => {
                // Through the name, so that `{1, 1, 2}` keeps its repetitions.
                let definition = self.definition(word).unwrap_or_else(|| Arc::new(ast.clone()));
                self.deeper(word, ast.span)?;
                let pool = self.pool(&definition);
                self.depth -= 1;
                pool
            }
            Ast::Builder { bindings, condition } => self.built_pool(bindings, condition, ast.span),
            Ast::Binary { operator: ast::Operator::Subtract, left, right } if self.is_collection(left) => {
                Err(taken_out(left, right, ast.span))
            }
            _ => match self.term(ast, None).map_err(|error| letters_meant(ast, error))? {
                Term::Collection(pool) => Ok(pool),
                Term::Value(typed) => self.pool_of_value(&typed, ast),
                Term::Experiment(made) => match made.single_faces() {
                    Some(faces) => {
                        let population = faces.map(|faces| elements(&faces));
                        self.made_pool(population, Collection::Die, Kind::Number)
                    }
                    None => Err(no_collection("an experiment", ast.span)),
                },
                Term::Pattern(_) => Err(no_collection("a pattern", ast.span)),
            },
        }
    }

    /// The integers of a range.
    fn range_pool(&mut self, from: &ast::Expr, to: &ast::Expr, span: Span) -> Result<Pool, Error> {
        if let Ast::Binary { operator: ast::Operator::Multiply, left, right } = &from.node
            && self.is_collection(left)
        {
            let range = ast::Expr::new(
                Ast::Range { from: right.clone(), to: Box::new(to.clone()) },
                right.span.to(to.span),
            );
            let text = crate::language::print_expression(&range);
            return Err(Error::new(ErrorKind::Kind, "`..` binds looser than `*`")
                .hint(format!("put the range in parentheses: `({text})`"))
                .at(range.span));
        }
        let (from, to) = (self.number(from)?, self.number(to)?);
        let budget = self.budget.clone();
        let population = Recipe::of(from.expr).with(Recipe::of(to.expr), move |a, b| {
            let values = integers(&a, &b, span, &budget)?;
            Population::new(Collection::Set, values.into_iter().map(|n| (n, 1)))
        });
        self.made_pool(population, Collection::Set, Kind::Number)
    }

    /// What a set builder puts together, which may depend on outcomes.
    fn built_pool(
        &mut self,
        bindings: &[ast::Binding],
        condition: &ast::Expr,
        span: Span,
    ) -> Result<Pool, Error> {
        let members = self.members(bindings, condition, span)?;
        let (values, conditions): (Vec<Value>, Vec<Expr>) = members.into_iter().unzip();
        let collection = bindings.first().map_or(Collection::Set, |binding| self.drawn_from(&binding.values));
        let (element, labels) = (Kind::shared(&values), Labels::new(collection, values.clone()));
        let conditions = Recipe::all(conditions.into_iter().map(Recipe::of).collect());
        let population = conditions.map(move |holds| {
            let members = values.iter().zip(holds).filter(|(_, holds)| *holds == Value::Truth(true));
            Population::new(collection, members.map(|(value, _)| (value.clone(), 1)))
        });
        Ok(match population.made()? {
            Some(known) => Pool::known(known),
            None => Pool { population, labels: Some(labels), element, collection },
        })
    }

    /// The kind of collection that a piece of text plainly is, where its elements are told apart although their labels may be
    /// the same: packs, urns and people. All else is as good as a set.
    pub(super) fn drawn_from(&self, ast: &ast::Expr) -> Collection {
        match &ast.node {
            Ast::Labelled { kind, .. } => match kind {
                ast::Collection::Urn => Collection::Urn,
                ast::Collection::People => Collection::People,
                ast::Collection::Deck => Collection::Deck,
                ast::Collection::Die => Collection::Set,
            },
            Ast::Call { name, .. } if matches!(name.text.as_str(), "deck" | "cards") => Collection::Deck,
            Ast::Builder { bindings, .. } => match bindings.as_slice() {
                [binding] => self.drawn_from(&binding.values),
                _ => Collection::Set,
            },
            Ast::Name(word) if self.element(word).is_none() => match self.definition(word) {
                Some(definition) => self.drawn_from(&definition),
                None if word == "deck" && self.scope.get(word).is_none() => Collection::Deck,
                None => Collection::Set,
            },
            _ => Collection::Set,
        }
    }

    /// The elements of a value: a set, a row, a word.
    fn pool_of_value(&self, typed: &Typed, ast: &ast::Expr) -> Result<Pool, Error> {
        match typed.expr.known() {
            Some(Value::Set(values)) => {
                let elements = values.iter().map(|v| (v.clone(), 1));
                Ok(Pool::known(Population::new(Collection::Set, elements)?))
            }
            Some(Value::Row(values)) => {
                let elements = values.iter().map(|v| (v.clone(), 1));
                Ok(Pool::known(Population::new(Collection::Set, elements)?))
            }
            Some(Value::Word(text)) => letters(text),
            Some(Value::Int(2..)) => Err(no_collection("a number", ast.span)
                .hint(format!("so many things are `1..{}`", crate::language::print_expression(ast)))),
            None if typed.kind == Kind::Set => {
                Err(Error::new(ErrorKind::Kind, "which set this is depends on an outcome")
                    .hint("choose between draws: `X ~ if … then draw 1 from 2..3 else draw 1 from 4..5`")
                    .at(ast.span))
            }
            _ => Err(match super::quantifier::range_of(ast) {
                Some(range) => {
                    no_collection(typed.kind.name(), ast.span).hint(format!("did you mean `{range}`?"))
                }
                None => no_collection(typed.kind.name(), ast.span),
            }),
        }
    }

    /// The expression that a name stands for.
    fn definition(&self, word: &str) -> Option<Arc<ast::Expr>> {
        match self.scope.get(word) {
            Some(Meaning::Expression(definition)) => Some(Arc::clone(definition)),
            _ => None,
        }
    }

    /// Whether a piece of text is plainly a collection, so that `*` means pairs.
    pub(super) fn is_collection(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Labelled { .. } | Ast::Set(_) | Ast::Builder { .. } | Ast::Text(_) | Ast::Range { .. } => {
                true
            }
            Ast::Call { name, .. } => matches!(name.text.as_str(), "deck" | "cards"),
            Ast::Binary { operator: ast::Operator::Multiply, left, .. } => self.is_collection(left),
            Ast::Name(name) => match self.scope.get(name) {
                Some(Meaning::Expression(definition)) => self.is_collection(definition),
                Some(Meaning::Known(typed)) => typed.kind == Kind::Set,
                None => name == "deck",
                _ => false,
            },
            _ => false,
        }
    }

    /// A pool from a recipe; its labels are known when the recipe depends on nothing.
    pub(super) fn made_pool(
        &mut self,
        population: Recipe<Population>,
        collection: Collection,
        element: Kind,
    ) -> Result<Pool, Error> {
        Ok(match population.made()? {
            Some(known) => Pool::known(known),
            None => Pool { population, labels: None, element, collection },
        })
    }

    /// Pairs of elements of two collections.
    fn pairs(&mut self, left: &ast::Expr, right: &ast::Expr) -> Result<Pool, Error> {
        let (a, b) = (self.pool(left)?, self.pool(right)?);
        let population = a.population.with(b.population, |a, b| {
            let mut pairs = Vec::new();
            for (x, n) in a.classes() {
                for (y, m) in b.classes() {
                    let parts = |v: &Value| match v {
                        Value::Row(parts) => parts.to_vec(),
                        other => vec![other.clone()],
                    };
                    let mut pair = parts(x);
                    pair.extend(parts(y));
                    pairs.push((Value::row(pair), n.saturating_mul(*m)));
                }
            }
            Population::new(Collection::Set, pairs)
        });
        self.made_pool(population, Collection::Set, Kind::Tuple(vec![a.element, b.element]))
    }
}

/// Of `deck - {"As", "Ks"}`: what is left is told by a condition.
fn taken_out(from: &ast::Expr, out: &ast::Expr, span: Span) -> Error {
    let (from, out) = (crate::language::print_expression(from), crate::language::print_expression(out));
    Error::new(ErrorKind::Kind, "elements are taken out of a collection by a condition")
        .hint(format!("did you mean `{{c in {from}: not c in {out}}}`"))
        .at(span)
}

/// Of `{white: 2}`, from which something is drawn.
fn no_urn(ast: &ast::Expr) -> Error {
    let braces = crate::language::print_expression(ast).replace(": ", ":");
    Error::new(ErrorKind::Kind, "what is drawn from with numbers beside its labels is an urn")
        .hint(format!("did you mean `urn{braces}`?"))
        .at(ast.span)
}

/// The error of `arrange(ABC)`, where letters were meant and nothing bears that name.
fn letters_meant(ast: &ast::Expr, error: Error) -> Error {
    let Ast::Name(word) = &ast.node else { return error };
    let guessed = error.fix().is_some_and(|fix| fix.starts_with("did you mean"));
    if error.kind() != ErrorKind::UnknownName || guessed || !word.chars().all(char::is_uppercase) {
        return error;
    }
    error.hint(format!("letters stand between quotation marks: `\"{word}\"`"))
}

/// The letters of a word.
fn letters(text: &str) -> Result<Pool, Error> {
    let letters = text.chars().map(|c| (Value::word(&c.to_string()), 1));
    Ok(Pool::known(Population::new(Collection::Letters, letters)?))
}

/// The faces of a fair die as elements of a set, for arranging and drawing.
fn elements(faces: &Faces) -> Result<Population, Error> {
    let mut elements = Vec::new();
    for (face, weight) in faces.weights() {
        let count = u64::try_from(weight)
            .map_err(|_| Error::new(ErrorKind::Range, "the weights are too large to count"))?;
        elements.push((face.clone(), count));
    }
    Population::new(Collection::Die, elements)
}

/// The integers from one to another, none when the second is one less than the first.
pub(super) fn integers(from: &Value, to: &Value, span: Span, budget: &Budget) -> Result<Vec<Value>, Error> {
    let (low, high) = (
        crate::model::pattern::small_integer(from).map_err(|e| e.or_at(Some(span)))?,
        crate::model::pattern::small_integer(to).map_err(|e| e.or_at(Some(span)))?,
    );
    if high < low {
        return Err(Error::new(ErrorKind::Range, "the range is empty")
            .hint(format!("it runs backwards; did you mean `{high}..{low}`?"))
            .at(span));
    }
    budget.afford_labels(high.abs_diff(low)).map_err(|e| e.at(span))?;
    match crate::question::evaluate::range(from, to).map_err(|e| e.or_at(Some(span)))? {
        Value::Set(values) => Ok(values.to_vec()),
        _ => Ok(Vec::new()),
    }
}

fn no_collection(what: &str, span: Span) -> Error {
    Error::new(ErrorKind::Kind, format!("{what} is nothing to draw from"))
        .hint("draw from `urn{white:4, black:2}`, `deck`, `1..10`, `{a, b}` or `\"LETTERS\"`")
        .at(span)
}
