//! Exact numbers: the counts of combinatorics, fractions, their decimals, powers of polynomials, linear systems.
//!
//! Everything here is exact. Where a `f64` comes out, it is for charts, and its name says so.
//!
//! # Examples
//! ```
//! use prob::number;
//! assert_eq!(number::binomial(52, 5).to_string(), "2598960");
//! assert_eq!(number::decimal(&number::parse_number("2/3").unwrap(), 6), "0.666667");
//! ```

mod accumulators;
mod approximation;
mod bell;
mod bounds;
mod count;
mod decimal;
mod decimals;
mod exact;
mod factorial;
mod fair_numerals;
mod fair_sum;
mod float;
mod fraction_sum;
mod gcd;
mod keep;
mod largest_set;
mod limbs;
mod linear;
mod lowest_terms;
mod numeral;
mod permutation;
pub mod polynomial;
mod power;
mod powers;
mod primes;
mod probability;
mod product;
mod residue;
mod root;

pub use accumulators::Accumulators;
pub use bell::{bell, lah, partitions, partitions_into, partitions_work, stirling2, surjections};
pub use bounds::{Bounds, bounds};
pub(crate) use count::Count;
pub use decimal::{decimal, decimal_of_share, fixed};
pub use decimals::Decimals;
pub use exact::{compare, parse_number};
pub use factorial::{
    arrangements, binomial, binomial_quotient, binomial_work, factorial, factorial_work, multinomial,
};
pub use fair_numerals::FairSumNumerals;
pub use fair_sum::{
    FairSumCounts, FairSums, fair_sum_counts, fair_sum_work, fair_sums_between, likeliest_fair_sums,
};
pub(crate) use fair_sum::{fair_sums_between_unless, fair_sums_passed, likeliest_fair_sums_unless};
pub use float::{log2_approx, share_to_f64, to_f64};
pub use fraction_sum::FractionSum;
pub(crate) use gcd::in_lowest_terms;
pub use gcd::{add, multiply};
pub use keep::{keep_highest_counts, keep_lowest_counts, keep_work};
pub use largest_set::{throws_with_at_most, throws_with_at_most_work};
pub(crate) use linear::solve_linear_unless;
pub use linear::{Equation, determined, solve_linear};
pub use lowest_terms::reduce;
pub use numeral::Numeral;
pub use permutation::{catalan, derangements, eulerian, fibonacci, stirling1, triangle_work};
pub use power::{convolve, power_coefficients, power_work};
pub use powers::PowerProduct;
pub use primes::{
    divisors, exponent_in_factorial, factorial_exponents, is_prime, prime_factors, primes_up_to,
};
pub use probability::Probability;
pub use root::{decimal_sqrt, sqrt_exact};
