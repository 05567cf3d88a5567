//! Exact, explained and checked classical probability: coins, dice, cards and urns as fractions.
//!
//! A question is asked once and answered twice. The exact road counts and gives a fraction with its derivation; the
//! simulated road throws physical dice and must agree.
//!
//! ```
//! use prob::{Question, Sample, Session};
//! let dice = Sample::dice(2, 6)?;
//! let question = Question::probability(dice.sum().equals(7))?;
//! let answer = Session::default().answer(&question)?;
//! assert!(answer.to_string().starts_with("P(sum(2d6) = 7) = 1/6 ≈ 0.166667"));
//! assert!(answer.steps.len() > 1 && answer.check.is_some());
//! # Ok::<(), prob::Error>(())
//! ```
//!
//! Questions may have conditions, and cards have names:
//!
//! ```
//! use prob::model::Population;
//! use prob::{Question, Sample};
//! let hand = Sample::choose(5, &Population::deck(52)?)?.named("H");
//! let question = Question::probability(hand.count("ace").equals(2).given(hand.has("ace")))?;
//! assert_eq!(question.to_string(), "H ~ choose 5 from deck; P(count(ace in H) = 2 | ace in H)");
//! # Ok::<(), prob::Error>(())
//! ```
//!
//! The three classical models can be used by themselves: [`model::equally_likely`], [`model::multinomial`] and
//! [`model::combinatorics`].
//!
//! ```
//! use prob::model::combinatorics::hypergeometric;
//! let aces = hypergeometric(52, 4, 5)?;
//! assert_eq!(aces.probability_of(&2).to_string(), "2162/54145");
//! # Ok::<(), prob::Error>(())
//! ```
//!
//! # Floors
//! - Below: exact numbers ([`number`]), distributions ([`dist`]), the models ([`model`]), what may be asked of a sample
//!   ([`statistic`]).
//! - In the middle: the [`question`], to which the builders, the language and the commands all lead; [`solve`] counts
//!   and [`simulate`] throws, and neither knows of the other.
//! - Above: the derivation ([`explain`]), the [`answer`] and the [`session`], in which both roads meet.
#![forbid(unsafe_code)]
#![expect(
    clippy::mutable_key_type,
    reason = "a law may remember the list of its weights; what it equals and hashes to does not change by that"
)]
#![deny(missing_docs)]

pub mod answer;
pub mod budget;
#[cfg(feature = "cli")]
pub mod cli;
pub mod dist;
pub mod error;
pub mod explain;
pub mod help;
pub mod judge;
pub mod language;
pub mod model;
pub mod number;
pub mod question;
pub mod quiz;
#[cfg(feature = "cli")]
pub mod render;
pub mod session;
pub mod simulate;
pub mod solve;
pub mod statistic;

pub use answer::Answer;
pub use error::{Error, ErrorKind, Span};
pub use number::Probability;
pub use question::{Question, Sample};
pub use session::Session;

/// The snippets of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
