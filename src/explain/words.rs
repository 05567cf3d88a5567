//! Rows of some of several items, equal ones not told apart: by shape, as in words of four letters of MISSISSIPPI.

use crate::explain::shapes::partitions;
use crate::explain::{Saying, Step};
use crate::model::Population;
use crate::number;
use num_bigint::BigUint;
use num_traits::One;

/// The longest rows whose shapes are looked at, and the most shapes that are added up.
const MOST: (u64, usize) = (12, 15);

/// How many such rows of a length there are; nothing where they have many shapes.
pub fn size(items: &Population, length: u64) -> Option<Step> {
    let mut shapes = Vec::new();
    if length <= MOST.0 {
        partitions(length, length, length, &mut Vec::new(), &mut shapes);
    }
    let (mut formulas, mut told, mut size) = (Vec::new(), Vec::new(), BigUint::ZERO);
    for shape in shapes {
        let Some((formula, ways)) = rows(items, &shape) else { continue };
        formulas.push(formula);
        told.push(shape.iter().map(u64::to_string).collect::<Vec<_>>().join("+"));
        size += ways;
    }
    (1..=MOST.1).contains(&formulas.len()).then(|| {
        Step::said(Saying::WordShapes, [length.to_string(), told.join(", ")], formulas.join(" + "), size)
    })
}

/// The rows of a shape: for each number, largest first, which of the items that are there so often and not taken yet come so
/// often, and then their order; nothing where there are none.
fn rows(items: &Population, shape: &[u64]) -> Option<(String, BigUint)> {
    let (mut factors, mut ways, mut taken) = (Vec::new(), BigUint::one(), 0);
    for alike in shape.chunk_by(|a, b| a == b) {
        let there = items.classes().iter().filter(|(_, count)| *count >= alike[0]).count() as u64;
        let (left, chosen) = (there.checked_sub(taken)?, alike.len() as u64);
        if left < chosen {
            return None;
        }
        factors.push(format!("C({left}, {chosen})"));
        ways *= number::binomial(left, chosen);
        taken += chosen;
    }
    let orders = number::multinomial(shape)?;
    let parts: Vec<String> = shape.iter().map(u64::to_string).collect();
    factors.push(format!("multinomial({})", parts.join(", ")));
    Some((factors.join(" * "), ways * orders))
}
