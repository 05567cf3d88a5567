//! Comma-separated values: a header, and a line for each value or each row of a distribution.

use crate::answer::{Answer, Exact, Listing, Simulation, Table};
use crate::dist::Dist;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::render::json::{kind, verdict};
use crate::render::markup::Sheet;
use crate::render::rows::{Shares, has_order, written_rows};
use crate::render::{Renderer, View, figure};
use crate::solve::Branch;
use num_bigint::BigUint;
use num_rational::BigRational;
use std::io;

/// The significant digits of decimals, unless the user wishes others.
const DIGITS: usize = 12;

/// The header of single values.
const VALUES: [&str; 16] = [
    "question",
    "kind",
    "value",
    "numerator",
    "denominator",
    "decimal",
    "model",
    "method",
    "space",
    "seed",
    "trials",
    "hits",
    "estimate",
    "low",
    "high",
    "verdict",
];

/// The header of distributions; "at most" and "at least" are decimals.
const DISTRIBUTIONS: [&str; 7] =
    ["question", "value", "numerator", "denominator", "decimal", "at_most", "at_least"];

/// Answers as comma-separated values; the header is written again only when it changes.
pub struct Csv {
    view: View,
    header: &'static [&'static str],
}

impl Csv {
    /// Comma-separated values in this view.
    #[must_use]
    pub fn new(view: View) -> Self {
        Self { view, header: &[] }
    }

    fn head<W: io::Write>(
        &mut self,
        header: &'static [&'static str],
        out: &mut csv::Writer<W>,
    ) -> Result<(), csv::Error> {
        if self.header != header {
            self.header = header;
            out.write_record(header)?;
        }
        Ok(())
    }

    fn distribution<W: io::Write>(
        &mut self,
        question: &str,
        law: &Dist<Value>,
        out: &mut csv::Writer<W>,
    ) -> Result<(), csv::Error> {
        self.head(&DISTRIBUTIONS, out)?;
        let digits = self.view.digits.unwrap_or(DIGITS);
        let shares = Shares::of(law.total());
        let ordered = has_order(law);
        let sum = |weight: &BigUint| if ordered { shares.decimal(weight, digits) } else { String::new() };
        written_rows(law, |row| {
            let (numerator, denominator) = shares.texts(row.own);
            out.write_record([
                question,
                &row.value.to_string(),
                &numerator,
                &denominator,
                &shares.decimal(row.own.weight, digits),
                &sum(row.at_most.weight),
                &sum(row.at_least.weight),
            ])
        })
    }

    fn value<W: io::Write>(
        &mut self,
        answer: &Answer,
        value: &str,
        number: Option<&BigRational>,
        shown: Option<String>,
        out: &mut csv::Writer<W>,
    ) -> Result<(), csv::Error> {
        self.head(&VALUES, out)?;
        let check = answer.check.as_ref();
        let number_text = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let float = |n: Option<f64>| n.map(|n| figure::float(n, 6)).unwrap_or_default();
        out.write_record([
            &answer.question,
            kind(&answer.value),
            value,
            &number.map(|n| n.numer().to_string()).unwrap_or_default(),
            &number.map(|n| n.denom().to_string()).unwrap_or_default(),
            &shown.unwrap_or_default(),
            answer.model.name(),
            answer.method.road.name(),
            &answer.method.space.as_ref().map(ToString::to_string).unwrap_or_default(),
            &number_text(check.map(|c| c.seed)),
            &number_text(check.map(|c| c.trials)),
            &number_text(check.and_then(|c| c.hits)),
            &float(check.map(|c| c.estimate)),
            &float(check.map(|c| c.low)),
            &float(check.map(|c| c.high)),
            check.map(|c| verdict(c.verdict)).unwrap_or_default(),
        ])
    }

    fn record<W: io::Write>(&mut self, answer: &Answer, out: &mut csv::Writer<W>) -> Result<(), csv::Error> {
        let digits = self.view.digits.unwrap_or(DIGITS);
        let number = |number: &BigRational| Some(decimal(number, digits));
        match &answer.value {
            Exact::Distribution(law) => self.distribution(&answer.question, law, out),
            Exact::Probability(n) | Exact::Number(n) => self.value(answer, "", Some(n), number(n), out),
            Exact::Count(count) => {
                let count = BigRational::from_integer(count.clone().into());
                self.value(answer, "", Some(&count), number(&count), out)
            }
            Exact::Root { square, negative } => {
                let sign = if *negative { "-" } else { "" };
                let root = decimal_sqrt(square, digits).map(|root| format!("{sign}{root}"));
                self.value(answer, &format!("{sign}sqrt({square})"), None, root, out)
            }
            Exact::Truth { truth, .. } => self.value(answer, &truth.to_string(), None, None, out),
            Exact::Values(values) => values.iter().try_for_each(|value| {
                let ratio = value.ratio();
                let shown = ratio.as_ref().and_then(number);
                self.value(answer, &value.to_string(), ratio.as_ref(), shown, out)
            }),
        }
    }
}

