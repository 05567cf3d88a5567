//! Whole samples against words, rows, sets, shapes and each other.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::comparison::{are_numbers, number_in_quotes};
use crate::language::check::pattern::{card, level};
use crate::language::check::typed::{Kind, Labels, Order, Typed};
use crate::language::check::{Checker, expr};
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::linear::Linear;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use std::sync::Arc;

impl Checker<'_> {
    /// Equality of a whole sample with a word, a row, a set of repetitions, or another sample: place by place or label
    /// by label, so that each part can be followed on its own.
    pub(super) fn samples_equal(
        &mut self,
        [sample, other]: [&Typed; 2],
        [sample_ast, other_ast]: [&ast::Expr; 2],
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        let (row, is_multiset) = match sample.expr.node() {
            Node::Call(function, arguments) if function.name == "seq" => (arguments[0].clone(), false),
            Node::Call(function, arguments) if function.name == "multiset" => (arguments[0].clone(), true),
            Node::Call(function, arguments) if function.name == "set" => {
                return self.sets_equal(&arguments[0], sample.labels.as_ref(), other, other_ast.span);
            }
            _ if matches!(sample.kind, Kind::Sample(_)) => (sample.expr.clone(), false),
            _ => return Ok(None),
        };
        let Kind::Sample(kind) = &sample.kind else { return Ok(None) };
        // A stretch has a length of its own, wherever it begins.
        let stretch = stretch(&row);
        let length = kind.length.or(stretch.as_ref().map(|(_, _, length)| *length));
        if let Some(theirs) = sequence(other).filter(|_| !is_multiset) {
            return self.rows_equal((&row, kind.length), theirs, span);
        }
        let asts = [sample_ast, other_ast];
        let Some(wanted) = self.wanted([sample, other], asts, row == sample.expr)? else { return Ok(None) };
        if is_multiset {
            return self.multiset_is(&row, kind.length, &wanted, span).map(Some);
        }
        if let Some(length) = length.filter(|length| *length != wanted.len() as u64) {
            let Some(Value::Word(word)) = other.expr.known() else {
                return Ok(Some(Expr::spanned(Node::Value(Value::Truth(false)), Some(span))));
            };
            let message = format!("\"{word}\" has {} letters, and the sample has {length}", wanted.len());
            return Err(Error::new(ErrorKind::Range, message)
                .hint(format!("for a part of the sample write `\"{word}\" in …`"))
                .at(other_ast.span));
        }
        if kind.order == Order::Without {
            let list = wanted.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
            return Err(Error::new(ErrorKind::Kind, "`choose` has no order")
                .hint(format!("compare without order: `multiset(X) = {{{list}}}`"))
                .at(other_ast.span));
        }
        let (row, start) = match (kind.length, stretch) {
            (Some(_), _) => (row, Expr::value_of(1)),
            (None, Some((whole, start, _))) => (whole, start),
            (None, None) => {
                let value = Expr::value_of(Value::row(wanted));
                return Ok(Some(expr(Node::Compare(Comparison::Equal, row, value), span)?));
            }
        };
        each_place(&row, &start, wanted, span).map(Some)
    }

    /// The elements that a sample is compared with, where they are known: those of a row, or the letters of a word.
    fn wanted(
        &mut self,
        [sample, other]: [&Typed; 2],
        [sample_ast, other_ast]: [&ast::Expr; 2],
        is_whole: bool,
    ) -> Result<Option<Vec<Value>>, Error> {
        match other.expr.known() {
            Some(Value::Word(text)) => {
                let length = match &sample.kind {
                    Kind::Sample(kind) => kind.length,
                    _ => None,
                };
                let is_spelled = self.spelled(other_ast).is_some();
                let Some(labels) = sample.labels.as_ref().filter(|_| is_spelled) else { return Ok(None) };
                if length == Some(1) && text.chars().count() != 1 {
                    return Ok(None);
                }
                match self.letters(text, other_ast.span, labels) {
                    Err(_) if are_numbers(labels) && is_whole => {
                        Err(number_in_quotes(text, other_ast.span, sample_ast))
                    }
                    letters => letters.map(Some),
                }
            }
            Some(Value::Row(values)) => Ok(Some(values.to_vec())),
            _ => Ok(None),
        }
    }

    fn rows_equal(
        &mut self,
        (a, length): (&Expr, Option<u64>),
        (b, theirs): (&Expr, Option<u64>),
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        let reverse_of =
            |x: &Expr, y: &Expr| matches!(x.node(), Node::Call(f, of) if f.name == "reverse" && of[0] == *y);
        if let Some(row) = [(a, b), (b, a)].into_iter().find_map(|(x, y)| reverse_of(x, y).then_some(y)) {
            return Ok(Some(self.registered("palindrome", vec![row.clone()], Kind::Truth, span)?.expr));
        }
        if length.zip(theirs).is_some_and(|(n, m)| n != m) {
            return Ok(Some(Expr::spanned(Node::Value(Value::Truth(false)), Some(span))));
        }
        let Some(length) = length.and(theirs).filter(|n| *n <= 1000) else {
            return Ok(Some(expr(Node::Compare(Comparison::Equal, a.clone(), b.clone()), span)?));
        };
        let mut places: Vec<Expr> = Vec::new();
        for i in 1..=length.cast_signed() {
            let (x, y) = (place_of(a, i, length, span), place_of(b, i, length, span));
            if x == y {
                continue;
            }
            let same = |(x, y): (Expr, Expr)| expr(Node::Compare(Comparison::Equal, x, y), span);
            // Of a row and its reverse, each pair of places is met twice.
            let turned = same((y.clone(), x.clone()))?;
            if !places.contains(&turned) {
                places.push(same((x, y))?);
            }
        }
        Expr::spanned(Node::And(places), Some(span)).rewrite(&mut |_| Ok(None)).map(Some)
    }

    /// A multiset is these elements: each label as often, and nothing else.
    fn multiset_is(
        &mut self,
        row: &Expr,
        length: Option<u64>,
        wanted: &[Value],
        span: Span,
    ) -> Result<Expr, Error> {
        if length.is_some_and(|n| n != wanted.len() as u64) {
            return Ok(Expr::spanned(Node::Value(Value::Truth(false)), Some(span)));
        }
        let mut distinct = wanted.to_vec();
        distinct.sort();
        distinct.dedup();
        let mut events = Vec::new();
        for label in distinct {
            let times = wanted.iter().filter(|v| **v == label).count();
            let pattern = Value::Pattern(Arc::new(Pattern::Is(label)));
            let count =
                self.registered("count", vec![Expr::value_of(pattern), row.clone()], Kind::Number, span)?;
            let times = Expr::value_of(i64::try_from(times).unwrap_or(i64::MAX));
            events.push(expr(Node::Compare(Comparison::Equal, count.expr, times), span)?);
        }
        if length.is_none() {
            let size = self.registered("length", vec![row.clone()], Kind::Number, span)?;
            let all = Expr::value_of(i64::try_from(wanted.len()).unwrap_or(i64::MAX));
            events.push(expr(Node::Compare(Comparison::Equal, size.expr, all), span)?);
        }
        Expr::spanned(Node::And(events), Some(span)).rewrite(&mut |_| Ok(None))
    }

    /// A set is these elements: each comes at least once, and nothing else.
    fn sets_equal(
        &mut self,
        row: &Expr,
        labels: Option<&Labels>,
        other: &Typed,
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        let Some(Value::Set(values)) = other.expr.known() else { return Ok(None) };
        let values: Vec<Value> =
            values.iter().map(|value| label_of(value, labels, span)).collect::<Result<_, _>>()?;
        let mut events = Vec::new();
        let pattern = |p: Pattern| Expr::value_of(Value::Pattern(Arc::new(p)));
        for label in values.iter() {
            let arguments = vec![pattern(Pattern::Is(label.clone())), row.clone()];
            events.push(self.registered("contains", arguments, Kind::Truth, span)?.expr);
        }
        let any = Pattern::Or(values.iter().cloned().map(Pattern::Is).collect());
        let arguments = vec![pattern(Pattern::Not(Box::new(any))), row.clone()];
        let strange = self.registered("contains", arguments, Kind::Truth, span)?.expr;
        events.push(expr(Node::Not(strange), span)?);
        Expr::spanned(Node::And(events), Some(span)).rewrite(&mut |_| Ok(None)).map(Some)
    }

    /// `shape(X) = "3+1+1"`, or `"3+2+..."`, which leaves the smaller groups open.
    pub(super) fn shape_is(
        &mut self,
        shape: &Typed,
        text: &str,
        place: Span,
        span: Span,
    ) -> Result<Expr, Error> {
        let wrong = || {
            Error::new(ErrorKind::Syntax, format!("\"{text}\" is no shape"))
                .hint("write the sizes of the groups of equal elements, largest first: `\"3+1+1\"` or `\"3+2+...\"`")
                .at(place)
        };
        let open = text.strip_suffix("+...").or_else(|| text.strip_suffix("+…"));
        let sizes = open
            .unwrap_or(text)
            .split('+')
            .map(|part| part.trim().parse::<u64>().ok().filter(|n| *n > 0).ok_or_else(wrong))
            .collect::<Result<Vec<u64>, _>>()?;
        if sizes.windows(2).any(|w| w[0] < w[1]) {
            return Err(wrong());
        }
        if open.is_none() {
            let value = Expr::value_of(Value::Shape(sizes.into()));
            return expr(Node::Compare(Comparison::Equal, shape.expr.clone(), value), span);
        }
        let Node::Call(_, arguments) = shape.expr.node() else { return Err(wrong()) };
        let groups = Expr::value_of(i64::try_from(sizes.len()).unwrap_or(i64::MAX));
        let largest = self.registered("groups", vec![groups, arguments[0].clone()], Kind::Shape, span)?;
        let sizes = Expr::value_of(Value::Shape(sizes.into()));
        expr(Node::Compare(Comparison::Equal, largest.expr, sizes), span)
    }
}

