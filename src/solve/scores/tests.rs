//! Moments of scores against the list of all outcomes.

use super::*;
use crate::model::Collection;
use crate::question::Asked;
use crate::solve::asking::{answer, call, known, law, numbered, x};
use crate::solve::{Choice, Exact, Road};
use std::sync::Arc;

/// The mean and the variance by the list of all outcomes.
fn listed(space: &Space, expression: &Expr) -> (BigRational, BigRational) {
    let (weights, _) = law(space, expression, Choice::Only(Road::Enumeration));
    let total = BigInt::from(weights.iter().map(|(_, weight)| weight).sum::<BigUint>());
    let moment = |power: i32| -> BigRational {
        let term = |(value, weight): &(Value, BigUint)| {
            value.ratio().unwrap().pow(power) * BigInt::from(weight.clone())
        };
        weights.iter().map(term).sum::<BigRational>() / &total
    };
    (moment(1), moment(2) - moment(1).pow(2))
}

fn spaces() -> Vec<Space> {
    let urn = numbered(Collection::Urn, &[2, 1, 0, 2]);
    let die = |faces| Arc::new(Faces::die(faces).unwrap());
    vec![
        Space::trials(die(4), 3),
        Space::Trials(Arc::from([(die(2), 2), (die(3), 1)])),
        Space::Draw(Arc::clone(&urn), 3),
        Space::Choose(Arc::clone(&urn), 5),
        Space::Choose(numbered(Collection::Urn, &[1]), 1),
        Space::Multichoose(Arc::clone(&urn), 3),
        Space::Words(Arc::clone(&urn), 5),
        Space::Words(Arc::clone(&urn), 3),
        Space::Subset(urn),
    ]
}

#[test]
fn moments_of_a_score_are_those_of_its_law() {
    for space in spaces() {
        let mut samples = vec![x()];
        if space.is_ordered() && space.length() >= Some(3) {
            samples.push(Expr::new(Node::Slice(x(), known(2), known(3))));
        }
        for sample in samples {
            for score in [call("sum", vec![sample.clone()]), call("count", vec![known(2), sample.clone()])] {
                let (mean, variance) = listed(&space, &score);
                let found = answer(&space, Asked::Mean(score.clone())).value;
                assert_eq!(found, Exact::Number(mean), "{score:?} of {space:?}");
                let found = answer(&space, Asked::Variance(score.clone())).value;
                assert_eq!(found, Exact::Number(variance), "{score:?} of {space:?}");
                // Var(S + T) = Var(S) + 2 Cov(S, T) + Var(T).
                let other = call("count", vec![known(1), sample.clone()]);
                let both = Expr::new(Node::Sum(vec![score.clone(), other.clone()]));
                let var = |number: &Expr| listed(&space, number).1;
                let doubled = var(&both) - var(&score) - var(&other);
                let found = answer(&space, Asked::Covariance(score.clone(), other)).value;
                assert_eq!(found, Exact::Number(doubled / times(2)), "{score:?} of {space:?}");
            }
        }
    }
}

#[test]
fn scores_of_different_samples_have_no_covariance() {
    let space = Arc::new(Space::trials(Arc::new(Faces::die(6).unwrap()), 3));
    let named = || crate::question::Named {
        name: None,
        experiment: crate::question::Experiment::of(space.as_ref().clone(), "X"),
    };
    let experiments = [named(), named()];
    let sum = |name: usize| call("sum", vec![Expr::new(Node::Name(name))]);
    let score = |name: usize| Score::of(&sum(name), &experiments).unwrap();
    assert_eq!(score(0).covariance(&score(1)), None);
    assert_eq!(score(0).covariance(&score(0)), score(0).variance());
}
