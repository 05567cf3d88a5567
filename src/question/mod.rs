//! The question: named experiments, what is asked of them, and what is given. The waist of the hourglass: the
//! language, the commands and the builders all lead here, and both the exact roads and the simulation start here.

mod apart;
mod backwards;
pub mod build;
pub mod evaluate;
pub mod experiment;
pub mod expr;
mod following;
pub mod formula;
pub mod lead;
pub mod quantified;
mod rewrite;
pub mod seats;
mod text;

pub use build::{Event, Quantity, Sample};
pub use evaluate::Outcomes;
pub use experiment::{Experiment, Maker};
pub use expr::{Expr, Node, Operator, Quantifier};
pub(crate) use text::all_dice;

use crate::error::{Error, ErrorKind};
use crate::model::Space;
use num_rational::BigRational;
use std::sync::Arc;

/// The most experiments that one question may mention.
pub const MOST_EXPERIMENTS: usize = 128;

/// An experiment that is performed once, under a name or anonymously.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name, when it has one.
    pub name: Option<Arc<str>>,
    /// The experiment; it may depend on the outcomes of those before it.
    pub experiment: Experiment,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The probability of an event.
    Probability(Expr),
    /// How many equally likely outcomes are favourable.
    Count(Expr),
    /// The size of the sample space.
    Size,
    /// The mean of a number.
    Mean(Expr),
    /// The variance of a number.
    Variance(Expr),
    /// The square root of the variance.
    Deviation(Expr),
    /// The covariance of two numbers.
    Covariance(Expr, Expr),
    /// The correlation of two numbers.
    Correlation(Expr, Expr),
    /// The distribution of a value, or the joint distribution of several.
    Distribution(Vec<Expr>),
    /// Every median.
    Median(Expr),
    /// Every likeliest value.
    Mode(Expr),
    /// Every quantile at this level.
    Quantile(Expr, BigRational),
    /// Whether the events are independent, all together.
    Independent(Vec<Expr>),
    /// Whether no two of the events can happen together.
    Disjoint(Vec<Expr>),
}

impl Asked {
    /// The expressions asked about, in order.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        match self {
            Self::Size => Vec::new(),
            Self::Probability(e)
            | Self::Count(e)
            | Self::Mean(e)
            | Self::Variance(e)
            | Self::Deviation(e)
            | Self::Median(e)
            | Self::Mode(e)
            | Self::Quantile(e, _) => vec![e],
            Self::Covariance(a, b) | Self::Correlation(a, b) => vec![a, b],
            Self::Distribution(parts) | Self::Independent(parts) | Self::Disjoint(parts) => {
                parts.iter().collect()
            }
        }
    }
}

impl Asked {
    /// The same with each expression replaced.
    pub(crate) fn map(self, mut change: impl FnMut(&Expr) -> Result<Expr, Error>) -> Result<Self, Error> {
        let mut all = |parts: &[Expr]| parts.iter().map(&mut change).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Size => Self::Size,
            Self::Distribution(parts) => Self::Distribution(all(&parts)?),
            Self::Independent(parts) => Self::Independent(all(&parts)?),
            Self::Disjoint(parts) => Self::Disjoint(all(&parts)?),
            Self::Probability(e) => Self::Probability(change(&e)?),
            Self::Count(e) => Self::Count(change(&e)?),
            Self::Mean(e) => Self::Mean(change(&e)?),
            Self::Variance(e) => Self::Variance(change(&e)?),
            Self::Deviation(e) => Self::Deviation(change(&e)?),
            Self::Covariance(a, b) => Self::Covariance(change(&a)?, change(&b)?),
            Self::Correlation(a, b) => Self::Correlation(change(&a)?, change(&b)?),
            Self::Median(e) => Self::Median(change(&e)?),
            Self::Mode(e) => Self::Mode(change(&e)?),
            Self::Quantile(e, level) => Self::Quantile(change(&e)?, level),
        })
    }
}

