//! Samples of an endless size: against the sum over all sizes up to one that is hardly ever exceeded.

mod asking;

use asking::ask;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use prob::answer::Reply;
use prob::model::Value;
use prob::session::{Session, Settings};
use prob::solve::Exact;

const SIZES: [&str; 4] =
    ["geometric(1/3)", "negbinomial(2, 1/2)", "wait(\"HH\" in coin)", "wait(\"HTT\" in coin)"];

/// Samples, and what is asked of each.
const SAMPLES: [(&str, [&str; 6]); 6] = [
    (
        "pool(n, d3)",
        [
            "sum(X) = 4",
            "X >= 6",
            "max(X) = 3",
            "count(2 in X) = 1",
            "sum(X) mod 3 = 1",
            "length(X) > 2 and 1 in X",
        ],
    ),
    (
        "pool(n - 1, d2)",
        ["sum(X) = 3", "sum(X) < 2", "2 in X", "length(X) = 1", "count(1 in X) is even", "distinct(X) = 2"],
    ),
    ("binomial(n, 1/3)", ["X = 2", "X < 1", "X >= 2", "X mod 2 = 0", "X = 2 and n > 3", "X = 1 and n = 2"]),
    (
        "coins(n)",
        ["\"HT\" in X", "longest(heads in X) = 2", "runs(X) = 2", "last(X) = tails", "X[1] = heads", "n = 3"],
    ),
    (
        "draw n from {a, a, b} with replacement",
        [
            "count(a in X) = 2",
            "distinct(X) = 2",
            "adjacent(a, b, X)",
            "X[-1] = X[1]",
            "b in X",
            "set(X) = {a}",
        ],
    ),
    (
        "pool(n, die{1:2, 4:1})",
        [
            "sum(X) = 5",
            "min(X) = 4",
            "all(x in X: x = 1)",
            "range(X) = 3",
            "sum(x in X: x^2) = 17",
            "count(4 in X) >= 2",
        ],
    ),
];

/// No size beyond this one is looked at.
const LARGEST: usize = 36;

#[test]
fn what_is_asked_of_the_sample_is_the_mean_over_its_sizes() {
    let sizes: Vec<Vec<BigRational>> = SIZES
        .iter()
        .map(|size| (1..=LARGEST).map(|n| ask(&format!("n ~ {size}; P(n = {n})"))).collect())
        .collect();
    for (sample, events) in SAMPLES {
        for (i, event) in events.iter().enumerate() {
            let of_size = |n: usize| {
                let known =
                    |text: &str| text.replace("(n", &format!("({n}")).replace("draw n", &format!("draw {n}"));
                let event = format!(" {event} ").replace(" n ", &format!(" {n} "));
                ask(&format!("X ~ {}; P({event})", known(sample)))
            };
            let given: Vec<BigRational> = (1..=LARGEST).map(of_size).collect();
            for (size, law) in SIZES.iter().zip(&sizes).skip(i % 2).step_by(2) {
                let program = format!("n ~ {size}; X ~ {sample}; P({event})");
                let sum: BigRational = law.iter().zip(&given).map(|(p, q)| p * q).sum();
                let beyond = ask("1") - law.iter().sum::<BigRational>();
                let found = ask(&program);
                assert!(found >= sum && found <= &sum + &beyond, "{program}: {found} beside {sum}");
            }
        }
    }
}

#[test]
fn moments_of_sums_are_those_of_the_size_and_of_one_element() {
    for size in SIZES {
        for (sample, sum, mean, variance) in [
            ("pool(n, d6)", "sum(X)", "7/2", "35/12"),
            ("pool(n - 1, d6)", "X", "7/2", "35/12"),
            ("binomial(n, 1/4)", "X", "1/4", "3/16"),
            ("pool(n, d6)", "count(6 in X)", "1/6", "5/36"),
            ("pool(n, d6)", "sum(x in X: 2 * x)", "7", "35/3"),
        ] {
            let less = if sample.contains("n - 1") { " - 1" } else { "" };
            let program = format!("n ~ {size}; X ~ {sample}; ");
            let number = format!("n ~ {size}; E(n{less})");
            let (count, spread) = (ask(&number), ask(&format!("n ~ {size}; Var(n)")));
            let (mean, variance) = (ask(mean), ask(variance));
            assert_eq!(ask(&format!("{program}E({sum})")), &count * &mean, "{program}{sum}");
            assert_eq!(ask(&format!("{program}E(3 * ({sum}) - 1)")), &count * &mean * ask("3") - ask("1"));
            let expected = count * variance + spread * &mean * &mean;
            assert_eq!(ask(&format!("{program}Var({sum})")), expected, "{program}{sum}");
        }
    }
    let conditional = ask("n ~ geometric(1/6); X ~ binomial(n, 1/2); E(n | X = 2)");
    assert_eq!(conditional, ask("29/7"));
}

