//! A student's formula read as choosing in stages, and an outcome that it counts twice, never, or by mistake.
//!
//! `C(4,1) * C(51,4)` reads as "one of the four aces, then four of the other 51 cards". Each factor is given a stage
//! that offers just as many choices as the factor says, so that the formula is the number of ways to go through the
//! stages; an outcome is counted as often as there are ways to arrive at it. The ways are found by going through the
//! stages within one outcome, which is short work however large the pack is.

mod factors;
mod hands;
mod reading;
mod universe;
mod ways;

use crate::budget::Budget;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::ast;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use factors::{Term, shares, terms};
use hands::Hands;
use num_rational::Ratio;
use num_traits::CheckedAdd;
use reading::{Stage, readings};
use std::time::Duration;
use universe::Universe;
use ways::{Ways, ways};

/// The most ways to read a whole formula that are compared.
const MOST_READINGS: usize = 64;

/// How many outcomes choose between readings.
const COMPARED: usize = 600;

/// The most steps through the stages of all outcomes together.
const MOST_STEPS: u64 = 5_000_000;

/// How long a witness is looked for where events take long to decide.
const LONGEST: Duration = Duration::from_secs(2);

/// A term read as stages: whether it is taken away, the stages, and by what its number is divided.
#[derive(Clone)]
struct Part {
    away: bool,
    stages: Vec<Stage>,
    over: u64,
}

/// A formula with each of its terms read as stages.
type Plan = Vec<Part>;

/// The steps that show where a formula of the favourable outcomes goes wrong; none when it is not such a formula, or
/// nothing wrong was found.
#[must_use]
pub fn witness(question: &Question, formula: &ast::Expr, budget: &Budget) -> Vec<Step> {
    found(question, formula, budget).unwrap_or_default()
}

fn found(question: &Question, formula: &ast::Expr, budget: &Budget) -> Option<Vec<Step>> {
    let (index, space) = question.only_space()?;
    let any = Expr::value_of(Value::Truth(true));
    let (event, is_count) = match &question.asked {
        Asked::Probability(event) => (event, false),
        Asked::Count(event) => (event, true),
        Asked::Size => (&any, true),
        _ => return None,
    };
    if question.given.is_some() || looks_at_places(event) {
        return None;
    }
    let (population, size) = match space.as_ref() {
        Space::Choose(from, size) => (from, *size),
        Space::Draw(from, size) if !is_count => (from, *size),
        _ => return None,
    };
    let universe = Universe::new(population, size, event)?;
    let terms = if is_count { terms(formula)? } else { shares(formula, population.size(), size)? };
    let hands = Hands::new(&universe, event, index);
    let plan = best(&plans(&terms, &universe)?, &universe, &hands)?;
    let told = tell(&plan, &universe, &hands, budget)?;
    let stages = |part: &Part| (part.away, part.stages.iter().map(|stage| universe.told(stage)).collect());
    let reading = plan.iter().map(stages).collect();
    Some(vec![Step::prose(Message::Remark(Remark::ReadAs { terms: reading })), told])
}

/// Whether an expression speaks of places, so that the order of an outcome matters to it.
pub(super) fn looks_at_places(expression: &Expr) -> bool {
    matches!(expression.node(), Node::At(..) | Node::Slice(..))
        || expression.node().children().any(looks_at_places)
}

/// Every way to read the terms, each term by itself.
fn plans(terms: &[Term], universe: &Universe) -> Option<Vec<Plan>> {
    let mut plans: Vec<Plan> = vec![Vec::new()];
    for term in terms {
        let found = readings(&term.factors, universe);
        let part = |stages: &Vec<Stage>| Part { away: term.away, stages: stages.clone(), over: term.over };
        let longer = plans.iter().flat_map(|plan| {
            found.iter().map(|stages| plan.iter().cloned().chain([part(stages)]).collect::<Plan>())
        });
        plans = longer.take(MOST_READINGS).collect();
    }
    (!plans.is_empty() && !terms.is_empty()).then_some(plans)
}

