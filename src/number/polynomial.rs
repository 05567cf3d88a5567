//! Polynomials with rational coefficients, and their real roots: rational ones exactly, others isolated.

mod modular;
mod quotient;
mod roots;

pub use quotient::quotient_through;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// A polynomial; coefficients from the constant term up, the last one not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polynomial(Vec<BigRational>);

/// A real root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A fraction.
    Exact(BigRational),
    /// No fraction that could be found: its first twelve digits.
    Near(String),
}

impl Polynomial {
    /// The polynomial with these coefficients, from the constant term up.
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::number::polynomial::{Polynomial, Root};
    /// let number = |n: i64| BigRational::from_integer(n.into());
    /// // x² − 1/4 has the roots −1/2 and 1/2.
    /// let p = Polynomial::new(vec![BigRational::new((-1).into(), 4.into()), number(0), number(1)]);
    /// assert_eq!(p.roots_between(&number(0), &number(1)), vec![Root::Exact(BigRational::new(1.into(), 2.into()))]);
    /// ```
    #[must_use]
    pub fn new(mut coefficients: Vec<BigRational>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    /// The polynomial in Newton's form: c₀ + c₁(x − x₀) + c₂(x − x₀)(x − x₁) + ….
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::number::polynomial::Polynomial;
    /// let number = |n: i64| BigRational::from_integer(n.into());
    /// // Through (0, 1), (1, 2) and (2, 5): x² + 1.
    /// let p = Polynomial::newton(&[0, 1, 2].map(number), &[1, 1, 1].map(number));
    /// assert_eq!(p, Polynomial::new([1, 0, 1].map(number).to_vec()));
    /// ```
    #[must_use]
    pub fn newton(points: &[BigRational], divided: &[BigRational]) -> Self {
        let mut sum: Vec<BigRational> = Vec::new();
        // Horner's rule from the highest divided difference down.
        for (point, coefficient) in points.iter().zip(divided).rev() {
            let mut next = vec![BigRational::zero(); sum.len() + 1];
            for (i, c) in sum.iter().enumerate() {
                next[i + 1] += c;
                next[i] -= c * point;
            }
            next[0] += coefficient;
            sum = next;
        }
        Self::new(sum)
    }

    /// Whether it is 0 everywhere.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The value at a point.
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::number::polynomial::Polynomial;
    /// let number = |n: i64| BigRational::from_integer(n.into());
    /// // x² + 1
    /// let p = Polynomial::new(vec![number(1), number(0), number(1)]);
    /// assert_eq!(p.at(&number(3)), number(10));
    /// ```
    #[must_use]
    pub fn at(&self, x: &BigRational) -> BigRational {
        self.0.iter().rev().fold(BigRational::zero(), |sum, c| sum * x + c)
    }

    fn derivative(&self) -> Self {
        let terms = self.0.iter().enumerate().skip(1);
        Self::new(terms.map(|(i, c)| c * BigRational::from_integer(BigInt::from(i))).collect())
    }

    /// Quotient and remainder; the divisor is not zero.
    fn divided(&self, divisor: &Self) -> (Self, Self) {
        let mut rest = self.0.clone();
        let Some(lead) = divisor.0.last() else { return (Self::new(Vec::new()), self.clone()) };
        let mut quotient = vec![BigRational::zero(); rest.len().saturating_sub(divisor.0.len()) + 1];
        while rest.len() >= divisor.0.len() {
            let shift = rest.len() - divisor.0.len();
            let factor = rest.last().map_or_else(BigRational::zero, |top| top / lead);
            for (i, c) in divisor.0.iter().enumerate() {
                rest[shift + i] -= &factor * c;
            }
            quotient[shift] = factor;
            rest.pop();
        }
        (Self::new(quotient), Self::new(rest))
    }

    fn monic(&self) -> Self {
        match self.0.last() {
            Some(lead) => Self(self.0.iter().map(|c| c / lead).collect()),
            None => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::One;
    use proptest::prelude::*;

    fn ratio(n: i64, d: i64) -> BigRational {
        BigRational::new(n.into(), d.into())
    }

    /// The product of the factors (x − r).
    fn with_roots(roots: &[BigRational]) -> Polynomial {
        let mut product = vec![BigRational::one()];
        for root in roots {
            let mut next = vec![BigRational::zero(); product.len() + 1];
            for (i, c) in product.iter().enumerate() {
                next[i + 1] += c;
                next[i] -= c * root;
            }
            product = next;
        }
        Polynomial::new(product)
    }

    #[test]
    fn an_irrational_root_is_isolated() {
        let p = Polynomial::new(vec![ratio(-1, 2), ratio(0, 1), ratio(1, 1)]);
        assert_eq!(p.roots_between(&ratio(0, 1), &ratio(1, 1)), vec![Root::Near("0.707106781187".into())]);
        let none = Polynomial::new(vec![ratio(1, 1), ratio(0, 1), ratio(1, 1)]);
        assert_eq!(none.roots_between(&ratio(-9, 1), &ratio(9, 1)), vec![]);
    }

    proptest! {
        #[test]
        fn every_rational_root_is_found_once(numbers in proptest::collection::vec((-20i64..20, 1i64..12), 1..6)) {
            let mut roots: Vec<BigRational> = numbers.iter().map(|&(n, d)| ratio(n, d)).collect();
            let found = with_roots(&roots).roots_between(&ratio(-30, 1), &ratio(30, 1));
            roots.sort();
            roots.dedup();
            prop_assert_eq!(found, roots.into_iter().map(Root::Exact).collect::<Vec<_>>());
        }

        #[test]
        fn newton_form_goes_through_its_points(values in proptest::collection::vec(-50i64..50, 1..7)) {
            let points: Vec<BigRational> = (0..values.len()).map(|i| ratio(i as i64, 3)).collect();
            let mut divided: Vec<BigRational> = Vec::new();
            for (i, value) in values.iter().enumerate() {
                let mut difference = ratio(*value, 1);
                for j in 0..i {
                    difference = (difference - &divided[j]) / (&points[i] - &points[j]);
                }
                divided.push(difference);
            }
            let p = Polynomial::newton(&points, &divided);
            for (point, value) in points.iter().zip(&values) {
                prop_assert_eq!(p.at(point), ratio(*value, 1));
            }
        }
    }
}
