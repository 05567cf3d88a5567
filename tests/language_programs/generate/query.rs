//! Questions.

use super::{Element, Form, Thing, Writer};

impl Writer<'_> {
    /// A question, an expression of questions, or a table of them.
    pub(super) fn query(&mut self) -> String {
        match self.choices.below(12) {
            0 => {
                let (a, b) = (self.measure(), self.measure());
                let sign = *self.choices.pick(&["+", "-", "*", "/"]);
                format!("{a} {sign} {b}")
            }
            1 => {
                let (a, b) = (self.measure(), self.measure());
                format!("{a} {} {b}", self.choices.pick(&["=", "<", ">="]))
            }
            2 => {
                let (low, size) = (self.choices.between(0, 2), self.choices.between(1, 2));
                self.numbers.push(("n".to_owned(), low, low + size));
                // The number of dice may be what is swept.
                let swept = self.things.len();
                if self.may_throw && self.room >= 81 && self.choices.chance(40) {
                    let pool = *self.choices.pick(&["pool(n, d3)", "coins(n)", "(draw n from 1..4)"]);
                    let element = match pool {
                        "coins(n)" => super::experiment::labels(&["heads", "tails"]),
                        _ => super::experiment::faces(3),
                    };
                    self.things.push(super::experiment::thing(pool.into(), element, Form::Row(None)));
                }
                let measure = self.measure();
                self.things.truncate(swept);
                self.numbers.pop();
                if self.choices.chance(20) {
                    let goal = *self.choices.pick(&["least", "greatest"]);
                    return format!("{goal} n in {low}..{}: {measure} > 1/2", low + size);
                }
                format!("for n in {low}..{}: {measure}", low + size)
            }
            3 => self.about_events(),
            4 => self.count(),
            _ => self.measure_or_law(),
        }
    }

    /// `| B`, now and then.
    fn given(&mut self) -> String {
        if !self.choices.chance(35) {
            return String::new();
        }
        let event = self.event(1);
        if self.choices.chance(10) {
            let other = self.event(0);
            return format!(" | {event}, {other}");
        }
        format!(" | {event}")
    }

    /// A measure that is a number.
    fn measure(&mut self) -> String {
        match self.choices.below(7) {
            0 => {
                let number = self.number(2).text;
                format!("E({number}{})", self.given())
            }
            1 => {
                let number = self.number(1).text;
                format!("Var({number}{})", self.given())
            }
            2 => {
                let (a, b) = (self.number(1).text, self.number(1).text);
                format!("Cov({a}, {b}{})", self.given())
            }
            _ => {
                let event = self.event(2);
                if self.choices.chance(10) {
                    let other = self.event(1);
                    return format!("P({event}, {other}{})", self.given());
                }
                format!("P({event}{})", self.given())
            }
        }
    }

    fn measure_or_law(&mut self) -> String {
        match self.choices.below(10) {
            0 => {
                let number = self.number(1).text;
                format!("SD({number}{})", self.given())
            }
            1 => {
                let (a, b) = (self.number(1).text, self.number(1).text);
                format!("Cor({a}, {b}{})", self.given())
            }
            2 => {
                let number = self.number(2).text;
                format!("dist({number}{})", self.given())
            }
            3 => {
                let (a, b) = (self.number(1).text, self.number(1).text);
                format!("dist({a}, {b}{})", self.given())
            }
            4 => {
                let number = self.number(1).text;
                let measure = *self.choices.pick(&["median", "mode"]);
                format!("{measure}({number}{})", self.given())
            }
            5 => {
                let number = self.number(1).text;
                let level = *self.choices.pick(&["1/4", "9/10", "1/2", "5%"]);
                format!("quantile({number}, {level}{})", self.given())
            }
            6 => match self.subject() {
                Some(thing) if !matches!(thing.form, Form::Hands(..)) => {
                    format!("dist({}{})", thing.text, self.given())
                }
                _ => self.measure(),
            },
            _ => self.measure(),
        }
    }

    fn about_events(&mut self) -> String {
        let (a, b) = (self.event(1), self.event(1));
        let measure = *self.choices.pick(&["independent", "disjoint"]);
        if self.choices.chance(20) {
            let c = self.event(0);
            return format!("{measure}({a}, {b}, {c})");
        }
        format!("{measure}({a}, {b})")
    }

    /// `N(A)`, `N(A | B)`, `N(X, Y)`, `N(E)`, `N(X: A)`.
    fn count(&mut self) -> String {
        let named: Vec<Thing> = self
            .things
            .iter()
            .filter(|t| t.element != Element::Truth || t.form != Form::One)
            .filter(|t| super::number::is_name(&t.text))
            .cloned()
            .collect();
        match self.choices.below(6) {
            0 if !named.is_empty() => format!("N({})", self.choices.pick(&named).text),
            1 if named.len() > 1 => format!("N({}, {})", named[0].text, named[1].text),
            2 => {
                let room = self.room;
                let (experiment, _) = self.experiment(room);
                // A set is not an experiment yet, and an event is not a space.
                if experiment.element == Element::Truth
                    || experiment.text.contains("until")
                    || experiment.text.contains("..") && experiment.form == Form::One
                {
                    return format!("N({})", self.event(1));
                }
                format!("N({})", experiment.text)
            }
            3 if !named.is_empty() => {
                let name = self.choices.pick(&named).text.clone();
                format!("N({name}: {})", self.event(1))
            }
            _ => {
                let event = self.event(2);
                format!("N({event}{})", self.given())
            }
        }
    }
}
