//! Means, variances, covariances and correlations: by parts and by scores where that needs no law.

use super::Asking;
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::number::{self, FractionSum};
use crate::question::{Expr, Node, Operator};
use crate::solve::absent::Distinct;
use crate::solve::chain::Ask;
use crate::solve::eliminate::{Choice, Solution};
use crate::solve::endless_mean;
use crate::solve::endless_size::{Sum, covariance_of_one};
use crate::solve::exact::{Exact, Road};
use crate::solve::first_places;
use crate::solve::order_statistics;
use crate::solve::scores::{Outcome, Score, of_outcome};
use crate::solve::share::{afford_lowest_terms, ratio};
use crate::statistic::arithmetic;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

impl Asking<'_> {
    /// The mean; sums are taken apart first, since the mean of a sum is the sum of the means whatever depends on what.
    pub(super) fn mean(&mut self, number: &Expr) -> Result<BigRational, Error> {
        match number.node() {
            Node::Sum(parts) => {
                let mut sum = BigRational::zero();
                for part in parts {
                    sum += self.mean(part)?;
                }
                Ok(sum)
            }
            Node::Call(function, parts) if function.name == "sum" && parts.len() == 1 => {
                match parts[0].node() {
                    Node::Row(parts) => self.mean(&Expr::new(Node::Sum(parts.clone()))),
                    _ => self.mean_of_law(number),
                }
            }
            Node::Arithmetic(Operator::Add, a, b) => Ok(self.mean(a)? + self.mean(b)?),
            Node::Arithmetic(Operator::Subtract, a, b) => Ok(self.mean(a)? - self.mean(b)?),
            Node::Arithmetic(Operator::Multiply, a, b) if a.known().is_some() || b.known().is_some() => {
                Ok(self.mean(a)? * self.mean(b)?)
            }
            Node::Arithmetic(Operator::Divide, a, b) if b.known().is_some_and(|b| *b != Value::Int(0)) => {
                Ok(self.mean(a)? / arithmetic::number(b.known().unwrap_or(&Value::Int(1)))?)
            }
            // A condition must be able to hold even where the number does not depend on it.
            Node::Value(value) if self.question.given.is_none() => arithmetic::number(value),
            _ => self.mean_of_law(number),
        }
    }

    /// The mean of what is no sum of known parts. Without a condition, places that may be exchanged share their law.
    fn mean_of_law(&mut self, number: &Expr) -> Result<BigRational, Error> {
        let experiments = &self.question.experiments;
        let unconditional = self.question.given.is_none() && self.choice == Choice::Cheapest;
        if let Some(mean) = self.score(number).and_then(|score| score.mean()) {
            self.taken.push(Road::ClosedForm);
            return Ok(mean);
        }
        if unconditional && let Some(sum) = Sum::of(number, self.question) {
            return Ok(self.mean(&sum.count)? * sum.mean);
        }
        if unconditional && let Some(distinct) = Distinct::of(number, experiments) {
            self.taken.push(Road::ClosedForm);
            return distinct.mean(self.budget);
        }
        if unconditional && let Some([greatest, least]) = order_statistics::ends(number, experiments) {
            return Ok(self.mean(&greatest)? - self.mean(&least)?);
        }
        if unconditional && let Some(mean) = self.mean_beside_a_sum(number)? {
            return Ok(mean);
        }
        if unconditional && let Some(mean) = self.mean_of_product(number) {
            return Ok(mean);
        }
        if unconditional
            && let Node::Arithmetic(Operator::Multiply, a, b) = number.node()
            && let Some(covariance) = self.covariance_by_pairs(a, b)?
        {
            return Ok(covariance + self.mean(a)? * self.mean(b)?);
        }
        if unconditional && let Some(Outcome { mean, values, .. }) = of_outcome(number, experiments) {
            self.taken.push(Road::Enumeration);
            self.states += values;
            return Ok(mean);
        }
        if let Some(mean) = self.endless_mean(number)? {
            return Ok(mean);
        }
        let renamed = if unconditional { first_places::at_first_places(number, experiments) } else { None };
        let number = renamed.unwrap_or_else(|| number.clone());
        if let Some(mean) = self.means.get(&number) {
            return Ok(mean.clone());
        }
        let law = self.law_for(Ask::Moments(1), std::slice::from_ref(&number))?;
        let mean = moment(&law, self.budget, |values| arithmetic::number(&values[0]))?;
        self.means.insert(number, mean.clone());
        Ok(mean)
    }

    /// The mean of a product of a sum over a sample of endless size and what does not look at that sample.
    fn mean_beside_a_sum(&mut self, number: &Expr) -> Result<Option<BigRational>, Error> {
        let Node::Arithmetic(Operator::Multiply, a, b) = number.node() else { return Ok(None) };
        for (sum, other) in [(b, a), (a, b)] {
            if let Some(sum) = self.sum_beside(sum, other) {
                let product = Node::Arithmetic(Operator::Multiply, other.clone(), sum.count);
                return Ok(Some(self.mean(&Expr::new(product))? * sum.mean));
            }
        }
        Ok(None)
    }

    /// The sum over a sample of endless size that a number is, where another number does not look at that sample.
    fn sum_beside(&self, sum: &Expr, other: &Expr) -> Option<Sum> {
        Sum::of(sum, self.question).filter(|sum| sum.is_beside(other, self.question))
    }

    /// The covariance with a sum over a sample of endless size; of two such sums over one sample
    /// it is E(n) times that of what one element adds to each, and Var(n) times the product of the means.
    fn covariance_of_sums(&mut self, a: &Expr, b: &Expr) -> Result<Option<BigRational>, Error> {
        if self.question.given.is_some() || self.choice != Choice::Cheapest || a == b {
            return Ok(None);
        }
        for (sum, other) in [(b, a), (a, b)] {
            if let Some(sum) = self.sum_beside(sum, other) {
                return Ok(Some(self.covariance(other, &sum.count)? * sum.mean));
            }
        }
        let (Some(one), Some(other)) = (Sum::of(a, self.question), Sum::of(b, self.question)) else {
            return Ok(None);
        };
        let Some(covariance) = covariance_of_one(a, b, self.question) else { return Ok(None) };
        let spread = self.variance(&one.count)? * one.mean * other.mean;
        Ok(Some(self.mean(&one.count)? * covariance + spread))
    }

    /// The mean of a number that needs more than two moments of endless numbers.
    fn endless_mean(&mut self, number: &Expr) -> Result<Option<BigRational>, Error> {
        let by_chain = matches!(self.choice, Choice::Cheapest | Choice::Only(Road::Chain));
        if !by_chain {
            return Ok(None);
        }
        let mean = endless_mean::mean(number, self.question, self.budget)?;
        Ok(mean.map(|(mean, states)| {
            self.taken.push(Road::Chain);
            self.states += states;
            mean
        }))
    }

    /// The score that a number is, where nothing is given and every road may be taken.
    fn score(&self, number: &Expr) -> Option<Score<'_>> {
        let unconditional = self.question.given.is_none() && self.choice == Choice::Cheapest;
        if unconditional { Score::of(number, &self.question.experiments) } else { None }
    }

    /// The variance of a score needs no law.
    pub(super) fn variance(&mut self, number: &Expr) -> Result<BigRational, Error> {
        let (factor, scaled) = unscaled(number);
        if self.question.given.is_none()
            && self.choice == Choice::Cheapest
            && let Some(Outcome { variance, values, .. }) = of_outcome(scaled, &self.question.experiments)
        {
            self.taken.push(Road::Enumeration);
            self.states += values;
            return Ok(&factor * &factor * variance);
        }
        if self.question.given.is_none()
            && self.choice == Choice::Cheapest
            && let Some(sum) = Sum::of(scaled, self.question)
        {
            // Var(S) = E(Var(S | n)) + Var(E(S | n)).
            let variance =
                self.mean(&sum.count)? * sum.variance + self.variance(&sum.count)? * &sum.mean * &sum.mean;
            return Ok(&factor * &factor * variance);
        }
        if self.question.given.is_none()
            && self.choice == Choice::Cheapest
            && let Some(distinct) = Distinct::of(scaled, &self.question.experiments)
        {
            self.taken.push(Road::ClosedForm);
            return Ok(&factor * &factor * distinct.variance(self.budget)?);
        }
        match self.score(scaled).and_then(|score| score.variance()) {
            Some(variance) => {
                self.taken.push(Road::ClosedForm);
                Ok(&factor * &factor * variance)
            }
            None => match self.independent_terms(scaled) {
                Some(terms) => {
                    let variances = terms.iter().map(|term| self.variance(term));
                    let sum: BigRational = variances.sum::<Result<_, _>>()?;
                    Ok(&factor * &factor * sum)
                }
                None => self.covariance(number, number),
            },
        }
    }

    /// The terms of a sum or difference over different independent experiments, whose variances add up; nothing where
    /// something is given, and for sums over experiments of known laws, whose convolution is as quick.
    fn independent_terms(&self, number: &Expr) -> Option<Vec<Expr>> {
        if self.question.given.is_some() || self.choice != Choice::Cheapest {
            return None;
        }
        let mut all = Vec::new();
        terms(number, &mut all);
        let experiments = &self.question.experiments;
        let endless = |name: usize| experiments[name].experiment.space().is_some_and(|s| !s.has_size());
        let (mut names, mut is_endless) = (0u128, false);
        for term in &all {
            for name in (0..experiments.len()).filter(|name| term.mentions(*name)) {
                if names >> name & 1 == 1 || experiments[name].experiment.names() != 0 {
                    return None;
                }
                is_endless |= endless(name);
            }
            names |= term.names();
        }
        (all.len() > 1 && is_endless).then_some(all)
    }

    /// E(ab) − E(a)E(b).
    pub(super) fn covariance(&mut self, a: &Expr, b: &Expr) -> Result<BigRational, Error> {
        if let Some(covariance) = self.covariance_of_sums(a, b)? {
            return Ok(covariance);
        }
        let of_scores = self.score(a).zip(self.score(b)).and_then(|(a, b)| a.covariance(&b));
        if let Some(covariance) = of_scores {
            self.taken.push(Road::ClosedForm);
            return Ok(covariance);
        }
        if let Some(covariance) = self.covariance_by_terms(a, b) {
            return Ok(covariance);
        }
        if let Some(covariance) = self.covariance_by_pairs(a, b)? {
            return Ok(covariance);
        }
        let product = Expr::new(Node::Arithmetic(Operator::Multiply, a.clone(), b.clone()));
        let product = self.endless_mean(&product).map_err(|error| match error.kind() {
            ErrorKind::Undefined if a == b => endless_mean::infinite_variance(a, self.question),
            _ => error,
        });
        if let Some(product) = product? {
            return Ok(product - self.mean(a)? * self.mean(b)?);
        }
        let law = self.law_for(Ask::Moments(2), &[a.clone(), b.clone()])?;
        let of = |i: usize| moment(&law, self.budget, |values| arithmetic::number(&values[i]));
        let product = moment(&law, self.budget, |values| {
            arithmetic::number(&arithmetic::multiply(&values[0], &values[1])?)
        })?;
        Ok(product - of(0)? * of(1)?)
    }

    pub(super) fn correlation(&mut self, a: &Expr, b: &Expr) -> Result<Exact, Error> {
        let covariance = self.covariance(a, b)?;
        let spread = self.variance(a)? * self.variance(b)?;
        if spread.is_zero() {
            let message = "a constant has no correlation with anything";
            return Err(Error::new(ErrorKind::Undefined, message).or_at(a.span()));
        }
        let negative = covariance.is_negative();
        Ok(root(&covariance * &covariance / spread, negative))
    }
}

