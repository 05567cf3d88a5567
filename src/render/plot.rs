//! Charts of distributions and of tables: a bar a line.

use crate::answer::{Exact, Table};
use crate::dist::Dist;
use crate::model::Value;
use crate::number::{self, decimal};
use crate::render::chart::bar;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{View, written};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;
use std::io;

/// More bars than this are put together, where their values are numbers.
const MOST_BARS: usize = 60;

/// The significant digits beside the bars, unless the user wishes others.
const DIGITS: usize = 4;

/// A bar has at least so many columns, however narrow the terminal.
const SHORTEST: usize = 8;

/// A bar to be drawn.
struct Bar {
    label: String,
    size: BigRational,
    says: String,
}

/// Draws a distribution: a bar for each value, or for each of several ranges of numbers when there are many.
///
/// # Errors
/// Those of writing.
pub fn distribution(law: &Dist<Value>, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let whole = BigInt::from(law.total().clone());
    let share = |weight: &BigUint| BigRational::new(BigInt::from(weight.clone()), whole.clone());
    let numbers = law.outcomes().all(Value::is_number);
    let together = if numbers { law.len().div_ceil(MOST_BARS).max(1) } else { 1 };
    let (mut bars, mut chunk, mut weight) = (Vec::new(), Vec::new(), BigUint::ZERO);
    let mut left = law.len();
    law.each(|value, own| {
        chunk.push(value);
        weight += own;
        left -= 1;
        if chunk.len() == together || left == 0 {
            let size = share(&std::mem::take(&mut weight));
            let label = match chunk.as_slice() {
                [only] => only.to_string(),
                [first, .., last] => format!("{first}..{last}"),
                [] => String::new(),
            };
            chunk.clear();
            bars.push(Bar { label, says: said(&size, view, true), size });
        }
        Ok::<(), io::Error>(())
    })?;
    draw(&bars, view, sheet)
}

/// Draws a table: a chart for each of its columns of numbers.
///
/// # Errors
/// Those of writing.
pub fn table(table: &Table, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let charts = table.columns.len().saturating_sub(1);
    for column in 1..table.columns.len() {
        if charts > 1 {
            if column > 1 {
                sheet.gap()?;
            }
            sheet.line(&Line::new().with(Tone::Heading, table.columns[column].as_str()))?;
        }
        let likely = table.rows.iter().all(|row| matches!(row.get(column), Some(Exact::Probability(_))));
        let bars = table.rows.iter().filter_map(|row| {
            let size = number_of(row.get(column)?)?;
            let label =
                row.first().map(|cell| crate::render::sweep::shown(cell, DIGITS, false)).unwrap_or_default();
            Some(Bar { label, says: said(&size, view, likely), size })
        });
        draw(&bars.collect::<Vec<_>>(), view, sheet)?;
    }
    Ok(())
}

/// The number that a cell is.
fn number_of(cell: &Exact) -> Option<BigRational> {
    match cell {
        Exact::Probability(number) | Exact::Number(number) => Some(number.clone()),
        Exact::Count(count) => Some(BigRational::from_integer(count.clone().into())),
        _ => None,
    }
}

/// What stands beside a bar.
fn said(size: &BigRational, view: &View, likely: bool) -> String {
    let digits = view.digits.unwrap_or(DIGITS);
    match view.numbers {
        Some(format) => written::number(size, format, digits),
        None if likely => crate::render::figure::percent(size, digits),
        None => decimal(size, digits),
    }
}

/// Draws bars beneath each other, the largest as long as there is room.
fn draw(bars: &[Bar], view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let width = |text: &str| Line::new().with(Tone::Plain, text).width();
    let labels = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
    let says = bars.iter().map(|bar| width(&bar.says)).max().unwrap_or(0);
    let room = view.width.saturating_sub(labels + says + 4).max(SHORTEST);
    let largest = bars.iter().map(|bar| &bar.size).max();
    for one in bars {
        let share = match largest {
            Some(largest) if !largest.is_zero() => number::to_f64(&(&one.size / largest)),
            _ => 0.0,
        };
        let drawn = bar(share, room, view.unicode);
        let line = Line::new().pad(labels - width(&one.label)).with(Tone::Label, one.label.as_str());
        let line = line.with(Tone::Plain, "  ").with(Tone::Bar, drawn);
        sheet.line(&line.with(Tone::Plain, " ").with(Tone::Number, one.says.as_str()))?;
    }
    Ok(())
}
