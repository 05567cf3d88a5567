//! Every formula of every derivation is evaluated by the program itself, and has the value that its step states.
//!
//! A formula is evaluated where the names of its question are known: the statements that give them come before it.

use num_rational::BigRational;
use prob::answer::{Answer, Exact, Reply};
use prob::explain::Step;
use prob::help::Language;
use prob::session::Session;

/// A session that answers without trials and without derivations.
fn bare() -> Session {
    let mut session = Session::default();
    session.settings.trials = 0;
    session.settings.explain = false;
    session
}

/// The answers to the questions of a program, each with its derivation; what is refused is not explained.
fn explained(program: &str) -> Vec<Answer> {
    let mut session = bare();
    session.settings.explain = true;
    let answer = |reply: Reply| match reply {
        Reply::Answer(answer) => Some(*answer),
        Reply::As(_, reply) => match *reply {
            Reply::Answer(answer) => Some(*answer),
            _ => None,
        },
        _ => None,
    };
    session.ask_all(program).replies.into_iter().filter_map(answer).collect()
}

/// The value of a formula where these statements have given names.
fn value_of(names: &str, formula: &str) -> Result<String, String> {
    let program = format!("{names}{formula}");
    let replies = bare().ask_all(&program);
    if let Some(error) = replies.errors.first() {
        return Err(format!("{program}: {error}"));
    }
    match replies.replies.last() {
        Some(Reply::Answer(answer)) => match &answer.value {
            Exact::Number(number) | Exact::Probability(number) => Ok(number.to_string()),
            Exact::Count(count) => Ok(count.to_string()),
            other => Err(format!("{program}: {other:?}")),
        },
        other => Err(format!("{program}: {other:?}")),
    }
}

/// What comes before the question itself in the text of an answer.
fn names_of(question: &str) -> &str {
    question.rfind("; ").map_or("", |end| &question[..end + 2])
}

/// How many steps were executed, and how many are prose only.
#[derive(Default, Debug)]
struct Tally {
    questions: usize,
    executed: usize,
    prose: usize,
    swept: Vec<String>,
}

impl Tally {
    /// Executes every step of a derivation; what does not come to what is stated.
    fn take(&mut self, answer: &Answer) -> Vec<String> {
        self.questions += 1;
        let mut wrong = Vec::new();
        for step in &answer.steps {
            for language in Language::ALL {
                if step.says.text(language).is_empty() {
                    wrong.push(format!("{}: a step says nothing", answer.question));
                }
            }
            match (&step.formula, &step.value) {
                (Some(formula), Some(value)) => {
                    self.executed += 1;
                    match value_of(names_of(&answer.question), formula) {
                        Ok(found) if found == *value => {}
                        Ok(found) => {
                            wrong.push(format!("{}: {formula} is {found}, not {value}", answer.question))
                        }
                        Err(error) => wrong.push(format!("{}: {error}", answer.question)),
                    }
                }
                (Some(formula), None) => wrong.push(format!("{formula} has no value")),
                _ => self.prose += 1,
            }
        }
        if is_swept(answer) {
            self.swept.push(answer.question.clone());
        }
        if !arrives(answer) {
            wrong.push(format!("{}: no step comes to the answer", answer.question));
        }
        wrong
    }
}

/// Whether the derivation falls back on the sweep that found the answer.
fn is_swept(answer: &Answer) -> bool {
    answer.steps.iter().any(|step| matches!(step.says, prob::explain::Message::Swept { .. }))
}

/// Whether some step of a derivation comes to the answer, where that is one number.
fn arrives(answer: &Answer) -> bool {
    let number: BigRational = match &answer.value {
        Exact::Probability(p) | Exact::Number(p) => p.clone(),
        Exact::Count(n) => BigRational::from_integer(n.clone().into()),
        Exact::Root { square, .. } => square.clone(),
        _ => return true,
    };
    let value = number.to_string();
    let ends = |step: &Step| step.value.as_deref() == Some(value.as_str());
    answer.steps.is_empty() || answer.steps.iter().any(ends) || is_swept(answer)
}

/// The questions of the fixture, one a line.
fn questions() -> impl Iterator<Item = &'static str> {
    include_str!("fixtures/questions.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

#[test]
fn every_step_states_the_value_of_its_formula() {
    let mut tally = Tally::default();
    let wrong: Vec<String> = questions().flat_map(explained).flat_map(|answer| tally.take(&answer)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!(
        "{} answers: {} steps executed, {} of prose; swept: {:#?}",
        tally.questions, tally.executed, tally.prose, tally.swept
    );
    assert!(tally.executed > 1_000 && tally.prose * 10 < tally.executed, "{tally:?}");
}
