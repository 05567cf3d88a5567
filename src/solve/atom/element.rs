//! The automaton of a single place beside statistics of the whole sample: the place is a part of one element.

use super::Atom;
use crate::model::{Space, Value};
use crate::statistic::fold::views_by_value;
use crate::statistic::{Automaton, Fold};

impl Atom {
    /// The automaton over classes of an atom about one place, which sees that place alone; nothing where the atom has no
    /// value on some label.
    #[must_use]
    pub fn element_fold(&self, space: &Space, labels: &[Value]) -> Option<Automaton<dyn Fold>> {
        let name = self.expression.names().trailing_zeros() as usize;
        let value = |label| self.at_element(label, name, space).ok();
        let values = labels.iter().map(value).collect::<Option<Vec<Value>>>()?;
        let (views, values) = views_by_value(&values);
        Some(Automaton { views, run: Box::new(Element { values }) })
    }
}

/// What the only element is worth, by its view.
struct Element {
    values: Vec<Value>,
}

impl Fold for Element {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], view: u32, _multiplicity: u64) {
        state[0] = i64::from(view);
    }

    fn value(&self, state: &[i64]) -> Value {
        let view = usize::try_from(state[0]).unwrap_or(0);
        self.values.get(view).cloned().unwrap_or(Value::Truth(false))
    }

    fn is_additive(&self) -> bool {
        true
    }
}
