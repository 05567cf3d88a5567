//! Sums over draws with replacement beside what else is asked of them: their moments are those of the list of all rows where
//! the draws are few, and those of first-step equations where they have no end.

mod asking;

use asking::{answered, ask};
use num_rational::BigRational;
use prob::ErrorKind;
use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};

fn by(program: &str, choice: Choice) -> Result<Exact, prob::Error> {
    let settings = Settings { trials: 0, explain: false, choice, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program)?;
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else {
        panic!("{program}: no answer")
    };
    Ok(answer.value.clone())
}

const SOURCES: [&str; 4] = ["1..3", "die{0:2, 1:1, 3:1}", "{1, 2}", "die{-1:1, 2:3}"];

const ENDS: [&str; 7] = [
    "distinct(X) = 2",
    "sum(X) >= 4",
    "X[-1] = X[-2]",
    "count(1 in X) = 2",
    "count(1 in X) > count(2 in X)",
    "sum(X) mod 3 = 0",
    "max(X) >= 2 and length(X) > 1",
];

const ASKED: [&str; 14] = [
    "E(sum(X)",
    "E(sum(X)^2",
    "Var(sum(X)",
    "SD(count(odd in X)",
    "Cov(sum(X), length(X)",
    "Cov(count(1 in X), count(2 in X)",
    "E(count(1 in X) * count(2 in X) - sum(X) / 3",
    "E(if last(X) = 1 then sum(X) else 2 * length(X) * sum(X)",
    "E(sum(x in X: x^2) / 3 + 2 * length(X)",
    "E((sum(X) - 2 * length(X))^3",
    "E(sum(X) * max(X)",
    "Var(count(x in X: x > 1) - length(X)",
    "Cor(sum(X), length(X)",
    "E(sum(X) * (if 2 in X then 1 else 0)",
];

const GIVEN: [&str; 6] =
    ["", " | last(X) = 2", " | length(X) > 1", " | 2 in X", " | distinct(X) = 2", " | count(1 in X) >= 2"];

