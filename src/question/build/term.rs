//! An expression together with the performances that it speaks of.

use crate::error::{Error, ErrorKind};
use crate::question::{Experiment, Expr, MOST_EXPERIMENTS, Named, Node};
use std::sync::Arc;

/// An expression whose name `i` is the outcome of the i-th performance.
///
/// Performances are the same when they are the same allocation: two throws of equal dice are two.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) performances: Vec<Arc<Named>>,
    pub(super) expression: Expr,
}

impl Term {
    /// The outcome of a new performance.
    pub(super) fn performed(experiment: Experiment) -> Self {
        Self {
            performances: vec![Arc::new(Named { name: None, experiment })],
            expression: Expr::new(Node::Name(0)),
        }
    }

    /// What depends on no experiment.
    pub(super) fn known(expression: Expr) -> Self {
        Self { performances: Vec::new(), expression }
    }

    /// A performance of the same experiment under this name.
    pub(super) fn named(self, name: &str) -> Result<Self, Error> {
        let begins = name.chars().next().is_some_and(char::is_alphabetic);
        if !begins || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(Error::new(ErrorKind::Syntax, format!("`{name}` is not a name"))
                .hint("a name is a letter, and then letters, digits and `_`"));
        }
        let performances = self.performances.iter().map(|performance| {
            Arc::new(Named { name: Some(name.into()), experiment: performance.experiment.clone() })
        });
        Ok(Self { performances: performances.collect(), ..self })
    }

    /// The term of an expression made of this one's.
    pub(super) fn map(self, make: impl FnOnce(Expr) -> Expr) -> Self {
        Self { expression: make(self.expression), ..self }
    }

    /// The term of an expression made of this one's and another's, over the performances of both.
    pub(super) fn with(self, other: &Self, make: impl FnOnce(Expr, Expr) -> Expr) -> Result<Self, Error> {
        let mut performances = self.performances;
        let places: Vec<usize> =
            other.performances.iter().map(|performance| place_in(&mut performances, performance)).collect();
        if performances.len() > MOST_EXPERIMENTS {
            return Err(Error::new(
                ErrorKind::Unsupported,
                format!("a question may mention at most {MOST_EXPERIMENTS} experiments"),
            )
            .hint("throw several dice as one sample: `Sample::dice(200, 6)`"));
        }
        let moved = other.expression.rewrite(&mut |part| {
            Ok(match part.node() {
                Node::Name(i) => places.get(*i).map(|&place| Expr::new(Node::Name(place))),
                _ => None,
            })
        })?;
        Ok(Self { performances, expression: make(self.expression, moved) })
    }
}

/// Where a performance stands among others, to which it is added if it is new.
fn place_in(performances: &mut Vec<Arc<Named>>, performance: &Arc<Named>) -> usize {
    performances.iter().position(|other| Arc::ptr_eq(other, performance)).unwrap_or_else(|| {
        performances.push(Arc::clone(performance));
        performances.len() - 1
    })
}
