//! Which parts of some expressions speak of a growing sample, and what follows each of them.

use super::remainder::Remainder;
use super::total::Total;
use super::{Part, Seen, Watcher};
use crate::error::Error;
use crate::model::until::{Source, Until};
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Outcomes};
use crate::solve::atom::{Atom, Path, Subject, cap};
use crate::solve::until::is_length;
use crate::statistic::fold::views_by_value;
use std::sync::Arc;

/// Statistics whose automata tell the value after any number of elements, wherever the sample then ends.
const FOLLOWED: &[&str] = &[
    "count",
    "contains",
    "sum",
    "product",
    "max",
    "min",
    "range",
    "distinct",
    "maxcount",
    "pairs",
    "shape",
    "groups",
    "counts",
    "set",
    "multiset",
    "common",
    "run",
    "longest",
    "runs",
    "within",
    "adjacent",
    "apart",
    "alternates",
    "together",
    "before",
    "increasing",
    "nondecreasing",
    "descents",
];

/// More draws than are ever made, for automata that ask how many there may be.
const ENDLESS: u64 = 1 << 30;

/// Something to follow in a sample.
pub(super) struct Builder<'a> {
    name: usize,
    space: Space,
    labels: Vec<Value>,
    longest: u64,
    counts_length: bool,
    expressions: &'a [&'a Expr],
    pub(super) parts: Vec<Part>,
    pub(super) start: Vec<i64>,
}

