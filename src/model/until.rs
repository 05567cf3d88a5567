//! Draws that go on until a condition on the sample so far is met; at least one draw is made.
//!
//! [`Until`] is the definition: any condition, answered by following every row. Where the condition only counts
//! matches, or different labels, the sample so far is a small state, and a [`Chain`] answers without listing rows.

use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Chain, Condition, Step, Stop};
use crate::model::{Faces, Pattern, Population, Value};
use num_bigint::BigUint;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// Without replacement; the draws end at the latest when nothing is left.
    Population(Arc<Population>),
    /// With replacement, or a die.
    Faces(Arc<Faces>),
}

impl Source {
    /// The labels, with how many elements, or what weight, each has at first.
    fn labels(&self) -> Vec<(Value, BigUint)> {
        match self {
            Self::Population(from) => {
                from.classes().iter().map(|(label, count)| (label.clone(), BigUint::from(*count))).collect()
            }
            Self::Faces(faces) => faces.weights().to_vec(),
        }
    }

    /// Whether what is drawn is put back.
    #[must_use]
    pub fn replaces(&self) -> bool {
        matches!(self, Self::Faces(_))
    }
}

/// Whether the draws end with this sample.
pub type Enough = Arc<dyn Fn(&[Value]) -> Result<bool, Error> + Send + Sync>;

/// Draws one after another until a condition on the sample so far is met; the outcome is the sample.
#[derive(Clone)]
pub struct Until {
    /// What is drawn from.
    pub from: Source,
    /// Whether the draws end with this sample.
    pub enough: Enough,
    /// The same condition by counts alone, where it only counts.
    pub stopping: Option<Stopping>,
}

/// A condition that looks at a few numbers only.
#[derive(Clone)]
pub enum Stopping {
    /// At how many elements have matched each of these patterns.
    Counts {
        /// The patterns.
        patterns: Vec<Pattern>,
        /// Up to which number the matches of each matter.
        caps: Vec<u64>,
        /// Whether the draws end.
        enough: CountsEnough,
    },
    /// At whether so many different labels have been seen.
    Distinct(u64),
}

/// The longest row that is followed when draws are with replacement.
const LONGEST: usize = 1_000;

impl Until {
    /// The law of the sample by the definition, row by row; at most `limit` rows (those not yet finished included).
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] when there are more rows, [`ErrorKind::Undefined`] when everything may be drawn
    /// without the condition being met, and errors of the condition.
    pub fn law(&self, limit: u64) -> Result<Dist<Value>, Error> {
        let labels = self.from.labels();
        let mut finished: Vec<(Vec<Value>, BigUint)> = Vec::new();
        let mut open: Vec<(Vec<Value>, BigUint)> = vec![(Vec::new(), BigUint::one())];
        let mut visited = 0u64;
        while let Some((row, weight)) = open.pop() {
            visited += 1;
            if visited > limit || row.len() > LONGEST {
                return Err(too_expensive(&format!("there are more than {limit} samples to follow"))
                    .hint("ask only for counts of patterns and for `length(X)`, or `simulate`"));
            }
            // The first draw is always made: a condition on a sample speaks of what has been drawn.
            if !row.is_empty() && (self.enough)(&row)? {
                finished.push((row, weight));
                continue;
            }
            let before = open.len();
            for (label, count) in &labels {
                let used = if self.from.replaces() { 0 } else { row.iter().filter(|v| *v == label).count() };
                let used = BigUint::from(used);
                if *count > used {
                    let mut longer = row.clone();
                    longer.push(label.clone());
                    open.push((longer, &weight * (count - used)));
                }
            }
            if open.len() == before {
                return Err(Error::new(
                    ErrorKind::Undefined,
                    format!(
                        "everything may be drawn ({} elements) without the condition being met",
                        row.len()
                    ),
                )
                .hint("the condition must be met at the latest when nothing is left"));
            }
        }
        self.weighed(finished)
    }

    /// The rows over one total: each stands for all its continuations to the longest row.
    fn weighed(&self, rows: Vec<(Vec<Value>, BigUint)>) -> Result<Dist<Value>, Error> {
        let longest = rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
        // continuations[n]: how many ways a row of n elements goes on to the longest.
        let mut continuations = vec![BigUint::one(); longest + 1];
        for length in (0..longest).rev() {
            let left = match &self.from {
                Source::Population(from) => BigUint::from(from.size() - length as u64),
                Source::Faces(faces) => faces.total().clone(),
            };
            continuations[length] = &continuations[length + 1] * left;
        }
        let weights = rows.into_iter().map(|(row, weight)| {
            let all = weight * &continuations[row.len()];
            (Value::row(row), all)
        });
        Dist::from_weights(weights)
    }

    fn identity(&self) -> (&Source, *const ()) {
        (&self.from, Arc::as_ptr(&self.enough).cast::<()>())
    }
}

