//! Budgets: what fits is answered, everything else refused before it starts, and the memory is never more than was said.

use crate::{finish, prob, run};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Questions that hold much, or would.
const LARGE: [&str; 26] = [
    "dist(1000d6)",
    "P(3000d6 >= 10500)",
    "dist(20000d6)",
    "X ~ 100d100; dist(X[1], sum(X))",
    "dist(counts(60d60))",
    "X ~ pool(23, d365); P(any(i in 1..23: any(j in 1..23: i < j and X[i] = X[j])))",
    "X ~ pool(12, d20); P(X[1]*X[2]*X[3]*X[4]*X[5] > X[6]*X[7]*X[8]*X[9]*X[10]*X[11])",
    "X ~ draw 3 from 1..2000; dist(X[1] * X[2] - X[3])",
    "count(a in 1..1000, b in 1..1000, c in 1..1000: a^2 + b^2 = c^2)",
    "dist(seq(arrange(1..60)))",
    "X ~ arrange(1..40); dist(pos(1, X), pos(2, X), pos(3, X), pos(4, X))",
    "N(arrange(1..100000))",
    "X ~ 9d10; dist(X[1]*X[2]*X[3]*X[4]*X[5]*X[6]*X[7]*X[8]*X[9])",
    "H ~ draw 13 from deck; dist(multiset(ranks(H)))",
    "P(binomial(1000000, 1/6) >= 167000)",
    "E(hypergeometric(10^9, 10^8, 10^7))",
    "dist(hypergeometric(10^9, 10^8, 10^7))",
    "P(binomial(100000, 1/649740) = 0)",
    "N(place(identical 1000002000, identical 3))",
    "P(longest(heads in coins(30000)) < 10000)",
    "X ~ 2d1000; Cov(X[1], max(X))",
    "X ~ 1000000000d6; Cov(X[1], max(X))",
    "(1 - 1/649740)^100001/2 > 85%",
    "X ~ 1000000000d6; P(any(x in X: x + 1 in X))",
    "S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 1000000000 steps; P(S >= 100)",
    "def next(x, r) := if r = 7 then x + 1 else x; S ~ chain from 0 step next(x, 1000000000d6) for 2 steps; E(S)",
];

#[test]
fn a_memory_that_is_allowed_is_enough_under_a_hard_limit() {
    // The program itself, its stack and what the allocator keeps for later, beside twice the memory allowed.
    const KIBIBYTES: u64 = (96 + 2 * 64) << 10;
    for question in LARGE {
        let limited = format!("ulimit -v {KIBIBYTES} && exec \"$0\" \"$@\"");
        let whole = prob(&[
            "eval",
            "--no-check",
            "--explain",
            "none",
            "--budget",
            "2s",
            "--memory",
            "64MiB",
            question,
        ]);
        let mut command = Command::new("sh");
        command.arg("-c").arg(limited).arg(whole.get_program()).args(whole.get_args());
        let started = Instant::now();
        let run = finish(&mut command);
        assert!(matches!(run.code, Some(0 | 3)), "{question}: {:?} {}", run.code, run.err);
        assert!(started.elapsed() < Duration::from_secs(20), "{question}: {:?}", started.elapsed());
        println!("{:>10.2?} {:?} {question}", started.elapsed(), run.code);
    }
}

#[test]
fn what_is_printed_is_not_held() {
    // The law of 2500 dice would take some 9 MB; its fractions take 26 and 130 MB when they are written.
    const KIBIBYTES: u64 = (96 + 8) << 10;
    for (format, least) in [("csv", 25_000_000), ("json", 100_000_000), ("text", 500_000)] {
        let limited =
            format!("ulimit -v {KIBIBYTES} && exec \"$0\" eval --no-check --format {format} 'dist(2500d6)'");
        let printed = Command::new("sh")
            .args(["-c", &limited, prob(&[]).get_program().to_str().unwrap()])
            .stdout(Stdio::piped())
            .spawn()
            .and_then(|mut child| {
                let out = child.stdout.take().expect("a pipe");
                let read = std::io::copy(&mut { out }, &mut std::io::sink())?;
                Ok((read, child.wait()?.code()))
            });
        let (length, code) = printed.expect("the program runs");
        assert_eq!(code, Some(0), "{format}: {length} bytes");
        assert!(length > least, "{format}: {length} bytes");
    }
}

#[test]
fn a_refusal_says_what_it_would_take_and_the_ways_out() {
    let started = Instant::now();
    let refused = run(&["eval", "count(a in 1..1000, b in 1..1000, c in 1..1000: a^2 + b^2 = c^2)"]);
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("and the budget is") && refused.err.contains("--budget"), "{}", refused.err);
    let refused = run(&["eval", "--memory", "1MiB", "dist(pool(5000, die{1:2, 2}))"]);
    assert_eq!(refused.code, Some(3), "{}", refused.err);
    assert!(refused.err.contains("the budget is 1 MiB"), "{}", refused.err);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn roads_and_memories_are_read_and_mistakes_in_them_told() {
    let taken = run(&["eval", "--no-check", "--road", "enumeration", "P(2d6 = 7)"]);
    assert!(taken.out.contains("every outcome listed, 36 states"), "{}", taken.out);
    let by_name =
        run(&["dice", "2d6", "--sum", "7", "--no-check", "--road", "by-class", "--memory", "0.5GiB"]);
    assert!(by_name.out.contains("counted class by class"), "{}{}", by_name.out, by_name.err);
    for (arguments, says, fix) in [
        (["--road", "shortcut"], "no such road", "by-class"),
        (["--memory", "much"], "no amount of memory", "4GiB"),
        (["--memory", "0MiB"], "more than nothing", "4GiB"),
    ] {
        let wrong = run(&[&["eval", "P(d6 = 1)"][..], &arguments].concat());
        assert_eq!(wrong.code, Some(2), "{}", wrong.err);
        assert!(wrong.err.contains(says) && wrong.err.contains(fix), "{}", wrong.err);
    }
    let nowhere = run(&["eval", "--road", "chain", "P(2d6 = 7)"]);
    assert_eq!(nowhere.code, Some(2), "{}", nowhere.err);
    assert!(nowhere.err.contains("`closed-form`"), "{}", nowhere.err);
}