/// The terms that are added or subtracted.
fn terms(number: &Expr, all: &mut Vec<Expr>) {
    match number.node() {
        Node::Sum(parts) => parts.iter().for_each(|part| terms(part, all)),
        Node::Call(function, parts) if function.name == "sum" && matches!(parts[0].node(), Node::Row(_)) => {
            parts[0].node().children().for_each(|part| terms(part, all));
        }
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => {
            [a, b].into_iter().for_each(|part| terms(part, all));
        }
        _ => all.push(number.clone()),
    }
}

/// A number cX + d as c and X: Var(cX + d) = c² Var(X).
fn unscaled(mut number: &Expr) -> (BigRational, &Expr) {
    let mut factor = BigRational::one();
    while let Node::Arithmetic(operator, a, b) = number.node() {
        let (inner, outer) = if b.known().is_some() { (a, b) } else { (b, a) };
        let Some(outer) = outer.known().and_then(|known| known.ratio()) else { break };
        match operator {
            Operator::Add | Operator::Subtract => {}
            Operator::Multiply => factor *= outer,
            Operator::Divide if b.known().is_some() && !outer.is_zero() => factor /= outer,
            _ => break,
        }
        number = inner;
    }
    (factor, number)
}

/// The weighted mean of a number made of the values: one sum over a common denominator, one division.
fn moment(
    law: &Solution,
    budget: &Budget,
    of: impl Fn(&[Value]) -> Result<BigRational, Error>,
) -> Result<BigRational, Error> {
    let mut sum = FractionSum::default();
    for (i, (values, weight)) in law.values.iter().enumerate() {
        budget.check_pass(i)?;
        sum.add(&of(values)?, &BigInt::from(weight.clone()));
    }
    let sum = sum.total();
    afford_lowest_terms(&law.total, budget)?;
    if sum.is_integer() && !sum.is_negative() {
        return Ok(ratio(sum.numer().magnitude().clone(), law.total.clone()));
    }
    Ok(sum / BigInt::from(law.total.clone()))
}

/// A square root: a fraction where it is one.
pub(super) fn root(square: BigRational, negative: bool) -> Exact {
    match number::sqrt_exact(&square) {
        Some(root) => Exact::Number(if negative { -root } else { root }),
        None => Exact::Root { square, negative },
    }
}