impl<'a> Builder<'a> {
    /// Nothing is followed yet.
    pub(super) fn new(until: &Until, name: usize, expressions: &'a [&'a Expr], counts_length: bool) -> Self {
        let labels: Vec<Value> = until.from.labels().into_iter().map(|(label, _)| label).collect();
        let longest = match &until.from {
            Source::Population(from) => from.size(),
            Source::Faces(_) => ENDLESS,
        };
        let space = Space::Until(Arc::new(until.clone()));
        let (parts, start) = (Vec::new(), Vec::new());
        Self { name, space, labels, longest, counts_length, expressions, parts, start }
    }

    /// Finds the parts of an expression; whether all that it asks can be followed.
    pub(super) fn collect(&mut self, expression: &Expr) -> Result<bool, Error> {
        if !expression.mentions(self.name) || self.parts.iter().any(|part| part.expression == *expression) {
            return Ok(true);
        }
        if is_length(expression, self.name) {
            if !self.counts_length {
                return Ok(true);
            }
            let cap =
                cap(self.expressions, expression, self.name).map_or(i64::MAX, |cap| cap.saturating_add(1));
            self.enter(expression, Watcher::Length(cap), &[0]);
            return Ok(true);
        }
        if let Some(place) = self.lone_place(expression)? {
            let Some(seen) = self.seen(expression)? else { return Ok(false) };
            let slots = usize::try_from(place.unsigned_abs()).unwrap_or(usize::MAX);
            match place {
                1.. => self.enter(expression, Watcher::Place(seen), &[-place]),
                _ => self.enter(expression, Watcher::FromEnd(seen), &vec![-1; slots]),
            }
            return Ok(true);
        }
        if let Some(rest) = Remainder::of(expression, self.name, &self.space, &self.labels)? {
            let start = rest.start;
            self.enter(expression, Watcher::Remainder(rest), &[start]);
            return Ok(true);
        }
        let seen = (&self.space, self.labels.as_slice());
        if let Some(total) = Total::of(expression, self.expressions, self.name, seen)? {
            let start = total.start;
            self.enter(expression, Watcher::Total(total), &[start]);
            return Ok(true);
        }
        if let Some(atom) = Atom::of(expression, self.name, &self.space)? {
            return self.follow(expression, atom);
        }
        if matches!(expression.node(), Node::Name(_)) {
            return Ok(false);
        }
        for child in expression.node().children() {
            if !self.collect(child)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Follows a statistic of the whole sample.
    fn follow(&mut self, expression: &Expr, mut atom: Atom) -> Result<bool, Error> {
        let known = match &atom.subject {
            Subject::Statistic(function, _) => FOLLOWED.contains(&function.name),
            Subject::Each(..) => true,
            Subject::Ordered(_) | Subject::Ascending(_) | Subject::Element(_) | Subject::Beside(..) => false,
        };
        if !known || !atom.path.is_unkept() || atom.path.places != (0, u64::MAX) {
            return Ok(false);
        }
        atom.path.places.1 = self.longest;
        atom.cap = cap(self.expressions, expression, self.name);
        let Some(automaton) = atom.scan(&self.labels)? else { return Ok(false) };
        let start = automaton.run.start();
        self.enter(expression, Watcher::Statistic(automaton), &start);
        Ok(true)
    }

    fn enter(&mut self, expression: &Expr, watcher: Watcher, start: &[i64]) {
        self.parts.push(Part { expression: expression.clone(), from: self.start.len(), watcher });
        self.start.extend_from_slice(start);
    }

    /// The only place that an expression speaks of, from 1, or from the end when negative; nothing if it speaks of more than
    /// one, or of the sample in another way.
    fn lone_place(&self, expression: &Expr) -> Result<Option<i64>, Error> {
        /// Further places are no little memory.
        const FURTHEST: i64 = 64;
        let mut found = None;
        Ok(match self.only_places(expression, &mut found)? {
            true => found
                .filter(|place| (-FURTHEST..=FURTHEST).contains(place) && expression.free_elements() == 0),
            false => None,
        })
    }

    /// Whether the sample occurs in an expression as one and the same place only, which is noted.
    fn only_places(&self, e: &Expr, found: &mut Option<i64>) -> Result<bool, Error> {
        if !e.mentions(self.name) {
            return Ok(e.names() == 0);
        }
        if let Some((place, _)) = self.place(e)? {
            return Ok(*found.get_or_insert(place) == place);
        }
        if matches!(e.node(), Node::Name(_)) {
            return Ok(false);
        }
        for child in e.node().children() {
            if !self.only_places(child, found)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The place of the sample that an expression is, and what is seen of it.
    fn place(&self, e: &Expr) -> Result<Option<(i64, Path)>, Error> {
        let (sample, place) = match e.node() {
            Node::At(sample, index) => match index.known() {
                Some(Value::Int(place)) if *place != 0 => (sample, *place),
                _ => return Ok(None),
            },
            Node::Call(function, arguments) if function.name == "first" => (&arguments[0], 1),
            Node::Call(function, arguments) if function.name == "last" => (&arguments[0], -1),
            _ => return Ok(None),
        };
        let path = Path::of(sample, self.name, &self.space)?;
        Ok(path.filter(|path| path.is_unkept() && path.places == (0, u64::MAX)).map(|path| (place, path)))
    }

    /// What an expression about one place is for each label there; nothing where it has no value for some.
    fn seen(&self, expression: &Expr) -> Result<Option<Seen>, Error> {
        let mut values = Vec::with_capacity(self.labels.len());
        for label in &self.labels {
            let known = expression.rewrite(&mut |part| match self.place(part)? {
                Some((_, path)) => Ok(Some(Expr::spanned(Node::Value(path.seen(label)?), part.span()))),
                None => Ok(None),
            });
            match known.and_then(|known| known.evaluate(&mut Outcomes::default())) {
                Ok(value) => values.push(value),
                Err(_) => return Ok(None),
            }
        }
        let (views, values) = views_by_value(&values);
        Ok(Some(Seen { views, values }))
    }

    /// What the watchers tell apart of each label.
    pub(super) fn views(&self) -> Vec<Vec<u32>> {
        (0..self.labels.len()).map(|label| self.views_of(label)).collect()
    }

    fn views_of(&self, label: usize) -> Vec<u32> {
        let view = |part: &Part| match &part.watcher {
            Watcher::Statistic(automaton) => automaton.views[label],
            Watcher::Place(seen) | Watcher::FromEnd(seen) => seen.views[label],
            Watcher::Remainder(rest) => rest.views[label],
            Watcher::Total(total) => total.views[label],
            Watcher::Length(_) => 0,
        };
        self.parts.iter().map(view).collect()
    }
}
