//! At how many places of a row, or pairs of neighbours, something holds: by inclusion and exclusion over those chosen.

use crate::budget::Budget;
use crate::explain::ways::Favourable;
use crate::explain::{Message, Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::rooks::hits::{Kind, Told};
use crate::solve::{blocks, rooks};
use num_bigint::BigUint;
use num_traits::{One, Zero};

/// The most terms that are written down.
const MOST_TERMS: usize = 60;

/// How many numbers of ways are shown.
const SHOWN: usize = 12;

/// The word operations that are spent on it.
const WORK: u128 = 20_000_000;

/// The rows in which something holds nowhere, somewhere, or at exactly so many places.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let by_elements = match space {
        Space::Draw(..) => true,
        Space::Words(items, _) => items.classes().iter().all(|(_, count)| *count <= 1),
        _ => false,
    };
    if !by_elements {
        return None;
    }
    let budget = Budget::default().sparing(WORK);
    let (told, of_pairs) = match rooks::told(space, name, event, &budget) {
        Some(told) => (told, false),
        None => (blocks::told(space, name, event, &budget)?, true),
    };
    let (exactly, opposite) = asked(event, &told)?;
    let (formula, rows) = rows(&told, exactly)?;
    let mut steps = vec![Step::formula(says(&told, of_pairs, exactly), formula.as_str(), &rows)];
    if !opposite {
        return Some(Favourable::at_end(rows, steps));
    }
    let whole = space.size()?;
    let count = &whole - &rows;
    let text = if whole.to_string().len() > 20 { written_size(&told, space)? } else { whole.to_string() };
    steps.push(Step::said(Saying::LessComplement, [], format!("{text} - {rows}"), &count));
    Some(Favourable::at_end(count, steps).without_formula())
}

/// The number of all rows as a formula.
fn written_size(told: &Told, space: &Space) -> Option<String> {
    let (Space::Draw(from, length) | Space::Words(from, length)) = space else { return None };
    let all = from.size();
    Some(if all == *length && told.places > 0 { format!("{all}!") } else { format!("A({all}, {length})") })
}

/// At exactly how many places an event asks that it holds, or, of the opposite, that it does.
fn asked(event: &Expr, told: &Told) -> Option<(u64, bool)> {
    if *event == told.whole {
        return match told.kind {
            Kind::None => Some((0, false)),
            Kind::Any => Some((0, true)),
            Kind::Count => None,
        };
    }
    match event.node() {
        Node::Not(inner) => asked(inner, told).map(|(exactly, opposite)| (exactly, !opposite)),
        Node::Compare(comparison, side, bound) if *side == told.whole && told.kind == Kind::Count => {
            let Some(Value::Int(bound)) = bound.known() else { return None };
            let bound = u64::try_from(*bound).ok()?;
            match comparison {
                Comparison::Equal => Some((bound, false)),
                Comparison::Unequal => Some((bound, true)),
                Comparison::AtLeast if bound == 1 => Some((0, true)),
                Comparison::Greater if bound == 0 => Some((0, true)),
                Comparison::Less if bound == 1 => Some((0, false)),
                Comparison::AtMost if bound == 0 => Some((0, false)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// That so many rows hit at exactly so many places, or pairs, and in how many ways k of them are chosen.
fn says(told: &Told, of_pairs: bool, exactly: u64) -> Message {
    let mut shown: Vec<String> = told.ways.iter().take(SHOWN).map(ToString::to_string).collect();
    if told.ways.len() > SHOWN {
        shown.push("…".to_owned());
    }
    let of_all = told.ways.first().is_some_and(One::is_one);
    let saying = match (of_pairs, of_all, exactly) {
        (false, _, 0) => Saying::NoHits,
        (false, _, _) => Saying::ExactHits,
        (true, true, 0) => Saying::NoPairs,
        (true, true, _) => Saying::ExactPairs,
        (true, false, 0) => Saying::NoPairsOfSome,
        (true, false, _) => Saying::ExactPairsOfSome,
    };
    let list = [shown.join(", ")].into_iter();
    Message::said(saying, list.chain((exactly > 0).then(|| exactly.to_string())))
}

/// How many rows hit at exactly so many places: Σ (−1)ᵏ⁻ʲ C(k, j) r(k) A(N − k, p − k), as a formula and its value.
fn rows(told: &Told, exactly: u64) -> Option<(String, BigUint)> {
    let value = told.exactly().get(usize::try_from(exactly).ok()?)?.clone();
    let (all, places) = (told.elements, told.places);
    let every = (0..=places).all(|k| {
        let ways = usize::try_from(k).ok().and_then(|k| told.ways.get(k));
        ways.is_some_and(|ways| *ways == number::binomial(places, k))
    });
    if every {
        // Each place has an element of its own.
        let sign = if exactly == 0 {
            "(-1)^k".to_owned()
        } else {
            format!("(-1)^(k - {exactly}) * C(k, {exactly})")
        };
        let rest =
            if all == places { format!("({all} - k)!") } else { format!("A({all} - k, {places} - k)") };
        return Some((format!("sum(k in {exactly}..{places}: {sign} * C({places}, k) * {rest})"), value));
    }
    let mut formula = String::new();
    let terms =
        (0u64..).zip(&told.ways).skip(usize::try_from(exactly).ok()?).filter(|(_, ways)| !ways.is_zero());
    let terms: Vec<(u64, &BigUint)> = terms.collect();
    if terms.is_empty() || terms.len() > MOST_TERMS {
        return None;
    }
    for (k, ways) in terms {
        let is_less = (k - exactly) % 2 == 1;
        if !formula.is_empty() || is_less {
            formula += if is_less { " - " } else { " + " };
        }
        let choice =
            if exactly == 0 || k == exactly { String::new() } else { format!("C({k}, {exactly}) * ") };
        let ways = if ways.is_one() { String::new() } else { format!("{ways} * ") };
        let rest =
            if all == places { format!("{}!", all - k) } else { format!("A({}, {})", all - k, places - k) };
        formula += &format!("{choice}{ways}{rest}");
    }
    Some((formula.trim_start().to_owned(), value))
}
