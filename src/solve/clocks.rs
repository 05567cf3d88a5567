//! Endless numbers of trials side by side: all experiments are performed at the same time, a trial of each at every tick
//! of one clock, so that one chain tells which of them ends first, by how much, and when the first or the last is done.
//!
//! Independent numbers of trials are what they are whenever their trials are made. Questions about their order, about
//! differences and bounded sums need finitely many states: a difference beyond every bound of the question is as good as
//! the next larger one, and so is a number beyond every bound. Means of the first and of the last one done are means of
//! steps of such a chain. Totals of exploding dice are such numbers too (`explosion`), and so are multiples (`stretched`).

pub mod explosion;
mod order;
mod process;
mod selection;
mod stretched;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::chain::{Chain, Form, Stop};
use crate::model::{Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::solve::chain::{always_stops, is_steps};
use std::sync::Arc;

/// A question about one clock in the place of one about several endless numbers.
pub struct Together {
    /// The question that answers alike.
    pub question: Question,
    /// What must have probability 0 for it to do so: a number at the bound from which on it stands for larger ones.
    pub unless: Option<Question>,
}

/// The question with its endless numbers of trials put on one clock; nothing where it has none, or where that does not
/// answer it.
///
/// # Errors
/// Those of the chains' own steps.
pub fn together(question: &Question, budget: &Budget) -> Result<Option<Together>, Error> {
    let trials = explosion::as_trials(question);
    let question = trials.as_ref().unwrap_or(question);
    let plain = on_one_clock(question, budget)?;
    if plain.as_ref().is_some_and(|together| together.unless.is_none()) {
        return Ok(plain);
    }
    let stretched = stretched::stretched(question);
    let stretched = stretched.map(|question| on_one_clock(&question, budget)).transpose()?;
    Ok(stretched.flatten().or(plain))
}

/// The question on one clock that shows trials.
fn on_one_clock(question: &Question, budget: &Budget) -> Result<Option<Together>, Error> {
    let mentioned = question.mentioned();
    let mut clocks = Clocks { question, names: Vec::new(), chains: Vec::new(), kinds: Vec::new() };
    for (name, named) in question.experiments.iter().enumerate().filter(|(i, _)| mentioned >> i & 1 == 1) {
        if let Some(Space::Chain(chain)) = named.experiment.space().map(AsRef::as_ref)
            && matches!(chain.form(), Form::Any | Form::Lattice(_))
            && matches!(chain.stop, Stop::When(_))
            && always_stops(chain, budget)?
        {
            clocks.names.push(name);
            let same = |other: &Arc<Chain>| process::are_alike(other, chain, budget);
            let kinds = clocks.chains.iter().map(same).collect::<Result<Vec<_>, _>>()?;
            clocks.kinds.push(kinds.iter().position(|is_same| *is_same).unwrap_or(clocks.chains.len()));
            clocks.chains.push(Arc::clone(chain));
        }
    }
    if clocks.names.len() < 2 || clocks.are_depended_on() {
        return Ok(None);
    }
    if let Some(question) = clocks.by_selection()? {
        return Ok(Some(Together { question, unless: None }));
    }
    clocks.by_order()
}

/// The endless numbers of a question.
struct Clocks<'a> {
    question: &'a Question,
    names: Vec<usize>,
    chains: Vec<Arc<Chain>>,
    /// For each chain the first one that goes the same ways.
    kinds: Vec<usize>,
}

impl Clocks<'_> {
    /// Whether other experiments are made from what comes of these.
    fn are_depended_on(&self) -> bool {
        let needed =
            self.question.experiments.iter().fold(0, |names, named| names | named.experiment.names());
        self.names.iter().any(|name| needed >> name & 1 == 1)
    }

    /// Which of the numbers an expression is.
    fn place(&self, e: &Expr) -> Option<usize> {
        self.names.iter().position(|name| is_steps(e, *name))
    }

    fn is_free(&self, e: &Expr) -> bool {
        !self.names.iter().any(|name| e.mentions(*name))
    }

    /// The question with another chain at its end, and these expressions in the place of its own.
    fn with(&self, chains: Vec<Chain>, asked: Asked, given: Option<Expr>) -> Question {
        let mut question = Question { asked, given, ..self.question.clone() };
        for chain in chains {
            let experiment = Experiment::of(Space::Chain(Arc::new(chain)), "clock");
            question.experiments.push(Named { name: None, experiment });
        }
        question
    }
}

/// The number of steps of a chain.
fn steps(name: usize) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(2)))
}

/// A part of the row in which a chain stops, from 1.
fn part(name: usize, place: usize) -> Expr {
    let state = Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(1)));
    Expr::new(Node::At(state, Expr::value_of(Value::integer(place.into()))))
}
