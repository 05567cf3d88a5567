//! The questions about events and quantities.

use super::term::Term;
use super::{Event, Given, Quantity, Sample};
use crate::error::{Error, ErrorKind};
use crate::question::{Asked, Expr, Named, Node, Question};
use std::sync::Arc;

/// The names of samples that have none.
const NAMES: [&str; 3] = ["X", "Y", "Z"];

impl Question {
    /// P(A), or P(A | B) of an event given another.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().equals(8).given(dice.at(1).equals(3)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; P(sum(X) = 8 | X[1] = 3)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake made on the way to the event.
    pub fn probability(event: impl Into<Given<Event>>) -> Result<Self, Error> {
        of_event(event.into(), Asked::Probability)
    }

    /// N(A), how many equally likely outcomes are favourable; given B, how many are in both.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::count(Sample::dice(2, 6)?.sum().equals(7))?;
    /// assert_eq!(question.to_string(), "N(sum(2d6) = 7)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake made on the way to the event.
    pub fn count(event: impl Into<Given<Event>>) -> Result<Self, Error> {
        of_event(event.into(), Asked::Count)
    }

    /// N of a sample: the size of its sample space.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let hand = Sample::choose(5, &Population::deck(52)?)?;
    /// assert_eq!(Question::size(&hand)?.to_string(), "N(choose 5 from deck)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The mistake made on the way to the sample.
    pub fn size(sample: &Sample) -> Result<Self, Error> {
        let Term { performances, .. } = sample.term.clone()?;
        let experiments = performances.iter().map(|performance| performance.as_ref().clone()).collect();
        let mut question = Self::new(experiments, Asked::Size, None)?;
        question.counted = 1;
        Ok(question)
    }

    /// E(X), the mean, or E(X | B).
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::mean(dice.max().given(dice.sum().equals(8)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; E(max(X) | sum(X) = 8)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake made on the way to the quantity.
    pub fn mean(quantity: impl Into<Given<Quantity>>) -> Result<Self, Error> {
        of_quantity(quantity.into(), Asked::Mean)
    }

    /// Var(X), the variance, or Var(X | B).
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::variance(Sample::dice(1, 6)?.outcome())?.to_string(), "Var(d6)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake made on the way to the quantity.
    pub fn variance(quantity: impl Into<Given<Quantity>>) -> Result<Self, Error> {
        of_quantity(quantity.into(), Asked::Variance)
    }

    /// The distribution of X, or of X given B.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// assert_eq!(Question::distribution(Sample::dice(2, 6)?.sum())?.to_string(), "dist(sum(2d6))");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake made on the way to the quantity.
    pub fn distribution(quantity: impl Into<Given<Quantity>>) -> Result<Self, Error> {
        of_quantity(quantity.into(), |quantity| Asked::Distribution(vec![quantity]))
    }
}

fn of_event(event: Given<Event>, asked: impl FnOnce(Expr) -> Asked) -> Result<Question, Error> {
    ask(event.asked.into_term()?, event.condition, asked)
}

fn of_quantity(quantity: Given<Quantity>, asked: impl FnOnce(Expr) -> Asked) -> Result<Question, Error> {
    ask(quantity.asked.into_term()?, quantity.condition, asked)
}

fn ask(term: Term, condition: Option<Event>, asked: impl FnOnce(Expr) -> Asked) -> Result<Question, Error> {
    let mut about = term.expression.clone();
    let mut given = None;
    let term = match condition {
        None => term,
        Some(condition) => term.with(&condition.into_term()?, |asked, condition| {
            (about, given) = (asked.clone(), Some(condition));
            asked
        })?,
    };
    let mut mentions =
        Mentions { performances: &term.performances, counts: vec![0; term.performances.len()] };
    std::iter::once(&about).chain(&given).for_each(|expression| mentions.add(expression, Place::Bare));
    let named = named(&term.performances, &mentions.counts)?;
    Question::new(named, asked(about), given)
}

/// How often each experiment is mentioned; where its text could be misread, it counts twice, so that it gets a name.
struct Mentions<'a> {
    performances: &'a [Arc<Named>],
    counts: Vec<usize>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
enum Place {
    /// Between the commas of a function.
    Argument,
    /// Before an index.
    Indexed,
    /// Anywhere else.
    Bare,
}

impl Mentions<'_> {
    fn add(&mut self, expression: &Expr, place: Place) {
        let within = match expression.node() {
            Node::Name(i) => {
                let Some(performance) = self.performances.get(*i) else { return };
                let clear = match place {
                    Place::Argument => true,
                    Place::Indexed => false,
                    Place::Bare => !performance.experiment.text().contains(' '),
                };
                self.counts[*i] += if clear { 1 } else { 2 };
                return;
            }
            Node::Call(function, _) if function.name != "contains" => Place::Argument,
            Node::At(..) => Place::Indexed,
            _ => Place::Bare,
        };
        expression.node().children().for_each(|child| self.add(child, within));
    }
}

/// The performances with names where the text needs them: an experiment written twice would be performed twice.
fn named(performances: &[Arc<Named>], mentions: &[usize]) -> Result<Vec<Named>, Error> {
    let mut taken: Vec<Arc<str>> = performances.iter().filter_map(|p| p.name.clone()).collect();
    let twice = (1..taken.len()).find(|&i| taken[..i].contains(&taken[i]));
    if let Some(twice) = twice {
        let message = format!("two samples have the name `{}`", taken[twice]);
        return Err(Error::new(ErrorKind::Ambiguous, message).hint("name them apart, or not at all"));
    }
    let mut name = |mentions: usize| {
        let numbered = (NAMES.len() + 1..).map(|i| Arc::from(format!("X{i}")));
        let mut names = NAMES.into_iter().map(Arc::from).chain(numbered);
        let name: Option<Arc<str>> =
            (mentions > 1).then(|| names.find(|name| !taken.contains(name))).flatten();
        taken.extend(name.clone());
        name
    };
    let pairs = performances.iter().zip(mentions);
    Ok(pairs
        .map(|(performance, &mentions)| Named {
            name: performance.name.clone().or_else(|| name(mentions)),
            experiment: performance.experiment.clone(),
        })
        .collect())
}
