//! The labels in sight of a place: those of a name, those that a text writes down, and whose elements are compared.

use crate::budget::Budget;
use crate::language::ast::Collection;
use crate::language::check::{self, Scope};
use crate::language::fold::fold;
use crate::language::lexer::{Kind, Token, tokens};
use crate::model::{Pattern, Value};

/// The most labels of one collection that are offered: nobody looks through the states of a large die.
const MOST_LABELS: usize = 60;

/// The name of the sample one of whose elements is compared with what comes: `X[1] =`, `c is`, `X[1] in {`.
pub(super) fn compared<'a>(tokens: &[Token<'a>]) -> Option<&'a str> {
    let mut at = tokens.len().checked_sub(1)?;
    // Inside of a set, after its labels.
    while matches!(tokens[at].kind, Kind::LeftBrace | Kind::Comma | Kind::Word | Kind::Number) && at > 0 {
        at -= 1;
    }
    if tokens[at].kind == Kind::Not {
        at = at.checked_sub(1)?;
    }
    let compares = tokens[at].kind.is_comparator() || matches!(tokens[at].kind, Kind::Is | Kind::In);
    if !compares {
        return None;
    }
    at = at.checked_sub(1)?;
    if tokens[at].kind == Kind::RightBracket {
        let opening = tokens[..at].iter().rposition(|token| token.kind == Kind::LeftBracket)?;
        at = opening.checked_sub(1)?;
    }
    (tokens[at].kind == Kind::Word).then_some(tokens[at].text)
}

/// The labels of what a name stands for, as they are written in a pattern.
pub(super) fn labels_of(scope: &mut Scope, name: &str, budget: &Budget) -> Vec<String> {
    let Some(labels) = check::labels_of(scope, name, budget) else { return Vec::new() };
    if labels.has_cards() {
        return Pattern::WORDS.iter().map(|word| (*word).to_owned()).collect();
    }
    let written = |value: &Value| match value {
        Value::Word(text) if text.chars().all(|c| c == '_' || c.is_alphanumeric()) => text.to_string(),
        Value::Word(text) => format!("\"{text}\""),
        other => other.to_string(),
    };
    let labels = labels.values.iter().filter(|value| !matches!(value, Value::Int(_) | Value::Ratio(_)));
    labels.take(MOST_LABELS).map(written).collect()
}

/// The labels that stand in the braces of a text's urns, dice and packs.
pub(super) fn written_labels(text: &str) -> Vec<String> {
    let folded = fold(text);
    let tokens = tokens(&folded);
    let mut labels = Vec::new();
    let mut inside = false;
    for pair in tokens.windows(2) {
        match (pair[0].kind, pair[1].kind) {
            (Kind::Word, Kind::LeftBrace) => inside = Collection::from_text(pair[0].text).is_some(),
            (Kind::RightBrace, _) => inside = false,
            (Kind::Word, Kind::Colon | Kind::Comma | Kind::RightBrace) if inside => {
                labels.push(pair[0].text.to_owned());
            }
            _ => {}
        }
    }
    labels
}
