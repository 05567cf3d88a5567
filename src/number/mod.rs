//! Exact numbers: the counts of combinatorics, fractions, their decimals, powers of polynomials, linear systems.
//!
//! Everything here is exact. Where a `f64` comes out, it is for charts, and its name says so.
//!
//! # Examples
//! ```
//! use prob::number;
//! assert_eq!(number::binomial(52, 5).to_string(), "2598960");
//! ```

mod bell;
mod factorial;
mod permutation;
mod primes;
mod product;

pub use bell::{bell, lah, partitions, partitions_into, partitions_work, stirling2, surjections};
pub use factorial::{
    arrangements, binomial, binomial_quotient, binomial_work, factorial, factorial_work, multinomial,
};
pub use permutation::{catalan, derangements, eulerian, fibonacci, stirling1, triangle_work};
pub use primes::{
    divisors, exponent_in_factorial, factorial_exponents, is_prime, prime_factors, primes_up_to, reduce,
};
