//! Means of powers of endless numbers: against closed forms, and against sums over a law cut where little is left of it.

mod asking;

use asking::{answered, ask};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use prob::ErrorKind;
use proptest::prelude::*;

fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

/// ∑ f(n) P(X = n) over the numbers up to 400.
fn cut(number: &str, f: impl Fn(u64) -> BigRational) -> f64 {
    let rest = format!("X ~ {number}; P(X > 400)");
    assert!(ask(&rest) < ratio(1, 1_000_000_000_000), "{number}");
    let mass = |n: u64| ask(&format!("X ~ {number}; P(X = {n})"));
    let sum: BigRational = (0..=400).map(|n| f(n) * mass(n)).sum();
    sum.to_f64().unwrap()
}

fn near(exact: &BigRational, cut: f64) {
    let exact = exact.to_f64().unwrap();
    assert!((exact - cut).abs() <= 1e-6 * exact.abs().max(1e-3), "{exact} and {cut}");
}

#[test]
fn powers_and_growth_are_those_of_the_law() {
    for number in ["geometric(1/3)", "negbinomial(2, 1/2)", "wait(\"HH\" in coin)", "wait(\"HTH\" in coin)"] {
        let mean = |f: &str| ask(&format!("X ~ {number}; E({f})"));
        let whole = |n: u64| BigRational::from_integer(BigInt::from(n));
        near(&mean("X^3"), cut(number, |n| Pow::pow(whole(n), 3_u32)));
        near(&mean("(X - 4)^5 / 7"), cut(number, |n| Pow::pow(whole(n) - ratio(4, 1), 5_u32) / ratio(7, 1)));
        near(&mean("(11/10)^X"), cut(number, |n| Pow::pow(ratio(11, 10), n)));
        near(&mean("(-1/2)^X"), cut(number, |n| Pow::pow(ratio(-1, 2), n)));
        near(
            &mean("X^2 * (2/3)^(2*X + 1)"),
            cut(number, |n| Pow::pow(whole(n), 2_u32) * Pow::pow(ratio(2, 3), 2 * n + 1)),
        );
        let fourth = mean("X^4") - Pow::pow(mean("X^2"), 2_u32);
        assert_eq!(ask(&format!("X ~ {number}; Var(X^2)")), fourth);
        assert_eq!(ask(&format!("X ~ {number}; Cov(X, X^2)")), mean("X^3") - mean("X") * mean("X^2"));
    }
}

#[test]
fn means_of_independent_numbers_are_multiplied() {
    let given = "X ~ geometric(1/3); Y ~ wait(\"HH\" in coin)";
    let mean = |f: &str| ask(&format!("{given}; E({f})"));
    assert_eq!(mean("X^3 * Y"), mean("X^3") * mean("Y"));
    assert_eq!(mean("(1/2)^(X + 2*Y)"), mean("(1/2)^X") * mean("(1/4)^Y"));
    assert_eq!(mean("(X + Y)^3"), mean("X^3") + mean("3*X^2*Y") + mean("3*X*Y^2") + mean("Y^3"));
}

#[test]
fn what_grows_too_fast_has_no_mean() {
    for (program, growth) in [
        ("X ~ geometric(1/2); E(2^X)", "2^X"),
        ("X ~ geometric(1/2); E((-2)^X)", "(-2)^X"),
        ("X ~ geometric(1/2); E(3^X)", "3^X"),
        ("X, Y ~ geometric(1/2); E(2^(X - Y))", "2^(X - Y)"),
        ("X ~ geometric(1/2); E(5 - 2^X)", "2^X"),
        ("X ~ geometric(1/2); Var((3/2)^X)", "(3/2)^X"),
        ("X ~ geometric(1/2); simulate E(2^X)", "2^X"),
        ("X ~ wait(\"HH\" in coin); E((5/4)^X)", "(5/4)^X"),
        (
            "S ~ chain from 1 step {x - 1: 1/2, x + 1: 1/2} until x = 0 or x = 4; E((3/2)^steps(S))",
            "(3/2)^steps(S)",
        ),
    ] {
        let error = answered(program).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undefined, "{program}");
        assert!(error.message().contains(growth), "{error}");
        let fix = error.fix().unwrap().split('`').nth(1).unwrap();
        let question = program.rsplit_once("; ").unwrap().0;
        assert!(answered(&format!("{question}; {fix}")).is_ok(), "{fix}");
    }
    // Just below the growth that the chain outdoes: cos(π/4) of the walk between 0 and 4, 0.809… of two heads in a row.
    for program in [
        "X ~ wait(\"HH\" in coin); E((123/100)^X)",
        "S ~ chain from 1 step {x - 1: 1/2, x + 1: 1/2} until x = 0 or x = 4; E((7/5)^steps(S))",
        "X ~ geometric(1/2); E((199/100)^X)",
    ] {
        assert!(ask(program).is_positive());
    }
}

