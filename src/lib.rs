//! Exact, explained and checked classical probability.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod answer;
pub mod budget;
#[cfg(feature = "cli")]
pub mod cli;
pub mod dist;
pub mod error;
pub mod explain;
pub mod help;
pub mod language;
pub mod model;
pub mod number;
pub mod question;
#[cfg(feature = "cli")]
pub mod render;
pub mod session;
pub mod simulate;
pub mod solve;
pub mod statistic;

pub use error::{Error, ErrorKind, Span};
