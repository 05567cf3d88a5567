//! Patterns: words and comparisons before `in` and after `is`, read with the labels of the collection at hand.

mod card;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::meant;
use crate::language::check::misfit::{never_both, no_number, no_tuple};
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, Term};
use crate::model::pattern::{Comparison, NumberClass};
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node};
pub(super) use card::{card, level};
use card::{is_french, rank, suit_word};
use std::sync::Arc;

impl Checker<'_> {
    /// The pattern of a sample's elements as an argument of a function; `of` is how the sample is written.
    pub(super) fn pattern_argument(
        &mut self,
        ast: &ast::Expr,
        sample: &Typed,
        of: &ast::Expr,
    ) -> Result<Expr, Error> {
        if let Some(error) = no_tuple(ast, sample, of) {
            return Err(error);
        }
        let pattern = self.pattern(ast, sample.labels.as_ref(), sample.kind.element())?;
        if let Some(error) = no_number(ast, &pattern, sample) {
            return Err(error);
        }
        if let Some(error) = never_both(ast, &pattern, sample.labels.as_ref(), of) {
            return Err(error);
        }
        if let Some(error) = self.absent_in(&pattern, ast.span, sample, of) {
            return Err(error);
        }
        Ok(Expr::spanned(Node::Value(Value::Pattern(Arc::new(pattern))), Some(ast.span)))
    }

    /// The pattern that a piece of text is, for elements with these labels.
    pub(super) fn pattern(
        &mut self,
        ast: &ast::Expr,
        labels: Option<&Labels>,
        element: &Kind,
    ) -> Result<Pattern, Error> {
        match &ast.node {
            Ast::Name(word) => self.pattern_word(word, ast.span, labels, element),
            Ast::Text(text) => pattern_text(text, ast.span, labels),
            Ast::Set(items) => {
                let parts = items.iter().map(|item| self.pattern(item, labels, element));
                Ok(Pattern::Or(parts.collect::<Result<_, _>>()?))
            }
            Ast::Range { from, to } => {
                let (from, to) = (self.bound(from, labels, element)?, self.bound(to, labels, element)?);
                Ok(Pattern::Between(from, to))
            }
            Ast::Threshold { comparator, value } => {
                let value = self.bound(value, labels, element)?;
                Ok(Pattern::Compare(comparison(*comparator), value))
            }
            Ast::MultipleOf(value) => match self.constant(value)? {
                Value::Int(k) if k != 0 => {
                    spoken(Pattern::Number(NumberClass::MultipleOf(k)), labels, ast.span)
                }
                other => Err(Error::new(ErrorKind::Range, format!("a multiple of {other} makes no sense"))
                    .hint("write `multiple of` a whole number that is not 0")
                    .at(value.span)),
            },
            Ast::Not(inner) => Ok(Pattern::Not(Box::new(self.pattern(inner, labels, element)?))),
            Ast::Binary { operator: ast::Operator::And, left, right } => Ok(Pattern::And(vec![
                self.pattern(left, labels, element)?,
                self.pattern(right, labels, element)?,
            ])),
            Ast::Binary { operator: ast::Operator::Or, left, right } => Ok(Pattern::Or(vec![
                self.pattern(left, labels, element)?,
                self.pattern(right, labels, element)?,
            ])),
            // The words of a pair are labels of its parts: `(boy, 2) in X`.
            Ast::Tuple(parts) => {
                let value = match self.tuple(parts, ast.span, labels)?.expr.known() {
                    Some(value) => value.clone(),
                    None => self.constant(ast).map_err(|error| open_pattern(ast, error))?,
                };
                self.numeric_pattern(value, labels, element, ast.span)
            }
            _ => match self.constant(ast).map_err(|error| open_pattern(ast, error))? {
                Value::Set(values) => Ok(Pattern::Or(values.iter().cloned().map(Pattern::Is).collect())),
                Value::Pattern(pattern) => Ok(pattern.as_ref().clone()),
                value => self.numeric_pattern(value, labels, element, ast.span),
            },
        }
    }

    /// A number as a pattern: among cards it is a rank.
    fn numeric_pattern(
        &self,
        value: Value,
        labels: Option<&Labels>,
        element: &Kind,
        span: Span,
    ) -> Result<Pattern, Error> {
        let cards = *element == Kind::Card || labels.is_some_and(Labels::has_cards);
        match value {
            Value::Int(n) if cards => rank(n, labels, span),
            Value::Int(n) if *element == Kind::Level(crate::model::Scale::Rank) => {
                level(n, labels, span).map(Pattern::Is)
            }
            value @ (Value::Int(_) | Value::Ratio(_)) if matches!(element, Kind::Label | Kind::Truth) => {
                // Labels may be numbers and words side by side.
                match labels {
                    Some(labels) => number_label(&value, labels, span).map(Pattern::Is),
                    None => Ok(Pattern::Is(value)),
                }
            }
            value => Ok(Pattern::Is(value)),
        }
    }

    /// The value at the end of a range or after a comparison in a pattern.
    fn bound(&mut self, ast: &ast::Expr, labels: Option<&Labels>, element: &Kind) -> Result<Value, Error> {
        if let Ast::Name(word) = &ast.node {
            if (*element == Kind::Card || matches!(element, Kind::Level(crate::model::Scale::Rank)))
                && let Some(level) = crate::model::Scale::Rank.level(word)
            {
                return Ok(Value::Level(level));
            }
            if let Kind::Level(scale) = element
                && let Some(level) = scale.level(word)
            {
                return Ok(Value::Level(level));
            }
            if let Some(label) = labels.and_then(|l| l.find(word)) {
                return Ok(label);
            }
        }
        self.constant(ast)
    }

    /// The pattern that a word stands for.
    fn pattern_word(
        &mut self,
        word: &str,
        span: Span,
        labels: Option<&Labels>,
        element: &Kind,
    ) -> Result<Pattern, Error> {
        if *element == Kind::Truth && matches!(word, "true" | "false") {
            return Ok(Pattern::Is(Value::Truth(word == "true")));
        }
        let own = self.element(word).is_some() || self.scope.get(word).is_some();
        let found = self.label_pattern(word, labels, element);
        if found.is_some() && own {
            return Err(both(word, span));
        }
        if let Some(pattern) = found {
            return Ok(pattern);
        }
        if let Some(class) = Pattern::class_word(word) {
            return spoken(class, labels, span);
        }
        let is_class = labels.is_some_and(Labels::has_cards) && Pattern::card_word(word).is_some();
        if own && is_class {
            return Err(both(word, span));
        }
        if own {
            let term = self.term(&ast::Expr::new(Ast::Name(word.to_owned()), span), labels)?;
            return match term {
                Term::Pattern(pattern) => Ok(pattern),
                Term::Value(typed) => match typed.expr.known() {
                    Some(Value::Set(values)) => {
                        Ok(Pattern::Or(values.iter().cloned().map(Pattern::Is).collect()))
                    }
                    // A word that the name stands for is read as if it stood here.
                    Some(Value::Word(text)) => match self.label_pattern(text, labels, element) {
                        Some(pattern) => Ok(pattern),
                        None => pattern_text(text, span, labels),
                    },
                    Some(value) => self.numeric_pattern(value.clone(), labels, element, span),
                    None => Err(not_constant(word, span)),
                },
                _ => Err(not_constant(word, span)),
            };
        }
        match labels {
            Some(labels) => Err(unknown_label(word, span, labels)),
            None => Err(self.scope.unknown_name(word, span, Pattern::WORDS.into_iter())),
        }
    }

    /// The pattern that a word is among elements with these labels; classes such as `even` are none of these.
    pub(super) fn label_pattern(
        &self,
        word: &str,
        labels: Option<&Labels>,
        element: &Kind,
    ) -> Option<Pattern> {
        let label = labels.and_then(|labels| labels.find(word)).map(Pattern::Is);
        let cards = *element == Kind::Card || labels.is_some_and(Labels::has_cards);
        let card = if cards || matches!(element, Kind::Level(crate::model::Scale::Rank)) {
            Pattern::card_word(word).or_else(|| self.home_suit(word, labels))
        } else {
            None
        };
        let level = match element {
            Kind::Level(scale) => scale.level(word).map(|level| Pattern::Is(Value::Level(level))),
            _ => None,
        };
        label.or(level).or(card).or_else(|| suit_word(word, labels))
    }
}

