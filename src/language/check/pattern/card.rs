//! Cards in patterns: ranks by number, suits by name, one card in quotation marks.

use super::unknown_label;
use crate::error::{Error, ErrorKind, Span};
use crate::language::check::Checker;
use crate::language::check::meant;
use crate::language::check::typed::Labels;
use crate::model::{Card, Pattern, Value};

impl Checker<'_> {
    /// A suit of a home-made pack.
    pub(super) fn home_suit(&self, word: &str, labels: Option<&Labels>) -> Option<Pattern> {
        let suit = labels?.values.iter().find_map(|v| match v {
            Value::Card(Card { suit, .. }) if suit.name() == word => Some(suit.clone()),
            _ => None,
        })?;
        Some(Pattern::Suit(suit))
    }
}

/// A number as the rank of a card: that of a spot card, or a rank of a home-made pack.
pub(super) fn rank(n: i64, labels: Option<&Labels>, span: Span) -> Result<Pattern, Error> {
    let (court, name) = match n {
        1 | 14 => (true, "ace"),
        11 => (true, "jack"),
        12 => (true, "queen"),
        13 => (true, "king"),
        _ => (false, ""),
    };
    if let Some(labels) = labels.filter(|labels| is_french(labels))
        && (court || !cards(labels).any(|card| card.rank == n))
    {
        let error = unknown_label(&n.to_string(), span, labels);
        return Err(if court { error.hint(format!("did you mean `{name}`?")) } else { error });
    }
    Ok(match u8::try_from(n) {
        Ok(rank) if (2..=14).contains(&rank) => Pattern::Rank(rank),
        _ => Pattern::Between(Value::Int(n), Value::Int(n)),
    })
}

/// The rank of this number, among ranks with names.
pub(in crate::language::check) fn level(n: i64, labels: Option<&Labels>, span: Span) -> Result<Value, Error> {
    let level = u8::try_from(n)
        .ok()
        .filter(|n| (2..=10).contains(n))
        .map(|index| Value::Level(crate::model::Level { scale: crate::model::Scale::Rank, index }));
    let court = [(1, "ace"), (14, "ace"), (11, "jack"), (12, "queen"), (13, "king")];
    match (level, court.iter().find(|(number, _)| *number == n)) {
        (Some(level), _) => Ok(level),
        (None, Some((_, name))) => {
            Err(Error::new(ErrorKind::UnknownLabel, format!("no rank is called `{n}`"))
                .hint(format!("did you mean `{name}`?"))
                .at(span))
        }
        (None, None) => Err(match labels {
            Some(labels) => unknown_label(&n.to_string(), span, labels),
            None => Error::new(ErrorKind::UnknownLabel, format!("no rank is called `{n}`")).at(span),
        }),
    }
}

/// The cards among the labels.
pub(super) fn cards(labels: &Labels) -> impl Iterator<Item = &Card> {
    labels.values.iter().filter_map(|v| if let Value::Card(card) = v { Some(card) } else { None })
}

/// Whether they are a pack of all four suits, which has its picture cards by name.
pub(super) fn is_french(labels: &Labels) -> bool {
    crate::model::Suit::FRENCH.iter().all(|suit| cards(labels).any(|card| card.suit == *suit))
}

/// A word that names a suit or colour, for samples of suits and colours.
pub(super) fn suit_word(word: &str, labels: Option<&Labels>) -> Option<Pattern> {
    let pattern = Pattern::card_word(word)?;
    let suits = labels?.words().any(|w| matches!(w, "clubs" | "diamonds" | "hearts" | "spades" | "black"));
    suits.then_some(pattern).filter(|p| !matches!(p, Pattern::Rank(_)))
}

/// The card of a pack that a text names.
pub(in crate::language::check) fn card(text: &str, span: Span, labels: &Labels) -> Result<Value, Error> {
    let fix = |error: Error| match meant::label(text, labels) {
        Some(meant) => error.hint(meant),
        None => error.hint("a card is a rank and a suit in quotation marks: `\"As\"`, `\"10h\"`"),
    };
    let card: Card = text.parse().map_err(|error: Error| fix(error).at(span))?;
    let card = Value::Card(card);
    if labels.values.contains(&card) {
        return Ok(card);
    }
    Err(Error::new(ErrorKind::UnknownLabel, format!("the deck has no `{text}`")).at(span))
}
