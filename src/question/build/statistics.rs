//! What may be asked of a sample: its statistics, its elements, and the samples that are made of it.

use super::applied::function;
use super::{Event, Match, Quantity, Sample};
use crate::model::{Scale, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};

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
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::probability(Sample::dice(2, 6)?.sum().equals(7))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) = 7)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn sum(&self) -> Quantity {
        self.statistic("sum", [])
    }

    /// The product of the elements.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::mean(Sample::dice(2, 6)?.product())?.to_string(), "E(product(2d6))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn product(&self) -> Quantity {
        self.statistic("product", [])
    }

    /// The largest element.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::mean(Sample::dice(3, 6)?.max())?.to_string(), "E(max(3d6))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn max(&self) -> Quantity {
        self.statistic("max", [])
    }

    /// The smallest element.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::distribution(Sample::dice(3, 6)?.min())?.to_string(), "dist(min(3d6))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn min(&self) -> Quantity {
        self.statistic("min", [])
    }

    /// How many elements match: `count("ace")`, `count(6)`, `count(5..=6)`, `count(["A", "K"])`.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(4, 6)?;
    /// let question = Question::probability(dice.count(5..=6).at_least(2))?;
    /// assert_eq!(question.to_string(), "P(count(5..6 in 4d6) >= 2)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn count(&self, what: impl Into<Match>) -> Quantity {
        self.matching_elements("count", &what.into())
    }

    /// The event that at least one element matches.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(4, 6)?;
    /// assert_eq!(Question::probability(dice.has(6))?.to_string(), "P(6 in 4d6)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn has(&self, what: impl Into<Match>) -> Event {
        Event::new(self.matching_elements("contains", &what.into()).into_term())
    }

    /// How many different labels the elements have.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::probability(Sample::dice(6, 6)?.distinct().equals(6))?;
    /// assert_eq!(question.to_string(), "P(distinct(6d6) = 6)");
    /// # Ok::<(), prob::Error>(())
    /// ```
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
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let tosses = Sample::coins(10)?;
    /// let question = Question::probability(tosses.longest("heads").at_least(3))?;
    /// assert_eq!(question.to_string(), "P(longest(heads in coins(10)) >= 3)");
    /// # Ok::<(), prob::Error>(())
    /// ```
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
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(3, &Population::deck(52)?)?.named("H");
    /// let question = Question::probability(hand.poker3().is("straight"))?;
    /// assert_eq!(question.to_string(), "H ~ choose 3 from deck; P(poker3(H) = straight)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn poker3(&self) -> Quantity {
        self.statistic("poker3", []).with_labels(categories(Scale::Poker3))
    }

    /// The element at a place, from 1; from the end when negative.
    ///
    /// A place that does not exist is an error, and so is any place of a sample whose order is ignored.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(3, 6)?;
    /// let question = Question::probability(dice.at(1).less_than(dice.at(-1)))?;
    /// assert_eq!(question.to_string(), "X ~ 3d6; P(X[1] < X[-1])");
    /// assert!(Question::mean(dice.at(4)).is_err());
    /// # Ok::<(), prob::Error>(())
    /// ```
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
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::mean(Sample::dice(4, 6)?.highest(3).sum())?;
    /// assert_eq!(question.to_string(), "E(sum(highest(3, 4d6)))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn highest(&self, k: u64) -> Self {
        self.derived("highest", [count_value(k)])
    }

    /// The `k` lowest elements, a sample again.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::mean(Sample::dice(2, 20)?.lowest(1).sum())?;
    /// assert_eq!(question.to_string(), "E(sum(lowest(1, 2d20)))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn lowest(&self, k: u64) -> Self {
        self.derived("lowest", [count_value(k)])
    }

    /// The suits of the cards, a sample again.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(5, &Population::deck(52)?)?.named("H");
    /// let question = Question::probability(hand.suits().distinct().equals(1))?;
    /// assert_eq!(question.to_string(), "H ~ choose 5 from deck; P(distinct(suits(H)) = 1)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn suits(&self) -> Self {
        self.derived("suits", [])
    }

    /// The ranks of the cards, a sample again.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(5, &Population::deck(52)?)?.named("H");
    /// let question = Question::probability(hand.ranks().distinct().equals(5))?;
    /// assert_eq!(question.to_string(), "H ~ choose 5 from deck; P(distinct(ranks(H)) = 5)");
    /// # Ok::<(), prob::Error>(())
    /// ```
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
}

fn count_value(k: u64) -> Value {
    Value::integer(k.into())
}

fn categories(scale: Scale) -> Vec<Value> {
    scale.names().0.iter().filter_map(|name| scale.level(name)).map(Value::Level).collect()
}
