//! Why an answer is what it is: the derivation that a teacher would write, step by step.

pub mod message;

pub use message::Message;

/// One step of a derivation: what is said, and a formula of the question language with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the step says, in any of the languages.
    pub says: Message,
    /// The formula, in the question language: evaluating it gives `value`. Prose-only steps have none.
    pub formula: Option<String>,
    /// The value that the formula has.
    pub value: Option<String>,
}

/// The derivation of a solved question.
#[must_use]
pub fn explain(_question: &crate::question::Question, _solved: &crate::solve::Solved) -> Vec<Step> {
    Vec::new()
}
