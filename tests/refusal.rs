//! Questions beyond the budget are refused, at once and with a way out; questions that only look large are answered.

#[allow(dead_code, reason = "the catalogue is the roads'")]
#[path = "roads/spaces.rs"]
mod spaces;

use prob::ErrorKind;
use prob::budget::Budget;
use prob::model::cards::deck;
use prob::model::pattern::Comparison;
use prob::model::{Faces, Space};
use prob::question::{Asked, Experiment, Expr, Named, Node, Question};
use prob::solve::{Choice, Solved, solve};
use prob::statistic::{Kind, function, functions};
use spaces::{die, range, urn};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The budget of every question here.
const TIME: Duration = Duration::from_secs(1);

/// A refusal, or an answer, must be there by then; with room for a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(3);

fn x() -> Expr {
    Expr::new(Node::Name(0))
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::new(Node::Call(function(name, arguments.len()).unwrap(), arguments))
}

fn of_x(name: &str) -> Expr {
    call(name, vec![x()])
}

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), Expr::value_of(place)))
}

fn compare(comparison: Comparison, a: Expr, b: i64) -> Expr {
    Expr::new(Node::Compare(comparison, a, Expr::value_of(b)))
}

fn dist(parts: &[Expr]) -> Asked {
    Asked::Distribution(parts.to_vec())
}

/// Asks, and holds the clock against it.
fn ask(text: &str, spaces: &[Space], asked: Asked) -> Result<Solved, prob::Error> {
    let named = |(i, space): (usize, &Space)| Named {
        name: Some(["X", "Y", "Z", "W"][i % 4].into()),
        experiment: Experiment::of(space.clone(), text),
    };
    let question = Question::new(spaces.iter().enumerate().map(named).collect(), asked, None).unwrap();
    let started = Instant::now();
    let answer = solve(&question, Choice::Cheapest, &Budget::new(TIME, 1 << 28));
    let took = started.elapsed();
    assert!(took < PATIENCE, "{question} took {took:?}");
    if let Err(error) = &answer {
        assert!(error.kind() != ErrorKind::TooExpensive || error.fix().is_some(), "{error}");
    }
    println!("{took:>10.2?} {} {question}", if answer.is_ok() { "answered" } else { "refused " });
    answer
}

fn refused(text: &str, space: &Space, asked: Asked) {
    let error = ask(text, std::slice::from_ref(space), asked).map(|solved| solved.value).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooExpensive, "{error}");
    assert!(memory().is_none_or(|bytes| bytes < 3 << 30), "{:?} bytes", memory());
}

/// The most bytes that the process has held, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

#[test]
fn joint_laws_of_too_many_dice() {
    let dice = Space::trials(die(6), 100_000);
    refused("100000d6", &dice, dist(&[of_x("sum"), of_x("max"), at(1)]));
    refused("100000d6", &dice, dist(&[of_x("counts")]));
    refused("100000d6", &dice, dist(&[of_x("sum"), of_x("distinct")]));
    refused("60d60", &Space::trials(die(60), 60), dist(&[of_x("multiset")]));
    refused("200d200", &Space::trials(die(200), 200), dist(&[of_x("counts"), of_x("sum")]));
}

#[test]
fn whole_outcomes_of_long_rows() {
    let row = Space::words(range(1, 60), 60).unwrap();
    refused("arrange(1..60)", &row, dist(&[of_x("seq")]));
    refused("arrange(1..60)", &row, dist(&[of_x("cycles"), of_x("fixed")]));
    refused("arrange(1..60)", &row, dist(&[of_x("descents"), of_x("fixed")]));
    let partial = Space::words(urn(&[("a", 40), ("b", 30), ("c", 50)]), 60).unwrap();
    refused("arrange(60, …)", &partial, dist(&[of_x("seq")]));
    let hands = Space::deal(Arc::new(deck(52).unwrap()), &[13, 13, 13, 13]).unwrap();
    let hand = |i| Expr::new(Node::At(x(), Expr::value_of(i)));
    let shapes: Vec<Expr> = (1..=4).map(|i| call("set", vec![hand(i)])).collect();
    refused("deal(13, 13, 13, 13, deck)", &hands, dist(&shapes));
}

#[test]
fn numbers_too_large_to_write_down() {
    let balls = urn(&[("white", 1_000_000_000_000), ("black", 5_000_000_000)]);
    let huge = 900_000_000_000;
    let white = || call("count", vec![Expr::value_of("white"), x()]);
    for space in [
        Space::draw(Arc::clone(&balls), huge).unwrap(),
        Space::choose(Arc::clone(&balls), huge).unwrap(),
        Space::Multichoose(Arc::clone(&balls), huge),
        Space::words(Arc::clone(&balls), huge).unwrap(),
        Space::deal(Arc::clone(&balls), &[huge, 5]).unwrap(),
    ] {
        refused("huge", &space, Asked::Size);
        if !matches!(space, Space::Deal(..)) {
            refused("huge", &space, dist(&[white()]));
        }
    }
    refused("huge", &Space::Subset(Arc::clone(&balls)), dist(&[white()]));
    refused("huge", &Space::Subset(balls), Asked::Size);
    refused("huge", &Space::Occupancy(1_000_000_000_000, 4), dist(&[of_x("max")]));
    refused("huge", &Space::Occupancy(1_000_000, 1_000_000), dist(&[of_x("max")]));
    let wide = Space::trials(Arc::new(Faces::die(1_000_000).unwrap()), 30);
    refused("30d1000000", &wide, dist(&[of_x("sum")]));
    refused("100000000d1", &Space::trials(die(1), 100_000_000), dist(&[of_x("seq")]));
}

