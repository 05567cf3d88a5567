//! Errors for people: what is wrong, where, and how to mend it.

use crate::error::{Error, Span};
use crate::help::Language;
use crate::render::chinese;
use crate::render::markup::{Line, Sheet, Tone};
use std::io;
use unicode_width::UnicodeWidthChar;

/// The words and signs around what is said.
struct Marks {
    error: &'static str,
    fix: &'static str,
    colon: &'static str,
    /// What stands between a colon and the text; Chinese colons are wide enough.
    gap: &'static str,
    then: &'static str,
}

impl Marks {
    const fn of(language: Language) -> Self {
        match language {
            Language::English => Self { error: "error", fix: "fix", colon: ":", gap: " ", then: "; " },
            Language::Chinese => Self { error: "错误", fix: "改法", colon: "：", gap: "", then: "；" },
        }
    }
}

/// The line that tells of an error, whatever the message holds.
///
/// # Examples
/// ```
/// use prob::help::Language;
/// use prob::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Range, "cannot draw 7\nfrom 6").hint("draw at most 6");
/// let line = prob::render::diagnostic::line(&error, Language::English);
/// assert_eq!(line.to_string(), "error: cannot draw 7 from 6; draw at most 6");
/// ```
#[must_use]
pub fn line(error: &Error, language: Language) -> Line {
    let error = chinese::told(error, language);
    let marks = Marks::of(language);
    let label = format!("{}{}", marks.error, marks.colon);
    let message = format!("{}{}", marks.gap, harmless(error.message()));
    let line = Line::new().with(Tone::Bad, label).with(Tone::Plain, message);
    match error.fix() {
        Some(fix) => line.with(Tone::Plain, format!("{}{}", marks.then, harmless(fix))),
        None => line,
    }
}

/// The most lines of the text that are shown.
const MOST_LINES: usize = 4;

/// The most columns of a line that are shown; of a longer one the part around the mistake.
const MOST_COLUMNS: usize = 100;

/// So many columns a tabulator goes to the next stop.
const TAB: usize = 4;

/// Writes an error with the lines of the text that it is about, arrows under the place, and the fix.
///
/// # Errors
/// Those of writing.
pub fn placed(error: &Error, text: &str, language: Language, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let Some(span) = error.span() else { return sheet.line(&line(error, language)) };
    let error = chinese::told(error, language);
    let marks = Marks::of(language);
    let code = format!("{}[{}]{}", marks.error, error.kind().code(), marks.colon);
    let message = format!("{}{}", marks.gap, harmless(error.message()));
    sheet.line(&Line::new().with(Tone::Bad, code).with(Tone::Plain, message))?;
    let marked = marked_lines(text, span);
    let margin = marked.last().map_or(1, |last| last.number).to_string().len().max(3);
    for (i, shown) in marked.iter().enumerate() {
        if i > 0 && marked[i - 1].number + 1 < shown.number {
            sheet.line(&Line::new().with(Tone::Dim, format!("{:>margin$}", "...")))?;
        }
        let label = format!("{:>margin$} | ", shown.number);
        sheet.line(&Line::new().with(Tone::Dim, label).with(Tone::Plain, shown.text.as_str()))?;
        let arrows = Line::new()
            .with(Tone::Dim, format!("{:margin$} | ", ""))
            .with(Tone::Plain, " ".repeat(shown.start));
        sheet.line(&arrows.with(Tone::Bad, "^".repeat(shown.length)))?;
    }
    match error.fix() {
        Some(fix) => {
            let label = format!("{:margin$} = ", "");
            sheet.line(
                &Line::new()
                    .with(Tone::Dim, label)
                    .with(Tone::Good, format!("{}{}{}", marks.fix, marks.colon, marks.gap))
                    .with(Tone::Plain, harmless(fix)),
            )
        }
        None => Ok(()),
    }
}

/// A line of the text, and the columns under which arrows stand.
struct Marked {
    number: usize,
    text: String,
    start: usize,
    length: usize,
}

/// The lines that a span touches: the first few and the last.
fn marked_lines(text: &str, span: Span) -> Vec<Marked> {
    let mut lines = Vec::new();
    let mut from = 0;
    for (i, line) in text.split('\n').enumerate() {
        let to = from + line.chars().count();
        lines.push((i + 1, line, from, to));
        from = to + 1;
    }
    // What is missing at the end of the text is missing after the last thing written there.
    let end = text.trim_end().chars().count();
    let span = if span.start > end { Span::new(end, end) } else { span };
    let touches = |&&(_, line, from, to): &&(usize, &str, usize, usize)| {
        let begins = (from..=to).contains(&span.start);
        begins || (span.start < from && span.end > from && !line.trim().is_empty())
    };
    let mut touched: Vec<_> = lines.iter().filter(touches).collect();
    if touched.len() > MOST_LINES {
        let last = touched.pop();
        touched.truncate(MOST_LINES - 1);
        touched.extend(last);
    }
    let marked = |&&(number, line, from, to): &&(usize, &str, usize, usize)| {
        let blank = line.chars().take_while(|c| c.is_whitespace()).count();
        // Lines after the first are marked where something stands.
        let first = if span.start < from { blank } else { span.start - from };
        window(number, line, first, span.end.min(to).saturating_sub(from))
    };
    touched.iter().map(marked).collect()
}

