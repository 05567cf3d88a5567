//! Numbers by their leading 128 bits, with a bound for what is missing: enough for most decimals and floats, at
//! the price of a few multiplications however long the numbers are.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// A positive number between (mantissa − error) · 2^exponent and (mantissa + error) · 2^exponent.
///
/// The highest bit of the mantissa is set. Every operation rounds down and adds what that may have lost, so that
/// `error == 0` means the exact number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Approximation {
    mantissa: u128,
    exponent: i64,
    error: u128,
}

/// Beyond this the estimates of the errors themselves are no longer bounds, and nobody wants the result.
const USELESS_ERROR: u128 = 1 << 60;

/// A number seen against the integers: its integer part, its fraction in units of 2^−shift, and the error in the
/// same units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub(super) integer: u128,
    fraction: u128,
    shift: u32,
    error: u128,
}

impl Approximation {
    /// A positive integer.
    pub(super) fn of_integer(n: &BigUint) -> Self {
        let mut words = n.iter_u64_digits().rev();
        let mut next = || words.next().unwrap_or(0);
        let (first, second, third) = (next(), next(), next());
        let shift = first.leading_zeros();
        let top = (u128::from(first) << 64 | u128::from(second)) << shift;
        // Shifting in two steps makes a shift by 64 out of a shift by no bits.
        let mantissa = top | u128::from((third >> 1) >> (63 - shift));
        let lost = third << shift != 0 || words.any(|word| word != 0);
        Self { mantissa, exponent: n.bits() as i64 - 128, error: u128::from(lost) }
    }

    /// `integer` is not 0; an error in its last place is scaled with it.
    fn normal(integer: u128, exponent: i64, error: u128) -> Self {
        let shift = integer.leading_zeros();
        Self { mantissa: integer << shift, exponent: exponent - i64::from(shift), error: error << shift }
    }

    /// numerator · 10^power / denominator, all positive.
    pub(super) fn of_quotient(numerator: &BigUint, denominator: &BigUint, power: i64) -> Self {
        let (numerator, denominator) = (Self::of_integer(numerator), Self::of_integer(denominator));
        let scale = Self::power_of_ten(power.unsigned_abs());
        if power >= 0 {
            numerator.times(scale).over(denominator)
        } else {
            numerator.over(denominator.times(scale))
        }
    }

    pub(super) fn power_of_ten(power: u64) -> Self {
        if power <= 38 {
            return Self::normal(10_u128.pow(power as u32), 0, 0);
        }
        let half = Self::power_of_ten(power / 2);
        let even = half.times(half);
        if power.is_multiple_of(2) { even } else { even.times(Self::normal(10, 0, 0)) }
    }

    /// (a ± d)(b ± e) = ab ± (ae + bd + de); in units of 2¹²⁸ that is at most d + e + 1, and the product itself
    /// loses less than one unit more.
    pub(super) fn times(self, other: Self) -> Self {
        let (high, low) = wide_product(self.mantissa, other.mantissa);
        let crossed = u128::from(self.error > 0 && other.error > 0);
        let error = self.error.saturating_add(other.error).saturating_add(crossed);
        let exponent = self.exponent + other.exponent + 128;
        if high >> 127 == 1 {
            let error = error.saturating_add(u128::from(low != 0));
            return Self { mantissa: high, exponent, error };
        }
        let error = error.saturating_mul(2).saturating_add(u128::from(low << 1 != 0));
        Self { mantissa: high << 1 | low >> 127, exponent: exponent - 1, error }
    }

    /// (a ± d)/(b ± e) differs from a/b by at most (d + e·a/b)/(b − e); with b ≥ 2¹²⁷ and a/b < 2 that is at most
    /// 2(d + e) + 1 units of the quotient, which itself loses less than one unit more.
    pub(super) fn over(self, other: Self) -> Self {
        let below = self.mantissa < other.mantissa;
        let (high, low, shift) =
            if below { (self.mantissa, 0, 128) } else { (self.mantissa >> 1, self.mantissa << 127, 127) };
        let (quotient, remainder) = divide_wide(high, low, other.mantissa);
        let inherited = self.error.saturating_add(other.error).saturating_mul(2);
        let error =
            inherited.saturating_add(u128::from(inherited > 0)).saturating_add(u128::from(remainder != 0));
        Self { mantissa: quotient, exponent: self.exponent - other.exponent - shift, error }
    }

