//! Walks of ±1 without an end on the other side: how long they take, and whether they ever arrive.

use crate::explain::board::base;
use crate::explain::{Saying, Step};
use crate::model::Value;
use crate::model::chain::{Barrier, Chain, Form};
use crate::question::{Expr, Node};
use num_rational::BigRational;
use num_traits::Zero;

/// A walk of ±1 to a barrier on one side.
struct OneWay {
    barrier: i64,
    distance: u64,
    /// The probabilities of a step towards the barrier and of one away from it.
    towards: BigRational,
    away: BigRational,
}

impl OneWay {
    fn of(chain: &Chain) -> Option<Self> {
        let Form::Walk(walk) = chain.form() else { return None };
        let chance = |step: i64| walk.displacement.probability_of(&step).into_ratio();
        let (up, down) = (chance(1), chance(-1));
        if up.is_zero() || down.is_zero() || walk.displacement.len() != 2 {
            return None;
        }
        let (Barrier::At(barrier) | Barrier::AtMost(barrier) | Barrier::AtLeast(barrier)) = walk.barrier;
        let (towards, away) = if walk.start > barrier { (down, up) } else { (up, down) };
        let distance = walk.start.abs_diff(barrier);
        (distance > 0).then_some(Self { barrier, distance, towards, away })
    }
}

/// Whether an expression is this statistic of the chain.
fn is_called(expression: &Expr, name: &str) -> bool {
    matches!(expression.node(), Node::Call(function, _) if function.written() == name)
}

/// Whether an expression is the number of steps: the second part of what a chain shows.
fn is_steps(number: &Expr) -> bool {
    let second = |place: &Expr| place.known() == Some(&Value::Int(2));
    is_called(number, "steps") || matches!(number.node(), Node::At(_, place) if second(place))
}

/// E(steps) = distance / (q − p), since each step brings the walk nearer by q − p on average.
/// [A. Wald, Annals of Mathematical Statistics 15, 1944]
pub(super) fn time(chain: &Chain, number: &Expr, value: &BigRational) -> Option<Step> {
    let OneWay { barrier, distance, towards, away } = OneWay::of(chain).filter(|_| is_steps(number))?;
    let drift = &towards - &away;
    (&drift * value == BigRational::from_integer(distance.into())).then(|| {
        let formula = format!("{distance} / ({towards} - {away})");
        Step::said(
            Saying::Drift,
            [drift.to_string(), barrier.to_string(), distance.to_string()],
            formula,
            value,
        )
    })
}

/// P(the walk arrives) = (q/p)^distance where p > q: h = q + p·h² for one step nearer, whose smaller root is q/p.
/// [W. Feller, vol. I, ch. XIV]
pub(super) fn returns(chain: &Chain, event: &Expr, p: &BigRational) -> Option<Step> {
    let OneWay { distance, towards, away, .. } = OneWay::of(chain).filter(|_| is_called(event, "stops"))?;
    let root = &towards / &away;
    let value = num_traits::pow(root.clone(), usize::try_from(distance).ok().filter(|d| *d <= 1_000)?);
    let formula = format!("({} / {})^{distance}", base(&towards), base(&away));
    let parts = [towards.to_string(), away.to_string(), root.to_string(), distance.to_string()];
    (towards < away && value == *p).then(|| Step::said(Saying::Arrives, parts, formula, p))
}

/// P(a branching process that begins with one individual dies out) = q, the smallest root of q = Σ P(k children) qᵏ.
/// [T. E. Harris, "The Theory of Branching Processes", 1963]
pub(super) fn dies_out(chain: &Chain, event: &Expr, p: &BigRational) -> Option<Step> {
    let Form::Branching(walk) = chain.form() else { return None };
    if walk.start != 1 || !is_called(event, "stops") || walk.displacement.len() > 8 {
        return None;
    }
    let (q, mut sum, mut terms) = (base(p), BigRational::zero(), Vec::new());
    for (gain, _) in walk.displacement.weights() {
        let children = u32::try_from(gain + 1).ok()?;
        let chance = walk.displacement.probability_of(gain).into_ratio();
        let power = num_traits::pow(p.clone(), usize::try_from(children).ok()?);
        terms.push(match children {
            0 => chance.to_string(),
            1 => format!("{chance} * {q}"),
            _ => format!("{chance} * {q}^{children}"),
        });
        sum += chance * power;
    }
    (sum == *p).then(|| Step::said(Saying::DiesOut, [p.to_string()], terms.join(" + "), p))
}