/// The error of the writer beneath; a reader that is gone must stay recognisable.
fn failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("a record of the wrong length"),
    }
}

impl Renderer for Csv {
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let mut out = csv::Writer::from_writer(sheet.raw());
        self.record(answer, &mut out).map_err(failed)?;
        out.flush()
    }

    fn table(&mut self, table: &Table, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.header = &[];
        let rows = table.rows.iter().map(|row| row.iter().map(exactly).collect());
        records(table.columns.to_vec(), rows, sheet)
    }

    fn listing(&mut self, listing: &Listing, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.header = &[];
        let held = if listing.event.is_some() { &["holds"][..] } else { &[] };
        let head = listing.columns.iter().map(String::as_str).chain(["ways", "numerator", "denominator"]);
        let head = head.chain(held.iter().copied());
        let rows = listing.outcomes.iter().map(|outcome| {
            let part =
                |of: fn(&BigRational) -> String| outcome.probability.as_ref().map(of).unwrap_or_default();
            let ways = outcome.ways.as_ref().map(ToString::to_string).unwrap_or_default();
            let values = outcome.values.iter().map(ToString::to_string);
            values
                .chain([ways, part(|p| p.numer().to_string()), part(|p| p.denom().to_string())])
                .chain(outcome.holds.map(|holds| holds.to_string()))
                .collect()
        });
        records(head.map(str::to_owned).collect(), rows, sheet)
    }

    /// A line for each branch: how deep it stands, what happens, and both probabilities.
    fn tree(&mut self, _: &str, branches: &[Branch], sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.header = &[];
        let mut rows = Vec::new();
        flattened(branches, 1, &mut rows);
        let head = ["level", "value", "edge", "path", "holds"];
        records(head.map(str::to_owned).to_vec(), rows.into_iter(), sheet)
    }

    fn simulation(&mut self, simulation: &Simulation, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.header = &[];
        let head = ["question", "value", "hits", "trials", "estimate", "low", "high", "seed"];
        let float = |number| figure::float(number, 6);
        let rows = simulation.estimates.iter().map(|one| {
            vec![
                simulation.question.clone(),
                one.value.as_ref().map(ToString::to_string).unwrap_or_default(),
                one.hits.map(|hits| hits.to_string()).unwrap_or_default(),
                simulation.conditioned.to_string(),
                float(one.estimate),
                float(one.low),
                float(one.high),
                simulation.seed.to_string(),
            ]
        });
        records(head.map(str::to_owned).to_vec(), rows, sheet)
    }

    fn view(&mut self) -> &mut View {
        &mut self.view
    }
}

/// The branches of a tree in the order in which they are drawn.
fn flattened(branches: &[Branch], level: usize, rows: &mut Vec<Vec<String>>) {
    for branch in branches {
        let holds = branch.holds.map(|holds| holds.to_string()).unwrap_or_default();
        let (edge, path) = (branch.edge.to_string(), branch.path.to_string());
        rows.push(vec![level.to_string(), branch.value.to_string(), edge, path, holds]);
        flattened(&branch.branches, level + 1, rows);
    }
}

/// Writes a header and the records under it.
fn records(
    head: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(sheet.raw());
    out.write_record(&head).map_err(failed)?;
    for row in rows {
        out.write_record(&row).map_err(failed)?;
    }
    out.flush()
}

/// A cell of a table, exact.
fn exactly(cell: &Exact) -> String {
    match cell {
        Exact::Probability(number) | Exact::Number(number) => number.to_string(),
        other => crate::render::sweep::shown(other, 12, false),
    }
}
