//! Arrangements of 1..n as permutations: matches and cycles.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::fold::{Automaton, Labels, Scan};
use crate::statistic::{Function, Kind, Role, numbers};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&FIXED, &CYCLES, &LONGEST_CYCLE];

/// `fixed(X)`.
pub static FIXED: Function = Function {
    name: "fixed",
    signature: "fixed(X)",
    help: "the number of matches: places i with X[i] = i",
    example: ("P(fixed(arrange(1..10)) = 0)", "16481/44800"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        numbers("fixed", &arguments[0])?;
        let matches =
            (1..).zip(arguments[0].elements()).filter(|(i, element)| **element == Value::Int(*i)).count();
        Ok(Value::Int(i64::try_from(matches).unwrap_or(i64::MAX)))
    },
    fold: None,
    scan: Some(|_, labels| Ok(Some(matches(labels)?))),
    role: Role::Plain,
};

/// `cycles(X)`.
pub static CYCLES: Function = Function {
    name: "cycles",
    signature: "cycles(X)",
    help: "how many cycles a permutation of 1..n has, those of length 1 included",
    example: ("N(cycles(arrange(1..6)) = 3)", "225"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let cycles = cycle_lengths("cycles", &arguments[0])?.len();
        Ok(Value::Int(i64::try_from(cycles).unwrap_or(i64::MAX)))
    },
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `longest_cycle(X)`.
pub static LONGEST_CYCLE: Function = Function {
    name: "longest_cycle",
    signature: "longest_cycle(X)",
    help: "the length of the longest cycle of a permutation of 1..n",
    example: ("P(longest_cycle(arrange(1..6)) <= 3)", "23/60"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let longest = cycle_lengths("longest_cycle", &arguments[0])?.into_iter().max().unwrap_or(0);
        Ok(Value::Int(longest))
    },
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// The definition: from every place not yet visited, follow the permutation until it comes back.
fn cycle_lengths(what: &str, sample: &Value) -> Result<Vec<i64>, Error> {
    let images = images(what, sample)?;
    let mut visited = vec![false; images.len()];
    let mut lengths = Vec::new();
    for start in 0..images.len() {
        let (mut place, mut length) = (start, 0);
        while !visited[place] {
            visited[place] = true;
            place = images[place];
            length += 1;
        }
        if length > 0 {
            lengths.push(length);
        }
    }
    Ok(lengths)
}

/// Where the permutation sends each place, from 0.
fn images(what: &str, sample: &Value) -> Result<Vec<usize>, Error> {
    let length = sample.elements().len();
    let image = |element: &Value| match element {
        Value::Int(n) => n.checked_sub(1).and_then(|i| usize::try_from(i).ok()).filter(|&i| i < length),
        _ => None,
    };
    let images: Option<Vec<usize>> = sample.elements().iter().map(image).collect();
    let mut hit = vec![false; length];
    let once_each = |images: &Vec<usize>| images.iter().all(|&i| !std::mem::replace(&mut hit[i], true));
    images.filter(once_each).ok_or_else(|| {
        Error::new(ErrorKind::Kind, format!("{what} needs a permutation of 1..{length}, not {sample}"))
            .hint("arrange all of 1..n: `X ~ arrange(1..6)`")
    })
}

/// Matches as a scan: view 0 is every label that matches no place.
fn matches(labels: &Labels) -> Result<Automaton<dyn Scan>, Error> {
    numbers("fixed", &Value::row(labels.labels.iter().cloned()))?;
    let place = |label: &Value| match label {
        Value::Int(n) => u64::try_from(*n).ok().filter(|n| (1..=labels.length).contains(n)),
        _ => None,
    };
    let mut places: Vec<u64> = labels.labels.iter().filter_map(place).collect();
    places.sort_unstable();
    places.dedup();
    let view = |label| {
        let index = place(label).and_then(|place| places.binary_search(&place).ok());
        index.and_then(|i| u32::try_from(i + 1).ok()).unwrap_or(0)
    };
    let views = labels.labels.iter().map(view).collect();
    Ok(Automaton { views, run: Box::new(Matches { places, cap: i64::MAX }) })
}

/// The state is the number of matches so far, up to a cap.
struct Matches {
    places: Vec<u64>,
    cap: i64,
}

impl Scan for Matches {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], place: u64, view: u32) {
        let own = (view as usize).checked_sub(1).map(|i| self.places[i]);
        state[0] = (state[0] + i64::from(own == Some(place + 1))).min(self.cap);
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        let cap = cap.saturating_add(1).clamp(0, self.cap);
        Some(Box::new(Self { places: self.places.clone(), cap }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, naturals, numbers, rows};

    #[test]
    fn matches_by_scan_are_matches_by_definition() {
        let check = Check::of(&FIXED);
        check.exhaustively(&[2, 1, 3, 5].map(Value::Int), 5).at_random(naturals(), 8).at_random(numbers(), 8);
    }

    #[test]
    fn cycles_of_permutations_are_counted_by_stirling_numbers() {
        let labels: Vec<Value> = (1..=5).map(Value::Int).collect();
        let mut of_cycles = [0u32; 6];
        for row in rows(&labels, 5) {
            match CYCLES.apply(&[Value::row(row)]) {
                Ok(Value::Int(cycles)) => of_cycles[usize::try_from(cycles).unwrap()] += 1,
                Ok(other) => panic!("{other}"),
                Err(error) => assert_eq!(error.kind(), ErrorKind::Kind),
            }
        }
        for (k, count) in (0..).zip(of_cycles) {
            assert_eq!(crate::number::stirling1(5, k), count.into());
        }
    }

    #[test]
    fn only_permutations_have_cycles() {
        let row = Value::row([2, 1, 3, 5, 4].map(Value::Int));
        Check::of(&CYCLES).definition([row.clone()], &Value::Int(3));
        Check::of(&LONGEST_CYCLE)
            .definition([row], &Value::Int(2))
            .definition([Value::row([])], &Value::Int(0));
        for wrong in [[0, 1, 2], [1, 1, 2], [2, 3, 4]] {
            assert!(CYCLES.apply(&[Value::row(wrong.map(Value::Int))]).is_err());
        }
        let smallest = Value::row([Value::Int(i64::MIN)]);
        assert!(
            CYCLES
                .apply(&[smallest])
                .unwrap_err()
                .message()
                .starts_with("cycles needs a permutation of 1..1")
        );
    }
}
