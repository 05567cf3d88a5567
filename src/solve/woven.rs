//! Several throws compared place by place, `any(i in 1..10: X[i] = Y[i])`: as one row in which the places stand in the order in
//! which the question speaks of them, so that what has been compared need not be remembered.

use crate::dist::Dist;
use crate::model::{Faces, Space, Value};
use crate::question::{Experiment, Expr, Named, Node};
use crate::solve::by_position::group_at;
use crate::solve::first_places::{place_of, places};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fewer outcomes of all the throws are gone through one experiment after another.
const FEW: f64 = 1e6;

/// A place of an experiment, from 1.
type Place = (usize, u64);

/// The experiments and expressions with such throws as one row; nothing where there are none, or where they are few.
#[must_use]
pub fn woven(experiments: &[Named], roots: &[Expr]) -> Option<(Vec<Named>, Vec<Expr>)> {
    weave(experiments, roots, FEW)
}

/// The same where the throws have no fewer outcomes than this.
fn weave(experiments: &[Named], roots: &[Expr], least: f64) -> Option<(Vec<Named>, Vec<Expr>)> {
    if experiments.len() < 2 {
        return None;
    }
    let needed = experiments.iter().fold(0, |names, named| names | named.experiment.names());
    let mut weave = Weave { experiments, names: Vec::new(), places: Vec::new() };
    let mentioned = roots.iter().fold(0, |names, root| names | root.names());
    for (name, named) in experiments.iter().enumerate() {
        let is_free = needed >> name & 1 == 0 && mentioned >> name & 1 == 1;
        let throws = named.experiment.space().filter(|_| is_free);
        if throws.is_some_and(|space| matches!(**space, Space::Trials(_))) && weave.only_places(roots, name) {
            weave.names.push(name);
        }
    }
    let compares = roots.iter().any(|root| weave.compares(root));
    roots.iter().for_each(|root| weave.collect(root));
    let outcomes: f64 =
        weave.places.iter().filter_map(|place| Some(weave.faces(*place)?.weights().len() as f64)).product();
    if !compares || outcomes < least {
        return None;
    }
    let row = *weave.names.first()?;
    let mut experiments = experiments.to_vec();
    for name in &weave.names {
        let done = Space::Law(Arc::new(Dist::certain(Value::Int(0))));
        experiments[*name].experiment = Experiment::of(done, experiments[*name].experiment.text());
    }
    let groups = weave.places.iter().map(|place| Some((Arc::clone(weave.faces(*place)?), 1)));
    let space = Space::Trials(groups.collect::<Option<Vec<_>>>()?.into());
    experiments[row].experiment = Experiment::of(space, experiments[row].experiment.text());
    let written = |root: &Expr| {
        root.rewrite(&mut |part| {
            let Some(at) = weave.place(part).and_then(|place| weave.places.iter().position(|p| *p == place))
            else {
                return Ok(None);
            };
            let place = Expr::value_of(Value::integer((at + 1).into()));
            Ok(Some(Expr::spanned(Node::At(Expr::new(Node::Name(row)), place), part.span())))
        })
    };
    let roots = roots.iter().map(written).collect::<Result<_, _>>().ok()?;
    Some((experiments, roots))
}

/// Throws of which single places are spoken of.
struct Weave<'a> {
    experiments: &'a [Named],
    names: Vec<usize>,
    /// The places, in the order in which they are met.
    places: Vec<Place>,
}

impl<'a> Weave<'a> {
    /// How many places an experiment has.
    fn length(&self, name: usize) -> Option<u64> {
        self.experiments.get(name)?.experiment.space()?.length()
    }

