//! Several endless numbers in one question: against sums over their laws, and against closed forms.

mod asking;

use asking::{answered, ask};
use num_traits::ToPrimitive;

const NUMBERS: [&str; 6] = [
    "geometric(1/3)",
    "negbinomial(2, 1/2)",
    "wait(\"HH\" in coin)",
    "wait(\"HTT\" in coin)",
    "explode(d4)",
    "explode(die{1:2, 3:1})",
];

/// No path longer than this has a weight that matters.
const LONGEST: usize = 250;

/// P(X = 0), P(X = 1), …
fn law(number: &str) -> Vec<f64> {
    let of = |k| ask(&format!("X ~ {number}; P(X = {k})")).to_f64().unwrap();
    (0..LONGEST).map(of).collect()
}

/// What is asked of two numbers, and what it is of two outcomes: a truth or a number.
type Two = fn(i64, i64) -> f64;

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

const PROBABILITIES: [(&str, Two); 16] = [
    ("X < Y", |x, y| truth(x < y)),
    ("X >= Y", |x, y| truth(x >= y)),
    ("X = Y", |x, y| truth(x == y)),
    ("X - Y >= 2", |x, y| truth(x - y >= 2)),
    ("X + 1 < Y", |x, y| truth(x + 1 < y)),
    ("abs(X - Y) <= 3", |x, y| truth((x - y).abs() <= 3)),
    ("abs(X - Y + 1) = 2", |x, y| truth((x - y + 1).abs() == 2)),
    ("X + Y = 7", |x, y| truth(x + y == 7)),
    ("X + 2 * Y - 1 <= 9", |x, y| truth(x + 2 * y - 1 <= 9)),
    ("max(X, Y) <= 5", |x, y| truth(x.max(y) <= 5)),
    ("min(X, Y) > 3", |x, y| truth(x.min(y) > 3)),
    ("min(X, Y) = X", |x, y| truth(x.min(y) == x)),
    ("max(X, Y) - min(X, Y) > 4", |x, y| truth(x.max(y) - x.min(y) > 4)),
    ("X < Y and X > 3", |x, y| truth(x < y && x > 3)),
    ("X < Y or Y - X = 5 and not X + Y < 9", |x, y| truth(x < y || y - x == 5 && x + y >= 9)),
    ("(X < Y) xor (Y > 4)", |x, y| truth((x < y) != (y > 4))),
];

const MEANS: [(&str, Two); 6] = [
    ("E(min(X, Y))", |x, y| x.min(y) as f64),
    ("E(max(X, Y))", |x, y| x.max(y) as f64),
    ("E(abs(X - Y))", |x, y| (x - y).abs() as f64),
    ("E(2 * max(X, Y) - X / 2 + 3)", |x, y| 2.0 * x.max(y) as f64 - x as f64 / 2.0 + 3.0),
    ("E(min(X, Y)^2)", |x, y| (x.min(y) as f64).powi(2)),
    ("P(min(X, Y) = 2)", |x, y| truth(x.min(y) == 2)),
];

#[test]
fn two_numbers_are_compared_as_their_laws_say() {
    let laws: Vec<Vec<f64>> = NUMBERS.iter().map(|number| law(number)).collect();
    for (i, (first, p)) in NUMBERS.iter().zip(&laws).enumerate() {
        for (second, q) in NUMBERS.iter().zip(&laws).skip(i) {
            let sum = |of: Two| -> f64 {
                let row = |x: usize| -> f64 { (0..LONGEST).map(|y| q[y] * of(x as i64, y as i64)).sum() };
                (0..LONGEST).map(|x| p[x] * row(x)).sum()
            };
            let asked = PROBABILITIES.iter().map(|(event, of)| (format!("P({event})"), *of));
            for (question, of) in asked.chain(MEANS.iter().map(|(asked, of)| ((*asked).to_owned(), *of))) {
                let program = format!("X ~ {first}; Y ~ {second}; {question}");
                let found = ask(&program).to_f64().unwrap();
                assert!((found - sum(of)).abs() < 1e-9, "{program}: {found} instead of {}", sum(of));
            }
        }
    }
}

#[test]
fn conditions_leave_finitely_many_numbers() {
    let named = |question: &str| format!("X ~ geometric(1/3); Y ~ geometric(1/4); {question}");
    let (p, q) = (law("geometric(1/3)"), law("geometric(1/4)"));
    let weight: f64 = (1..7).map(|x| p[x] * q[7 - x]).sum();
    let mean: f64 = (1..7).map(|x| x as f64 * p[x] * q[7 - x]).sum();
    let found = ask(&named("E(X | X + Y = 7)")).to_f64().unwrap();
    assert!((found - mean / weight).abs() < 1e-12);
    let found = ask(&named("P(X = 2 | X + Y = 7)")).to_f64().unwrap();
    assert!((found - p[2] * q[5] / weight).abs() < 1e-12);
    // Y is not bounded by the condition.
    answered(&named("E(X * Y | X <= 7)")).unwrap();
    answered(&named("dist(Y | min(X, Y) <= 7)")).unwrap_err();
}

