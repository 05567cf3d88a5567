//! What is said of errors, in Chinese.
//!
//! Errors come from every floor and are told in English, which is what users of the library read. Here stands beside
//! each English template what it is in Chinese, one table a topic: `{}` is a place, `{0}` and `{1}` are places in
//! another order, and `{~}` or `{0~}` is a place whose filling is said in Chinese too. The longest template that a
//! text is an instance of is the one it was made from. `tests/chinese_errors.rs` reads the sources and fails where a
//! text has none.

mod answers;
mod commands;
mod comparisons;
mod elements;
mod experiments;
mod habits;
mod models;
mod phrases;
mod questions;
mod signs;
mod statistics;
mod template;

use crate::error::Error;
use crate::help::Language;
use std::borrow::Cow;

/// Templates in English, each with what it is in Chinese.
type Entries = &'static [(&'static str, &'static str)];

/// What errors and their fixes say.
const SENTENCES: [Entries; 10] = [
    answers::SAID,
    commands::SAID,
    comparisons::SAID,
    elements::SAID,
    experiments::SAID,
    habits::SAID,
    models::SAID,
    questions::SAID,
    signs::SAID,
    statistics::SAID,
];

/// So deep may one text stand in another.
const DEEPEST: usize = 4;

/// Texts of more bytes hold whatever the user has written, and are told as they are: looking for places in them could take
/// long.
const LONGEST: usize = 4_000;

/// What joins several things in a place, in English and in Chinese.
const JOINED: [(&str, &str); 3] = [(", ", "、"), (" or ", "或"), (" and ", "与")];

/// The error as it is told in this language.
///
/// # Examples
/// ```
/// use prob::help::Language;
/// use prob::{Error, ErrorKind, render::chinese};
/// let error = Error::new(ErrorKind::Range, "cannot draw 7 from 6").hint("draw at most 6");
/// assert_eq!(chinese::told(&error, Language::Chinese).message(), "总共 6 个，抽不出 7 个");
/// assert_eq!(chinese::told(&error, Language::English).message(), "cannot draw 7 from 6");
/// ```
#[must_use]
pub fn told(error: &Error, language: Language) -> Cow<'_, Error> {
    if language == Language::English {
        return Cow::Borrowed(error);
    }
    let chinese = |text: &str| text_of(text).unwrap_or_else(|| text.to_owned());
    let told = Error::new(error.kind(), chinese(error.message())).or_at(error.span());
    Cow::Owned(match error.fix() {
        Some(fix) => told.hint(chinese(fix)),
        None => told,
    })
}

/// A message, a fix or what stands in one, in Chinese, where the tables know it.
///
/// # Examples
/// ```
/// use prob::render::chinese;
/// assert_eq!(chinese::text_of("did you mean `total`?").as_deref(), Some("是否应为 `total`？"));
/// assert_eq!(chinese::text_of("nobody says this"), None);
/// ```
#[must_use]
pub fn text_of(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    sentence(text, DEEPEST).or_else(|| said(phrases::SAID, text, DEEPEST))
}

/// A sentence, or two that a semicolon joins.
fn sentence(text: &str, depth: usize) -> Option<String> {
    let text = text.strip_suffix('?').unwrap_or(text);
    said(SENTENCES.iter().copied().flatten(), text, depth).or_else(|| {
        let (first, rest) = template::split(text, "; ")?;
        let depth = depth.checked_sub(1)?;
        Some(format!("{}；{}", sentence(first, depth)?, sentence(rest, depth)?))
    })
}

/// The text by the longest template of these.
fn said(
    entries: impl IntoIterator<Item = &'static (&'static str, &'static str)>,
    text: &str,
    depth: usize,
) -> Option<String> {
    template::longest(entries, text).map(|found| found.filled(|part| phrase(part, depth)))
}

/// What stands in a place: a phrase, a sentence, several of either, or what the user wrote.
fn phrase(text: &str, depth: usize) -> String {
    let known = depth.checked_sub(1).and_then(|depth| known(text, depth).or_else(|| listed(text, depth)));
    known.unwrap_or_else(|| text.to_owned())
}

