//! From a question to instructions.

mod arithmetic;
mod hand;
mod row;

use super::dealt::Hand;
use super::hand::Pack;
use super::sampling::{Sampling, Shuffle};
use super::{Alphabet, Op, Program, Shape};
use crate::model::pattern::Comparison;
use crate::model::{Faces, Population, Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Quantifier, Question};
use crate::simulate::chance::Weighted;
use crate::simulate::digits::Digits;
use crate::simulate::loaded::Loaded;
use crate::statistic::{Function, Kind};
use arithmetic::register;
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
