//! From the joint law of what is asked and given to the value that was asked for.

mod bilinear;
mod moments;
mod ordered;
mod pairs;
mod refusal;
mod relation;
mod sample_space;
mod sides;

pub use sample_space::{model, size, size_bits};

use crate::budget::{Budget, WORK_A_SECOND};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind, Span};
use crate::model::{Model, Value};
use crate::number::Probability;
use crate::question::{Asked, Expr, Named, Question};
use crate::solve::averages::means_as_sums;
use crate::solve::capped::capped;
use crate::solve::chain::{Ask, Purpose, walks_as_trials};
use crate::solve::clocks::explosion::as_trials;
use crate::solve::clocks::{Together, together};
use crate::solve::eliminate::{self, Choice, Solution};
use crate::solve::exact::{Exact, Method, Road};
use crate::solve::first_places::ends_as_places;
use crate::solve::order_statistics::ranged;
use crate::solve::pooled::pooled;
use crate::solve::relative_ranks::by_relative_ranks;
use crate::solve::scored::scored;
use crate::solve::share::{Share, afford_lowest_terms, ratio};
use crate::solve::tail;
use crate::solve::{endless_mean, endless_size};
use moments::root;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::Zero;
use refusal::{divided, unequal};
pub use refusal::{impassable, impossible};
use rustc_hash::FxHashMap;

/// An exact value, and how it was found.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The value.
    pub value: Exact,
    /// The model that weighs the outcomes.
    pub model: Model,
    /// How it was found.
    pub method: Method,
}

/// The exact value of a question.
///
/// # Errors
/// [`ErrorKind::ImpossibleCondition`] when the condition has probability 0, [`ErrorKind::NotEquallyLikely`] when
/// outcomes of unequal weight are to be counted, [`ErrorKind::TooExpensive`] beyond the budget, and errors of the
/// expressions themselves.
pub fn solve(question: &Question, choice: Choice, budget: &Budget) -> Result<Solved, Error> {
    let by_places = match choice {
        Choice::Only(Road::Enumeration) => None,
        _ => ends_as_places(question)?,
    };
    let (stated, question) = (question, by_places.as_ref().unwrap_or(question));
    let walked = if choice == Choice::Cheapest { walks_as_trials(question)? } else { None };
    let question = walked.as_ref().unwrap_or(question);
    let summed = if choice == Choice::Cheapest { means_as_sums(question)? } else { None };
    let question = summed.as_ref().unwrap_or(question);
    let ranked = (choice == Choice::Cheapest).then(|| by_relative_ranks(question)).flatten();
    let by_formula = matches!(choice, Choice::Cheapest | Choice::Only(Road::ClosedForm));
    let ranked = ranked.or_else(|| by_formula.then(|| ranged(question)).flatten());
    let told = ranked.as_ref().unwrap_or(question);
    let cut = capped(told);
    let cut = by_formula.then(|| scored(cut.as_ref().unwrap_or(told))).flatten().or(cut).or(ranked);
    let pool = by_formula.then(|| pooled(cut.as_ref().unwrap_or(question))).flatten();
    let told = pool.as_ref().or(cut.as_ref()).unwrap_or(question);
    let counted = still_counted(told, stated);
    let mut asking = Asking::of(counted.as_ref().unwrap_or(told), choice, budget);
    let value = asking.value();
    let clock = match &value {
        Err(error) if error.kind() == ErrorKind::Unsupported => on_one_clock(question, choice, budget)?,
        _ => None,
    };
    let sized = match &value {
        Err(error) if error.kind() == ErrorKind::Unsupported && clock.is_none() && by_chain(choice) => {
            // The total of an exploding die is a number of trials, too.
            endless_size::thrown_along(question)?.or_else(|| as_trials(question))
        }
        _ => None,
    };
    let value = match clock.as_ref().or(sized.as_ref()) {
        Some(other) => {
            asking = Asking::of(other, choice, budget);
            // Where the other way leads nowhere, the first refusal says more.
            asking.value().or_else(|error| if clock.is_some() { Err(error) } else { value })
        }
        None => value,
    };
    let value = value.map_err(|error| match error.kind() {
        ErrorKind::Unsupported => endless_mean::divided(question).unwrap_or(error),
        _ => divided(error, question),
    })?;
    let road = asking.taken.iter().copied().max().unwrap_or(Road::Arithmetic);
    if matches!(choice, Choice::Only(only) if only != road && !asking.taken.contains(&only)) {
        return Err(impassable());
    }
    // The size is shown beside the value; a size that would take longer than the value is left out, and so is that of
    // outcomes which can only be counted: they are not equally likely.
    let is_shown = sample_space::cost(stated).work < WORK_A_SECOND / 20 && sample_space::is_fair(stated);
    let space = if is_shown { size(stated) } else { None };
    let method = Method { road, states: asking.states, space };
    Ok(Solved { value, model: model(stated), method })
}

