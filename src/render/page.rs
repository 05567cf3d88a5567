//! A page of help, written in Markdown, for the terminal.

use crate::render::markdown::{Block, Content, blocks};
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::wrap::wrap;
use std::io;

/// How far the text of a code block is moved in.
const CODE: usize = 4;

/// Writes a page, wrapped to so many columns.
///
/// # Errors
/// Those of writing.
pub fn page(text: &str, width: usize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    for (i, block) in blocks(text).iter().enumerate() {
        if i > 0 && block.apart {
            sheet.gap()?;
        }
        match &block.content {
            Content::Text(text) => paragraph(block, text, width, sheet)?,
            Content::Code(lines) => code(lines, sheet)?,
        }
    }
    Ok(())
}

/// Writes a text, wrapped, beside the mark of its item.
fn paragraph(block: &Block<'_>, text: &Line, width: usize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let first = match &block.marker {
        Some(marker) => Line::new().pad(block.indent - marker.len()).with(Tone::Label, marker.as_str()),
        None => Line::new().pad(block.indent),
    };
    let whole = text.spans().iter().fold(first, |line, (tone, text)| line.with(*tone, text.as_str()));
    wrap(&whole, width, block.indent).iter().try_for_each(|line| sheet.line(line))
}

/// Writes the lines of a code block as they are.
fn code(lines: &[&str], sheet: &mut Sheet<'_>) -> io::Result<()> {
    lines.iter().try_for_each(|line| {
        let tone = if line.starts_with("$ ") { Tone::Code } else { Tone::Plain };
        sheet.line(&Line::new().pad(CODE).with(tone, *line))
    })
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
