//! Breaks lines at the width of the terminal, between words and between Chinese characters.

use crate::render::markup::{Line, Tone};
use unicode_width::UnicodeWidthChar;

/// Whether a line may not begin with this character.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '」'
            | '』'
            | '”'
            | '’'
            | '…'
            | '·'
    ) || matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '%')
}

/// Whether a line may not end with this character.
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '「' | '『' | '“' | '‘' | '(' | '[' | '{')
}

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
    let mut lines = Lines { broken: vec![Line::new()], column: 0, begun: false, width, indent };
    let mut word = Word::default();
    for (tone, text) in line.spans() {
        let mut from = 0;
        for (at, c) in text.char_indices() {
            if !word.takes(*tone, c) {
                word.pieces.push((*tone, &text[from..at]));
                from = at;
                lines.place(&mut word);
            }
            word.lengthen(c);
        }
        word.pieces.push((*tone, &text[from..]));
    }
    lines.place(&mut word);
    lines.broken.into_iter().map(Line::trimmed).collect()
}

/// The lines as far as they are filled.
struct Lines {
    broken: Vec<Line>,
    /// The columns of the last one.
    column: usize,
    /// Whether anything but spaces has been placed.
    begun: bool,
    width: usize,
    indent: usize,
}

impl Lines {
    /// Puts a word behind the last line, or on a line of its own, and empties it.
    fn place(&mut self, word: &mut Word<'_>) {
        if self.begun && word.solid > 0 && self.column + word.solid > self.width {
            self.broken.push(Line::new().pad(self.indent));
            self.column = self.indent;
        }
        self.begun = self.begun || word.solid > 0;
        if let Some(last) = self.broken.last_mut() {
            word.pieces.iter().for_each(|&(tone, text)| last.push(tone, text));
        }
        self.column += word.wide;
        word.pieces.clear();
        *word = Word { pieces: std::mem::take(&mut word.pieces), ..Word::default() };
    }
}

/// A piece between two places where a line may be broken: a word with the spaces after it, or a Chinese character with
/// the punctuation that belongs to it.
#[derive(Default)]
struct Word<'a> {
    /// Its parts, but for the one that is being read.
    pieces: Vec<(Tone, &'a str)>,
    /// Its last character, and the last that is no space.
    before: Option<char>,
    mark: Option<char>,
    /// Its columns, and those without the spaces at its end.
    wide: usize,
    solid: usize,
}

impl Word<'_> {
    /// Whether no line may be broken before this character.
    fn takes(&self, tone: Tone, c: char) -> bool {
        let Some(before) = self.before else { return true };
        let wide = |c: char| c.width() == Some(2);
        c == ' '
            // The arguments of a formula stay together.
            || (tone == Tone::Code && before == ' ' && self.mark == Some(','))
            || (before != ' ' && !wide(before) && !wide(c))
            || is_closing(c)
            || is_opening(before)
    }

    /// Adds a character.
    fn lengthen(&mut self, c: char) {
        self.before = Some(c);
        self.wide += c.width().unwrap_or(0);
        if c != ' ' {
            self.mark = Some(c);
            self.solid = self.wide;
        }
    }
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
                // A word that is wider than a line cannot be broken, however narrow the line is.
                let is_word = wrap(&Line::new().with(Tone::Plain, line.trim()), 1, 0).len() == 1;
                prop_assert!(Line::new().with(Tone::Plain, line.as_str()).width() <= width || is_word);
            }
        }
    }
}
