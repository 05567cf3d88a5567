//! Text whose pieces know what they are; here alone it is decided how each kind looks.

use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Plain,
    /// The value that was asked for.
    Result,
    /// A number.
    Number,
    /// The label of a line or a column.
    Label,
    /// A heading.
    Heading,
    /// What may be passed over.
    Dim,
    /// What agrees.
    Good,
    /// What disagrees, or is wrong.
    Bad,
    /// Something to type.
    Code,
    /// What is stressed.
    Strong,
    /// The bar of a chart.
    Bar,
}

impl Tone {
    /// How it looks in a terminal.
    #[must_use]
    pub fn style(self) -> Style {
        let plain = Style::new();
        let color = |color: AnsiColor| plain.fg_color(Some(color.into()));
        match self {
            Self::Plain => plain,
            Self::Result => color(AnsiColor::Green).bold(),
            Self::Number => color(AnsiColor::Cyan),
            Self::Label => color(AnsiColor::Blue),
            Self::Heading => plain.bold().underline(),
            Self::Dim => plain.dimmed(),
            Self::Good => color(AnsiColor::Green),
            Self::Bad => color(AnsiColor::Red).bold(),
            Self::Code => color(AnsiColor::Yellow),
            Self::Strong => plain.bold(),
            Self::Bar => color(AnsiColor::Cyan),
        }
    }
}

/// A line of text, piece by piece.
///
/// # Examples
/// ```
/// use prob::render::markup::{Line, Tone};
/// let line = Line::new().with(Tone::Label, "概率").pad(6).with(Tone::Number, "1/6");
/// assert_eq!(line.to_string(), "概率  1/6");
/// assert_eq!(line.width(), 9);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    spans: Vec<(Tone, String)>,
}

impl Line {
    /// An empty line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The line with a piece after it.
    #[must_use]
    pub fn with<'a>(mut self, tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        self.push(tone, text);
        self
    }

    /// Adds a piece.
    pub fn push<'a>(&mut self, tone: Tone, text: impl Into<Cow<'a, str>>) {
        self.add(tone, text.into());
    }

    fn add(&mut self, tone: Tone, text: Cow<'_, str>) {
        match self.spans.last_mut() {
            Some((last, before)) if *last == tone => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.spans.push((tone, text.into_owned())),
        }
    }

    /// The line with spaces up to this column; nothing is added when it is already as wide.
    #[must_use]
    pub fn pad(self, column: usize) -> Self {
        let missing = column.saturating_sub(self.width());
        if missing == 0 { self } else { self.with(Tone::Plain, " ".repeat(missing)) }
    }

    /// The line without spaces at its end.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        while let Some((_, text)) = self.spans.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            self.spans.pop();
        }
        self
    }

    /// How many columns it takes: Chinese characters take two.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|(_, text)| text.width()).sum()
    }

    /// The pieces.
    #[must_use]
    pub fn spans(&self) -> &[(Tone, String)] {
        &self.spans
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spans.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

/// Where lines go, with or without styles.
pub struct Sheet<'a> {
    out: &'a mut dyn Write,
    styled: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet that writes here.
    #[must_use]
    pub fn new(out: &'a mut dyn Write, styled: bool) -> Self {
        Self { out, styled }
    }

    /// Writes a line; spaces at its end are left off.
    ///
    /// # Errors
    /// Those of writing.
    pub fn line(&mut self, line: &Line) -> io::Result<()> {
        let spans = line.spans();
        for (i, (tone, text)) in spans.iter().enumerate() {
            let text = if i + 1 == spans.len() { text.trim_end() } else { text };
            let style = tone.style();
            if self.styled && style != Style::new() {
                write!(self.out, "{style}{text}{style:#}")?;
            } else {
                self.out.write_all(text.as_bytes())?;
            }
        }
        self.out.write_all(b"\n")
    }

    /// Writes an empty line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn gap(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// The writer itself, for formats that have no styles.
    pub fn raw(&mut self) -> &mut dyn Write {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_written_only_where_they_are_wanted() {
        let line = Line::new().with(Tone::Plain, "a ").with(Tone::Bad, "b").with(Tone::Plain, "  ");
        let written = |styled| {
            let mut out = Vec::new();
            Sheet::new(&mut out, styled).line(&line).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(false), "a b\n");
        assert!(written(true).starts_with("a \u{1b}["));
    }
}
