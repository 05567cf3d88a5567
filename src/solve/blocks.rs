//! Rows without replacement of which is asked at how many pairs of neighbours something holds: `any(i in 1..51:
//! abs(X[i] - X[i+1]) = 1)`, `count(i in 1..51: suit(X[i]) = suit(X[i+1]))`, also around a table.
//!
//! Pairs that are to be neighbours join to blocks. With j pairs the row has j things fewer to put in order, whichever the
//! pairs are, so that only the number of ways to choose j pairs that fit is counted; inclusion and exclusion does the rest.
//! [I. Kaplansky, "The asymptotic distribution of runs of consecutive elements", Annals of Mathematical Statistics 16, 1945]

mod graph;
mod ways;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::equivalent::as_draw;
use crate::solve::first_places;
use crate::solve::plan::Reduced;
use crate::solve::residue::Residue;
use crate::solve::rooks::hits::{Kind, Rows, Told, exactly, of_only_part};
use graph::{Arcs, Component};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};
use ways::Ways;

/// The law of what is left of a question that asks at how many pairs of neighbours something holds; nothing where it asks
/// for more, or where the pairs of elements are joined in more ways than rows, rings and groups.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let Some(found) = Found::of(space, name, residue, budget)? else { return Ok(None) };
    let Found { pairs, row, components, of_misses } = found;
    let counts = exactly(&row.at_least(&components, budget)?);
    let missed = of_misses.then(|| row.pairs());
    let states = missed.map_or(counts.len(), |pairs| pairs + 1) as u64;
    let rows = Rows { counts, missed, total: number::arrangements(row.elements, row.places), states };
    rows.reduced(pairs.kind, residue, (name, &pairs.whole)).map(Some)
}

/// At how many pairs of neighbours in a row an event asks whether something holds, and the ways to choose such pairs, with
/// what else the row holds; nothing where it asks for more, or where those for which it does not hold are simpler.
#[must_use]
pub fn told(space: &Space, name: usize, event: &Expr, budget: &Budget) -> Option<Told> {
    let residue = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let found = Found::of(space, name, &residue, budget).ok()??;
    if found.of_misses || found.row.around {
        return None;
    }
    let ways = found.row.ways(&found.components, budget).ok()?;
    let places = found.row.places;
    Some(Told { kind: found.pairs.kind, whole: found.pairs.whole, ways, elements: places, places })
}

/// The pairs of neighbours that are asked about, and the pieces that their elements fall into.
struct Found {
    pairs: Pairs,
    row: Row,
    components: Vec<Component>,
    /// Whether the pieces are those of the pairs for which it does not hold.
    of_misses: bool,
}

impl Found {
    fn of(space: &Space, name: usize, residue: &Residue, budget: &Budget) -> Result<Option<Self>, Error> {
        let Some((from, length)) = as_draw(space) else { return Ok(None) };
        let Some(pairs) = of_only_part(residue, name, |e| Pairs::of(e, name, length)) else {
            return Ok(None);
        };
        let labels: Vec<(&Value, u64)> =
            from.classes().iter().filter(|(_, n)| *n > 0).map(|(label, n)| (label, *n)).collect();
        let Some(arcs) = pairs.arcs(name, &labels, budget)? else { return Ok(None) };
        let row = Row { elements: from.size(), places: pairs.places, around: pairs.around };
        // Of pairs that hold and pairs that do not, those that are joined in a simple way.
        let (components, of_misses) = match (arcs.components(), arcs.without().components()) {
            (Some(components), _) => (components, false),
            (None, Some(components)) => (components, true),
            (None, None) => return Ok(None),
        };
        Ok(Some(Self { pairs, row, components, of_misses }))
    }
}

/// A row of some of the elements, or a ring of places that have numbers.
struct Row {
    elements: u64,
    places: u64,
    around: bool,
}

impl Row {
    /// How many pairs of neighbours it has.
    fn pairs(&self) -> usize {
        usize::try_from(self.places - u64::from(!self.around)).unwrap_or(usize::MAX)
    }

