//! What may be asked of a sample: its statistics, its elements, and the samples that are made of it.

use super::term::Term;
use super::{Event, Match, Quantity, Sample};
use crate::error::{Error, ErrorKind, nearest};
use crate::model::{Scale, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::statistic::{self, Function, Role};
use std::sync::Arc;

impl Sample {
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
    pub(super) fn apply(&self, function: &'static Function, mut arguments: Vec<Expr>) -> Result<Term, Error> {
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

    pub(super) fn ordered_term(&self, what: &str) -> Result<Term, Error> {
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

fn count_value(k: u64) -> Value {
    Value::integer(k.into())
}

fn categories(scale: Scale) -> Vec<Value> {
    scale.names().0.iter().filter_map(|name| scale.level(name)).map(Value::Level).collect()
}

/// The function of this name, or the nearest as a hint.
pub(super) fn function(name: &str) -> Result<&'static Function, Error> {
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
