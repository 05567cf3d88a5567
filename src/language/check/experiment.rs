//! Experiments: dice, draws, arrangements, and what their outcomes are.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::collection::{Pool, weighted};
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term};
use crate::model::{Collection, Faces, Seating, Space, Value};
use crate::question::{Experiment, Expr, Node};
use crate::statistic::arithmetic;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::sync::Arc;

/// An experiment that has not been performed yet.
#[derive(Clone)]
pub(super) struct Made {
    form: Form,
    /// What the outcome is.
    pub kind: Kind,
    /// The labels of the outcome's elements.
    pub labels: Option<Labels>,
    /// How many are kept of the outcome, for `4d6kh3`.
    keep: Option<(&'static str, u64)>,
    /// How it is written.
    pub text: Arc<str>,
    /// How the places of its outcomes lie to each other.
    seating: Seating,
    /// Whether it is a process whose outcome is a state and a number of steps: which of the two it shows.
    pub shows: Option<i64>,
}

#[derive(Clone)]
enum Form {
    Single(Recipe<Faces>),
    Space(Recipe<Space>),
    If(Expr, Box<Made>, Box<Made>),
}

impl Made {
    /// What `shows` says when the outcome is a sample of which only the length is shown.
    pub const LENGTH: i64 = -1;

    /// An experiment of this form, whose outcome is shown as it is.
    fn plain(form: Form, kind: Kind, labels: Option<Labels>, text: &str) -> Self {
        Self { form, kind, labels, keep: None, text: text.into(), seating: Seating::Row, shows: None }
    }

    /// One outcome of these faces.
    pub fn single(faces: Recipe<Faces>, text: &str) -> Result<Self, Error> {
        let known = faces.made()?;
        let labels = known.map(|faces| {
            let values = faces.weights().iter().map(|(face, _)| face.clone()).collect();
            Labels::new(faces.collection(), values)
        });
        let kind = labels.as_ref().map_or(Kind::Number, |l| Kind::shared(&l.values));
        Ok(Self::plain(Form::Single(faces), kind, labels, text))
    }

    /// An outcome of this kind from this space.
    pub fn space(space: Recipe<Space>, kind: Kind, labels: Option<Labels>, text: &str) -> Self {
        Self::plain(Form::Space(space), kind, labels, text)
    }

    /// A sample from this space.
    pub fn sample(
        space: Recipe<Space>,
        element: Kind,
        order: Order,
        length: Option<u64>,
        labels: Option<Labels>,
        text: &str,
    ) -> Self {
        let kind = Kind::Sample(Sample { element: Box::new(element), order, length });
        Self::space(space, kind, labels, text)
    }

    /// The same, with its elements seated like this.
    pub fn seated(self, seating: Seating) -> Self {
        Self { seating, ..self }
    }

    /// The first if the event happened, else the second.
    pub fn either(event: Expr, then: Self, otherwise: Self, text: &str) -> Self {
        let kind =
            if then.kind == otherwise.kind { then.kind.clone() } else { mixed(&then.kind, &otherwise.kind) };
        let labels = match (&then.labels, &otherwise.labels) {
            (Some(a), Some(b)) => {
                let mut values = a.values.to_vec();
                values.extend(b.values.iter().filter(|v| !a.values.contains(v)).cloned());
                Some(Labels::new(a.collection, values))
            }
            _ => None,
        };
        let form = Form::If(event, Box::new(then), Box::new(otherwise));
        Self::plain(form, kind, labels, text)
    }

    /// The faces, if it is one trial.
    pub fn single_faces(&self) -> Option<Recipe<Faces>> {
        match &self.form {
            Form::Single(faces) => Some(faces.clone()),
            _ => None,
        }
    }

    /// The space, if it is not a choice between two.
    pub fn recipe(&self) -> Option<Recipe<Space>> {
        match &self.form {
            Form::Single(faces) => Some(faces.clone().map(|faces| Ok(Space::Single(Arc::new(faces))))),
            Form::Space(space) => Some(space.clone()),
            Form::If(..) => None,
        }
    }

    /// Whether what it shows is not the outcome of its space itself: some of the dice, a number of steps.
    pub fn is_transformed(&self) -> bool {
        match &self.form {
            Form::If(_, then, otherwise) => then.is_transformed() || otherwise.is_transformed(),
            _ => self.keep.is_some() || self.shows.is_some(),
        }
    }

