//! The sample space of a question: its size, whether its outcomes have probabilities, and the model that weighs them.

use crate::model::{Model, Space};
use crate::question::Question;
use crate::solve::plan::{Cost, product_cost};
use num_bigint::BigUint;
use std::sync::Arc;

/// The spaces of the experiments that matter to a question, where these are known.
fn spaces(question: &Question) -> impl Iterator<Item = &Arc<Space>> {
    question.involved().filter_map(|(_, named)| named.experiment.space())
}

/// The size of the sample space of the experiments that a question mentions, if its outcomes are equally likely.
#[must_use]
pub fn size(question: &Question) -> Option<BigUint> {
    question
        .involved()
        .map(|(_, named)| named.experiment.space()?.size())
        .try_fold(BigUint::from(1u32), |product, size| Some(product * size?))
}

/// Whether the outcomes have probabilities of their own.
pub(super) fn is_fair(question: &Question) -> bool {
    spaces(question).all(|space| space.is_fair())
}

/// What it costs to work the size out.
pub(super) fn cost(question: &Question) -> Cost {
    product_cost(size_bits(question))
}

/// How many bits the size of the sample space has, about.
#[must_use]
pub fn size_bits(question: &Question) -> u64 {
    spaces(question).map(|space| space.size_bits()).fold(0, u64::saturating_add)
}

/// The model that weighs the outcomes of a question.
#[must_use]
pub fn model(question: &Question) -> Model {
    let models = question.involved().map(|(_, named)| named.experiment.model());
    models.reduce(|a, b| if a == b { a } else { Model::Mixed }).unwrap_or(Model::Arithmetic)
}
