//! Processes through the front door: the exact road, the derivation and the trials of one question, together.

use num_bigint::BigUint;
use num_rational::BigRational;
use prob::answer::Exact;
use prob::dist::Dist;
use prob::model::chain::{Barrier, Chain, Condition, Step, Stop};
use prob::model::pattern::Comparison;
use prob::model::until::{Source, Until};
use prob::model::{Collection, Faces, Pattern, Population, Space, Value};
use prob::question::{Asked, Experiment, Expr, Named, Node, Question};
use prob::session::Session;
use prob::simulate::Verdict;
use prob::statistic::process::STOPS;
use std::sync::Arc;

fn part(place: i64) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(0)), Expr::value_of(place)))
}

fn compare(a: Expr, comparison: Comparison, b: impl Into<Value>) -> Expr {
    Expr::new(Node::Compare(comparison, a, Expr::value_of(b)))
}

/// The exact value, as text, of a question that the trials must agree with.
fn checked(space: Space, asked: Asked) -> String {
    let named = Named { name: Some("S".into()), experiment: Experiment::of(space, "chain") };
    let question = Question::new(vec![named], asked, None).unwrap();
    let answer = Session::default().answer(&question).unwrap();
    let check = answer.check.expect("trials were made");
    assert_eq!(check.verdict, Verdict::Agrees, "{}", answer.question);
    match answer.value {
        Exact::Probability(p) => p.to_string(),
        Exact::Distribution(law) => {
            let shown: Vec<String> =
                law.outcomes().map(|v| format!("{v}:{}", law.probability_of(v))).collect();
            shown.join(" ")
        }
        other => panic!("{other:?}"),
    }
}

fn chain(chain: Chain) -> Space {
    Space::Chain(Arc::new(chain))
}

fn ratio(n: i64, d: i64) -> BigRational {
    BigRational::new(n.into(), d.into())
}

#[test]
fn trials_agree_with_chains() {
    let step: Step = Arc::new(|x| match x {
        Value::Int(5) => Dist::uniform([Value::Int(5)]),
        Value::Int(n) => Dist::uniform([Value::Int(n + 1), Value::Int(n - 1)]),
        other => Dist::uniform([other.clone()]),
    });
    let stop: Condition = Arc::new(|x| Ok(*x == Value::Int(0)));
    let trap = Chain::new(Value::Int(2), Arc::clone(&step), Stop::When(stop));
    let stops = Expr::new(Node::Call(&STOPS, vec![Expr::new(Node::Name(0))]));
    assert_eq!(checked(chain(trap.clone()), Asked::Probability(stops.clone())), "3/5");
    let soon = Expr::new(Node::And(vec![stops, compare(part(2), Comparison::AtMost, 4)]));
    assert_eq!(checked(chain(trap), Asked::Probability(soon)), "3/8");
    let ends: Condition = Arc::new(|x| Ok(*x == Value::Int(0) || *x == Value::Int(5)));
    let fair = Chain::new(Value::Int(2), Arc::clone(&step), Stop::When(ends));
    assert_eq!(checked(chain(fair), Asked::Distribution(vec![part(1)])), "0:3/5 5:2/5");
    let four = Chain::new(Value::Int(2), step, Stop::After(2));
    assert_eq!(checked(chain(four), Asked::Distribution(vec![part(1)])), "0:1/4 2:1/2 4:1/4");
}

#[test]
fn trials_agree_with_waiting_times() {
    let coin = Faces::coin(&ratio(1, 2)).unwrap();
    let word: Vec<Pattern> =
        ["heads", "tails", "heads", "heads"].into_iter().map(|l| Pattern::Is(l.into())).collect();
    let wait = Chain::wait_for(&word, &coin).unwrap();
    let soon = compare(part(2), Comparison::AtMost, 20);
    assert_eq!(checked(chain(wait), Asked::Probability(soon)), "11317/16384");
    let die = Faces::die(6).unwrap();
    let much = compare(part(1), Comparison::AtLeast, 10);
    assert_eq!(checked(chain(Chain::explode(&die).unwrap()), Asked::Probability(much)), "1/12");
    let geometric = Chain::geometric(&ratio(1, 6)).unwrap();
    let third = compare(part(2), Comparison::Equal, 3);
    assert_eq!(checked(chain(geometric), Asked::Probability(third)), "25/216");
}

