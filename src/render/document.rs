//! Answers with their derivations as documents: Markdown with formulas for a typesetter, LaTeX that compiles as it
//! stands, HTML with MathML.

use crate::answer::{Answer, Exact, Listing, Simulation, Table};
use crate::explain::Step;
use crate::help::Language;
use crate::language::ast;
use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::shorten::{formula as shortened, value as shortened_value};
use crate::render::typeset::{markup, read};
use crate::render::{Detail, Format, Renderer, View, text::Text, written};
use crate::solve::Branch;
use std::io;

/// Answers as parts of a document.
pub struct Document {
    view: View,
    begun: bool,
}

impl Document {
    /// A document in this view, whose format is one of the three.
    #[must_use]
    pub fn new(view: View) -> Self {
        Self { view, begun: false }
    }

    fn say(&self, phrase: &Phrase) -> String {
        phrase.text(self.view.language)
    }

    fn put(&self, sheet: &mut Sheet<'_>, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| sheet.line(&Line::new().with(Tone::Plain, line)))
    }

    /// What stands before the first answer.
    fn begin(&mut self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return self.put(sheet, "\n");
        }
        Ok(())
    }

    /// Text as it is in the terminal, as it is.
    fn verbatim(
        &mut self,
        sheet: &mut Sheet<'_>,
        write: impl FnOnce(&mut Text, &mut Sheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.begin(sheet)?;
        let mut bytes = Vec::new();
        let view = View { format: Format::Text, unicode: self.view.format != Format::Latex, ..self.view };
        write(&mut Text::new(view), &mut Sheet::new(&mut bytes, false))?;
        let text = String::from_utf8_lossy(&bytes);
        let whole = match self.view.format {
            Format::Latex => self.whole(&format!("\\begin{{verbatim}}\n{text}\\end{{verbatim}}")),
            Format::MathMl => format!("<pre>\n{}</pre>", markup(&text)),
            _ => format!("```text\n{text}```"),
        };
        self.put(sheet, &whole)
    }

    /// A body with what makes it a document that compiles.
    fn whole(&self, body: &str) -> String {
        // ctexart sets Chinese; everything else is of the article and of amsmath.
        let class = if self.view.language == Language::Chinese { "ctexart" } else { "article" };
        format!(
            "\\documentclass{{{class}}}\n\\usepackage{{amsmath,amssymb}}\n\\allowdisplaybreaks\n\\begin{{document}}\n{body}\n\\end{{document}}"
        )
    }

    /// A formula and its value, set in math mode or as code where it is a program.
    fn equation(&self, formula: Option<&str>, value: Option<&str>) -> Option<String> {
        let full = self.view.detail == Detail::Full;
        let short = |text: &str| if full { text.to_owned() } else { shortened_value(text) };
        let value = value.map(short);
        let parts: Vec<&str> = formula.into_iter().chain(value.as_deref()).collect();
        let same = parts.len() == 2 && parts[0] == parts[1];
        let parts = if same { &parts[..1] } else { &parts[..] };
        let set: Vec<String> = parts.iter().map(|part| self.set(part, full)).collect();
        (!set.is_empty())
            .then(|| set.join(if self.view.format == Format::MathMl { "<mo>=</mo>" } else { " = " }))
    }

    fn set(&self, formula: &str, full: bool) -> String {
        let long = !full && formula.chars().count() > 160;
        match (read(formula).filter(|_| !long), self.view.format) {
            (Some(math), Format::MathMl) => math.mathml(),
            (Some(math), _) => math.latex(),
            (None, Format::MathMl) => {
                format!(
                    "<mtext>{}</mtext>",
                    markup(&if full { formula.to_owned() } else { shortened(formula) })
                )
            }
            (None, _) => {
                let text = if full { formula.to_owned() } else { shortened(formula) };
                format!("\\text{{{}}}", written::escaped(&text))
            }
        }
    }

    /// A text outside of formulas.
    fn plain(&self, text: &str) -> String {
        match self.view.format {
            Format::Latex => written::escaped(text)
                .replace('Ω', "$\\Omega$")
                .replace('·', "$\\cdot$")
                .replace('×', "$\\times$")
                .replace('∎', "$\\blacksquare$")
                .replace('…', "\\dots{}")
                .replace('±', "$\\pm$"),
            Format::MathMl => markup(text),
            _ => text.replace('*', "\\*").replace('_', "\\_"),
        }
    }

    fn step(&self, step: &Step) -> String {
        let says = self.plain(&step.says.text(self.view.language));
        let equation = self.equation(step.formula.as_deref(), step.value.as_deref());
        match (self.view.format, equation) {
            (Format::Latex, Some(math)) => {
                format!("\\item {says}\n  \\begin{{gather*}}\n  {}\n  \\end{{gather*}}", broken(&math))
            }
            (Format::Latex, None) => format!("\\item {says}"),
            (Format::MathMl, Some(math)) => {
                format!("<li>{says}<br><math display=\"block\">{math}</math></li>")
            }
            (Format::MathMl, None) => format!("<li>{says}</li>"),
            (_, Some(math)) => format!("1. {says}\n\n   $$ {math} $$\n"),
            (_, None) => format!("1. {says}\n"),
        }
    }

    fn value(&self, answer: &Answer) -> String {
        match (&answer.value, self.view.format) {
            (Exact::Distribution(_), Format::MathMl) => String::new(),
            (Exact::Distribution(_), _) => format!("$$\n{}\n$$", written::latex_of(answer)),
            (value, Format::MathMl) => {
                let shown = written::value(value, ast::Format::Fraction, 12).unwrap_or_default();
                format!(
                    "<math display=\"block\">{}</math>",
                    self.set(&shown, self.view.detail == Detail::Full)
                )
            }
            (value, _) => {
                let shown = written::value(value, ast::Format::Latex, 12).unwrap_or_default();
                format!("$$ {shown} $$")
            }
        }
    }
}

