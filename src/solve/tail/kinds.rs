//! Numbers of elements of several kinds, each between bounds of its own.
//!
//! Of kinds that have no element in common the samples are counted by a product of polynomials, each cut off at the bounds
//! of its kind: Σ C(m, x) tˣ for draws without replacement, Σ C(m + x − 1, x) tˣ for multisets, and Σ wˣ tˣ/x! for trials. Of a
//! kind that is bounded from below alone those are taken off that have fewer. The sum of throws may be bounded beside them
//! (`summed`).

mod less;
mod long;
mod product;
mod summed;

use crate::budget::Budget;
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Space, Value};
use crate::number;
use crate::question::{Expr, Named, Node};
use crate::solve::plan::{Cost, product_cost};
use crate::solve::share::Share;
use crate::solve::tail::{TABLE, bounds, primes};
use crate::statistic::counting::as_pattern;
use less::Less;
use long::Long;
use num_bigint::BigUint;
use num_traits::{Pow, Zero};
use product::Product;
use std::borrow::Cow;

/// The most word operations that are spent before other roads are looked at.
const SHORT: u128 = 100_000;

/// The weight of so many bits is counted in words.
const WORD: u64 = 128;

/// The most kinds of which those with fewer are taken off: there are as many products as sets of them.
const MOST_LESS: usize = 8;

/// How a sample is taken.
#[derive(Clone, Copy)]
enum Taking {
    Draws,
    Multisets,
    Trials,
}

/// The elements that a pattern matches, and how many of them a sample may have.
#[derive(Clone)]
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
    /// The least and the greatest sum of the sample.
    sum: Option<(i64, i64)>,
}

/// The weight of the samples in which the number of matches of every pattern lies between its bounds; nothing where an event
/// says something else, where patterns share an element, and where other roads are shorter.
pub fn of_event(event: &Expr, experiments: &[Named], budget: &Budget) -> Option<Share> {
    let name = event.names().trailing_zeros() as usize;
    let named = experiments.get(name).filter(|_| event.names().is_power_of_two())?;
    let space = named.experiment.space()?;
    let share = |event: &Expr| {
        let mut kinds = Kinds { name, bounded: Vec::new(), sum: None };
        kinds.read(event)?;
        kinds.between(space, budget)
    };
    match event.node() {
        // Of small samples other roads say more.
        Node::Or(parts) if space.size_bits() >= TABLE => {
            let opposite: Option<Vec<Expr>> = parts.iter().map(opposite).collect();
            let Share { favourable, whole, primes } = share(&Expr::new(Node::And(opposite?)))?;
            Some(Share { favourable: &whole - favourable, whole, primes })
        }
        _ => share(event),
    }
}

