//! The questions of the fixtures by every road that can be asked for: each road that leads to an answer leads to the same.

use prob::ErrorKind;
use prob::answer::{Exact, Reply};
use prob::budget::Budget;
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};
use std::collections::BTreeMap;
use std::time::Duration;

const QUESTIONS: &str = include_str!("fixtures/questions.txt");
const CONTRACT: &str = include_str!("fixtures/contract.txt");

/// Time for the outcomes of small spaces; the larger ones are for the other roads.
const TIME: Duration = Duration::from_millis(30);

fn programs() -> impl Iterator<Item = String> {
    let lines = QUESTIONS.lines().chain(CONTRACT.lines());
    let programs = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    programs.map(|line| line.split('\t').next().unwrap_or(line).replace('⏎', "\n"))
}

/// The exact values of a program's answers by one road, and the roads that these name.
fn answers(program: &str, choice: Choice) -> Result<Vec<(Exact, Road)>, prob::Error> {
    let budget = match choice {
        Choice::Cheapest => Budget::default(),
        Choice::Only(_) => Budget::new(TIME, 1 << 28),
    };
    let settings = Settings { trials: 0, explain: false, budget, choice, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program)?;
    let answer = |reply: &Reply| match reply.plain() {
        Reply::Answer(answer) => vec![(answer.value.clone(), answer.method.road)],
        Reply::Table(table) => table.rows.iter().flatten().map(|v| (v.clone(), Road::Arithmetic)).collect(),
        _ => Vec::new(),
    };
    Ok(replies.iter().flat_map(answer).collect())
}

/// Whether two values are one; laws are compared in lowest terms.
fn same(a: &Exact, b: &Exact) -> bool {
    match (a, b) {
        (Exact::Distribution(a), Exact::Distribution(b)) => a.clone().reduced() == b.clone().reduced(),
        _ => a == b,
    }
}

#[test]
fn every_road_leads_to_the_same_answer() {
    let mut wrong = Vec::new();
    let mut led: BTreeMap<&str, usize> = BTreeMap::new();
    for program in programs() {
        let Ok(expected) = answers(&program, Choice::Cheapest) else { continue };
        for road in Road::CHOICES {
            let Ok(found) = answers(&program, Choice::Only(road)) else { continue };
            let agrees = found.len() == expected.len()
                && found.iter().zip(&expected).all(|((found, _), (expected, _))| same(found, expected));
            if !agrees {
                wrong.push(format!("{program} by {}\n  {found:?}\n  {expected:?}", road.name()));
            }
            let named =
                |taken: &Road| *taken == road || matches!(taken, Road::Arithmetic | Road::Elimination);
            if road != Road::Elimination && !found.iter().all(|(_, taken)| named(taken) || *taken > road) {
                wrong.push(format!("{program} by {} says that it went by {found:?}", road.name()));
            }
            *led.entry(road.name()).or_default() += usize::from(found.iter().any(|(_, taken)| named(taken)));
        }
    }
    println!("{led:?}");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    for (road, least) in [
        ("closed-form", 150),
        ("by-class", 200),
        ("by-position", 250),
        ("elimination", 80),
        ("chain", 100),
        ("enumeration", 300),
    ] {
        assert!(led.get(road).is_some_and(|led| *led >= least), "{road}: {led:?}");
    }
}

#[test]
fn a_road_that_leads_nowhere_names_those_that_lead_there() {
    for (program, road, others) in [
        ("P(2d6 = 7)", Road::Chain, "`closed-form`, `by-class`, `by-position` or `enumeration`"),
        ("X ~ arrange(1..5); P(X[1] < X[2])", Road::ClosedForm, "`by-class`, `by-position` or `enumeration`"),
        ("X ~ 3d6; P(X[1] < X[2])", Road::Elimination, "`by-class`, `by-position` or `enumeration`"),
    ] {
        let error = answers(program, Choice::Only(road)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{program}: {error}");
        assert_eq!(error.fix(), Some(format!("take {others}, or leave `--road` out").as_str()));
        assert!(error.message().contains(road.name()), "{error}");
    }
}
