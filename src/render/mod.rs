//! How an answer looks: one file a format, and one place that decides every style.

pub mod catalogue;
pub mod chart;
pub mod chinese;
pub mod convergence;
pub mod csv;
pub mod diagnostic;
pub mod document;
pub mod expected;
pub mod figure;
pub mod grid;
pub mod json;
pub mod listing;
pub mod markup;
pub mod page;
pub mod plot;
pub mod rows;
pub mod shorten;
pub mod simulation;
pub mod sweep;
pub mod table;
pub mod text;
pub mod tree;
pub mod typeset;
pub mod worksheet;
pub mod wrap;
pub mod written;

pub use catalogue::Phrase;
pub use markup::{Line, Sheet, Tone};

use crate::answer::{Answer, Form, Listing, Reply, Simulation, Table};
use crate::explain::Step;
use crate::help::Language;
use crate::language::ast;
use crate::solve::Branch;
use std::io;

/// The formats of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, in a terminal.
    Text,
    /// One JSON object a line.
    Json,
    /// Comma-separated values.
    Csv,
    /// Markdown, with formulas between dollar signs.
    Markdown,
    /// A LaTeX document.
    Latex,
    /// HTML with the formulas in MathML.
    MathMl,
    /// A figure.
    Svg,
}

/// How much of a derivation is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// A line for each step; long formulas are shortened.
    Brief,
    /// Every step with its formula on a line of its own, and long fractions in full.
    Full,
}

/// What decides how an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The format.
    pub format: Format,
    /// The language of what is said.
    pub language: Language,
    /// How many significant digits decimals have, where the user has a wish.
    pub digits: Option<usize>,
    /// How much of the derivation is shown.
    pub detail: Detail,
    /// How many columns there are.
    pub width: usize,
    /// Whether characters beyond ASCII can be shown.
    pub unicode: bool,
    /// Whether several answers belong together, so that each is shown in brief.
    pub several: bool,
    /// The format in which exact numbers are wanted; without a wish, fractions with decimals.
    pub numbers: Option<ast::Format>,
    /// Whether distributions and tables are wanted as charts.
    pub plotted: bool,
}

impl View {
    /// The view in which a reply in this form is shown.
    #[must_use]
    pub fn with(self, form: Form) -> Self {
        match form {
            Form::Explained => Self { detail: Detail::Full, ..self },
            Form::Plotted => Self { plotted: true, ..self },
            Form::Written(ast::Format::Json) => Self { format: Format::Json, ..self },
            Form::Written(ast::Format::Csv) => Self { format: Format::Csv, ..self },
            Form::Written(format) => Self { numbers: Some(format), ..self },
        }
    }

    /// The steps of a derivation that are shown: what tells how the program went only where everything is wanted.
    pub fn shown<'a>(&self, steps: &'a [Step]) -> impl Iterator<Item = &'a Step> + use<'a> {
        let full = self.detail == Detail::Full;
        steps.iter().filter(move |step| full || !step.aside)
    }
}

impl Default for View {
    /// English text of 80 columns with a brief derivation.
    fn default() -> Self {
        Self {
            format: Format::Text,
            language: Language::English,
            digits: None,
            detail: Detail::Brief,
            width: 80,
            unicode: true,
            several: false,
            numbers: None,
            plotted: false,
        }
    }
}

/// A format: writes answers one after another.
pub trait Renderer {
    /// Writes an answer.
    ///
    /// # Errors
    /// Those of writing.
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// Writes a table of several questions.
    ///
    /// # Errors
    /// Those of writing.
    fn table(&mut self, table: &Table, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// Writes the outcomes of an experiment.
    ///
    /// # Errors
    /// Those of writing.
    fn listing(&mut self, listing: &Listing, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// Writes a probability tree.
    ///
    /// # Errors
    /// Those of writing.
    fn tree(&mut self, question: &str, branches: &[Branch], sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// Writes what trials alone say.
    ///
    /// # Errors
    /// Those of writing.
    fn simulation(&mut self, simulation: &Simulation, sheet: &mut Sheet<'_>) -> io::Result<()>;

    /// Writes a reply that is wanted in another format.
    ///
    /// # Errors
    /// Those of writing.
    fn foreign(&mut self, reply: &Reply, wanted: View, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let mut other = renderer(wanted);
        other.reply(reply, sheet)?;
        other.end(sheet)
    }

    /// Writes what is left when everything has been said: a document is written as a whole.
    ///
    /// # Errors
    /// Those of writing.
    fn end(&mut self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let _ = sheet;
        Ok(())
    }

    /// The view; a reply that is wanted in a form of its own changes it while it is written.
    fn view(&mut self) -> &mut View;

    /// Writes whatever a statement gave, in the form in which it is wanted.
    ///
    /// # Errors
    /// Those of writing.
    fn reply(&mut self, reply: &Reply, sheet: &mut Sheet<'_>) -> io::Result<()> {
        match reply {
            Reply::Answer(answer) => self.answer(answer, sheet),
            Reply::Table(table) => self.table(table, sheet),
            Reply::Listing(listing) => self.listing(listing, sheet),
            Reply::Tree { question, branches } => self.tree(question, branches, sheet),
            Reply::Simulation(simulation) => self.simulation(simulation, sheet),
            Reply::As(form, reply) => {
                let usual = *self.view();
                let wanted = usual.with(*form);
                if wanted.format != usual.format {
                    return self.foreign(reply, wanted, sheet);
                }
                *self.view() = wanted;
                let written = self.reply(reply, sheet);
                *self.view() = usual;
                written
            }
        }
    }
}

/// The renderer of the format of a view.
#[must_use]
pub fn renderer(view: View) -> Box<dyn Renderer> {
    match view.format {
        Format::Text => Box::new(text::Text::new(view)),
        Format::Json => Box::new(json::Json::new(view)),
        Format::Csv => Box::new(csv::Csv::new(view)),
        Format::Markdown | Format::Latex | Format::MathMl | Format::Svg => {
            Box::new(document::Document::new(view))
        }
    }
}
