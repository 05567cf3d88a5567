//! A search through the pages by any word or phrase.

use super::{Language, Page, pages};
use std::sync::LazyLock;

/// A page, in one language, in which a word occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The page.
    pub page: &'static Page,
    /// The language in which it contains the word.
    pub language: Language,
    /// The number, from 1, of the first line with the word.
    pub line: usize,
    /// That line; a word that the line's end divides begins in it.
    pub text: &'static str,
}

/// Every page and language in which the word occurs, in the order of the pages, English first.
///
/// Case does not matter, nor do marks of emphasis or where a line was broken. Part of a word is enough;
/// several words are looked for as one phrase. An empty word is found nowhere. The cost is the length of
/// the pages times that of the word at worst.
///
/// # Examples
/// ```
/// use prob::help::{search, Language};
/// let hits = search("Chinchilla");
/// assert!(hits.iter().any(|hit| hit.page.number() == 8 && hit.language == Language::Chinese));
/// assert!(hits.iter().all(|hit| hit.text.contains("Chinchilla")));
/// assert!(search("zebra").is_empty());
/// ```
#[must_use]
pub fn search(word: &str) -> Vec<Hit> {
    let wanted: Vec<char> = fold(word).into_iter().map(|(c, _)| c).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let hits = FOLDED.iter().filter_map(|(page, language, folded)| {
        let start = folded.windows(wanted.len()).find(|part| part.iter().map(|(c, _)| c).eq(&wanted))?;
        let line = start.first()?.1;
        let text = page.text(*language).lines().nth(line)?.trim();
        Some(Hit { page, language: *language, line: line + 1, text })
    });
    hits.collect()
}

/// The text for which a line break inside a paragraph stands: nothing between two Chinese characters and
/// beside full-width punctuation, else a space.
///
/// CommonMark makes a space of every such break, which is wrong in Chinese text.
///
/// # Examples
/// ```
/// use prob::help::soft_break;
/// assert_eq!(soft_break('概', '率'), "");
/// assert_eq!(soft_break('，', 'G'), "");
/// assert_eq!(soft_break('有', '1'), " ");
/// assert_eq!(soft_break('a', 'b'), " ");
/// ```
#[must_use]
pub fn soft_break(before: char, after: char) -> &'static str {
    if is_full_width_mark(before) || is_full_width_mark(after) || (is_han(before) && is_han(after)) {
        ""
    } else {
        " "
    }
}

/// Whether the character is one of those that the Chinese pages are written in.
pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_full_width_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '…')
}

type Folded = Vec<(char, usize)>;

static FOLDED: LazyLock<Vec<(&'static Page, Language, Folded)>> = LazyLock::new(|| {
    let texts = pages().iter().flat_map(|page| Language::ALL.map(|language| (page, language)));
    texts.map(|(page, language)| (page, language, fold(page.text(language)))).collect()
});

/// The characters of a text as they are compared, each with the index of its line: in lower case, without
/// marks of emphasis, a paragraph as one line, and a line end only between blocks.
fn fold(text: &str) -> Folded {
    let mut folded: Folded = Vec::new();
    let mut verbatim = false;
    let mut joined = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let fence = line.starts_with("```");
        verbatim ^= fence;
        let plain: String = line.chars().filter(|c| !matches!(c, '*' | '`')).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if let (Some(&(before, at)), Some(after)) = (folded.last(), plain.chars().next()) {
            let joint =
                if joined && !verbatim && !begins_block(line) { soft_break(before, after) } else { "\n" };
            folded.extend(joint.chars().map(|c| (c, at)));
        }
        folded.extend(plain.chars().flat_map(char::to_lowercase).map(|c| (c, number)));
        joined = !(line.is_empty() || line.starts_with('#') || verbatim || fence);
    }
    folded
}

/// Whether a line of CommonMark cannot continue the paragraph above it.
fn begins_block(line: &str) -> bool {
    let (number, rest) = line.split_at(line.bytes().take_while(u8::is_ascii_digit).count());
    line.starts_with("- ") || line.starts_with('#') || (!number.is_empty() && rest.starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        fold(text).into_iter().map(|(c, _)| c).collect()
    }

    #[test]
    fn a_paragraph_becomes_one_line_and_blocks_stay_apart() {
        assert_eq!(folded("# 题\n\n大模\n型 GPT\n系列，\nA"), "# 题\n大模型 gpt 系列，a");
        assert_eq!(folded("- One **Two**\n  three\n- four\n2. five"), "- one two three\n- four\n2. five");
        assert_eq!(folded("text\n```console\n$ a\nb\n```\nend"), "text\nconsole\n$ a\nb\nend");
    }

    #[test]
    fn a_character_knows_its_line() {
        let lines: Vec<usize> = fold("ab\n\ncd\ne").into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines, [0, 0, 0, 2, 2, 2, 3]);
    }
}
