//! `solve p in 0..1: P(…) = 47/288`: the roots of a polynomial in one parameter.

use crate::answer::{Answer, Reply};
use crate::error::{Error, ErrorKind};
use crate::explain::{Saying, Step, arithmetic};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::program;
use crate::language::print_expression;
use crate::model::Value;
use crate::number::polynomial::{Polynomial, Root, quotient_through};
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
    let sides = sides(binding, condition)?;
    let budget = session.settings.budget.restarted();
    let mut difference = |at: &BigRational| -> Result<BigRational, Error> {
        budget.check()?;
        program::with_value(&mut session.scope, &binding.name, &Value::number(at.clone()), |scope| {
            let [left, right] = sides.map(|side| program::number(scope, side, &budget));
            Ok(left?.ratio().unwrap_or_default() - right?.ratio().unwrap_or_default())
        })
    };
    let found =
        interpolated(&low, &high, &mut difference).map_err(|error| whole(binding, condition, error))?;
    let Some((polynomial, below)) = found else {
        let name = &binding.name.text;
        let message = format!(
            "the equation is no polynomial in `{name}` of degree {HIGHEST} or less, and no quotient of short ones"
        );
        return Err(Error::new(ErrorKind::Unsupported, message)
            .hint(among(binding, condition))
            .at(condition.span));
    };
    if polynomial.is_zero() {
        return Err(every(binding, sides, &low, &high).at(condition.span));
    }
    let defined =
        |root: &Root| !matches!((root, &below), (Root::Exact(root), Some(below)) if below.at(root).is_zero());
    let roots = polynomial.roots_between_unless(&low, &high, || budget.check())?;
    let values = roots
        .into_iter()
        .filter(defined)
        .map(|root| match root {
            Root::Exact(root) => Value::number(root),
            Root::Near(decimal) => Value::word(&format!("≈ {decimal}")),
        })
        .collect::<Vec<_>>();
    let steps = match session.settings.explain {
        true => derived(session, binding, condition, &values),
        false => Vec::new(),
    };
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

/// The steps that show each exact root to be one.
fn derived(
    session: &mut Session,
    binding: &ast::Binding,
    condition: &ast::Expr,
    roots: &[Value],
) -> Vec<Step> {
    let budget = session.settings.budget.restarted().sparing(WORK);
    let (scope, name) = (&mut session.scope, &binding.name);
    let exact = roots.iter().filter(|root| root.is_number());
    exact
        .flat_map(|root| {
            let left = arithmetic::side(scope, name, condition, root, Saying::RootAt, &budget);
            left.into_iter().chain(arithmetic::sought(root))
        })
        .collect()
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

/// The two sides of an equation.
fn sides<'a>(binding: &ast::Binding, condition: &'a ast::Expr) -> Result<[&'a ast::Expr; 2], Error> {
    let Ast::Comparison { first, rest } = &condition.node else {
        return Err(no_equation(binding, condition, None));
    };
    let [link] = rest.as_slice() else { return Err(no_equation(binding, condition, None)) };
    let sides = [first.as_ref(), &link.value];
    match link.comparator.node {
        ast::Comparator::Equal => Ok(sides),
        _ => Err(no_equation(binding, condition, Some(sides))),
    }
}

/// The error of what is no equation; an inequality between two sides holds up to where they are equal.
fn no_equation(binding: &ast::Binding, condition: &ast::Expr, sides: Option<[&ast::Expr; 2]>) -> Error {
    let error = Error::new(ErrorKind::Kind, "`solve` needs an equation, such as `P(…) = 1/2`");
    let (name, range) = (&binding.name.text, print_expression(&binding.values));
    let error = match sides.map(|sides| sides.map(print_expression)) {
        Some([left, right]) => error
            .hint(format!("find where both sides are equal: `solve {name} in {range}: {left} = {right}`")),
        None => error,
    };
    error.at(condition.span)
}

/// The error of an equation that says nothing of its parameter, with both sides to look at.
fn every(binding: &ast::Binding, sides: [&ast::Expr; 2], low: &BigRational, high: &BigRational) -> Error {
    let name = &binding.name.text;
    let [left, right] = sides.map(print_expression);
    let at = |quarters: i64| low + (high - low) * BigRational::new(quarters.into(), 4.into());
    Error::new(ErrorKind::Undetermined, format!("every `{name}` solves this")).hint(format!(
        "both sides are the same for each: `for {name} in {{{}, {}, {}}}: {left}, {right}`",
        at(1),
        at(2),
        at(3)
    ))
}

