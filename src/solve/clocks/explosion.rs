//! Exploding dice as numbers of trials: the total grows by 1 at a time. At t, counted from the last highest face, the die
//! shows t, given that it shows no less, with probability P(F = t)/P(F ≥ t); where it comes to the highest face it begins
//! anew. So totals that are compared are waiting times on one clock.

use crate::dist::Dist;
use crate::model::chain::{Chain, Explosion, Form, Step, Stop};
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Named, Node, Question};
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use std::sync::Arc;

/// The highest face of an explosion that is followed step by step.
const HIGHEST: i64 = 1_000;

/// The question with its explosions as numbers of trials; nothing where it has none, or one whose faces are not whole and
/// positive, and whose total is not all that is asked of it.
pub fn as_trials(question: &Question) -> Option<Question> {
    let mut names = Vec::new();
    let mut other = question.clone();
    for (name, named) in question.experiments.iter().enumerate() {
        let Some(Space::Chain(chain)) = named.experiment.space().map(AsRef::as_ref) else { continue };
        let Form::Explosion(explosion) = chain.form() else { continue };
        let Some(chain) = trials(explosion) else { continue };
        let experiment = Experiment::of(Space::Chain(Arc::new(chain)), named.experiment.text());
        other.experiments[name] = Named { name: named.name.clone(), experiment };
        names.push(name);
    }
    if names.is_empty() {
        return None;
    }
    let part = |e: &Expr| match e.node() {
        Node::At(row, place) => match (row.node(), place.known()) {
            (Node::Name(name), Some(Value::Int(place))) if names.contains(name) => {
                Some((row.clone(), *place))
            }
            _ => None,
        },
        _ => None,
    };
    // The total, the first part of the outcome, is now the second, the number of steps; of the throws nothing is known.
    let read = |e: &Expr| {
        let mut lost = false;
        let read = e.rewrite(&mut |inner| {
            lost |= matches!(inner.node(), Node::Name(name) if names.contains(name));
            Ok(part(inner).map(|(row, place)| {
                lost |= place != 1;
                Expr::spanned(Node::At(row, Expr::value_of(2)), inner.span())
            }))
        });
        read.ok().filter(|_| !lost)
    };
    let mut is_read = true;
    let asked = question.asked.clone().map(|e| {
        let read = read(e);
        is_read &= read.is_some();
        Ok(read.unwrap_or_else(|| e.clone()))
    });
    let given = question.given.as_ref().map(read);
    is_read &= !matches!(given, Some(None));
    let depended = question.experiments.iter().fold(0, |all, named| all | named.experiment.names());
    if !is_read || names.iter().any(|name| depended >> name & 1 == 1) {
        return None;
    }
    Some(Question { asked: asked.ok()?, given: given.flatten(), ..other })
}

/// The explosion as a chain that takes as many steps as its total says: its state is how far it is from the last highest
/// face, and −1 where it has ended.
fn trials(explosion: &Explosion) -> Option<Chain> {
    let whole =
        |face: &num_rational::BigRational| face.is_integer().then(|| face.to_integer().to_i64()).flatten();
    let highest = whole(&explosion.highest).filter(|highest| *highest <= HIGHEST)?;
    let mut weights = vec![BigUint::zero(); usize::try_from(highest).ok()?];
    for (face, weight) in &explosion.ends {
        let face = whole(face).filter(|face| *face > 0)?;
        *weights.get_mut(usize::try_from(face).ok()?)? += weight;
    }
    let again = explosion.again.clone();
    let step: Step = Arc::new(move |state| {
        let t =
            if let Value::Int(t @ 0..) = state { t + 1 } else { return Ok(Dist::certain(state.clone())) };
        if t == highest {
            return Ok(Dist::certain(Value::Int(0)));
        }
        let at = t.unsigned_abs() as usize;
        let further = weights.iter().skip(at + 1).sum::<BigUint>() + &again;
        let ends = weights.get(at).cloned().unwrap_or_default();
        Dist::from_weights([(Value::Int(-1), ends), (Value::Int(t), further)])
    });
    let stop = Stop::When(Arc::new(|state: &Value| Ok(*state == Value::Int(-1))));
    Some(Chain::new(Value::Int(0), step, stop))
}
