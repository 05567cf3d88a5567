//! The sides of a comparison: what one of them is tells how the words of the other are read.

use crate::error::{Error, ErrorKind, Span, nearest};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::equality::label_of;
use crate::language::check::expression::known;
use crate::language::check::meant::category;
use crate::language::check::pattern::number_label;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term};
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Scale, Value};
use crate::question::Node;

impl Checker<'_> {
    /// The right side of a comparison whose left side is a bare word: a label of it, unless `X = 2d6` was meant to
    /// name an experiment.
    pub(super) fn known_side(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        sign: Comparison,
    ) -> Result<Typed, Error> {
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

    /// The side of a comparison whose other side is known.
    pub(super) fn side(&mut self, ast: &ast::Expr, other: &Typed, sign_span: Span) -> Result<Typed, Error> {
        if let (Ast::Name(word), true) = (&ast.node, self.is_open_word(ast)) {
            if let Kind::Level(scale) = &other.kind {
                return match scale.level(word) {
                    Some(level) => Ok(known(Value::Level(level), ast.span)),
                    None => Err(no_level(*scale, word, other).at(ast.span)),
                };
            }
            if other.kind == Kind::Card && Pattern::card_word(word).is_some() {
                let what = class_of_cards(word);
                return Err(Error::new(ErrorKind::Kind, format!("a card is not {what}"))
                    .hint(format!("did you mean `is`? Write `… is {word}`"))
                    .at(sign_span));
            }
            if other.labels.as_ref().is_some_and(Labels::has_cards) && Pattern::card_word(word).is_some() {
                let message = format!("`{word}` is {}, not a card", class_of_cards(word));
                return Err(Error::new(ErrorKind::Kind, message)
                    .hint(format!("count them: `count({word} in …) = 1`; of one card, `X[1] is {word}`"))
                    .at(ast.span));
            }
            if let Some(labels) = &other.labels
                && labels.find(word).is_none()
                && !matches!(other.kind, Kind::Number)
            {
                return Err(crate::language::check::pattern::unknown_label(word, ast.span, labels));
            }
        }
        if let (Ast::Text(word), true, Some(labels)) = (&ast.node, is_one_label(&other.kind), &other.labels)
            && !labels.values.is_empty()
            && labels.find(word).is_none()
        {
            return Err(crate::language::check::pattern::unknown_label(word, ast.span, labels));
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
                (Ast::Name(word) | Ast::Text(word), Some(_)) => {
                    values.push(label_of(&Value::word(word), labels, item.span)?);
                }
                _ => {
                    for value in self.set_item(item)? {
                        values.push(label_of(&value, labels, item.span)?);
                    }
                }
            }
        }
        values.sort();
        let length = Some(values.len() as u64);
        let element = Box::new(Kind::shared(&values));
        let kind = Kind::Sample(Sample { element, order: Order::Row, length });
        Ok(Typed { kind, ..known(Value::row(values), span) })
    }
}

/// The error of a word that is no level of the scale on the other side.
fn no_level(scale: Scale, word: &str, other: &Typed) -> Error {
    let error = Error::new(ErrorKind::UnknownLabel, format!("there is no {} `{word}`", bare(other)));
    let names = scale.names().0;
    let called = category(word).filter(|name| scale.level(name).is_some());
    error.hint(match called.or_else(|| nearest(word, names.iter().copied())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("they are {}", names.join(", ")),
    })
}

/// Whether something is a label, or a sample of one.
fn is_one_label(kind: &Kind) -> bool {
    match kind {
        Kind::Label => true,
        Kind::Sample(Sample { element, length: Some(1), .. }) => **element == Kind::Label,
        _ => false,
    }
}

/// The label that a number beside one of several labels is: `X[1] = 5` where the labels are the letters of a word.
pub(super) fn beside_labels(
    side: &Typed,
    other: &Typed,
    ast: &ast::Expr,
    other_ast: &ast::Expr,
) -> Result<Option<Typed>, Error> {
    let one = is_one_label(&side.kind);
    let (true, Some(labels), Some(number @ (Value::Int(_) | Value::Ratio(_)))) =
        (one && !matches!(ast.node, Ast::Text(_)), &side.labels, other.expr.known())
    else {
        return Ok(None);
    };
    let label = number_label(number, labels, other_ast.span)?;
    Ok(Some(Typed { kind: Kind::Label, labels: Some(labels.clone()), ..known(label, other_ast.span) }))
}

/// What a word such as `ace`, that says something of a card, is.
pub(in crate::language::check) fn class_of_cards(word: &str) -> &'static str {
    match Pattern::card_word(word) {
        Some(Pattern::Rank(_)) => "a rank",
        Some(Pattern::Color(_)) => "a colour",
        Some(Pattern::Face) => "a class of cards",
        _ => "a suit",
    }
}

pub(in crate::language::check) fn bare(typed: &Typed) -> &'static str {
    typed.kind.name().trim_start_matches("a ")
}
