//! What is asked of a sample may need less than its space: some of the places, which of them show the same, ranks, or one
//! part of the question before the others.

use super::{LONG_LIST, Reduced, possible, reduce};
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::Space;
use crate::solve::chain::Purpose;
use crate::solve::eliminate::Choice;
use crate::solve::equivalent::as_draw;
use crate::solve::exact::Road;
use crate::solve::residue::Residue;
use crate::solve::{
    all_pairs, blocks, enumerate, equal_places, first_places, given_places, group_sizes, in_order, one_place,
    ranks, rooks, showdown, symmetry, two_places, two_sides, whole_first, windows,
};
use std::cell::LazyCell;

/// What a question comes to that needs less than its space: some places, symmetry, which places are equal, ranks, or what
/// is left beside places that are given.
pub(super) fn simplified(
    space: &Space,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let cheapest = (Choice::Cheapest, purpose);
    if let Some((space, residue)) = first_places::drawn_no_further(space, name, residue)? {
        let reduced = reduce(&space, name, &residue, cheapest, budget)?;
        // The rows of some places are no outcomes: who lists them went along these places.
        let road = if reduced.road == Road::Enumeration { Road::ByPosition } else { reduced.road };
        return Ok(Some(Reduced { road, ..reduced }));
    }
    if let Some(law) = symmetry::fixed(space, name, residue, budget)? {
        let states = law.parts.len() as u64;
        return Ok(Some(Reduced { law, road: Road::ClosedForm, states, cut: false }));
    }
    let list = LazyCell::new(|| enumerate::work(space, name, residue));
    if let Some(reduced) = by_likeness(space, name, residue, purpose, &|| *list, budget)? {
        return Ok(Some(reduced));
    }
    let is_long = *list > LONG_LIST;
    if is_long && let Some(reduced) = part_by_part(space, name, residue, purpose, budget)? {
        return Ok(Some(reduced));
    }
    if let Space::SplitInto(from, groups) = space
        && is_long
    {
        let mut road =
            |space: &Space, asked: &Residue, budget: &Budget| reduce(space, name, asked, cheapest, budget);
        return where_it_leads(group_sizes::reduce(from, *groups, name, residue, budget, &mut road));
    }
    if is_long && let Some(reduced) = in_company(space, name, residue, purpose, budget)? {
        return Ok(Some(reduced));
    }
    let Some((held, orders)) = given_places::held(space, name, residue)? else {
        let is_drawn = is_long && as_draw(space).is_some();
        return if is_drawn { at_places(space, name, residue, budget) } else { Ok(None) };
    };
    let mut reduced = reduce(space, name, &held, cheapest, budget)?;
    reduced.law.total *= orders;
    Ok(Some(reduced))
}

/// What is asked of places is only which of them show the same, how they rank, what neighbours add, or one sum of two.
fn by_likeness(
    space: &Space,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    list: &dyn Fn() -> u128,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let is_long = || list() > LONG_LIST;
    if let Some(reduced) = equal_places::reduce(&possible(space), name, residue, is_long, budget)? {
        return Ok(Some(reduced));
    }
    if let Some(reduced) = ranks::reduce(space, name, residue, purpose, budget)? {
        return Ok(Some(reduced));
    }
    if let Some(reduced) = windows::reduce(space, name, residue, budget)? {
        return Ok(Some(reduced));
    }
    let rival = || Some(list()).filter(|list| *list > LONG_LIST).unwrap_or(0);
    two_places::reduce(space, name, residue, rival, budget)
}

/// Two sides of a comparison that are looked at one after the other, and two hands of which one wins.
fn part_by_part(
    space: &Space,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let mut road =
        |asked: &Residue, budget: &Budget| reduce(space, name, asked, (Choice::Cheapest, purpose), budget);
    match where_it_leads(two_sides::reduce(space, name, residue, budget, &mut road))? {
        Some(reduced) => Ok(Some(reduced)),
        None => showdown::reduce(space, name, residue, budget),
    }
}

/// What is asked of each element beside all the others: every two held against each other, or what the whole sample comes
/// to looked at first.
fn in_company(
    space: &Space,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let mut road =
        |asked: &Residue, budget: &Budget| reduce(space, name, asked, (Choice::Cheapest, purpose), budget);
    // The places may be gone through where too much of the elements would have to be remembered.
    if let Some(asked) = of_elements(space, name, residue, budget)
        && let Some(reduced) = where_it_leads(road(&asked, budget).map(Some))?
    {
        return Ok(Some(reduced));
    }
    if !whole_first::is_asked(space, name, residue) {
        return Ok(None);
    }
    where_it_leads(whole_first::reduce(space, name, residue, budget, &mut road))
}

/// What is asked of a row is at how many places, or pairs of neighbours, something holds; beside one place more, where that
/// is known.
fn at_places(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    if let Some(reduced) = rooks::reduce(space, name, residue, budget)? {
        return Ok(Some(reduced));
    }
    if let Some(reduced) = where_it_leads(blocks::reduce(space, name, residue, budget))? {
        return Ok(Some(reduced));
    }
    let space = possible(space);
    let work = one_place::least_work(&space).saturating_mul(residue.size() as u128);
    if !matches!(space, Space::Draw(..)) || budget.afford(work, 0).is_err() {
        return Ok(None);
    }
    one_place::reduce_by(&space, name, residue, budget, &mut |rest, after, budget| {
        rooks::reduce(rest, name, after, budget)
    })
}

/// What a short cut comes to; nothing where it fails or takes too long, for other roads may lead there.
fn where_it_leads(found: Result<Option<Reduced>, Error>) -> Result<Option<Reduced>, Error> {
    found.or_else(|error| if error.kind() == ErrorKind::Interrupted { Err(error) } else { Ok(None) })
}

/// The question asked of elements, or of their ascending order, where it holds every two against each other and the list of
/// outcomes is long.
#[must_use]
pub fn of_elements(space: &Space, name: usize, residue: &Residue, budget: &Budget) -> Option<Residue> {
    if enumerate::work(space, name, residue) <= LONG_LIST {
        return None;
    }
    let in_order = in_order::of_elements(space, name, residue, budget).ok().flatten();
    in_order.or_else(|| all_pairs::of_elements(space, name, residue, budget).ok().flatten())
}
