//! Random programs, answered twice: by the program, and by an oracle that lists every outcome.

mod choices;
mod generate;
mod oracle;

use choices::{Choices, shrunk};
use num_rational::BigRational;
use num_traits::Zero;
use oracle::{Answer, Refusal, V, answers, of_value};
use prob::answer::{Exact, Reply};
use prob::budget::Budget;
use prob::language::parse;
use prob::session::{Session, Settings};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;
use std::time::Duration;

/// What came of a program.
#[derive(Debug, PartialEq)]
enum Verdict {
    /// Both say the same.
    Agree,
    /// Both have nothing to say; what the program under test says about it.
    BothRefuse(String),
    /// The oracle is too small, or the question too large.
    Skipped,
    /// In which way they differ, and how.
    Differ(Class, String),
}

/// The ways to differ, so that a program that is made smaller keeps differing in the same way.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Unread,
    Panics,
    AnswersOtherwise,
    AnswersInsteadOfRefusing,
    Refuses(prob::ErrorKind),
}

/// The answers of the program under test.
fn engine(text: &str) -> Result<Vec<Answer>, prob::Error> {
    let settings = Settings {
        trials: 0,
        explain: false,
        budget: Budget::new(Duration::from_secs(20), 1 << 30),
        ..Settings::default()
    };
    let mut session = Session { settings, ..Session::default() };
    session.ask(text).map(|replies| replies.into_iter().map(reply).collect())
}

fn reply(reply: Reply) -> Answer {
    match reply {
        Reply::Answer(answer) => exact(&answer.value),
        Reply::Table(table) => {
            Answer::Table(table.rows.iter().map(|row| row.iter().map(exact).collect()).collect())
        }
        other => panic!("no verb was written, and yet: {other:?}"),
    }
}

fn exact(value: &Exact) -> Answer {
    match value {
        Exact::Probability(p) | Exact::Number(p) => Answer::Number(p.clone()),
        Exact::Count(n) => Answer::Number(BigRational::from_integer(n.clone().into())),
        Exact::Root { square, negative } => Answer::Root(square.clone(), *negative),
        Exact::Truth { truth, .. } => Answer::Truth(*truth),
        Exact::Values(values) => Answer::Values(values.iter().map(of_value).collect::<BTreeSet<V>>()),
        Exact::Distribution(law) => {
            Answer::Law(law.outcomes().map(|v| (of_value(v), law.probability_of(v).into_ratio())).collect())
        }
    }
}

/// Whether two answers are the same, where what has no order may be listed in any, and a sample of one is its element.
fn same(engine: &Answer, oracle: &Answer) -> bool {
    match (engine, oracle) {
        (Answer::Law(a), Answer::Law(b)) => {
            positive(a, &single) == positive(b, &single) || positive(a, &sorted) == positive(b, &sorted)
        }
        (Answer::Values(a), Answer::Values(b)) => {
            let each = |values: &BTreeSet<V>| values.iter().map(single).collect::<BTreeSet<V>>();
            each(a) == each(b)
        }
        (Answer::Table(a), Answer::Table(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.iter().zip(b).all(|(a, b)| same(a, b)))
        }
        _ => engine == oracle,
    }
}

/// The outcomes of a law that can happen, seen like this.
fn positive(law: &BTreeMap<V, BigRational>, seen: &dyn Fn(&V) -> V) -> BTreeMap<V, BigRational> {
    let mut shares = BTreeMap::new();
    for (value, share) in law.iter().filter(|(_, share)| !share.is_zero()) {
        *shares.entry(seen(value)).or_insert_with(BigRational::zero) += share;
    }
    shares
}

fn single(value: &V) -> V {
    match value {
        V::Tuple(parts) if parts.len() == 1 => single(&parts[0]),
        V::Tuple(parts) => V::Tuple(parts.iter().map(single).collect()),
        other => other.clone(),
    }
}

fn sorted(value: &V) -> V {
    match single(value) {
        V::Tuple(parts) => {
            let mut parts = parts.to_vec();
            parts.sort();
            V::Tuple(parts.into())
        }
        other => other,
    }
}

