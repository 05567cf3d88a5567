//! The largest of several numbers held against a bound is each of them held against it: `max(a, b) >= 5` is `a >= 5 or
//! b >= 5`, and one that meets it decides; of all the numbers together more would have to be remembered.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};
use crate::statistic::numeric::{MAX, MIN};

/// The roots with every bound of an extreme told of each number by itself.
///
/// # Errors
/// Those of working out what became known.
pub fn one_by_one(roots: Vec<Expr>) -> Result<Vec<Expr>, Error> {
    let told = |root: &Expr| root.rewrite(&mut |part| told_apart(part).transpose());
    roots.into_iter().map(|root| if has_bound(&root) { told(&root) } else { Ok(root) }).collect()
}

fn has_bound(expression: &Expr) -> bool {
    bound_of(expression).is_some() || expression.node().children().any(has_bound)
}

/// An extreme, its comparison with a known number, and that number.
fn bound_of(expression: &Expr) -> Option<(bool, &[Expr], Comparison, &Expr)> {
    let Node::Compare(sign, a, b) = expression.node() else { return None };
    let (extreme, sign, bound) = match (a.known(), b.known()) {
        (None, Some(_)) => (a, *sign, b),
        (Some(_), None) => (b, sign.mirrored(), a),
        _ => return None,
    };
    match extreme.node() {
        // One that may have no value would have to be looked at in any case.
        Node::Call(function, numbers)
            if (**function == MAX || **function == MIN) && !numbers.iter().any(Expr::may_fail) =>
        {
            Some((**function == MAX, numbers, sign, bound))
        }
        _ => None,
    }
}

/// The same comparison, told of each number.
fn told_apart(expression: &Expr) -> Option<Result<Expr, Error>> {
    let (largest, numbers, sign, bound) = bound_of(expression)?;
    let each = |sign| -> Vec<Expr> {
        let compared = numbers.iter().map(|number| Node::Compare(sign, number.clone(), bound.clone()));
        compared.map(|node| Expr::spanned(node, expression.span())).collect()
    };
    // What holds of the extreme as soon as it holds of one of the numbers.
    let one_is_enough = match sign {
        Comparison::AtLeast | Comparison::Greater => largest,
        Comparison::AtMost | Comparison::Less => !largest,
        Comparison::Equal | Comparison::Unequal => {
            let (within, reached) = match largest {
                true => (Comparison::AtMost, Comparison::AtLeast),
                false => (Comparison::AtLeast, Comparison::AtMost),
            };
            let reached = Expr::new(Node::Or(each(reached)));
            let equal = Expr::new(Node::And(each(within).into_iter().chain([reached]).collect()));
            let node = if sign == Comparison::Equal { equal } else { Expr::new(Node::Not(equal)) };
            return Some(node.rewrite(&mut |part| told_apart(part).transpose()));
        }
    };
    let told = if one_is_enough { Node::Or(each(sign)) } else { Node::And(each(sign)) };
    // One of the numbers may be an extreme itself.
    Some(Expr::spanned(told, expression.span()).rewrite(&mut |part| told_apart(part).transpose()))
}
