//! The real roots of a polynomial between two numbers: isolated by Descartes' rule of signs on halves of halves, and narrowed
//! down by bisection (G. E. Collins and A. G. Akritas, "Polynomial real root isolation using Descartes' rule of signs",
//! SYMSAC 1976).

use super::{Polynomial, Root};
use crate::number::decimal;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::convert::Infallible;

/// A polynomial with whole coefficients, from the constant term up.
#[derive(Clone, Debug)]
struct Whole(Vec<BigInt>);

/// A part [c/2ᵏ, (c+1)/2ᵏ] of the range, and the polynomial there, told from 0 to 1; it is not 0 at either end.
struct Part {
    c: BigInt,
    k: u64,
    polynomial: Whole,
}

/// How many bisections are made, and after how many a root is looked for among the fractions in reach.
const STEPS: u64 = 400;
const EVERY: u64 = 16;
/// From so many bisections on twelve equal digits are enough.
const ENOUGH: u64 = 120;

impl Polynomial {
    /// The real roots from `low` to `high`, both included, ascending, each once.
    ///
    /// A root that is a fraction with a moderate denominator is found exactly by the continued fraction of a narrow interval, and
    /// verified; the others are isolated.
    #[must_use]
    pub fn roots_between(&self, low: &BigRational, high: &BigRational) -> Vec<Root> {
        match self.roots_between_unless(low, high, || Ok::<(), Infallible>(())) {
            Ok(roots) => roots,
            Err(never) => match never {},
        }
    }

    /// As [`Polynomial::roots_between`], until that is refused.
    pub(crate) fn roots_between_unless<E>(
        &self,
        low: &BigRational,
        high: &BigRational,
        mut pass: impl FnMut() -> Result<(), E>,
    ) -> Result<Vec<Root>, E> {
        if self.0.len() < 2 {
            return Ok(Vec::new());
        }
        let simple = self.square_free(&mut pass)?;
        let width = high - low;
        let at = |t: &BigRational| low + &width * t;
        let mut roots: Vec<(BigRational, Root)> = Vec::new();
        let exact = |x: BigRational| (x.clone(), Root::Exact(x));
        let mut whole = Whole::between(&simple, low, &width);
        if whole.loses_0() {
            roots.push(exact(low.clone()));
        }
        if whole.loses_1() {
            roots.push(exact(high.clone()));
        }
        let mut open = vec![Part { c: BigInt::zero(), k: 0, polynomial: whole }];
        while let Some(part) = open.pop() {
            pass()?;
            match part.polynomial.sign_changes() {
                0 => {}
                1 => roots.push(part.narrowed(&simple, &at, &mut pass)?),
                _ => {
                    let (left, middle, right) = part.halves();
                    roots.extend(middle.map(|t| exact(at(&t))));
                    open.extend([left, right]);
                }
            }
        }
        roots.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(roots.into_iter().map(|(_, root)| root).collect())
    }

    /// The same polynomial with every root once: divided by what it shares with its derivative.
    fn square_free<E>(&self, pass: &mut impl FnMut() -> Result<(), E>) -> Result<Self, E> {
        if self.is_surely_square_free() {
            return Ok(self.clone());
        }
        let [mut a, mut b] = [self, &self.derivative()].map(|p| Whole::of(p).primitive());
        while !b.0.is_empty() {
            pass()?;
            let rest = a.remainder(&b).primitive();
            (a, b) = (b, rest);
        }
        let common = Self::new(a.0.into_iter().map(BigRational::from_integer).collect());
        Ok(self.divided(&common).0)
    }
}

impl Part {
    /// The two halves, and the middle where it is a root.
    fn halves(self) -> (Self, Option<BigRational>, Self) {
        let Self { c, k, polynomial } = self;
        let (mut left, c) = (polynomial.stretched(), c << 1_u32);
        let mut right = left.clone().shifted();
        let middle = right.loses_0().then(|| {
            left.loses_1();
            dyadic(&c + 1_u32, k + 1)
        });
        let of = |c, polynomial| Self { c, k: k + 1, polynomial };
        (of(c.clone(), left), middle, of(c + 1_u32, right))
    }

