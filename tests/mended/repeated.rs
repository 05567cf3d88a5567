//! The question that an answer repeats can be asked by itself, and answers alike.

use crate::asked;
use prob::answer::Reply;

/// The question that a reply repeats, and what it says.
fn told(text: &str) -> (String, String) {
    let mut replies = asked(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    match replies.pop() {
        Some(Reply::Answer(answer)) => (answer.question.clone(), format!("{:?}", answer.value)),
        Some(Reply::Table(table)) => (table.question.clone(), format!("{:?}", table.rows)),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_repeated_question_stands_by_itself() {
    for text in [
        "X ~ arrange(1..5); check 4!, N(adjacent(1, 2, X))",
        "p := 1/3; X ~ coins(4); check p, P(count(heads in X) = 2)",
        "given P(A) = 1/2, P(B | A) = 1/3, P(B | not A) = 1/4; check 1/2, P(A | B)",
        "X ~ 2d4; compare P(X = 3), P(X = 4)",
        "X ~ 2d4; for n in 1..3: P(X = n), E(X | X > n)",
        "p := 1/3; for n in 1..3: P(binomial(n, p) = 1)",
        "def f(n) := n^2; for n in 1..3: f(n)",
        "X ~ d6; least n in 1..6: P(X <= n) > 1/2",
    ] {
        let (question, value) = told(text);
        assert_eq!(told(&question), (question.clone(), value), "{text}");
    }
}
