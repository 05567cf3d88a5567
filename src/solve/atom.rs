//! Atoms: the parts of a question that speak of one sample, and that an automaton can compute.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::evaluate::{Outcomes, place};
use crate::question::{Expr, Node, Quantifier};
use crate::solve::closed_form;
use crate::solve::residue::Residue;
use crate::statistic::keep::{Kept, OrderStatistic};
use crate::statistic::{Automaton, Fold, Function, Labels, Role, Scan, counting, extremes, sums};

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
    /// The element at this place of the ascending order, from 0.
    Ordered(u64),
    /// Something about the element at this place alone, from 0: the expression with the element itself left open.
    Element(u64),
}

/// A part of a sample: a hand or all of it, some of its places, what is seen of each element, which of them are kept.
#[derive(Clone, Debug)]
pub struct Path {
    /// Which hand, when several are dealt.
    pub hand: Option<usize>,
    /// The places, from the first to before the second, from 0.
    pub places: (u64, u64),
    /// What is made of each element, first thing first.
    maps: Vec<Map>,
    /// Which elements of the ascending order are kept.
    keep: Option<(u64, u64)>,
}

#[derive(Clone, Debug)]
struct Map(&'static Function);

impl Path {
    /// The part of the sample of experiment `name` that an expression is, if it is one.
    fn of(expression: &Expr, name: usize, space: &Space) -> Result<Option<Path>, Error> {
        match expression.node() {
            Node::Name(i) if *i == name && !matches!(space, Space::Deal(..)) => {
                let length = space.length().unwrap_or(u64::MAX);
                Ok(Some(Path { hand: None, places: (0, length), maps: Vec::new(), keep: None }))
            }
            Node::At(sample, index) => match (space, sample.node(), index.known()) {
                (Space::Deal(_, hands), Node::Name(i), Some(index)) if *i == name => {
                    let hand = place(index, hands.len())?;
                    Ok(Some(Path {
                        hand: Some(hand),
                        places: (0, hands[hand]),
                        maps: Vec::new(),
                        keep: None,
                    }))
                }
                _ => Ok(None),
            },
            Node::Slice(sample, from, to) => {
                let (Some(path), Some(from), Some(to)) =
                    (Path::of(sample, name, space)?, from.known(), to.known())
                else {
                    return Ok(None);
                };
                path.sliced(from, to)
            }
            Node::Call(function, arguments) => {
                let (Some(sample), Role::Each(_) | Role::Keep(_)) = (function.sample, function.role) else {
                    return Ok(None);
                };
                let Some(path) = Path::of(&arguments[sample], name, space)? else { return Ok(None) };
                path.through(function, sample, arguments)
            }
            _ => Ok(None),
        }
    }

    fn sliced(mut self, from: &Value, to: &Value) -> Result<Option<Path>, Error> {
        let length = self.places.1 - self.places.0;
        let Ok(whole) = usize::try_from(length) else { return Ok(None) };
        if self.keep.is_some() || length == u64::MAX {
            return Ok(None);
        }
        // X[1..0] is empty, and only the definitions say when that is allowed.
        let (Ok(from), Ok(to)) = (place(from, whole), place(to, whole)) else { return Ok(None) };
        if to < from {
            return Ok(None);
        }
        let start = self.places.0;
        self.places = (start + from as u64, start + to as u64 + 1);
        Ok(Some(self))
    }

    fn through(
        mut self,
        function: &'static Function,
        sample: usize,
        arguments: &[Expr],
    ) -> Result<Option<Path>, Error> {
        if self.keep.is_some() {
            return Ok(None);
        }
        match function.role {
            Role::Each(_) => self.maps.push(Map(function)),
            Role::Keep(kept) => {
                let Some(values) = known_but(arguments, sample) else { return Ok(None) };
                if self.places.1 == u64::MAX {
                    return Ok(None);
                }
                self.keep = Some(kept(&values, self.places.1 - self.places.0)?);
            }
            Role::Plain => return Ok(None),
        }
        Ok(Some(self))
    }

    /// How many elements the part has (before any are dropped).
    #[must_use]
    pub fn length(&self) -> u64 {
        self.places.1 - self.places.0
    }

    /// Whether it is a stretch of places as they are: nothing mapped, nothing dropped.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_unmapped() && self.is_unkept()
    }

    /// Whether elements are seen as they are.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        self.maps.is_empty()
    }

    /// Whether no elements are dropped.
    #[must_use]
    pub fn is_unkept(&self) -> bool {
        self.keep.is_none()
    }

    /// Which elements of the ascending order are kept, if some are dropped.
    #[must_use]
    pub fn kept(&self) -> Option<(u64, u64)> {
        self.keep
    }

    /// The label as this part shows it.
    pub fn seen(&self, label: &Value) -> Result<Value, Error> {
        let mut seen = label.clone();
        for Map(function) in &self.maps {
            if let Role::Each(each) = function.role {
                seen = each(&seen)?;
            }
        }
        Ok(seen)
    }
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