/// The label that a number is among labels: a number itself, or a word of digits, as in `"5550"`.
pub(super) fn number_label(number: &Value, labels: &Labels, span: Span) -> Result<Value, Error> {
    if labels.values.contains(number) {
        return Ok(number.clone());
    }
    let text = number.to_string();
    labels.find(&text).ok_or_else(|| unknown_label(&text, span, labels))
}

/// Quoted text as a pattern: a label, whatever else the word may mean, or one card.
fn pattern_text(text: &str, span: Span, labels: Option<&Labels>) -> Result<Pattern, Error> {
    let Some(labels) = labels else { return Ok(Pattern::Is(Value::word(text))) };
    if let Some(label) = labels.find(text) {
        return Ok(Pattern::Is(label));
    }
    if labels.has_cards() {
        // In quotation marks also what is a name besides: `"hearts"`; but `"9s"` is a card, not nines.
        let card = card(text, span, labels).map(Pattern::Is);
        return card.or_else(|error| Pattern::card_word(text).ok_or(error));
    }
    let error = unknown_label(text, span, labels);
    // In quotation marks it stands already.
    let is_row = text.chars().count() > 1 && text.chars().all(|c| labels.find(&c.to_string()).is_some());
    Err(if is_row { error.hint(format!("that is a row of labels: `\"{text}\" in …`")) } else { error })
}