fn verdict(text: &str) -> Verdict {
    catch_unwind(|| compared(text)).unwrap_or_else(|_| Verdict::Differ(Class::Panics, String::new()))
}

fn compared(text: &str) -> Verdict {
    let program = match parse(text) {
        Ok(program) => program,
        Err(mistakes) => {
            return Verdict::Differ(Class::Unread, format!("cannot be read: {}", mistakes[0]));
        }
    };
    let oracle = match answers(&program) {
        Err(Refusal::Beyond) => return Verdict::Skipped,
        other => other,
    };
    match (engine(text), oracle) {
        (Ok(a), Ok(b)) => {
            let agree = a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a, b));
            if agree {
                Verdict::Agree
            } else {
                Verdict::Differ(Class::AnswersOtherwise, format!("answers  {a:?}\n  instead of {b:?}"))
            }
        }
        (Err(error), Err(refusal)) if error.kind() != prob::ErrorKind::TooExpensive => {
            Verdict::BothRefuse(format!("{refusal:?} {error}"))
        }
        (Err(error), Ok(b)) => Verdict::Differ(
            Class::Refuses(error.kind()),
            format!("refuses: {error} @{:?}\n  instead of {b:?}", error.span()),
        ),
        (Ok(a), Err(refusal)) => Verdict::Differ(
            Class::AnswersInsteadOfRefusing,
            format!("answers  {a:?}\n  instead of refusing: {refusal:?}"),
        ),
        (Err(error), Err(_)) => Verdict::Differ(Class::Refuses(error.kind()), format!("refuses: {error}")),
    }
}

/// Looks at so many programs; the first few that are answered differently are made smaller and shown.
///
/// `PROB_PROGRAMS_FROM` moves the seeds, and `PROB_PROGRAMS` looks at so many instead.
fn look(first_seed: u64, count: u64) {
    let number = |name| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let first_seed = first_seed + number("PROB_PROGRAMS_FROM").unwrap_or(0);
    let count = number("PROB_PROGRAMS").unwrap_or(count);
    let (mut agree, mut refused, mut skipped) = (0, 0, 0);
    let mut wrong = Vec::new();
    for seed in first_seed..first_seed + count {
        let mut choices = Choices::random(seed);
        let text = generate::program(&mut choices);
        match verdict(&text) {
            Verdict::Agree => agree += 1,
            Verdict::BothRefuse(why) => {
                refused += 1;
                if std::env::var("PROB_PROGRAMS_WHY").is_ok() {
                    println!("WHY {why} ## {text}");
                }
            }
            Verdict::Skipped => skipped += 1,
            Verdict::Differ(class, _) => {
                let rewrite = |made: &[u32]| generate::program(&mut Choices::of(made));
                let smallest = shrunk(
                    choices.made(),
                    |made| matches!(verdict(&rewrite(made)), Verdict::Differ(c, _) if c == class),
                );
                let smallest = rewrite(&smallest);
                let Verdict::Differ(_, how) = verdict(&smallest) else { unreachable!("it differs") };
                wrong.push(format!("seed {seed}: {text}\n  in short: {smallest}\n  {how}"));
                if wrong.len() == MOST_SHOWN {
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{agree} of {count} agree, {refused} are refused by both, {skipped} skipped");
    assert!(
        agree * 100 >= count * 75,
        "{agree} of {count} agree, {refused} are refused by both, {skipped} skipped"
    );
}

/// The most failing programs that are shown.
const MOST_SHOWN: usize = 30;

/// One program that is given: `PROB_PROGRAM='P(2d6 = 7)' cargo test --test language_programs one_program`.
#[test]
fn one_program() {
    let text = std::env::var("PROB_PROGRAM").unwrap_or_else(|_| "P(2d6 = 7)".to_owned());
    assert_eq!(verdict(&text), Verdict::Agree, "{text}");
}

#[test]
fn programs_are_answered_as_listed_1() {
    look(0, 5000);
}

#[test]
fn programs_are_answered_as_listed_2() {
    look(5000, 5000);
}

#[test]
fn programs_are_answered_as_listed_3() {
    look(10_000, 5000);
}

#[test]
fn programs_are_answered_as_listed_4() {
    look(15_000, 5000);
}
