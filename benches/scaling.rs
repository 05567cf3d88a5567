//! How the time grows with the size of a question: `cargo bench --bench scaling`.
//!
//! Each line is a family of questions; the exponent is the slope of a straight line through the logarithms of the larger
//! sizes and their times, and must not exceed what the size of the answer and the algorithm demand.

use prob::answer::Reply;
use prob::budget::Budget;
use prob::session::{Session, Settings};
use std::process::ExitCode;
use std::time::Duration;

/// A family of questions: its name, its sizes, the question of a size, and the largest exponent.
struct Family {
    name: &'static str,
    sizes: &'static [u64],
    question: fn(u64) -> String,
    most: f64,
    why: &'static str,
}

const FAMILIES: [Family; 7] = [
    Family {
        name: "the law of nd6",
        sizes: &[10, 30, 100, 300, 1000, 3000, 10_000],
        question: |n| format!("mode({n}d6)"),
        most: 2.3,
        why: "5n counts of n words",
    },
    Family {
        name: "a tail of nd6",
        sizes: &[1000, 3000, 10_000, 30_000, 100_000],
        question: |n| format!("P({n}d6 >= {})", 7 * n / 2),
        most: 2.3,
        why: "5n counts of n words",
    },
    Family {
        name: "heads of n coins",
        sizes: &[100, 1000, 10_000, 100_000],
        question: |n| format!("P(count(heads in coins({n})) = {})", n / 2),
        most: 1.6,
        why: "one number of n bits",
    },
    Family {
        name: "five of n different cards, their sum even",
        sizes: &[52, 104, 520, 1040, 5200],
        question: |n| format!("X ~ draw 5 from 1..{n}; P(sum(X) mod 2 = 0)"),
        most: 1.3,
        why: "n labels are looked at",
    },
    Family {
        name: "the best five of seven, of n cards",
        sizes: &[52, 104, 208, 520, 1040],
        question: |n| {
            format!("H ~ choose 7 from cards(1..{}, {{red, blue}}, 2); dist(maxcount(ranks(H)))", n / 4)
        },
        most: 1.3,
        why: "n labels are looked at",
    },
    Family {
        name: "ruin between 0 and n",
        sizes: &[10, 30, 100, 300, 1000, 2000],
        question: |n| {
            format!("S ~ chain from {} step {{x+1: 1/2, x-1: 1/2}} until x = 0 or x = {n}; P(S = {n})", n / 3)
        },
        most: 2.2,
        why: "n equations of three terms, with numbers of n bits",
    },
    Family {
        name: "runs among n coins",
        sizes: &[100, 300, 1000, 3000, 10_000],
        question: |n| format!("P(longest(heads in coins({n})) >= 10)"),
        most: 2.2,
        why: "n numbers of n bits",
    },
];

fn main() -> ExitCode {
    let mut steep = false;
    for family in FAMILIES {
        let mut points = Vec::new();
        for &size in family.sizes {
            match time(&(family.question)(size)) {
                Some(time) => points.push((size as f64, time.as_secs_f64())),
                None => println!("  {} of {size}: no answer within the budget", family.name),
            }
        }
        // The small ones only start.
        let grown: Vec<(f64, f64)> = points.iter().copied().filter(|(_, time)| *time > 2e-5).collect();
        let exponent = slope(&grown);
        let is_steep = exponent.is_some_and(|exponent| exponent > family.most);
        steep |= is_steep;
        let mark = if is_steep { '!' } else { ' ' };
        let shown: Vec<String> =
            points.iter().map(|(n, t)| format!("{n}: {:.2?}", Duration::from_secs_f64(*t))).collect();
        let exponent = exponent.map_or_else(|| "too fast to tell".to_owned(), |e| format!("n^{e:.2}"));
        println!("{mark} {:42} {exponent:>16} (≤ n^{}: {})", family.name, family.most, family.why);
        println!("      {}", shown.join("  "));
    }
    if steep { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The shortest of a few times of the exact value.
fn time(question: &str) -> Option<Duration> {
    let once = || {
        let budget = Budget::new(Duration::from_secs(60), 1 << 30);
        let settings = Settings { trials: 0, explain: false, budget, ..Settings::default() };
        let replies = Session { settings, ..Session::default() }.ask(question).ok()?;
        match replies.last()?.plain() {
            Reply::Answer(answer) => Some(answer.elapsed),
            _ => None,
        }
    };
    let first = once()?;
    let more = if first > Duration::from_millis(500) { 0 } else { 4 };
    (0..more).filter_map(|_| once()).chain([first]).min()
}

/// The slope through the logarithms, by least squares.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 3 {
        return None;
    }
    let logarithms: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logarithms.len() as f64;
    let mean_x = logarithms.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logarithms.iter().map(|(_, y)| y).sum::<f64>() / count;
    let spread = logarithms.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>();
    let together = logarithms.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>();
    (spread > 0.0).then(|| together / spread)
}
