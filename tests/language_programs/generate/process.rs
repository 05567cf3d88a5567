//! Chains, draws until a condition, and numbers of trials.

use super::experiment::{Sized, faces, labels, thing};
use super::{Element, Form, Thing, Writer};

impl Writer<'_> {
    /// Chains that end, and draws until a condition.
    pub(super) fn process(&mut self) -> Sized {
        let (text, element, form, size): (&str, Element, Form, usize) = match self.choices.below(11) {
            0 => (
                "chain from 0 step {x+1: 1/2, x-1: 1/2} for 3 steps",
                Element::Number((-3..=3).collect()),
                Form::One,
                4,
            ),
            1 => (
                "chain from 3 step {x-1: 1/3, x-2: 2/3} until x <= 0",
                Element::Number(vec![-1, 0]),
                Form::One,
                4,
            ),
            2 => (
                "chain from a step {if x = a then b else a: 2, c: 1} for 2 steps",
                labels(&["a", "b", "c"]),
                Form::One,
                3,
            ),
            3 => ("chain from 0 step x + d3 until x >= 4", Element::Number(vec![4, 5, 6]), Form::One, 8),
            4 => (
                "chain k from 1 step if k mod 2 = 0 then {k+1: 1} else {k+1: 1/2, k+2: 1/2} until k > 3",
                Element::Number(vec![4, 5]),
                Form::One,
                4,
            ),
            5 => {
                ("draw from urn{red:2, blue:2} until red in X", labels(&["red", "blue"]), Form::Row(None), 3)
            }
            6 => (
                "chain (a, b) from (0, 0) step {(a+1, b): 1/3, (a, b+1): 2/3} until a = 2 or b = 2",
                Element::Number(vec![0, 1, 2]),
                Form::Row(Some(2)),
                6,
            ),
            7 => (
                "draw from urn{red:2, blue:2} until count(red in X) = 2",
                labels(&["red", "blue"]),
                Form::Row(None),
                6,
            ),
            8 => ("draw from \"ABB\" until last(X) = A", labels(&["A", "B"]), Form::Row(None), 3),
            9 => ("chain from 2 step x - d2 until x <= 0", Element::Number(vec![-1, 0]), Form::One, 3),
            _ => ("draw from 1..4 until sum(X) > 4", faces(4), Form::Row(None), 20),
        };
        (thing(self.so_far(text), element, form), size)
    }

    /// The condition of a draw speaks of the sample so far by the name that it is given.
    fn so_far(&self, text: &str) -> String {
        let name = super::NAMES.get(self.names).copied().unwrap_or("X");
        text.replace("in X", &format!("in {name}")).replace("(X)", &format!("({name})"))
    }

    /// What may be asked of a chain that bears a name: where it stops, and after how many steps.
    pub(super) fn process_named(&mut self, name: &str, chain: &Thing) {
        if chain.form == Form::One {
            // The state where it stops is no sample of labels.
            match &chain.element {
                Element::Label(labels) => {
                    let (a, b) = (&labels[0], &labels[labels.len() - 1]);
                    self.events.extend([format!("({name} = {a})"), format!("({name} in {{{a}, {b}}})")]);
                }
                _ => self.things.push(Thing { text: name.to_owned(), ..chain.clone() }),
            }
        } else {
            for part in 1..=2 {
                self.things.push(Thing { text: format!("{name}[{part}]"), form: Form::One, ..chain.clone() });
            }
        }
        if self.choices.chance(50) {
            let steps = thing(format!("steps({name})"), Element::Number(vec![1, 2, 3]), Form::One);
            self.things.push(steps);
        }
    }

    /// Numbers without a largest one.
    pub(super) fn without_end(&mut self) -> Sized {
        let text = *self.choices.pick(&[
            "geometric(1/3)",
            "negbinomial(2, 1/2)",
            "wait(6 in d6)",
            "wait(heads in coin)",
            "wait(\"HTH\" in coin)",
            "wait(\"HH\" in coin)",
            "wait(even in d6)",
            "wait(red in urn{red:2, blue})",
            "explode(d2)",
            "explode(d3)",
            "draw from {a, b, b} with replacement until a in X",
            "draw from d3 with replacement until distinct(X) = 2",
            "draw from coin with replacement until count(heads in X) = 2",
        ]);
        let text =
            self.so_far(&text.replace("from d3", "from 1..3").replace("from coin", "from {heads, tails}"));
        (thing(text, Element::Endless, Form::One), 7)
    }
}
