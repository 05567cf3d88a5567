//! Numbers of elements of several kinds, each between bounds of its own.
//!
//! Of kinds that have no element in common the samples are counted by a product of polynomials, each cut off at the bounds
//! of its kind: Σ C(m, x) tˣ for draws without replacement, Σ C(m + x − 1, x) tˣ for multisets, and Σ wˣ tˣ/x! for trials.

use crate::budget::Budget;
use crate::model::{Pattern, Space, Value};
use crate::number;
use crate::number::Count;
use crate::question::{Expr, Named, Node};
use crate::solve::plan::Cost;
use crate::solve::share::Share;
use crate::solve::tail::{bounds, primes};
use crate::statistic::counting::as_pattern;
use num_bigint::BigUint;
use num_traits::{Pow, Zero};

/// The most word operations that are spent before other roads are looked at.
const SHORT: u128 = 100_000;

/// How a sample is taken.
#[derive(Clone, Copy)]
enum Taking {
    Draws,
    Multisets,
    Trials,
}

/// The elements that a pattern matches, and how many of them a sample may have.
struct Bounded<'a> {
    pattern: &'a Expr,
    low: u64,
    high: u64,
    /// How many elements match; the weight of the matching faces.
    weight: BigUint,
}

/// What an event says of the numbers of elements of some kinds in one sample.
struct Kinds<'a> {
    name: usize,
    bounded: Vec<Bounded<'a>>,
}

/// The weight of the samples in which the number of matches of every pattern lies between its bounds; nothing where an event
/// says something else, where patterns share an element, and where other roads are shorter.
pub fn of_event(event: &Expr, experiments: &[Named], budget: &Budget) -> Option<Share> {
    let name = event.names().trailing_zeros() as usize;
    let named = experiments.get(name).filter(|_| event.names().is_power_of_two())?;
    let mut kinds = Kinds { name, bounded: Vec::new() };
    kinds.read(event)?;
    kinds.between(named.experiment.space()?, budget)
}

