//! Chains: first-step equations with their solution, ruin, paths, draws until something comes.

mod coupons;
mod drift;
mod walk;
mod within;

use crate::explain::board::{Board, base, factor};
use crate::explain::{Message, Saying, Step};
use crate::model::chain::{Chain, Form, Stop};
use crate::model::pattern::Comparison;
use crate::model::until::Until;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Operator, Outcomes};
use crate::solve::chain::is_steps;
use crate::solve::until::wald::{length, term};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use std::sync::Arc;
use walk::Walk;

/// The chain that is the only experiment.
fn chain_of(board: &Board<'_>) -> Option<(usize, Arc<Space>)> {
    board.only().filter(|(_, space)| matches!(**space, Space::Chain(_)))
}

/// P(A) of a chain: ruin, paths of a fixed length, or h(s) = Σ p·h(s').
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    if let Space::Until(until) = space.as_ref() {
        return coupons::probability(until, event, name, p).map(|step| vec![step]);
    }
    let Space::Chain(chain) = space.as_ref() else { return None };
    if let Some((says, formula)) = board.wait(event) {
        return Some(vec![Step::formula(says, formula, p)]);
    }
    if let Some(step) = series(board, event, p) {
        return Some(vec![step]);
    }
    if let Some(step) = drift::returns(chain, event, p) {
        return Some(vec![step]);
    }
    if let Some(step) = drift::dies_out(chain, event, p) {
        return Some(vec![step]);
    }
    if let Some(step) = paths(chain, board, event, p) {
        return Some(vec![step]);
    }
    let walk = Walk::of(board, chain, name)?;
    let asked = Asked::Probability(event.clone());
    let mut steps = beginnings(chain);
    steps.extend(
        walk.equations(Saying::FirstStep, 'h', &asked, |_, _| Some((String::new(), BigRational::zero())))?,
    );
    steps.extend(ruin(&walk, &asked, p));
    steps.push(Step::term(Saying::Start, [walk.label(&chain.start)], &board.probability(event, None)?));
    Some(steps)
}

/// How likely a chain of few states ends in time, or just then, by its first step from each of them.
pub fn in_time(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = chain_of(board)?;
    let Space::Chain(chain) = space.as_ref() else { return None };
    let walk = Walk::of(board, chain, name)?;
    let step = within::probability(&walk, name, event, p)?;
    let states = if walk.states.len() > 1 { beginnings(chain) } else { Vec::new() };
    Some(states.into_iter().chain([step]).collect())
}

/// The mean of a number of steps: e(s) = 1 + Σ p·e(s').
pub fn mean(board: &Board<'_>, number: &Expr, value: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    match space.as_ref() {
        Space::Until(until) => coupons::mean(until, value)
            .map(|step| vec![step])
            .or_else(|| wald(board, (name, until), number, value)),
        Space::Chain(chain) => {
            if let Some(step) = drift::time(chain, number, value) {
                return Some(vec![step]);
            }
            let walk = Walk::of(board, chain, name)?;
            let mut steps = match (squared(number, name), powers_of(number, name)) {
                (Some(steps), _) => square(board, &steps, number)?,
                (_, base) => {
                    let asked = Asked::Mean(number.clone());
                    let equations = match base {
                        Some(base) => walk.growth(&base, &asked)?,
                        None if grows_by_one(number, name) => mean_steps(&walk, &asked)?,
                        // Other numbers have other equations, even where these happen to hold.
                        None => return None,
                    };
                    beginnings(chain).into_iter().chain(equations).collect()
                }
            };
            steps.push(Step::term(Saying::Start, [walk.label(&chain.start)], &board.mean(number, None)?));
            Some(steps)
        }
        _ => None,
    }
}

/// T, where a number is T² and T the number of steps.
fn squared(number: &Expr, name: usize) -> Option<Expr> {
    let of = match number.node() {
        Node::Arithmetic(Operator::Power, a, b) if b.known() == Some(&Value::Int(2)) => a,
        Node::Arithmetic(Operator::Multiply, a, b) if a == b => a,
        _ => return None,
    };
    is_steps(of, name).then(|| of.clone())
}

