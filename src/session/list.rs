//! `list E` and `tree E`: the outcomes of an experiment, one by one and stage by stage.

use crate::answer::{Listed, Listing, Reply};
use crate::error::Error;
use crate::language::ast::{self, Verb};
use crate::language::check::program;
use crate::language::print_expression;
use crate::question::{Asked, Expr, Question};
use crate::session::Session;
use crate::solve::{Choice, Exact, listing, solve};
use num_bigint::BigUint;

/// The most outcomes that are listed.
const MOST: usize = 200;

/// The most elements that are listed altogether, where outcomes have many; but a few outcomes are listed always.
const MOST_ELEMENTS: u64 = 4_000;

/// The first outcomes of an experiment, or those of an event: 200 of them, or fewer when they are long.
///
/// # Errors
/// What is wrong with the text, and what has no outcomes to list.
pub fn list(session: &mut Session, query: &ast::Expr) -> Result<Reply, Error> {
    let budget = session.settings.budget.restarted();
    let question = program::listed(&mut session.scope, query, &budget)?;
    let most = usize::try_from(MOST_ELEMENTS / length(&question).max(1)).unwrap_or(MOST).clamp(10, MOST);
    let (rows, complete) = listing::rows(&question, most, &budget).map_err(|e| e.or_at(Some(query.span)))?;
    let mentioned = question.mentioned();
    let named = question.experiments.iter().enumerate().filter(|(i, _)| mentioned >> i & 1 == 1);
    let columns = named.map(|(_, named)| named.name.as_deref().unwrap_or(named.experiment.text()).to_owned());
    let columns = columns.collect();
    let size = size(&question, complete, &rows, &budget);
    let outcomes = rows
        .into_iter()
        .map(|row| Listed { values: row.values, ways: row.ways, probability: row.probability })
        .collect();
    let question = written(session, Verb::List, query);
    Ok(Reply::Listing(Listing { question, columns, outcomes, size, complete }))
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
    let mentioned = question.mentioned();
    let named = question.experiments.iter().enumerate().filter(|(i, _)| mentioned >> i & 1 == 1);
    let lengths =
        named.map(|(_, named)| named.experiment.space().and_then(|space| space.length()).unwrap_or(1));
    lengths.fold(0, u64::saturating_add)
}

/// How many outcomes there are: counted when not all are listed, added up when they are.
fn size(
    question: &Question,
    complete: bool,
    rows: &[listing::Row],
    budget: &crate::budget::Budget,
) -> Option<BigUint> {
    if complete {
        return rows.iter().map(|row| row.ways.clone()).sum();
    }
    let asked = match &question.given {
        Some(event) => Asked::Count(event.clone()),
        None => Asked::Size,
    };
    let counted = question.counted | question.given.as_ref().map_or(0, Expr::names);
    let question = Question { asked, given: None, counted, experiments: question.experiments.clone() };
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
