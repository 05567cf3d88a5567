//! The format for people: the value, the model, the derivation, the check and the question.

mod value;

use crate::answer::{Answer, Check, Exact, Listing, Simulation, Table};
use crate::language::ast;
use crate::number::decimal;
use crate::render::catalogue::Phrase;
use crate::render::figure;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::shorten::{formula as shortened, value as shortened_value};
use crate::render::wrap::wrap;
use crate::render::{Detail, Renderer, View, listing, plot, simulation, sweep, written};
use crate::simulate::Verdict;
use crate::solve::Branch;
use num_rational::BigRational;
use std::io;

/// The significant digits of a value, unless the user wishes others.
const DIGITS: usize = 10;

/// The significant digits of percents and of what is estimated.
const FEW: usize = 6;

/// The column at which what is said begins, after its label.
const MARGIN: usize = 10;

/// Answers as text.
pub struct Text {
    view: View,
    before: bool,
}

impl Text {
    /// Text in this view.
    #[must_use]
    pub fn new(view: View) -> Self {
        Self { view, before: false }
    }
}

impl Text {
    /// Parts what comes from what was written before; whether it is the first.
    fn begin(&mut self, sheet: &mut Sheet<'_>) -> io::Result<bool> {
        let first = !std::mem::replace(&mut self.before, true);
        if !first {
            sheet.gap()?;
        }
        Ok(first)
    }
}

impl Renderer for Text {
    fn answer(&mut self, answer: &Answer, sheet: &mut Sheet<'_>) -> io::Result<()> {
        let first = self.begin(sheet)?;
        if self.view.numbers == Some(ast::Format::Latex) {
            return sheet.line(&Line::new().with(Tone::Code, written::latex_of(answer)));
        }
        let mut page = Page { view: &self.view, sheet };
        if self.view.several { page.one_of_several(answer, first) } else { page.answer(answer) }
    }

    fn table(&mut self, table: &Table, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.begin(sheet)?;
        match self.view.numbers {
            Some(ast::Format::Latex) => {
                sheet.line(&Line::new().with(Tone::Code, written::latex_of_table(table)))
            }
            _ if self.view.plotted => plot::table(table, &self.view, sheet),
            _ => sweep::text(table, &self.view, sheet),
        }
    }

    fn listing(&mut self, listing: &Listing, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.begin(sheet)?;
        listing::text(listing, &self.view, sheet)
    }

    fn tree(&mut self, _: &str, branches: &[Branch], sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.begin(sheet)?;
        listing::tree(branches, &self.view, sheet)
    }

    fn simulation(&mut self, simulation: &Simulation, sheet: &mut Sheet<'_>) -> io::Result<()> {
        self.begin(sheet)?;
        simulation::text(simulation, &self.view, sheet)
    }

    fn view(&mut self) -> &mut View {
        &mut self.view
    }
}

/// One answer being written.
struct Page<'a, 'b> {
    view: &'a View,
    sheet: &'a mut Sheet<'b>,
}

impl Page<'_, '_> {
    fn answer(&mut self, answer: &Answer) -> io::Result<()> {
        self.value(answer)?;
        self.sheet.gap()?;
        if let Exact::Distribution(law) = &answer.value {
            self.moments(law)?;
        }
        if let Exact::Truth { evidence, .. } = &answer.value {
            for (i, (side, value)) in evidence.iter().enumerate() {
                let label = if i == 0 { Some(Phrase::Evidence) } else { None };
                // A side that is its own value says nothing more.
                let value = value.to_string();
                let same = *side == value;
                let sides = if same { String::new() } else { format!("{} = ", self.short(side)) };
                let says = Line::new().with(Tone::Plain, sides).with(Tone::Number, self.short(&value));
                self.entry(label, &says)?;
            }
        }
        self.model(answer)?;
        if !answer.summed.is_empty() {
            self.say(Phrase::ReadAs, Phrase::Summed(answer.summed.clone()))?;
        }
        if !answer.apart.is_empty() {
            self.say(Phrase::ReadAs, Phrase::Apart(answer.apart.clone()))?;
        }
        self.say(Phrase::Method, Phrase::RoadTaken(answer.method.road, answer.method.states))?;
        if self.view.detail != Detail::None {
            self.derivation(answer)?;
        }
        self.check(answer)?;
        self.entry(Some(Phrase::Question), &Line::new().with(Tone::Code, answer.question.as_str()))
    }

    /// One of several answers that belong together, in brief: what they share is said before the first.
    fn one_of_several(&mut self, answer: &Answer, first: bool) -> io::Result<()> {
        if first {
            self.model(answer)?;
            self.sheet.gap()?;
        }
        self.entry(Some(Phrase::Question), &Line::new().with(Tone::Code, answer.question.as_str()))?;
        self.sheet.gap()?;
        self.value(answer)?;
        self.sheet.gap()?;
        if let Exact::Distribution(law) = &answer.value {
            self.moments(law)?;
        }
        self.check(answer)?;
        Ok(())
    }

    /// The model and its sample space.
    fn model(&mut self, answer: &Answer) -> io::Result<()> {
        self.say(Phrase::Model, Phrase::ModelName(answer.model))?;
        let Some(space) = &answer.method.space else { return Ok(()) };
        let whole = BigRational::from_integer(space.clone().into());
        let size = figure::fraction(&whole, 50)
            .unwrap_or_else(|| format!("{} {}", self.about(), decimal(&whole, FEW)));
        self.say(Phrase::Space, Phrase::Outcomes(size))
    }

    fn word(&self, phrase: Phrase) -> String {
        phrase.text(self.view.language)
    }

