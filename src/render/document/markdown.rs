//! Markdown, with formulas between dollar signs.

use super::Paper;
use crate::help::Language;
use crate::render::tree::Tree;
use crate::render::typeset::Math;

/// Markdown.
pub(super) struct Markdown;

impl Paper for Markdown {
    fn plain(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, '\\' | '*' | '_' | '`' | '|' | '<' | '>' | '$' | '#' | '[' | ']') {
                plain.push('\\');
            }
            plain.push(c);
        }
        plain
    }

    fn code(&self, text: &str) -> String {
        // A bar would end a cell of a table, and code has no backslashes.
        let fence = if text.contains('`') { "``" } else { "`" };
        format!("{fence}{text}{fence}")
    }

    fn inline(&self, math: &Math) -> String {
        format!("${}$", math.latex())
    }

    fn display(&self, equal: &[Math]) -> String {
        let parts: Vec<String> = equal.iter().map(Math::latex).collect();
        format!("$$ {} $$", parts.join(" = "))
    }

    fn section(&self, question: &str, blocks: &[String]) -> String {
        format!("## {}\n\n{}", self.code(question), blocks.join("\n\n"))
    }

    fn heading(&self, title: &str) -> String {
        format!("### {title}")
    }

    fn list(&self, items: &[String]) -> String {
        let item = |(i, text): (usize, &String)| format!("{}. {text}", i + 1);
        items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
    }

    fn below(&self, words: &str, block: &str) -> String {
        format!("{words}\n\n    {block}\n")
    }

    fn grid(&self, head: &[String], rows: &[Vec<String>]) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| barred(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = vec![line(head), format!("|{}", " --- |".repeat(head.len()))];
        lines.extend(rows.iter().map(|row| line(row)));
        lines.join("\n")
    }

    fn verbatim(&self, text: &str) -> String {
        format!("```text\n{text}\n```")
    }

    fn tree(&self, _: &Tree) -> Option<String> {
        None
    }

    fn whole(&self, sections: &[String], _: Language) -> String {
        sections.join("\n\n")
    }
}

/// A cell in which a bar does not end it, also within code.
fn barred(cell: &str) -> String {
    cell.replace("\\|", "|").replace('|', "\\|")
}
