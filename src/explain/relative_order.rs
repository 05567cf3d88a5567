//! Places of a row of different numbers of which only the order is asked: each order of them is equally likely.

use crate::explain::board::Board;
use crate::explain::{Saying, Step};
use crate::model::Space;
use crate::question::{Expr, Node};
use crate::solve::first_places::place_of;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// The most places whose orders are gone through.
const MOST: u64 = 7;

/// A row of different numbers.
struct Row {
    name: usize,
    length: u64,
}

/// The places that an event speaks of, each with its rank among them.
type Ranks = BTreeMap<u64, usize>;

impl Row {
    fn of(space: &Space, name: usize) -> Option<Self> {
        let (Space::Draw(from, length) | Space::Words(from, length)) = space else { return None };
        let different = from.classes().iter().all(|(label, count)| *count <= 1 && label.is_number());
        different.then_some(Self { name, length: *length })
    }

    /// Notes the places of an event that compares places with places; nothing where it asks for more than their order.
    fn places(&self, e: &Expr, places: &mut Ranks) -> Option<()> {
        match e.node() {
            Node::And(parts) | Node::Or(parts) => parts.iter().try_for_each(|part| self.places(part, places)),
            Node::Not(part) => self.places(part, places),
            Node::Compare(_, a, b) => [a, b].into_iter().try_for_each(|side| self.compared(side, places)),
            _ => None,
        }
    }

    /// Notes the places of one side of a comparison.
    fn compared(&self, side: &Expr, places: &mut Ranks) -> Option<()> {
        let spoken = self.spoken(side)?;
        places.extend(spoken.into_iter().map(|place| (place, 0)));
        (places.len() as u64 <= MOST).then_some(())
    }

    /// The places of which a side is one, the greatest or the least.
    fn spoken(&self, side: &Expr) -> Option<Vec<u64>> {
        if let Some(place) = place_of(side, self.name, self.length) {
            return Some(vec![place]);
        }
        let Node::Call(function, arguments) = side.node() else { return None };
        match (function.name, arguments.as_slice()) {
            ("max" | "min", [whole]) if matches!(whole.node(), Node::Name(name) if *name == self.name) => {
                (self.length <= MOST).then(|| (1..=self.length).collect())
            }
            ("max" | "min", [_, _, ..]) => {
                arguments.iter().map(|argument| place_of(argument, self.name, self.length)).collect()
            }
            _ => None,
        }
    }

    /// The rank that a side has.
    fn rank(&self, side: &Expr, ranks: &Ranks) -> Option<usize> {
        let spoken = self.spoken(side)?.into_iter().map(|place| ranks.get(&place).copied());
        let spoken: Vec<usize> = spoken.collect::<Option<_>>()?;
        match side.node() {
            Node::Call(function, _) if function.name == "min" => spoken.into_iter().min(),
            _ => spoken.into_iter().max(),
        }
    }

    fn holds(&self, e: &Expr, ranks: &Ranks) -> Option<bool> {
        let of = |part| self.holds(part, ranks);
        match e.node() {
            Node::And(parts) => parts.iter().map(of).try_fold(true, |all, part| Some(all && part?)),
            Node::Or(parts) => parts.iter().map(of).try_fold(false, |any, part| Some(any || part?)),
            Node::Not(part) => of(part).map(|holds| !holds),
            Node::Compare(comparison, a, b) => {
                Some(comparison.holds(self.rank(a, ranks)?.cmp(&self.rank(b, ranks)?)))
            }
            _ => None,
        }
    }

    /// In how many orders of the places an event holds.
    fn orders(&self, event: &Expr, places: &Ranks) -> Option<u64> {
        let places: Vec<u64> = places.keys().copied().collect();
        let mut orders = 0;
        let mut order: Vec<usize> = (0..places.len()).collect();
        loop {
            let ranks = places.iter().copied().zip(order.iter().copied()).collect();
            orders += u64::from(self.holds(event, &ranks)?);
            if !follow(&mut order) {
                return Some(orders);
            }
        }
    }
}

/// The next order in the lexicographic succession; false after the last (D. E. Knuth, vol. 4A, §7.2.1.2, algorithm L).
fn follow(order: &mut [usize]) -> bool {
    let Some(pivot) = order.windows(2).rposition(|two| two[0] < two[1]) else { return false };
    let next = order.iter().rposition(|rank| *rank > order[pivot]).unwrap_or(pivot);
    order.swap(pivot, next);
    order[pivot + 1..].reverse();
    true
}

/// An event of the order of some places; nothing where it asks for more.
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let row = Row::of(&space, name)?;
    let mut places = Ranks::new();
    row.places(event, &mut places)?;
    let (count, orders) = (places.len(), row.orders(event, &places).filter(|_| places.len() > 1)?);
    let all: u64 = (1..=count as u64).product();
    if *p != BigRational::new(orders.into(), all.into()) {
        return None;
    }
    let named: Vec<String> = places.keys().map(u64::to_string).collect();
    let says = [named.join(", "), count.to_string(), orders.to_string()];
    Some(vec![Step::said(Saying::RelativeOrder, says, format!("{orders} / {count}!"), p)])
}
