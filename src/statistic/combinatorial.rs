//! The counts of combinatorics as functions of numbers.

use crate::budget::WORK_A_SECOND;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::number;
use crate::statistic::arithmetic::natural;
use crate::statistic::{Function, Kind, Role};
use num_bigint::{BigInt, BigUint};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[
    &BINOMIAL,
    &ARRANGEMENTS,
    &PERM,
    &FACTORIAL,
    &MULTINOMIAL,
    &STIRLING1,
    &STIRLING2,
    &BELL,
    &LAH,
    &CATALAN,
    &PARTITIONS,
    &PARTITIONS_INTO,
    &DERANGEMENTS,
    &FIB,
];

/// `C(n, k)`.
pub static BINOMIAL: Function = of_numbers(
    ("C", "C(n, k)"),
    "the choices of k from n, order ignored; 0 when k > n",
    ("C(52, 5)", "2598960"),
    (2, 2),
    |arguments| {
        let [n, k] = naturals("C(n, k)", arguments)?;
        affordable(format_args!("C({n}, {k})"), number::binomial_work(n, k))?;
        count(number::binomial(n, k))
    },
);

/// `A(n, k)`.
pub static ARRANGEMENTS: Function = of_numbers(
    ("A", "A(n, k)"),
    "the ordered draws of k from n without replacement, n!/(n-k)!; 0 when k > n",
    ("A(5, 2)", "20"),
    (2, 2),
    arrangements,
);

/// `perm(n, k)`, another name of [`ARRANGEMENTS`].
pub static PERM: Function = of_numbers(
    ("perm", "perm(n, k)"),
    "the ordered draws of k from n without replacement: A(n, k)",
    ("perm(5, 2)", "20"),
    (2, 2),
    arrangements,
);

/// `factorial(n)`, written `n!` too.
pub static FACTORIAL: Function = of_numbers(
    ("factorial", "factorial(n)"),
    "n!, the orders of n things; 0! = 1",
    ("factorial(10)", "3628800"),
    (1, 1),
    |arguments| {
        let [n] = naturals("n!", arguments)?;
        affordable(format_args!("{n}!"), number::factorial_work(n))?;
        count(number::factorial(n))
    },
);

/// `multinomial(a, b, …)`.
pub static MULTINOMIAL: Function = of_numbers(
    ("multinomial", "multinomial(a, b, c)"),
    "the ways to share out a+b+c things into named groups of these sizes, (a+b+c)!/(a! b! c!)",
    ("multinomial(1, 4, 4, 2)", "34650"),
    (1, usize::MAX),
    |arguments| {
        let parts: Vec<u64> =
            arguments.iter().map(|a| natural("a group of multinomial", a)).collect::<Result<_, _>>()?;
        let total = parts.iter().try_fold(0u64, |sum, &part| sum.checked_add(part));
        affordable("this multinomial", total.map_or(u128::MAX, number::factorial_work))?;
        number::multinomial(&parts).map_or_else(|| Err(too_large("this multinomial")), count)
    },
);

/// `stirling1(n, k)`.
pub static STIRLING1: Function = of_numbers(
    ("stirling1", "stirling1(n, k)"),
    "the permutations of n things with k cycles: unsigned Stirling numbers of the first kind",
    ("stirling1(6, 2)", "274"),
    (2, 2),
    |arguments| {
        let [n, k] = naturals("stirling1(n, k)", arguments)?;
        affordable(format_args!("stirling1({n}, {k})"), triangle_work(n, k))?;
        count(number::stirling1(n, k))
    },
);

/// `stirling2(n, k)`.
pub static STIRLING2: Function = of_numbers(
    ("stirling2", "stirling2(n, k)"),
    "the partitions of n things into k non-empty groups: Stirling numbers of the second kind",
    ("stirling2(6, 3)", "90"),
    (2, 2),
    |arguments| {
        let [n, k] = naturals("stirling2(n, k)", arguments)?;
        affordable(format_args!("stirling2({n}, {k})"), triangle_work(n, k))?;
        count(number::stirling2(n, k))
    },
);

/// `bell(n)`.
pub static BELL: Function = of_numbers(
    ("bell", "bell(n)"),
    "the partitions of n things into any number of non-empty groups",
    ("bell(10)", "115975"),
    (1, 1),
    |arguments| {
        let [n] = naturals("bell(n)", arguments)?;
        affordable(format_args!("bell({n})"), number::triangle_work(n, n / 2))?;
        count(number::bell(n))
    },
);

/// `lah(n, k)`.
pub static LAH: Function = of_numbers(
    ("lah", "lah(n, k)"),
    "the partitions of n things into k non-empty rows, each in an order",
    ("lah(4, 2)", "36"),
    (2, 2),
    |arguments| {
        let [n, k] = naturals("lah(n, k)", arguments)?;
        let ordered = n.saturating_sub(k);
        let work = number::binomial_work(n, k)
            .saturating_add(number::binomial_work(n.max(ordered.saturating_mul(2)), ordered));
        affordable(format_args!("lah({n}, {k})"), if k > n { 0 } else { work })?;
        count(number::lah(n, k))
    },
);

