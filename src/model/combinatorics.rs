//! The third classical model: draws from a population whose elements fall into classes.
//!
//! Draws are ordered or not, with or without replacement; [`draws`] counts all four kinds. Drawn without replacement,
//! the number of elements of one class has the hypergeometric law, the numbers of all classes the multivariate one,
//! and the number of draws until the r-th element of a class the negative hypergeometric one. With replacement the
//! draws are independent trials: see [`multinomial`](super::multinomial).

use crate::budget::{Budget, too_expensive};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::cards;
use crate::model::{Collection, Population, Value};
use crate::number::{self, Probability};
use num_bigint::BigUint;
use num_traits::{One, Pow};
use std::ops::RangeInclusive;

/// Whether the order in which elements are drawn makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// First one, then another: (a, b) is not (b, a).
    Ordered,
    /// All at once: {a, b} is {b, a}.
    Unordered,
}

/// Whether an element is put back before the next is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Replacement {
    /// It is put back, and may come again.
    With,
    /// It stays out.
    Without,
}

/// How many ways there are to draw `k` of `n` elements:
///
/// |           | without replacement | with replacement |
/// | --------- | ------------------- | ---------------- |
/// | ordered   | A(n, k) = n!/(n−k)! | nᵏ               |
/// | unordered | C(n, k)             | C(n+k−1, k)      |
///
/// There is one way to draw nothing, and none to draw more than there are without replacement. Ordered draws and
/// unordered ones without replacement are equally likely; the multisets of unordered draws with replacement are *not*
/// when they come from independent draws.
///
/// # Examples
/// ```
/// use prob::model::combinatorics::{Order::*, Replacement::*, draws};
/// assert_eq!(draws(5, 2, Ordered, Without)?, 20u32.into());
/// assert_eq!(draws(5, 2, Ordered, With)?, 25u32.into());
/// assert_eq!(draws(5, 2, Unordered, Without)?, 10u32.into());
/// assert_eq!(draws(5, 2, Unordered, With)?, 15u32.into());
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::TooExpensive`] when the number would be too long.
pub fn draws(n: u64, k: u64, order: Order, replacement: Replacement) -> Result<BigUint, Error> {
    let (with, without) = (replacement == Replacement::With, replacement == Replacement::Without);
    if k == 0 || (with && n == 1) {
        return Ok(BigUint::one());
    }
    if n == 0 || (without && k > n) {
        return Ok(BigUint::ZERO);
    }
    match (order, replacement) {
        (Order::Unordered, Replacement::Without) => affordable_binomial(n, k),
        (Order::Unordered, Replacement::With) => match n.checked_add(k - 1) {
            Some(both) => affordable_binomial(both, k),
            None => Err(too_expensive("the number does not fit a machine")),
        },
        (Order::Ordered, _) => {
            // The number has at most 64 k bits.
            let bytes = u128::from(k).saturating_mul(8);
            Budget::default().afford(bytes.saturating_mul(8), bytes)?;
            Ok(if with { Pow::pow(BigUint::from(n), k) } else { number::arrangements(n, k) })
        }
    }
}

fn affordable_binomial(n: u64, k: u64) -> Result<BigUint, Error> {
    Budget::default().afford(number::binomial_work(n, k), 0)?;
    Ok(number::binomial(n, k))
}

/// The number of successes among `draws` elements drawn without replacement from a population of which `successes`
/// count: P(X = k) = C(K, k) C(N−K, n−k) / C(N, n).
///
/// X runs from max(0, n − (N−K)) to min(n, K). The weights are the products, the total is C(N, n). Each weight is
/// made from the one before by two multiplications and two divisions.
///
/// # Examples
/// ```
/// use prob::model::combinatorics::hypergeometric;
/// let aces = hypergeometric(52, 4, 5)?;
/// assert_eq!(aces.probability_of(&2).to_string(), "2162/54145");
/// assert_eq!(aces.mean().to_string(), "5/13");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] when more are drawn, or count, than there are; [`ErrorKind::TooExpensive`] for too many.
pub fn hypergeometric(population: u64, successes: u64, draws: u64) -> Result<Dist<u64>, Error> {
    within("draw", draws, population)?;
    within("count", successes, population)?;
    let failures = population - successes;
    let (least, most) = (draws.saturating_sub(failures), draws.min(successes));
    afford_binomials(population, draws, most - least + 1)?;
    let mut weight = number::binomial(successes, least) * number::binomial(failures, draws - least);
    let mut weights = Vec::new();
    for k in least..most {
        // C(K, k) becomes C(K, k+1), and C(F, n−k) becomes C(F, n−k−1).
        let next = &weight * (successes - k) / (k + 1) * (draws - k) / (failures - (draws - k) + 1);
        weights.push((k, std::mem::replace(&mut weight, next)));
    }
    weights.push((most, weight));
    Dist::from_weights(weights)
}

