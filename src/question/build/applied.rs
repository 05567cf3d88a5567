//! Functions of the question language applied to a sample: what they give, and what they need.

use super::term::Term;
use super::{Match, Quantity, Sample};
use crate::error::{Error, ErrorKind, nearest};
use crate::model::Value;
use crate::question::{Expr, Node};
use crate::statistic::{self, Function, Role};
use std::sync::Arc;

impl Sample {
    /// A statistic of the elements that match.
    pub(super) fn matching_elements(&self, name: &str, what: &Match) -> Quantity {
        let term = || {
            // A mistake of the sample comes before one of the pattern.
            self.term.clone()?;
            let pattern = Value::Pattern(Arc::new(what.pattern(&self.labels)?));
            self.apply(function(name)?, vec![Expr::value_of(pattern)])
        };
        Quantity::new(term(), &[])
    }

    /// A sample made of this one.
    pub(super) fn derived(&self, name: &str, arguments: impl IntoIterator<Item = Value>) -> Self {
        let made =
            |term| Self { term, labels: Arc::clone(&self.labels), ordered: self.ordered, length: None };
        let arguments: Vec<Expr> = arguments.into_iter().map(Expr::value_of).collect();
        let function = match function(name) {
            Ok(function) => function,
            Err(error) => return made(Err(error)),
        };
        let term = self.apply(function, arguments);
        match function.role {
            Role::Each(image) => match self.labels.iter().map(image).collect::<Result<Vec<_>, _>>() {
                Ok(labels) => Self { labels: labels.into(), length: self.length, ..made(term) },
                Err(error) => made(term.and(Err(error))),
            },
            // What is kept comes in ascending order.
            Role::Keep(_) => Self { ordered: true, ..made(term) },
            Role::Plain => made(term),
        }
    }

    /// The function applied to this sample in its place among the other arguments.
    pub(super) fn apply(&self, function: &'static Function, mut arguments: Vec<Expr>) -> Result<Term, Error> {
        let by_order = function.fold.is_none() && function.scan.is_some();
        let term = if by_order { self.ordered_term(function.name)? } else { self.term.clone()? };
        let Some(at) = function.sample else {
            let message = format!("`{}` is not a statistic of a sample", function.name);
            return Err(
                Error::new(ErrorKind::Kind, message).hint(format!("it is written `{}`", function.signature))
            );
        };
        let given = arguments.len() + 1;
        if given < function.arity.0 || given > function.arity.1 {
            let message = format!("`{}` does not take {given} arguments", function.name);
            return Err(
                Error::new(ErrorKind::Kind, message).hint(format!("it is written `{}`", function.signature))
            );
        }
        Ok(term.map(|sample| {
            arguments.insert(at.min(arguments.len()), sample);
            Expr::new(Node::Call(function, arguments))
        }))
    }

    /// The sample, where something needs its order.
    pub(super) fn ordered_term(&self, what: &str) -> Result<Term, Error> {
        let term = self.term.clone()?;
        if self.ordered {
            return Ok(term);
        }
        Err(Error::new(
            ErrorKind::Kind,
            format!("`{what}` needs an order, and the order of this sample is ignored"),
        )
        .hint("draw the elements in order, with `Sample::draw`"))
    }
}

/// The function of this name, or the nearest as a hint.
pub(super) fn function(name: &str) -> Result<&'static Function, Error> {
    let named = statistic::functions().filter(|function| function.name == name);
    // Of two functions with one name, such as `max`, the one that takes a sample.
    named.max_by_key(|function| function.sample.is_some()).ok_or_else(|| {
        let error = Error::new(ErrorKind::UnknownFunction, format!("there is no function `{name}`"));
        match nearest(name, statistic::functions().map(|function| function.name)) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("the functions are those of the question language"),
        }
    })
}
