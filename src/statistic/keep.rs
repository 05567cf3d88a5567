//! Some of the elements by their place in ascending order: the highest, the lowest, the middle, or all of them sorted.
//!
//! What is kept comes in ascending order, so `highest(2, X)[-1]` is the largest. Numbers, ranks and cards (by rank,
//! then by suit) have the order that everyone expects; labels are in alphabetical order.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::arithmetic::natural;
use crate::statistic::fold::{Automaton, Fold, Labels, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&HIGHEST, &LOWEST, &MIDDLE, &SORTED];

/// `highest(k, X)`: `4d6kh3`.
pub static HIGHEST: Function = Function {
    name: "highest",
    signature: "highest(k, X)",
    help: "the k highest elements of the sample, in ascending order",
    example: ("P(sum(highest(3, 4d6)) = 18)", "7/432"),
    parameters: &[Kind::Number, Kind::Sample],
    arity: (2, 2),
    result: Kind::Sample,
    sample: Some(1),
    value: |arguments| kept(&arguments[1], |length| highest(arguments, length)),
    fold: None,
    scan: None,
    role: Role::Keep(highest),
};

/// `lowest(k, X)`: `4d6kl3`.
pub static LOWEST: Function = Function {
    name: "lowest",
    signature: "lowest(k, X)",
    help: "the k lowest elements of the sample, in ascending order",
    example: ("P(sum(lowest(1, 2d20)) = 1)", "39/400"),
    parameters: &[Kind::Number, Kind::Sample],
    arity: (2, 2),
    result: Kind::Sample,
    sample: Some(1),
    value: |arguments| kept(&arguments[1], |length| lowest(arguments, length)),
    fold: None,
    scan: None,
    role: Role::Keep(lowest),
};

/// `middle(k, X)`: `5d6km3`.
pub static MIDDLE: Function = Function {
    name: "middle",
    signature: "middle(k, X)",
    help: "the k middle elements of the sample, in ascending order; as many are dropped below as above",
    example: ("E(sum(middle(3, 5d6)))", "21/2"),
    parameters: &[Kind::Number, Kind::Sample],
    arity: (2, 2),
    result: Kind::Sample,
    sample: Some(1),
    value: |arguments| kept(&arguments[1], |length| middle(arguments, length)),
    fold: None,
    scan: None,
    role: Role::Keep(middle),
};