    /// The only root in it, found exactly or told with twelve digits, and a number beside it.
    fn narrowed<E>(
        &self,
        simple: &Polynomial,
        at: &impl Fn(&BigRational) -> BigRational,
        pass: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<(BigRational, Root), E> {
        let whole = Whole::of(simple);
        let first = self.polynomial.0.first().map_or(Sign::NoSign, BigInt::sign);
        let end = |m: &BigInt, j: u64| at(&dyadic((&self.c << j) + m, self.k + j));
        let mut m = BigInt::zero();
        for j in 1..=STEPS {
            m <<= 1_u32;
            let middle: BigInt = &m + 1_u32;
            match self.polynomial.sign_at_dyadic(&middle, j) {
                Sign::NoSign => {
                    let x = end(&middle, j);
                    return Ok((x.clone(), Root::Exact(x)));
                }
                sign if sign == first => m = middle,
                _ => {}
            }
            if j % EVERY > 0 {
                continue;
            }
            pass()?;
            // The simplest fraction of a narrow interval, if it is a root, is the root.
            let (a, b) = (end(&m, j), end(&(&m + 1_u32), j));
            let simplest = simplest_between(&a, &b);
            if whole.is_zero_at(&simplest) {
                return Ok((simplest.clone(), Root::Exact(simplest)));
            }
            let near = decimal(&a, 12);
            if j >= ENOUGH && near == decimal(&b, 12) {
                return Ok((a, Root::Near(near)));
            }
        }
        let a = end(&m, STEPS);
        let near = decimal(&a, 12);
        Ok((a, Root::Near(near)))
    }
}

impl Whole {
    /// A multiple of a polynomial that has whole coefficients.
    fn of(polynomial: &Polynomial) -> Self {
        let below = polynomial.0.iter().fold(BigInt::one(), |all, c| all.lcm(c.denom()));
        Self(polynomial.0.iter().map(|c| c.numer() * (&below / c.denom())).collect())
    }

    /// A multiple of the polynomial at low + width · t.
    fn between(polynomial: &Polynomial, low: &BigRational, width: &BigRational) -> Self {
        let below = low.denom().lcm(width.denom());
        let [a, b] = [low, width].map(|x| x.numer() * (&below / x.denom()));
        // Horner's rule on (a + b t)/below, times below at each step.
        let (mut sum, mut power): (Vec<BigInt>, _) = (Vec::new(), BigInt::one());
        for c in Self::of(polynomial).0.into_iter().rev() {
            let mut next = vec![BigInt::zero(); sum.len() + 1];
            for (i, s) in sum.iter().enumerate() {
                next[i] += s * &a;
                next[i + 1] += s * &b;
            }
            next[0] += c * &power;
            power *= &below;
            sum = next;
        }
        Self(sum).primitive()
    }

    /// The same without the common divisor of its coefficients, and without zeros at the end.
    fn primitive(mut self) -> Self {
        while self.0.last().is_some_and(Zero::is_zero) {
            self.0.pop();
        }
        let common = self.0.iter().fold(BigInt::zero(), |all, c| all.gcd(c));
        if !common.is_zero() && !common.is_one() {
            self.0.iter_mut().for_each(|c| *c /= &common);
        }
        self
    }

    /// A multiple of the remainder of a division.
    fn remainder(&self, divisor: &Self) -> Self {
        let mut rest = self.0.clone();
        let Some(lead) = divisor.0.last() else { return self.clone() };
        while rest.len() >= divisor.0.len() {
            let shift = rest.len() - divisor.0.len();
            let Some(top) = rest.pop() else { break };
            rest.iter_mut().for_each(|c| *c *= lead);
            for (i, c) in divisor.0[..divisor.0.len() - 1].iter().enumerate() {
                rest[shift + i] -= &top * c;
            }
        }
        Self(rest)
    }

    /// Divides by t where the polynomial is 0 there; whether it was.
    fn loses_0(&mut self) -> bool {
        let is_root = self.0.len() > 1 && self.0[0].is_zero();
        if is_root {
            self.0.remove(0);
        }
        is_root
    }

    /// Divides by t − 1 where the polynomial is 0 at 1; whether it was.
    fn loses_1(&mut self) -> bool {
        if self.0.len() < 2 || !self.0.iter().sum::<BigInt>().is_zero() {
            return false;
        }
        // Synthetic division: each coefficient of the quotient is the sum of those above it.
        let mut above = BigInt::zero();
        for c in self.0.iter_mut().rev() {
            above += &*c;
            c.clone_from(&above);
        }
        self.0.remove(0);
        true
    }

    /// 2ⁿ times the polynomial at t/2.
    fn stretched(mut self) -> Self {
        let degree = self.0.len() - 1;
        self.0.iter_mut().enumerate().for_each(|(i, c)| *c <<= degree - i);
        self
    }

    /// The polynomial at t + 1.
    fn shifted(mut self) -> Self {
        let length = self.0.len();
        for end in 0..length {
            for i in (end..length - 1).rev() {
                let above = self.0[i + 1].clone();
                self.0[i] += above;
            }
        }
        self
    }

