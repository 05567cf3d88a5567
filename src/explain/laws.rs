//! Laws that have a name: their sample spaces, and the formula of each of their values.

use crate::explain::{Message, Saying, Step};
use crate::language::ast::{Expr, Node, Operator};
use crate::language::{parse_expression, print_expression};

/// The largest binomial law whose sum is written down.
const MOST_TRIALS: u64 = 2_000;

/// The name of a law and its parameters, as they are written.
fn read(text: &str) -> Option<(String, Vec<Expr>)> {
    match parse_expression(text).ok()?.node {
        Node::Call { name, args } => Some((name.text, args)),
        _ => None,
    }
}

fn natural(e: &Expr) -> Option<u64> {
    print_expression(e).parse().ok()
}

/// A chance as a factor of a product.
fn factor(e: &Expr) -> String {
    let text = print_expression(e);
    let plain = text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    if plain { text } else { format!("({text})") }
}

/// A chance as what is taken from 1.
fn taken(e: &Expr) -> String {
    match &e.node {
        Node::Binary { operator: Operator::Add | Operator::Subtract, .. } => factor(e),
        Node::Number(_) | Node::Binary { .. } | Node::Name(_) => print_expression(e),
        _ => factor(e),
    }
}

/// The sample space behind a law with this text.
pub fn space(text: &str) -> Option<Step> {
    let (name, args) = read(text)?;
    match (name.as_str(), args.as_slice()) {
        // N. L. Johnson, S. Kotz, Univariate Discrete Distributions, ch. 6.
        ("hypergeometric", [all, marked, drawn]) => {
            let [all, marked, drawn] = [natural(all)?, natural(marked)?, natural(drawn)?];
            let size = crate::number::binomial(all, drawn);
            let parts = [drawn, all, marked].map(|n| n.to_string());
            Some(Step::said(Saying::MarkedSubsets, parts, format!("C({all}, {drawn})"), size))
        }
        // The same, ch. 3.
        ("binomial", [n, p]) => {
            let n = natural(n).filter(|n| *n <= MOST_TRIALS)?;
            let (p, q) = (factor(p), taken(p));
            let formula = format!("sum(k in 0..{n}: C({n}, k) * {p}^k * (1 - {q})^({n} - k))");
            Some(Step::said(Saying::BinomialLaw, [n.to_string(), q], formula, 1))
        }
        ("geometric", [p]) => Some(Step::prose(Message::said(Saying::GeometricLaw, [taken(p)]))),
        ("negbinomial", [r, p]) => {
            let parts = [natural(r)?.to_string(), taken(p)];
            Some(Step::prose(Message::said(Saying::NegativeBinomialLaw, parts)))
        }
        _ => None,
    }
}

/// The probability of success in the trials of a geometric law with this text.
pub fn success(text: &str) -> Option<String> {
    match read(text)? {
        (name, args) if name == "geometric" && args.len() == 1 => Some(taken(&args[0])),
        _ => None,
    }
}

/// How many successes a negative binomial law with this text waits for, and the probability of each.
pub fn successes(text: &str) -> Option<(u64, String)> {
    match read(text)? {
        (name, args) if name == "negbinomial" && args.len() == 2 => {
            Some((natural(&args[0])?, taken(&args[1])))
        }
        _ => None,
    }
}

/// How a waiting time with this text takes a value, in words.
pub fn wait(text: &str, k: u64) -> Option<Message> {
    let (name, args) = read(text)?;
    let said = |saying, parts: &[u64]| Some(Message::said(saying, parts.iter().map(u64::to_string)));
    match (name.as_str(), args.as_slice()) {
        ("geometric", [_]) if k >= 1 => said(Saying::GeometricValue, &[k, k - 1]),
        ("negbinomial", [r, _]) if k >= 1 => said(Saying::NegativeBinomialValue, &[natural(r)?, k, k - 1]),
        _ => None,
    }
}

/// The probability of a value of a law with this text, as a formula.
pub fn probability(text: &str, k: u64) -> Option<String> {
    let (name, args) = read(text)?;
    match (name.as_str(), args.as_slice()) {
        ("hypergeometric", [all, marked, drawn]) => {
            let [all, marked, drawn] = [natural(all)?, natural(marked)?, natural(drawn)?];
            let rest = drawn.checked_sub(k)?;
            Some(format!("C({marked}, {k}) * C({all} - {marked}, {rest}) / C({all}, {drawn})"))
        }
        ("binomial", [n, p]) => {
            let (n, p, q) = (natural(n)?, factor(p), taken(p));
            let rest = n.checked_sub(k)?;
            Some(format!("C({n}, {k}) * {p}^{k} * (1 - {q})^{rest}"))
        }
        // The first success comes at the k-th trial.
        ("geometric", [p]) if k >= 1 => {
            let (p, q) = (factor(p), taken(p));
            Some(if k == 1 { q } else { format!("(1 - {q})^{} * {p}", k - 1) })
        }
        // The r-th success comes at the k-th trial, the others among those before. [N. L. Johnson, S. Kotz, ch. 5]
        ("negbinomial", [r, p]) => {
            let (r, p, q) = (natural(r).filter(|r| (1..=k).contains(r))?, factor(p), taken(p));
            Some(format!("C({k} - 1, {r} - 1) * {p}^{r} * (1 - {q})^{}", k - r))
        }
        _ => None,
    }
}
