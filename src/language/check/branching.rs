//! Chains in which each of x individuals has a number of children of the same law, and x is how many there are next:
//! `binomial(2 * x, 3/5)`, `pool(x, die{0:1, 2:2})`. Of these it can be told whether they die out.

use crate::dist::Dist;
use crate::language::check::anew::Anew;
use crate::model::Value;
use crate::number::power_coefficients;
use crate::question::{Expr, Node, Operator};
use num_bigint::BigUint;

/// The most children of one individual.
const MOST: u64 = 100;

/// The law of the number of children of one individual, if the next state is the sum over so many individuals as the
/// state, the element of this depth, says.
pub(super) fn children(step: &Anew, depth: usize) -> Option<Dist<i64>> {
    let outcome = |e: &Expr| if let Node::Name(name) = e.node() { Some(*name) } else { None };
    let (name, summed) = match step.value().node() {
        Node::Name(name) => (*name, true),
        Node::Call(function, arguments) if function.name == "sum" => (outcome(arguments.first()?)?, false),
        _ => return None,
    };
    let (count, trial) = step.fresh(name)?.experiment.repeated()?;
    let times = times(count, depth)?;
    if trial.summed != summed {
        return None;
    }
    let mut weights: Vec<BigUint> = Vec::new();
    for (label, weight) in trial.faces.weights() {
        let Value::Int(children @ 0..) = label else { return None };
        let children = usize::try_from(*children).ok().filter(|n| *n as u64 * times <= MOST)?;
        weights.resize(weights.len().max(children + 1), BigUint::ZERO);
        weights[children] += weight;
    }
    let law = power_coefficients(&weights, times);
    // A population that never grows has finitely many states, and more can be asked of it.
    if law.iter().skip(2).all(|weight| *weight == BigUint::ZERO) {
        return None;
    }
    Dist::from_weights((0..).zip(law).filter(|(_, weight)| *weight != BigUint::ZERO)).ok()
}

/// How many trials there are for each individual.
fn times(count: &Expr, depth: usize) -> Option<u64> {
    let is_state = |e: &Expr| matches!(e.node(), Node::Element(element) if *element == depth);
    match count.node() {
        _ if is_state(count) => Some(1),
        Node::Arithmetic(Operator::Multiply, a, b) => {
            let factor = if is_state(a) { b } else { is_state(b).then_some(a)? };
            match factor.known()? {
                Value::Int(times @ 1..) => Some(times.unsigned_abs()),
                _ => None,
            }
        }
        _ => None,
    }
}
