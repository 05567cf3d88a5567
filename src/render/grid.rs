//! The sample space of two dice as the textbook draws it: a row for each face of the first, a column for each of the
//! second.

use crate::answer::{Listed, Listing};
use crate::model::Value;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{Phrase, View};
use num_traits::One;
use std::collections::BTreeMap;
use std::io;

/// The fewest cells that are worth a grid.
const FEWEST: usize = 6;

/// The longest number that a cell shows.
const WIDEST: usize = 6;

/// A grid of outcomes.
pub struct Grid<'a> {
    listing: &'a Listing,
    rows: Vec<&'a Value>,
    columns: Vec<&'a Value>,
    cells: BTreeMap<(&'a Value, &'a Value), &'a Listed>,
}

impl<'a> Grid<'a> {
    /// The outcomes as a grid: when they are pairs, each equally likely, and every first thing goes with every second, or
    /// with every other one.
    #[must_use]
    pub fn new(listing: &'a Listing) -> Option<Self> {
        let alone = listing.event.as_ref().is_some_and(|event| event.alone);
        if !listing.complete || alone {
            return None;
        }
        let mut cells = BTreeMap::new();
        for outcome in &listing.outcomes {
            if !outcome.ways.as_ref().is_some_and(One::is_one)
                || cells.insert(pair(outcome)?, outcome).is_some()
            {
                return None;
            }
        }
        let rows = distinct(cells.keys().map(|(row, _)| *row));
        let columns = distinct(cells.keys().map(|(_, column)| *column));
        let whole = rows.len() * columns.len();
        let apart = rows == columns
            && cells.len() + rows.len() == whole
            && cells.keys().all(|(row, column)| row != column);
        (rows.len() > 1 && columns.len() > 1 && whole >= FEWEST && (cells.len() == whole || apart))
            .then_some(Self { listing, rows, columns, cells })
    }

    /// Writes the grid, if there is room for it.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&self, view: &View, sheet: &mut Sheet<'_>) -> io::Result<bool> {
        let marks = self.listing.event.is_some();
        // Brackets keep the columns apart; where there are none, two spaces do.
        let gap = if marks { 1 } else { 2 };
        let fits = |lines: &Lines| {
            let room = |i: usize| lines.iter().map(|line| width(&line[i].1)).max().unwrap_or(0);
            let (first, each) = (room(0), (1..=self.columns.len()).map(room).max().unwrap_or(0));
            (first + self.columns.len() * (gap + each) <= view.width).then_some((first, each))
        };
        let content = if self.shows_numbers() { Content::Number } else { Content::Pair };
        let mut lines = self.lines(content, view);
        let mut widths = fits(&lines);
        if widths.is_none() && marks {
            lines = self.lines(Content::Mark, view);
            widths = fits(&lines);
        }
        let Some((first, each)) = widths else { return Ok(false) };
        for cells in lines {
            let mut line = Line::new();
            for (i, (tone, cell)) in cells.iter().enumerate() {
                let end = first + i * (gap + each);
                line = line.pad(end - width(cell)).with(*tone, cell.as_str());
            }
            sheet.line(&line)?;
        }
        Ok(true)
    }

    /// The lines, cell by cell: the heads of the columns, then each row after its own head.
    fn lines(&self, content: Content, view: &View) -> Lines {
        let marks = self.listing.event.is_some();
        let head = |value: &&Value| (Tone::Dim, marked(&value.to_string(), marks.then_some(false)));
        let mut lines = vec![vec![(Tone::Dim, self.corner(view))]];
        lines[0].extend(self.columns.iter().map(head));
        for row in &self.rows {
            let mut line = vec![(Tone::Dim, row.to_string())];
            line.extend(self.columns.iter().map(|column| match self.cells.get(&(*row, *column)) {
                Some(outcome) if outcome.holds == Some(true) => (Tone::Good, shown(outcome, content)),
                Some(outcome) => (Tone::Plain, shown(outcome, content)),
                None => (Tone::Plain, String::new()),
            }));
            lines.push(line);
        }
        lines
    }

    /// What the rows and the columns are.
    fn corner(&self, view: &View) -> String {
        match self.listing.columns.as_slice() {
            [name] if name.chars().all(|c| c.is_alphanumeric() || c == '_') && !starts_with_digit(name) => {
                format!("{name}[1] \\ {name}[2]")
            }
            [first, second] => format!("{first} \\ {second}"),
            _ => Phrase::FirstAndSecond.text(view.language),
        }
    }

    /// Whether the cells show the numbers that the event compares.
    #[must_use]
    pub fn shows_numbers(&self) -> bool {
        self.cells.values().all(|outcome| {
            let number = outcome.compared.as_ref();
            number.is_some_and(|number| number.ratio().is_some() && number.to_string().len() <= WIDEST)
        })
    }
}

/// The cells of a grid, line by line.
type Lines = Vec<Vec<(Tone, String)>>;

/// What stands in the cells.
#[derive(Clone, Copy)]
enum Content {
    /// The number that the event compares.
    Number,
    /// The pair.
    Pair,
    /// Only the mark, where there is no room for pairs.
    Mark,
}

fn shown(outcome: &Listed, content: Content) -> String {
    let text = match (content, &outcome.compared, pair(outcome)) {
        (Content::Mark, ..) => ".".to_owned(),
        (Content::Number, Some(number), _) => number.to_string(),
        (_, _, Some((first, second))) => format!("{first} {second}"),
        _ => String::new(),
    };
    marked(&text, outcome.holds)
}

/// A cell, in brackets where the event holds.
#[must_use]
pub fn marked(text: &str, holds: Option<bool>) -> String {
    match holds {
        Some(true) => format!("[{text}]"),
        Some(false) => format!(" {text} "),
        None => text.to_owned(),
    }
}

/// The two things that an outcome shows, if these are two.
fn pair(outcome: &Listed) -> Option<(&Value, &Value)> {
    let parts = match outcome.values.as_slice() {
        [Value::Row(elements)] => elements.as_ref(),
        several => several,
    };
    let plain = |value: &Value| !matches!(value, Value::Row(_) | Value::Set(_));
    match parts {
        [first, second] if plain(first) && plain(second) => Some((first, second)),
        _ => None,
    }
}

fn distinct<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<&'a Value> {
    let mut values: Vec<&Value> = values.collect();
    values.sort();
    values.dedup();
    values
}

fn starts_with_digit(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit())
}

fn width(text: &str) -> usize {
    Line::new().with(Tone::Plain, text).width()
}
