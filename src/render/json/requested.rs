//! The objects of what a verb requests: listings, trees, simulations.

use super::SCHEMA;
use super::object::{Fraction, fraction};
use crate::answer::{Listing, Scheme, Simulation};
use crate::number::decimal;
use crate::render::figure;
use crate::solve::Branch;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Listed<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    columns: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<String>,
    complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    favourable: Option<String>,
    /// Whether the favourable outcomes alone are listed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    only_favourable: bool,
    /// What the event compares, where it compares one thing with known values.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<&'a str>,
    outcomes: Vec<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    values: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ways: Option<String>,
    #[serde(flatten)]
    probability: Option<Fraction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<String>,
}

pub(super) fn listing(listing: &Listing, digits: usize) -> Listed<'_> {
    let outcomes = listing.outcomes.iter().map(|outcome| Outcome {
        values: outcome.values.iter().map(ToString::to_string).collect(),
        ways: outcome.ways.as_ref().map(ToString::to_string),
        probability: outcome.probability.as_ref().map(fraction),
        decimal: outcome.probability.as_ref().map(|p| decimal(p, digits)),
        holds: outcome.holds,
        compared: outcome.compared.as_ref().map(ToString::to_string),
    });
    let event = listing.event.as_ref();
    Listed {
        schema: SCHEMA,
        question: &listing.question,
        kind: "listing",
        columns: &listing.columns,
        size: listing.size.as_ref().map(ToString::to_string),
        complete: listing.complete,
        favourable: event.and_then(|event| event.favourable.as_ref()).map(ToString::to_string),
        only_favourable: event.is_some_and(|event| event.alone),
        compared: event.and_then(|event| event.compared.as_deref()),
        outcomes: outcomes.collect(),
    }
}

#[derive(Serialize)]
pub(super) struct Tree<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    branches: Vec<Grown>,
}

#[derive(Serialize)]
struct Grown {
    value: String,
    edge: Fraction,
    path: Fraction,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    branches: Vec<Grown>,
}

pub(super) fn tree<'a>(question: &'a str, branches: &[Branch]) -> Tree<'a> {
    Tree { schema: SCHEMA, question, kind: "tree", branches: grown(branches) }
}

fn grown(branches: &[Branch]) -> Vec<Grown> {
    let grow = |branch: &Branch| Grown {
        value: branch.value.to_string(),
        edge: fraction(&branch.edge),
        path: fraction(&branch.path),
        holds: branch.holds,
        branches: grown(&branch.branches),
    };
    branches.iter().map(grow).collect()
}

#[derive(Serialize)]
pub(super) struct Simulated<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    simulated: &'static str,
    seed: u64,
    trials: u64,
    conditioned: u64,
    estimates: Vec<Estimated>,
    /// Whether dice were tilted towards a rare event, and trials weighed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    tilted: bool,
    /// How many independent runs there were, and how many stages in each, where trials were split.
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<Stages>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stopped: bool,
    elapsed_us: u128,
}

#[derive(Serialize)]
struct Stages {
    runs: u64,
    stages: usize,
}

#[derive(Serialize)]
struct Estimated {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hits: Option<u64>,
    estimate: String,
    low: String,
    high: String,
}

pub(super) fn simulation(simulation: &Simulation) -> Simulated<'_> {
    let float = |number| figure::float(number, 6);
    let estimates = simulation.estimates.iter().map(|one| Estimated {
        value: one.value.as_ref().map(ToString::to_string),
        hits: one.hits,
        estimate: float(one.estimate),
        low: float(one.low),
        high: float(one.high),
    });
    let split = match simulation.scheme {
        Scheme::Split { runs, stages } => Some(Stages { runs, stages }),
        Scheme::Plain | Scheme::Tilted => None,
    };
    Simulated {
        schema: SCHEMA,
        question: &simulation.question,
        kind: "simulation",
        simulated: simulation.kind,
        seed: simulation.seed,
        trials: simulation.trials,
        conditioned: simulation.conditioned,
        estimates: estimates.collect(),
        tilted: simulation.scheme == Scheme::Tilted,
        split,
        stopped: simulation.stopped.is_some(),
        elapsed_us: simulation.elapsed.as_micros(),
    }
}
