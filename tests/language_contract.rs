//! One question for every form of the language: its answer, and that printing it changes nothing.

use num_bigint::BigInt;
use num_rational::BigRational;
use prob::answer::{Exact, Reply};
use prob::language::{parse, print};
use prob::session::{Session, Settings};

const CONTRACT: &str = include_str!("fixtures/contract.txt");

/// The questions with their answers.
fn rows() -> impl Iterator<Item = (String, &'static str)> {
    CONTRACT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let (question, answer) = line.split_once('\t').expect("a question and its answer");
        (question.replace('⏎', "\n"), answer)
    })
}

/// The exact answer as the fixture writes it.
fn shown(value: &Exact) -> String {
    match value {
        Exact::Probability(p) | Exact::Number(p) => p.to_string(),
        Exact::Count(n) => n.to_string(),
        Exact::Truth { truth, .. } => truth.to_string(),
        Exact::Root { square, negative } => format!("{}sqrt({square})", if *negative { "-" } else { "" }),
        Exact::Values(values) if values.is_empty() => "none".to_owned(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Exact::Distribution(law) => {
            let row = |value| format!("{}:{}", value, law.probability_of(value)).replace(' ', "");
            law.outcomes().map(row).collect::<Vec<_>>().join(" ")
        }
    }
}

fn answered(question: &str) -> String {
    let settings = Settings { trials: 0, explain: false, ..Settings::default() };
    let mut session = Session { settings, ..Session::default() };
    let replies =
        session.ask(question).unwrap_or_else(|error| panic!("{question}\n{error} {:?}", error.span()));
    let text = |reply: &Reply| match reply.plain() {
        Reply::Answer(answer) => shown(&answer.value),
        Reply::Table(table) => {
            let row = |row: &Vec<Exact>| format!("{}:{}", shown(&row[0]), shown(&row[row.len() - 1]));
            table.rows.iter().map(row).collect::<Vec<_>>().join(" ")
        }
        other => panic!("{question}: a reply of another kind: {other:?}"),
    };
    replies.iter().map(text).collect::<Vec<_>>().join(" ; ")
}

#[test]
fn every_form_has_its_answer() {
    let mut wrong = Vec::new();
    for (question, answer) in rows() {
        let settings = std::panic::catch_unwind(|| answered(&question));
        match settings {
            Ok(found) if found == answer => {}
            Ok(found) => wrong.push(format!("{question}\n   {found} instead of {answer}")),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                wrong.push(format!("{question}\n   {text} instead of {answer}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows().count(), wrong.join("\n"));
}

#[test]
fn every_form_is_read_as_it_is_printed() {
    for (question, _) in rows() {
        let program = parse(&question).unwrap_or_else(|mistakes| panic!("{question}\n{mistakes:?}"));
        let printed = print(&program);
        assert_eq!(parse(&printed).as_ref(), Ok(&program), "{question}\n{printed}");
        assert_eq!(print(&parse(&printed).expect("it was printed")), printed);
    }
}

#[test]
fn what_is_printed_has_the_same_answer() {
    for (question, answer) in rows().filter(|(question, _)| !question.contains("deck")) {
        let printed = print(&parse(&question).expect("read before"));
        assert_eq!(answered(&printed), answer, "{printed}");
    }
}

#[test]
fn answers_are_in_lowest_terms() {
    for (_, answer) in rows() {
        for number in answer.split([' ', ':']).filter(|part| part.contains('/')) {
            let Ok(number) = number.parse::<BigRational>() else { continue };
            let (numerator, denominator) = (number.numer().clone(), number.denom().clone());
            assert!(
                denominator > BigInt::from(1) && format!("{numerator}/{denominator}") == number.to_string()
            );
        }
    }
}
