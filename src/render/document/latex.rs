//! A LaTeX document that compiles as it stands.

use super::Paper;
use crate::help::Language;
use crate::render::tree::Tree;
use crate::render::typeset::Math;
use crate::render::written::{breakable, escaped};
use std::fmt::Write;

/// The widest line of a formula, in characters of its source.
const WIDEST: usize = 110;

/// How many digits stand on a line, and how many lines in a box, which no page breaks.
const DIGITS_A_LINE: usize = 60;
const LINES_OF_A_BOX: usize = 15;

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
        format!("${}$", in_lines(&math.latex()))
    }

    fn display(&self, equal: &[Math]) -> String {
        if equal.iter().any(is_longer_than_a_page) {
            let all = equal.iter().enumerate().flat_map(|(i, math)| lines_of(math, i > 0));
            return gathered(&all.collect::<Vec<_>>(), "");
        }
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
        gathered(&lines.iter().map(|line| in_lines(line)).collect::<Vec<_>>(), "{}")
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

/// Lines of formulas, those after the first beginning with `goes_on`.
fn gathered(lines: &[String], goes_on: &str) -> String {
    let between = format!(" \\\\\n  {goes_on}");
    format!("\\begin{{gather*}}\n  {}\n\\end{{gather*}}", lines.join(&between))
}

/// A formula with each number that is wider than the page in lines, one below the other; words are left as they are.
fn in_lines(math: &str) -> String {
    let mut out = String::new();
    let mut rest = math;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '\\') {
        let (before, here) = rest.split_at(start);
        out.push_str(before);
        let (whole, after) = here.split_at(end_of_piece(here));
        match lines_of_digits(whole).as_slice() {
            lines if lines.len() > 1 && !whole.starts_with('\\') => {
                let _ = write!(out, "\\begin{{array}}{{l}} {} \\end{{array}}", lines.join(" \\\\ "));
            }
            _ => out.push_str(whole),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a number ends, a command, or words in braces.
fn end_of_piece(math: &str) -> usize {
    let Some(words) = math.strip_prefix("\\text{") else {
        let is_command = math.starts_with('\\');
        return if is_command { 1 } else { math.find(|c: char| !c.is_ascii_digit()).unwrap_or(math.len()) };
    };
    let mut depth = 1;
    let end = words.char_indices().find(|(i, c)| {
        let escaped = words[..*i].ends_with('\\');
        depth += i32::from(*c == '{' && !escaped) - i32::from(*c == '}' && !escaped);
        depth == 0
    });
    end.map_or(math.len(), |(i, _)| math.len() - words.len() + i + 1)
}

fn lines_of_digits(number: &str) -> Vec<String> {
    number.as_bytes().chunks(DIGITS_A_LINE).map(|line| String::from_utf8_lossy(line).into_owned()).collect()
}

/// Whether a formula is a number, or a fraction of numbers, that no page holds in one box.
fn is_longer_than_a_page(math: &Math) -> bool {
    match math {
        Math::Number(number) => number.len() > DIGITS_A_LINE * LINES_OF_A_BOX,
        Math::Fraction(above, below) => is_longer_than_a_page(above) || is_longer_than_a_page(below),
        _ => false,
    }
}

/// A formula in lines between which pages may break: those of a long number, and of a fraction of such.
fn lines_of(math: &Math, equal: bool) -> Vec<String> {
    let mut lines = match math {
        Math::Number(number) => lines_of_digits(number),
        Math::Fraction(above, below) => {
            let (mut above, below) = (lines_of(above, false), lines_of(below, false));
            if let Some(last) = above.last_mut() {
                last.push_str(" \\,\\big/");
            }
            above.into_iter().chain(below).collect()
        }
        other => pieces(&other.latex()).iter().map(|piece| in_lines(piece)).collect(),
    };
    if let Some(first) = lines.first_mut().filter(|_| equal) {
        *first = format!("{{}}= {first}");
    }
    lines
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
