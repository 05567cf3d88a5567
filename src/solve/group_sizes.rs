//! Groups of sizes that are not given, `split(1..20, into 5)`: the sizes come first, and then it is a split into groups of
//! these sizes.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::outcomes::each_outcome;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::solve::equivalent::equivalent;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Mixture, Residue};
use num_bigint::BigUint;
use num_traits::{One, ToPrimitive};
use std::sync::Arc;

/// Word operations for a split into groups of given sizes, at least.
const EACH: u128 = 20_000;

/// A road for a question about another experiment.
type Road<'a> = dyn FnMut(&Space, &Residue, &Budget) -> Result<Reduced, Error> + 'a;

/// The law of what is left of a question after a split into so many groups, where it asks who is grouped with whom;
/// nothing where it asks for the groups themselves, or where there are too many sizes.
///
/// # Errors
/// Those of the road.
pub fn reduce(
    from: &Arc<Population>,
    groups: u64,
    name: usize,
    residue: &Residue,
    budget: &Budget,
    road: &mut Road<'_>,
) -> Result<Option<Reduced>, Error> {
    let count = number::partitions_into(from.size(), groups).to_u128().unwrap_or(u128::MAX);
    if groups == 0 || budget.afford(count.saturating_mul(EACH), 0).is_err() {
        return Ok(None);
    }
    let each = budget.sparing(budget.work() / count.max(1));
    let mut whole: Option<Reduced> = None;
    let (mut left, mut total) = (Mixture::new(), BigUint::ZERO);
    for sizes in sizes(from.size(), groups) {
        budget.check()?;
        let split = Space::split(Arc::clone(from), &sizes)?;
        let Some(ways) = split.size() else { return Ok(None) };
        let Some((space, asked)) = equivalent(&split, name, residue)? else { return Ok(None) };
        let reduced = road(&space, &asked, &each)?;
        for (after, weight) in reduced.law.parts {
            left.add(after, &ways * weight, &reduced.law.total);
        }
        left.drop_weight(&reduced.law.total);
        total += ways;
        whole = Some(match whole {
            Some(before) => Reduced {
                road: before.road.max(reduced.road),
                states: before.states + reduced.states,
                cut: before.cut || reduced.cut,
                ..before
            },
            None => Reduced { law: Mixture::new().law(&BigUint::one()), ..reduced },
        });
    }
    Ok(whole.map(|whole| Reduced { law: left.law(&total), ..whole }))
}

/// The sizes of so many groups of n elements, largest first, none of them 0.
fn sizes(n: u64, groups: u64) -> Vec<Vec<u64>> {
    // One element belongs to each group; the others are shared out in any way.
    let mut all = Vec::new();
    each_outcome(&Space::Partitions(n - groups, groups), &mut |row, _| {
        let size = |part: &Value| if let Value::Int(n) = part { n.unsigned_abs() + 1 } else { 1 };
        all.push(row.elements().iter().map(size).collect());
        true
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Expr, Node};
    use crate::solve::asking::{known, probability, up_to, x};
    use crate::solve::chain::Purpose;
    use crate::solve::enumerate::enumerate;
    use crate::solve::{Choice, plan};
    use crate::statistic::around::GROUPED;
    use num_rational::Ratio;

    /// That these are in one group.
    fn grouped(members: &[i64]) -> Expr {
        let members = known(Value::set(members.iter().copied().map(Value::Int)));
        Expr::new(Node::Call(&GROUPED, vec![members, x()]))
    }

    #[test]
    fn who_is_grouped_with_whom_is_what_the_list_finds() {
        let both = |a: &[i64], b: &[i64]| vec![grouped(a), grouped(b)];
        let budget = Budget::default();
        for (n, groups) in (2..=7).flat_map(|n| (1..=n).map(move |groups| (n, groups))) {
            let space = Space::split_into(up_to(n), groups).unwrap();
            let last = n.cast_signed();
            let events = [
                grouped(&[1, 2]),
                Expr::new(Node::And(both(&[1, 2], &[2, last]))),
                Expr::new(Node::Or(both(&[1, 2], &[1, last]))),
                Expr::new(Node::Not(grouped(&[1, 2, last]))),
            ];
            for event in events {
                let residue = Residue { roots: vec![event], later: Vec::new(), given: false };
                let mut road = |space: &Space, e: &Residue, b: &Budget| {
                    plan::reduce(space, 0, e, (Choice::Cheapest, Purpose::default()), b)
                };
                let found = reduce(&up_to(n), groups, 0, &residue, &budget, &mut road).unwrap().unwrap();
                let (listed, _) = enumerate(&space, 0, &residue, &budget).unwrap();
                assert_eq!(found.law.total.clone() % &listed.total, BigUint::ZERO);
                let share = |law: &crate::solve::residue::Law<Residue>| {
                    let holds = law.parts.iter().filter(|(left, _)| left.roots[0].is(true));
                    Ratio::new(holds.map(|(_, weight)| weight).sum::<BigUint>(), law.total.clone())
                };
                assert_eq!(share(&found.law), share(&listed), "{residue:?} of {n} into {groups}");
            }
        }
    }

    #[test]
    fn two_of_many_are_in_one_group() {
        // Both as one: S(29, 5) of S(30, 5).
        let space = Space::split_into(up_to(30), 5).unwrap();
        let share = Ratio::new(number::stirling2(29, 5), number::stirling2(30, 5));
        assert_eq!(probability(&space, grouped(&[1, 2])), share.to_string());
    }
}
