//! `list E` and `tree E`: the outcomes of an experiment, one by one and stage by stage.

use crate::answer::{Event, Listed, Listing, Reply};
use crate::budget::Budget;
use crate::error::Error;
use crate::language::ast::{self, Verb};
use crate::language::check::program;
use crate::language::print_expression;
use crate::model::Value;
use crate::question::{Asked, Expr, Node, Outcomes, Question};
use crate::session::Session;
use crate::solve::{Choice, Exact, listing, solve};
use num_bigint::BigUint;

/// The most outcomes that are listed: those of three dice.
const MOST: usize = 216;

/// The most elements that are listed altogether, where outcomes have many; but a few outcomes are listed always.
const MOST_ELEMENTS: u64 = 4_000;

/// The first outcomes of an experiment: 216 of them, or fewer when they are long.
///
/// Of an event the whole sample space is listed with its favourable outcomes marked, as a textbook does; where the space
/// is too large for that, the favourable outcomes alone.
///
/// # Errors
/// What is wrong with the text, and what has no outcomes to list.
pub fn list(session: &mut Session, query: &ast::Expr) -> Result<Reply, Error> {
    let budget = session.settings.budget.restarted();
    let question = program::listed(&mut session.scope, query, &budget)?;
    let placed = |error: Error| error.or_at(Some(query.span));
    let most = usize::try_from(MOST_ELEMENTS / length(&question).max(1)).unwrap_or(MOST).clamp(10, MOST);
    let space = Question { given: None, ..question.clone() };
    let (mut rows, mut complete) = listing::rows(&space, most, &budget).map_err(placed)?;
    let mut size = size(&space, complete, &rows, &budget);
    let alone = question.given.is_some() && !complete;
    if alone {
        (rows, complete) = listing::rows(&question, most, &budget).map_err(placed)?;
    }
    let mut outcomes: Vec<Listed> = rows.iter().map(listed).collect();
    let mut event = None;
    if let Some(given) = &question.given {
        let compared = compared(given);
        mark(&question, given, compared, &mut outcomes).map_err(placed)?;
        let holding = outcomes.iter().filter(|outcome| outcome.holds == Some(true));
        let favourable = match complete {
            true => holding.map(|outcome| outcome.ways.clone()).sum(),
            false => counted(&question, Asked::Count(given.clone()), &budget),
        };
        if favourable.is_none() {
            size = None;
        }
        let compared = compared.map(|part| question.text_of(part));
        event = Some(Event { alone, favourable, compared });
    }
    let columns = columns(&question);
    Ok(Reply::Listing(Listing {
        question: written(session, Verb::List, query),
        columns,
        outcomes,
        size,
        complete,
        event,
    }))
}

/// What each outcome shows: the names of the experiments, or the experiments themselves.
fn columns(question: &Question) -> Vec<String> {
    let columns = question.involved();
    columns.map(|(_, named)| named.name.as_deref().unwrap_or(named.experiment.text()).to_owned()).collect()
}

/// An outcome of which no event says anything yet.
fn listed(row: &listing::Row) -> Listed {
    Listed {
        values: row.values.clone(),
        ways: row.ways.clone(),
        probability: row.probability.clone(),
        holds: None,
        compared: None,
    }
}

/// Says of each outcome whether the event holds, and what it compares.
fn mark(
    question: &Question,
    event: &Expr,
    compared: Option<&Expr>,
    outcomes: &mut [Listed],
) -> Result<(), Error> {
    let mentioned = question.mentioned();
    for outcome in outcomes {
        let mut shown = outcome.values.iter().cloned();
        let places = 0..question.experiments.len();
        let mut known = Outcomes::default();
        known.names = places.map(|i| if mentioned >> i & 1 == 1 { shown.next() } else { None }).collect();
        outcome.holds = Some(event.evaluate(&mut known)? == Value::Truth(true));
        outcome.compared = compared.and_then(|part| part.evaluate(&mut known).ok());
    }
    Ok(())
}

