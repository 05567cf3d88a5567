//! Times whole questions beside what a reader would have written in their place: `cargo bench --bench spine`.
//!
//! Absolute times drift from machine to machine; the ratios are what the program promises. A row whose ratio misses its
//! goal is marked, and the process then ends with an error.

mod timing;

use num_bigint::BigUint;
use prob::budget::Budget;
use prob::model::cards::deck;
use prob::model::{Faces, Population, Space, Value};
use prob::question::{Asked, Experiment, Expr, Named, Node, Question};
use prob::simulate::stream;
use prob::solve::{Choice, Exact, Road, solve};
use prob::statistic::function;
use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;
use timing::{Goal, Table, median};

/// Set in the environment of the process that does nothing.
const NOTHING: &str = "PROB_BENCH_DOES_NOTHING";

fn main() -> ExitCode {
    if std::env::var_os(NOTHING).is_some() {
        return ExitCode::SUCCESS;
    }
    let mut table = Table::default();
    start_up(&mut table);
    sums(&mut table);
    kept(&mut table);
    merged(&mut table);
    poker(&mut table);
    table.verdict()
}

fn question(space: Space, asked: Asked) -> Question {
    let experiment = Experiment::of(space, "X");
    Question::new(vec![Named { name: Some("X".into()), experiment }], asked, None).expect("one experiment")
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::new(Node::Call(function(name, arguments.len()).expect("a statistic"), arguments))
}

fn x() -> Expr {
    Expr::new(Node::Name(0))
}

fn dice(count: u64, faces: u64) -> Space {
    Space::trials(Arc::new(Faces::die(faces).expect("a die")), count)
}

fn answer(question: &Question, choice: Choice) -> Exact {
    solve(question, choice, &Budget::new(Duration::from_secs(100), 1 << 30)).expect("an answer").value
}

/// `prob coin` against a process that does nothing.
fn start_up(table: &mut Table) {
    let (Some(program), Ok(this)) = (option_env!("CARGO_BIN_EXE_prob"), std::env::current_exe()) else {
        return println!("  start-up: the program is not built");
    };
    let run = |mut command: Command| {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let coin = || {
        let mut command = Command::new(program);
        command.args(["coin", "--no-check"]);
        run(command)
    };
    let nothing = || {
        let mut command = Command::new(&this);
        command.env(NOTHING, "1");
        run(command)
    };
    if !coin() {
        return println!("  start-up: `prob coin --no-check` does not answer yet");
    }
    table.row("prob coin --no-check, an empty process", Goal::Within(2.5), coin, nothing);
    let asked = || {
        let mut command = Command::new(program);
        command.args(["eval", "P(2d6 = 7)", "--no-check"]);
        run(command)
    };
    table.row("prob eval 'P(2d6 = 7)', an empty process", Goal::Within(2.5), asked, nothing);
    let hand = |draw: &'static str| {
        move || {
            let mut command = Command::new(program);
            command.args(["hand", "--draw", draw, "--no-check"]);
            run(command)
        }
    };
    table.row("prob hand --draw 7, --draw 5", Goal::Within(2.0), hand("7"), hand("5"));
}

/// The distribution of a sum against adding die after die.
fn sums(table: &mut Table) {
    for (n, faces, least) in [(10, 6, 0.5), (100, 6, 10.0), (1000, 6, 20.0)] {
        let asked = question(dice(n, faces), Asked::Distribution(vec![call("sum", vec![x()])]));
        let name = format!("dist({n}d{faces}), naive convolution");
        table.row(&name, Goal::Faster(least), || answer(&asked, Choice::Cheapest), || convolution(n, faces));
    }
    // What the question adds to the counts themselves: the labels, the residues, the distribution.
    let asked = question(dice(1000, 6), Asked::Distribution(vec![call("sum", vec![x()])]));
    let job = || answer(&asked, Choice::Cheapest);
    table.row("dist(1000d6), the counts alone", Goal::Within(5.0), job, || {
        prob::number::fair_sum_counts(1000, 6)
    });
    let by_position = || answer(&asked_of_hundred(), Choice::Only(Road::ByPosition));
    let by_class = || answer(&asked_of_hundred(), Choice::Only(Road::ByClass));
    table.row("dist(100d6) by position, by class", Goal::Faster(5.0), by_position, by_class);
}

fn asked_of_hundred() -> Question {
    question(dice(100, 6), Asked::Distribution(vec![call("sum", vec![x()])]))
}

