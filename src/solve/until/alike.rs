//! Conditions and questions that ask how often labels have come, and not which labels they are: of labels that weigh alike
//! only the number with each multiplicity matters. So 365 days until two people share one have 366 states. Where labels
//! that have come often enough are all alike, draws with replacement count no further: cards until all four suits have been
//! seen have 5 states.

use super::{end, is_end, is_length, read_from_end};
use crate::dist::Dist;
use crate::error::Error;
use crate::model::chain::{Step, Stop};
use crate::model::pattern::Comparison;
use crate::model::until::{Stopping, Until};
use crate::model::{Chain, Space, Value};
use crate::question::{Expr, Node, Outcomes};
use crate::solve::atom::{Path, cap};
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Statistics that do not tell which label has which multiplicity.
const SYMMETRIC: &[&str] = &["distinct", "maxcount", "shape", "groups", "pairs", "counts", "length"];

/// How a condition on the sample of the experiment 0 sees the labels, if it asks only how often they have come.
///
/// # Errors
/// Those of what is seen of the labels.
pub fn stopping(until: &Until, condition: &Expr) -> Result<Option<Stopping>, Error> {
    let mut asked = Asked::new(until, 0);
    if !asked.takes(condition) {
        return Ok(None);
    }
    // A sample that shows as few of each class as matter does not show how long it is.
    let cap = if asked.length { None } else { asked.cap(&[condition]) };
    Ok(Some(Stopping::Multiplicities { classes: asked.classes(until)?, cap }))
}

/// The classes of labels of which one must come so often for the condition on the experiment 0 to be met, if that is what
/// it says.
///
/// # Errors
/// Those of what is seen of the labels.
pub fn repeated(until: &Until, condition: &Expr) -> Result<Option<Stopping>, Error> {
    // The largest multiplicity grows by one at a time.
    let (largest, times) = match condition.node() {
        Node::Compare(Comparison::Equal | Comparison::AtLeast, a, b) => (a, b.known()),
        _ => return Ok(None),
    };
    let (Node::Call(function, _), Some(&Value::Int(times @ 1..))) = (largest.node(), times) else {
        return Ok(None);
    };
    let mut asked = Asked::new(until, 0);
    if function.name != "maxcount" || !asked.takes(largest) || asked.parts.as_slice() != [largest.clone()] {
        return Ok(None);
    }
    let classes = asked.classes(until)?;
    Ok(classes.map(|classes| Stopping::Repeated { classes, times: times.unsigned_abs() }))
}

/// What is asked of how often labels have come, or what is seen of them: `distinct(ranks(X))` counts ranks.
struct Asked {
    name: usize,
    space: Space,
    /// The sample as it is seen: all parts see it alike.
    seen: Option<Expr>,
    /// The parts that ask, but for the length.
    parts: Vec<Expr>,
    /// Whether the length is asked for.
    length: bool,
}

impl Asked {
    fn new(until: &Until, name: usize) -> Self {
        Self {
            name,
            space: Space::Until(Arc::new(until.clone())),
            seen: None,
            parts: Vec::new(),
            length: false,
        }
    }

    /// Takes in the parts of an expression; whether they ask only how often labels have come.
    fn takes(&mut self, expression: &Expr) -> bool {
        let length = is_length(expression, self.name);
        self.length |= length;
        if length || !expression.mentions(self.name) || self.parts.contains(expression) {
            return true;
        }
        if let Some(sample) = smallest_group(expression)
            && self.sees(sample)
        {
            self.parts.push(expression.clone());
            return true;
        }
        if let Node::Call(function, arguments) = expression.node()
            && let Some(sample) = function.sample.filter(|_| SYMMETRIC.contains(&function.name))
        {
            let known = arguments.iter().enumerate().all(|(i, a)| i == sample || a.known().is_some());
            if known && self.sees(&arguments[sample]) {
                self.parts.push(expression.clone());
                return true;
            }
        }
        !matches!(expression.node(), Node::Name(_))
            && expression.node().children().all(|child| self.takes(child))
    }