#[test]
fn trials_agree_with_draws() {
    let urn = Population::new(Collection::Urn, [("red".into(), 2), ("blue".into(), 3)]).unwrap();
    let red = Pattern::Is("red".into());
    let until = Until {
        from: Source::Population(Arc::new(urn)),
        enough: Arc::new(move |row| Ok(row.iter().any(|v| red.matches(v)))),
        stopping: Vec::new(),
    };
    let second = Expr::new(Node::Compare(
        Comparison::Equal,
        Expr::new(Node::Name(0)),
        Expr::value_of(Value::row(["blue".into(), "red".into()])),
    ));
    assert_eq!(checked(Space::Until(Arc::new(until)), Asked::Probability(second)), "3/10");
}

#[test]
fn a_mean_without_a_law_and_trials_without_an_end_are_answered_unchecked() {
    let geometric = Chain::geometric(&ratio(1, 6)).unwrap();
    let ask = |space: Space, asked: Asked| {
        let named = Named { name: Some("S".into()), experiment: Experiment::of(space, "chain") };
        Session::default().answer(&Question::new(vec![named], asked, None).unwrap()).unwrap()
    };
    let answer = ask(chain(geometric), Asked::Mean(part(2)));
    assert_eq!(answer.value, Exact::Number(ratio(6, 1)));
    let up = Dist::from_weights([(1, BigUint::from(2u32)), (-1, BigUint::from(1u32))]).unwrap();
    let walk = Chain::walk(1, up, Barrier::At(0)).unwrap();
    let stops = Expr::new(Node::Call(&STOPS, vec![Expr::new(Node::Name(0))]));
    let answer = ask(chain(walk), Asked::Probability(stops));
    assert_eq!(answer.value, Exact::Probability(ratio(1, 2)));
    assert!(answer.check.is_none());
}

/// The check of the last question of a program.
fn looked(program: &str) -> prob::answer::Answer {
    let mut session = Session::default();
    session.settings.explain = false;
    match session.ask(program).unwrap_or_else(|error| panic!("{program}: {error}")).pop() {
        Some(prob::answer::Reply::Answer(answer)) => *answer,
        other => panic!("{program}: {other:?}"),
    }
}

#[test]
fn means_without_a_largest_value_are_held_against_their_exact_variance() {
    for program in [
        "E(wait(\"HH\" in coin))",
        "E(geometric(1/6))",
        "S ~ chain from 3 step {x+1: 1/3, x-1: 2/3} until x = 0; E(steps(S))",
    ] {
        let answer = looked(program);
        let check = answer.check.unwrap_or_else(|| panic!("{program}: {:?}", answer.unchecked));
        assert_eq!(check.verdict, Verdict::Agrees, "{program}");
        assert_eq!(answer.unchecked, None, "{program}");
    }
    let mut session = Session::default();
    let question = session.questions("E(wait(\"HH\" in coin))").unwrap().remove(0);
    session.settings.trials = 100_000;
    let wrong = Exact::Number(BigRational::new(13.into(), 2.into()));
    assert_eq!(session.judge(&question, &wrong).unwrap().unwrap().verdict, Verdict::Disagrees);
}

#[test]
fn a_check_that_is_silent_says_why() {
    use prob::answer::Unchecked;
    for (program, why) in [
        ("Var(2d6)", Unchecked::NoTest),
        ("median(2d6)", Unchecked::NoTest),
        (
            "X ~ draw 20 from deck; E(count(i in 1..18: rank(X[i]) < rank(X[i+1]) < rank(X[i+2])))",
            Unchecked::NoSpread,
        ),
        ("S ~ chain from 1 step {x+1: 2/3, x-1: 1/3} until x = 0; P(stops(S))", Unchecked::TooSlow),
        ("P(wait(count(H in X) = count(T in X) in coin) = 2)", Unchecked::TooSlow),
    ] {
        let answer = looked(program);
        assert!(answer.check.is_none(), "{program}");
        assert_eq!(answer.unchecked, Some(why), "{program}");
    }
    for program in ["P(2d6 = 7)", "N(2d6)", "2 + 3"] {
        assert_eq!(looked(program).unchecked, None, "{program}");
    }
}

#[test]
fn a_count_in_a_condition_is_held_against_trials() {
    for program in [
        "X ~ 2d6; N(X = 7 | X[1] > 3)",
        "X ~ d6; Y ~ d6; N(X = 6 | Y > 2)",
        "X ~ d6; Y ~ d4; N(X + Y = 5 | X > Y)",
        "X ~ choose 3 from urn{r:4, b:3}; N(count(r in X) = 2 | b in X)",
        "X ~ 0..3; N(6 / X > 2 | X > 0)",
    ] {
        let answer = looked(program);
        let check = answer.check.unwrap_or_else(|| panic!("{program}: {:?}", answer.unchecked));
        assert_ne!(check.verdict, Verdict::Disagrees, "{program}: {check:?}");
        assert!(check.trials > 0 && check.low <= check.high, "{program}: {check:?}");
    }
}
