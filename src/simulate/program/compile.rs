//! From a question to instructions.

mod hand;
mod row;

use super::dealt::Hand;
use super::hand::Pack;
use super::sampling::{Sampling, Shuffle};
use super::{Alphabet, Op, Program, Shape};
use crate::model::pattern::Comparison;
use crate::model::{Faces, Population, Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier, Question};
use crate::simulate::chance::Weighted;
use crate::simulate::digits::Digits;
use crate::simulate::loaded::Loaded;
use crate::statistic::{Function, Kind};
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Integers in registers stay in this range, so that no sum of them overflows.
pub(super) const FITTING: RangeInclusive<i64> = -(1 << 40)..=1 << 40;

/// The most registers: a question that needs more is not worth compiling.
const MOST_REGISTERS: usize = 1 << 12;

/// The most elements of a sample.
const LONGEST: u64 = 1 << 11;

/// The largest pack that is shuffled in place.
const LARGEST_PACK: u64 = 1 << 12;

/// The program of a question; `unordered` lets hands be sets of bits, where nothing asks for their order.
pub(super) fn compiled(question: &Question, unordered: bool) -> Option<Program> {
    let mut compiler = Compiler { unordered, ..Compiler::default() };
    let mentioned = question.mentioned();
    for (i, named) in question.experiments.iter().enumerate() {
        let shape = match mentioned >> i & 1 {
            1 => Some(compiler.experiment(named.experiment.space()?)?),
            _ => None,
        };
        compiler.names.push(shape);
    }
    let given = match &question.given {
        Some(given) => Some(compiler.truth(given)?),
        None => None,
    };
    let mut asked = Vec::new();
    for expression in question.asked.expressions() {
        match compiler.shape(expression)? {
            shape @ (Shape::Scalar(..) | Shape::Known(_)) => asked.push(shape),
            Shape::Row(_) | Shape::Hand(..) => return None,
        }
    }
    Some(Program {
        ops: compiler.ops,
        registers: compiler.registers,
        given,
        asked,
        #[cfg(test)]
        names: compiler.names,
    })
}

/// What has been compiled so far.
#[derive(Default)]
pub(super) struct Compiler {
    pub(super) ops: Vec<Op>,
    registers: usize,
    unordered: bool,
    names: Vec<Option<Shape>>,
    elements: Vec<Option<Shape>>,
    /// Expressions that have a shape already.
    done: FxHashMap<Expr, Shape>,
}

impl Compiler {
    pub(super) fn register(&mut self) -> Option<usize> {
        self.registers += 1;
        (self.registers <= MOST_REGISTERS).then_some(self.registers - 1)
    }

    /// The result of an instruction.
    fn emit(&mut self, alphabet: Alphabet, op: impl FnOnce(usize) -> Op) -> Option<Shape> {
        if let Alphabet::Integers(low, high) = &alphabet
            && !(FITTING.contains(low) && FITTING.contains(high))
        {
            return None;
        }
        let to = self.register()?;
        self.ops.push(op(to));
        Some(Shape::Scalar(to, alphabet))
    }

    fn experiment(&mut self, space: &Space) -> Option<Shape> {
        match space {
            Space::Single(faces) => Some(self.throws(faces, 1)?.swap_remove(0)),
            Space::Trials(groups) => {
                let mut row = Vec::new();
                for (faces, count) in groups.iter() {
                    row.extend(self.throws(faces, *count)?);
                }
                Some(Shape::Row(row))
            }
            Space::Choose(from, count) | Space::Draw(from, count) => self.drawn(from, &[*count], false),
            Space::Words(from, count) if *count == from.size() => self.drawn(from, &[*count], false),
            Space::Deal(from, hands) => self.drawn(from, hands, true),
            _ => None,
        }
    }

    /// So many throws of one die.
    fn throws(&mut self, faces: &Faces, count: u64) -> Option<Vec<Shape>> {
        if count > LONGEST {
            return None;
        }
        let labels: Vec<Value> = faces.weights().iter().map(|(label, _)| label.clone()).collect();
        let choice = Weighted::new(faces.weights().iter().map(|(_, weight)| weight));
        let (alphabet, numbers) = super::lift::numbered(&labels)?;
        let to: Vec<usize> = (0..count).map(|_| self.register()).collect::<Option<_>>()?;
        let consecutive = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let sampling = match (&choice, numbers.first()) {
            (Weighted::Even(faces), Some(first)) if consecutive => {
                Sampling::Fair(Digits::new(*faces), *first, to.clone())
            }
            _ => Sampling::Loaded(Loaded::new(&choice)?, numbers.into(), to.clone()),
        };
        self.ops.push(Op::Perform(sampling));
        Some(to.into_iter().map(|register| Shape::Scalar(register, alphabet.clone())).collect())
    }

