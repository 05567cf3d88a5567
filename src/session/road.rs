//! A question by the road that the settings name, and which roads there are when that one leads nowhere.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::question::Question;
use crate::solve::{Choice, Road, Solved, roads, solve};
use std::time::Duration;

/// How long each of the other roads is tried.
const TRIED: Duration = Duration::from_millis(500);

/// The exact value by the road chosen.
///
/// # Errors
/// Those of [`solve`]; where the road does not lead to the answer, the hint names those that do.
pub(super) fn solved(question: &Question, choice: Choice, budget: &Budget) -> Result<Solved, Error> {
    solve(question, choice, budget).map_err(|error| match choice {
        Choice::Only(road) if error.kind() == ErrorKind::Unsupported => {
            let tried = budget.within(TRIED);
            refused(road, &roads(question, &tried)).or_at(error.span())
        }
        _ => error,
    })
}

fn refused(road: Road, others: &[Road]) -> Error {
    let message = format!("the road `{}` does not lead to the answer of this question", road.name());
    let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.name())).collect();
    let told = Error::new(ErrorKind::Unsupported, message);
    match names.split_last() {
        None => told.hint("leave `--road` out"),
        Some((only, [])) => told.hint(format!("take {only}, or leave `--road` out")),
        Some((last, rest)) => told.hint(format!("take {} or {last}, or leave `--road` out", rest.join(", "))),
    }
}
