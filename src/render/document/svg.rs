//! Figures: a probability tree as one, everything else as lines of text.

use super::Paper;
use crate::help::Language;
use crate::render::tree::Tree;
use crate::render::typeset::{Math, markup};
use unicode_width::UnicodeWidthStr;

/// The width of a character and the height of a line.
const CELL: (usize, usize) = (8, 18);

/// SVG.
pub(super) struct Svg;

impl Paper for Svg {
    fn plain(&self, text: &str) -> String {
        text.to_owned()
    }

    fn code(&self, text: &str) -> String {
        text.to_owned()
    }

    fn inline(&self, math: &Math) -> String {
        math.latex()
    }

    fn display(&self, equal: &[Math]) -> String {
        equal.iter().map(Math::latex).collect::<Vec<_>>().join(" = ")
    }

    fn section(&self, _: &str, blocks: &[String]) -> String {
        blocks.join("\n")
    }

    fn heading(&self, title: &str) -> String {
        title.to_owned()
    }

    fn list(&self, items: &[String]) -> String {
        items.join("\n")
    }

    fn below(&self, words: &str, block: &str) -> String {
        format!("{words}: {block}")
    }

    fn grid(&self, head: &[String], rows: &[Vec<String>]) -> String {
        let lines = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        lines.map(|cells| cells.join("  ")).collect::<Vec<_>>().join("\n")
    }

    fn verbatim(&self, text: &str) -> String {
        let columns = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let (width, height) = ((columns + 2) * CELL.0, (text.lines().count() + 1) * CELL.1);
        let lines: String = text
            .lines()
            .enumerate()
            .map(|(i, line)| {
                format!(
                    "<text xml:space=\"preserve\" x=\"{}\" y=\"{}\">{}</text>\n",
                    CELL.0,
                    (i + 1) * CELL.1,
                    markup(line)
                )
            })
            .collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"13\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n{lines}</svg>"
        )
    }

    fn tree(&self, tree: &Tree) -> Option<String> {
        Some(tree.svg())
    }

    /// One figure, or several below each other.
    fn whole(&self, sections: &[String], _: Language) -> String {
        if let [only] = sections {
            return only.clone();
        }
        let size = |figure: &str, name: &str| {
            let rest = figure.split(&format!("{name}=\"")).nth(1).unwrap_or_default();
            rest.split('"').next().and_then(|number| number.parse::<usize>().ok()).unwrap_or(0)
        };
        let (mut width, mut height, mut figures) = (0, 0, String::new());
        for figure in sections {
            figures += &figure.replacen("<svg ", &format!("<svg y=\"{height}\" "), 1);
            figures.push('\n');
            width = width.max(size(figure, " width"));
            height += size(figure, " height");
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n{figures}</svg>"
        )
    }
}
