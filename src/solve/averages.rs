//! The mean of a sample of known size as its sum over that size: of sums more is known.

use crate::error::Error;
use crate::model::Value;
use crate::question::{Asked, Expr, Named, Node, Operator, Question};
use crate::solve::atom::Path;
use crate::statistic::sums::{MEAN, SUM};
use num_bigint::BigInt;

/// The question with sums in place of means; nothing where there are none.
///
/// # Errors
/// None of its own: those of putting one thing for another.
pub fn means_as_sums(question: &Question) -> Result<Option<Question>, Error> {
    // What decides a truth is shown as it was asked.
    if matches!(question.asked, Asked::Independent(_) | Asked::Disjoint(_)) {
        return Ok(None);
    }
    let experiments = &question.experiments;
    question.exchanged(&|part| as_bound(part, experiments).or_else(|| as_sum(part, experiments)))
}

/// A bound of the sum, if an expression is one of the mean.
fn as_bound(e: &Expr, experiments: &[Named]) -> Option<Expr> {
    let Node::Compare(comparison, a, b) = e.node() else { return None };
    let (mean, comparison, bound) = match (a.known(), b.known()) {
        (None, Some(bound)) => (a, *comparison, bound),
        (Some(bound), None) => (b, comparison.mirrored(), bound),
        _ => return None,
    };
    let (sum, size) = summed(mean, experiments)?;
    let bound = bound.ratio()? * BigInt::from(size);
    let bound = Expr::new(Node::Value(Value::number(bound)));
    Some(Expr::spanned(Node::Compare(comparison, sum, bound), e.span()))
}

/// The sum over the size, if an expression is the mean of a part of a sample whose size is known.
fn as_sum(e: &Expr, experiments: &[Named]) -> Option<Expr> {
    let (sum, size) = summed(e, experiments)?;
    Some(Expr::spanned(Node::Arithmetic(Operator::Divide, sum, Expr::value_of(size)), e.span()))
}

/// The sum and the size, if an expression is the mean of a part of a sample whose size is known.
fn summed(e: &Expr, experiments: &[Named]) -> Option<(Expr, i64)> {
    let Node::Call(function, arguments) = e.node() else { return None };
    let ([sample], true) = (arguments.as_slice(), std::ptr::eq(*function, &MEAN)) else { return None };
    let name = sample.names().trailing_zeros() as usize;
    let named = experiments.get(name).filter(|_| sample.names().is_power_of_two())?;
    let space = named.experiment.space()?;
    let path = Path::of(sample, name, space).ok()??;
    let size = path.kept().map_or(path.length(), |(from, to)| to - from);
    let size = i64::try_from(size).ok().filter(|size| *size > 0)?;
    Some((Expr::spanned(Node::Call(&SUM, vec![sample.clone()]), e.span()), size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pattern::Comparison;
    use crate::model::{Collection, Faces, Space};
    use crate::solve::asking::{answer, call, known, numbered, question, up_to, x};
    use crate::solve::{Choice, Exact, Road, solve};
    use std::sync::Arc;

    /// Values, with the probabilities of those of a law.
    fn shown(value: &Exact) -> String {
        match value {
            Exact::Distribution(law) => {
                let share = |value: &Value| law.probability_of(value).into_ratio().to_string();
                law.outcomes().map(|value| format!("{value}:{} ", share(value))).collect()
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn means_are_what_all_outcomes_say() {
        let loaded =
            Faces::new(Collection::Die, [(Value::Int(-1), 1u32.into()), (Value::Int(4), 3u32.into())]);
        let mean = |of: Expr| Expr::new(Node::Call(&MEAN, vec![of]));
        let above = |e: Expr| Expr::new(Node::Compare(Comparison::Greater, e, known(2)));
        let highest = call("highest", vec![known(2), x()]);
        for space in [
            Space::trials(Arc::new(Faces::die(4).unwrap()), 3),
            Space::trials(Arc::new(loaded.unwrap()), 4),
            Space::draw(up_to(6), 4).unwrap(),
            Space::Choose(numbered(Collection::Urn, &[1, 2, 2]), 3),
            Space::Subset(up_to(4)),
        ] {
            for of in [x(), highest.clone()] {
                let asked = [
                    Asked::Mean(mean(of.clone())),
                    Asked::Variance(mean(of.clone())),
                    Asked::Probability(above(mean(of.clone()))),
                    Asked::Distribution(vec![mean(of)]),
                ];
                for asked in asked {
                    let question = question(&space, asked);
                    let budget = crate::budget::Budget::default();
                    let listed = solve(&question, Choice::Only(Road::Enumeration), &budget);
                    let found = solve(&question, Choice::Cheapest, &budget);
                    match (found, listed) {
                        (Ok(found), Ok(listed)) => {
                            assert_eq!(shown(&found.value), shown(&listed.value), "{question}")
                        }
                        (Err(found), Err(listed)) => assert_eq!(found.kind(), listed.kind(), "{question}"),
                        (found, listed) => panic!("{question}: {found:?}, {listed:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn means_of_many_are_soon_told() {
        let mean = Expr::new(Node::Call(&MEAN, vec![x()]));
        let many = Space::trials(Arc::new(Faces::die(6).unwrap()), 1_000);
        let above = Expr::new(Node::Compare(Comparison::Greater, mean.clone(), known(3)));
        assert!(answer(&many, Asked::Probability(above)).method.states < 10);
        let tickets = Space::draw(up_to(1_000), 500).unwrap();
        assert!(answer(&tickets, Asked::Mean(mean)).method.states < 10);
    }

    #[test]
    fn outcomes_are_counted_also_where_something_else_decides() {
        let mean = |comparison| {
            Expr::new(Node::Compare(comparison, Expr::new(Node::Call(&MEAN, vec![x()])), known(2)))
        };
        let true_at_once = Expr::new(Node::Compare(Comparison::Unequal, known(2), known(5)));
        let event = Expr::new(Node::Or(vec![mean(Comparison::Greater), true_at_once]));
        let dice = Space::trials(Arc::new(Faces::die(4).unwrap()), 3);
        assert_eq!(answer(&dice, Asked::Count(event)).value, Exact::Count(64u32.into()));
        let ends = [("max", 1), ("min", -1)].map(|(end, sign)| {
            let end = call(end, vec![x()]);
            Expr::new(Node::Arithmetic(Operator::Multiply, known(sign), end))
        });
        let range =
            Expr::new(Node::Compare(Comparison::Greater, Expr::new(Node::Sum(ends.to_vec())), known(2)));
        let true_at_once = Expr::new(Node::Compare(Comparison::Unequal, known(2), known(5)));
        let first = Expr::new(Node::Compare(Comparison::Greater, call("first", vec![x()]), known(2)));
        let event = Expr::new(Node::Or(vec![range, first, true_at_once]));
        assert_eq!(answer(&dice, Asked::Count(event)).value, Exact::Count(64u32.into()));
    }
}
