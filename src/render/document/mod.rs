//! Answers with their derivations as documents: Markdown with formulas for a typesetter, LaTeX that compiles as it
//! stands, HTML with MathML, and figures.
//!
//! What a document says is put together here; how a heading, a list or a formula is written stands in a file a format.

mod html;
mod latex;
mod markdown;
mod svg;
mod value;

use crate::answer::{Answer, Exact, Listing, Reply, Simulation, Table};
use crate::explain::Step;
use crate::help::Language;
use crate::language::ast;
use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::shorten::{formula as shortened, value as shortened_value};
use crate::render::text;
use crate::render::tree::{MOST_LEAVES, Tree};
use crate::render::typeset::{Math, read};
use crate::render::{Detail, Format, Renderer, View, renderer, written};
use crate::solve::Branch;
use std::io;

/// The significant digits of decimals.
const DIGITS: usize = 10;

/// How a format writes the parts of a document.
trait Paper {
    /// A text in which no character means anything to the format.
    fn plain(&self, text: &str) -> String;

    /// A text in the question language, within a line.
    fn code(&self, text: &str) -> String;

    /// A formula within a line.
    fn inline(&self, math: &Math) -> String;

    /// Formulas that are equal, on lines of their own.
    fn display(&self, equal: &[Math]) -> String;

    /// A question, and the blocks that answer it.
    fn section(&self, question: &str, blocks: &[String]) -> String;

    /// A heading within a section.
    fn heading(&self, title: &str) -> String;

    /// A numbered list.
    fn list(&self, items: &[String]) -> String;

    /// What stands below the words of an item of a list.
    fn below(&self, words: &str, block: &str) -> String;

    /// A table.
    fn grid(&self, head: &[String], rows: &[Vec<String>]) -> String;

    /// Lines in which every character has its place.
    fn verbatim(&self, text: &str) -> String;

    /// A probability tree; nothing where it is drawn in characters.
    fn tree(&self, tree: &Tree) -> Option<String>;

    /// The document.
    fn whole(&self, sections: &[String], language: Language) -> String;
}

/// Answers as sections of a document, which is written when it ends.
pub struct Document {
    view: View,
    paper: Box<dyn Paper>,
    sections: Vec<String>,
}

impl Document {
    /// A document in this view, whose format is one of documents.
    #[must_use]
    pub fn new(view: View) -> Self {
        let paper: Box<dyn Paper> = match view.format {
            Format::Latex => Box::new(latex::Latex),
            Format::MathMl => Box::new(html::Html),
            Format::Svg => Box::new(svg::Svg),
            _ => Box::new(markdown::Markdown),
        };
        Self { view, paper, sections: Vec::new() }
    }

    fn say(&self, phrase: Phrase) -> String {
        self.paper.plain(&phrase.text(self.view.language))
    }

    fn full(&self) -> bool {
        self.view.detail == Detail::Full
    }

    /// A formula as it is set, long parts of it left out unless everything is wanted; nothing for a program.
    fn set(&self, formula: &str) -> Option<Math> {
        let math = read(formula)?;
        let fits = self.full() || formula.len() < 2_000;
        match (self.full(), math) {
            (_, Math::Words(_)) => None,
            (true, math) => Some(math),
            (false, math) => fits.then(|| math.abridged(self.view.language)),
        }
    }

    /// A value as it is set.
    fn set_value(&self, value: &str) -> Math {
        let short = |text: &str| {
            if self.full() { text.to_owned() } else { shortened_value(text, self.view.language) }
        };
        match read(value) {
            Some(math) if self.full() => math,
            Some(math) => math.abridged(self.view.language),
            None => Math::Words(short(value)),
        }
    }

    /// A step of a derivation: what is said, and below it the formula with its value.
    fn step(&self, step: &Step) -> String {
        let says = step.says.text(self.view.language);
        let says = if self.full() { says } else { shortened_value(&says, self.view.language) };
        let says = self.paper.plain(&says);
        let value = step.value.as_deref().map(|value| self.set_value(value));
        let block = match (&step.formula, value) {
            (None, None) => return says,
            (None, Some(value)) => self.paper.display(&[value]),
            (Some(formula), value) => match self.set(formula) {
                Some(math) => {
                    let value = value.filter(|value| *value != math);
                    self.paper.display(&[math].into_iter().chain(value).collect::<Vec<_>>())
                }
                // A program of the question language stays one.
                None => {
                    let shown = match self.full() {
                        true => formula.clone(),
                        false => shortened(formula, self.view.language),
                    };
                    let equal = value.map(|value| Math::Row(vec![Math::Sign("="), value]));
                    let equal = equal.map(|math| " ".to_owned() + &self.paper.inline(&math));
                    self.paper.code(&shown) + &equal.unwrap_or_default()
                }
            },
        };
        self.paper.below(&says, &block)
    }

    fn labelled(&self, label: Phrase, text: &str) -> String {
        format!("{}{}{text}", self.say(label), self.say(Phrase::Colon))
    }

