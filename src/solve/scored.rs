//! Numbers to which each throw adds what it scores: `count(8..10 in X) - count(1 in X)` is the sum of dice that show 1, 0 and
//! −1, and `count(6 in X) > count(1 in X)` says that such a sum is greater than 0.
//!
//! A question that speaks of some throws only in this way is one about a sum, whose law is a power of a polynomial.

use crate::model::{Collection, Faces, Pattern, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::solve::one_number::OneNumber;
use crate::statistic::counting::as_pattern;
use crate::statistic::function;
use num_bigint::{BigInt, BigUint};
use num_traits::{ToPrimitive, Zero};
use std::sync::Arc;

/// The question with throws in place of others, of which only one sum of several scores is asked or given; nothing where there
/// are none.
#[must_use]
pub fn scored(question: &Question) -> Option<Question> {
    let one_by_one = matches!(question.asked, Asked::Mean(_) | Asked::Variance(_) | Asked::Covariance(..));
    // Outcomes are counted as they are; and moments are those of single elements.
    if matches!(question.asked, Asked::Count(_) | Asked::Size) || question.given.is_none() && one_by_one {
        return None;
    }
    let depended = question.experiments.iter().fold(0, |names, named| names | named.experiment.names());
    let mentioned = question.mentioned();
    let mut changed = None;
    for name in (0..question.experiments.len()).filter(|i| mentioned >> i & 1 == 1 && depended >> i & 1 == 0)
    {
        changed = of_sample(changed.as_ref().unwrap_or(question), name).or(changed);
    }
    changed
}

/// The question where these throws show what they score.
fn of_sample(question: &Question, name: usize) -> Option<Question> {
    let Space::Trials(groups) = question.experiments[name].experiment.space()?.as_ref() else { return None };
    let asked = question.asked.expressions().into_iter().chain(&question.given);
    // A single term has roads of its own.
    if asked.map(|expression| scores_in(expression, name)).sum::<usize>() < 2 {
        return None;
    }
    let mut number = OneNumber::new(1 << name, |part: &Expr| is_score(part, name));
    let sum = Expr::new(Node::Call(function("sum", 1)?, vec![Expr::new(Node::Name(name))]));
    let mut read = |e: &Expr| e.rewrite(&mut |part| Ok(number.part(part, &sum)));
    let asked = question.asked.clone().map(&mut read).ok()?;
    let given = question.given.as_ref().map(&mut read).transpose().ok()?;
    let terms = number.terms().filter(|terms| terms.len() > 1)?;
    let scoring = |(faces, count): &(Arc<Faces>, u64)| Some((Arc::new(scores(faces, terms)?), *count));
    let space = Space::Trials(groups.iter().map(scoring).collect::<Option<_>>()?);
    let mut experiments = question.experiments.clone();
    let named = &mut experiments[name];
    *named = Named { name: named.name.clone(), experiment: Experiment::of(space, named.experiment.text()) };
    Some(Question { experiments, asked, given, counted: question.counted })
}

/// How many parts of an expression add up what the single throws score.
fn scores_in(expression: &Expr, name: usize) -> usize {
    if !expression.mentions(name) {
        return 0;
    }
    let inside = expression.node().children().map(|part| scores_in(part, name)).sum::<usize>();
    inside + usize::from(is_score(expression, name))
}

/// Whether an expression adds up what the single throws score.
fn is_score(part: &Expr, name: usize) -> bool {
    let Node::Call(function, arguments) = part.node() else { return false };
    let is_sample = |e: &Expr| matches!(e.node(), Node::Name(sample) if *sample == name);
    match (function.name, arguments.as_slice()) {
        ("sum", [sample]) => is_sample(sample),
        ("count", [kind, sample]) => is_sample(sample) && kind.known().is_some(),
        _ => false,
    }
}

/// What elements match, where it is known.
pub(super) fn pattern(kind: &Expr) -> Option<Pattern> {
    as_pattern(kind.known()?).ok()
}

/// Dice that show what the faces score; nothing where that is no small whole number.
fn scores(faces: &Faces, terms: &[(Expr, BigInt)]) -> Option<Faces> {
    let score = |face: &Value| -> Option<Value> {
        let mut sum = BigInt::zero();
        for (term, coefficient) in terms {
            let Node::Call(function, arguments) = term.node() else { return None };
            match (function.name, face) {
                ("sum", Value::Int(face)) => sum += coefficient * face,
                ("sum", _) => return None,
                _ if pattern(&arguments[0])?.matches(face) => sum += coefficient,
                _ => {}
            }
        }
        Some(Value::Int(sum.to_i64()?))
    };
    let weighed = faces.weights().iter().filter(|(_, weight)| !weight.is_zero());
    let scores: Vec<(Value, BigUint)> =
        weighed.map(|(face, weight)| Some((score(face)?, weight.clone()))).collect::<Option<_>>()?;
    // Unlike a die, an urn keeps its weights as they are: the outcomes are as many as before.
    Faces::new(Collection::Urn, scores).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::model::pattern::Comparison;
    use crate::question::Operator;
    use crate::solve::asking::{call, is, known, x};
    use crate::solve::{Choice, Exact, Road, solve};
    use num_rational::BigRational;
    use num_traits::One;
    use proptest::prelude::*;

    fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    fn question(space: &Space, asked: Asked, given: Option<Expr>) -> Question {
        let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
        Question::new(vec![named], asked, given).unwrap()
    }

    /// The answer, or that the condition is impossible.
    fn by(choice: Choice, question: &Question) -> Option<Exact> {
        solve(question, choice, &Budget::default()).ok().map(|solved| solved.value)
    }

    /// a·count(1) + b·count({2, 3}) + c·sum, in any of two forms.
    fn score((a, b, c): (i64, i64, i64), half: bool) -> Expr {
        let pair = Value::set([2, 3].map(Value::Int).to_vec());
        let times = |factor: i64, number: Expr| arithmetic(Operator::Multiply, known(factor), number);
        let counts = arithmetic(
            Operator::Add,
            times(a, call("count", vec![known(1), x()])),
            times(b, call("count", vec![known(pair), x()])),
        );
        let all = arithmetic(Operator::Subtract, counts, times(-c, call("sum", vec![x()])));
        if half { arithmetic(Operator::Divide, all, known(2)) } else { all }
    }

    proptest! {
        #[test]
        fn what_throws_score_is_what_their_list_says(
            (a, b, c) in (-3_i64..4, -3_i64..4, -1_i64..2),
            bound in -6_i64..12, low in -6_i64..12, half in any::<bool>(),
            (n, more) in (1_u64..4, 0_u64..3),
        ) {
            let die = |faces: u64| Arc::new(Faces::die(faces).unwrap());
            let space = Space::Trials(Arc::from([(die(4), n), (die(6), more)]));
            let number = || score((a, b, c), half);
            let event = is(number(), Comparison::AtLeast, bound);
            let twice = arithmetic(Operator::Multiply, known(2), number());
            let given = arithmetic(Operator::Add, number(), known(1));
            let other_side = arithmetic(Operator::Multiply, known(a), call("count", vec![known(1), x()]));
            let both = Expr::new(Node::Compare(Comparison::Less, other_side, number()));
            for question in [
                question(&space, Asked::Probability(event.clone()), None),
                question(&space, Asked::Probability(both), None),
                question(&space, Asked::Distribution(vec![twice.clone()]), None),
                question(&space, Asked::Mode(number()), None),
                question(&space, Asked::Probability(event), Some(is(given.clone(), Comparison::Greater, low))),
                question(&space, Asked::Mean(twice), Some(is(given, Comparison::Less, low))),
            ] {
                let listed = by(Choice::Only(Road::Enumeration), &question);
                prop_assert_eq!(by(Choice::Cheapest, &question), listed, "{}", question);
            }
        }
    }

    #[test]
    fn a_score_beside_something_else_is_left_to_others() {
        let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 3);
        let number = || score((1, -1, 0), false);
        let (event, highest) = (is(number(), Comparison::AtLeast, 1), call("max", vec![x()]));
        let asks = |asked: Asked| scored(&question(&space, asked, None)).is_some();
        assert!(asks(Asked::Probability(event.clone())));
        assert!(asks(Asked::Distribution(vec![number(), number()])));
        assert!(!asks(Asked::Distribution(vec![number(), highest])));
        assert!(!asks(Asked::Distribution(vec![number(), score((1, 1, 0), false)])));
        assert!(!asks(Asked::Distribution(vec![call("count", vec![known(1), x()])])));
        assert!(!asks(Asked::Mean(number())));
        assert!(!asks(Asked::Count(event)));
    }

    #[test]
    fn many_throws_are_no_long_list() {
        let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 500);
        let count = |face: i64| call("count", vec![known(face), x()]);
        let event = Expr::new(Node::Compare(Comparison::Greater, count(6), count(1)));
        let equal = Expr::new(Node::Compare(Comparison::Equal, count(6), count(1)));
        let p = |event: Expr| match by(Choice::Cheapest, &question(&space, Asked::Probability(event), None)) {
            Some(Exact::Probability(p)) => p,
            other => panic!("{other:?}"),
        };
        // Neither is more likely than the other.
        assert_eq!(p(event) * BigRational::from_integer(2.into()) + p(equal), BigRational::one());
    }
}