    /// The binary logarithm, to about 15 digits.
    pub(super) fn log2(self) -> f64 {
        // The mantissa is at most 2¹²⁸: taking its logarithm near 0 keeps the digits of numbers near 1.
        let scaled = self.mantissa as f64 / 2_f64.powi(127);
        scaled.log2() + (self.exponent + 127) as f64
    }

    /// The number against the integers; nothing when it is 2¹²⁷ or more, less than ½, or too uncertain.
    pub(super) fn split(self) -> Option<Split> {
        let shift = u32::try_from(-self.exponent).ok().filter(|shift| (1..128).contains(shift))?;
        (self.error < USELESS_ERROR).then(|| Split {
            integer: self.mantissa >> shift,
            fraction: self.mantissa & ((1 << shift) - 1),
            shift,
            error: self.error,
        })
    }

    /// Whether the number is certainly less than ½.
    pub(super) fn is_below_half(self) -> bool {
        self.error < USELESS_ERROR && self.exponent < -129
    }

    /// The nearest `f64`, ties to even; nothing when the error leaves two candidates.
    pub(super) fn to_f64(self) -> Option<f64> {
        let magnitude = self.exponent + 127;
        if magnitude > 1023 {
            return Some(f64::INFINITY);
        }
        // Below 2^−1022 the lowest bit stands still at 2^−1074.
        let lowest = (magnitude - 52).max(-1074);
        let shift = lowest - self.exponent;
        if shift > 128 {
            return (self.error < USELESS_ERROR).then_some(0.0);
        }
        let whole = if shift == 128 { 0 } else { self.mantissa >> shift };
        let half = 1_u128 << (shift - 1);
        let fraction = if shift == 128 { self.mantissa } else { self.mantissa & ((1 << shift) - 1) };
        let rounded = nearest(whole, fraction, half, self.error)?;
        // Exact: the product is a float by construction, or beyond the largest.
        Some(rounded as f64 * power_of_two(lowest))
    }

    /// The number exactly to 127 bits, with the lowest bit set when anything follows: rounding to fewer bits sees
    /// the right side of every tie.
    pub(super) fn exact_to_127_bits(numerator: &BigUint, denominator: &BigUint) -> Self {
        let shift = 128 - (numerator.bits() as i64 - denominator.bits() as i64);
        let (above, below) = if shift >= 0 {
            (numerator << shift as u64, denominator.clone())
        } else {
            (numerator.clone(), denominator << shift.unsigned_abs())
        };
        let (quotient, remainder) = num_integer::Integer::div_rem(&above, &below);
        // 128 or 129 bits: one is dropped, into the sticky bit as well.
        let dropped = quotient.bit(0) || remainder != BigUint::ZERO;
        let top = (quotient >> 1_u32).to_u128().expect("at most 128 bits");
        Self::normal(top | u128::from(dropped), 1 - shift, 0)
    }
}

/// 2^exponent for −1074 ≤ exponent ≤ 1023, exactly.
fn power_of_two(exponent: i64) -> f64 {
    if exponent >= -1022 {
        f64::from_bits(((exponent + 1023) as u64) << 52)
    } else {
        f64::from_bits(1 << (exponent + 1074))
    }
}

/// `whole` or the next integer, whichever is nearer, ties to even; nothing when the error leaves that open.
fn nearest(whole: u128, fraction: u128, half: u128, error: u128) -> Option<u128> {
    if error >= USELESS_ERROR || (error > 0 && fraction.abs_diff(half) <= error) {
        return None;
    }
    let up = fraction > half || (fraction == half && whole & 1 == 1);
    Some(whole + u128::from(up))
}

impl Split {
    /// Whether the number is an integer for certain.
    pub(super) fn is_exact(&self) -> bool {
        self.error == 0 && self.fraction == 0
    }

    /// The nearest integer, ties to even; nothing when the error leaves that open.
    pub(super) fn nearest(&self) -> Option<u128> {
        nearest(self.integer, self.fraction, 1 << (self.shift - 1), self.error)
    }

