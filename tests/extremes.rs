//! The largest and the smallest of several numbers along a row, `max(k in 1..30: …)`: what is known of them becomes one
//! number, and they answer like the list of all rows.

#[path = "asking/by_road.rs"]
mod by_road;
#[path = "asking/mod.rs"]
mod exact;

use by_road::ask_by;
use exact::ask;
use num_rational::BigRational;
use prob::solve::{Choice, Road};

#[test]
fn extremes_of_places_answer_like_the_list() {
    let rows = ["coins(5)", "coins(4, 1/3)", "4d3", "draw 4 from 1..5", "arrange(1..4)", "arrange(\"AABB\")"];
    for row in rows {
        let (number, label) = match row {
            row if row.starts_with("coins") => ("if X[{}] = heads then 1 else -1", "heads"),
            "arrange(\"AABB\")" => ("if X[{}] = A then 2 else 0", "A"),
            _ => ("X[{}]", "{1, 3}"),
        };
        let at = |k: &str| format!("({})", number.replace("{}", k));
        let walk = format!("2 * count({label} in X[1..k]) - k");
        for asked in [
            format!("E(max(k in 0..4: {walk}))"),
            format!("Var(min(k in 0..4: {walk}))"),
            format!("P(max(k in 0..4: {walk}) - min(k in 1..4: {walk}) >= 2)"),
            format!("P(max(k in 1..4: {walk}) = 1 | min(k in 0..3: {walk}) < 0)"),
            format!("E(max(k in 1..3: {} * {}))", at("k"), at("k+1")),
            format!("E(min(k in 1..3: abs({} - {})) | max(k in 1..3: {}) > 0)", at("k"), at("k+1"), at("k")),
            format!("E(max(k in 0..4: if 2 * count({label} in X[1..k]) = k then k else 0))"),
            format!("E(max(i in 1..2, j in 3..4: {} - {}))", at("i"), at("j")),
        ] {
            let program = format!("X ~ {row}; {asked}");
            let listed = ask_by(&program, Choice::Only(Road::Enumeration));
            assert_eq!(ask(&program), listed, "{program}");
        }
    }
}

/// P(max Sₖ ≥ a) = P(Sₙ ≥ a) + P(Sₙ > a), by reflection (Feller, An Introduction to Probability Theory, vol. 1, III.7).
#[test]
fn a_walk_reaches_a_level_as_its_reflection_says() {
    for level in [1, 4, 9] {
        let walk = "X ~ coins(40); P(max(k in 0..40: 2*count(heads in X[1..k]) - k)";
        let end = "X ~ coins(40); P(2*count(heads in X) - 40";
        let reached = ask(&format!("{walk} >= {level})"));
        assert_eq!(reached, ask(&format!("{end} >= {level})")) + ask(&format!("{end} > {level})")));
    }
    // The last visit to 0 is as far from the end as from the beginning.
    let last = "X ~ coins(30); E(max(k in 0..30: if 2*count(heads in X[1..k]) = k then k else 0))";
    assert_eq!(ask(last), BigRational::from_integer(15.into()));
}

#[test]
fn nothing_lies_before_the_first_place() {
    assert_eq!(ask("X ~ 3d6; N(X: 6 in X[1..0])"), BigRational::from_integer(0.into()));
    assert_eq!(ask("X ~ 3d6; E(sum(k in 1..3: sum(X[1..k-1])))"), BigRational::new(21.into(), 2.into()));
}

#[test]
fn bounds_of_extremes_are_those_of_each_number() {
    for extreme in ["max", "min"] {
        for sign in ["=", "!=", "<", "<=", ">", ">="] {
            for bound in ["1", "2", "3", "5/2"] {
                for program in [
                    format!("X ~ place(4, 3); P({extreme}(k in 1..3: count(k in X)) {sign} {bound})"),
                    format!("X ~ 4d4; P({bound} {sign} {extreme}(X[1], X[2] - 1, abs(X[3] - X[4])))"),
                    format!(
                        "X ~ pool(d4, d6, d3); P({extreme}(X[1], min(X[2], X[3])) {sign} {bound} | max(X[2], X[3]) > 1)"
                    ),
                    format!(
                        "X ~ draw 3 from 1..5; E(if {extreme}(X[1], max(X[2], X[3])) {sign} {bound} then sum(X) else 0)"
                    ),
                ] {
                    let listed = ask_by(&program, Choice::Only(Road::Enumeration));
                    assert_eq!(ask(&program), listed, "{program}");
                }
            }
        }
    }
    // The box with the most balls: the largest matching set.
    for (asked, same) in [
        ("max(k in 1..10: count(k in X)) >= 5", "maxcount(X) >= 5"),
        ("max(k in 1..10: count(k in X)) = 4", "maxcount(X) = 4"),
    ] {
        let thrown = "X ~ place(20, 10)";
        assert_eq!(ask(&format!("{thrown}; P({asked})")), ask(&format!("{thrown}; P({same})")));
    }
    // A number that may have no value is looked at in any case.
    assert!(exact::answered("a, b ~ d6; P(max(a, 6/(b-1)) >= 2)").is_err());
}
