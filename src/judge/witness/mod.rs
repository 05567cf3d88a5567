//! The outcome that shows a mistake: counted twice, never, or wrongly; two that were taken for one; two cases that do not
//! weigh alike; what an event tells of another.

mod chosen;
mod dependence;
mod difference;
mod orders;
mod overlap;
pub(super) mod sight;
mod values;
mod weights;

use super::Wrong;
use super::case::Case;
use crate::explain::{Message, Remark, Step};

/// The step that shows the mistake on an outcome, where one does.
pub(super) fn witness(case: &Case<'_>, wrong: &Wrong) -> Option<Step> {
    let shown = match &wrong.says {
        Remark::NotDivided => difference::not_divided(case),
        says => overlap::witness(case, says)
            .or_else(|| wrong.question.as_ref().and_then(|other| difference::witness(case, other, says)))
            .or_else(|| orders::witness(case, says, &wrong.value))
            .or_else(|| chosen::witness(case, says))
            .or_else(|| weights::witness(case, says))
            .or_else(|| dependence::witness(case, says))
            .or_else(|| values::witness(case, says)),
    };
    shown.map(|shown| Step::prose(Message::Remark(Remark::Shown(shown))))
}