/// The row of `seq(Y)`, and how long it is.
fn sequence(typed: &Typed) -> Option<(&Expr, Option<u64>)> {
    let Node::Call(function, arguments) = typed.expr.node() else { return None };
    let length = match &typed.kind {
        Kind::Sample(sample) => sample.length,
        _ => None,
    };
    (function.name == "seq").then(|| (&arguments[0], length))
}

/// The event that the elements of a row, from one place on, are these.
fn each_place(row: &Expr, start: &Expr, wanted: Vec<Value>, span: Span) -> Result<Expr, Error> {
    let mut places = Vec::with_capacity(wanted.len());
    for (more, value) in (0..).zip(wanted) {
        let later = Expr::new(Node::Arithmetic(Operator::Add, start.clone(), Expr::value_of(more)));
        let place = if more == 0 { start.clone() } else { later.rewrite(&mut |_| Ok(None))? };
        let at = Expr::spanned(Node::At(row.clone(), place), Some(span));
        places.push(expr(Node::Compare(Comparison::Equal, at, Expr::value_of(value)), span)?);
    }
    Expr::spanned(Node::And(places), Some(span)).rewrite(&mut |_| Ok(None))
}

/// The row of which a stretch such as `X[i..i+1]` is a part, where it begins, and how many places it has: as many wherever it
/// begins.
fn stretch(row: &Expr) -> Option<(Expr, Expr, u64)> {
    let Node::Slice(whole, from, to) = row.node() else { return None };
    let linear = |end: &Expr| Linear::of(end, &|part| matches!(part.node(), Node::Element(_)));
    let more = linear(to)?.minus(linear(from)?);
    let is_fixed = more.terms.iter().all(|(_, coefficient)| coefficient.is_zero());
    let length = (more.constant + BigRational::one()).to_integer().to_u64().filter(|_| is_fixed)?;
    Some((whole.clone(), from.clone(), length))
}

/// A place of a row of this length; of a reversed one the same place from the end.
fn place_of(row: &Expr, place: i64, length: u64, span: Span) -> Expr {
    let (row, place) = match row.node() {
        Node::Call(function, of) if function.name == "reverse" => (&of[0], length.cast_signed() + 1 - place),
        _ => (row, place),
    };
    Expr::spanned(Node::At(row.clone(), Expr::value_of(place)), Some(span))
}

/// The label that a member of a set stands for beside elements with these labels: words are cards or ranks among cards
/// and ranks, and numbers ranks.
pub(super) fn label_of(value: &Value, labels: Option<&Labels>, span: Span) -> Result<Value, Error> {
    let Some(labels) = labels else { return Ok(value.clone()) };
    let ranks = labels.values.iter().any(|label| matches!(label, Value::Level(_)));
    match value {
        Value::Word(word) => match labels.find(word) {
            Some(label) => Ok(label),
            None if labels.has_cards() => card(word, span, labels),
            None => Err(super::pattern::unknown_label(word, span, labels)),
        },
        Value::Int(n) if ranks && !labels.values.contains(value) => level(*n, Some(labels), span),
        _ => Ok(value.clone()),
    }
}
