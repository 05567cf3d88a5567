//! An answer as one object: its value, its steps, its check.

use super::SCHEMA;
use super::distribution::Table;
use crate::answer::{Answer, Check, Exact};
use crate::help::Language;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::render::catalogue::Phrase;
use crate::render::figure;
use crate::render::{Detail, View};
use crate::simulate::Verdict;
use num_rational::BigRational;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Object<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Shown>,
    /// One of several values that is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    truth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Side<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal: Option<String>,
    /// How the question was read, where it could have been read otherwise; why it was not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<String>>,
    model: &'static str,
    method: Method,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<Step<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Checked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distribution: Option<Table<'a>>,
    elapsed_us: u128,
}

impl<'a> Object<'a> {
    /// An answer, or one of its several values.
    pub(super) fn of(answer: &'a Answer, one: Option<&Value>, digits: usize, view: &View) -> Self {
        let (exact, shown) = shown(&answer.value, one, digits);
        let (truth, evidence) = match &answer.value {
            Exact::Truth { truth, evidence } => {
                let side =
                    |(formula, value): &'a (String, BigRational)| Side { formula, value: fraction(value) };
                (Some(*truth), Some(evidence.iter().map(side).collect()))
            }
            _ => (None, None),
        };
        Self {
            schema: SCHEMA,
            question: &answer.question,
            kind: kind(&answer.value),
            value: one.filter(|_| exact.is_none()).map(ToString::to_string),
            exact,
            truth,
            evidence,
            decimal: shown,
            notes: notes(answer, view.language),
            model: answer.model.name(),
            method: Method {
                name: answer.method.road.name(),
                states: answer.method.states,
                space: answer.method.space.as_ref().map(ToString::to_string),
            },
            steps: (view.detail != Detail::None).then(|| steps(answer, view)),
            check: answer.check.as_ref().map(checked),
            distribution: match &answer.value {
                Exact::Distribution(law) => Some(Table { law, digits }),
                _ => None,
            },
            elapsed_us: answer.elapsed.as_micros(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Fraction {
    pub(super) numerator: String,
    pub(super) denominator: String,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown {
    Fraction(Fraction),
    Root {
        sqrt_of: Fraction,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        negative: bool,
    },
}

#[derive(Serialize)]
struct Side<'a> {
    formula: &'a str,
    value: Fraction,
}

#[derive(Serialize)]
struct Method {
    name: &'static str,
    states: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    space: Option<String>,
}

#[derive(Serialize)]
struct Step<'a> {
    says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct Checked {
    seed: u64,
    trials: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    hits: Option<u64>,
    conditioned: u64,
    estimate: String,
    low: String,
    high: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_value: Option<String>,
    /// The relative error that would have been noticed.
    #[serde(skip_serializing_if = "Option::is_none")]
    detectable: Option<String>,
    /// Whether the list of all outcomes gives the same value.
    #[serde(skip_serializing_if = "Option::is_none")]
    listed: Option<bool>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trials_needed: Option<u64>,
}

pub(super) fn fraction(number: &BigRational) -> Fraction {
    Fraction { numerator: number.numer().to_string(), denominator: number.denom().to_string() }
}

/// The exact value and the decimal of what is a number.
pub(super) fn shown(value: &Exact, one: Option<&Value>, digits: usize) -> (Option<Shown>, Option<String>) {
    let number = match (value, one) {
        (Exact::Probability(number) | Exact::Number(number), _) => Some(number.clone()),
        (Exact::Count(count), _) => Some(BigRational::from_integer(count.clone().into())),
        (_, Some(value)) => value.ratio(),
        _ => None,
    };
    if let Exact::Root { square, negative } = value {
        let exact = Shown::Root { sqrt_of: fraction(square), negative: *negative };
        let sign = if *negative { "-" } else { "" };
        return (Some(exact), decimal_sqrt(square, digits).map(|root| format!("{sign}{root}")));
    }
    (
        number.as_ref().map(|number| Shown::Fraction(fraction(number))),
        number.as_ref().map(|n| decimal(n, digits)),
    )
}

/// What is to be known of an answer besides: that nothing was found, what was read as what, and why it was not checked.
fn notes(answer: &Answer, language: Language) -> Option<Vec<String>> {
    let summed = (!answer.summed.is_empty()).then(|| Phrase::Summed(answer.summed.clone()).text(language));
    let apart = (!answer.apart.is_empty()).then(|| Phrase::Apart(answer.apart.clone()).text(language));
    let unchecked = answer.unchecked.map(|why| {
        let label = Phrase::Check.text(language);
        format!("{label}{}{}", Phrase::Colon.text(language), Phrase::NotChecked(why).text(language))
    });
    let none = matches!(&answer.value, Exact::Values(values) if values.is_empty());
    let none = none.then(|| Phrase::NoneInRange.text(language));
    let notes: Vec<String> = none.into_iter().chain(summed).chain(apart).chain(unchecked).collect();
    (!notes.is_empty()).then_some(notes)
}

/// The kind of an answer.
#[must_use]
pub fn kind(value: &Exact) -> &'static str {
    match value {
        Exact::Probability(_) => "probability",
        Exact::Number(_) | Exact::Root { .. } | Exact::Values(_) => "number",
        Exact::Count(_) => "count",
        Exact::Truth { .. } => "truth",
        Exact::Distribution(_) => "distribution",
    }
}

/// The verdict of a check in one word.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "agrees",
        Verdict::Disagrees => "disagrees",
        Verdict::TooRare { .. } => "too-rare",
    }
}

fn steps<'a>(answer: &'a Answer, view: &View) -> Vec<Step<'a>> {
    view.shown(&answer.steps)
        .map(|step| Step {
            says: step.says.text(view.language),
            formula: step.formula.as_deref(),
            value: step.value.as_deref(),
        })
        .collect()
}

fn checked(check: &Check) -> Checked {
    let float = |number| figure::float(number, 6);
    Checked {
        seed: check.seed,
        trials: check.trials,
        hits: check.hits,
        conditioned: check.conditioned,
        estimate: float(check.estimate),
        low: float(check.low),
        high: float(check.high),
        p_value: check.p_value.map(float),
        detectable: check.detectable.map(float),
        listed: check.listed,
        verdict: verdict(check.verdict),
        trials_needed: match check.verdict {
            Verdict::TooRare { trials_needed } => Some(trials_needed),
            _ => None,
        },
    }
}
