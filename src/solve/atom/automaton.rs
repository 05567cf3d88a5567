//! The automaton of an atom: over classes, or along places.

use super::{Atom, Path, Subject, beside};
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::evaluate::Outcomes;
use crate::question::{Expr, Node, Quantifier};
use crate::statistic::keep::{Kept, OrderStatistic};
use crate::statistic::{Automaton, Fold, Labels, Scan, counting, extremes, sums};

impl Atom {
    /// The labels as the atom sees them.
    fn labels(&self, labels: &[Value]) -> Result<Labels, Error> {
        let labels = labels.iter().map(|label| self.path.seen(label)).collect::<Result<_, _>>()?;
        Ok(Labels { labels, length: self.path.length() })
    }

    /// The automaton over classes, if the atom does not depend on the order.
    ///
    /// # Errors
    /// Those of statistics that these labels do not have.
    pub fn fold(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Fold>>, Error> {
        self.build_fold(labels).map_err(|e| e.or_at(self.expression.span()))
    }

    fn build_fold(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Fold>>, Error> {
        let seen = self.labels(labels)?;
        let kept = self.path.keep;
        let length = kept.map_or(seen.length, |(from, to)| to - from);
        let part = Labels { length, ..seen.clone() };
        let inner = match &self.subject {
            Subject::Element(_) => return Ok(None),
            Subject::Ordered(place) => return Ok(OrderStatistic::of(&seen, *place)),
            Subject::Ascending(asked) => {
                return Ok(asked.fold(&seen).map(|automaton| self.saturate(automaton)));
            }
            Subject::Statistic(function, arguments) => match function.fold {
                Some(build) => build(arguments, &part)?,
                None => None,
            },
            Subject::Each(quantifier, depth, body) => each_fold(*quantifier, *depth, body, &part)?,
            Subject::Beside(quantifier, depth, domain, body) => {
                beside::fold(*quantifier, (*depth, domain, body), &part, kept.is_some())?
            }
        };
        let Some(automaton) = inner else { return Ok(None) };
        let automaton = self.saturate(automaton);
        match kept {
            Some(kept) => Ok(Kept::of(&seen, automaton, kept)),
            None => Ok(Some(automaton)),
        }
    }

    fn saturate(&self, automaton: Automaton<dyn Fold>) -> Automaton<dyn Fold> {
        match self.cap.and_then(|cap| automaton.run.saturated(cap)) {
            Some(run) => Automaton { views: automaton.views, run },
            None => automaton,
        }
    }

    /// The automaton along places.
    ///
    /// # Errors
    /// Those of statistics that these labels do not have.
    pub fn scan(&self, labels: &[Value]) -> Result<Option<Automaton<dyn Scan>>, Error> {
        if let Subject::Statistic(function, arguments) = &self.subject
            && let (Some(build), None) = (function.scan, self.path.keep)
        {
            let seen = self.labels(labels)?;
            let built = build(arguments, &seen).map_err(|e| e.or_at(self.expression.span()))?;
            return Ok(built.map(|automaton| match self.cap.and_then(|cap| automaton.run.saturated(cap)) {
                Some(run) => Automaton { views: automaton.views, run },
                None => automaton,
            }));
        }
        // What comes in ascending order does not come along places.
        if let Subject::Ascending(_) = self.subject {
            return Ok(None);
        }
        let fold = self.fold(labels)?.filter(|automaton| automaton.run.is_additive());
        Ok(fold.map(|automaton| Automaton {
            views: automaton.views,
            run: Box::new(crate::statistic::fold::OneByOne(automaton.run)) as Box<dyn Scan>,
        }))
    }

    /// For an atom about one place: its value for each label.
    ///
    /// # Errors
    /// Those of working it out.
    pub fn at_element(&self, label: &Value, name: usize, space: &Space) -> Result<Value, Error> {
        let value = self.expression.rewrite(&mut |part| {
            if !part.mentions(name) {
                return Ok(Some(part.clone()));
            }
            let Node::At(sample, _) = part.node() else { return Ok(None) };
            match Path::of(sample, name, space)? {
                Some(path) => Ok(Some(Expr::spanned(Node::Value(path.seen(label)?), part.span()))),
                None => Ok(None),
            }
        })?;
        value.evaluate(&mut Outcomes::default())
    }
}

/// A quantifier over the elements: the statistic of what its body makes of each label.
fn each_fold(
    quantifier: Quantifier,
    depth: usize,
    body: &Expr,
    seen: &Labels,
) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let bodies = seen
        .labels
        .iter()
        .map(|label| body.with_element(depth, label)?.evaluate(&mut Outcomes::default()))
        .collect::<Result<Vec<_>, _>>()?;
    over_bodies(quantifier, &Labels { labels: bodies, length: seen.length })
}

/// The statistic that a quantifier makes of bodies with these values.
///
/// # Errors
/// Those of values that cannot be added up.
pub(super) fn over_bodies(
    quantifier: Quantifier,
    labels: &Labels,
) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let holds = [Value::Truth(true), Value::Int(0)];
    let fails = [Value::Truth(false), Value::Int(0)];
    let built = match quantifier {
        Quantifier::Any => counting::CONTAINS.fold.map(|build| build(&holds, labels)),
        Quantifier::All => counting::CONTAINS.fold.map(|build| build(&fails, labels)),
        Quantifier::Count => counting::COUNT.fold.map(|build| build(&holds, labels)),
        Quantifier::Sum => sums::SUM.fold.map(|build| build(&holds, labels)),
        Quantifier::Product => sums::PRODUCT.fold.map(|build| build(&holds, labels)),
        Quantifier::Min => extremes::MIN.fold.map(|build| build(&holds, labels)),
        Quantifier::Max => extremes::MAX.fold.map(|build| build(&holds, labels)),
    };
    let automaton = built.transpose()?.flatten();
    Ok(automaton.map(|a| match quantifier {
        Quantifier::All => Automaton { views: a.views, run: Box::new(Negated(a.run)) as Box<dyn Fold> },
        _ => a,
    }))
}

/// The opposite of a truth.
struct Negated(Box<dyn Fold>);

impl Fold for Negated {
    fn start(&self) -> Vec<i64> {
        self.0.start()
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        self.0.step(state, view, multiplicity);
    }

    fn value(&self, state: &[i64]) -> Value {
        match self.0.value(state) {
            Value::Truth(truth) => Value::Truth(!truth),
            other => other,
        }
    }

    fn is_additive(&self) -> bool {
        self.0.is_additive()
    }
}
