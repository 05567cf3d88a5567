//! Comparisons: of numbers, of labels, of samples with words and sets; membership and patterns.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::known;
use crate::language::check::pattern::comparison;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Quantifier};
use std::sync::Arc;

impl Checker<'_> {
    /// `1 <= X <= 3`: every link must hold.
    pub(super) fn comparison(
        &mut self,
        first: &ast::Expr,
        rest: &[ast::Link],
        span: Span,
    ) -> Result<Typed, Error> {
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
        let event = self.compared(&a, sign, &b, left, right, sign_span, span)?;
        Ok((event, Some(b)))
    }

    /// The right side of a comparison whose left side is a bare word: a label of it, unless `X = 2d6` was meant to
    /// name an experiment.
    fn known_side(&mut self, left: &ast::Expr, right: &ast::Expr, sign: Comparison) -> Result<Typed, Error> {
        let (made, word) = match (self.term(right, None)?, &left.node) {
            (Term::Value(typed), _) => return Ok(typed),
            (Term::Experiment(made), Ast::Name(word)) => (made, word),
            _ => return self.value(right, None),
        };
        let is_label = made.labels.as_ref().is_some_and(|labels| labels.find(word).is_some());
        if sign == Comparison::Equal && !is_label {
            return Err(self.assigned(word, left.span));
        }
        self.perform(&made, None, right.span)
    }

    fn assigned(&self, word: &str, span: Span) -> Error {
        Error::new(ErrorKind::UnknownName, format!("unknown name `{word}`"))
            .hint("to name an experiment, did you mean `~`? (`=` compares)")
            .at(span)
    }

    /// Whether a piece of text is a bare word that no name in scope explains, or quoted text.
    fn is_open_word(&self, ast: &ast::Expr) -> bool {
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

    /// The side of a comparison whose other side is known.
    fn side(&mut self, ast: &ast::Expr, other: &Typed, sign_span: Span) -> Result<Typed, Error> {
        if let (Ast::Name(word), true) = (&ast.node, self.is_open_word(ast)) {
            if let Kind::Level(scale) = &other.kind {
                return match scale.level(word) {
                    Some(level) => Ok(known(Value::Level(level), ast.span)),
                    None => {
                        let error = Error::new(
                            ErrorKind::UnknownLabel,
                            format!("there is no {} `{word}`", bare(other)),
                        );
                        let error = error.at(ast.span);
                        Err(match crate::error::nearest(word, scale.names().0.iter().copied()) {
                            Some(near) => error.hint(format!("did you mean `{near}`?")),
                            None => error.hint(format!("they are {}", scale.names().0.join(", "))),
                        })
                    }
                };
            }
            if other.kind == Kind::Card && Pattern::card_word(word).is_some() {
                let what = class_of_cards(word);
                return Err(Error::new(ErrorKind::Kind, format!("a card is not {what}"))
                    .hint(format!("did you mean `is`? Write `… is {word}`"))
                    .at(sign_span));
            }
            if let Some(labels) = &other.labels
                && labels.find(word).is_none()
                && !matches!(other.kind, Kind::Number)
            {
                return Err(super::pattern::unknown_label(word, ast.span, labels));
            }
        }
        if let Ast::Set(items) = &ast.node {
            // A set beside a multiset keeps its repetitions.
            if matches!(&other.expr.node(), Node::Call(f, _) if f.name == "multiset") {
                return self.repeated(items, ast.span, other.labels.as_ref());
            }
        }
        self.value(ast, other.labels.as_ref())
    }

    /// The elements of a braced list in ascending order, with repetitions.
    fn repeated(&mut self, items: &[ast::Expr], span: Span, labels: Option<&Labels>) -> Result<Typed, Error> {
        let mut values = Vec::new();
        for item in items {
            match (&item.node, labels) {
                (Ast::Name(word) | Ast::Text(word), Some(labels)) => match labels.find(word) {
                    Some(label) => values.push(label),
                    None => return Err(super::pattern::unknown_label(word, item.span, labels)),
                },
                _ => values.extend(self.set_item(item)?),
            }
        }
        values.sort();
        let length = Some(values.len() as u64);
        let element = Box::new(Kind::shared(&values));
        let kind = Kind::Sample(Sample { element, order: Order::Row, length });
        Ok(Typed { kind, ..known(Value::row(values), span) })
    }

    /// The event that two values compare like this.
    #[allow(clippy::too_many_arguments)]
    fn compared(
        &mut self,
        a: &Typed,
        sign: Comparison,
        b: &Typed,
        left: &ast::Expr,
        right: &ast::Expr,
        sign_span: Span,
        span: Span,
    ) -> Result<Expr, Error> {
        let equality = matches!(sign, Comparison::Equal | Comparison::Unequal);
        let done = |event: Expr| -> Result<Expr, Error> {
            if sign == Comparison::Unequal { expr(Node::Not(event), span) } else { Ok(event) }
        };
        if equality {
            if let Some(event) = self.samples_equal(a, b, right, span)? {
                return done(event);
            }
            if let Some(event) = self.samples_equal(b, a, left, span)? {
                return done(event);
            }
            if let (Kind::Shape, Some(Value::Word(text))) = (&a.kind, b.expr.known()) {
                return done(self.shape_is(a, text, right.span, span)?);
            }
        }
        let number = |kind: &Kind| matches!(kind, Kind::Number) || kind.is_summable();
        let (a, b) = if number(&a.kind) || number(&b.kind) {
            let both = matches!(
                (&a.kind, &b.kind),
                (Kind::Level(crate::model::Scale::Rank), _) | (_, Kind::Level(crate::model::Scale::Rank))
            );
            if both {
                (a.clone(), b.clone())
            } else {
                (self.comparable(a, b, left, right)?, self.comparable(b, a, right, left)?)
            }
        } else {
            (a.clone(), b.clone())
        };
        let comparable = match (&a.kind, &b.kind) {
            (Kind::Sample(x), Kind::Sample(y)) => equality && x.element == y.element,
            (Kind::Level(x), Kind::Level(y)) => x == y,
            (Kind::Level(crate::model::Scale::Rank), Kind::Number)
            | (Kind::Number, Kind::Level(crate::model::Scale::Rank)) => true,
            (Kind::Tuple(_), Kind::Tuple(_)) => equality,
            // A sample of one is its element.
            (Kind::Sample(Sample { element, length: Some(1), .. }), other)
            | (other, Kind::Sample(Sample { element, length: Some(1), .. })) => element.as_ref() == other,
            (Kind::Label | Kind::Card | Kind::Set | Kind::Truth | Kind::Shape, _) => {
                equality && a.kind == b.kind
            }
            (x, y) => x == y,
        };
        if !comparable {
            if !equality && a.kind == b.kind {
                let message =
                    format!("{} has no order, so `{}` cannot compare it", a.kind.name(), sign.sign());
                return Err(Error::new(ErrorKind::Kind, message).hint("use `=` or `!=`").at(sign_span));
            }
            return Err(incomparable(&a.kind, &b.kind).at(right.span));
        }
        let single = |typed: &Typed, other: &Typed| match (&typed.kind, &other.kind) {
            (Kind::Sample(Sample { length: Some(1), .. }), Kind::Sample(_)) => Ok(typed.expr.clone()),
            (Kind::Sample(Sample { length: Some(1), .. }), _) => {
                expr(Node::At(typed.expr.clone(), Expr::value_of(1)), span)
            }
            _ => Ok(typed.expr.clone()),
        };
        let (x, y) = (single(&a, &b)?, single(&b, &a)?);
        expr(Node::Compare(sign, x, y), span)
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
            kind if kind.is_summable() => self.as_number(side.clone(), ast.span),
            // A label that happens to be compared with a number among labels that are partly numbers.
            Kind::Label if side.labels.is_some() && other.expr.known().is_some() => Ok(side.clone()),
            Kind::Label if other.labels.is_some() => Ok(side.clone()),
            Kind::Set | Kind::Truth | Kind::Card | Kind::Shape | Kind::Level(_) | Kind::Label => {
                let place = if matches!(side.kind, Kind::Truth | Kind::Set) { ast } else { other_ast };
                Err(incomparable(&side.kind, &other.kind).at(place.span))
            }
            _ => self.as_number(side.clone(), ast.span),
        }
    }

    /// Equality of a whole sample with a word, a row, a set of repetitions, or another sample: place by place or label
    /// by label, so that each part can be followed on its own.
    fn samples_equal(
        &mut self,
        sample: &Typed,
        other: &Typed,
        other_ast: &ast::Expr,
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        let (row, is_multiset) = match sample.expr.node() {
            Node::Call(function, arguments) if function.name == "seq" => (arguments[0].clone(), false),
            Node::Call(function, arguments) if function.name == "multiset" => (arguments[0].clone(), true),
            Node::Call(function, arguments) if function.name == "set" => {
                return self.sets_equal(&arguments[0], other, span);
            }
            _ if matches!(sample.kind, Kind::Sample(_)) => (sample.expr.clone(), false),
            _ => return Ok(None),
        };
        let Kind::Sample(kind) = &sample.kind else { return Ok(None) };
        let wanted: Vec<Value> = match other.expr.known() {
            Some(Value::Word(text))
                if self.spelled(other_ast).is_some()
                    && (kind.length.is_none_or(|n| n != 1) || text.chars().count() == 1) =>
            {
                let Some(labels) = &sample.labels else { return Ok(None) };
                let letter = |c: char| {
                    let word = c.to_string();
                    labels
                        .find(&word)
                        .ok_or_else(|| super::pattern::unknown_label(&word, other_ast.span, labels))
                };
                text.chars().map(letter).collect::<Result<_, _>>()?
            }
            Some(Value::Row(values)) => values.to_vec(),
            _ => {
                if let Node::Call(function, arguments) = other.expr.node()
                    && function.name == "seq"
                    && !is_multiset
                {
                    return self.rows_equal(&row, &arguments[0], kind.length, span);
                }
                return Ok(None);
            }
        };
        if is_multiset {
            return self.multiset_is(&row, kind.length, &wanted, span).map(Some);
        }
        if let (Some(Value::Word(word)), Some(length)) = (other.expr.known(), kind.length)
            && length != wanted.len() as u64
        {
            let message = format!("\"{word}\" has {} letters, and the sample has {length}", wanted.len());
            return Err(Error::new(ErrorKind::Range, message)
                .hint(format!("for a part of the sample write `\"{word}\" in …`"))
                .at(other_ast.span));
        }
        if kind.length.is_some_and(|n| n != wanted.len() as u64) {
            return Ok(Some(Expr::spanned(Node::Value(Value::Truth(false)), Some(span))));
        }
        if kind.order == Order::Without {
            let list = wanted.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
            return Err(Error::new(ErrorKind::Kind, "`choose` has no order")
                .hint(format!("compare without order: `multiset(X) = {{{list}}}`"))
                .at(other_ast.span));
        }
        if kind.length.is_none() {
            let value = Expr::value_of(Value::row(wanted));
            return Ok(Some(expr(Node::Compare(Comparison::Equal, row, value), span)?));
        }
        let mut places = Vec::with_capacity(wanted.len());
        for (i, value) in (1..).zip(wanted) {
            let at = Expr::spanned(Node::At(row.clone(), Expr::value_of(i)), Some(span));
            places.push(expr(Node::Compare(Comparison::Equal, at, Expr::value_of(value)), span)?);
        }
        Expr::spanned(Node::And(places), Some(span)).rewrite(&mut |_| Ok(None)).map(Some)
    }

    fn rows_equal(
        &mut self,
        a: &Expr,
        b: &Expr,
        length: Option<u64>,
        span: Span,
    ) -> Result<Option<Expr>, Error> {
        let Some(length) = length.filter(|n| *n <= 1000) else {
            return Ok(Some(expr(Node::Compare(Comparison::Equal, a.clone(), b.clone()), span)?));
        };
        let mut places = Vec::new();
        for i in 1..=length.cast_signed() {
            let at = |row: &Expr| Expr::spanned(Node::At(row.clone(), Expr::value_of(i)), Some(span));
            places.push(expr(Node::Compare(Comparison::Equal, at(a), at(b)), span)?);
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
    fn sets_equal(&mut self, row: &Expr, other: &Typed, span: Span) -> Result<Option<Expr>, Error> {
        let Some(Value::Set(values)) = other.expr.known() else { return Ok(None) };
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
    fn shape_is(&mut self, shape: &Typed, text: &str, place: Span, span: Span) -> Result<Expr, Error> {
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

    /// `pattern in X` for a sample, `value in {…}` for a set.
    pub(super) fn within(
        &mut self,
        pattern: &ast::Expr,
        collection: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let term = self.term(collection, None)?;
        let is_collection = matches!(term, Term::Collection(_));
        let target = match term {
            Term::Value(typed) => typed,
            Term::Experiment(made) => self.perform(&made, None, collection.span)?,
            Term::Collection(pool) => {
                // Membership in a fixed collection is membership in the set of its labels.
                let population = pool.population.made()?.ok_or_else(|| {
                    Error::new(ErrorKind::Kind, "the collection is not known here").at(collection.span)
                })?;
                let labels = population.classes().iter().map(|(label, _)| label.clone());
                known(Value::set(labels), collection.span)
            }
            Term::Pattern(_) => {
                return Err(
                    Error::new(ErrorKind::Kind, "a sample or a set is needed here").at(collection.span)
                );
            }
        };
        if target.kind == Kind::Set {
            let member = self.member(pattern, &target, span)?;
            let is_label =
                self.is_open_word(pattern) || matches!(pattern.node, Ast::Number(_) | Ast::Text(_));
            if is_collection && is_label && member.expr.known().is_some() {
                let (label, from) = (
                    crate::language::print_expression(pattern),
                    crate::language::print_expression(collection),
                );
                let message = format!("nothing is drawn from `{from}` here, so this is no event");
                return Err(Error::new(ErrorKind::Kind, message)
                    .hint(format!("draw from it: `{label} in draw 1 from {from}`"))
                    .at(span));
            }
            return Ok(member);
        }
        if let Some(text) = self.spelled(pattern)
            && let Some(event) = self.word_in(&text, pattern.span, &target, span)?
        {
            return Ok(event);
        }
        if self.is_random(pattern) {
            if let Ast::Name(word) = &pattern.node
                && target.labels.as_ref().is_some_and(|labels| labels.find(word).is_some())
            {
                return Err(super::pattern::both(word, pattern.span));
            }
            // An element that is itself an outcome: some element equals it.
            let value = self.value(pattern, target.labels.as_ref())?;
            let depth = self.elements.len();
            let equal =
                Expr::new(Node::Compare(Comparison::Equal, Expr::new(Node::Element(depth)), value.expr));
            let any = expr(Node::Each(Quantifier::Any, depth, target.expr, equal), span)?;
            return Ok(Typed::new(any, Kind::Truth));
        }
        let pattern = self.pattern_argument(pattern, &target)?;
        self.registered("contains", vec![pattern, target.expr], Kind::Truth, span)
    }

    /// Whether a piece of text is an expression over outcomes rather than a pattern.
    fn is_random(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Index { .. } | Ast::Call { .. } | Ast::Dice(_) => true,
            Ast::Negate(inner) => self.is_random(inner),
            Ast::Binary { operator: ast::Operator::And | ast::Operator::Or | ast::Operator::Xor, .. } => {
                false
            }
            Ast::Binary { left, right, .. } => self.is_random(left) || self.is_random(right),
            Ast::Name(word) => {
                let typed = self.element(word).or_else(|| match self.scope.get(word) {
                    Some(crate::language::check::Meaning::Outcome(typed)) => Some(typed.clone()),
                    _ => None,
                });
                typed.is_some_and(|typed| typed.expr.known().is_none())
            }
            _ => false,
        }
    }

    /// The quoted text that a piece of text is, or that its name stands for.
    fn spelled(&self, ast: &ast::Expr) -> Option<String> {
        let word = match &ast.node {
            Ast::Text(text) => return Some(text.clone()),
            Ast::Name(word) if self.element(word).is_none() => word,
            _ => return None,
        };
        match self.scope.get(word)? {
            crate::language::check::Meaning::Expression(definition) => match &definition.node {
                Ast::Text(text) => Some(text.clone()),
                _ => None,
            },
            crate::language::check::Meaning::Known(typed) => match typed.expr.known()? {
                Value::Word(text) => Some(text.to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    /// A word in a row: its letters one after another.
    fn word_in(
        &mut self,
        text: &str,
        place: Span,
        target: &Typed,
        span: Span,
    ) -> Result<Option<Typed>, Error> {
        let (Some(labels), Kind::Sample(_)) = (&target.labels, &target.kind) else { return Ok(None) };
        if text.chars().count() < 2 || labels.find(text).is_some() || labels.has_cards() {
            return Ok(None);
        }
        let word = self.letters(text, place, labels)?;
        let word = Expr::value_of(Value::row(word));
        Ok(Some(self.registered("within", vec![word, target.expr.clone()], Kind::Truth, span)?))
    }

    /// The labels that the letters of a word stand for.
    pub(super) fn letters(&mut self, text: &str, place: Span, labels: &Labels) -> Result<Vec<Value>, Error> {
        text.chars()
            .map(|c| {
                let letter = c.to_string();
                let number = c.to_digit(10).map(|d| Value::Int(i64::from(d)));
                labels
                    .find(&letter)
                    .or_else(|| number.filter(|n| labels.values.contains(n)))
                    .ok_or_else(|| super::pattern::unknown_label(&letter, place, labels))
            })
            .collect()
    }

    /// Membership in a set.
    fn member(&mut self, element: &ast::Expr, set: &Typed, span: Span) -> Result<Typed, Error> {
        let values = set.expr.known().map(|v| v.elements().to_vec());
        let value = match &values {
            Some(values) if self.is_open_word(element) => {
                let labels = Labels::new(crate::model::Collection::Set, values.clone());
                self.value(element, Some(&labels))?
            }
            _ => self.value(element, None)?,
        };
        let value = if value.kind.is_summable() { self.as_number(value, element.span)? } else { value };
        let value = match &value.kind {
            // A sample of one is its element.
            Kind::Sample(Sample { element, length: Some(1), .. }) => Typed {
                kind: element.as_ref().clone(),
                expr: expr(Node::At(value.expr.clone(), Expr::value_of(1)), span)?,
                labels: value.labels.clone(),
            },
            _ => value,
        };
        if let Some(error) = values.as_deref().and_then(|values| classes_in_set(values, &value, element)) {
            return Err(error);
        }
        let events = match (values, set.expr.node()) {
            (Some(values), _) => {
                let run = run_of_integers(&values);
                if let (Some((low, high)), Kind::Number) = (run, &value.kind) {
                    let at_least = expr(
                        Node::Compare(Comparison::AtLeast, value.expr.clone(), Expr::value_of(low)),
                        span,
                    )?;
                    let at_most = expr(
                        Node::Compare(Comparison::AtMost, value.expr.clone(), Expr::value_of(high)),
                        span,
                    )?;
                    // A run of integers holds integers only: outcomes that may be fractions are compared one by one.
                    if self.is_integer(&value) {
                        let both = Expr::spanned(Node::And(vec![at_least, at_most]), Some(span));
                        return Ok(Typed::new(both.rewrite(&mut |_| Ok(None))?, Kind::Truth));
                    }
                }
                let mut events = Vec::with_capacity(values.len());
                for member in &values {
                    let member = match member {
                        Value::Word(word) => word_beside(word, &value, element.span)?,
                        _ => member.clone(),
                    };
                    if Kind::of(&member) != value.kind && !matches!(value.kind, Kind::Label | Kind::Level(_))
                    {
                        let message = format!(
                            "{} cannot be in a set of {}s",
                            value.kind.name(),
                            Kind::of(&member).name().trim_start_matches("a ")
                        );
                        return Err(Error::new(ErrorKind::Kind, message).at(element.span));
                    }
                    events.push(expr(
                        Node::Compare(Comparison::Equal, value.expr.clone(), Expr::value_of(member)),
                        span,
                    )?);
                }
                events
            }
            (None, Node::Range(low, high)) => {
                let at_least =
                    expr(Node::Compare(Comparison::AtLeast, value.expr.clone(), low.clone()), span)?;
                let at_most =
                    expr(Node::Compare(Comparison::AtMost, value.expr.clone(), high.clone()), span)?;
                let both = Expr::spanned(Node::And(vec![at_least, at_most]), Some(span));
                return Ok(Typed::new(both.rewrite(&mut |_| Ok(None))?, Kind::Truth));
            }
            (None, Node::Set(parts)) => {
                let mut events = Vec::new();
                for part in parts {
                    events.push(expr(
                        Node::Compare(Comparison::Equal, value.expr.clone(), part.clone()),
                        span,
                    )?);
                }
                events
            }
            _ => {
                let depth = self.elements.len();
                let equal =
                    Expr::new(Node::Compare(Comparison::Equal, Expr::new(Node::Element(depth)), value.expr));
                let any = expr(Node::Each(Quantifier::Any, depth, set.expr.clone(), equal), span)?;
                return Ok(Typed::new(any, Kind::Truth));
            }
        };
        let any = Expr::spanned(Node::Or(events), Some(span)).rewrite(&mut |_| Ok(None))?;
        Ok(Typed::new(any, Kind::Truth))
    }

    /// Whether a number is an integer whatever happens: counts and sums of integers are.
    fn is_integer(&self, typed: &Typed) -> bool {
        let integral = |labels: &Option<Labels>| {
            labels.as_ref().is_some_and(|l| l.values.iter().all(|v| matches!(v, Value::Int(_))))
        };
        match typed.expr.node() {
            Node::Value(Value::Int(_)) => true,
            Node::Call(function, _) => {
                matches!(function.name, "count" | "distinct" | "maxcount" | "longest" | "length")
            }
            Node::Name(_) | Node::At(..) => integral(&typed.labels),
            _ => false,
        }
    }

    /// `X[1] is ace`.
    pub(super) fn is(
        &mut self,
        element: &ast::Expr,
        pattern: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let value = self.value(element, None)?;
        let pattern = self.pattern(pattern, value.labels.as_ref(), value.kind.element())?;
        let value =
            if value.kind.is_summable() && !matches!(&value.kind, Kind::Sample(s) if s.length == Some(1)) {
                self.as_number(value, element.span)?
            } else {
                value
            };
        let pattern = Expr::value_of(Value::Pattern(Arc::new(pattern)));
        self.registered("contains", vec![pattern, value.expr], Kind::Truth, span)
    }
}

/// The ends of a set that is a run of integers.
fn run_of_integers(values: &[Value]) -> Option<(i64, i64)> {
    let numbers: Option<Vec<i64>> =
        values.iter().map(|v| if let Value::Int(n) = v { Some(*n) } else { None }).collect();
    let numbers = numbers?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    (numbers.len() > 2 && last - first + 1 == i64::try_from(numbers.len()).ok()?).then_some((first, last))
}

/// What a word such as `ace`, that says something of a card, is.
fn class_of_cards(word: &str) -> &'static str {
    match Pattern::card_word(word) {
        Some(Pattern::Rank(_)) => "a rank",
        Some(Pattern::Color(_)) => "a colour",
        Some(Pattern::Face) => "a class of cards",
        _ => "a suit",
    }
}

/// The error of `X[1] in {ace, hearts}`: what many cards match is a pattern, and stands before `in`.
fn classes_in_set(members: &[Value], value: &Typed, element: &ast::Expr) -> Option<Error> {
    (value.kind == Kind::Card).then_some(())?;
    let class = |member: &Value| match member {
        Value::Word(word) => Pattern::card_word(word).map(|_| class_of_cards(word)),
        Value::Int(rank) => (2..=10).contains(rank).then_some("a rank"),
        _ => None,
    };
    let whats = members.iter().map(class).collect::<Option<Vec<_>>>()?;
    let words: Vec<String> = members.iter().map(ToString::to_string).collect();
    let pattern = if words.len() == 1 { words[0].clone() } else { format!("({})", words.join(" or ")) };
    let text = crate::language::print_expression(element);
    let error =
        Error::new(ErrorKind::Kind, format!("`{}` is {}, not a card", words.first()?, whats.first()?));
    Some(error.hint(format!("did you mean `{pattern} in {text}`?")).at(element.span))
}

/// The label, card or rank that a word of a set is for this value.
fn word_beside(word: &str, value: &Typed, place: Span) -> Result<Value, Error> {
    if let Kind::Level(scale) = &value.kind {
        let unknown =
            || Error::new(ErrorKind::UnknownLabel, format!("there is no {} `{word}`", bare(value))).at(place);
        return scale.level(word).map(Value::Level).ok_or_else(unknown);
    }
    let Some(labels) = &value.labels else { return Ok(Value::word(word)) };
    match labels.find(word) {
        Some(label) => Ok(label),
        None if labels.has_cards() => super::pattern::card(word, place, labels),
        None => Err(super::pattern::unknown_label(word, place, labels)),
    }
}

fn bare(typed: &Typed) -> &'static str {
    typed.kind.name().trim_start_matches("a ")
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
