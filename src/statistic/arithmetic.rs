//! Exact arithmetic on values: machine words while they fit, big fractions beyond.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::Function;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[];

/// The most bits that a number may have before an expression is refused, more than a million digits: a power that long
/// takes a few tenths of a second.
const LARGEST: u64 = 1 << 22;

/// The most bits that two fractions may have between them before their common divisor is not looked for: that takes
/// time by the square of the bits, a few tenths of a second here.
const LARGEST_FRACTION: u64 = 1 << 18;

/// The sum.
///
/// # Errors
/// [`ErrorKind::Kind`] unless both are numbers.
pub fn add(a: &Value, b: &Value) -> Result<Value, Error> {
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && let Some(sum) = x.checked_add(*y)
    {
        return Ok(Value::Int(sum));
    }
    sum(number(a)?, number(b)?)
}

/// The difference.
///
/// # Errors
/// [`ErrorKind::Kind`] unless both are numbers.
pub fn subtract(a: &Value, b: &Value) -> Result<Value, Error> {
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && let Some(difference) = x.checked_sub(*y)
    {
        return Ok(Value::Int(difference));
    }
    sum(number(a)?, -number(b)?)
}

fn sum(x: BigRational, y: BigRational) -> Result<Value, Error> {
    let (fraction, other) = if y.is_integer() { (x, y) } else { (y, x) };
    if other.is_integer() {
        // What is in lowest terms stays so when a whole number is added, and looking for a divisor takes long.
        let (numer, denom) = fraction.into_raw();
        let sum = other.to_integer() * &denom + numer;
        return Ok(Value::number(BigRational::new_raw(sum, denom)));
    }
    reducible(&fraction, &other)?;
    Ok(Value::number(crate::number::add(&fraction, &other)))
}

/// The product.
///
/// # Errors
/// [`ErrorKind::Kind`] unless both are numbers; [`ErrorKind::TooExpensive`] when it would have millions of digits.
pub fn multiply(a: &Value, b: &Value) -> Result<Value, Error> {
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && let Some(product) = x.checked_mul(*y)
    {
        return Ok(Value::Int(product));
    }
    let (x, y) = (number(a)?, number(b)?);
    small_enough(bits(&x).saturating_add(bits(&y)))?;
    if x.is_integer() && y.is_integer() {
        return Ok(Value::integer(x.to_integer() * y.to_integer()));
    }
    reducible(&x, &y)?;
    Ok(Value::number(crate::number::multiply(&x, &y)))
}

/// The quotient, exact.
///
/// # Errors
/// [`ErrorKind::Undefined`] when the divisor is 0.
pub fn divide(a: &Value, b: &Value) -> Result<Value, Error> {
    let (x, y) = (number(a)?, number(b)?);
    if y.is_zero() {
        return Err(by_zero(&x));
    }
    small_enough(bits(&x).saturating_add(bits(&y)))?;
    if x.is_integer() && y.is_integer() && bits(&x).saturating_add(bits(&y)) > LARGEST_FRACTION {
        let (quotient, rest) = x.numer().div_rem(y.numer());
        if rest.is_zero() {
            return Ok(Value::integer(quotient));
        }
    }
    reducible(&x, &y)?;
    Ok(Value::number(crate::number::multiply(&x, &y.recip())))
}

/// The remainder of the division that rounds down: it has the sign of the divisor, so it is never negative for a
/// positive one. Fractions have remainders too.
///
/// # Errors
/// [`ErrorKind::Undefined`] when the divisor is 0.
pub fn modulo(a: &Value, b: &Value) -> Result<Value, Error> {
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && *y > 0
    {
        return Ok(Value::Int(x.rem_euclid(*y)));
    }
    let (x, y) = (number(a)?, number(b)?);
    if y.is_zero() {
        return Err(by_zero(&x));
    }
    let y = y.abs();
    if x.is_integer() && y.is_integer() {
        return Ok(Value::integer(x.numer().mod_floor(y.numer())));
    }
    reducible(&x, &y)?;
    let times = crate::number::multiply(&x, &y.recip()).floor();
    sum(x, -crate::number::multiply(&times, &y))
}

/// The negative.
///
/// # Errors
/// [`ErrorKind::Kind`] unless it is a number.
pub fn negate(a: &Value) -> Result<Value, Error> {
    subtract(&Value::Int(0), a)
}

