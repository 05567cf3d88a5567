//! From the syntax tree to a question: names are looked up, kinds are checked, and what is known is worked out.

mod absent;
mod anew;
mod arranged;
mod branching;
mod call;
mod cards;
mod chain;
mod collection;
mod comparison;
mod compound;
mod conditional;
mod counted_law;
mod dice;
mod equality;
mod equations;
mod experiment;
mod expression;
mod facts;
mod function;
mod joined;
mod lattice;
mod listing;
mod made;
mod meant;
pub mod measure;
mod membership;
mod misfit;
mod needed;
mod orbit;
mod pattern;
mod places;
mod pools;
pub mod program;
mod quantifier;
mod recipe;
mod registry;
mod said;
pub mod scope;
mod several;
mod taken;
pub mod typed;
mod unknown;
mod waiting;
mod walk;

pub use scope::{Meaning, Scope};
pub use typed::{Kind, Labels, Typed};

use crate::budget::Budget;
use crate::error::{Error, ErrorKind, Span};
use crate::model::{Pattern, Value};
use crate::question::{Expr, MOST_EXPERIMENTS, Named, Node};
use collection::Pool;
use made::Made;
use rustc_hash::FxHashMap;

/// How deep functions may call themselves.
const DEEPEST: usize = 300;

/// What a piece of text may be.
#[derive(Clone)]
enum Term {
    /// A value.
    Value(Typed),
    /// An experiment that has not been performed.
    Experiment(Made),
    /// Something to draw from.
    Collection(Pool),
    /// A pattern.
    Pattern(Pattern),
}

/// Reads expressions in a scope.
pub struct Checker<'a> {
    scope: &'a mut Scope,
    budget: &'a Budget,
    /// The experiments of the question at hand: the named ones, then those performed anonymously.
    experiments: Vec<Named>,
    /// Which of them are chains, as bits.
    walks: u128,
    /// Which of them are rows of digits, as bits.
    digits: u128,
    /// How many experiments have been performed anonymously.
    anonymous: usize,
    /// The experiments that the text has mentioned, as bits: also those that turn out not to matter.
    spoken: u128,
    /// The elements that quantifiers bind, innermost last; the depth of each is its index.
    elements: Vec<(String, Typed)>,
    /// From which of them on they are visible: a function does not see those of its caller.
    floor: usize,
    /// The parameters of the function at hand, with what their names mean outside of it.
    parameters: Vec<(String, Option<Meaning>)>,
    /// Values of functions already worked out.
    memo: FxHashMap<(String, Vec<Value>), Value>,
    /// How deep functions are calling themselves.
    depth: usize,
    /// Whether anonymous experiments are allowed here; the reason if not.
    closed: Option<&'static str>,
    /// Whether this is the inside of a question.
    asking: bool,
    /// The name that the experiment at hand is given, for conditions on the sample so far.
    pub(crate) defining: Option<String>,
}

impl<'a> Checker<'a> {
    /// A reader in this scope.
    pub fn new(scope: &'a mut Scope, budget: &'a Budget) -> Self {
        let (experiments, walks, digits) = (scope.experiments.clone(), scope.walks, scope.digits);
        Self {
            scope,
            budget,
            experiments,
            walks,
            digits,
            anonymous: 0,
            spoken: 0,
            elements: Vec::new(),
            floor: 0,
            parameters: Vec::new(),
            memo: FxHashMap::default(),
            depth: 0,
            closed: None,
            asking: false,
            defining: None,
        }
    }

    /// A reader of a part that has experiments of its own.
    fn apart(&mut self) -> Checker<'_> {
        let (parameters, depth) = (self.parameters.clone(), self.depth);
        let mut inner = Checker::new(self.scope, self.budget);
        (inner.parameters, inner.depth) = (parameters, depth);
        inner
    }

    /// Performs an experiment now, under a name or anonymously; the outcome.
    fn perform(&mut self, made: &Made, name: Option<&str>, span: Span) -> Result<Typed, Error> {
        if let (Some(why), None) = (self.closed, name) {
            return Err(Error::new(ErrorKind::Kind, why)
                .hint("name the experiment first, with `~`")
                .at(span));
        }
        if self.experiments.len() >= MOST_EXPERIMENTS {
            let message = format!("a question may mention at most {MOST_EXPERIMENTS} experiments");
            return Err(Error::new(ErrorKind::Unsupported, message)
                .hint("throw several dice as one pool: `pool(200, d6)`")
                .at(span));
        }
        let experiment = made.experiment().map_err(|error| error.or_at(Some(span)))?;
        let index = self.experiments.len();
        self.experiments.push(Named { name: name.map(Into::into), experiment });
        self.anonymous += usize::from(name.is_none());
        self.spoken |= 1 << index;
        self.walks |= u128::from(made.walks) << index;
        self.digits |= u128::from(made.digits) << index;
        Ok(made.outcome(Expr::spanned(Node::Name(index), Some(span))))
    }
}

/// An expression of this form at this place, worked out if it can be.
fn expr(node: Node, span: Span) -> Result<Expr, Error> {
    Expr::spanned(node, Some(span)).simplified().map_err(|error| error.or_at(Some(span)))
}

/// The labels of what a name stands for, where it has some: of a sample those of its elements.
pub fn labels_of(scope: &mut Scope, name: &str, budget: &Budget) -> Option<Labels> {
    match scope.get(name)?.clone() {
        Meaning::Outcome(typed) | Meaning::Known(typed) => typed.labels,
        Meaning::Expression(definition) => match Checker::new(scope, budget).term(&definition, None).ok()? {
            Term::Value(typed) => typed.labels,
            Term::Experiment(made) => made.labels,
            Term::Collection(pool) => pool.labels,
            Term::Pattern(_) => None,
        },
        Meaning::Function(_) | Meaning::Stated(_) => None,
    }
}
