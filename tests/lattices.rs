//! Chains on rows of whole numbers, which are compiled, against their paths, which are followed by the definitions.

use prob::Session;
use prob::budget::Budget;
use prob::solve::{Choice, Exact, Road, solve};
use proptest::prelude::*;
use std::time::Duration;

fn answer(text: &str, choice: Choice) -> Result<Exact, prob::Error> {
    let question = Session::default().questions(text)?.swap_remove(0);
    solve(&question, choice, &Budget::new(Duration::from_secs(60), 1 << 30)).map(|solved| {
        match solved.value {
            Exact::Distribution(law) => Exact::Distribution(law.reduced()),
            other => other,
        }
    })
}

fn agrees(text: &str) {
    let expected = answer(text, Choice::Only(Road::Enumeration)).unwrap_or_else(|e| panic!("{text}: {e}"));
    let found = answer(text, Choice::Cheapest).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(found, expected, "{text}");
}

/// A state after (a, b), such that b goes down.
fn item() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec![
        "a",
        "a+1",
        "a-2",
        "2*a-b",
        "max(a, b)",
        "min(a, 3, b+1)",
        "(a+b) mod 3",
        "if a > b then a-1 else b*b",
        "-a",
    ]);
    let second =
        prop::sample::select(vec!["b-1", "b-2", "b-1", "min(b-1, a)", "if a = 2 or b > 3 then b-2 else b-1"]);
    (first, second).prop_map(|(a, b)| format!("({a}, {b})"))
}

fn branches() -> impl Strategy<Value = String> {
    prop::collection::vec((item(), 0_u32..4), 1..4).prop_map(|items| {
        let items: Vec<String> = items
            .into_iter()
            .enumerate()
            .map(|(i, (item, w))| format!("{item}: {}", w + u32::from(i == 0)))
            .collect();
        format!("{{{}}}", items.join(", "))
    })
}

fn step() -> impl Strategy<Value = String> {
    let event = prop::sample::select(vec!["a > b", "a = b or not a < 2", "a mod 2 = 1 and b >= 2"]);
    prop_oneof![
        2 => branches(),
        1 => (event, branches(), branches())
            .prop_map(|(event, then, otherwise)| format!("if {event} then {then} else {otherwise}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn compiled_chains_end_where_their_paths_do(
        a in -2_i64..4, b in 1_i64..5, step in step(),
        end in prop::sample::select(vec!["b <= 0", "b < 1 or a = 5", "b <= 0 or a >= 4 and a != b"]),
        asked in prop::sample::select(vec!["dist(S)", "dist(S[1])", "dist(steps(S))", "dist((S[2], steps(S) mod 2))",
                                           "P(S[1] > S[2])", "E(S[1])", "E(steps(S))", "Var(steps(S))"]),
    ) {
        agrees(&format!("S ~ chain (a, b) from ({a}, {b}) step {step} until {end}; {asked}"));
    }

    #[test]
    fn compiled_chains_of_some_steps_are_where_their_paths_are(
        a in -2_i64..4, b in 1_i64..5, step in step(), steps in 0_u32..4,
    ) {
        agrees(&format!("S ~ chain (a, b) from ({a}, {b}) step {step} for {steps} steps; dist(S)"));
    }
}

#[test]
fn numbers_leave_the_machine_words() {
    agrees(
        "S ~ chain (a, b) from (9223372036854775806, 4) step {(a+1, b-1): 1/3, (a-1, b-1): 2/3} until b = 0; dist(S)",
    );
    agrees("S ~ chain x from 3 step {x*x: 1/2, x*x+1: 1/2} until x > 10^30; P(S mod 2 = 0)");
    agrees("S ~ chain x from 9223372036854775806 step {x+1: 1/2, 2*x: 1/2} for 3 steps; dist(S)");
}

#[test]
fn circles_are_still_solved() {
    let text = "S ~ chain (a, b) from (2, 2) step {(a-1, b+1): 1/2, (a+1, b-1): 1/2} until a = 0 or b = 0; ";
    let exact = |asked: &str| {
        answer(&format!("{text}{asked}"), Choice::Cheapest).unwrap().number().unwrap().to_string()
    };
    assert_eq!(exact("P(S[1] = 0)"), "1/2");
    assert_eq!(exact("E(steps(S))"), "4");
    // Staying is only a matter of time.
    let text = text.replace("(a+1, b-1): 1/2", "(a+1, b-1): 1/4, (a, b): 1/4");
    let exact = |asked: &str| {
        answer(&format!("{text}{asked}"), Choice::Cheapest).unwrap().number().unwrap().to_string()
    };
    // Ruin with odds 2 : 1 from 2 of 4: (2² − 1)/(2⁴ − 1) · 2²
    assert_eq!(exact("P(S[1] = 0)"), "4/5");
}
