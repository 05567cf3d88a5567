//! Expressions: values, experiments and collections by the form in which they are written.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::experiment::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::pattern::Comparison;
use crate::model::{Faces, Value};
use crate::question::evaluate::place;
use crate::question::seats::seated;
use crate::question::{Expr, Node, Operator};
use crate::statistic;
use num_rational::BigRational;

/// Both branches of an `if`, where one of them may have no value: it is never needed if the condition never takes it.
fn branches(a: Result<Term, Error>, b: Result<Term, Error>, at: (Span, Span)) -> Result<(Term, Term), Error> {
    let failed = |error: Error, like: &Term, span: Span| match like {
        Term::Value(typed) if error.kind() == ErrorKind::Undefined => {
            let expr = Expr::failed(error, Some(span));
            Ok(Term::Value(Typed { expr, kind: typed.kind.clone(), labels: typed.labels.clone() }))
        }
        _ => Err(error),
    };
    Ok(match (a, b) {
        (Ok(a), Err(error)) => {
            let b = failed(error, &a, at.1)?;
            (a, b)
        }
        (Err(error), Ok(b)) => (failed(error, &b, at.0)?, b),
        (a, b) => (a?, b?),
    })
}

/// `counts(X)[k]`: behind the last group stand as many empty ones as one likes.
fn group(place: i64, sample: &[Expr], at: Node, span: Span) -> Result<Expr, Error> {
    let call = |name| {
        let function = crate::statistic::function(name, 1);
        function.map(|function| Expr::spanned(Node::Call(function, sample.to_vec()), Some(span)))
    };
    match (call("maxcount"), call("distinct")) {
        (Some(largest), _) if place == 1 => expr(largest.node().clone(), span),
        (_, Some(groups)) => {
            let exists =
                Expr::spanned(Node::Compare(Comparison::AtLeast, groups, Expr::value_of(place)), Some(span));
            expr(Node::If(exists, Expr::spanned(at, Some(span)), Expr::value_of(0)), span)
        }
        _ => expr(at, span),
    }
}

