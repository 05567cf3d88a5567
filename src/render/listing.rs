//! The outcomes of an experiment, and its probability tree, as text.

use crate::answer::{Event, Listed, Listing};
use crate::model::Value;
use crate::render::View;
use crate::render::catalogue::Phrase;
use crate::render::grid::{self, Grid};
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::tree::{Node, Tree};
use crate::render::written;
use crate::solve::Branch;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::io;

/// The most branches of a tree that are drawn.
const MOST_BRANCHES: usize = 300;

/// Spaces between the columns.
const GAP: usize = 2;

/// Writes the outcomes: as a grid where they are the pairs of two things, side by side when they are equally likely and
/// look like themselves only, else a line each with what they weigh. Where an event is asked for, its outcomes are marked
/// and nothing needs colour to be told apart.
///
/// # Errors
/// Those of writing.
pub fn text(listing: &Listing, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let say = |phrase: Phrase| Line::new().with(Tone::Dim, phrase.text(view.language));
    let grid = Grid::new(listing);
    let mut mark = "[ ]";
    match &grid {
        Some(grid) if grid.text(view, sheet)? => {
            if let Some(what) = compared(listing).filter(|_| grid.shows_numbers()) {
                sheet.gap()?;
                sheet.line(&say(Phrase::EachCell(what.to_owned())))?;
            }
        }
        _ => mark = plainly(listing, view, sheet)?,
    }
    sheet.gap()?;
    summary(listing, mark).into_iter().try_for_each(|phrase| sheet.line(&say(phrase)))
}

fn compared(listing: &Listing) -> Option<&str> {
    listing.event.as_ref()?.compared.as_deref()
}

/// Writes the outcomes one by one, and says how those of an event are marked.
fn plainly(listing: &Listing, view: &View, sheet: &mut Sheet<'_>) -> io::Result<&'static str> {
    let alone = listing.columns.len() == 1;
    let shown: Vec<Vec<String>> = listing
        .outcomes
        .iter()
        .map(|outcome| outcome.values.iter().map(|value| told(value, alone)).collect())
        .collect();
    let equal = listing.outcomes.iter().all(|outcome| outcome.ways.as_ref().is_some_and(One::is_one));
    let marks = listing.event.as_ref().is_some_and(|event| !event.alone);
    if equal && alone {
        let holds = listing.outcomes.iter().map(|outcome| outcome.holds.filter(|_| marks));
        let cells: Vec<String> =
            shown.iter().flatten().zip(holds).map(|(text, holds)| grid::marked(text, holds)).collect();
        side_by_side(&cells, view, sheet)?;
        return Ok("[ ]");
    }
    in_columns(listing, &shown, equal, marks, view, sheet)?;
    Ok(tick(view))
}

/// What marks a favourable outcome at the end of a line.
fn tick(view: &View) -> &'static str {
    if view.unicode { "✓" } else { "*" }
}

/// How many outcomes there are, and how many of an event, as far as that is known.
fn summary(listing: &Listing, mark: &str) -> Vec<Phrase> {
    let holding = listing.outcomes.iter().filter(|outcome| outcome.holds != Some(false));
    let likely: Option<BigRational> = holding.map(|outcome| outcome.probability.clone()).sum();
    // Where there is no outcome at all, nothing has a probability.
    let is_empty = listing.size.as_ref().is_some_and(BigUint::is_zero);
    let probability = likely.filter(|_| listing.complete && !is_empty).map(|p| p.to_string());
    let size = listing.size.as_ref().map(ToString::to_string);
    match &listing.event {
        Some(event) if event.alone => alone(listing, event, size, probability),
        Some(event) => {
            let favourable = event.favourable.as_ref().map(ToString::to_string);
            let mark = mark.to_owned();
            vec![match (favourable, size, probability) {
                (Some(favourable), Some(size), Some(probability)) => {
                    Phrase::Favourable { favourable, size, mark, probability }
                }
                (.., Some(probability)) => Phrase::Marked { mark, probability },
                _ => Phrase::MarkedOnly(mark),
            }]
        }
        None => vec![how_many(listing, size)],
    }
}

/// What is said of an event whose outcomes alone are listed.
fn alone(listing: &Listing, event: &Event, size: Option<String>, probability: Option<String>) -> Vec<Phrase> {
    let favourable = event.favourable.as_ref().map(ToString::to_string);
    match (favourable, size, probability) {
        (Some(favourable), Some(size), Some(probability)) => {
            vec![Phrase::FavourableAlone { favourable, size, probability }]
        }
        (Some(favourable), Some(size), None) => {
            vec![Phrase::FirstFavourable { shown: listing.outcomes.len().to_string(), favourable, size }]
        }
        (_, _, probability) => {
            [how_many(listing, None)].into_iter().chain(probability.map(Phrase::Together)).collect()
        }
    }
}

fn how_many(listing: &Listing, size: Option<String>) -> Phrase {
    let shown = listing.outcomes.len().to_string();
    match (size, listing.complete) {
        (Some(size), true) => Phrase::Outcomes(size),
        (None, true) => Phrase::OutcomesInAll(shown),
        (Some(size), false) => Phrase::FirstOf(shown, size),
        (None, false) => Phrase::First(shown),
    }
}

/// An outcome; the elements of a sample without the brackets of a row where it stands alone.
pub(super) fn told(value: &Value, alone: bool) -> String {
    let text = value.to_string();
    match value {
        Value::Row(elements) if alone && elements.iter().all(|e| !matches!(e, Value::Row(_))) => {
            let inner = text.trim_start_matches('(').trim_end_matches(')');
            if inner.is_empty() { "()".to_owned() } else { inner.replace(", ", " ") }
        }
        _ => text,
    }
}