    /// The sign changes of (1 + t)ⁿ p(1/(1 + t)): the roots between 0 and 1 are as many, or fewer by an even number.
    fn sign_changes(&self) -> usize {
        let mut turned = self.clone();
        turned.0.reverse();
        let signs: Vec<Sign> =
            turned.shifted().0.iter().map(BigInt::sign).filter(|s| *s != Sign::NoSign).collect();
        signs.windows(2).filter(|w| w[0] != w[1]).count()
    }

    /// The sign at m/2ʲ.
    fn sign_at_dyadic(&self, m: &BigInt, j: u64) -> Sign {
        let mut value = BigInt::zero();
        for (power, c) in (0_u64..).zip(self.0.iter().rev()) {
            value = value * m + (c << (power * j));
        }
        value.sign()
    }

    fn is_zero_at(&self, x: &BigRational) -> bool {
        let (mut value, mut power) = (BigInt::zero(), BigInt::one());
        for c in self.0.iter().rev() {
            value = value * x.numer() + c * &power;
            power *= x.denom();
        }
        value.is_zero()
    }
}

fn dyadic(m: BigInt, j: u64) -> BigRational {
    BigRational::new(m, BigInt::one() << j)
}

/// The fraction with the smallest denominator between two numbers, by their common continued fraction.
fn simplest_between(a: &BigRational, b: &BigRational) -> BigRational {
    let floor = a.numer().div_floor(a.denom());
    let whole = BigRational::from_integer(floor.clone());
    if whole == *a {
        return whole;
    }
    if BigRational::from_integer(&floor + 1) <= *b {
        return BigRational::from_integer(floor + 1);
    }
    let inner = simplest_between(&(b - &whole).recip(), &(a - &whole).recip());
    whole + inner.recip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(n: i64, d: i64) -> BigRational {
        BigRational::new(n.into(), d.into())
    }

    /// The product of these factors.
    fn product(factors: &[Vec<BigRational>]) -> Polynomial {
        let mut product = vec![BigRational::one()];
        for factor in factors {
            let mut next = vec![BigRational::zero(); product.len() + factor.len() - 1];
            for (i, a) in product.iter().enumerate() {
                for (j, b) in factor.iter().enumerate() {
                    next[i + j] += a * b;
                }
            }
            product = next;
        }
        Polynomial::new(product)
    }

    #[test]
    fn a_high_power_has_its_root() {
        // (1 − x)^150 = 1/2 at 1 − 2^(−1/150).
        let factors = vec![vec![ratio(1, 1), ratio(-1, 1)]; 150];
        let mut power = product(&factors).0;
        power[0] -= ratio(1, 2);
        let roots = Polynomial::new(power).roots_between(&ratio(0, 1), &ratio(1, 1));
        assert_eq!(roots, vec![Root::Near("0.00461032089677".into())]);
    }

    proptest! {
        #[test]
        fn roots_are_found_among_factors_without_any(
            numbers in prop::collection::vec((-20_i64..20, 1_i64..12), 0..5),
            squares in prop::collection::vec((-5_i64..6, 1_i64..9), 0..3),
            low in -6_i64..2, width in 1_i64..9,
        ) {
            // (x − a)² + b has no root, and x² − 2 two irrational ones.
            let linear = numbers.iter().map(|&(n, d)| vec![-ratio(n, d), ratio(1, 1)]);
            let quadratic = squares.iter().map(|&(a, b)| vec![ratio(a * a + b, 1), ratio(-2 * a, 1), ratio(1, 1)]);
            let two = vec![ratio(-2, 1), ratio(0, 1), ratio(1, 1)];
            let factors: Vec<_> = linear.chain(quadratic).chain([two]).collect();
            let (low, high) = (ratio(low, 1), ratio(low + width, 1));
            let found = product(&factors).roots_between(&low, &high);
            let mut expected: Vec<BigRational> = numbers.iter().map(|&(n, d)| ratio(n, d)).collect();
            expected.sort();
            expected.dedup();
            expected.retain(|x| low <= *x && *x <= high);
            let exact = found.iter().filter_map(|root| if let Root::Exact(x) = root { Some(x.clone()) } else { None });
            prop_assert_eq!(exact.collect::<Vec<_>>(), expected);
            let near = found.iter().filter_map(|root| if let Root::Near(x) = root { Some(x.as_str()) } else { None });
            let of_two = [(ratio(-3, 2), "-1.41421356237"), (ratio(3, 2), "1.41421356237")];
            let inside = of_two.iter().filter(|(x, _)| low < *x && *x < high).map(|(_, text)| *text);
            prop_assert_eq!(near.collect::<Vec<_>>(), inside.collect::<Vec<_>>());
        }
    }
}
