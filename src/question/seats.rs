//! Questions about outcomes whose places have no names: around a table, on a figure that may be turned, in groups.
//!
//! What is asked of them may not depend on the seat at which the row of an outcome happens to begin. Here, once for
//! all front doors and both roads, statistics of neighbours become their twins around the table, what only a row has
//! is refused, and so are probabilities over orbits of unequal size.

use crate::error::{Error, ErrorKind};
use crate::model::Space;
use crate::question::{Asked, Expr, Named, Node};
use crate::statistic::{Role, around};

/// The same expression with the functions that samples without named places need.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for places of samples that have none.
pub fn seated(expression: &Expr, experiments: &[Named]) -> Result<Expr, Error> {
    let is_unnamed = |i: &usize| experiments[*i].experiment.space().is_some_and(|space| !space.is_ordered());
    if !(0..experiments.len()).any(|i| expression.mentions(i) && is_unnamed(&i)) {
        return Ok(expression.clone());
    }
    let unnamed = |e: &Expr| sample_of(e, experiments).filter(|space| !space.is_ordered());
    let span = expression.span();
    match expression.node() {
        Node::Call(function, parts) => {
            let sample = function.sample.and_then(|place| parts.get(place));
            if let Some(space) = sample.and_then(unnamed) {
                let twin = around::on(function, space).map_err(|e| e.or_at(span))?;
                return Ok(Expr::spanned(Node::Call(twin, parts.clone()), span));
            }
        }
        Node::At(sample, _) | Node::Slice(sample, ..) => {
            if let Some(what) = unnamed(sample).and_then(places_of) {
                let message = format!("the places of {what} have no numbers");
                let hint = "arrange them in a row, `arrange(U)`, or sort the sample, `sorted(X)[1]`";
                return Err(Error::new(ErrorKind::Unsupported, message).hint(hint).or_at(span));
            }
        }
        _ => {}
    }
    Ok(Expr::spanned(expression.node().map(|child| seated(child, experiments))?, span))
}

/// The space of the experiment whose sample this is, as it is or with something made of each element.
fn sample_of<'a>(expression: &Expr, experiments: &'a [Named]) -> Option<&'a Space> {
    match expression.node() {
        Node::Name(i) => experiments.get(*i)?.experiment.space().map(AsRef::as_ref),
        Node::Call(function, parts) if matches!(function.role, Role::Each(_)) => {
            sample_of(parts.get(function.sample?)?, experiments)
        }
        _ => None,
    }
}

/// Whose places have no numbers, in words; nothing for samples whose elements are listed in a fixed order.
fn places_of(space: &Space) -> Option<&'static str> {
    match space {
        Space::Ring(_) => Some("a ring"),
        Space::Necklace(_) => Some("a necklace"),
        Space::Colorings(..) => Some("a colouring up to symmetry"),
        Space::Split(..) | Space::SplitInto(..) => Some("a split"),
        _ => None,
    }
}

/// Nothing, unless something other than a count is asked over orbits of unequal size.
///
/// # Errors
/// [`ErrorKind::NotEquallyLikely`], with the way out.
pub fn refuse_unfair(asked: &Asked, mentioned: u128, experiments: &[Named]) -> Result<(), Error> {
    if matches!(asked, Asked::Count(_) | Asked::Size) {
        return Ok(());
    }
    let mut spaces = experiments.iter().enumerate().filter(|(i, _)| mentioned >> i & 1 == 1);
    match spaces.find_map(|(_, named)| named.experiment.space().filter(|space| !space.is_fair())) {
        Some(space) => {
            let span = asked.expressions().first().and_then(|e| e.span());
            Err(unfair(space).or_at(span))
        }
        None => Ok(()),
    }
}

/// Why probabilities over these orbits are refused.
#[must_use]
pub fn unfair(space: &Space) -> Error {
    let hint = match space {
        Space::Colorings(..) => {
            "count them, `N(…)`, or colour numbered places: `draw k from U with replacement`"
        }
        _ => "count them, `N(…)`, arrange them in a row, or tell the items apart",
    };
    let message = "orbits of different sizes are not equally likely: they can only be counted";
    Error::new(ErrorKind::NotEquallyLikely, message).hint(hint)
}
