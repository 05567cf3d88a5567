//! Playing cards and the packs they come in.

use crate::error::{Error, ErrorKind};
use crate::model::population::{Collection, Population};
use crate::model::{Level, Scale, Value};
use std::fmt;
use std::sync::Arc;

/// A suit of the French pack, or a suit of a pack made at home.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Suit {
    /// ♣
    Clubs,
    /// ♦
    Diamonds,
    /// ♥
    Hearts,
    /// ♠
    Spades,
    /// A suit with a name of its own.
    Named(Arc<str>),
}

impl Suit {
    /// The four suits of the French pack, in the order of bridge.
    pub const FRENCH: [Suit; 4] = [Self::Clubs, Self::Diamonds, Self::Hearts, Self::Spades];

    /// The name in the plural, as patterns use it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Clubs => "clubs",
            Self::Diamonds => "diamonds",
            Self::Hearts => "hearts",
            Self::Spades => "spades",
            Self::Named(name) => name,
        }
    }

    /// `red` or `black`; a home-made suit is its own colour.
    #[must_use]
    pub fn color(&self) -> &str {
        match self {
            Self::Clubs | Self::Spades => "black",
            Self::Diamonds | Self::Hearts => "red",
            Self::Named(name) => match name.as_ref() {
                "clubs" | "spades" => "black",
                "diamonds" | "hearts" => "red",
                own => own,
            },
        }
    }
}

/// A card: a rank and a suit. French ranks run from 2 to 14, the ace; home-made packs have any numbers.
///
/// # Examples
/// ```
/// use prob::model::{Card, Suit};
/// let card: Card = "As".parse().unwrap();
/// assert_eq!(card, Card { suit: Suit::Spades, rank: 14 });
/// assert_eq!(card.to_string(), "As");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// The rank.
    pub rank: i64,
    /// The suit.
    pub suit: Suit,
}

impl Card {
    /// The rank as a value: a level of the French scale, or the number of a card that has no rank there.
    #[must_use]
    pub fn rank_value(&self) -> Value {
        match (&self.suit, u8::try_from(self.rank)) {
            (Suit::Named(_), _) | (_, Err(_) | Ok(0..2 | 15..)) => Value::Int(self.rank),
            (_, Ok(index)) => Value::Level(Level { scale: Scale::Rank, index }),
        }
    }
}

impl PartialOrd for Card {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Card {
    /// By rank, then by suit.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank.cmp(&other.rank).then_with(|| self.suit.cmp(&other.suit))
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.suit {
            Suit::Named(name) => write!(f, "{} {name}", self.rank),
            suit => {
                match self.rank {
                    11 => f.write_str("J")?,
                    12 => f.write_str("Q")?,
                    13 => f.write_str("K")?,
                    14 => f.write_str("A")?,
                    n => write!(f, "{n}")?,
                }
                f.write_str(&suit.name()[..1])
            }
        }
    }
}

impl std::str::FromStr for Card {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || {
            Error::new(ErrorKind::UnknownLabel, format!("`{text}` is not a card"))
                .hint("write a rank and a suit, such as `As`, `10h` or `Qd`")
        };
        let (last, _) = text.char_indices().next_back().ok_or_else(unknown)?;
        let (rank, suit) = text.split_at(last);
        let suit = match suit {
            "c" | "♣" => Suit::Clubs,
            "d" | "♦" => Suit::Diamonds,
            "h" | "♥" => Suit::Hearts,
            "s" | "♠" => Suit::Spades,
            _ => return Err(unknown()),
        };
        let rank = match rank {
            "A" => 14,
            "K" => 13,
            "Q" => 12,
            "J" => 11,
            "T" => 10,
            "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" => rank.parse().map_err(|_| unknown())?,
            _ => return Err(unknown()),
        };
        Ok(Self { rank, suit })
    }
}

/// The label of a joker.
pub const JOKER: &str = "joker";

/// A pack of this many cards: 32 (7 to ace), 36 (6 to ace), 40 (ace to 7 and jack, queen, king), 52, 54 (with two
/// jokers), or any multiple of 52 (several packs shuffled together).
///
/// # Examples
/// ```
/// use prob::model::cards::deck;
/// assert_eq!(deck(52)?.size(), 52);
/// assert_eq!(deck(54)?.count_where(|card| card == &"joker".into()), 2);
/// # Ok::<(), prob::Error>(())
/// ```
/// # Errors
/// [`ErrorKind::Range`] for a pack that does not exist.
pub fn deck(size: u64) -> Result<Population, Error> {
    let (ranks, copies, jokers): (Vec<i64>, u64, u64) = match size {
        32 => ((7..=14).collect(), 1, 0),
        36 => ((6..=14).collect(), 1, 0),
        40 => ((2..=7).chain(11..=14).collect(), 1, 0),
        54 => ((2..=14).collect(), 1, 2),
        n if n > 0 && n % 52 == 0 => ((2..=14).collect(), n / 52, 0),
        _ => {
            return Err(Error::new(ErrorKind::Range, format!("there is no deck of {size} cards"))
                .hint("decks have 32, 36, 40, 52 or 54 cards, or several times 52; or name your own, `deck{A:3, other:34}`"));
        }
    };
    let cards =
        ranks.iter().flat_map(|&rank| Suit::FRENCH.map(|suit| (Value::Card(Card { rank, suit }), copies)));
    let jokers = (jokers > 0).then(|| (Value::word(JOKER), jokers));
    Population::new(Collection::Deck, cards.chain(jokers))
}

/// A home-made pack: every rank in every suit, this many times.
///
/// # Examples
/// ```
/// use prob::model::cards::home_made;
/// let pack = home_made(&[1, 2, 3], &["red".into(), "blue".into()], 2)?;
/// assert_eq!(pack.size(), 12);
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] when nothing is in it.
pub fn home_made(ranks: &[i64], suits: &[Arc<str>], copies: u64) -> Result<Population, Error> {
    // Where a rank has no French name, all are numbers, and so the suits are the pack's own.
    let french = ranks.iter().all(|rank| (2..=14).contains(rank));
    let suit = |name: &Arc<str>| {
        let french = Suit::FRENCH.into_iter().find(|s| french && s.name() == name.as_ref());
        french.unwrap_or(Suit::Named(Arc::clone(name)))
    };
    let cards = ranks.iter().flat_map(|&rank| {
        suits.iter().map(move |name| (Value::Card(Card { rank, suit: suit(name) }), copies))
    });
    Population::new(Collection::Deck, cards.collect::<Vec<_>>())
}
