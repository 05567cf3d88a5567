//! Numbers drawn from 1 to N: where they lie on average, and how far apart.

use crate::explain::board::Board;
use crate::explain::{Saying, Step};
use crate::model::{Population, Space, Value};
use crate::question::{Expr, Node, Operator};
use num_rational::BigRational;

/// The size of a population of the numbers from 1 up, each once.
fn first_numbers(from: &Population) -> Option<u64> {
    let plain = (1..).zip(from.classes()).all(|(n, (label, count))| *label == Value::Int(n) && *count == 1);
    plain.then(|| from.size())
}

/// The mean of the i-th smallest of n different numbers from 1 to N: i·(N + 1)/(n + 1).
pub fn mean(space: &Space, name: usize, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (Space::Draw(from, n) | Space::Choose(from, n)) = space else { return None };
    let all = first_numbers(from)?;
    let whole = |e: &Expr| matches!(e.node(), Node::Name(i) if *i == name);
    let place = match number.node() {
        Node::Call(function, arguments) if arguments.len() == 1 && whole(&arguments[0]) => {
            match function.name {
                "max" => *n,
                "min" => 1,
                _ => return None,
            }
        }
        Node::At(sorted, place) => match (sorted.node(), place.known()) {
            (Node::Call(function, arguments), Some(Value::Int(place)))
                if function.name == "sorted" && arguments.len() == 1 && whole(&arguments[0]) =>
            {
                u64::try_from(*place).ok()?
            }
            _ => return None,
        },
        _ => return None,
    };
    let found = BigRational::new((place * (all + 1)).into(), (n + 1).into());
    let parts = [n.to_string(), (all - n).to_string(), (n + 1).to_string()];
    let formula = format!("{place} * ({all} + 1) / ({n} + 1)");
    (found == *value).then(|| vec![Step::said(Saying::RankMean, parts, formula, value)])
}

/// The mean distance of two different numbers from 1 to N, all of them in a row: (N + 1)/3.
pub fn difference(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (_, space) = board.only()?;
    let (Space::Draw(from, _) | Space::Words(from, _)) = space.as_ref() else { return None };
    let all = first_numbers(from)?;
    let Node::Call(function, arguments) = number.node() else { return None };
    let [inner] = arguments.as_slice() else { return None };
    let (Node::Arithmetic(Operator::Subtract, ..), "abs") = (inner.node(), function.name) else {
        return None;
    };
    let found = BigRational::new((all + 1).into(), 3.into());
    (found == *value).then(|| {
        let formula = format!("sum(d in 1..{all} - 1: d * ({all} - d)) / C({all}, 2)");
        vec![Step::said(Saying::MeanDistance, [all.to_string()], formula, value)]
    })
}
