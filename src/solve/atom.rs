//! Atoms: the parts of a question that speak of one sample, and that an automaton can compute.

mod ascending;
mod automaton;
mod beside;
mod element;
mod path;

pub use path::Path;

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Quantifier};
use crate::solve::closed_form;
use crate::solve::residue::Residue;
use crate::statistic::Function;
use crate::statistic::numeric::MIN;
use ascending::Ascending;
use rustc_hash::FxHashSet;

/// An expression about one sample with an automaton for it.
#[derive(Clone, Debug)]
pub struct Atom {
    /// The expression.
    pub expression: Expr,
    /// The part of the sample that it speaks of.
    pub path: Path,
    /// What it asks of that part.
    pub subject: Subject,
    /// The largest integer that its value is compared with, when it is used in no other way.
    pub cap: Option<i64>,
}

/// What an atom asks.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A statistic with its arguments (that of the sample means nothing).
    Statistic(&'static Function, Vec<Value>),
    /// A quantifier over the elements.
    Each(Quantifier, usize, Expr),
    /// A quantifier over the elements of this sample whose bodies ask which others it has.
    Beside(Quantifier, usize, Expr, Expr),
    /// The element at this place of the ascending order, from 0.
    Ordered(u64),
    /// Something about several places of the ascending order, no more than two of them at once.
    Ascending(Ascending),
    /// Something about the element at this place alone, from 0: the expression with the element itself left open.
    Element(u64),
}

/// The arguments' values, if all but the sample are known; the sample's place holds a dummy.
fn known_but(arguments: &[Expr], sample: usize) -> Option<Vec<Value>> {
    let value = |(i, argument): (usize, &Expr)| {
        if i == sample { Some(Value::Int(0)) } else { argument.known().cloned() }
    };
    arguments.iter().enumerate().map(value).collect()
}

/// What the expressions of a residue ask of one experiment.
#[derive(Clone, Debug)]
pub struct Atoms {
    /// The atoms, each once.
    pub atoms: Vec<Atom>,
    /// Whether something needs the whole outcome, so that only enumeration can answer.
    pub whole: bool,
}

/// The most atoms of which it is asked up to which number they matter.
const MOST_CAPPED: usize = 2_000;

/// The atoms of a residue about the experiment `name`.
///
/// # Errors
/// Those of indices out of range and statistics of labels that have none.
pub fn atoms(residue: &Residue, name: usize, space: &Space) -> Result<Atoms, Error> {
    let mut found = Atoms { atoms: Vec::new(), whole: false };
    let expressions = residue.expressions();
    let mut seen = FxHashSet::default();
    for expression in &expressions {
        collect(expression, name, space, &mut seen, &mut found)?;
    }
    // Each looks through all expressions: of very many, a cap would save less than it takes.
    if !found.whole && found.atoms.len() <= MOST_CAPPED {
        for atom in &mut found.atoms {
            atom.cap = cap(&expressions, &atom.expression, name);
        }
    }
    Ok(found)
}

fn collect<'a>(
    expression: &'a Expr,
    name: usize,
    space: &Space,
    seen: &mut FxHashSet<&'a Expr>,
    found: &mut Atoms,
) -> Result<(), Error> {
    if !expression.mentions(name) || !seen.insert(expression) {
        return Ok(());
    }
    if let Some(atom) = Atom::of(expression, name, space)? {
        found.atoms.push(atom);
        return Ok(());
    }
    if matches!(expression.node(), Node::Name(_)) {
        found.whole = true;
    }
    for child in expression.node().children() {
        collect(child, name, space, seen, found)?;
    }
    Ok(())
}

impl Atom {
    /// An expression as the atom that it is, if it is one.
    ///
    /// # Errors
    /// Those of indices out of range and statistics of labels that have none.
    pub fn of(expression: &Expr, name: usize, space: &Space) -> Result<Option<Self>, Error> {
        let found = atom(expression, name, space).map_err(|e| e.or_at(expression.span()))?;
        Ok(found.map(|(path, subject)| Self { expression: expression.clone(), path, subject, cap: None }))
    }
}