    /// Hands from one shuffled pack.
    fn drawn(&mut self, from: &Population, hands: &[u64], dealt: bool) -> Option<Shape> {
        let count = hands.iter().try_fold(0u64, |sum, hand| sum.checked_add(*hand))?;
        if count > LONGEST || from.size() > LARGEST_PACK {
            return None;
        }
        if self.unordered && !dealt {
            let pack = Pack::new(from)?;
            let to = self.register()?;
            self.ops.push(Op::Perform(Sampling::Hand(Hand::new(&pack.bits, count as usize), to)));
            return Some(Shape::Hand(to, Arc::new(pack)));
        }
        let labels: Vec<Value> = from.classes().iter().map(|(label, _)| label.clone()).collect();
        let (alphabet, numbers) = super::lift::numbered(&labels)?;
        let each = |((_, count), number): (&(Value, u64), &i64)| vec![*number; *count as usize];
        let pack: Vec<i64> = from.classes().iter().zip(&numbers).flat_map(each).collect();
        let to: Vec<usize> = (0..count).map(|_| self.register()).collect::<Option<_>>()?;
        self.ops.push(Op::Perform(Sampling::Shuffle(Shuffle::new(pack, count as usize), to.clone())));
        let mut cards = to.into_iter().map(|register| Shape::Scalar(register, alphabet.clone()));
        let mut hand = |size: u64| Shape::Row(cards.by_ref().take(size as usize).collect());
        let mut hands: Vec<Shape> = hands.iter().map(|size| hand(*size)).collect();
        Some(if dealt { Shape::Row(hands) } else { hands.swap_remove(0) })
    }

    /// The register of an event.
    fn truth(&mut self, event: &Expr) -> Option<usize> {
        match self.shape(event)? {
            Shape::Scalar(register, alphabet) if alphabet == Alphabet::truths() => Some(register),
            Shape::Known(Value::Truth(truth)) => self.constant(i64::from(truth)),
            _ => None,
        }
    }

    fn constant(&mut self, number: i64) -> Option<usize> {
        let to = self.register()?;
        self.ops.push(Op::Constant(number, to));
        Some(to)
    }

    /// The register of an integer and its range.
    fn integer(&mut self, shape: Shape) -> Option<(usize, i64, i64)> {
        match shape {
            Shape::Scalar(register, Alphabet::Integers(low, high)) => Some((register, low, high)),
            Shape::Known(Value::Int(n)) if FITTING.contains(&n) => Some((self.constant(n)?, n, n)),
            // A sample of numbers, where a number is needed, is its sum; the language writes the sum itself.
            _ => None,
        }
    }

    pub(super) fn shape(&mut self, expression: &Expr) -> Option<Shape> {
        let closed = expression.free_elements() == 0;
        if closed && let Some(shape) = self.done.get(expression) {
            return Some(shape.clone());
        }
        let shape = self.compile(expression)?;
        if closed {
            self.done.insert(expression.clone(), shape.clone());
        }
        Some(shape)
    }

