//! At most so many of each class: a power of a polynomial that is cut there.

use crate::explain::ways::Favourable;
use crate::explain::{Message, Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number::{binomial, factorial};
use crate::question::{Expr, Node};
use crate::solve::atom::Atom;
use crate::solve::closed_form::alike::{Alike, ClassWeight};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Zero};

/// The longest sample, and the largest bound.
const MOST: (u64, u64) = (120, 40);

/// The longest sample whose recurrence is written as a definition that calls itself: the language evaluates no deeper.
const MOST_NESTED: u64 = 50;

/// The outcomes in which the most frequent class has at most, or more than, so many elements.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let (Node::Call(function, _), Some(Value::Int(bound))) = (number.node(), bound.known()) else {
        return None;
    };
    let (most, within) = match comparison {
        Comparison::AtMost => (*bound, true),
        Comparison::Less => (bound - 1, true),
        Comparison::AtLeast => (bound - 1, false),
        Comparison::Greater => (*bound, false),
        _ => return None,
    };
    let most = u64::try_from(most).ok().filter(|most| (1..=MOST.1).contains(most))?;
    let atom = Atom::of(number, name, space).ok()??;
    if function.name != "maxcount" || Some(atom.path.length()) != space.length() || atom.path.hand.is_some() {
        return None;
    }
    let alike = Alike::of(space, &atom).ok()??;
    let n = alike.length;
    if n > MOST.0 || most >= n {
        return None;
    }
    let selections = (coefficient(&alike, most)? * BigInt::from(orders(space, n))).to_integer();
    let selections = selections.magnitude().clone();
    let twice = (most == 2).then(|| at_most_two(space, &alike, &selections)).flatten();
    let mut steps = vec![twice.unwrap_or_else(|| step(space, &alike, most, &selections))];
    if within {
        return Some(Favourable::at_end(selections, steps).without_formula());
    }
    let whole = crate::model::outcomes::total(space);
    let formula = format!("{whole} - {selections}");
    let rest = whole - selections;
    steps.push(Step::said(Saying::LessComplement, [], formula, &rest));
    Some(Favourable::at_end(rest, steps).without_formula())
}

/// In how many orders a selection is counted: throws and draws are rows.
fn orders(space: &Space, n: u64) -> BigUint {
    if matches!(space, Space::Trials(_) | Space::Draw(..)) { factorial(n) } else { BigUint::one() }
}

/// The coefficient of xⁿ in (Σ aᵢ xⁱ)ᶜ, i up to the bound, where aᵢ = wⁱ/i! for throws and C(s, i) for draws:
/// k·cₖ = Σ (i·(c + 1) − k)·aᵢ·cₖ₋ᵢ. [D. E. Knuth, TAOCP vol. 2, 4.7]
fn coefficient(alike: &Alike, most: u64) -> Option<BigRational> {
    let term = |i: u64| match &alike.weight {
        ClassWeight::Trial(w) => {
            Some(BigRational::new(BigInt::from(Pow::pow(w, i)), BigInt::from(factorial(i))))
        }
        ClassWeight::Draw(size) => Some(BigRational::from_integer(BigInt::from(binomial(*size, i)))),
        ClassWeight::Multiset(_) => None,
    };
    let terms: Vec<BigRational> = (0..=most).map(term).collect::<Option<_>>()?;
    let mut found = vec![BigRational::one()];
    for k in 1..=alike.length {
        let mut sum = BigRational::zero();
        for i in 1..=most.min(k) {
            let factor = BigInt::from(i) * BigInt::from(alike.classes + 1) - BigInt::from(k);
            sum += &terms[usize::try_from(i).ok()?] * &found[usize::try_from(k - i).ok()?] * factor;
        }
        found.push(sum / BigInt::from(k));
    }
    found.pop()
}

/// At most two of each: j classes come twice and n − 2j once, Σ C(c, j)·C(c − j, n − 2j)·a₂ʲ·a₁ⁿ⁻²ʲ.
fn at_most_two(space: &Space, alike: &Alike, count: &BigUint) -> Option<Step> {
    let (n, c) = (alike.length, alike.classes);
    let (least, most) = (n.saturating_sub(c), (n / 2).min(c));
    (least <= most).then_some(())?;
    let times = if orders(space, n).is_one() { String::new() } else { format!("{n}! * ") };
    let (times, each) = match &alike.weight {
        ClassWeight::Trial(w) if w.is_one() => (times, "1 / 2^j".to_owned()),
        ClassWeight::Trial(w) => (format!("{times}{w}^{n} * "), "1 / 2^j".to_owned()),
        ClassWeight::Draw(s) => (times, format!("C({s}, 2)^j * {s}^({n} - 2 * j)")),
        ClassWeight::Multiset(_) => return None,
    };
    let each = each.strip_prefix("1 ").map_or_else(|| format!(" * {each}"), |each| format!(" {each}"));
    let formula = format!("{times}sum(j in {least}..{most}: C({c}, j) * C({c} - j, {n} - 2 * j){each})");
    let parts = [c.to_string(), n.to_string()];
    Some(Step::said(Saying::AtMostTwo, parts, formula, count))
}

fn step(space: &Space, alike: &Alike, most: u64, count: &BigUint) -> Step {
    let (n, c) = (alike.length, alike.classes);
    // The terms in the middle of many are left out.
    let polynomial = |term: &dyn Fn(u64) -> String| match most {
        ..=3 => (0..=most).map(term).collect::<Vec<_>>().join(" + "),
        _ => format!("{} + {} + … + {}", term(0), term(1), term(most)),
    };
    let power = |i: u64| if i == 1 { "x".to_owned() } else { format!("x^{i}") };
    let (term, polynomial) = match &alike.weight {
        ClassWeight::Trial(w) => {
            let scale = |i: u64| match (w.is_one(), i) {
                (true, _) => String::new(),
                (_, 1) => w.to_string(),
                _ => format!("{w}^{i} "),
            };
            let below = |i: u64| if i == 1 { String::new() } else { format!("/{i}!") };
            let text = |i: u64| if i == 0 { "1".to_owned() } else { scale(i) + &power(i) + &below(i) };
            let term = if w.is_one() { "1 / i!".to_owned() } else { format!("{w}^i / i!") };
            (term, polynomial(&text))
        }
        ClassWeight::Draw(s) | ClassWeight::Multiset(s) => {
            let text = |i: u64| match i {
                0 => "1".to_owned(),
                1 => format!("{s}x"),
                _ => format!("C({s}, {i}) {}", power(i)),
            };
            (format!("C({s}, i)"), polynomial(&text))
        }
    };
    let rows = matches!(space, Space::Trials(_) | Space::Draw(..));
    let times = if rows { format!("{n}! * ") } else { String::new() };
    let formula = format!(
        "def power(k) := if k = 0 then 1 else sum(i in 1..min({most}, k): (i * ({c} + 1) - k) * {term} * power(k - i)) / k; {times}power({n})"
    );
    let says = [most.to_string(), n.to_string(), format!("({polynomial})^{c}"), times];
    if n > MOST_NESTED {
        return Step::prose(Message::said(Saying::AtMostEach, says));
    }
    Step::said(Saying::AtMostEach, says, formula, count)
}
