//! Comparisons of numbers, labels and levels; how the words of one side are read by the other.

mod quoted;
mod side;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::listing::listings;
use crate::language::check::misfit::{loose_chain, stroke_for_bar};
use crate::language::check::pattern::comparison;
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::pattern::Comparison;
use crate::model::{Scale, Value};
use crate::question::{Expr, Node};
use crate::statistic::sets::MULTISET;
pub(super) use quoted::{are_numbers, number_in_quotes};
use side::beside_labels;
pub(super) use side::{bare, class_of_cards};

impl Checker<'_> {
    /// `1 <= X <= 3`: every link must hold.
    pub(super) fn comparison(
        &mut self,
        first: &ast::Expr,
        rest: &[ast::Link],
        span: Span,
    ) -> Result<Typed, Error> {
        let is_outcome = |word: &str| matches!(self.scope.get(word), Some(super::Meaning::Outcome(_)));
        let loose = || loose_chain(first, rest, span);
        let labels = || self.labels_for_counts(first, rest);
        if let Some(error) = stroke_for_bar(first, rest, is_outcome).or_else(loose).or_else(labels) {
            return Err(error);
        }
        let mut events = Vec::with_capacity(rest.len());
        // An experiment in the middle of a chain is performed once.
        let mut middle: Option<Typed> = None;
        let mut left_ast = first;
        for link in rest {
            let sign = comparison(link.comparator.node);
            let (event, right) =
                self.link(left_ast, middle.take(), sign, &link.value, link.comparator.span)?;
            events.push(event);
            left_ast = &link.value;
            middle = right;
        }
        if events.len() == 1 {
            return Ok(Typed::new(events.swap_remove(0), Kind::Truth));
        }
        let joined = Expr::spanned(Node::And(events), Some(span)).rewrite(&mut |_| Ok(None))?;
        Ok(Typed::new(joined, Kind::Truth))
    }

    /// One comparison; gives back the right side, for the next link.
    fn link(
        &mut self,
        left: &ast::Expr,
        left_value: Option<Typed>,
        sign: Comparison,
        right: &ast::Expr,
        sign_span: Span,
    ) -> Result<(Expr, Option<Typed>), Error> {
        let span = left.span.to(right.span);
        // Whichever side says what it is tells how the words of the other are read.
        let (a, b) = match left_value {
            Some(a) => {
                let b = self.side(right, &a, sign_span)?;
                (a, b)
            }
            None if self.is_open_word(left) && !self.is_open_word(right) => {
                let b = self.known_side(left, right, sign)?;
                (self.side(left, &b, sign_span)?, b)
            }
            None => {
                let a = self.value(left, None)?;
                let b = self.side(right, &a, sign_span)?;
                (a, b)
            }
        };
        let event = self.compared([&a, &b], (sign, sign_span), [left, right], span)?;
        Ok((event, Some(b)))
    }

    /// Whether a piece of text is a bare word that no name in scope explains, or quoted text.
    pub(super) fn is_open_word(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Name(word) => {
                self.element(word).is_none()
                    && self.scope.get(word).is_none()
                    && !matches!(word.as_str(), "deck" | "coin" | "true" | "false")
            }
            Ast::Text(_) => true,
            _ => false,
        }
    }

    /// The event that two values compare like this.
    fn compared(
        &mut self,
        [a, b]: [&Typed; 2],
        (sign, sign_span): (Comparison, Span),
        [left, right]: [&ast::Expr; 2],
        span: Span,
    ) -> Result<Expr, Error> {
        let equality = matches!(sign, Comparison::Equal | Comparison::Unequal);
        for (side, typed, other) in [(right, a, b), (left, b, a)] {
            self.no_percent_of_whole(side, typed, other)?;
        }
        for (side, typed, sign, bound) in [(left, a, sign, b), (right, b, sign.mirrored(), a)] {
            if let Some(error) = self.absent_among(typed, sign, bound, side, span) {
                return Err(error);
            }
        }
        if equality && let Some(event) = self.equal([a, b], [left, right], span)? {
            return if sign == Comparison::Unequal { expr(Node::Not(event), span) } else { Ok(event) };
        }
        if let Some(event) = listings(a, sign, b, (left, right), sign_span, span)? {
            return Ok(event);
        }
        let beside = (beside_labels(a, b, left, right)?, beside_labels(b, a, right, left)?);
        let (a, b) = (beside.1.as_ref().unwrap_or(a), beside.0.as_ref().unwrap_or(b));
        let is_number = |side: &&Typed| side.kind == Kind::Number || side.kind.is_summable();
        let is_rank = |side: &&Typed| side.kind == Kind::Level(Scale::Rank);
        let (a, b) = match [a, b].iter().any(is_number) && ![a, b].iter().any(is_rank) {
            true => (self.comparable(a, b, left, right)?, self.comparable(b, a, right, left)?),
            false => (a.clone(), b.clone()),
        };
        if !may_be_compared(&a.kind, &b.kind, equality) {
            return Err(match equality || a.kind != b.kind {
                true => unlike(&a.kind, &b.kind, [left, right]),
                false => {
                    let message =
                        format!("{} has no order, so `{}` cannot compare it", a.kind.name(), sign.sign());
                    Error::new(ErrorKind::Kind, message).hint("use `=` or `!=`").at(sign_span)
                }
            });
        }
        let single = |typed: &Typed, other: &Typed| match (&typed.kind, &other.kind) {
            (Kind::Sample(Sample { length: Some(1), .. }), Kind::Sample(_)) => Ok(typed.expr.clone()),
            (Kind::Sample(Sample { length: Some(1), .. }), _) => {
                expr(Node::At(typed.expr.clone(), Expr::value_of(1)), span)
            }
            _ => Ok(typed.expr.clone()),
        };
        let (x, y) = (single(&a, &b)?, single(&b, &a)?);
        let (x, y) = if is_unordered(&a) || is_unordered(&b) { (multiset(x)?, multiset(y)?) } else { (x, y) };
        expr(Node::Compare(sign, x, y), span)
    }

    /// The event of two values that are equal in a way of their own: samples, shapes, one card; nothing for others.
    fn equal(
        &mut self,
        [a, b]: [&Typed; 2],
        [left, right]: [&ast::Expr; 2],
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        if let Some(error) = self.same_card(a, b, left, right) {
            return Err(error.at(span));
        }
        if let Some(event) = self.samples_equal([a, b], [left, right], span)? {
            return Ok(Some(event));
        }
        if let Some(event) = self.samples_equal([b, a], [right, left], span)? {
            return Ok(Some(event));
        }
        for (category, text, ast) in [(a, b, right), (b, a, left)] {
            if let (Kind::Level(scale), Some(Value::Word(text))) = (&category.kind, text.expr.known()) {
                let level = text.to_lowercase().replace(' ', "_");
                if matches!(ast.node, Ast::Text(_)) && scale.level(&level).is_some() {
                    let message = format!("{} is written as one word", category.kind.name());
                    return Err(Error::new(ErrorKind::Kind, message)
                        .hint(format!("did you mean `{level}`?"))
                        .at(ast.span));
                }
            }
        }
        match (&a.kind, b.expr.known()) {
            (Kind::Shape, Some(Value::Word(text))) => self.shape_is(a, text, right.span, span).map(Some),
            _ => Ok(None),
        }
    }

    /// `d% <= 45%`: the outcomes are whole, and 45 % is 9/20.
    fn no_percent_of_whole(&self, side: &ast::Expr, typed: &Typed, value: &Typed) -> Result<(), Error> {
        let (Ast::Number(number), Some(known)) = (&side.node, value.expr.known()) else { return Ok(()) };
        let is_constant = typed.expr.known().is_some();
        if !number.percent || is_constant || matches!(known, Value::Int(_)) || !self.is_integer(typed) {
            return Ok(());
        }
        let percent = crate::language::print_expression(side);
        let whole = percent.trim_end_matches('%').to_owned();
        Err(Error::new(
            ErrorKind::Kind,
            format!("`{percent}` is {known}, and the outcomes are whole numbers"),
        )
        .hint(format!(
            "did you mean `{whole}`? A share of the outcomes is compared outside: `P(…) <= {percent}`"
        ))
        .at(side.span))
    }

    /// One side of a comparison of numbers.
    fn comparable(
        &mut self,
        side: &Typed,
        other: &Typed,
        ast: &ast::Expr,
        other_ast: &ast::Expr,
    ) -> Result<Typed, Error> {
        match &side.kind {
            Kind::Number => Ok(side.clone()),
            kind if kind.is_summable() => self.operand(side.clone(), ast),
            // A label that happens to be compared with a number among labels that are partly numbers.
            Kind::Label if side.labels.is_some() && other.expr.known().is_some() => Ok(side.clone()),
            Kind::Label if other.labels.is_some() => Ok(side.clone()),
            Kind::Set | Kind::Truth | Kind::Card | Kind::Shape | Kind::Level(_) | Kind::Label => {
                if let Ast::Text(text) = &ast.node {
                    return Err(number_in_quotes(text, ast.span, other_ast));
                }
                let place = if matches!(side.kind, Kind::Truth | Kind::Set) { ast } else { other_ast };
                let error = incomparable(&side.kind, &other.kind).at(place.span);
                Err(match &other.kind {
                    Kind::Sample(sample) if side.kind == Kind::Set && sample.length != Some(1) => {
                        error.hint(elements_asked(other_ast, ast))
                    }
                    _ => error,
                })
            }
            _ => self.as_number(side.clone(), ast.span),
        }
    }
}

