//! What is drawn from, and what is thrown: populations of labelled elements, and weighted faces.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The kind of collection, for messages and for reading labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// Balls in an urn.
    Urn,
    /// People, told apart in rows and rings too.
    People,
    /// A pack of cards.
    Deck,
    /// A set or a range of elements.
    Set,
    /// The letters of a word.
    Letters,
    /// The faces of a die or a coin.
    Die,
}

impl Collection {
    /// The name of the kind, for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Urn => "urn",
            Self::People => "group",
            Self::Deck => "deck",
            Self::Set => "set",
            Self::Letters => "word",
            Self::Die => "die",
        }
    }
}

/// A finite population: labels, and how many elements bear each.
///
/// # Examples
/// ```
/// use prob::model::{Collection, Population};
/// let urn = Population::new(Collection::Urn, [("white".into(), 4), ("black".into(), 2)])?;
/// assert_eq!(urn.size(), 6);
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Population {
    collection: Collection,
    classes: Vec<(Value, u64)>,
    size: u64,
}

impl Population {
    /// The population with these labels and counts; equal labels are added up, labels with count 0 stay known.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are more elements than a machine word counts.
    pub fn new(
        collection: Collection,
        classes: impl IntoIterator<Item = (Value, u64)>,
    ) -> Result<Self, Error> {
        let mut merged: Vec<(Value, u64)> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        let mut size = 0u64;
        let too_many = || Error::new(ErrorKind::Range, "the collection is too large to count");
        for (label, count) in classes {
            size = size.checked_add(count).filter(|&s| i64::try_from(s).is_ok()).ok_or_else(too_many)?;
            let place = *places.entry(label.clone()).or_insert(merged.len());
            match merged.get_mut(place) {
                Some(class) => class.1 += count,
                None => merged.push((label, count)),
            }
        }
        Ok(Self { collection, classes: merged, size })
    }

    /// The kind of collection.
    #[must_use]
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// Labels with the number of elements of each, in the order given.
    #[must_use]
    pub fn classes(&self) -> &[(Value, u64)] {
        &self.classes
    }

    /// How many elements there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many elements have a label for which this holds.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// let numbers = Population::integers(1..=10)?;
    /// assert_eq!(numbers.count_where(|n| *n >= 8.into()), 3);
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn count_where(&self, holds: impl Fn(&Value) -> bool) -> u64 {
        self.classes.iter().filter(|(label, _)| holds(label)).map(|(_, count)| count).sum()
    }

    /// The faces that one draw shows, for draws with replacement.
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when the population is empty.
    pub fn faces(&self) -> Result<Faces, Error> {
        let classes = self.classes.iter().map(|(label, count)| (label.clone(), BigUint::from(*count)));
        Faces::new(self.collection, classes)
    }
}

/// The faces of a die, a coin or an urn with replacement, with integer weights.
///
/// # Examples
/// ```
/// use prob::model::Faces;
/// let die = Faces::die(6)?;
/// assert_eq!(die.total(), &6u32.into());
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Faces {
    collection: Collection,
    weights: Vec<(Value, BigUint)>,
    total: BigUint,
}

/// The most faces of a fair die.
const MOST_FACES: u64 = 1_000_000;

impl Faces {
    /// Faces with relative integer weights; equal faces are added up, faces of weight 0 stay known. Those of a die are put
    /// in lowest terms; those of an urn are numbers of balls, and stay as they are.
    ///
    /// # Examples
    /// ```
    /// use prob::model::{Collection, Faces};
    /// let loaded = Faces::new(Collection::Die, [(1.into(), 2u32.into()), (6.into(), 4u32.into())])?;
    /// assert_eq!(loaded.total(), &3u32.into());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when all weights are 0.
    pub fn new(
        collection: Collection,
        weights: impl IntoIterator<Item = (Value, BigUint)>,
    ) -> Result<Self, Error> {
        let mut merged: Vec<(Value, BigUint)> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        for (face, weight) in weights {
            let place = *places.entry(face.clone()).or_insert(merged.len());
            match merged.get_mut(place) {
                Some(class) => class.1 += weight,
                None => merged.push((face, weight)),
            }
        }
        let divisor = merged.iter().fold(BigUint::zero(), |gcd, (_, w)| gcd.gcd(w));
        if divisor.is_zero() {
            return Err(Error::new(ErrorKind::Weights, "all weights are zero")
                .hint("give at least one face a positive weight"));
        }
        // An urn's weights are numbers of elements, which the size of its sample space counts: they stay as they are.
        if !divisor.is_one() && collection == Collection::Die {
            merged.iter_mut().for_each(|(_, w)| *w /= &divisor);
        }
        let total = merged.iter().map(|(_, w)| w).sum();
        Ok(Self { collection, weights: merged, total })
    }