    /// Whether this is the sample, or what is seen of each of its elements, as in the parts before.
    fn sees(&mut self, sample: &Expr) -> bool {
        let whole = match Path::of(sample, self.name, &self.space) {
            Ok(Some(path)) => path.is_unkept() && path.places == (0, u64::MAX),
            _ => false,
        };
        whole && self.seen.get_or_insert_with(|| sample.clone()) == sample
    }

    /// How often a class must have come for more not to matter to any part of these expressions, where there is such a
    /// number.
    fn cap(&self, expressions: &[&Expr]) -> Option<u64> {
        let of_part = |part: &Expr| match part.node() {
            Node::Call(function, _) => match function.name {
                "distinct" => Some(1),
                // What comes more often than twice does so for good.
                "pairs" => Some(3),
                // What has come often enough for the smallest to be known does not become the smallest again.
                "maxcount" | "min" => {
                    cap(expressions, part, self.name).map(|most| most.max(0).unsigned_abs().saturating_add(1))
                }
                _ => None,
            },
            _ => None,
        };
        self.parts.iter().map(of_part).try_fold(0, |most, cap| cap.map(|cap| most.max(cap)))
    }

    /// For each label the number of what is seen of it; nothing where nothing but the length is asked.
    fn classes(&self, until: &Until) -> Result<Option<Vec<usize>>, Error> {
        let Some(sample) = &self.seen else { return Ok(None) };
        let Some(path) = Path::of(sample, self.name, &self.space)? else { return Ok(None) };
        let mut classes: FxHashMap<Value, usize> = FxHashMap::default();
        let class = |(label, _): (Value, BigUint)| {
            let fresh = classes.len();
            Ok(*classes.entry(path.seen(&label)?).or_insert(fresh))
        };
        until.from.labels().into_iter().map(class).collect::<Result<_, _>>().map(Some)
    }
}

/// The sample of which an expression asks how often the label comes that comes the fewest times.
fn smallest_group(e: &Expr) -> Option<&Expr> {
    let Node::Call(least, counts) = e.node() else { return None };
    match counts.as_slice() {
        [counts] if least.name == "min" => match counts.node() {
            Node::Call(function, arguments) if function.name == "counts" => arguments.first(),
            _ => None,
        },
        _ => None,
    }
}

/// The chain of the numbers of classes with each multiplicity, and the residue that asks it; nothing where the question asks
/// for more than the condition looks at.
///
/// # Errors
/// Those of rewriting the residue, and of what is seen of the labels.
pub fn chained(
    until: &Until,
    (by_condition, cap): (Option<&[usize]>, Option<u64>),
    name: usize,
    residue: &Residue,
) -> Result<Option<(Chain, Residue)>, Error> {
    let mut asked = Asked::new(until, name);
    if !residue.expressions().into_iter().all(|e| asked.takes(e)) {
        return Ok(None);
    }
    let by_question = asked.classes(until)?;
    let classes = match (by_condition, by_question.as_deref()) {
        (Some(a), Some(b)) if a != b => return Ok(None),
        (Some(classes), _) | (None, Some(classes)) => classes.to_vec(),
        (None, None) => vec![0; until.from.labels().len()],
    };
    let cap = match (cap, asked.cap(&residue.expressions())) {
        (Some(a), Some(b)) if until.from.replaces() => Some(a.max(b)),
        _ => None,
    };
    let residue = read_from_end(residue, name, &asked.parts)?;
    let draws = Draws {
        until: until.clone(),
        name,
        most: cap.and_then(|cap| usize::try_from(cap).ok()).unwrap_or(usize::MAX).max(1),
        parts: asked.parts,
        groups: groups(until, &classes),
        met: Mutex::default(),
    };
    let start = state(&vec![Vec::new(); draws.groups.len()]);
    let step: Step = Arc::new(move |state| draws.step(state));
    let stop = Stop::When(Arc::new(|state: &Value| Ok(is_end(state))));
    Ok(Some((Chain::new(start, step, stop), residue)))
}

