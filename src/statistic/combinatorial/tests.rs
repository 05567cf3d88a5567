//! Functions that count, against lists and identities.

use super::*;
use crate::statistic::function;
use std::time::{Duration, Instant};

/// A call written out, such as `C(5, 2)`.
fn call(text: &str) -> Result<Value, Error> {
    let (name, rest) = text.split_once('(').unwrap();
    let arguments: Vec<Value> = rest
        .trim_end_matches(')')
        .split(',')
        .map(|n| Value::number(crate::number::parse_number(n.trim()).unwrap()))
        .collect();
    function(name, arguments.len()).unwrap().apply(&arguments)
}

#[test]
fn examples_are_true() {
    for function in FUNCTIONS {
        let (question, answer) = function.example;
        assert_eq!(call(question).unwrap().to_string(), answer, "{question}");
    }
}

#[test]
fn the_edges_are_counted() {
    for (text, value) in [
        ("C(3, 5)", 0),
        ("C(0, 0)", 1),
        ("A(3, 4)", 0),
        ("factorial(0)", 1),
        ("stirling2(3, 5)", 0),
        ("stirling1(0, 0)", 1),
        ("lah(2, 3)", 0),
        ("partitions(0)", 1),
        ("partitions(2, 3)", 0),
        ("derangements(0)", 1),
        ("fib(0)", 0),
        ("multinomial(0)", 1),
    ] {
        assert_eq!(call(text).unwrap(), Value::Int(value), "{text}");
    }
}

#[test]
fn huge_cases_are_refused_at_once() {
    let start = Instant::now();
    for text in [
        "C(1000000000, 500000000)",
        "A(1000000000000, 500000000000)",
        "factorial(1000000000)",
        "multinomial(1000000000, 1000000000)",
        "multinomial(18446744073709551615, 18446744073709551615)",
        "stirling1(1000000, 500000)",
        "stirling2(18446744073709551615, 9223372036854775808)",
        "bell(1000000)",
        "lah(1000000000, 5)",
        "catalan(18446744073709551615)",
        "partitions(1000000000)",
        "partitions(1000000000, 1000000)",
        "derangements(1000000000)",
        "fib(18446744073709551615)",
        "C(100000000000000000000, 2)",
    ] {
        assert_eq!(call(text).unwrap_err().kind(), ErrorKind::TooExpensive, "{text}");
    }
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn zeros_of_huge_triangles_are_not_refused() {
    for text in
        ["stirling1(5, 18446744073709551615)", "A(5, 18446744073709551615)", "lah(5, 18446744073709551615)"]
    {
        assert_eq!(call(text).unwrap(), Value::Int(0), "{text}");
    }
}

#[test]
fn negative_numbers_and_fractions_are_refused() {
    assert_eq!(call("C(5, -1)").unwrap_err().message(), "a number of `C(n, k)` cannot be negative");
    assert_eq!(call("factorial(1/2)").unwrap_err().kind(), ErrorKind::Kind);
    assert!(BINOMIAL.apply(&[Value::Int(5)]).unwrap_err().fix().is_some());
}