    /// Whether the integer part is certain: no integer lies within the error.
    pub(super) fn is_certain(&self) -> bool {
        self.error == 0 || (self.fraction >= self.error && self.fraction + self.error < 1_u128 << self.shift)
    }
}

/// The 256 bits of a product, high and low.
fn wide_product(a: u128, b: u128) -> (u128, u128) {
    let word = |n: u128| (n >> 64, n & u128::from(u64::MAX));
    let ((a1, a0), (b1, b0)) = (word(a), word(b));
    let (low, cross, high) = (a0 * b0, a0 * b1, a1 * b1);
    let (middle, carry) = (a1 * b0).overflowing_add(cross);
    let (low, low_carry) = low.overflowing_add(middle << 64);
    (high + (middle >> 64) + (u128::from(carry) << 64) + u128::from(low_carry), low)
}

/// (high · 2¹²⁸ + low) / divisor and the remainder, for high < divisor and a divisor whose highest bit is set.
fn divide_wide(high: u128, low: u128, divisor: u128) -> (u128, u128) {
    let (first, rest) = divide_step(high, (low >> 64) as u64, divisor);
    let (second, rest) = divide_step(rest, low as u64, divisor);
    (u128::from(first) << 64 | u128::from(second), rest)
}

/// One word of the quotient: (rest · 2⁶⁴ + next) / divisor, by Knuth's algorithm D (vol. 2, §4.3.1).
fn divide_step(rest: u128, next: u64, divisor: u128) -> (u64, u128) {
    let (d1, d0) = (divisor >> 64, divisor & u128::from(u64::MAX));
    let (mut digit, mut left) = (rest / d1, rest % d1);
    // The guess from the leading word of the divisor is at most two too large.
    while digit >> 64 != 0 || digit * d0 > (left << 64 | u128::from(next)) {
        digit -= 1;
        left += d1;
        if left >> 64 != 0 {
            break;
        }
    }
    let digit = digit as u64;
    let remainder = (rest << 64 | u128::from(next)).wrapping_sub(u128::from(digit).wrapping_mul(divisor));
    (digit, remainder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn big(n: u128) -> BigUint {
        BigUint::from(n)
    }

    proptest! {
        #[test]
        fn wide_products_are_right(a: u128, b: u128) {
            let (high, low) = wide_product(a, b);
            prop_assert_eq!((big(high) << 128) + low, big(a) * b);
        }

        #[test]
        fn wide_quotients_are_right(high: u128, low: u128, d: u128, few in 0_u32..128) {
            // Divisors with few high bits set make the guess err most.
            for divisor in [d | 1 << 127, (u128::MAX << few) | 1 << 127, (d >> few) | 1 << 127] {
                for high in [high % divisor, divisor - 1] {
                    let (q, r) = divide_wide(high, low, divisor);
                    prop_assert!(r < divisor);
                    prop_assert_eq!(big(q) * divisor + r, (big(high) << 128) + low);
                }
            }
        }

        #[test]
        fn the_error_is_a_bound(a in prop::collection::vec(any::<u32>(), 1..12),
                                b in prop::collection::vec(any::<u32>(), 1..12), power in -200_i64..200) {
            let (a, b) = (BigUint::new(a) + 1_u32, BigUint::new(b) + 1_u32);
            let y = Approximation::of_quotient(&a, &b, power);
            prop_assert!(y.mantissa >> 127 == 1);
            prop_assert!(y.error < 1 << 16);
            // (m − e) 2^x b ≤ a 10^p ≤ (m + e) 2^x b, with the powers moved to where they are integers.
            let ten = BigUint::from(10_u32).pow(power.unsigned_abs() as u32);
            let (mut left, mut right) = (b, a);
            if power >= 0 { right *= ten } else { left *= ten }
            if y.exponent >= 0 { left <<= y.exponent as u64 } else { right <<= y.exponent.unsigned_abs() }
            prop_assert!(&left * (y.mantissa - y.error) <= right);
            prop_assert!(right <= &left * (big(y.mantissa) + y.error));
        }
    }
}