/// The atoms of a residue about the experiment `name`.
///
/// # Errors
/// Those of indices out of range and statistics of labels that have none.
pub fn atoms(residue: &Residue, name: usize, space: &Space) -> Result<Atoms, Error> {
    let mut found = Atoms { atoms: Vec::new(), whole: false };
    let expressions = residue.expressions();
    for expression in &expressions {
        collect(expression, name, space, &mut found)?;
    }
    if !found.whole {
        for atom in &mut found.atoms {
            atom.cap = cap(&expressions, &atom.expression, name);
        }
    }
    Ok(found)
}

fn collect(expression: &Expr, name: usize, space: &Space, found: &mut Atoms) -> Result<(), Error> {
    if !expression.mentions(name) || found.atoms.iter().any(|a| a.expression == *expression) {
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
        collect(child, name, space, found)?;
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
            if body.names() != 0 || body.free_elements() & !(1 << depth) != 0 {
                return Ok(None);
            }
            let path = Path::of(domain, name, space)?;
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
fn cap(expressions: &[&Expr], atom: &Expr, name: usize) -> Option<i64> {
    fn visit(e: &Expr, atom: &Expr, name: usize, cap: &mut i64) -> bool {
        if !e.mentions(name) {
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
        e.node().children().into_iter().all(|child| visit(child, atom, name, cap))
    }
    let mut largest = i64::MIN;
    let only_compared = expressions.iter().all(|e| visit(e, atom, name, &mut largest));
    (only_compared && largest > i64::MIN).then_some(largest)
}

impl Atom {
    /// The labels as the atom sees them.
    fn labels(&self, labels: &[Value]) -> Result<Labels, Error> {
        let labels = labels.iter().map(|label| self.path.seen(label)).collect::<Result<_, _>>()?;
        Ok(Labels { labels, length: self.path.length() })
    }

    /// The automaton over classes, if the atom does not depend on the order.
    ///
    /// # Errors
    /// Those of statistics that these labels do not have.
    pub fn fold(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Fold>>, Error> {
        self.build_fold(labels).map_err(|e| e.or_at(self.expression.span()))
    }

    fn build_fold(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Fold>>, Error> {
        let seen = self.labels(labels)?;
        let kept = self.path.keep;
        let length = kept.map_or(seen.length, |(from, to)| to - from);
        let part = Labels { length, ..seen.clone() };
        let inner = match &self.subject {
            Subject::Element(_) => return Ok(None),
            Subject::Ordered(place) => return Ok(OrderStatistic::of(&seen, *place)),
            Subject::Statistic(function, arguments) => match function.fold {
                Some(build) => build(arguments, &part)?,
                None => None,
            },
            Subject::Each(quantifier, depth, body) => each_fold(*quantifier, *depth, body, &part)?,
        };
        let Some(automaton) = inner else { return Ok(None) };
        let automaton = self.saturate(automaton);
        match kept {
            Some(kept) => Ok(Kept::of(&seen, automaton, kept)),
            None => Ok(Some(automaton)),
        }
    }

    fn saturate(&self, automaton: Automaton<dyn Fold>) -> Automaton<dyn Fold> {
        match self.cap.and_then(|cap| automaton.run.saturated(cap)) {
            Some(run) => Automaton { views: automaton.views, run },
            None => automaton,
        }
    }

    /// The automaton along places.
    ///
    /// # Errors
    /// Those of statistics that these labels do not have.
    pub fn scan(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Scan>>, Error> {
        if let Subject::Statistic(function, arguments) = &self.subject
            && let (Some(build), None) = (function.scan, self.path.keep)
        {
            let seen = self.labels(labels)?;
            let built = build(arguments, &seen).map_err(|e| e.or_at(self.expression.span()))?;
            return Ok(built.map(|automaton| match self.cap.and_then(|cap| automaton.run.saturated(cap)) {
                Some(run) => Automaton { views: automaton.views, run },
                None => automaton,
            }));
        }
        let fold = self.fold(labels)?.filter(|automaton| automaton.run.is_additive());
        Ok(fold.map(|automaton| Automaton {
            views: automaton.views,
            run: Box::new(crate::statistic::fold::OneByOne(automaton.run)) as Box<dyn Scan>,
        }))
    }

    /// For an atom about one place: its value for each label.
    ///
    /// # Errors
    /// Those of working it out.
    pub fn at_element(&self, label: &Value, name: usize, space: &Space) -> Result<Value, Error> {
        let value = self.expression.rewrite(&mut |part| {
            if !part.mentions(name) {
                return Ok(Some(part.clone()));
            }
            let Node::At(sample, _) = part.node() else { return Ok(None) };
            match Path::of(sample, name, space)? {
                Some(path) => Ok(Some(Expr::spanned(Node::Value(path.seen(label)?), part.span()))),
                None => Ok(None),
            }
        })?;
        value.evaluate(&mut Outcomes::default())
    }
}

/// A quantifier over the elements: the statistic of what its body makes of each label.
fn each_fold(
    quantifier: Quantifier,
    depth: usize,
    body: &Expr,
    seen: &Labels,
) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let bodies = seen
        .labels
        .iter()
        .map(|label| body.with_element(depth, label)?.evaluate(&mut Outcomes::default()))
        .collect::<Result<Vec<_>, _>>()?;
    let labels = Labels { labels: bodies, length: seen.length };
    let holds = [Value::Truth(true), Value::Int(0)];
    let fails = [Value::Truth(false), Value::Int(0)];
    let built = match quantifier {
        Quantifier::Any => counting::CONTAINS.fold.map(|build| build(&holds, &labels)),
        Quantifier::All => counting::CONTAINS.fold.map(|build| build(&fails, &labels)),
        Quantifier::Count => counting::COUNT.fold.map(|build| build(&holds, &labels)),
        Quantifier::Sum => sums::SUM.fold.map(|build| build(&holds, &labels)),
        Quantifier::Product => sums::PRODUCT.fold.map(|build| build(&holds, &labels)),
        Quantifier::Min => extremes::MIN.fold.map(|build| build(&holds, &labels)),
        Quantifier::Max => extremes::MAX.fold.map(|build| build(&holds, &labels)),
    };
    let automaton = built.transpose()?.flatten();
    Ok(automaton.map(|a| match quantifier {
        Quantifier::All => Automaton { views: a.views, run: Box::new(Negated(a.run)) as Box<dyn Fold> },
        _ => a,
    }))
}

/// The opposite of a truth.
struct Negated(Box<dyn Fold>);

impl Fold for Negated {
    fn start(&self) -> Vec<i64> {
        self.0.start()
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        self.0.step(state, view, multiplicity);
    }

    fn value(&self, state: &[i64]) -> Value {
        match self.0.value(state) {
            Value::Truth(truth) => Value::Truth(!truth),
            other => other,
        }
    }

    fn is_additive(&self) -> bool {
        self.0.is_additive()
    }
}