/// The power. Exponents are integers, or fractions when the root is exact.
///
/// # Errors
/// [`ErrorKind::Undefined`] for a root that is not exact or a negative power of 0, [`ErrorKind::TooExpensive`] when
/// it would have millions of digits.
pub fn power(a: &Value, b: &Value) -> Result<Value, Error> {
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && let Some(power) = u32::try_from(*y).ok().and_then(|y| x.checked_pow(y))
    {
        return Ok(Value::Int(power));
    }
    let (x, y) = (number(a)?, number(b)?);
    let root = match y.denom().to_u32() {
        Some(1) => x,
        Some(n) => root(&x, n)?,
        None => return Err(inexact()),
    };
    if root.is_zero() && y.is_negative() {
        return Err(Error::new(ErrorKind::Undefined, "division by zero: 0 has no negative powers"));
    }
    if root.is_zero() || root.is_one() {
        return Ok(Value::number(if y.is_zero() { BigRational::one() } else { root }));
    }
    let exponent = y.numer().to_i64().ok_or_else(too_large)?;
    small_enough(bits(&root).saturating_mul(exponent.unsigned_abs()))?;
    let exponent = i32::try_from(exponent).map_err(|_| too_large())?;
    Ok(Value::number(Pow::pow(&root, exponent)))
}

/// The n-th root, if it is a fraction.
fn root(x: &BigRational, n: u32) -> Result<BigRational, Error> {
    if x.is_negative() && n.is_even() {
        return Err(Error::new(ErrorKind::Undefined, "a negative number has no even root"));
    }
    let (numer, denom) = (x.numer().nth_root(n), x.denom().nth_root(n));
    let exact = Pow::pow(&numer, n) == *x.numer() && Pow::pow(&denom, n) == *x.denom();
    exact.then(|| BigRational::new(numer, denom)).ok_or_else(inexact)
}

/// The number that a value is: a sample of numbers counts as its sum.
///
/// # Errors
/// [`ErrorKind::Kind`] for anything else.
pub fn number(value: &Value) -> Result<BigRational, Error> {
    value
        .ratio()
        .ok_or_else(|| Error::new(ErrorKind::Kind, format!("a number is needed here, not {}", value.kind())))
}

/// The integer that a value is.
///
/// # Errors
/// [`ErrorKind::Kind`] for anything else; `what` names it in the message.
pub fn integer(what: &str, value: &Value) -> Result<BigInt, Error> {
    let number = number(value)?;
    if !number.is_integer() {
        return Err(Error::new(ErrorKind::Kind, format!("{what} needs whole numbers, not {number}")));
    }
    Ok(number.to_integer())
}

/// The machine integer, not negative, that a value is.
///
/// # Errors
/// [`ErrorKind::Kind`] for fractions, [`ErrorKind::Range`] for negative and for huge numbers.
pub fn natural(what: &str, value: &Value) -> Result<u64, Error> {
    if let Value::Int(n) = value
        && let Ok(n) = u64::try_from(*n)
    {
        return Ok(n);
    }
    let n = integer(what, value)?;
    if n.is_negative() {
        return Err(Error::new(ErrorKind::Range, format!("{what} cannot be negative"))
            .hint("it is 0 or more; in a sum, leave the others out: `if k >= 0 then … else 0`"));
    }
    n.to_u64().ok_or_else(|| Error::new(ErrorKind::TooExpensive, format!("{what} is too large")))
}

/// The error of a number that is divided by 0.
fn by_zero(divided: &BigRational) -> Error {
    let error = Error::new(ErrorKind::Undefined, "division by zero");
    match divided.is_zero() {
        true => error.hint("every number times 0 is 0, so that the quotient could be any: divide by another"),
        false => error.hint(format!("no number times 0 is {divided}: divide by another")),
    }
}

fn bits(x: &BigRational) -> u64 {
    x.numer().bits().max(x.denom().bits())
}

fn small_enough(bits: u64) -> Result<(), Error> {
    if bits > LARGEST { Err(too_large()) } else { Ok(()) }
}

/// Whether the result of an operation on these can be brought to lowest terms in time.
fn reducible(x: &BigRational, y: &BigRational) -> Result<(), Error> {
    if bits(x).min(bits(y)) > 64 && bits(x).saturating_add(bits(y)) > LARGEST_FRACTION {
        let message = "the fraction would have too many digits to bring it to lowest terms";
        return Err(Error::new(ErrorKind::TooExpensive, message)
            .hint("ask for a smaller case, or for its parts one by one"));
    }
    Ok(())
}

fn too_large() -> Error {
    Error::new(ErrorKind::TooExpensive, "the number would have more than a million digits")
        .hint("ask for its logarithm, or for a smaller case")
}

fn inexact() -> Error {
    Error::new(ErrorKind::Undefined, "the power is not a fraction, and answers are exact")
        .hint("compare squares instead, or use `sqrt` where it comes out even")
}
