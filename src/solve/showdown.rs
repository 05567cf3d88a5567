//! Two hands of five cards from one pack of which is asked which wins, `beats(G, H)`: neither is better placed, so that each
//! wins in half of the deals that are no tie.
//!
//! In a pack without equal cards two hands tie when they have the same ranks, and both or neither are of one suit. A sweep
//! along the ranks counts the deals in which both hands take as many of each; it remembers of what suit each hand has been.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Card, Population, Space, Suit, Value};
use crate::number::binomial;
use crate::question::{Expr, Node};
use crate::solve::atom::Path;
use crate::solve::exact::Road;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use crate::statistic::poker::BEATS;
use num_bigint::BigUint;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The cards of a hand that may be compared.
const HAND: u64 = 5;

/// The law of what is left of a question that asks which of two hands wins; nothing where it asks for more, or of a pack
/// with equal cards.
///
/// # Errors
/// Those of working out what became known.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let (Space::Deal(from, _) | Space::Draw(from, _)) = space else { return Ok(None) };
    let Some(hands) = hands(space, name, residue) else { return Ok(None) };
    let Some(ranks) = suits_by_rank(from) else { return Ok(None) };
    budget.check()?;
    let (ties, states) = ties(&ranks);
    let size = from.size();
    let Some(rest) = size.checked_sub(HAND) else { return Ok(None) };
    let total = binomial(size, HAND) * binomial(rest, HAND);
    let wins = (&total - &ties) / 2u32;
    let [first, second] = hands;
    let beats = |a: &Expr, b: &Expr| Expr::new(Node::Call(&BEATS, vec![a.clone(), b.clone()]));
    let (over, under) = (beats(&first, &second), beats(&second, &first));
    let mut left: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (wins_first, wins_second, weight) in
        [(true, false, wins.clone()), (false, true, wins), (false, false, ties)]
    {
        let known = [(&over, &Value::Truth(wins_first)), (&under, &Value::Truth(wins_second))];
        *left.entry(residue.with(name, &known)?).or_default() += weight;
    }
    let law = Law { parts: left.into_iter().collect(), total };
    Ok(Some(Reduced { law, road: Road::ByClass, states, cut: false }))
}

/// The two hands that are compared, if nothing else is asked of the sample.
fn hands(space: &Space, name: usize, residue: &Residue) -> Option<[Expr; 2]> {
    let mut found: Option<[Expr; 2]> = None;
    let mut search = residue.expressions();
    while let Some(e) = search.pop() {
        if !e.mentions(name) {
            continue;
        }
        match e.node() {
            Node::Call(function, both) if **function == BEATS => {
                let [a, b] = both.as_slice() else { return None };
                let same = |[c, d]: &[Expr; 2]| (a, b) == (c, d) || (a, b) == (d, c);
                if found.as_ref().is_some_and(|hands| !same(hands)) || !are_apart(space, name, [a, b]) {
                    return None;
                }
                found = found.or_else(|| Some([a.clone(), b.clone()]));
            }
            Node::Name(_) => return None,
            node => search.extend(node.children()),
        }
    }
    found
}

/// Whether these are two hands of five that have no place in common.
fn are_apart(space: &Space, name: usize, both: [&Expr; 2]) -> bool {
    let [Ok(Some(a)), Ok(Some(b))] = both.map(|hand| Path::of(hand, name, space)) else { return false };
    let whole = |path: &Path| path.is_plain() && path.length() == HAND;
    let apart = a.hand != b.hand || a.places.1 <= b.places.0 || b.places.1 <= a.places.0;
    whole(&a) && whole(&b) && apart
}

/// The suits of the cards of each rank, as numbers; nothing where two cards are equal, or where some of the suits are French
/// and some not, so that aces differ.
fn suits_by_rank(from: &Population) -> Option<Vec<Vec<usize>>> {
    let mut suits: Vec<&Suit> = Vec::new();
    let mut ranks: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (label, count) in from.classes().iter().filter(|(_, count)| *count > 0) {
        let (Value::Card(Card { rank, suit }), 1) = (label, count) else { return None };
        let number = suits.iter().position(|other| *other == suit).unwrap_or_else(|| {
            suits.push(suit);
            suits.len() - 1
        });
        ranks.entry(*rank).or_default().push(number);
    }
    let named = suits.iter().filter(|suit| matches!(suit, Suit::Named(_))).count();
    (named == 0 || named == suits.len()).then(|| ranks.into_values().collect())
}

/// What the suits of a hand have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Suited {
    /// There is no card yet.
    Empty,
    /// All of this one.
    One(usize),
    /// Several.
    Mixed,
}

impl Suited {
    fn with(self, suit: usize) -> Self {
        match self {
            Self::Empty => Self::One(suit),
            Self::One(other) if other == suit => self,
            _ => Self::Mixed,
        }
    }

