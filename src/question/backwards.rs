//! Samples read backwards: what does not see the order is asked of the sample itself, and a place from the other end.

use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::expr::{Expr, Node};
use crate::statistic::Role;
use crate::statistic::place::{PALINDROME, REVERSE};

/// What reads alike from both ends without being blind to the order.
const SYMMETRIC: [&str; 7] = ["palindrome", "alternates", "adjacent", "together", "apart", "runs", "longest"];

/// The same expression about the sample itself, where it is about one that is reversed: `count(6 in reverse(X))` is
/// `count(6 in X)`, `reverse(X)[2]` is `X[-2]`, `X = reverse(X)` is `palindrome(X)`.
pub(super) fn unturned(expression: &Expr) -> Option<Expr> {
    let node = match expression.node() {
        Node::At(sample, place) => {
            Node::At(turned(sample)?.clone(), Expr::spanned(Node::Value(opposite(place)?), place.span()))
        }
        Node::Slice(sample, from, to) => {
            let (sample, from, to) = (turned(sample)?, opposite(from)?, opposite(to)?);
            if !is_stretch(&to, &from) {
                return None;
            }
            let [from, to] = [to, from].map(|place| Expr::new(Node::Value(place)));
            let slice = Expr::spanned(Node::Slice(sample.clone(), from, to), expression.span());
            Node::Call(&REVERSE, vec![slice])
        }
        Node::Each(quantifier, depth, domain, body) => {
            Node::Each(*quantifier, *depth, turned(domain)?.clone(), body.clone())
        }
        Node::Call(function, arguments) => {
            let place = function.sample?;
            let sample = turned(arguments.get(place)?)?;
            let blind = function.fold.is_some() || matches!(function.role, Role::Keep(_));
            if **function == REVERSE {
                return Some(sample.clone());
            }
            if !blind && !SYMMETRIC.contains(&function.name) {
                return None;
            }
            let mut arguments = arguments.clone();
            arguments[place] = sample.clone();
            Node::Call(function, arguments)
        }
        Node::Compare(sign @ (Comparison::Equal | Comparison::Unequal), a, b) => {
            let row = [(a, b), (b, a)].into_iter().find_map(|(x, y)| (turned(x)? == y).then_some(y))?;
            let palindrome = Expr::spanned(Node::Call(&PALINDROME, vec![row.clone()]), expression.span());
            if *sign == Comparison::Equal {
                return Some(palindrome);
            }
            Node::Not(palindrome)
        }
        _ => return None,
    };
    Some(Expr::spanned(node, expression.span()))
}

/// The sample that is reversed.
fn turned(sample: &Expr) -> Option<&Expr> {
    match sample.node() {
        Node::Call(function, of) if **function == REVERSE => of.first(),
        _ => None,
    }
}

/// The same place counted from the other end.
fn opposite(place: &Expr) -> Option<Value> {
    match place.known()? {
        Value::Int(place) if *place != 0 => place.checked_neg().map(Value::Int),
        _ => None,
    }
}

/// Whether the places from one to another are some, whatever the length: an empty stretch is not written backwards.
fn is_stretch(from: &Value, to: &Value) -> bool {
    let (Value::Int(from), Value::Int(to)) = (from, to) else { return false };
    (*from > 0) != (*to > 0) || from <= to
}