/// Memoryless numbers: with a = P(X = 1) and b = P(Y = 1), P(X = Y) = ab/(1 − (1−a)(1−b)).
#[test]
fn of_memoryless_numbers_there_are_closed_forms() {
    let named = |question: &str| ask(&format!("X ~ geometric(1/3); Y ~ geometric(1/4); {question}"));
    assert_eq!(named("P(X = Y)"), ask("(1/3 * 1/4) / (1 - 2/3 * 3/4)"));
    assert_eq!(named("P(X < Y)"), ask("(1/3 * 3/4) / (1 - 2/3 * 3/4)"));
    assert_eq!(named("P(X - Y > 3)"), ask("(2/3)^3 * (2/3 * 1/4) / (1 - 2/3 * 3/4)"));
    assert_eq!(named("E(max(X, Y))"), ask("3 + 4 - 1 / (1 - 2/3 * 3/4)"));
    assert_eq!(named("Var(min(X, Y))"), ask("(1/2) / (1/2)^2"));
}

#[test]
fn three_and_more_numbers_are_ordered() {
    let third = |question: &str| ask(&format!("X, Y, Z ~ geometric(1/3); {question}"));
    let orders = ["X < Y and Y < Z", "Z < Y and Y < X", "Y < Z and Z < X"];
    assert!(orders.iter().all(|order| third(&format!("P({order})")) == third("P(X < Y and Y < Z)")));
    // Six strict orders, three times three with a tie for one place, one tie of all.
    let parts =
        "6 * P(X < Y and Y < Z) + 3 * P(X = Y and Y < Z) + 3 * P(X < Y and Y = Z) + P(X = Y and Y = Z)";
    assert_eq!(third(parts), ask("1"));
    assert_eq!(third("P(X = max(X, Y, Z))"), third("P(Y <= X and Z <= X)"));
    // E(max) by inclusion and exclusion of minima, each of which is geometric.
    let minimum = |n: i32| format!("1 / (1 - (2/3)^{n})");
    let maximum = format!("3 * 3 - 3 * {} + {}", minimum(2), minimum(3));
    assert_eq!(third("E(max(X, Y, Z))"), ask(&maximum));
    let twelve =
        "a, b, c, d, e, f, g, h, i, j, k, l ~ geometric(1/6); E(max(a, b, c, d, e, f, g, h, i, j, k, l))";
    let sum = (1..=12).map(|n| format!("(-1)^({n} + 1) * C(12, {n}) / (1 - (5/6)^{n})"));
    assert_eq!(ask(twelve), ask(&sum.collect::<Vec<_>>().join(" + ")));
    assert_eq!(third("E(min(X, max(Y, Z)))"), third("E(X) + E(max(Y, Z)) - E(max(X, Y, Z))"));
}

const MULTIPLES: [(&str, Two); 12] = [
    ("P(X = 2 * Y)", |x, y| truth(x == 2 * y)),
    ("P(X > 2 * Y)", |x, y| truth(x > 2 * y)),
    ("P(3 * X <= 2 * Y - 1)", |x, y| truth(3 * x < 2 * y)),
    ("P(2 * X != 4 * Y + 2)", |x, y| truth(2 * x != 4 * y + 2)),
    ("P(X / 3 < Y / 2 + 1)", |x, y| truth(2 * x < 3 * y + 6)),
    ("P(X - 2 * Y > 1 or 5 - X > 1 and 3 * Y >= 7)", |x, y| truth(x - 2 * y > 1 || x < 4 && y > 2)),
    ("P(abs(2 * X - Y) <= 2)", |x, y| truth((2 * x - y).abs() <= 2)),
    ("P(X > 2 * Y | X > 2)", |x, y| truth(x > 2 * y && x > 2) / truth(true)),
    ("E(max(X, 2 * Y))", |x, y| x.max(2 * y) as f64),
    ("E(min(3 * X, 2 * Y))", |x, y| (3 * x).min(2 * y) as f64),
    ("E(abs(X - 2 * Y))", |x, y| (x - 2 * y).abs() as f64),
    ("P(X + 2 * Y = 9 and X > 2 * Y)", |x, y| truth(x + 2 * y == 9 && x > 2 * y)),
];

#[test]
fn multiples_are_compared_as_the_laws_say() {
    let laws: Vec<Vec<f64>> = NUMBERS.iter().map(|number| law(number)).collect();
    for (first, p) in NUMBERS.iter().zip(&laws) {
        let met: f64 = p.iter().skip(3).sum();
        for (second, q) in NUMBERS.iter().zip(&laws) {
            for (question, of) in MULTIPLES {
                let row = |x: usize| -> f64 { (0..LONGEST).map(|y| q[y] * of(x as i64, y as i64)).sum() };
                let sum: f64 = (0..LONGEST).map(|x| p[x] * row(x)).sum();
                let expected = if question.contains('|') { sum / met } else { sum };
                let program = format!("X ~ {first}; Y ~ {second}; {question}");
                let found = ask(&program).to_f64().unwrap();
                assert!((found - expected).abs() < 1e-9, "{program}: {found} instead of {expected}");
            }
        }
    }
}

#[test]
fn multiples_have_their_closed_forms() {
    // P(X > 2Y) = Σ p q^(y−1) q^(2y) = p q²/(1 − q³), and P(X = 2Y) = Σ p q^(y−1) p q^(2y−1) = p² q/(1 − q³).
    for (p, greater, equal) in [("1/6", "25/91", "5/91"), ("1/2", "1/7", "1/7"), ("2/3", "1/13", "2/13")] {
        let program = |event: &str| format!("X, Y ~ geometric({p}); P({event})");
        assert_eq!(ask(&program("X > 2 * Y")).to_string(), greater, "{p}");
        assert_eq!(ask(&program("X = 2 * Y")).to_string(), equal, "{p}");
    }
}
