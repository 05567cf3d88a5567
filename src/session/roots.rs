//! `solve p in 0..1: P(…) = 47/288`: the roots of a polynomial in one parameter.

use crate::answer::{Answer, Reply};
use crate::error::{Error, ErrorKind};
use crate::explain::{Saying, arithmetic};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::program;
use crate::language::print_expression;
use crate::model::Value;
use crate::number::polynomial::{Polynomial, Root};
use crate::session::Session;
use crate::session::ask::{WORK, plain};
use crate::solve::Exact;
use num_rational::BigRational;
use num_traits::Zero;
use std::time::Instant;

/// The highest degree that is tried before the condition is said to be no polynomial.
const HIGHEST: usize = 200;

/// The roots of an equation in one parameter, between two numbers.
///
/// The two sides are worked out exactly at enough values of the parameter to know the polynomial that their
/// difference is; further values must lie on it.
///
/// # Errors
/// Conditions that are no equation, and differences that are no polynomial.
pub fn solve(session: &mut Session, binding: &ast::Binding, condition: &ast::Expr) -> Result<Reply, Error> {
    let started = Instant::now();
    let (low, high) = ends(session, binding)?;
    let Ast::Comparison { first, rest } = &condition.node else { return Err(no_equation(condition)) };
    let [link] = rest.as_slice() else { return Err(no_equation(condition)) };
    if link.comparator.node != ast::Comparator::Equal {
        return Err(no_equation(condition));
    }
    let budget = session.settings.budget.restarted();
    let mut difference = |at: &BigRational| -> Result<BigRational, Error> {
        budget.check()?;
        program::with_value(&mut session.scope, &binding.name, &Value::number(at.clone()), |scope| {
            let sides = [first.as_ref(), &link.value].map(|side| program::number(scope, side, &budget));
            let [left, right] = sides;
            Ok(left?.ratio().unwrap_or_default() - right?.ratio().unwrap_or_default())
        })
    };
    let polynomial = interpolated(&low, &high, &mut difference)?.ok_or_else(|| {
        Error::new(
            ErrorKind::Unsupported,
            format!("the equation is no polynomial in `{}` of degree {HIGHEST} or less", binding.name.text),
        )
        .at(condition.span)
    })?;
    if polynomial.is_zero() {
        return Err(Error::new(
            ErrorKind::Undetermined,
            format!("every `{}` solves this", binding.name.text),
        )
        .at(condition.span));
    }
    let roots = polynomial.roots_between(&low, &high);
    let values = roots
        .into_iter()
        .map(|root| match root {
            Root::Exact(root) => Value::number(root),
            Root::Near(decimal) => Value::word(&format!("≈ {decimal}")),
        })
        .collect::<Vec<_>>();
    let mut steps = Vec::new();
    if session.settings.explain {
        let budget = session.settings.budget.restarted().sparing(WORK);
        for root in values.iter().filter(|root| root.is_number()) {
            let name = &binding.name;
            steps.extend(arithmetic::side(
                &mut session.scope,
                name,
                condition,
                root,
                Saying::RootAt,
                &budget,
            ));
            steps.extend(arithmetic::sought(root));
        }
    }
    let question = session.named(format!(
        "solve {} in {}: {}",
        binding.name.text,
        print_expression(&binding.values),
        print_expression(condition)
    ));
    let value = match values.as_slice() {
        [only] if only.is_number() => Exact::Number(only.ratio().unwrap_or_default()),
        _ => Exact::Values(values),
    };
    Ok(Reply::Answer(Box::new(Answer { steps, ..plain(question, value, started.elapsed()) })))
}

fn ends(session: &mut Session, binding: &ast::Binding) -> Result<(BigRational, BigRational), Error> {
    let Ast::Range { from, to } = &binding.values.node else {
        return Err(Error::new(ErrorKind::Kind, "the parameter lies between two numbers")
            .hint("write `solve p in 0..1: …`")
            .at(binding.values.span));
    };
    let budget = session.settings.budget.restarted();
    let mut number = |ast: &ast::Expr| program::number(&mut session.scope, ast, &budget);
    let (low, high) = (number(from)?.ratio().unwrap_or_default(), number(to)?.ratio().unwrap_or_default());
    if low >= high {
        return Err(Error::new(ErrorKind::Range, "the range is empty").at(binding.values.span));
    }
    Ok((low, high))
}

fn no_equation(condition: &ast::Expr) -> Error {
    Error::new(ErrorKind::Kind, "`solve` needs an equation, such as `P(…) = 1/2`").at(condition.span)
}

/// The polynomial through the values at equally spaced points: points are added until three more lie on it.
fn interpolated(
    low: &BigRational,
    high: &BigRational,
    value: &mut dyn FnMut(&BigRational) -> Result<BigRational, Error>,
) -> Result<Option<Polynomial>, Error> {
    let mut points = Vec::new();
    let mut divided: Vec<BigRational> = Vec::new();
    let mut vanishing = 0;
    let width = high - low;
    for i in 0..HIGHEST + 4 {
        // Van der Corput's points: spread over the range however many there are.
        let x = low + &width * corput(i + 1);
        let mut difference = value(&x)?;
        // Newton's divided differences; the highest one vanishes once the degree is reached.
        for (point, coefficient) in points.iter().zip(&divided) {
            difference = (difference - coefficient) / (&x - point);
        }
        vanishing = if difference.is_zero() { vanishing + 1 } else { 0 };
        points.push(x);
        divided.push(difference);
        if vanishing == 3 {
            return Ok(Some(Polynomial::newton(&points, &divided)));
        }
    }
    Ok(None)
}

/// The i-th point of van der Corput's sequence: the binary digits of i mirrored at the point.
fn corput(i: usize) -> BigRational {
    let bits = usize::BITS - i.leading_zeros();
    let mirrored = i.reverse_bits() >> (usize::BITS - bits);
    BigRational::new(mirrored.into(), (1u64 << bits).into())
}
