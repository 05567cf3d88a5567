//! HTML that is well-formed XML, with its formulas in MathML.

use super::Paper;
use crate::help::Language;
use crate::render::tree::Tree;
use crate::render::typeset::{Math, markup};

/// HTML with MathML.
pub(super) struct Html;

impl Html {
    fn math(equal: &[Math], display: &str) -> String {
        let parts: Vec<String> = equal.iter().map(Math::mathml).collect();
        format!(
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"{display}\">{}</math>",
            parts.join("<mo>=</mo>")
        )
    }
}

impl Paper for Html {
    fn plain(&self, text: &str) -> String {
        markup(text)
    }

    fn code(&self, text: &str) -> String {
        format!("<code>{}</code>", markup(text))
    }

    fn inline(&self, math: &Math) -> String {
        Self::math(std::slice::from_ref(math), "inline")
    }

    fn display(&self, equal: &[Math]) -> String {
        Self::math(equal, "block")
    }

    fn section(&self, question: &str, blocks: &[String]) -> String {
        let block = |block: &String| match ["<h", "<ol", "<table", "<pre", "<svg"]
            .iter()
            .any(|begin| block.starts_with(begin))
        {
            true => block.clone(),
            false => format!("<p>{block}</p>"),
        };
        let blocks: Vec<String> = blocks.iter().map(block).collect();
        format!("<section>\n<h2>{}</h2>\n{}\n</section>", self.code(question), blocks.join("\n"))
    }

    fn heading(&self, title: &str) -> String {
        format!("<h3>{title}</h3>")
    }

    fn list(&self, items: &[String]) -> String {
        let items: Vec<String> = items.iter().map(|item| format!("<li>{item}</li>")).collect();
        format!("<ol>\n{}\n</ol>", items.join("\n"))
    }

    fn below(&self, words: &str, block: &str) -> String {
        format!("{words}<br/>{block}")
    }

    fn grid(&self, head: &[String], rows: &[Vec<String>]) -> String {
        let line = |cells: &[String], name: &str| {
            let cells: String = cells.iter().map(|cell| format!("<{name}>{cell}</{name}>")).collect();
            format!("<tr>{cells}</tr>")
        };
        let mut lines = vec!["<table>".to_owned(), line(head, "th")];
        lines.extend(rows.iter().map(|row| line(row, "td")));
        lines.push("</table>".to_owned());
        lines.join("\n")
    }

    fn verbatim(&self, text: &str) -> String {
        format!("<pre>{}</pre>", markup(text))
    }

    fn tree(&self, tree: &Tree) -> Option<String> {
        Some(tree.svg())
    }

    fn whole(&self, sections: &[String], language: Language) -> String {
        let lang = if language == Language::Chinese { "zh" } else { "en" };
        format!(
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>prob</title>\n</head>\n<body>\n{}\n</body>\n</html>",
            sections.join("\n")
        )
    }
}
