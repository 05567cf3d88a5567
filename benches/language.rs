//! How long it takes to read and to check a line: `cargo bench --bench language`.

use prob::budget::Budget;
use prob::language::ast::{Act, Query};
use prob::language::check::program::{define, read};
use prob::language::check::scope::Scope;
use prob::language::{parse, print};
use std::hint::black_box;
use std::time::{Duration, Instant};

const LINES: &[&str] = &[
    "P(2d6 = 7)",
    "X ~ 2d6; P(X = 8 | X[1] mod 2 = 0 and X[2] mod 2 = 0)",
    "H ~ draw 5 from deck; P(poker(H) = full_house)",
    "H ~ draw 5 from deck; P(count((ace or hearts) in H) >= 2 | not king in H)",
    "M ~ die{1:25, 2:35, 3:40}; bad ~ bernoulli(if M = 1 then 5% else if M = 2 then 4% else 2%); P(M = 1 | bad)",
    "X ~ 4d6; P(all(i in 1..3: X[i] < X[i+1]))",
    "S ~ chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 10; P(S = 10)",
    "N(arrange(\"MISSISSIPPI\"))",
];

/// The median time of one run, of runs that take 20 milliseconds together at least.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times = Vec::new();
    let started = Instant::now();
    while times.len() < 30 || started.elapsed() < Duration::from_millis(20) {
        let before = Instant::now();
        run();
        times.push(before.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

/// Reads the names and kinds of every statement, up to the question that the last one asks.
fn check(text: &str, budget: &Budget) {
    let program = parse(text).expect("a line that can be read");
    let mut scope = Scope::default();
    for statement in &program.statements {
        match &statement.node {
            Act::Ask(ask) => {
                let [Query::Value(query)] = ask.queries.as_slice() else { continue };
                black_box(read(&mut scope, query, budget).is_ok());
            }
            act => {
                black_box(define(&mut scope, act, budget).is_ok());
            }
        }
    }
}

fn main() {
    let budget = Budget::default();
    println!("{:>10} {:>10} {:>10}", "parse", "print", "and check");
    for line in LINES {
        let program = parse(line).expect("a line that can be read");
        let parsed = median(|| drop(black_box(parse(black_box(line)))));
        let printed = median(|| drop(black_box(print(black_box(&program)))));
        let checked = median(|| check(black_box(line), &budget));
        println!("{parsed:>10.1?} {printed:>10.1?} {checked:>10.1?}  {line}");
    }
}