/// Outcomes side by side, as many columns as there is room for.
fn side_by_side(outcomes: &[String], view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let width = |text: &str| Line::new().with(Tone::Plain, text).width();
    let widest = outcomes.iter().map(|text| width(text)).max().unwrap_or(0) + GAP;
    let columns = (view.width / widest).max(1);
    for row in outcomes.chunks(columns) {
        let mut line = Line::new();
        for (i, text) in row.iter().enumerate() {
            line = line.pad(i * widest).with(Tone::Plain, text.as_str());
        }
        sheet.line(&line)?;
    }
    Ok(())
}

/// Outcomes beneath each other, with their weights.
fn in_columns(
    listing: &Listing,
    shown: &[Vec<String>],
    equal: bool,
    marks: bool,
    view: &View,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let mut head = listing.columns.clone();
    let weights = if equal { None } else { weights(listing, view) };
    head.extend(weights.iter().flat_map(|(heads, _)| heads.iter().cloned()));
    let marked = |i: usize| (marks && listing.outcomes[i].holds == Some(true)).then(|| tick(view));
    if marks {
        head.push(String::new());
    }
    let rows: Vec<Vec<&str>> = shown
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let weighed = weights.iter().flat_map(|(_, rows)| rows.get(i).into_iter().flatten());
            row.iter().chain(weighed).map(String::as_str).chain(marked(i)).collect()
        })
        .collect();
    let width = |text: &str| Line::new().with(Tone::Plain, text).width();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell));
            cells.chain([width(&head[column])]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[&str], tone: &dyn Fn(usize) -> Tone| {
        let (mut line, mut at) = (Line::new(), 0);
        for (i, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            line = line.pad(at).with(tone(i), *cell);
            at += width + GAP;
        }
        line
    };
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    sheet.line(&line(&head, &|_| Tone::Dim))?;
    let tone = |i: usize| if i < listing.columns.len() { Tone::Plain } else { Tone::Number };
    rows.iter().try_for_each(|row| sheet.line(&line(row, &tone)))
}

type Weights = (Vec<String>, Vec<Vec<String>>);

/// The columns that say how much each outcome weighs: numbers of ways where outcomes are equally likely, probabilities
/// where they have some.
fn weights(listing: &Listing, view: &View) -> Option<Weights> {
    let ways = listing.outcomes.iter().all(|outcome| outcome.ways.is_some());
    let probable = listing.outcomes.iter().all(|outcome| outcome.probability.is_some());
    let mut heads = Vec::new();
    heads.extend(ways.then(|| Phrase::Ways.text(view.language)));
    heads.extend(probable.then(|| Phrase::Fraction.text(view.language)));
    let row = |outcome: &Listed| {
        let ways = outcome.ways.iter().filter(|_| ways).map(ToString::to_string);
        let probability = outcome.probability.iter().filter(|_| probable).map(|p| probability(p, view));
        ways.chain(probability).collect()
    };
    (!heads.is_empty()).then(|| (heads, listing.outcomes.iter().map(row).collect()))
}

fn probability(p: &BigRational, view: &View) -> String {
    match view.numbers {
        Some(format) => written::number(p, format, view.digits.unwrap_or(6)),
        None => p.to_string(),
    }
}

/// Writes a tree: the probability of each branch before it, that of each path at its end.
///
/// # Errors
/// Those of writing.
pub fn tree(branches: &[Branch], view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let tree = Tree::of(branches, MOST_BRANCHES, view.language);
    let mut drawing = Drawing { view, lines: Vec::new() };
    drawing.draw(&tree.nodes, "");
    let lines = drawing.lines;
    let column = lines.iter().map(|(line, _)| line.width()).max().unwrap_or(0) + GAP;
    for (line, path) in lines {
        let line = match path {
            Some((path, holds)) => {
                let line = line.pad(column).with(Tone::Result, path);
                match holds {
                    Some(true) => line.with(Tone::Good, if view.unicode { "  ✓" } else { "  *" }),
                    _ => line,
                }
            }
            None => line,
        };
        sheet.line(&line)?;
    }
    if tree.together.is_some() {
        sheet.gap()?;
    }
    tree.remarks().iter().try_for_each(|remark| sheet.line(&Line::new().with(Tone::Dim, remark.as_str())))
}

/// The end of a path: its probability, and whether the event holds there.
type End = Option<(String, Option<bool>)>;

struct Drawing<'a> {
    view: &'a View,
    lines: Vec<(Line, End)>,
}

impl Drawing<'_> {
    fn draw(&mut self, nodes: &[Node], before: &str) {
        let signs = if self.view.unicode {
            ["├─ ", "└─ ", "│  ", "   "]
        } else {
            ["|- ", "`- ", "|  ", "   "]
        };
        for (i, node) in nodes.iter().enumerate() {
            let last = i + 1 == nodes.len();
            let (sign, below) = if last { (signs[1], signs[3]) } else { (signs[0], signs[2]) };
            let line = Line::new()
                .with(Tone::Dim, format!("{before}{sign}"))
                .with(Tone::Number, probability(&node.edge, self.view))
                .with(Tone::Plain, format!("  {}", node.label));
            let end = node.path().map(|path| (probability(&path, self.view), node.holds));
            self.lines.push((line, end));
            self.draw(&node.below, &format!("{before}{below}"));
        }
    }
}
