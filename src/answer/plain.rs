//! Answers as a few lines of plain text, for a quick look and for teaching code.

use super::{Answer, Check, Exact, Reply};
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::simulate::Verdict;
use crate::solve::Branch;
use num_rational::BigRational;
use std::fmt;

/// How many significant digits a decimal has.
const DIGITS: usize = 6;

/// How many outcomes of a distribution are shown.
const MOST_OUTCOMES: usize = 50;

impl Answer {
    /// The exact value alone, with a decimal where that says more.
    #[must_use]
    pub fn value_text(&self) -> String {
        text_of(&self.value)
    }
}

impl fmt::Display for Answer {
    /// The question with its exact value and a decimal, and what the check says: for a quick look, and for teaching code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Exact::Distribution(law) => {
                write!(f, "{}", self.question)?;
                for outcome in law.outcomes().take(MOST_OUTCOMES) {
                    write!(f, "\n  {outcome}: {}", with_decimal(law.probability_of(outcome).ratio()))?;
                }
                if law.len() > MOST_OUTCOMES {
                    write!(f, "\n  … and {} more", law.len() - MOST_OUTCOMES)?;
                }
            }
            value => write!(f, "{} = {}", self.question, text_of(value))?,
        }
        match &self.check {
            Some(check) => write!(f, "\n{check}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Reply {
    /// The exact value in one line: a fraction, `value probability, …` for a distribution, `value answer, …` for a table,
    /// the outcomes of a listing, of an event its favourable ones. No question, no decimal, no check.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(answer) => f.write_str(&exact(&answer.value)),
            Self::Table(table) => {
                let rows = table.rows.iter().map(|row| row.iter().map(exact).collect::<Vec<_>>().join(" "));
                f.write_str(&rows.collect::<Vec<_>>().join(", "))
            }
            Self::Listing(listing) => {
                let outcome =
                    |values: &[Value]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                let outcomes: Vec<String> = listing
                    .outcomes
                    .iter()
                    .filter(|o| o.holds != Some(false))
                    .map(|o| outcome(&o.values))
                    .collect();
                f.write_str(&outcomes.join(", "))?;
                if listing.complete { Ok(()) } else { f.write_str(", …") }
            }
            Self::Tree { branches, .. } => f.write_str(&grown(branches)),
            Self::Simulation(simulation) => {
                let estimate = |e: &super::Estimate| match &e.value {
                    Some(value) => format!("{value} {}", e.estimate),
                    None => e.estimate.to_string(),
                };
                f.write_str(&simulation.estimates.iter().map(estimate).collect::<Vec<_>>().join(", "))
            }
            Self::As(_, reply) => reply.fmt(f),
        }
    }
}

/// A value without its decimal.
fn exact(value: &Exact) -> String {
    match value {
        Exact::Probability(ratio) | Exact::Number(ratio) => ratio.to_string(),
        Exact::Root { square, negative } => format!("{}sqrt({square})", if *negative { "-" } else { "" }),
        Exact::Count(count) => count.to_string(),
        Exact::Truth { truth, .. } => truth.to_string(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Exact::Distribution(law) => {
            let row = |outcome| format!("{outcome} {}", law.probability_of(outcome).ratio());
            law.outcomes().map(row).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Branches beside each other, what is below each in brackets.
fn grown(branches: &[Branch]) -> String {
    let grow = |branch: &Branch| match branch.branches.as_slice() {
        [] => format!("{} {}", branch.edge, branch.value),
        below => format!("{} {} ({})", branch.edge, branch.value, grown(below)),
    };
    branches.iter().map(grow).collect::<Vec<_>>().join(", ")
}

/// A value in one line.
fn text_of(value: &Exact) -> String {
    match value {
        Exact::Probability(ratio) | Exact::Number(ratio) => with_decimal(ratio),
        Exact::Root { square, negative } => {
            let sign = if *negative { "-" } else { "" };
            format!("{sign}√({square}) ≈ {sign}{}", decimal_sqrt(square, DIGITS).unwrap_or_default())
        }
        Exact::Count(count) => count.to_string(),
        Exact::Truth { truth, .. } => if *truth { "yes" } else { "no" }.to_owned(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Exact::Distribution(law) => format!("a distribution over {} outcomes", law.len()),
    }
}

/// A fraction, and a decimal unless it is an integer: `=` where the decimal is all of it, `≈` where it is rounded.
fn with_decimal(ratio: &BigRational) -> String {
    if ratio.is_integer() {
        return ratio.to_string();
    }
    let digits = decimal(ratio, DIGITS);
    let exact = crate::number::parse_number(&digits).is_ok_and(|parsed| parsed == *ratio);
    format!("{ratio} {} {digits}", if exact { "=" } else { "≈" })
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "checked by {} trials (seed {}): ", self.trials, self.seed)?;
        if self.conditioned < self.trials {
            write!(f, "the condition held in {}; ", self.conditioned)?;
        }
        write!(f, "{:.6}, between {:.6} and {:.6}: ", self.estimate, self.low, self.high)?;
        match self.verdict {
            Verdict::Agrees => f.write_str("agrees"),
            Verdict::Disagrees => f.write_str("disagrees"),
            Verdict::TooRare { trials_needed: u64::MAX } => f.write_str("too rare to tell"),
            Verdict::TooRare { trials_needed } => {
                write!(f, "too rare to tell, it takes {trials_needed} trials")
            }
        }
    }
}
