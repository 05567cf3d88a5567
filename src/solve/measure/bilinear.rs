//! Covariances of sums of scores, term beside term: Cov(aS + bT, cU) = ac Cov(S, U) + bc Cov(T, U), where each two terms are scores
//! of one sample, or of independent ones.

use super::Asking;
use crate::question::{Expr, Node, Operator};
use crate::solve::eliminate::Choice;
use crate::solve::exact::Road;
use crate::solve::linear::Linear;
use crate::solve::scores::Score;
use crate::statistic::function;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// The most pairs of terms.
const MOST_PAIRS: usize = 10_000;

impl Asking<'_> {
    /// The covariance of two sums of scores; nothing where they are no such sums, where something is given, and where a pair of
    /// terms has no formula.
    pub(super) fn covariance_by_terms(&mut self, a: &Expr, b: &Expr) -> Option<BigRational> {
        if self.question.given.is_some() || self.choice != Choice::Cheapest {
            return None;
        }
        let experiments = &self.question.experiments;
        let [a, b] = [self.scores_in(a)?, self.scores_in(b)?];
        if a.len() * b.len() > MOST_PAIRS {
            return None;
        }
        let mut sum = BigRational::zero();
        for (term, factor) in &a {
            let here = Score::of_part(term, experiments)?;
            for (other, by) in &b {
                let there = Score::of_part(other, experiments)?;
                let covariance = match term.names() & other.names() {
                    // Both have a mean, so that they are numbers.
                    0 => here.mean().and(there.mean()).map(|_| BigRational::zero()),
                    _ => here.covariance(&there),
                };
                sum += covariance? * factor * by;
            }
        }
        self.taken.push(Road::ClosedForm);
        self.states += 1;
        Some(sum)
    }

    /// The mean of a product of two sums of scores, or of the square of one.
    pub(super) fn mean_of_product(&mut self, number: &Expr) -> Option<BigRational> {
        let (a, b) = match number.node() {
            Node::Arithmetic(Operator::Multiply, a, b) => (a, b),
            Node::Arithmetic(Operator::Power, a, b) if b.known().is_some_and(|two| *two == 2.into()) => {
                (a, a)
            }
            _ => return None,
        };
        let covariance = self.covariance_by_terms(a, b)?;
        Some(covariance + self.mean(a).ok()? * self.mean(b).ok()?)
    }

    /// The scores that a number adds up, each with its factor; experiments that depend on others have none.
    fn scores_in(&self, number: &Expr) -> Option<Vec<(Expr, BigRational)>> {
        let experiments = &self.question.experiments;
        let names = number.names();
        let is_independent = |i: usize| experiments[i].experiment.names() == 0;
        if !(0..experiments.len()).filter(|i| names >> i & 1 == 1).all(is_independent) {
            return None;
        }
        let summed = number.rewrite(&mut |part| Ok(self.mean_as_sum(part))).ok()?;
        let is_score = |part: &Expr| {
            part.names().is_power_of_two()
                && !matches!(part.node(), Node::Arithmetic(..) | Node::Sum(_))
                && Score::of_part(part, experiments).is_some()
        };
        Some(Linear::of(&summed, &is_score)?.terms)
    }

    /// The mean of a sample as a share of its sum.
    fn mean_as_sum(&self, part: &Expr) -> Option<Expr> {
        let Node::Call(called, arguments) = part.node() else { return None };
        let [sample] = arguments.as_slice() else { return None };
        let Node::Name(name) = sample.node() else { return None };
        let length = self.question.experiments[*name].experiment.space()?.length().filter(|n| *n > 0)?;
        let sum = Expr::new(Node::Call(function("sum", 1)?, vec![sample.clone()]));
        let share = BigRational::new(1.into(), BigInt::from(length));
        (called.name == "mean").then(|| {
            let share = Expr::value_of(crate::model::Value::number(share));
            Expr::new(Node::Arithmetic(Operator::Multiply, sum, share))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::budget::Budget;
    use crate::model::{Collection, Faces, Space};
    use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Question};
    use crate::solve::asking::{call, known, numbered};
    use crate::solve::{Choice, Exact, Road, solve};
    use num_rational::BigRational;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    fn name(i: usize) -> Expr {
        Expr::new(Node::Name(i))
    }

    fn spaces(kind: usize, n: u64) -> [Space; 2] {
        let die = |faces: u64| Arc::new(Faces::die(faces).unwrap());
        let urn = || numbered(Collection::Urn, &[2, 1, 3]);
        let first = match kind {
            0 => Space::Trials(Arc::from([(die(3), n), (die(2), 1)])),
            1 => Space::Draw(urn(), n + 1),
            _ => Space::trials(die(3), n + 1),
        };
        [first, Space::trials(die(4), 2)]
    }

    /// a·sum(X) + b·X[1] + c·count(1 in X[1..2]) + d·sum(Y) + e·mean(X).
    fn number([a, b, c, d, e]: [i64; 5]) -> Expr {
        let times = |factor: i64, number: Expr| arithmetic(Operator::Multiply, known(factor), number);
        let slice = Expr::new(Node::Slice(name(0), known(1), known(2)));
        let terms = [
            times(a, call("sum", vec![name(0)])),
            times(b, Expr::new(Node::At(name(0), known(1)))),
            times(c, call("count", vec![known(1), slice])),
            times(d, call("sum", vec![name(1)])),
            times(e, call("mean", vec![name(0)])),
        ];
        terms.into_iter().reduce(|sum, term| arithmetic(Operator::Add, sum, term)).unwrap()
    }

    fn by(choice: Choice, spaces: &[Space; 2], asked: Asked) -> BigRational {
        let named = |space: &Space| Named { name: None, experiment: Experiment::of(space.clone(), "X") };
        let question = Question::new(spaces.iter().map(named).collect(), asked, None).unwrap();
        match solve(&question, choice, &Budget::default()).map(|solved| solved.value) {
            Ok(Exact::Number(value)) => value,
            other => panic!("{question}: {other:?}"),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn covariances_are_those_of_the_list(
            kind in 0_usize..3, n in 1_u64..3,
            a in prop::array::uniform5(-2_i64..3), b in prop::array::uniform5(-2_i64..3),
        ) {
            let spaces = spaces(kind, n);
            let product = arithmetic(Operator::Multiply, number(a), number(b));
            let square = arithmetic(Operator::Power, number(a), known(2));
            for asked in [
                Asked::Covariance(number(a), number(b)),
                Asked::Variance(number(a)),
                Asked::Mean(product),
                Asked::Mean(square),
            ] {
                let listed = by(Choice::Only(Road::Enumeration), &spaces, asked.clone());
                prop_assert_eq!(by(Choice::Cheapest, &spaces, asked.clone()), listed, "{:?}", asked);
            }
        }
    }

    #[test]
    fn many_throws_need_no_law() {
        let die = Arc::new(Faces::die(6).unwrap());
        let spaces = [(); 2].map(|()| Space::trials(Arc::clone(&die), 1_000));
        let [x, y] = [0, 1].map(|i| call("sum", vec![name(i)]));
        let both = arithmetic(Operator::Add, x.clone(), y.clone());
        let apart = arithmetic(Operator::Subtract, x.clone(), y.clone());
        let number = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        for (asked, value) in [
            (Asked::Covariance(x.clone(), both), number(8_750, 3)),
            (Asked::Mean(arithmetic(Operator::Multiply, x.clone(), y)), number(12_250_000, 1)),
            (Asked::Mean(arithmetic(Operator::Power, apart, known(2))), number(17_500, 3)),
            (Asked::Covariance(Expr::new(Node::At(name(0), known(1))), x), number(35, 12)),
            (Asked::Variance(call("mean", vec![name(0)])), number(7, 2_400)),
        ] {
            assert_eq!(by(Choice::Cheapest, &spaces, asked), value);
        }
    }
}