    fn compile(&mut self, expression: &Expr) -> Option<Shape> {
        match expression.node() {
            Node::Value(value) => Some(Shape::Known(value.clone())),
            Node::Name(i) => self.names.get(*i)?.clone(),
            Node::Element(depth) => self.elements.get(*depth)?.clone(),
            Node::Not(event) => {
                let event = self.truth(event)?;
                let table = Arc::from([1, 0]);
                self.emit(Alphabet::truths(), |to| Op::Look(event, 0, table, to))
            }
            Node::And(parts) => {
                let parts = self.truths(parts)?;
                self.emit(Alphabet::truths(), |to| Op::All(parts, to))
            }
            Node::Or(parts) => {
                let parts = self.truths(parts)?;
                self.emit(Alphabet::truths(), |to| Op::Any(parts, to))
            }
            Node::Xor(a, b) => {
                let (a, b) = (self.truth(a)?, self.truth(b)?);
                self.emit(Alphabet::truths(), |to| Op::Compare(Comparison::Unequal, a, b, to))
            }
            Node::Compare(comparison, a, b) => {
                let (a, b) = (self.shape(a)?, self.shape(b)?);
                self.comparison(*comparison, a, b)
            }
            Node::Arithmetic(operator, a, b) => {
                let (a, b) = (self.shape(a)?, self.shape(b)?);
                self.arithmetic(*operator, a, b)
            }
            Node::Sum(parts) => {
                let parts = parts.iter().map(|part| self.shape(part)).collect::<Option<Vec<_>>>()?;
                self.sum(parts)
            }
            Node::If(condition, then, otherwise) => self.choice(condition, then, otherwise),
            Node::Call(function, arguments) => {
                let shapes = arguments.iter().map(|a| self.shape(a)).collect::<Option<Vec<_>>>()?;
                self.call(function, shapes)
            }
            Node::At(sample, index) => match (self.shape(sample)?, self.shape(index)?) {
                (Shape::Row(row), Shape::Known(index)) => Some(row[place(&index, row.len()).ok()?].clone()),
                _ => None,
            },
            Node::Slice(sample, from, to) => {
                match (self.shape(sample)?, self.shape(from)?, self.shape(to)?) {
                    (Shape::Row(row), Shape::Known(from), Shape::Known(to)) => {
                        let (from, to) = (place(&from, row.len()).ok()?, place(&to, row.len()).ok()?);
                        Some(Shape::Row(row.get(from..=to)?.to_vec()))
                    }
                    _ => None,
                }
            }
            Node::Each(quantifier, depth, domain, body) => self.each(*quantifier, *depth, domain, body),
            Node::Row(parts) => {
                Some(Shape::Row(parts.iter().map(|part| self.shape(part)).collect::<Option<Vec<_>>>()?))
            }
            Node::Set(_) | Node::Range(..) | Node::Failed(_) => None,
        }
    }

    fn truths(&mut self, parts: &[Expr]) -> Option<Vec<usize>> {
        parts.iter().map(|part| self.truth(part)).collect()
    }

    fn comparison(&mut self, comparison: Comparison, a: Shape, b: Shape) -> Option<Shape> {
        let truths = Alphabet::truths();
        match (&a, &b) {
            (Shape::Scalar(a, Alphabet::Integers(..)), Shape::Scalar(b, Alphabet::Integers(..))) => {
                let (a, b) = (*a, *b);
                self.emit(truths, |to| Op::Compare(comparison, a, b, to))
            }
            (Shape::Scalar(a, Alphabet::Integers(..)), Shape::Known(Value::Int(n))) => {
                let (a, n) = (*a, *n);
                self.emit(truths, |to| Op::CompareWith(comparison, a, n, to))
            }
            _ => self.lifted(&[a, b], &|values| {
                let [a, b] = [0, 1].map(|i| Expr::value_of(values[i].clone()));
                Expr::new(Node::Compare(comparison, a, b)).evaluate(&mut Outcomes::default())
            }),
        }
    }

    fn arithmetic(&mut self, operator: Operator, a: Shape, b: Shape) -> Option<Shape> {
        if matches!(operator, Operator::Divide | Operator::Modulo | Operator::Power)
            || !(is_integer(&a) && is_integer(&b))
        {
            return self.lifted(&[a, b], &|values| {
                crate::question::evaluate::calculate(operator, &values[0], &values[1])
            });
        }
        if operator == Operator::Add {
            return self.sum(vec![a, b]);
        }
        let (a, a_low, a_high) = self.integer(a)?;
        let (b, b_low, b_high) = self.integer(b)?;
        if operator == Operator::Subtract {
            let range = Alphabet::Integers(a_low - b_high, a_high - b_low);
            return self.emit(range, |to| Op::Difference(a, b, to));
        }
        let corners = [(a_low, b_low), (a_low, b_high), (a_high, b_low), (a_high, b_high)];
        let corners: Vec<i64> = corners.iter().map(|(a, b)| a.checked_mul(*b)).collect::<Option<_>>()?;
        let range = Alphabet::Integers(*corners.iter().min()?, *corners.iter().max()?);
        self.emit(range, |to| Op::Product(a, b, to))
    }

