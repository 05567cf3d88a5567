//! Means by linearity: sums of terms, of indicators, of what is kept.

use crate::explain::board::{Board, factor};
use crate::explain::{Saying, Step, kept, ranked};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::first_places;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// E(aX + bY + …), term by term; many equal terms as one.
pub fn linear(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let parts: Vec<(Expr, BigRational)> = terms(number)?;
    if parts.len() < 2 {
        return None;
    }
    if let Some(steps) = alike(board, &parts, value) {
        return Some(steps);
    }
    if parts.len() > 24 {
        return None;
    }
    let mut steps = Vec::new();
    let mut formula = Vec::new();
    for (part, coefficient) in &parts {
        let term = board.mean(part, None)?;
        formula.push(if coefficient.is_one() {
            factor(&term.value)
        } else {
            format!("{} * {}", factor(coefficient), factor(&term.value))
        });
        if part.names() == 0 {
            continue;
        }
        if let Some(found) = indicators(board, part, &term.value) {
            steps.extend(found);
        } else {
            steps.push(Step::term(Saying::MeanOf, [board.say(part)], &term));
        }
    }
    steps.push(Step::said(Saying::Linearity, [], formula.join(" + "), value));
    Some(steps)
}

/// Many terms that have the same law, since the places may be exchanged: the mean of one as often as there are terms.
fn alike(board: &Board<'_>, parts: &[(Expr, BigRational)], value: &BigRational) -> Option<Vec<Step>> {
    if parts.len() <= 8 || parts.iter().any(|(_, c)| !c.is_one()) {
        return None;
    }
    let experiments = &board.question.experiments;
    let law = |e: &Expr| first_places::at_first_places(e, experiments).unwrap_or_else(|| e.clone());
    let first = law(&parts[0].0);
    if parts.iter().any(|(part, _)| law(part) != first) {
        return None;
    }
    let one = value / BigRational::from_integer(parts.len().into());
    let mut steps = ranked::difference(board, &parts[0].0, &one).unwrap_or_else(|| {
        vec![Step::said(Saying::EachMean, [], board.text("E", "", &[&parts[0].0], None), &one)]
    });
    let formula = format!("{} * {}", parts.len(), factor(&one));
    steps.push(Step::said(Saying::Linearity, [], formula, value));
    Some(steps)
}

/// A sum as terms with constant factors.
fn terms(e: &Expr) -> Option<Vec<(Expr, BigRational)>> {
    let scaled = |e: &Expr, by: &BigRational| -> Option<Vec<(Expr, BigRational)>> {
        Some(terms(e)?.into_iter().map(|(e, c)| (e, c * by)).collect())
    };
    Some(match e.node() {
        Node::Sum(parts) => parts.iter().map(terms).collect::<Option<Vec<_>>>()?.concat(),
        Node::Arithmetic(Operator::Add, a, b) => [terms(a)?, terms(b)?].concat(),
        Node::Arithmetic(Operator::Subtract, a, b) => [terms(a)?, scaled(b, &-BigRational::one())?].concat(),
        Node::Arithmetic(Operator::Multiply, a, b) => match (a.known(), b.known()) {
            (Some(a), None) => scaled(b, &a.ratio()?)?,
            (None, Some(b)) => scaled(a, &b.ratio()?)?,
            _ => vec![(e.clone(), BigRational::one())],
        },
        _ => vec![(e.clone(), BigRational::one())],
    })
}

/// The mean of what is kept of some dice, or of a number's place among those drawn.
pub fn kept_mean(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    match kept::arguments(number) {
        Some(arguments) => kept::mean(&space, name, arguments, value),
        None => ranked::mean(&space, name, number, value),
    }
}

