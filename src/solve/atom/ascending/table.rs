//! What the terms are for every two labels.

use super::{Ascending, EARLIER, LATER};
use crate::model::Value;
use crate::question::Expr;
use crate::question::evaluate::Outcomes;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// The most pairs of labels that are looked at, for all forms together.
const MOST_LOOKS: usize = 400_000;

/// Whether so many forms can be worked out for every two of so many labels.
pub fn fits(forms: usize, labels: usize) -> bool {
    labels.checked_mul(labels).and_then(|pairs| pairs.checked_mul(forms)).is_some_and(|n| n <= MOST_LOOKS)
}

/// The values of all forms.
pub struct Tables {
    /// How many labels there are.
    pub labels: usize,
    /// The different values in ascending order.
    pub values: Vec<Value>,
    /// For each form the place of its value among them, by the earlier label and the later one; where it speaks of one
    /// element alone, by that.
    pub forms: Vec<Vec<u32>>,
    /// The form of each term.
    pub of_terms: Vec<usize>,
}

impl Tables {
    /// The tables of the terms for labels in ascending order; nothing where a term has no value for some of them.
    pub fn of(asked: &Ascending, distinct: &[Value]) -> Option<Self> {
        let mut values = Values::default();
        let mut known: FxHashMap<&Expr, usize> = FxHashMap::default();
        let (mut forms, mut of_terms) = (Vec::new(), Vec::new());
        for term in &asked.terms {
            of_terms.push(match known.entry(&term.form) {
                Entry::Occupied(form) => *form.get(),
                Entry::Vacant(new) => {
                    let alone = term.places.0 == term.places.1;
                    forms.push(values.form(&term.form, alone, distinct)?);
                    *new.insert(forms.len() - 1)
                }
            });
        }
        let (values, places) = values.sorted();
        let placed = |form: Vec<u32>| form.into_iter().map(|value| places[value as usize]).collect();
        let forms = forms.into_iter().map(placed).collect();
        Some(Self { labels: distinct.len(), values, forms, of_terms })
    }

    /// For each label that comes next and each label before it, the least label that says the same of all that may still
    /// come, where a term of one of these forms holds it against that.
    pub fn merged(&self, forms: &[usize]) -> Vec<u32> {
        let labels = self.labels;
        let mut merged = vec![0; labels * labels];
        let mut alike: Vec<u32> = vec![0; labels];
        for next in (0..labels).rev() {
            let mut least: FxHashMap<(u32, Vec<u32>), u32> = FxHashMap::default();
            for label in 0..next {
                let said = forms.iter().map(|&form| self.forms[form][label * labels + next]).collect();
                let same = *least.entry((alike[label], said)).or_insert(label as u32);
                merged[next * labels + label] = same;
            }
            alike[..next].copy_from_slice(&merged[next * labels..next * labels + next]);
        }
        merged
    }
}

/// Different values by the order in which they come.
#[derive(Default)]
struct Values(FxHashMap<Value, u32>);

impl Values {
    fn form(&mut self, form: &Expr, alone: bool, distinct: &[Value]) -> Option<Vec<u32>> {
        if alone {
            return distinct
                .iter()
                .map(|label| self.worked_out(&form.with_element(LATER, label).ok()?))
                .collect();
        }
        let labels = distinct.len();
        let mut cells = vec![0; labels * labels];
        for (i, earlier) in distinct.iter().enumerate() {
            let open = form.with_element(EARLIER, earlier).ok()?;
            for (j, later) in distinct.iter().enumerate().skip(i) {
                cells[i * labels + j] = self.worked_out(&open.with_element(LATER, later).ok()?)?;
            }
        }
        Some(cells)
    }

    fn worked_out(&mut self, e: &Expr) -> Option<u32> {
        let value = e.evaluate(&mut Outcomes::default()).ok()?;
        let next = self.0.len() as u32;
        Some(*self.0.entry(value).or_insert(next))
    }

    /// The values in ascending order, and for each as it came its place among them.
    fn sorted(self) -> (Vec<Value>, Vec<u32>) {
        let mut came: Vec<(Value, u32)> = self.0.into_iter().collect();
        came.sort();
        let mut places = vec![0; came.len()];
        (0u32..).zip(&came).for_each(|(place, (_, value))| places[*value as usize] = place);
        (came.into_iter().map(|(value, _)| value).collect(), places)
    }
}
