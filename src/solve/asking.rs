//! For the tests of the roads: questions in few words, and the comparison with enumeration.

use crate::budget::Budget;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Population, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::solve::{Choice, Exact, Road, Solved, solve};
use crate::statistic::function;
use num_bigint::BigUint;
use std::sync::Arc;

/// The outcome of the only experiment.
pub fn x() -> Expr {
    Expr::new(Node::Name(0))
}

/// A known value.
pub fn known(value: impl Into<Value>) -> Expr {
    Expr::value_of(value)
}

/// A function of these arguments.
pub fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    let function = function(name, arguments.len()).unwrap_or_else(|| panic!("no function {name}"));
    Expr::new(Node::Call(function, arguments))
}

/// That an expression compares like this with a value.
pub fn is(expression: Expr, comparison: Comparison, value: impl Into<Value>) -> Expr {
    Expr::new(Node::Compare(comparison, expression, known(value)))
}

/// A population of these counts, labelled 1, 2, ….
pub fn numbered(collection: Collection, counts: &[u64]) -> Arc<Population> {
    let labels = (1..).map(Value::Int).zip(counts.iter().copied());
    Arc::new(Population::new(collection, labels).unwrap())
}

/// The whole numbers from 1 to n.
pub fn up_to(n: u64) -> Arc<Population> {
    numbered(Collection::Set, &vec![1; usize::try_from(n).unwrap()])
}

/// The letters of a word.
pub fn letters(word: &str) -> Arc<Population> {
    let letters = word.chars().map(|c| (Value::word(&c.to_string()), 1));
    Arc::new(Population::new(Collection::Letters, letters).unwrap())
}

/// A question about one experiment.
pub fn question(space: &Space, asked: Asked) -> Question {
    let named = Named { name: Some("X".into()), experiment: Experiment::of(space.clone(), "E") };
    Question::new(vec![named], asked, None).unwrap()
}

/// The answer by the cheapest road.
pub fn answer(space: &Space, asked: Asked) -> Solved {
    solve(&question(space, asked), Choice::Cheapest, &Budget::default()).unwrap()
}

/// How many outcomes are favourable, as text.
pub fn count(space: &Space, event: Expr) -> String {
    match answer(space, Asked::Count(event)).value {
        Exact::Count(count) => count.to_string(),
        other => panic!("{other:?}"),
    }
}

/// The probability as text.
pub fn probability(space: &Space, event: Expr) -> String {
    match answer(space, Asked::Probability(event)).value {
        Exact::Probability(p) => p.to_string(),
        other => panic!("{other:?}"),
    }
}

/// The law of an expression, in lowest terms, and the road.
pub fn law(space: &Space, expression: &Expr, choice: Choice) -> (Vec<(Value, BigUint)>, Road) {
    let question = question(space, Asked::Distribution(vec![expression.clone()]));
    let solved = solve(&question, choice, &Budget::default()).unwrap();
    match solved.value {
        Exact::Distribution(law) => (law.reduced().into_weights(), solved.method.road),
        other => panic!("{other:?}"),
    }
}

/// Asserts that the cheapest road, which is to be this one, finds what [`same_law`] asks for.
pub fn agrees(space: &Space, expression: &Expr, road: Road) {
    assert_eq!(same_law(space, expression), road, "{expression:?} of {space:?}");
}

/// Asserts that the cheapest road finds the law that enumeration finds, and so do all comparisons with small numbers,
/// where automata are saturated and formulas cut short; gives the road.
pub fn same_law(space: &Space, expression: &Expr) -> Road {
    let (expected, _) = law(space, expression, Choice::Only(Road::Enumeration));
    let (found, taken) = law(space, expression, Choice::Cheapest);
    assert_eq!(found, expected, "{expression:?} of {space:?} by {taken:?}");
    if expected.iter().all(|(value, _)| matches!(value, Value::Int(_))) {
        for bound in 0..4 {
            for comparison in [Comparison::AtLeast, Comparison::Equal, Comparison::AtMost, Comparison::Less] {
                let event = is(expression.clone(), comparison, bound);
                let (expected, _) = law(space, &event, Choice::Only(Road::Enumeration));
                assert_eq!(law(space, &event, Choice::Cheapest).0, expected, "{event:?} of {space:?}");
            }
        }
    }
    taken
}