impl fmt::Debug for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Until").field("from", &self.from).finish_non_exhaustive()
    }
}

impl PartialEq for Until {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Until {}

impl Hash for Until {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

/// Whether the draws end when so many elements have matched each pattern.
pub type CountsEnough = Arc<dyn Fn(&[u64]) -> bool + Send + Sync>;

/// Draws until the numbers of matches so far satisfy a condition, as a chain: its steps are the length of the sample.
///
/// `caps` says for each pattern up to which number its matches matter to the condition: larger numbers are counted as
/// the cap, so that draws with replacement have finitely many states. The state is a row that begins with the number of
/// matches of each pattern; without replacement the numbers of elements of each class (elements that match the same
/// patterns) follow, and where no match at all would be enough, whether the first draw has been made. With nothing left to draw the chain stays where it is, and never stops.
///
/// # Examples
/// ```
/// use prob::model::{Collection, Pattern, Population, until::{Source, until_counts}};
/// let urn = Population::new(Collection::Urn, [("red".into(), 1), ("blue".into(), 2)])?;
/// let enough = std::sync::Arc::new(|seen: &[u64]| seen[0] == 1);
/// let chain = until_counts(&Source::Population(urn.into()), &[Pattern::Is("red".into())], &[1], enough);
/// assert_eq!(chain.paths(100)?.len(), 3); // after one, two or three draws
/// # Ok::<(), prob::Error>(())
/// ```
#[must_use]
pub fn until_counts(from: &Source, patterns: &[Pattern], caps: &[u64], enough: CountsEnough) -> Chain {
    let count = patterns.len();
    let mut classes: Vec<(Vec<bool>, BigUint)> = Vec::new();
    for (label, weight) in from.labels() {
        let matches: Vec<bool> = patterns.iter().map(|p| p.matches(&label)).collect();
        match classes.iter_mut().find(|(other, _)| *other == matches) {
            Some((_, sum)) => *sum += weight,
            None => classes.push((matches, weight)),
        }
    }
    let replaces = from.replaces();
    let caps: Vec<u64> = (0..count).map(|i| caps.get(i).copied().unwrap_or(u64::MAX)).collect();
    // Where the chain begins in a state that would stop it, a last number tells whether it has begun.
    let begins = enough(&vec![0; count]);
    let numbers = count + if replaces { 0 } else { classes.len() };
    let start = Value::row(vec![Value::Int(0); numbers + usize::from(begins)]);
    let step: Step = Arc::new(move |state| {
        let seen = integers(state)?;
        let mut next = Vec::with_capacity(classes.len());
        for (class, (matches, weight)) in classes.iter().enumerate() {
            let used = if replaces { 0 } else { seen.get(count + class).copied().unwrap_or(0) };
            let used = BigUint::from(used);
            if *weight > used {
                let mut after = seen.clone();
                for ((matches, cap), n) in matches.iter().zip(&caps).zip(&mut after) {
                    *n = (*n + u64::from(*matches)).min(*cap);
                }
                if !replaces {
                    after[count + class] += 1;
                }
                if begins {
                    after[numbers] = 1;
                }
                next.push((row(&after), weight - used));
            }
        }
        if next.is_empty() { Ok(Dist::certain(state.clone())) } else { Dist::from_weights(next) }
    });
    let stop: Condition = Arc::new(move |state| {
        let seen = integers(state)?;
        Ok((!begins || seen[numbers] == 1) && enough(&seen[..count]))
    });
    Chain::new(start, step, Stop::When(stop))
}

/// Draws until `different` different labels have been seen, as a chain: its steps are the length of the sample.
///
/// Labels of equal weight (or equally many elements) are interchangeable. With replacement the state is the number
/// of labels seen of each weight; without, the numbers of elements drawn of each label, sorted among its like.
///
/// # Examples
/// ```
/// use prob::model::{Faces, until::{Source, until_distinct}};
/// let coin = Source::Faces(Faces::die(2)?.into());
/// let chain = until_distinct(&coin, 1);
/// assert_eq!(chain.paths(10)?.len(), 1); // the first throw shows the first face
/// # Ok::<(), prob::Error>(())
/// ```
#[must_use]
pub fn until_distinct(from: &Source, different: u64) -> Chain {
    let mut groups: Vec<(BigUint, u64)> = Vec::new();
    for (_, weight) in from.labels() {
        if weight.is_zero() {
            continue;
        }
        match groups.iter_mut().find(|(other, _)| *other == weight) {
            Some(group) => group.1 += 1,
            None => groups.push((weight, 1)),
        }
    }
    match from {
        Source::Faces(_) => distinct_faces(groups, different),
        Source::Population(_) => distinct_elements(&groups, different),
    }
}

fn distinct_faces(groups: Vec<(BigUint, u64)>, different: u64) -> Chain {
    let start = row(&vec![0; groups.len()]);
    let step: Step = Arc::new(move |state| {
        let seen = integers(state)?;
        let mut old = BigUint::ZERO;
        let mut next = Vec::with_capacity(groups.len() + 1);
        for (i, ((weight, count), n)) in groups.iter().zip(&seen).enumerate() {
            old += weight * *n;
            if n < count {
                let mut after = seen.clone();
                after[i] += 1;
                next.push((row(&after), weight * (count - n)));
            }
        }
        next.push((state.clone(), old));
        Dist::from_weights(next)
    });
    let stop: Condition = Arc::new(move |state| Ok(integers(state)?.iter().sum::<u64>() >= different));
    Chain::new(start, step, Stop::When(stop))
}

fn distinct_elements(groups: &[(BigUint, u64)], different: u64) -> Chain {
    // The place where each group begins in the state, and how many elements each of its labels has.
    let sizes: Vec<(usize, BigUint)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, (size, count))| (0..*count).map(move |_| (group, size.clone())))
        .collect();
    let start = row(&vec![0; sizes.len()]);
    let step: Step = Arc::new(move |state| {
        let drawn = integers(state)?;
        let mut next: FxHashMap<Vec<u64>, BigUint> = FxHashMap::default();
        for (i, ((group, size), n)) in sizes.iter().zip(&drawn).enumerate() {
            let used = BigUint::from(*n);
            if *size > used {
                let mut after = drawn.clone();
                after[i] += 1;
                // Labels with equally many elements are interchangeable: only the sorted numbers matter.
                let first = sizes.partition_point(|(g, _)| g < group);
                let end = sizes.partition_point(|(g, _)| g <= group);
                after[first..end].sort_unstable_by(|a, b| b.cmp(a));
                *next.entry(after).or_default() += size - used;
            }
        }
        match next.is_empty() {
            true => Ok(Dist::certain(state.clone())),
            false => Dist::from_weights(next.into_iter().map(|(after, weight)| (row(&after), weight))),
        }
    });
    let stop: Condition =
        Arc::new(move |state| Ok(integers(state)?.iter().filter(|n| **n > 0).count() as u64 >= different));
    Chain::new(start, step, Stop::When(stop))
}

fn row(counts: &[u64]) -> Value {
    Value::row(counts.iter().map(|n| Value::Int(n.cast_signed())))
}

fn integers(state: &Value) -> Result<Vec<u64>, Error> {
    let count = |v: &Value| match v {
        Value::Int(n) => Ok(n.cast_unsigned()),
        other => Err(Error::new(ErrorKind::Kind, format!("a count is needed here, not {}", other.kind()))),
    };
    state.elements().iter().map(count).collect()
}