/// Every statistic of a hundred million dice is answered or refused at once; refusals say why.
#[test]
fn a_hundred_million_dice() {
    let dice = Space::trials(die(6), 100_000_000);
    let labels = dice.labels();
    for function in functions().filter(|f| f.sample.is_some()) {
        let place = function.sample.unwrap_or(0);
        let argument = |i: usize| match function.parameters.get(i) {
            _ if i == place => x(),
            Some(Kind::Number) => Expr::value_of(3),
            Some(Kind::Any | Kind::Sample) => Expr::value_of(prob::model::Value::row(labels.clone())),
            _ => Expr::value_of(6),
        };
        let count = function.arity.0.max(place + 1);
        let call = Expr::new(Node::Call(function, (0..count).map(argument).collect()));
        for asked in [
            dist(std::slice::from_ref(&call)),
            Asked::Probability(compare(Comparison::Equal, call.clone(), 3)),
        ] {
            let _ = ask("100000000d6", std::slice::from_ref(&dice), asked);
        }
    }
    assert!(memory().is_none_or(|bytes| bytes < 3 << 30), "{:?} bytes", memory());
}

#[test]
fn many_experiments_that_all_depend_on_each_other() {
    let spaces: Vec<Space> = (0..12).map(|_| Space::Single(die(20))).collect();
    let names: Vec<Expr> = (0..12).map(|i| Expr::new(Node::Name(i))).collect();
    let different = |i: usize, j: usize| {
        Expr::new(Node::Compare(Comparison::Unequal, names[i].clone(), names[j].clone()))
    };
    let pairs = (0..12).flat_map(|i| (i + 1..12).map(move |j| (i, j)));
    let all = Expr::new(Node::And(pairs.map(|(i, j)| different(i, j)).collect()));
    let error = ask("d20", &spaces, Asked::Probability(all)).map(|solved| solved.value).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooExpensive);
}

#[test]
fn questions_that_only_look_large() {
    let dice = Space::trials(die(6), 100_000_000);
    assert!(
        ask(
            "100000000d6",
            std::slice::from_ref(&dice),
            Asked::Probability(compare(Comparison::Equal, at(-1), 6))
        )
        .is_ok()
    );
    let dice = Space::trials(die(6), 100_000);
    let sixes = call("count", vec![Expr::value_of(6), x()]);
    assert!(ask("100000d6", &[dice], Asked::Probability(compare(Comparison::AtLeast, sixes, 3))).is_ok());
    let dice = Space::trials(die(6), 1_000);
    for asked in
        [dist(&[of_x("sum")]), dist(&[of_x("max")]), dist(&[call("count", vec![Expr::value_of(6), x()])])]
    {
        assert!(ask("1000d6", std::slice::from_ref(&dice), asked).is_ok());
    }
    let row = Space::words(range(1, 60), 60).unwrap();
    let first = Asked::Probability(compare(Comparison::Equal, at(1), 7));
    assert!(ask("arrange(1..60)", std::slice::from_ref(&row), first).is_ok());
    let before = call("before", vec![Expr::value_of(3), Expr::value_of(4), x()]);
    assert!(ask("arrange(1..60)", &[row], Asked::Probability(before)).is_ok());
    let letters = Space::words(urn(&[("a", 30), ("b", 30), ("c", 2)]), 62).unwrap();
    assert!(ask("arrange(…)", &[letters], dist(&[call("longest", vec![Expr::value_of("c"), x()])])).is_ok());
    let pack = Arc::new(deck(52).unwrap());
    let hand = Space::choose(Arc::clone(&pack), 13).unwrap();
    let suits = call("shape", vec![call("suits", vec![x()])]);
    assert!(ask("choose 13 from deck", &[hand], dist(&[suits])).is_ok());
    let lottery = Space::choose(range(1, 1_000), 10).unwrap();
    assert!(ask("choose 10 from 1..1000", &[lottery], dist(&[of_x("max")])).is_ok());
}

#[test]
fn walks_with_giant_steps_and_from_far_away() {
    refused_as_written(
        "S ~ chain from 0 step {x+9223372036854775807: 1/2, x-1: 1/2} until x = -3; P(stops(S))",
    );
    refused_as_written("S ~ chain from 0 step {x+1000000: 1/2, x-1: 1/2} until x = -3; P(stops(S))");
    refused_as_written(
        "S ~ chain from 9000000000000000000 step {x+1: 2/3, x-1: 1/3} until x = 0; P(stops(S))",
    );
}

#[test]
fn dice_and_ranges_too_wide_to_list() {
    refused_as_written("E(1000000000d10000000)");
    refused_as_written("X ~ draw 1 from 1..10000000; E(X)");
    refused_as_written("X ~ 1..9000000; E(X)");
    refused_as_written("tree 1000d6");
}

/// Asks a text in the question language; it must be refused at once, with a way out.
fn refused_as_written(text: &str) {
    let started = Instant::now();
    let settings = prob::session::Settings { trials: 0, ..Default::default() };
    let mut session = prob::Session { settings, ..Default::default() };
    let error = session.ask(text).map(drop).expect_err(text);
    assert_eq!(error.kind(), ErrorKind::TooExpensive, "{text}: {error}");
    assert!(error.fix().is_some() && started.elapsed() < PATIENCE, "{text}: {error}");
}
