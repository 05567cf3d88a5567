//! Symmetry between labels: two tickets of the same lottery are compared number by number, so the first may as well
//! hold the first numbers.

use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::residue::Residue;

/// The residue with one outcome in the place of the experiment, when every outcome leaves the same law.
///
/// This holds when the question speaks of this sample, and of those that it is compared with, only as what they have in
/// common, and all are drawn from the same labels, one element each: any renaming of the labels leaves every law as it
/// is, and some renaming takes each outcome to each other.
///
/// # Errors
/// Those of working out what became known.
pub fn fixed(space: &Space, name: usize, residue: &Residue) -> Result<Option<Residue>, Error> {
    let Some((labels, count)) = lottery(space) else { return Ok(None) };
    let mut others = 0u128;
    if !residue.expressions().into_iter().all(|e| only_compared(e, 1 << name, &mut others)) || others == 0 {
        return Ok(None);
    }
    // What it is compared with is asked nothing else either, and is drawn from the same labels.
    let mut compared = others;
    let closed = residue.expressions().into_iter().all(|e| only_compared(e, others, &mut compared));
    let alike = residue.later.iter().all(|(other, experiment)| {
        others >> other & 1 == 0
            || experiment.space().and_then(|s| lottery(s)).is_some_and(|(other, _)| other == labels)
    });
    if !closed || !alike || compared & !(others | 1 << name) != 0 {
        return Ok(None);
    }
    let first = Value::row(labels.into_iter().take(usize::try_from(count).unwrap_or(usize::MAX)));
    // What two samples have in common does not depend on their order, and the automaton wants the known one last.
    let left = residue.put(name, &mut |part| {
        let Node::Call(function, arguments) = part.node() else { return None };
        let other = arguments.iter().find(|a| !a.mentions(name)).filter(|_| function.name == "common")?;
        let arguments = vec![other.clone(), Expr::value_of(first.clone())];
        Some(Expr::spanned(Node::Call(function, arguments), part.span()))
    })?;
    Ok(Some(left))
}

/// The labels of a draw in which each comes at most once, sorted, and how many are drawn.
fn lottery(space: &Space) -> Option<(Vec<Value>, u64)> {
    let (Space::Draw(from, count) | Space::Choose(from, count)) = space else { return None };
    if from.classes().iter().any(|(_, n)| *n != 1) {
        return None;
    }
    let mut labels: Vec<Value> = from.classes().iter().map(|(label, _)| label.clone()).collect();
    labels.sort();
    Some((labels, *count))
}

/// Whether an expression mentions these experiments only as whole samples in `common(X, Y)`; those compared are noted.
fn only_compared(expression: &Expr, names: u128, compared: &mut u128) -> bool {
    if expression.names() & names == 0 {
        return true;
    }
    match expression.node() {
        Node::Name(_) => false,
        Node::Call(function, arguments) if function.name == "common" => {
            let samples: Vec<usize> = arguments
                .iter()
                .filter_map(|a| if let Node::Name(i) = a.node() { Some(*i) } else { None })
                .collect();
            if samples.len() != 2 || samples[0] == samples[1] {
                return false;
            }
            for i in samples {
                if names >> i & 1 == 0 {
                    *compared |= 1 << i;
                }
            }
            true
        }
        node => node.children().all(|child| only_compared(child, names, compared)),
    }
}
