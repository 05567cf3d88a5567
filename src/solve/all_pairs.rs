//! Every two places held against each other, `any(i in 1..23, j in 1..23: i < j and abs(X[i] - X[j]) <= 1)`: as a question
//! about each element beside the others, `any(x in X: count(y in X: abs(x - y) <= 1) >= 2)`, which does not look at places.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier};
use crate::solve::blocks::{Form, pairs_and_singles};
use crate::solve::in_order::{self, Relation};
use crate::solve::residue::Residue;
use crate::solve::rooks::hits::Kind;

/// The question as one about elements; nothing where it holds no two places against each other in every pair, or where it
/// matters which of the two comes first.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn of_elements(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Residue>, Error> {
    let Some(length) = space.length().filter(|length| *length > 2 && space.is_ordered()) else {
        return Ok(None);
    };
    let mut found: Option<(Expr, Expr)> = None;
    let mut search: Vec<Expr> = residue.expressions().into_iter().cloned().collect();
    while let Some(e) = search.pop() {
        if !e.mentions(name) || found.as_ref().is_some_and(|(whole, _)| *whole == e) {
            continue;
        }
        match of_pairs(&e, (name, length), space, budget)? {
            Some(asked) if found.is_none() => found = Some((e, asked)),
            Some(_) => return Ok(None),
            None => search.extend(e.node().children().cloned()),
        }
    }
    let Some((whole, asked)) = found else { return Ok(None) };
    Ok(Some(residue.put(name, &mut |part| (*part == whole).then(|| asked.clone()))?))
}

/// What an expression about all pairs of places asks of the elements, or of the ascending order where that decides it.
fn of_pairs(
    e: &Expr,
    (name, length): (usize, u64),
    space: &Space,
    budget: &Budget,
) -> Result<Option<Expr>, Error> {
    let Some((kind, mut pairs)) = pairs_and_singles(e, name, length) else { return Ok(None) };
    let singles: Vec<(u64, Vec<&Expr>)> =
        pairs.extract_if(.., |(a, b), _| a == b).map(|((a, _), parts)| (a, parts)).collect();
    if pairs.len() as u64 != length * (length - 1) / 2 {
        return Ok(None);
    }
    let form = |((before, _), parts): (&(u64, u64), &Vec<&Expr>)| {
        let form = Form { name, length, before: *before };
        let parts: Option<Vec<Expr>> = parts.iter().map(|part| form.of(part, 0, 1)).collect();
        holds(kind, parts?)
    };
    let mut forms = pairs.iter().map(form);
    let Some(Some(relation)) = forms.next() else { return Ok(None) };
    if !forms.all(|other| other.as_ref() == Some(&relation)) {
        return Ok(None);
    }
    for (before, parts) in singles {
        let form = Form { name, length, before };
        let Some(parts) = parts.iter().map(|part| form.of(part, 0, 1)).collect::<Option<Vec<Expr>>>() else {
            return Ok(None);
        };
        if !say_nothing(kind, &parts, space) {
            return Ok(None);
        }
    }
    let Some(table) = mutual(&relation, space, budget)? else { return Ok(None) };
    let ordered = if kind == Kind::Count {
        None
    } else {
        in_order::any_two(&Expr::new(Node::Name(name)), length, &table, |a, b| {
            in_order::instead(&relation, (0, a), (1, b))
        })
    };
    Ok(Some(match ordered.filter(|any| in_order::is_atom(any, name, space)) {
        Some(any) if kind == Kind::None => Expr::new(Node::Not(any)),
        Some(any) => any,
        None => beside(kind, name, &relation),
    }))
}

/// Whether what is said of a place alone is the same for all labels, and decides nothing: that of a place and itself.
fn say_nothing(kind: Kind, parts: &[Expr], space: &Space) -> bool {
    let nothing = match kind {
        Kind::None => Value::Truth(true),
        Kind::Any => Value::Truth(false),
        Kind::Count => Value::Int(0),
    };
    let says = |part: &Expr, label: &Value| {
        let told = part.with_element(0, label).and_then(|e| e.evaluate(&mut Outcomes::default()));
        told.is_ok_and(|value| value == nothing)
    };
    let labels = space.labels();
    parts.iter().all(|part| labels.iter().all(|label| says(part, label)))
}

/// That a pair hits, as one event.
fn holds(kind: Kind, mut parts: Vec<Expr>) -> Option<Expr> {
    match kind {
        Kind::None => Some(Expr::new(Node::Not(Expr::new(Node::And(parts))))),
        Kind::Any if parts.len() > 1 => Some(Expr::new(Node::Or(parts))),
        Kind::Any => parts.pop(),
        Kind::Count => match (parts.len(), parts.pop()?.node()) {
            (1, Node::If(event, one, none)) => {
                let is = |e: &Expr, n: i64| e.known() == Some(&Value::Int(n));
                (is(one, 1) && is(none, 0)).then(|| event.clone())
            }
            _ => None,
        },
    }
}

/// The relation between labels in ascending order; nothing where it matters which of the two comes first.
fn mutual(relation: &Expr, space: &Space, budget: &Budget) -> Result<Option<Relation>, Error> {
    let mut labels = space.labels();
    labels.sort();
    let looks = (labels.len() as u128).saturating_mul(labels.len() as u128);
    budget.afford(looks.saturating_mul(relation.size(1_000) as u128 * 50), looks)?;
    let mut table = Vec::with_capacity(labels.len() * labels.len());
    for before in &labels {
        budget.check()?;
        let Ok(open) = relation.with_element(0, before) else { return Ok(None) };
        for after in &labels {
            let told = open.with_element(1, after).and_then(|e| e.evaluate(&mut Outcomes::default()));
            match told {
                Ok(Value::Truth(truth)) => table.push(truth),
                _ => return Ok(None),
            }
        }
    }
    let several = |label: &Value| match space {
        Space::Draw(from, _) => from.classes().iter().any(|(known, count)| known == label && *count > 1),
        _ => true,
    };
    Ok(Relation::new(table, labels.iter().map(several).collect()))
}