/// Sums over elements or classes: n·E(one), f·P(a class comes).
pub fn indicators(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let Node::Call(function, arguments) = number.node() else { return None };
    let n = space.length().filter(|n| *n > 0)?;
    let direct = arguments.iter().any(|a| matches!(a.node(), Node::Name(i) if *i == name));
    if !direct {
        return None;
    }
    if function.written() == "runs" {
        return runs(board, &space, name, n, value);
    }
    let (weights, total) = weights(&space)?;
    let steps = match function.name {
        "sum" if weights.len() <= 20 => {
            let terms: Vec<String> = weights
                .iter()
                .map(|(label, w)| if w.is_one() { label.to_string() } else { format!("{w} * {label}") })
                .collect();
            if weights.iter().any(|(label, _)| label.ratio().is_none_or(|r| r < BigRational::zero())) {
                return None;
            }
            let one = value / BigRational::from_integer(n.into());
            vec![
                Step::said(Saying::EachMean, [], format!("({}) / {total}", terms.join(" + ")), &one),
                Step::said(Saying::Linearity, [], format!("{n} * {}", factor(&one)), value),
            ]
        }
        "count" => {
            let pattern = arguments[0].known()?;
            let matching: BigUint = weights.iter().filter(|(l, _)| matches(pattern, l)).map(|(_, w)| w).sum();
            let one = BigRational::new(matching.clone().into(), total.clone().into());
            let says = [n.to_string(), one.to_string()];
            vec![Step::said(Saying::Indicators, says, format!("{n} * {matching} / {total}"), value)]
        }
        "fixed" => {
            let says = [n.to_string(), format!("1/{n}")];
            vec![Step::said(Saying::Indicators, says, format!("{n} * (1 / {n})"), value)]
        }
        "distinct" => {
            let (_, w) = weights.first()?;
            if weights.iter().any(|(_, other)| other != w) || !matches!(*space, Space::Trials(_)) {
                return None;
            }
            let f = weights.len();
            let (rest, all) = (&total - w, &total);
            let formula = format!("{f} * (1 - ({rest} / {all})^{n})");
            vec![Step::said(Saying::ClassIndicators, [f.to_string()], formula, value)]
        }
        _ => return None,
    };
    // What was said is the mean only where every place shows the same.
    sound(&steps, &space, function.name, value, n, &weights, &total).then_some(steps)
}

/// The first run, and another wherever neighbours differ: 1 + (n − 1)·P(X[1] != X[2]), where places are alike.
fn runs(board: &Board<'_>, space: &Space, name: usize, n: u64, value: &BigRational) -> Option<Vec<Step>> {
    let in_order = matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Words(..));
    (in_order && n >= 2).then_some(())?;
    let at = |i: i64| Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(i)));
    let differ = Expr::new(Node::Compare(Comparison::Unequal, at(1), at(2)));
    let term = board.probability(&differ, None)?;
    let mean = BigRational::one() + BigRational::from_integer((n - 1).into()) * &term.value;
    let formula = format!("1 + {} * {}", n - 1, factor(&term.value));
    (mean == *value).then(|| {
        vec![
            Step::term(Saying::Factor, [board.say(&differ)], &term),
            Step::said(Saying::RunsByNeighbours, [(n - 1).to_string()], formula, value),
        ]
    })
}

fn matches(pattern: &Value, label: &Value) -> bool {
    match pattern {
        Value::Pattern(pattern) => pattern.matches(label),
        other => label == other,
    }
}

/// Whether the formula of an indicator derivation comes to the value.
fn sound(
    _: &[Step],
    space: &Space,
    what: &str,
    value: &BigRational,
    n: u64,
    weights: &[(Value, BigUint)],
    total: &BigUint,
) -> bool {
    let rational = |n: &BigUint| BigRational::from_integer(n.clone().into());
    match what {
        "sum" => {
            let sum: BigRational =
                weights.iter().map(|(l, w)| l.ratio().unwrap_or_default() * rational(w)).sum();
            sum * BigRational::from_integer(n.into()) / rational(total) == *value
        }
        "distinct" => {
            let w = &weights[0].1;
            let away = BigRational::new((total - w).into(), total.clone().into());
            let come = BigRational::one() - num_traits::pow(away, usize::try_from(n).unwrap_or(0));
            come * BigRational::from_integer(weights.len().into()) == *value
        }
        "fixed" => value.is_one(),
        _ => !matches!(space, Space::Multichoose(..)),
    }
}

/// What one element shows, with weights, and their sum.
fn weights(space: &Space) -> Option<(Vec<(Value, BigUint)>, BigUint)> {
    let of = |from: &crate::model::Population| {
        let classes = from.classes().iter().map(|(l, c)| (l.clone(), BigUint::from(*c))).collect();
        (classes, BigUint::from(from.size()))
    };
    match space {
        Space::Trials(groups) => match groups.as_ref() {
            [(faces, _)] => Some((faces.weights().to_vec(), faces.total().clone())),
            _ => None,
        },
        Space::Draw(from, _) | Space::Choose(from, _) => Some(of(from)),
        Space::Words(from, n) if *n == from.size() => Some(of(from)),
        _ => None,
    }
}
