//! Quotients of polynomials, found from their values.

use super::Polynomial;
use super::modular::{Modular, residue};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// So many points more than it takes to determine a quotient have to agree with it.
const AGREEING: usize = 3;

/// Numerator and denominator, without a common divisor, of the quotient of lowest degree that has these values at these
/// points; nothing when three points fewer would not determine it as well.
///
/// Euclid's algorithm on Π (x − xᵢ) and the polynomial through the points: each remainder r is t times that polynomial up
/// to a multiple of the product, so that r/t has the same values (J. von zur Gathen and J. Gerhard, Modern Computer
/// Algebra, §5.8).
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::number::polynomial::quotient_through;
/// let number = |n: i64| BigRational::from_integer(n.into());
/// let points: Vec<_> = (1..8).map(number).collect();
/// let values: Vec<_> = points.iter().map(|x| number(1) / x).collect();
/// let (above, below) = quotient_through(&points, &values).unwrap();
/// assert_eq!(above.at(&number(5)) / below.at(&number(5)), BigRational::new(1.into(), 5.into()));
/// ```
#[must_use]
pub fn quotient_through(points: &[BigRational], values: &[BigRational]) -> Option<(Polynomial, Polynomial)> {
    if !may_be_quotient(points, values) {
        return None;
    }
    let product = points.iter().fold(Polynomial::constant(), |product, x| {
        product.times(&Polynomial::new(vec![-x, BigRational::one()]))
    });
    let (mut before, mut rest) = (product, Polynomial::through(points, values));
    let (mut factor_before, mut factor) = (Polynomial::new(Vec::new()), Polynomial::constant());
    while rest.0.len() + factor.0.len() + AGREEING > points.len() + 1 {
        if rest.is_zero() {
            return None;
        }
        let (quotient, next) = before.divided(&rest);
        let next_factor = factor_before.less(&quotient.times(&factor));
        // Both are scaled alike, to keep their coefficients short.
        let scale = next_factor.0.last().map_or_else(BigRational::one, |lead| lead.recip());
        (before, rest) = (rest, next.scaled(&scale));
        (factor_before, factor) = (factor, next_factor.scaled(&scale));
    }
    let common = rest.common_divisor(&factor);
    let (above, below) = (rest.divided(&common).0, factor.divided(&common).0);
    // A factor that vanishes at a point says nothing of the value there.
    points.iter().all(|x| !below.at(x).is_zero()).then_some((above, below))
}

/// Whether there is such a quotient modulo a prime: where there is none, there is none at all.
fn may_be_quotient(points: &[BigRational], values: &[BigRational]) -> bool {
    let residues = |of: &[BigRational]| of.iter().map(residue).collect::<Option<Vec<u64>>>();
    let (Some(points), Some(values)) = (residues(points), residues(values)) else { return true };
    if points.iter().enumerate().any(|(i, x)| points[..i].contains(x)) {
        return true;
    }
    let one = || Modular::new(vec![1]);
    let product = points.iter().fold(one(), |product, x| Modular::new(product.times_root(*x)));
    let (mut before, mut rest) = (product, Modular::through(&points, &values));
    let (mut factor_before, mut factor) = (Modular::new(Vec::new()), one());
    while rest.len() + factor.len() + AGREEING > points.len() + 1 {
        if rest.is_zero() {
            return false;
        }
        let (quotient, next) = before.divided(&rest);
        let next_factor = factor_before.less_product(&quotient, &factor);
        (before, rest) = (rest, next);
        (factor_before, factor) = (factor, next_factor);
    }
    true
}

impl Polynomial {
    fn constant() -> Self {
        Self(vec![BigRational::one()])
    }

    /// The polynomial with these values at these points.
    fn through(points: &[BigRational], values: &[BigRational]) -> Self {
        let mut divided: Vec<BigRational> = Vec::with_capacity(points.len());
        for (x, value) in points.iter().zip(values) {
            let known = points.iter().zip(&divided);
            let difference =
                known.fold(value.clone(), |difference, (point, c)| (difference - c) / (x - point));
            divided.push(difference);
        }
        Self::newton(points, &divided)
    }

    fn times(&self, other: &Self) -> Self {
        let mut product = vec![BigRational::zero(); (self.0.len() + other.0.len()).saturating_sub(1)];
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        Self::new(product)
    }

    fn less(&self, other: &Self) -> Self {
        let zero = BigRational::zero();
        let terms = 0..self.0.len().max(other.0.len());
        Self::new(terms.map(|i| self.0.get(i).unwrap_or(&zero) - other.0.get(i).unwrap_or(&zero)).collect())
    }

    fn scaled(&self, factor: &BigRational) -> Self {
        Self::new(self.0.iter().map(|c| c * factor).collect())
    }

    /// The polynomial of highest degree that divides both; the leading coefficient is 1.
    pub(super) fn common_divisor(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.clone(), other.clone());
        while !b.is_zero() {
            let rest = a.divided(&b).1.monic();
            a = std::mem::replace(&mut b, rest);
        }
        a.monic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn polynomial(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|c| BigRational::from_integer((*c).into())).collect())
    }

    proptest! {
        #[test]
        fn a_quotient_is_found_from_its_values(above in prop::collection::vec(-5_i64..6, 1..5), below in prop::collection::vec(-5_i64..6, 1..5), more in 0_usize..4) {
            let (above, below) = (polynomial(&above), polynomial(&below));
            prop_assume!(!below.is_zero());
            let enough = above.0.len() + below.0.len() + AGREEING + more;
            let free = (1..).map(|n| BigRational::new(n.into(), 7.into())).filter(|x| !below.at(x).is_zero());
            let points: Vec<BigRational> = free.take(enough).collect();
            let value = |x: &BigRational| above.at(x) / below.at(x);
            let values: Vec<BigRational> = points.iter().map(value).collect();
            let (found_above, found_below) = quotient_through(&points, &values).expect("enough points");
            for x in (0..20).map(|n| BigRational::new((n * 3 + 1).into(), 11.into())) {
                if !below.at(&x).is_zero() {
                    prop_assert_eq!(found_above.at(&x) / found_below.at(&x), value(&x));
                }
            }
        }

        #[test]
        fn values_of_nothing_simple_are_no_quotient(values in prop::collection::vec(any::<i64>(), 8)) {
            let points: Vec<BigRational> = (0..8).map(|n| BigRational::from_integer(n.into())).collect();
            let values: Vec<BigRational> = values.into_iter().map(|n| BigRational::from_integer(n.into())).collect();
            prop_assert_eq!(quotient_through(&points, &values), None);
        }
    }
}