/// The question as it is told, over all experiments over which it was asked to count, where what decides it at once mentions
/// them no longer.
fn still_counted(told: &Question, stated: &Question) -> Option<Question> {
    let names = stated.mentioned();
    let is_less = matches!(told.asked, Asked::Count(_)) && told.mentioned() != names;
    is_less.then(|| Question { counted: told.counted | names, ..told.clone() })
}

/// Whether a chain may be made of a question.
fn by_chain(choice: Choice) -> bool {
    matches!(choice, Choice::Cheapest | Choice::Only(Road::Chain))
}

/// The question about several endless numbers as one about a clock, where it is decided there.
fn on_one_clock(question: &Question, choice: Choice, budget: &Budget) -> Result<Option<Question>, Error> {
    if !by_chain(choice) {
        return Ok(None);
    }
    let Some(Together { question, unless }) = together(question, budget)? else { return Ok(None) };
    if let Some(unless) = unless {
        let Exact::Probability(p) = Asking::of(&unless, choice, budget).value()? else { return Ok(None) };
        if !p.is_zero() {
            return Ok(None);
        }
    }
    Ok(Some(question))
}

/// The roads that lead to the answer of a question within a budget for each.
#[must_use]
pub fn roads(question: &Question, budget: &Budget) -> Vec<Road> {
    let leads = |road: &Road| solve(question, Choice::Only(*road), &budget.restarted()).is_ok();
    Road::CHOICES.into_iter().filter(leads).collect()
}

struct Asking<'a> {
    question: &'a Question,
    choice: Choice,
    budget: &'a Budget,
    /// The roads taken.
    taken: Vec<Road>,
    states: u64,
    /// Means already known, by what they are of.
    means: FxHashMap<Expr, BigRational>,
}

impl<'a> Asking<'a> {
    fn of(question: &'a Question, choice: Choice, budget: &'a Budget) -> Self {
        Self { question, choice, budget, taken: Vec::new(), states: 0, means: FxHashMap::default() }
    }
}

