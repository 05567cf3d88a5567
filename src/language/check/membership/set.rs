//! Values in sets: `X in {2, 3, 5}`, whose words are read by what may be in them.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self};
use crate::language::check::comparison::{bare, class_of_cards};
use crate::language::check::equality::label_of;
use crate::language::check::typed::{Kind, Labels, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Quantifier};

impl Checker<'_> {
    /// Membership in a set.
    pub(super) fn member(
        &mut self,
        element: &ast::Expr,
        set: &Typed,
        collection: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let values = set.expr.known().map(|v| v.elements().to_vec());
        let value = match &values {
            Some(values) if self.is_open_word(element) => {
                let labels = Labels::new(crate::model::Collection::Set, values.clone());
                self.value(element, Some(&labels))?
            }
            _ => self.value(element, set.labels.as_ref())?,
        };
        let value = if value.kind.is_summable() { self.operand(value, element)? } else { value };
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
                let run = run_of_integers(&values).filter(|_| value.kind == Kind::Number);
                // A run of integers holds integers only: outcomes that may be fractions are compared one by one.
                if let Some((low, high)) = run.filter(|_| self.is_integer(&value)) {
                    return between(&value, [Expr::value_of(low), Expr::value_of(high)], span);
                }
                let place = set.expr.span().unwrap_or(span);
                let equals = |member| self.equals_member(&value, member, [element, collection], place, span);
                values.iter().map(equals).collect::<Result<Vec<_>, _>>()?
            }
            (None, Node::Range(low, high)) => return between(&value, [low.clone(), high.clone()], span),
            (None, Node::Set(parts)) => {
                let equals = |part: &Expr| {
                    expr(Node::Compare(Comparison::Equal, value.expr.clone(), part.clone()), span)
                };
                parts.iter().map(equals).collect::<Result<Vec<_>, _>>()?
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

    /// Whether a value equals a member of a set, as it is written there.
    fn equals_member(
        &mut self,
        value: &Typed,
        member: &Value,
        [element, collection]: [&ast::Expr; 2],
        place: Span,
        span: Span,
    ) -> Result<Expr, Error> {
        if let (Kind::Shape, Value::Word(text)) = (&value.kind, member) {
            return self.shape_is(value, text, place, span);
        }
        let member = match member {
            Value::Word(word) => word_beside(word, value, element.span)?,
            _ => member.clone(),
        };
        if Kind::of(&member) != value.kind && !matches!(value.kind, Kind::Label | Kind::Level(_)) {
            let message = format!(
                "{} cannot be in a set of {}s",
                value.kind.name(),
                Kind::of(&member).name().trim_start_matches("a ").trim_start_matches("an ")
            );
            let error = Error::new(ErrorKind::Kind, message).at(element.span);
            return Err(match &value.kind {
                Kind::Sample(_) => {
                    let [of, set] = [element, collection].map(crate::language::print_expression);
                    error.hint(format!(
                        "of each element, `all(x in {of}: x in {set})`; of some, `{set} in {of}`"
                    ))
                }
                _ => error,
            });
        }
        expr(Node::Compare(Comparison::Equal, value.expr.clone(), Expr::value_of(member)), span)
    }
}

/// Whether a number lies between two others.
fn between(value: &Typed, [low, high]: [Expr; 2], span: Span) -> Result<Typed, Error> {
    let at_least = expr(Node::Compare(Comparison::AtLeast, value.expr.clone(), low), span)?;
    let at_most = expr(Node::Compare(Comparison::AtMost, value.expr.clone(), high), span)?;
    let both = Expr::spanned(Node::And(vec![at_least, at_most]), Some(span));
    Ok(Typed::new(both.rewrite(&mut |_| Ok(None))?, Kind::Truth))
}

/// The ends of a set that is a run of integers.
fn run_of_integers(values: &[Value]) -> Option<(i64, i64)> {
    let numbers: Option<Vec<i64>> =
        values.iter().map(|v| if let Value::Int(n) = v { Some(*n) } else { None }).collect();
    let numbers = numbers?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    (numbers.len() > 2 && last - first + 1 == i64::try_from(numbers.len()).ok()?).then_some((first, last))
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
    label_of(&Value::word(word), value.labels.as_ref(), place)
}
