//! The packs of cards that `prob hand` draws from.

use crate::cli::value;
use crate::error::{Error, ErrorKind};
use crate::model::{Collection, Population, Value, cards};
use std::sync::Arc;

/// A pack of cards, and how the question language writes it.
#[derive(Clone, Debug)]
pub struct Deck {
    /// The cards.
    pub cards: Arc<Population>,
    /// How the pack is written: `deck`, `deck(36)`, `deck{A:3, other:34}`.
    pub text: String,
}

impl Deck {
    /// The pack that the text says: a number of cards, or labels with numbers, `A:3,B:3,other:34`.
    ///
    /// # Examples
    /// ```
    /// use prob::cli::deck::Deck;
    /// assert_eq!(Deck::parse("A:3,B:3,other:34")?.cards.size(), 40);
    /// assert_eq!(Deck::parse("52")?.text, "deck");
    /// # Ok::<(), prob::Error>(())
    /// ```
    /// # Errors
    /// [`ErrorKind::Range`] for a pack that does not exist, [`ErrorKind::Syntax`] for what is no pack.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let inner = text.strip_prefix("deck").map_or(text, str::trim);
        let listed = inner.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let counted = inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(inner);
        match listed {
            _ if text == "deck" => Self::standard(52),
            Some(labels) => Self::labelled(labels),
            None if inner.contains([':', ',']) => Self::labelled(inner),
            None if counted.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                Self::standard(value::positive(counted)?)
            }
            None => Err(unreadable()),
        }
    }

    fn standard(size: u64) -> Result<Self, Error> {
        let cards = cards::deck(size).map_err(|error| {
            Error::new(error.kind(), error.message()).hint(
                "decks have 32, 36, 40, 52 or 54 cards, or several times 52; or name your own: 'A:3,B:3,other:34'",
            )
        })?;
        let text = if size == 52 { "deck".to_owned() } else { format!("deck({size})") };
        Ok(Self { cards: Arc::new(cards), text })
    }

    fn labelled(text: &str) -> Result<Self, Error> {
        let mut classes: Vec<(Value, u64)> = Vec::new();
        for part in text.split(',') {
            let (label, count) = part.split_once(':').unwrap_or((part, "1"));
            let label = value::label(label.trim())?;
            let count = value::positive(count).map_err(|error| {
                let message = format!("the number of {label} cards cannot be `{}`", count.trim());
                Error::new(error.kind(), message).hint("write a whole number, 1 or more")
            })?;
            if classes.iter().any(|(other, _)| *other == label) {
                return Err(Error::new(ErrorKind::Ambiguous, format!("the label {label} is given twice"))
                    .hint("add the numbers up under one label"));
            }
            classes.push((label, count));
        }
        let shown: Vec<String> = classes.iter().map(|(label, count)| format!("{label}:{count}")).collect();
        let cards = Population::new(Collection::Deck, classes)?;
        Ok(Self { cards: Arc::new(cards), text: format!("deck{{{}}}", shown.join(", ")) })
    }

    /// Whether the pack is of playing cards, which have ranks and suits.
    #[must_use]
    pub fn has_suits(&self) -> bool {
        self.cards.classes().iter().any(|(label, _)| matches!(label, Value::Card(_)))
    }
}

fn unreadable() -> Error {
    Error::new(ErrorKind::Syntax, "this is not a deck")
        .hint("write a number of cards such as `52`, or labels with numbers such as 'A:3,B:3,other:34'")
}
