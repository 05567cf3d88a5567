//! Every formula of every derivation is evaluated by the program itself, and has the value that its step states.

use prob::answer::{Exact, Reply};
use prob::help::Language;
use prob::session::Session;

fn value_of(formula: &str) -> Option<String> {
    let mut session = Session::default();
    session.settings.trials = 0;
    match session.ask(formula).ok()?.pop()? {
        Reply::Answer(answer) => match answer.value {
            Exact::Number(number) | Exact::Probability(number) => Some(number.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The questions of the fixture, one a line; what the program refuses is not explained.
fn questions() -> impl Iterator<Item = &'static str> {
    include_str!("fixtures/questions.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

#[test]
fn every_step_states_the_value_of_its_formula() {
    let (mut executed, mut prose) = (0, 0);
    for question in questions() {
        let mut session = Session::default();
        session.settings.trials = 0;
        session.settings.explain = true;
        for reply in session.ask_all(question).replies {
            let Reply::Answer(answer) = reply else { continue };
            for step in &answer.steps {
                for language in Language::ALL {
                    assert!(!step.says.text(language).is_empty(), "{question}");
                }
                match (&step.formula, &step.value) {
                    (Some(formula), Some(value)) => {
                        executed += 1;
                        assert_eq!(value_of(formula).as_ref(), Some(value), "{question}: {formula}");
                    }
                    (Some(formula), None) => panic!("{question}: {formula} has no value"),
                    _ => prose += 1,
                }
            }
            // The last formula of a probability is the answer itself.
            if let (Exact::Probability(p), Some(last)) =
                (&answer.value, answer.steps.iter().rev().find(|s| s.formula.is_some()))
            {
                let favourable = last.formula.as_deref().is_some_and(|f| f.contains('/'));
                if favourable {
                    assert_eq!(last.value.as_deref(), Some(p.to_string().as_str()), "{question}");
                }
            }
        }
    }
    assert!(executed > 60 && executed > prose / 2, "{executed} formulas executed, {prose} steps of prose");
}
