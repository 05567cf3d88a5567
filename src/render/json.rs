//! One JSON object a line.

mod requested;

use crate::answer::{self, Answer, Check, Exact};
use crate::dist::Dist;
use crate::error::Error;
use crate::help::Language;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::render::catalogue::Phrase;
use crate::render::chinese;
use crate::render::figure;
use crate::render::markup::Sheet;
use crate::render::rows::{Amount, Shares, has_order, written_rows};
use crate::render::{Detail, Renderer, View};
use crate::simulate::Verdict;
use crate::solve::Branch;
use num_rational::BigRational;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::io;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// The significant digits of decimals, unless the user wishes others.
const DIGITS: usize = 12;

/// Answers as JSON Lines.
pub struct Json {
    view: View,
}

impl Json {
    /// JSON in this view.
    #[must_use]
    pub fn new(view: View) -> Self {
        Self { view }
    }
}

impl Renderer for Json {
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let digits = self.view.digits.unwrap_or(DIGITS);
        match &answer.value {
            Exact::Values(values) if !values.is_empty() => {
                values.iter().try_for_each(|value| line(&self.object(answer, Some(value), digits), sheet))
            }
            _ => line(&self.object(answer, None, digits), sheet),
        }
    }

    fn table(&mut self, table: &answer::Table, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let digits = self.view.digits.unwrap_or(DIGITS);
        let rows =
            table.rows.iter().map(|row| row.iter().map(|cell| Field::of(cell, digits)).collect()).collect();
        line(
            &Sweep {
                schema: SCHEMA,
                question: &table.question,
                kind: "table",
                columns: &table.columns,
                rows,
            },
            sheet,
        )
    }

    fn listing(&mut self, listing: &answer::Listing, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let digits = self.view.digits.unwrap_or(DIGITS);
        line(&requested::listing(listing, digits), sheet)
    }

    fn tree(&mut self, question: &str, branches: &[Branch], sheet: &mut Sheet<'_>) -> io::Result<()> {
        line(&requested::tree(question, branches), sheet)
    }

    fn simulation(&mut self, simulation: &answer::Simulation, sheet: &mut Sheet<'_>) -> io::Result<()> {
        line(&requested::simulation(simulation), sheet)
    }

    fn view(&mut self) -> &mut View {
        &mut self.view
    }
}

#[derive(Serialize)]
struct Sweep<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    columns: &'a [String],
    rows: Vec<Vec<Field>>,
}

/// A cell of a table.
#[derive(Serialize)]
struct Field {
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    truth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal: Option<String>,
}

impl Field {
    fn of(cell: &Exact, digits: usize) -> Self {
        let (exact, decimal) = shown(cell, None, digits);
        let truth = if let Exact::Truth { truth, .. } = cell { Some(*truth) } else { None };
        let value =
            (exact.is_none() && truth.is_none()).then(|| crate::render::sweep::shown(cell, digits, false));
        Self { exact, truth, value, decimal }
    }
}

/// The exact value and the decimal of what is a number.
fn shown(value: &Exact, one: Option<&Value>, digits: usize) -> (Option<Shown>, Option<String>) {
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

fn line(object: &impl Serialize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *sheet.raw(), object).map_err(io::Error::from)?;
    sheet.gap()
}

#[derive(Serialize)]
struct Object<'a> {
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

#[derive(Serialize)]
struct Fraction {
    numerator: String,
    denominator: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
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

fn fraction(number: &BigRational) -> Fraction {
    Fraction { numerator: number.numer().to_string(), denominator: number.denom().to_string() }
}

impl Json {
    fn object<'a>(&self, answer: &'a Answer, one: Option<&Value>, digits: usize) -> Object<'a> {
        let (exact, shown) = shown(&answer.value, one, digits);
        let (truth, evidence) = match &answer.value {
            Exact::Truth { truth, evidence } => {
                let side =
                    |(formula, value): &'a (String, BigRational)| Side { formula, value: fraction(value) };
                (Some(*truth), Some(evidence.iter().map(side).collect()))
            }
            _ => (None, None),
        };
        Object {
            schema: SCHEMA,
            question: &answer.question,
            kind: kind(&answer.value),
            value: one.filter(|_| exact.is_none()).map(ToString::to_string),
            exact,
            truth,
            evidence,
            decimal: shown,
            notes: notes(answer, self.view.language),
            model: answer.model.name(),
            method: Method {
                name: answer.method.road.name(),
                states: answer.method.states,
                space: answer.method.space.as_ref().map(ToString::to_string),
            },
            steps: (self.view.detail != Detail::None).then(|| steps(answer, &self.view)),
            check: answer.check.as_ref().map(checked),
            distribution: match &answer.value {
                Exact::Distribution(law) => Some(Table { law, digits }),
                _ => None,
            },
            elapsed_us: answer.elapsed.as_micros(),
        }
    }
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

/// A distribution that is worked out row by row while it is written.
struct Table<'a> {
    law: &'a Dist<Value>,
    digits: usize,
}

#[derive(Serialize)]
struct Cell {
    value: String,
    #[serde(flatten)]
    probability: Fraction,
    decimal: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Fraction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Fraction>,
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shares = Shares::of(self.law.total());
        let ordered = has_order(self.law);
        let fraction = |amount: Amount<'_>| {
            let (numerator, denominator) = shares.texts(amount);
            Fraction { numerator, denominator }
        };
        let mut cells = serializer.serialize_seq(Some(self.law.len()))?;
        written_rows(self.law, |row| {
            cells.serialize_element(&Cell {
                value: row.value.to_string(),
                probability: fraction(row.own),
                decimal: shares.decimal(row.own.weight, self.digits),
                at_most: ordered.then(|| fraction(row.at_most)),
                at_least: ordered.then(|| fraction(row.at_least)),
            })
        })?;
        cells.end()
    }
}

#[derive(Serialize)]
struct Failure<'a> {
    schema: u32,
    error: Report<'a>,
}

#[derive(Serialize)]
struct Report<'a> {
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// Writes an error; its place is told where the text that was asked is known. The code is the same in every language.
///
/// # Errors
/// Those of writing.
pub fn error(
    error: &Error,
    asked: Option<&str>,
    language: Language,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let error = chinese::told(error, language);
    let place = asked.zip(error.span()).map(|(asked, span)| {
        let before: Vec<char> = asked.chars().take(span.start).collect();
        let line = before.iter().filter(|&&c| c == '\n').count();
        let column = before.iter().rev().take_while(|&&c| c != '\n').count();
        (line + 1, column + 1, span.end.saturating_sub(span.start))
    });
    let report = Report {
        code: error.kind().code(),
        message: error.message(),
        line: place.map(|(line, ..)| line),
        column: place.map(|(_, column, _)| column),
        length: place.map(|(.., length)| length),
        hint: error.fix(),
    };
    line(&Failure { schema: SCHEMA, error: report }, sheet)
}
