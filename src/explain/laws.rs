//! Laws that have a name: their sample spaces, and the formula of each of their values.

use crate::explain::{Message, Saying, Step};
use crate::language::ast::{Expr, Node};
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
            let p = factor(p);
            let formula = format!("sum(k in 0..{n}: C({n}, k) * {p}^k * (1 - {p})^({n} - k))");
            Some(Step::said(Saying::BinomialLaw, [n.to_string(), p], formula, 1))
        }
        ("geometric", [p]) => Some(Step::prose(Message::said(Saying::GeometricLaw, [factor(p)]))),
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
            let (n, p) = (natural(n)?, factor(p));
            let rest = n.checked_sub(k)?;
            Some(format!("C({n}, {k}) * {p}^{k} * (1 - {p})^{rest}"))
        }
        // The first success comes at the k-th trial.
        ("geometric", [p]) if k >= 1 => {
            let p = factor(p);
            Some(format!("(1 - {p})^{} * {p}", k - 1))
        }
        _ => None,
    }
}
