//! Every example of the reference and of the help pages is asked, and its answer is the one that is shown.

use prob::budget::Budget;
use prob::error::ErrorKind;
use prob::help::{Language, find, pages};
use prob::language::{parse, reference};
use prob::session::{Session, Settings};
use std::collections::BTreeSet;
use std::time::Duration;

/// A session that answers without saying why.
fn session() -> Session {
    let settings = Settings { trials: 2_000, explain: false, ..Settings::default() };
    Session { settings, ..Session::default() }
}

/// The last answer of a program, in one line.
fn answer(program: &str) -> String {
    match session().ask(program) {
        Ok(replies) => replies.last().map(ToString::to_string).unwrap_or_default(),
        Err(error) => format!("{}: {error}", error.kind().code()),
    }
}

/// Panics with every question whose answer is not the one that is shown.
fn differing(examples: &[(&str, &str)]) {
    let told = |(question, shown): &(&str, &str)| {
        let answer = answer(question);
        // What is said of a student's formula may go on after the verdict.
        let verdict = answer.split(|c: char| !c.is_alphanumeric()).next();
        let agrees = answer == *shown || (question.contains("check ") && verdict == Some(*shown));
        (!agrees).then(|| format!("{question}\n    shown {shown}, answered {answer}"))
    };
    let wrong: Vec<String> = examples.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_of_the_reference_has_the_answer_that_it_shows() {
    let examples: Vec<_> = reference::entries().map(|entry| entry.example).collect();
    assert!(examples.len() > 120, "{}", examples.len());
    differing(&examples);
}

#[test]
fn every_example_uses_what_it_is_an_example_of() {
    let signs =
        ["contains", "within", "dice", "fudge", "range", "draw until", "set", "letters", "kind", "multiple"];
    for entry in reference::entries().filter(|entry| !signs.contains(&entry.name)) {
        let uses =
            std::iter::once(&entry.name).chain(entry.aliases).any(|name| entry.example.0.contains(name));
        assert!(uses || entry.name == "[]", "{}: {}", entry.name, entry.example.0);
    }
}

#[test]
fn every_question_of_the_pages_has_the_answer_or_the_error_that_it_shows() {
    let codes = ErrorKind::ALL.map(ErrorKind::code);
    // Those that both languages ask are asked once.
    let questions: BTreeSet<_> = pages()
        .iter()
        .flat_map(|page| Language::ALL.map(|language| page.questions(language)))
        .flatten()
        .collect();
    let (errors, answers): (Vec<_>, Vec<_>) =
        questions.into_iter().partition(|(_, said)| codes.contains(said));
    assert!(errors.len() >= 15 && answers.len() > 100);
    differing(&answers);
    for (question, said) in errors {
        let error = session().ask(question).expect_err(question);
        assert_eq!(error.kind().code(), said, "{question}: {error}");
        assert!(error.span().is_some() && error.fix().is_some(), "{question}: {error}");
    }
}

/// The student's formula in `check formula, question`: it ends at the first comma outside parentheses.
fn judged_formula(question: &str) -> &str {
    let (_, rest) = question.rsplit_once("check ").unwrap();
    let mut depth = 0;
    let end = rest.find(|c: char| {
        depth += i32::from(matches!(c, '(' | '{')) - i32::from(matches!(c, ')' | '}'));
        c == ',' && depth == 0
    });
    &rest[..end.unwrap()]
}

#[test]
fn every_exercise_judges_the_answer_that_is_put_into_it() {
    let mut judged = 0;
    for page in pages() {
        for language in Language::ALL {
            let Some(open) = page.exercise(language) else { continue };
            // The last question of the page is the exercise with the right answer.
            let (solved, _) = page.questions(language).pop().unwrap();
            let right = judged_formula(solved);
            let verdict = |answer: &str| {
                let told = self::answer(&open.replace('…', answer));
                told.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
            };
            assert_eq!(verdict(right), "true", "{open}: {right}");
            assert_eq!(verdict(&format!("({right}) * 12/13")), "false", "{open}");
            judged += 1;
        }
    }
    assert!(judged > 50, "{judged}");
}

#[test]
fn every_kind_of_error_has_an_example_that_leads_to_it_and_one_that_mends_it() {
    let page = find("errors").unwrap();
    let questions = page.questions(Language::English);
    for kind in ErrorKind::ALL.into_iter().filter(|kind| *kind != ErrorKind::Interrupted) {
        let place = questions.iter().position(|(_, said)| *said == kind.code());
        let place = place.unwrap_or_else(|| panic!("{} has no example", kind.code()));
        assert!(
            questions.get(place + 1).is_some_and(|(_, said)| !said.contains('-') || said.contains('/')),
            "{kind:?}"
        );
    }
    // No text leads to the error of Ctrl-C: the flag does.
    let mut session = session();
    session.settings.budget.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
    let error = session.ask("for n in 1..50: P(sum(pool(n, d6)) = 3*n)").expect_err("it is cancelled");
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

#[test]
fn the_fixes_of_the_errors_can_be_read() {
    let page = find("errors").unwrap();
    let mut read = 0;
    for (question, _) in page.questions(Language::English) {
        let Err(error) = session().ask(question) else { continue };
        let Some(piece) = error.fix().and_then(|fix| fix.strip_prefix("did you mean `")) else { continue };
        let piece = piece.split('`').next().unwrap_or_default();
        // A sign such as `~` is no program by itself.
        assert!(parse(piece).is_ok() || piece == "~", "{question}: {piece}");
        read += 1;
    }
    assert!(read > 3, "{read}");
}

#[test]
fn the_questions_of_the_language_page_name_every_word_of_the_reference() {
    let page = find("language").unwrap();
    let text = page.text(Language::English);
    let sections = [
        reference::Section::Statement,
        reference::Section::Verb,
        reference::Section::Measure,
        reference::Section::Experiment,
        reference::Section::Collection,
    ];
    for entry in reference::entries().filter(|entry| sections.contains(&entry.section)) {
        let named = std::iter::once(&entry.name).chain(entry.aliases).any(|name| text.contains(name));
        assert!(named, "{}", entry.name);
    }
}

#[test]
fn a_small_budget_is_kept() {
    let budget = Budget::new(Duration::from_millis(5), 1 << 26);
    let mut session = Session {
        settings: Settings { trials: 0, explain: false, budget, threads: 1, ..Settings::default() },
        ..Session::default()
    };
    for question in [
        "P(sum(3000d6) = 10500)",
        "P(36 in pool(24, d36))",
        "X ~ arrange(1..40); P(all(i in 1..39: gcd(X[i], X[i+1]) = 1))",
    ] {
        let started = std::time::Instant::now();
        let _ = session.ask(question);
        assert!(started.elapsed() < Duration::from_secs(1), "{question}: {:?}", started.elapsed());
    }
}
