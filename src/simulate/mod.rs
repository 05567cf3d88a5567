//! The simulation.
pub mod verdict;
pub use verdict::Verdict;