fn convolution(n: u64, faces: u64) -> Vec<BigUint> {
    let mut power = vec![BigUint::from(1_u32)];
    for _ in 0..n {
        let mut next = vec![BigUint::ZERO; power.len() + faces as usize - 1];
        for (i, weight) in power.iter().enumerate() {
            next[i..i + faces as usize].iter_mut().for_each(|sum| *sum += weight);
        }
        power = next;
    }
    power
}

/// The highest few of a pool against the sweep over faces that dice programs make, and against enumeration.
fn kept(table: &mut Table) {
    let pool = |n: u64, faces: u64, keep: i64| {
        let highest = call("highest", vec![Expr::value_of(keep), x()]);
        question(dice(n, faces), Asked::Distribution(vec![call("sum", vec![highest])]))
    };
    for (n, faces, keep, least) in [(10, 20, 5, 2.0), (50, 6, 10, 20.0), (40, 20, 20, 50.0)] {
        let asked = pool(n, faces, keep as i64);
        let name = format!("{n}d{faces}kh{keep}, sweep over faces");
        table.row(&name, Goal::Faster(least), || answer(&asked, Choice::Cheapest), || sweep(n, faces, keep));
    }
    let asked = pool(4, 6, 3);
    let listed = || answer(&asked, Choice::Only(Road::Enumeration));
    table.row("4d6kh3, enumeration", Goal::Faster(10.0), || answer(&asked, Choice::Cheapest), listed);
}

/// Chooses for each face, highest first, how many dice show it; states are (dice left, sum kept).
fn sweep(n: u64, faces: u64, keep: u64) -> BTreeMap<u64, BigUint> {
    let mut states = BTreeMap::from([((n, 0), BigUint::from(1_u32))]);
    for face in (1..=faces).rev() {
        let mut next: BTreeMap<(u64, u64), BigUint> = BTreeMap::new();
        for ((left, sum), ways) in &states {
            let taken = n - left;
            for count in if face == 1 { *left } else { 0 }..=*left {
                let kept = (taken + count).min(keep) - taken.min(keep);
                let ways = ways * prob::number::binomial(*left, count);
                *next.entry((left - count, sum + kept * face)).or_default() += ways;
            }
        }
        states = next;
    }
    states.into_iter().map(|((_, sum), ways)| (sum, ways)).collect()
}

/// Merged states against the list of all outcomes, each looked at by the definitions.
fn merged(table: &mut Table) {
    let statistics = [("distinct", 20.0), ("shape", 20.0), ("run", 20.0), ("increasing", 20.0)];
    for (statistic, least) in statistics {
        let asked = question(dice(6, 6), Asked::Distribution(vec![call(statistic, vec![x()])]));
        let name = format!("dist({statistic}(6d6)), enumeration");
        let listed = || answer(&asked, Choice::Only(Road::Enumeration));
        table.row(&name, Goal::Faster(least), || answer(&asked, Choice::Cheapest), listed);
    }
}

/// Poker categories against looking at every hand; hands are looked at in a sample, and the time is scaled up.
fn poker(table: &mut Table) {
    if function("poker", 1).is_none() {
        return println!("  poker: there is no such statistic yet");
    }
    let pack: Arc<Population> = Arc::new(deck(52).expect("a pack"));
    let hands = [(5, 2_598_960_u64, 500.0), (7, 133_784_560, 500.0)];
    for (cards, all, least) in hands {
        let space = Space::choose(Arc::clone(&pack), cards).expect("a hand");
        let asked = question(space, Asked::Distribution(vec![call("poker", vec![x()])]));
        let few = 2_000;
        let mut generator = stream::generator(1, 0);
        let dealt: Vec<Value> = (0..few)
            .map(|_| {
                let sampler =
                    prob::simulate::Sampler::new(asked.experiments[0].experiment.space().expect("a hand"));
                sampler.sample(&mut generator).expect("a hand")
            })
            .collect();
        let poker = function("poker", 1).expect("poker");
        let one = median(|| dealt.iter().filter(|hand| poker.apply(&[(*hand).clone()]).is_ok()).count());
        let listed = one.mul_f64(all as f64 / few as f64);
        let job = median(|| answer(&asked, Choice::Cheapest));
        table.times(&format!("poker of {cards} cards, {all} hands"), Goal::Faster(least), job, listed);
    }
}
