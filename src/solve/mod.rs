//! The exact roads: from a question to its value, by counting.
//!
//! Nothing here knows of the simulation; the two meet in the answer.

mod absent;
pub mod all_pairs;
#[cfg(test)]
pub(crate) mod asking;
pub mod atom;
mod averages;
pub mod blocks;
pub mod bounded;
pub mod by_class;
pub mod by_position;
pub mod capped;
pub mod chain;
pub mod classes;
pub mod clocks;
pub mod closed_form;
pub mod columns;
pub mod eliminate;
pub mod endless_mean;
pub mod endless_size;
pub mod enumerate;
pub mod equal_places;
pub mod equivalent;
pub mod exact;
pub mod exchangeable;
pub mod first_places;
pub mod given_places;
pub mod group_sizes;
pub mod in_order;
pub mod linear;
pub mod listing;
pub mod measure;
pub mod one_number;
pub mod one_place;
pub mod order_statistics;
pub mod plan;
pub mod pooled;
pub mod ranks;
pub mod relative_ranks;
pub mod remainders;
pub mod residue;
pub mod rooks;
pub mod scored;
pub mod scores;
pub mod separate;
pub mod share;
pub mod showdown;
pub mod smallest_group;
pub mod sorted;
pub mod stage;
pub mod symmetry;
pub mod tail;
pub mod two_places;
pub mod two_sides;
pub mod until;
mod weight;
pub mod whole_first;
pub mod windows;
pub mod woven;

pub use eliminate::Choice;
pub use exact::{Exact, Method, Road};
pub use listing::Branch;
pub use measure::{Solved, roads, solve};
