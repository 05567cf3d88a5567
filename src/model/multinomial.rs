//! The second classical model: n independent trials over weighted faces.
//!
//! The counts of all faces together have the multinomial law, the count of one face the binomial law, and the sum of
//! numeric faces the coefficients of a power of the faces' polynomial.

use crate::budget::{Budget, too_expensive};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Value};
use crate::number::{self, Probability};
use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Pow, ToPrimitive, Zero};

/// The greatest span of sums that a table of weights is made for.
const LARGEST_SPAN: u128 = 50_000_000;

/// Independent trials over the same weighted faces.
///
/// # Examples
/// ```
/// use prob::model::multinomial::Multinomial;
/// let dice = Multinomial::dice(6, 6)?;
/// // Every face once: 6!/6⁶.
/// assert_eq!(dice.probability_of_counts(&[1, 1, 1, 1, 1, 1])?.to_string(), "5/324");
/// assert_eq!(dice.count_of(&6.into())?.probability_of(&2).to_string(), "3125/15552");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Multinomial {
    trials: u64,
    faces: Faces,
}

impl Multinomial {
    /// So many trials over these faces; no trial at all is allowed, and then every count is 0.
    ///
    /// # Examples
    /// ```
    /// use prob::model::{Collection, Faces, multinomial::Multinomial};
    /// let urn = Faces::new(Collection::Urn, [("white".into(), 2u32.into()), ("black".into(), 1u32.into())])?;
    /// let draws = Multinomial::new(3, urn);
    /// assert_eq!(draws.probability_of_counts(&[2, 1])?.to_string(), "4/9");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn new(trials: u64, faces: Faces) -> Self {
        Self { trials, faces }
    }

    /// Throws of fair dice with faces 1 to `faces`.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// assert_eq!(Multinomial::dice(2, 6)?.sum()?.probability_of(&7).to_string(), "1/6");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for a die without faces, or with more than a million.
    pub fn dice(trials: u64, faces: u64) -> Result<Self, Error> {
        Ok(Self::new(trials, Faces::die(faces)?))
    }

    /// Tosses of a coin that shows heads with this probability; the faces are `heads`, `tails`.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// let tosses = Multinomial::coins(5, &"1/3".parse()?)?;
    /// assert_eq!(tosses.count_of(&"heads".into())?.probability_of(&5).to_string(), "1/243");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// None beside those of the coin, which a probability never causes.
    pub fn coins(trials: u64, heads: &Probability) -> Result<Self, Error> {
        Ok(Self::new(trials, Faces::coin(heads.ratio())?))
    }

    /// The number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The faces.
    #[must_use]
    pub fn faces(&self) -> &Faces {
        &self.faces
    }

    /// The probability that each face shows as often as `counts` says, in the order of the faces:
    /// n!/(k₁!·…·kₘ!) · p₁^k₁ · … · pₘ^kₘ.
    ///
    /// It is 0 when the counts do not add up to the number of trials.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// let dice = Multinomial::dice(3, 6)?;
    /// assert_eq!(dice.probability_of_counts(&[3, 0, 0, 0, 0, 0])?.to_string(), "1/216");
    /// assert!(dice.probability_of_counts(&[1, 1, 0, 0, 0, 0])?.is_impossible());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] unless there is one count for each face, [`ErrorKind::TooExpensive`] when the numbers
    /// would be too long.
    pub fn probability_of_counts(&self, counts: &[u64]) -> Result<Probability, Error> {
        let faces = self.faces.weights();
        if counts.len() != faces.len() {
            return Err(Error::new(
                ErrorKind::Range,
                format!("{} counts were given for {} faces", counts.len(), faces.len()),
            )
            .hint("give one count for each face, 0 for those that do not show"));
        }
        if counts.iter().map(|&count| u128::from(count)).sum::<u128>() != u128::from(self.trials) {
            return Ok(Probability::impossible());
        }
        let words = u128::from(self.trials) * u128::from(self.faces.total().bits() + 64) / 64 + 1;
        Budget::default().afford(words.saturating_mul(64), words.saturating_mul(32))?;
        let ways = number::multinomial(counts).unwrap_or_default();
        let weights = faces.iter().zip(counts);
        let favourable =
            weights.fold(ways, |product, ((_, weight), &count)| product * Pow::pow(weight, count));
        Probability::new(favourable, Pow::pow(self.faces.total(), self.trials))
    }

    /// How often one face shows: the binomial law, P(X = k) = C(n, k) pᵏ (1−p)ⁿ⁻ᵏ.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// let sixes = Multinomial::dice(4, 6)?.count_of(&6.into())?;
    /// assert_eq!(sixes.at_least(&1).to_string(), "671/1296");
    /// assert_eq!(sixes.mean().to_string(), "2/3");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::UnknownLabel`] when there is no such face, [`ErrorKind::TooExpensive`] for too many trials.
    pub fn count_of(&self, face: &Value) -> Result<Dist<u64>, Error> {
        let Some((_, weight)) = self.faces.weights().iter().find(|(other, _)| other == face) else {
            let names: Vec<String> =
                self.faces.weights().iter().take(20).map(|(face, _)| face.to_string()).collect();
            return Err(Error::new(ErrorKind::UnknownLabel, format!("no face is {face}"))
                .hint(format!("the faces are {}", names.join(", "))));
        };
        self.count_where(weight)
    }

    /// How often one of several faces shows, those for which `pattern` holds: binomial too, with the sum of their
    /// probabilities.
    ///
    /// # Examples
    /// ```
    /// use prob::model::{Value, multinomial::Multinomial};
    /// let dice = Multinomial::dice(2, 6)?;
    /// assert_eq!(dice.count_of_any(|face| face >= &Value::Int(5))?.probability_of(&2).to_string(), "1/9");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] for too many trials.
    pub fn count_of_any(&self, pattern: impl Fn(&Value) -> bool) -> Result<Dist<u64>, Error> {
        let matching = self.faces.weights().iter().filter(|(face, _)| pattern(face));
        self.count_where(&matching.map(|(_, weight)| weight).sum())
    }

    fn count_where(&self, hit: &BigUint) -> Result<Dist<u64>, Error> {
        let miss = self.faces.total() - hit;
        // (miss + hit·x)ⁿ has n + 1 coefficients, each as long as the total.
        let bits = self.faces.total().bits().saturating_add(1);
        afford_power(2, 2, bits, self.trials)?;
        let weights = number::power_coefficients(&[miss, hit.clone()], self.trials);
        Dist::from_weights((0..).zip(weights))
    }

    /// The sum of the numbers that show: P(S = s) = \[xˢ\] (Σ wᵢ x^fᵢ)ⁿ / Wⁿ, W the sum of the weights wᵢ.
    ///
    /// No trial at all has the sum 0. One short sum for each possible total.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// let sum = Multinomial::dice(10, 6)?.sum()?;
    /// assert_eq!(sum.weight_of(&35).to_string(), "4395456");
    /// assert_eq!(sum.mean().to_string(), "35");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Kind`] for faces that are no whole numbers, [`ErrorKind::TooExpensive`] when there are too many
    /// possible sums, [`ErrorKind::Range`] when they do not fit a machine word.
    pub fn sum(&self) -> Result<Dist<i64>, Error> {
        let faces = self.numbers()?;
        let (least, most) = (faces[0].0, faces[faces.len() - 1].0);
        // Faces such as 10, 20, 40 are 0, 1, 3 steps of 10 above the least.
        let step = faces.iter().fold(0, |step, (face, _)| step.gcd(&(i128::from(*face) - i128::from(least))));
        let steps = |face: i64| ((i128::from(face) - i128::from(least)) / step.max(1)).cast_unsigned();
        let span = steps(most);
        if span > LARGEST_SPAN {
            return Err(too_expensive("the faces are too far apart for a table of all sums")
                .hint("use faces that lie closer together"));
        }
        let bits = self.faces.total().bits();
        afford_power(span.to_u64().unwrap_or(u64::MAX) + 1, faces.len() as u64, bits, self.trials)?;
        let mut weights = vec![BigUint::ZERO; span.to_usize().unwrap_or_default() + 1];
        for (face, weight) in &faces {
            weights[steps(*face).to_usize().unwrap_or_default()] = (*weight).clone();
        }
        let first = i128::from(least) * i128::from(self.trials);
        let sums = (0..).map(|i: i128| i64::try_from(first + i * step));
        let sums = sums.zip(number::power_coefficients(&weights, self.trials));
        let sums = sums.map(|(sum, weight)| Ok((sum?, weight))).collect::<Result<Vec<_>, _>>();
        Dist::from_weights(sums.map_err(|_: std::num::TryFromIntError| {
            Error::new(ErrorKind::Range, "the sums do not fit a machine word").hint("use smaller faces")
        })?)
    }

    /// The faces that can show as integers, ascending, with their weights.
    fn numbers(&self) -> Result<Vec<(i64, &BigUint)>, Error> {
        let mut numbers = Vec::new();
        for (face, weight) in self.faces.weights().iter().filter(|(_, weight)| !weight.is_zero()) {
            let Value::Int(number) = face else {
                return Err(Error::new(ErrorKind::Kind, format!("a sum needs whole numbers, not {face}"))
                    .hint("count a label with `count_of`"));
            };
            numbers.push((*number, weight));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// The mean number of times that a face shows, n·p for each face, in their order.
    ///
    /// # Examples
    /// ```
    /// use prob::model::multinomial::Multinomial;
    /// assert_eq!(Multinomial::dice(3, 6)?.mean_counts()[0].to_string(), "1/2");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn mean_counts(&self) -> Vec<BigRational> {
        let total = self.faces.total();
        let mean = |weight: &BigUint| BigRational::new((weight * self.trials).into(), total.clone().into());
        self.faces.weights().iter().map(|(_, weight)| mean(weight)).collect()
    }
}

/// The number of successes in n independent trials of probability p: P(X = k) = C(n, k) pᵏ (1−p)ⁿ⁻ᵏ.
///
/// # Examples
/// ```
/// use prob::model::multinomial::binomial;
/// let heads = binomial(10, &"1/2".parse()?)?;
/// assert_eq!(heads.probability_of(&5).to_string(), "63/256");
/// assert_eq!(binomial(10, &"0".parse()?)?.probability_of(&0).to_string(), "1");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::TooExpensive`] for too many trials.
pub fn binomial(trials: u64, p: &Probability) -> Result<Dist<u64>, Error> {
    Multinomial::coins(trials, p)?.count_of(&"heads".into())
}

/// Nothing, if a power of so many weights fits the default budget in time and memory.
fn afford_power(weights: u64, terms: u64, bits: u64, n: u64) -> Result<(), Error> {
    let coefficients = u128::from(weights).saturating_mul(u128::from(n).saturating_add(1));
    let bytes = coefficients.saturating_mul(u128::from(bits).saturating_mul(u128::from(n)) / 8 + 48);
    Budget::default().afford(number::power_work(weights, terms, bits, n), bytes)
}

#[cfg(test)]
mod tests;
