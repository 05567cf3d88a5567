//! Expressions: values, experiments and collections by the form in which they are written.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::compound::number;
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::{Faces, Value};
use crate::question::seats::seated;
use crate::question::{Expr, Node, Operator};
use crate::statistic;
use num_rational::BigRational;

impl Checker<'_> {
    /// What a piece of text is; `labels` are those of the other side of a comparison, if there is one.
    pub(in crate::language::check) fn term(
        &mut self,
        ast: &ast::Expr,
        labels: Option<&Labels>,
    ) -> Result<Term, Error> {
        let span = ast.span;
        let value = |typed| Ok(Term::Value(typed));
        match &ast.node {
            Ast::Number(number) => value(known(Value::number(number.value.clone()), span)),
            Ast::Name(word) => self.name(word, span, labels),
            Ast::Text(text) => value(self.text(text, span, labels)?),
            Ast::Dice(dice) => Ok(Term::Experiment(self.dice(dice, span)?)),
            Ast::Set(items) => value(self.set(items, span)?),
            Ast::Tuple(parts) => value(self.tuple(parts, span, labels)?),
            Ast::Builder { bindings, condition } => {
                let values = self.builder(bindings, condition, span)?;
                value(Typed {
                    expr: constant(Value::set(values.clone()), span),
                    kind: Kind::Set,
                    labels: None,
                })
            }
            Ast::Labelled { kind: ast::Collection::Die, entries } => {
                Ok(Term::Experiment(self.die(entries, span)?))
            }
            Ast::Labelled { kind, entries } => Ok(Term::Collection(self.labelled(*kind, entries)?)),
            Ast::Call { name, args } => self.call(name, args, span),
            Ast::Quantified { quantifier, bindings, body } => {
                value(self.quantified(*quantifier, bindings, body, span)?)
            }
            Ast::Measure { .. } => value(known(self.measured(ast)?, span)),
            Ast::Index { sample, index } => value(self.index(sample, index, span)?),
            Ast::Slice { sample, from, to } => value(self.slice(sample, from, to, span)?),
            Ast::Negate(inner) => {
                let inner = self.number(inner)?;
                value(number(Node::Arithmetic(Operator::Subtract, Expr::value_of(0), inner.expr), span)?)
            }
            Ast::Factorial(of) => {
                let inner = self.number(of)?;
                let factorial = self.registered("factorial", vec![inner.expr], Kind::Number, span);
                value(factorial.map_err(|error| super::registry::negative(std::slice::from_ref(of), error))?)
            }
            Ast::Not(inner) => {
                let inner = self.truth(inner)?;
                value(Typed::new(expr(Node::Not(inner.expr), span)?, Kind::Truth))
            }
            Ast::Binary { operator, left, right } => self.binary(*operator, left, right, span),
            Ast::Range { from, to } => {
                let (from, to) = (self.number(from)?, self.number(to)?);
                let range = Typed::new(expr(Node::Range(from.expr, to.expr), span)?, Kind::Set);
                value(range)
            }
            Ast::Comparison { first, rest } => value(self.comparison(first, rest, span)?),
            Ast::In { pattern, collection } => value(self.within(pattern, collection, span)?),
            Ast::Is { element, pattern } => value(self.is(element, pattern, span)?),
            Ast::Threshold { .. } | Ast::MultipleOf(_) => {
                Ok(Term::Pattern(self.pattern(ast, labels, &Kind::Number)?))
            }
            Ast::If { condition, then, otherwise } => {
                self.conditional(ast, condition, then, otherwise, labels)
            }
            Ast::Draw { count, from, replacement, until: None } => {
                let text = crate::language::print_expression(ast);
                let count = count.as_deref();
                Ok(Term::Experiment(self.drawing(count, from, *replacement, true, &text)?))
            }
            Ast::Draw { from, replacement, until: Some(until), .. } => {
                let text = crate::language::print_expression(ast);
                Ok(Term::Experiment(self.draw_until(from, *replacement, until, None, &text)?))
            }
            Ast::Choose { count, from, replacement } => {
                let text = crate::language::print_expression(ast);
                Ok(Term::Experiment(self.drawing(Some(count), from, *replacement, false, &text)?))
            }
            Ast::Chain(chain) => Ok(Term::Experiment(self.chain(chain, ast)?)),
            Ast::Branches(_) => {
                let braces = crate::language::print_expression(ast).replace(": ", ":");
                Err(Error::new(ErrorKind::Kind, "weighted branches belong to a chain or a die")
                    .hint(format!("write `die{braces}`, or `chain from … step {braces}`"))
                    .at(span))
            }
            Ast::Identical(_) => {
                Err(Error::new(ErrorKind::Kind, "`identical` belongs into `place(…)`").at(span))
            }
            Ast::Into(_) => Err(Error::new(ErrorKind::Kind, "`into` belongs into `split(…)`").at(span)),
        }
    }

    /// A function of the registry on expressions that are ready.
    pub(super) fn registered(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        kind: Kind,
        span: Span,
    ) -> Result<Typed, Error> {
        let function = statistic::function(name, arguments.len())
            .ok_or_else(|| self.scope.unknown_function(name, span))?;
        Ok(Typed::new(self.seated(Node::Call(function, arguments), span)?, kind))
    }

    /// What is asked of an outcome, as its seating needs: here, so that it is settled wherever the expression goes.
    pub(super) fn seated(&self, node: Node, span: Span) -> Result<Expr, Error> {
        seated(&expr(node, span)?, &self.experiments).map_err(|error| error.or_at(Some(span)))
    }

    /// A bare word: an element of a quantifier, a name, a collection, or a label of the other side.
    pub(super) fn name(&mut self, word: &str, span: Span, labels: Option<&Labels>) -> Result<Term, Error> {
        if let Some(element) = self.element(word) {
            return Ok(Term::Value(respanned(element, span)));
        }
        match self.scope.get(word).cloned() {
            Some(Meaning::Outcome(typed) | Meaning::Known(typed)) => {
                self.spoken |= typed.expr.names();
                return Ok(Term::Value(respanned(typed, span)));
            }
            Some(Meaning::Expression(definition)) => {
                self.deeper(word, span)?;
                let term = self.term(&definition, labels);
                self.depth -= 1;
                return term;
            }
            Some(Meaning::Function(function)) => {
                return Err(Error::new(ErrorKind::Kind, format!("`{word}` is a function"))
                    .hint(format!("write `{word}({})`", function.parameters.join(", ")))
                    .at(span));
            }
            Some(Meaning::Stated(_)) => {
                return Err(Error::new(
                    ErrorKind::Kind,
                    format!("`{word}` is known only by stated probabilities"),
                )
                .hint("ask for a probability of it, such as `P(…)`")
                .at(span));
            }
            None => {}
        }
        if let Some(label) = labels.and_then(|labels| labels.find(word)) {
            return Ok(Term::Value(Typed { labels: labels.cloned(), ..known(label, span) }));
        }
        match word {
            "deck" => Ok(Term::Collection(self.pack("deck", &[], span)?)),
            "coin" => {
                let half = BigRational::new(1.into(), 2.into());
                Ok(Term::Experiment(Made::single(Recipe::known(Faces::coin(&half)?), "coin")?))
            }
            "true" | "false" => Ok(Term::Value(known(Value::Truth(word == "true"), span))),
            _ => Err(self.scope.unknown_name(word, span, labels.into_iter().flat_map(Labels::words))),
        }
    }

    /// The element that a quantifier binds to this word.
    pub(super) fn element(&self, word: &str) -> Option<Typed> {
        self.elements[self.floor..]
            .iter()
            .rev()
            .find(|(name, _)| name == word)
            .map(|(_, typed)| typed.clone())
    }

    /// One level deeper into definitions and functions.
    pub(super) fn deeper(&mut self, name: &str, span: Span) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > super::DEEPEST {
            self.depth -= 1;
            let message =
                format!("`{name}` calls itself without end, or more than {} times in a row", super::DEEPEST);
            return Err(Error::new(ErrorKind::Endless, message)
                .hint(
                    "let `if` end it sooner, `def f(n) := if n <= 1 then 1 else n * f(n-1)`; \
                     for long ones write `sum(k in 1..n: …)` or `product(k in 1..n: …)`",
                )
                .at(span));
        }
        Ok(())
    }

    /// Quoted text: a label or a card of the other side, or a word as a row of letters.
    fn text(&mut self, text: &str, span: Span, labels: Option<&Labels>) -> Result<Typed, Error> {
        if let Some(labels) = labels {
            if let Some(label) = labels.find(text) {
                return Ok(known(label, span));
            }
            if labels.has_cards() {
                return Ok(known(super::pattern::card(text, span, labels)?, span));
            }
        }
        Ok(known(Value::word(text), span))
    }
}

/// A known value at a place.
pub(super) fn known(value: Value, span: Span) -> Typed {
    let kind = Kind::of(&value);
    Typed::new(constant(value, span), kind)
}

pub(super) fn constant(value: Value, span: Span) -> Expr {
    Expr::spanned(Node::Value(value), Some(span))
}

/// The same value as if it had been written here.
pub(super) fn respanned(typed: Typed, span: Span) -> Typed {
    Typed { expr: Expr::spanned(typed.expr.node().clone(), Some(span)), ..typed }
}

/// The elements of a kind, in the plural.
pub(super) fn plural(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number => "numbers",
        Kind::Truth => "events",
        Kind::Card => "cards",
        Kind::Level(_) => "ranks",
        Kind::Label => "labels",
        _ => "samples",
    }
}
