//! Throws of which so many show one face: the places of these, and the sum of all others.

use crate::explain::board::{Board, Term, both, equals};
use crate::explain::pieces::pieces;
use crate::model::{Faces, Pattern, Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::Pow;

/// The number of dice with one face, in an event that speaks of it and of their sum: what cases are told apart by.
pub fn number(board: &Board<'_>, event: &Expr) -> Option<Expr> {
    let pieces = pieces(event);
    let (counts, others): (Vec<Expr>, Vec<Expr>) = pieces.into_iter().partition(|piece| is(piece, "count"));
    let ([count], [sum]) = (counts.as_slice(), others.as_slice()) else { return None };
    let of_one_sample = is(sum, "sum") && sum.names() == count.names();
    (of_one_sample && thrown(board, count).is_some()).then(|| count.clone())
}

/// The case in which `k` dice show the face, and the others have what is left to them of the sum: C(n, k) · N(…).
pub fn case(board: &Board<'_>, count: &Expr, value: &Value, left: &Expr) -> Option<Term> {
    let (Value::Int(k), Node::Compare(comparison, a, b)) = (value, left.node()) else { return None };
    let (sum, comparison, bound) = match (a.known(), b.known()) {
        (None, Some(Value::Int(bound))) => (a, *comparison, *bound),
        (Some(Value::Int(bound)), None) => (b, comparison.mirrored(), *bound),
        _ => return None,
    };
    let (faces, n, face) = thrown(board, count).filter(|_| is(sum, "sum"))?;
    let (others, bound) = (n - u64::try_from(*k).ok()?, bound.checked_sub(k.checked_mul(face)?)?);
    let value = board.count(&both(&equals(count, value), left))?.value;
    let labels: Vec<&Value> =
        faces.weights().iter().map(|(label, _)| label).filter(|label| **label != Value::Int(face)).collect();
    let all = number::binomial(n, k.unsigned_abs()) * Pow::pow(BigUint::from(labels.len()), others);
    let left = if value == BigRational::from_integer(all.into()) {
        format!("{}^{others}", labels.len())
    } else {
        format!("N({} {} {bound})", dice(others, &labels), comparison.sign())
    };
    let text = if others == 0 { "1".to_owned() } else { format!("C({n}, {k}) * {left}") };
    Some(Term { text, value })
}

/// So many dice with these faces, as they are written.
fn dice(count: u64, faces: &[&Value]) -> String {
    if (1..).zip(faces).all(|(number, face)| **face == Value::Int(number)) {
        return format!("{count}d{}", faces.len());
    }
    let faces: Vec<String> = faces.iter().map(ToString::to_string).collect();
    format!("sum(pool({count}, die{{{}}}))", faces.join(", "))
}

fn is(piece: &Expr, name: &str) -> bool {
    matches!(piece.node(), Node::Call(function, _) if function.name == name)
}

/// The faces, the number of dice and the face whose number is counted; nothing unless all faces are alike.
fn thrown<'a>(board: &'a Board<'_>, count: &Expr) -> Option<(&'a Faces, u64, i64)> {
    let Node::Call(_, arguments) = count.node() else { return None };
    let [pattern, sample] = arguments.as_slice() else { return None };
    let Node::Name(name) = sample.node() else { return None };
    let face = match pattern.known()? {
        Value::Pattern(pattern) if let Pattern::Is(face) = pattern.as_ref() => face,
        face => face,
    };
    let Value::Int(face) = face else { return None };
    let Space::Trials(groups) = board.question.experiments.get(*name)?.experiment.space()?.as_ref() else {
        return None;
    };
    let [(faces, n)] = groups.as_ref() else { return None };
    faces.is_fair().then_some((faces, *n, *face))
}
