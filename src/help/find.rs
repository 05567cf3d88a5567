//! From what the user calls a topic to its page.

use super::search::is_han;
use super::{Language, Page, pages, search};
use crate::error::{Error, ErrorKind, nearest};

/// The page of a topic: a question's number in digits or Chinese, a slug, a keyword, or a piece of a title.
///
/// Case, spaces and punctuation do not matter. A name in full goes before a piece of a title; a piece is
/// whole words in English, any characters in Chinese.
///
/// # Examples
/// ```
/// use prob::help::find;
/// for topic in ["10", "十", "classical-probability", "models", "古典概率", "basic models"] {
///     assert_eq!(find(topic)?.number(), 10);
/// }
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Ambiguous`] when several titles contain the words, with the pages among which to choose;
/// [`ErrorKind::UnknownName`] when no page is called so, with the pages on which the words occur, or else the
/// nearest topic, or else what the topics are.
pub fn find(topic: &str) -> Result<&'static Page, Error> {
    let key = key(topic);
    if key.is_empty() {
        return Err(Error::new(ErrorKind::UnknownName, "no topic is given").hint(TOPICS));
    }
    if let Some(page) = numbered(&key).or_else(|| named(&key)) {
        return Ok(page);
    }
    match titled(&key).as_slice() {
        [page] => Ok(page),
        [] => Err(unknown(topic)),
        several => Err(Error::new(ErrorKind::Ambiguous, format!("several topics match `{}`", topic.trim()))
            .hint(format!("say which: {}", listed(several)))),
    }
}

const TOPICS: &str = "the questions are numbered 1 to 10, the other pages are listed by `prob help`; any word can be searched for";

/// No topic has a name of more characters; to compare a longer text with every name would only cost.
const LONGEST_NAME: usize = 100;

/// What remains of a name when it is compared: its letters and digits in lower case, with one space between
/// words, but none beside a Chinese character.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !is_han(c) && key.chars().next_back().is_some_and(|last| !is_han(last)) {
            key.push(' ');
        }
        key.push(c);
        gap = false;
    }
    key
}

/// The question of that number: `3`, `三`, `第三题`.
fn numbered(key: &str) -> Option<&'static Page> {
    let numeral = key.trim_start_matches('第').trim_end_matches(['题', '页']);
    let number = match numeral.parse::<usize>() {
        Ok(number) => number,
        Err(_) => 1 + NUMERALS.iter().position(|&chinese| chinese == numeral)?,
    };
    pages().iter().find(|page| page.section().is_numbered() && usize::from(page.number()) == number)
}

/// The Chinese numerals of the questions, from 1.
pub(super) const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The page that bears this name in full.
fn named(wanted: &str) -> Option<&'static Page> {
    pages().iter().find(|page| names(page).any(|name| key(name) == wanted))
}

/// Everything that a page is called.
fn names(page: &'static Page) -> impl Iterator<Item = &'static str> {
    let titles = Language::ALL.into_iter().map(|language| page.title(language));
    titles.chain([page.slug()]).chain(page.keywords().iter().copied())
}

/// The pages one of whose titles contains these words.
fn titled(wanted: &str) -> Vec<&'static Page> {
    let contains = |title: &str| {
        if wanted.contains(is_han) {
            key(title).contains(wanted)
        } else {
            format!(" {} ", key(title)).contains(&format!(" {wanted} "))
        }
    };
    pages()
        .iter()
        .filter(|page| Language::ALL.into_iter().any(|language| contains(page.title(language))))
        .collect()
}

/// The error for a topic that no page bears, with the best fix there is.
fn unknown(topic: &str) -> Error {
    if topic.chars().count() > LONGEST_NAME {
        return Error::new(ErrorKind::UnknownName, "no help topic has a name as long as this").hint(TOPICS);
    }
    let error = Error::new(ErrorKind::UnknownName, format!("no help topic is called `{}`", topic.trim()));
    let mut mentioned: Vec<&'static Page> = search(topic).iter().map(|hit| hit.page).collect();
    mentioned.dedup();
    if !mentioned.is_empty() {
        return error.hint(format!("the word occurs in {}", listed(&mentioned)));
    }
    match nearest(topic.trim(), pages().iter().flat_map(names)) {
        Some(name) => error.hint(format!("did you mean `{name}`?")),
        None => error.hint(TOPICS),
    }
}

/// The pages by number and slug: `2 scale-models, 5 large-and-small-models, errors`.
fn listed(pages: &[&Page]) -> String {
    let name = |page: &&Page| match page.section().is_numbered() {
        true => format!("{} {}", page.number(), page.slug()),
        false => page.slug().to_owned(),
    };
    let entries: Vec<String> = pages.iter().map(name).collect();
    entries.join(", ")
}