    /// The sum of integers.
    pub(super) fn sum(&mut self, parts: Vec<Shape>) -> Option<Shape> {
        let (mut known, mut low, mut high, mut registers) = (0i64, 0i64, 0i64, Vec::new());
        for part in parts {
            match part {
                Shape::Known(Value::Int(n)) if FITTING.contains(&n) => known += n,
                Shape::Scalar(register, Alphabet::Integers(least, most)) => {
                    registers.push(register);
                    (low, high) = (low + least, high + most);
                }
                _ => return None,
            }
        }
        self.emit(Alphabet::Integers(low + known, high + known), |to| Op::Sum(registers, known, to))
    }

    fn choice(&mut self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Option<Shape> {
        let condition = self.truth(condition)?;
        let (then, otherwise) = (self.shape(then)?, self.shape(otherwise)?);
        let (then, otherwise, alphabet) = match (then, otherwise) {
            (Shape::Scalar(a, of_a @ Alphabet::Values(_)), Shape::Scalar(b, of_b)) if of_a == of_b => {
                (a, b, of_a)
            }
            (a, b) => {
                let (a, a_low, a_high) = self.integer(a)?;
                let (b, b_low, b_high) = self.integer(b)?;
                (a, b, Alphabet::Integers(a_low.min(b_low), a_high.max(b_high)))
            }
        };
        self.emit(alphabet, |to| Op::Choose(condition, then, otherwise, to))
    }

    /// A quantifier, written out element by element.
    fn each(&mut self, quantifier: Quantifier, depth: usize, domain: &Expr, body: &Expr) -> Option<Shape> {
        let domain = match self.shape(domain)? {
            Shape::Row(row) => row,
            Shape::Known(value) => value.elements().iter().cloned().map(Shape::Known).collect(),
            Shape::Hand(hand, pack) => return self.each_of_hand(quantifier, depth, hand, &pack, body),
            Shape::Scalar(..) => return None,
        };
        if self.elements.len() <= depth {
            self.elements.resize(depth + 1, None);
        }
        let shadowed = self.elements[depth].take();
        let mut bodies = Vec::new();
        for element in domain {
            self.elements[depth] = Some(element);
            bodies.push(match quantifier {
                Quantifier::All | Quantifier::Any | Quantifier::Count => {
                    Shape::Scalar(self.truth(body)?, Alphabet::Integers(0, 1))
                }
                _ => self.shape(body)?,
            });
        }
        self.elements[depth] = shadowed;
        let registers = |bodies: &[Shape]| bodies.iter().filter_map(register).collect::<Vec<_>>();
        match quantifier {
            Quantifier::All => self.emit(Alphabet::truths(), |to| Op::All(registers(&bodies), to)),
            Quantifier::Any => self.emit(Alphabet::truths(), |to| Op::Any(registers(&bodies), to)),
            Quantifier::Count | Quantifier::Sum => self.sum(bodies),
            Quantifier::Min => self.extreme(bodies, false),
            Quantifier::Max => self.extreme(bodies, true),
            Quantifier::Product => None,
        }
    }

    fn call(&mut self, function: &'static Function, arguments: Vec<Shape>) -> Option<Shape> {
        let sample = function.sample.and_then(|place| arguments.get(place));
        match sample {
            Some(Shape::Hand(hand, pack)) => {
                let (hand, pack) = (*hand, Arc::clone(pack));
                self.of_hand(function, hand, &pack, &arguments)
            }
            Some(Shape::Row(row)) => {
                let row = row.clone();
                self.of_row(function, row, &arguments).or_else(|| self.defined(function, arguments))
            }
            _ => self.lifted(&arguments, &|values| function.apply(values)),
        }
    }

    /// A function worked out by its definition, trial by trial.
    fn defined(&mut self, function: &'static Function, arguments: Vec<Shape>) -> Option<Shape> {
        let alphabet = match function.result {
            Kind::Truth => Alphabet::truths(),
            Kind::Number => Alphabet::Integers(*FITTING.start(), *FITTING.end()),
            _ => return None,
        };
        self.emit(alphabet, |to| Op::Define(function, arguments, to))
    }
}

fn register(shape: &Shape) -> Option<usize> {
    match shape {
        Shape::Scalar(register, _) => Some(*register),
        _ => None,
    }
}

fn is_integer(shape: &Shape) -> bool {
    matches!(shape, Shape::Known(Value::Int(_)) | Shape::Scalar(_, Alphabet::Integers(..)))
}
