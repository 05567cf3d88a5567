//! Two outcomes on which a wrong mean or variance can be seen.

use super::sight::{self, Shown as Outcome, told_all, value};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::model::Value;
use crate::question::{Asked, Expr, Node};
use num_rational::BigRational;
use std::cell::RefCell;

/// The two outcomes with the least and the largest number.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Shown> {
    match (says, &case.question.asked) {
        (Remark::FunctionOfMean, Asked::Mean(number)) => between(case, number),
        (
            Remark::VariancesAdded | Remark::VariancesSubtracted | Remark::FactorOfVariance,
            Asked::Variance(number),
        ) => {
            let [first, second] = extremes(case, number)?;
            Some(Shown::Gives {
                first: told_all(case.question, &first.0),
                value: first.1.to_string(),
                second: told_all(case.question, &second.0),
                other: second.1.to_string(),
            })
        }
        _ => None,
    }
}

/// The outcomes with the least and with the largest value.
fn extremes(case: &Case<'_>, number: &Expr) -> Option<[(Outcome, BigRational); 2]> {
    let found: RefCell<Option<[(Outcome, BigRational); 2]>> = RefCell::new(None);
    sight::first(case, &[number], &|outcome| {
        let Some(here) = value(number, outcome).as_ref().and_then(Value::ratio) else { return false };
        let mut found = found.borrow_mut();
        match found.as_mut() {
            None => *found = Some([(outcome.clone(), here.clone()), (outcome.clone(), here)]),
            Some([least, _]) if here < least.1 => *least = (outcome.clone(), here),
            Some([_, most]) if here > most.1 => *most = (outcome.clone(), here),
            _ => {}
        }
        false
    });
    found.into_inner().filter(|[least, most]| least.1 < most.1)
}

/// A function of one quantity, on the outcomes with its least and its largest value.
fn between(case: &Case<'_>, number: &Expr) -> Option<Shown> {
    let quantity = quantity(number)?;
    let [first, second] = extremes(case, &quantity)?;
    let half = BigRational::new(1.into(), 2.into());
    let at = |x: &BigRational| {
        let x = Expr::value_of(Value::number(x.clone()));
        let put = number.rewrite(&mut |part| Ok((*part == quantity).then(|| x.clone())));
        put.ok()?.known()?.ratio()
    };
    let mean = (at(&first.1)? + at(&second.1)?) * &half;
    let of_mean = at(&((&first.1 + &second.1) * &half))?;
    (mean != of_mean).then(|| Shown::Between {
        first: told_all(case.question, &first.0),
        second: told_all(case.question, &second.0),
        mean: mean.to_string(),
        of_mean: of_mean.to_string(),
    })
}

/// The only quantity that an expression depends on.
fn quantity(number: &Expr) -> Option<Expr> {
    fn gather(part: &Expr, found: &mut Vec<Expr>) {
        match part.node() {
            Node::Name(_) | Node::At(..) | Node::Call(..) if part.names() != 0 => {
                if !found.contains(part) {
                    found.push(part.clone());
                }
            }
            _ => part.node().children().for_each(|child| gather(child, found)),
        }
    }
    let mut found = Vec::new();
    gather(number, &mut found);
    let [only] = found.as_slice() else { return None };
    (only != number).then(|| only.clone())
}