    fn faces(&self, (name, place): Place) -> Option<&'a Arc<Faces>> {
        match self.experiments[name].experiment.space()?.as_ref() {
            Space::Trials(groups) => Some(&groups[group_at(groups, place - 1)].0),
            _ => None,
        }
    }

    /// The place that an expression is, of one of the throws.
    fn place(&self, e: &Expr) -> Option<Place> {
        let Node::At(sample, _) = e.node() else { return None };
        let Node::Name(name) = sample.node() else { return None };
        let length = self.length(*name).filter(|_| self.names.contains(name))?;
        Some((*name, place_of(e, *name, length)?))
    }

    /// Whether the roots speak of an experiment at known places only.
    fn only_places(&self, roots: &[Expr], name: usize) -> bool {
        let Some(length) = self.length(name) else { return false };
        roots.iter().all(|root| places(root, name, length, &mut BTreeSet::new()))
    }

    /// Whether something about two of the throws is asked at once.
    fn compares(&self, e: &Expr) -> bool {
        let met = self.names.iter().filter(|name| e.mentions(**name)).count();
        let joins = matches!(
            e.node(),
            Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Xor(..) | Node::Sum(_) | Node::If(..)
        );
        met > 1 && (!joins || e.node().children().any(|part| self.compares(part)))
    }

    fn collect(&mut self, e: &Expr) {
        match self.place(e) {
            Some(place) if !self.places.contains(&place) => self.places.push(place),
            Some(_) => {}
            None => e.node().children().for_each(|part| self.collect(part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::model::pattern::Comparison;
    use crate::question::{Asked, Operator, Question};
    use crate::solve::{Choice, Exact, Road, solve};
    use num_bigint::BigUint;
    use num_rational::BigRational;

    fn throws(name: &str, faces: u64, count: u64) -> Named {
        let space = Space::trials(Arc::new(Faces::die(faces).unwrap()), count);
        Named { name: Some(name.into()), experiment: Experiment::of(space, "E") }
    }

    fn at(name: usize, place: i64) -> Expr {
        Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(place)))
    }

    fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Compare(comparison, a, b))
    }

    fn both(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    fn law(question: &Question, choice: Choice) -> Vec<(Value, BigUint)> {
        match solve(question, choice, &Budget::default()).unwrap().value {
            Exact::Distribution(law) => law.reduced().into_weights(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn throws_woven_together_have_the_law_of_the_list() {
        let experiments = vec![throws("X", 3, 3), throws("Y", 4, 3), throws("Z", 2, 2)];
        let one = |event| Expr::new(Node::If(event, Expr::value_of(1), Expr::value_of(0)));
        let equal = |a, b| compared(Comparison::Equal, a, b);
        for expression in [
            Expr::new(Node::Or((1..4).map(|i| equal(at(0, i), at(1, i))).collect())),
            Expr::new(Node::Sum((1..4).map(|i| one(equal(at(0, i), at(1, 4 - i)))).collect())),
            Expr::new(Node::Sum((1..4).map(|i| both(Operator::Multiply, at(0, i), at(1, -i))).collect())),
            Expr::new(Node::And(vec![
                compared(Comparison::Less, both(Operator::Add, at(0, 1), at(2, 2)), at(1, 3)),
                Expr::new(Node::Not(equal(at(0, -1), at(1, 1)))),
                equal(at(2, 1), Expr::value_of(2)),
            ])),
        ] {
            let asked = Asked::Distribution(vec![expression.clone()]);
            let question = Question::new(experiments.clone(), asked, None).unwrap();
            let listed = law(&question, Choice::Only(Road::Enumeration));
            let (experiments, roots) = weave(&experiments, &[expression], 0.0).expect("throws compared");
            let question = Question::new(experiments, Asked::Distribution(roots), None).unwrap();
            assert_eq!(law(&question, Choice::Cheapest), listed);
        }
    }

    #[test]
    fn long_throws_are_compared_at_once() {
        let experiments = vec![throws("X", 10, 10), throws("Y", 10, 10)];
        let pairs = (1..=10).map(|i| compared(Comparison::Equal, at(0, i), at(1, i)));
        let asked = Asked::Probability(Expr::new(Node::Or(pairs.collect())));
        let question = Question::new(experiments, asked, None).unwrap();
        let found = solve(&question, Choice::Cheapest, &Budget::default()).unwrap().value;
        let nine_tenths = BigRational::new(9.into(), 10.into());
        let none = num_traits::Pow::pow(nine_tenths, 10_u32);
        assert_eq!(found, Exact::Probability(BigRational::from_integer(1.into()) - none));
    }

    #[test]
    fn what_speaks_of_whole_throws_or_of_one_alone_stays_apart() {
        let experiments = vec![throws("X", 6, 5), throws("Y", 6, 5)];
        let apart = |i| compared(Comparison::Equal, at(0, i), Expr::value_of(i));
        let alone = Expr::new(Node::And(vec![apart(1), apart(2)]));
        let whole = compared(Comparison::Equal, Expr::new(Node::Name(0)), at(1, 1));
        for root in [alone, whole] {
            assert!(weave(&experiments, &[root], 0.0).is_none());
        }
    }
}