/// r, where a number is rᵀ and T the number of steps.
fn powers_of(number: &Expr, name: usize) -> Option<BigRational> {
    let Node::Arithmetic(Operator::Power, base, exponent) = number.node() else { return None };
    if is_steps(exponent, name) { base.known()?.ratio() } else { None }
}

/// Whether a number of a chain with one step more is larger by 1; true for those that are not made of the steps alone.
fn grows_by_one(number: &Expr, name: usize) -> bool {
    let with = |steps: i64| {
        let put = number.rewrite(&mut |part| Ok(is_steps(part, name).then(|| Expr::value_of(steps))));
        put.ok()?.evaluate(&mut Outcomes::default()).ok()?.ratio()
    };
    let of_few: Vec<BigRational> = (1..=5).filter_map(with).collect();
    of_few.windows(2).all(|two| &two[1] - &two[0] == BigRational::one())
}

/// The mean of the square of a number of steps: s(s) = 1 + Σ p·(2·e(s') + s(s')).
pub fn square(board: &Board<'_>, number: &Expr, squared: &Expr) -> Option<Vec<Step>> {
    let (name, space) = chain_of(board)?;
    let Space::Chain(chain) = space.as_ref() else { return None };
    let walk = Walk::of(board, chain, name)?;
    let mean = Asked::Mean(number.clone());
    let mut steps = beginnings(chain);
    steps.extend(mean_steps(&walk, &mean)?);
    let twice = |walk: &Walk<'_>, state: &Value| {
        let mut constant = BigRational::one();
        let mut terms = vec!["1".to_owned()];
        for (target, p) in &walk.states[state] {
            let there = walk.at('e', target, &mean)?;
            terms.push(format!("{} * 2 * {}", factor(p), factor(&there)));
            constant += p * BigRational::from_integer(2.into()) * there;
        }
        Some((terms.join(" + "), constant))
    };
    steps.extend(walk.equations(Saying::FirstStepSquare, 's', &Asked::Mean(squared.clone()), twice)?);
    Some(steps)
}

/// What the states of a wait for words are.
fn beginnings(chain: &Chain) -> Vec<Step> {
    let are_words = chain.beginning(&chain.start).is_some();
    are_words.then(|| Step::prose(Message::said(Saying::Beginnings, []))).into_iter().collect()
}

fn mean_steps(walk: &Walk<'_>, mean: &Asked) -> Option<Vec<Step>> {
    walk.equations(Saying::FirstStepTime, 'e', mean, |_, _| Some(("1".to_owned(), BigRational::one())))
}

/// The ruin formula, for steps of ±1 with the same probabilities everywhere between two barriers:
/// (1 − (q/p)^(k−a)) / (1 − (q/p)^(b−a)), or (k − a)/(b − a) when p = q (W. Feller, vol. I, ch. XIV).
fn ruin(walk: &Walk<'_>, asked: &Asked, p: &BigRational) -> Option<Step> {
    let number = |v: &Value| if let Value::Int(n) = v { Some(*n) } else { None };
    let states: Vec<i64> = walk.states.keys().map(number).collect::<Option<_>>()?;
    let (low, high) = (states.first()? - 1, states.last()? + 1);
    if (high - low) as usize != states.len() + 1 || states.len() < 2 {
        return None;
    }
    let mut step: Option<(BigRational, BigRational)> = None;
    for (state, next) in &walk.states {
        let at = number(state)?;
        let chance = |to: i64| next.iter().find(|(v, _)| *v == Value::Int(to)).map(|(_, p)| p.clone());
        let here = (chance(at + 1)?, chance(at - 1)?);
        if next.len() != 2 || step.as_ref().is_some_and(|step| *step != here) {
            return None;
        }
        step = Some(here);
    }
    let (up, down) = step?;
    let from_top = walk.from(&Value::Int(high), asked)?.is_one();
    if !from_top || !walk.from(&Value::Int(low), asked)?.is_zero() {
        return None;
    }
    let k = number(&walk.chain.start)?;
    let (above, whole) = (k - low, high - low);
    let places = [k.to_string(), low.to_string(), high.to_string()];
    if up == down {
        return Some(Step::said(Saying::FairRuin, places, format!("{above} / {whole}"), p));
    }
    let quotient = &down / &up;
    let r = base(&quotient);
    let formula = format!("(1 - {r}^{above}) / (1 - {r}^{whole})");
    let parts: Vec<String> = places.into_iter().chain([quotient.to_string()]).collect();
    Some(Step::said(Saying::Ruin, parts, formula, p))
}

