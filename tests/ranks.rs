//! The order of a few places of a long row, against the list of all rows of a short one; and hands that are compared.

#[path = "asking/by_road.rs"]
mod by_road;

use by_road::ask_by;
use num_rational::BigRational;
use prob::solve::{Choice, Road};

fn ask(program: &str) -> BigRational {
    ask_by(program, Choice::Cheapest)
}

/// Questions about at most seven places.
const ORDERS: [&str; 15] = [
    "P(X[1] > X[2] and X[3] > X[4])",
    "P(X[1] > X[2] or X[6] < X[4])",
    "P(X[1] < X[2] and X[2] < X[6])",
    "P((X[1] < X[2]) xor (X[3] < X[4]) xor (X[5] < X[2]))",
    "P(X[7] = max(X[1..7]))",
    "P(X[2] = min(X[1..3]) and X[5] = max(X[4..6]))",
    "P(X[2] > X[1] | X[3] > X[2])",
    "P(X[2] > X[1] | X[4] > X[5] and X[2] < X[7])",
    "P(increasing(X[2..4]) and X[5] > X[6])",
    "E(descents(X[1..5]))",
    "P(X[1] < X[2] and max(X[3..4]) > X[5])",
    "P(first(X[2..3]) > X[4] and X[1] < X[7])",
    "E(if X[1] < X[2] then 3 else if X[3] < X[4] then 5 else 7)",
    "Var(if X[1] < X[2] then 3 else if X[3] < X[4] then 5 else 7)",
    "P(all(i in 1..3: X[2 * i - 1] < X[2 * i]))",
];

#[test]
fn the_order_of_a_few_places_is_that_in_a_short_row() {
    for asked in ORDERS {
        let listed = ask_by(&format!("X ~ arrange(1..7); {asked}"), Choice::Only(Road::Enumeration));
        for row in
            ["arrange(1..7)", "arrange(1..60)", "draw 7 from 1..30", "arrange({2, 3, 5, 7, 11, 13, 17, 19})"]
        {
            assert_eq!(ask(&format!("X ~ {row}; {asked}")), listed, "{row}: {asked}");
        }
    }
}

#[test]
fn pairs_that_nothing_connects_are_independent() {
    assert_eq!(ask("X ~ arrange(1..100); P(all(i in 1..30: X[2 * i - 1] < X[2 * i]))"), ask("1 / 2^30"));
    assert_eq!(ask("X ~ arrange(1..100); E(count(i in 1..30: X[2 * i - 1] < X[2 * i]))"), ask("15"));
}

#[test]
fn hands_are_compared_without_an_order() {
    // Six cards: the ranks 1 to 3 in two colours. Hands of one colour each, or of both.
    let hands = |asked: &str| ask(&format!("A, B ~ deal(2, 2, cards(1..3, {{red, blue}}, 1)); {asked}"));
    assert_eq!(hands("P(colors(A) = colors(B))"), hands("P(count(red in A) = count(red in B))"));
    assert_eq!(hands("P(colors(A) != colors(B))"), hands("1 - P(colors(A) = colors(B))"));
    assert_eq!(ask("X ~ choose 2 from {a, b, c}; Y ~ choose 2 from {c, b, a}; P(X = Y)"), ask("1/3"));
    assert_eq!(ask("A, B ~ deal(2, 2, {a, a, b, b, c, c}); P(A = B)"), ask("2/15"));
    // Of two ranks that differ, 12 of 15 hands, the other two cards; of a pair, the other pair.
    let pack = "A, B ~ deal(2, 2, deck)";
    assert_eq!(
        ask(&format!("{pack}; P(ranks(A) = ranks(B))")),
        ask("(C(13, 2) * 4^2 / C(52, 2)) * (3^2 / C(50, 2)) + (13 * C(4, 2) / C(52, 2)) * (1 / C(50, 2))")
    );
}
