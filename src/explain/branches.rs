//! Case by case on something that the event depends on: counts that add up, or total probability.

use crate::dist::Dist;
use crate::explain::board::{Board, Term, both, conjuncts, equals, factor};
use crate::explain::{Saying, Step};
use crate::model::{Space, Value};
use crate::question::experiment::Form;
use crate::question::{Experiment, Expr, Node};
use crate::statistic::Role;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The most cases.
const MOST: usize = 40;

/// The most cases that have a line each; of more the first and the last ones.
const MOST_LINES: usize = 13;

/// What the cases are told apart by, and its law.
pub struct Split {
    /// The expression.
    pub on: Expr,
    /// Its law.
    pub law: Dist<Value>,
}

/// Something with few values that decides much of an event.
pub fn split(board: &Board<'_>, event: &Expr) -> Option<Split> {
    candidates(board, event).into_iter().find_map(|on| {
        if conjuncts(event).contains(&on) || !is_small(board, &on) {
            return None;
        }
        let law = board.law(&on, None)?;
        let plain = law.outcomes().all(|v| !matches!(v, Value::Row(_) | Value::Set(_)));
        (plain && (2..=MOST).contains(&law.len())).then_some(Split { on, law })
    })
}

/// Whether the law of an expression may be short.
fn is_small(board: &Board<'_>, on: &Expr) -> bool {
    match on.node() {
        Node::Name(i) => match board.question.experiments[*i].experiment.space().map(AsRef::as_ref) {
            Some(Space::Single(_) | Space::Law(_)) | None => true,
            Some(_) => false,
        },
        _ => true,
    }
}

fn candidates(board: &Board<'_>, event: &Expr) -> Vec<Expr> {
    let experiments = &board.question.experiments;
    let mut found = Vec::new();
    // What experiments that the event speaks of depend on, the nearest first.
    let spoken = (0..experiments.len()).filter(|i| event.mentions(*i));
    for i in spoken.clone() {
        let mut depended = Vec::new();
        dependencies(&experiments[i].experiment, &mut depended);
        for e in &depended {
            for name in (0..experiments.len()).filter(|n| e.mentions(*n)) {
                push(&mut found, Expr::new(Node::Name(name)));
            }
            pieces(e).into_iter().for_each(|piece| push(&mut found, piece));
        }
    }
    // What others depend on.
    for i in spoken.clone().filter(|i| experiments.iter().any(|e| e.experiment.names() >> i & 1 == 1)) {
        push(&mut found, Expr::new(Node::Name(i)));
    }
    // One side of a comparison of independent things.
    if let Node::Compare(_, a, b) = event.node()
        && a.names() & b.names() == 0
        && a.names() != 0
        && b.names() != 0
    {
        push(&mut found, a.clone());
        push(&mut found, b.clone());
    }
    for i in spoken {
        push(&mut found, Expr::new(Node::Name(i)));
        let space = experiments[i].experiment.space();
        if space.is_some_and(|s| s.is_ordered() && s.length() >= Some(2) && !matches!(**s, Space::Deal(..))) {
            push(&mut found, Expr::new(Node::At(Expr::new(Node::Name(i)), Expr::value_of(1))));
        }
    }
    pieces(event).into_iter().for_each(|piece| push(&mut found, piece));
    found
}

fn push(found: &mut Vec<Expr>, e: Expr) {
    if !found.contains(&e) {
        found.push(e);
    }
}

/// The expressions that an experiment depends on.
fn dependencies<'a>(experiment: &'a Experiment, all: &mut Vec<&'a Expr>) {
    match experiment.form() {
        Form::Space(_) => {}
        Form::If(event, then, otherwise) => {
            all.push(event);
            dependencies(then, all);
            dependencies(otherwise, all);
        }
        Form::Made(from, _) => all.extend(from),
    }
}

/// The smallest parts of an expression that say something of a whole sample: `sum(X)` of `sum(X) in {7, 11}`.
fn pieces(e: &Expr) -> Vec<Expr> {
    if e.names() == 0 {
        return Vec::new();
    }
    let direct = |child: &Expr| matches!(child.node(), Node::Name(_));
    let sorted = |child: &Expr| matches!(child.node(), Node::Call(f, parts) if matches!(f.role, Role::Keep(_)) && parts.iter().any(direct));
    let whole = match e.node() {
        Node::At(sample, place) => direct(sample) || (sorted(sample) && place.known().is_some()),
        Node::Call(..) => e.node().children().into_iter().any(direct),
        _ => false,
    } && e.free_elements() == 0;
    if whole {
        return vec![e.clone()];
    }
    let mut found = Vec::new();
    for child in e.node().children() {
        pieces(child).into_iter().for_each(|piece| push(&mut found, piece));
    }
    found
}

