//! Wald's identity: the mean of a sum over all draws with replacement is the mean of one term times the mean number of draws,
//! E(Y₁ + … + Y_N) = E(Y)·E(N), whenever to stop is decided by what has been drawn and E(N) is finite
//! [W. Feller, "An Introduction to Probability Theory", vol. 2, XII.2].

use super::is_length;
use crate::error::Error;
use crate::model::until::{Source, Until};
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier};
use crate::solve::atom::{Atom, Subject};
use crate::solve::chain::{Ask, Purpose};
use crate::solve::residue::Residue;
use crate::statistic::sums::LENGTH;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::sync::Arc;

/// The residue that asks for the mean of the length, where the mean of what is asked follows from it; nothing where it does
/// not.
///
/// # Errors
/// Those of the labels that are added up.
pub fn by_length(
    until: &Until,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
) -> Result<Option<Residue>, Error> {
    let [root] = residue.roots.as_slice() else { return Ok(None) };
    let only_asked = residue.expressions().into_iter().skip(1).all(|e| !e.mentions(name));
    if purpose.ask != Ask::Moments(1) || purpose.given || residue.given || !only_asked {
        return Ok(None);
    }
    let mut adds_up = false;
    let by_length = root.rewrite(&mut |part| {
        let Some(mean) = term(until, name, part)? else { return Ok(None) };
        adds_up = true;
        let mean = Expr::value_of(Value::number(mean));
        Ok(Some(Expr::spanned(Node::Arithmetic(Operator::Multiply, mean, length(name)), part.span())))
    })?;
    if !adds_up || !is_linear(&by_length, name) {
        return Ok(None);
    }
    Ok(Some(Residue { roots: vec![by_length], ..residue.clone() }))
}

/// The length of the sample of this experiment.
#[must_use]
pub fn length(name: usize) -> Expr {
    Expr::new(Node::Call(&LENGTH, vec![Expr::new(Node::Name(name))]))
}

/// The mean of one term of a sum over all draws with replacement, if the expression is such a sum.
///
/// # Errors
/// Those of the labels that are added up.
pub fn term(until: &Until, name: usize, part: &Expr) -> Result<Option<BigRational>, Error> {
    let Some(terms) = terms(until, name, part)? else { return Ok(None) };
    let (mut sum, mut total) = (BigRational::zero(), BigInt::zero());
    for (value, (_, weight)) in terms.into_iter().zip(until.from.labels()) {
        let weight = BigInt::from(weight);
        sum += value * &weight;
        total += weight;
    }
    Ok((!total.is_zero()).then(|| sum / total))
}

/// What each label adds to a sum over all draws with replacement, in the order of the labels, if the expression is such a
/// sum.
///
/// # Errors
/// Those of the labels that are added up.
pub fn terms(until: &Until, name: usize, part: &Expr) -> Result<Option<Vec<BigRational>>, Error> {
    let Source::Faces(faces) = &until.from else { return Ok(None) };
    if part.names() != 1 << name || is_length(part, name) {
        return Ok(None);
    }
    let space = Space::Until(Arc::new(until.clone()));
    let Some(atom) = Atom::of(part, name, &space)? else { return Ok(None) };
    let adds_up = match &atom.subject {
        Subject::Statistic(function, _) => matches!(function.name, "sum" | "count"),
        Subject::Each(quantifier, ..) => matches!(quantifier, Quantifier::Sum | Quantifier::Count),
        _ => false,
    };
    if !adds_up || !atom.path.is_unkept() {
        return Ok(None);
    }
    let mut terms = Vec::with_capacity(faces.weights().len());
    for (label, _) in faces.weights() {
        // The sum over a sample of one.
        let alone = Value::row([label.clone()]);
        match part.evaluate(&mut Outcomes::only(name, alone))?.ratio() {
            Some(value) => terms.push(value),
            None => return Ok(None),
        }
    }
    Ok(Some(terms))
}

/// Whether an expression is linear in the length of the sample, and asks nothing else of it.
fn is_linear(e: &Expr, name: usize) -> bool {
    let linear = |e: &Expr| is_linear(e, name);
    match e.node() {
        _ if !e.mentions(name) || is_length(e, name) => true,
        Node::Sum(terms) => terms.iter().all(linear),
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => linear(a) && linear(b),
        Node::Arithmetic(Operator::Multiply, a, b) => {
            (a.known().is_some() && linear(b)) || (b.known().is_some() && linear(a))
        }
        Node::Arithmetic(Operator::Divide, a, b) => b.known().is_some() && linear(a),
        _ => false,
    }
}
