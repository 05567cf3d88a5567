//! What a relation of events rests on, each formula a question that can be asked: under the condition, and with events
//! in brackets where "and" joins them.

use crate::answer::Exact;
use crate::question::{Asked, Expr, Node, Question};

/// The formulas of a relation's evidence as the question asks them.
pub(super) fn under(question: &Question, value: Exact) -> Exact {
    let (Asked::Independent(events) | Asked::Disjoint(events)) = &question.asked else { return value };
    let Exact::Truth { truth, mut evidence } = value else { return value };
    let measured = |event: Expr| Question { asked: Asked::Probability(event), ..question.clone() }.measure();
    let Some((joint, _)) = evidence.first() else { return Exact::Truth { truth, evidence } };
    let Some(chosen) = joined(question, events, joint) else {
        // Of "two of them together" there is no one formula.
        if let (Some(given), Some(open)) = (&question.given, joint.strip_suffix(')')) {
            evidence[0].0 = format!("{open} | {})", question.text_of(given));
        }
        return Exact::Truth { truth, evidence };
    };
    let product: Vec<String> = chosen.iter().map(|event| measured(event.clone())).collect();
    let formulas = [measured(Expr::new(Node::And(chosen))), product.join(" * ")];
    for ((formula, _), new) in evidence.iter_mut().zip(formulas) {
        *formula = new;
    }
    Exact::Truth { truth, evidence }
}

/// The events that a formula `P(A and B …)` joins.
fn joined(question: &Question, events: &[Expr], formula: &str) -> Option<Vec<Expr>> {
    let texts: Vec<String> = events.iter().map(|event| question.text_of(event)).collect();
    let picked = |chosen: usize| (0..events.len()).filter(move |i| chosen >> i & 1 == 1);
    let text = |chosen: usize| picked(chosen).map(|i| texts[i].as_str()).collect::<Vec<_>>().join(" and ");
    let found = (1usize..1 << events.len().min(16))
        .filter(|chosen| chosen.count_ones() > 1)
        .find(|chosen| format!("P({})", text(*chosen)) == formula)?;
    Some(picked(found).map(|i| events[i].clone()).collect())
}