    /// The rows in which j chosen pairs are neighbours, added up over all choices of j pairs.
    fn at_least(&self, components: &[Component], budget: &Budget) -> Result<Vec<BigInt>, Error> {
        let ways = self.ways(components, budget)?;
        let rows = (0u64..).zip(ways).map(|(j, ways)| BigInt::from(ways * self.orders(j)));
        let mut rows: Vec<BigInt> = rows.collect();
        if self.around {
            let all = components.iter().map(|component| component.rings(self.places)).sum::<BigUint>();
            rows.resize(self.pairs() + 1, BigInt::zero());
            rows[self.pairs()] += BigInt::from(all * self.places);
        }
        Ok(rows)
    }

    /// The ways to choose j pairs that can be neighbours at once, and what else the row holds.
    fn ways(&self, components: &[Component], budget: &Budget) -> Result<Vec<BigUint>, Error> {
        let ways = Ways::of_all(components, self.elements > self.places, budget)?;
        let mut chosen = Vec::new();
        for (j, by_blocks) in (0u64..).zip(&ways.0).take(self.pairs() + 1) {
            budget.check()?;
            let mut sum = BigUint::zero();
            for (blocks, ways) in (0u64..).zip(by_blocks).filter(|(_, ways)| !ways.is_zero()) {
                // What the chosen pairs do not hold is filled with others; where all elements are in the row, nothing is.
                let held = if self.elements > self.places { j + blocks } else { 0 };
                if let (Some(free), Some(others)) =
                    (self.places.checked_sub(held), self.elements.checked_sub(held))
                {
                    sum += ways * number::binomial(others, free);
                }
            }
            chosen.push(sum);
        }
        Ok(chosen)
    }

    /// The orders of what is left when j pairs have joined to blocks.
    fn orders(&self, j: u64) -> BigUint {
        match self.places - j {
            0 => BigUint::zero(),
            // Around a table any of the places may be the first.
            things if self.around => number::factorial(things - 1) * self.places,
            things => number::factorial(things),
        }
    }
}

/// The one part of a question that speaks of pairs of neighbours in a row.
struct Pairs {
    whole: Expr,
    kind: Kind,
    /// What is asked of the pairs, with the element before and the one after left open: each form once.
    forms: Vec<Vec<Expr>>,
    places: u64,
    /// Whether the last place and the first are a pair too.
    around: bool,
}

/// The depths of the elements that stand for the one before and the one after: no quantifier lies as deep.
const BEFORE: usize = 62;
const AFTER: usize = 63;