/// The classes that weigh alike, together: their weight, and of each the labels in the order in which a sample may show
/// them.
fn groups(until: &Until, classes: &[usize]) -> Vec<(BigUint, Vec<Vec<Value>>)> {
    let count = classes.iter().max().map_or(0, |last| last + 1);
    let mut each: Vec<(BigUint, Vec<Value>)> = vec![(BigUint::ZERO, Vec::new()); count];
    for ((label, weight), class) in until.from.labels().into_iter().zip(classes) {
        // With replacement one label stands for all of its class.
        let shown =
            if until.from.replaces() { u64::from(!weight.is_zero()) } else { weight.to_u64().unwrap_or(0) };
        each[*class].1.extend(std::iter::repeat_n(label, usize::try_from(shown).unwrap_or(0)));
        each[*class].0 += weight;
    }
    let mut groups: Vec<(BigUint, Vec<Vec<Value>>)> = Vec::new();
    for (weight, labels) in each.into_iter().filter(|(weight, _)| !weight.is_zero()) {
        match groups.iter_mut().find(|(other, _)| *other == weight) {
            Some((_, group)) => group.push(labels),
            None => groups.push((weight, vec![labels])),
        }
    }
    groups
}

/// For each group of classes that weigh alike: how many of them have come once, twice, and so on.
type Multiplicities = Vec<Vec<u64>>;

struct Draws {
    until: Until,
    name: usize,
    parts: Vec<Expr>,
    /// What has come so often need not be counted any further.
    most: usize,
    groups: Vec<(BigUint, Vec<Vec<Value>>)>,
    /// Where the multiplicities met so far lead: several steps lead to the same.
    met: Mutex<FxHashMap<Multiplicities, Value>>,
}

fn state(groups: &Multiplicities) -> Value {
    let group = |group: &Vec<u64>| Value::row(group.iter().map(|n| Value::Int(n.cast_signed())));
    Value::row(groups.iter().map(group))
}

impl Draws {
    fn step(&self, from: &Value) -> Result<Dist<Value>, Error> {
        let number = |value: &Value| if let Value::Int(n) = value { n.unsigned_abs() } else { 0 };
        let now: Multiplicities =
            from.elements().iter().map(|group| group.elements().iter().map(number).collect()).collect();
        let mut next: FxHashMap<Value, BigUint> = FxHashMap::default();
        for (g, (weight, labels)) in self.groups.iter().enumerate() {
            let fresh = labels.len() as u64 - now[g].iter().sum::<u64>();
            let with = std::iter::once(fresh).chain(now[g].iter().copied()).collect::<Vec<u64>>();
            for (times, &labels) in with.iter().enumerate().filter(|(_, labels)| **labels > 0) {
                let used = if self.until.from.replaces() { 0 } else { times };
                let used = BigUint::from(used);
                if *weight > used {
                    let mut after = now.clone();
                    if times == self.most {
                        *next.entry(self.arrive(after)?).or_default() += (weight - used) * labels;
                        continue;
                    }
                    if times > 0 {
                        after[g][times - 1] -= 1;
                    }
                    if after[g].len() == times {
                        after[g].push(0);
                    }
                    after[g][times] += 1;
                    *next.entry(self.arrive(after)?).or_default() += (weight - used) * labels;
                }
            }
        }
        if next.is_empty() { Ok(Dist::certain(from.clone())) } else { Dist::from_weights(next) }
    }

    /// The state with these multiplicities, worked out once.
    fn arrive(&self, groups: Multiplicities) -> Result<Value, Error> {
        let met = || self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(state) = met().get(&groups) {
            return Ok(state.clone());
        }
        let state = self.state(&groups)?;
        met().insert(groups, state.clone());
        Ok(state)
    }

    /// The state with these multiplicities: whether the draws end there, and what the question is worth, is told by any
    /// sample that has them.
    fn state(&self, groups: &Multiplicities) -> Result<Value, Error> {
        let mut sample = Vec::new();
        for ((_, classes), multiplicities) in self.groups.iter().zip(groups) {
            let mut classes = classes.iter();
            for (times, &count) in (1..).zip(multiplicities) {
                for labels in classes.by_ref().take(usize::try_from(count).unwrap_or(usize::MAX)) {
                    sample.extend(labels.iter().cycle().take(times).cloned());
                }
            }
        }
        if !(self.until.enough)(&sample)? {
            return Ok(state(groups));
        }
        let mut outcome = Outcomes::only(self.name, Value::row(sample));
        Ok(end(self.parts.iter().map(|part| part.evaluate(&mut outcome).ok())))
    }
}
