//! Medians and quantiles: what the order of the outcomes says.

use super::Dist;
use crate::number::Probability;
use num_bigint::BigUint;

impl<T: Ord> Dist<T> {
    /// The medians: the outcomes m with P(X ≤ m) ≥ ½ and P(X ≥ m) ≥ ½, of which there are one or two.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().median(), [&3, &4]);
    /// assert_eq!(Dist::uniform(1..=5).unwrap().median(), [&3]);
    /// ```
    #[must_use]
    pub fn median(&self) -> Vec<&T> {
        self.first_reaching(&BigUint::from(1_u32), &BigUint::from(2_u32))
    }

    /// The quantiles: the smallest outcome x with P(X ≤ x) ≥ q, and when P(X ≤ x) = q exactly, the next one too.
    ///
    /// The quantile of 0 is the smallest outcome, that of 1 the largest.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let die = Dist::uniform(1..=6).unwrap();
    /// assert_eq!(die.quantile(&"1/4".parse().unwrap()), [&2]);
    /// assert_eq!(die.quantile(&"1/3".parse().unwrap()), [&2, &3]);
    /// assert_eq!(die.quantile(&"1".parse().unwrap()), [&6]);
    /// ```
    #[must_use]
    pub fn quantile(&self, q: &Probability) -> Vec<&T> {
        self.first_reaching(q.numerator(), q.denominator())
    }

    /// The first outcome at which the running weight reaches the share above/below of the total, and the next one
    /// when it is reached exactly.
    fn first_reaching(&self, above: &BigUint, below: &BigUint) -> Vec<&T> {
        let wanted = &self.total * above;
        let mut running = BigUint::ZERO;
        for (place, (outcome, weight)) in self.weights().enumerate() {
            running += weight;
            let reached = &running * below;
            if reached >= wanted {
                let next = self.outcomes.get(place + 1).filter(|_| reached == wanted);
                return std::iter::once(outcome).chain(next).collect();
            }
        }
        Vec::new()
    }

    /// The smallest and the largest outcome.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().range(), (&1, &6));
    /// ```
    #[must_use]
    pub fn range(&self) -> (&T, &T) {
        (&self.outcomes[0], &self.outcomes[self.outcomes.len() - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{dist, some_weights};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn medians_keep_their_definition(weights in some_weights()) {
            let dist = dist(&weights);
            let half: Probability = "1/2".parse().unwrap();
            let expected: Vec<&i64> =
                dist.outcomes().filter(|m| dist.at_most(m) >= half && dist.at_least(m) >= half).collect();
            prop_assert_eq!(dist.median(), expected);
        }

        #[test]
        fn quantiles_keep_their_definition(weights in some_weights(), part in 0_u32..13) {
            let dist = dist(&weights);
            let q = Probability::new(part, 12_u32).unwrap();
            let mut reaching = dist.outcomes().filter(|x| dist.at_most(x) >= q);
            let mut expected = vec![reaching.next().unwrap()];
            if dist.at_most(expected[0]) == q {
                expected.extend(reaching.next());
            }
            prop_assert_eq!(dist.quantile(&q), expected);
        }
    }
}
