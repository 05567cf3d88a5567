//! Remainders are taken as early as they can: `(a·b + c) mod m` is `((a mod m)·(b mod m) mod m + c mod m) mod m` for whole
//! numbers, so that what is left of a question after each outcome is one of a few remainders.

use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Named, Node, Operator};
use crate::statistic::{Function, remainder};

/// The largest divisor that is looked at.
const MOST: i64 = 1 << 30;

/// The most terms of a sum that are taken one after another.
const TERMS: usize = 64;

/// The roots with remainders taken early, where everything is a whole number.
///
/// # Errors
/// Those of working out what became known.
pub fn early(roots: Vec<Expr>, experiments: &[Named]) -> Result<Vec<Expr>, Error> {
    let taken = |root: &Expr| root.rewrite(&mut |part| Ok(remainder_of(part, experiments)));
    roots.into_iter().map(|root| if takes_remainders(&root) { taken(&root) } else { Ok(root) }).collect()
}

/// The same with every sum of throws told by remainders too: that has more states than its formula, and fewer classes.
///
/// # Errors
/// Those of working out what became known.
pub fn throughout(root: &Expr, experiments: &[Named]) -> Result<Expr, Error> {
    root.rewrite(&mut |part| {
        let Node::Arithmetic(Operator::Modulo, number, modulus) = part.node() else { return Ok(None) };
        let (Node::Call(function, arguments), Some(Value::Int(1..=MOST))) = (number.node(), modulus.known())
        else {
            return Ok(None);
        };
        let [sample] = arguments.as_slice() else { return Ok(None) };
        let whole = function.name == "sum" && sample_of(sample, experiments).is_some();
        let twin = || Expr::new(Node::Call(&remainder::SUM, vec![sample.clone(), modulus.clone()]));
        Ok(whole.then(twin))
    })
}

fn takes_remainders(expression: &Expr) -> bool {
    matches!(expression.node(), Node::Arithmetic(Operator::Modulo, ..))
        || expression.node().children().any(takes_remainders)
}

/// An expression `e mod m` with its remainders taken early.
fn remainder_of(part: &Expr, experiments: &[Named]) -> Option<Expr> {
    let Node::Arithmetic(Operator::Modulo, number, modulus) = part.node() else { return None };
    let Some(Value::Int(m @ 1..=MOST)) = modulus.known() else { return None };
    let composed =
        matches!(number.node(), Node::Arithmetic(..) | Node::Sum(_) | Node::If(..) | Node::Call(..));
    (composed && part.names() != 0 && is_whole(number, experiments)).then(|| taken(number, *m, experiments))
}

/// Whether an expression is a whole number whatever the outcomes are.
fn is_whole(expression: &Expr, experiments: &[Named]) -> bool {
    let whole = |e: &Expr| is_whole(e, experiments);
    match expression.node() {
        Node::Value(value) => matches!(value, Value::Int(_)),
        Node::Name(name) => match space(experiments, *name) {
            Some(Space::Single(faces)) => faces.weights().iter().all(|(label, _)| is_int(label)),
            _ => false,
        },
        Node::At(sample, index) => index.known().is_some() && sample_of(sample, experiments).is_some(),
        Node::Arithmetic(Operator::Add | Operator::Subtract | Operator::Multiply, a, b) => {
            whole(a) && whole(b)
        }
        Node::Arithmetic(Operator::Modulo, a, b) => matches!(b.known(), Some(Value::Int(1..))) && whole(a),
        Node::Arithmetic(Operator::Power, a, b) => matches!(b.known(), Some(Value::Int(1..=64))) && whole(a),
        Node::Sum(parts) => parts.len() <= TERMS && parts.iter().all(whole),
        Node::If(_, a, b) => whole(a) && whole(b),
        Node::Call(function, arguments) => match arguments.as_slice() {
            [sample] if matches!(function.name, "sum" | "product" | "max" | "min" | "value") => {
                sample_of(sample, experiments).is_some()
            }
            _ => false,
        },
        _ => false,
    }
}

fn space(experiments: &[Named], name: usize) -> Option<&Space> {
    experiments.get(name)?.experiment.space().map(AsRef::as_ref)
}

/// The space of a sample of whole numbers, if the expression is one of them as a whole.
fn sample_of<'a>(expression: &Expr, experiments: &'a [Named]) -> Option<&'a Space> {
    let Node::Name(name) = expression.node() else { return None };
    let space = space(experiments, *name)?;
    let rows = matches!(
        space,
        Space::Trials(_) | Space::Draw(..) | Space::Choose(..) | Space::Multichoose(..) | Space::Words(..)
    );
    (rows && space.labels().iter().all(is_int)).then_some(space)
}

