//! Questions built in code, in the words of the textbook.
//!
//! A [`Sample`] is one performance of an experiment: some dice thrown, some cards drawn. Its statistics are
//! [`Quantity`]s, comparisons make [`Event`]s of them, and [`Question::probability`](crate::Question::probability),
//! [`Question::mean`](crate::Question::mean) … ask. A mistake on the way, such as a label that no element has, is kept and
//! reported by the question.
//!
//! # Examples
//! ```
//! use prob::{Question, Sample};
//! let dice = Sample::dice(2, 6)?;
//! let question = Question::probability(dice.sum().equals(7).given(dice.at(1).is("even")))?;
//! assert_eq!(question.to_string(), "X ~ 2d6; P(sum(X) = 7 | even in X[1])");
//! # Ok::<(), prob::Error>(())
//! ```

mod applied;
mod asked;
mod event;
mod matching;
mod quantity;
mod statistics;
mod term;
#[cfg(test)]
mod tests;
mod written;

pub use event::Event;
pub use matching::Match;
pub use quantity::{Given, Operand, Quantity};

use crate::error::{Error, ErrorKind};
use crate::model::{Collection, Faces, Population, Space, Value};
use crate::number::Probability;
use crate::question::Experiment;
use num_bigint::BigUint;
use std::sync::Arc;
use term::Term;
pub(super) use written::population_text;
use written::{coins_text, dice_text};

/// One performance of an experiment: a row of dice, coins, cards or balls, whose statistics may be asked for.
///
/// A clone is the same performance; the same constructor called twice performs twice, independently.
///
/// # Examples
/// ```
/// use prob::model::Population;
/// use prob::{Question, Sample, Session};
/// let hand = Sample::choose(5, &Population::deck(52)?)?;
/// let question = Question::probability(hand.count("ace").equals(2))?;
/// assert_eq!(question.to_string(), "P(count(ace in choose 5 from deck) = 2)");
/// let answer = Session::default().answer(&question)?.to_string();
/// assert!(answer.starts_with("P(count(ace in choose 5 from deck) = 2) = 2162/54145 ≈ 0.0399298"));
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sample {
    term: Result<Term, Error>,
    /// What its elements may show.
    labels: Arc<[Value]>,
    /// Whether it has a first element, a second ….
    ordered: bool,
    length: Option<u64>,
}

impl Sample {
    /// A performance of any experiment with a concrete space.
    ///
    /// # Examples
    /// ```
    /// use prob::question::Experiment;
    /// use prob::{Question, Sample};
    /// let dice = Sample::of(Experiment::dice(3, 6)?)?;
    /// assert_eq!(Question::mean(dice.max())?.to_string(), "E(max(3d6))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for an experiment that depends on others.
    pub fn of(experiment: Experiment) -> Result<Self, Error> {
        let Some(space) = experiment.space() else {
            return Err(Error::new(ErrorKind::Unsupported, "a sample is of an experiment that stands alone")
                .hint("ask about experiments that depend on others in the question language"));
        };
        let (labels, ordered, length) = (space.labels().into(), space.is_ordered(), space.length());
        Ok(Self { term: Ok(Term::performed(experiment)), labels, ordered, length })
    }

    fn in_space(space: Space, text: &str) -> Result<Self, Error> {
        Self::of(Experiment::of(space, text))
    }

    /// `n` tosses of a fair coin, each `heads` or `tails`.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let tosses = Sample::coins(5)?;
    /// assert_eq!(Question::probability(tosses.count("heads").equals(3))?.to_string(), "P(count(heads in coins(5)) = 3)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// None for a fair coin.
    pub fn coins(n: u64) -> Result<Self, Error> {
        Self::biased_coins(n, &Probability::new(1u32, 2u32)?)
    }

    /// `n` tosses of a coin that shows heads with this probability.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let tosses = Sample::biased_coins(5, &"1/3".parse()?)?;
    /// assert_eq!(Question::mean(tosses.count("heads"))?.to_string(), "E(count(heads in coins(5, 1/3)))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// None beside those of the coin, which a probability never causes.
    pub fn biased_coins(n: u64, heads: &Probability) -> Result<Self, Error> {
        let coin = Arc::new(Faces::coin(heads.ratio())?);
        Self::in_space(trials(coin, n), &coins_text(n, heads))
    }

    /// `n` fair dice with faces 1 to `faces`.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(4, 6)?;
    /// assert_eq!(Question::distribution(dice.highest(3).sum())?.to_string(), "dist(sum(highest(3, 4d6)))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for a die without faces, or with more than a million.
    pub fn dice(n: u64, faces: u64) -> Result<Self, Error> {
        Self::thrown(n, Faces::die(faces)?)
    }

