//! `if c then a else b`, of numbers, events or experiments.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::{Faces, Scale, Value};
use crate::question::{Expr, Node};

/// Both branches of an `if`, where one of them may have no value: it is never needed if the condition never takes it.
fn branches(a: Result<Term, Error>, b: Result<Term, Error>, at: (Span, Span)) -> Result<(Term, Term), Error> {
    let failed = |error: Error, like: &Term, span: Span| match like {
        Term::Value(typed) if error.kind() == ErrorKind::Undefined => {
            let expr = Expr::failed(error, Some(span));
            Ok(Term::Value(Typed { expr, kind: typed.kind.clone(), labels: typed.labels.clone() }))
        }
        _ => Err(error),
    };
    Ok(match (a, b) {
        (Ok(a), Err(error)) => {
            let b = failed(error, &a, at.1)?;
            (a, b)
        }
        (Err(error), Ok(b)) => (failed(error, &b, at.0)?, b),
        (a, b) => (a?, b?),
    })
}

/// The kind of what is one of two values.
fn common(a: &Kind, b: &Kind) -> Result<Kind, Error> {
    if a == b {
        return Ok(a.clone());
    }
    if a.is_summable() || b.is_summable() {
        return Ok(Kind::Number);
    }
    let message = format!("`then` gives {}, and `else` gives {}", a.name(), b.name());
    let is_rank = |kind: &Kind| matches!(kind, Kind::Level(Scale::Rank));
    Err(Error::new(ErrorKind::Kind, message).hint(match is_rank(a) || is_rank(b) {
        true => "ranks are no numbers; cards that are worth numbers are `urn{1..9:4, 10:16}`",
        false => "choose between two numbers, two events or two experiments",
    }))
}

impl Checker<'_> {
    /// `if c then a else b`, of numbers, events or experiments; only the branch that a known condition takes is read.
    pub(super) fn conditional(
        &mut self,
        ast: &ast::Expr,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: &ast::Expr,
        labels: Option<&Labels>,
    ) -> Result<Term, Error> {
        let event = self.truth(condition)?;
        match event.expr.known() {
            Some(Value::Truth(true)) => return self.term(then, labels),
            Some(Value::Truth(false)) => return self.term(otherwise, labels),
            _ => {}
        }
        let (a, b) = (self.term(then, labels), self.term(otherwise, labels));
        match branches(a, b, (then.span, otherwise.span))? {
            (Term::Experiment(a), b) => {
                let b = self.as_experiment(b, otherwise.span)?;
                Ok(Term::Experiment(Made::either(event.expr, a, b, &crate::language::print_expression(ast))))
            }
            (a, Term::Experiment(b)) => {
                let a = self.as_experiment(a, then.span)?;
                Ok(Term::Experiment(Made::either(event.expr, a, b, &crate::language::print_expression(ast))))
            }
            (Term::Value(a), Term::Value(b)) => {
                let kind = common(&a.kind, &b.kind).map_err(|error| error.at(otherwise.span))?;
                let (a, b) = match kind {
                    Kind::Number => (self.as_number(a, then.span)?, self.as_number(b, otherwise.span)?),
                    _ => (a, b),
                };
                let labels = a.labels.clone();
                let chosen = expr(Node::If(event.expr, a.expr, b.expr), ast.span)?;
                Ok(Term::Value(Typed { expr: chosen, kind, labels }))
            }
            _ => Err(Error::new(ErrorKind::Kind, "`if` chooses between numbers, events or experiments")
                .at(ast.span)),
        }
    }

    /// A value as an experiment that always shows it.
    pub(super) fn as_experiment(&mut self, term: Term, span: Span) -> Result<Made, Error> {
        match term {
            Term::Experiment(made) => Ok(made),
            Term::Value(typed) => {
                let faces = Recipe::of(typed.expr).map(|value| {
                    Faces::new(crate::model::Collection::Die, [(value, num_bigint::BigUint::from(1u32))])
                });
                let mut made = Made::single(faces, "a known value")?;
                made.kind = typed.kind;
                Ok(made)
            }
            _ => Err(Error::new(ErrorKind::Kind, "an experiment is needed here").at(span)),
        }
    }

    /// `if c then 1..2 else 1..6`, where an experiment is due: a range or a set is one there, as it is alone.
    pub(super) fn choice(
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
    pub(super) fn is_mixture(&mut self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::If { then, otherwise, .. } => self.is_mixture(then) || self.is_mixture(otherwise),
            _ => matches!(self.term(ast, None), Ok(Term::Experiment(_))),
        }
    }
}

/// Whether a piece of text is a range or a set, or a choice that may be one.
pub(super) fn draws_from_a_set(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Range { .. } | Ast::Set(_) | Ast::Builder { .. } => true,
        Ast::If { then, otherwise, .. } => draws_from_a_set(then) || draws_from_a_set(otherwise),
        _ => false,
    }
}