/// The opposite of a bound, as a bound.
fn opposite(event: &Expr) -> Option<Expr> {
    Some(match event.node() {
        Node::Not(event) => event.clone(),
        Node::Call(function, _) if function.name == "contains" => Expr::new(Node::Not(event.clone())),
        Node::Compare(comparison, a, b) => {
            let comparison = match comparison {
                Comparison::Less => Comparison::AtLeast,
                Comparison::AtMost => Comparison::Greater,
                Comparison::Greater => Comparison::AtMost,
                Comparison::AtLeast => Comparison::Less,
                Comparison::Equal | Comparison::Unequal => return None,
            };
            Expr::new(Node::Compare(comparison, a.clone(), b.clone()))
        }
        _ => return None,
    })
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
                    Node::Call(function, arguments) if function.name == "sum" => {
                        let (least, greatest) = self.sum.unwrap_or((i64::MIN, i64::MAX));
                        self.sum = Some((least.max(low), greatest.min(high)));
                        self.is_sample(arguments.first()?).then_some(())
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
        if !self.is_sample(sample) {
            return None;
        }
        pattern.known()?;
        // Where no number is left between the bounds, the lower one lies above the upper one.
        let (low, high) = match u64::try_from(high) {
            Ok(high) => (u64::try_from(low).unwrap_or(0), high),
            Err(_) => (1, 0),
        };
        // Two bounds of one number mostly stand side by side.
        match self.bounded.iter_mut().rev().find(|known| known.pattern == pattern) {
            Some(known) => (known.low, known.high) = (known.low.max(low), known.high.min(high)),
            None => self.bounded.push(Bounded { pattern, low, high, weight: BigUint::ZERO }),
        }
        Some(())
    }

    fn is_sample(&self, expression: &Expr) -> bool {
        matches!(expression.node(), Node::Name(name) if *name == self.name)
    }

    fn between(mut self, space: &Space, budget: &Budget) -> Option<Share> {
        if let Some(sum) = self.sum {
            return self.summed(space, sum, budget);
        }
        let add = |sum: &mut BigUint, count: &u64| *sum += *count;
        let (taking, n, rest) = match space {
            Space::Draw(from, n) | Space::Choose(from, n) => {
                (Taking::Draws, *n, self.weigh(from.classes(), add)?)
            }
            Space::Multichoose(from, n) => (Taking::Multisets, *n, self.weigh(from.classes(), add)?),
            Space::Trials(groups) if groups.len() == 1 => {
                let (faces, n) = &groups[0];
                (Taking::Trials, *n, self.weigh(faces.weights(), |sum, weight| *sum += weight)?)
            }
            _ => return None,
        };
        let bits = space.size_bits();
        let product = Product { taking, n, kinds: &self.bounded, rest: &rest };
        let long = || self.weight((taking, n), &rest, bits, budget);
        let known = if bits > WORD { Some(long()?) } else { None };
        // A sweep that forgets what is decided may be shorter than what is long.
        let cost = product.cost();
        if known.is_none() && (cost.work > SHORT || budget.afford(cost.work, cost.bytes).is_err()) {
            return None;
        }
        let (whole, primes) = match space {
            Space::Draw(from, _) | Space::Choose(from, _) => (number::binomial(from.size(), n), None),
            Space::Multichoose(from, _) => (number::binomial((from.size() + n).checked_sub(1)?, n), None),
            Space::Trials(groups) => (Pow::pow(groups[0].0.total(), n), primes(&[groups[0].0.total()])),
            _ => return None,
        };
        if whole.is_zero() {
            return None;
        }
        let favourable = known.or_else(|| product.weight(&whole)).or_else(long)?;
        Some(Share { favourable, whole, primes })
    }

    /// The weight of the samples within all bounds: by one product, or by all less those that have too few of some kinds, where
    /// that is shorter; nothing where both are long.
    fn weight(
        &self,
        (taking, n): (Taking, u64),
        rest: &BigUint,
        bits: u64,
        budget: &Budget,
    ) -> Option<BigUint> {
        // Where this is long, a sweep that forgets what is decided may be shorter; and it says what it takes. The weight of
        // everything is worked out by each of them.
        let most = SHORT.max(product_cost(bits).work.saturating_mul(4));
        let affords = |cost: Cost| cost.work <= most && budget.afford(cost.work, cost.bytes).is_ok();
        let in_one = Long { taking, n, kinds: &self.bounded, rest };
        let cost = in_one.cost(bits);
        let less = Less::of(&self.bounded, (taking, n), rest);
        let cost_of_less = less.as_ref().map(|less| less.cost(bits));
        if let (Some(less), Some(cost_of_less)) = (less, cost_of_less)
            && cost_of_less.work < cost.work
        {
            return affords(cost_of_less).then(|| less.weight()).flatten();
        }
        if affords(cost) { in_one.weight() } else { None }
    }

    /// What the elements of each kind weigh, and all others; nothing where an element belongs to two kinds.
    fn weigh<W>(&mut self, classes: &[(Value, W)], add: impl Fn(&mut BigUint, &W)) -> Option<BigUint> {
        let mut rest = BigUint::ZERO;
        let kinds = self.kinds(classes)?;
        for ((_, here), kind) in classes.iter().zip(kinds) {
            add(kind.map_or(&mut rest, |kind| &mut self.bounded[kind].weight), here);
        }
        Some(rest)
    }

    /// The kind of each label; nothing where an element belongs to two kinds.
    fn kinds<W>(&self, classes: &[(Value, W)]) -> Option<Vec<Option<usize>>> {
        let kinds: Option<Vec<Kind<'_>>> = self.bounded.iter().map(|kind| Kind::of(kind.pattern)).collect();
        let kinds = kinds?;
        let of_label = |(place, (label, _)): (usize, &(Value, W))| {
            // Kinds are mostly named in the order of the labels.
            let mut from_here = (0..kinds.len()).map(|k| (place + k) % kinds.len());
            let Some(kind) = from_here.find(|kind| kinds[*kind].matches(label)) else { return Some(None) };
            // Two labels are different: only a pattern could match what another one has.
            let is_label = matches!(kinds[kind], Kind::Label(_));
            let mut others = kinds
                .iter()
                .enumerate()
                .filter(|(other, of)| *other != kind && (!is_label || matches!(of, Kind::Pattern(_))));
            (!others.any(|(_, other)| other.matches(label))).then_some(Some(kind))
        };
        classes.iter().enumerate().map(of_label).collect()
    }
}

/// What the elements of a kind have in common.
enum Kind<'a> {
    Label(&'a Value),
    Pattern(Cow<'a, Pattern>),
}

impl<'a> Kind<'a> {
    fn of(pattern: &'a Expr) -> Option<Self> {
        Some(match pattern.known()? {
            label @ (Value::Int(_) | Value::Word(_) | Value::Card(_)) => Self::Label(label),
            Value::Pattern(pattern) => match pattern.as_ref() {
                Pattern::Is(label) => Self::Label(label),
                pattern => Self::Pattern(Cow::Borrowed(pattern)),
            },
            other => Self::Pattern(Cow::Owned(as_pattern(other).ok()?)),
        })
    }

    fn matches(&self, label: &Value) -> bool {
        match self {
            Self::Label(own) => *own == label,
            Self::Pattern(pattern) => pattern.matches(label),
        }
    }
}

#[cfg(test)]
mod tests;