/// `catalan(n)`.
pub static CATALAN: Function = of_numbers(
    ("catalan", "catalan(n)"),
    "the correct sequences of n pairs of brackets, C(2n, n)/(n+1)",
    ("catalan(5)", "42"),
    (1, 1),
    |arguments| {
        let [n] = naturals("catalan(n)", arguments)?;
        let work = n.checked_mul(2).map_or(u128::MAX, |twice| number::binomial_work(twice, n));
        affordable(format_args!("catalan({n})"), work)?;
        count(number::catalan(n))
    },
);

/// `partitions(n)`.
pub static PARTITIONS: Function = of_numbers(
    ("partitions", "partitions(n)"),
    "the ways to write n as a sum of positive integers, order ignored",
    ("partitions(100)", "190569292"),
    (1, 1),
    |arguments| {
        let [n] = naturals("partitions(n)", arguments)?;
        affordable(format_args!("partitions({n})"), number::partitions_work(n))?;
        count(number::partitions(n))
    },
);

/// `partitions(n, k)`.
pub static PARTITIONS_INTO: Function = of_numbers(
    ("partitions", "partitions(n, k)"),
    "the ways to write n as a sum of exactly k positive integers, order ignored",
    ("partitions(10, 3)", "8"),
    (2, 2),
    |arguments| {
        let [n, k] = naturals("partitions(n, k)", arguments)?;
        let rest = u128::from(n.saturating_sub(k));
        let words = u128::from(n.isqrt()) / 16 + 4;
        let work = rest.saturating_mul(rest.min(k.into())).saturating_mul(words).saturating_add(rest);
        affordable(format_args!("partitions({n}, {k})"), work)?;
        count(number::partitions_into(n, k))
    },
);

/// `derangements(n)`.
pub static DERANGEMENTS: Function = of_numbers(
    ("derangements", "derangements(n)"),
    "the orders of n things in which none keeps its place",
    ("derangements(5)", "44"),
    (1, 1),
    |arguments| {
        let [n] = naturals("derangements(n)", arguments)?;
        let splittings = u128::from(u64::BITS - n.leading_zeros());
        affordable(format_args!("derangements({n})"), number::factorial_work(n).saturating_mul(splittings))?;
        count(number::derangements(n))
    },
);

/// `fib(n)`.
pub static FIB: Function = of_numbers(
    ("fib", "fib(n)"),
    "the Fibonacci number: fib(1) = fib(2) = 1, and each is the sum of the two before it",
    ("fib(100)", "354224848179261915075"),
    (1, 1),
    |arguments| {
        let [n] = naturals("fib(n)", arguments)?;
        // Products of numbers of 0.7 n bits, of half that, and so on.
        let words = u128::from(n) * 7 / 640 + 1;
        affordable(format_args!("fib({n})"), words.saturating_mul(words.isqrt()).saturating_mul(8))?;
        count(number::fibonacci(n))
    },
);

fn arrangements(arguments: &[Value]) -> Result<Value, Error> {
    let [n, k] = naturals("A(n, k)", arguments)?;
    let work = if k > n { 0 } else { number::binomial_work(n.max(k.saturating_mul(2)), k) };
    affordable(format_args!("A({n}, {k})"), work)?;
    count(number::arrangements(n, k))
}

/// The work of a triangle, outside of which everything is 0.
fn triangle_work(n: u64, k: u64) -> u128 {
    if k > n { 0 } else { number::triangle_work(n, k) }
}

/// A function of numbers.
pub(super) const fn of_numbers(
    (name, signature): (&'static str, &'static str),
    help: &'static str,
    example: (&'static str, &'static str),
    arity: (usize, usize),
    value: fn(&[Value]) -> Result<Value, Error>,
) -> Function {
    Function {
        name,
        signature,
        help,
        example,
        parameters: &[Kind::Number],
        arity,
        result: Kind::Number,
        sample: None,
        value,
        fold: None,
        scan: None,
        role: Role::Plain,
    }
}

/// The arguments as whole numbers from 0.
fn naturals<const N: usize>(signature: &str, arguments: &[Value]) -> Result<[u64; N], Error> {
    let numbers: Vec<u64> = arguments
        .iter()
        .map(|argument| match argument {
            Value::Int(n @ 0..) => Ok(n.unsigned_abs()),
            other => natural(&format!("a number of `{signature}`"), other),
        })
        .collect::<Result<_, _>>()?;
    numbers.try_into().map_err(|_| {
        Error::new(ErrorKind::Kind, format!("`{signature}` does not take {} arguments", arguments.len()))
    })
}

/// The seconds of work that one number may take.
const SECONDS: u128 = 10;

/// Nothing, if so many word operations can be afforded for one number.
pub(super) fn affordable(what: impl std::fmt::Display, work: u128) -> Result<(), Error> {
    if work <= SECONDS * WORK_A_SECOND { Ok(()) } else { Err(too_large(what)) }
}

fn too_large(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::TooExpensive, format!("{what} is too large to be worked out"))
        .hint("ask for a smaller case")
}

fn count(count: BigUint) -> Result<Value, Error> {
    Ok(Value::integer(BigInt::from(count)))
}

#[cfg(test)]
mod tests;