impl Checker<'_> {
    /// What a piece of text is; `labels` are those of the other side of a comparison, if there is one.
    pub(in crate::language::check) fn term(
        &mut self,
        ast: &ast::Expr,
        labels: Option<&Labels>,
    ) -> Result<Term, Error> {
        let span = ast.span;
        let value = |typed| Ok(Term::Value(typed));
        match &ast.node {
            Ast::Number(number) => value(known(Value::number(number.value.clone()), span)),
            Ast::Name(word) => self.name(word, span, labels),
            Ast::Text(text) => value(self.text(text, span, labels)?),
            Ast::Dice(dice) => Ok(Term::Experiment(self.dice(dice, span)?)),
            Ast::Set(items) => value(self.set(items, span)?),
            Ast::Tuple(parts) => value(self.tuple(parts, span, labels)?),
            Ast::Builder { bindings, condition } => {
                let values = self.builder(bindings, condition, span)?;
                value(Typed {
                    expr: constant(Value::set(values.clone()), span),
                    kind: Kind::Set,
                    labels: None,
                })
            }
            Ast::Labelled { kind: ast::Collection::Die, entries } => {
                Ok(Term::Experiment(self.die(entries, span)?))
            }
            Ast::Labelled { kind, entries } => Ok(Term::Collection(self.labelled(*kind, entries)?)),
            Ast::Call { name, args } => self.call(name, args, span),
            Ast::Quantified { quantifier, bindings, body } => {
                value(self.quantified(*quantifier, bindings, body, span)?)
            }
            Ast::Measure { .. } => value(known(self.measured(ast)?, span)),
            Ast::Index { sample, index } => value(self.index(sample, index, span)?),
            Ast::Slice { sample, from, to } => value(self.slice(sample, from, to, span)?),
            Ast::Negate(inner) => {
                let inner = self.number(inner)?;
                value(number(Node::Arithmetic(Operator::Subtract, Expr::value_of(0), inner.expr), span)?)
            }
            Ast::Factorial(inner) => {
                let inner = self.number(inner)?;
                value(self.registered("factorial", vec![inner.expr], Kind::Number, span)?)
            }
            Ast::Not(inner) => {
                let inner = self.truth(inner)?;
                value(Typed::new(expr(Node::Not(inner.expr), span)?, Kind::Truth))
            }
            Ast::Binary { operator, left, right } => self.binary(*operator, left, right, span),
            Ast::Range { from, to } => {
                let (from, to) = (self.number(from)?, self.number(to)?);
                let range = Typed::new(expr(Node::Range(from.expr, to.expr), span)?, Kind::Set);
                value(range)
            }
            Ast::Comparison { first, rest } => value(self.comparison(first, rest, span)?),
            Ast::In { pattern, collection } => value(self.within(pattern, collection, span)?),
            Ast::Is { element, pattern } => value(self.is(element, pattern, span)?),
            Ast::Threshold { .. } | Ast::MultipleOf(_) => {
                Ok(Term::Pattern(self.pattern(ast, labels, &Kind::Number)?))
            }
            Ast::If { condition, then, otherwise } => {
                self.conditional(ast, condition, then, otherwise, labels)
            }
            Ast::Draw { count, from, replacement, until: None } => {
                let text = crate::language::print_expression(ast);
                let count = count.as_deref();
                Ok(Term::Experiment(self.drawing(count, from, *replacement, true, &text)?))
            }
            Ast::Draw { from, replacement, until: Some(until), .. } => {
                Ok(Term::Experiment(self.draw_until(from, *replacement, until, None, ast)?))
            }
            Ast::Choose { count, from, replacement } => {
                let text = crate::language::print_expression(ast);
                Ok(Term::Experiment(self.drawing(Some(count), from, *replacement, false, &text)?))
            }
            Ast::Chain(chain) => Ok(Term::Experiment(self.chain(chain, ast)?)),
            Ast::Branches(_) => {
                Err(Error::new(ErrorKind::Kind, "weighted branches belong to a chain or a die")
                    .hint("write `die{…}` before the brace, or `chain from … step {…}`")
                    .at(span))
            }
            Ast::Identical(_) => {
                Err(Error::new(ErrorKind::Kind, "`identical` belongs into `place(…)`").at(span))
            }
            Ast::Into(_) => Err(Error::new(ErrorKind::Kind, "`into` belongs into `split(…)`").at(span)),
        }
    }

    /// A value; experiments are performed, once, here.
    pub(super) fn value(&mut self, ast: &ast::Expr, labels: Option<&Labels>) -> Result<Typed, Error> {
        match self.term(ast, labels)? {
            Term::Value(typed) => Ok(typed),
            Term::Experiment(made) => self.perform(&made, None, ast.span),
            Term::Collection(_) => Err(Error::new(ErrorKind::Kind, "a collection is no value")
                .hint("draw from it: `draw 2 from …`")
                .at(ast.span)),
            Term::Pattern(pattern) => {
                let value = Value::Pattern(std::sync::Arc::new(pattern));
                Ok(Typed { expr: constant(value, ast.span), kind: Kind::Label, labels: None })
            }
        }
    }

    /// A number; a sample of numbers is its sum.
    pub(super) fn number(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let typed = self.value(ast, None)?;
        self.as_number(typed, ast.span)
    }

    /// The same value as a number.
    pub(super) fn as_number(&mut self, typed: Typed, span: Span) -> Result<Typed, Error> {
        match &typed.kind {
            Kind::Number => Ok(typed),
            Kind::Sample(_) if typed.kind.is_summable() => {
                self.registered("sum", vec![typed.expr], Kind::Number, span)
            }
            Kind::Sample(Sample { element, .. }) => {
                let what = plural(element);
                Err(Error::new(ErrorKind::Kind, format!("a sum needs numbers, not {what}"))
                    .hint("count elements instead: `count(… in X)`")
                    .at(span))
            }
            Kind::Set if typed.expr.known().is_some_and(|v| v.elements().len() == 1) => {
                let value = typed.expr.known().and_then(|v| v.elements().first().cloned());
                Ok(known(value.unwrap_or(Value::Int(0)), span))
            }
            other => {
                Err(Error::new(ErrorKind::Kind, format!("a number is needed here, not {}", other.name()))
                    .at(span))
            }
        }
    }

    /// An event.
    pub(super) fn truth(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let typed = self.value(ast, None)?;
        match typed.kind {
            Kind::Truth => Ok(typed),
            other => {
                // `X = 1 or 2`, `X >= 2 and <= 5`: the second half was meant to go on with the comparison.
                let hint = match typed.expr.known() {
                    Some(_) => "say the whole comparison again: `X = 1 or X = 2`, or `X in {1, 2}`",
                    None => "compare it with something, such as `= 7` or `>= 3`",
                };
                Err(Error::new(ErrorKind::Kind, format!("an event is needed here, not {}", other.name()))
                    .hint(hint)
                    .at(ast.span))
            }
        }
    }

    /// A value that depends on no outcome.
    pub(super) fn constant(&mut self, ast: &ast::Expr) -> Result<Value, Error> {
        let typed = self.value(ast, None)?;
        typed.expr.known().cloned().ok_or_else(|| {
            Error::new(ErrorKind::Kind, "a known value is needed here, not an outcome").at(ast.span)
        })
    }

    /// A function of the registry on expressions that are ready.
    pub(super) fn registered(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        kind: Kind,
        span: Span,
    ) -> Result<Typed, Error> {
        let function = statistic::function(name, arguments.len())
            .ok_or_else(|| self.scope.unknown_function(name, span))?;
        Ok(Typed::new(self.seated(Node::Call(function, arguments), span)?, kind))
    }

    /// What is asked of an outcome, as its seating needs: here, so that it is settled wherever the expression goes.
    pub(super) fn seated(&self, node: Node, span: Span) -> Result<Expr, Error> {
        seated(&expr(node, span)?, &self.experiments).map_err(|error| error.or_at(Some(span)))
    }

    /// A bare word: an element of a quantifier, a name, a collection, or a label of the other side.
    fn name(&mut self, word: &str, span: Span, labels: Option<&Labels>) -> Result<Term, Error> {
        if let Some(element) = self.element(word) {
            return Ok(Term::Value(respanned(element, span)));
        }
        match self.scope.get(word).cloned() {
            Some(Meaning::Outcome(typed) | Meaning::Known(typed)) => {
                self.spoken |= typed.expr.names();
                return Ok(Term::Value(respanned(typed, span)));
            }
            Some(Meaning::Expression(definition)) => {
                self.deeper(word, span)?;
                let term = self.term(&definition, labels);
                self.depth -= 1;
                return term;
            }
            Some(Meaning::Function(function)) => {
                return Err(Error::new(ErrorKind::Kind, format!("`{word}` is a function"))
                    .hint(format!("write `{word}({})`", function.parameters.join(", ")))
                    .at(span));
            }
            Some(Meaning::Stated(_)) => {
                return Err(Error::new(
                    ErrorKind::Kind,
                    format!("`{word}` is known only by stated probabilities"),
                )
                .hint("ask for a probability of it, such as `P(…)`")
                .at(span));
            }
            None => {}
        }
        if let Some(label) = labels.and_then(|labels| labels.find(word)) {
            return Ok(Term::Value(Typed { labels: labels.cloned(), ..known(label, span) }));
        }
        match word {
            "deck" => Ok(Term::Collection(self.pack("deck", &[], span)?)),
            "coin" => {
                let half = BigRational::new(1.into(), 2.into());
                Ok(Term::Experiment(Made::single(Recipe::known(Faces::coin(&half)?), "coin")?))
            }
            "true" | "false" => Ok(Term::Value(known(Value::Truth(word == "true"), span))),
            _ => Err(self.scope.unknown_name(word, span, labels.into_iter().flat_map(Labels::words))),
        }
    }

    /// The element that a quantifier binds to this word.
    pub(super) fn element(&self, word: &str) -> Option<Typed> {
        self.elements[self.floor..]
            .iter()
            .rev()
            .find(|(name, _)| name == word)
            .map(|(_, typed)| typed.clone())
    }

    /// One level deeper into definitions and functions.
    pub(super) fn deeper(&mut self, name: &str, span: Span) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > super::DEEPEST {
            self.depth -= 1;
            return Err(Error::new(ErrorKind::Endless, format!("`{name}` calls itself without end"))
                .hint("let `if` end it: `def f(n) := if n <= 1 then 1 else n * f(n-1)`")
                .at(span));
        }
        Ok(())
    }

    /// Quoted text: a label or a card of the other side, or a word as a row of letters.
    fn text(&mut self, text: &str, span: Span, labels: Option<&Labels>) -> Result<Typed, Error> {
        if let Some(labels) = labels {
            if let Some(label) = labels.find(text) {
                return Ok(known(label, span));
            }
            if labels.has_cards() {
                return Ok(known(super::pattern::card(text, span, labels)?, span));
            }
        }
        Ok(known(Value::word(text), span))
    }

    /// A set as a value.
    fn set(&mut self, items: &[ast::Expr], span: Span) -> Result<Typed, Error> {
        let mut values = Vec::new();
        let mut open = Vec::new();
        for item in items {
            match &item.node {
                Ast::Name(_) | Ast::Text(_) | Ast::Range { .. } => values.extend(self.set_item(item)?),
                _ => {
                    let typed = self.value(item, None)?;
                    match typed.expr.known() {
                        Some(Value::Set(inner)) => values.extend(inner.iter().cloned()),
                        Some(value) => values.push(value.clone()),
                        None => open.push(typed.expr),
                    }
                }
            }
        }
        if open.is_empty() {
            return Ok(Typed::new(constant(Value::set(values), span), Kind::Set));
        }
        open.extend(values.into_iter().map(Expr::value_of));
        Ok(Typed::new(expr(Node::Set(open), span)?, Kind::Set))
    }

    fn tuple(&mut self, parts: &[ast::Expr], span: Span, labels: Option<&Labels>) -> Result<Typed, Error> {
        let parts = parts.iter().map(|p| self.value(p, labels)).collect::<Result<Vec<_>, _>>()?;
        let kinds = parts.iter().map(|p| p.kind.clone()).collect();
        Ok(Typed::new(
            expr(Node::Row(parts.into_iter().map(|p| p.expr).collect()), span)?,
            Kind::Tuple(kinds),
        ))
    }

    /// `X[i]`.
    fn index(&mut self, sample: &ast::Expr, index: &ast::Expr, span: Span) -> Result<Typed, Error> {
        let typed = self.value(sample, None)?;
        let index_value = self.number(index)?;
        let (kind, length) = match &typed.kind {
            Kind::Sample(kind) if kind.order == Order::Without => {
                let hint = "did you mean `draw`? Or ask for `sorted(X)[i]`";
                return Err(Error::new(ErrorKind::Kind, "`choose` has no order").hint(hint).at(span));
            }
            Kind::Sample(kind) => (kind.element.as_ref().clone(), kind.length),
            Kind::Hands(hands) => {
                let element =
                    Box::new(typed.labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values)));
                let length = part(hands, index_value.expr.known(), index.span)?;
                (Kind::Sample(Sample { element, order: Order::Without, length }), Some(hands.len() as u64))
            }
            Kind::Tuple(parts) => {
                let kind = part(parts, index_value.expr.known(), index.span)?.ok_or_else(|| {
                    Error::new(
                        ErrorKind::Kind,
                        "the parts are of different kinds, so their place must be known",
                    )
                    .at(index.span)
                })?;
                (kind, Some(parts.len() as u64))
            }
            // A single outcome is a sample of one.
            _ if index_value.expr.known() == Some(&Value::Int(1)) => return Ok(typed),
            other => {
                return Err(
                    Error::new(ErrorKind::Kind, format!("{} has no places", other.name())).at(sample.span)
                );
            }
        };
        if let (Some(value), Some(length)) = (index_value.expr.known(), length) {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            place(value, length).map_err(|error| {
                let text = crate::language::print_expression(sample);
                let plural = if length == 1 { "" } else { "s" };
                Error::new(error.kind(), format!("{text} has only {length} element{plural}"))
                    .hint(format!("places count from 1 to {length}, or from the end with -1"))
                    .at(index.span)
            })?;
        }
        let labels = match (&typed.kind, index_value.expr.known()) {
            // Pairs have labels of their own; words among the parts of a state are labels of the parts.
            (Kind::Tuple(_), Some(index)) => typed.labels.map(|labels| labels.at(index).unwrap_or(labels)),
            _ => typed.labels,
        };
        let at = Node::At(typed.expr.clone(), index_value.expr.clone());
        if let (Node::Call(counts, of), Some(Value::Int(place @ 1..))) =
            (typed.expr.node(), index_value.expr.known())
            && counts.name == "counts"
        {
            return Ok(Typed { expr: group(*place, of, at, span)?, kind, labels });
        }
        Ok(Typed { expr: self.seated(at, span)?, kind, labels })
    }

    /// `X[i..j]`.
    fn slice(
        &mut self,
        sample: &ast::Expr,
        from: &ast::Expr,
        to: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let typed = self.value(sample, None)?;
        let (from, to) = (self.number(from)?, self.number(to)?);
        let Kind::Sample(kind) = &typed.kind else {
            let message = format!("{} has no places", typed.kind.name());
            return Err(Error::new(ErrorKind::Kind, message).at(sample.span));
        };
        if kind.order == Order::Without {
            let hint = "did you mean `draw`? Or ask for `sorted(X)[i..j]`";
            return Err(Error::new(ErrorKind::Kind, "`choose` has no order").hint(hint).at(span));
        }
        let length = match (from.expr.known(), to.expr.known()) {
            (Some(Value::Int(a)), Some(Value::Int(b))) if *a > 0 && b >= a => u64::try_from(b - a + 1).ok(),
            _ => None,
        };
        let kind = Kind::Sample(Sample { length, order: Order::Row, ..kind.clone() });
        Ok(Typed {
            expr: self.seated(Node::Slice(typed.expr, from.expr, to.expr), span)?,
            kind,
            labels: typed.labels,
        })
    }

    /// An operator between two operands.
    fn binary(
        &mut self,
        operator: ast::Operator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Result<Term, Error> {
        use ast::Operator as O;
        let arithmetic = match operator {
            O::And | O::Or | O::Xor => {
                let (a, b) = (self.truth(left)?.expr, self.truth(right)?.expr);
                let node = match operator {
                    O::And => Node::And(vec![a, b]),
                    O::Or => Node::Or(vec![a, b]),
                    _ => Node::Xor(a, b),
                };
                let joined = Expr::spanned(node, Some(span)).rewrite(&mut |_| Ok(None))?;
                return Ok(Term::Value(Typed::new(joined, Kind::Truth)));
            }
            O::Multiply if self.is_collection(left) => {
                let product = ast::Expr::new(
                    Ast::Binary { operator, left: Box::new(left.clone()), right: Box::new(right.clone()) },
                    span,
                );
                return Ok(Term::Collection(self.pool(&product)?));
            }
            O::Add => Operator::Add,
            O::Subtract => Operator::Subtract,
            O::Multiply => Operator::Multiply,
            O::Divide => Operator::Divide,
            O::Mod => Operator::Modulo,
            O::Power => Operator::Power,
        };
        let (a, b) = (self.number(left)?, self.number(right)?);
        let node = Node::Arithmetic(arithmetic, a.expr, b.expr.clone());
        // A division by zero is the divisor's fault.
        let place = if matches!(operator, O::Divide | O::Mod) { right.span } else { span };
        let divided = Expr::spanned(node, Some(span))
            .simplified()
            .map_err(|e| if e.kind() == ErrorKind::Undefined { e.at(place) } else { e.or_at(Some(span)) })?;
        Ok(Term::Value(Typed::new(divided, Kind::Number)))
    }

    /// `if c then a else b`, of numbers, events or experiments; only the branch that a known condition takes is read.
    fn conditional(
        &mut self,
        ast: &ast::Expr,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: &ast::Expr,
        labels: Option<&Labels>,
    ) -> Result<Term, Error> {
        let event = self.truth(condition)?;
        match event.expr.known() {
            Some(Value::Truth(true)) => return self.term(then, labels),
            Some(Value::Truth(false)) => return self.term(otherwise, labels),
            _ => {}
        }
        let (a, b) = (self.term(then, labels), self.term(otherwise, labels));
        match branches(a, b, (then.span, otherwise.span))? {
            (Term::Experiment(a), b) => {
                let b = self.as_experiment(b, otherwise.span)?;
                Ok(Term::Experiment(Made::either(event.expr, a, b, &crate::language::print_expression(ast))))
            }
            (a, Term::Experiment(b)) => {
                let a = self.as_experiment(a, then.span)?;
                Ok(Term::Experiment(Made::either(event.expr, a, b, &crate::language::print_expression(ast))))
            }
            (Term::Value(a), Term::Value(b)) => {
                let kind = if a.kind == b.kind {
                    a.kind.clone()
                } else if a.kind.is_summable() || b.kind.is_summable() {
                    Kind::Number
                } else {
                    let message =
                        format!("`then` gives {}, and `else` gives {}", a.kind.name(), b.kind.name());
                    return Err(Error::new(ErrorKind::Kind, message).at(otherwise.span));
                };
                let (a, b) = match kind {
                    Kind::Number => (self.as_number(a, then.span)?, self.as_number(b, otherwise.span)?),
                    _ => (a, b),
                };
                let labels = a.labels.clone();
                let chosen = expr(Node::If(event.expr, a.expr, b.expr), ast.span)?;
                Ok(Term::Value(Typed { expr: chosen, kind, labels }))
            }
            _ => Err(Error::new(ErrorKind::Kind, "`if` chooses between numbers, events or experiments")
                .at(ast.span)),
        }
    }

    /// A value as an experiment that always shows it.
    pub(super) fn as_experiment(&mut self, term: Term, span: Span) -> Result<Made, Error> {
        match term {
            Term::Experiment(made) => Ok(made),
            Term::Value(typed) => {
                let faces = Recipe::of(typed.expr).map(|value| {
                    Faces::new(crate::model::Collection::Die, [(value, num_bigint::BigUint::from(1u32))])
                });
                let mut made = Made::single(faces, "a known value")?;
                made.kind = typed.kind;
                Ok(made)
            }
            _ => Err(Error::new(ErrorKind::Kind, "an experiment is needed here").at(span)),
        }
    }
}

