//! Symmetry between labels: two tickets of the same lottery are compared number by number, so the first may as well
//! hold the first numbers; of throws whose faces weigh alike only how many faces they show matters. Two shuffled packs that
//! are compared place by place are one pack beside its numbers.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number::binomial;
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::solve::residue::{Law, Residue};
use num_bigint::BigUint;
use num_traits::{One, Zero};

/// The law of the residue with one outcome for each number of different labels in the place of the experiment, when all
/// outcomes with so many leave the same law.
///
/// This holds when the question speaks of this sample, and of those that it is compared with, only as what they have in
/// common, or which of their elements are equal, and all are drawn from the same labels, one element each, or thrown with
/// faces that weigh alike: any renaming of the labels leaves every law as it is, and some renaming takes each set of labels
/// to each other of its size, and each row of different labels to each other.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn fixed(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Law<Residue>>, Error> {
    let Some((labels, count)) = alike(space) else { return Ok(None) };
    let mut others = 0u128;
    let all = residue.expressions();
    if !all.iter().all(|e| only_compared(e, 1 << name, &mut others)) || others == 0 {
        return Ok(None);
    }
    // The places of throws may show the same.
    if matches!(count, Count::Thrown(_)) && all.iter().any(|e| compares_places(e, name)) {
        return Ok(None);
    }
    // What it is compared with is asked nothing else either, and is drawn from the same labels.
    let mut compared = others;
    let closed = residue.expressions().into_iter().all(|e| only_compared(e, others, &mut compared));
    let from_the_same = residue.later.iter().all(|(other, experiment)| {
        others >> other & 1 == 0
            || experiment.space().and_then(|s| alike(s)).is_some_and(|(other, _)| other == labels)
    });
    if !closed || !from_the_same || compared & !(others | 1 << name) != 0 {
        return Ok(None);
    }
    let different = match count {
        Count::Drawn(count) => vec![(count, BigUint::one())],
        Count::Thrown(count) => shown(count, labels.len() as u64, budget)?,
        Count::Any => {
            let most = labels.len() as u64;
            budget.afford(u128::from(most) * u128::from(most / 64 + 8), u128::from(most * most) / 8)?;
            (0..=most).map(|k| (k, binomial(most, k))).collect()
        }
    };
    let mut parts = Vec::with_capacity(different.len());
    for (count, ways) in different {
        let first = Value::row(labels.iter().take(usize::try_from(count).unwrap_or(usize::MAX)).cloned());
        // What two samples have in common does not depend on their order, and the automaton wants the known one last.
        let left = residue.put(name, &mut |part| {
            if let Some((_, index)) = element(part) {
                let label = place(index, first.elements().len()).ok().and_then(|i| first.elements().get(i));
                return label.map(|label| Expr::spanned(Node::Value(label.clone()), part.span()));
            }
            let Node::Call(function, arguments) = part.node() else { return None };
            let other = arguments.iter().find(|a| !a.mentions(name)).filter(|_| function.name == "common")?;
            let arguments = vec![other.clone(), Expr::value_of(first.clone())];
            Some(Expr::spanned(Node::Call(function, arguments), part.span()))
        })?;
        // A place that is not there is told by the other roads.
        if left.mentions(name) {
            return Ok(None);
        }
        parts.push((left, ways));
    }
    let total = parts.iter().map(|(_, ways)| ways).sum();
    Ok(Some(Law { parts, total }))
}

/// How many labels a sample shows.
enum Count {
    /// As many as are drawn.
    Drawn(u64),
    /// At most as many as are thrown.
    Thrown(u64),
    /// Any number of them, each subset as likely as each other.
    Any,
}

/// The labels, sorted, of which a sample shows any as likely as any others: of a draw in which each comes at most once, or
/// of throws whose faces weigh alike, or of any subset.
fn alike(space: &Space) -> Option<(Vec<Value>, Count)> {
    let (mut labels, count): (Vec<Value>, Count) = match space {
        Space::Draw(from, count) | Space::Choose(from, count) | Space::Words(from, count) => {
            let once = from.classes().iter().all(|(_, n)| *n == 1);
            let labels = from.classes().iter().map(|(label, _)| label.clone());
            (once.then(|| labels.collect())?, Count::Drawn(*count))
        }
        Space::Subset(from) => {
            let once = from.classes().iter().all(|(_, n)| *n == 1);
            (once.then(|| from.classes().iter().map(|(label, _)| label.clone()).collect())?, Count::Any)
        }
        Space::Trials(groups) => {
            let [(faces, count)] = groups.iter().as_slice() else { return None };
            let first = &faces.weights().first()?.1;
            let even = !first.is_zero() && faces.weights().iter().all(|(_, weight)| weight == first);
            let labels = faces.weights().iter().map(|(label, _)| label.clone());
            (even.then(|| labels.collect())?, Count::Thrown(*count))
        }
        _ => return None,
    };
    labels.sort();
    Some((labels, count))
}

/// How many different faces so many throws show, and in how many ways: each throw shows one that came before, or not.
fn shown(throws: u64, faces: u64, budget: &Budget) -> Result<Vec<(u64, BigUint)>, Error> {
    let most = throws.min(faces);
    let words = u128::from(throws) * u128::from(64 - faces.leading_zeros()) / 64 + 1;
    budget.afford(u128::from(throws) * u128::from(most + 1) * (words + 8), u128::from(most) * words * 16)?;
    let mut ways = vec![BigUint::one()];
    for thrown in 0..throws {
        budget.check()?;
        ways.resize(ways.len().max((thrown.min(most - 1) + 2) as usize), BigUint::zero());
        for k in (0..ways.len()).rev() {
            let fresh = k.checked_sub(1).map(|before| &ways[before] * (faces - before as u64));
            ways[k] = &ways[k] * k + fresh.unwrap_or_default();
        }
    }
    Ok((0..).zip(ways).filter(|(_, ways)| !ways.is_zero()).collect())
}

/// The sample and the place of which an expression is the element.
fn element(e: &Expr) -> Option<(usize, &Value)> {
    match e.node() {
        Node::At(sample, index) => match sample.node() {
            Node::Name(name) => Some((*name, index.known()?)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression compares single places of this sample.
fn compares_places(expression: &Expr, name: usize) -> bool {
    expression.mentions(name)
        && (element(expression).is_some() || expression.node().children().any(|e| compares_places(e, name)))
}

/// Whether an expression mentions these experiments only as whole samples in `common(X, Y)`, or as elements that are equal
/// to others or not; those compared are noted.
fn only_compared(expression: &Expr, names: u128, compared: &mut u128) -> bool {
    if expression.names() & names == 0 {
        return true;
    }
    match expression.node() {
        Node::Name(_) => false,
        Node::Compare(Comparison::Equal | Comparison::Unequal, a, b)
            if let (Some((a, _)), Some((b, _))) = (element(a), element(b)) =>
        {
            *compared |= (1 << a | 1 << b) & !names;
            true
        }
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
