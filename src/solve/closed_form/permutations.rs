//! Permutations of 1 … n: matches, cycles, descents, by the recurrences of their numbers.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::closed_form::alike::{differences, swept};
use num_bigint::BigUint;
use num_traits::{One, ToPrimitive};

/// The law of a statistic of a permutation, if this is one of those that a formula knows, of a draw of all of 1 … n.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] beyond the budget.
pub fn law(name: &str, space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Space::Draw(from, k) = space else { return Ok(None) };
    if !atom.path.is_plain() || from.classes().iter().any(|(_, count)| *count > 1) {
        return Ok(None);
    }
    let n = atom.path.length();
    // The largest value to tell apart; everything above it is one.
    let top = atom.cap.map_or(n, |cap| cap.clamp(0, n.cast_signed()).unsigned_abs());
    match name {
        // Only the relative order matters, and every order of different elements is as likely as every other.
        "increasing" | "nondecreasing" => return Ok(Some(in_order(n))),
        "descents" => return descents(n, top, budget).map(Some),
        _ => {}
    }
    let mut labels: Vec<&Value> =
        from.classes().iter().filter(|(_, count)| *count == 1).map(|(label, _)| label).collect();
    labels.sort();
    let is_permutation = (1..).zip(&labels).all(|(i, label)| **label == Value::Int(i));
    if !is_permutation || *k != from.size() || n != *k {
        return Ok(None);
    }
    match name {
        "fixed" => fixed(n, top, budget).map(Some),
        "cycles" => cycles(n, top, budget).map(Some),
        "longest_cycle" => longest_cycle(n, top, budget).map(Some),
        _ => Ok(None),
    }
}

/// One order of n! goes up all the way.
fn in_order(n: u64) -> Swept {
    let total = number::factorial(n);
    let others = &total - 1u32;
    let mut values = vec![(vec![Value::Truth(true)], BigUint::one())];
    if others != BigUint::ZERO {
        values.push((vec![Value::Truth(false)], others));
    }
    Swept { values, total, states: 2 }
}

/// Nothing, if so many rows of so many numbers up to n! fit the budget.
fn afford(rows: u64, entries: u64, n: u64, budget: &Budget) -> Result<(), Error> {
    let words = u128::from(n) * u128::from(64 - n.leading_zeros()) / 64 + 4;
    let cells = u128::from(rows).saturating_mul(u128::from(entries) + 1);
    budget.afford(cells.saturating_mul(words + 20), (u128::from(entries) + 1) * (words * 8 + 32))
}

/// What is left of n! above the last value belongs to the next one.
fn filled(mut weights: Vec<BigUint>, n: u64) -> Swept {
    let total = number::factorial(n);
    let above = &total - weights.iter().sum::<BigUint>();
    weights.push(above);
    swept((0..).zip(weights), total)
}

/// k matches: C(n, k) places, and no match among the others. [P. R. de Montmort, "Essay d'analyse sur les jeux de
/// hazard", 1713]
fn fixed(n: u64, top: u64, budget: &Budget) -> Result<Swept, Error> {
    // One number without matches is quicker than all of them up to it.
    let from = if top <= 8 { n.saturating_sub(top) } else { 0 };
    afford(if top <= 8 { (top + 1) * 40 } else { n }, 0, n, budget)?;
    budget.afford(
        0,
        u128::from(n - from + 1) * (u128::from(n) * u128::from(64 - n.leading_zeros()) / 8 + 32),
    )?;
    let without: Vec<BigUint> = if from > 0 {
        (from..=n).map(number::derangements).collect()
    } else {
        // D(m) = m D(m−1) + (−1)ᵐ.
        let mut all = vec![BigUint::one()];
        for m in 1..=n {
            let before = &all[all.len() - 1] * m;
            all.push(if m % 2 == 0 { before + 1u32 } else { before - 1u32 });
        }
        all
    };
    let mut choose = BigUint::one();
    let weights = without.iter().rev().zip(0..=top).map(|(others, matches)| {
        let weight = others * &choose;
        choose = &choose * (n - matches) / (matches + 1);
        weight
    });
    Ok(filled(weights.collect(), n))
}

/// k cycles: c(m+1, k) = m c(m, k) + c(m, k−1), the Stirling numbers of the first kind.
fn cycles(n: u64, top: u64, budget: &Budget) -> Result<Swept, Error> {
    afford(n, top, n, budget)?;
    let mut row = vec![BigUint::one()];
    for m in 0..n {
        budget.check()?;
        if row.len() as u64 <= top {
            row.push(BigUint::ZERO);
        }
        for k in (0..row.len()).rev() {
            row[k] *= m;
            if k > 0 {
                let (before, here) = row.split_at_mut(k);
                here[0] += &before[k - 1];
            }
        }
    }
    Ok(filled(row, n))
}

/// k descents: A(m, k) = (k+1) A(m−1, k) + (m−k) A(m−1, k−1), the Eulerian numbers.
fn descents(n: u64, top: u64, budget: &Budget) -> Result<Swept, Error> {
    afford(n, top, n, budget)?;
    let mut row = vec![BigUint::one()];
    for m in 2..=n {
        budget.check()?;
        if row.len() as u64 <= top.min(m - 1) {
            row.push(BigUint::ZERO);
        }
        for k in (0..row.len()).rev() {
            row[k] *= k as u64 + 1;
            if k > 0 {
                let (before, here) = row.split_at_mut(k);
                here[0] += &before[k - 1] * (m - k as u64);
            }
        }
    }
    Ok(filled(row, n))
}

/// No cycle longer than m: with H(j) = n! times the share of such permutations of j, j H(j) is the sum of the last m,
/// so that H(j) = H(j−1) − H(j−1−m) / j. [S. W. Golomb, P. Gaal, "On the number of permutations of n objects with
/// greatest cycle length k", Adv. Appl. Math. 20, 1998]
fn longest_cycle(n: u64, top: u64, budget: &Budget) -> Result<Swept, Error> {
    afford(n, top, n, budget)?;
    budget.afford(0, u128::from(n + 1) * (u128::from(n) * u128::from(64 - n.leading_zeros()) / 8 + 32))?;
    let total = number::factorial(n);
    let mut at_most = vec![BigUint::from(u8::from(n == 0))];
    for m in 1..=top {
        budget.check()?;
        let mut shares = vec![total.clone()];
        for j in 1..=n {
            let before = &shares[shares.len() - 1];
            let far = (j - 1).checked_sub(m).and_then(|i| i.to_usize());
            let share = match far {
                Some(i) => before - &shares[i] / j,
                None => before.clone(),
            };
            shares.push(share);
        }
        at_most.push(shares.pop().unwrap_or_default());
    }
    Ok(differences(at_most, total))
}
