//! The table of a distribution, with bars.

use crate::answer::Answer;
use crate::dist::Dist;
use crate::help::Language;
use crate::language::ast;
use crate::model::Value;
use crate::number;
use crate::render::catalogue::{Phrase, category_in_chinese};
use crate::render::chart::bar;
use crate::render::figure;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::rows::{Row, Shares, has_categories, has_order, rows};
use crate::render::{Detail, View, written};
use num_bigint::BigUint;
use std::io;

/// The columns that a table may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Value,
    Ways,
    Fraction,
    Decimal,
    Percent,
    AtMost,
    AtLeast,
    OneIn,
    /// The probability in the format that is wanted.
    Wanted(ast::Format),
}

/// Up to so many rows are laid out before the first is written; more are written as they come.
const LAID_OUT: usize = 4096;

/// The longest fraction that a column shows.
const LONGEST_FRACTION: usize = 24;

/// The significant digits of a table, unless the user wishes others.
const DIGITS: usize = 6;

/// A chart has at least so many columns, or is left out.
const SHORTEST_BAR: usize = 8;

/// Spaces between columns.
const GAP: usize = 2;

/// Writes the table of a distribution.
///
/// # Errors
/// Those of writing.
pub fn table(answer: &Answer, law: &Dist<Value>, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    Table::new(answer, law, view).write(sheet)
}

struct Table<'a> {
    law: &'a Dist<Value>,
    view: &'a View,
    shares: Shares,
    space: Option<&'a BigUint>,
    digits: usize,
    columns: Vec<(Column, usize)>,
    bar: usize,
    largest: BigUint,
    /// Whether a column of fractions was left out because they are too long.
    shortened: bool,
}

impl<'a> Table<'a> {
    fn new(answer: &'a Answer, law: &'a Dist<Value>, view: &'a View) -> Self {
        let mut table = Self {
            law,
            view,
            shares: Shares::of(law.total()),
            space: answer.method.space.as_ref(),
            digits: view.digits.unwrap_or(DIGITS),
            columns: Vec::new(),
            bar: 0,
            largest: law.largest_weight(),
            shortened: false,
        };
        table.lay_out();
        table
    }

    /// Chooses the columns and their widths.
    fn lay_out(&mut self) {
        let few = self.law.len() <= LAID_OUT;
        let fractions = few && self.view.detail != Detail::Full && self.widest(Column::Fraction).is_some()
            || few && self.view.detail == Detail::Full;
        self.shortened = !fractions;
        let ways = few && self.space.is_some() && self.widest(Column::Ways).is_some();
        let categories = has_categories(self.law);
        if let Some(format) = self.view.numbers {
            let columns = [Column::Value, Column::Wanted(format)];
            self.columns = columns.map(|column| (column, self.width_of(column, few))).to_vec();
            self.shortened = false;
            self.draw_bars();
            return;
        }
        let mut columns = vec![Column::Value];
        columns.extend((categories && ways).then_some(Column::Ways));
        columns.extend(fractions.then_some(Column::Fraction));
        columns.push(Column::Decimal);
        columns.extend(if categories {
            vec![Column::OneIn]
        } else if has_order(self.law) {
            vec![Column::AtMost, Column::AtLeast]
        } else {
            vec![Column::Percent]
        });
        self.columns = columns.into_iter().map(|column| (column, self.width_of(column, few))).collect();
        if !categories {
            self.draw_bars();
        }
    }

    /// Gives the bars what room the columns leave.
    fn draw_bars(&mut self) {
        let used: usize = self.columns.iter().map(|(_, width)| width + GAP).sum();
        let left = self.view.width.saturating_sub(used);
        self.bar = if left < SHORTEST_BAR { 0 } else { left.min(40) };
    }

    fn width_of(&self, column: Column, few: bool) -> usize {
        let heading = Line::new().with(Tone::Label, self.heading(column)).width();
        let cells = if few {
            self.widest(column).unwrap_or(0)
        } else if column == Column::Value {
            // Of whole numbers in order the first or the last is the longest; of fractions any may be.
            let whole = self.law.outcomes().all(|value| matches!(value, Value::Int(_)));
            let last = self.law.len() - 1;
            let told = self.law.outcomes().enumerate().filter(|(i, _)| !whole || *i == 0 || *i == last);
            let width = |value: &Value| Line::new().with(Tone::Plain, value.to_string()).width();
            told.map(|(_, value)| width(value)).max().unwrap_or(0)
        } else {
            // `0.` and six zeros before the digits; scientific notation is no longer.
            self.digits + 8
        };
        heading.max(cells)
    }