impl Asking<'_> {
    fn value(&mut self) -> Result<Exact, Error> {
        match &self.question.asked {
            Asked::Probability(event) => Ok(Exact::Probability(self.probability(event)?)),
            Asked::Count(event) => self.count(event),
            Asked::Size => Ok(Exact::Count(self.size(None)?)),
            Asked::Mean(number) => Ok(Exact::Number(self.mean(number)?)),
            Asked::Variance(number) => Ok(Exact::Number(self.variance(number)?)),
            Asked::Deviation(number) => Ok(root(self.variance(number)?, false)),
            Asked::Covariance(a, b) => Ok(Exact::Number(self.covariance(a, b)?)),
            Asked::Correlation(a, b) => self.correlation(a, b),
            Asked::Distribution(parts) => self.distribution(parts).map(Exact::Distribution),
            Asked::Median(e) => self.ordered(e, &Probability::new(1u32, 2u32)?),
            Asked::Mode(e) => self.mode(e).map(Exact::Values),
            Asked::Quantile(e, level) => {
                let level = Probability::try_from(level.clone())?;
                self.ordered(e, &level)
            }
            Asked::Independent(events) => self.independent(events),
            Asked::Disjoint(events) => self.disjoint(events),
        }
    }

    /// The law of these expressions, with what is given as the last root.
    fn law(&mut self, expressions: &[Expr]) -> Result<Solution, Error> {
        self.law_for(Ask::Law, expressions)
    }

    fn law_for(&mut self, ask: Ask, expressions: &[Expr]) -> Result<Solution, Error> {
        let mut roots = expressions.to_vec();
        roots.extend(self.question.given.clone());
        let purpose = Purpose { ask, given: self.question.given.is_some() };
        let solution =
            eliminate::solve(&self.question.experiments, roots, purpose, self.choice, self.budget)?;
        self.taken.extend(&solution.taken);
        self.states += solution.states;
        self.conditioned(solution)
    }

    /// The law that another question asks for, as a way to the answer of this one.
    fn law_of(&mut self, other: &Question) -> Result<Solution, Error> {
        let expressions: Vec<Expr> = other.asked.expressions().into_iter().cloned().collect();
        let mut asking = Asking::of(other, self.choice, self.budget);
        let law = asking.law(&expressions)?;
        self.taken.extend(&asking.taken);
        self.states += asking.states;
        Ok(law)
    }

    /// What is left when the condition is known to hold.
    fn conditioned(&self, mut solution: Solution) -> Result<Solution, Error> {
        let Some(given) = &self.question.given else { return Ok(solution) };
        solution.values.retain_mut(|(values, _)| values.pop() == Some(Value::Truth(true)));
        solution.total = solution.values.iter().map(|(_, weight)| weight).sum();
        if solution.total.is_zero() {
            return Err(impossible(Some(given)));
        }
        Ok(solution)
    }

    fn probability(&mut self, event: &Expr) -> Result<BigRational, Error> {
        if let Some(share) = self.tail(event)? {
            return Ok(share.ratio());
        }
        if let Some(share) = self.of_two_sides(event)? {
            return Ok(share);
        }
        let law = self.law(std::slice::from_ref(event))?;
        let favourable = weight_where(&law, |values| values[0] == Value::Truth(true));
        afford_lowest_terms(&law.total, self.budget)?;
        Ok(ratio(favourable, law.total))
    }

    /// A sum of many dice, or a number of matches, that is only bounded needs no table.
    fn tail(&mut self, event: &Expr) -> Result<Option<Share>, Error> {
        self.without_law(|experiments, budget| tail::of_event(event, experiments, budget))
    }

    /// What a formula finds without a law, where it may be taken and nothing is given.
    fn without_law<T>(
        &mut self,
        find: impl FnOnce(&[Named], &Budget) -> Result<Option<T>, Error>,
    ) -> Result<Option<T>, Error> {
        let allowed = matches!(self.choice, Choice::Cheapest | Choice::Only(Road::ClosedForm));
        if !allowed || self.question.given.is_some() {
            return Ok(None);
        }
        let found = find(&self.question.experiments, self.budget)?;
        if found.is_some() {
            self.taken.push(Road::ClosedForm);
            self.states += 1;
        }
        Ok(found)
    }

    /// How many equally likely outcomes there are.
    fn size(&self, span: Option<Span>) -> Result<BigUint, Error> {
        let cost = sample_space::cost(self.question);
        self.budget.afford(cost.work, cost.bytes)?;
        size(self.question).ok_or_else(|| unequal(span))
    }

    /// Favourable outcomes: those of the event, and of the condition as well where there is one.
    fn count(&mut self, event: &Expr) -> Result<Exact, Error> {
        let size = self.size(event.span())?;
        if size.is_zero() {
            return Ok(Exact::Count(size));
        }
        let mut roots = vec![event.clone()];
        roots.extend(self.question.given.clone());
        let purpose = Purpose { given: self.question.given.is_some(), ..Purpose::default() };
        let law = eliminate::solve(&self.question.experiments, roots, purpose, self.choice, self.budget)?;
        self.taken.extend(&law.taken);
        self.states += law.states;
        let favourable = weight_where(&law, |values| values.iter().all(|v| *v == Value::Truth(true)));
        // The roads may have left out what does not matter; the share of the whole is the same.
        Ok(Exact::Count(favourable * size / law.total))
    }

    fn distribution(&mut self, parts: &[Expr]) -> Result<Dist<Value>, Error> {
        if let [number] = parts
            && let Some(law) = self.without_law(|named, budget| tail::law(number, named, budget))?
        {
            self.states += law.len() as u64 - 1;
            return Ok(law);
        }
        let law = self.law(parts).map_err(|error| self.up_to_a_bound(parts, error))?;
        let joint = |mut values: Vec<Value>| match values.len() {
            1 => values.swap_remove(0),
            _ => Value::row(values),
        };
        let weights = law.values.into_iter().map(|(values, weight)| (joint(values), weight));
        Dist::of_total(weights.collect(), law.total)
    }
}

fn weight_where(law: &Solution, holds: impl Fn(&[Value]) -> bool) -> BigUint {
    law.values.iter().filter(|(values, _)| holds(values)).map(|(_, weight)| weight).sum()
}