    /// A text in which long numbers are told by their ends and their size, unless everything is wanted.
    fn short(&self, text: &str) -> String {
        match self.view.detail {
            Detail::Full => text.to_owned(),
            _ => shortened_value(text, self.view.language),
        }
    }

    /// A text without the signs that a terminal of ASCII does not show.
    fn plain(&self, text: &str) -> String {
        match self.view.unicode {
            true => text.to_owned(),
            false => text.replace('Ω', "Omega").replace('…', "...").replace('×', "x"),
        }
    }

    /// A labelled entry that says one phrase.
    fn say(&mut self, label: Phrase, says: Phrase) -> io::Result<()> {
        let line = Line::new().with(Tone::Plain, self.word(says));
        self.entry(Some(label), &line)
    }

    /// A labelled entry, wrapped beside its label.
    fn entry(&mut self, label: Option<Phrase>, says: &Line) -> io::Result<()> {
        let label = label.map(|label| self.word(label)).unwrap_or_default();
        let first = Line::new().with(Tone::Label, label).pad(MARGIN);
        let whole = says.spans().iter().fold(first, |line, (tone, text)| line.with(*tone, text.as_str()));
        for line in wrap(&whole, self.view.width, MARGIN) {
            self.sheet.line(&line)?;
        }
        Ok(())
    }

    /// The derivation: in brief a line for each step, in full a line more for each formula.
    fn derivation(&mut self, answer: &Answer) -> io::Result<()> {
        let full = self.view.detail == Detail::Full;
        for (i, step) in self.view.shown(&answer.steps).enumerate() {
            let label = (i == 0).then_some(Phrase::Derivation);
            let mut says =
                Line::new().with(Tone::Plain, self.plain(&self.short(&step.says.text(self.view.language))));
            let mut formula = Line::new();
            match (&step.formula, &step.value) {
                // A formula that is its own value says nothing more.
                (Some(text), Some(value)) if text == value => formula.push(Tone::Number, text.as_str()),
                (Some(text), value) => {
                    let shortened = if full { text.clone() } else { shortened(text, self.view.language) };
                    formula.push(Tone::Code, shortened);
                    if let Some(value) = value {
                        formula.push(Tone::Plain, " = ");
                        formula.push(Tone::Number, self.short(value));
                    }
                }
                (None, Some(value)) => formula.push(Tone::Number, self.short(value)),
                (None, None) => {}
            }
            if formula == Line::new() {
                self.entry(label, &says)?;
            } else if full {
                self.entry(label, &says)?;
                let indented = Line::new().with(Tone::Plain, "  ");
                self.entry(None, &joined(indented, &formula))?;
            } else {
                says.push(Tone::Plain, self.word(Phrase::Colon));
                self.entry(label, &joined(says, &formula))?;
            }
        }
        Ok(())
    }

    /// What the simulation saw, or why it says nothing.
    fn check(&mut self, answer: &Answer) -> io::Result<()> {
        if let Some(check) = &answer.check {
            let is_distribution = matches!(answer.value, Exact::Distribution(_));
            return self.entry(Some(Phrase::Check), &checked(check, is_distribution, self.view));
        }
        let Some(why) = answer.unchecked else { return Ok(()) };
        let line = Line::new().with(Tone::Dim, self.word(Phrase::NotChecked(why)));
        self.entry(Some(Phrase::Check), &line)
    }
}

/// What a check says.
pub(super) fn checked(check: &Check, is_distribution: bool, view: &View) -> Line {
    let say = |phrase: Phrase| phrase.text(view.language);
    let number = |n: u64| n.to_string();
    let (tone, verdict) = match check.verdict {
        Verdict::Agrees => (Tone::Good, Phrase::Agrees),
        Verdict::Disagrees => (Tone::Bad, Phrase::Disagrees),
        Verdict::TooRare { trials_needed: u64::MAX } => (Tone::Dim, Phrase::TooRareForever),
        Verdict::TooRare { trials_needed } => (Tone::Dim, Phrase::TooRare(number(trials_needed))),
    };
    let mut line = Line::new().with(tone, say(verdict)).with(Tone::Plain, say(Phrase::Comma));
    let trials = number(check.conditioned);
    let seen = match check.hits {
        Some(hits) if is_distribution => Phrase::LikeliestOf(number(hits), trials),
        Some(hits) => Phrase::HitsOf(number(hits), trials),
        None => Phrase::Trials(trials),
    };
    line.push(Tone::Plain, say(seen));
    if check.conditioned != check.trials {
        line.push(Tone::Plain, say(Phrase::Conditioned(number(check.trials))));
    }
    let (low, high) = (figure::float(check.low, FEW), figure::float(check.high, FEW));
    let mut more = vec![Phrase::Estimate(figure::float(check.estimate, FEW)), Phrase::Interval(low, high)];
    more.extend(check.p_value.map(|p| Phrase::PValue(figure::float(p, 3))));
    more.extend(check.detectable.map(|error| Phrase::Detectable(percent(error))));
    more.extend(check.listed.map(|same| if same { Phrase::ListedToo } else { Phrase::ListedOtherwise }));
    more.push(Phrase::Seed(number(check.seed)));
    for phrase in more {
        line.push(Tone::Plain, say(Phrase::Comma) + &say(phrase));
    }
    line
}

/// A relative error in per cent, with two digits.
fn percent(error: f64) -> String {
    figure::float(error * 100.0, 2)
}

/// The second line after the first.
fn joined(first: Line, second: &Line) -> Line {
    second.spans().iter().fold(first, |line, (tone, text)| line.with(*tone, text.as_str()))
}
