//! Events that speak of different throws each, `any(i in 1..10: X[i] = Y[i])`: they are independent.

use crate::explain::board::{Board, Term, factor};
use crate::explain::{Saying, Step};
use crate::model::Space;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::number::binomial;
use crate::question::{Expr, Node};
use crate::solve::first_places::{place_of, places};
use crate::solve::rooks::hits::Kind;
use num_rational::BigRational;
use num_traits::{One, pow};
use std::collections::BTreeSet;

/// The most events.
const MOST: usize = 100;

/// The most different probabilities of them.
const MOST_DIFFERENT: usize = 12;

/// The probability that all, any, or exactly so many of several events hold which speak of different throws.
pub fn independent(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let asked = Asked::of(event)?;
    let parts = asked.parts();
    if !(3..=MOST).contains(&parts.len()) || !are_apart(board, &parts) {
        return None;
    }
    let chances = chances(board, &parts)?;
    let first = &chances[0];
    let alike = chances.iter().all(|term| term.value == first.value);
    let count = parts.len();
    if !alike {
        let (formula, value) = asked.of_different(&chances)?;
        let list: Vec<String> = chances.iter().map(|term| term.value.to_string()).collect();
        let says = if asked.kind == Kind::Any { Saying::OwnThrowsAny } else { Saying::OwnThrowsAll };
        let parts = [count.to_string(), list.join(", ")];
        return (value == *p).then(|| vec![Step::said(says, parts, formula, p)]);
    }
    let (formula, value) = asked.of_equal(count, &first.value)?;
    if value != *p {
        return None;
    }
    let end = match asked.exactly {
        None if asked.kind == Kind::Any => Step::said(Saying::AnyOfThem, [], formula, p),
        None => Step::said(Saying::IndependentProduct, [], formula, p),
        Some(k) => Step::said(Saying::SomeOfThem, [k.to_string()], formula, p),
    };
    Some(vec![Step::term(Saying::OwnThrows, [count.to_string()], first), end])
}

/// The formula at the end of that.
pub fn formula(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<String> {
    independent(board, event, p)?.pop()?.formula
}

/// What is asked of several events.
struct Asked<'a> {
    kind: Kind,
    /// Exactly how many of them are to hold, where they are counted.
    exactly: Option<u64>,
    whole: &'a Expr,
}

impl<'a> Asked<'a> {
    fn of(event: &'a Expr) -> Option<Self> {
        match event.node() {
            Node::And(_) => Some(Self { kind: Kind::None, exactly: None, whole: event }),
            Node::Or(_) => Some(Self { kind: Kind::Any, exactly: None, whole: event }),
            Node::Compare(Comparison::Equal, side, bound) if matches!(side.node(), Node::Sum(_)) => {
                let Some(Value::Int(bound)) = bound.known() else { return None };
                Some(Self { kind: Kind::Count, exactly: Some(u64::try_from(*bound).ok()?), whole: side })
            }
            _ => None,
        }
    }

    /// The events.
    fn parts(&self) -> Vec<Expr> {
        let Some((_, parts)) = Kind::of(self.whole) else { return Vec::new() };
        let event = |part: &&Expr| match part.node() {
            // A number of events is a sum of ones.
            Node::If(event, one, none) if self.kind == Kind::Count => {
                let is = |e: &Expr, n: i64| e.known() == Some(&Value::Int(n));
                (is(one, 1) && is(none, 0)).then(|| event.clone())
            }
            _ => (self.kind != Kind::Count).then(|| (*part).clone()),
        };
        parts.iter().map(event).collect::<Option<_>>().unwrap_or_default()
    }