    /// The widest cell of a column; nothing when one cannot be shown.
    fn widest(&self, column: Column) -> Option<usize> {
        let mut widest = 0;
        let wide = rows(self.law, |row| {
            let text = self.cell(column, &row).ok_or(())?;
            widest = widest.max(Line::new().with(Tone::Plain, text).width());
            Ok::<(), ()>(())
        });
        wide.ok().map(|()| widest)
    }

    fn heading(&self, column: Column) -> String {
        let phrase = match column {
            Column::Value => Phrase::Value,
            Column::Ways => Phrase::Ways,
            Column::Fraction => Phrase::Fraction,
            Column::Decimal => Phrase::Decimal,
            Column::Percent => Phrase::Percent,
            Column::AtMost => Phrase::AtMost,
            Column::AtLeast => Phrase::AtLeast,
            Column::OneIn => Phrase::OneInHeading,
            Column::Wanted(ast::Format::Fraction) => Phrase::Fraction,
            Column::Wanted(ast::Format::Decimal) => Phrase::Decimal,
            Column::Wanted(ast::Format::Percent) => Phrase::Percent,
            Column::Wanted(_) => Phrase::Odds,
        };
        phrase.text(self.view.language)
    }

    fn cell(&self, column: Column, row: &Row<'_>) -> Option<String> {
        let raw = || self.shares.raw(row.own.weight);
        Some(match column {
            Column::Value => self.value(row.value),
            Column::Ways => self.shares.outcomes(row.own.weight, self.space?)?.to_string(),
            Column::Fraction if self.view.detail == Detail::Full => {
                self.shares.lowest(row.own.weight).to_string()
            }
            Column::Fraction => figure::fraction(&self.shares.lowest(row.own.weight), LONGEST_FRACTION)?,
            Column::Decimal => self.shares.decimal(row.own.weight, self.digits),
            Column::Percent => figure::percent(&raw(), self.digits),
            Column::AtMost => self.shares.decimal(row.at_most.weight, self.digits),
            Column::AtLeast => self.shares.decimal(row.at_least.weight, self.digits),
            Column::Wanted(format) => {
                written::number(&self.shares.lowest(row.own.weight), format, self.digits)
            }
            Column::OneIn => figure::one_in(&raw(), self.digits).unwrap_or_else(|| "1".to_owned()),
        })
    }

    /// An outcome; poker categories have Chinese names beside those of the question language.
    fn value(&self, value: &Value) -> String {
        let name = value.to_string();
        match (self.view.language, value) {
            (Language::Chinese, Value::Level(_)) => match category_in_chinese(&name) {
                Some(chinese) => format!("{chinese} {name}"),
                None => name,
            },
            _ => name,
        }
    }

    fn write(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let headings = self.columns.iter().map(|(column, _)| (Tone::Dim, self.heading(*column)));
        sheet.line(&self.line(headings))?;
        rows(self.law, |row| {
            let cells = self.columns.iter().map(|(column, _)| {
                let tone = match column {
                    Column::Value => Tone::Label,
                    Column::Fraction | Column::Wanted(_) => Tone::Result,
                    _ => Tone::Plain,
                };
                (tone, self.cell(*column, &row).unwrap_or_default())
            });
            let mut line = self.line(cells);
            if self.bar > 0 {
                let ends: usize = self.columns.iter().map(|(_, width)| width + GAP).sum();
                line = line.pad(ends).with(Tone::Bar, self.bar(row.own.weight));
            }
            sheet.line(&line)
        })?;
        if self.shortened {
            let note = Phrase::FractionsElsewhere.text(self.view.language);
            sheet.line(&Line::new().with(Tone::Dim, format!("({note})")))?;
        }
        Ok(())
    }

    /// A line of cells: words begin at the left of their column, numbers end at its right.
    fn line(&self, cells: impl Iterator<Item = (Tone, String)>) -> Line {
        let words = self.law.outcomes().next().is_some_and(|value| !value.is_number());
        let mut line = Line::new();
        let mut start = 0;
        for ((column, width), (tone, text)) in self.columns.iter().zip(cells) {
            let own = Line::new().with(tone, text.as_str()).width();
            let to_the_right = match column {
                Column::Value => !words,
                Column::Ways | Column::Fraction | Column::OneIn | Column::Wanted(_) => true,
                _ => false,
            };
            let at = if to_the_right { start + width.saturating_sub(own) } else { start };
            line = line.pad(at).with(tone, text);
            start += width + GAP;
        }
        line
    }

    fn bar(&self, weight: &BigUint) -> String {
        bar(number::share_to_f64(weight, &self.largest), self.bar, self.view.unicode)
    }
}
