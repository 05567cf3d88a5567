//! Statements: names are given, facts are taken in, and questions are read.

mod listing;
mod outcome;

use crate::budget::Budget;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Act, Node as Ast};
use crate::language::check::measure::Measured;
use crate::language::check::scope::{Function, Meaning, Scope};
use crate::language::check::typed::Kind;
use crate::language::check::{Checker, Term};
use crate::model::Value;
use crate::question::Question;
pub use listing::listed;
use outcome::roll;
use std::sync::Arc;

/// What a query asks, once its names and kinds are checked.
pub enum Asking {
    /// A question about experiments.
    Question(Box<Question>),
    /// A value that follows without any experiment of its own.
    Known(Value),
}

/// Takes in a statement that gives names or facts. A name is given once.
///
/// # Errors
/// Everything that is wrong with the statement.
pub fn define(scope: &mut Scope, act: &Act, budget: &Budget) -> Result<(), Error> {
    let names: Vec<&ast::Name> = match act {
        Act::Roll { names, .. } => names.iter().collect(),
        Act::Define { name, .. } | Act::Function { name, .. } => vec![name],
        Act::Given { .. } | Act::Ask(_) => Vec::new(),
    };
    for (i, name) in names.iter().enumerate() {
        if names[..i].iter().any(|other| other.text == name.text) || scope.get(&name.text).is_some() {
            return Err(twice(name));
        }
    }
    match act {
        Act::Roll { names, experiment } => roll(scope, names, experiment, budget)?,
        Act::Define { name, value } => {
            check_definition(scope, value, budget)?;
            let meaning = defined(scope, value, budget);
            scope.set(&name.text, meaning);
        }
        Act::Function { name, parameters, body } => {
            different(parameters)?;
            let function = Function {
                name: name.text.clone(),
                parameters: parameters.iter().map(|p| p.text.clone()).collect(),
                body: body.clone(),
            };
            scope.set(&name.text, Meaning::Function(Arc::new(function)));
        }
        Act::Given { facts } => Checker::new(scope, budget).take_facts(facts)?,
        Act::Ask(_) => {}
    }
    Ok(())
}

/// What is given a name by `:=`: what is already known is worked out once; but a list of elements and a word stay what was
/// written.
fn defined(scope: &mut Scope, value: &ast::Expr, budget: &Budget) -> Meaning {
    let written = || Meaning::Expression(Arc::new(value.clone()));
    if matches!(value.node, Ast::Set(_) | Ast::Text(_)) {
        return written();
    }
    match Checker::new(scope, budget).term(value, None) {
        Ok(Term::Value(typed)) if typed.expr.known().is_some() => Meaning::Known(typed),
        _ => written(),
    }
}

/// Nothing, if no parameter has the name of another.
fn different(parameters: &[ast::Name]) -> Result<(), Error> {
    let repeated = |i: &usize| parameters[..*i].iter().any(|p| p.text == parameters[*i].text);
    let Some(i) = (1..parameters.len()).find(repeated) else { return Ok(()) };
    let message = format!("`{}` is a parameter twice", parameters[i].text);
    Err(Error::new(ErrorKind::Ambiguous, message)
        .hint("give each parameter a name of its own")
        .at(parameters[i].span))
}

fn twice(name: &ast::Name) -> Error {
    Error::new(ErrorKind::Ambiguous, format!("`{}` already has a meaning", name.text))
        .hint("a name is given once; choose another")
        .at(name.span)
}

/// What `:=` may name: values, events, urns and dice, but nothing that throws something anew.
fn check_definition(scope: &mut Scope, value: &ast::Expr, budget: &Budget) -> Result<(), Error> {
    let mut checker = Checker::new(scope, budget);
    let experiment = |span: Span| {
        Error::new(ErrorKind::Kind, "this throws something: it is an experiment")
            .hint("did you mean `~`? `X ~ E` is one outcome of E, `:=` names a value")
            .at(span)
    };
    match checker.term(value, None)? {
        Term::Experiment(made) if !made.is_die() || matches!(value.node, Ast::Draw { .. }) => {
            return Err(experiment(value.span));
        }
        _ => {}
    }
    if checker.anonymous > 0 { Err(experiment(value.span)) } else { Ok(()) }
}