    /// The formula and its value for so many events of one probability.
    fn of_equal(&self, count: usize, chance: &BigRational) -> Option<(String, BigRational)> {
        let rest = BigRational::one() - chance;
        let base = super::board::base(chance);
        let power = |base: &str, n: usize| if n == 1 { base.to_owned() } else { format!("{base}^{n}") };
        Some(match (self.kind, self.exactly) {
            (Kind::Any, _) => {
                let none = power(&format!("(1 - {})", factor(chance)), count);
                (format!("1 - {none}"), BigRational::one() - pow(rest, count))
            }
            (_, None) => (power(&base, count), pow(chance.clone(), count)),
            (_, Some(k)) => {
                let hits = usize::try_from(k).ok().filter(|hits| *hits <= count)?;
                let ways = BigRational::from_integer(binomial(count as u64, k).into());
                let value = ways * pow(chance.clone(), hits) * pow(rest, count - hits);
                let fail = format!("(1 - {})^{}", factor(chance), count - hits);
                (format!("C({count}, {k}) * {base}^{k} * {fail}"), value)
            }
        })
    }

    /// The same for events of different probabilities.
    fn of_different(&self, chances: &[Term]) -> Option<(String, BigRational)> {
        let rest = |term: &Term| BigRational::one() - &term.value;
        match self.kind {
            Kind::Any => {
                let none: Vec<String> = chances.iter().map(|term| factor(&rest(term))).collect();
                let value = BigRational::one() - chances.iter().map(rest).product::<BigRational>();
                Some((format!("1 - {}", none.join(" * ")), value))
            }
            Kind::None => {
                let all: Vec<String> = chances.iter().map(|term| factor(&term.value)).collect();
                Some((all.join(" * "), chances.iter().map(|term| &term.value).product()))
            }
            Kind::Count => None,
        }
    }
}

/// Whether each of the events speaks of places of its own, of throws that depend on nothing.
fn are_apart(board: &Board<'_>, parts: &[Expr]) -> bool {
    let experiments = &board.question.experiments;
    let mut met: BTreeSet<(usize, u64)> = BTreeSet::new();
    parts.iter().all(|part| {
        let names = (0..experiments.len()).filter(|name| part.mentions(*name));
        let mut any = false;
        for name in names {
            any = true;
            let Some(space) = experiments[name].experiment.space() else { return false };
            let (Space::Trials(_), Some(length)) = (space.as_ref(), space.length()) else { return false };
            let mut spoken = BTreeSet::new();
            if !places(part, name, length, &mut spoken)
                || !spoken.into_iter().all(|place| met.insert((name, place)))
            {
                return false;
            }
        }
        any
    })
}

/// The probability of each of the events; those that are alike but for their places are asked once.
fn chances(board: &Board<'_>, parts: &[Expr]) -> Option<Vec<Term>> {
    let mut asked: Vec<(Expr, Term)> = Vec::new();
    let mut chances = Vec::with_capacity(parts.len());
    for part in parts {
        let form = at_first(board, part)?;
        let known = asked.iter().find(|(other, _)| *other == form).map(|(_, term)| term.clone());
        let term = match known {
            Some(term) => term,
            None if asked.len() < MOST_DIFFERENT => {
                let term = board.probability(part, None)?;
                asked.push((form, term.clone()));
                term
            }
            None => return None,
        };
        chances.push(term);
    }
    Some(chances)
}

/// The event with the first throws for its own, in their order, where all throws of an experiment are alike.
fn at_first(board: &Board<'_>, part: &Expr) -> Option<Expr> {
    let experiments = &board.question.experiments;
    let mut places: Vec<(usize, u64)> = Vec::new();
    part.rewrite(&mut |inner| {
        let Node::At(sample, _) = inner.node() else { return Ok(None) };
        let Node::Name(name) = sample.node() else { return Ok(None) };
        let Some(space) = experiments.get(*name).and_then(|named| named.experiment.space()) else {
            return Ok(None);
        };
        let Space::Trials(groups) = space.as_ref() else { return Ok(None) };
        let (1, Some(length)) = (groups.len(), space.length()) else { return Ok(None) };
        let Some(place) = place_of(inner, *name, length) else { return Ok(None) };
        let before = places.iter().filter(|(other, _)| other == name).position(|(_, other)| *other == place);
        let first = before.unwrap_or_else(|| {
            places.push((*name, place));
            places.iter().filter(|(other, _)| other == name).count() - 1
        });
        let index = Expr::value_of(i64::try_from(first).unwrap_or(i64::MAX).saturating_add(1));
        Ok(Some(Expr::new(Node::At(sample.clone(), index))))
    })
    .ok()
}
