//! The end of a derivation: the fraction, its lowest terms, the decimal.

use crate::explain::board::{Board, ratio};
use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step};
use crate::model::Space;
use crate::number::{self, decimal};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The longest formula that is written into another.
const LONGEST: usize = 90;

/// Favourable over possible: as formulas, as numbers, in lowest terms.
pub fn fraction(found: &Favourable, total: &BigUint, board: &Board<'_>, p: &BigRational) -> Vec<Step> {
    let mut steps = Vec::new();
    let space = board.only().and_then(|(_, space)| super::space::formula(&space, total));
    if let (Some(above), Some(below)) = (&found.formula, space) {
        let written = format!("{} / {}", above_the_line(above), bracketed(&below));
        let plain = *above == found.count.to_string() && below == total.to_string();
        if written.len() <= LONGEST && !plain {
            steps.push(Step::said(Saying::Substitution, [], written, p));
        }
    }
    let says = if board.size().is_some() { Saying::OverPossible } else { Saying::WeightOverTotal };
    steps.push(Step::said(says, [], format!("{} / {total}", found.count), p));
    steps.extend(divisor(&found.count, total));
    steps
}

/// The greatest common divisor, where it is more than 1.
pub fn divisor(part: &BigUint, whole: &BigUint) -> Option<Step> {
    let small = part.bits() + whole.bits() < 600;
    let divisor = if small && !part.is_zero() { part.gcd(whole) } else { BigUint::one() };
    (divisor != BigUint::one())
        .then(|| Step::said(Saying::CommonDivisor, [], format!("gcd({part}, {whole})"), divisor))
}

/// The decimal, and about how often that is.
pub fn decimal_of(p: &BigRational) -> Option<Step> {
    if p.is_zero() || p.is_one() || p.numer().bits() + p.denom().bits() > 600 {
        return None;
    }
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let (says, rare, formula) = if *p > half {
        (Saying::DecimalComplement, BigRational::one() - p, format!("1 / (1 - {p})"))
    } else {
        (Saying::Decimal, p.clone(), format!("1 / ({p})"))
    };
    let once = rare.recip();
    let parts = [decimal(p, 6), decimal(&once, 4)];
    Some(Step::said(says, parts, formula, once))
}

/// For draws whose order the event does not speak of: selections over selections, and the same in order.
pub fn unordered(space: &Space, found: &Favourable, p: &BigRational) -> Option<Vec<Step>> {
    let Space::Draw(from, count) = space else { return None };
    let selections = found.unordered.as_ref()?;
    let total = number::binomial(from.size(), *count);
    if ratio(selections, &total) != *p {
        return None;
    }
    let mut steps = found.steps.clone();
    // The last step gives the selections their orders: that comes at the end.
    steps.pop();
    let n = from.size();
    steps.push(Step::said(Saying::Selections, [], format!("C({n}, {count})"), &total));
    let formula = steps.iter().rev().find(|s| s.value.as_deref() == Some(&selections.to_string()));
    let formula = formula.and_then(|step| step.formula.clone());
    let written = formula.map(|f| format!("{} / C({n}, {count})", above_the_line(&f)));
    if let Some(written) = written.filter(|written| written.len() <= LONGEST) {
        steps.push(Step::said(Saying::Substitution, [], written, p));
    }
    steps.push(Step::said(Saying::OverPossible, [], format!("{selections} / {total}"), p));
    steps.extend(divisor(selections, &total));
    let ordered = format!("{selections} * {count}! / A({n}, {count})");
    steps.push(Step::said(Saying::Ordered, [count.to_string()], ordered, p));
    Some(steps)
}

/// A formula in brackets, unless it is a single factor.
pub fn bracketed(formula: &str) -> String {
    parted(formula, &['+', '-', '*', '/'])
}

/// A formula in brackets, unless it is a product: it is divided as a whole either way.
fn above_the_line(formula: &str) -> String {
    parted(formula, &['+', '-', '/'])
}

/// A formula in brackets, if one of these signs stands outside of all others.
fn parted(formula: &str, signs: &[char]) -> String {
    let mut depth = 0;
    let open = formula.chars().any(|c| {
        depth += i32::from(c == '(' || c == '{') - i32::from(c == ')' || c == '}');
        depth == 0 && signs.contains(&c)
    });
    if open { format!("({formula})") } else { formula.to_owned() }
}
