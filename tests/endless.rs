//! Numbers without a largest value, looked at through sums, products and roundings: each question has the answer of a plainer
//! one that is decided by the same values.

mod asking;

use asking::ask;
use num_rational::BigRational;

const NUMBERS: [&str; 5] =
    ["geometric(1/3)", "negbinomial(2, 1/4)", "wait(\"HH\" in coin)", "explode(d4)", "explode(die{1, 2, 3})"];

/// What is asked, and the same as sums of P(X = k).
const SAME: [(&str, &str); 14] = [
    ("P(X - 1 = 0)", "P(X = 1)"),
    ("P(X - 1 = 2)", "P(X = 3)"),
    ("P(2 * X + 1 <= 8)", "P(X <= 3)"),
    ("P(5 - X > 2)", "P(X < 3)"),
    ("P((X - 4) / 4 >= 1)", "P(X >= 8)"),
    ("P(floor((X - 4) / 4) >= 1)", "P(X >= 8)"),
    ("P(floor((X - 4) / 4) = 1)", "P(8 <= X <= 11)"),
    ("P(floor(X / 2) != 1)", "P(X < 2) + P(X > 3)"),
    ("P(ceil(X / 3) <= 2)", "P(X <= 6)"),
    ("P(ceil(X / 3) > 1/2)", "1"),
    ("P(floor((7 - X) / 2) >= 1)", "P(X <= 5)"),
    ("P(3 <= X / 2)", "P(X >= 6)"),
    ("P(X - 1 >= 2 | X - 1 >= 1)", "P(X >= 3) / P(X >= 2)"),
    ("P(X - 1 = 2 or 2 * X = 4)", "P(X = 3) + P(X = 2)"),
];

#[test]
fn what_is_decided_by_the_same_values_is_answered_alike() {
    for number in NUMBERS {
        for (asked, plain) in SAME {
            let named = |question: &str| format!("X ~ {number}; {question}");
            let sum = match plain.split_once(" / ") {
                Some((a, b)) => ask(&named(a)) / ask(&named(b)),
                None if plain == "1" => BigRational::from_integer(1.into()),
                None => plain.split(" + ").map(|p| ask(&named(p))).sum(),
            };
            assert_eq!(ask(&named(asked)), sum, "{number}: {asked}");
        }
    }
}

#[test]
fn what_is_bounded_has_a_mean_and_a_law() {
    for number in &NUMBERS[..3] {
        for bound in [1, 5, 12] {
            // E(min(X, n)) = P(X >= 1) + … + P(X >= n).
            let tails = (1..=bound).map(|k| ask(&format!("X ~ {number}; P(X >= {k})"))).sum::<BigRational>();
            assert_eq!(ask(&format!("X ~ {number}; E(min(X, {bound}))")), tails, "{number} up to {bound}");
            let more = ask(&format!("X ~ {number}; P(min(X, {bound}) = {bound})"));
            assert_eq!(more, ask(&format!("X ~ {number}; P(X >= {bound})")), "{number} up to {bound}");
        }
    }
}

/// What is a polynomial of the number from some number on, and that polynomial.
const BENT: [(&str, &str); 14] = [
    ("max(X, 4)", "X"),
    ("abs(X - 3)", "X - 3"),
    ("abs(7/2 - X)", "X - 7/2"),
    ("max(5 - X, 0)", "0"),
    ("max(0, X - 5)", "X - 5"),
    ("max(4, X, 2*X - 6)", "2*X - 6"),
    ("min(2^X, 40)", "40"),
    ("min(X^2, 30)", "30"),
    ("abs(X^2 - 10)", "X^2 - 10"),
    ("if X <= 6 then 2^X else 0", "0"),
    ("if X > 3 then X^2 else 1/X", "X^2"),
    ("if abs(X - 4) <= 2 then 1 else X", "X"),
    ("X * max(X, 3)", "X^2"),
    ("max(X, 5) - min(X, 3) + abs(X - 4)", "2*X - 7"),
];