/// The number of the draw that brings the r-th success, drawn one after another without replacement:
/// P(X = k) = C(k−1, r−1) C(N−k, K−r) / C(N, K), for k from r to N − K + r.
///
/// # Examples
/// ```
/// use prob::model::combinatorics::negative_hypergeometric;
/// // Cards turned up until the first ace: (52 + 1) / (4 + 1) on average.
/// let first_ace = negative_hypergeometric(52, 4, 1)?;
/// assert_eq!(first_ace.mean().to_string(), "53/5");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] when r is 0 or more than there are successes; [`ErrorKind::TooExpensive`] for too many.
pub fn negative_hypergeometric(population: u64, successes: u64, r: u64) -> Result<Dist<u64>, Error> {
    within("count", successes, population)?;
    within("wait for", r, successes)?;
    if r == 0 {
        return Err(Error::new(ErrorKind::Range, "there is no draw that brings the 0th success")
            .hint("wait for the first, `1`, or a later one"));
    }
    let last = population - successes + r;
    afford_binomials(population, successes, last - r + 1)?;
    let mut weight = number::binomial(population - r, successes - r);
    let mut weights = Vec::new();
    for k in r..last {
        // C(k−1, r−1) becomes C(k, r−1), and C(N−k, K−r) becomes C(N−k−1, K−r).
        let (left, inside) = (population - k, successes - r);
        let next = &weight * k / (k - r + 1) * (left - inside) / left;
        weights.push((k, std::mem::replace(&mut weight, next)));
    }
    weights.push((last, weight));
    Dist::from_weights(weights)
}

/// The probability that a draw without replacement brings `counts[i]` elements of class i, in the order of the
/// classes: ∏ C(Nᵢ, kᵢ) / C(N, k), k = Σ kᵢ.
///
/// It is 0 when a class has fewer elements than are asked of it.
///
/// # Examples
/// ```
/// use prob::model::{Population, combinatorics::probability_of_draw};
/// let urn = Population::urn([("white", 4), ("black", 3), ("red", 2)])?;
/// assert_eq!(probability_of_draw(&urn, &[2, 1, 1])?.to_string(), "2/7");
/// assert!(probability_of_draw(&urn, &[0, 0, 3])?.is_impossible());
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] unless there is one count for each class and no more are drawn than there are;
/// [`ErrorKind::TooExpensive`] for too many.
pub fn probability_of_draw(population: &Population, counts: &[u64]) -> Result<Probability, Error> {
    let classes = population.classes();
    if counts.len() != classes.len() {
        return Err(Error::new(
            ErrorKind::Range,
            format!("{} counts were given for {} classes", counts.len(), classes.len()),
        )
        .hint("give one count for each class, 0 for those that do not come"));
    }
    let drawn = counts.iter().fold(0_u64, |sum, &count| sum.saturating_add(count));
    within("draw", drawn, population.size())?;
    // The sieve that reduces the quotient goes through the population once for each class.
    let work = u128::from(population.size()).saturating_mul(classes.len() as u128 + 8);
    let work = work.saturating_add(number::binomial_work(population.size(), drawn));
    Budget::default().afford(work, u128::from(population.size()))?;
    let above: Vec<(u64, u64)> = classes.iter().map(|(_, size)| *size).zip(counts.iter().copied()).collect();
    let (numerator, denominator) = number::binomial_quotient(&above, &[(population.size(), drawn)])
        .unwrap_or((BigUint::ZERO, BigUint::one()));
    Probability::from_lowest_terms(numerator, denominator)
}

