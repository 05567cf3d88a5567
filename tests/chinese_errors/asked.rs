//! Every mistake that the other tests make, told in Chinese.

use crate::literals::{literals, outside_code};
use prob::budget::Budget;
use prob::help::{Language, find};
use prob::render::chinese;
use prob::session::{Session, Settings};
use prob::{Error, ErrorKind};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Tests in which mistakes are made.
const TESTS: [&str; 14] = [
    "tests/branching.rs",
    "tests/deuce.rs",
    "tests/diagnostics.rs",
    "tests/empty.rs",
    "tests/endless.rs",
    "tests/language_syntax/mistakes.rs",
    "tests/mended/habits.rs",
    "tests/mended/refused.rs",
    "tests/mended/repeated.rs",
    "tests/mended/spelt.rs",
    "tests/mended/written.rs",
    "tests/mistakes.rs",
    "tests/refusal.rs",
    "tests/until.rs",
];

/// Files with a question in the first column.
const FIXTURES: [&str; 2] = ["tests/fixtures/mistakes.txt", "tests/fixtures/wrong.txt"];

/// Words that Chinese texts have too: units, and the names of formats.
const WORDS: [&str; 9] = ["MiB", "UTF", "fraction", "decimal", "percent", "odds", "latex", "json", "csv"];

fn questions() -> BTreeSet<String> {
    let read = |path: &str| std::fs::read_to_string(Path::new(path)).unwrap_or_else(|_| panic!("{path}"));
    let page = find("errors").unwrap().text(Language::English).to_owned();
    let examples =
        page.lines().filter_map(|line| line.split_once('#')).map(|(text, _)| text.trim().to_owned());
    let columns = FIXTURES.map(read).join("\n");
    let columns = columns.lines().filter_map(|line| line.split_once('\t'));
    let texts = TESTS.iter().flat_map(|path| literals(&read(path))).map(|literal| literal.text);
    examples.chain(columns.map(|(text, _)| text.to_owned())).chain(texts).collect()
}

/// What is wrong with the Chinese of an error, if anything is.
fn complaint(error: &Error, asked: &str) -> Option<String> {
    let told = chinese::told(error, Language::Chinese);
    let pairs = [(error.message(), told.message())].into_iter().chain(error.fix().zip(told.fix()));
    pairs.into_iter().find_map(|(english, chinese)| {
        let kept = spans(english).iter().all(|span| spans(chinese).contains(span));
        let word = english_word(chinese, asked);
        let why = if kept { word? } else { "code has changed".to_owned() };
        Some(format!("{asked}\n    {english}\n    {chinese}\n    {why}"))
    })
}

fn spans(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// A word outside of code that is neither allowed nor written by the user.
pub fn english_word(chinese: &str, asked: &str) -> Option<String> {
    let outside = outside_code(chinese);
    let words = outside.split(|c: char| !c.is_ascii_alphabetic());
    let strange = |word: &&str| word.len() > 1 && !WORDS.contains(word) && !asked.contains(*word);
    words.into_iter().find(strange).map(str::to_owned)
}

#[test]
fn every_mistake_is_told_in_chinese() {
    let budget = Budget::new(Duration::from_millis(100), 1 << 27);
    let settings = Settings { trials: 0, explain: false, budget, ..Settings::default() };
    let mut complaints = BTreeSet::new();
    let mut told = 0;
    for text in questions() {
        let mut session = Session { settings: settings.clone(), ..Session::default() };
        let errors = session.ask_all(&text).errors;
        told += errors.len();
        complaints.extend(errors.iter().filter_map(|error| complaint(error, &text)));
    }
    assert!(told > 500, "only {told} mistakes");
    assert!(
        complaints.is_empty(),
        "{} of {told}:\n{}",
        complaints.len(),
        complaints.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn refusals_tell_their_estimates_in_chinese() {
    let text = "X ~ arrange(1..60); P(all(i in 1..59: gcd(X[i], X[i+1]) = 1))";
    let settings = Settings { trials: 0, ..Settings::default() };
    let error = Session { settings, ..Session::default() }.ask(text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooExpensive);
    let told = chinese::told(&error, Language::Chinese);
    assert!(told.message().starts_with("求精确答案的代价太大：大约需要 "), "{}", told.message());
    assert_eq!(told.fix(), Some("请用 `simulate` 求估计值，或用 `--budget` 放宽预算"));
}
