//! Every function's example gives the answer that its help states.

use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::statistic::functions;

/// The answer to the last question of an example.
fn answer(question: &str) -> String {
    let settings = Settings { trials: 0, explain: false, ..Settings::default() };
    let mut session = Session { settings, ..Session::default() };
    let replies =
        session.ask(question).unwrap_or_else(|error| panic!("{question}\n{error} {:?}", error.span()));
    let Some(Reply::Answer(answer)) = replies.last() else { panic!("{question} asks nothing") };
    match &answer.value {
        Exact::Probability(p) | Exact::Number(p) => p.to_string(),
        Exact::Count(n) => n.to_string(),
        Exact::Truth { truth, .. } => truth.to_string(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        other => panic!("{question}: {other:?}"),
    }
}

/// Twins of a function, such as those around a table, are reached through the name that they share with it.
fn is_internal(name: &str) -> bool {
    name.contains(' ')
}

#[test]
fn every_example_gives_its_answer() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for function in functions().filter(|f| !is_internal(f.name)) {
        let (question, stated) = function.example;
        let found = std::panic::catch_unwind(|| answer(question));
        count += 1;
        match found {
            Ok(found) if found == stated => {}
            Ok(found) => wrong.push(format!("{}: {question} is {found}, not {stated}", function.name)),
            Err(_) => wrong.push(format!("{}: {question} has no answer", function.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 80, "{count}");
}

#[test]
fn the_examples_of_twins_give_their_answers_too() {
    for function in functions().filter(|f| is_internal(f.name)) {
        let (question, stated) = function.example;
        assert_eq!(answer(question), stated, "{}: {question}", function.name);
    }
}

/// Within a quantifier as well, a function that calls itself is worked out once for each argument: written out, the ways of
/// the first question would be a million terms.
#[test]
fn recursive_functions_within_quantifiers_are_remembered() {
    let ways = "def ways(n, h) := if n = 0 then (if h = 0 then 1 else 0) else if h < 0 or h > n then 0 else \
                ways(n - 1, h - 1) + ways(n - 1, h); ";
    let even =
        "def even(n) := if n = 0 then 1 else odd(n - 1); def odd(n) := if n = 0 then 0 else even(n - 1); ";
    for (names, question, expected) in [
        (ways, "sum(h in 0..40: ways(40, h))", "1099511627776"),
        (ways, "max(h in 0..10: ways(10, h))", "252"),
        (ways, "count(n in 0..9, h in 0..9: ways(n, h) = C(n, h))", "100"),
        (ways, "X ~ d6; P(any(h in 0..3: ways(3, h) = X))", "1/3"),
        (even, "sum(n in 0..60: even(n))", "31"),
    ] {
        assert_eq!(answer(&format!("{names}{question}")), expected, "{question}");
    }
}