impl Population {
    /// An urn: names of colours, and how many balls of each.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// assert_eq!(Population::urn([("white", 4), ("black", 2)])?.size(), 6);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are more balls than a machine word counts.
    pub fn urn<L: Into<Value>>(balls: impl IntoIterator<Item = (L, u64)>) -> Result<Self, Error> {
        Self::new(Collection::Urn, balls.into_iter().map(|(label, count)| (label.into(), count)))
    }

    /// A group of people: as an urn, but everyone is told apart in rows too.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample, Session};
    /// let row = Sample::arrange(&Population::people([("boy", 2), ("girl", 2)])?)?;
    /// let answer = Session::default().answer(&Question::size(&row)?)?;
    /// assert!(answer.to_string().ends_with("= 24"));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are more people than a machine word counts.
    pub fn people<L: Into<Value>>(people: impl IntoIterator<Item = (L, u64)>) -> Result<Self, Error> {
        Self::new(Collection::People, people.into_iter().map(|(label, count)| (label.into(), count)))
    }

    /// The letters of a word.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// assert_eq!(Population::letters("MISSISSIPPI")?.count_where(|letter| *letter == "S".into()), 4);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// None: a word in memory is never too long to count.
    pub fn letters(word: &str) -> Result<Self, Error> {
        let letters = word.chars().map(|letter| (Value::word(letter.encode_utf8(&mut [0; 4])), 1));
        Self::new(Collection::Letters, letters)
    }

    /// The integers of a range, one of each.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// assert_eq!(Population::integers(1..=49)?.size(), 49);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond ten million integers.
    pub fn integers(range: RangeInclusive<i64>) -> Result<Self, Error> {
        let size = i128::from(*range.end()) - i128::from(*range.start()) + 1;
        if size > LARGEST_RANGE {
            return Err(Error::new(ErrorKind::TooExpensive, "the range is too long to draw from")
                .hint(format!("draw from up to {LARGEST_RANGE} integers")));
        }
        Self::new(Collection::Set, range.map(|n| (Value::Int(n), 1)))
    }

    /// A pack of cards: see [`cards::deck`].
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// assert_eq!(Population::deck(32)?.size(), 32);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for a pack that does not exist.
    pub fn deck(size: u64) -> Result<Self, Error> {
        cards::deck(size)
    }
}

/// The most integers that a population is made of.
const LARGEST_RANGE: i128 = 10_000_000;

/// Nothing, if `part` is at most `whole`.
fn within(verb: &str, part: u64, whole: u64) -> Result<(), Error> {
    if part <= whole {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Range, format!("cannot {verb} {part} of {whole}"))
        .hint(format!("{verb} at most {whole}")))
}

/// Nothing, if so many numbers as long as C(n, k) fit the default budget.
fn afford_binomials(n: u64, k: u64, numbers: u64) -> Result<(), Error> {
    // C(n, k) has at most n bits, and at most k·log₂ n.
    let k = k.min(n - k);
    let bits = u128::from(n).min(u128::from(k) * u128::from(64 - n.leading_zeros()));
    let bytes = u128::from(numbers).saturating_mul(bits / 8 + 48);
    Budget::default().afford(number::binomial_work(n, k).saturating_add(bytes), bytes)
}

#[cfg(test)]
mod tests;
