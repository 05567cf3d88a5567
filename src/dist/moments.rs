//! Mean, variance and higher moments of distributions of numbers.

use super::Dist;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Pow, Zero};

/// An outcome that is a number.
pub trait Numeric {
    /// The number, exactly.
    fn to_ratio(&self) -> BigRational;
}

macro_rules! integers_are_numeric {
    ($($integer:ty)*) => {$(
        impl Numeric for $integer {
            fn to_ratio(&self) -> BigRational {
                BigRational::from_integer(BigInt::from(self.clone()))
            }
        }
    )*};
}

integers_are_numeric!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize BigUint BigInt);

impl Numeric for bool {
    /// 1 for true, 0 for false.
    fn to_ratio(&self) -> BigRational {
        u8::from(*self).to_ratio()
    }
}

impl Numeric for BigRational {
    fn to_ratio(&self) -> BigRational {
        self.clone()
    }
}

impl<T: Ord> Dist<T> {
    /// The mean of a function of the outcome, Σ f(x) P(x).
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::dist::Dist;
    /// let coin = Dist::uniform(["heads", "tails"]).unwrap();
    /// let heads = |&side: &&str| BigRational::from_integer(u8::from(side == "heads").into());
    /// assert_eq!(coin.mean_of(heads).to_string(), "1/2");
    /// ```
    #[must_use]
    pub fn mean_of(&self, f: impl Fn(&T) -> BigRational) -> BigRational {
        let (values, common) = self.scaled(f);
        BigRational::new(self.weighted(&values, 1), self.whole() * common)
    }

    /// The variance of a function of the outcome, E f² − (E f)².
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::dist::Dist;
    /// let coin = Dist::uniform(["heads", "tails"]).unwrap();
    /// let heads = |side: &&str| BigRational::from_integer(i64::from(*side == "heads").into());
    /// assert_eq!(coin.variance_of(heads).to_string(), "1/4");
    /// ```
    #[must_use]
    pub fn variance_of(&self, f: impl Fn(&T) -> BigRational) -> BigRational {
        let (values, common) = self.scaled(f);
        let (first, second) = (self.weighted(&values, 1), self.weighted(&values, 2));
        let total = self.whole();
        let scale = &total * common;
        BigRational::new(second * total - &first * &first, &scale * &scale)
    }

    /// The mean of a power of a function of the outcome, E fᵏ; 1 for k = 0.
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::dist::Dist;
    /// let die = Dist::uniform(1..=6).unwrap();
    /// let face = |face: &i64| BigRational::from_integer((*face).into());
    /// assert_eq!(die.moment_of(2, face).to_string(), "91/6");
    /// ```
    #[must_use]
    pub fn moment_of(&self, k: u32, f: impl Fn(&T) -> BigRational) -> BigRational {
        let (values, common) = self.scaled(f);
        BigRational::new(self.weighted(&values, k), self.whole() * Pow::pow(common, k))
    }

    fn whole(&self) -> BigInt {
        BigInt::from(self.total.clone())
    }

    /// The values as integers over one common denominator, so that the sums need no fractions.
    fn scaled(&self, f: impl Fn(&T) -> BigRational) -> (Vec<BigInt>, BigInt) {
        let values: Vec<BigRational> = self.outcomes().map(f).collect();
        let common = values.iter().fold(BigInt::one(), |common, value| common.lcm(value.denom()));
        let scaled = values.into_iter().map(|value| {
            let factor = &common / value.denom();
            value.into_raw().0 * factor
        });
        (scaled.collect(), common)
    }

    /// Σ weight · valueᵏ.
    fn weighted(&self, values: &[BigInt], k: u32) -> BigInt {
        let (mut values, mut sum) = (values.iter(), BigInt::zero());
        let told = self.each(|_, weight| {
            let value = values.next().ok_or(())?;
            sum += Pow::pow(value, k) * BigInt::from(weight.clone());
            Ok::<(), ()>(())
        });
        debug_assert!(told.is_ok(), "a value for each outcome");
        sum
    }
}

impl<T: Ord + Numeric> Dist<T> {
    /// The mean, Σ x P(x).
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().mean().to_string(), "7/2");
    /// ```
    #[must_use]
    pub fn mean(&self) -> BigRational {
        self.mean_of(T::to_ratio)
    }

    /// The variance, E X² − (E X)².
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().variance().to_string(), "35/12");
    /// ```
    #[must_use]
    pub fn variance(&self) -> BigRational {
        self.variance_of(T::to_ratio)
    }

    /// The k-th moment about 0, E Xᵏ; 1 for k = 0.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().moment(2).to_string(), "91/6");
    /// ```
    #[must_use]
    pub fn moment(&self, k: u32) -> BigRational {
        self.moment_of(k, T::to_ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{dist, listed, some_weights};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn moments_are_averages_of_the_list(weights in some_weights(), k in 0_u32..5) {
            let (list, dist) = (listed(&weights), dist(&weights));
            let ratio = |n: i64| BigRational::from_integer(n.into());
            let average = |f: &dyn Fn(i64) -> BigRational| {
                list.iter().map(|&x| f(x)).sum::<BigRational>() / ratio(list.len() as i64)
            };
            let mean = average(&ratio);
            prop_assert_eq!(dist.mean(), mean.clone());
            prop_assert_eq!(dist.moment(k), average(&|x| ratio(x.pow(k))));
            prop_assert_eq!(dist.variance(), average(&|x| (ratio(x) - &mean).pow(2)));
            let third = |x: i64| BigRational::new(x.into(), (x.abs() + 1).into());
            prop_assert_eq!(dist.mean_of(|&x| third(x)), average(&third));
            let centre = average(&third);
            prop_assert_eq!(dist.variance_of(|&x| third(x)), average(&|x| (third(x) - &centre).pow(2)));
        }
    }
}
