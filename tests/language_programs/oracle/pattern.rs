//! Whether an element matches a pattern, by the words of the reference.

use super::evaluate::World;
use super::value::{Known, Number, Refusal, V, compare};
use num_traits::{Signed, ToPrimitive};
use prob::language::ast::{Comparator, Expr, Node, Operator};
use std::cmp::Ordering;

const RANKS: [&str; 13] = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king", "ace"];
const SUITS: [&str; 4] = ["clubs", "diamonds", "hearts", "spades"];

/// The rank of this name, which may be in the plural.
pub fn rank_named(word: &str) -> Option<i64> {
    let place = |w: &str| RANKS.iter().position(|r| *r == w).map(|i| i as i64 + 2);
    place(word).or_else(|| word.strip_suffix('s').and_then(place))
}

/// The colour of a suit; a home-made suit is its own colour.
pub fn color_of(suit: &str) -> &str {
    match suit {
        "clubs" | "spades" => "black",
        "diamonds" | "hearts" => "red",
        own => own,
    }
}

pub fn holds(comparator: Comparator, ordering: Ordering) -> bool {
    match comparator {
        Comparator::Equal => ordering.is_eq(),
        Comparator::Unequal => ordering.is_ne(),
        Comparator::Less => ordering.is_lt(),
        Comparator::AtMost => ordering.is_le(),
        Comparator::Greater => ordering.is_gt(),
        Comparator::AtLeast => ordering.is_ge(),
    }
}

impl<'a> World<'a> {
    /// Whether an element matches a pattern.
    pub fn matches(&self, pattern: &'a Expr, element: &V) -> Known<bool> {
        match &pattern.node {
            Node::Name(word) if !self.bears(word) => Ok(named(word, element)),
            Node::Text(text) => {
                Ok(matches!(element, V::Word(w) if w.as_ref() == text) || is_card(text, element))
            }
            Node::Set(items) => {
                for item in items {
                    if self.matches(item, element)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Node::Range { from, to } => {
                let (low, high) = (self.bound(from)?, self.bound(to)?);
                Ok(beyond(element, Comparator::AtLeast, &low) && beyond(element, Comparator::AtMost, &high))
            }
            Node::Threshold { comparator, value } => Ok(beyond(element, *comparator, &self.bound(value)?)),
            Node::MultipleOf(of) => {
                let of = self.evaluate(of)?.integer()?;
                if of == 0 {
                    return Err(Refusal::Meaningless);
                }
                Ok(whole(element).is_some_and(|n| n % of == 0))
            }
            Node::Not(inner) => Ok(!self.matches(inner, element)?),
            Node::Binary { operator: Operator::And, left, right } => {
                Ok(self.matches(left, element)? && self.matches(right, element)?)
            }
            Node::Binary { operator: Operator::Or, left, right } => {
                Ok(self.matches(left, element)? || self.matches(right, element)?)
            }
            _ => match self.evaluate(pattern)? {
                V::Set(members) => Ok(members.contains(element)),
                // A word that a name stands for is read as if it stood here.
                V::Word(word) => Ok(named(&word, element)),
                V::Num(n) => Ok(match element {
                    V::Card(rank, _) | V::Rank(rank) => Number::from_integer((*rank).into()) == n,
                    other => *other == V::Num(n),
                }),
                value => Ok(value == *element),
            },
        }
    }

    /// The end of a range of a pattern: a rank may be named.
    fn bound(&self, end: &'a Expr) -> Known<V> {
        match &end.node {
            Node::Name(word) if !self.bears(word) => {
                rank_named(word).map(V::Rank).ok_or(Refusal::Meaningless)
            }
            _ => self.evaluate(end),
        }
    }
}

/// Whether a word of the language matches an element.
fn named(word: &str, element: &V) -> bool {
    if let V::Word(label) = element {
        let side = match (word, label.as_ref()) {
            ("H", "heads") | ("T", "tails") => label.as_ref(),
            _ => word,
        };
        if side == label.as_ref() {
            return true;
        }
        let mut letters = label.chars();
        let letter = letters.next().filter(|c| c.is_ascii_alphabetic() && letters.next().is_none());
        let is_vowel = letter.is_some_and(|c| "aeiouAEIOU".contains(c));
        return match word {
            "vowel" => is_vowel,
            "consonant" => letter.is_some() && !is_vowel,
            _ => false,
        };
    }
    if let V::Card(rank, suit) = element {
        let french = SUITS.contains(&suit.as_ref());
        let singular = |suit: &str| suit[..suit.len() - 1].to_owned();
        let of_card = suit.as_ref() == word
            || (french && singular(suit) == word)
            || color_of(suit) == word
            || (french && matches!(word, "face" | "faces") && (11..=13).contains(rank))
            || rank_named(word) == Some(*rank);
        if of_card {
            return true;
        }
    }
    if let V::Rank(rank) = element
        && (rank_named(word) == Some(*rank) || (word == "face" && (11..=13).contains(rank)))
    {
        return true;
    }
    let Some(n) = whole(element) else { return false };
    match word {
        "even" => n % 2 == 0,
        "odd" => n % 2 != 0,
        "prime" => is_prime(n),
        "composite" => n > 1 && !is_prime(n),
        "square" => (0..=n).any(|k| k * k == n),
        "cube" => (-n.abs()..=n.abs()).any(|k| k * k * k == n),
        _ => false,
    }
}

pub fn is_prime(n: i64) -> bool {
    n > 1 && (2..n).all(|d| n % d != 0)
}

/// The whole number that an element shows.
fn whole(element: &V) -> Option<i64> {
    match element {
        V::Num(n) if n.is_integer() => {
            n.to_integer().abs().to_i64().map(|m| if n.is_negative() { -m } else { m })
        }
        V::Card(rank, _) | V::Rank(rank) => Some(*rank),
        _ => None,
    }
}

/// Whether an element compares like this with a bound; cards by their ranks.
fn beyond(element: &V, comparator: Comparator, bound: &V) -> bool {
    let element = match element {
        V::Card(rank, _) => V::Rank(*rank),
        other => other.clone(),
    };
    compare(&element, bound).is_ok_and(|ordering| holds(comparator, ordering))
}

/// Whether a card is the one that the text names, such as `As`.
fn is_card(text: &str, element: &V) -> bool {
    let V::Card(rank, suit) = element else { return false };
    let letter = match rank {
        11 => "J".to_owned(),
        12 => "Q".to_owned(),
        13 => "K".to_owned(),
        14 => "A".to_owned(),
        n => n.to_string(),
    };
    SUITS.contains(&suit.as_ref()) && text == format!("{letter}{}", &suit[..1])
}