/// `sorted(X)`.
pub static SORTED: Function = Function {
    name: "sorted",
    signature: "sorted(X)",
    help: "all elements of the sample in ascending order",
    example: ("X ~ 3d6; P(sorted(X)[2] = 6)", "2/27"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| kept(&arguments[0], |length| Ok((0, length))),
    fold: None,
    scan: None,
    role: Role::Keep(|_, length| Ok((0, length))),
};

fn highest(arguments: &[Value], length: u64) -> Result<(u64, u64), Error> {
    Ok((length - number_kept(&arguments[0], length)?, length))
}

fn lowest(arguments: &[Value], length: u64) -> Result<(u64, u64), Error> {
    Ok((0, number_kept(&arguments[0], length)?))
}

fn middle(arguments: &[Value], length: u64) -> Result<(u64, u64), Error> {
    let kept = number_kept(&arguments[0], length)?;
    let dropped = length - kept;
    if dropped % 2 == 1 {
        let parity = if length % 2 == 1 { "odd" } else { "even" };
        return Err(Error::new(ErrorKind::Range, format!("there is no middle {kept} of {length}"))
            .hint(format!("as many are dropped below as above: of {length}, keep an {parity} number")));
    }
    Ok((dropped / 2, dropped / 2 + kept))
}

fn number_kept(k: &Value, length: u64) -> Result<u64, Error> {
    let kept = natural("the number of elements to keep", k)?;
    if kept > length {
        return Err(Error::new(ErrorKind::Range, format!("cannot keep {kept} of {length}"))
            .hint(format!("keep at most {length}")));
    }
    Ok(kept)
}

/// The definition: sort, then take those from one place to before another.
fn kept(sample: &Value, range: impl Fn(u64) -> Result<(u64, u64), Error>) -> Result<Value, Error> {
    let mut elements = sample.elements().to_vec();
    let (from, to) = range(elements.len() as u64)?;
    elements.sort();
    let places = 0u64..;
    Ok(Value::row(places.zip(elements).filter(|(i, _)| (from..to).contains(i)).map(|(_, element)| element)))
}

/// A fold of the kept part of a sample: of each view, the inner fold gets only the multiplicity that falls between two
/// places of the ascending order.
pub struct Kept {
    inner: Box<dyn Fold>,
    /// What the inner fold sees of each view.
    views: Vec<u32>,
    from: i64,
    to: i64,
}

impl Kept {
    /// The fold `inner` of the elements from place `kept.0` to before place `kept.1` (from 0) of the ascending order.
    ///
    /// `labels` are those of the whole sample, before anything that maps each element; `inner` was built for what it
    /// sees of these labels, and for a sample of `kept.1 - kept.0` elements. Nothing when the inner fold needs its
    /// views in an order that is not that of the values.
    #[must_use]
    pub fn of(labels: &Labels, inner: Automaton<dyn Fold>, kept: (u64, u64)) -> Option<Automaton<dyn Fold>> {
        let (from, to) = (i64::try_from(kept.0).ok()?, i64::try_from(kept.1).ok()?);
        let (by_value, distinct) = views_by_value(&labels.labels);
        let mut seen_as = vec![0; distinct.len()];
        for (&value, &view) in by_value.iter().zip(&inner.views) {
            *seen_as.get_mut(value as usize)? = view;
        }
        // Neighbours in the order that the inner fold cannot tell apart are one view.
        let mut views = seen_as.clone();
        views.dedup();
        if !inner.run.is_additive() && !views.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut merged = vec![0u32; seen_as.len()];
        for i in 1..seen_as.len() {
            merged[i] = merged[i - 1] + u32::from(seen_as[i] != seen_as[i - 1]);
        }
        let outer = by_value.iter().map(|&value| merged[value as usize]).collect();
        Some(Automaton { views: outer, run: Box::new(Self { inner: inner.run, views, from, to }) })
    }
}

impl Fold for Kept {
    fn start(&self) -> Vec<i64> {
        [0].into_iter().chain(self.inner.start()).collect()
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let Some((seen, inner)) = state.split_first_mut() else { return };
        let after = seen.saturating_add_unsigned(multiplicity);
        let kept = after.min(self.to) - (*seen).max(self.from);
        if kept > 0 {
            self.inner.step(inner, self.views[view as usize], kept.unsigned_abs());
        }
        *seen = after.min(self.to);
    }

    fn value(&self, state: &[i64]) -> Value {
        self.inner.value(&state[1..])
    }

    fn advance(&self, state: &mut [i64], view: u32) {
        if !self.inner.is_additive() {
            self.inner.advance(&mut state[1..], self.views[view as usize]);
        }
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let inner = self.inner.saturated(cap)?;
        Some(Box::new(Self { inner, views: self.views.clone(), from: self.from, to: self.to }))
    }
}

/// The element at one place of the ascending order: `sorted(X)[i]`.
///
/// The state is what lies below the place while it has not been reached, and then only the element.
pub struct OrderStatistic {
    distinct: Vec<Value>,
    place: i64,
    /// Elements from this view on are as good as it.
    highest: i64,
}

impl OrderStatistic {
    /// The fold for the element at this place, counted from 0. Nothing when the sample ends before it.
    #[must_use]
    pub fn of(labels: &Labels, place: u64) -> Option<Automaton<dyn Fold>> {
        let (views, distinct) = views_by_value(&labels.labels);
        let place = i64::try_from(place).ok().filter(|_| place < labels.length && !distinct.is_empty())?;
        Some(Automaton { views, run: Box::new(Self { distinct, place, highest: i64::MAX }) })
    }
}

impl Fold for OrderStatistic {
    fn start(&self) -> Vec<i64> {
        vec![-1]
    }

    /// Below the place, the state is −1 less the number of elements seen; then it is the view of the element.
    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        if state[0] < 0 {
            let seen = (-1 - state[0]).saturating_add_unsigned(multiplicity);
            state[0] = if seen > self.place { i64::from(view).min(self.highest) } else { -1 - seen };
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        let view = usize::try_from(state[0]).unwrap_or(0);
        self.distinct[view].clone()
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let beyond = self.distinct.iter().position(|value| *value > Value::Int(cap))?;
        let highest = i64::try_from(beyond).ok()?;
        let numbers = self.distinct.iter().all(Value::is_number);
        numbers.then(|| {
            Box::new(Self { distinct: self.distinct.clone(), place: self.place, highest }) as Box<dyn Fold>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, fold_of, rows, value_of_fold};
    use crate::statistic::{counting, extremes, shape, straight, sums};

    /// For every statistic of every kept part of all small samples: the fold against the definition.
    fn kept_parts_agree(inner: &Function, before: &[Value], labels: &[Value]) {
        let mut agreed = 0;
        for length in 0..=4 {
            for sample in rows(labels, length) {
                for (from, to) in
                    (0..=length as u64).flat_map(|from| (from..=length as u64).map(move |to| (from, to)))
                {
                    let sorted = kept(&Value::row(sample.iter().cloned()), |_| Ok((from, to))).unwrap();
                    let arguments: Vec<Value> = before.iter().cloned().chain([sorted]).collect();
                    let part = Labels { labels: labels.to_vec(), length: to - from };
                    let whole = Labels { labels: labels.to_vec(), length: length as u64 };
                    let Some(fold) = fold_of(inner, &arguments, &part) else { continue };
                    let fold = Kept::of(&whole, fold, (from, to)).unwrap();
                    let value = value_of_fold(fold.run.as_ref(), &fold.views, labels, &sample);
                    assert_eq!(
                        value,
                        inner.apply(&arguments).unwrap(),
                        "{} of {from}..{to} of {sample:?}",
                        inner.name
                    );
                    agreed += 1;
                }
            }
        }
        assert!(agreed > 100, "{} was not compared", inner.name);
    }

    #[test]
    fn folds_of_kept_parts_are_the_statistics_of_kept_parts() {
        let numbers = [2, 3, 4, 7].map(Value::Int);
        for inner in
            [&sums::SUM, &sums::PRODUCT, &sums::MEAN, &extremes::MAX, &extremes::RANGE, &shape::SHAPE]
        {
            kept_parts_agree(inner, &[], &numbers);
        }
        kept_parts_agree(&straight::RUN, &[], &numbers);
        kept_parts_agree(&counting::COUNT, &[Value::set([2, 4].map(Value::Int))], &numbers);
    }

    #[test]
    fn an_order_statistic_is_the_element_of_the_sorted_sample() {
        let labels = [1, 2, 5, 6].map(Value::Int);
        for length in 1..=4 {
            for sample in rows(&labels, length) {
                let sorted = SORTED.apply(&[Value::row(sample.iter().cloned())]).unwrap();
                for place in 0..length {
                    let whole = Labels { labels: labels.to_vec(), length: length as u64 };
                    let fold = OrderStatistic::of(&whole, place as u64).unwrap();
                    let value = value_of_fold(fold.run.as_ref(), &fold.views, &labels, &sample);
                    assert_eq!(value, sorted.elements()[place]);
                    for cap in 0..7 {
                        let Some(capped) = fold.run.saturated(cap) else { continue };
                        let capped = value_of_fold(capped.as_ref(), &fold.views, &labels, &sample);
                        assert_eq!(value.clone().min(Value::Int(cap + 1)), capped.min(Value::Int(cap + 1)));
                    }
                }
            }
        }
        assert!(OrderStatistic::of(&Labels { labels: labels.to_vec(), length: 2 }, 2).is_none());
    }

    #[test]
    fn the_merged_views_of_a_kept_count_are_two() {
        let labels = Labels { labels: (1..=6).map(Value::Int).collect(), length: 5 };
        let part = Labels { length: 3, ..labels.clone() };
        let count = fold_of(&counting::COUNT, &[Value::Int(6), Value::row([])], &part).unwrap();
        assert_eq!(Kept::of(&labels, count, (2, 5)).unwrap().views, [0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let sample = Value::row([3, 1, 2, 2].map(Value::Int));
        let keep = |function: &Function, k: i64| function.apply(&[Value::Int(k), sample.clone()]);
        assert_eq!(keep(&HIGHEST, 2).unwrap(), Value::row([2, 3].map(Value::Int)));
        assert_eq!(keep(&LOWEST, 2).unwrap(), Value::row([1, 2].map(Value::Int)));
        assert_eq!(keep(&MIDDLE, 2).unwrap(), Value::row([2, 2].map(Value::Int)));
        assert_eq!(keep(&HIGHEST, 5).unwrap_err().message(), "cannot keep 5 of 4");
        assert_eq!(keep(&MIDDLE, 1).unwrap_err().message(), "there is no middle 1 of 4");
        assert_eq!(keep(&LOWEST, -1).unwrap_err().kind(), ErrorKind::Range);
        Check::of(&SORTED).definition([sample.clone()], &Value::row([1, 2, 2, 3].map(Value::Int)));
    }
}