/// A question: experiments, what is asked, what is given.
///
/// # Examples
/// ```
/// use prob::{Question, Sample};
/// let question = Question::probability(Sample::dice(2, 6)?.sum().equals(7))?;
/// assert_eq!(question.to_string(), "P(sum(2d6) = 7)");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Question {
    /// The experiments; each may depend on those before it.
    pub experiments: Vec<Named>,
    /// What is asked.
    pub asked: Asked,
    /// What is given, if anything: an event.
    pub given: Option<Expr>,
    /// Experiments over which outcomes are counted although nothing asked mentions them, as bits.
    pub counted: u128,
}

impl Question {
    /// A question about these experiments.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] beyond [`MOST_EXPERIMENTS`], and for places of samples that have none;
    /// [`ErrorKind::NotEquallyLikely`] for probabilities over orbits of unequal size.
    pub fn new(experiments: Vec<Named>, asked: Asked, given: Option<Expr>) -> Result<Self, Error> {
        if experiments.len() > MOST_EXPERIMENTS {
            return Err(Error::new(
                ErrorKind::Unsupported,
                format!("a question may mention at most {MOST_EXPERIMENTS} experiments"),
            )
            .hint("throw several dice as one pool: `pool(200, d6)`"));
        }
        let mut experiments = experiments;
        for i in 0..experiments.len() {
            let (before, rest) = experiments.split_at_mut(i);
            rest[0].experiment = rest[0].experiment.map(&|e| seats::seated(e, before))?;
        }
        let seated = |e: &Expr| seats::seated(e, &experiments);
        let asked = asked.map(seated)?;
        let given = given.as_ref().map(seated).transpose()?;
        let question = Self { experiments, asked, given, counted: 0 };
        seats::refuse_unfair(&question.asked, question.mentioned(), &question.experiments)?;
        Ok(question)
    }

    /// The question with other expressions in place of some of its parts; nothing where no part is exchanged.
    ///
    /// # Errors
    /// None of its own: those of putting one thing for another.
    pub(crate) fn exchanged(&self, exchange: &dyn Fn(&Expr) -> Option<Expr>) -> Result<Option<Self>, Error> {
        fn has(e: &Expr, exchange: &dyn Fn(&Expr) -> Option<Expr>) -> bool {
            exchange(e).is_some() || e.node().children().any(|child| has(child, exchange))
        }
        if !self.asked.expressions().into_iter().chain(&self.given).any(|e| has(e, exchange)) {
            return Ok(None);
        }
        let told = |e: &Expr| e.rewrite(&mut |part| Ok(exchange(part)));
        let given = self.given.as_ref().map(told).transpose()?;
        Ok(Some(Self { asked: self.asked.clone().map(told)?, given, ..self.clone() }))
    }

    /// The only experiment that matters to the question, by index, and its space, when it depends on nothing.
    #[must_use]
    pub fn only_space(&self) -> Option<(usize, &Arc<Space>)> {
        let mut which = self.involved();
        let ((index, named), None) = (which.next()?, which.next()) else { return None };
        Some((index, named.experiment.space()?))
    }

    /// The experiments that matter to the question, with their indices.
    pub fn involved(&self) -> impl Iterator<Item = (usize, &Named)> {
        let mentioned = self.mentioned();
        self.experiments.iter().enumerate().filter(move |(i, _)| mentioned >> i & 1 == 1)
    }

    /// The experiments that matter to the question, as bits: those mentioned, those counted, and those that these
    /// depend on.
    #[must_use]
    pub fn mentioned(&self) -> u128 {
        let mut names = self.counted;
        for expression in self.asked.expressions().into_iter().chain(&self.given) {
            names |= expression.names();
        }
        if matches!(self.asked, Asked::Size) && names == 0 {
            names = u128::MAX;
        }
        // Later experiments depend only on earlier ones, so one pass from the end is enough.
        for (i, named) in self.experiments.iter().enumerate().rev() {
            if names >> i & 1 == 1 {
                names |= named.experiment.names();
            }
        }
        names
    }
}