/// What an event compares with known values, where that is one thing that is worked out from the outcomes.
fn compared(event: &Expr) -> Option<&Expr> {
    match event.node() {
        Node::Compare(_, left, right) => {
            let side = match (left.known(), right.known()) {
                (None, Some(_)) => left,
                (Some(_), None) => right,
                _ => return None,
            };
            // What an outcome shows by itself needs no second telling.
            (!matches!(side.node(), Node::Name(_) | Node::At(..))).then_some(side)
        }
        Node::Not(event) => compared(event),
        Node::And(parts) | Node::Or(parts) => {
            let mut sides = parts.iter().map(compared);
            let first = sides.next()??;
            sides.all(|side| side == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// An experiment stage by stage.
///
/// # Errors
/// What is wrong with the text, what has no outcomes, and trees that are too large.
pub fn tree(session: &mut Session, query: &ast::Expr) -> Result<Reply, Error> {
    let budget = session.settings.budget.restarted();
    let question = program::listed(&mut session.scope, query, &budget)?;
    let branches = listing::tree(&question, &budget).map_err(|e| e.or_at(Some(query.span)))?;
    Ok(Reply::Tree { question: written(session, Verb::Tree, query), branches })
}

/// How many elements an outcome has, as far as that is known.
fn length(question: &Question) -> u64 {
    let lengths = question
        .involved()
        .map(|(_, named)| named.experiment.space().and_then(|space| space.length()).unwrap_or(1));
    lengths.fold(0, u64::saturating_add)
}

/// How many outcomes there are: counted when not all are listed, added up when they are.
fn size(space: &Question, complete: bool, rows: &[listing::Row], budget: &Budget) -> Option<BigUint> {
    match complete {
        true => rows.iter().map(|row| row.ways.clone()).sum(),
        false => counted(space, Asked::Size, budget),
    }
}

/// How many outcomes of the experiments of a list are asked for, if that can be told in time.
fn counted(question: &Question, asked: Asked, budget: &Budget) -> Option<BigUint> {
    let question =
        Question { asked, given: None, counted: question.counted, experiments: question.experiments.clone() };
    match solve(&question, Choice::Cheapest, &budget.restarted()).ok()?.value {
        Exact::Count(count) => Some(count),
        _ => None,
    }
}

/// The request with the statements that give its names.
fn written(session: &Session, verb: Verb, query: &ast::Expr) -> String {
    let asked = print_expression(query);
    let text = session.text_of(query);
    let names = text.strip_suffix(&asked).unwrap_or_default();
    format!("{names}{} {asked}", verb.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::solve::Branch;
    use crate::solve::listing::{rows, tree};
    use num_rational::BigRational;
    use num_traits::One;

    fn question(text: &str) -> Question {
        let mut session = Session::default();
        let (names, asked) = text.rsplit_once("; ").unwrap_or(("", text));
        assert!(session.ask_all(names).errors.is_empty(), "{text}");
        let query = crate::language::parse_expression(asked).unwrap();
        program::listed(&mut session.scope, &query, &Budget::default()).unwrap()
    }

    #[test]
    fn outcomes_add_up_to_the_whole_and_are_as_many_as_are_counted() {
        for (text, size) in [
            ("2d6", Some(36u32)),
            ("draw 2 from urn{white:4, black:2}", Some(30)),
            ("choose 2 from urn{white:4, black:2}", Some(15)),
            ("arrange(\"LEVEL\")", Some(30)),
            ("coins(3)", Some(8)),
            ("X ~ d6; Y ~ d4; (X, Y)", Some(24)),
            ("die{1:1/2, 2:1/3, 3:1/6}", None),
            ("n ~ d3; X ~ pool(n, d2); X", None),
            ("box ~ d2; c ~ if box = 1 then draw 1 from urn{r:1, b:1} else draw 1 from urn{r:2}; c", None),
            ("X ~ draw from urn{r:1, b:2} until r in X; X", None),
            ("S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 3 steps; S", None),
        ] {
            let (rows, complete) = rows(&question(text), 1000, &Budget::default()).unwrap();
            assert!(complete, "{text}");
            let whole: BigRational = rows.iter().filter_map(|row| row.probability.clone()).sum();
            assert_eq!(whole, BigRational::one(), "{text}");
            let ways: Option<BigUint> = rows.iter().map(|row| row.ways.clone()).sum();
            assert_eq!(ways, size.map(BigUint::from), "{text}");
        }
    }

    #[test]
    fn an_event_keeps_its_outcomes_only() {
        let (rows, complete) = rows(&question("X ~ 2d6; X = 4"), 1000, &Budget::default()).unwrap();
        let shown: Vec<String> = rows.iter().map(|row| row.values[0].to_string()).collect();
        assert!(complete);
        assert_eq!(shown, ["(1, 3)", "(2, 2)", "(3, 1)"]);
    }

    #[test]
    fn a_list_stops_where_it_is_told_to() {
        let (first, complete) = rows(&question("100d6"), 7, &Budget::default()).unwrap();
        assert_eq!((first.len(), complete), (7, false));
        let (all, complete) = rows(&question("d6"), 6, &Budget::default()).unwrap();
        assert_eq!((all.len(), complete), (6, true));
    }

    #[test]
    fn a_tree_has_the_fractions_of_the_textbook() {
        let tree = tree(&question("X ~ draw 2 from urn{white:4, black:2}; X[1] = white"), &Budget::default())
            .unwrap();
        let shown =
            |branch: &Branch| (branch.value.to_string(), branch.edge.to_string(), branch.path.to_string());
        let text = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(shown(&tree[0]), text("white", "2/3", "2/3"));
        assert_eq!(shown(&tree[0].branches[1]), text("black", "2/5", "4/15"));
        assert_eq!(tree[0].branches[1].holds, Some(true));
        assert_eq!(tree[1].branches[0].holds, Some(false));
        assert_eq!(tree[1].holds, None);
    }

    #[test]
    fn a_tree_that_is_too_large_is_refused_with_a_way_out() {
        let error = tree(&question("8d6"), &Budget::default()).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::TooExpensive);
        assert!(error.fix().is_some_and(|fix| fix.contains("list")));
    }
}