/// The part of a line around the characters from `first` to before `last`, in columns.
fn window(number: usize, line: &str, first: usize, last: usize) -> Marked {
    let mut shown: Vec<String> = Vec::new();
    // How many columns stand before each character.
    let mut ends = vec![0];
    let mut column = 0;
    for c in line.trim_end().chars() {
        let (text, width) = match c {
            '\t' => (" ".repeat(TAB - column % TAB), TAB - column % TAB),
            c if c.is_control() => (" ".to_owned(), 1),
            c => (c.to_string(), c.width().unwrap_or(0)),
        };
        column += width;
        shown.push(text);
        ends.push(column);
    }
    let columns = |from: usize, to: usize| ends[to] - ends[from];
    let first = first.min(shown.len());
    let last = last.clamp(first, shown.len());
    // Room for what stands before the mistake, as far as the line is too long.
    let mut left = 0;
    while columns(left, last) > MOST_COLUMNS - 10 && left < first && columns(left, first) > MOST_COLUMNS / 3 {
        left += 1;
    }
    let mut right = shown.len();
    while columns(left, right) > MOST_COLUMNS && right > left {
        right -= 1;
    }
    let before = if left > 0 { "... " } else { "" };
    let after = if right < shown.len() { " ..." } else { "" };
    let body = shown[left..right].concat();
    Marked {
        number,
        text: format!("{before}{body}{after}"),
        start: before.len() + columns(left, first.max(left)),
        length: columns(first, last.min(right).max(first)).max(1),
    }
}

/// A text that no terminal takes for a command.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    fn shown(text: &str, start: usize, end: usize) -> String {
        let error =
            Error::new(ErrorKind::Syntax, "what is wrong").at(Span::new(start, end)).hint("how to mend it");
        let mut out = Vec::new();
        placed(&error, text, Language::English, &mut Sheet::new(&mut out, false)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_place_is_under_arrows() {
        assert_eq!(
            shown("P(totl = 10)", 2, 6),
            "error[syntax]: what is wrong\n  1 | P(totl = 10)\n    |   ^^^^\n    = fix: how to mend it\n"
        );
    }

    #[test]
    fn wide_characters_and_tabulators_have_their_columns() {
        let lines = |text: &str, start, end| {
            shown(text, start, end).lines().skip(1).take(2).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(lines("袋 := 红 + 1", 5, 6), "  1 | 袋 := 红 + 1\n    |       ^^");
        assert_eq!(lines("\tP(x)", 3, 4), "  1 |     P(x)\n    |       ^");
        assert_eq!(lines("a\u{7}b", 2, 3), "  1 | a b\n    |   ^");
    }

    #[test]
    fn what_is_missing_at_the_end_is_marked_behind_it() {
        assert!(shown("P(2d6 = 7", 9, 9).contains("  1 | P(2d6 = 7\n    |          ^\n"));
        assert!(shown("P(2d6 = 7\n\n", 11, 11).contains("  1 | P(2d6 = 7\n    |          ^\n"));
        assert!(shown("", 0, 0).contains("  1 |\n    | ^\n"));
    }

    #[test]
    fn several_lines_are_marked_each() {
        let text = "X ~ draw 2 from urn{\n  white: 4,\n  black: 2\n}";
        assert_eq!(
            shown(text, 16, text.len()),
            "error[syntax]: what is wrong\n  1 | X ~ draw 2 from urn{\n    |                 ^^^^\n  2 |   white: 4,\n    |   ^^^^^^^^^\n  3 |   black: 2\n    |   ^^^^^^^^\n  4 | }\n    | ^\n    = fix: how to mend it\n"
        );
        let long = "(\n".repeat(9);
        assert!(shown(&long, 0, 17).contains("\n...\n  9 | (\n"));
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let text = format!("{}x{}", "1 + ".repeat(100), " + 1".repeat(100));
        let all = shown(&text, 400, 401);
        let lines: Vec<&str> = all.lines().collect();
        assert!(lines[1].len() < 120 && lines[1].contains("... ") && lines[1].ends_with(" ..."), "{all}");
        let arrow = lines[2].find('^').unwrap();
        assert_eq!(lines[1].chars().nth(arrow), Some('x'), "{all}");
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_can_be_shown(text in "[a袋\t\r\n ()\u{301}]{0,300}", start in 0_usize..320, length in 0_usize..320) {
            let all = shown(&text, start, start + length);
            prop_assert!(all.contains('^'), "{}", all);
            for line in all.lines() {
                prop_assert!(line.width() < MOST_COLUMNS + 20, "{}", line);
            }
        }
    }
}
