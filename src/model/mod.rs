//! The three classical models: equally likely outcomes, the multinomial model, permutations and combinations.
//!
//! A [`Space`] is one concrete experiment: it knows the size of its sample space, which of the three models weighs
//! its outcomes, and how to list them. What is asked of an outcome lives a floor above, in `statistic`.

pub mod cards;
pub mod chain;
pub mod combinatorics;
pub mod equally_likely;
pub mod laws;
pub mod multinomial;
pub mod orbits;
pub mod outcomes;
pub mod partitions;
pub mod pattern;
pub mod population;
pub mod scale;
pub mod seating;
pub mod space;
pub mod until;
pub mod value;

pub use cards::{Card, Suit};
pub use chain::Chain;
pub use orbits::Shape;
pub use pattern::Pattern;
pub use population::{Collection, Faces, Population};
pub use scale::{Level, Scale};
pub use seating::Seating;
pub use space::{Model, Space};
pub use until::Until;
pub use value::Value;
