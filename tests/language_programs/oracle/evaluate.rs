//! What an expression is worth in one world: one outcome of every experiment.

use super::pattern::holds;
use super::poker::categories;
use super::question::{Scope, throws};
use super::statistic::is_ring;
use super::value::{Known, Order, Refusal, V, add, compare, divide, multiply, power, remainder, subtract};
use prob::language::ast::{Comparator, Expr, Node, Operator, Quantifier};
use std::cmp::Ordering;

/// One outcome of the experiments that a question needs, as far as they have been performed.
#[derive(Clone)]
pub struct World<'a> {
    pub scope: &'a Scope<'a>,
    /// The outcomes of named experiments.
    pub named: Vec<(&'a str, V)>,
    /// The outcomes of experiments without a name, by where they are written.
    pub thrown: Vec<(*const Node, V)>,
    /// Elements of quantifiers, parameters of functions, values of sweeps; innermost last.
    pub locals: Vec<(&'a str, V)>,
}

impl<'a> World<'a> {
    /// Whether a word is a name here.
    pub fn bears(&self, word: &str) -> bool {
        self.locals.iter().chain(&self.named).any(|(name, _)| *name == word)
            || self.scope.definitions.contains_key(word)
            || matches!(word, "true" | "false")
    }

    /// The same world with one more local name.
    pub fn with(&self, name: &'a str, value: V) -> Self {
        let mut world = self.clone();
        world.locals.push((name, value));
        world
    }

    /// What an expression is worth.
    pub fn evaluate(&self, expr: &'a Expr) -> Known<V> {
        let here: *const Node = &expr.node;
        if let Some((_, outcome)) = self.thrown.iter().rev().find(|(place, _)| *place == here) {
            return Ok(outcome.clone());
        }
        match &expr.node {
            Node::Number(number) => {
                let part = |n: &num_bigint::BigInt| i128::try_from(n.clone()).map_err(|_| Refusal::Beyond);
                Ok(V::Num(num_rational::Ratio::new(part(number.value.numer())?, part(number.value.denom())?)))
            }
            Node::Name(word) => self.name(word),
            Node::Text(text) => Ok(V::word(text)),
            Node::Set(items) => {
                let mut members = Vec::new();
                for item in items {
                    match self.evaluate(item)? {
                        V::Set(inner) => members.extend(inner.iter().cloned()),
                        member => members.push(member),
                    }
                }
                Ok(V::set(members))
            }
            Node::Tuple(parts) => {
                Ok(V::Tuple(parts.iter().map(|p| self.evaluate(p)).collect::<Known<Vec<_>>>()?.into()))
            }
            Node::Builder { bindings, condition } => {
                let mut members = Vec::new();
                for member in self.evaluate(&bindings[0].values)?.elements() {
                    if self.with(&bindings[0].name.text, member.clone()).evaluate(condition)?.truth()? {
                        members.push(member.clone());
                    }
                }
                Ok(V::set(members))
            }
            Node::Call { name, args } => self.call(&name.text, args),
            Node::Quantified { quantifier, bindings, body } => {
                // It would be performed once for all elements, and the reader expects once for each.
                let mut performed = Vec::new();
                throws(body, self.scope, &mut performed);
                if !performed.is_empty() {
                    return Err(Refusal::Meaningless);
                }
                let mut bodies = Vec::new();
                self.bodies(bindings, *quantifier, body, &mut bodies)?;
                gather(*quantifier, &bodies)
            }
            Node::Measure { .. } => self.scope.number(expr, &self.locals),
            Node::Index { sample, index } => {
                let of_counts = matches!(&sample.node, Node::Call { name, .. } if name.text == "counts");
                let (sample, index) = (self.evaluate(sample)?, self.evaluate(index)?.integer()?);
                if matches!(sample, V::Sample(Order::Bag, _)) {
                    return Err(Refusal::Meaningless);
                }
                let all = sample.elements();
                // Behind the last group stand as many empty ones as one likes.
                if of_counts && usize::try_from(index).is_ok_and(|index| index > all.len()) {
                    return Ok(V::int(0));
                }
                Ok(all[place(index, all.len())?].clone())
            }
            Node::Slice { sample, from, to } => {
                let sample = self.evaluate(sample)?;
                let (from, to) = (self.evaluate(from)?.integer()?, self.evaluate(to)?.integer()?);
                if matches!(sample, V::Sample(Order::Bag, _)) {
                    return Err(Refusal::Meaningless);
                }
                let all = sample.elements();
                if from >= 1 && to == from - 1 && to <= all.len() as i64 {
                    return Ok(V::row(Vec::new()));
                }
                let (from, to) = (place(from, all.len())?, place(to, all.len())?);
                Ok(V::row(all.get(from..=to).unwrap_or_default().to_vec()))
            }
            Node::Negate(inner) => subtract(0.into(), self.evaluate(inner)?.number()?),
            Node::Factorial(inner) => self.function("factorial", std::slice::from_ref(inner.as_ref())),
            Node::Not(inner) => Ok(V::Truth(!self.evaluate(inner)?.truth()?)),
            Node::Binary { operator, left, right } => self.binary(*operator, left, right),
            Node::Range { from, to } => {
                let (from, to) = (self.evaluate(from)?.integer()?, self.evaluate(to)?.integer()?);
                Ok(V::set((from..=to).map(V::int).collect()))
            }
            Node::Comparison { first, rest } => {
                let mut left: &'a Expr = first;
                for link in rest {
                    if !self.compared(left, link.comparator.node, &link.value)? {
                        return Ok(V::Truth(false));
                    }
                    left = &link.value;
                }
                Ok(V::Truth(true))
            }
            Node::In { pattern, collection } => self.within(pattern, collection).map(V::Truth),
            Node::Is { element, pattern } => {
                let element = self.evaluate(element)?;
                let element = if element.is_summable() && element.elements().len() != 1 {
                    V::Num(element.number()?)
                } else {
                    element.elements().first().cloned().ok_or(Refusal::Meaningless)?
                };
                Ok(V::Truth(self.matches(pattern, &element)?))
            }
            Node::If { condition, then, otherwise } => {
                self.evaluate(if self.evaluate(condition)?.truth()? { then } else { otherwise })
            }
            _ => Err(Refusal::Beyond),
        }
    }

    fn name(&self, word: &str) -> Known<V> {
        if let Some((_, value)) = self.locals.iter().rev().chain(&self.named).find(|(name, _)| *name == word)
        {
            return Ok(value.clone());
        }
        match self.scope.definitions.get(word) {
            Some(definition) => self.evaluate(definition),
            None if word == "true" || word == "false" => Ok(V::Truth(word == "true")),
            None => Ok(V::word(word)),
        }
    }

    fn call(&self, name: &str, args: &'a [Expr]) -> Known<V> {
        let Some((parameters, body)) = self.scope.functions.get(name) else {
            return self.function(name, args);
        };
        let mut world = self.clone();
        for (parameter, arg) in parameters.iter().zip(args) {
            world.locals.push((&parameter.text, self.evaluate(arg)?));
        }
        if world.locals.len() > 60 {
            return Err(Refusal::Beyond);
        }
        world.evaluate(body)
    }

    fn binary(&self, operator: Operator, left: &'a Expr, right: &'a Expr) -> Known<V> {
        let truth = |e| self.evaluate(e)?.truth();
        match operator {
            Operator::And => Ok(V::Truth(truth(left)? && truth(right)?)),
            Operator::Or => Ok(V::Truth(truth(left)? || truth(right)?)),
            Operator::Xor => Ok(V::Truth(truth(left)? != truth(right)?)),
            _ => {
                let (a, b) = (self.evaluate(left)?.number()?, self.evaluate(right)?.number()?);
                match operator {
                    Operator::Add => add(a, b),
                    Operator::Subtract => subtract(a, b),
                    Operator::Multiply => multiply(a, b),
                    Operator::Divide => divide(a, b),
                    Operator::Mod => remainder(a, b),
                    _ => power(a, b),
                }
            }
        }
    }

    /// The bodies of a quantifier, up to the one that decides it.
    fn bodies(
        &self,
        bindings: &'a [prob::language::ast::Binding],
        quantifier: Quantifier,
        body: &'a Expr,
        bodies: &mut Vec<V>,
    ) -> Known<bool> {
        let Some((first, rest)) = bindings.split_first() else {
            let value = self.evaluate(body)?;
            let decided = match quantifier {
                Quantifier::All => !value.truth()?,
                Quantifier::Any => value.truth()?,
                _ => false,
            };
            bodies.push(value);
            return Ok(decided);
        };
        for element in self.evaluate(&first.values)?.elements() {
            if self.with(&first.name.text, element.clone()).bodies(rest, quantifier, body, bodies)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One link of a chain of comparisons.
    fn compared(&self, left: &'a Expr, comparator: Comparator, right: &'a Expr) -> Known<bool> {
        let (a, b) = (self.evaluate(left)?, self.evaluate(right)?);
        let equality = matches!(comparator, Comparator::Equal | Comparator::Unequal);
        if equality {
            for (a, b, ast) in [(&a, &b, right), (&b, &a, left)] {
                if let Some(equal) = self.equal_samples(a, b, ast)? {
                    return Ok(equal == (comparator == Comparator::Equal));
                }
            }
        }
        let (a, b) = match (&a, &b) {
            (V::From(_), _) | (_, V::From(_)) => (a, b),
            // A pool as a number is its sum.
            (V::Num(_), _) | (_, V::Num(_)) if !matches!((&a, &b), (V::Rank(_), _) | (_, V::Rank(_))) => {
                (V::Num(a.number()?), V::Num(b.number()?))
            }
            _ if a.is_summable() && b.is_summable() => (V::Num(a.number()?), V::Num(b.number()?)),
            _ => (single(&a), single(&b)),
        };
        let (a, b) = (ranked(&a, &b), ranked(&b, &a));
        Ok(holds(comparator, compare(&a, &b)?))
    }

    /// Equality of a whole sample with a word, a row, a multiset, a set.
    fn equal_samples(&self, a: &V, b: &V, right: &'a Expr) -> Known<Option<bool>> {
        Ok(match (a, b) {
            (V::Tuple(a), V::Tuple(b)) => Some(a == b),
            (V::Sample(..), V::Word(_)) if matches!(right.node, Node::Text(_)) && a.elements().len() != 1 => {
                let Node::Text(text) = &right.node else { return Ok(None) };
                Some(same_letters(a.elements(), text))
            }
            // Only a multiset is compared with a list in braces.
            (V::Sample(..), V::Set(_)) => {
                let Node::Set(items) = &right.node else { return Ok(None) };
                let mut wanted = items.iter().map(|i| self.evaluate(i)).collect::<Known<Vec<_>>>()?;
                wanted.sort();
                Some(a.elements() == wanted)
            }
            // What is written down is never its sum.
            (V::Sample(..), V::Sample(..)) if matches!(&right.node, Node::Call { name, .. } if matches!(name.text.as_str(), "sorted" | "multiset" | "reverse")) => {
                Some(a.elements() == b.elements())
            }
            // Labels have no order, but they are the same or not.
            (V::Sample(..), V::Sample(..))
                if !(a.is_summable() && b.is_summable()) && a.elements().len() == b.elements().len() =>
            {
                Some(a.elements() == b.elements())
            }
            (V::Set(a), V::Set(b)) => Some(a == b),
            (V::Shape(groups), V::Word(text)) => {
                let open = text.strip_suffix("+...");
                let sizes: Option<Vec<i64>> =
                    open.unwrap_or(text).split('+').map(|part| part.parse().ok()).collect();
                let sizes = sizes.ok_or(Refusal::Meaningless)?;
                Some(if open.is_some() { groups.starts_with(&sizes) } else { *groups == sizes })
            }
            _ => None,
        })
    }

    /// `pattern in X`, `value in {…}`.
    fn within(&self, pattern: &'a Expr, collection: &'a Expr) -> Known<bool> {
        let target = self.evaluate(collection)?;
        if let V::Set(members) = &target {
            let element = self.evaluate(pattern)?;
            let element = if element.is_summable() { V::Num(element.number()?) } else { single(&element) };
            return Ok(members
                .iter()
                .any(|m| compare(&ranked(m, &element), &element).is_ok_and(Ordering::is_eq)));
        }
        if let Node::Text(text) = &pattern.node
            && text.chars().count() > 1
            && target.elements().iter().all(|e| is_letter(e, text))
        {
            let (all, n) = (target.elements(), text.chars().count());
            if is_ring(&target) {
                let around: Vec<V> = all.iter().cycle().take(all.len() + n - 1).cloned().collect();
                return Ok(n <= all.len() && around.windows(n).any(|w| same_letters(w, text)));
            }
            return Ok(all.windows(n).any(|w| same_letters(w, text)));
        }
        if matches!(&pattern.node, Node::Index { .. } | Node::Call { .. } | Node::Dice(_)) {
            let element = self.evaluate(pattern)?;
            return Ok(target.elements().contains(&element));
        }
        Ok(self.matching(pattern, &target)?.contains(&true))
    }
}

/// The only element of a sample of one.
fn single(value: &V) -> V {
    match value {
        V::Sample(_, elements) if elements.len() == 1 => elements[0].clone(),
        V::Stopped(state, _) => state.as_ref().clone(),
        other => other.clone(),
    }
}

/// A word beside a rank or a category is one.
fn ranked(value: &V, other: &V) -> V {
    match (value, other) {
        (V::Word(word), V::Rank(_)) => {
            super::pattern::rank_named(word).map_or_else(|| value.clone(), V::Rank)
        }
        (V::Word(word), V::Category(cards, _)) => {
            let place = categories(*cards).iter().position(|name| *name == word.as_ref());
            place.map_or_else(|| value.clone(), |i| V::Category(*cards, i as i64))
        }
        _ => value.clone(),
    }
}

/// Whether an element may be a letter of the text, which is then a word and no label itself.
fn is_letter(element: &V, text: &str) -> bool {
    match element {
        V::Num(_) => true,
        V::Word(label) if matches!(label.as_ref(), "heads" | "tails") => !matches!(text, "heads" | "tails"),
        V::Word(label) => label.chars().count() == 1,
        _ => false,
    }
}

/// Whether the labels of a sample are the letters of a word.
pub fn same_letters(sample: &[V], text: &str) -> bool {
    let is = |element: &V, letter: char| match element {
        V::Word(label) => {
            let side = matches!((letter, label.as_ref()), ('H', "heads") | ('T', "tails"));
            side || label.as_ref() == letter.to_string()
        }
        V::Num(n) => letter.to_digit(10).is_some_and(|digit| *n == i128::from(digit).into()),
        _ => false,
    };
    sample.len() == text.chars().count() && sample.iter().zip(text.chars()).all(|(e, c)| is(e, c))
}

/// The place of an index, from 0.
fn place(index: i64, length: usize) -> Known<usize> {
    let place = if index > 0 { index - 1 } else { index + length as i64 };
    match usize::try_from(place) {
        Ok(place) if index != 0 && place < length => Ok(place),
        _ => Err(Refusal::Meaningless),
    }
}

fn gather(quantifier: Quantifier, bodies: &[V]) -> Known<V> {
    let truths = || bodies.iter().map(V::truth).collect::<Known<Vec<bool>>>();
    let numbers = || bodies.iter().map(V::number).collect::<Known<Vec<_>>>();
    match quantifier {
        Quantifier::All => Ok(V::Truth(truths()?.into_iter().all(|t| t))),
        Quantifier::Any => Ok(V::Truth(truths()?.into_iter().any(|t| t))),
        Quantifier::Count => Ok(V::count(truths()?.into_iter().filter(|t| *t).count())),
        Quantifier::Sum => numbers()?.into_iter().try_fold(V::int(0), |sum, n| add(sum.number()?, n)),
        Quantifier::Product => numbers()?.into_iter().try_fold(V::int(1), |p, n| multiply(p.number()?, n)),
        Quantifier::Min => numbers()?.into_iter().min().map(V::Num).ok_or(Refusal::Meaningless),
        Quantifier::Max => numbers()?.into_iter().max().map(V::Num).ok_or(Refusal::Meaningless),
    }
}
