//! Breaks lines at the width of the terminal, between words and between Chinese characters.

use crate::render::markup::{Line, Tone};
use unicode_width::UnicodeWidthChar;

/// Characters that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》」』”’…,.;:?!)]}%·";

/// Characters that may not end a line.
const NOT_LAST: &str = "（《「『“‘([{";

/// The line broken into lines of at most so many columns; those after the first begin with `indent` spaces.
///
/// A word that is wider than a line stands on one of its own.
///
/// # Examples
/// ```
/// use prob::render::markup::{Line, Tone};
/// use prob::render::wrap::wrap;
/// let line = Line::new().with(Tone::Plain, "one two three");
/// let lines: Vec<String> = wrap(&line, 8, 1).iter().map(Line::to_string).collect();
/// assert_eq!(lines, ["one two", " three"]);
/// ```
#[must_use]
pub fn wrap(line: &Line, width: usize, indent: usize) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    let mut column = 0;
    let mut begun = false;
    for word in words(line) {
        let wide: usize = word.iter().map(|&(_, c)| c.width().unwrap_or(0)).sum();
        let solid: usize =
            word.iter().rev().skip_while(|(_, c)| *c == ' ').map(|&(_, c)| c.width().unwrap_or(0)).sum();
        if begun && solid > 0 && column + solid > width {
            lines.push(Line::new().pad(indent));
            column = indent;
        }
        begun = begun || solid > 0;
        if let Some(last) = lines.last_mut() {
            word.iter().for_each(|&(tone, c)| last.push(tone, c.to_string()));
        }
        column += wide;
    }
    lines.into_iter().map(|line| trimmed(&line)).collect()
}

/// The line without spaces at its end.
fn trimmed(line: &Line) -> Line {
    let mut spans = line.spans().to_vec();
    while let Some((_, text)) = spans.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            break;
        }
        spans.pop();
    }
    spans.into_iter().fold(Line::new(), |line, (tone, text)| line.with(tone, text))
}

/// The pieces between which a line may be broken: words with the spaces after them, and Chinese characters with the
/// punctuation that belongs to them.
fn words(line: &Line) -> Vec<Vec<(Tone, char)>> {
    let characters = line.spans().iter().flat_map(|(tone, text)| text.chars().map(|c| (*tone, c)));
    let mut words: Vec<Vec<(Tone, char)>> = Vec::new();
    for (tone, c) in characters {
        let joined = words.last().is_some_and(|word| {
            let Some(&(_, before)) = word.last() else { return false };
            let wide = |c: char| c.width() == Some(2);
            c == ' '
                || (tone == Tone::Code && before == ' ' && ends_with_comma(word))
                || NOT_FIRST.contains(c)
                || NOT_LAST.contains(before)
                || (before != ' ' && !wide(before) && !wide(c))
        });
        match words.last_mut() {
            Some(word) if joined => word.push((tone, c)),
            _ => words.push(vec![(tone, c)]),
        }
    }
    words
}

/// Whether the last character before the spaces is a comma: the arguments of a formula stay together.
fn ends_with_comma(word: &[(Tone, char)]) -> bool {
    word.iter().rev().find(|(_, c)| *c != ' ').is_some_and(|(_, c)| *c == ',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
        wrap(&Line::new().with(Tone::Plain, text), width, indent).iter().map(Line::to_string).collect()
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_closing_marks() {
        assert_eq!(wrapped("古典概率，模型", 8, 0), ["古典概", "率，模型"]);
        assert_eq!(wrapped("古典（概率）", 6, 0), ["古典", "（概", "率）"]);
        assert_eq!(wrapped("有 C(52,5) 种", 8, 0), ["有", "C(52,5)", "种"]);
    }

    #[test]
    fn arguments_of_a_formula_stay_together() {
        let line = Line::new().with(Tone::Code, "C(5, 3) + C(5, 4)");
        let lines: Vec<String> = wrap(&line, 12, 0).iter().map(Line::to_string).collect();
        assert_eq!(lines, ["C(5, 3) +", "C(5, 4)"]);
    }

    #[test]
    fn a_line_that_fits_stays() {
        assert_eq!(wrapped("", 10, 4), [""]);
        assert_eq!(wrapped("abc def", 7, 4), ["abc def"]);
        assert_eq!(wrapped("  abc", 3, 0), ["  abc"]);
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_is_lost_and_lines_fit(text in "[a-c 概率，（）]{0,60}", width in 6_usize..30) {
            let lines = wrapped(&text, width, 2);
            let solid = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
            for line in &lines {
                let pieces = words(&Line::new().with(Tone::Plain, line.trim().to_owned()));
                prop_assert!(Line::new().with(Tone::Plain, line.clone()).width() <= width || pieces.len() == 1);
            }
        }
    }
}
