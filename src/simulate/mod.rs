//! The simulated road: physical trials, their random stream, and the statistics that hold them against an exact value.
//!
//! Nothing here knows of the counting roads; the two meet in the answer.

mod alias;
pub mod chance;
mod digits;
pub mod interval;
mod loaded;
mod numbered;
mod packs;
mod performer;
mod pilot;
mod program;
pub mod run;
pub mod sampler;
pub mod special;
pub mod splitting;
pub mod stream;
pub mod tilted;
pub mod unnamed;
pub mod verdict;
pub mod walk;

pub use run::{Prepared, Tally, simulate};
pub use sampler::Sampler;
pub use verdict::Verdict;
