//! The reference: every form of the language with its signature, one line of help and an example.
//!
//! What has a syntax of its own is listed here; functions come from the registry of statistics. Completion, the help
//! pages and the prompt all read this one list.

mod experiments;
mod statements;

use super::ast::{Dice, Faces, Node};
use super::parse_expression;
use crate::error::nearest;
use crate::statistic;

/// What kind of thing an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// What a statement may do.
    Statement,
    /// How a question is treated.
    Verb,
    /// What is asked.
    Measure,
    /// What may happen.
    Experiment,
    /// What is drawn from or arranged.
    Collection,
    /// What an element may match.
    Pattern,
    /// A function of samples, numbers or sets.
    Function,
}

impl Section {
    /// Every section, in the order in which the reference lists them.
    pub const ALL: [Section; 7] = [
        Self::Statement,
        Self::Verb,
        Self::Measure,
        Self::Experiment,
        Self::Collection,
        Self::Pattern,
        Self::Function,
    ];

    /// The section in one word, for headings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Verb => "verb",
            Self::Measure => "measure",
            Self::Experiment => "experiment",
            Self::Collection => "collection",
            Self::Pattern => "pattern",
            Self::Function => "function",
        }
    }
}

/// An entry of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is about.
    pub section: Section,
    /// The word by which it is called.
    pub name: &'static str,
    /// Other words and signs by which it is found.
    pub aliases: &'static [&'static str],
    /// How it is written; several ways are parted by ` · `.
    pub signature: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// A program that uses it, and its answer.
    pub example: (&'static str, &'static str),
}

/// Every entry, section by section.
///
/// # Examples
/// ```
/// use prob::language::reference::entries;
/// assert!(entries().any(|entry| entry.signature == "distinct(X)"));
/// assert!(entries().any(|entry| entry.name == "choose" && entry.example.1 == "20"));
/// ```
pub fn entries() -> impl Iterator<Item = Entry> {
    let own = [statements::ENTRIES, experiments::ENTRIES].into_iter().flatten().copied();
    own.chain(statistic::functions().map(|function| Entry {
        section: Section::Function,
        name: function.name,
        aliases: &[],
        signature: function.signature,
        help: function.help,
        example: function.example,
    }))
}

/// The entries of this name: several where a word has several roles, such as `min`; none for a word that is unknown.
///
/// # Examples
/// ```
/// use prob::language::reference::find;
/// assert_eq!(find("distinct")[0].help, "how many different labels the sample has");
/// assert_eq!(find("4d6kh3")[0].name, "dice");
/// assert!(find("zebra").is_empty());
/// ```
#[must_use]
pub fn find(name: &str) -> Vec<Entry> {
    let name = name.trim().trim_end_matches("()");
    let name = match parse_expression(name).map(|expression| expression.node) {
        Ok(Node::Dice(Dice { faces: Faces::Fudge, .. })) => "fudge",
        Ok(Node::Dice(_)) => "dice",
        _ => name,
    };
    let called = |entry: &Entry| entry.name == name || entry.aliases.contains(&name);
    let mut found: Vec<Entry> = entries().filter(called).collect();
    // The ones that are called so before those that are only found so.
    found.sort_by_key(|entry| entry.name != name);
    found
}

/// The name of an entry that is nearest to a word, if one is near.
#[must_use]
pub fn near(word: &str) -> Option<&'static str> {
    nearest(word, entries().map(|entry| entry.name))
}

/// An entry with a syntax of its own.
const fn entry(
    section: Section,
    name: &'static str,
    aliases: &'static [&'static str],
    signature: &'static str,
    help: &'static str,
    example: (&'static str, &'static str),
) -> Entry {
    Entry { section, name, aliases, signature, help, example }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ast::{Collection, Format, Goal, Measure, Quantifier, Verb};
    use crate::language::check::scope::{FORMS, MEASURES};
    use crate::language::parse;

    #[test]
    fn every_word_of_the_language_has_its_entry() {
        let mut words: Vec<&str> = Vec::new();
        words.extend(Verb::ALL.iter().map(|v| v.text()).filter(|text| !text.is_empty()));
        words.extend(Format::ALL.iter().map(|f| f.text()));
        words.extend(Goal::ALL.iter().map(|g| g.text()));
        words.extend(Measure::ALL.iter().map(|m| m.text()));
        words.extend(Quantifier::ALL.iter().map(|q| q.text()));
        words.extend(Collection::ALL.iter().map(|c| c.text()));
        words.extend(MEASURES);
        words.extend(FORMS);
        words.extend([
            "~", ":=", "def", "given", "to", "for", "draw", "choose", "chain", "if", "in", "is", "multiple",
        ]);
        words.extend(statistic::functions().map(|f| f.name));
        for word in words {
            assert!(!find(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn every_entry_is_complete_and_its_example_can_be_read() {
        for entry in entries() {
            assert!(!entry.help.is_empty() && !entry.signature.is_empty() && !entry.example.1.is_empty());
            assert!(parse(entry.example.0).is_ok(), "{}", entry.example.0);
            assert_eq!(find(entry.name)[0].name, entry.name);
        }
    }

    #[test]
    fn no_two_entries_of_a_section_share_their_name() {
        let mut seen = std::collections::HashSet::new();
        for entry in entries().filter(|entry| entry.section != Section::Function) {
            assert!(seen.insert((entry.section, entry.name)), "{}", entry.name);
        }
    }
}
