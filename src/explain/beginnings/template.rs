//! What is asked of many beginnings alike: 2·h − n > 0 for the first n elements, n from 1 to 8.

use super::{Bound, whole};
use crate::model::pattern::Comparison;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// That p·h + a·n + b compares like this with 0, for the beginnings of n elements from the first to the last length.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub first: u64,
    pub last: u64,
    matches: BigRational,
    length: BigRational,
    constant: BigRational,
    comparison: Comparison,
}

/// Who leads in each beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    /// Those that match, or the others.
    pub matches: bool,
    /// Never even.
    pub strictly: bool,
}

/// Bounds as templates, each of as many lengths in a row as possible; what is asked of the whole row only is left.
pub(super) fn of(mut bounds: Vec<Bound>, whole_row: u64) -> (Vec<Template>, Vec<Bound>) {
    let mut templates = Vec::new();
    let mut ends = Vec::new();
    bounds.sort_by_key(|bound| bound.length);
    while !bounds.is_empty() {
        let first = bounds.remove(0);
        let mut alike = vec![first];
        bounds.retain(|bound| {
            let fits = follows(&alike, bound);
            if fits {
                alike.push(bound.clone());
            }
            !fits
        });
        match &alike[..] {
            [single] if single.length == whole_row => ends.extend(alike),
            _ => templates.push(Template::of(&alike)),
        }
    }
    (templates, ends)
}

/// Whether a bound says of the next length what these say of those before it.
fn follows(alike: &[Bound], bound: &Bound) -> bool {
    let [.., last] = alike else { return false };
    let step = &bound.rest - &last.rest;
    let same_step = match alike {
        [.., before, _] => &last.rest - &before.rest == step,
        _ => true,
    };
    bound.length == last.length + 1
        && bound.comparison == last.comparison
        && bound.slope == last.slope
        && same_step
}

impl Template {
    fn of(alike: &[Bound]) -> Self {
        let (first, last) = (&alike[0], &alike[alike.len() - 1]);
        let length = alike.get(1).map_or_else(BigRational::zero, |second| &second.rest - &first.rest);
        let constant = &first.rest - &length * whole(first.length);
        Self {
            first: first.length,
            last: last.length,
            matches: first.slope.clone(),
            length,
            constant,
            comparison: first.comparison,
        }
    }

    /// Whether h matches among the first n elements are as asked.
    pub(super) fn holds(&self, n: u64, h: u64) -> bool {
        let number = || &self.matches * whole(h) + &self.length * whole(n) + &self.constant;
        !(self.first..=self.last).contains(&n) || self.comparison.holds(number().cmp(&BigRational::zero()))
    }

    /// Whether matches lead in all beginnings of rows of this length, or the others do, and whether they may be even.
    pub(super) fn leads(&self, whole_row: u64) -> Option<Lead> {
        let plain = (self.first, self.last) == (1, whole_row)
            && self.constant.is_zero()
            && self.matches == &self.length * BigRational::from_integer((-2).into());
        let (matches, strictly) = match self.comparison {
            Comparison::Greater => (true, true),
            Comparison::AtLeast => (true, false),
            Comparison::Less => (false, true),
            Comparison::AtMost => (false, false),
            _ => return None,
        };
        plain.then_some(Lead { matches, strictly })
    }

    /// The condition under which they are not, in rows of this length.
    pub(super) fn broken(&self, whole_row: u64) -> String {
        let mut conditions = Vec::new();
        if self.first > 1 {
            conditions.push(format!("n >= {}", self.first));
        }
        if self.last < whole_row {
            conditions.push(format!("n <= {}", self.last));
        }
        let (left, right) = self.sides();
        conditions.push(format!("{left} {} {right}", self.comparison.opposite().sign()));
        match &conditions[..] {
            [single] => single.clone(),
            all => format!("({})", all.join(" and ")),
        }
    }

    /// What is compared, without fractions and without negative terms: 2*h and n.
    fn sides(&self) -> (String, String) {
        let numbers = [&self.matches, &self.length, &self.constant];
        let common = numbers.iter().fold(BigInt::one(), |common, number| common.lcm(number.denom()));
        let scaled = numbers.map(|number| (number * BigRational::from_integer(common.clone())).to_integer());
        let divisor =
            scaled.iter().fold(BigInt::zero(), |divisor, number| divisor.gcd(number)).max(BigInt::one());
        let [matches, length, constant] = scaled.map(|number| number / &divisor);
        let side = |sign: i32| {
            let wanted = |number: &BigInt| (number * sign).is_positive();
            let times = |number: &BigInt, of: &str| match number.abs() {
                one if one.is_one() => of.to_owned(),
                many => format!("{many}*{of}"),
            };
            let mut terms = Vec::new();
            if wanted(&matches) {
                terms.push(times(&matches, "h"));
            }
            if wanted(&length) {
                terms.push(times(&length, "n"));
            }
            if wanted(&constant) {
                terms.push(constant.abs().to_string());
            }
            if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") }
        };
        (side(1), side(-1))
    }
}
