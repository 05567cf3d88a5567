//! The road that the plan takes beside the fastest road that leads to the answer: `cargo bench --bench roads`.
//!
//! Over the questions of the fixtures and random ones, every road that leads to the answer is timed; the worst offenders
//! are printed, and the process ends with an error when the plan's road takes more than four times as long as the fastest,
//! where that is long enough to be noticed.

use prob::answer::Reply;
use prob::budget::Budget;
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};
use std::process::ExitCode;
use std::time::Duration;

const QUESTIONS: &str = include_str!("../tests/fixtures/questions.txt");
const CONTRACT: &str = include_str!("../tests/fixtures/contract.txt");

/// How much longer than the fastest road the plan's may take.
const MOST: f64 = 4.0;

/// Times below this are those of starting, not of a road.
const NOTICED: Duration = Duration::from_micros(500);

/// How many random questions are asked, and how many of the worst are shown.
const RANDOM: usize = 400;
const SHOWN: usize = 15;

/// A question with the plan's time, the fastest road's, and that road.
struct Measured {
    program: String,
    plan: Duration,
    taken: Vec<&'static str>,
    fastest: Duration,
    road: Road,
}

impl Measured {
    fn ratio(&self) -> f64 {
        self.plan.as_secs_f64() / self.fastest.as_secs_f64().max(1e-7)
    }
}

fn main() -> ExitCode {
    let fixtures = QUESTIONS.lines().chain(CONTRACT.lines());
    let fixtures = fixtures.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let fixtures = fixtures.map(|line| line.split('\t').next().unwrap_or(line).replace('⏎', "\n"));
    let mut chance = Chance(1);
    let random: Vec<String> = (0..RANDOM).map(|_| chance.question()).collect();
    let mut measured: Vec<Measured> = fixtures.chain(random).filter_map(compared).collect();
    println!("{} questions with several roads", measured.len());
    measured.sort_by(|a, b| b.ratio().total_cmp(&a.ratio()));
    for worst in measured.iter().filter(|m| m.plan >= NOTICED).take(SHOWN) {
        println!(
            "{:6.2} × {:>10.2?} {:14} {:>10.2?} {:14} {}",
            worst.ratio(),
            worst.plan,
            worst.taken.join(", "),
            worst.fastest,
            worst.road.name(),
            worst.program.replace('\n', "; ")
        );
    }
    let slow = measured.iter().filter(|m| m.plan >= NOTICED && m.ratio() > MOST).count();
    println!("{slow} of them more than {MOST} times slower than their fastest road");
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A question by the plan's road and by every other; nothing when there is no other, or no answer.
fn compared(program: String) -> Option<Measured> {
    let (plan, taken) = timed(&program, Choice::Cheapest)?;
    let roads = Road::CHOICES.into_iter();
    let times = roads.filter_map(|road| timed(&program, Choice::Only(road)).map(|(time, _)| (time, road)));
    let (fastest, road) = times.min()?;
    Some(Measured { program, plan, taken, fastest, road })
}

/// The shortest of a few times of all exact values together, and the roads that were taken.
fn timed(program: &str, choice: Choice) -> Option<(Duration, Vec<&'static str>)> {
    let mut best: Option<(Duration, Vec<&'static str>)> = None;
    for _ in 0..3 {
        let budget = Budget::new(Duration::from_secs(1), 1 << 30);
        let settings = Settings { trials: 0, explain: false, budget, choice, ..Settings::default() };
        let replies = Session { settings, ..Session::default() }.ask(program).ok()?;
        let (mut time, mut roads) = (Duration::ZERO, Vec::new());
        for reply in &replies {
            let Reply::Answer(answer) = reply.plain() else { return None };
            time += answer.elapsed;
            if answer.method.road != Road::Arithmetic && !roads.contains(&answer.method.road.name()) {
                roads.push(answer.method.road.name());
            }
        }
        if roads.is_empty() {
            return None;
        }
        if best.as_ref().is_none_or(|(least, _)| time < *least) {
            best = Some((time, roads));
        }
    }
    best
}

/// Random choices: splitmix64 [G. Steele, D. Lea, C. Flood, OOPSLA 2014].
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn of(&mut self, all: &[&str]) -> String {
        all[self.below(all.len() as u64) as usize].to_owned()
    }

    /// A random experiment with numbers, and a random question about it.
    fn question(&mut self) -> String {
        let n = 2 + self.below(7);
        let m = n + self.below(20);
        let experiment = match self.below(8) {
            0 => format!("{n}d{m}"),
            1 => format!("{}d6", n * 4),
            2 => format!("draw {n} from 1..{m}"),
            3 => format!("draw {n} from urn{{1:{n}, 2:{m}, 5:3}}"),
            4 => format!("draw {n} from 1..{m} with replacement"),
            5 => format!("pool({n}, die{{1:2, 3:1, 4:{m}}})"),
            6 => format!("arrange(1..{n})"),
            _ => format!("digits({n})"),
        };
        let statistic = |chance: &mut Self| match chance.below(10) {
            0 => "X[1] * X[2]".to_owned(),
            1 => "X[1] + 2 * X[2] - X[-1]".to_owned(),
            2 => "product(X) mod 7".to_owned(),
            3 => format!("count(x in X: x > {})", chance.below(6)),
            _ => format!(
                "{}(X)",
                chance
                    .of(&["sum", "max", "min", "distinct", "maxcount", "range", "descents", "pairs", "run"])
            ),
        };
        let (a, b) = (statistic(self), statistic(self));
        let bound = self.below(20);
        match self.below(5) {
            0 => format!("X ~ {experiment}; dist({a})"),
            1 => format!("X ~ {experiment}; P({a} > {bound})"),
            2 => format!("X ~ {experiment}; P({a} > {b})"),
            3 => format!("X ~ {experiment}; P({a} <= {bound} | {b} >= 2)"),
            _ => format!("X ~ {experiment}; E({a} * {b})"),
        }
    }
}