    /// Whether it may be given a name by `:=`: a die or a coin, not yet thrown.
    pub fn is_die(&self) -> bool {
        matches!(self.form, Form::Single(_)) && self.keep.is_none()
    }

    /// The experiment.
    pub fn experiment(&self) -> Result<Experiment, Error> {
        match &self.form {
            Form::If(event, then, otherwise) => {
                Experiment::either(event.clone(), then.experiment()?, otherwise.experiment()?, &self.text)
            }
            _ => match self.recipe() {
                Some(recipe) => recipe.experiment(self.seating, &self.text),
                None => Err(Error::new(ErrorKind::Unsupported, "this experiment cannot be performed")),
            },
        }
    }

    /// What the outcome shows.
    pub fn outcome(&self, name: Expr) -> Typed {
        if let (Form::If(event, then, otherwise), true) = (&self.form, self.is_transformed()) {
            // Each branch shows its outcome in its own way.
            let (then, otherwise) = (then.outcome(name.clone()).expr, otherwise.outcome(name.clone()).expr);
            let expr = Expr::spanned(Node::If(event.clone(), then, otherwise), name.span());
            return Typed { expr, kind: self.kind.clone(), labels: self.labels.clone() };
        }
        let expr = match self.shows {
            Some(Self::LENGTH) => {
                let length = &crate::statistic::sums::LENGTH;
                Expr::spanned(Node::Call(length, vec![name.clone()]), name.span())
            }
            Some(part) => Expr::spanned(Node::At(name.clone(), Expr::value_of(part)), name.span()),
            None => name,
        };
        let typed = Typed { expr, kind: self.kind.clone(), labels: self.labels.clone() };
        match self.keep.and_then(|(name, k)| Some((crate::statistic::function(name, 2)?, k))) {
            Some((function, k)) => {
                let count = Expr::value_of(i64::try_from(k).unwrap_or(i64::MAX));
                let span = typed.expr.span();
                let expr = Expr::spanned(Node::Call(function, vec![count, typed.expr]), span);
                Typed { expr, ..typed }
            }
            None => typed,
        }
    }
}

/// The kind of an outcome that may be of one or the other.
fn mixed(a: &Kind, b: &Kind) -> Kind {
    match (a, b) {
        (Kind::Sample(x), Kind::Sample(y)) if x.element == y.element => Kind::Sample(Sample {
            element: x.element.clone(),
            order: if x.order == y.order { x.order } else { Order::Without },
            length: if x.length == y.length { x.length } else { None },
        }),
        (Kind::Sample(x), other) | (other, Kind::Sample(x)) if *x.element == *other => {
            Kind::Sample(Sample { element: x.element.clone(), order: x.order, length: None })
        }
        (Kind::Number, Kind::Sample(_)) | (Kind::Sample(_), Kind::Number) => Kind::Number,
        _ => a.clone(),
    }
}

impl Checker<'_> {
    /// `d6`, `3d6`, `d%`, `4dF`, `4d6kh3`.
    pub(super) fn dice(&mut self, dice: &ast::Dice, span: Span) -> Result<Made, Error> {
        let text = crate::language::print_expression(&ast::Expr::new(Ast::Dice(*dice), span));
        let faces = match dice.faces {
            ast::Faces::Sides(sides) => {
                self.budget.afford_labels(u64::from(sides)).map_err(|e| e.at(span))?;
                Faces::die(u64::from(sides)).map_err(|e| e.at(span))?
            }
            ast::Faces::Percent => Faces::die(100)?,
            ast::Faces::Fudge => {
                Faces::new(Collection::Die, (-1..=1).map(|n| (Value::Int(n), BigUint::one())))?
            }
        };
        let Some(count) = dice.count else { return Made::single(Recipe::known(faces), &text) };
        let count = u64::from(count);
        let values = faces.weights().iter().map(|(face, _)| face.clone()).collect();
        let labels = Some(Labels::new(Collection::Die, values));
        let space = Recipe::known(Space::trials(Arc::new(faces), count));
        let mut made = Made::sample(space, Kind::Number, Order::Row, Some(count), labels, &text);
        if let Some((keep, k)) = dice.keep {
            let k = u64::from(k);
            if k > count {
                let word = if matches!(keep, ast::Keep::DropHighest | ast::Keep::DropLowest) {
                    "drop"
                } else {
                    "keep"
                };
                return Err(Error::new(ErrorKind::Range, format!("cannot {word} {k} of {count}"))
                    .hint(format!("{word} at most {count}"))
                    .at(span));
            }
            let (name, kept) = match keep {
                ast::Keep::Highest => ("highest", k),
                ast::Keep::Lowest => ("lowest", k),
                ast::Keep::Middle => ("middle", k),
                ast::Keep::DropHighest => ("lowest", count - k),
                ast::Keep::DropLowest => ("highest", count - k),
            };
            made.keep = Some((name, kept));
            made.kind = Kind::Sample(Sample {
                element: Box::new(Kind::Number),
                order: Order::Row,
                length: Some(kept),
            });
        }
        Ok(made)
    }

