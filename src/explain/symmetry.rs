//! The sample spaces of outcomes up to symmetry, and of groups without names.

use crate::explain::Step;
use crate::explain::message::Message;
use crate::model::orbits::{Shape, told_apart};
use crate::model::{Population, Space};
use num_bigint::BigUint;

/// The sample space with its size as a formula.
pub fn of(space: &Space, size: &BigUint) -> Step {
    match space {
        Space::Ring(items) => around(items, Shape::Ring(items.size()), size),
        Space::Necklace(items) => around(items, Shape::Necklace(items.size()), size),
        Space::Colorings(colors, shape) => {
            let terms = shape.cycle_counts();
            let colors = colors.classes().len();
            let terms = terms.iter().map(|(symmetries, cycles)| format!("{symmetries} * {colors}^{cycles}"));
            let says = Message::UpToSymmetry { figure: shape.to_string(), symmetries: shape.symmetries() };
            Step::formula(says, mean(terms, shape.symmetries()), size)
        }
        Space::Split(from, sizes) => {
            let mut sorted = sizes.to_vec();
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            let parts: Vec<String> = sorted.iter().map(ToString::to_string).collect();
            let exchanges: Vec<String> = sorted
                .chunk_by(|a, b| a == b)
                .filter(|equal| equal.len() > 1)
                .map(|equal| format!(" / {}!", equal.len()))
                .collect();
            let formula = format!("multinomial({}){}", parts.join(", "), exchanges.concat());
            Step::formula(Message::Groups { from: from.size(), groups: sizes.len() as u64 }, formula, size)
        }
        Space::SplitInto(from, groups) => {
            let says = Message::Groups { from: from.size(), groups: *groups };
            Step::formula(says, format!("stirling2({}, {groups})", from.size()), size)
        }
        Space::Partitions(balls, boxes) => {
            let most = boxes.min(balls);
            let says = Message::Partitions { balls: *balls, boxes: *boxes };
            Step::formula(says, format!("partitions({balls} + {most}, {most})"), size)
        }
        _ => Step::prose(Message::KnownLaw),
    }
}

fn around(items: &Population, shape: Shape, size: &BigUint) -> Step {
    let n = items.size();
    if told_apart(items) && n > 0 {
        let necklace = matches!(shape, Shape::Necklace(_));
        let halves = if necklace && n >= 3 { " / 2" } else { "" };
        let says = Message::AroundTable { items: n, necklace };
        return Step::formula(says, format!("({n} - 1)!{halves}"), size);
    }
    let counts: Vec<u64> = items.classes().iter().map(|(_, count)| *count).collect();
    let terms = shape.fixed_counts(&counts).into_iter().map(|(symmetries, pairs, parts)| {
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        let twice = if pairs { " * 2" } else { "" };
        format!("{symmetries} * multinomial({}){twice}", parts.join(", "))
    });
    let says = Message::UpToSymmetry { figure: shape.to_string(), symmetries: shape.symmetries() };
    Step::formula(says, mean(terms, shape.symmetries()), size)
}

fn mean(terms: impl Iterator<Item = String>, symmetries: u64) -> String {
    format!("({}) / {symmetries}", terms.collect::<Vec<_>>().join(" + "))
}
