//! Holds the definition of a statistic and its automata together: over all small samples, and over random ones.

use crate::model::{Card, Suit, Value};
use crate::statistic::fold::{Automaton, Fold, Labels, Scan};
use crate::statistic::{Build, Function};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// A statistic with its arguments but the sample.
pub struct Check {
    function: &'static Function,
    arguments: Vec<Value>,
}

impl Check {
    /// A statistic of a sample alone.
    pub fn of(function: &'static Function) -> Self {
        Self { function, arguments: vec![Value::row([]); function.arity.0] }
    }

    /// The statistic with these arguments; the one at the place of the sample is not looked at.
    pub fn with(function: &'static Function, arguments: &[Value]) -> Self {
        Self { function, arguments: arguments.to_vec() }
    }

    /// Asserts what the definition says of one sample.
    pub fn definition<const N: usize>(&self, arguments: [Value; N], expected: &Value) -> &Self {
        assert_eq!(
            &self.function.apply(&arguments).unwrap(),
            expected,
            "{} of {arguments:?}",
            self.function.name
        );
        self
    }

    /// Compares over all samples of up to `longest` of these labels; there must be automata to compare.
    pub fn exhaustively(&self, labels: &[Value], longest: usize) -> &Self {
        let mut compared = 0;
        for length in 0..=longest {
            for sample in rows(labels, length) {
                compared += self.agree(labels, &sample);
            }
        }
        assert!(compared > 0, "no automaton of {} was compared", self.function.name);
        self
    }

    /// Compares over random samples of up to `longest` of random labels of this kind.
    pub fn at_random(&self, kind: impl Strategy<Value = Value>, longest: usize) -> &Self {
        let labels = proptest::collection::hash_set(kind, 1..10);
        let sample = proptest::collection::vec(any::<prop::sample::Index>(), 0..=longest);
        let mut runner =
            TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
        let compared = std::cell::Cell::new(0);
        let outcome = runner.run(&(labels, sample), |(labels, sample)| {
            let labels: Vec<Value> = labels.into_iter().collect();
            let sample: Vec<Value> = sample.iter().map(|i| i.get(&labels).clone()).collect();
            compared.set(compared.get() + self.agree(&labels, &sample));
            Ok(())
        });
        assert!(outcome.is_ok(), "{}: {}", self.function.name, outcome.unwrap_err());
        assert!(compared.get() > 0, "no automaton of {} was compared at random", self.function.name);
        self
    }

    /// Compares on one sample; how many automata there were.
    fn agree(&self, labels: &[Value], sample: &[Value]) -> usize {
        let mut arguments = self.arguments.clone();
        if let Some(place) = self.function.sample {
            arguments[place] = Value::row(sample.iter().cloned());
        }
        let known = Labels { labels: labels.to_vec(), length: sample.len() as u64 };
        let fold = fold_of(self.function, &self.arguments, &known);
        let scan = built(self.function.scan, &self.arguments, &known);
        if fold.is_none() && scan.is_none() {
            return 0;
        }
        let expected = match self.function.apply(&arguments) {
            Ok(value) => value,
            Err(error) => {
                panic!("{} of {sample:?} has an automaton, and is an error: {error}", self.function.name)
            }
        };
        let mut compared = 0;
        if let Some(fold) = fold {
            self.fold_agrees(&fold, labels, sample, &expected);
            compared += 1;
        }
        if let Some(scan) = scan {
            self.scan_agrees(&scan, labels, sample, &expected);
            compared += 1;
        }
        compared
    }

    fn fold_agrees(&self, fold: &Automaton<dyn Fold>, labels: &[Value], sample: &[Value], expected: &Value) {
        let name = self.function.name;
        let run = |fold_run: &dyn Fold| value_of_fold(fold_run, &fold.views, labels, sample);
        assert_eq!(&run(fold.run.as_ref()), expected, "fold of {name} on {sample:?}");
        if fold.run.is_additive() {
            let mut state = fold.run.start();
            for view in seen(&fold.views, labels, sample) {
                fold.run.step(&mut state, view, 1);
            }
            assert_eq!(&fold.run.value(&state), expected, "additive fold of {name} on {sample:?}");
        }
        for cap in 0..8 {
            if let Some(capped) = fold.run.saturated(cap) {
                let value = run(capped.as_ref());
                assert_eq!(up_to(cap, &value), up_to(cap, expected), "{name} up to {cap} on {sample:?}");
            }
        }
    }