    /// `die{1:1/2, 2:1/3, 3:1/6}`.
    pub(super) fn die(&mut self, entries: &[ast::Entry], span: Span) -> Result<Made, Error> {
        let items = self.items(entries)?;
        let mut labels = Vec::new();
        let mut weights = Vec::new();
        for item in items {
            for label in item.labels {
                labels.push(label);
                weights.push(item.weight.clone().unwrap_or_else(|| Recipe::known(Value::Int(1))));
            }
        }
        let text = crate::language::print_expression(&ast::Expr::new(
            Ast::Labelled { kind: ast::Collection::Die, entries: entries.to_vec() },
            span,
        ));
        let faces_of = labels.clone();
        let faces = Recipe::all(weights).map(move |weights| weighted(&faces_of, weights, span));
        let mut made = Made::single(faces, &text)?;
        if made.labels.is_none() {
            made.kind = Kind::shared(&labels);
            made.labels = Some(Labels::new(Collection::Die, labels));
        }
        Ok(made)
    }

    /// `draw k from U`, with or without replacement, and `choose k from U`.
    pub(super) fn drawing(
        &mut self,
        count: Option<&ast::Expr>,
        from: &ast::Expr,
        replacement: bool,
        ordered: bool,
        text: &str,
    ) -> Result<Made, Error> {
        let pool = self.pool(from)?;
        let (number, length) = match count {
            Some(count) => {
                let number = self.number(count)?;
                let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
                (self.natural(number, "the number drawn", count.span), length)
            }
            None => (Recipe::known(1), Some(1)),
        };
        let place = count.map_or(from.span, |c| c.span);
        let space = number.with(pool.population, move |k, from| {
            let from = Arc::new(from);
            let space = match (ordered, replacement) {
                (true, false) => Space::draw(from, k),
                (false, false) => Space::choose(from, k),
                (true, true) => Ok(Space::trials(Arc::new(from.faces()?), k)),
                (false, true) => Ok(Space::Multichoose(from, k)),
            };
            space.map_err(|e| e.or_at(Some(place)))
        });
        // What cannot be drawn at all is said at once.
        space.made()?;
        let order = if ordered { Order::Row } else { Order::Without };
        Ok(Made::sample(space, pool.element, order, length, pool.labels, text))
    }

    /// A whole number from an expression, at this place.
    pub(super) fn natural(&mut self, number: Typed, what: &'static str, span: Span) -> Recipe<u64> {
        Recipe::of(number.expr).map(move |n| arithmetic::natural(what, &n).map_err(|e| e.or_at(Some(span))))
    }

    /// A probability from an expression, at this place.
    pub(super) fn chance(&mut self, ast: &ast::Expr) -> Result<Recipe<BigRational>, Error> {
        let number = self.number(ast)?;
        let span = ast.span;
        let recipe = Recipe::of(number.expr).map(move |p| {
            let p = arithmetic::number(&p).map_err(|e| e.or_at(Some(span)))?;
            if p.is_negative() || p > BigRational::one() {
                let hundredth = &p / BigRational::from_integer(100.into());
                let hint = match p > BigRational::one() && hundredth <= BigRational::one() && p.is_integer() {
                    true => format!("did you mean `{p}%`?"),
                    false => format!("{p} does not"),
                };
                let message = "a probability must lie between 0 and 1";
                return Err(Error::new(ErrorKind::Range, message).hint(hint).at(span));
            }
            Ok(p)
        });
        recipe.made()?;
        Ok(recipe)
    }