/// The first value that answers a program's last question.
fn value(program: &str) -> Value {
    let settings = Settings { trials: 0, explain: false, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program).unwrap();
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else { panic!("{program}") };
    match &answer.value {
        Exact::Values(values) if !values.is_empty() => values[0].clone(),
        other => panic!("{program}: {other:?}"),
    }
}

/// P(X = k) for k up to 60, of a number made of a sample.
fn masses(program: &str, number: &str) -> Vec<BigRational> {
    (0..=60).map(|k| ask(&format!("{program}; P({number} = {k})"))).collect()
}

#[test]
fn the_middle_and_the_likeliest_are_those_of_the_law() {
    for (sample, number) in [
        ("binomial(n, 1/3)", "X"),
        ("pool(n, d3)", "sum(X)"),
        ("pool(n - 1, d2)", "sum(X)"),
        ("coins(n)", "count(heads in X)"),
    ] {
        for size in ["geometric(1/3)", "wait(\"HH\" in coin)"] {
            let program = format!("n ~ {size}; X ~ {sample}");
            let law = masses(&program, number);
            let up_to = |k: usize| law[..=k].iter().sum::<BigRational>();
            let first = |level: BigRational| (0..law.len()).find(|k| up_to(*k) >= level).unwrap();
            let level = |n: i64, d: i64| BigRational::new(n.into(), d.into());
            let most = law.iter().max().unwrap();
            let likeliest = law.iter().position(|p| p == most).unwrap();
            for (question, expected) in [
                (format!("median({number})"), first(level(1, 2))),
                (format!("quantile({number}, 9/10)"), first(level(9, 10))),
                (format!("mode({number})"), likeliest),
            ] {
                let found = value(&format!("{program}; {question}"));
                assert_eq!(found, Value::Int(expected as i64), "{program}; {question}");
            }
        }
    }
}

#[test]
fn covariances_are_those_of_the_law() {
    let program = "n ~ geometric(1/2); X ~ pool(n, d3)";
    let whole = |n: i64| BigRational::from_integer(n.into());
    // Up to 60 dice, which are hardly ever exceeded: E(f(n, X)) = Σ P(n = k) E(f(k, X)).
    let mean = |f: &str| -> f64 {
        let at = |k: u64| {
            let mean = ask(&format!("X ~ pool({k}, d3); E({})", f.replace("SIZE", &k.to_string())));
            (mean / whole(1_i64 << k)).to_f64().unwrap()
        };
        (1..=40).map(at).sum()
    };
    let squares = "sum(x in X: x^2)";
    for (a, b) in [("SIZE", "sum(X)"), ("SIZE * SIZE", "sum(X)"), (squares, "sum(X)"), ("SIZE", squares)] {
        let found = ask(&format!("{program}; Cov({}, {b})", a.replace("SIZE", "n")));
        let expected = mean(&format!("({a}) * {b}")) - mean(a) * mean(b);
        assert!((found.to_f64().unwrap() - expected).abs() < 1e-6, "Cov({a}, {b}): {found} and {expected}");
    }
    // Var(n) of a geometric number is q/p², and a number that does not look at the dice has to do with n only.
    assert_eq!(ask("n ~ geometric(1/6); X ~ binomial(n, 1/2); Cov(n, X)"), whole(15));
    assert_eq!(ask("n ~ geometric(1/6); Y ~ d6; X ~ binomial(n, 1/2); Cov(Y, X)"), whole(0));
    assert_eq!(ask("n ~ geometric(1/6); X ~ pool(n, d6); E(n * sum(X))"), whole(231));
}