/// A sum in several lines, broken before its signs.
fn broken(math: &str) -> String {
    const WIDEST: usize = 110;
    if math.len() <= WIDEST {
        return math.to_owned();
    }
    let (mut lines, mut line, mut depth) = (Vec::new(), String::new(), 0i32);
    let mut rest = math;
    while let Some(c) = rest.chars().next() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth += i32::from(rest.starts_with("\\left(")) - i32::from(rest.starts_with("\\right)"));
        let sign = [" + ", " - ", " = "].iter().any(|sign| rest.starts_with(sign));
        if depth == 0 && sign && line.len() > WIDEST / 2 {
            lines.push(std::mem::take(&mut line));
        }
        line.push(c);
        rest = &rest[c.len_utf8()..];
    }
    lines.push(line);
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" \\\\\n  {}")
}

impl Renderer for Document {
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.begin(sheet)?;
        let steps: Vec<String> = match self.view.detail {
            Detail::None => Vec::new(),
            _ => answer.steps.iter().map(|step| self.step(step)).collect(),
        };
        let (why, model) = (self.say(&Phrase::Derivation), self.say(&Phrase::ModelName(answer.model)));
        let value = self.value(answer);
        let text = match self.view.format {
            Format::Latex => {
                let mut body = format!(
                    "\\section*{{\\texttt{{{}}}}}\n{value}\n\n{}\n",
                    written::escaped(&answer.question),
                    self.plain(&model)
                );
                if !steps.is_empty() {
                    body += &format!(
                        "\\subsection*{{{why}}}\n\\begin{{enumerate}}\n{}\n\\end{{enumerate}}",
                        steps.join("\n")
                    );
                }
                self.whole(&body)
            }
            Format::MathMl => {
                let list = if steps.is_empty() {
                    String::new()
                } else {
                    format!("\n<h3>{why}</h3>\n<ol>\n{}\n</ol>", steps.join("\n"))
                };
                format!(
                    "<section>\n<h2><code>{}</code></h2>\n{value}\n<p>{}</p>{list}\n</section>",
                    markup(&answer.question),
                    markup(&model)
                )
            }
            _ => {
                let list = if steps.is_empty() {
                    String::new()
                } else {
                    format!("\n### {why}\n\n{}", steps.join("\n"))
                };
                format!("## `{}`\n\n{value}\n\n{model}\n{list}", answer.question)
            }
        };
        self.put(sheet, &text)
    }

    fn table(&mut self, table: &Table, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.verbatim(sheet, |text, sheet| text.table(table, sheet))
    }

    fn listing(&mut self, listing: &Listing, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.verbatim(sheet, |text, sheet| text.listing(listing, sheet))
    }

    fn tree(&mut self, question: &str, branches: &[Branch], sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.verbatim(sheet, |text, sheet| text.tree(question, branches, sheet))
    }

    fn simulation(&mut self, simulation: &Simulation, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.verbatim(sheet, |text, sheet| text.simulation(simulation, sheet))
    }

    fn view(&mut self) -> &mut View {
        &mut self.view
    }
}
