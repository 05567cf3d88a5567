//! Arithmetic: what a value without randomness of its own is made of, part by part, each by its definition.

mod quantified;

use crate::budget::Budget;
use crate::explain::worth::{is_short, number};
use crate::explain::{Saying, Step, facts};
use crate::language::ast::{self, Node, Operator};
use crate::language::check::program;
use crate::language::check::scope::Scope;
use crate::language::{parse_expression, print_expression};
use crate::model::Value;

/// The most parts that have a line each.
const MOST_PARTS: usize = 12;

/// The steps of a value that follows from these names: its parts, their definitions, and the whole.
#[must_use]
pub fn worked(scope: &mut Scope, query: &ast::Expr, value: &Value, budget: &Budget) -> Vec<Step> {
    if let Some(steps) = facts::steps(scope, query, budget) {
        return steps;
    }
    if let Some(steps) = by_facts(scope, query, value, budget) {
        return steps;
    }
    let mut steps = parted(scope, query, budget);
    if let Some(whole) = value.ratio().filter(is_short) {
        steps.push(Step::said(Saying::Worked, [], print_expression(query), whole));
    }
    steps
}

/// What follows from facts by the addition rule, by the definition of a conditional probability, by the complement.
fn by_facts(scope: &mut Scope, query: &ast::Expr, value: &Value, budget: &Budget) -> Option<Vec<Step>> {
    let Node::Measure { measure, over, args, given } = &query.node else { return None };
    let (word, [event]) = (measure.text(), args.as_slice()) else { return None };
    if scope.facts.is_empty() || !over.is_empty() || !matches!(word, "P" | "N") {
        return None;
    }
    let said = |e: &ast::Expr| {
        let text = print_expression(e);
        if matches!(e.node, Node::Binary { .. }) { format!("({text})") } else { text }
    };
    let (saying, formula) = match (&event.node, given.as_slice()) {
        (_, [given]) if word == "P" => {
            let (a, b) = (said(event), said(given));
            (Saying::RatioOfProbabilities, format!("P({a} and {b}) / P({b})"))
        }
        (Node::Binary { operator: Operator::Or, left, right }, [])
            if let Node::Binary { operator: Operator::Or, left: first, right: second } = &left.node =>
        {
            let [a, b, c] = [first, second, right].map(|e| said(e));
            let alone = format!("{word}({a}) + {word}({b}) + {word}({c})");
            let pairs = format!("{word}({a} and {b}) - {word}({a} and {c}) - {word}({b} and {c})");
            (Saying::ThreeEvents, format!("{alone} - {pairs} + {word}({a} and {b} and {c})"))
        }
        (Node::Binary { operator: Operator::Or, left, right }, []) => {
            let (a, b) = (said(left), said(right));
            (Saying::AdditionRule, format!("{word}({a}) + {word}({b}) - {word}({a} and {b})"))
        }
        (Node::Not(inner), []) if word == "P" => {
            (Saying::LessComplement, format!("1 - P({})", print_expression(inner)))
        }
        _ => return None,
    };
    let written = parse_expression(&formula).ok()?;
    let whole = number(scope, &written, budget).filter(|found| Some(found) == value.ratio().as_ref())?;
    let mut steps = parted(scope, &written, budget);
    steps.push(Step::said(saying, [], formula, whole));
    Some(steps)
}

/// The parts of an expression, each by its definition and with its value.
fn parted(scope: &mut Scope, query: &ast::Expr, budget: &Budget) -> Vec<Step> {
    let mut parts = Vec::new();
    collect(query, &mut parts);
    let mut steps = Vec::new();
    for part in parts.into_iter().take(MOST_PARTS) {
        let Some(worth) = number(scope, part, budget) else { continue };
        let text = print_expression(part);
        if text == worth.to_string() {
            continue;
        }
        if let Some(definition) = definition(part) {
            steps.push(Step::said(Saying::Definition, [], definition, &worth));
        }
        steps.extend(quantified::told(scope, part, &worth, budget));
        if part != query {
            steps.push(Step::said(Saying::Part, [], text, worth));
        }
    }
    steps
}

