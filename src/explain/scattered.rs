//! Selections of which no two elements belong together: no neighbours in a line or a ring, no couple.

use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step};
use crate::model::{Population, Space, Value};
use crate::number::{binomial, factorial};
use crate::question::{Expr, Node, Outcomes, Quantifier};
use crate::statistic::counting::CONTAINS;
use num_bigint::BigUint;
use num_traits::Pow;

/// The most elements whose pairs are looked at.
const MOST: usize = 200;

/// The selections, or draws, in which no two belong together, or some two do.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let (from, drawn, ordered) = match space {
        Space::Choose(from, drawn) => (from, *drawn, false),
        Space::Draw(from, drawn) => (from, *drawn, true),
        _ => return None,
    };
    let (any, opposite) = some_two(event, name)?;
    let (formula, says, apart) = Pairs::of(from, &any, name)?.apart(drawn)?;
    let mut steps = vec![Step::formula(says, formula, &apart)];
    let mut selections = apart;
    if opposite {
        let n = from.size();
        let whole = format!("C({n}, {drawn}) - {selections}");
        selections = binomial(n, drawn) - selections;
        steps.push(Step::said(Saying::LessComplement, [], whole, &selections));
    }
    if !ordered {
        return Some(Favourable::at_end(selections, steps));
    }
    let count = &selections * factorial(drawn);
    let formula = format!("{selections} * {drawn}!");
    steps.push(Step::said(Saying::Orders, [drawn.to_string()], formula, &count));
    Some(Favourable { unordered: Some(selections), ..Favourable::at_end(count, steps) })
}

/// The event that for some element there is a certain other, and whether that is what is asked or its opposite is.
fn some_two(event: &Expr, name: usize) -> Option<(Expr, bool)> {
    let whole = |e: &Expr| matches!(e.node(), Node::Name(i) if *i == name);
    let other = |e: &Expr| match e.node() {
        Node::Call(function, arguments) => {
            **function == CONTAINS && arguments[0].names() == 0 && whole(&arguments[1])
        }
        Node::Each(Quantifier::Any, _, of, body) => whole(of) && body.names() == 0,
        _ => false,
    };
    match event.node() {
        Node::Not(inner) => some_two(inner, name).map(|(any, opposite)| (any, !opposite)),
        Node::Each(Quantifier::Any, _, of, body) if whole(of) && other(body) => Some((event.clone(), true)),
        Node::Each(Quantifier::All, depth, of, body) if whole(of) => {
            let Node::Not(inner) = body.node() else { return None };
            let any = || Expr::new(Node::Each(Quantifier::Any, *depth, of.clone(), inner.clone()));
            other(inner).then(|| (any(), false))
        }
        _ => None,
    }
}

/// How many others belong to each element, and whether all are joined.
struct Pairs {
    /// For each element the others that belong to it.
    others: Vec<Vec<usize>>,
}

impl Pairs {
    /// Nothing where elements are alike, or where one of them belongs to itself.
    fn of(from: &Population, any: &Expr, name: usize) -> Option<Self> {
        let elements: Vec<&Value> =
            from.classes().iter().filter(|(_, count)| *count > 0).map(|(label, _)| label).collect();
        if elements.len() as u64 != from.size() || elements.len() > MOST {
            return None;
        }
        let holds = |row: &[&Value]| {
            let row = Value::row(row.iter().map(|element| (*element).clone()));
            any.evaluate(&mut Outcomes::only(name, row)).ok().map(|value| value == Value::Truth(true))
        };
        let mut others = vec![Vec::new(); elements.len()];
        for (a, first) in elements.iter().enumerate() {
            if holds(&[first])? {
                return None;
            }
            for (b, second) in elements.iter().enumerate().skip(a + 1) {
                if holds(&[first, second])? {
                    others[a].push(b);
                    others[b].push(a);
                }
            }
        }
        Some(Self { others })
    }

    /// How many elements can be reached from the first.
    fn joined(&self) -> usize {
        let mut met = vec![0];
        let mut next = 0;
        while let Some(&here) = met.get(next) {
            next += 1;
            let more: Vec<usize> = self.others[here].iter().filter(|b| !met.contains(b)).copied().collect();
            met.extend(more);
        }
        met.len()
    }

    /// The selections of which no two belong together, as a formula, in words, and their number.
    fn apart(&self, drawn: u64) -> Option<(String, crate::explain::Message, BigUint)> {
        let n = self.others.len() as u64;
        let k = drawn;
        let with = |count: usize| self.others.iter().filter(|others| others.len() == count).count();
        let said = |saying, parts: &[u64]| {
            crate::explain::Message::said(saying, parts.iter().map(ToString::to_string))
        };
        if n == 0 || k == 0 || k >= n {
            return None;
        }
        if with(1) == self.others.len() {
            let pairs = n / 2;
            let ways = binomial(pairs, k) * Pow::pow(BigUint::from(2u32), k);
            return Some((
                format!("C({pairs}, {k}) * 2^{k}"),
                said(Saying::OneOfEachPair, &[n, pairs, k]),
                ways,
            ));
        }
        if self.joined() < self.others.len() {
            return None;
        }
        if with(1) == 2 && with(2) + 2 == self.others.len() {
            let gaps = n - k + 1;
            let formula = format!("C({n} - {k} + 1, {k})");
            return Some((formula, said(Saying::Scattered, &[k, n - k, gaps]), binomial(gaps, k)));
        }
        if with(2) == self.others.len() {
            let ways = binomial(n - k, k) * n / (n - k);
            let formula = format!("{n} / ({n} - {k}) * C({n} - {k}, {k})");
            return Some((formula, said(Saying::ScatteredAround, &[k, n]), ways));
        }
        None
    }
}