fn is_int(value: &Value) -> bool {
    matches!(value, Value::Int(_))
}

/// `e mod m`, for a whole number.
fn taken(e: &Expr, m: i64, experiments: &[Named]) -> Expr {
    let of = |part: &Expr| taken(part, m, experiments);
    let modulo = |number: Expr| {
        let node = Node::Arithmetic(Operator::Modulo, number, Expr::value_of(m));
        Expr::spanned(node, e.span())
    };
    match e.node() {
        Node::Value(Value::Int(n)) => Expr::value_of(n.rem_euclid(m)),
        Node::Arithmetic(operator @ (Operator::Add | Operator::Subtract | Operator::Multiply), a, b) => {
            modulo(Expr::spanned(Node::Arithmetic(*operator, of(a), of(b)), e.span()))
        }
        Node::Arithmetic(Operator::Power, a, b) => {
            modulo(Expr::spanned(Node::Arithmetic(Operator::Power, of(a), b.clone()), e.span()))
        }
        Node::Sum(parts) => {
            let add = |sum: Expr, part: &Expr| {
                modulo(Expr::spanned(Node::Arithmetic(Operator::Add, sum, of(part)), e.span()))
            };
            parts.iter().fold(Expr::value_of(0), add)
        }
        Node::If(condition, a, b) => Expr::spanned(Node::If(condition.clone(), of(a), of(b)), e.span()),
        Node::Call(function, arguments) => match twin(function, arguments, experiments) {
            Some(twin) => {
                let arguments = vec![arguments[0].clone(), Expr::value_of(m)];
                Expr::spanned(Node::Call(twin, arguments), e.span())
            }
            None => modulo(e.clone()),
        },
        _ => modulo(e.clone()),
    }
}

/// The twin that keeps only remainders, where that has fewer states: sums of throws of one die have a formula.
fn twin(function: &'static Function, arguments: &[Expr], experiments: &[Named]) -> Option<&'static Function> {
    let space = sample_of(arguments.first()?, experiments)?;
    match function.name {
        "sum" if !matches!(space, Space::Trials(_)) => Some(&remainder::SUM),
        "product" => Some(&remainder::PRODUCT),
        "value" => Some(&remainder::VALUE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Collection, Faces, Space};
    use crate::question::{Expr, Node, Operator};
    use crate::solve::asking::{call, known, numbered, x};
    use crate::solve::{Choice, Road};
    use std::sync::Arc;

    fn modulo(number: Expr, m: i64) -> Expr {
        Expr::new(Node::Arithmetic(Operator::Modulo, number, known(m)))
    }

    fn both(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    fn same_as_listed(space: &Space, expression: &Expr) {
        use crate::solve::asking::law;
        let listed = law(space, expression, Choice::Only(Road::Enumeration)).0;
        assert_eq!(law(space, expression, Choice::Cheapest).0, listed, "{expression:?} of {space:?}");
    }

    #[test]
    fn remainders_taken_early_are_those_taken_at_the_end() {
        let urn = numbered(Collection::Urn, &[2, 1, 1, 2, 1, 1, 1]);
        let spaces = [
            Space::trials(Arc::new(Faces::die(9).unwrap()), 4),
            Space::Draw(Arc::clone(&urn), 4),
            Space::Choose(Arc::clone(&urn), 3),
            Space::Multichoose(Arc::clone(&urn), 3),
            Space::Words(urn, 3),
        ];
        for space in &spaces {
            for m in [1, 2, 3, 7, 10, 12] {
                for name in ["sum", "product"] {
                    same_as_listed(space, &modulo(call(name, vec![x()]), m));
                }
                if !space.is_ordered() {
                    continue;
                }
                same_as_listed(space, &modulo(call("value", vec![x()]), m));
                let at = |place| Expr::new(Node::At(x(), known(place)));
                let product = both(Operator::Multiply, at(1), both(Operator::Subtract, at(2), known(5)));
                same_as_listed(space, &modulo(both(Operator::Add, product.clone(), at(3)), m));
                let power = both(Operator::Power, product.clone(), known(3));
                same_as_listed(space, &modulo(power, m));
                let several = Expr::new(Node::Sum(vec![product, at(2), known(-4)]));
                same_as_listed(space, &both(Operator::Add, modulo(several, m), at(1)));
            }
        }
    }
}