/// Whether things of these kinds can be equal, or stand in an order.
fn may_be_compared(a: &Kind, b: &Kind, equality: bool) -> bool {
    match (a, b) {
        (Kind::Sample(x), Kind::Sample(y)) => equality && x.element == y.element,
        (Kind::Level(x), Kind::Level(y)) => x == y,
        (Kind::Level(Scale::Rank), Kind::Number) | (Kind::Number, Kind::Level(Scale::Rank)) => true,
        (Kind::Tuple(_), Kind::Tuple(_)) => equality,
        // A sample of one is its element.
        (Kind::Sample(Sample { element, length: Some(1), .. }), other)
        | (other, Kind::Sample(Sample { element, length: Some(1), .. })) => element.as_ref() == other,
        (Kind::Label | Kind::Card | Kind::Set | Kind::Truth | Kind::Shape, _) => equality && a == b,
        (x, y) => x == y,
    }
}

/// The error of two sides of different kinds.
fn unlike(a: &Kind, b: &Kind, [left, right]: [&ast::Expr; 2]) -> Error {
    let error = incomparable(a, b).at(right.span);
    for (kind, number, text) in [(a, left, right), (b, right, left)] {
        if let (Kind::Number, Ast::Text(word)) = (kind, &text.node) {
            return number_in_quotes(word, text.span, number);
        }
    }
    match (a, b) {
        (Kind::Sample(_), Kind::Set) => error.hint(elements_asked(left, right)),
        (Kind::Set, Kind::Sample(_)) => error.hint(elements_asked(right, left)),
        _ => error,
    }
}

