//! Means, variances, covariances: linearity, indicators, and the sums over a law.

use crate::dist::Dist;
use crate::explain::board::equals;
use crate::explain::board::{Board, base, factor};
use crate::explain::branches::split;
use crate::explain::{Saying, Step, linear, process};
use crate::model::{Population, Space, Value};
use crate::question::{Asked, Expr, Node, Operator};
use crate::solve::Exact;
use crate::solve::scores::Score;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The most values of a law that are added up one by one.
const MOST_VALUES: usize = 60;

/// How the mean of a number comes about.
pub fn mean(board: &Board<'_>, number: &Expr, given: Option<&Expr>) -> Option<Vec<Step>> {
    let value = board.mean(number, given)?.value;
    mean_of(board, number, given, &value)
}

/// How the mean of a number comes to this value.
pub fn mean_of(
    board: &Board<'_>,
    number: &Expr,
    given: Option<&Expr>,
    value: &BigRational,
) -> Option<Vec<Step>> {
    if given.is_none() {
        let steps = linear::linear(board, number, value)
            .or_else(|| linear::kept_mean(board, number, value))
            .or_else(|| linear::indicators(board, number, value))
            .or_else(|| process::mean(board, number, value));
        if steps.is_some() {
            return steps;
        }
    }
    let staged = given.is_none() && is_staged(board, number);
    let by_stage = if staged { total(board, number, value) } else { None };
    by_stage
        .or_else(|| by_law(board, number, given, value))
        .or_else(|| if given.is_none() { total(board, number, value) } else { None })
        .or_else(|| Some(vec![Step::term(Saying::MeanOf, [board.say(number)], &board.mean(number, given)?)]))
}

/// Whether a number speaks of an experiment that depends on an earlier one.
fn is_staged(board: &Board<'_>, number: &Expr) -> bool {
    let experiments = board.question.experiments.iter().enumerate();
    let mut spoken = experiments.filter(|(i, _)| number.mentions(*i));
    spoken.any(|(_, named)| named.experiment.names() != 0)
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
        && let Some(steps) =
            independent_sum(board, number, &value).or_else(|| sum_without_replacement(board, number, &value))
    {
        return Some(steps);
    }
    if given.is_none()
        && is_staged(board, number)
        && let Some(steps) = total_variance(board, number, &value)
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

/// Var(X) = E(Var(X | case)) + Var(E(X | case)).
fn total_variance(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let split = split(board, number)?;
    (split.law.len() <= 13).then_some(())?;
    let mut steps = Vec::new();
    let (mut variances, mut squares, mut means) = (Vec::new(), Vec::new(), Vec::new());
    let (mut within, mut square, mut mean) = (BigRational::zero(), BigRational::zero(), BigRational::zero());
    for case in split.law.outcomes() {
        let prior = split.law.probability_of(case).into_ratio();
        let event = equals(&split.on, case);
        let inside = board.mean(number, Some(&event))?;
        let Exact::Number(spread) = board.solved(Asked::Variance(number.clone()), Some(&event))? else {
            return None;
        };
        let says = [board.say(&event), prior.to_string()];
        steps.push(Step::term(Saying::CaseWith, says.clone(), &inside));
        let text = board.text("Var", "", &[number], Some(&event));
        steps.push(Step::said(Saying::CaseVariance, says, text, &spread));
        variances.push(format!("{} * {}", factor(&prior), factor(&spread)));
        squares.push(format!("{} * {}^2", factor(&prior), base(&inside.value)));
        means.push(format!("{} * {}", factor(&prior), factor(&inside.value)));
        within += &prior * &spread;
        square += &prior * &inside.value * &inside.value;
        mean += &prior * &inside.value;
    }
    let between = square - &mean * &mean;
    let of_means = format!("{} - ({})^2", squares.join(" + "), means.join(" + "));
    steps.push(Step::said(Saying::MeanOfVariances, [], variances.join(" + "), &within));
    steps.push(Step::said(Saying::VarianceOfMeans, [], of_means, &between));
    let sum = format!("{} + {}", factor(&within), factor(&between));
    steps.push(Step::said(Saying::TotalVariance, [], sum, value));
    (within + between == *value).then_some(steps)
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
        Step::said(Saying::VarianceOfOne, [], formula, &one),
        Step::said(Saying::VarianceOfSum, [], format!("{n} * {}", factor(&one)), value),
    ])
}

