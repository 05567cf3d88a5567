//! Questions about outcomes whose places have no names: around a table, on a figure that may be turned, in groups.
//!
//! What is asked of them may not depend on the seat at which the row of an outcome happens to begin. Here, once for
//! all front doors and both roads, statistics of neighbours become their twins around the table, what only a row has
//! is refused, and so are probabilities over orbits of unequal size.

use crate::error::{Error, ErrorKind};
use crate::model::{Seating, Space};
use crate::question::build::population_text;
use crate::question::{Asked, Expr, Named, Node};
use crate::statistic::{Role, around};

/// The same expression with the functions that samples without named places need.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for places of samples that have none.
pub fn seated(expression: &Expr, experiments: &[Named]) -> Result<Expr, Error> {
    let is_unnamed = |named: &Named| named.experiment.seating() != Seating::Row;
    if !experiments.iter().enumerate().any(|(i, named)| is_unnamed(named) && expression.mentions(i)) {
        return Ok(expression.clone());
    }
    let span = expression.span();
    match expression.node() {
        Node::Call(function, parts) => {
            let sample = function.sample.and_then(|place| parts.get(place));
            if let Some(seating) = sample.and_then(|e| seating_of(e, experiments)) {
                let twin = around::on(function, seating).map_err(|e| e.or_at(span))?;
                let parts = parts.iter().map(|part| seated(part, experiments));
                return Ok(Expr::spanned(Node::Call(twin, parts.collect::<Result<_, _>>()?), span));
            }
        }
        Node::At(sample, _) | Node::Slice(sample, ..) => {
            if let Some(what) = seating_of(sample, experiments).and_then(Seating::name) {
                let message = format!("the places of {what} have no numbers");
                let hint = numbered(sample, experiments).unwrap_or_default();
                return Err(Error::new(ErrorKind::Unsupported, message).hint(hint).or_at(span));
            }
        }
        _ => {}
    }
    Ok(Expr::spanned(expression.node().map(|child| seated(child, experiments))?, span))
}

/// The seating of the experiment whose sample this is, as it is or with something made of each element.
fn seating_of(expression: &Expr, experiments: &[Named]) -> Option<Seating> {
    match expression.node() {
        Node::Name(i) => Some(experiments.get(*i)?.experiment.seating()),
        Node::Call(function, parts) if matches!(function.role, Role::Each(_)) => {
            seating_of(parts.get(function.sample?)?, experiments)
        }
        _ => None,
    }
}

/// The same things at places that have numbers: a row of what sits around the table, colours of numbered places, groups
/// with names.
fn numbered(sample: &Expr, experiments: &[Named]) -> Option<String> {
    let i = match sample.node() {
        Node::Call(function, parts) => return numbered(parts.get(function.sample?)?, experiments),
        Node::Name(i) => *i,
        _ => return None,
    };
    let named = experiments.get(i)?;
    let name = named.name.as_deref().unwrap_or("X");
    Some(match named.experiment.space()?.as_ref() {
        Space::Colorings(colors, shape) => {
            let (places, colors) = (shape.places(), population_text(colors));
            format!("colour numbered places: `{name} ~ draw {places} from {colors} with replacement`")
        }
        Space::Ring(items) | Space::Necklace(items) => {
            format!("arrange them in a row: `{name} ~ arrange({})`", population_text(items))
        }
        Space::Split(items, sizes) => {
            let names: Vec<String> = ('A'..='Z').take(sizes.len()).map(String::from).collect();
            let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
            let (names, sizes) = (names.join(", "), sizes.join(", "));
            format!("give the groups names: `{names} ~ deal({sizes}, {})`", population_text(items))
        }
        _ => format!("of every group it is asked so: `any(g in {name}: …)`"),
    })
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

/// Why probabilities over these orbits, or over no outcome at all, are refused.
#[must_use]
pub fn unfair(space: &Space) -> Error {
    if matches!(space, Space::Occupancy(..) | Space::Partitions(..)) {
        let message = "balls without a box have no outcome, and what has none has no probabilities";
        return Error::new(ErrorKind::NotEquallyLikely, message).hint("place them in at least one box");
    }
    let hint = match space {
        Space::Colorings(..) => {
            "count them, `N(…)`, or colour numbered places: `draw k from U with replacement`"
        }
        _ => "count them, `N(…)`, arrange them in a row, or tell the items apart",
    };
    let message = "orbits of different sizes are not equally likely: they can only be counted";
    Error::new(ErrorKind::NotEquallyLikely, message).hint(hint)
}
