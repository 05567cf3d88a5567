//! The smallest group of equal elements held against a bound: `min(counts(X)) >= 80` says of each label that it does not come,
//! or comes 80 times; of the sizes of all groups together much more would have to be remembered.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Space, Value};
use crate::question::{Expr, Named, Node};
use crate::statistic::function;
use std::sync::Arc;

/// The most labels that are told one by one.
const MOST: usize = 64;

/// The roots with every such bound told of each label.
///
/// # Errors
/// Those of working out what became known.
pub fn one_by_one(roots: Vec<Expr>, experiments: &[Named]) -> Result<Vec<Expr>, Error> {
    let told = |root: &Expr| root.rewrite(&mut |part| Ok(told_apart(part, experiments)));
    roots.into_iter().map(|root| if has_bound(&root) { told(&root) } else { Ok(root) }).collect()
}

fn has_bound(expression: &Expr) -> bool {
    bound_of(expression).is_some() || expression.node().children().any(has_bound)
}

/// The sample, how its smallest group compares, and with which number.
fn bound_of(expression: &Expr) -> Option<(&Expr, Comparison, i64)> {
    let Node::Compare(sign, a, b) = expression.node() else { return None };
    let (least, sign, bound) = match (a.known(), b.known()) {
        (None, Some(Value::Int(bound))) => (a, *sign, *bound),
        (Some(Value::Int(bound)), None) => (b, sign.mirrored(), *bound),
        _ => return None,
    };
    let of = |expression: &'_ Expr, name: &str| match expression.node() {
        Node::Call(function, of) if function.name == name && of.len() == 1 => Some(of[0].clone()),
        _ => None,
    };
    of(least, "min").and_then(|row| of(&row, "counts"))?;
    let Node::Call(_, row) = least.node() else { return None };
    let Node::Call(_, sample) = row[0].node() else { return None };
    Some((&sample[0], sign, bound))
}

fn told_apart(expression: &Expr, experiments: &[Named]) -> Option<Expr> {
    let (sample, sign, bound) = bound_of(expression)?;
    let Node::Name(name) = sample.node() else { return None };
    let space = experiments.get(*name)?.experiment.space()?;
    let is_plain = matches!(**space, Space::Trials(_) | Space::Draw(..) | Space::Choose(..));
    let labels = space.labels();
    // An empty sample has no smallest group.
    if !is_plain || space.length() < Some(1) || labels.len() > MOST {
        return None;
    }
    let at_least = |least: i64| all_at_least(sample, &labels, least);
    let more = bound.checked_add(1)?;
    let not = |event: Expr| Expr::new(Node::Not(event));
    let exactly = || Some(Expr::new(Node::And(vec![at_least(bound)?, not(at_least(more)?)])));
    match sign {
        Comparison::AtLeast => at_least(bound),
        Comparison::Greater => at_least(more),
        Comparison::Less => at_least(bound).map(not),
        Comparison::AtMost => at_least(more).map(not),
        Comparison::Equal => exactly(),
        Comparison::Unequal => exactly().map(not),
    }
}

/// That every label comes so often, or not at all.
fn all_at_least(sample: &Expr, labels: &[Value], least: i64) -> Option<Expr> {
    let count = function("count", 2)?;
    let each = labels.iter().map(|label| {
        let pattern = Expr::value_of(Value::Pattern(Arc::new(Pattern::Is(label.clone()))));
        let number = Expr::new(Node::Call(count, vec![pattern, sample.clone()]));
        let compare = |sign, bound| Expr::new(Node::Compare(sign, number.clone(), Expr::value_of(bound)));
        Expr::new(Node::Or(vec![compare(Comparison::AtLeast, least), compare(Comparison::Equal, 0)]))
    });
    Some(Expr::new(Node::And(each.collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::question::Asked;
    use crate::solve::asking::{answer, call, is, law, numbered, x};
    use crate::solve::{Choice, Exact, Road};
    use num_bigint::{BigInt, BigUint};
    use num_rational::BigRational;

    #[test]
    fn bounds_of_the_smallest_group_are_those_of_the_list() {
        let urn = numbered(Collection::Urn, &[3, 2, 0, 2]);
        let spaces = [
            Space::trials(Arc::new(Faces::die(3).unwrap()), 5),
            Space::Draw(Arc::clone(&urn), 4),
            Space::Choose(urn, 5),
        ];
        for (space, sign, bound) in spaces
            .iter()
            .flat_map(|s| Comparison::ALL.map(|sign| (s, sign)))
            .flat_map(|(s, sign)| (-1..5).map(move |bound| (s, sign, bound)))
        {
            let event = is(call("min", vec![call("counts", vec![x()])]), sign, bound);
            let (listed, _) = law(space, &event, Choice::Only(Road::Enumeration));
            let weight = |truth: bool| -> BigUint {
                listed.iter().filter(|(v, _)| *v == Value::Truth(truth)).map(|(_, w)| w.clone()).sum()
            };
            let (holds, fails) = (BigInt::from(weight(true)), BigInt::from(weight(false)));
            let found = answer(space, Asked::Probability(event.clone())).value;
            assert_eq!(
                found,
                Exact::Probability(BigRational::new(holds.clone(), holds + fails)),
                "{event:?}"
            );
        }
    }
}
