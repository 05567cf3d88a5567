//! Recipes: things that are made from values, some of which are outcomes not yet known.

use crate::error::Error;
use crate::model::{Seating, Space, Value};
use crate::question::experiment::Repeated;
use crate::question::seats::unfair;
use crate::question::{Experiment, Expr};
use std::sync::Arc;

/// How to make a thing from the values of some expressions.
#[derive(Clone)]
pub struct Recipe<T> {
    inputs: Vec<Expr>,
    make: Make<T>,
    /// The trial that is made over and over, where the number of trials is all that is open.
    repeated: Option<Repeated>,
}

type Make<T> = Arc<dyn Fn(&[Value]) -> Result<T, Error> + Send + Sync>;

impl<T: Send + Sync + 'static> Recipe<T> {
    /// A thing that depends on nothing.
    pub fn known(thing: T) -> Self
    where
        T: Clone,
    {
        Self { inputs: Vec::new(), make: Arc::new(move |_| Ok(thing.clone())), repeated: None }
    }

    /// What is made of this thing.
    pub fn map<U: Send + Sync + 'static>(
        self,
        f: impl Fn(T) -> Result<U, Error> + Send + Sync + 'static,
    ) -> Recipe<U> {
        let make = self.make;
        Recipe { inputs: self.inputs, make: Arc::new(move |values| f(make(values)?)), repeated: None }
    }

    /// What is made of this thing and another.
    pub fn with<U: Send + Sync + 'static, V: Send + Sync + 'static>(
        mut self,
        other: Recipe<U>,
        f: impl Fn(T, U) -> Result<V, Error> + Send + Sync + 'static,
    ) -> Recipe<V> {
        let (split, first, second) = (self.inputs.len(), self.make, other.make);
        self.inputs.extend(other.inputs);
        let make = move |values: &[Value]| {
            let (a, b) = values.split_at(split.min(values.len()));
            f(first(a)?, second(b)?)
        };
        Recipe { inputs: self.inputs, make: Arc::new(make), repeated: None }
    }

    /// All of these things.
    pub fn all(recipes: Vec<Recipe<T>>) -> Recipe<Vec<T>> {
        let lengths: Vec<usize> = recipes.iter().map(|r| r.inputs.len()).collect();
        let (inputs, makes): (Vec<_>, Vec<_>) = recipes.into_iter().map(|r| (r.inputs, r.make)).unzip();
        let make = move |values: &[Value]| {
            let mut rest = values;
            let mut things = Vec::with_capacity(makes.len());
            for (make, length) in makes.iter().zip(&lengths) {
                let (here, after) = rest.split_at((*length).min(rest.len()));
                things.push(make(here)?);
                rest = after;
            }
            Ok(things)
        };
        Recipe { inputs: inputs.into_iter().flatten().collect(), make: Arc::new(make), repeated: None }
    }

    /// Whether nothing that it depends on is open.
    pub fn is_known(&self) -> bool {
        self.inputs.iter().all(|input| input.known().is_some())
    }

    /// The thing itself, when nothing that it depends on is open.
    ///
    /// # Errors
    /// Those of making it.
    pub fn made(&self) -> Result<Option<T>, Error> {
        let values: Option<Vec<Value>> = self.inputs.iter().map(|e| e.known().cloned()).collect();
        values.map(|values| (self.make)(&values)).transpose()
    }
}

impl Recipe<Value> {
    /// The value of an expression.
    pub fn of(expr: Expr) -> Self {
        Self { inputs: vec![expr], make: Arc::new(|values| Ok(values[0].clone())), repeated: None }
    }
}

/// The same, but refusing orbits of unequal size: what has no weights cannot be weighed, whatever it depends on.
fn fair(make: Make<Space>) -> Make<Space> {
    Arc::new(move |values| {
        let space = make(values)?;
        if space.is_fair() { Ok(space) } else { Err(unfair(&space)) }
    })
}

impl Recipe<Space> {
    /// The same, which is known to be as many trials as its only open input says, if it has one only.
    pub fn repeating(mut self, trial: Option<Repeated>) -> Self {
        let open = self.inputs.iter().filter(|input| input.known().is_none()).count();
        self.repeated = trial.filter(|_| open == 1);
        self
    }

    /// The experiment of this space, with outcomes of this seating, written like this.
    ///
    /// # Errors
    /// Those of making the space, when it does not depend on anything.
    pub fn experiment(self, seating: Seating, text: &str) -> Result<Experiment, Error> {
        Ok(match self.made()? {
            Some(space) => Experiment::of(space, text),
            None => Experiment::made(self.inputs, fair(self.make), seating, text).repeating(self.repeated),
        })
    }
}