/// A phrase or a sentence that the tables know, or code.
fn known(text: &str, depth: usize) -> Option<String> {
    let code = text.strip_prefix('`').and_then(|code| code.strip_suffix('`'));
    if code.is_some_and(|code| !code.contains('`')) {
        return Some(text.to_owned());
    }
    said(SENTENCES.iter().copied().flatten().chain(phrases::SAID), text, depth)
}

/// Several things that are known each.
fn listed(text: &str, depth: usize) -> Option<String> {
    let mut whole = String::new();
    let mut rest = text;
    loop {
        let ends = JOINED.iter().filter_map(|(english, chinese)| {
            template::split(rest, english).map(|(first, after)| (first, chinese, after))
        });
        let next = ends.min_by_key(|(first, ..)| first.len());
        template::add(&mut whole, &known(next.map_or(rest, |(first, ..)| first), depth)?);
        let Some((_, joint, after)) = next else { return Some(whole) };
        template::add(&mut whole, joint);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Places that Chinese has no use for: the plural of a noun, and the address in a sentence that is said otherwise.
    const LEFT_OUT: [&str; 2] =
        ["{} has only {} element{}", "the sample has only {} element{}, and this is number {}"];

    fn entries() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        SENTENCES.iter().copied().flatten().chain(phrases::SAID)
    }

    /// The template with something in each place.
    fn instance(english: &str) -> String {
        let pieces: Vec<&str> = english.split("{}").collect();
        let mut text = pieces[0].to_owned();
        for (i, piece) in pieces.iter().enumerate().skip(1) {
            text.push_str(&format!("q{i}q{piece}"));
        }
        text
    }

    fn code(text: &str) -> Vec<&str> {
        text.split('`').skip(1).step_by(2).collect()
    }

    #[test]
    fn every_entry_keeps_its_places_and_its_code() {
        for (english, _) in entries() {
            let text = instance(english);
            let chinese = text_of(&text).unwrap_or_else(|| panic!("{english}"));
            for i in 1..=english.matches("{}").count() {
                let kept = chinese.contains(&format!("q{i}q"));
                assert!(
                    kept || LEFT_OUT.contains(english) || english.contains("os error"),
                    "{english}: {chinese}"
                );
            }
            for span in code(&text) {
                assert!(code(&chinese).contains(&span), "`{span}` of {english}: {chinese}");
            }
        }
    }

    #[test]
    fn no_entry_hides_another() {
        let mut seen = HashSet::new();
        for (english, _) in SENTENCES.iter().copied().flatten() {
            assert!(seen.insert(english), "{english} stands there twice");
        }
        assert_eq!(
            phrases::SAID.iter().map(|(english, _)| english).collect::<HashSet<_>>().len(),
            phrases::SAID.len()
        );
    }

    #[test]
    fn chinese_has_its_own_punctuation() {
        for (english, chinese) in entries() {
            let outside: String = chinese.split('`').step_by(2).collect();
            for sign in [", ", "; ", "? ", "! ", "(", ","] {
                assert!(!outside.contains(sign), "{english}: {chinese}");
            }
        }
    }

    #[test]
    fn long_texts_are_looked_at_quickly_or_not_at_all() {
        for piece in ["a: ", "a; ", "`a` ", "a, ", "a or ", "{}", " "] {
            for length in [LONGEST - 10, 10 * LONGEST] {
                let text = format!("{} b", piece.repeat(length / piece.len()));
                let before = std::time::Instant::now();
                let _ = text_of(&text);
                assert!(before.elapsed().as_secs() < 5, "{piece}: {:?}", before.elapsed());
            }
        }
    }

    #[test]
    fn what_nobody_knows_is_told_as_it_is() {
        let error = Error::new(crate::ErrorKind::Range, "quite new").hint("did you mean `x`?");
        let told = told(&error, Language::Chinese);
        assert_eq!((told.message(), told.fix()), ("quite new", Some("是否应为 `x`？")));
    }
}
