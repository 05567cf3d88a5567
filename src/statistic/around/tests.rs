//! Statistics around a ring against those of every turn.

use super::*;
use crate::statistic::agreement::{Check, letters, naturals, words};

#[test]
fn scans_agree_with_the_view_from_every_seat() {
    let labels = words(["a", "b", "c"]);
    let [a, b, _] = labels.clone();
    let (nothing, either) = (Value::row([]), Value::set([a.clone(), b.clone()]));
    let checks = [
        Check::of(&ALTERNATES),
        Check::of(&RUNS),
        Check::with(&APART, &[a.clone(), nothing.clone()]),
        Check::with(&APART, &[either.clone(), nothing.clone()]),
        Check::with(&ADJACENT, &[a.clone(), b.clone(), nothing.clone()]),
        Check::with(&ADJACENT, &[a.clone(), a.clone(), nothing.clone()]),
        Check::with(&ADJACENT, &[either.clone(), b.clone(), nothing.clone()]),
        Check::with(&TOGETHER, &[either.clone(), nothing.clone()]),
        Check::with(&TOGETHER, &[Value::set([a.clone()]), nothing.clone()]),
        Check::with(&TOGETHER, &[Value::set(labels.clone()), nothing.clone()]),
        Check::with(&LONGEST, &[a, nothing.clone()]),
        Check::with(&LONGEST, &[either, nothing]),
    ];
    for check in checks {
        check.exhaustively(&labels, 6).at_random(letters(), 8).at_random(naturals(), 8);
    }
}

#[test]
fn the_ends_of_a_row_are_neighbours_around_a_table() {
    let row = |text: &str| Value::row(text.chars().map(|c| Value::word(&c.to_string())));
    let [a, b, c] = words(["a", "b", "c"]);
    let yes = Value::Truth(true);
    Check::of(&ADJACENT).definition([a.clone(), b.clone(), row("accb")], &yes);
    Check::of(&TOGETHER).definition([Value::set([a.clone(), c.clone()]), row("abbc")], &yes);
    Check::of(&LONGEST).definition([a, row("aabaaa")], &Value::Int(5));
    Check::of(&RUNS).definition([row("aabba")], &Value::Int(2));
    Check::of(&WITHIN).definition([row("ca"), row("abc")], &yes);
    Check::of(&ALTERNATES).definition([row("aba")], &Value::Truth(false));
    Check::of(&GROUPED)
        .definition([Value::set([b.clone(), c.clone()]), Value::row([row("a"), row("bc")])], &yes)
        .definition([Value::set([b, c]), Value::row([row("ab"), row("c")])], &Value::Truth(false));
}
