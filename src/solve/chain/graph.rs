//! The states of a chain and where they lead, found as they are needed.

use crate::budget::{Budget, WORK_A_SECOND, too_expensive};
use crate::dist::Dist;
use crate::error::Error;
use crate::model::chain::Form;
use crate::model::{Chain, Value};
use crate::solve::chain::states::States;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

/// About how many word operations it takes to find a state and to work with it.
const WORK_A_STATE: u128 = 5_000;

/// A number by its place: of a state, or of a weight among the different ones.
pub type Place = u32;

/// One of the states that a step may lead to.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The state.
    pub target: Place,
    /// Its weight.
    pub weight: Place,
}

/// Where a step leads: to the states of some edges, with integer weights over one total.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    from: usize,
    to: usize,
    /// The sum of the weights.
    pub total: Place,
}

/// Different weights, each once.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    all: Vec<BigUint>,
    places: FxHashMap<BigUint, Place>,
}

impl Weights {
    /// The place of a weight, which is taken in if it is new.
    pub fn place(&mut self, weight: &BigUint) -> Place {
        if let Some(place) = self.places.get(weight) {
            return *place;
        }
        let place = Place::try_from(self.all.len()).expect("fewer weights than states");
        self.all.push(weight.clone());
        self.places.insert(weight.clone(), place);
        place
    }

    /// The weight at a place.
    #[must_use]
    pub fn get(&self, place: Place) -> &BigUint {
        &self.all[place as usize]
    }
}

/// The states met so far.
pub struct Graph<'a> {
    chain: &'a Chain,
    budget: &'a Budget,
    states: States,
    /// Which of them stop the chain.
    pub stops: Vec<bool>,
    next: Vec<Option<Next>>,
    edges: Vec<Edge>,
    /// What edges and totals weigh.
    pub weights: Weights,
    /// For each row of weights of a lattice, their places and that of their total.
    moves: Vec<(Vec<Place>, Place)>,
    /// The rows that a step leads to.
    rows: Vec<i64>,
    limit: u128,
    /// How many elements the states have together, for those that are rows.
    elements: u128,
}

/// The elements of a state that is a row.
fn elements(state: &Value) -> u128 {
    match state {
        Value::Row(parts) | Value::Set(parts) => {
            parts.len() as u128 + parts.iter().map(elements).sum::<u128>()
        }
        Value::Shape(sizes) => sizes.len() as u128,
        _ => 0,
    }
}

impl<'a> Graph<'a> {
    /// The graph of this chain, of which only the start (state 0) is known.
    ///
    /// # Errors
    /// Those of the chain's condition.
    pub fn new(chain: &'a Chain, budget: &'a Budget) -> Result<Self, Error> {
        let mut weights = Weights::default();
        let mut moves = Vec::new();
        if let Form::Lattice(lattice) = chain.form() {
            for (each, total) in lattice.weights.iter() {
                moves.push((each.iter().map(|w| weights.place(w)).collect(), weights.place(total)));
            }
        }
        let limit = WORK_A_SECOND.saturating_mul(budget.time().as_millis()) / 1000 / WORK_A_STATE;
        let mut graph = Self {
            chain,
            budget,
            states: States::of(chain),
            stops: Vec::new(),
            next: Vec::new(),
            edges: Vec::new(),
            weights,
            moves,
            rows: Vec::new(),
            limit: limit.min(u128::from(Place::MAX)),
            elements: 0,
        };
        graph.place(&chain.start)?;
        Ok(graph)
    }

