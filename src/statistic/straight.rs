//! The longest straight: how far the numbers, or the ranks of the cards, of a sample follow one another without a gap.

use crate::error::{Error, ErrorKind};
use crate::model::{Card, Level, Scale, Suit, Value};
use crate::statistic::fold::{Automaton, Fold, Labels, Tally};
use crate::statistic::{Function, Kind, Role};
use std::collections::BTreeSet;

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&RUN];

/// `run(X)`.
pub static RUN: Function = Function {
    name: "run",
    signature: "run(X)",
    help: "the length of the longest straight; the ace counts high or low",
    example: ("P(run(5d6) = 5)", "5/162"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| longest(arguments[0].elements()),
    fold: Some(|_, labels| straights(labels)),
    scan: Some(|_, labels| Ok(straights(labels)?.and_then(|fold| Tally::of(fold, 1)))),
    role: Role::Plain,
};

/// The rank of the ace, and what it counts as below the two.
const ACE: i64 = 14;
const LOW_ACE: i64 = 1;

/// A step of a straight: a whole number, or a rank of the French pack, where the ace is also below the two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    number: i64,
    french: bool,
}

impl Step {
    fn is_ace(self) -> bool {
        self.french && self.number == ACE
    }
}

fn step_of(label: &Value) -> Result<Step, Error> {
    match label {
        Value::Int(number) => Ok(Step { number: *number, french: false }),
        Value::Card(Card { rank, suit }) => {
            Ok(Step { number: *rank, french: !matches!(suit, Suit::Named(_)) })
        }
        Value::Level(Level { scale: Scale::Rank, index }) => {
            Ok(Step { number: i64::from(*index), french: true })
        }
        other => Err(Error::new(
            ErrorKind::Kind,
            format!("run needs whole numbers or cards, not {}", other.kind()),
        )
        .hint("in a straight, one number follows another")),
    }
}

/// The definition: from every number of the sample, go up while the next number is there. An ace is also a 1, but
/// one straight takes it only once.
fn longest(elements: &[Value]) -> Result<Value, Error> {
    let steps: Vec<Step> = elements.iter().map(step_of).collect::<Result<_, _>>()?;
    let has_ace = steps.iter().any(|step| step.is_ace());
    let numbers: BTreeSet<i64> =
        steps.iter().map(|step| step.number).chain(has_ace.then_some(LOW_ACE)).collect();
    let mut longest = 0;
    for &start in &numbers {
        let taken_low = |number: i64| has_ace && start == LOW_ACE && number == ACE;
        let straight =
            (start..=i64::MAX).take_while(|number| numbers.contains(number) && !taken_low(*number));
        longest = longest.max(straight.count());
    }
    Ok(Value::Int(i64::try_from(longest).unwrap_or(i64::MAX)))
}

/// Straights as a fold, for labels that are all numbers or all of the French pack.
fn straights(labels: &Labels) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let steps: Vec<Step> = labels.labels.iter().map(step_of).collect::<Result<_, _>>()?;
    let low_ace_itself = |step: &Step| step.french && step.number <= LOW_ACE;
    if steps.iter().any(|step| step.french != steps[0].french || low_ace_itself(step)) {
        return Ok(None);
    }
    let mut distinct = steps.clone();
    distinct.sort();
    distinct.dedup();
    let view = |step| distinct.binary_search(step).ok().and_then(|i| u32::try_from(i).ok()).unwrap_or(0);
    let views = steps.iter().map(view).collect();
    let numbers = distinct.iter().map(|step| step.number).collect();
    let french = distinct.first().is_some_and(|step| step.french);
    Ok(Some(Automaton { views, run: Box::new(Straights { numbers, french, cap: i64::MAX }) }))
}

/// The state: the last view, the length of the straight that ends there, that of the straight from the two up (for
/// the ace that will join it), and the longest so far.
struct Straights {
    numbers: Vec<i64>,
    french: bool,
    cap: i64,
}

/// No view: nothing goes on from here.
const NOWHERE: i64 = -1;