/// How it is asked whether the elements of a sample are those of a set.
fn elements_asked(sample: &ast::Expr, set: &ast::Expr) -> String {
    let [of, set] = [sample, set].map(crate::language::print_expression);
    format!("the elements are asked as `multiset({of}) = {set}`, or as `set({of}) = {set}`")
}

/// The error of two things that are never equal, and what was probably meant.
fn incomparable(a: &Kind, b: &Kind) -> Error {
    let error = Error::new(ErrorKind::Kind, format!("{} cannot be compared with {}", a.name(), b.name()));
    let one_of = |x: &Kind, y: &Kind| matches!((a, b), (p, q) if (p == x && q == y) || (p == y && q == x));
    let sample = matches!(a, Kind::Sample(_)) || matches!(b, Kind::Sample(_));
    match (a, b) {
        (_, Kind::Set) | (Kind::Set, _) => {
            error.hint("whether it is one of them is asked with `in`: `X in {1, 2}`")
        }
        (Kind::Truth, _) | (_, Kind::Truth) => {
            error.hint("join events with `and` and `or`; `if A then 1 else 0` makes a number of one")
        }
        _ if sample => error.hint("compare one element, `X[1] = …`, or count: `count(… in X) = 2`"),
        _ if one_of(&Kind::Card, &Kind::Number) => error.hint("compare its rank: `rank(X) = 7`"),
        _ => error.hint("compare things of the same kind"),
    }
}

/// Whether something is a sample without an order, such as what a dealt hand shows: two of them are compared as multisets.
fn is_unordered(typed: &Typed) -> bool {
    matches!(&typed.kind, Kind::Sample(Sample { order: Order::Without, length, .. }) if *length != Some(1))
}

/// A sample regardless of its order.
fn multiset(sample: Expr) -> Result<Expr, Error> {
    let is_one = matches!(sample.node(), Node::Call(function, _) if **function == MULTISET);
    if is_one { Ok(sample) } else { Expr::new(Node::Call(&MULTISET, vec![sample])).simplified() }
}
