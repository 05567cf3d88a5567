mod known;
mod random;

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Barrier, Chain, Condition, Step, Stop};
use crate::model::pattern::{Comparison, NumberClass};
use crate::model::until::{Source, until_counts, until_distinct};
use crate::model::{Collection, Faces, Pattern, Population, Space, Value, cards};
use crate::number::parse_number;
use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Question};
use crate::solve::{Choice, Exact, Road, solve};
use crate::statistic::process::{STEPS, STOPS};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::sync::Arc;

fn q(text: &str) -> BigRational {
    parse_number(text).unwrap()
}

fn int(v: &Value) -> i64 {
    match v {
        Value::Int(n) => *n,
        other => panic!("{other} is not a number"),
    }
}

/// A chain on integers with weights given by a function.
fn integers(
    start: i64,
    step: impl Fn(i64) -> Vec<(i64, u64)> + Send + Sync + 'static,
    stop: impl Fn(i64) -> bool + Send + Sync + 'static,
) -> Chain {
    let step: Step = Arc::new(move |x| {
        Dist::from_weights(step(int(x)).into_iter().map(|(y, w)| (Value::Int(y), BigUint::from(w))))
    });
    let stop: Condition = Arc::new(move |x| Ok(stop(int(x))));
    Chain::new(Value::Int(start), step, Stop::When(stop))
}

fn part(place: i64) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(0)), Expr::value_of(place)))
}

fn state() -> Expr {
    part(1)
}

fn steps() -> Expr {
    part(2)
}

fn stops() -> Expr {
    Expr::new(Node::Call(&STOPS, vec![Expr::new(Node::Name(0))]))
}

fn compare(a: Expr, comparison: Comparison, b: impl Into<Value>) -> Expr {
    Expr::new(Node::Compare(comparison, a, Expr::value_of(b)))
}

fn ask_under(chain: Chain, asked: Asked, given: Option<Expr>, choice: Choice) -> Result<Exact, Error> {
    let named = Named { name: None, experiment: Experiment::of(Space::Chain(Arc::new(chain)), "S") };
    solve(&Question::new(vec![named], asked, given)?, choice, &Budget::default()).map(|solved| solved.value)
}

fn ask(chain: Chain, asked: Asked) -> Result<Exact, Error> {
    ask_under(chain, asked, None, Choice::Cheapest)
}

fn p(chain: Chain, event: Expr) -> String {
    match ask(chain, Asked::Probability(event)).unwrap() {
        Exact::Probability(p) => p.to_string(),
        other => panic!("{other:?}"),
    }
}

fn number(found: Result<Exact, Error>) -> BigRational {
    match found.unwrap() {
        Exact::Number(n) | Exact::Probability(n) => n,
        other => panic!("{other:?}"),
    }
}

fn mean(chain: Chain, of: Expr) -> String {
    number(ask(chain, Asked::Mean(of))).to_string()
}

fn ruin() -> Chain {
    integers(3, |x| vec![(x + 1, 1), (x - 1, 1)], |x| x == 0 || x == 10)
}

fn trap() -> Chain {
    integers(2, |x| if x == 5 { vec![(5, 1)] } else { vec![(x + 1, 1), (x - 1, 1)] }, |x| x == 0)
}

fn coupons(n: i64) -> Chain {
    integers(0, move |x| vec![(x + 1, (n - x) as u64), (x, x as u64)], move |x| x == n)
}

fn coin_word(word: &str) -> Vec<Pattern> {
    let label = |c| Pattern::Is(if c == 'H' { "heads".into() } else { "tails".into() });
    word.chars().map(label).collect()
}

fn coin() -> Faces {
    Faces::coin(&q("1/2")).unwrap()
}
