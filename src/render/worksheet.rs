//! Exercises on paper: a worksheet, and its answer key with derivations, as Markdown or LaTeX.

use crate::explain::Step;
use crate::help::Language;
use crate::quiz::Exercise;
use crate::render::written::{breakable, escaped};
use std::fmt::Write;

/// The formats of a worksheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Markdown.
    Markdown,
    /// LaTeX, a whole document.
    Latex,
}

/// A worksheet of these exercises, or its answer key; the seed is named, so that the sheet can be made again.
///
/// # Examples
/// ```
/// use prob::help::Language;
/// use prob::quiz::exercises;
/// use prob::render::worksheet::{Paper, worksheet};
/// let some = exercises(None, Some(1), 7, 2)?;
/// let sheet = worksheet(&some, Paper::Markdown, false, 7, Language::English);
/// assert!(sheet.starts_with("# Exercises\n") && !sheet.contains("Answer:"));
/// let key = worksheet(&some, Paper::Markdown, true, 7, Language::English);
/// assert!(key.contains(&format!("**Answer: {}**", some[0].exact())));
/// # Ok::<(), prob::Error>(())
/// ```
#[must_use]
pub fn worksheet(exercises: &[Exercise], paper: Paper, key: bool, seed: u64, language: Language) -> String {
    let title = match (key, language) {
        (false, Language::English) => "Exercises",
        (true, Language::English) => "Answers",
        (false, Language::Chinese) => "练习题",
        (true, Language::Chinese) => "练习题答案",
    };
    let of = match language {
        Language::English => format!("Seed {seed}."),
        Language::Chinese => format!("种子 {seed}。"),
    };
    match paper {
        Paper::Markdown => markdown(exercises, key, title, &of, language),
        Paper::Latex => latex(exercises, key, title, &of, language),
    }
}

/// "Answer" in a language.
fn answer_word(language: Language) -> &'static str {
    match language {
        Language::English => "Answer: ",
        Language::Chinese => "答案：",
    }
}

/// A formula with its value; one that is its own value once.
fn equation(step: &Step) -> Option<String> {
    match (&step.formula, &step.value) {
        (Some(formula), Some(value)) if formula != value => Some(format!("{formula} = {value}")),
        (Some(text), _) | (None, Some(text)) => Some(text.clone()),
        (None, None) => None,
    }
}

fn markdown(exercises: &[Exercise], key: bool, title: &str, of: &str, language: Language) -> String {
    let mut sheet = format!("# {title}\n\n{of}\n");
    for (i, exercise) in exercises.iter().enumerate() {
        let (topic, level) = (exercise.topic.text(language), exercise.level);
        let _ = write!(sheet, "\n{}. {} *({topic}, {level})*\n", i + 1, exercise.text(language));
        if !key {
            continue;
        }
        let _ = write!(sheet, "\n   **{}{}**\n\n", answer_word(language), exercise.exact());
        for step in &exercise.answer.steps {
            let _ = write!(sheet, "   - {}", step.says.text(language));
            match equation(step) {
                Some(text) => {
                    let _ = writeln!(sheet, ": `{text}`");
                }
                None => sheet.push('\n'),
            }
        }
        let _ = writeln!(sheet, "   - `{}`", exercise.question);
    }
    sheet
}

fn latex(exercises: &[Exercise], key: bool, title: &str, of: &str, language: Language) -> String {
    let class = match language {
        Language::English => "\\documentclass{article}\n",
        // Chinese fonts and punctuation; compiled by XeLaTeX.
        Language::Chinese => "\\documentclass{ctexart}\n",
    };
    let mut sheet = format!(
        "{class}\\usepackage{{amsmath}}\n\\begin{{document}}\n\\section*{{{title}}}\n{of}\n\\begin{{enumerate}}\n"
    );
    for exercise in exercises {
        let (topic, level) = (exercise.topic.text(language), exercise.level);
        let _ = writeln!(sheet, "\\item {} \\emph{{({topic}, {level})}}", escaped(exercise.text(language)));
        if !key {
            sheet.push_str("\\vspace{3cm}\n");
            continue;
        }
        let number =
            crate::render::written::number(&exercise.exact(), crate::language::ast::Format::Latex, 6);
        let _ = writeln!(sheet, "\n\\textbf{{{}}}$\\displaystyle {number}$", answer_word(language));
        sheet.push_str("\\begin{itemize}\n");
        for step in &exercise.answer.steps {
            let _ = write!(sheet, "\\item {}", escaped(&step.says.text(language)));
            if let Some(text) = equation(step) {
                let _ = write!(sheet, ": \\texttt{{{}}}", breakable(&text));
            }
            sheet.push('\n');
        }
        let _ = writeln!(sheet, "\\item \\texttt{{{}}}", breakable(&exercise.question));
        sheet.push_str("\\end{itemize}\n");
    }
    sheet.push_str("\\end{enumerate}\n\\end{document}\n");
    sheet
}
