//! Errors in Chinese: every text that the sources hold has its counterpart, and what is told of a mistake is Chinese but
//! for code, names and a few words.

use prob::language::{parse_expression, reference};
use prob::render::chinese;
use std::path::{Path, PathBuf};

mod asked;
mod literals;
mod others;

use asked::english_word;
use literals::{Literal, is_prose, literals};
use others::OTHERS;

/// What is no error: pages, derivations, what is written in the question language, and what is said of answers.
const PLACES: [&str; 14] = [
    "src/answer",
    "src/cli/overview.rs",
    "src/explain",
    "src/help/table.rs",
    "src/judge",
    "src/language/famous.rs",
    "src/language/print",
    "src/language/reference",
    "src/lib.rs",
    "src/main.rs",
    "src/question/text.rs",
    "src/quiz/",
    "src/render",
    "src/statistic/agreement.rs",
];

/// What stands before a text that no user sees, or that is no error.
const BEFORE: [&str; 14] = [
    ".expect(",
    "assert!(",
    "panic!(",
    "unreachable!(",
    "help:",
    "example: (",
    "signature:",
    "#[error(",
    "#[must_use =",
    "after_help =",
    "next_help_heading =",
    "english:",
    "chinese:",
    "Cow::Borrowed(",
];

fn sources() -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(Path::new("src"), &mut found);
    found.sort();
    found
}

/// The names that commands and their options have outside of code.
const OPTIONS: &str = "--trials --format --event --draw --having --times --face json csv 'A:3,B:3,other:34' \
    coin dice hand eval run verify converge quiz help completions man";

/// Whether a text is written in the question language, alone or inside `all(…)`.
fn is_code(text: &str) -> bool {
    let code = text.replace("{}", "x");
    parse_expression(&code).is_ok() || parse_expression(&format!("all({code})")).is_ok()
}

/// Whether a text may be told as an error.
fn may_be_told(literal: &Literal) -> bool {
    let text = literal.text.as_str();
    let is_other = BEFORE.iter().any(|before| literal.before.ends_with(before))
        || literal.is_beside_chinese
        || text.starts_with("prob ")
        || text.contains('\n')
        || is_code(text)
        || OTHERS.contains(&text)
        || reference::entries().any(|entry| entry.help == text);
    is_prose(text) && !is_other
}

#[test]
fn every_text_has_its_counterpart() {
    let mut missing = Vec::new();
    for path in sources() {
        let name = path.display().to_string().replace('\\', "/");
        if name.contains("tests") || PLACES.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for literal in literals(&source).iter().filter(|literal| may_be_told(literal)) {
            // What is said before something else ends with a semicolon, what is said behind it begins with one.
            let chinese = chinese::text_of(literal.text.trim_matches([';', ' ']));
            // A template of few words may fit what it was not written for, and leaves most of it as it is.
            if chinese.is_none_or(|chinese| english_word(&chinese, OPTIONS).is_some()) {
                missing.push(format!("{name}:{}: {}", literal.line, literal.text));
            }
        }
    }
    assert!(missing.is_empty(), "{} texts have no Chinese:\n{}", missing.len(), missing.join("\n"));
}
