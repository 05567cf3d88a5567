//! Means, variances, covariances: linearity, indicators, and the sums over a law.

use crate::dist::Dist;
use crate::explain::board::equals;
use crate::explain::board::{Board, base, factor};
use crate::explain::branches::split;
use crate::explain::{Saying, Step, process};
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Operator};
use crate::solve::Exact;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The most values of a law that are added up one by one.
const MOST_VALUES: usize = 60;

/// How the mean of a number comes about.
pub fn mean(board: &Board<'_>, number: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let value = board.mean(number, given)?.value;
    if given.is_none() {
        let steps = linear(board, number, &value)
            .or_else(|| indicators(board, number, &value))
            .or_else(|| process::mean(board, number));
        if steps.is_some() {
            return steps;
        }
    }
    by_law(board, number, given, &value)
        .or_else(|| if given.is_none() { total(board, number, &value) } else { None })
        .or_else(|| Some(vec![Step::term(Saying::MeanOf, [board.say(number)], &board.mean(number, given)?)]))
}

/// E(aX + bY + …), term by term; many equal terms as one.
fn linear(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let parts: Vec<(Expr, BigRational)> = terms(number)?;
    if parts.len() < 2 {
        return None;
    }
    let first = board.mean(&parts[0].0, None)?;
    let count = BigRational::from_integer(parts.len().into());
    let one = BigRational::one();
    if parts.len() > 8 && parts.iter().all(|(_, c)| *c == one) && &count * &first.value == *value {
        let mut steps = vec![Step::term(Saying::EachMean, [], &first)];
        let formula = format!("{} * {}", parts.len(), factor(&first.value));
        steps.push(Step::said(Saying::Linearity, [], formula, value));
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
        if !formula.is_empty() && part.names() != 0 {
            steps.push(Step::term(Saying::MeanOf, [board.say(part)], &term));
        }
    }
    steps.push(Step::said(Saying::Linearity, [], formula.join(" + "), value));
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

/// Sums over elements or classes: n·E(one), f·P(a class comes).
fn indicators(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let Node::Call(function, arguments) = number.node() else { return None };
    let n = space.length().filter(|n| *n > 0)?;
    let direct = arguments.iter().any(|a| matches!(a.node(), Node::Name(i) if *i == name));
    if !direct {
        return None;
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

/// Σ x·P(X = x).
fn by_law(board: &Board<'_>, number: &Expr, given: Option<&Expr>, value: &BigRational) -> Option<Vec<Step>> {
    let law = board.law(number, given)?;
    let formula = weighted(&law, |x| x)?;
    let says = if given.is_some() { Saying::ConditionalMean } else { Saying::MeanByLaw };
    Some(vec![Step::said(says, [], formula, value)])
}

/// Σ f(x)·P(X = x) as a formula.
fn weighted(law: &Dist<Value>, of: impl Fn(BigRational) -> BigRational) -> Option<String> {
    if law.len() > MOST_VALUES || law.total().bits() > 400 {
        return None;
    }
    let terms: Option<Vec<String>> = law
        .outcomes()
        .map(|x| {
            let p = law.probability_of(x).into_ratio();
            Some(format!("{} * {}", factor(&of(x.ratio()?)), factor(&p)))
        })
        .collect();
    terms.map(|terms| terms.join(" + "))
}

/// E(X) = Σ P(case)·E(X | case).
fn total(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let split = split(board, number)?;
    let mut steps = Vec::new();
    let mut terms = Vec::new();
    let mut sum = BigRational::zero();
    for case in split.law.outcomes() {
        let prior = split.law.probability_of(case).into_ratio();
        let event = equals(&split.on, case);
        let inside = board.mean(number, Some(&event))?;
        sum += &prior * &inside.value;
        terms.push(format!("{} * {}", factor(&prior), factor(&inside.value)));
        steps.push(Step::term(Saying::CaseWith, [board.say(&event), prior.to_string()], &inside));
    }
    steps.push(Step::said(Saying::TotalMean, [], terms.join(" + "), &sum));
    (sum == *value && steps.len() <= 26).then_some(steps)
}

/// How a variance comes about.
pub fn variance(board: &Board<'_>, number: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let Exact::Number(value) = board.solved(Asked::Variance(number.clone()), given)? else { return None };
    if given.is_none()
        && let Some(steps) = independent_sum(board, number, &value)
    {
        return Some(steps);
    }
    let mean_term = board.mean(number, given)?;
    let square = &value + &mean_term.value * &mean_term.value;
    let squared = Expr::new(Node::Arithmetic(Operator::Multiply, number.clone(), number.clone()));
    let mut steps = mean(board, number, given).unwrap_or_default();
    let law = board.law(number, given).and_then(|law| weighted(&law, |x| &x * &x));
    match law {
        Some(formula) => steps.push(Step::said(Saying::SquareByLaw, [], formula, &square)),
        None => {
            let chain = if given.is_none() { process::square(board, number, &squared) } else { None };
            match chain {
                Some(found) => steps = found,
                None => {
                    let text = board.text("E", "", &[&squared], given);
                    steps.push(Step::said(Saying::MeanOfProduct, [], text, &square));
                }
            }
        }
    }
    let formula = format!("{square} - {}^2", base(&mean_term.value));
    steps.push(Step::said(Saying::Variance, [], formula, value));
    Some(steps)
}

/// The variance of a sum of independent throws of one die: n times that of one.
fn independent_sum(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let (Node::Call(function, arguments), Space::Trials(groups)) = (number.node(), space.as_ref()) else {
        return None;
    };
    let ([(faces, n)], "sum") = (groups.as_ref(), function.name) else { return None };
    let direct = matches!(arguments.first()?.node(), Node::Name(i) if *i == name);
    if !direct || *n < 2 || faces.weights().len() > 20 {
        return None;
    }
    let moment = |power: u32| {
        let terms = faces.weights().iter().map(|(label, w)| {
            let x = base(&label.ratio()?);
            let x = if power == 1 { x } else { format!("{x}^2") };
            Some(if w.is_one() { x } else { format!("{w} * {x}") })
        });
        let terms: Option<Vec<String>> = terms.collect();
        Some(format!("({}) / {}", terms?.join(" + "), faces.total()))
    };
    let one = value / BigRational::from_integer((*n).into());
    let formula = format!("{} - ({})^2", moment(2)?, moment(1)?);
    Some(vec![
        Step::said(Saying::VarianceOf, ["1".to_owned()], formula, &one),
        Step::said(Saying::VarianceOfSum, [], format!("{n} * {}", factor(&one)), value),
    ])
}

/// How a standard deviation comes about.
pub fn deviation(board: &Board<'_>, number: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let mut steps = variance(board, number, given)?;
    let Exact::Number(value) = board.solved(Asked::Variance(number.clone()), given)? else { return None };
    let text = board.text("Var", "", &[number], given);
    steps.push(Step::said(Saying::Deviation, [], text, value));
    Some(steps)
}

/// How a covariance comes about: E(XY) − E(X)·E(Y).
pub fn covariance(board: &Board<'_>, a: &Expr, b: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let product = Expr::new(Node::Arithmetic(Operator::Multiply, a.clone(), b.clone()));
    let (ea, eb, eab) = (board.mean(a, given)?, board.mean(b, given)?, board.mean(&product, given)?);
    let mut steps = Vec::new();
    for (e, term) in [(a, &ea), (b, &eb)] {
        steps.push(Step::term(Saying::MeanOf, [board.say(e)], term));
    }
    steps.push(Step::term(Saying::MeanOfProduct, [], &eab));
    let value = &eab.value - &ea.value * &eb.value;
    let formula = format!("{} - {} * {}", eab.value, factor(&ea.value), factor(&eb.value));
    steps.push(Step::said(Saying::Covariance, [], formula, value));
    Some(steps)
}

/// How a correlation comes about: its square is Cov² / (Var·Var).
pub fn correlation(board: &Board<'_>, a: &Expr, b: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let number = |asked| match board.solved(asked, given) {
        Some(Exact::Number(value)) => Some(value),
        _ => None,
    };
    let cov = number(Asked::Covariance(a.clone(), b.clone()))?;
    let mut steps = covariance(board, a, b, given)?;
    let mut spread = Vec::new();
    for e in [a, b] {
        let variance = number(Asked::Variance(e.clone()))?;
        let text = board.text("Var", "", &[e], given);
        steps.push(Step::said(Saying::VarianceOf, [board.say(e)], text, &variance));
        spread.push(variance);
    }
    let square = &cov * &cov / (&spread[0] * &spread[1]);
    let formula = format!("{}^2 / ({} * {})", base(&cov), factor(&spread[0]), factor(&spread[1]));
    steps.push(Step::said(Saying::Correlation, [], formula, &square));
    if let Some(root) = crate::number::sqrt_exact(&square) {
        let negative = cov < BigRational::zero();
        let (sign, root) = if negative { ("-", -root) } else { ("", root) };
        steps.push(Step::said(Saying::CorrelationRoot, [], format!("{sign}sqrt({square})"), root));
    }
    Some(steps)
}
