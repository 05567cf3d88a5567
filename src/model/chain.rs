//! Markov chains that stop: a start, a random step from each state, and what ends it.
//!
//! The outcome of a chain is the row of the state in which it stops and the number of steps that it took.

mod explosion;
mod lattice;
mod paths;
mod walk;
mod word;

pub use explosion::Explosion;
pub use lattice::{End, Lattice, Move, Row};
pub use walk::{Barrier, Walk};

use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Pattern, Value};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Where one step leads from a state.
pub type Step = Arc<dyn Fn(&Value) -> Result<Dist<Value>, Error> + Send + Sync>;

/// Whether the chain stops in a state.
pub type Condition = Arc<dyn Fn(&Value) -> Result<bool, Error> + Send + Sync>;

/// What ends a chain.
#[derive(Clone)]
pub enum Stop {
    /// A state in which this holds.
    When(Condition),
    /// This number of steps.
    After(u64),
}

/// A Markov chain that stops; its outcome is the row of the last state and the number of steps.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::model::{Space, chain::Chain};
/// use prob::question::{Asked, Experiment, Expr, Named, Node, Question};
/// use prob::solve::{Choice, Exact, solve};
/// let sixth = BigRational::new(1.into(), 6.into());
/// let chain = Chain::geometric(&sixth)?;
/// let trials = Expr::new(Node::At(Expr::new(Node::Name(0)), Expr::value_of(2)));
/// let named = Named { name: None, experiment: Experiment::of(Space::Chain(chain.into()), "geometric(1/6)") };
/// let question = Question::new(vec![named], Asked::Mean(trials), None)?;
/// let mean = solve(&question, Choice::Cheapest, &prob::budget::Budget::default())?.value;
/// assert_eq!(mean, Exact::Number(BigRational::from_integer(6.into())));
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone)]
pub struct Chain {
    /// Where it begins.
    pub start: Value,
    /// Where a step leads.
    pub step: Step,
    /// What ends it.
    pub stop: Stop,
    /// What is known of it beyond its steps, so that many states, or infinitely many, can be handled.
    form: Form,
    /// Of a wait for words: the beginning of a word that each state stands for.
    beginnings: Option<Arc<[String]>>,
}

/// What is known of a chain beyond its steps.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Nothing.
    Any,
    /// A chain on rows of machine words.
    Lattice(Lattice),
    /// A walk on the integers whose steps do not depend on where it is.
    Walk(Walk),
    /// So many steps on the integers, each of which adds a number of this law, wherever the walk is.
    FreeWalk(Dist<i64>),
    /// Individuals who are replaced by their children, of the same law for each: a generation is a step. The walk goes
    /// from individual to individual, and dies out with the same probability.
    Branching(Walk),
    /// A die that is thrown again while it shows its highest face.
    Explosion(Explosion),
}

impl Chain {
    /// The chain with this start, these steps and this end.
    #[must_use]
    pub fn new(start: Value, step: Step, stop: Stop) -> Self {
        Self { start, step, stop, form: Form::Any, beginnings: None }
    }

    pub(crate) fn with_form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// The beginning of a word that a state of a wait for words stands for: the longest that the last trials match.
    #[must_use]
    pub fn beginning(&self, state: &Value) -> Option<&str> {
        let place = word::place(state)?;
        self.beginnings.as_ref()?.get(place).map(String::as_str)
    }

    pub(crate) fn form(&self) -> &Form {
        &self.form
    }

    /// Whether the chain stops in this state, not having taken so many steps before that only their number ends it.
    ///
    /// # Errors
    /// Those of the condition.
    pub fn stops_in(&self, state: &Value) -> Result<bool, Error> {
        match &self.stop {
            Stop::When(condition) => condition(state),
            Stop::After(_) => Ok(false),
        }
    }

    /// The outcome of having stopped in this state after so many steps.
    #[must_use]
    pub fn outcome(state: Value, steps: u64) -> Value {
        Value::row([state, Value::integer(steps.into())])
    }

    /// Independent trials until one succeeds: P(n steps) = (1−p)ⁿ⁻¹·p, n = 1, 2, ….
    ///
    /// # Errors
    /// [`ErrorKind::Range`] unless 0 < p ≤ 1.
    pub fn geometric(p: &BigRational) -> Result<Self, Error> {
        Self::negative_binomial(1, p)
    }