/// The part at a place, if it is known, or if all parts are the same.
fn part<T: Clone + PartialEq>(parts: &[T], index: Option<&Value>, span: Span) -> Result<Option<T>, Error> {
    let same = parts.first().filter(|first| parts.iter().all(|part| part == *first));
    match index {
        Some(index) => {
            let place = place(index, parts.len()).map_err(|e| e.or_at(Some(span)))?;
            Ok(parts.get(place).cloned())
        }
        None => Ok(same.cloned()),
    }
}

/// A number that an operation gives.
fn number(node: Node, span: Span) -> Result<Typed, Error> {
    Ok(Typed::new(expr(node, span)?, Kind::Number))
}

/// A known value at a place.
pub(super) fn known(value: Value, span: Span) -> Typed {
    let kind = Kind::of(&value);
    Typed::new(constant(value, span), kind)
}

pub(super) fn constant(value: Value, span: Span) -> Expr {
    Expr::spanned(Node::Value(value), Some(span))
}

/// The same value as if it had been written here.
pub(super) fn respanned(typed: Typed, span: Span) -> Typed {
    Typed { expr: Expr::spanned(typed.expr.node().clone(), Some(span)), ..typed }
}

/// The elements of a kind, in the plural.
pub(super) fn plural(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number => "numbers",
        Kind::Truth => "events",
        Kind::Card => "cards",
        Kind::Level(_) => "ranks",
        Kind::Label => "labels",
        _ => "samples",
    }
}
