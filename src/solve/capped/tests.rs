//! Cut explosions against those of a great depth.

use super::*;
use crate::model::pattern::Comparison;
use crate::model::{Chain, Faces, laws};
use crate::question::Asked;
use crate::solve::{Choice, Exact, solve};
use crate::statistic;
use proptest::prelude::*;

/// The total of the experiment with this index.
fn total(name: usize) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(1)))
}

fn named(space: Space) -> Named {
    Named { name: None, experiment: Experiment::of(space, "explode(die)") }
}

/// An event over two totals and a die: a sum, a maximum or a minimum against a bound.
fn event(kind: u8, comparison: Comparison, bound: i64) -> Expr {
    let call = |name, parts: Vec<Expr>| {
        Expr::new(Node::Call(statistic::function(name, parts.len()).unwrap(), parts))
    };
    let (a, b, die) = (total(0), total(1), Expr::new(Node::Name(2)));
    let number = match kind {
        0 => {
            Expr::new(Node::Arithmetic(Operator::Add, a, Expr::new(Node::Arithmetic(Operator::Add, b, die))))
        }
        1 => call("max", vec![a, b]),
        2 => call("min", vec![a, b]),
        _ => return Expr::new(Node::Compare(comparison, Expr::new(Node::Sum(vec![a, b])), die)),
    };
    Expr::new(Node::Compare(comparison, number, Expr::value_of(bound)))
}

proptest! {
    /// An explosion of a depth that no bound reaches has the same probabilities, but for what lies deeper.
    #[test]
    fn explosions_in_company_are_those_of_a_great_depth(
        sides in 2u64..5, others in 2u64..4, kind in 0u8..4, bound in -1i64..9,
        comparison in prop::sample::select(vec![
            Comparison::Equal, Comparison::Unequal, Comparison::Less, Comparison::AtMost,
            Comparison::Greater, Comparison::AtLeast,
        ]),
    ) {
        let die = |n| Faces::die(n).unwrap();
        let chain = |n| named(Space::Chain(Arc::new(Chain::explode(&die(n)).unwrap())));
        let deep = |n| {
            let law = laws::explode(&die(n), 12).unwrap();
            let rows = law.weights().map(|(v, w)| (Value::row([v.clone()]), w.clone()));
            named(Space::Law(Arc::new(Dist::from_weights(rows).unwrap())))
        };
        let last = || named(Space::Single(Arc::new(die(3))));
        let asked = Asked::Probability(event(kind, comparison, bound));
        let ask = |experiments| {
            let question = Question::new(experiments, asked.clone(), None).unwrap();
            match solve(&question, Choice::Cheapest, &crate::budget::Budget::default()).unwrap().value {
                Exact::Probability(p) => p,
                other => panic!("{other:?}"),
            }
        };
        // What differs lies beyond twelve highest faces and above every bound, so that it decides alike.
        prop_assert_eq!(
            ask(vec![chain(sides), chain(others), last()]),
            ask(vec![deep(sides), deep(others), last()])
        );
    }
}
