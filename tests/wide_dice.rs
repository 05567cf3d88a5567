//! Dice of very many faces, against closed forms.

mod asking;

use asking::ask;
use num_rational::BigRational;

#[test]
fn moments_of_one_wide_die() {
    let n = 20_000_i64;
    assert_eq!(ask(&format!("E(d{n})")), ask(&format!("({n} + 1) / 2")));
    assert_eq!(ask(&format!("Var(3 * d{n} - 1)")), ask(&format!("9 * ({n}^2 - 1) / 12")));
    assert_eq!(ask(&format!("X ~ -{n}..{n}; Var(X)")), ask(&format!("((2 * {n} + 1)^2 - 1) / 12")));
}

#[test]
fn two_sides_of_many_values() {
    let named = |asked: &str| ask(&format!("X ~ d700; Y ~ d900; {asked}"));
    let pairs = |condition: &str| {
        let (mut holds, all) = (0, 700 * 900);
        for x in 1..=700 {
            for y in 1..=900 {
                let is_so = match condition {
                    "X < Y" => x < y,
                    "X <= Y" => x <= y,
                    "X = Y" => x == y,
                    "X != Y" => x != y,
                    "X + Y > 1000" => x + y > 1000,
                    "2 * X - Y >= 300" => 2 * x - y >= 300,
                    "5 - Y = X - 700" => 5 - y == x - 700,
                    "X / 2 > Y - X + 10" => 3 * x > 2 * y + 20,
                    other => panic!("{other}"),
                };
                holds += i32::from(is_so);
            }
        }
        BigRational::new(holds.into(), all.into())
    };
    let asked = [
        "X < Y",
        "X <= Y",
        "X = Y",
        "X != Y",
        "X + Y > 1000",
        "2 * X - Y >= 300",
        "5 - Y = X - 700",
        "X / 2 > Y - X + 10",
    ];
    for condition in asked {
        assert_eq!(named(&format!("P({condition})")), pairs(condition), "{condition}");
    }
    // Loaded sides, and one that is made of both kinds of experiment.
    assert_eq!(ask("P(d10000 > d10000)"), ask("(1 - 1/10000) / 2"));
    assert_eq!(ask("P(binomial(600, 1/2) > binomial(600, 1/2))"), ask("(1 - C(1200, 600) / 4^600) / 2"));
}
