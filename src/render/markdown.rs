//! Reads the Markdown of the help pages, block by block.
//!
//! It is the part of CommonMark that the pages use: headings, paragraphs, lists in lists, code between fences or moved in;
//! in a line code and emphasis by asterisks. Everything else stands as it is written.

use crate::help::soft_break;
use crate::render::markup::{Line, Tone};

/// How far a line of code without fences is moved in.
const CODE: usize = 4;

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// What it is.
    pub content: Content<'a>,
    /// The column at which its lines begin.
    pub indent: usize,
    /// The mark of the item that it begins, `- ` or `1. `, to the left of that column.
    pub marker: Option<String>,
    /// Whether an empty line goes before it.
    pub apart: bool,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content<'a> {
    /// A heading, a paragraph or the text of an item.
    Text(Line),
    /// The lines of a block of code.
    Code(Vec<&'a str>),
}

/// The blocks of a page in order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut reader = Reader::default();
    text.lines().for_each(|line| reader.take(line));
    reader.end_text();
    reader.blocks
}

/// A list that is open.
#[derive(Clone, Copy)]
struct List {
    /// The column at which the text of its items begins.
    content: usize,
    /// The number of its next item, where they are numbered.
    next: Option<u64>,
}

/// What has been read of a page.
#[derive(Default)]
struct Reader<'a> {
    blocks: Vec<Block<'a>>,
    lists: Vec<List>,
    /// The lines of the text that is being read, and the mark of the item that it begins.
    text: Vec<&'a str>,
    marker: Option<String>,
    /// How many lines before this one are empty.
    blanks: usize,
    /// Whether an empty line goes before the text that is being read.
    apart: bool,
    /// Whether code between fences is being read.
    fenced: bool,
    /// Whether the last block is code that is moved in, and may go on.
    indented: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self, line: &'a str) {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let within = self.lists.last().map_or(0, |list| list.content);
        if self.fenced {
            return self.take_code(rest, &line[indent.min(within)..]);
        }
        if rest.is_empty() {
            self.end_text();
            self.blanks += 1;
            return;
        }
        if self.text.is_empty() && indent >= within + CODE {
            return self.take_indented(&line[within + CODE..]);
        }
        self.indented = false;
        // A number at the beginning of a line within a text is no item, unless it is 1 or another item stands above it.
        let sibling = self.lists.last().is_some_and(|list| list.content > indent);
        let may_begin =
            |number: Option<u64>| self.text.is_empty() || sibling || number.is_none_or(|n| n == 1);
        let item = item(rest).filter(|(_, number)| may_begin(*number));
        let begins = item.is_some() || rest.starts_with("```") || heading(rest).is_some();
        match item {
            // A line may go on with the text of an item from further out.
            None if !begins && !self.text.is_empty() => return self.text.push(rest.trim_end()),
            Some((marker, number)) => self.begin_item(indent, marker, number, rest),
            None => {
                self.end_text();
                while self.lists.last().is_some_and(|list| list.content > indent) {
                    self.lists.pop();
                }
                self.begin(rest);
            }
        }
        self.blanks = 0;
    }

    /// A line that begins a block and no item.
    fn begin(&mut self, rest: &'a str) {
        self.apart = self.blanks > 0 || self.lists.is_empty();
        if rest.starts_with("```") {
            self.fenced = true;
            self.push(Content::Code(Vec::new()));
        } else if let Some(title) = heading(rest) {
            self.push(Content::Text(spans(title, Tone::Heading)));
        } else {
            self.text.push(rest.trim_end());
        }
    }

    fn begin_item(&mut self, indent: usize, marker: usize, number: Option<u64>, rest: &'a str) {
        self.end_text();
        let mut sibling = None;
        while let Some(list) = self.lists.pop_if(|list| list.content > indent) {
            sibling = Some(list);
        }
        self.apart = sibling.is_none() && self.lists.is_empty();
        let number = sibling.map_or(number, |list| list.next);
        self.lists.push(List { content: indent + marker, next: number.map(|n| n + 1) });
        self.marker = Some(number.map_or_else(|| "- ".to_owned(), |n| format!("{n}. ")));
        self.text.push(rest[marker..].trim());
    }

    /// A line between fences, without what its item is moved in.
    fn take_code(&mut self, rest: &str, line: &'a str) {
        if rest.trim_end() == "```" {
            self.fenced = false;
        } else if let Some(Content::Code(lines)) = self.blocks.last_mut().map(|block| &mut block.content) {
            lines.push(line);
        }
    }

    /// A line of code that is moved in; empty lines between two of them belong to it.
    fn take_indented(&mut self, line: &'a str) {
        let blanks = std::mem::take(&mut self.blanks);
        match self.blocks.last_mut() {
            Some(Block { content: Content::Code(lines), .. }) if self.indented => {
                lines.resize(lines.len() + blanks, "");
                lines.push(line);
            }
            _ => {
                self.apart = blanks > 0 || self.lists.is_empty();
                self.push(Content::Code(vec![line]));
            }
        }
        self.indented = true;
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text).join("\n");
            self.push(Content::Text(spans(&text, Tone::Plain)));
        }
    }

    fn push(&mut self, content: Content<'a>) {
        let marker = self.marker.take();
        let indent = self.lists.last().map_or(0, |list| {
            let mark = marker.as_ref().map_or(if list.next.is_some() { 3 } else { 2 }, String::len);
            2 * (self.lists.len() - 1) + mark
        });
        self.blocks.push(Block { content, indent, marker, apart: self.apart });
    }
}

/// The text of a heading.
fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    (title.len() < line.len()).then(|| title.strip_prefix(' '))?.map(str::trim)
}

