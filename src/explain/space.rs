//! The sample space: what is random, how many outcomes there are, and why they are equally likely, or what weighs them.

use crate::explain::{Message, Saying, Step, laws, omega};
use crate::model::chain::{Form, Stop};
use crate::model::{Faces, Space};
use crate::question::Question;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// A step for each experiment that matters.
pub fn steps(question: &Question) -> Vec<Step> {
    let mentioned = question.mentioned();
    let alone = mentioned.count_ones() == 1;
    let mut steps = Vec::new();
    let mut sizes: Option<Vec<BigUint>> = Some(Vec::new());
    for (i, named) in question.experiments.iter().enumerate() {
        if mentioned >> i & 1 == 0 {
            continue;
        }
        match named.experiment.space() {
            Some(space) => {
                let named = named.name.as_deref().filter(|_| !alone).map(|name| format!("({name})"));
                let step = laws::space(question.experiments[i].experiment.text())
                    .filter(|_| matches!(**space, Space::Law(_) | Space::Chain(_)));
                steps.push(step.unwrap_or_else(|| described(space, &named.unwrap_or_default())));
                sizes = sizes.zip(space.size()).map(|(mut sizes, size)| {
                    sizes.push(size);
                    sizes
                });
            }
            None => {
                sizes = None;
                let experiment = named.experiment.text().to_owned();
                steps.push(Step::prose(Message::Dependent { experiment }));
            }
        }
    }
    if let Some(sizes) = sizes.filter(|sizes| sizes.len() > 1) {
        let formula = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" * ");
        let count = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
        steps.push(Step::formula(Message::Several { count }, formula, sizes.iter().product::<BigUint>()));
    }
    steps
}

/// The sample space as a set, and its size.
fn described(space: &Space, name: &str) -> Step {
    let step = of(space);
    let Some(set) = omega::set(space) else { return step };
    let sized = step.value.is_some() && space.has_size();
    let says = Message::Space { name: name.to_owned(), set, says: Box::new(step.says), sized };
    Step { says, ..step }
}

/// The size of a space, or the weight of all its outcomes, as a formula that comes to this number.
pub fn formula(space: &Space, total: &BigUint) -> Option<String> {
    let step = of(space);
    step.formula.filter(|_| step.value.as_deref() == Some(total.to_string().as_str()))
}