#[test]
fn a_process_that_ends_at_once_takes_no_steps() {
    let at_once = "S ~ chain from 0 step {x + 1: 1/2, x: 1/2} until x = 0";
    assert_eq!(ask(&format!("{at_once}; E(3^steps(S))")), BigRational::one());
    assert_eq!(ask(&format!("{at_once}; E(steps(S)^5)")), BigRational::zero());
}

#[test]
fn conditions_leave_some_numbers_out() {
    type Condition = (&'static str, fn(u64) -> bool);
    let conditions: [Condition; 8] = [
        ("X > 3", |n| n > 3),
        ("X != 4 and X != 6", |n| n != 4 && n != 6),
        ("X <= 5", |n| n <= 5),
        ("X mod 3 = 1", |n| n % 3 == 1),
        ("X mod 2 = 0 or X > 7", |n| n % 2 == 0 || n > 7),
        ("X mod 4 = 2 and X > 5 or X = 3", |n| n % 4 == 2 && n > 5 || n == 3),
        ("not (X = 5 or X mod 3 = 0)", |n| n != 5 && n % 3 != 0),
        ("2 * X - 1 >= 8", |n| 2 * n >= 9),
    ];
    for number in ["geometric(1/3)", "negbinomial(2, 1/2)", "wait(\"HTH\" in coin)", "explode(d4)"] {
        let mass = |n: u64| ask(&format!("X ~ {number}; P(X = {n})")).to_f64().unwrap();
        let law: Vec<f64> = (0..=400).map(mass).collect();
        for (condition, holds) in conditions {
            let mean = |f: &str| ask(&format!("X ~ {number}; E({f} | {condition})"));
            let sum = |f: &dyn Fn(f64) -> f64| -> f64 {
                let held = (0_u64..).zip(&law).filter(|(n, _)| holds(*n));
                held.map(|(n, p)| p * f(n as f64)).sum()
            };
            let cut = |f: &dyn Fn(f64) -> f64| sum(f) / sum(&|_| 1.0);
            near(&mean("X^3"), cut(&|n| n.powi(3)));
            near(&mean("(11/10)^X"), cut(&|n| 1.1_f64.powf(n)));
            near(&mean("(-1/2)^X * X"), cut(&|n| (-0.5_f64).powi(n as i32) * n));
            let spread = mean("X^4") - Pow::pow(mean("X^2"), 2_u32);
            assert_eq!(ask(&format!("X ~ {number}; Var(X^2 | {condition})")), spread, "{number} {condition}");
        }
    }
}

#[test]
fn conditions_on_several_numbers_are_independent_of_each_other() {
    let given = "X ~ geometric(1/3); Y ~ wait(\"HH\" in coin)";
    let ask = |question: &str| ask(&format!("{given}; {question}"));
    let both = "X > 2 and Y mod 2 = 1";
    assert_eq!(ask(&format!("E(X^3 * Y | {both})")), ask("E(X^3 | X > 2)") * ask("E(Y | Y mod 2 = 1)"));
    assert_eq!(ask(&format!("E(X^3 | {both})")), ask("E(X^3 | X > 2)"));
    assert_eq!(ask("E(X^3 | Y > 4)"), ask("E(X^3)"));
}

#[test]
fn what_is_left_out_may_grow_as_it_likes() {
    // Between 3 and 4 it goes round for long, and grows faster than it leaves.
    let chain = "S ~ chain from 0 step if x = 0 then {1: 1/2, 3: 1/2} else if x = 1 then {2: 1} \
                 else if x = 3 then {2: 1/4, 4: 3/4} else {3: 1} until x = 2";
    assert_eq!(ask(&format!("{chain}; E(2^steps(S) | steps(S) <= 3)")), ratio(4, 1));
    for (program, kind) in [
        ("X ~ geometric(1/3); E(2^X | X > 3)", ErrorKind::Undefined),
        ("X ~ geometric(1/3); E(2^X | X mod 2 = 1)", ErrorKind::Undefined),
        ("X ~ geometric(1/3); Var(2^X | X > 3)", ErrorKind::Undefined),
        ("X ~ geometric(1/3); E((-2)^X | X > 3)", ErrorKind::Undefined),
        ("X ~ explode(d4); E(2^X)", ErrorKind::Undefined),
        ("E(2^explode(d4))", ErrorKind::Undefined),
        ("X ~ explode(d4); E((-2)^X | X > 4)", ErrorKind::Undefined),
        ("X ~ geometric(1/3); E(X^3 | X < 0)", ErrorKind::ImpossibleCondition),
    ] {
        let error = answered(program).unwrap_err();
        assert_eq!(error.kind(), kind, "{program}");
        if kind == ErrorKind::Undefined {
            let fix = error.fix().unwrap().split('`').nth(1).unwrap();
            let program =
                program.rsplit_once("; ").map_or(fix.to_owned(), |(names, _)| format!("{names}; {fix}"));
            assert!(answered(&program).is_ok(), "{program}");
        }
    }
}

#[test]
fn powers_of_exploding_dice_have_closed_forms() {
    // E(s^X) = Σ s^f / (6 − s^6) over f below 6, as a new die is thrown after each 6.
    for (n, d) in [(1, 2), (-1, 3), (6, 5), (5, 4), (0, 1)] {
        let s = ratio(n, d);
        let below: BigRational = (1..6).map(|f: u32| Pow::pow(&s, f)).sum();
        let expected = below / (ratio(6, 1) - Pow::pow(&s, 6_u32));
        assert_eq!(ask(&format!("E(({n}/{d})^explode(d6))")), expected, "{s}");
    }
    // E(X³) = (Σ f³ + 3·36·6·… )/6 by X = F + 1{F = 6}·X′, whose moments are E(X) = 21/5 and E(X²) = 707/25.
    let faces = ratio(441, 6);
    let again = (ratio(3 * 36, 1) * ratio(21, 5) + ratio(18, 1) * ratio(707, 25)) / ratio(6, 1);
    assert_eq!(ask("E(explode(d6)^3)"), (faces + again) / ratio(5, 6));
}

#[test]
fn a_mean_of_quotients_says_that_it_is_no_fraction() {
    for program in [
        "X ~ geometric(1/3); E(1/X)",
        "X ~ geometric(1/3); Var(1/X)",
        "X ~ geometric(1/3); E(X^(-2) + 1)",
        "X, Y ~ geometric(1/3); E(X/Y)",
        "X ~ explode(d6); E(1/X)",
    ] {
        let error = answered(program).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{program}");
        assert!(error.message().contains("no fraction"), "{program}: {error}");
    }
    assert_eq!(ask("X ~ geometric(1/3); E(X/2)"), ratio(3, 2));
    assert!(answered("X ~ geometric(1/3); E(1/X | X <= 20)").is_ok());
}

proptest! {
    #[test]
    fn of_trials_until_a_success_there_are_closed_forms(a in 1_i64..8, b in 1_i64..8, n in -9_i64..10, k in 1_u64..6) {
        let p = ratio(a, a + b);
        let (q, s) = (BigRational::one() - &p, ratio(n, 4));
        let given = format!("X ~ geometric({p})");
        // E(s^X) = ps / (1 − qs), where |qs| < 1.
        let asked = answered(&format!("{given}; E(({s})^X)"));
        match (&q * &s).abs() < BigRational::one() {
            true => prop_assert_eq!(asked.unwrap(), &p * &s / (BigRational::one() - &q * &s)),
            false => prop_assert_eq!(asked.unwrap_err().kind(), ErrorKind::Undefined),
        }
        // Without memory, the first m trials are as good as none: E(s^X | X > m) = s^m E(s^X).
        if (&q * &s).abs() < BigRational::one() {
            let later = ask(&format!("{given}; E(({s})^X | X > {k})"));
            prop_assert_eq!(later, Pow::pow(&s, k) * &p * &s / (BigRational::one() - &q * &s));
        }
        // E(X(X−1)…(X−k+1)) = k! q^(k−1) / p^k.
        let falling: Vec<String> = (0..k).map(|i| format!("(X - {i})")).collect();
        let factorial: u64 = (1..=k).product();
        let known = ratio(factorial.cast_signed(), 1) * Pow::pow(q, k - 1) / Pow::pow(p, k);
        prop_assert_eq!(&ask(&format!("{given}; E({})", falling.join(" * "))), &known);
        let chosen = ask(&format!("{given}; E(C(X, {k}))"));
        prop_assert_eq!(chosen * ratio(factorial.cast_signed(), 1), known);
    }
}
