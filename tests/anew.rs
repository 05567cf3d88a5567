//! Experiments inside experiments: the dice of a pool, a die that explodes, the steps of a chain are thrown anew each time,
//! and what they mention of earlier names keeps its one outcome.

use num_rational::BigRational;
use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};

fn ask(program: &str, trials: u64) -> (BigRational, Option<String>) {
    let settings = Settings { trials, explain: false, ..Settings::default() };
    let replies =
        Session { settings, ..Session::default() }.ask(program).unwrap_or_else(|e| panic!("{program}: {e}"));
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else { panic!("{program}") };
    let value = match &answer.value {
        Exact::Count(count) => BigRational::from_integer(count.clone().into()),
        value => value.number().unwrap_or_else(|| panic!("{program}: no number")),
    };
    (value, answer.check.as_ref().map(|check| format!("{:?}", check.verdict)))
}

/// Each program, and the same with the earlier name put in, value by value with its weight.
const CASES: [(&str, &[(&str, u32)]); 14] = [
    ("pool(2, if K = 1 then d6 else d4)", &[("1", 1), ("2", 1)]),
    ("pool(3, if K = 1 then d6 else die{6:1/2, 1:1/2})", &[("1", 2), ("2", 1)]),
    ("pool(2, binomial(2, K/3))", &[("1", 1), ("2", 1)]),
    ("pool(2, hypergeometric(6, K, 3))", &[("1", 1), ("2", 1), ("3", 1)]),
    ("pool(2, pool(2, 1..K))", &[("1", 1), ("3", 1)]),
    ("pool(2, if d6 > K then d4 else d8)", &[("2", 1), ("5", 3)]),
    ("explode(if K = 1 then d6 else d4, 2)", &[("1", 1), ("2", 1)]),
    ("reroll(if K = 1 then d6 else d4, 1, once)", &[("1", 1), ("2", 1)]),
    ("wait(1 in (if K = 1 then d6 else d4))", &[("1", 1), ("2", 1)]),
    ("chain from 0 step x + K for 3 steps", &[("1", 1), ("2", 1)]),
    ("chain from 0 step (if K = 1 then x + d2 else x - 1) for 2 steps", &[("1", 1), ("2", 3)]),
    ("chain from K step (x + 1)..(x + K) for 2 steps", &[("1", 1), ("2", 1)]),
    ("chain from 2 step {x + 1: K/4, x - 1: 1 - K/4} until x = 0 or x = 4", &[("1", 1), ("3", 1)]),
    ("chain from 0 step {x + K: 1/2, x + 1: 1/2} until x >= 2 * K", &[("1", 1), ("2", 1), ("3", 1)]),
];

#[test]
fn an_earlier_name_has_one_outcome_however_often_it_is_mentioned() {
    for (experiment, outcomes) in CASES {
        let faces: Vec<String> = outcomes.iter().map(|(k, weight)| format!("{k}:{weight}")).collect();
        let die = faces.join(", ");
        let total: u32 = outcomes.iter().map(|(_, weight)| weight).sum();
        for asked in ["P(X <= 3)", "P(X mod 2 = 0)", "P(X = 4)", "E(min(X, 5))"] {
            if asked.starts_with('E') && experiment.starts_with("wait") {
                continue;
            }
            let program = format!("K ~ die{{{die}}}; X ~ {experiment}; {asked}");
            let (found, _) = ask(&program, 0);
            let mut expected = BigRational::from_integer(0.into());
            for (k, weight) in outcomes {
                let known = experiment.replace('K', k);
                let (value, _) = ask(&format!("X ~ {known}; {asked}"), 0);
                expected += value * BigRational::new((*weight).into(), total.into());
            }
            assert_eq!(found, expected, "{program}");
        }
    }
}

#[test]
fn trials_agree_and_bayes_turns_them_round() {
    for (program, expected) in [
        (
            "d ~ die{fair, loaded}; X ~ pool(3, if d = fair then d6 else die{6:1/2, 1:1/2}); P(d = fair | count(6 in X) = 3)",
            "1/28",
        ),
        ("d ~ bernoulli(1/2); X ~ pool(2, if d then d6 else d4); P(sum(X) = 2 | d)", "1/36"),
        ("k ~ 1..2; X ~ pool(2, binomial(2, k/3)); P(k = 2 | sum(X) = 4)", "16/17"),
        ("d ~ bernoulli(1/2); X ~ explode(if d then d6 else d4, 3); P(d | X = 2)", "2/5"),
        ("k ~ 1..2; S ~ chain from 0 step x + k for 3 steps; P(S = 3)", "1/2"),
        ("k ~ 1..2; S ~ chain from 0 step (x + 1)..(x + k) for 2 steps; P(k = 1 | S = 2)", "4/5"),
        ("d ~ bernoulli(1/2); X ~ wait(1 in (if d then d6 else d4)); E(X)", "5"),
    ] {
        let (found, verdict) = ask(program, 20_000);
        assert_eq!(found, expected.parse::<BigRational>().unwrap(), "{program}");
        assert_ne!(verdict.as_deref(), Some("Disagrees"), "{program}");
    }
}

#[test]
fn a_number_made_of_throws_is_thrown_anew_for_each_die() {
    // Each pool, and its dice written out.
    for (pool, first, second) in [
        ("max(2d3)", "max(2d3)", "max(2d3)"),
        ("d4 + 1", "d4 + 1", "d4 + 1"),
        ("abs(d4 - d3)", "abs(d4 - d3)", "abs(d4 - d3)"),
        ("count(3 in 2d3)", "count(3 in 2d3)", "count(3 in 2d3)"),
        ("2d4kh1", "max(2d4)", "max(2d4)"),
        ("if d2 = 1 then d3 else d4", "(if d2 = 1 then d3 else d4)", "(if d2 = 1 then d3 else d4)"),
    ] {
        for value in 0..=8 {
            let (found, _) = ask(&format!("X ~ pool(2, {pool}); P(sum(X) = {value})"), 0);
            let (expected, _) = ask(&format!("P({first} + {second} = {value})"), 0);
            assert_eq!(found, expected, "{pool}: {value}");
        }
    }
    for (program, expected) in [
        // What a die mentions of earlier names keeps its outcome.
        ("Y ~ d4; X ~ pool(3, Y + d2); P(sum(X) - 3 * Y = 4)", "3/8"),
        ("Y ~ d4; X ~ pool(2, Y + d2); P(Y = 1 | sum(X) = 6)", "1/2"),
        ("E(wait(7 in d6 + d6))", "6"),
        ("X ~ pool(3, draw 1 from deck); P(ace in X)", "469/2197"),
        ("X ~ pool(3, draw 1 from deck); P(count(hearts in X) = 2)", "9/64"),
        ("n ~ geometric(1/2); X ~ pool(n, max(2d2)); E(sum(X))", "7/2"),
    ] {
        let (found, verdict) = ask(program, 20_000);
        assert_eq!(found, expected.parse::<BigRational>().unwrap(), "{program}");
        assert_ne!(verdict.as_deref(), Some("Disagrees"), "{program}");
    }
}
