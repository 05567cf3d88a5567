//! The poker categories of hands from a regular pack: every rank in every suit, equally often.

use crate::error::Error;
use crate::model::{Card, Level, Population, Scale, Space, Suit, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::statistic::poker::category_counts;
use num_bigint::BigUint;

/// The law of `poker(H)` from the table of all categories; nothing for packs and hands that the table does not cover.
///
/// Every slice of a draw, and every hand of a deal, is a hand like any other.
///
/// # Errors
/// None; the signature is that of all closed forms.
pub fn law(space: &Space, atom: &Atom) -> Result<Option<Swept>, Error> {
    let (Space::Draw(pack, _) | Space::Choose(pack, _) | Space::Deal(pack, _)) = space else {
        return Ok(None);
    };
    let hand = atom.path.length();
    let Some((ranks, suits, copies)) = regular(pack).filter(|_| atom.path.is_plain()) else {
        return Ok(None);
    };
    let Some(counts) = category_counts(&ranks, suits, copies, hand) else { return Ok(None) };
    let values: Vec<(Vec<Value>, BigUint)> = (0u8..)
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(index, count)| {
            (vec![Value::Level(Level { scale: Scale::Poker, index })], BigUint::from(count))
        })
        .collect();
    let states = values.len() as u64;
    Ok(Some(Swept { values, total: number::binomial(pack.size(), hand), states }))
}

/// The ranks of a regular pack, the number of its suits, and how often each card is in it.
fn regular(pack: &Population) -> Option<(Vec<i64>, u64, u64)> {
    let (mut ranks, mut suits) = (Vec::new(), Vec::new());
    let copies = pack.classes().first()?.1;
    for (label, count) in pack.classes() {
        let Value::Card(Card { rank, suit }) = label else { return None };
        if *count != copies || matches!(suit, Suit::Named(_)) {
            return None;
        }
        if !ranks.contains(rank) {
            ranks.push(*rank);
        }
        if !suits.contains(suit) {
            suits.push(suit.clone());
        }
    }
    // Labels are told apart, so as many as there are pairs means that every pair is there.
    (pack.classes().len() == ranks.len() * suits.len() && copies > 0).then_some((
        ranks,
        suits.len() as u64,
        copies,
    ))
}