impl<'a> Kinds<'a> {
    /// Reads an event, if it bounds numbers of matches in one sample and says nothing else.
    fn read(&mut self, event: &'a Expr) -> Option<()> {
        match event.node() {
            Node::And(parts) => parts.iter().try_for_each(|part| self.read(part)),
            Node::Call(function, arguments) if function.name == "contains" => {
                self.bound(arguments, (1, i64::MAX))
            }
            Node::Not(event) => match event.node() {
                Node::Call(function, arguments) if function.name == "contains" => {
                    self.bound(arguments, (0, 0))
                }
                _ => None,
            },
            Node::Compare(..) => {
                let (number, low, high) = bounds(event)?;
                match number.node() {
                    Node::Call(function, arguments) if function.name == "count" => {
                        self.bound(arguments, (low, high))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Bounds the number of matches of a pattern in the sample.
    fn bound(&mut self, arguments: &'a [Expr], (low, high): (i64, i64)) -> Option<()> {
        let [pattern, sample] = arguments else { return None };
        if !matches!(sample.node(), Node::Name(name) if *name == self.name) {
            return None;
        }
        pattern.known()?;
        // Where no number is left between the bounds, the lower one lies above the upper one.
        let (low, high) = match u64::try_from(high) {
            Ok(high) => (u64::try_from(low).unwrap_or(0), high),
            Err(_) => (1, 0),
        };
        match self.bounded.iter_mut().find(|known| known.pattern == pattern) {
            Some(known) => (known.low, known.high) = (known.low.max(low), known.high.min(high)),
            None => self.bounded.push(Bounded { pattern, low, high, weight: BigUint::ZERO }),
        }
        Some(())
    }

    fn between(mut self, space: &Space, budget: &Budget) -> Option<Share> {
        let draws = |count: &u64| BigUint::from(*count);
        let (taking, n, rest) = match space {
            Space::Draw(from, n) | Space::Choose(from, n) => {
                (Taking::Draws, *n, self.weigh(from.classes(), draws)?)
            }
            Space::Multichoose(from, n) => (Taking::Multisets, *n, self.weigh(from.classes(), draws)?),
            Space::Trials(groups) if groups.len() == 1 => {
                let (faces, n) = &groups[0];
                (Taking::Trials, *n, self.weigh(faces.weights(), BigUint::clone)?)
            }
            _ => return None,
        };
        let bits = space.size_bits();
        let product = Product { taking, n, kinds: &self.bounded, rest: &rest };
        // Where this is long, a sweep that forgets what is decided may be shorter; and it says what it takes.
        let cost = product.cost(bits);
        if cost.work > SHORT || budget.afford(cost.work, cost.bytes).is_err() {
            return None;
        }
        let in_words = || product.weight::<u64>().or_else(|| product.weight::<u128>());
        let favourable = if bits < 2 * u64::from(u64::BITS) { in_words() } else { None };
        let favourable = favourable.or_else(|| product.weight::<BigUint>())?;
        let (whole, primes) = match space {
            Space::Draw(from, _) | Space::Choose(from, _) => (number::binomial(from.size(), n), None),
            Space::Multichoose(from, _) => (number::binomial((from.size() + n).checked_sub(1)?, n), None),
            Space::Trials(groups) => (Pow::pow(groups[0].0.total(), n), primes(&[groups[0].0.total()])),
            _ => return None,
        };
        if whole.is_zero() { None } else { Some(Share { favourable, whole, primes }) }
    }

    /// What the elements of each kind weigh, and all others; nothing where an element belongs to two kinds.
    fn weigh<W>(&mut self, classes: &[(Value, W)], weight: impl Fn(&W) -> BigUint) -> Option<BigUint> {
        let kinds: Option<Vec<Kind<'_>>> = self.bounded.iter().map(|kind| Kind::of(kind.pattern)).collect();
        let kinds = kinds?;
        let mut rest = BigUint::ZERO;
        for (label, here) in classes {
            let Some(kind) = kinds.iter().position(|kind| kind.matches(label)) else {
                rest += weight(here);
                continue;
            };
            // Two labels are different: only a pattern could match what another one has.
            let is_label = matches!(kinds[kind], Kind::Label(_));
            let others =
                kinds[kind + 1..].iter().filter(|other| !is_label || matches!(other, Kind::Pattern(_)));
            if others.into_iter().any(|other| other.matches(label)) {
                return None;
            }
            self.bounded[kind].weight += weight(here);
        }
        Some(rest)
    }
}

/// What the elements of a kind have in common.
enum Kind<'a> {
    Label(&'a Value),
    Pattern(Pattern),
}

impl<'a> Kind<'a> {
    fn of(pattern: &'a Expr) -> Option<Self> {
        Some(match pattern.known()? {
            label @ (Value::Int(_) | Value::Word(_) | Value::Card(_)) => Self::Label(label),
            other => Self::Pattern(as_pattern(other).ok()?),
        })
    }

    fn matches(&self, label: &Value) -> bool {
        match self {
            Self::Label(own) => *own == label,
            Self::Pattern(pattern) => pattern.matches(label),
        }
    }
}

/// The product of the polynomials of some kinds, and of that of all other elements.
struct Product<'a> {
    taking: Taking,
    n: u64,
    kinds: &'a [Bounded<'a>],
    rest: &'a BigUint,
}

impl Product<'_> {
    /// What the products cost, and the table of the places of trials.
    fn cost(&self, bits: u64) -> Cost {
        let (cells, words) = (u128::from(self.n) + 1, u128::from(bits / 64 + 1));
        let each = if bits < 128 { 4 } else { 60 + words * (words / 8 + 1) * 4 };
        let table = if matches!(self.taking, Taking::Trials) { cells.saturating_mul(cells) / 2 } else { 0 };
        let (mut held, mut products) = (1, cells.saturating_mul(2));
        for kind in self.kinds {
            let most = match self.taking {
                Taking::Draws => u64::try_from(&kind.weight).unwrap_or(u64::MAX).min(kind.high),
                _ => kind.high,
            };
            let most = u128::from(most.min(self.n));
            let between = (most + 1).saturating_sub(kind.low.into());
            products = products.saturating_add(held.min(cells).saturating_mul(between) + most);
            held += most;
        }
        let numbers = table.saturating_add(cells.saturating_mul(3));
        Cost {
            work: products.saturating_mul(each).saturating_add(table.saturating_mul(each.min(10))),
            bytes: numbers.saturating_mul(words.saturating_mul(8) + 32),
        }
    }

    /// The weight of the samples within all bounds, in numbers of this type; nothing where they have no room for it.
    fn weight<T: Count>(&self) -> Option<BigUint> {
        let n = usize::try_from(self.n).ok()?;
        let places = if matches!(self.taking, Taking::Trials) { triangle::<T>(n)? } else { Vec::new() };
        // ways[h]: the weight of h elements of the kinds so far.
        let (mut ways, mut next) = (vec![T::zero(); n + 1], vec![T::zero(); n + 1]);
        ways[0] = T::one();
        let mut held = 0;
        for kind in self.kinds {
            let high = usize::try_from(kind.high).unwrap_or(n).min(n);
            let factors = self.factors::<T>(&kind.weight, high)?;
            let low = usize::try_from(kind.low).unwrap_or(usize::MAX);
            next.fill(T::zero());
            for (h, ways) in ways[..=held].iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                for x in low..factors.len().min(n - h + 1) {
                    let product = ways.checked_mul(&factors[x])?;
                    next[h + x] = next[h + x].checked_add(&placed(&places, h + x, x, product)?)?;
                }
            }
            held = n.min(held + factors.len().saturating_sub(1));
            std::mem::swap(&mut ways, &mut next);
        }
        let others = self.factors::<T>(self.rest, n)?;
        let mut sum = T::zero();
        for (h, ways) in ways[..=held].iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
            if let Some(factor) = others.get(n - h) {
                sum = sum.checked_add(&placed(&places, n, h, ways.checked_mul(factor)?)?)?;
            }
        }
        Some(sum.into())
    }