/// Where a walk of ±1 is after a fixed number of steps: C(n, u)·p^u·q^(n−u).
fn paths(chain: &Chain, board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Step> {
    let (Stop::After(n), Value::Int(start)) = (&chain.stop, &chain.start) else { return None };
    let (Form::FreeWalk(_) | Form::Any) = chain.form() else { return None };
    let chances = |at: i64| {
        let law = (chain.step)(&Value::Int(at)).ok()?;
        let chance = |to: i64| law.probability_of(&Value::Int(to)).into_ratio();
        (law.len() == 2).then(|| (chance(at + 1), chance(at - 1)))
    };
    let n = i64::try_from(*n).ok().filter(|n| *n <= 1_000)?;
    let (up, down) = chances(*start)?;
    // The same step everywhere it can get to.
    if (&up + &down) != BigRational::one()
        || (start - n..=start + n).any(|at| chances(at) != Some((up.clone(), down.clone())))
    {
        return None;
    }
    let Node::Compare(Comparison::Equal, _, bound) = event.node() else { return None };
    let Some(Value::Int(end)) = bound.known() else { return None };
    let ups = (n + end - start).to_u64().filter(|twice| twice % 2 == 0)? / 2;
    let falls = n.unsigned_abs().checked_sub(ups)?;
    let formula = format!("C({n}, {ups}) * {}^{ups} * {}^{falls}", base(&up), base(&down));
    let value = BigRational::from_integer(crate::number::binomial(n.unsigned_abs(), ups).into())
        * num_traits::pow(up, usize::try_from(ups).ok()?)
        * num_traits::pow(down, usize::try_from(falls).ok()?);
    let _ = board;
    (value == *p).then(|| Step::said(Saying::Paths, [n.to_string(), ups.to_string()], formula, p))
}

/// Whether a geometric waiting time leaves a remainder: p·q^(r−1) + p·q^(r+m−1) + … = p·q^(r−1)/(1 − q^m).
fn series(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Step> {
    let Node::Compare(Comparison::Equal, side, rest) = event.node() else { return None };
    let Node::Arithmetic(Operator::Modulo, number, modulus) = side.node() else { return None };
    let (Some(Value::Int(m)), Some(Value::Int(r))) = (modulus.known(), rest.known()) else { return None };
    let chance = board.chance_of_success(number)?;
    let (m, r) = (u64::try_from(*m).ok().filter(|m| (2..=100).contains(m))?, u64::try_from(*r).ok()?);
    let first = if r == 0 { m } else { r };
    let success = crate::number::parse_number(&chance).ok()?;
    let fails = |n: u64| num_traits::pow(BigRational::one() - &success, usize::try_from(n).unwrap_or(0));
    let value = &success * fails(first - 1) / (BigRational::one() - fails(m));
    let formula = format!("({chance}) * (1 - {chance})^{} / (1 - (1 - {chance})^{m})", first - 1);
    let parts = [first, first + m, first + 2 * m, m].map(|n| n.to_string());
    let says = parts.into_iter().chain([chance]);
    (r < m && value == *p).then(|| Step::said(Saying::GeometricSeries, says, formula, p))
}

/// A sum over all draws with replacement: what one draw adds on average, times the mean number of draws.
fn wald(
    board: &Board<'_>,
    (name, until): (usize, &Until),
    number: &Expr,
    value: &BigRational,
) -> Option<Vec<Step>> {
    let one = term(until, name, number).ok()??;
    let length = board.mean(&length(name), None)?;
    if &one * &length.value != *value {
        return None;
    }
    let formula = format!("{} * {}", factor(&one), factor(&length.value));
    let identity = Step::said(Saying::Wald, [one.to_string()], formula, value);
    Some(vec![Step::term(Saying::MeanLength, [], &length), identity])
}