/// The left side of a condition where a name has a value, as a program that gives the name this value first.
#[must_use]
pub fn side(
    scope: &mut Scope,
    name: &ast::Name,
    condition: &ast::Expr,
    value: &Value,
    saying: Saying,
    budget: &Budget,
) -> Option<Step> {
    let Node::Comparison { first, .. } = &condition.node else { return None };
    let worth = program::with_value(scope, name, value, |scope| number(scope, first, budget))?;
    let formula = format!("{} := {value}; {}", name.text, print_expression(first));
    Some(Step::said(saying, [format!("{} = {value}", name.text)], formula, worth))
}

/// The end of a search: the value that was sought.
#[must_use]
pub fn sought(value: &Value) -> Option<Step> {
    value.ratio().map(|number| Step::said(Saying::Sought, [], number.to_string(), number))
}

/// The largest parts that are a call, a measure or a factorial, and both sides of comparisons.
fn collect<'a>(e: &'a ast::Expr, parts: &mut Vec<&'a ast::Expr>) {
    match &e.node {
        Node::Call { .. }
        | Node::Measure { .. }
        | Node::Factorial(_)
        | Node::Quantified { .. }
        | Node::Name(_)
            if !parts.iter().any(|part| part.node == e.node) =>
        {
            // What the names stand for comes before what is made of them.
            if let Node::Call { args, .. } = &e.node {
                args.iter()
                    .filter(|arg| matches!(arg.node, Node::Name(_)))
                    .for_each(|arg| collect(arg, parts));
            }
            parts.push(e);
        }
        Node::Negate(inner) | Node::Not(inner) => collect(inner, parts),
        Node::Binary { left, right, .. } => {
            collect(left, parts);
            collect(right, parts);
        }
        Node::Comparison { first, rest } => {
            for side in std::iter::once(first.as_ref()).chain(rest.iter().map(|link| &link.value)) {
                match &side.node {
                    Node::Binary { .. } => parts.push(side),
                    _ => collect(side, parts),
                }
            }
        }
        _ => {}
    }
}

/// What a function of numbers is, in simpler ones.
fn definition(part: &ast::Expr) -> Option<String> {
    let small = |text: &String| text.parse::<u64>().is_ok_and(|n| n <= 60);
    match &part.node {
        Node::Factorial(inner) => {
            let n = print_expression(inner);
            small(&n).then(|| format!("product(k in 1..{n}: k)"))
        }
        Node::Call { name, args } => {
            let shown: Vec<String> = args.iter().map(print_expression).collect();
            let number = |i: usize| shown[i].parse::<u64>().ok().filter(|n| *n >= 1);
            let (n, k) = match shown.len() {
                1 => (number(0)?, 0),
                2 => (number(0)?, number(1)?),
                _ => return None,
            };
            // The sources of these formulas are those of the functions themselves.
            Some(match (name.text.as_str(), shown.len()) {
                ("C", 2) if k <= n => format!("{n}! / ({k}! * ({n} - {k})!)"),
                ("A" | "perm", 2) if k <= n => format!("{n}! / ({n} - {k})!"),
                ("stirling2", 2) if k <= n => {
                    format!("sum(j in 0..{k}: (-1)^j * C({k}, j) * ({k} - j)^{n}) / {k}!")
                }
                ("stirling1", 2) if n >= 2 => {
                    format!("stirling1({n} - 1, {k} - 1) + ({n} - 1) * stirling1({n} - 1, {k})")
                }
                ("lah", 2) if k <= n => format!("C({n} - 1, {k} - 1) * {n}! / {k}!"),
                ("partitions", 2) if k < n => {
                    format!("partitions({n} - 1, {k} - 1) + partitions({n} - {k}, {k})")
                }
                ("bell", 1) if n <= 300 => format!("sum(k in 0..{n}: stirling2({n}, k))"),
                ("catalan", 1) => format!("C(2 * {n}, {n}) / ({n} + 1)"),
                ("derangements", 1) if n <= 300 => format!("sum(j in 0..{n}: (-1)^j * {n}! / j!)"),
                ("fib", 1) if n >= 3 => format!("fib({n} - 1) + fib({n} - 2)"),
                ("partitions", 1) if n <= 200 => format!("sum(k in 1..{n}: partitions({n}, k))"),
                _ => return None,
            })
        }
        _ => None,
    }
}
