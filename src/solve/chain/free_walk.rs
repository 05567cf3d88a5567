//! Walks of a fixed number of steps that are the same everywhere: where they end is a sum of independent trials.

use super::asked::{Known, Number, Outcome, Parts};
use crate::error::Error;
use crate::model::chain::{Chain, Form, Stop};
use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Asked, Experiment, Expr, Node, Operator, Question};
use crate::solve::residue::Residue;
use crate::statistic::sums::SUM;
use num_integer::Integer;
use std::sync::Arc;

/// The steps of a walk as trials of one kind, and what speaks of it in their terms.
struct Steps {
    name: usize,
    space: Space,
    /// The lowest end, and a multiple of the sum of the trials.
    end: Expr,
    taken: Outcome,
}

impl Steps {
    /// The steps of a chain, if it is such a walk and stays within the numbers of ordinary size.
    fn of(chain: &Chain, name: usize) -> Result<Option<Self>, Error> {
        let (Form::FreeWalk(displacement), Stop::After(steps), Value::Int(start)) =
            (chain.form(), &chain.stop, &chain.start)
        else {
            return Ok(None);
        };
        let farthest = displacement.outcomes().map(|d| d.unsigned_abs()).max().unwrap_or(0);
        let reached = farthest.checked_mul(*steps).and_then(|far| far.checked_add(start.unsigned_abs()));
        let reached = reached.and_then(|far| i64::try_from(far).ok());
        if *steps == 0 || reached.is_none_or(|far| far > i64::MAX / 4) {
            return Ok(None);
        }
        // Steps of ±1 are -1 and twice a 0 or 1: dice with neighbouring faces have the fastest sums.
        let (least, _) = displacement.range();
        let stride = displacement.outcomes().fold(0, |stride, d| (d - least).gcd(&stride)).max(1);
        let shown =
            displacement.weights().map(|(d, weight)| (Value::Int((d - least) / stride), weight.clone()));
        let faces = Faces::new(Collection::Die, shown)?;
        let sum = Expr::new(Node::Call(&SUM, vec![Expr::new(Node::Name(name))]));
        let strides = match stride {
            1 => sum,
            _ => Expr::new(Node::Arithmetic(Operator::Multiply, Expr::value_of(stride), sum)),
        };
        let lowest = start + least * steps.cast_signed();
        let end = match lowest {
            0 => strides,
            _ => Expr::new(Node::Sum(vec![Expr::value_of(lowest), strides])),
        };
        let count = Known::Exactly(Value::integer((*steps).into()));
        let taken = Outcome::Stopped { state: Known::Unasked, steps: count };
        Ok(Some(Self { name, space: Space::trials(Arc::new(faces), *steps), end, taken }))
    }

    /// Whether an expression speaks of the last state or the number of steps alone, wherever it speaks of the walk.
    fn are_told_by(&self, e: &Expr) -> bool {
        let parts = Parts { name: self.name };
        let of_walk =
            |e: &Expr| parts.is(Number::State, e) || parts.is(Number::Steps, e) || parts.is_stops(e);
        match e.node() {
            _ if !e.mentions(self.name) || of_walk(e) => true,
            Node::Name(_) => false,
            node => node.children().all(|child| self.are_told_by(child)),
        }
    }

    /// What takes the place of a part of an expression.
    fn tell(&self, part: &Expr) -> Result<Option<Expr>, Error> {
        let parts = Parts { name: self.name };
        if parts.is(Number::State, part) {
            Ok(Some(self.end.clone()))
        } else {
            self.taken.replace(part, parts)
        }
    }
}

/// The trials that a walk consists of, and what is asked of their sum; nothing for other chains.
///
/// # Errors
/// Those of working out what became known.
pub fn as_trials(chain: &Chain, name: usize, residue: &Residue) -> Result<Option<(Space, Residue)>, Error> {
    let Some(steps) = Steps::of(chain, name)? else { return Ok(None) };
    if !residue.expressions().into_iter().all(|e| steps.are_told_by(e)) {
        return Ok(None);
    }
    let asked = residue.rewrite(&mut |part| steps.tell(part))?;
    Ok(Some((steps.space, asked)))
}

