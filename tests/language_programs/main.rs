//! Random programs, answered twice: by the program, and by an oracle that lists every outcome.

mod choices;
mod generate;
mod oracle;

use choices::{Choices, shrunk};
use oracle::{Answer, Refusal, V, answers, of_value};
use prob::answer::{Exact, Reply};
use prob::budget::Budget;
use prob::language::parse;
use prob::session::{Session, Settings};
use std::collections::BTreeSet;
use std::time::Duration;

/// What came of a program.
#[derive(Debug, PartialEq)]
enum Verdict {
    /// Both say the same.
    Agree,
    /// Both have nothing to say.
    BothRefuse,
    /// The oracle is too small, or the question too large.
    Skipped,
    Differ(String),
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
        Exact::Count(n) => Answer::Number(num_rational::BigRational::from_integer(n.clone().into())),
        Exact::Root { square, negative } => Answer::Root(square.clone(), *negative),
        Exact::Truth { truth, .. } => Answer::Truth(*truth),
        Exact::Values(values) => Answer::Values(values.iter().map(of_value).collect::<BTreeSet<V>>()),
        Exact::Distribution(law) => {
            Answer::Law(law.outcomes().map(|v| (of_value(v), law.probability_of(v).into_ratio())).collect())
        }
    }
}

/// Whether two answers are the same, where what has no order may be listed in any.
fn same(engine: &Answer, oracle: &Answer) -> bool {
    let sorted = |v: &V| match v {
        V::Tuple(parts) => {
            let mut parts = parts.to_vec();
            parts.sort();
            V::Tuple(parts.into())
        }
        other => other.clone(),
    };
    match (engine, oracle) {
        (Answer::Law(a), Answer::Law(b)) => {
            let positive = |law: &std::collections::BTreeMap<V, num_rational::BigRational>,
                            change: &dyn Fn(&V) -> V| {
                let mut shares = std::collections::BTreeMap::new();
                for (value, share) in
                    law.iter().filter(|(_, share)| **share != num_rational::BigRational::default())
                {
                    *shares.entry(change(value)).or_insert_with(num_rational::BigRational::default) += share;
                }
                shares
            };
            positive(a, &Clone::clone) == positive(b, &Clone::clone)
                || positive(a, &sorted) == positive(b, &sorted)
        }
        (Answer::Table(a), Answer::Table(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.iter().zip(b).all(|(a, b)| same(a, b)))
        }
        _ => engine == oracle,
    }
}

fn verdict(text: &str) -> Verdict {
    let program = match parse(text) {
        Ok(program) => program,
        Err(mistakes) => return Verdict::Differ(format!("cannot be read: {}", mistakes[0])),
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
                Verdict::Differ(format!("answers  {a:?}\n  instead of {b:?}"))
            }
        }
        (Err(error), Err(_)) if error.kind() != prob::ErrorKind::TooExpensive => Verdict::BothRefuse,
        (Err(error), Ok(b)) => {
            Verdict::Differ(format!("refuses: {error} @{:?}\n  instead of {b:?}", error.span()))
        }
        (Ok(a), Err(refusal)) => {
            Verdict::Differ(format!("answers  {a:?}\n  instead of refusing: {refusal:?}"))
        }
        (Err(error), Err(_)) => Verdict::Differ(format!("refuses: {error}")),
    }
}

/// Looks at so many programs; the first few that are answered differently are made smaller and shown.
fn look(first_seed: u64, count: u64) {
    let (mut agree, mut refused, mut skipped) = (0, 0, 0);
    let mut wrong = Vec::new();
    for seed in first_seed..first_seed + count {
        let mut choices = Choices::random(seed);
        let text = generate::program(&mut choices);
        match verdict(&text) {
            Verdict::Agree => agree += 1,
            Verdict::BothRefuse => refused += 1,
            Verdict::Skipped => skipped += 1,
            Verdict::Differ(_) => {
                let rewrite = |made: &[u32]| generate::program(&mut Choices::of(made));
                let smallest =
                    shrunk(choices.made(), |made| matches!(verdict(&rewrite(made)), Verdict::Differ(_)));
                let smallest = rewrite(&smallest);
                let Verdict::Differ(how) = verdict(&smallest) else { unreachable!("it differs") };
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
const MOST_SHOWN: usize = 8;

#[test]
fn programs_are_answered_as_listed_1() {
    look(0, 5000);
}
