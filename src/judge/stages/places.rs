//! A product read as filling places one after the other, and what was chosen before when a factor is not the number of
//! choices.
//!
//! `5 * 8 * 8 * 7` for even numbers of four different digits reads as "the last digit, then the first, the second, the
//! third". The product rule holds when the number of choices at each place is the same whatever was chosen before; the
//! favourable outcomes say how many there are, and the reading is the one that agrees with them best.

use super::factors::numbers;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::ast;
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Outcomes, Question};
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

/// The most outcomes that are looked at, and the most places.
const MOST: usize = 20_000;
const MOST_PLACES: usize = 7;

/// By how much a reading is wrong that is wrong at one place whatever was chosen before.
const A_PLACE: u64 = 1_000_000;

/// The outcomes that are favourable.
struct Favourable {
    rows: Vec<Vec<Value>>,
    places: usize,
}

/// Some elements of a row.
type Row<'a> = Vec<&'a Value>;

/// A stage at which a reading is wrong: what was chosen before, the place, and how many choices there are.
struct Fault {
    begun: Vec<Option<Value>>,
    place: usize,
    choices: u64,
    counted: u64,
}

/// What shows a place with another number of choices than the product says.
pub(super) fn witness(question: &Question, formula: &ast::Expr) -> Option<Vec<Step>> {
    let (index, space) = question.only_space()?;
    let event = match &question.asked {
        Asked::Probability(event) | Asked::Count(event) => event,
        _ => return None,
    };
    let places = usize::try_from(space.length()?).ok().filter(|n| (2..=MOST_PLACES).contains(n))?;
    let different = match space.as_ref() {
        Space::Trials(groups) => groups.iter().all(|(faces, _)| faces.is_fair()),
        Space::Draw(from, _) | Space::Words(from, _) => from.classes().iter().all(|(_, count)| *count <= 1),
        _ => false,
    };
    (different && question.given.is_none()).then_some(())?;
    let all = match question.asked {
        Asked::Probability(_) => Some(space.size()?),
        _ => None,
    };
    let factors = numbers(formula, all.as_ref()).filter(|factors| factors.len() >= places)?;
    let favourable = Favourable::of(space, event, index, places)?;
    let fault = favourable.fault(&factors)?;
    let begun = fault.begun.iter().map(|value| value.as_ref().map_or("_".into(), ToString::to_string));
    let shown = Shown::Choices {
        begun: begun.collect::<Vec<_>>().join(" "),
        choices: fault.choices,
        counted: fault.counted,
        place: fault.place as u64 + 1,
    };
    Some(vec![Step::prose(Message::Remark(Remark::Shown(shown)))])
}

impl Favourable {
    fn of(space: &Space, event: &Expr, index: usize, places: usize) -> Option<Self> {
        if space.size()? > BigUint::from(MOST) {
            return None;
        }
        let mut rows = Vec::new();
        each_outcome(space, &mut |outcome, _| {
            let mut outcomes = Outcomes::default();
            outcomes.names = vec![None; index];
            outcomes.names.push(Some(outcome.clone()));
            if event.evaluate(&mut outcomes).ok() == Some(Value::Truth(true)) {
                rows.push(outcome.elements().to_vec());
            }
            true
        });
        (!rows.is_empty()).then_some(Self { rows, places })
    }

    /// Where the reading that is wrong least often is wrong first; nothing where none is right at more places than not.
    fn fault(&self, factors: &[u64]) -> Option<Fault> {
        let mut best: Option<(u64, Fault)> = None;
        for order in self.orders() {
            let stages = self.stages(&order);
            let standing: Vec<u64> = order.iter().map(|place| factors[*place]).collect();
            // More factors than places cannot stand at their places.
            let readings = if factors.len() > self.places { 1 } else { 2 };
            for counted in [factors.to_vec(), standing].into_iter().take(readings) {
                let Some((mut wrong, fault)) = self.wrong(&order, &stages, &counted) else { continue };
                if factors.len() > self.places {
                    // Of more factors than places the last ones are wrong at any rate: the later the better.
                    wrong = A_PLACE * fault.begun.iter().filter(|value| value.is_none()).count() as u64;
                }
                if best.as_ref().is_none_or(|(least, _)| wrong < *least) {
                    best = Some((wrong, fault));
                }
            }
        }
        let begins_well =
            |fault: &Fault| factors.len() > self.places && fault.begun.iter().any(Option::is_some);
        let fits =
            |wrong: u64, fault: &Fault| 2 * wrong <= self.places as u64 * A_PLACE || begins_well(fault);
        best.filter(|(wrong, fault)| fits(*wrong, fault)).map(|(_, fault)| fault)
    }

    /// The places in order, or one or two of them first, or the last first.
    fn orders(&self) -> Vec<Vec<usize>> {
        let places = self.places;
        let first = |chosen: &[usize]| {
            let rest = (0..places).filter(|place| !chosen.contains(place));
            chosen.iter().copied().chain(rest).collect::<Vec<_>>()
        };
        let mut orders: Vec<Vec<usize>> = (0..places).map(|place| first(&[place])).collect();
        let pairs = (0..places).flat_map(|a| (0..places).map(move |b| [a, b])).filter(|[a, b]| a != b);
        orders.extend(pairs.map(|pair| first(&pair)));
        orders.push((0..places).rev().collect());
        orders
    }

    /// For each stage what may have been chosen before, and what may be chosen then.
    fn stages(&self, order: &[usize]) -> Vec<Vec<(Row<'_>, Row<'_>)>> {
        let stage = |stage: usize| {
            let mut choices: FxHashMap<Row<'_>, Row<'_>> = FxHashMap::default();
            for row in &self.rows {
                let begun = order[..stage].iter().map(|place| &row[*place]).collect();
                let here = choices.entry(begun).or_default();
                if !here.contains(&&row[order[stage]]) {
                    here.push(&row[order[stage]]);
                }
            }
            let mut choices: Vec<_> = choices.into_iter().collect();
            choices.sort();
            choices
        };
        (0..self.places).map(stage).collect()
    }

    /// How wrong a reading is, each stage by the share of its beginnings; and the first of them.
    fn wrong(
        &self,
        order: &[usize],
        stages: &[Vec<(Row<'_>, Row<'_>)>],
        counted: &[u64],
    ) -> Option<(u64, Fault)> {
        let (mut wrong, mut first) = (0, None);
        for (i, (choices, counted)) in stages.iter().zip(counted).enumerate() {
            let faults = choices.iter().filter(|(_, here)| here.len() as u64 != *counted);
            wrong += A_PLACE * faults.clone().count() as u64 / choices.len() as u64;
            if let (None, Some((begun, here))) = (&first, faults.clone().next()) {
                let mut row = vec![None; self.places];
                for (place, value) in order.iter().zip(begun) {
                    row[*place] = Some((*value).clone());
                }
                first = Some(Fault {
                    begun: row,
                    place: order[i],
                    choices: here.len() as u64,
                    counted: *counted,
                });
            }
        }
        first.map(|fault| (wrong, fault))
    }
}
