//! What trials alone say, as text: marked as an estimate before anything else.

use crate::answer::{Estimate, Scheme, Simulation};
use crate::render::View;
use crate::render::catalogue::Phrase;
use crate::render::chart::bar;
use crate::render::figure;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::wrap::wrap;
use std::io;

/// The significant digits of estimates.
const DIGITS: usize = 6;

/// The column at which what is said begins, after its label.
const MARGIN: usize = 10;

/// Writes the estimates with their intervals.
///
/// # Errors
/// Those of writing.
pub fn text(simulation: &Simulation, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let word = |phrase: Phrase| phrase.text(view.language);
    let about = if view.unicode { "≈" } else { "~" };
    match simulation.estimates.as_slice() {
        [one] if one.value.is_none() => {
            let line = Line::new()
                .with(Tone::Plain, format!("{about} "))
                .with(Tone::Number, figure::float(one.estimate, DIGITS))
                .with(Tone::Bad, word(Phrase::Brackets(Box::new(Phrase::NotExact))));
            sheet.line(&line)?;
        }
        several => {
            sheet.line(&Line::new().with(Tone::Bad, word(Phrase::NotExact)))?;
            frequencies(several, view, sheet)?;
        }
    }
    sheet.gap()?;
    let says = said(simulation, view);
    let entry = |label: Phrase, line: Line, sheet: &mut Sheet<'_>| -> io::Result<()> {
        let first = Line::new().with(Tone::Label, word(label)).pad(MARGIN);
        let whole = line.spans().iter().fold(first, |line, (tone, text)| line.with(*tone, text.as_str()));
        wrap(&whole, view.width, MARGIN).iter().try_for_each(|line| sheet.line(line))
    };
    entry(Phrase::Simulated, Line::new().with(Tone::Plain, says.join(&word(Phrase::Comma))), sheet)?;
    entry(Phrase::Question, Line::new().with(Tone::Code, simulation.question.as_str()), sheet)
}

/// How the trials were made, and how near they come.
fn said(simulation: &Simulation, view: &View) -> Vec<String> {
    let word = |phrase: Phrase| phrase.text(view.language);
    let mut says = Vec::new();
    let trials = simulation.conditioned.to_string();
    match simulation.estimates.as_slice() {
        [Estimate { hits: Some(hits), value: None, .. }] => {
            says.push(word(Phrase::HitsOf(hits.to_string(), trials)))
        }
        _ => says.push(word(Phrase::Trials(trials))),
    }
    if simulation.conditioned != simulation.trials {
        let held = word(Phrase::Conditioned(simulation.trials.to_string()));
        says.last_mut().map(|last| last.push_str(&held)).unwrap_or_default();
    }
    match simulation.scheme {
        Scheme::Plain => {}
        Scheme::Tilted => says.push(word(Phrase::Tilted)),
        Scheme::Split { runs, stages } => {
            says.push(word(Phrase::Split(runs.to_string(), stages.to_string())));
        }
    }
    if let [one] = simulation.estimates.as_slice() {
        let (low, high) = (figure::float(one.low, DIGITS), figure::float(one.high, DIGITS));
        says.push(word(Phrase::Interval(low, high)));
    }
    if simulation.stopped.is_some() {
        says.push(word(Phrase::Stopped));
    }
    says.push(word(Phrase::Seed(simulation.seed.to_string())));
    says
}

/// A line for each value: its frequency, its interval and a bar.
fn frequencies(estimates: &[Estimate], view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let label = |e: &Estimate| e.value.as_ref().map(ToString::to_string).unwrap_or_default();
    let cells: Vec<[String; 4]> = estimates
        .iter()
        .map(|e| {
            let float = |number| figure::float(number, DIGITS);
            [label(e), float(e.estimate), float(e.low), float(e.high)]
        })
        .collect();
    let phrases = [Phrase::Value, Phrase::Frequency, Phrase::From, Phrase::To].map(|p| p.text(view.language));
    let width = |text: &str| Line::new().with(Tone::Plain, text).width();
    let widths: [usize; 4] = std::array::from_fn(|i| {
        cells.iter().map(|row| width(&row[i])).chain([width(&phrases[i])]).max().unwrap_or(0) + 2
    });
    let line = |row: &[String; 4], tone: Tone| {
        let (mut line, mut at) = (Line::new(), 0);
        for (cell, width) in row.iter().zip(&widths) {
            line = line.pad(at).with(tone, cell.as_str());
            at += width;
        }
        line.pad(at)
    };
    sheet.line(&line(&phrases, Tone::Dim))?;
    let largest = estimates.iter().map(|e| e.estimate).fold(0.0, f64::max);
    let room = view.width.saturating_sub(widths.iter().sum()).min(40);
    for (row, estimate) in cells.iter().zip(estimates) {
        let drawn =
            if room < 8 { String::new() } else { bar(estimate.estimate / largest, room, view.unicode) };
        sheet.line(&line(row, Tone::Plain).with(Tone::Bar, drawn))?;
    }
    Ok(())
}
