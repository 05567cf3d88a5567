//! Outcomes that are named: `X ~ E`, `X, Y ~ E`, the hands of a deal.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::language::ast::{self};
use crate::language::check::Checker;
use crate::language::check::scope::{Meaning, Scope};
use crate::language::check::typed::{Kind, Typed};
use crate::question::{Expr, Node};

/// `X ~ E`, `X, Y ~ E`.
pub(super) fn roll(
    scope: &mut Scope,
    names: &[ast::Name],
    experiment: &ast::Expr,
    budget: &Budget,
) -> Result<(), Error> {
    let (outcomes, experiments, walks, digits) = {
        let mut checker = Checker::new(scope, budget);
        checker.defining = names.first().map(|n| n.text.clone());
        let outcomes = performed(&mut checker, names, experiment)?;
        (outcomes, std::mem::take(&mut checker.experiments), checker.walks, checker.digits)
    };
    (scope.experiments, scope.walks, scope.digits) = (experiments, walks, digits);
    for (name, outcome) in names.iter().zip(outcomes) {
        scope.set(&name.text, Meaning::Outcome(outcome));
    }
    Ok(())
}

/// The outcome for each name: a hand of a deal each, or a copy of the experiment each.
fn performed(
    checker: &mut Checker<'_>,
    names: &[ast::Name],
    experiment: &ast::Expr,
) -> Result<Vec<Typed>, Error> {
    let made = match checker.experiment(experiment) {
        Ok(made) => made,
        // `X ~ d6 + d8` names a number made of experiments.
        Err(error) => match checker.value(experiment, None) {
            Ok(typed) if typed.expr.names() != 0 && checker.anonymous > 0 => {
                let others = (1..names.len()).map(|_| checker.value(experiment, None));
                return std::iter::once(Ok(typed)).chain(others).collect();
            }
            _ => return Err(error),
        },
    };
    if let Kind::Hands(sizes) = &made.kind
        && names.len() > 1
    {
        if sizes.len() != names.len() {
            let message = format!("{} hands are dealt, and there are {} names", sizes.len(), names.len());
            return Err(Error::new(ErrorKind::Kind, message)
                .hint("give each hand a name")
                .at(names[0].span.to(names[names.len() - 1].span)));
        }
        let joined: Vec<&str> = names.iter().map(|n| n.text.as_str()).collect();
        let all = checker.perform(&made, Some(&joined.join(", ")), experiment.span)?;
        return Ok(sizes.iter().enumerate().map(|(i, size)| hand(&all, i, *size)).collect());
    }
    let is_composed = checker.anonymous > 0;
    let copy = |(i, name): (usize, &ast::Name)| {
        // What is thrown inside of the experiment is thrown anew for each copy.
        let made = if i > 0 && is_composed { &checker.experiment(experiment)? } else { &made };
        checker.perform(made, Some(&name.text), name.span)
    };
    names.iter().enumerate().map(copy).collect()
}

/// One hand of a deal.
fn hand(all: &Typed, index: usize, size: u64) -> Typed {
    use crate::language::check::typed::{Order, Sample};
    let place = Expr::value_of(i64::try_from(index).unwrap_or(i64::MAX) + 1);
    let element = all.labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values));
    Typed {
        expr: Expr::spanned(Node::At(all.expr.clone(), place), all.expr.span()),
        kind: Kind::Sample(Sample { element: Box::new(element), order: Order::Without, length: Some(size) }),
        labels: all.labels.clone(),
    }
}