    /// The blocks of an answer: value, model, evidence, derivation, check.
    fn blocks(&self, answer: &Answer) -> Vec<String> {
        let mut blocks = vec![self.value(answer)];
        match &answer.value {
            Exact::Distribution(law) => blocks.extend(self.mean(law)),
            Exact::Truth { evidence, .. } => blocks.extend(evidence.iter().map(|(side, value)| {
                let equal = Math::Row(vec![Math::Sign("="), self.set_value(&value.to_string())]);
                format!("{} {}", self.paper.code(side), self.paper.inline(&equal))
            })),
            _ => {}
        }
        blocks.push(self.labelled(Phrase::Model, &self.say(Phrase::ModelName(answer.model))));
        if self.view.detail != Detail::None && !answer.steps.is_empty() {
            blocks.push(self.paper.heading(&self.say(Phrase::Derivation)));
            let items: Vec<String> = self.view.shown(&answer.steps).map(|step| self.step(step)).collect();
            blocks.push(self.paper.list(&items));
        }
        if let Some(check) = &answer.check {
            let of_law = matches!(answer.value, Exact::Distribution(_));
            let line = text::checked(check, of_law, &self.view);
            let says: String = line.spans().iter().map(|(_, text)| text.as_str()).collect();
            blocks.push(self.labelled(Phrase::Check, &self.paper.plain(&says)));
        }
        if let Some(why) = answer.unchecked {
            blocks.push(self.labelled(Phrase::Check, &self.say(Phrase::NotChecked(why))));
        }
        blocks
    }

    /// Text as another format has it, in which every character has its place.
    fn as_it_is(
        &mut self,
        view: View,
        write: impl FnOnce(&mut dyn Renderer, &mut Sheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        write(renderer(view).as_mut(), &mut Sheet::new(&mut bytes, false))?;
        let text = String::from_utf8_lossy(&bytes);
        self.sections.push(self.paper.verbatim(text.trim_end()));
        Ok(())
    }

    /// The view of text that stands in the document as it is.
    fn textual(&self) -> View {
        // A typesetter's fixed fonts have no signs beyond those of typewriters.
        View { format: Format::Text, unicode: self.view.format != Format::Latex, ..self.view }
    }
}

impl Renderer for Document {
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        if self.view.format == Format::Svg {
            return self.as_it_is(self.textual(), |text, sheet| text.answer(answer, sheet));
        }
        let _ = sheet;
        let section = self.paper.section(&answer.question, &self.blocks(answer));
        self.sections.push(section);
        Ok(())
    }

    fn table(&mut self, table: &Table, _: &mut Sheet<'_>) -> io::Result<()> {
        if self.view.format == Format::Svg || self.view.plotted {
            return self.as_it_is(self.textual(), |text, sheet| text.table(table, sheet));
        }
        let cell = |cell: &Exact| match cell {
            Exact::Distribution(_) | Exact::Truth { .. } => {
                self.paper.plain(&crate::render::sweep::shown(cell, DIGITS, false))
            }
            other => match written::value(other, ast::Format::Fraction, DIGITS) {
                Some(text) if read(&text).is_some_and(|math| !matches!(math, Math::Words(_))) => {
                    self.paper.inline(&self.set_value(&text))
                }
                Some(text) => self.paper.code(&text),
                None => String::new(),
            },
        };
        let head: Vec<String> = table.columns.iter().map(|column| self.paper.code(column)).collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let section = self.paper.section(&table.question, &[self.paper.grid(&head, &rows)]);
        self.sections.push(section);
        Ok(())
    }

    fn listing(&mut self, listing: &Listing, _: &mut Sheet<'_>) -> io::Result<()> {
        self.as_it_is(self.textual(), |text, sheet| text.listing(listing, sheet))
    }

    fn tree(&mut self, question: &str, branches: &[Branch], _: &mut Sheet<'_>) -> io::Result<()> {
        let tree = Tree::of(branches, MOST_LEAVES, self.view.language);
        let Some(figure) = self.paper.tree(&tree) else {
            return self.as_it_is(self.textual(), |text, sheet| text.tree(question, branches, sheet));
        };
        let section = self.paper.section(question, &[figure]);
        self.sections.push(section);
        Ok(())
    }

    fn simulation(&mut self, simulation: &Simulation, _: &mut Sheet<'_>) -> io::Result<()> {
        self.as_it_is(self.textual(), |text, sheet| text.simulation(simulation, sheet))
    }

    fn foreign(&mut self, reply: &Reply, wanted: View, _: &mut Sheet<'_>) -> io::Result<()> {
        self.as_it_is(wanted, |other, sheet| {
            other.reply(reply, sheet)?;
            other.end(sheet)
        })
    }

    fn end(&mut self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        if self.sections.is_empty() {
            return Ok(());
        }
        let whole = self.paper.whole(&std::mem::take(&mut self.sections), self.view.language);
        whole.lines().try_for_each(|line| sheet.line(&Line::new().with(Tone::Plain, line)))
    }

    fn view(&mut self) -> &mut View {
        &mut self.view
    }
}
