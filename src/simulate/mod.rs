//! The simulated road: physical trials, their random stream, and the statistics that hold them against an exact value.

pub mod interval;
pub mod special;
pub mod stream;
pub mod verdict;

pub use verdict::Verdict;
