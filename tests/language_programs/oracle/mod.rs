//! The oracle: a second interpreter of the language, as plain as can be. Every experiment is a list of outcomes, every
//! question is put to every one of them, and nothing is merged, sorted into classes or remembered. It reads the syntax
//! tree itself, and shares nothing with the checker or the solver.

mod evaluate;
mod experiment;
mod pattern;
mod poker;
mod process;
mod question;
mod statistic;
mod value;

pub use question::{Answer, answers};
pub use value::{Refusal, V, of_value};
