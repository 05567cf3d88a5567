//! From expressions to the steps of a program.

use super::program::{Binary, Column, Program, Sample, Step};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Operator, Quantifier};
use crate::statistic::Function;

/// The longest table that is made of a function of one number, and a table that is long enough for any space.
const LONGEST_TABLE: i64 = 1 << 16;
const SHORT_TABLE: i64 = 256;

/// The most steps: beyond, the question is no small formula.
const MOST_STEPS: usize = 4_000;

/// A program that is being written.
pub(super) struct Writer<'a> {
    program: Program,
    sample: &'a Sample<'a>,
    /// What the quantified elements stand for, by depth.
    elements: Vec<Option<Column>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(program: Program, sample: &'a Sample<'a>) -> Self {
        Self { program, sample, elements: Vec::new() }
    }

    /// The program with the columns of these roots.
    pub(super) fn write(mut self, roots: &[Expr]) -> Option<Program> {
        for root in roots {
            let column = self.column(root)?;
            self.program.roots.push(column);
        }
        Some(self.program)
    }

    /// The column that this step fills; a step that is there already is not taken twice.
    fn step(&mut self, step: Step, low: i128, high: i128, truth: bool) -> Option<Column> {
        if let Some(at) = self.program.steps.iter().position(|known| *known == step) {
            return Some(self.program.columns[at]);
        }
        let (low, high) = (i64::try_from(low).ok()?, i64::try_from(high).ok()?);
        let at = self.program.steps.len();
        let column = Column { at, low, high, truth };
        self.program.steps.push(step);
        self.program.columns.push(column);
        (at < MOST_STEPS).then_some(column)
    }

    fn known(&mut self, n: i64, truth: bool) -> Option<Column> {
        self.step(Step::Known(n), n.into(), n.into(), truth).map(|column| Column { truth, ..column })
    }

    fn both(&mut self, what: Binary, a: Column, b: Column) -> Option<Column> {
        if let (Step::Known(x), Step::Known(y)) = (&self.program.steps[a.at], &self.program.steps[b.at]) {
            let truth = matches!(what, Binary::Equal | Binary::Less | Binary::AtMost);
            self.bounds(what, a, b)?;
            return self.known(what.of(*x, *y), truth);
        }
        let (low, high, truth) = self.bounds(what, a, b)?;
        self.step(Step::Both(what, a.at, b.at), low, high, truth)
    }

    /// Between what the numbers lie, and whether they are truths; nothing for what may have no value.
    fn bounds(&self, what: Binary, a: Column, b: Column) -> Option<(i128, i128, bool)> {
        let wide = |column: Column| (i128::from(column.low), i128::from(column.high));
        let ((low_a, high_a), (low_b, high_b)) = (wide(a), wide(b));
        Some(match what {
            Binary::Add => (low_a + low_b, high_a + high_b, false),
            Binary::Subtract => (low_a - high_b, high_a - low_b, false),
            Binary::Multiply => {
                let corners = [low_a * low_b, low_a * high_b, high_a * low_b, high_a * high_b];
                (*corners.iter().min()?, *corners.iter().max()?, false)
            }
            Binary::Modulo if low_b > 0 => (0, high_b - 1, false),
            Binary::Modulo => return None,
            Binary::Min => (low_a.min(low_b), high_a.min(high_b), false),
            Binary::Max => (low_a.max(low_b), high_a.max(high_b), false),
            Binary::Gcd => {
                let largest = [low_a, high_a, low_b, high_b].into_iter().map(i128::abs).max()?;
                (0, largest, false)
            }
            Binary::Equal | Binary::Less | Binary::AtMost => (0, 1, true),
        })
    }

    fn column(&mut self, expression: &Expr) -> Option<Column> {
        match expression.node() {
            Node::Value(value) => self.value(value),
            Node::Name(name) => {
                let is_it = *name == self.sample.name && self.sample.single;
                if is_it { self.place(0) } else { None }
            }
            Node::Element(depth) => *self.elements.get(*depth)?,
            Node::Not(a) => {
                let (a, one) = (self.truth(a)?, self.known(1, true)?);
                self.both(Binary::Subtract, one, a).map(as_truth)
            }
            Node::And(parts) => self.folded(parts, Binary::Min, true),
            Node::Or(parts) => self.folded(parts, Binary::Max, true),
            Node::Xor(a, b) => {
                let (a, b) = (self.truth(a)?, self.truth(b)?);
                let same = self.both(Binary::Equal, a, b)?;
                let one = self.known(1, true)?;
                self.both(Binary::Subtract, one, same).map(as_truth)
            }
            Node::Compare(comparison, a, b) => self.comparison(*comparison, a, b),
            Node::Arithmetic(operator, a, b) => self.arithmetic(*operator, a, b),
            Node::Sum(parts) => self.folded(parts, Binary::Add, false),
            Node::If(condition, then, otherwise) => {
                let condition = self.truth(condition)?;
                let (a, b) = (self.column(then)?, self.column(otherwise)?);
                let (low, high) = (a.low.min(b.low), a.high.max(b.high));
                let step = Step::If(condition.at, a.at, b.at);
                let chosen = self.step(step, low.into(), high.into(), a.truth)?;
                (a.truth == b.truth).then_some(chosen)
            }
            Node::At(sample, index) => self.element_at(sample, index),
            Node::Each(quantifier, depth, domain, body) => self.each(*quantifier, *depth, domain, body),
            Node::Call(function, arguments) => self.call(function, arguments),
            Node::Slice(..) | Node::Row(_) | Node::Set(_) | Node::Range(..) | Node::Failed(_) => None,
        }
    }

    fn value(&mut self, value: &Value) -> Option<Column> {
        match value {
            Value::Int(n) => self.known(*n, false),
            Value::Truth(truth) => self.known(i64::from(*truth), true),
            _ => None,
        }
    }

    fn truth(&mut self, expression: &Expr) -> Option<Column> {
        self.column(expression).filter(|column| column.truth)
    }

    fn number(&mut self, expression: &Expr) -> Option<Column> {
        self.column(expression).filter(|column| !column.truth)
    }

    fn place(&mut self, place: usize) -> Option<Column> {
        let labels = self.sample.places.get(place)?;
        let (low, high) = (*labels.iter().min()?, *labels.iter().max()?);
        self.step(Step::Place(place), low.into(), high.into(), false)
    }

    /// All of them, one after another.
    fn folded(&mut self, parts: &[Expr], what: Binary, truths: bool) -> Option<Column> {
        let mut columns = Vec::with_capacity(parts.len());
        for part in parts {
            columns.push(if truths { self.truth(part)? } else { self.number(part)? });
        }
        let whole = self.together(what, columns)?;
        Some(if truths { as_truth(whole) } else { whole })
    }

    fn together(&mut self, what: Binary, columns: Vec<Column>) -> Option<Column> {
        let mut columns = columns.into_iter();
        let first = columns.next()?;
        columns.try_fold(first, |a, b| self.both(what, a, b))
    }

    fn comparison(&mut self, comparison: Comparison, a: &Expr, b: &Expr) -> Option<Column> {
        let (a, b) = (self.column(a)?, self.column(b)?);
        if a.truth != b.truth {
            return None;
        }
        match comparison {
            Comparison::Equal => self.both(Binary::Equal, a, b),
            Comparison::Less => self.both(Binary::Less, a, b),
            Comparison::AtMost => self.both(Binary::AtMost, a, b),
            Comparison::Greater => self.both(Binary::Less, b, a),
            Comparison::AtLeast => self.both(Binary::AtMost, b, a),
            Comparison::Unequal => {
                let (same, one) = (self.both(Binary::Equal, a, b)?, self.known(1, true)?);
                self.both(Binary::Subtract, one, same).map(as_truth)
            }
        }
    }

    fn arithmetic(&mut self, operator: Operator, a: &Expr, b: &Expr) -> Option<Column> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        match operator {
            Operator::Add => self.both(Binary::Add, a, b),
            Operator::Subtract => self.both(Binary::Subtract, a, b),
            Operator::Multiply => self.both(Binary::Multiply, a, b),
            Operator::Modulo => self.both(Binary::Modulo, a, b),
            Operator::Power if b.low == b.high && (1..=16).contains(&b.low) => {
                (1..b.low).try_fold(a, |power, _| self.both(Binary::Multiply, power, a))
            }
            // Quotients are fractions.
            Operator::Power | Operator::Divide => None,
        }
    }

    /// The places of the sample, when an expression is the whole of it.
    fn sample(&mut self, expression: &Expr) -> Option<Vec<Column>> {
        let is_it = matches!(expression.node(), Node::Name(name) if *name == self.sample.name);
        if !is_it || self.sample.single {
            return None;
        }
        (0..self.sample.places.len()).map(|place| self.place(place)).collect()
    }

    fn element_at(&mut self, sample: &Expr, index: &Expr) -> Option<Column> {
        let places = match sample.node() {
            Node::Name(_) if self.sample.ordered => self.sample(sample)?,
            // Without an order, the labels are listed in ascending order.
            Node::Call(function, arguments) if !self.sample.ordered && function.name == "sorted" => {
                self.sample(arguments.first()?)?
            }
            _ => return None,
        };
        let at = place(index.known()?, places.len()).ok()?;
        places.get(at).copied()
    }

    fn each(&mut self, quantifier: Quantifier, depth: usize, domain: &Expr, body: &Expr) -> Option<Column> {
        let elements = match domain.known() {
            Some(known) => known.elements().iter().map(|v| self.value(v)).collect::<Option<Vec<_>>>()?,
            None => self.sample(domain)?,
        };
        if self.elements.len() <= depth {
            self.elements.resize(depth + 1, None);
        }
        let shadowed = self.elements[depth];
        let mut bodies = Vec::with_capacity(elements.len());
        for element in elements {
            self.elements[depth] = Some(element);
            bodies.push(self.column(body)?);
        }
        self.elements[depth] = shadowed;
        let truths = matches!(quantifier, Quantifier::All | Quantifier::Any | Quantifier::Count);
        if bodies.iter().any(|body| body.truth != truths) {
            return None;
        }
        match quantifier {
            Quantifier::All => self.together(Binary::Min, bodies).map(as_truth),
            Quantifier::Any => self.together(Binary::Max, bodies).map(as_truth),
            Quantifier::Count | Quantifier::Sum => {
                let nothing = self.known(0, false)?;
                bodies.into_iter().try_fold(nothing, |sum, body| self.both(Binary::Add, sum, body))
            }
            Quantifier::Product => self.together(Binary::Multiply, bodies),
            Quantifier::Min => self.together(Binary::Min, bodies),
            Quantifier::Max => self.together(Binary::Max, bodies),
        }
    }

    fn call(&mut self, function: &'static Function, arguments: &[Expr]) -> Option<Column> {
        let of_sample = match (function.name, arguments) {
            ("sum", [sample]) => Some((Binary::Add, sample)),
            ("product", [sample]) => Some((Binary::Multiply, sample)),
            ("max", [sample]) => Some((Binary::Max, sample)),
            ("min", [sample]) => Some((Binary::Min, sample)),
            _ => None,
        };
        if let Some((what, sample)) = of_sample {
            let parts = match sample.node() {
                Node::Row(parts) => parts.iter().map(|part| self.number(part)).collect::<Option<Vec<_>>>()?,
                _ => self.sample(sample)?,
            };
            return self.together(what, parts);
        }
        match (function.name, arguments) {
            ("gcd", [_, _, ..]) => self.folded(arguments, Binary::Gcd, false),
            ("max", [_, _, ..]) => self.folded(arguments, Binary::Max, false),
            ("min", [_, _, ..]) => self.folded(arguments, Binary::Min, false),
            ("count" | "contains", [pattern, sample]) => self.matches(function, pattern, sample),
            _ => self.of_one_number(function, arguments),
        }
    }

    /// How many elements match, or whether any does: what the function says of each label alone, put together.
    fn matches(&mut self, function: &'static Function, pattern: &Expr, sample: &Expr) -> Option<Column> {
        let pattern = pattern.known()?;
        let Some(places) = self.sample(sample) else {
            let argument = self.number(sample)?;
            return self.table(argument, |n| function.apply(&[pattern.clone(), Value::Int(n)]).ok());
        };
        let mut each = Vec::with_capacity(places.len());
        for place in places {
            each.push(
                self.table(place, |n| function.apply(&[pattern.clone(), Value::row([Value::Int(n)])]).ok())?,
            );
        }
        let what = if function.name == "count" { Binary::Add } else { Binary::Max };
        let whole = self.together(what, each)?;
        Some(Column { truth: function.name != "count", ..whole })
    }

    /// A function of one number that is not known, and of others that are.
    fn of_one_number(&mut self, function: &'static Function, arguments: &[Expr]) -> Option<Column> {
        let mut open = arguments.iter().enumerate().filter(|(_, argument)| argument.known().is_none());
        let (Some((at, argument)), None) = (open.next(), open.next()) else { return None };
        let argument = self.number(argument)?;
        let values: Vec<Value> =
            arguments.iter().map(|a| a.known().cloned().unwrap_or(Value::Int(0))).collect();
        self.table(argument, |n| {
            let mut values = values.clone();
            values[at] = Value::Int(n);
            function.apply(&values).ok()
        })
    }

    /// The column of what is made of each number of another, worked out once for each; nothing if it fails for one.
    fn table(&mut self, of: Column, value: impl Fn(i64) -> Option<Value>) -> Option<Column> {
        let longest = self.sample.rows.clamp(SHORT_TABLE, LONGEST_TABLE);
        if of.high.checked_sub(of.low)? >= longest {
            return None;
        }
        let mut truth = None;
        let mut entries = Vec::new();
        for n in of.low..=of.high {
            let (entry, is_truth) = match value(n)? {
                Value::Int(n) => (n, false),
                Value::Truth(truth) => (i64::from(truth), true),
                _ => return None,
            };
            if *truth.get_or_insert(is_truth) != is_truth {
                return None;
            }
            entries.push(entry);
        }
        let (low, high) = (*entries.iter().min()?, *entries.iter().max()?);
        self.step(Step::Table(of.at, of.low, entries.into()), low.into(), high.into(), truth?)
    }
}

fn as_truth(column: Column) -> Column {
    Column { truth: true, low: 0, high: 1, ..column }
}
