//! Exercises: every template makes questions that have answers, in both languages, the same for the same seed.

use num_rational::BigRational;
use prob::help::Language;
use prob::quiz::{Exercise, Judgement, Topic, exercises};
#[cfg(feature = "cli")]
use prob::render::worksheet::{Paper, worksheet};
use std::collections::BTreeSet;

/// Several exercises of every template.
fn some(seed: u64) -> Vec<Exercise> {
    exercises(None, None, seed, 80).unwrap()
}

#[test]
fn every_template_has_words_and_an_answer() {
    for seed in 0..8 {
        for exercise in some(seed) {
            for language in Language::ALL {
                let text = exercise.text(language);
                assert!(text.chars().count() > 10 && !text.contains(['{', '}']), "{text}");
            }
            let answer = exercise.exact();
            assert!(answer > BigRational::default(), "{}", exercise.question);
            assert!(!exercise.answer.steps.is_empty(), "{}", exercise.question);
        }
    }
}

#[test]
fn right_answers_are_right_and_others_are_not() {
    for exercise in some(3) {
        let answer = exercise.exact();
        let judged =
            |text: &str| exercise.judge(text).unwrap_or_else(|e| panic!("{}: {e}", exercise.question));
        assert!(matches!(judged(&answer.to_string()), Judgement::Right), "{}", exercise.question);
        assert!(matches!(judged(&format!("2 * ({answer}) / 2")), Judgement::Right), "{}", exercise.question);
        let other = &answer + BigRational::new(1.into(), 7.into());
        assert!(matches!(judged(&other.to_string()), Judgement::Wrong(_)), "{}", exercise.question);
    }
}

#[test]
fn a_rounded_answer_is_asked_again() {
    let exercise =
        some(1).into_iter().find(|e| e.exact().denom().to_string().contains(['3', '7', '9'])).unwrap();
    let rounded = prob::number::decimal(&exercise.exact(), 4);
    assert!(
        matches!(exercise.judge(&rounded).unwrap(), Judgement::Rounded),
        "{}: {rounded}",
        exercise.question
    );
    assert!(exercise.judge("C(4,").is_err());
    assert!(exercise.judge("true").is_err());
}

#[test]
fn the_same_seed_gives_the_same_exercises() {
    let questions = |seed| some(seed).into_iter().map(|e| e.question).collect::<Vec<_>>();
    assert_eq!(questions(5), questions(5));
    assert_ne!(questions(5), questions(6));
}

#[test]
fn topics_and_levels_are_kept() {
    for topic in Topic::ALL {
        for level in 1..=3 {
            for exercise in exercises(Some(topic), Some(level), 1, 4).unwrap() {
                assert_eq!((exercise.topic, exercise.level), (topic, level));
            }
        }
    }
    let all: BTreeSet<&str> = some(1).iter().map(|e| e.topic.name()).collect();
    assert_eq!(all.len(), Topic::ALL.len());
    assert!(exercises(Some(Topic::Coins), Some(4), 1, 1).is_err());
}

#[cfg(feature = "cli")]
#[test]
fn worksheets_have_no_answers_and_keys_have_them_all() {
    let made = exercises(None, None, 11, 12).unwrap();
    for paper in [Paper::Markdown, Paper::Latex] {
        for language in Language::ALL {
            let sheet = worksheet(&made, paper, false, 11, language);
            let key = worksheet(&made, paper, true, 11, language);
            assert!(sheet.contains("11") && key.len() > sheet.len());
            assert!(!sheet.contains("Answer:") && !sheet.contains("答案："));
            let word = if language == Language::English { "Answer:" } else { "答案：" };
            assert_eq!(key.matches(word).count(), made.len());
            let open = key.matches("\\begin").count();
            assert_eq!(open, key.matches("\\end{").count());
        }
    }
}