#[test]
fn what_bends_is_told_apart_up_to_its_last_bend() {
    for number in &NUMBERS[..3] {
        for (asked, beyond) in BENT {
            for condition in ["X > 0", "X > 2", "X <= 5", "X mod 2 = 0"] {
                let ask = |question: &str| ask(&format!("X ~ {number}; {question}"));
                let share = ask(&format!("P({condition})"));
                let first: BigRational = (1..=10)
                    .map(|k| {
                        let value = ask(&format!("E({})", asked.replace('X', &k.to_string())));
                        value * ask(&format!("P(X = {k} and {condition})"))
                    })
                    .sum();
                let rest = ask(&format!("E(if X > 10 and {condition} then {beyond} else 0)"));
                let mean = ask(&format!("E({asked} | {condition})"));
                assert_eq!(mean * share, first + rest, "{number}: {asked} given {condition}");
            }
        }
    }
}

/// What holds for all large numbers, or for none.
const SETTLED: [(&str, bool); 12] = [
    ("X^2 > 20", true),
    ("X*(X-1) < 20", false),
    ("2^X >= 32", true),
    ("20 > 2^X", false),
    ("X^2 - 5*X + 6 = 0", false),
    ("X^2 > 3*X + 4", true),
    ("max(X, 4) > 6", true),
    ("abs(X - 4) <= 1", false),
    ("prime(X) and X < 9", false),
    ("X mod 3 = 0 and X <= 9", false),
    ("X > 5 or X mod 3 = 0", true),
    ("2*X - 7 = abs(X - 5)", false),
];

#[test]
fn what_no_longer_changes_is_told_apart_up_to_there() {
    for number in &NUMBERS[..3] {
        let ask = |question: &str| ask(&format!("X ~ {number}; {question}"));
        for (asked, far) in SETTLED {
            let at = |k: u32| ask(&format!("E(if {} then 1 else 0)", asked.replace('X', &k.to_string())));
            let of = |event: &str| ask(&format!("P({event})"));
            let far = BigRational::from_integer(i32::from(far).into());
            let sum: BigRational = (1..=10).map(|k| at(k) * of(&format!("X = {k}"))).sum();
            let whole = sum + &far * of("X > 10");
            assert_eq!(of(asked), whole, "{number}: {asked}");
            let both: BigRational = (3..=10).map(|k| at(k) * of(&format!("X = {k}"))).sum();
            let both = both + far * of("X > 10");
            assert_eq!(of(&format!("X > 2 | {asked}")), both / whole, "{number}: given {asked}");
        }
    }
}

#[test]
fn a_chain_that_may_never_stop_takes_more_steps_than_any_number() {
    let ask = |question: &str| {
        ask(&format!("S ~ chain from 1 step {{x+1: 2/3, x-1: 1/3}} until x = 0; {question}"))
    };
    for (asked, plain) in [
        ("P(steps(S)^2 > 20)", "P(steps(S) > 4)"),
        ("P(steps(S)^2 > 20 and stops(S))", "P(steps(S) > 4 and stops(S))"),
        ("P(2^steps(S) < 20)", "P(steps(S) <= 4)"),
        ("P(2*steps(S) > 9 and stops(S))", "P(steps(S) > 4 and stops(S))"),
        ("E(max(steps(S), 1) | stops(S))", "E(steps(S) | stops(S))"),
        ("P(steps(S) <= 5 and S = 0)", "P(steps(S) <= 5)"),
    ] {
        assert_eq!(ask(asked), ask(plain), "{asked}");
    }
}

#[test]
fn extremes_of_several_names_keep_one_number() {
    // 18 at least once among six, each the three best of four dice.
    let names = "a, b, c, d, e, f ~ 4d6kh3; P(max(a, b, c, d, e, f) = 18)";
    let one = "x ~ 4d6kh3; 1 - (1 - P(x = 18))^6";
    assert_eq!(ask(names), ask(one));
    assert_eq!(ask("a, b, c, d, e ~ d20; P(min(a, b, c, d, e) >= 11)"), ask("1/2^5"));
}