    /// A fair die with faces 1 to `n`.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Faces;
    /// assert_eq!(Faces::die(6)?.weights().len(), 6);
    /// assert!(Faces::die(0).is_err());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when `n` is 0 or beyond a million faces.
    pub fn die(n: u64) -> Result<Self, Error> {
        if n == 0 || n > MOST_FACES {
            return Err(Error::new(ErrorKind::Range, format!("a die cannot have {n} faces"))
                .hint(format!("a die has from 1 to {MOST_FACES} faces")));
        }
        let faces = (1..=n.cast_signed()).map(|face| (Value::Int(face), BigUint::one()));
        Self::new(Collection::Die, faces)
    }

    /// A coin that shows heads with this probability.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Faces;
    /// let coin = Faces::coin(&prob::number::parse_number("1/3")?)?;
    /// assert_eq!((coin.weights()[0].1.to_string(), coin.total().to_string()), ("1".into(), "3".into()));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] unless 0 ≤ p ≤ 1.
    pub fn coin(heads: &BigRational) -> Result<Self, Error> {
        let tails = BigRational::one() - heads;
        if heads.is_negative() || tails.is_negative() {
            return Err(Error::new(ErrorKind::Range, "a probability must lie between 0 and 1")
                .hint("the bias of a coin is the probability of heads, such as `1/3`"));
        }
        Self::from_ratios(Collection::Die, [("heads".into(), heads.clone()), ("tails".into(), tails)])
    }

    /// 1 with this probability, else 0.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Faces;
    /// let success = Faces::indicator(&prob::number::parse_number("1/3")?)?;
    /// assert_eq!(success.weights()[0].0, 1.into());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for what is no probability.
    pub fn indicator(success: &BigRational) -> Result<Self, Error> {
        let coin = Self::coin(success)?;
        let number = |label: &Value| Value::Int(i64::from(*label == Value::from("heads")));
        Self::new(
            coin.collection(),
            coin.weights().iter().map(|(label, weight)| (number(label), weight.clone())),
        )
    }

    /// Faces weighted by fractions, scaled to integers over their common denominator.
    ///
    /// # Examples
    /// ```
    /// use prob::model::{Collection, Faces};
    /// use prob::number::parse_number;
    /// let weights = [(1.into(), parse_number("1/2")?), (2.into(), parse_number("1/3")?)];
    /// assert_eq!(Faces::from_ratios(Collection::Die, weights)?.total(), &5u32.into());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when a weight is negative or all are 0.
    pub fn from_ratios(
        collection: Collection,
        weights: impl IntoIterator<Item = (Value, BigRational)>,
    ) -> Result<Self, Error> {
        let weights: Vec<_> = weights.into_iter().collect();
        if let Some((face, weight)) = weights.iter().find(|(_, w)| w.is_negative()) {
            return Err(Error::new(
                ErrorKind::Weights,
                format!("the weight of {face} is negative: {weight}"),
            )
            .hint("weights are 0 or more"));
        }
        let scale = weights.iter().fold(BigInt::one(), |lcm, (_, w)| lcm.lcm(w.denom()));
        let integers = weights.into_iter().map(|(face, w)| {
            let scaled = w.numer() * (&scale / w.denom());
            (face, scaled.magnitude().clone())
        });
        Self::new(collection, integers)
    }

    /// The kind of collection.
    #[must_use]
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// Faces with their integer weights, in the order given.
    #[must_use]
    pub fn weights(&self) -> &[(Value, BigUint)] {
        &self.weights
    }

    /// The sum of the weights.
    #[must_use]
    pub fn total(&self) -> &BigUint {
        &self.total
    }

    /// Whether every face has the same weight.
    #[must_use]
    pub fn is_fair(&self) -> bool {
        self.weights.iter().all(|(_, w)| w == &self.weights[0].1)
    }

    /// How many equally likely elements one trial has: the faces of a fair die, the balls of an urn. Nothing for a
    /// loaded die.
    #[must_use]
    pub fn elements(&self) -> Option<&BigUint> {
        let even = self.collection != Collection::Die || self.weights.iter().all(|(_, w)| w.is_one());
        even.then_some(&self.total)
    }
}