    /// One trial that an argument describes, such as the die of a pool.
    pub(super) fn one_trial(&mut self, ast: &ast::Expr) -> Result<Made, Error> {
        match self.term(ast, None)? {
            Term::Experiment(made) => Ok(made),
            Term::Collection(pool) => self.drawn_once(&pool, ast.span),
            Term::Value(typed) if typed.kind == Kind::Set => {
                let pool = self.pool(ast)?;
                self.drawn_once(&pool, ast.span)
            }
            _ => Err(Error::new(ErrorKind::Kind, "a die, a coin or an urn is needed here")
                .hint("write `d6`, `coin`, `die{1:2, 2:1}` or `urn{red:1, blue:4}`")
                .at(ast.span)),
        }
    }

    /// A range as an experiment: one of its integers, each as likely.
    pub(super) fn ranged(&mut self, ast: &ast::Expr) -> Result<Made, Error> {
        let Ast::Range { from, to } = &ast.node else {
            return Err(Error::new(ErrorKind::Kind, "a range is needed here").at(ast.span));
        };
        let (from, to, span) = (self.number(from)?, self.number(to)?, ast.span);
        let budget = self.budget.clone();
        let faces = Recipe::of(from.expr)
            .with(Recipe::of(to.expr), move |a, b| super::chain::uniform(&a, &b, span, &budget));
        Made::single(faces, &crate::language::print_expression(ast))
    }

    /// The experiment that the right side of `~` is.
    ///
    /// # Errors
    /// What is wrong with its text, and what is no experiment.
    pub(super) fn experiment(&mut self, ast: &ast::Expr) -> Result<Made, Error> {
        match &ast.node {
            Ast::Range { .. } => return self.ranged(ast),
            Ast::If { condition, then, otherwise } if draws_from_a_set(ast) => {
                return self.choice(ast, condition, then, otherwise);
            }
            _ => {}
        }
        match self.term(ast, None)? {
            Term::Experiment(made) => Ok(made),
            Term::Value(typed) if typed.kind == Kind::Set => {
                let pool = self.pool(ast)?;
                self.drawn_once(&pool, ast.span)
            }
            // The branch that a known condition takes may be a value, as either branch may.
            Term::Value(typed) if matches!(ast.node, Ast::If { .. }) && self.is_mixture(ast) => {
                self.as_experiment(Term::Value(typed), ast.span)
            }
            Term::Value(_) | Term::Pattern(_) => {
                Err(Error::new(ErrorKind::Kind, "this is a value, not an experiment")
                    .hint("`:=` names a value")
                    .at(ast.span))
            }
            Term::Collection(_) => Err(Error::new(ErrorKind::Kind, "a collection is not an experiment yet")
                .hint("draw from it: `draw 2 from …`; `:=` names the collection")
                .at(ast.span)),
        }
    }

    /// `if c then 1..2 else 1..6`, where an experiment is due: a range or a set is one there, as it is alone.
    fn choice(
        &mut self,
        ast: &ast::Expr,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: &ast::Expr,
    ) -> Result<Made, Error> {
        let event = self.truth(condition)?;
        match event.expr.known() {
            Some(Value::Truth(true)) => return self.branch(then),
            Some(Value::Truth(false)) => return self.branch(otherwise),
            _ => {}
        }
        let (then, otherwise) = (self.branch(then)?, self.branch(otherwise)?);
        Ok(Made::either(event.expr, then, otherwise, &crate::language::print_expression(ast)))
    }

    /// A branch of such a choice: an experiment, or a value that it always shows.
    fn branch(&mut self, ast: &ast::Expr) -> Result<Made, Error> {
        if draws_from_a_set(ast) {
            return self.experiment(ast);
        }
        let term = self.term(ast, None)?;
        self.as_experiment(term, ast.span)
    }

    /// Whether a choice has an experiment among its branches, whichever is taken.
    fn is_mixture(&mut self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::If { then, otherwise, .. } => self.is_mixture(then) || self.is_mixture(otherwise),
            _ => matches!(self.term(ast, None), Ok(Term::Experiment(_))),
        }
    }

    /// One element of a collection, put back.
    fn drawn_once(&mut self, pool: &Pool, span: Span) -> Result<Made, Error> {
        let faces = pool.population.clone().map(move |p| p.faces().map_err(|e| e.or_at(Some(span))));
        Made::single(faces, "draw from a collection")
    }
}

/// Whether a piece of text is a range or a set, or a choice that may be one.
fn draws_from_a_set(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Range { .. } | Ast::Set(_) | Ast::Builder { .. } => true,
        Ast::If { then, otherwise, .. } => draws_from_a_set(then) || draws_from_a_set(otherwise),
        _ => false,
    }
}
