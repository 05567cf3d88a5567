//! What is drawn and chosen, ranges, and what the right side of `~` is.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::collection::Pool;
use crate::language::check::conditional::draws_from_a_set;
use crate::language::check::made::Made;
use crate::language::check::pools::repeated;
use crate::language::check::recipe::Recipe;
use crate::language::check::taken::{is_die, keeps_its_faces};
use crate::language::check::typed::{Kind, Order, Typed};
use crate::language::check::{Checker, Term};
use crate::model::Space;
use crate::statistic::arithmetic;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::sync::Arc;

impl Checker<'_> {
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
        if is_die(&pool) && !replacement && length.is_none_or(|n| n > 1) {
            return Err(keeps_its_faces(
                "throw several, `pool(2, d6)`, or draw `with replacement`",
                from.span,
            ));
        }
        let place = count.map_or(from.span, |c| c.span);
        let trial = match ordered && replacement {
            true => repeated(&pool.population.clone().map(|from| from.faces()), false),
            false => None,
        };
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
        let space = space.repeating(trial);
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
                let message = "a probability must lie between 0 and 1";
                return Err(Error::new(ErrorKind::Range, message).hint(share_meant(&p)).at(span));
            }
            Ok(p)
        });
        recipe.made()?;
        Ok(recipe)
    }

    /// One trial that an argument describes, such as the die of a pool.
    pub(super) fn one_trial(&mut self, ast: &ast::Expr) -> Result<Made, Error> {
        let thrown = self.experiments.len();
        match self.term(ast, None)? {
            Term::Experiment(made) => Ok(made),
            Term::Collection(pool) => self.drawn_once(&pool, ast.span),
            // Any collection from which one element is drawn and put back: a set, the letters of a word.
            Term::Value(typed) if typed.kind == Kind::Set || matches!(ast.node, Ast::Text(_)) => {
                let pool = self.pool(ast)?;
                self.drawn_once(&pool, ast.span)
            }
            // A number made of something thrown, `max(2d4)` or `d6 + 1`, is thrown anew each time.
            Term::Value(typed)
                if self.experiments.len() > thrown
                    && (typed.kind == Kind::Number || typed.kind.is_summable()) =>
            {
                let number = self.as_number(typed, ast.span)?;
                let experiments = self.experiments.clone();
                self.experiments.truncate(thrown);
                let faces = self.thrown_anew(number.expr, experiments, ast.span)?;
                Made::single(faces, &crate::language::print_expression(ast))
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
                .hint(format!(
                    "draw from it: `draw 1 from {}`; `:=` names the collection",
                    crate::language::print_expression(ast)
                ))
                .at(ast.span)),
        }
    }

    /// One element of a collection, put back.
    fn drawn_once(&mut self, pool: &Pool, span: Span) -> Result<Made, Error> {
        let faces = pool.population.clone().map(move |p| p.faces().map_err(|e| e.or_at(Some(span))));
        Made::single(faces, "draw from a collection")
    }
}

/// What was meant by a number that is no probability: a percentage, one in so many, the opposite sign.
fn share_meant(p: &BigRational) -> String {
    let (one, hundred) = (BigRational::one(), BigRational::from_integer(100.into()));
    if p.is_integer() && *p > one && *p <= hundred {
        return format!("did you mean `{p}%`?");
    }
    if *p > one && !p.is_integer() {
        return format!("did you mean `{}`?", p.recip());
    }
    if p.is_negative() && -p <= one {
        return format!("did you mean `{}`?", -p);
    }
    "write a share of the trials, such as `1/3`".to_owned()
}
