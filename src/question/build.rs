//! Questions built in code, in the words of the textbook.
//!
//! A [`Sample`] is one performance of an experiment: some dice thrown, some cards drawn. Its statistics are
//! [`Quantity`]s, comparisons make [`Event`]s of them, and `Sample::probability`, `Sample::mean` … ask. A
//! mistake on the way, such as a label that no element has, is kept and reported by the question.
//!
//! # Examples
//! ```
//! use prob::{Question, Sample};
//! let dice = Sample::dice(2, 6)?;
//! let question = Question::probability(dice.sum().equals(7).given(dice.at(1).is("even")))?;
//! assert_eq!(question.to_string(), "X ~ 2d6; P(sum(X) = 7 | even in X[1])");
//! # Ok::<(), prob::Error>(())
//! ```

mod asked;
mod matching;
mod quantity;
mod term;
#[cfg(test)]
mod tests;
mod written;

pub use matching::Match;
pub use quantity::{Event, Given, Operand, Quantity};

use crate::error::{Error, ErrorKind, nearest};
use crate::model::{Collection, Faces, Population, Scale, Space, Value};
use crate::number::Probability;
use crate::question::evaluate::place;
use crate::question::{Experiment, Expr, Node};
use crate::statistic::{self, Function, Role};
use num_bigint::BigUint;
use std::sync::Arc;
use term::Term;
use written::{coins_text, dice_text, population_text};

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
    /// [`ErrorKind::Range`] for a die without faces, or with more than ten million.
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
    /// # Errors
    /// [`ErrorKind::Weights`] when there are no elements.
    pub fn draw_with_replacement(k: u64, from: &Population) -> Result<Self, Error> {
        let text = format!("draw {k} from {} with replacement", population_text(from));
        Self::in_space(Space::trials(Arc::new(from.faces()?), k), &text)
    }

    /// `k` elements drawn at once, order ignored: C(N, k) outcomes.
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

    /// The outcome itself: the face of one die, the row of several.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::distribution(Sample::dice(1, 6)?.outcome())?.to_string(), "dist(d6)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Quantity {
        Quantity::new(self.term.clone(), &self.labels)
    }

    /// The sum of the elements.
    #[must_use]
    pub fn sum(&self) -> Quantity {
        self.statistic("sum", [])
    }

    /// The product of the elements.
    #[must_use]
    pub fn product(&self) -> Quantity {
        self.statistic("product", [])
    }

    /// The largest element.
    #[must_use]
    pub fn max(&self) -> Quantity {
        self.statistic("max", [])
    }

    /// The smallest element.
    #[must_use]
    pub fn min(&self) -> Quantity {
        self.statistic("min", [])
    }

    /// How many elements match: `count("ace")`, `count(6)`, `count(5..=6)`, `count(["A", "K"])`.
    #[must_use]
    pub fn count(&self, what: impl Into<Match>) -> Quantity {
        self.matching_elements("count", &what.into())
    }

    /// The event that at least one element matches.
    #[must_use]
    pub fn has(&self, what: impl Into<Match>) -> Event {
        Event::new(self.matching_elements("contains", &what.into()).into_term())
    }

    /// How many different labels the elements have.
    #[must_use]
    pub fn distinct(&self) -> Quantity {
        self.statistic("distinct", [])
    }

    /// The size of the largest group of equal elements.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let class = Sample::dice(23, 365)?;
    /// let question = Question::probability(class.matching().at_least(2))?;
    /// assert_eq!(question.to_string(), "P(maxcount(23d365) >= 2)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn matching(&self) -> Quantity {
        self.statistic("maxcount", [])
    }

    /// The length of the longest run of neighbours that match.
    #[must_use]
    pub fn longest(&self, what: impl Into<Match>) -> Quantity {
        self.matching_elements("longest", &what.into())
    }

    /// The best poker category of five cards or more, from `high_card` to `royal_flush`.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(5, &Population::deck(52)?)?.named("H");
    /// let question = Question::probability(hand.poker().at_least("flush"))?;
    /// assert_eq!(question.to_string(), "H ~ choose 5 from deck; P(poker(H) >= flush)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn poker(&self) -> Quantity {
        self.statistic("poker", []).with_labels(categories(Scale::Poker))
    }

    /// The category of three cards, from `high_card` to `straight_flush`.
    #[must_use]
    pub fn poker3(&self) -> Quantity {
        self.statistic("poker3", []).with_labels(categories(Scale::Poker3))
    }

    /// The element at a place, from 1; from the end when negative.
    ///
    /// A place that does not exist is an error, and so is any place of a sample whose order is ignored.
    #[must_use]
    pub fn at(&self, index: i64) -> Quantity {
        let index = Value::Int(index);
        let at = || {
            let term = self.ordered_term("a place")?;
            if let Some(length) = self.length {
                place(&index, usize::try_from(length).unwrap_or(usize::MAX))?;
            }
            Ok(term.map(|sample| Expr::new(Node::At(sample, Expr::value_of(index.clone())))))
        };
        Quantity::new(at(), &self.labels)
    }

    /// The `k` highest elements, a sample again.
    #[must_use]
    pub fn highest(&self, k: u64) -> Self {
        self.derived("highest", [count_value(k)])
    }

    /// The `k` lowest elements, a sample again.
    #[must_use]
    pub fn lowest(&self, k: u64) -> Self {
        self.derived("lowest", [count_value(k)])
    }

    /// The suits of the cards, a sample again.
    #[must_use]
    pub fn suits(&self) -> Self {
        self.derived("suits", [])
    }

    /// The ranks of the cards, a sample again.
    #[must_use]
    pub fn ranks(&self) -> Self {
        self.derived("ranks", [])
    }

    /// Any function of the question language that takes a sample, with its other arguments in order.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(3, 6)?;
    /// assert_eq!(Question::mean(dice.statistic("range", []))?.to_string(), "E(range(3d6))");
    /// let error = Question::mean(dice.statistic("rnage", [])).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no function `rnage`; did you mean `range`?");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn statistic(&self, name: &str, arguments: impl IntoIterator<Item = Value>) -> Quantity {
        let arguments = arguments.into_iter().map(Expr::value_of).collect();
        let term = function(name).and_then(|function| self.apply(function, arguments));
        Quantity::new(term, &[])
    }

    fn matching_elements(&self, name: &str, what: &Match) -> Quantity {
        let term = || {
            // A mistake of the sample comes before one of the pattern.
            self.term.clone()?;
            let pattern = Value::Pattern(Arc::new(what.pattern(&self.labels)?));
            self.apply(function(name)?, vec![Expr::value_of(pattern)])
        };
        Quantity::new(term(), &[])
    }

    fn derived(&self, name: &str, arguments: impl IntoIterator<Item = Value>) -> Self {
        let made =
            |term| Self { term, labels: Arc::clone(&self.labels), ordered: self.ordered, length: None };
        let arguments: Vec<Expr> = arguments.into_iter().map(Expr::value_of).collect();
        let function = match function(name) {
            Ok(function) => function,
            Err(error) => return made(Err(error)),
        };
        let term = self.apply(function, arguments);
        match function.role {
            Role::Each(image) => match self.labels.iter().map(image).collect::<Result<Vec<_>, _>>() {
                Ok(labels) => Self { labels: labels.into(), length: self.length, ..made(term) },
                Err(error) => made(term.and(Err(error))),
            },
            // What is kept comes in ascending order.
            Role::Keep(_) => Self { ordered: true, ..made(term) },
            Role::Plain => made(term),
        }
    }

    /// The function applied to this sample in its place among the other arguments.
    fn apply(&self, function: &'static Function, mut arguments: Vec<Expr>) -> Result<Term, Error> {
        let by_order = function.fold.is_none() && function.scan.is_some();
        let term = if by_order { self.ordered_term(function.name)? } else { self.term.clone()? };
        let Some(at) = function.sample else {
            let message = format!("`{}` is not a statistic of a sample", function.name);
            return Err(
                Error::new(ErrorKind::Kind, message).hint(format!("it is written `{}`", function.signature))
            );
        };
        let given = arguments.len() + 1;
        if given < function.arity.0 || given > function.arity.1 {
            let message = format!("`{}` does not take {given} arguments", function.name);
            return Err(
                Error::new(ErrorKind::Kind, message).hint(format!("it is written `{}`", function.signature))
            );
        }
        Ok(term.map(|sample| {
            arguments.insert(at.min(arguments.len()), sample);
            Expr::new(Node::Call(function, arguments))
        }))
    }

    fn ordered_term(&self, what: &str) -> Result<Term, Error> {
        let term = self.term.clone()?;
        if self.ordered {
            return Ok(term);
        }
        Err(Error::new(
            ErrorKind::Kind,
            format!("`{what}` needs an order, and the order of this sample is ignored"),
        )
        .hint("draw the elements in order, with `Sample::draw`"))
    }
}

/// One trial, whose outcome is the face, or a row of several.
fn trials(faces: Arc<Faces>, n: u64) -> Space {
    if n == 1 { Space::Single(faces) } else { Space::trials(faces, n) }
}

fn count_value(k: u64) -> Value {
    Value::integer(k.into())
}

fn categories(scale: Scale) -> Vec<Value> {
    scale.names().0.iter().filter_map(|name| scale.level(name)).map(Value::Level).collect()
}

/// The function of this name, or the nearest as a hint.
fn function(name: &str) -> Result<&'static Function, Error> {
    let named = statistic::functions().filter(|function| function.name == name);
    // Of two functions with one name, such as `max`, the one that takes a sample.
    named.max_by_key(|function| function.sample.is_some()).ok_or_else(|| {
        let error = Error::new(ErrorKind::UnknownFunction, format!("there is no function `{name}`"));
        match nearest(name, statistic::functions().map(|function| function.name)) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("the functions are those of the question language"),
        }
    })
}
