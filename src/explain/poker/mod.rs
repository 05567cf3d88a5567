//! The categories of poker as a textbook counts them: a pack with one card of every rank in every suit, and each category
//! rank by rank and suit by suit, a line for each case.

mod five;
mod seven;
mod three;

use crate::budget::Budget;
use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step};
use crate::language::check::program::{self, Asking};
use crate::language::check::scope::Scope;
use crate::language::parse_expression;
use crate::model::pattern::Comparison;
use crate::model::{Level, Scale, Space, Value};
use crate::number;
use num_bigint::BigUint;

/// A line of a derivation: what it says, with what stands in its places, and its formula.
struct Line(Saying, &'static [&'static str], &'static str);

/// The number of hands whose category compares so with each of these, for three, five or seven cards of the French pack.
pub fn ways(space: &Space, bounds: &[(Comparison, &Value)]) -> Option<Favourable> {
    let (Space::Choose(deck, size) | Space::Draw(deck, size)) = space else { return None };
    let Value::Level(Level { scale, .. }) = bounds.first()?.1 else { return None };
    let lines: fn(&str) -> Option<&'static [Line]> = match (scale, size) {
        (Scale::Poker, 5) => five::lines,
        (Scale::Poker, 7) => seven::lines,
        (Scale::Poker3, 3) => three::lines,
        _ => return None,
    };
    if *deck.as_ref() != crate::model::cards::deck(52).ok()? {
        return None;
    }
    let mut steps = Vec::new();
    let mut totals = Vec::new();
    for category in categories(*scale, bounds) {
        for Line(saying, parts, formula) in lines(category)? {
            let parts = parts.iter().map(|part| (*part).to_owned());
            steps.push(Step::said(*saying, parts, *formula, value(formula)?));
        }
        totals.push(value(steps.last()?.formula.as_deref()?)?);
    }
    let count: BigUint = totals.iter().sum();
    if totals.len() > 1 {
        let sum = totals.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        steps.push(Step::said(Saying::CasesTogether, [], sum, &count));
    }
    if !matches!(space, Space::Draw(..)) {
        return Some(Favourable::at_end(count, steps));
    }
    let total = &count * number::factorial(*size);
    let parts = [size.to_string()];
    steps.push(Step::said(Saying::Orders, parts, format!("{count} * {size}!"), &total));
    Some(Favourable { unordered: Some(count), ..Favourable::at_end(total, steps) })
}

/// The categories that compare so with these.
fn categories(scale: Scale, bounds: &[(Comparison, &Value)]) -> Vec<&'static str> {
    let (names, first) = scale.names();
    let holds = |index: u8| {
        let category = Value::Level(Level { scale, index: first + index });
        bounds.iter().all(|(comparison, bound)| comparison.holds(category.cmp(bound)))
    };
    (0u8..).zip(names).filter(|(index, _)| holds(*index)).map(|(_, name)| *name).collect()
}

/// What a line comes to.
fn value(formula: &str) -> Option<BigUint> {
    let read = program::read(&mut Scope::default(), &parse_expression(formula).ok()?, &Budget::default());
    match read.ok()? {
        Asking::Known(value) => value.ratio().filter(|n| n.is_integer())?.to_integer().to_biguint(),
        Asking::Question(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::poker::category_counts;

    #[test]
    fn every_category_has_its_lines() {
        let ranks: Vec<i64> = (2..=14).collect();
        for size in [5, 7] {
            let lines = if size == 5 { five::lines } else { seven::lines };
            let counts = category_counts(&ranks, 4, 1, size).unwrap();
            for (name, count) in Scale::Poker.names().0.iter().zip(counts) {
                let Some(Line(.., formula)) = lines(name).and_then(<[Line]>::last) else { panic!("{name}") };
                assert_eq!(value(formula), Some(BigUint::from(count)), "{name} of {size}");
            }
        }
    }

    #[test]
    fn the_categories_of_three_cards_are_all_hands() {
        let last = |name| three::lines(name).and_then(<[Line]>::last).and_then(|line| value(line.2)).unwrap();
        let sum: BigUint = Scale::Poker3.names().0.iter().map(|name| last(name)).sum();
        assert_eq!(sum, number::binomial(52, 3));
    }
}
