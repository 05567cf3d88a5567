//! Polynomials modulo a prime: what they say at once of polynomials whose coefficients are long.

use super::Polynomial;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// The Mersenne prime 2⁶¹ − 1.
const PRIME: u64 = (1 << 61) - 1;

/// A polynomial modulo [`PRIME`]; coefficients from the constant term up, the last one not zero.
#[derive(Clone, Debug)]
pub(super) struct Modular(Vec<u64>);

/// A fraction modulo the prime; nothing where the prime divides its denominator.
pub(super) fn residue(x: &BigRational) -> Option<u64> {
    let of = |n: &BigInt| n.mod_floor(&BigInt::from(PRIME)).to_u64();
    let below = of(x.denom()).filter(|below| *below != 0)?;
    Some(product(of(x.numer())?, inverse(below)))
}

fn product(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn difference(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

/// a^(p − 2), which is the inverse of a by Fermat's theorem.
fn inverse(a: u64) -> u64 {
    let (mut power, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = product(power, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    power
}

impl Modular {
    pub(super) fn new(mut coefficients: Vec<u64>) -> Self {
        while coefficients.last() == Some(&0) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    /// Nothing where the prime divides a denominator, or the last coefficient.
    pub(super) fn of(polynomial: &Polynomial) -> Option<Self> {
        let coefficients: Vec<u64> = polynomial.0.iter().map(residue).collect::<Option<_>>()?;
        (coefficients.last() != Some(&0)).then_some(Self(coefficients))
    }

    /// The polynomial with these values at these points, which are different.
    pub(super) fn through(points: &[u64], values: &[u64]) -> Self {
        let mut divided: Vec<u64> = Vec::with_capacity(points.len());
        for (x, value) in points.iter().zip(values) {
            let known = points.iter().zip(&divided);
            divided.push(known.fold(*value, |left, (point, c)| {
                product(difference(left, *c), inverse(difference(*x, *point)))
            }));
        }
        let mut sum: Vec<u64> = Vec::new();
        for (point, coefficient) in points.iter().zip(&divided).rev() {
            sum = Self(sum).times_root(*point);
            sum[0] = (sum[0] + coefficient) % PRIME;
        }
        Self::new(sum)
    }

    /// The coefficients of this polynomial times x − r.
    pub(super) fn times_root(&self, r: u64) -> Vec<u64> {
        let mut next = vec![0; self.0.len() + 1];
        for (i, c) in self.0.iter().enumerate() {
            next[i + 1] = (next[i + 1] + c) % PRIME;
            next[i] = difference(next[i], product(*c, r));
        }
        next
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn derivative(&self) -> Self {
        let terms = (0_u64..).zip(&self.0).skip(1);
        Self::new(terms.map(|(i, c)| product(*c, i)).collect())
    }

    /// Quotient and remainder; the divisor is not zero.
    pub(super) fn divided(&self, divisor: &Self) -> (Self, Self) {
        let mut rest = self.0.clone();
        let Some(lead) = divisor.0.last() else { return (Self(Vec::new()), self.clone()) };
        let lead = inverse(*lead);
        let mut quotient = vec![0; (rest.len() + 1).saturating_sub(divisor.0.len())];
        while rest.len() >= divisor.0.len() {
            let shift = rest.len() - divisor.0.len();
            let factor = product(rest[rest.len() - 1], lead);
            for (i, c) in divisor.0.iter().enumerate() {
                rest[shift + i] = difference(rest[shift + i], product(factor, *c));
            }
            quotient[shift] = factor;
            rest.pop();
        }
        (Self::new(quotient), Self::new(rest))
    }

    /// How many coefficients a greatest common divisor has.
    pub(super) fn common_length(&self, other: &Self) -> usize {
        let (mut a, mut b) = (self.clone(), other.clone());
        while !b.is_zero() {
            let rest = a.divided(&b).1;
            (a, b) = (b, rest);
        }
        a.len()
    }

    /// How many coefficients before − quotient · factor has.
    pub(super) fn less_product(&self, quotient: &Self, factor: &Self) -> Self {
        let length = self.len().max((quotient.len() + factor.len()).saturating_sub(1));
        let mut less = self.0.clone();
        less.resize(length, 0);
        for (i, a) in quotient.0.iter().enumerate() {
            for (j, b) in factor.0.iter().enumerate() {
                less[i + j] = difference(less[i + j], product(*a, *b));
            }
        }
        Self::new(less)
    }
}

impl Polynomial {
    /// Whether a residue shows that no root is a double one; where it does not, one may be.
    pub(super) fn is_surely_square_free(&self) -> bool {
        let Some(residue) = Modular::of(self) else { return false };
        let derivative = residue.derivative();
        !derivative.is_zero() && residue.common_length(&derivative) == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::{One, Zero};

    #[test]
    fn a_double_root_is_seen() {
        let ratio = |n: i64| BigRational::new(n.into(), 7.into());
        let of = |roots: &[i64]| {
            let mut product = vec![BigRational::one()];
            for root in roots {
                let mut next = vec![BigRational::zero(); product.len() + 1];
                for (i, c) in product.iter().enumerate() {
                    next[i + 1] += c;
                    next[i] -= c * ratio(*root);
                }
                product = next;
            }
            Polynomial::new(product)
        };
        assert!(of(&[1, 2, 3, 4]).is_surely_square_free());
        assert!(!of(&[1, 2, 3, 2]).is_surely_square_free());
        assert!(!Polynomial::new(vec![ratio(1)]).is_surely_square_free());
    }

    #[test]
    fn the_prime_in_a_denominator_says_nothing() {
        let p = BigRational::new(1.into(), BigInt::from(PRIME));
        assert_eq!(residue(&p), None);
        assert_eq!(residue(&BigRational::new(1.into(), 2.into())).map(|half| product(half, 2)), Some(1));
        assert!(!Polynomial::new(vec![p, BigRational::one()]).is_surely_square_free());
    }
}