/// The favourable outcomes, counted in each case.
pub fn counts(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    board.size()?;
    let Split { on, law } = split(board, event)?;
    let mut cases = Vec::new();
    for value in law.outcomes() {
        let term = board.count(&both(&equals(&on, value), event))?;
        if !term.value.is_zero() {
            cases.push((board.say(&equals(&on, value)), term));
        }
    }
    // A single case says no more than the event itself.
    if cases.len() < 2 {
        return None;
    }
    let lines = cases.iter().map(|(case, term)| Step::term(Saying::Case, [case.clone()], term));
    let mut steps = shown(lines.collect());
    let count: BigRational = cases.iter().map(|(_, term)| &term.value).sum();
    let sum = cases.iter().map(|(_, term)| term.value.to_string()).collect::<Vec<_>>().join(" + ");
    steps.push(Step::said(Saying::CasesTogether, [], sum, &count));
    Some((steps, count))
}

/// The lines of cases, those in the middle of many left out.
fn shown(mut lines: Vec<Step>) -> Vec<Step> {
    if lines.len() > MOST_LINES {
        let last = lines.split_off(lines.len() - 4);
        lines.truncate(6);
        lines.extend(last);
    }
    lines
}

/// A case of total probability.
pub struct Branch {
    /// The condition.
    pub case: Expr,
    /// How likely it is.
    pub prior: BigRational,
    /// How likely the event is in it.
    pub likely: Term,
}

/// The cases of an event, without those in which it cannot happen.
pub fn branches(board: &Board<'_>, event: &Expr, split: &Split) -> Option<Vec<Branch>> {
    let mut branches = Vec::new();
    let mut values: Vec<&Value> = split.law.outcomes().collect();
    if values.iter().all(|v| matches!(v, Value::Truth(_))) {
        // What happens comes before what does not.
        values.reverse();
    }
    for value in values {
        let prior = split.law.probability_of(value).into_ratio();
        if prior.is_zero() {
            continue;
        }
        let case = equals(&split.on, value);
        let likely = board.probability(event, Some(&case))?;
        if !likely.value.is_zero() {
            branches.push(Branch { case, prior, likely });
        }
    }
    Some(branches)
}

/// P(A) = Σ P(case) · P(A | case), step by step, and what it comes to.
pub fn total(board: &Board<'_>, event: &Expr, depth: u32) -> Option<(Vec<Step>, BigRational)> {
    let split = split(board, event)?;
    let mut steps = Vec::new();
    // A case that itself depends on something before is derived first.
    if let Node::Name(i) = split.on.node()
        && board.question.experiments[*i].experiment.space().is_none()
        && split.law.outcomes().all(|v| matches!(v, Value::Truth(_)))
        && depth < 4
        && let Some((before, _)) = total(board, &split.on, depth + 1)
    {
        steps.extend(before);
    }
    let branches = branches(board, event, &split)?;
    if branches.is_empty() {
        return None;
    }
    let decided = branches.iter().all(|b| b.likely.value.is_one());
    let lines = branches.iter().map(|b| {
        let case = board.say(&b.case);
        if decided {
            let term = board.probability(&b.case, None).unwrap_or_else(|| b.likely.clone());
            return Step::term(Saying::Case, [case], &term);
        }
        Step::term(Saying::CaseWith, [case, b.prior.to_string()], &b.likely)
    });
    steps.extend(shown(lines.collect()));
    let sum: BigRational = branches.iter().map(|b| &b.prior * &b.likely.value).sum();
    let terms: Vec<String> = branches.iter().map(product).collect();
    let says = if decided { Saying::ValuesTogether } else { Saying::TotalProbability };
    steps.push(Step::said(says, [], terms.join(" + "), &sum));
    Some((steps, sum))
}

/// The product of a branch as a formula.
pub fn product(branch: &Branch) -> String {
    if branch.likely.value.is_one() {
        return factor(&branch.prior);
    }
    format!("{} * {}", factor(&branch.prior), factor(&branch.likely.value))
}