    /// How many states are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stops.len()
    }

    /// A state itself.
    #[must_use]
    pub fn value(&self, state: usize) -> Value {
        self.states.value(state)
    }

    /// The edges of a step.
    #[must_use]
    pub fn edges(&self, next: Next) -> &[Edge] {
        &self.edges[next.from..next.to]
    }

    fn place(&mut self, state: &Value) -> Result<Place, Error> {
        let (place, is_new) = self.states.place(state);
        if is_new {
            self.elements += elements(state);
            self.afford_elements()?;
            let stops = self.chain.stops_in(state)?;
            self.take_in(stops)?;
        }
        Ok(place)
    }

    /// Nothing, if the budget has room and time for the states: those that count how often labels have come grow with each draw.
    fn afford_elements(&self) -> Result<(), Error> {
        /// Word operations and bytes that an element takes, with what a step remembers of it.
        const ELEMENT: (u128, u128) = (50, 120);
        self.budget.afford(self.elements * ELEMENT.0, self.elements * ELEMENT.1).map_err(|_| {
            too_expensive(&format!("{} states are longer and longer rows", self.stops.len()))
                .hint("ask for a bounded number of steps or draws, for a bounded sum, or `simulate`")
        })
    }

    /// A new state.
    fn take_in(&mut self, stops: bool) -> Result<(), Error> {
        if self.stops.len() as u128 >= self.limit {
            return Err(too_expensive(&format!("there are more than {} states to follow", self.limit))
                .hint("ask for a bounded number of steps or draws, for a bounded sum, or `simulate`"));
        }
        self.stops.push(stops);
        self.next.push(None);
        Ok(())
    }

    /// Where a step from this state leads.
    ///
    /// # Errors
    /// Those of the chain's step, and [`crate::ErrorKind::TooExpensive`] when there are too many states.
    pub fn next(&mut self, state: usize) -> Result<Next, Error> {
        if let Some(next) = self.next[state] {
            return Ok(next);
        }
        if state.is_multiple_of(256) {
            self.budget.check()?;
        }
        let next = match self.next_rows(state)? {
            Some(next) => next,
            None => {
                let law = (self.chain.step)(&self.value(state))?;
                self.next_values(&law)?
            }
        };
        self.next[state] = Some(next);
        Ok(next)
    }

    /// Where a step of a lattice leads; nothing where the chain itself must be asked.
    fn next_rows(&mut self, state: usize) -> Result<Option<Next>, Error> {
        let (Form::Lattice(lattice), Some(row)) = (self.chain.form(), self.states.row(state)) else {
            return Ok(None);
        };
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        let Some(kind) = (lattice.step)(&row, &mut rows) else { return Ok(None) };
        let from = self.edges.len();
        for (i, row) in rows.chunks_exact(row.len()).enumerate() {
            let Some((target, is_new)) = self.states.place_row(row) else { return Ok(None) };
            if is_new {
                let stops = match (lattice.end)(row) {
                    Some(stops) => stops,
                    None => self.chain.stops_in(&lattice.state(row))?,
                };
                self.take_in(stops)?;
            }
            self.edges.push(Edge { target, weight: self.moves[kind].0[i] });
        }
        self.rows = rows;
        Ok(Some(Next { from, to: self.edges.len(), total: self.moves[kind].1 }))
    }

    fn next_values(&mut self, law: &Dist<Value>) -> Result<Next, Error> {
        let from = self.edges.len();
        for (value, weight) in law.weights() {
            let target = self.place(value)?;
            let weight = self.weights.place(weight);
            self.edges.push(Edge { target, weight });
        }
        Ok(Next { from, to: self.edges.len(), total: self.weights.place(law.total()) })
    }

    /// Finds every state that can be reached.
    ///
    /// # Errors
    /// As [`Graph::next`].
    pub fn explore(&mut self) -> Result<(), Error> {
        let mut state = 0;
        while state < self.len() {
            if !self.stops[state] {
                self.next(state)?;
            }
            state += 1;
        }
        Ok(())
    }

    /// Where a state leads, if it has been looked at; nothing for states that stop.
    #[must_use]
    pub fn known(&self, state: usize) -> &[Edge] {
        self.next[state].map_or(&[], |next| self.edges(next))
    }

    /// The total of the weights of a step from this state, if it has been looked at.
    #[must_use]
    pub fn total(&self, state: usize) -> Option<Place> {
        self.next[state].map(|next| next.total)
    }

    /// Which states can still come to a stop. All states must have been found.
    #[must_use]
    pub fn live(&self) -> Vec<bool> {
        // Where the states before each one stand in one list.
        let mut ends = vec![0_usize; self.len() + 1];
        self.edges.iter().for_each(|edge| ends[edge.target as usize + 1] += 1);
        for state in 0..self.len() {
            ends[state + 1] += ends[state];
        }
        let mut before = vec![0; self.edges.len()];
        let mut filled = ends.clone();
        for state in 0..self.len() {
            for edge in self.known(state) {
                let place = &mut filled[edge.target as usize];
                before[*place] = state;
                *place += 1;
            }
        }
        let mut live = self.stops.clone();
        let mut open: Vec<usize> = (0..self.len()).filter(|state| live[*state]).collect();
        while let Some(state) = open.pop() {
            for &earlier in &before[ends[state]..filled[state]] {
                if !live[earlier] {
                    live[earlier] = true;
                    open.push(earlier);
                }
            }
        }
        live
    }

    /// Whether no live state that goes on can come again, so that the number of steps is bounded.
    #[must_use]
    pub fn is_acyclic(&self, live: &[bool]) -> bool {
        let goes_on = |state: usize| live[state] && !self.stops[state];
        let mut incoming = vec![0_usize; self.len()];
        let targets = |state: usize| self.known(state).iter().map(|edge| edge.target as usize);
        for state in (0..self.len()).filter(|s| goes_on(*s)) {
            targets(state).for_each(|target| incoming[target] += 1);
        }
        let mut open: Vec<usize> = (0..self.len()).filter(|s| goes_on(*s) && incoming[*s] == 0).collect();
        let mut done = 0;
        while let Some(state) = open.pop() {
            done += 1;
            for target in targets(state) {
                incoming[target] -= 1;
                if incoming[target] == 0 && goes_on(target) {
                    open.push(target);
                }
            }
        }
        done == (0..self.len()).filter(|s| goes_on(*s)).count()
    }
}
