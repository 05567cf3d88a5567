//! Completion: what may stand at a place of a text, and how the function at hand is called.

mod labels;

use super::ast::{Act, Collection, Format};
use super::check::program;
use super::check::scope::{Meaning, Scope};
use super::fold::fold;
use super::lexer::{Kind, tokens};
use super::parse;
use super::pieces::{Role, pieces};
use super::reference::{Entry, Section, entries, find};
use crate::budget::Budget;
use crate::model::Pattern;
use labels::{compared, labels_of, written_labels};

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// Where the word begins that the candidates complete, in characters.
    pub start: usize,
    /// The candidates, likeliest kind first.
    pub candidates: Vec<Candidate>,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What takes the place of the word.
    pub text: String,
    /// How it is shown in a list: a function with its signature.
    pub shown: String,
    /// One line of help; empty for names and labels.
    pub help: String,
}

/// What may stand at a place of a text, `at` being counted in characters: the user's names, the labels of the collection
/// at hand, functions, experiments, measures, verbs and formats that begin as what is written there.
///
/// Statements before the place are taken into account. The cost is that of reading them, bounded by the budget.
///
/// # Examples
/// ```
/// use prob::budget::Budget;
/// use prob::language::{check::Scope, complete};
/// let text = "X ~ draw 2 from urn{white:4, black:2}; P(X[1] = wh";
/// let found = complete(text, text.chars().count(), &Scope::default(), &Budget::default());
/// assert_eq!((found.start, found.candidates[0].text.as_str()), (48, "white"));
/// ```
#[must_use]
pub fn complete(text: &str, at: usize, scope: &Scope, budget: &Budget) -> Completions {
    let place = Place::new(text, at);
    let candidates = if place.silent { Vec::new() } else { place.candidates(scope, budget) };
    Completions { start: place.start, candidates }
}

/// How the innermost function that is open at a place is called, such as `count(pattern in X)`; nothing outside of one.
///
/// # Examples
/// ```
/// use prob::language::{check::Scope, signature};
/// let text = "P(maxcount(5d6";
/// assert_eq!(signature(text, text.len(), &Scope::default()).as_deref(), Some("maxcount(X)"));
/// ```
#[must_use]
pub fn signature(text: &str, at: usize, scope: &Scope) -> Option<String> {
    let before: String = text.chars().take(at).collect();
    let folded = fold(&before);
    let tokens = tokens(&folded);
    let mut open: Vec<usize> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if token.kind.opens() {
            open.push(i);
        } else if token.kind.closes() {
            open.pop();
        } else if token.kind == Kind::Semicolon {
            open.clear();
        }
    }
    let bracket = *open.last()?;
    let word = tokens.get(bracket.checked_sub(1)?).filter(|token| token.kind == Kind::Word)?;
    if let Some(Meaning::Function(function)) = scope.get(word.text) {
        return Some(format!("{}({})", function.name, function.parameters.join(", ")));
    }
    let called = format!("{}{}", word.text, tokens[bracket].text);
    let mut entries: Vec<Entry> =
        find(word.text).into_iter().filter(|entry| entry.signature.contains(&called)).collect();
    // `count(pattern in X)` before `count(x in X: condition)`.
    entries.sort_by_key(|entry| entry.section != Section::Function);
    let entry = entries.first()?;
    Some(entry.signature.to_owned())
}