fn of(space: &Space) -> Step {
    let size = space.size().unwrap_or_default();
    match space {
        Space::Single(faces) => match faces.elements() {
            Some(elements) => Step::formula(Message::OneTrial, elements.to_string(), elements),
            None => weighed(faces),
        },
        Space::Trials(groups) => trials(groups, &size),
        Space::Draw(from, 1) | Space::Choose(from, 1) => {
            Step::formula(Message::OneTrial, from.size().to_string(), size)
        }
        Space::Draw(from, count) => Step::formula(
            Message::Draws { count: *count, from: from.size() },
            format!("A({}, {count})", from.size()),
            size,
        ),
        Space::Choose(from, count) => Step::formula(
            Message::Choices { count: *count, from: from.size() },
            format!("C({}, {count})", from.size()),
            size,
        ),
        Space::Multichoose(from, count) => Step::formula(
            Message::Multisets { count: *count, from: from.size() },
            format!("C({} + {count} - 1, {count})", from.size()),
            size,
        ),
        Space::Words(items, length) if *length == items.size() => {
            if items.classes().iter().all(|(_, n)| *n == 1) {
                return Step::said(Saying::Permutations, [length.to_string()], format!("{length}!"), size);
            }
            let counts: Vec<String> = items.classes().iter().map(|(_, n)| n.to_string()).collect();
            Step::formula(
                Message::Words { length: *length },
                format!("multinomial({})", counts.join(", ")),
                size,
            )
        }
        Space::Words(items, length) if items.classes().iter().all(|(_, n)| *n == 1) => Step::formula(
            Message::Draws { count: *length, from: items.size() },
            format!("A({}, {length})", items.size()),
            size,
        ),
        Space::Words(items, length) => {
            let by_shape = super::words::size(items, *length);
            by_shape.filter(|step| step.value.as_ref() == Some(&size.to_string())).unwrap_or_else(|| Step {
                says: Message::Words { length: *length },
                formula: None,
                value: Some(size.to_string()),
                aside: false,
            })
        }
        Space::Subset(from) => {
            Step::formula(Message::Subsets { from: from.size() }, format!("2^{}", from.size()), size)
        }
        Space::Deal(from, hands) => {
            let rest = from.size() - hands.iter().sum::<u64>();
            let mut parts: Vec<String> = hands.iter().map(ToString::to_string).collect();
            if rest > 0 {
                parts.push(rest.to_string());
            }
            let says = Message::Hands { hands: hands.len(), from: from.size() };
            Step::formula(says, format!("multinomial({})", parts.join(", ")), size)
        }
        Space::Occupancy(balls, boxes) => Step::formula(
            Message::Occupancies { balls: *balls, boxes: *boxes },
            format!("C({boxes} + {balls} - 1, {balls})"),
            size,
        ),
        Space::Law(_) => Step::prose(Message::KnownLaw),
        Space::Chain(chain) => Step::prose(match (chain.form(), &chain.stop) {
            (Form::FreeWalk(_), Stop::After(steps)) => {
                Message::FreeWalk { start: chain.start.to_string(), steps: *steps }
            }
            _ => Message::Chain,
        }),
        Space::Until(_) => Step::prose(Message::Until),
        _ => super::symmetry::of(space, &size),
    }
}

fn trials(groups: &[(std::sync::Arc<Faces>, u64)], size: &BigUint) -> Step {
    let [(faces, count)] = groups else {
        let factors: Vec<String> =
            groups.iter().map(|(faces, count)| format!("{}^{count}", faces.total())).collect();
        return match size.is_zero() {
            true => Step::prose(Message::MixedTrials),
            false => Step::formula(Message::MixedTrials, factors.join(" * "), size),
        };
    };
    match faces.elements() {
        Some(elements) => Step::formula(
            Message::Trials { count: *count, faces: elements.to_string() },
            format!("{elements}^{count}"),
            size,
        ),
        None => {
            let weights: Vec<String> =
                faces.weights().iter().take(12).map(|(face, weight)| format!("{face}:{weight}")).collect();
            let more = if faces.weights().len() > 12 { ", …" } else { "" };
            let says = Message::WeightedTrials {
                count: *count,
                total: faces.total().to_string(),
                faces: weights.join(", ") + more,
            };
            let total = num_traits::Pow::pow(faces.total(), *count);
            Step::formula(says, format!("{}^{count}", faces.total()), total)
        }
    }
}

/// One trial whose outcomes are not equally likely: their probabilities add up to 1.
fn weighed(faces: &Faces) -> Step {
    let says = Message::OneWeightedTrial { faces: probabilities(faces) };
    if faces.weights().len() > 24 {
        return Step::prose(says);
    }
    let terms: Vec<String> = faces.weights().iter().map(|(_, weight)| weight.to_string()).collect();
    Step::formula(says, format!("({}) / {}", terms.join(" + "), faces.total()), 1)
}

fn probabilities(faces: &Faces) -> String {
    let total = BigInt::from(faces.total().clone());
    let shares: Vec<String> = faces
        .weights()
        .iter()
        .take(12)
        .map(|(face, weight)| {
            format!("{face} {}", BigRational::new(BigInt::from(weight.clone()), total.clone()))
        })
        .collect();
    let more = if faces.weights().len() > 12 { ", …" } else { "" };
    debug_assert!(!faces.total().is_one() || shares.len() == faces.weights().len() || !more.is_empty());
    shares.join(", ") + more
}
