//! Pools of dice: several of one kind, of several kinds, and of dice that explode without a limit.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term};
use crate::model::{Collection, Faces, Space, Value};
use crate::question::experiment::Repeated;
use crate::question::{Expr, Node};
use crate::statistic::arithmetic;
use std::sync::Arc;

/// How pools are written.
const POOLS: &str = "write `pool(3, d6)` for three dice, or `pool(2d6, d8)`";

/// The most endless explosions of one pool.
const MOST_EXPLOSIONS: u64 = 100;

/// The trial of these faces, where they are known; `summed` if what is asked of many of them is their sum.
pub(super) fn repeated(faces: &Recipe<Faces>, summed: bool) -> Option<Repeated> {
    faces.made().ok().flatten().map(|faces| Repeated { faces: Arc::new(faces), summed })
}

impl Checker<'_> {
    /// `pool(3, D)`, `pool(2d6, d8)`.
    pub(super) fn pool_of_dice(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        if let [count, die] = args
            && !self.is_experiment(count)?
        {
            return self.alike_dice(count, die, text);
        }
        let no_dice = || Error::new(ErrorKind::Kind, "a pool is made of dice").hint(POOLS);
        let mut groups = Vec::with_capacity(args.len());
        let mut values: Vec<Value> = Vec::new();
        let mut length = 0;
        for arg in args {
            let Term::Experiment(made) = self.term(arg, None)? else {
                return Err(no_dice().at(arg.span));
            };
            values.extend(made.labels.iter().flat_map(|l| l.values.iter().cloned()));
            let Some(recipe) = made.recipe().filter(|_| !made.is_transformed()) else {
                return Err(no_dice().at(arg.span));
            };
            groups.push(recipe.map(move |space| match space {
                Space::Single(faces) => Ok(vec![(faces, 1)]),
                Space::Trials(groups) => Ok(groups.to_vec()),
                _ => Err(no_dice()),
            }));
            length += match &made.kind {
                Kind::Sample(Sample { length: Some(n), .. }) => *n,
                _ => 1,
            };
        }
        if groups.is_empty() {
            return Err(Error::new(ErrorKind::Kind, "an empty pool").hint(POOLS).at(span));
        }
        let element = Kind::shared(&values);
        let labels = Some(Labels::new(Collection::Die, values));
        let space =
            Recipe::all(groups).map(|groups| Ok(Space::Trials(groups.into_iter().flatten().collect())));
        Ok(Made::sample(space, element, Order::Row, Some(length), labels, text))
    }

    /// So many dice that are all alike.
    fn alike_dice(&mut self, count: &ast::Expr, die: &ast::Expr, text: &str) -> Result<Made, Error> {
        let number = self.number(count)?;
        if matches!(number.expr.known(), Some(Value::Int(n)) if *n < 0) {
            return Err(Error::new(ErrorKind::Range, "the number of dice cannot be negative").at(count.span));
        }
        let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let count = self.natural(number, "the number of dice", count.span);
        let made = self.one_trial(die)?;
        let (element, labels) = (made.kind.clone(), made.labels.clone());
        let faces = self.faces_of(&made, die.span)?;
        // A sample of one is its element: `draw 1 from deck` is a card.
        let (element, is_one) = match element {
            Kind::Sample(sample) if sample.length == Some(1) => (*sample.element, true),
            element => (element, false),
        };
        let element = if element.is_summable() { Kind::Number } else { element };
        let one_face = is_one || made.single_faces().is_some() || made.is_choice();
        let labels = if one_face { labels } else { None };
        let trial = repeated(&faces, false);
        let space = count.with(faces, |n, faces| Ok(Space::trials(Arc::new(faces), n)));
        let space = space.repeating(trial);
        Ok(Made::sample(space, element, Order::Row, length, labels, text))
    }

    /// `pool(3, explode(d6))`, `pool(explode(d8), 2d6)`: endless explosions have no finite law that a pool could repeat, so
    /// that each is an experiment of its own, and the pool the row of their totals.
    pub(super) fn pool_of_explosions(
        &mut self,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Option<Typed>, Error> {
        let mut elements = Vec::new();
        if let [count, die] = args
            && !self.is_experiment(count)?
        {
            if !is_endless_explosion(die) {
                return Ok(None);
            }
            let length = self.number_of_explosions(count)?;
            let Term::Experiment(made) = self.term(die, None)? else { return Ok(None) };
            for _ in 0..length {
                elements.push(self.perform(&made, None, die.span)?.expr);
            }
        } else {
            if !args.iter().any(is_endless_explosion) {
                return Ok(None);
            }
            for die in args {
                elements.extend(self.thrown_in_pool(die)?);
            }
        }
        let length = Some(elements.len() as u64);
        let sample = Sample { element: Box::new(Kind::Number), order: Order::Row, length };
        let expr = Expr::spanned(Node::Row(elements), Some(span));
        Ok(Some(Typed { expr, kind: Kind::Sample(sample), labels: None }))
    }

    /// The elements of a pool that one of its arguments gives: a die or several.
    fn thrown_in_pool(&mut self, die: &ast::Expr) -> Result<Vec<Expr>, Error> {
        let no_dice = || {
            Error::new(ErrorKind::Kind, "a pool is made of dice")
                .hint("write `pool(3, d6)` for three dice, or `pool(2d6, d8)`")
                .at(die.span)
        };
        let Term::Experiment(made) = self.term(die, None)? else { return Err(no_dice()) };
        let thrown = self.perform(&made, None, die.span)?;
        match &thrown.kind {
            Kind::Number => Ok(vec![thrown.expr]),
            Kind::Sample(Sample { element, length: Some(length), .. })
                if **element == Kind::Number && !made.is_transformed() =>
            {
                let place = |i| Expr::new(Node::At(thrown.expr.clone(), Expr::value_of(i)));
                Ok((1i64..).map(place).take(usize::try_from(*length).unwrap_or(usize::MAX)).collect())
            }
            _ => Err(no_dice()),
        }
    }

    /// How many endless explosions a pool has: each is an experiment.
    fn number_of_explosions(&mut self, count: &ast::Expr) -> Result<u64, Error> {
        let number = self.number(count)?;
        let length = number.expr.known().and_then(|n| arithmetic::natural("", n).ok());
        length.filter(|length| (1..=MOST_EXPLOSIONS).contains(length)).ok_or_else(|| {
            let message = format!("a pool of endless explosions has from 1 to {MOST_EXPLOSIONS} dice");
            Error::new(ErrorKind::Unsupported, message)
                .hint("give a depth, `explode(d6, 3)`: then there may be more")
                .at(count.span)
        })
    }

    /// Whether an argument is an experiment that has not been performed, such as `2d6`.
    fn is_experiment(&mut self, ast: &ast::Expr) -> Result<bool, Error> {
        Ok(match &ast.node {
            Ast::Dice(_) | Ast::Draw { .. } | Ast::Choose { .. } => true,
            Ast::Labelled { kind: ast::Collection::Die, .. } => true,
            Ast::Name(name) => match self.scope.get(name).cloned() {
                Some(Meaning::Expression(definition)) => self.is_experiment(&definition)?,
                None => name == "coin",
                _ => false,
            },
            Ast::Call { name, .. } => {
                matches!(name.text.as_str(), "coins" | "bernoulli" | "explode" | "reroll" | "pool")
            }
            _ => false,
        })
    }
}

/// Whether an argument is `explode(D)`, without a depth.
fn is_endless_explosion(ast: &ast::Expr) -> bool {
    matches!(&ast.node, Ast::Call { name, args } if name.text == "explode" && args.len() == 1)
}