/// The question that looks among whole numbers.
fn among(binding: &ast::Binding, condition: &ast::Expr) -> String {
    let [name, range, condition] =
        [binding.name.text.clone(), print_expression(&binding.values), print_expression(condition)];
    format!("among whole numbers look for the least: `least {name} in {range}: {condition}`")
}

/// A condition that has no meaning between whole numbers is asked of those.
fn whole(binding: &ast::Binding, condition: &ast::Expr, error: Error) -> Error {
    let Ast::Range { from, to } = &binding.values.node else { return error };
    let numbers = [from, to].iter().all(|end| matches!(end.node, Ast::Number(_)));
    let whole = matches!(error.kind(), ErrorKind::Kind | ErrorKind::Range) && error.fix().is_none();
    if whole && numbers { error.or_at(Some(condition.span)).hint(among(binding, condition)) } else { error }
}

/// After so many points a quotient of polynomials is looked for.
const QUOTIENTS: [usize; 3] = [8, 16, 32];

/// The polynomial through the values at points of a range, which are added until three more lie on it; or numerator and
/// denominator of a quotient of which the same is true. Points at which nothing is defined are passed by.
fn interpolated(
    low: &BigRational,
    high: &BigRational,
    value: &mut dyn FnMut(&BigRational) -> Result<BigRational, Error>,
) -> Result<Option<(Polynomial, Option<Polynomial>)>, Error> {
    let (mut points, mut values) = (Vec::new(), Vec::new());
    let mut divided: Vec<BigRational> = Vec::new();
    let mut vanishing = 0;
    let width = high - low;
    for i in 0..HIGHEST + 4 {
        // Van der Corput's points: spread over the range however many there are.
        let x = low + &width * corput(i + 1);
        let mut difference = match value(&x) {
            Err(error) if error.kind() == ErrorKind::Undefined => continue,
            other => other?,
        };
        values.push(difference.clone());
        // Newton's divided differences; the highest one vanishes once the degree is reached.
        for (point, coefficient) in points.iter().zip(&divided) {
            difference = (difference - coefficient) / (&x - point);
        }
        vanishing = if difference.is_zero() { vanishing + 1 } else { 0 };
        points.push(x);
        divided.push(difference);
        if vanishing == 3 {
            return Ok(Some((Polynomial::newton(&points, &divided), None)));
        }
        if QUOTIENTS.contains(&points.len())
            && let Some((above, below)) = quotient_through(&points, &values)
        {
            return Ok(Some((above, Some(below))));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn solved(text: &str) -> Result<String, Error> {
        let mut session = Session::default();
        session.settings.trials = 0;
        let replies = session.ask(text)?;
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{text}") };
        Ok(match &answer.value {
            Exact::Number(root) => root.to_string(),
            Exact::Values(roots) => roots.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            other => panic!("{text}: {other:?}"),
        })
    }

    #[test]
    fn quotients_of_polynomials_are_solved() {
        for (text, roots) in [
            ("solve p in 0..1: 1/p = 6", "1/6"),
            ("solve p in 0..1: E(geometric(p)) = 6", "1/6"),
            ("solve p in 0..1: p*99/100/(p*99/100 + (1-p)*2/100) = 1/2", "2/101"),
            ("solve p in 0..1: 1/(2*p - 1) = 4", "5/8"),
            ("solve p in 0..1: 1/p = 1/p^2 - 1", "≈ 0.61803398875"),
            // Nothing is defined at 1.
            ("solve x in 0..3: (x - 1)*(x - 2)/(x - 1) = 0", "2"),
            ("solve p in 0..1: 1/p = 0", ""),
            ("solve p in 0..1: p^2 = p/2", "0 1/2"),
        ] {
            assert_eq!(solved(text).unwrap_or_else(|error| panic!("{text}: {error}")), roots, "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_looked_for_otherwise() {
        let error = solved("solve n in 1..20: C(n, 2) = 66").unwrap_err();
        assert!(error.fix().is_some_and(|fix| fix.contains("`least n in 1..20: C(n, 2) = 66`")), "{error}");
    }
}