    /// `n` dice with these faces and relative weights.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::loaded_dice(2, [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 5)])?;
    /// let question = Question::probability(dice.sum().equals(12))?;
    /// assert_eq!(question.to_string(), "P(sum(pool(2, die{1, 2, 3, 4, 5, 6:5})) = 12)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when all weights are 0.
    pub fn loaded_dice<L: Into<Value>>(
        n: u64,
        faces: impl IntoIterator<Item = (L, u64)>,
    ) -> Result<Self, Error> {
        let weights = faces.into_iter().map(|(face, weight)| (face.into(), BigUint::from(weight)));
        Self::thrown(n, Faces::new(Collection::Die, weights)?)
    }

    fn thrown(n: u64, faces: Faces) -> Result<Self, Error> {
        let text = dice_text(n, &faces);
        Self::in_space(trials(Arc::new(faces), n), &text)
    }

    /// `k` elements drawn one after another without replacement: A(N, k) outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let lots = Sample::draw(5, &Population::urn([("win", 2), ("lose", 3)])?)?;
    /// let fourth = Question::probability(lots.at(4).is("win"))?;
    /// assert_eq!(fourth.to_string(), "X ~ draw 5 from urn{win:2, lose:3}; P(X[4] = win)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer elements.
    pub fn draw(k: u64, from: &Population) -> Result<Self, Error> {
        let text = format!("draw {k} from {}", population_text(from));
        Self::in_space(Space::draw(Arc::new(from.clone()), k)?, &text)
    }

    /// `k` elements drawn one after another, each put back before the next: N^k outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let urn = Population::urn([("white", 2), ("black", 3)])?;
    /// let question = Question::mean(Sample::draw_with_replacement(4, &urn)?.count("white"))?;
    /// assert_eq!(question.to_string(), "E(count(white in draw 4 from urn{white:2, black:3} with replacement))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when there are no elements.
    pub fn draw_with_replacement(k: u64, from: &Population) -> Result<Self, Error> {
        let text = format!("draw {k} from {} with replacement", population_text(from));
        Self::in_space(Space::trials(Arc::new(from.faces()?), k), &text)
    }

    /// `k` elements drawn at once, order ignored: C(N, k) outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(5, &Population::deck(52)?)?;
    /// assert_eq!(Question::mean(hand.count("ace"))?.to_string(), "E(count(ace in choose 5 from deck))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer elements.
    pub fn choose(k: u64, from: &Population) -> Result<Self, Error> {
        let text = format!("choose {k} from {}", population_text(from));
        Self::in_space(Space::choose(Arc::new(from.clone()), k)?, &text)
    }

    /// A multiset of `k` elements, every one of the C(N+k−1, k) multisets as likely as every other.
    ///
    /// Not the same as [`draw_with_replacement`](Self::draw_with_replacement), where every *row* is equally likely.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let multisets = Sample::choose_with_replacement(3, &Population::integers(1..=4)?)?;
    /// assert_eq!(Question::size(&multisets)?.to_string(), "N(choose 3 from 1..4 with replacement)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when something is to be chosen from nothing.
    pub fn choose_with_replacement(k: u64, from: &Population) -> Result<Self, Error> {
        if from.size() == 0 && k > 0 {
            return Err(Error::new(ErrorKind::Range, format!("cannot choose {k} from nothing"))
                .hint("put something into the population"));
        }
        let text = format!("choose {k} from {} with replacement", population_text(from));
        Self::in_space(Space::Multichoose(Arc::new(from.clone()), k), &text)
    }

    /// All elements in a row: the distinct words over them, all equally likely; people are told apart.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample, Session};
    /// let row = Sample::arrange(&Population::letters("NOON")?)?;
    /// let answer = Session::default().answer(&Question::size(&row)?)?;
    /// assert_eq!(answer.to_string(), "N(arrange(\"NNOO\")) = 6");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// None: there are always as many elements as are needed.
    pub fn arrange(items: &Population) -> Result<Self, Error> {
        let text = format!("arrange({})", population_text(items));
        let (items, length) = (Arc::new(items.clone()), items.size());
        let space = match items.collection() {
            Collection::People => Space::draw(items, length)?,
            _ => Space::words(items, length)?,
        };
        Self::in_space(space, &text)
    }

    /// The same experiment under a name of its own, as a question shall write it: `H ~ choose 5 from deck`.
    ///
    /// It is a performance of its own, so name a sample before asking about it. Without a name a question writes `X`,
    /// `Y` …, where it mentions the sample more than once or speaks of one place of it.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(3, 6)?.named("D");
    /// assert_eq!(Question::distribution(dice.max())?.to_string(), "D ~ 3d6; dist(max(D))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.term = self.term.and_then(|term| term.named(name));
        self
    }
}

/// One trial, whose outcome is the face, or a row of several.
fn trials(faces: Arc<Faces>, n: u64) -> Space {
    if n == 1 { Space::Single(faces) } else { Space::trials(faces, n) }
}
