//! Experiments as the question language writes them.

use crate::model::cards::deck;
use crate::model::{Card, Collection, Faces, Population, Value};
use crate::number::Probability;
use num_bigint::BigUint;
use num_traits::One;
use std::fmt::Display;

/// `coin`, `coins(5)`, `coins(5, 1/3)`, `die{heads:1/3, tails:2/3}`.
pub(super) fn coins_text(n: u64, heads: &Probability) -> String {
    let fair = *heads == heads.complement();
    match n {
        1 if fair => "coin".to_owned(),
        1 => format!("die{{heads:{heads}, tails:{}}}", heads.complement()),
        _ if fair => format!("coins({n})"),
        _ => format!("coins({n}, {heads})"),
    }
}

/// `d6`, `3d6`, `die{1, 2, 3:5}`, `pool(3, die{red, blue:2})`.
pub(super) fn dice_text(n: u64, faces: &Faces) -> String {
    let plain =
        faces.weights().iter().zip(1..).all(|((face, weight), i)| *face == Value::Int(i) && weight.is_one());
    match n {
        1 if plain => format!("d{}", faces.weights().len()),
        _ if plain => format!("{n}d{}", faces.weights().len()),
        1 => format!("die{{{}}}", classes_text(faces.weights())),
        _ => format!("pool({n}, die{{{}}})", classes_text(faces.weights())),
    }
}

/// The most elements that are written out one by one.
const MOST_ELEMENTS: u64 = 10_000;

/// `urn{white:4, black:2}`, `deck`, `1..10`, `"NNOO"` …; letters come sorted by their first places.
pub(in crate::question) fn population_text(population: &Population) -> String {
    let classes = population.classes();
    match population.collection() {
        // Too many for a list, they are written with their numbers: an urn is drawn from in the same way.
        Collection::Letters | Collection::Set | Collection::Deck
            if population.size() > MOST_ELEMENTS.max(classes.len() as u64) =>
        {
            format!("urn{{{}}}", classes_text(classes))
        }
        Collection::Urn => format!("urn{{{}}}", classes_text(classes)),
        Collection::People => format!("people{{{}}}", classes_text(classes)),
        Collection::Deck => deck_text(population),
        Collection::Letters => {
            format!("\"{}\"", elements(classes).map(ToString::to_string).collect::<String>())
        }
        Collection::Set | Collection::Die => run_text(classes).unwrap_or_else(|| set_text(classes)),
    }
}

fn deck_text(population: &Population) -> String {
    let classes = population.classes();
    if deck(population.size()).is_ok_and(|deck| deck == *population) {
        return if population.size() == 52 {
            "deck".to_owned()
        } else {
            format!("deck({})", population.size())
        };
    }
    if classes.iter().any(|(label, _)| matches!(label, Value::Card(_))) {
        return cards_text(classes).unwrap_or_else(|| set_text(classes));
    }
    format!("deck{{{}}}", classes_text(classes))
}

/// `cards(1..13, {red, blue}, 2)`, when every rank of a run comes in every suit equally often.
fn cards_text(classes: &[(Value, u64)]) -> Option<String> {
    let cards: Vec<&Card> = classes
        .iter()
        .map(|(label, _)| if let Value::Card(card) = label { Some(card) } else { None })
        .collect::<Option<_>>()?;
    let (first, last) =
        (cards.iter().map(|card| card.rank).min()?, cards.iter().map(|card| card.rank).max()?);
    let mut suits: Vec<&str> = Vec::new();
    for card in &cards {
        if !suits.contains(&card.suit.name()) {
            suits.push(card.suit.name());
        }
    }
    let copies = classes.first()?.1;
    let all = u64::try_from(last - first + 1).ok()?.checked_mul(suits.len() as u64)?;
    if all != cards.len() as u64 || classes.iter().any(|(_, count)| *count != copies) {
        return None;
    }
    let suits = suits.into_iter().map(|suit| Value::word(suit).label_text()).collect::<Vec<_>>().join(", ");
    let copies = if copies == 1 { String::new() } else { format!(", {copies}") };
    Some(format!("cards({first}..{last}, {{{suits}}}{copies})"))
}

/// `1..10`, for more than two integers in a row, one of each.
fn run_text(classes: &[(Value, u64)]) -> Option<String> {
    let [(Value::Int(first), 1), .., (Value::Int(last), 1)] = classes else { return None };
    let in_a_row =
        classes.iter().zip(*first..).all(|((label, count), n)| *label == Value::Int(n) && *count == 1);
    (in_a_row && classes.len() > 2).then(|| format!("{first}..{last}"))
}

fn set_text(classes: &[(Value, u64)]) -> String {
    format!("{{{}}}", elements(classes).map(Value::label_text).collect::<Vec<_>>().join(", "))
}

/// Every label as often as it comes.
fn elements(classes: &[(Value, u64)]) -> impl Iterator<Item = &Value> {
    classes
        .iter()
        .flat_map(|(label, count)| std::iter::repeat_n(label, usize::try_from(*count).unwrap_or(usize::MAX)))
}

fn classes_text<W: Display + Clone + Into<BigUint>>(classes: &[(Value, W)]) -> String {
    let class = |(label, weight): &(Value, W)| {
        let label = label.label_text();
        if weight.clone().into().is_one() { label } else { format!("{label}:{weight}") }
    };
    classes.iter().map(class).collect::<Vec<_>>().join(", ")
}
