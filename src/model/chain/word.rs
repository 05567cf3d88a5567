//! Waiting for words: the automaton of the beginnings of words that the last trials match.
//!
//! For words of plain labels its states are the prefixes of Knuth, Morris and Pratt ("Fast pattern matching in
//! strings", SIAM J. Comput. 6, 1977); patterns that overlap need sets of prefixes.

use super::{Chain, Condition, Step, Stop};
use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Pattern, Value};
use num_bigint::BigUint;
use num_traits::Zero;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The most states of an automaton.
const MOST_STATES: usize = 50_000;

/// For each word, the lengths (from 1) of its beginnings that the last trials match.
type Matched = Vec<Vec<usize>>;

/// For each state, where the classes of faces lead, with weights.
type Automaton = Vec<Vec<(Target, BigUint)>>;

/// Where a trial leads.
#[derive(Clone)]
enum Target {
    /// To another state of the automaton.
    State(usize),
    /// To the end of this word.
    Word(usize),
}

pub(super) fn race(words: &[Vec<Pattern>], labels: &[Value], faces: &Faces) -> Result<Chain, Error> {
    if words.is_empty() || words.iter().any(Vec::is_empty) || labels.len() != words.len() {
        return Err(Error::new(ErrorKind::Undefined, "there is no pattern to wait for")
            .hint("name what to wait for: `wait(\"HTH\" in coin)`"));
    }
    let classes = classes(words, faces);
    let possible = words
        .iter()
        .enumerate()
        .any(|(w, word)| (0..word.len()).all(|i| classes.iter().any(|(matches, _)| matches[w][i])));
    if !possible {
        return Err(Error::new(ErrorKind::Undefined, "what is waited for can never appear")
            .hint("the faces that can appear are those of the die, coin or urn after `in`"));
    }
    let (automaton, states) = automaton(words, &classes)?;
    let ends: Arc<[Value]> = labels.into();
    let stop: Condition = {
        let ends = Arc::clone(&ends);
        Arc::new(move |state| Ok(ends.contains(state)))
    };
    let step: Step = Arc::new(move |state| {
        let place = place(state).and_then(|place| automaton.get(place));
        let targets = place.ok_or_else(|| Error::new(ErrorKind::Range, "a state that does not exist"))?;
        Dist::from_weights(targets.iter().map(|(target, weight)| {
            let next = match target {
                Target::State(place) => state_value(*place),
                Target::Word(word) => ends[*word].clone(),
            };
            (next, weight.clone())
        }))
    });
    let beginnings = states.iter().map(|state| beginning(state, words)).collect::<Option<Vec<_>>>();
    let chain = Chain::new(state_value(0), step, Stop::When(stop));
    Ok(Chain { beginnings: beginnings.map(Into::into), ..chain })
}

/// The state of this number: a row in a row, which no label is.
fn state_value(place: usize) -> Value {
    Value::row([Value::row([Value::Int(place as i64)])])
}

/// The number of a state.
pub(super) fn place(state: &Value) -> Option<usize> {
    match state.elements().first()?.elements().first()? {
        Value::Int(place) => usize::try_from(*place).ok(),
        _ => None,
    }
}

/// The faces merged by which patterns they match: for each class the matches of each word's patterns, and its weight.
fn classes(words: &[Vec<Pattern>], faces: &Faces) -> Vec<(Vec<Vec<bool>>, BigUint)> {
    let mut classes: Vec<(Vec<Vec<bool>>, BigUint)> = Vec::new();
    let mut places: FxHashMap<Vec<Vec<bool>>, usize> = FxHashMap::default();
    for (face, weight) in faces.weights().iter().filter(|(_, weight)| !weight.is_zero()) {
        let matches: Vec<Vec<bool>> =
            words.iter().map(|word| word.iter().map(|p| p.matches(face)).collect()).collect();
        let place = *places.entry(matches.clone()).or_insert(classes.len());
        match classes.get_mut(place) {
            Some(class) => class.1 += weight,
            None => classes.push((matches, weight.clone())),
        }
    }
    classes
}

/// For each state, where the classes of faces lead, with weights.
fn automaton(
    words: &[Vec<Pattern>],
    classes: &[(Vec<Vec<bool>>, BigUint)],
) -> Result<(Automaton, Vec<Matched>), Error> {
    let nothing: Matched = vec![Vec::new(); words.len()];
    let mut places: FxHashMap<Matched, usize> = FxHashMap::from_iter([(nothing.clone(), 0)]);
    let mut open = vec![nothing];
    let mut automaton = Vec::new();
    while let Some(state) = open.get(automaton.len()).cloned() {
        let mut targets = Vec::with_capacity(classes.len());
        for (matches, weight) in classes {
            let next: Matched =
                state.iter().zip(matches).map(|(lengths, matches)| after(lengths, matches)).collect();
            let done = next.iter().zip(words).position(|(lengths, word)| lengths.last() == Some(&word.len()));
            let target = match done {
                Some(word) => Target::Word(word),
                None => {
                    let fresh = places.len();
                    let place = *places.entry(next.clone()).or_insert(fresh);
                    if place == fresh {
                        open.push(next);
                    }
                    Target::State(place)
                }
            };
            targets.push((target, weight.clone()));
        }
        if open.len() > MOST_STATES {
            return Err(too_expensive(&format!("the patterns overlap in more than {MOST_STATES} ways")));
        }
        automaton.push(targets);
    }
    Ok((automaton, open))
}

/// The longest beginning of a word that a state stands for; nothing for patterns, which may match in several ways.
fn beginning(state: &Matched, words: &[Vec<Pattern>]) -> Option<String> {
    let text = |pattern: &Pattern| matches!(pattern, Pattern::Is(_)).then(|| pattern.to_string());
    let texts: Vec<Vec<String>> =
        words.iter().map(|word| word.iter().map(text).collect::<Option<_>>()).collect::<Option<_>>()?;
    let length = |lengths: &Vec<usize>| lengths.last().copied().unwrap_or(0);
    let (lengths, word) = state.iter().zip(&texts).max_by_key(|(lengths, _)| length(lengths))?;
    let letters = &word[..length(lengths)];
    Some(match (letters, initials(&texts)) {
        ([], _) => "∅".to_owned(),
        (_, true) => {
            letters.iter().filter_map(|text| text.chars().next()).flat_map(char::to_uppercase).collect()
        }
        (_, false) => letters.join(" "),
    })
}

/// Whether labels are told by their first letters, as words are written: HTH for heads, tails, heads.
fn initials(words: &[Vec<String>]) -> bool {
    let mut labels: Vec<&String> = words.iter().flatten().collect();
    labels.sort();
    labels.dedup();
    let single = labels.iter().all(|label| label.chars().count() == 1);
    let mut first: Vec<String> =
        labels.iter().map(|label| label.chars().take(1).flat_map(char::to_uppercase).collect()).collect();
    first.sort();
    first.dedup();
    let letters = labels.iter().all(|label| label.chars().all(char::is_alphabetic));
    first.len() == labels.len() && (single || letters)
}

/// The lengths of the beginnings that are matched after one more trial, ascending.
fn after(lengths: &[usize], matches: &[bool]) -> Vec<usize> {
    std::iter::once(&0).chain(lengths).filter(|&&n| matches.get(n) == Some(&true)).map(|n| n + 1).collect()
}