#[test]
fn moments_of_sums_over_draws_are_those_of_the_list() {
    let mut compared = 0;
    for source in SOURCES {
        for end in ENDS {
            for (i, asked) in ASKED.iter().enumerate() {
                let given = GIVEN[(i + compared / ASKED.len()) % GIVEN.len()];
                let program = format!(
                    "X ~ draw from {source} with replacement until ({end}) or length(X) = 3; {asked}{given})"
                );
                match (by(&program, Choice::Cheapest), by(&program, Choice::Only(Road::Enumeration))) {
                    (Ok(found), Ok(listed)) => assert_eq!(found, listed, "{program}"),
                    (Err(found), Err(listed)) => {
                        assert_eq!(found.kind(), listed.kind(), "{program}: {found}")
                    }
                    (found, listed) => panic!("{program}\n{found:?}\n{listed:?}"),
                }
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 392);
}

#[test]
fn sums_without_end_have_the_moments_of_their_equations() {
    for (program, expected) in [
        // The number of throws N is geometric, all but the last throw one of five: E(N − 1) = 5, Var(N) = 30.
        ("X ~ draw from 1..6 with replacement until 6 in X; Var(sum(X))", "280"),
        ("X ~ draw from 1..6 with replacement until 6 in X; Cov(length(X), sum(X))", "90"),
        ("X ~ draw from 1..6 with replacement until 6 in X; E(sum(X)^2)", "721"),
        // Given that every throw is even, each before the last is one of two in six.
        ("X ~ draw from 1..6 with replacement until 6 in X; E(sum(X) | all(x in X: x mod 2 = 0))", "15/2"),
        // The last face is as likely as any, and then has come once.
        ("X ~ draw from 1..6 with replacement until distinct(X) = 6; E(count(6 in X) | last(X) = 6)", "1"),
        (
            "X ~ draw from 1..6 with replacement until distinct(X) = 6; E(count(6 in X) | last(X) != 6)",
            "137/50",
        ),
        // A lead of two: every throw of six or one is a step of a fair walk, which takes four.
        (
            "X ~ draw from 1..6 with replacement until abs(count(6 in X) - count(1 in X)) = 2; E(length(X))",
            "12",
        ),
        (
            "X ~ draw from 1..6 with replacement until count(6 in X) >= count(1 in X) + 2 \
             or count(1 in X) >= count(6 in X) + 2; P(count(6 in X) > count(1 in X))",
            "1/2",
        ),
        (
            "X ~ draw from die{a:2, b:1} with replacement until abs(count(a in X) - count(b in X)) = 2; \
             P(last(X) = a)",
            "4/5",
        ),
        (
            "X ~ draw from 1..6 with replacement until count(6 in X) + count(5 in X) = 3; E(count(6 in X))",
            "3/2",
        ),
    ] {
        assert_eq!(ask(program), expected.parse::<BigRational>().unwrap(), "{program}");
    }
}

#[test]
fn samples_of_endless_size_have_the_moments_of_their_conditions() {
    for (program, expected) in [
        // Given that no six comes among n throws, n is geometric with the chance 1 − (2/3)(5/6) of its end: E(n) = 9/4.
        ("n ~ geometric(1/3); X ~ pool(n, d6); E(sum(X) | not 6 in X)", "27/4"),
        ("n ~ geometric(1/3); X ~ pool(n, d6); E(n | not 6 in X)", "9/4"),
        ("n ~ geometric(1/3); X ~ pool(n - 1, d6); E(sum(X) | not 6 in X)", "15/4"),
        ("n ~ geometric(1/3); X ~ pool(n, d6); Cov(n, sum(X) | not 6 in X)", "135/16"),
        (
            "S ~ chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 6; Y ~ pool(steps(S), d6); E(sum(Y) | S = 6)",
            "63/2",
        ),
        (
            "S ~ chain from 2 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 6; Y ~ pool(steps(S), d6); E(sum(Y) | S = 6)",
            "112/3",
        ),
    ] {
        assert_eq!(ask(program), expected.parse::<BigRational>().unwrap(), "{program}");
    }
    // The mean is that of its cases.
    for asked in ["sum(X)", "sum(X)^2", "n * count(odd in X)", "(if 6 in X then sum(X) else n)"] {
        let given =
            |given: &str| ask(&format!("n ~ negbinomial(2, 1/2); X ~ pool(n, d6); E({asked}{given})"));
        let chance = |event: &str| ask(&format!("n ~ negbinomial(2, 1/2); X ~ pool(n, d6); P({event})"));
        let cases = ["count(6 in X) = 0", "count(6 in X) = 1", "count(6 in X) > 1"];
        let sum: BigRational = cases.iter().map(|c| given(&format!(" | {c}")) * chance(c)).sum();
        assert_eq!(given(""), sum, "{asked}");
    }
}

#[test]
fn medians_of_sums_over_draws_are_found_below_a_bound() {
    let law = |k: i64| {
        let sum = format!("X ~ draw from 1..6 with replacement until 6 in X; P(sum(X) <= {k})");
        ask(&sum)
    };
    let half = "1/2".parse::<BigRational>().unwrap();
    let level = |asked: &str| {
        let found =
            by(&format!("X ~ draw from 1..6 with replacement until 6 in X; {asked}"), Choice::Cheapest);
        match found.unwrap() {
            Exact::Values(values) => values[0].to_string().parse::<i64>().unwrap(),
            other => panic!("{asked}: {other:?}"),
        }
    };
    let median = level("median(sum(X))");
    assert!(law(median) >= half && law(median - 1) < half, "{median}");
    let most = level("quantile(sum(X), 99/100)");
    let level = "99/100".parse::<BigRational>().unwrap();
    assert!(law(most) >= level && law(most - 1) < level, "{most}");
}

#[test]
fn labels_that_must_each_come_so_often_are_counted_so_far() {
    let each = "X ~ draw from 1..4 with replacement until all(k in 1..4: count(k in X) >= 2); E(length(X))";
    let least =
        "X ~ draw from 1..4 with replacement until min(counts(X)) >= 2 and distinct(X) = 4; E(length(X))";
    assert_eq!(ask(each), ask(least));
}

#[test]
fn draws_end_by_what_earlier_outcomes_say() {
    for (program, expected) in [
        ("n ~ d6; X ~ draw from 1..6 with replacement until last(X) = n; E(length(X))", "6"),
        ("n ~ d6; X ~ draw from 1..6 with replacement until last(X) >= n; E(length(X))", "147/60"),
        ("n ~ d6; X ~ wait(n in d6); E(X)", "6"),
        ("n ~ d6; X ~ wait(n..6 in d6); E(X)", "147/60"),
        ("n ~ d6; X ~ wait(>= n in d6); P(n = 6 | X = 2)", "1/7"),
        ("X ~ 2d6; W ~ wait({7, sum(X)} in 2d6); P(W = 1 | sum(X) = 4)", "1/4"),
        ("X ~ 2d6; W ~ wait(sum(X) in 2d6); E(W)", "11"),
        ("n ~ d3; X ~ draw from 1..6 until last(X) >= n; P(length(X) = 1 | n = 3)", "2/3"),
        ("n ~ d3; X ~ draw from 1..6 until count(x in X: x >= n) = 2; P(length(X) = 2 | n = 3)", "2/5"),
        ("n ~ d3; X ~ split(1..4, into n); P(together({1, 2}, X) | n = 2)", "3/7"),
        ("n ~ d3; X ~ split(1..4, n, 4 - n); P(together({1, 2}, X))", "4/9"),
    ] {
        assert_eq!(ask(program), expected.parse::<BigRational>().unwrap(), "{program}");
    }
    let thrown = answered("X ~ draw from d6 with replacement until last(X) = d6; E(length(X))").unwrap_err();
    assert_eq!(thrown.kind(), ErrorKind::Unsupported);
}

#[test]
fn cards_are_taken_out_of_a_pack_by_a_condition() {
    for (program, expected) in [
        ("N(draw 1 from {c in deck: not c in {\"As\", \"Ks\"}})", "50"),
        ("H ~ draw 2 from {c in deck: not c in {\"As\", \"Ks\"}}; P(ace in H)", "144/1225"),
        ("rest := {c in deck: c is not \"As\"}; H ~ draw 5 from rest; P(count(ace in H) = 3)", "2/4165"),
        ("H ~ choose 2 from {c in deck: rank(c) = ace}; P(count(red in H) = 1)", "2/3"),
        ("count(c in deck: c is red and c is face)", "6"),
        ("H ~ draw 2 from {c in urn{red:3, blue:2, green:1}: c != green}; P(count(red in H) = 2)", "3/10"),
    ] {
        assert_eq!(ask(program), expected.parse::<BigRational>().unwrap(), "{program}");
    }
    let error = answered("H ~ draw 2 from deck - {\"As\"}; P(ace in H)").unwrap_err();
    assert_eq!(error.fix(), Some("did you mean `{c in deck: not c in {\"As\"}}`"));
}
