//! Samples made of samples.

use super::number::atom;
use super::{Element, Form, Thing, Writer};

impl Writer<'_> {
    /// A part of a sample, its order reversed, its suits …: a sample again.
    pub(super) fn derived(&mut self, thing: Thing) -> Thing {
        let x = atom(&thing.text);
        let of = |text: String, form: Form| Thing { text, form, is_permutation: false, ..thing.clone() };
        let Some(n) = thing.form.length().filter(|n| *n > 0) else { return thing };
        if matches!(thing.form, Form::One | Form::Ring(_)) {
            return thing;
        }
        let is_number = matches!(thing.element, Element::Number(_));
        match (self.choices.below(7), thing.form) {
            // Rows that are written down are never sums; parts of them are.
            (0, Form::Row(_)) if is_number => of(format!("reverse({x})[1..{n}]"), thing.form),
            (0, Form::Row(_)) => of(format!("reverse({x})"), thing.form),
            (1, Form::Row(_)) if n > 1 => of(format!("{x}[1..{}]", n - 1), Form::Row(Some(n - 1))),
            (2, Form::Row(_)) if n > 1 => of(format!("{x}[2..{n}]"), Form::Row(Some(n - 1))),
            (3, _) if is_number => of(format!("sorted({x})[1..{n}]"), Form::Row(Some(n))),
            (4, _) if is_number => {
                let k = self.choices.between(1, n as i64);
                let keep = *self.choices.pick(&["highest", "lowest"]);
                of(format!("{keep}({k}, {x})"), Form::Row(Some(k as usize)))
            }
            (5 | 6, _) => match &thing.element {
                Element::Card(_, suits) => Thing {
                    text: format!("suits({x})"),
                    element: Element::Label(suits.clone()),
                    ..thing.clone()
                },
                _ => thing,
            },
            _ => thing,
        }
    }
}