impl Straights {
    /// Whether the number of the second view follows that of the first.
    fn follows(&self, before: i64, view: u32) -> bool {
        let number = |view: i64| usize::try_from(view).ok().and_then(|view| self.numbers.get(view));
        match (number(before), number(i64::from(view))) {
            (Some(&a), Some(&b)) => a.checked_add(1) == Some(b),
            _ => false,
        }
    }
}

impl Fold for Straights {
    fn start(&self) -> Vec<i64> {
        vec![NOWHERE, 0, 0, 0]
    }

    fn step(&self, state: &mut [i64], view: u32, _multiplicity: u64) {
        let [last, length, from_two, longest] = state else { return };
        let number = self.numbers[view as usize];
        let goes_on = self.follows(*last, view);
        *length = if goes_on { *length + 1 } else { 1 };
        if self.french && (number == 2 || (goes_on && *from_two == number - 2)) && number < ACE {
            *from_two = number - 1;
        }
        *longest = (*longest).max(*length);
        if self.french && number == ACE && *from_two > 0 {
            // With every rank there, the straight from the two already ends with this ace.
            *longest = (*longest).max((*from_two + 1).min(ACE - 1));
        }
        *last = i64::from(view);
        if *longest >= self.cap {
            state.copy_from_slice(&[NOWHERE, 0, 0, self.cap]);
        }
    }

    fn advance(&self, state: &mut [i64], view: u32) {
        if state[0] < i64::from(view) && !self.follows(state[0], view) {
            state[0] = NOWHERE;
            state[1] = 0;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[3])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let cap = cap.saturating_add(1).clamp(0, self.cap);
        (cap > 0).then(|| {
            Box::new(Self { numbers: self.numbers.clone(), french: self.french, cap }) as Box<dyn Fold>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, cards, numbers};

    fn ranks(texts: &[&str]) -> Vec<Value> {
        texts.iter().map(|text| Value::Card(text.parse().unwrap())).collect()
    }

    #[test]
    fn straights_by_fold_are_straights_by_definition() {
        Check::of(&RUN)
            .exhaustively(&[1, 2, 3, 5].map(Value::Int), 5)
            .exhaustively(&ranks(&["Ah", "2h", "3s", "Kh"]), 5)
            .exhaustively(&ranks(&["Ah", "As", "2h", "4s"]), 4)
            .at_random(numbers(), 9)
            .at_random(cards(), 12);
    }

    #[test]
    fn the_ace_is_high_or_low_but_not_both() {
        let run = |texts: &[&str]| RUN.apply(&[Value::row(ranks(texts))]).unwrap();
        assert_eq!(run(&["Ah", "2h", "3s", "9c"]), Value::Int(3));
        assert_eq!(run(&["Ah", "Kh", "Qs", "2c"]), Value::Int(3));
        assert_eq!(
            run(&["2c", "3c", "4c", "5c", "6c", "7c", "8c", "9c", "10c", "Jc", "Qc", "Kc", "Ac"]),
            Value::Int(13)
        );
        assert_eq!(run(&[]), Value::Int(0));
    }

    #[test]
    fn every_set_of_ranks_has_the_same_run_by_fold() {
        let pack: Vec<Value> = (2..=14).map(|rank| Value::Card(Card { rank, suit: Suit::Hearts })).collect();
        for mask in 0u32..1 << 13 {
            let hand: Vec<Value> = (0..13).filter(|i| mask >> i & 1 == 1).map(|i| pack[i].clone()).collect();
            let labels = Labels { labels: pack.clone(), length: hand.len() as u64 };
            let fold = straights(&labels).unwrap().unwrap();
            let value =
                crate::statistic::agreement::value_of_fold(fold.run.as_ref(), &fold.views, &pack, &hand);
            assert_eq!(value, longest(&hand).unwrap(), "{hand:?}");
        }
    }

    #[test]
    fn only_numbers_and_cards_have_straights() {
        assert_eq!(longest(&[Value::Int(i64::MAX), Value::Int(i64::MAX - 1)]).unwrap(), Value::Int(2));
        let error = RUN.apply(&[Value::row([Value::word("red")])]).unwrap_err();
        assert_eq!(error.message(), "run needs whole numbers or cards, not a label");
    }
}