    /// How many samples have 0, 1, … up to `most` elements of a kind, and no others; up to the last that is not 0.
    fn factors<T: Count>(&self, weight: &BigUint, most: usize) -> Option<Vec<T>> {
        let mut factors = Vec::with_capacity(most + 1);
        factors.push(T::one());
        if let Taking::Trials = self.taking {
            let weight = T::try_from(weight.clone()).ok()?;
            while factors.len() <= most && !weight.is_zero() {
                factors.push(factors[factors.len() - 1].checked_mul(&weight)?);
            }
            return Some(factors);
        }
        let size = u64::try_from(weight).ok()?;
        while factors.len() <= most {
            let (x, last) = (factors.len() as u64 - 1, &factors[factors.len() - 1]);
            // Of m elements x + 1 are chosen: C(m, x + 1), or C(m + x, x + 1) with repetition.
            let left = match self.taking {
                Taking::Draws => size.saturating_sub(x),
                _ if size == 0 => 0,
                _ => size.checked_add(x)?,
            };
            if left == 0 {
                break;
            }
            factors.push(last.checked_mul(&T::from(left))? / T::from(x + 1));
        }
        Some(factors)
    }
}

/// What is counted, times the ways to place x of h trials.
fn placed<T: Count>(places: &[Vec<T>], h: usize, x: usize, ways: T) -> Option<T> {
    match places.get(h) {
        Some(row) => ways.checked_mul(&row[x]),
        None => Some(ways),
    }
}

/// The binomial coefficients up to row n.
fn triangle<T: Count>(n: usize) -> Option<Vec<Vec<T>>> {
    let mut rows = vec![vec![T::one()]];
    for h in 1..=n {
        let above = &rows[h - 1];
        let mut row = vec![T::one(); h + 1];
        for x in 1..h {
            row[x] = above[x - 1].checked_add(&above[x])?;
        }
        rows.push(row);
    }
    Some(rows)
}

#[cfg(test)]
mod tests;