/// What a query asks.
///
/// # Errors
/// Everything that is wrong with its text.
pub fn read(scope: &mut Scope, query: &ast::Expr, budget: &Budget) -> Result<Asking, Error> {
    let has_facts = !scope.events.is_empty();
    let mut checker = Checker::new(scope, budget);
    if let Ast::Measure { .. } = &query.node {
        return Ok(match checker.measure(query)? {
            Measured::Question(question) => Asking::Question(question),
            Measured::Known(value) => Asking::Known(value),
        });
    }
    let typed = match checker.term(query, None).map_err(|error| meant_definition(query, error, has_facts))? {
        Term::Value(typed) => typed,
        Term::Experiment(_) => {
            return Err(no_question("an experiment", "its distribution, `dist(…)`", query.span));
        }
        Term::Collection(_) => return Err(no_question("a collection", "what is drawn from it", query.span)),
        Term::Pattern(_) => {
            return Err(no_question("a pattern", "how many match, `count(… in X)`", query.span));
        }
    };
    match typed.expr.known() {
        Some(value) => Ok(Asking::Known(value.clone())),
        None => Err(match typed.kind {
            Kind::Truth => no_question("an event", "its probability, `P(…)`", query.span),
            _ => no_question(
                "the outcome of an experiment",
                "its distribution, `dist(…)`, or its mean, `E(…)`",
                query.span,
            ),
        }),
    }
}

/// The error of a statement such as `n = 5`, which compares where a definition was meant.
fn meant_definition(query: &ast::Expr, error: Error, has_facts: bool) -> Error {
    let Ast::Comparison { first, rest } = &query.node else { return error };
    if let (Ast::Measure { .. }, [link], ErrorKind::UnknownName) =
        (&first.node, rest.as_slice(), error.kind())
        && link.comparator.node == ast::Comparator::Equal
        && matches!(link.value.node, Ast::Number(_) | Ast::Binary { .. })
        && error.span().is_some_and(|span| first.span.start <= span.start && span.end <= first.span.end)
        && (has_facts || error.fix().is_none_or(|fix| fix.starts_with("name an experiment")))
    {
        return error.hint(format!(
            "a stated probability begins with `given`: `given {}`",
            crate::language::print_expression(query)
        ));
    }
    let ([link], Ast::Name(word)) = (rest.as_slice(), &first.node) else { return error };
    let unknown = error.kind() == ErrorKind::UnknownName && error.span() == Some(first.span);
    let guessed = error.fix().is_some_and(|fix| fix.starts_with("did you mean") || fix.contains('='));
    if !unknown || guessed || link.comparator.node != ast::Comparator::Equal {
        return error;
    }
    error.hint(format!("to name a value, write `{word} := …` (`=` compares)"))
}

fn no_question(what: &str, ask: &str, span: Span) -> Error {
    Error::new(ErrorKind::Kind, format!("{what} is no question")).hint(format!("ask for {ask}")).at(span)
}

/// The values of a sweep or a search.
///
/// # Errors
/// When they are no known set.
pub fn values(scope: &mut Scope, binding: &ast::Binding, budget: &Budget) -> Result<Vec<Value>, Error> {
    let mut checker = Checker::new(scope, budget);
    let typed = checker.value(&binding.values, None)?;
    match typed.expr.known() {
        Some(Value::Set(values) | Value::Row(values)) => Ok(values.to_vec()),
        _ => Err(Error::new(ErrorKind::Kind, "the values of a sweep are a range or a set")
            .hint("write `for n in 1..10: …`")
            .at(binding.values.span)),
    }
}

/// Runs something for a value of a name, and forgets the value again.
pub fn with_value<T>(
    scope: &mut Scope,
    name: &ast::Name,
    value: &Value,
    run: impl FnOnce(&mut Scope) -> T,
) -> T {
    let known = crate::language::check::expression::known(value.clone(), name.span);
    let old = scope.set(&name.text, Meaning::Known(known));
    let result = run(scope);
    scope.restore(&name.text, old);
    result
}

/// Whether a condition holds for the present values of its names.
///
/// # Errors
/// What is wrong with it, and conditions that are random themselves.
pub fn holds(scope: &mut Scope, condition: &ast::Expr, budget: &Budget) -> Result<bool, Error> {
    let mut checker = Checker::new(scope, budget);
    let typed = checker.truth(condition)?;
    match typed.expr.known() {
        Some(Value::Truth(truth)) => Ok(*truth),
        _ => Err(Error::new(ErrorKind::Kind, "the condition may not be random itself")
            .hint("compare a probability: `P(…) > 1/2`")
            .at(condition.span)),
    }
}

/// The number that an expression is.
///
/// # Errors
/// What is wrong with it, and expressions that are random.
pub fn number(scope: &mut Scope, expression: &ast::Expr, budget: &Budget) -> Result<Value, Error> {
    let mut checker = Checker::new(scope, budget);
    let typed = checker.number(expression)?;
    typed.expr.known().cloned().ok_or_else(|| {
        Error::new(ErrorKind::Kind, "this is an outcome, and a number is needed")
            .hint("ask for its mean, `E(…)`, or its probability")
            .at(expression.span)
    })
}