/// The class, unless it says nothing of any of the labels: `even` of cards, `vowel` of numbers.
fn spoken(class: Pattern, labels: Option<&Labels>, span: Span) -> Result<Pattern, Error> {
    let Some(labels) = labels.filter(|labels| !labels.values.is_empty()) else { return Ok(class) };
    let is_number = matches!(class, Pattern::Number(_));
    let speaks = |label: &Value| class.speaks_of(label);
    if labels.values.iter().any(speaks) && !(is_number && is_french(labels)) {
        return Ok(class);
    }
    let Pattern::Number(number) = &class else { return Err(unknown_label(&class.to_string(), span, labels)) };
    let ranks: Vec<String> = (2..=10).filter(|n| number.contains(*n)).map(|n| n.to_string()).collect();
    let french = labels.values.iter().any(|label| matches!(label, Value::Card(_) | Value::Level(_)));
    if !french || ranks.is_empty() {
        return Err(unknown_label(&class.to_string(), span, labels));
    }
    Err(Error::new(ErrorKind::Kind, format!("`{class}` speaks of numbers, and cards have ranks"))
        .hint(format!("name the ranks: `({}) in …`", ranks.join(" or ")))
        .at(span))
}

/// The error of a label that the collection lacks.
pub(super) fn unknown_label(word: &str, span: Span, labels: &Labels) -> Error {
    let collection = if labels.is_coin() { "coin" } else { labels.collection.name() };
    let message = format!("the {collection} has no `{word}`");
    let error = Error::new(ErrorKind::UnknownLabel, message).at(span);
    let known = labels.words().chain(
        if labels.has_cards() { &Pattern::WORDS[..] } else { &Pattern::WORDS[15..23] }.iter().copied(),
    );
    match meant::label(word, labels).or_else(|| meant::near(word, known)) {
        Some(meant) => error.hint(meant),
        None => {
            let some: Vec<String> = labels.values.iter().take(8).map(|v| format!("`{v}`")).collect();
            let more = if labels.values.len() > 8 { ", …" } else { "" };
            error.hint(format!("it has {}{more}", some.join(", ")))
        }
    }
}

/// The error of a word that is a label here and a name too.
pub(super) fn both(word: &str, span: Span) -> Error {
    Error::new(ErrorKind::Ambiguous, format!("`{word}` is both a label and a name"))
        .hint(format!("quote it: `\"{word}\"`"))
        .at(span)
}

/// The error of `pos(max(X), X)`, where what is looked for is itself an outcome.
fn open_pattern(ast: &ast::Expr, error: Error) -> Error {
    if error.fix().is_some() || error.kind() != ErrorKind::Kind {
        return error;
    }
    let text = crate::language::print_expression(ast);
    error.hint(format!("compare the places: `sum(i in 1..3: if X[i] = {text} then i else 0)`"))
}

fn not_constant(word: &str, span: Span) -> Error {
    Error::new(ErrorKind::Kind, format!("`{word}` is no fixed pattern: it depends on an outcome"))
        .hint("compare elements instead: `any(x in X: x = …)`")
        .at(span)
}

/// The comparison of a sign.
pub(super) fn comparison(comparator: ast::Comparator) -> Comparison {
    match comparator {
        ast::Comparator::Equal => Comparison::Equal,
        ast::Comparator::Unequal => Comparison::Unequal,
        ast::Comparator::Less => Comparison::Less,
        ast::Comparator::AtMost => Comparison::AtMost,
        ast::Comparator::Greater => Comparison::Greater,
        ast::Comparator::AtLeast => Comparison::AtLeast,
    }
}
