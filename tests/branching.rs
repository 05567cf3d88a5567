//! Branching processes: whether they die out, against the limit over generations.

mod asking;

use asking::{answered, ask};
use num_traits::ToPrimitive;
use prob::ErrorKind;

/// The smallest root of q = ∑ pₖ qᵏ is the limit of what has died out after n generations.
fn limit(children: &[u32], generations: usize) -> f64 {
    let total = f64::from(children.iter().sum::<u32>());
    let of = |q: f64| children.iter().rev().fold(0.0, |sum, weight| sum * q + f64::from(*weight) / total);
    (0..generations).fold(0.0, |q, _| of(q))
}

#[test]
fn lines_die_out_as_the_limit_of_their_generations() {
    let mut answers = 0;
    for weights in 0..64u32 {
        let children = [weights % 4 + 1, weights / 4 % 4, weights / 16 + 1];
        let die = format!("die{{0:{}, 1:{}, 2:{}}}", children[0], children[1], children[2]);
        for start in 1..=2i32 {
            let chain = format!("S ~ chain from {start} step pool(x, {die}) until x = 0");
            // At the critical mean the limit is slow.
            let critical = children[0] == children[2];
            match answered(&format!("{chain}; P(stops(S))")) {
                Ok(found) => {
                    let (found, slack) = (found.to_f64().unwrap(), if critical { 1e-3 } else { 1e-9 });
                    let expected = limit(&children, 20_000).powi(start);
                    assert!((found - expected).abs() < slack, "{chain}: {found} against {expected}");
                    answers += 1;
                }
                Err(error) => assert_eq!(error.kind(), ErrorKind::Unsupported, "{chain}: {error}"),
            }
            let few = ask(&format!("{chain}; P(steps(S) <= 2)")).to_f64().unwrap();
            assert!((few - limit(&children, 2).powi(start)).abs() < 1e-12, "{chain}");
        }
    }
    assert!(answers > 60, "{answers}");
}

#[test]
fn binomial_numbers_of_children_are_sums_over_the_individuals() {
    for (program, expected) in [
        ("S ~ chain from 1 step binomial(2 * x, 3/5) until x = 0; P(stops(S))", "4/9"),
        ("S ~ chain from 2 step binomial(x * 2, 3/5) until x <= 0; P(stops(S))", "16/81"),
        ("S ~ chain from 1 step binomial(x, 3/5) until x < 1; P(stops(S))", "1"),
        ("S ~ chain from 1 step binomial(2 * x, 2/5) until x = 0; P(stops(S))", "1"),
        ("S ~ chain from 1 step binomial(2 * x, 3/5) until x = 0; P(steps(S) = 1 | stops(S))", "9/25"),
    ] {
        assert_eq!(ask(program), ask(expected), "{program}");
    }
    // Another end, and another number of trials, are another process.
    for program in [
        "S ~ chain from 1 step binomial(2 * x, 3/5) until x = 0 or x >= 3; P(S = 0)",
        "S ~ chain from 1 step binomial(min(2 * x, 4), 3/5) until x = 0; P(stops(S))",
    ] {
        let found = ask(program).to_f64().unwrap();
        assert!(found > 4.0 / 25.0 && found <= 1.0, "{program}: {found}");
    }
}

#[test]
fn the_mean_of_the_generations_is_infinite_or_has_no_closed_form() {
    let told = |children: &str, asked: &str| {
        let error = answered(&format!("S ~ chain from 1 step {children} until x = 0; {asked}")).unwrap_err();
        (error.kind(), error.fix().unwrap_or_default().to_owned())
    };
    for (children, kind) in [
        ("binomial(2 * x, 3/5)", ErrorKind::Undefined),
        ("binomial(2 * x, 1/2)", ErrorKind::Undefined),
        ("binomial(2 * x, 1/4)", ErrorKind::Unsupported),
        ("pool(x, die{0:1, 1:1, 2:1})", ErrorKind::Undefined),
    ] {
        let (found, fix) = told(children, "E(steps(S))");
        assert_eq!(found, kind, "{children}");
        // The fix is a question that has an answer.
        let typed = fix.split('`').nth(1).unwrap_or_else(|| panic!("no fix: {fix}"));
        ask(&format!("S ~ chain from 1 step {children} until x = 0; {typed}"));
    }
    assert_eq!(told("binomial(2 * x, 3/5)", "E(steps(S) | stops(S))").0, ErrorKind::Unsupported);
}