/// The values of a number that an event allows, one by one; or those that it rules out, where they are fewer.
pub fn values(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let bound = bound.known()?;
    let Value::Int(limit) = bound else { return None };
    let likely = |k: i64| board.probability(&equals(number, &Value::Int(k)), None);
    use crate::model::pattern::Comparison as C;
    // Only numbers that count from 0 or 1 up, such as waiting times.
    let (last, complement) = match comparison {
        C::AtMost => (*limit, false),
        C::Less => (limit - 1, false),
        C::AtLeast => (limit - 1, true),
        C::Greater => (*limit, true),
        _ => return None,
    };
    if !(0..=MOST as i64).contains(&last) {
        return None;
    }
    let below = Expr::new(Node::Compare(C::Less, number.clone(), Expr::value_of(0)));
    if !board.probability(&below, None)?.value.is_zero() {
        return None;
    }
    let terms: Vec<(i64, Term)> = (0..=last).map(|k| Some((k, likely(k)?))).collect::<Option<_>>()?;
    let terms: Vec<_> = terms.into_iter().filter(|(_, t)| !t.value.is_zero()).collect();
    let mut sum: BigRational = terms.iter().map(|(_, t)| &t.value).sum();
    let mut formula = terms.iter().map(|(_, t)| factor(&t.value)).collect::<Vec<_>>().join(" + ");
    if terms.is_empty() {
        return None;
    }
    let mut steps =
        shown(terms.iter().map(|(k, t)| Step::term(Saying::Values, [k.to_string()], t)).collect());
    let mut says = Saying::ValuesTogether;
    if complement {
        sum = BigRational::one() - sum;
        formula = format!("1 - ({formula})");
        says = Saying::ValuesLess;
    }
    steps.push(Step::said(says, [], formula, &sum));
    Some((steps, sum))
}

/// Inclusion and exclusion over the parts of a disjunction: P(A ∪ B) = P(A) + P(B) − P(A ∩ B), and so on.
pub fn inclusion(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let (parts, opposite) = match event.node() {
        Node::Or(parts) => (parts.clone(), false),
        Node::And(_) => {
            let parts = conjuncts(event);
            let negated = |e: &Expr| match e.node() {
                Node::Not(inner) => Some(inner.clone()),
                _ => None,
            };
            (parts.iter().map(negated).collect::<Option<Vec<_>>>()?, true)
        }
        _ => return None,
    };
    if !(2..=4).contains(&parts.len()) {
        return None;
    }
    let counted = board.size().is_some();
    let measure = |e: &Expr| if counted { board.count(e) } else { board.probability(e, None) };
    let mut steps = Vec::new();
    let mut sum = BigRational::zero();
    let mut terms = Vec::new();
    for size in 1..=parts.len() {
        let mut level = Vec::new();
        for chosen in (1usize..1 << parts.len()).filter(|c| c.count_ones() as usize == size) {
            let together: Vec<Expr> =
                (0..parts.len()).filter(|i| chosen >> i & 1 == 1).map(|i| parts[i].clone()).collect();
            let event = if size == 1 { together[0].clone() } else { Expr::new(Node::And(together)) };
            level.push(measure(&event)?);
        }
        let value: BigRational = level.iter().map(|t| &t.value).sum();
        let formula = level.iter().map(|t| t.text.clone()).collect::<Vec<_>>();
        let plain = formula.iter().all(|text| !text.contains(';'));
        let formula = if plain {
            formula.join(" + ")
        } else {
            level.iter().map(|t| factor(&t.value)).collect::<Vec<_>>().join(" + ")
        };
        let sign = if size % 2 == 1 { "+" } else { "-" };
        let says = if size == 1 {
            Step::said(Saying::InclusionExclusion, [parts.len().to_string()], formula, &value)
        } else {
            Step::said(Saying::Intersections, [size.to_string(), sign.to_owned()], formula, &value)
        };
        steps.push(says);
        terms.push(if size == 1 { value.to_string() } else { format!("{sign} {}", factor(&value)) });
        sum += if size % 2 == 1 { value } else { -value };
    }
    steps.push(Step::said(Saying::InclusionSum, [], terms.join(" "), &sum));
    if opposite {
        let whole =
            if counted { BigRational::from_integer(board.size()?.into()) } else { BigRational::one() };
        let formula = format!("{whole} - {}", factor(&sum));
        sum = whole - sum;
        steps.push(Step::said(Saying::LessComplement, [], formula, &sum));
    }
    Some((steps, sum))
}
