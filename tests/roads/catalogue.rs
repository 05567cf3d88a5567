//! Every statistic of every kind of space, on every road.

use crate::compare::{Tried, question};
use crate::{oracle, spaces};
use prob::model::pattern::{Comparison, NumberClass, Pattern};
use prob::model::{Space, Value};
use prob::question::{Asked, Expr, Node};
use prob::statistic::{Function, Kind, Role, functions};
use std::sync::Arc;

/// The samples that a space has: each hand of a deal, else the whole outcome.
pub fn samples(space: &Space, name: usize) -> Vec<Expr> {
    let whole = Expr::new(Node::Name(name));
    match space {
        Space::Deal(_, hands) => (1..=hands.len() as i64)
            .map(|hand| Expr::new(Node::At(whole.clone(), Expr::value_of(hand))))
            .collect(),
        _ => vec![whole],
    }
}

fn pattern(pattern: Pattern) -> Value {
    Value::Pattern(Arc::new(pattern))
}

/// What an argument of this kind may be, for samples with these labels.
pub fn arguments(kind: Kind, labels: &[Value]) -> Vec<Value> {
    let first = labels.first().cloned().unwrap_or(Value::Int(1));
    let last = labels.last().cloned().unwrap_or(Value::Int(1));
    match kind {
        Kind::Number => vec![Value::Int(2), Value::Int(0), Value::Int(1)],
        Kind::Pattern => vec![
            first.clone(),
            Value::set([first.clone(), last.clone()]),
            if first.is_number() {
                pattern(Pattern::Number(NumberClass::Even))
            } else {
                pattern(Pattern::Not(Box::new(Pattern::Is(last.clone()))))
            },
            if first.is_number() {
                pattern(Pattern::Compare(Comparison::AtLeast, Value::Int(2)))
            } else {
                pattern(Pattern::Or(Vec::new()))
            },
        ],
        Kind::Set => vec![Value::set(labels.to_vec()), Value::set([first])],
        Kind::Label => vec![first, last],
        Kind::Any | Kind::Sample => {
            vec![Value::row([first.clone(), last.clone()]), Value::row([last, first.clone(), first])]
        }
        Kind::Truth => vec![Value::Truth(true)],
    }
}

/// Calls of a function on a sample, with a few arguments each.
fn calls(function: &'static Function, sample: &Expr, labels: &[Value]) -> Vec<Expr> {
    let place = function.sample.unwrap_or(0);
    let count = function.arity.0.max(place + 1);
    let kind = |i: usize| *function.parameters.get(i).or(function.parameters.last()).unwrap_or(&Kind::Any);
    (0..4)
        .map(|variant| {
            let argument = |i: usize| {
                if i == place {
                    return sample.clone();
                }
                let all = arguments(kind(i), labels);
                Expr::value_of(all[(variant + i) % all.len()].clone())
            };
            Expr::new(Node::Call(function, (0..count).map(argument).collect()))
        })
        .take(if count == 1 { 1 } else { 4 })
        .collect()
}

/// The distribution of a call, and for numbers its mean and comparisons with each of a few of its values, which
/// saturated automata must get right.
fn asked(space: &Space, call: &Expr, result: Kind) -> Vec<Asked> {
    let mut all = vec![Asked::Distribution(vec![call.clone()])];
    if result == Kind::Truth {
        all.push(Asked::Probability(call.clone()));
        if space.size().is_some() {
            all.push(Asked::Count(call.clone()));
        }
    }
    if result != Kind::Number {
        return all;
    }
    all.push(Asked::Mean(call.clone()));
    let whole = question(std::slice::from_ref(space), all[0].clone(), None);
    let Ok(law) = oracle::law(&whole) else { return all };
    let compare = |comparison, value: &Value| {
        Expr::new(Node::Compare(comparison, call.clone(), Expr::value_of(value.clone())))
    };
    let values: Vec<Value> = law.values.keys().map(|values| values[0].clone()).collect();
    for (i, value) in values.iter().enumerate().step_by(1 + values.len() / 3) {
        let comparison = [Comparison::Equal, Comparison::AtLeast, Comparison::Less][i % 3];
        all.push(Asked::Probability(compare(comparison, value)));
    }
    all.push(Asked::Probability(compare(Comparison::AtMost, &Value::Int(1))));
    all
}

/// The samples as they are, and some of their parts: a slice, the highest few, what is seen of each card.
fn parts(space: &Space, sample: &Expr) -> Vec<Expr> {
    let mut parts = vec![sample.clone()];
    let length = match (space, sample.node()) {
        (Space::Deal(_, hands), Node::At(_, hand)) => match hand.known() {
            Some(Value::Int(hand)) => hands[*hand as usize - 1],
            _ => 0,
        },
        _ => space.length().unwrap_or(0),
    };
    // A hand has no order.
    let ordered = space.is_ordered() && !matches!(space, Space::Single(_) | Space::Law(_) | Space::Deal(..));
    if length >= 2 && ordered {
        let (from, to) = (Expr::value_of(2), Expr::value_of(length as i64));
        parts.push(Expr::new(Node::Slice(sample.clone(), from, to)));
    }
    if length >= 2 {
        let highest = prob::statistic::function("highest", 2).unwrap();
        parts.push(Expr::new(Node::Call(highest, vec![Expr::value_of(length as i64 - 1), sample.clone()])));
    }
    parts
}

/// How many questions about each space are asked of one function.
fn every_statistic(space: &Space, tried: &mut Tried) {
    let labels = space.labels();
    for sample in samples(space, 0) {
        for (i, part) in parts(space, &sample).into_iter().enumerate() {
            for function in functions().filter(|f| f.sample.is_some()) {
                for call in calls(function, &part, &labels) {
                    let all = asked(space, &call, function.result);
                    // Of parts, only the distribution: the comparisons have been made on the whole.
                    let few = if i == 0 { all.len() } else { 1 };
                    for asked in all.into_iter().take(few) {
                        let question = question(std::slice::from_ref(space), asked, None);
                        tried.note(&question);
                    }
                }
            }
            mapped(space, &part, tried);
        }
    }
}

/// Statistics of what is seen of each element, where there is something to be seen.
fn mapped(space: &Space, part: &Expr, tried: &mut Tried) {
    for map in functions().filter(|f| matches!(f.role, Role::Each(_))) {
        let seen = Expr::new(Node::Call(map, vec![part.clone()]));
        for name in ["distinct", "maxcount", "set", "multiset", "sum"] {
            let Some(function) = prob::statistic::function(name, 1) else { continue };
            let call = Expr::new(Node::Call(function, vec![seen.clone()]));
            let question = question(std::slice::from_ref(space), Asked::Distribution(vec![call]), None);
            tried.note(&question);
        }
    }
}

#[test]
fn every_statistic_of_every_space_on_every_road() {
    let mut tried = Tried::default();
    for space in spaces::all() {
        every_statistic(&space, &mut tried);
    }
    println!("{:?}", (tried.questions, tried.errors, &tried.answered));
    tried.expect(500);
}

#[test]
fn sizes_are_numbers_of_outcomes() {
    for space in spaces::all() {
        if space.size().is_none() {
            continue;
        }
        let question = question(&[space], Asked::Size, None);
        assert_eq!(Tried::default().ask(&question), Ok(()));
    }
}
