//! What came of lines of the form `question = expected`.

use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{Format, View, json};
use crate::session::expected::Expected;
use serde::Serialize;
use std::io;

/// A line as an object.
#[derive(Serialize)]
struct Object<'a> {
    question: &'a str,
    expected: &'a str,
    found: String,
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listed: Option<bool>,
}

/// Writes what came of a line.
///
/// # Errors
/// Those of writing.
pub fn line(line: &Expected, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let check = line.answer.check.as_ref();
    let found = line.answer.value_text();
    let (question, expected) = (line.question.as_str(), line.expected.as_str());
    match view.format {
        Format::Json => {
            let object = Object {
                question,
                expected,
                found,
                holds: line.holds(),
                check: check.map(|check| json::verdict(check.verdict)),
                listed: check.and_then(|check| check.listed),
            };
            serde_json::to_writer(sheet.raw(), &object)?;
            sheet.raw().write_all(b"\n")
        }
        Format::Csv => {
            let mut out = csv::Writer::from_writer(sheet.raw());
            out.write_record([question, expected, &found, if line.holds() { "true" } else { "false" }])?;
            out.flush()
        }
        // A line for people; `prob verify` writes no documents.
        _ => {
            let (tone, phrase) = match (line.is_as_expected, line.is_disputed()) {
                (true, false) => (Tone::Good, Phrase::Holds),
                (false, _) => (Tone::Bad, Phrase::Otherwise),
                (true, true) => (Tone::Bad, Phrase::Disputed),
            };
            let word = Line::new().with(tone, phrase.text(view.language)).pad(10);
            let mut told = word.with(Tone::Plain, format!("{question} {} {expected}", line.sign));
            if !line.is_as_expected {
                told.push(Tone::Plain, Phrase::ButItIs(found).text(view.language));
            }
            sheet.line(&told)
        }
    }
}

/// Writes how many of the lines hold.
///
/// # Errors
/// Those of writing.
pub fn summary(holding: usize, all: usize, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    match view.format {
        Format::Json | Format::Csv => Ok(()),
        _ => {
            sheet.gap()?;
            let tone = if holding == all { Tone::Good } else { Tone::Bad };
            sheet.line(&Line::new().with(tone, Phrase::Holding(holding, all).text(view.language)))
        }
    }
}