/// The question with sums of trials in place of such walks, which a sum of many needs no law for; nothing where there are
/// none, or where later experiments depend on them.
///
/// # Errors
/// Those of working out what became known.
pub fn walks_as_trials(question: &Question) -> Result<Option<Question>, Error> {
    // The paths of a walk are not counted, whether or not they are equally likely; and what decides a truth is shown as it
    // was asked.
    if matches!(question.asked, Asked::Count(_) | Asked::Size | Asked::Independent(_) | Asked::Disjoint(_)) {
        return Ok(None);
    }
    let mut told: Option<Question> = None;
    for (name, named) in question.experiments.iter().enumerate() {
        let Some(Space::Chain(chain)) = named.experiment.space().map(AsRef::as_ref) else { continue };
        let Some(steps) = Steps::of(chain, name)? else { continue };
        let before = told.as_ref().unwrap_or(question);
        let asked = before.asked.expressions().into_iter().chain(&before.given);
        let depends = before.experiments.iter().any(|named| named.experiment.names() >> name & 1 == 1);
        if depends || !asked.into_iter().all(|e| steps.are_told_by(e)) {
            continue;
        }
        let mut after = before.clone();
        let tell = |e: &Expr| e.rewrite(&mut |part| steps.tell(part));
        after.asked = before.asked.clone().map(tell)?;
        after.given = before.given.as_ref().map(tell).transpose()?;
        after.experiments[name].experiment = Experiment::of(steps.space.clone(), named.experiment.text());
        told = Some(after);
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::dist::Dist;
    use crate::model::pattern::Comparison;
    use crate::solve::asking::{answer, known};
    use crate::solve::chain::{Purpose, reduce};
    use crate::solve::plan;
    use crate::solve::{Choice, Exact};
    use num_bigint::BigUint;

    fn state() -> Expr {
        Expr::new(Node::At(Expr::new(Node::Name(0)), known(1)))
    }

    /// What is left, with probabilities.
    fn law(reduced: plan::Reduced) -> Vec<(String, num_rational::BigRational)> {
        let share =
            |weight: BigUint| num_rational::BigRational::new(weight.into(), reduced.law.total.clone().into());
        let mut left: Vec<_> =
            reduced.law.parts.into_iter().map(|(left, w)| (format!("{:?}", left.roots), share(w))).collect();
        left.sort();
        left
    }

    #[test]
    fn trials_say_what_the_steps_say() {
        let budget = Budget::default();
        let laws: [&[(i64, u32)]; 4] =
            [&[(1, 1), (-1, 1)], &[(0, 1), (2, 3)], &[(-2, 1), (1, 2), (5, 4)], &[(3, 1)]];
        for displacement in laws {
            for (start, steps) in [(0, 1), (3, 4), (-2, 7)] {
                let weights = displacement.iter().map(|(d, w)| (*d, BigUint::from(*w)));
                let chain = Chain::free_walk(start, Dist::from_weights(weights).unwrap(), steps);
                let above = Expr::new(Node::Compare(Comparison::AtLeast, state(), known(1)));
                let taken = Expr::new(Node::At(Expr::new(Node::Name(0)), known(2)));
                for roots in [vec![state()], vec![above.clone()], vec![taken, above]] {
                    let residue = Residue { roots, later: Vec::new(), given: false };
                    let by_step = reduce(&chain, 0, &residue, Purpose::default(), &budget).unwrap();
                    let (trials, asked) = as_trials(&chain, 0, &residue).unwrap().unwrap();
                    let way = (Choice::Cheapest, Purpose::default());
                    let by_trials = plan::reduce(&trials, 0, &asked, way, &budget).unwrap();
                    assert_eq!(law(by_step), law(by_trials), "{displacement:?} {start} {steps}");
                }
            }
        }
    }

    #[test]
    fn a_walk_of_ten_thousand_steps_is_soon_told() {
        let fair = Dist::uniform([1, -1]).unwrap();
        let chain = Space::Chain(Arc::new(Chain::free_walk(0, fair, 10_000)));
        let back = Expr::new(Node::Compare(Comparison::Equal, state(), known(0)));
        let solved = answer(&chain, Asked::Probability(back));
        // C(10000, 5000) / 2^10000
        let central = num_rational::BigRational::new(
            crate::number::binomial(10_000, 5_000).into(),
            (BigUint::from(1u32) << 10_000u32).into(),
        );
        assert_eq!(solved.value, Exact::Probability(central));
    }

    #[test]
    fn what_is_shown_or_counted_is_left_as_it_was_asked() {
        let chain = Space::Chain(Arc::new(Chain::free_walk(0, Dist::uniform([1, -1]).unwrap(), 4)));
        let above = |n: i64| Expr::new(Node::Compare(Comparison::Greater, state(), known(n)));
        let told = |asked| walks_as_trials(&crate::solve::asking::question(&chain, asked)).unwrap().is_some();
        assert!(told(Asked::Probability(above(0))) && told(Asked::Mean(state())));
        assert!(!told(Asked::Independent(vec![above(0), above(2)])) && !told(Asked::Count(above(0))));
        // What speaks of the outcome as a whole is no sum.
        assert!(!told(Asked::Distribution(vec![Expr::new(Node::Name(0))])));
    }
}
