//! A page of help, written in CommonMark, for the terminal.

use crate::help::soft_break;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::wrap::wrap;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::io;

/// How far the text of a code block is moved in.
const CODE: usize = 4;

/// Writes a page, wrapped to so many columns.
///
/// # Errors
/// Those of writing.
pub fn page(text: &str, width: usize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let mut page = Page {
        sheet,
        width,
        line: Line::new(),
        tones: Vec::new(),
        lists: Vec::new(),
        marker: None,
        blocks: 0,
        verbatim: false,
        tight: false,
    };
    let mut events = Parser::new(text).peekable();
    while let Some(event) = events.next() {
        let after = match events.peek() {
            Some(Event::Text(text) | Event::Code(text)) => text.chars().next(),
            // A mark of emphasis stands between the break and its text.
            Some(Event::Start(_)) => Some('a'),
            _ => None,
        };
        page.event(event, after)?;
    }
    Ok(())
}

struct Page<'a, 'b> {
    sheet: &'a mut Sheet<'b>,
    width: usize,
    line: Line,
    tones: Vec<Tone>,
    /// The lists that are open, each with the number of its next item if it is numbered.
    lists: Vec<Option<u64>>,
    /// The mark of an item whose first line is still to come.
    marker: Option<String>,
    /// How many blocks have been written.
    blocks: usize,
    verbatim: bool,
    /// Whether the next block follows an item's text without an empty line.
    tight: bool,
}

impl Page<'_, '_> {
    fn event(&mut self, event: Event<'_>, after: Option<char>) -> io::Result<()> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.verbatim => self.code(&text),
            Event::Text(text) => {
                self.line.push(self.tone(), text.as_ref());
                Ok(())
            }
            Event::Code(text) => {
                self.line.push(Tone::Code, text.as_ref());
                Ok(())
            }
            Event::SoftBreak => {
                let before = self.line.spans().last().and_then(|(_, text)| text.chars().next_back());
                let joint = before.zip(after).map_or(" ", |(before, after)| soft_break(before, after));
                self.line.push(self.tone(), joint);
                Ok(())
            }
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.open()?;
                self.sheet.line(&Line::new().with(Tone::Dim, "-".repeat(self.width)))
            }
            _ => Ok(()),
        }
    }

    fn tone(&self) -> Tone {
        self.tones.last().copied().unwrap_or(Tone::Plain)
    }

    fn start(&mut self, tag: &Tag<'_>) -> io::Result<()> {
        match tag {
            Tag::Heading { .. } => {
                self.open()?;
                self.tones.push(Tone::Heading);
            }
            Tag::Paragraph => self.open()?,
            Tag::CodeBlock(_) => {
                self.open()?;
                self.verbatim = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.open()?;
                } else {
                    self.flush()?;
                }
                self.tight = true;
                self.lists.push(*first);
            }
            Tag::Item => {
                let number = self.lists.last_mut().and_then(|list| {
                    let number = *list;
                    *list = list.map(|n| n + 1);
                    number
                });
                self.marker = Some(number.map_or_else(|| "- ".to_owned(), |n| format!("{n}. ")));
                self.tight = true;
            }
            Tag::Strong | Tag::Emphasis => self.tones.push(Tone::Strong),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> io::Result<()> {
        match tag {
            TagEnd::Heading(_) => {
                self.flush()?;
                self.tones.pop();
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush()?,
            TagEnd::CodeBlock => self.verbatim = false,
            TagEnd::List(_) => {
                self.lists.pop();
                self.tight = !self.lists.is_empty();
            }
            TagEnd::Strong | TagEnd::Emphasis => {
                self.tones.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// Begins a block: an empty line parts it from the one before.
    fn open(&mut self) -> io::Result<()> {
        self.flush()?;
        if self.blocks > 0 && !std::mem::take(&mut self.tight) {
            self.sheet.gap()?;
        }
        self.blocks += 1;
        Ok(())
    }

    /// Writes what has been gathered, wrapped, beside the mark of its item.
    fn flush(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.line);
        if text == Line::new() {
            return Ok(());
        }
        self.blocks += 1;
        let outer = 2 * self.lists.len().saturating_sub(1);
        let marked = self.marker.take();
        let hanging = match (&marked, self.lists.last()) {
            (Some(marker), _) => outer + marker.len(),
            (None, Some(Some(_))) => outer + 3,
            (None, Some(None)) => outer + 2,
            (None, None) => 0,
        };
        let first = match marked {
            Some(marker) => Line::new().pad(outer).with(Tone::Label, marker),
            None => Line::new().pad(hanging),
        };
        let whole = text.spans().iter().fold(first, |line, (tone, text)| line.with(*tone, text.as_str()));
        wrap(&whole, self.width, hanging).iter().try_for_each(|line| self.sheet.line(line))
    }

    /// Writes the lines of a code block as they are.
    fn code(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| {
            let tone = if line.starts_with("$ ") { Tone::Code } else { Tone::Plain };
            self.sheet.line(&Line::new().pad(CODE).with(tone, line))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help::{Language, pages};

    fn shown(text: &str, width: usize) -> String {
        let mut out = Vec::new();
        page(text, width, &mut Sheet::new(&mut out, false)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn blocks_are_parted_and_items_hang() {
        let text = "# Title\n\nSome *text* that\nis `long`.\n\n- one two three four\n- five\n  1. six\n\nend\n\n```console\n$ prob coin\n1/2\n```\n";
        assert_eq!(
            shown(text, 16),
            "Title\n\nSome text that\nis long.\n\n- one two three\n  four\n- five\n  1. six\n\nend\n\n    $ prob coin\n    1/2\n"
        );
    }

    #[test]
    fn chinese_lines_are_joined_without_a_space() {
        assert_eq!(shown("大模\n型**概率**\n论，\nGPT\n", 80), "大模型概率论，GPT\n");
    }

    #[test]
    fn every_page_fits_its_width() {
        for page in pages() {
            for language in Language::ALL {
                for line in shown(page.text(language), 60).lines() {
                    let width = Line::new().with(Tone::Plain, line).width();
                    assert!(width <= 60 || line.starts_with("    "), "{line}");
                    assert_eq!(line.trim_end(), line);
                }
            }
        }
    }
}