    /// Independent trials until `r` of them have succeeded: P(n steps) = C(n−1, r−1)·pʳ·(1−p)ⁿ⁻ʳ, n = r, r+1, ….
    ///
    /// The state is the number of successes.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] unless 0 < p ≤ 1.
    pub fn negative_binomial(r: u64, p: &BigRational) -> Result<Self, Error> {
        if !p.is_positive() || *p > BigRational::one() {
            return Err(Error::new(
                ErrorKind::Range,
                format!("the probability of a success must be above 0 and at most 1, not {p}"),
            )
            .hint("the number of trials until a success is finite only when a success can happen"));
        }
        let last = i64::try_from(r).map_err(|_| Error::new(ErrorKind::Range, "that many successes"))?;
        let success = p.numer().magnitude().clone();
        let failure = p.denom().magnitude() - &success;
        let step: Step = Arc::new(move |state| {
            let seen = count(state)?;
            let next = [(Value::Int(seen + 1), success.clone()), (Value::Int(seen), failure.clone())];
            Dist::from_weights(next)
        });
        let stop: Condition = Arc::new(move |state| Ok(count(state)? >= last));
        Ok(Self::new(Value::Int(0), step, Stop::When(stop)))
    }

    /// Trials until these patterns are matched one after another by consecutive trials.
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] for a word without patterns or one that no faces match, [`ErrorKind::TooExpensive`]
    /// when overlapping patterns make too many states.
    pub fn wait_for(word: &[Pattern], faces: &Faces) -> Result<Self, Error> {
        Self::race(&[word.to_vec()], &[Value::Truth(true)], faces)
    }

    /// Trials until one of several words appears; the last state is the label of the word that came first.
    ///
    /// When two words are completed by the same trial (one is the end of the other), the one listed first wins.
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] for a word without patterns, or when no word can appear;
    /// [`ErrorKind::TooExpensive`] when overlapping patterns make too many states.
    pub fn race(words: &[Vec<Pattern>], labels: &[Value], faces: &Faces) -> Result<Self, Error> {
        word::race(words, labels, faces)
    }

    /// A die that is thrown again, and added, as long as it shows its highest face; the last state is the total.
    ///
    /// # Errors
    /// [`ErrorKind::Kind`] for faces that are no numbers, [`ErrorKind::Range`] for a die that shows its highest face
    /// always, or whose highest face is not positive.
    pub fn explode(faces: &Faces) -> Result<Self, Error> {
        explosion::chain(faces)
    }

    /// A walk on the integers whose steps do not depend on where it is, until it meets a barrier.
    ///
    /// # Errors
    /// Never for displacements that fit; the sums of positions that do not fit a machine word are errors of a step.
    pub fn walk(start: i64, displacement: Dist<i64>, barrier: Barrier) -> Result<Self, Error> {
        walk::chain(start, displacement, barrier)
    }

    /// A walk on the integers whose steps do not depend on where it is, of so many steps.
    ///
    /// # Examples
    /// ```
    /// use prob::{dist::Dist, model::chain::Chain};
    /// let up_or_down = Dist::uniform([1, -1]).unwrap();
    /// let law = Chain::free_walk(0, up_or_down, 2).paths(100)?;
    /// assert_eq!(law.probability_of(&Chain::outcome(0.into(), 2)).to_string(), "1/2");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn free_walk(start: i64, displacement: Dist<i64>, steps: u64) -> Self {
        walk::free(start, displacement, steps)
    }

    /// The law of the outcome by the plain definition: every path is followed to its end, each on its own. The total
    /// is less than 1 where some paths never end within `limit` states.
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] when the paths visit more than `limit` states, and errors of the steps.
    pub fn paths(&self, limit: u64) -> Result<Dist<Value>, Error> {
        paths::law(self, limit)
    }
}

fn count(state: &Value) -> Result<i64, Error> {
    match state {
        Value::Int(n) => Ok(*n),
        other => Err(Error::new(ErrorKind::Kind, format!("a number is needed here, not {}", other.kind()))),
    }
}

/// The faces of a die as numbers with their weights, without those of weight 0.
pub(crate) fn numbers(faces: &Faces) -> Result<Vec<(BigRational, BigUint)>, Error> {
    let shown = faces.weights().iter().filter(|(_, weight)| !weight.is_zero());
    shown
        .map(|(face, weight)| match face.ratio() {
            Some(number) => Ok((number, weight.clone())),
            None => Err(Error::new(ErrorKind::Kind, format!("faces must be numbers here, not {face}"))
                .hint("only a die with numbers can be added up")),
        })
        .collect()
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stop: &dyn fmt::Debug = match &self.stop {
            Stop::When(_) => &"a condition",
            Stop::After(steps) => steps,
        };
        f.debug_struct("Chain").field("start", &self.start).field("stop", stop).finish_non_exhaustive()
    }
}

impl Chain {
    /// What two chains must share to be the same: closures are the same only as the same object.
    fn identity(&self) -> (&Value, *const (), Result<*const (), u64>) {
        let stop = match &self.stop {
            Stop::When(condition) => Ok(Arc::as_ptr(condition).cast::<()>()),
            Stop::After(steps) => Err(*steps),
        };
        (&self.start, Arc::as_ptr(&self.step).cast::<()>(), stop)
    }
}

impl PartialEq for Chain {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Chain {}

impl Hash for Chain {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}
