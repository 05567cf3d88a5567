//! So many different classes in a sample, among classes that weigh alike: choose which, and each of them must come.

use crate::explain::ways::{Favourable, satisfying};
use crate::explain::{Message, Saying, Step};
use crate::model::Space;
use crate::number::binomial;
use crate::question::{Expr, Node};
use crate::solve::atom::Atom;
use crate::solve::closed_form::alike::{Alike, ClassWeight};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;

/// The most classes, and the most numbers that have a line each.
const MOST: (u64, usize) = (200, 4);

/// The outcomes with so many different classes: C(c, j) · Σ (−1)^i C(j, i) F(j − i), where F(k) counts those that show
/// no more than k given ones.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let (Node::Call(function, _), Some(bound)) = (number.node(), bound.known()) else { return None };
    let atom = Atom::of(number, name, space).ok()??;
    let whole = Some(atom.path.length()) == space.length() && atom.path.hand.is_none();
    if function.name != "distinct" || !whole {
        return None;
    }
    let alike = Alike::of(space, &atom).ok()??;
    let (n, c) = (alike.length, alike.classes);
    if n == 0 || c > MOST.0 {
        return None;
    }
    let values = satisfying(*comparison, bound, 1, n.min(c))?;
    if values.is_empty() || values.len() > MOST.1 {
        return None;
    }
    let (mut steps, mut terms, mut count) = (Vec::new(), Vec::new(), BigUint::zero());
    for j in values {
        let ways = binomial(c, j) * onto(&alike, j)?;
        let within = match &alike.weight {
            ClassWeight::Trial(w) => format!("({w} * ({j} - i))^{n}"),
            ClassWeight::Draw(size) => format!("C({size} * ({j} - i), {n})"),
            // Nothing can be chosen from no class.
            ClassWeight::Multiset(size) => format!("C({size} * ({j} - i) + {n} - 1, {n})"),
        };
        let formula = format!("C({c}, {j}) * sum(i in 0..{j} - 1: (-1)^i * C({j}, i) * {within})");
        let says = [j.to_string(), c.to_string()];
        steps.push(Step::said(Saying::Present, says, formula.clone(), &ways));
        terms.push(formula);
        count += ways;
    }
    if terms.len() > 1 {
        let sum: Vec<String> = steps.iter().filter_map(|step| step.value.clone()).collect();
        steps.push(Step::formula(Message::Favourable, sum.join(" + "), &count));
    }
    if !matches!(space, Space::Draw(..)) || n == 1 {
        return Some(Favourable::at_end(count, steps));
    }
    // The ways are selections; drawn in order each counts n! times.
    let total = &count * crate::number::factorial(n);
    steps.push(Step::said(Saying::Orders, [n.to_string()], format!("{count} * {n}!"), &total));
    Some(Favourable { unordered: Some(count), ..Favourable::at_end(total, steps) })
}

/// In how many ways j given classes, and no others, all come: inclusion and exclusion.
fn onto(alike: &Alike, j: u64) -> Option<BigUint> {
    let mut sum = BigInt::zero();
    for i in 0..j {
        let term = BigInt::from(binomial(j, i) * alike.within(j - i));
        if i % 2 == 0 { sum += term } else { sum -= term }
    }
    sum.to_biguint()
}
