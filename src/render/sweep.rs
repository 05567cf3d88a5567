//! Tables of several questions: a sweep, or questions side by side.

use crate::answer::{Exact, Table};
use crate::dist::Dist;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{View, figure, written};
use num_traits::Zero;
use std::collections::BTreeSet;
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
    let cells = |row: &Vec<Exact>| {
        row.iter().enumerate().map(|(i, cell)| wanted(cell, view, digits, i > 0)).collect::<Vec<String>>()
    };
    let (heads, rows) = match side_by_side(table, view, digits) {
        Some(laws) => laws,
        None => (table.columns.clone(), table.rows.iter().map(cells).collect()),
    };
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row.get(column).map_or(0, |cell| cell.width()));
        cells.chain(heads.get(column).map(|head| head.width())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
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
    sheet.line(&line(&heads, Tone::Heading))?;
    rows.iter().try_for_each(|row| sheet.line(&line(row, Tone::Plain)))
}

/// Several distributions of one row each: a line for each value that one of them has, a column for each of them.
fn side_by_side(table: &Table, view: &View, digits: usize) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let law = |row: &Vec<Exact>| match row.as_slice() {
        [head, Exact::Distribution(law)] => Some((shown(head, digits, false), law.clone())),
        _ => None,
    };
    let laws = table.rows.iter().map(law).collect::<Option<Vec<_>>>()?;
    let is_sweep = !matches!(table.rows.first()?.first()?, Exact::Values(_));
    let head = |name: &String| if is_sweep { format!("{} = {name}", table.columns[0]) } else { name.clone() };
    let heads =
        [Phrase::Value.text(view.language)].into_iter().chain(laws.iter().map(|(name, _)| head(name)));
    let values: BTreeSet<&Value> = laws.iter().flat_map(|(_, law)| law.outcomes()).collect();
    let cell = |law: &Dist<Value>, value: &Value| {
        let share = Exact::Probability(law.probability_of(value).into_ratio());
        if law.weight_of(value).is_zero() { String::new() } else { wanted(&share, view, digits, true) }
    };
    let row = |value: &&Value| {
        [value.to_string()].into_iter().chain(laws.iter().map(|(_, law)| cell(law, value))).collect()
    };
    Some((heads.collect(), values.iter().map(row).collect()))
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
        Exact::Distribution(law) => law
            .outcomes()
            .map(|value| format!("{value}:{}", law.probability_of(value).ratio()))
            .collect::<Vec<_>>()
            .join(" "),
    }
}