/// Questions about pools of explosions that only totals below 40 decide: so is the same pool with a great depth.
#[test]
fn a_pool_of_explosions_is_one_of_a_great_depth() {
    let questions = [
        "P(pool(3, explode(d4)) >= 12)",
        "P(pool(3, explode(d4)) = 9)",
        "X ~ pool(3, explode(d4)); P(sum(X) >= 10 | max(X) >= 5)",
        "X ~ pool(3, explode(d4)); P(X[1] >= 5 and sum(X) < 12)",
        "X ~ pool(3, explode(d4)); P(sorted(X)[2] >= 4)",
        "X ~ pool(3, explode(d4)); P(count(x in X: x > 3) = 2 and any(x in X: x >= 6))",
        "X ~ pool(3, explode(d4)); P(all(x in X: x >= 2) or min(X) + max(X) >= 9)",
        "P(max(pool(4, explode(d4))) >= 7)",
        "P(min(pool(2, explode(d4))) <= 3)",
        "P(sum(highest(2, pool(3, explode(d4)))) >= 11)",
        "P(sum(lowest(2, pool(3, explode(die{0, 2, 4})))) <= 6)",
        "P(sum(middle(1, pool(3, explode(d4)))) = 5)",
        "P(count(>= 3 in pool(4, explode(d4))) >= 2)",
        "P(count(5..7 in highest(2, pool(3, explode(d4)))) = 1)",
        "E(count(>= 3 in pool(4, explode(d4))))",
        "Var(count(>= 3 in pool(4, explode(d4))))",
        "E(count(>= 6 in pool(3, explode(d4))) * count(= 2 in pool(2, explode(die{1, 2, 3}))))",
        "E(min(pool(2, explode(d4)), 7))",
        "P(pool(explode(d4), explode(die{1, 2, 3}), 2d2) >= 9)",
        "P(pool(explode(d4), explode(d4)) + d2 >= 9)",
        "P(2 * pool(3, explode(d4)) - 2 >= 21)",
    ];
    let deep =
        |question: &str| question.replace("explode(d4)", "explode(d4, 9)").replace("2, 3})", "2, 3}, 9)");
    for question in questions {
        let deep = deep(question).replace("explode(die{0, 2, 4})", "explode(die{0, 2, 4}, 9)");
        assert_eq!(ask(question), ask(&deep), "{question}");
    }
}

#[test]
fn a_single_explosion_may_be_a_pool() {
    for n in 1..5 {
        let written_out = vec!["explode(d6)"; n].join(" + ");
        let pool = ask(&format!("P(pool({n}, explode(d6)) >= 12)"));
        assert_eq!(pool, ask(&format!("P({written_out} >= 12)")), "{n} dice");
    }
}

#[test]
fn the_variance_of_a_pool_of_explosions_is_that_of_its_dice() {
    assert_eq!(ask("Var(pool(10, explode(d6)))"), ask("10 * Var(explode(d6))"));
    assert_eq!(ask("Var(pool(60, explode(d6)) - 2)"), ask("60 * Var(explode(d6))"));
    assert_eq!(ask("X ~ pool(2, explode(d6)); Y ~ 2d6; Var(sum(X) - Y)"), ask("2 * Var(explode(d6)) + 35/6"));
    assert_eq!(ask("E(pool(40, explode(d6)))"), ask("40 * E(explode(d6))"));
}

#[test]
fn a_law_without_an_end_offers_one_that_has_an_end() {
    use prob::session::{Session, Settings};
    let asked = |program: &str| {
        let settings = Settings { trials: 0, ..Settings::default() };
        Session { settings, ..Session::default() }.ask(program)
    };
    for (names, law) in [
        ("", "dist(wait(6 in d6))"),
        ("X ~ geometric(1/3); ", "dist(X)"),
        ("X ~ geometric(1/3); ", "dist(X + 1)"),
        ("X ~ geometric(1/3); Y ~ d6; ", "dist(X, Y | X > 3)"),
        ("X ~ draw from 1..6 with replacement until 6 in X; ", "dist(length(X))"),
        ("S ~ chain from 0 step {x+1: 1/2, x: 1/2} until x = 3; ", "dist(steps(S))"),
    ] {
        let error = asked(&format!("{names}{law}")).expect_err(law);
        let fix = error.fix().unwrap_or_default();
        let typed = fix.split('`').nth(1).unwrap_or_else(|| panic!("{law}: {fix}"));
        assert!(typed.starts_with("dist(min("), "{fix}");
        assert!(asked(&format!("{names}{typed}")).is_ok(), "{names}{typed}");
    }
}