/// The part and subject of an expression that is an atom.
fn atom(expression: &Expr, name: usize, space: &Space) -> Result<Option<(Path, Subject)>, Error> {
    if expression.names() == 1 << name
        && expression.free_elements() == 0
        && space.is_ordered()
        && let Some((place, path)) = lone_element(expression, name, space)?
    {
        return Ok(Some((path, Subject::Element(place))));
    }
    if let Some((path, ascending)) = Ascending::of(expression, name, space) {
        return Ok(Some((path, Subject::Ascending(ascending))));
    }
    match expression.node() {
        Node::Call(function, arguments) => {
            let Some(sample) = function.sample else { return Ok(None) };
            let has_automaton = function.fold.is_some() || function.scan.is_some();
            if !has_automaton && !closed_form::WITHOUT_AUTOMATON.contains(&function.name) {
                return Ok(None);
            }
            let Some(path) = arguments.get(sample).map(|s| Path::of(s, name, space)).transpose()?.flatten()
            else {
                return Ok(None);
            };
            let arguments = known_but(arguments, sample);
            Ok(arguments.map(|arguments| (path, Subject::Statistic(function, arguments))))
        }
        Node::Each(quantifier, depth, domain, body) => {
            if body.free_elements() & !(1 << depth) != 0 {
                return Ok(None);
            }
            let beside = body.names() != 0;
            if beside && !beside::asks_beside(body, *depth, domain) {
                return Ok(None);
            }
            let path = Path::of(domain, name, space)?;
            if beside {
                let subject =
                    |path: Path| (path, Subject::Beside(*quantifier, *depth, domain.clone(), body.clone()));
                return Ok(path.map(subject));
            }
            Ok(path.map(|path| (path, Subject::Each(*quantifier, *depth, body.clone()))))
        }
        Node::At(sample, index) => {
            let (Some(path), Some(index)) = (Path::of(sample, name, space)?, index.known()) else {
                return Ok(None);
            };
            let Some((from, to)) = path.keep else { return Ok(None) };
            let kept = usize::try_from(to - from).unwrap_or(usize::MAX);
            let place = from + place(index, kept)? as u64;
            Ok(Some((path, Subject::Ordered(place))))
        }
        _ => Ok(None),
    }
}

/// The single place that an expression speaks of, if it speaks of nothing else: `X[2] is ace`, `X[1] mod 2 = 0`.
fn lone_element(expression: &Expr, name: usize, space: &Space) -> Result<Option<(u64, Path)>, Error> {
    fn visit(e: &Expr, name: usize, space: &Space, found: &mut Option<(u64, Path)>) -> Result<bool, Error> {
        if !e.mentions(name) {
            return Ok(true);
        }
        if let Node::At(sample, index) = e.node()
            && let (Some(path), Some(index)) = (Path::of(sample, name, space)?, index.known())
        {
            if path.keep.is_some() || path.length() == u64::MAX || path.hand.is_some() {
                return Ok(false);
            }
            let length = usize::try_from(path.length()).unwrap_or(usize::MAX);
            let at = path.places.0 + place(index, length).map_err(|e2| e2.or_at(e.span()))? as u64;
            return Ok(match found {
                Some((other, _)) => *other == at,
                None => {
                    *found = Some((at, Path { maps: Vec::new(), places: (at, at + 1), ..path }));
                    true
                }
            });
        }
        if matches!(e.node(), Node::Name(_)) {
            return Ok(false);
        }
        for child in e.node().children() {
            if !visit(child, name, space, found)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
    let mut found = None;
    Ok(if visit(expression, name, space, &mut found)? { found } else { None })
}

/// The largest integer that an atom is compared with, if that is all that ever happens to it.
#[must_use]
pub fn cap(expressions: &[&Expr], atom: &Expr, name: usize) -> Option<i64> {
    fn visit(e: &Expr, atom: &Expr, name: usize, cap: &mut i64) -> bool {
        if !e.mentions(name) || !e.may_have(atom.mark()) {
            return true;
        }
        if e == atom {
            return false;
        }
        if let Node::Compare(comparison, a, b) = e.node() {
            let other = if a == atom { b } else { a };
            if a == atom || b == atom {
                let Some(Value::Int(n)) = other.known() else { return false };
                // `atom < n` and `atom >= n` do not tell n from what lies above it.
                let from = if a == atom { *comparison } else { comparison.mirrored() };
                let needed = if matches!(from, Comparison::Less | Comparison::AtLeast) {
                    n.saturating_sub(1)
                } else {
                    *n
                };
                *cap = (*cap).max(needed);
                return true;
            }
        }
        // `min(atom, n)` does not tell n from what lies above it either.
        if let Node::Call(function, parts) = e.node()
            && **function == MIN
            && let Some(place) = parts.iter().position(|part| part == atom)
        {
            let bounds = parts.iter().filter_map(|part| match part.known() {
                Some(Value::Int(n)) => Some(*n),
                _ => None,
            });
            let Some(least) = bounds.min() else { return false };
            *cap = (*cap).max(least.saturating_sub(1));
            let mut others = parts.iter().enumerate().filter(|(i, _)| *i != place);
            return others.all(|(_, part)| visit(part, atom, name, cap));
        }
        e.node().children().all(|child| visit(child, atom, name, cap))
    }
    let mut largest = i64::MIN;
    let only_compared = expressions.iter().all(|e| visit(e, atom, name, &mut largest));
    (only_compared && largest > i64::MIN).then_some(largest)
}