    fn scan_agrees(&self, scan: &Automaton<dyn Scan>, labels: &[Value], sample: &[Value], expected: &Value) {
        let name = self.function.name;
        let run = |scan_run: &dyn Scan| {
            let mut state = scan_run.start();
            for (place, view) in (0u64..).zip(seen(&scan.views, labels, sample)) {
                scan_run.step(&mut state, place, view);
            }
            scan_run.value(&state)
        };
        assert_eq!(&run(scan.run.as_ref()), expected, "scan of {name} on {sample:?}");
        for cap in 0..8 {
            if let Some(capped) = scan.run.saturated(cap) {
                let value = run(capped.as_ref());
                assert_eq!(
                    up_to(cap, &value),
                    up_to(cap, expected),
                    "scan of {name} up to {cap} on {sample:?}"
                );
            }
        }
    }
}

/// The fold of a function, if it has one for these labels.
pub fn fold_of(function: &Function, arguments: &[Value], labels: &Labels) -> Option<Automaton<dyn Fold>> {
    built(function.fold, arguments, labels)
}

fn built<F: ?Sized>(build: Option<Build<F>>, arguments: &[Value], labels: &Labels) -> Option<Automaton<F>> {
    build?(arguments, labels).ok().flatten()
}

/// The value of a fold, driven by the sorted multiplicities of a sample, with and without the call to `advance`.
pub fn value_of_fold(fold: &dyn Fold, views: &[u32], labels: &[Value], sample: &[Value]) -> Value {
    let seen = seen(views, labels, sample);
    let last = views.iter().max().map_or(0, |view| view + 1);
    let values = [false, true].map(|advance| {
        let mut state = fold.start();
        for view in 0..last {
            if advance {
                fold.advance(&mut state, view);
            }
            let multiplicity = seen.iter().filter(|&&v| v == view).count();
            if multiplicity > 0 {
                fold.step(&mut state, view, multiplicity as u64);
            }
        }
        fold.value(&state)
    });
    let [without, with] = values;
    assert_eq!(without, with, "`advance` must not change the value of {sample:?}");
    with
}

fn seen(views: &[u32], labels: &[Value], sample: &[Value]) -> Vec<u32> {
    let view = |element: &Value| views[labels.iter().position(|label| label == element).unwrap()];
    sample.iter().map(view).collect()
}

/// A number, as far as a comparison with integers up to `cap` can see it.
fn up_to(cap: i64, value: &Value) -> Value {
    if value.is_number() { value.clone().min(Value::Int(cap + 1)) } else { value.clone() }
}

/// All rows of this length over these labels.
pub fn rows(labels: &[Value], length: usize) -> Vec<Vec<Value>> {
    let mut rows = vec![Vec::new()];
    for _ in 0..length {
        rows = rows
            .iter()
            .flat_map(|row| labels.iter().map(move |label| row.iter().chain([label]).cloned().collect()))
            .collect();
    }
    rows
}

/// Small integers.
pub fn numbers() -> impl Strategy<Value = Value> {
    (-2i64..9).prop_map(Value::Int)
}

/// Small integers from 1.
pub fn naturals() -> impl Strategy<Value = Value> {
    (1i64..9).prop_map(Value::Int)
}

/// Letters.
pub fn letters() -> impl Strategy<Value = Value> {
    "[a-h]".prop_map(|text: String| Value::word(&text))
}

/// Cards of the French pack.
pub fn cards() -> impl Strategy<Value = Value> {
    (2i64..=14, 0usize..4)
        .prop_map(|(rank, suit)| Value::Card(Card { rank, suit: Suit::FRENCH[suit].clone() }))
}

/// These words.
pub fn words<const N: usize>(texts: [&str; N]) -> [Value; N] {
    texts.map(Value::word)
}

#[test]
fn the_families_that_came_first_agree() {
    use crate::statistic::{counting, extremes, sums};
    let small = [0, 1, 2, 4].map(Value::Int);
    for function in [
        &sums::SUM,
        &sums::PRODUCT,
        &sums::MEAN,
        &sums::LENGTH,
        &extremes::MAX,
        &extremes::MIN,
        &extremes::RANGE,
    ] {
        Check::of(function).exhaustively(&small, 5).at_random(numbers(), 7);
    }
    for function in [&counting::COUNT, &counting::CONTAINS] {
        Check::with(function, &[Value::Int(2), Value::row([])])
            .exhaustively(&small, 5)
            .at_random(numbers(), 7);
    }
}
