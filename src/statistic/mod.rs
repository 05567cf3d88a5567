//! What may be asked of a sample, one file a family.
//!
//! Each statistic is a [`Function`]: its name, signature, help and example feed the parser, completion and the
//! reference; its *definition* is the plainest code that works on a concrete sample, and enumeration and simulation
//! use only that; its *fold* is a small automaton for the exact roads. A property test holds the two together.

#[cfg(test)]
pub(crate) mod agreement;
pub mod arithmetic;
pub mod around;
pub mod block;
pub mod combinatorial;
pub mod counting;
pub mod extremes;
pub mod fold;
pub mod integers;
pub mod keep;
pub mod monotone;
pub mod neighbours;
pub mod numeric;
pub mod permutation;
pub mod place;
pub mod poker;
pub mod process;
pub mod remainder;
pub mod sets;
pub mod shape;
pub mod straight;
pub mod streak;
pub mod suits;
pub mod sums;

pub use fold::{Automaton, Fold, Labels, Scan};

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use std::hash::{Hash, Hasher};

/// What the value of a function, or one of its arguments, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An exact number.
    Number,
    /// True or false.
    Truth,
    /// A row or multiset of elements; where a number is needed, a sample of numbers is its sum.
    Sample,
    /// A set of values.
    Set,
    /// A label, a card, a rank or a category: something with a name.
    Label,
    /// What an element may match, read with the labels of the sample.
    Pattern,
    /// Anything.
    Any,
}

/// A function of the question language: a statistic of a sample, or arithmetic.
pub struct Function {
    /// The name before the parenthesis.
    pub name: &'static str,
    /// How it is called, such as `count(pattern in X)`.
    pub signature: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// A question that uses it, and the exact answer.
    pub example: (&'static str, &'static str),
    /// What each argument must be; the last kind repeats for functions of any number of arguments.
    pub parameters: &'static [Kind],
    /// How many arguments it takes at least and at most.
    pub arity: (usize, usize),
    /// What it gives.
    pub result: Kind,
    /// Which argument is the sample, for statistics.
    pub sample: Option<usize>,
    /// The definition.
    pub value: fn(&[Value]) -> Result<Value, Error>,
    /// The automaton over classes, when the order of the sample does not matter: built from the arguments (that of
    /// the sample is there, but means nothing) for samples of elements with these labels.
    pub fold: Option<Build<dyn Fold>>,
    /// The automaton along positions, when the order matters (or when a road along positions is taken anyway).
    pub scan: Option<Build<dyn Scan>>,
    /// How a sample-valued function relates to the sample it is given, so that statistics of it have automata too.
    pub role: Role,
}

/// How a function relates to the sample that it is given.
#[derive(Clone, Copy)]
pub enum Role {
    /// It gives a value of its own.
    Plain,
    /// It gives the sample of what this makes of each element: `suits(H)`.
    Each(fn(&Value) -> Result<Value, Error>),
    /// It gives some of the elements in ascending order: those from the first to before the second place, counted
    /// from 0, of so many: `highest(3, X)` of five keeps 2..5.
    Keep(KeptPlaces),
}

/// From which place to before which, counted from 0, the elements of a sample of this length are kept.
pub type KeptPlaces = fn(arguments: &[Value], length: u64) -> Result<(u64, u64), Error>;

/// Builds an automaton; nothing when these arguments or labels have none.
pub type Build<F> = fn(arguments: &[Value], labels: &Labels) -> Result<Option<Automaton<F>>, Error>;

impl Function {
    /// The name as it is written in a question: twins of a function (`adjacent around`) are written like it.
    #[must_use]
    pub fn written(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }

    /// The value on concrete arguments, checked for their number.
    ///
    /// # Errors
    /// Those of the definition.
    pub fn apply(&self, arguments: &[Value]) -> Result<Value, Error> {
        if arguments.len() < self.arity.0 || arguments.len() > self.arity.1 {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`{}` does not take {} arguments", self.name, arguments.len()),
            )
            .hint(format!("write `{}`", self.signature)));
        }
        (self.value)(arguments)
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self).hash(state);
    }
}

