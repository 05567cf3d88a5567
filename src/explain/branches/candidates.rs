//! What the cases of an event may be told apart by.

use crate::explain::board::Board;
use crate::explain::matched;
use crate::explain::pieces::{pieces, push};
use crate::model::Space;
use crate::question::experiment::Form;
use crate::question::{Experiment, Expr, Node};

/// What decides much of an event, the likeliest to make plain cases first.
pub(super) fn candidates(board: &Board<'_>, event: &Expr) -> Vec<Expr> {
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
    // One side of a comparison of independent things: a single trial itself, whatever is made of it.
    if let Node::Compare(_, a, b) = event.node()
        && a.names() & b.names() == 0
        && a.names() != 0
        && b.names() != 0
    {
        for side in [a, b] {
            let name = side.names().trailing_zeros() as usize;
            let space = experiments.get(name).and_then(|named| named.experiment.space());
            let single =
                side.names().is_power_of_two() && space.is_some_and(|s| matches!(**s, Space::Single(_)));
            push(&mut found, if single { Expr::new(Node::Name(name)) } else { side.clone() });
        }
    }
    matched::number(board, event).into_iter().for_each(|number| push(&mut found, number));
    for i in spoken {
        push(&mut found, Expr::new(Node::Name(i)));
        let space = experiments[i].experiment.space();
        if space.is_some_and(|s| s.is_ordered() && s.length() >= Some(2) && !matches!(**s, Space::Deal(..))) {
            push(&mut found, Expr::new(Node::At(Expr::new(Node::Name(i)), spoken_place(event, i))));
        }
    }
    pieces(event).into_iter().for_each(|piece| push(&mut found, piece));
    found
}

/// The place of a sample by which cases are told apart: the first one where the event speaks only of single places and
/// stretches, so that no case is about a place that the question does not mention; of the whole sample, place 1.
fn spoken_place(event: &Expr, name: usize) -> Expr {
    fn places(e: &Expr, name: usize, found: &mut Vec<Expr>) -> bool {
        match e.node() {
            _ if !e.mentions(name) => true,
            Node::Name(_) => false,
            Node::At(sample, place) | Node::Slice(sample, place, _)
                if matches!(sample.node(), Node::Name(i) if *i == name) && place.known().is_some() =>
            {
                found.push(place.clone());
                true
            }
            node => node.children().all(|child| places(child, name, found)),
        }
    }
    let mut found = Vec::new();
    let only_places = places(event, name, &mut found);
    found.into_iter().next().filter(|_| only_places).unwrap_or_else(|| Expr::value_of(1))
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
