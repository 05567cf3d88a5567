//! What a quantifier makes of its bodies: of values, and of expressions that are not known yet.

use crate::error::{Error, ErrorKind, Span};
use crate::model::Value;
use crate::question::evaluate::Outcomes;
use crate::question::expr::{Expr, Node, Operator, Quantifier};
use crate::statistic::arithmetic;

/// A quantifier on known outcomes: no body is looked at after one that decides.
///
/// # Errors
/// Those of the bodies and of [`gather`].
pub(super) fn each(
    quantifier: Quantifier,
    depth: usize,
    domain: &Value,
    body: &Expr,
    outcomes: &mut Outcomes,
) -> Result<Value, Error> {
    let mut bodies = Vec::new();
    let shadowed = outcomes.element(depth);
    for element in domain.elements() {
        outcomes.bind(depth, Some(element.clone()));
        let value = match quantifier {
            Quantifier::All | Quantifier::Any | Quantifier::Count => Value::Truth(body.truth(outcomes)?),
            _ => body.evaluate(outcomes)?,
        };
        match (quantifier, &value) {
            (Quantifier::All, Value::Truth(false)) | (Quantifier::Any, Value::Truth(true)) => {
                outcomes.bind(depth, shadowed);
                return Ok(value);
            }
            _ => bodies.push(value),
        }
    }
    outcomes.bind(depth, shadowed);
    gather(quantifier, &bodies)
}

/// What a quantifier makes of the values of all its bodies.
///
/// # Errors
/// [`ErrorKind::Undefined`] for the least or greatest of nothing, [`ErrorKind::Kind`] for bodies of the wrong kind.
pub fn gather(quantifier: Quantifier, bodies: &[Value]) -> Result<Value, Error> {
    let holds = |v: &Value| *v == Value::Truth(true);
    match quantifier {
        Quantifier::All => Ok(Value::Truth(bodies.iter().all(holds))),
        Quantifier::Any => Ok(Value::Truth(bodies.iter().any(holds))),
        Quantifier::Count => {
            Ok(Value::Int(i64::try_from(bodies.iter().filter(|v| holds(v)).count()).unwrap_or(i64::MAX)))
        }
        Quantifier::Sum => by_halves(&Value::Int(0), bodies, arithmetic::add),
        Quantifier::Product => by_halves(&Value::Int(1), bodies, arithmetic::multiply),
        Quantifier::Min | Quantifier::Max => {
            for body in bodies {
                arithmetic::number(body)?;
            }
            let best = if quantifier == Quantifier::Min { bodies.iter().min() } else { bodies.iter().max() };
            best.cloned()
                .ok_or_else(|| Error::new(ErrorKind::Undefined, format!("{} of nothing", quantifier.word())))
        }
    }
}

/// All values joined, each half by itself first: long numbers then meet numbers as long as they are, and 1 + 1/2 + … +
/// 1/100000 is a matter of milliseconds.
pub(super) fn by_halves(
    nothing: &Value,
    values: &[Value],
    join: fn(&Value, &Value) -> Result<Value, Error>,
) -> Result<Value, Error> {
    match values {
        [] => Ok(nothing.clone()),
        [only] => join(nothing, only),
        _ => {
            let (left, right) = values.split_at(values.len() / 2);
            join(&by_halves(nothing, left, join)?, &by_halves(nothing, right, join)?)
        }
    }
}

/// A quantifier over a known domain, body by body.
pub(super) fn written_out(
    quantifier: Quantifier,
    depth: usize,
    domain: &Value,
    body: &Expr,
    span: Option<Span>,
) -> Result<Expr, Error> {
    // A body without a value may never be looked at.
    let body_of =
        |element| body.with_element(depth, element).unwrap_or_else(|e| Expr::failed(e, body.span()));
    gathered(quantifier, domain.elements().iter().map(body_of).collect(), span)
}

/// What a quantifier makes of these bodies.
///
/// # Errors
/// Those of working out what is known.
pub fn gathered(quantifier: Quantifier, bodies: Vec<Expr>, span: Option<Span>) -> Result<Expr, Error> {
    let sum = |bodies| Expr::spanned(Node::Sum(bodies), span).rewrite(&mut |_| Ok(None));
    match quantifier {
        Quantifier::All => Expr::spanned(Node::And(bodies), span).rewrite(&mut |_| Ok(None)),
        Quantifier::Any => Expr::spanned(Node::Or(bodies), span).rewrite(&mut |_| Ok(None)),
        Quantifier::Count => {
            let one = |body: Expr| {
                Expr::spanned(Node::If(body, Expr::value_of(1), Expr::value_of(0)), span).simplified()
            };
            sum(bodies.into_iter().map(one).collect::<Result<Vec<_>, _>>()?)
        }
        Quantifier::Sum => sum(bodies),
        Quantifier::Product => bodies.into_iter().try_fold(Expr::value_of(1), |product, body| {
            Expr::spanned(Node::Arithmetic(Operator::Multiply, product, body), span).simplified()
        }),
        Quantifier::Min | Quantifier::Max => {
            // Of several numbers those that become known are one number: a walk's maximum so far. A row is of any length.
            let name = quantifier.word();
            let several = bodies.len() >= 2;
            let function = crate::statistic::function(name, if several { 2 } else { 1 })
                .ok_or_else(|| Error::new(ErrorKind::UnknownFunction, format!("no function `{name}`")))?;
            let arguments =
                if several { bodies } else { vec![Expr::spanned(Node::Row(bodies), span).simplified()?] };
            Expr::spanned(Node::Call(function, arguments), span).simplified()
        }
    }
}