/// What is asked of all pairs, asked of each element: how many others it holds for, itself not counted.
fn beside(kind: Kind, name: usize, relation: &Expr) -> Expr {
    let sample = || Expr::new(Node::Name(name));
    let each = |quantifier, depth, body| Expr::new(Node::Each(quantifier, depth, sample(), body));
    let others = each(Quantifier::Count, 1, relation.clone());
    let same = |part: &Expr| matches!(part.node(), Node::Element(1)).then(|| Expr::new(Node::Element(0)));
    let itself = relation.rewrite_later(&mut |part| Ok(same(part)));
    let of_itself =
        |yes: i64, no: i64| Expr::new(Node::If(itself.clone(), Expr::value_of(yes), Expr::value_of(no)));
    if kind == Kind::Count {
        let more = Expr::new(Node::Arithmetic(Operator::Subtract, others, of_itself(1, 0)));
        // Each pair was met from both sides.
        let twice = each(Quantifier::Sum, 0, more);
        return Expr::new(Node::Arithmetic(Operator::Divide, twice, Expr::value_of(2)));
    }
    let enough = Expr::new(Node::Compare(Comparison::AtLeast, others, of_itself(2, 1)));
    let any = each(Quantifier::Any, 0, enough);
    if kind == Kind::None { Expr::new(Node::Not(any)) } else { any }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::solve::asking::{call, known, numbered, up_to, x};
    use crate::solve::enumerate::enumerate;
    use std::sync::Arc;

    fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Compare(comparison, a, b))
    }

    fn at(place: i64) -> Expr {
        Expr::new(Node::At(x(), known(place)))
    }

    fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    type Relation = fn(Expr, Expr) -> Expr;

    const MUTUAL: [Relation; 5] = [
        |a, b| {
            let off = call("abs", vec![arithmetic(Operator::Subtract, a, b)]);
            compared(Comparison::AtMost, off, known(1))
        },
        |a, b| {
            let off = call("abs", vec![arithmetic(Operator::Subtract, a, b)]);
            compared(Comparison::Equal, off, known(2))
        },
        |a, b| compared(Comparison::Equal, arithmetic(Operator::Add, a, b), known(5)),
        |a, b| {
            let product = arithmetic(Operator::Multiply, a, b);
            compared(Comparison::Equal, arithmetic(Operator::Modulo, product, known(4)), known(0))
        },
        |a, b| compared(Comparison::Equal, a, b),
    ];

    /// Every pair once, as any, all and a number.
    fn asked(length: i64, relation: Relation) -> Vec<Expr> {
        let pairs = (1..=length).flat_map(|j| (1..j).map(move |i| (i, j)));
        let parts: Vec<Expr> = pairs.map(|(i, j)| relation(at(i), at(j))).collect();
        let one = |part: &Expr| Expr::new(Node::If(part.clone(), known(1), known(0)));
        let count = Expr::new(Node::Sum(parts.iter().map(one).collect()));
        vec![count, Expr::new(Node::Or(parts.clone())), Expr::new(Node::And(parts))]
    }

    fn spaces() -> [Space; 4] {
        [
            Space::trials(Arc::new(Faces::die(5).unwrap()), 4),
            Space::trials(Arc::new(Faces::die(3).unwrap()), 5),
            Space::Draw(up_to(6), 4),
            Space::Draw(numbered(Collection::Urn, &[2, 0, 3, 1]), 4),
        ]
    }

    /// The weights of all that is left.
    fn listed(space: &Space, residue: &Residue) -> Vec<(String, num_bigint::BigUint)> {
        let (law, _) = enumerate(space, 0, residue, &Budget::default()).unwrap();
        let mut parts: Vec<_> =
            law.parts.into_iter().map(|(left, n)| (format!("{:?}", left.roots), n)).collect();
        parts.sort();
        parts
    }

    #[test]
    fn all_pairs_of_places_are_all_elements_beside_the_others() {
        for space in &spaces() {
            let length = space.length().unwrap().cast_signed();
            for asked in MUTUAL.iter().flat_map(|relation| asked(length, *relation)) {
                let residue = Residue { roots: vec![asked], later: Vec::new(), given: false };
                let told = of_elements(space, 0, &residue, &Budget::default()).unwrap().expect("all pairs");
                assert_eq!(listed(space, &told), listed(space, &residue), "{residue:?} of {space:?}");
            }
        }
    }

    #[test]
    fn what_looks_at_the_order_or_at_some_pairs_stays_as_it_is() {
        let space = Space::trials(Arc::new(Faces::die(5).unwrap()), 4);
        let less: Relation = |a, b| compared(Comparison::Less, a, b);
        let mut all = asked(4, less);
        let some = [(1, 2), (2, 3), (3, 4)].map(|(i, j)| MUTUAL[0](at(i), at(j)));
        all.push(Expr::new(Node::Or(some.to_vec())));
        for asked in all {
            let residue = Residue { roots: vec![asked], later: Vec::new(), given: false };
            assert!(of_elements(&space, 0, &residue, &Budget::default()).unwrap().is_none());
        }
    }
}
