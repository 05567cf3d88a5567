//! Tables of several questions: a sweep, or questions side by side.

use crate::answer::{Exact, Table};
use crate::number::{decimal, decimal_sqrt};
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{View, figure, written};
use std::io;
use unicode_width::UnicodeWidthStr;

/// The significant digits of decimals beside fractions in a table.
const DIGITS: usize = 6;

/// Writes a table for people: a column a question, a row a value, each cell a fraction with its decimal.
///
/// # Errors
/// Those of writing.
pub fn text(table: &Table, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let digits = view.digits.unwrap_or(DIGITS);
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().enumerate().map(|(i, cell)| wanted(cell, view, digits, i > 0)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row.get(column).map_or(0, |cell| cell.width()));
        cells.chain(table.columns.get(column).map(|head| head.width())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |cells: &[String], tone: Tone| {
        let mut line = Line::new();
        let mut column = 0;
        for (cell, width) in cells.iter().zip(&widths) {
            line = line.with(tone, cell.as_str());
            column += width + 2;
            line = line.pad(column);
        }
        line
    };
    sheet.line(&line(&table.columns, Tone::Heading))?;
    rows.iter().try_for_each(|row| sheet.line(&line(row, Tone::Plain)))
}

/// A cell in the format that is wanted; the first column, the value of a sweep, stays as it is.
fn wanted(cell: &Exact, view: &View, digits: usize, answer: bool) -> String {
    let written = view.numbers.filter(|_| answer).and_then(|format| written::value(cell, format, digits));
    written.unwrap_or_else(|| shown(cell, digits, answer))
}

/// A cell as text: an integer alone, a fraction with its decimal.
#[must_use]
pub fn shown(cell: &Exact, digits: usize, with_decimal: bool) -> String {
    match cell {
        Exact::Probability(number) | Exact::Number(number) => {
            let short = decimal(number, digits);
            match figure::fraction(number, 28) {
                Some(fraction) if number.is_integer() || !with_decimal => fraction,
                Some(fraction) => format!("{fraction}  {short}"),
                None => short,
            }
        }
        Exact::Count(count) => count.to_string(),
        Exact::Root { square, negative } => {
            let sign = if *negative { "-" } else { "" };
            format!("{sign}√({square})  {sign}{}", decimal_sqrt(square, digits).unwrap_or_default())
        }
        Exact::Truth { truth, .. } => truth.to_string(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Exact::Distribution(law) => {
            let total = law.total();
            law.weights()
                .map(|(value, weight)| format!("{value}:{weight}/{total}"))
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}