/// A place of a text, and what stands around it.
struct Place<'a> {
    text: &'a str,
    /// What stands before the statement at hand.
    earlier: String,
    /// The statement at hand up to the word.
    statement: String,
    /// The word so far.
    word: String,
    /// Where it begins.
    start: usize,
    /// Whether a bracket follows already.
    bracket: bool,
    /// Whether the place is inside of a text or a comment.
    silent: bool,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let at = at.min(characters.len());
        let part_of_word = |c: &char| *c == '_' || c.is_alphanumeric();
        let mut start = at - characters[..at].iter().rev().take_while(|c| part_of_word(c)).count();
        // A number before letters is no part of the word.
        start += characters[start..at].iter().take_while(|c| c.is_numeric()).count();
        let before: String = characters[..start].iter().collect();
        let boundary = boundary(&before);
        let (earlier, statement) = before.split_at(boundary);
        let inside = |(role, place): &(Role, std::ops::Range<usize>)| match role {
            Role::Comment => !before[place.end..].contains(['\n', '\r']),
            Role::Wrong => before[place.clone()].starts_with('"'),
            _ => false,
        };
        Self {
            text,
            silent: pieces(&before).last().is_some_and(inside),
            earlier: earlier.to_owned(),
            statement: statement.to_owned(),
            word: characters[start..at].iter().collect(),
            start,
            bracket: matches!(characters.get(at), Some('(' | '{')),
        }
    }

    fn candidates(&self, scope: &Scope, budget: &Budget) -> Vec<Candidate> {
        let folded = fold(&self.statement);
        let mut tokens = tokens(&folded);
        tokens.pop();
        let last = tokens.last().copied();
        if last.is_some_and(|token| token.kind == Kind::Word && token.text == "to") {
            return self.matching(Format::ALL.iter().map(|format| word(format.text())));
        }
        let mut scope = self.known(scope, budget);
        // What is compared with an element is one of its labels, if it begins like one.
        let own = compared(&tokens).map(|name| labels_of(&mut scope, name, budget)).unwrap_or_default();
        if !self.word.is_empty() && own.iter().any(|label| label.starts_with(&self.word)) {
            return self.matching(own.iter().map(|label| word(label)));
        }
        let mut all = Vec::new();
        let labels = if own.is_empty() { self.labels(&mut scope, budget) } else { own };
        all.extend(labels.iter().map(|label| word(label)));
        all.extend(self.names(&scope).into_iter().filter(|c| !labels.contains(&c.text)));
        let begins = last.is_none();
        for entry in entries() {
            let fits = match entry.section {
                Section::Statement | Section::Verb => begins,
                Section::Measure | Section::Experiment | Section::Collection | Section::Function => true,
                Section::Pattern => false,
            };
            if fits {
                all.extend(self.of_entry(&entry));
            }
        }
        let words = ["and", "or", "xor", "not", "mod", "from", "then", "else", "until", "with replacement"];
        if !begins {
            all.extend(words.map(word));
        }
        self.matching(all.into_iter())
    }

    /// Those that begin as the word does; if there are none, those that begin so but for their case. Each once.
    fn matching(&self, all: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = all.collect();
        let mut seen = std::collections::HashSet::new();
        all.retain(|candidate| seen.insert(candidate.text.clone()));
        let exact = |candidate: &&Candidate| candidate.text.starts_with(&self.word);
        if all.iter().any(|candidate| exact(&candidate)) {
            all.retain(|candidate| exact(&candidate));
        } else {
            let folded = self.word.to_lowercase();
            all.retain(|candidate| candidate.text.to_lowercase().starts_with(&folded));
        }
        all
    }

    /// The scope with what earlier statements of the text give; those that cannot be read give nothing.
    fn known(&self, scope: &Scope, budget: &Budget) -> Scope {
        let mut scope = scope.clone();
        if let Ok(program) = parse(&self.earlier) {
            for statement in program.statements.iter().filter(|s| !matches!(s.node, Act::Ask(_))) {
                let mut next = scope.clone();
                if program::define(&mut next, &statement.node, budget).is_ok() {
                    scope = next;
                }
            }
        }
        scope
    }

    /// The user's names; functions with their parameters.
    fn names(&self, scope: &Scope) -> Vec<Candidate> {
        let mut names: Vec<&str> = scope.names().collect();
        names.sort_unstable();
        names
            .into_iter()
            .map(|name| match scope.get(name) {
                Some(Meaning::Function(function)) => Candidate {
                    text: self.called(name, "("),
                    shown: format!("{name}({})", function.parameters.join(", ")),
                    help: String::new(),
                },
                _ => word(name),
            })
            .collect()
    }

    /// The labels that are in sight: those of the names, and those that the text writes down.
    fn labels(&self, scope: &mut Scope, budget: &Budget) -> Vec<String> {
        let mut names: Vec<String> = scope.names().map(str::to_owned).collect();
        names.sort_unstable();
        let mut labels: Vec<String> = Vec::new();
        for name in names {
            labels.extend(labels_of(scope, &name, budget));
        }
        labels.extend(written_labels(self.text));
        if self.text.contains("deck") {
            labels.extend(Pattern::WORDS.iter().map(|word| (*word).to_owned()));
        }
        let mut seen = std::collections::HashSet::new();
        labels.retain(|label| seen.insert(label.clone()));
        labels
    }

    /// What an entry of the reference offers: nothing when it is called by a sign.
    fn of_entry(&self, entry: &Entry) -> Option<Candidate> {
        let name = entry.name;
        let is_word =
            name.starts_with(char::is_alphabetic) && name.chars().all(|c| c == '_' || c.is_alphanumeric());
        let first = entry.signature.split(" · ").next().unwrap_or(entry.signature);
        let is_used = first.contains(name) || entry.signature.contains(&format!("{name}("));
        if !is_word || !is_used {
            return None;
        }
        let text = if entry.signature.contains(&format!("{name}(")) && !first.starts_with(&format!("{name} "))
        {
            if first == name { name.to_owned() } else { self.called(name, "(") }
        } else if Collection::from_text(name).is_some() && name != "deck" {
            self.called(name, "{")
        } else {
            name.to_owned()
        };
        Some(Candidate { text, shown: first.to_owned(), help: entry.help.to_owned() })
    }

    /// A name with its bracket, unless one stands there already.
    fn called(&self, name: &str, bracket: &str) -> String {
        if self.bracket { name.to_owned() } else { format!("{name}{bracket}") }
    }
}

fn word(text: &str) -> Candidate {
    Candidate { text: text.to_owned(), shown: text.to_owned(), help: String::new() }
}

/// Where the last statement of a text begins, in bytes.
fn boundary(text: &str) -> usize {
    let folded = fold(text);
    let mut start = 0;
    let mut open = 0usize;
    for token in tokens(&folded) {
        match token.kind {
            kind if kind.opens() => open += 1,
            kind if kind.closes() => open = open.saturating_sub(1),
            Kind::Semicolon => (start, open) = (token.span.end, 0),
            _ if token.breaks && open == 0 => start = token.span.start,
            _ => {}
        }
    }
    text.char_indices().nth(start).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests;