/// How long the mark of an item is with the space after it, and its number.
fn item(line: &str) -> Option<(usize, Option<u64>)> {
    if line.starts_with("- ") {
        return Some((2, None));
    }
    let (number, rest) = line.split_once(". ")?;
    let number = Some(number).filter(|n| n.bytes().all(|digit| digit.is_ascii_digit()) && !rest.is_empty());
    Some((number?.len() + 2, Some(number?.parse().ok()?)))
}

/// A text with its code and its emphasis; its lines are joined.
fn spans(text: &str, tone: Tone) -> Line {
    let mut line = Line::new();
    // The lengths of the marks that are open.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let here = if open.is_empty() { tone } else { Tone::Strong };
        let run = text[at..].len() - text[at..].trim_start_matches(c).len();
        let after = text[at + c.len_utf8()..].chars().next();
        at += match c {
            '`' => match code(&text[at + run..], run) {
                Some(code) => {
                    line.push(Tone::Code, code.replace('\n', " "));
                    code.len() + 2 * run
                }
                None => {
                    line.push(here, &text[at..at + run]);
                    run
                }
            },
            '*' => {
                let before = text[..at].chars().next_back();
                let after = text[at + run..].chars().next();
                if open.last() == Some(&run) && closes(before) {
                    open.pop();
                } else if opens(after) && has_end(&text[at + run..], run) {
                    open.push(run);
                } else {
                    line.push(here, &text[at..at + run]);
                }
                run
            }
            '\\' if after.is_some_and(|c| c.is_ascii_punctuation()) => {
                line.push(here, &text[at + 1..at + 2]);
                2
            }
            '\n' => {
                let next = text[at + 1..].trim_start_matches('`').chars().next();
                // Between a character and a mark of emphasis there is always a space.
                let next = next.map(|next| if next == '*' { 'a' } else { next });
                let before = line.spans().last().and_then(|(_, text)| text.chars().next_back());
                line.push(here, before.zip(next).map_or(" ", |(before, next)| soft_break(before, next)));
                1
            }
            _ => {
                let plain = text[at..].find(['`', '*', '\\', '\n']).filter(|length| *length > 0);
                let length = plain.unwrap_or(if c == '\\' { 1 } else { text.len() - at });
                line.push(here, &text[at..at + length]);
                length
            }
        };
    }
    line
}

/// The code up to the next run of as many backticks.
fn code(text: &str, ticks: usize) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        at += found;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        if run == ticks {
            return Some(&text[..at]);
        }
        at += run;
    }
    None
}

/// Whether emphasis may begin before this character.
fn opens(after: Option<char>) -> bool {
    after.is_some_and(|c| !c.is_whitespace())
}

/// Whether emphasis may end after this character.
fn closes(before: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace())
}

/// Whether emphasis by so many asterisks ends in this text.
fn has_end(text: &str, asterisks: usize) -> bool {
    let mut at = 0;
    while let Some(found) = text[at..].find('*') {
        at += found;
        let run = text[at..].len() - text[at..].trim_start_matches('*').len();
        if run == asterisks && closes(text[..at].chars().next_back()) {
            return true;
        }
        at += run;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks, each as its indent, its mark and its text; a plus sign where an empty line goes before.
    fn read(text: &str) -> Vec<String> {
        let shown = |block: Block<'_>| {
            let text = match block.content {
                Content::Text(line) => line.to_string(),
                Content::Code(lines) => format!("{lines:?}"),
            };
            let apart = if block.apart { "+" } else { "" };
            format!("{apart}{}:{}{text}", block.indent, block.marker.unwrap_or_default())
        };
        blocks(text).into_iter().map(shown).collect()
    }

    #[test]
    fn blocks_are_headings_paragraphs_items_and_code() {
        let text =
            "# One\ntwo\nthree\n\n```prob\nP(d6 = 1)\n\n  x\n```\n## Four\n#five\n\n    a\n\n      b\nc\n";
        let code = r#"+0:["P(d6 = 1)", "", "  x"]"#;
        assert_eq!(
            read(text),
            ["+0:One", "+0:two three", code, "+0:Four", "+0:#five", r#"+0:["a", "", "  b"]"#, "+0:c"]
        );
    }

    #[test]
    fn lists_stand_in_lists() {
        let text = "- a\n  b\nc\n  1. d\n  2. e\n\n  f\n\n- g\n  ```text\n  h\n    i\n  ```\n\nj\n8. k\n\n9. l\n10. m\n";
        let lists = ["+2:- a b c", "5:1. d", "5:2. e", "+2:f", "2:- g", r#"2:["h", "  i"]"#];
        assert_eq!(read(text), [&lists[..], &["+0:j 8. k", "+3:9. l", "4:10. m"]].concat());
    }

    #[test]
    fn emphasis_and_code_are_spans() {
        let of = |text: &str| {
            let line = spans(text, Tone::Plain);
            let mark = |tone| match tone {
                Tone::Strong => "!",
                Tone::Code => "$",
                _ => "",
            };
            line.spans()
                .iter()
                .map(|(tone, text)| format!("{}{text}", mark(*tone)))
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(of("a *b* **c `d` e** f"), "a |!b| |!c |$d|! e| f");
        assert_eq!(of("2 * 3 * 4, a*b, **c"), "2 * 3 * 4, a*b, **c");
        assert_eq!(of(r"\*a\* \b ``c`d`` `e"), r"*a* \b |$c`d| `e");
        assert_eq!(of("大模\n型 a\nb\n**概率**\n论"), "大模型 a b |!概率|论");
    }
}