/// The variance of a sum of n elements drawn from N without replacement: n·σ²·(N − n)/(N − 1), σ² that of one.
/// [W. Feller, An Introduction to Probability Theory, vol. I, ch. IX]
fn sum_without_replacement(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let (Node::Call(function, arguments), Space::Draw(from, n) | Space::Choose(from, n)) =
        (number.node(), space.as_ref())
    else {
        return None;
    };
    let direct = matches!(arguments.first()?.node(), Node::Name(i) if *i == name);
    let all = from.size();
    if function.name != "sum" || !direct || *n < 2 || all < 2 {
        return None;
    }
    let (formula, one) = variance_of_element(from)?;
    let whole = |n: u64| BigRational::from_integer(n.into());
    let correction = whole(all - n) / whole(all - 1);
    if whole(*n) * &one * correction != *value {
        return None;
    }
    let sum = format!("{n} * {} * ({all} - {n}) / ({all} - 1)", factor(&one));
    Some(vec![
        Step::said(Saying::VarianceOfElement, [], formula, &one),
        Step::said(Saying::VarianceWithoutReplacement, [n.to_string(), all.to_string()], sum, value),
    ])
}

/// The variance of one element, and a formula of it: of consecutive numbers (N² − 1)/12.
fn variance_of_element(from: &Population) -> Option<(String, BigRational)> {
    let all = BigRational::from_integer(from.size().into());
    let terms: Vec<(BigRational, u64)> =
        from.classes().iter().map(|(label, count)| Some((label.ratio()?, *count))).collect::<Option<_>>()?;
    let moment = |power: usize| -> BigRational {
        let each = |(x, count): &(BigRational, u64)| {
            num_traits::pow(x.clone(), power) * BigRational::from_integer((*count).into())
        };
        terms.iter().map(each).sum::<BigRational>() / &all
    };
    let variance = moment(2) - moment(1) * moment(1);
    let consecutive = terms.windows(2).all(|pair| &pair[1].0 - &pair[0].0 == BigRational::one());
    if consecutive && terms.iter().all(|(_, count)| *count == 1) {
        return Some((format!("({}^2 - 1) / 12", from.size()), variance));
    }
    (terms.len() <= 20).then_some(())?;
    let text = |power: usize| {
        let each = terms.iter().map(|(x, count)| {
            let x = if power == 1 { base(x) } else { format!("{}^2", base(x)) };
            if *count == 1 { x } else { format!("{count} * {x}") }
        });
        format!("({}) / {}", each.collect::<Vec<_>>().join(" + "), from.size())
    };
    Some((format!("{} - ({})^2", text(2), text(1)), variance))
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
    if given.is_none()
        && let Some(steps) = covariance_of_scores(board, a, b)
    {
        return Some(steps);
    }
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

/// The covariance of what the elements of a sample add to two numbers: n times that of one, with the correction for a
/// population without replacement.
fn covariance_of_scores(board: &Board<'_>, a: &Expr, b: &Expr) -> Option<Vec<Step>> {
    let experiments = &board.question.experiments;
    let (one, other) = (Score::of(a, experiments)?, Score::of(b, experiments)?);
    let together = one.together(&other)?;
    let [(n, element)] = together.as_slice() else { return None };
    let (of_one, value) = (element.covariance(), one.covariance(&other)?);
    let [first, second] = &element.means;
    let formula = format!("{} - {} * {}", element.product, factor(first), factor(second));
    let (_, space) = board.only()?;
    let (saying, sum) = match space.as_ref() {
        Space::Trials(_) => (Saying::CovarianceOfSums, format!("{n} * {}", factor(&of_one))),
        Space::Draw(from, _) | Space::Choose(from, _) if from.size() > 1 => {
            let all = from.size();
            let correction = format!("({all} - {n}) / ({all} - 1)");
            (Saying::CovarianceWithoutReplacement, format!("{n} * {} * {correction}", factor(&of_one)))
        }
        _ => return None,
    };
    Some(vec![
        Step::said(Saying::CovarianceOfOne, [board.say(a), board.say(b)], formula, of_one),
        Step::said(saying, [n.to_string()], sum, value),
    ])
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
