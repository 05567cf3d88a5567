//! The parts of an event that say something of a whole sample.

use crate::question::{Expr, Node};
use crate::statistic::Role;

/// The smallest parts of an expression that say something of a whole sample: `sum(X)` of `sum(X) in {7, 11}`.
pub fn pieces(e: &Expr) -> Vec<Expr> {
    if e.names() == 0 {
        return Vec::new();
    }
    let direct = |child: &Expr| matches!(child.node(), Node::Name(_));
    let sorted = |child: &Expr| matches!(child.node(), Node::Call(f, parts) if matches!(f.role, Role::Keep(_)) && parts.iter().any(direct));
    let whole = match e.node() {
        Node::At(sample, place) => direct(sample) || (sorted(sample) && place.known().is_some()),
        Node::Call(..) => e.node().children().any(direct),
        _ => false,
    } && e.free_elements() == 0;
    if whole {
        return vec![e.clone()];
    }
    let mut found = Vec::new();
    for child in e.node().children() {
        pieces(child).into_iter().for_each(|piece| push(&mut found, piece));
    }
    found
}

/// Puts in an expression that is not there yet.
pub fn push(found: &mut Vec<Expr>, e: Expr) {
    if !found.contains(&e) {
        found.push(e);
    }
}
