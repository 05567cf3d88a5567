//! One JSON object a line.

mod distribution;
mod failure;
mod object;
mod requested;

use crate::answer::{self, Answer, Exact};
use crate::render::markup::Sheet;
use crate::render::{Renderer, View};
use crate::solve::Branch;
pub use failure::error;
use object::{Object, Shown, shown};
pub use object::{kind, verdict};
use serde::Serialize;
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
            Exact::Values(values) if !values.is_empty() => values
                .iter()
                .try_for_each(|value| line(&Object::of(answer, Some(value), digits, &self.view), sheet)),
            _ => line(&Object::of(answer, None, digits, &self.view), sheet),
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

fn line(object: &impl Serialize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *sheet.raw(), object).map_err(io::Error::from)?;
    sheet.gap()
}
