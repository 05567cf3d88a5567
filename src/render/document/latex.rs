//! A LaTeX document that compiles as it stands.

use super::Paper;
use crate::help::Language;
use crate::render::tree::Tree;
use crate::render::typeset::Math;
use crate::render::written::{breakable, escaped};

/// The widest line of a formula, in characters of its source.
const WIDEST: usize = 110;

/// LaTeX.
pub(super) struct Latex;

impl Paper for Latex {
    fn plain(&self, text: &str) -> String {
        escaped(text)
    }

    fn code(&self, text: &str) -> String {
        format!("\\texttt{{{}}}", breakable(text))
    }

    fn inline(&self, math: &Math) -> String {
        format!("${}$", math.latex())
    }

    fn display(&self, equal: &[Math]) -> String {
        let parts: Vec<String> = equal.iter().map(Math::latex).collect();
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in pieces(&parts.join(" = ")) {
            if !line.is_empty() && line.len() + piece.len() > WIDEST {
                lines.push(std::mem::take(&mut line));
            }
            line = if line.is_empty() { piece } else { format!("{line} {piece}") };
        }
        lines.push(line);
        format!("\\begin{{gather*}}\n  {}\n\\end{{gather*}}", lines.join(" \\\\\n  {}"))
    }

    fn section(&self, question: &str, blocks: &[String]) -> String {
        format!(
            "\\section*{{{}}}\n\\begin{{sloppypar}}\n{}\n\\end{{sloppypar}}",
            self.code(question),
            blocks.join("\n\n")
        )
    }

    fn heading(&self, title: &str) -> String {
        format!("\\subsection*{{{title}}}")
    }

    fn list(&self, items: &[String]) -> String {
        let items: Vec<String> = items.iter().map(|item| format!("\\item {item}")).collect();
        format!("\\begin{{enumerate}}\n{}\n\\end{{enumerate}}", items.join("\n"))
    }

    fn below(&self, words: &str, block: &str) -> String {
        let between = if block.starts_with("\\begin") { "\n" } else { "\\\\\n" };
        format!("{words}{between}{block}")
    }

    fn grid(&self, head: &[String], rows: &[Vec<String>]) -> String {
        let line = |cells: &[String]| format!("{} \\\\", cells.join(" & "));
        let mut lines = vec![format!("\\begin{{longtable}}{{{}}}", "l".repeat(head.len()))];
        lines.push(line(head) + " \\hline \\endhead");
        lines.extend(rows.iter().map(|row| line(row)));
        lines.push("\\end{longtable}".to_owned());
        lines.join("\n")
    }

    fn verbatim(&self, text: &str) -> String {
        format!("{{\\footnotesize\n\\begin{{verbatim}}\n{text}\n\\end{{verbatim}}\n}}")
    }

    fn tree(&self, tree: &Tree) -> Option<String> {
        Some(tree.latex())
    }

    fn whole(&self, sections: &[String], language: Language) -> String {
        let body = sections.join("\n\n");
        // ctexart sets Chinese, and needs XeLaTeX or LuaLaTeX; what is plain compiles with every LaTeX.
        let foreign = language == Language::Chinese || body.chars().any(|c| c > '\u{17f}');
        let class = if foreign { "ctexart" } else { "article" };
        let mut packages = vec!["amsmath", "amssymb", "longtable"];
        packages.extend(body.contains("{tikzpicture}").then_some("tikz"));
        let packages: String = packages.iter().map(|name| format!("\\usepackage{{{name}}}\n")).collect();
        format!(
            "\\documentclass{{{class}}}\n{packages}\\allowdisplaybreaks\n\\begin{{document}}\n{body}\n\\end{{document}}"
        )
    }
}

/// Equal formulas cut before the signs of their outermost sums, where it is too wide for a line.
fn pieces(math: &str) -> Vec<String> {
    if math.len() <= WIDEST {
        return vec![math.to_owned()];
    }
    let (mut pieces, mut piece, mut depth) = (Vec::new(), String::new(), 0i32);
    for (i, c) in math.char_indices() {
        let rest = &math[i..];
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth += i32::from(rest.starts_with("\\left(")) - i32::from(rest.starts_with("\\right)"));
        if depth == 0 && [" + ", " - ", " = "].iter().any(|sign| rest.starts_with(sign)) {
            pieces.push(std::mem::take(&mut piece).trim().to_owned());
        }
        piece.push(c);
    }
    pieces.push(piece.trim().to_owned());
    pieces
}
