//! An error as one object, with its place in the text that was asked.

use super::{SCHEMA, line};
use crate::error::Error;
use crate::help::Language;
use crate::render::chinese;
use crate::render::markup::Sheet;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct Failure<'a> {
    schema: u32,
    error: Report<'a>,
}

#[derive(Serialize)]
struct Report<'a> {
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// Writes an error; its place is told where the text that was asked is known. The code is the same in every language.
///
/// # Errors
/// Those of writing.
pub fn error(
    error: &Error,
    asked: Option<&str>,
    language: Language,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let error = chinese::told(error, language);
    let place = asked.zip(error.span()).map(|(asked, span)| {
        let before: Vec<char> = asked.chars().take(span.start).collect();
        let line = before.iter().filter(|&&c| c == '\n').count();
        let column = before.iter().rev().take_while(|&&c| c != '\n').count();
        (line + 1, column + 1, span.end.saturating_sub(span.start))
    });
    let report = Report {
        code: error.kind().code(),
        message: error.message(),
        line: place.map(|(line, ..)| line),
        column: place.map(|(_, column, _)| column),
        length: place.map(|(.., length)| length),
        hint: error.fix(),
    };
    line(&Failure { schema: SCHEMA, error: report }, sheet)
}
