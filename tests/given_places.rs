//! Conditions that fix places of a row, against the list of all outcomes.

#[path = "asking/by_road.rs"]
mod by_road;

use by_road::ask_by;
use prob::solve::{Choice, Road};

const ROWS: [&str; 3] =
    ["draw 5 from 1..7", "draw 5 from urn{1:1, 2:1, 3:1, 4:2, 5:1, 6:2, 7:1}", "arrange(1..6)"];

const QUESTIONS: [&str; 16] = [
    "P(sum(X) >= 20 | 2 in X and 5 in X)",
    "P(sum(X) >= 20 and X[2] = 5 | 2 in X and 3 in X[1..3] and X[2] != 2)",
    "P(6 in X | 4 in X and 1 in X[1..3] and X[4] = 2)",
    "E(count(4..6 in X) | 4 in X and 5 in X[4..5])",
    "P(sum(X) >= 20 | X[1] = 2 and X[2] = 5)",
    "P(sum(X) >= 20 | X[1] = 2 and X[4] = 5 and X[3] = 1)",
    "P(max(X[1..3]) > 5 | X[1] = 2 and X[2] = 5)",
    "P(max(X[1..3]) > sum(X[3..4]) - 3 | X[1] = 2 and X[3] = 5)",
    "P(max(X[1..3]) > sum(X[4..5]) - 3 | X[1] = 2 and X[5] = 3 and X[2] = 1)",
    "P(6 in X | X[1] = 2 and X[2] = 5 and 4 in X)",
    "P(6 in X and X[5] = 1 | X[1] = 2 and X[2] = 5)",
    "P(sum(X) = 20 | X[-1] = 2 and 5 = X[2] and X[2] = 5)",
    "E(sum(X) | X[1] = 2 and X[2] = 5)",
    "Var(max(X) | X[1] = 2 and X[2] = 1 and min(X[2..4]) = 1)",
    "P(count(x in X: x > 3) = 2 | X[1] = 2 and X[2] = 1)",
    "P(count(4..6 in X) = 3 | X[1] = 4 and X[2] = 1 and X[3] = 2)",
];

#[test]
fn what_is_given_at_places_is_what_the_list_finds() {
    for row in ROWS {
        for question in QUESTIONS {
            let program = format!("X ~ {row}; {question}");
            let listed = ask_by(&program, Choice::Only(Road::Enumeration));
            assert_eq!(ask_by(&program, Choice::Cheapest), listed, "{program}");
        }
    }
}

/// Five cards of a flush to come: one more heart of the nine that are left among 47 cards, in two draws.
#[test]
fn a_hand_of_poker_with_known_cards() {
    let known = r#"X[1] = "Ah" and X[2] = "Kh" and X[3] = "2h" and X[4] = "7h" and X[5] = "9s""#;
    let flush = format!("X ~ draw 7 from deck; P(poker(X) >= flush | {known})");
    let heart = "1 - C(38, 2) / C(47, 2)";
    assert_eq!(ask_by(&flush, Choice::Cheapest), ask_by(heart, Choice::Cheapest));
    // The same cards, wherever they lie.
    let held = r#""Ah" in X and "Kh" in X and "2h" in X and "7h" in X and "9s" in X"#;
    let flush = format!("X ~ choose 7 from deck; P(poker(X) >= flush | {held})");
    assert_eq!(ask_by(&flush, Choice::Cheapest), ask_by(heart, Choice::Cheapest));
}
