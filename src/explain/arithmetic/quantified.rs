//! What a quantifier over known values is made of: the values that count, the terms that are added up, where the least is.

use super::number;
use crate::budget::Budget;
use crate::explain::board::factor;
use crate::explain::{Saying, Step};
use crate::language::ast::{self, Node, Quantifier};
use crate::language::check::program::{self, Asking};
use crate::language::check::scope::Scope;
use crate::language::{parse_expression, print_expression};
use crate::model::Value;
use num_rational::BigRational;

/// The most values that are looked at one by one.
const MOST: usize = 200;

/// The longest range that is gone through once more.
const LONGEST: u32 = 10_000;

/// The most terms that are written.
const MOST_TERMS: usize = 12;

/// The most values that are listed in full; of more the first ones and the last.
const LISTED: usize = 24;

/// A quantifier over one name or two in simpler terms; nothing where these are many.
pub(super) fn told(
    scope: &mut Scope,
    part: &ast::Expr,
    worth: &BigRational,
    budget: &Budget,
) -> Option<Step> {
    let Node::Quantified { quantifier, bindings, body } = &part.node else { return None };
    let (first, rest) = bindings.split_first()?;
    if bindings.iter().any(|binding| is_long(scope, &binding.values, budget)) {
        return None;
    }
    let values = known(scope, &first.values, budget)?;
    match (quantifier, rest) {
        (Quantifier::Count, []) => counted(scope, first, body, worth, budget),
        (Quantifier::Count, [second]) => {
            let inner = parse_expression(&format!("count({})", bound(second, body))).ok()?;
            terms(scope, (first, &values), &inner, " + ", worth, budget)
        }
        (Quantifier::Sum, []) => terms(scope, (first, &values), body, " + ", worth, budget),
        (Quantifier::Product, []) => terms(scope, (first, &values), body, " * ", worth, budget),
        (Quantifier::Min | Quantifier::Max, []) => reached(scope, (first, &values), body, worth, budget),
        _ => None,
    }
}

/// The values that count, listed.
fn counted(
    scope: &mut Scope,
    binding: &ast::Binding,
    body: &ast::Expr,
    worth: &BigRational,
    budget: &Budget,
) -> Option<Step> {
    let set = format!("{{{}}}", bound(binding, body));
    let found = known(scope, &parse_expression(&set).ok()?, budget)?;
    if *worth != BigRational::from_integer(found.len().into()) {
        return None;
    }
    Some(Step::said(Saying::TheseCount, [listed(&found)], format!("size({set})"), worth))
}

/// The value of the body for each value of the name, put together.
fn terms(
    scope: &mut Scope,
    (binding, values): (&ast::Binding, &[Value]),
    body: &ast::Expr,
    sign: &str,
    worth: &BigRational,
    budget: &Budget,
) -> Option<Step> {
    if values.len() > MOST_TERMS || values.len() < 2 {
        return None;
    }
    let of = |value| program::with_value(scope, &binding.name, value, |scope| number(scope, body, budget));
    let terms: Vec<BigRational> = values.iter().map(of).collect::<Option<_>>()?;
    let formula = terms.iter().map(factor).collect::<Vec<_>>().join(sign);
    let found = parse_expression(&formula).ok().and_then(|written| number(scope, &written, budget))?;
    let says = [binding.name.text.clone(), listed(values)];
    (found == *worth).then(|| Step::said(Saying::TermByTerm, says, formula, worth))
}

/// Where the least or the greatest value is reached.
fn reached(
    scope: &mut Scope,
    (binding, values): (&ast::Binding, &[Value]),
    body: &ast::Expr,
    worth: &BigRational,
    budget: &Budget,
) -> Option<Step> {
    let mut at = Vec::new();
    for value in values.iter().take(MOST + 1) {
        let here = program::with_value(scope, &binding.name, value, |scope| number(scope, body, budget))?;
        if here == *worth {
            at.push(value.clone());
        }
    }
    let first = at.first().filter(|_| values.len() <= MOST)?;
    let formula = format!("{} := {first}; {}", binding.name.text, print_expression(body));
    Some(Step::said(Saying::ReachedAt, [binding.name.text.clone(), listed(&at)], formula, worth))
}

/// `k in 1..10: k > 3`, as it stands in a quantifier and in a set.
fn bound(binding: &ast::Binding, body: &ast::Expr) -> String {
    format!("{} in {}: {}", binding.name.text, print_expression(&binding.values), print_expression(body))
}

/// Whether a range has more values than can be looked at.
fn is_long(scope: &mut Scope, values: &ast::Expr, budget: &Budget) -> bool {
    let Node::Range { from, to } = &values.node else { return false };
    let ends = number(scope, from, budget).zip(number(scope, to, budget));
    ends.is_none_or(|(from, to)| to - from > BigRational::from_integer(LONGEST.into()))
}

/// The elements of a set or a range.
fn known(scope: &mut Scope, set: &ast::Expr, budget: &Budget) -> Option<Vec<Value>> {
    match program::read(scope, set, budget).ok()? {
        Asking::Known(value) => Some(value.elements().to_vec()),
        Asking::Question(_) => None,
    }
}

fn listed(values: &[Value]) -> String {
    let all: Vec<String> = values.iter().map(Value::to_string).collect();
    match all.len() {
        0 => "∅".to_owned(),
        1..=LISTED => all.join(", "),
        _ => format!("{}, …, {}", all[..LISTED / 2].join(", "), all[all.len() - 1]),
    }
}
