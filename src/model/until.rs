//! Draws that go on until a condition on the sample so far is met; at least one draw is made.
//!
//! [`Until`] is the definition: any condition, answered by following every row. Where the condition looks at a little of
//! the sample only, such as the matches or the different labels so far, that little is the state of a
//! [`Chain`](crate::model::Chain), which answers without listing rows.

mod counts;
mod distinct;

pub use counts::until_counts;
pub use distinct::until_distinct;

use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Pattern, Population, Value};
use num_bigint::BigUint;
use num_traits::One;
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
    #[must_use]
    pub fn labels(&self) -> Vec<(Value, BigUint)> {
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
    /// Ways to tell from little what has been drawn whether the draws end, that of the fewest states first.
    pub stopping: Vec<Stopping>,
}

/// A condition that does not look at everything that has been drawn.
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
    /// At whether a class of labels has come so often.
    Repeated {
        /// The class of each label of the source.
        classes: Vec<usize>,
        /// How often.
        times: u64,
    },
    /// At how often classes of labels have come, and not at which they are.
    Multiplicities {
        /// The class of each label of the source, or nothing where the number of draws is all that matters.
        classes: Option<Vec<usize>>,
        /// How often a class must have come for more not to matter, where it need not matter.
        cap: Option<u64>,
    },
    /// At what is remembered of one draw after another.
    Watched(Arc<dyn Watch>),
}

/// Whether the draws end when so many elements have matched each pattern.
pub type CountsEnough = Arc<dyn Fn(&[u64]) -> bool + Send + Sync>;

/// Follows the draws and remembers of them only what tells whether they end.
pub trait Watch: Send + Sync {
    /// What is remembered before the first draw.
    fn start(&self) -> Vec<i64>;
    /// What is told apart of each label, in the order of the source's labels: labels that look alike may be merged.
    fn views(&self) -> &[Vec<u32>];
    /// Takes in an element with the label at this place of the source's labels.
    fn step(&self, memory: &mut [i64], label: usize);
    /// Whether the draws end now.
    ///
    /// # Errors
    /// Those of the condition.
    fn enough(&self, memory: &[i64]) -> Result<bool, Error>;
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
                    .hint("ask of sums, counts, words, extremes and single places, in the condition too, or `simulate`"));
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