/// Every family of functions.
pub const FAMILIES: &[(&str, &[&Function])] = &[
    ("counting", counting::FUNCTIONS),
    ("sums", sums::FUNCTIONS),
    ("extremes", extremes::FUNCTIONS),
    ("keep", keep::FUNCTIONS),
    ("shape", shape::FUNCTIONS),
    ("straight", straight::FUNCTIONS),
    ("sets", sets::FUNCTIONS),
    ("streak", streak::FUNCTIONS),
    ("block", block::FUNCTIONS),
    ("neighbours", neighbours::FUNCTIONS),
    ("monotone", monotone::FUNCTIONS),
    ("place", place::FUNCTIONS),
    ("permutation", permutation::FUNCTIONS),
    ("process", process::FUNCTIONS),
    ("suits", suits::FUNCTIONS),
    ("poker", poker::FUNCTIONS),
    ("arithmetic", arithmetic::FUNCTIONS),
    ("numeric", numeric::FUNCTIONS),
    ("integers", integers::FUNCTIONS),
    ("combinatorial", combinatorial::FUNCTIONS),
];

/// Every function, family by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().flat_map(|(_, functions)| functions.iter().copied())
}

/// The function of this name with this number of arguments; `min` and `max` mean a sample's extreme with one argument and
/// the extreme of several numbers with more.
#[must_use]
pub fn function(name: &str, arguments: usize) -> Option<&'static Function> {
    let named = || functions().filter(|f| f.name == name);
    named().find(|f| (f.arity.0..=f.arity.1).contains(&arguments)).or_else(|| named().next())
}

/// The numbers of a sample.
///
/// # Errors
/// [`ErrorKind::Kind`] when an element is not a number: "`what` needs numbers, not cards".
pub fn numbers(what: &str, sample: &Value) -> Result<(), Error> {
    match sample.elements().iter().find(|v| !v.is_number()) {
        None => Ok(()),
        Some(Value::Card(_)) => Err(Error::new(ErrorKind::Kind, format!("{what} needs numbers, not cards"))
            .hint("a card has a `rank(x)`; count cards with `count(ace in H)`")),
        Some(other) => {
            Err(Error::new(ErrorKind::Kind, format!("{what} needs numbers, not {}", plural(other)))
                .hint("count labels with `count(label in X)`"))
        }
    }
}

fn plural(value: &Value) -> &'static str {
    match value {
        Value::Word(_) => "labels",
        Value::Truth(_) => "events",
        Value::Card(_) => "cards",
        Value::Level(_) => "ranks",
        _ => "samples",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_found_by_its_name_and_number_of_arguments() {
        for f in functions() {
            assert_eq!(function(f.name, f.arity.0), Some(f), "{} is hidden by another", f.name);
            assert!(f.arity.0 <= f.arity.1 && f.arity.0 > 0 && !f.parameters.is_empty());
            let named = f.signature.contains(f.name) || f.signature.contains(" in X");
            assert!(named && !f.help.is_empty() && !f.example.0.is_empty() && !f.example.1.is_empty());
        }
    }

    #[test]
    fn what_has_an_automaton_names_its_sample() {
        for f in
            functions().filter(|f| f.fold.is_some() || f.scan.is_some() || !matches!(f.role, Role::Plain))
        {
            assert!(f.sample.is_some_and(|place| place < f.parameters.len()), "{}", f.name);
            assert!(matches!(f.role, Role::Plain) || f.result == Kind::Sample, "{}", f.name);
        }
    }

    #[test]
    fn a_wrong_number_of_arguments_is_an_error_with_a_fix() {
        for f in functions() {
            let error = f.apply(&vec![Value::Int(1); f.arity.0 - 1]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Kind);
            assert!(error.fix().is_some_and(|fix| fix.contains(f.signature)));
        }
    }
}