    fn is_one(self) -> bool {
        matches!(self, Self::One(_))
    }
}

/// How many deals of two hands tie, and how many states that took.
fn ties(ranks: &[Vec<usize>]) -> (BigUint, u64) {
    let mut states = FxHashMap::from_iter([((0, Suited::Empty, Suited::Empty), BigUint::one())]);
    let mut visited = 0;
    for suits in ranks {
        let mut next: FxHashMap<(u64, Suited, Suited), BigUint> = FxHashMap::default();
        for ((held, ours, theirs), ways) in states {
            let mut put = |state, more: BigUint| *next.entry(state).or_default() += &ways * more;
            put((held, ours, theirs), BigUint::one());
            if held == HAND {
                continue;
            }
            for (a, b) in
                suits.iter().flat_map(|a| suits.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b)
            {
                put((held + 1, ours.with(a), theirs.with(b)), BigUint::one());
            }
            let here = suits.len() as u64;
            for cards in (2..=HAND - held).take_while(|cards| 2 * cards <= here) {
                let more = binomial(here, cards) * binomial(here - cards, cards);
                put((held + cards, Suited::Mixed, Suited::Mixed), more);
            }
        }
        visited += next.len() as u64;
        states = next;
    }
    let tied = states.into_iter().filter(|((held, a, b), _)| *held == HAND && a.is_one() == b.is_one());
    (tied.fold(BigUint::zero(), |sum, (_, ways)| sum + ways), visited)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Collection;
    use crate::question::Quantifier;
    use crate::solve::asking::{known, x};
    use crate::solve::enumerate::enumerate;
    use std::sync::Arc;

    fn pack(ranks: std::ops::RangeInclusive<i64>, suits: &[Suit]) -> Arc<Population> {
        let cards = ranks.flat_map(|rank| {
            suits.iter().map(move |suit| (Value::Card(Card { rank, suit: suit.clone() }), 1))
        });
        Arc::new(Population::new(Collection::Deck, cards).unwrap())
    }

    fn hand(i: i64) -> Expr {
        Expr::new(Node::At(x(), known(i)))
    }

    fn beats(a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Call(&BEATS, vec![a, b]))
    }

    fn shares(law: Law<Residue>) -> Vec<(String, num_rational::Ratio<BigUint>)> {
        let share = |(left, weight): (Residue, BigUint)| {
            (format!("{left:?}"), num_rational::Ratio::new(weight, law.total.clone()))
        };
        let mut shares: Vec<_> = law.parts.into_iter().filter(|(_, w)| !w.is_zero()).map(share).collect();
        shares.sort_by(|a, b| a.0.cmp(&b.0));
        shares
    }

    #[test]
    fn two_hands_are_compared_as_in_the_list() {
        let named = |name: &str| Suit::Named(name.into());
        let packs = [
            pack(2..=6, &Suit::FRENCH[..2]),
            pack(10..=14, &Suit::FRENCH[2..]),
            pack(1..=3, &Suit::FRENCH),
            pack(1..=5, &[named("red"), named("blue")]),
            pack(1..=1, &(0..10).map(|i| named(&i.to_string())).collect::<Vec<_>>()),
        ];
        for from in packs {
            let space = Space::Deal(from.clone(), [5, 5].into());
            let (over, under) = (beats(hand(1), hand(2)), beats(hand(2), hand(1)));
            let not = |e: &Expr| Expr::new(Node::Not(e.clone()));
            let tie = Expr::new(Node::And(vec![not(&over), not(&under)]));
            for root in [over, under, tie] {
                let residue = Residue { roots: vec![root], later: Vec::new(), given: false };
                let budget = Budget::default();
                let found = reduce(&space, 0, &residue, &budget).unwrap().expect("two hands");
                let (listed, _) = enumerate(&space, 0, &residue, &budget).unwrap();
                assert_eq!(shares(found.law), shares(listed), "{residue:?} of {from:?}");
            }
        }
    }

    #[test]
    fn what_is_asked_beside_leads_elsewhere() {
        let space = Space::Deal(pack(2..=6, &Suit::FRENCH[..2]), [5, 5].into());
        let body = Expr::new(Node::Compare(
            crate::model::pattern::Comparison::Equal,
            Expr::new(Node::Element(0)),
            Expr::new(Node::Element(0)),
        ));
        let any = Expr::new(Node::Each(Quantifier::Any, 0, hand(1), body));
        let root = Expr::new(Node::And(vec![beats(hand(1), hand(2)), any]));
        let residue = Residue { roots: vec![root], later: Vec::new(), given: false };
        assert!(reduce(&space, 0, &residue, &Budget::default()).unwrap().is_none());
        let root = beats(hand(1), hand(1));
        let residue = Residue { roots: vec![root], later: Vec::new(), given: false };
        assert!(reduce(&space, 0, &residue, &Budget::default()).unwrap().is_none());
    }
}
