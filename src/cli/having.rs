//! Conditions on what a hand has: `ace>=1`, `hearts=2`, `red 1..3`, `ace`.

use crate::cli::condition::{Condition, sign};
use crate::cli::deck::Deck;
use crate::cli::subject::{Subject, call, pattern};
use crate::cli::value;
use crate::error::{Error, ErrorKind, nearest};
use crate::model::{Card, Pattern, Value};
use crate::question::Expr;

/// What a hand must have: a kind of card, and how many (at least one when nothing is said).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Having {
    label: String,
    number: Option<Condition>,
}

impl Having {
    /// What the text says.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] when there is no label, and those of conditions.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let end = text.char_indices().find(|&(at, c)| c.is_whitespace() || sign(&text[at..]).is_some());
        let (label, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
        if label.is_empty() {
            return Err(Error::new(ErrorKind::Syntax, "no kind of card is named")
                .hint("write `ace`, `ace>=1`, `hearts=2` or `red 1..3`"));
        }
        let number = match rest.trim() {
            "" => None,
            rest => Some(Condition::parse(rest).map_err(|error| {
                let joined = rest.split_whitespace().any(|word| ["and", "or", "&", "&&"].contains(&word));
                if joined { error.hint("give `--having` once for each condition") } else { error }
            })?),
        };
        Ok(Self { label: label.trim_matches('"').to_owned(), number })
    }

    /// The event that the hand has it.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownLabel`] when the deck has no such card, with the nearest name.
    pub fn event(&self, deck: &Deck) -> Result<Expr, Error> {
        let arguments = vec![pattern(self.pattern(deck)?), Subject::outcome()];
        match &self.number {
            None => call("contains", arguments),
            Some(number) => Ok(number.event(&call("count", arguments)?)),
        }
    }

    /// The pattern that the label stands for: labels of the deck first, then what cards are called.
    fn pattern(&self, deck: &Deck) -> Result<Pattern, Error> {
        let classes = deck.cards.classes();
        let word = self.label.as_str();
        let own = value::label(word).ok().filter(|label| classes.iter().any(|(other, _)| other == label));
        if let Some(label) = own {
            return Ok(Pattern::Is(label));
        }
        let card = || word.parse::<Card>().ok().map(|card| Pattern::Is(Value::Card(card)));
        let numbers = || Condition::parse(word).ok().map(|condition| condition.pattern());
        let lower = word.to_lowercase();
        let named = if deck.has_suits() {
            Pattern::card_word(&lower).or_else(card).or_else(|| Pattern::class_word(&lower)).or_else(numbers)
        } else {
            Pattern::class_word(&lower).or_else(numbers)
        };
        match named {
            Some(pattern) if classes.iter().any(|(label, _)| pattern.matches(label)) => Ok(pattern),
            _ => Err(self.unknown(deck)),
        }
    }

    fn unknown(&self, deck: &Deck) -> Error {
        let labels: Vec<String> = deck.cards.classes().iter().map(|(label, _)| label.to_string()).collect();
        let words: &[&str] = if deck.has_suits() { &Pattern::WORDS } else { &[] };
        // The labels of playing cards are two characters long, and any short word is near to one.
        let labels_of_its_own = if deck.has_suits() { &[][..] } else { &labels };
        let known = labels_of_its_own.iter().map(String::as_str).chain(words.iter().copied());
        let message = format!("--having {0}: the deck has no card `{0}`", self.label);
        Error::new(ErrorKind::UnknownLabel, message).hint(match nearest(&self.label, known) {
            Some(name) => format!("did you mean `{name}`?"),
            None if deck.has_suits() => {
                "name a rank, a suit, a colour, `face`, or one card such as `\"As\"`".to_owned()
            }
            None => format!("its labels are {}", labels.join(", ")),
        })
    }
}