impl Pairs {
    /// What an expression asks of the sample with so many places.
    fn of(e: &Expr, name: usize, length: u64) -> Option<Self> {
        let (kind, pairs) = pairs(e, name, length)?;
        let places: BTreeSet<u64> = pairs.keys().flat_map(|(a, b)| [*a, *b]).collect();
        let places: Vec<u64> = places.into_iter().collect();
        let closing = (*places.first()?, *places.last()?);
        let around = places.len() > 2 && pairs.contains_key(&closing);
        let joined = places.windows(2).all(|pair| pairs.contains_key(&(pair[0], pair[1])));
        if places.len() < 3 || !joined || pairs.len() != places.len() - usize::from(!around) {
            return None;
        }
        let mut forms: Vec<Vec<Expr>> = Vec::new();
        for ((before, after), parts) in pairs {
            let before = if around && (before, after) == closing { after } else { before };
            let form = Form { name, length, before };
            let open = |part: &&Expr| form.of(part, BEFORE, AFTER);
            let form = parts.iter().map(open).collect::<Option<Vec<Expr>>>()?;
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        Some(Pairs { whole: e.clone(), kind, forms, places: places.len() as u64, around })
    }
}

/// What is asked of each two places, the earlier one first.
type ByPair<'a> = BTreeMap<(u64, u64), Vec<&'a Expr>>;

/// What an expression asks of pairs of places, where all its parts speak of two places of this sample.
#[must_use]
pub fn pairs(e: &Expr, name: usize, length: u64) -> Option<(Kind, ByPair<'_>)> {
    pairs_and_singles(e, name, length).filter(|(_, pairs)| pairs.keys().all(|(a, b)| a < b))
}

/// As [`pairs`], where parts may also speak of a single place: of a pair of it and itself.
#[must_use]
pub fn pairs_and_singles(e: &Expr, name: usize, length: u64) -> Option<(Kind, ByPair<'_>)> {
    let (kind, parts) = Kind::of(e)?;
    let mut pairs = ByPair::new();
    for part in parts {
        let mut spoken = BTreeSet::new();
        let alone = part.names() == 1 << name
            && first_places::places(part, name, length, &mut spoken)
            && (1..=2).contains(&spoken.len());
        let (first, last) = (spoken.pop_first(), spoken.pop_last());
        pairs.entry(first.zip(last.or(first)).filter(|_| alone)?).or_default().push(part);
    }
    Some((kind, pairs))
}

/// A pair of places of which this one is the first.
pub struct Form {
    /// The experiment.
    pub name: usize,
    /// The length of its sample.
    pub length: u64,
    /// The first of the two places.
    pub before: u64,
}

impl Form {
    /// What is asked of the pair, with its elements left open, at these depths.
    #[must_use]
    pub fn of(&self, part: &Expr, before: usize, after: usize) -> Option<Expr> {
        part.rewrite(&mut |inner| {
            let place = first_places::place_of(inner, self.name, self.length);
            let depth = |place| if place == self.before { before } else { after };
            Ok(place.map(|place| Expr::new(Node::Element(depth(place)))))
        })
        .ok()
    }
}

impl Pairs {
    /// Which element may follow which so that it holds; nothing where that is neither yes nor no, or not the same for all
    /// pairs of places.
    fn arcs(&self, name: usize, labels: &[(&Value, u64)], budget: &Budget) -> Result<Option<Arcs>, Error> {
        let parts: usize = self.forms.iter().flatten().map(|part| part.size(1_000)).sum();
        let looks = labels.len() as u128 * labels.len() as u128;
        budget.afford(looks.saturating_mul(parts as u128 * 50), looks)?;
        let mut all: Option<Arcs> = None;
        for form in &self.forms {
            if form.iter().any(|part| part.mentions(name)) {
                return Ok(None);
            }
            let Some(arcs) = self.arcs_of(form, labels, budget)? else { return Ok(None) };
            if all.as_ref().is_some_and(|other| *other != arcs) {
                return Ok(None);
            }
            all = Some(arcs);
        }
        Ok(all)
    }

    fn arcs_of(
        &self,
        form: &[Expr],
        labels: &[(&Value, u64)],
        budget: &Budget,
    ) -> Result<Option<Arcs>, Error> {
        let counts = labels.iter().map(|(_, count)| *count).collect();
        let mut arcs = Arcs { counts, holds: Vec::with_capacity(labels.len() * labels.len()) };
        for (i, (before, count)) in labels.iter().enumerate() {
            budget.check()?;
            let Ok(open) =
                form.iter().map(|part| part.with_element(BEFORE, before)).collect::<Result<Vec<_>, _>>()
            else {
                return Ok(None);
            };
            for (j, (after, _)) in labels.iter().enumerate() {
                if i == j && *count < 2 {
                    arcs.holds.push(false);
                    continue;
                }
                let value = |part: &Expr| part.with_element(AFTER, after).ok()?.known().cloned();
                let values: Option<Vec<Value>> = open.iter().map(value).collect();
                match values.and_then(|values| self.kind.hits(&values)) {
                    Some(holds) => arcs.holds.push(holds),
                    None => return Ok(None),
                }
            }
        }
        Ok(Some(arcs))
    }
}

#[cfg(test)]
mod tests;