/// How often a plan counts an outcome.
struct Arrivals {
    /// How often in all, where that is a whole number.
    count: Option<i64>,
    /// By the terms that are added.
    added: Ways,
    /// By those that are taken away.
    away: Ways,
}

/// The ways in which a plan arrives at an outcome, term by term; nothing when there are too many.
fn arrivals(plan: &Plan, universe: &Universe, hand: &[usize]) -> Option<Arrivals> {
    let none = || Ways { count: 0, stories: Vec::new(), steps: 0 };
    let (mut added, mut away) = (none(), none());
    let mut count = Ratio::from_integer(0i64);
    for part in plan {
        let found = ways(&part.stages, universe, hand)?;
        let times = Ratio::new(i64::try_from(found.count).ok()?, i64::try_from(part.over).ok()?);
        let (all, sum) = if part.away { (&mut away, -times) } else { (&mut added, times) };
        count = count.checked_add(&sum)?;
        all.count = all.count.saturating_add(found.count);
        all.stories.extend(found.stories);
        all.steps += found.steps;
    }
    Some(Arrivals { count: count.is_integer().then(|| count.to_integer()), added, away })
}

/// The plan that agrees best with the event: the one that the student most probably had in mind.
fn best(plans: &[Plan], universe: &Universe, hands: &Hands<'_>) -> Option<Plan> {
    if let [only] = plans {
        return Some(only.clone());
    }
    let sample: Vec<(Vec<usize>, bool)> = hands.iter().take(COMPARED).collect();
    let off = |plan: &&Plan| -> u64 {
        sample
            .iter()
            .map(|(hand, favourable)| {
                let times = arrivals(plan, universe, hand).and_then(|found| found.count).unwrap_or(100);
                times.clamp(-100, 100).abs_diff(i64::from(*favourable))
            })
            .sum()
    };
    plans.iter().min_by_key(off).cloned()
}

/// The outcome that shows the mistake best: counted twice, else never, else taken away twice, else counted though it is
/// not favourable.
fn tell(plan: &Plan, universe: &Universe, hands: &Hands<'_>, budget: &Budget) -> Option<Step> {
    let budget = budget.within(LONGEST);
    let (mut twice, mut less, mut never, mut wrongly) = (None, None, None, None);
    let mut steps = 0;
    for (hand, favourable) in hands.iter() {
        if steps > MOST_STEPS || budget.check().is_err() {
            break;
        }
        let Some(found) = arrivals(plan, universe, &hand) else { continue };
        steps += found.added.steps + found.away.steps;
        let Some(count) = found.count else { continue };
        match (favourable, count) {
            (true, 2..) => fewer(&mut twice, count, found.added, hand),
            (true, ..=0) if never.is_none() => never = Some(hand),
            (false, 1..) if wrongly.is_none() => wrongly = Some(hand),
            (false, ..=-1) => fewer(&mut less, -count, found.away, hand),
            _ => {}
        }
    }
    let text = |hand: &[usize]| universe.text(hand);
    let two =
        |found: &Ways| found.stories.iter().take(2).map(|story| universe.story(story)).collect::<Vec<_>>();
    let shown = if let Some((times, found, hand)) = twice {
        Shown::CountedTwice { outcome: text(&hand), times: times.unsigned_abs(), ways: two(&found) }
    } else if let Some(hand) = never {
        Shown::NeverCounted { outcome: text(&hand) }
    } else if let Some((_, found, hand)) = less.filter(|(_, found, _)| found.count > 1) {
        Shown::TakenAwayTwice { outcome: text(&hand), times: found.count, ways: two(&found) }
    } else {
        Shown::CountedWrongly { outcome: text(&wrongly?) }
    };
    Some(Step::prose(Message::Remark(Remark::Shown(shown))))
}

/// How often an outcome is counted, how, and the outcome.
type Counted = (i64, Ways, Vec<usize>);

/// Keeps the outcome that is counted less often.
fn fewer(kept: &mut Option<Counted>, count: i64, found: Ways, hand: Vec<usize>) {
    if kept.as_ref().is_none_or(|(least, ..)| count < *least) {
        *kept = Some((count, found, hand));
    }
}
