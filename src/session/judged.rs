//! A student's answer, judged: `check expr, q`.

use crate::answer::{Exact, Reply};
use crate::error::Error;
use crate::explain::{Message, Remark, Step};
use crate::judge;
use crate::language::ast;
use crate::language::check::measure::placed;
use crate::language::check::program::{self, Asking};
use crate::language::print_expression;
use crate::model::Value;
use crate::question::Question;
use crate::session::ask::{plain, words};
use crate::session::{Session, road};
use crate::simulate::Verdict;
use num_rational::BigRational;
use std::time::Instant;

/// Is the student's formula right? If not, by what factor, by which mistake, and what does it count wrongly?
///
/// # Errors
/// Those of reading and answering the formula and the question.
pub(super) fn judged(session: &mut Session, formula: &ast::Expr, query: &ast::Expr) -> Result<Reply, Error> {
    let started = Instant::now();
    let budget = session.settings.budget.restarted();
    let student = program::number(&mut session.scope, formula, &budget)?;
    let (truth, asked) = match program::read(&mut session.scope, query, &budget)? {
        Asking::Question(question) => {
            let solved = road::solved(&question, session.scope.choice, &budget);
            let solved = solved.map_err(|e| placed(e, query.span))?;
            (solved.value.number(), Some((question, solved.model, solved.method)))
        }
        Asking::Known(value) => (value.ratio(), None),
    };
    // What is no number is refused as it would be in a formula.
    let truth = match truth {
        Some(truth) => truth,
        None => ratio(&program::number(&mut session.scope, query, &budget)?),
    };
    let student = ratio(&student);
    let question = session.named(format!("check {}, {}", print_expression(formula), print_expression(query)));
    let evidence =
        vec![(print_expression(formula), student.clone()), (print_expression(query), truth.clone())];
    let mut answer = plain(question, Exact::Truth { truth: student == truth, evidence }, started.elapsed());
    if let Some((question, model, method)) = asked {
        (answer.model, answer.method) = (model, method);
        answer.steps = steps(session, &question, formula, &student, &truth);
    }
    answer.elapsed = started.elapsed();
    Ok(Reply::Answer(Box::new(answer)))
}

/// What the judge says, with formulas that stand for themselves.
fn steps(
    session: &Session,
    question: &Question,
    formula: &ast::Expr,
    student: &BigRational,
    truth: &BigRational,
) -> Vec<Step> {
    let budget = session.settings.budget.restarted();
    let mut steps = judge::judge(question, formula, student, truth, &budget);
    for step in &mut steps {
        step.formula = step.formula.as_deref().map(|formula| standing(session, formula));
    }
    steps
}

/// The tempting wrong answer to a question, and what trials say of it.
///
/// # Errors
/// Those of making trials.
pub(super) fn tempted(session: &Session, question: &Question, truth: &Exact) -> Result<Vec<Step>, Error> {
    let Some(value) = truth.number() else { return Ok(Vec::new()) };
    let budget = session.settings.budget.restarted();
    let Some(wrong) = judge::tempting(question, &value, &budget).into_iter().next() else {
        return Ok(vec![Step::prose(Message::Remark(Remark::NotTempting))]);
    };
    let says = Remark::Tempting { mistake: Box::new(wrong.says) };
    let claim = match truth {
        Exact::Probability(_) => Exact::Probability(wrong.value.clone()),
        _ => Exact::Number(wrong.value.clone()),
    };
    let mut steps = vec![Step::formula(Message::Remark(says), wrong.formula, wrong.value)];
    if let Some(check) = session.judge(question, &claim)? {
        let estimate = decimal_of(check.estimate);
        let trials = check.conditioned;
        let remark = match (check.verdict, check.p_value) {
            (Verdict::Disagrees, Some(p)) => {
                // Smaller than any float: the smallest bound that can be said.
                let p_value = if p == 0.0 { "below 1e-300".to_owned() } else { decimal_of(p) };
                Remark::Convicted { trials, estimate, p_value }
            }
            _ => Remark::NotConvicted { trials, estimate },
        };
        steps.push(Step::prose(Message::Remark(remark)));
    }
    Ok(steps)
}

/// An estimate in a few digits.
fn decimal_of(number: f64) -> String {
    if number != 0.0 && number.abs() < 1e-4 { format!("{number:.1e}") } else { format!("{number:.4}") }
}

/// A formula with the statements that give the names in it, those apart that it gives itself.
fn standing(session: &Session, formula: &str) -> String {
    let mut wanted = words(formula);
    let mut needed = Vec::new();
    for (names, statement) in session.scope.said.iter().rev().map(AsRef::as_ref) {
        let given = names.iter().any(|name| formula.contains(&format!("{name} ~ ")));
        let is_fact = names.is_empty() && !session.scope.events.is_empty();
        if !given && (is_fact || names.iter().any(|name| wanted.contains(name))) {
            wanted.extend(words(statement));
            needed.push(statement.as_str());
        }
    }
    needed.reverse();
    needed.push(formula);
    needed.join("; ")
}

fn ratio(value: &Value) -> BigRational {
    value.ratio().unwrap_or_default()
}
