//! Giving names: in a program once, at a prompt again and again.
//!
//! What has been said stays a program that could be run from its beginning: when a name is given anew, its old statement
//! gives way to the new one, and all statements are read again. So whatever was made of the name is made of its new
//! meaning, and what can no longer be read is forgotten.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::language::ast::{Act, Expr, Name, Node, Statement};
use crate::language::check::program::{self, Asking};
use crate::language::check::scope::Scope;
use crate::language::{parse, parse_expression};
use crate::model::Value;
use std::sync::Arc;

/// The names that a statement changed the meaning of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Names that now mean something else.
    pub replaced: Vec<String>,
    /// Names that mean nothing any more.
    pub forgotten: Vec<String>,
}

/// Takes in a statement that gives names or facts; with `replaces`, names that have a meaning may be given anew.
///
/// # Errors
/// Everything that is wrong with the statement; then nothing has changed.
pub fn give(
    scope: &mut Scope,
    statement: &Statement,
    budget: &Budget,
    replaces: bool,
) -> Result<Changed, Error> {
    let names = names_of(&statement.node);
    let replaced: Vec<String> = names.iter().filter(|name| scope.get(name).is_some()).cloned().collect();
    if replaced.is_empty() || !replaces {
        let mut next = scope.clone();
        program::define(&mut next, &statement.node, budget)?;
        next.said.push(Arc::new((names, statement.to_string())));
        *scope = next;
        return Ok(Changed::default());
    }
    let act = settled(scope, &statement.node, budget)?;
    let (kept, place) = without(scope, &replaced);
    let text = Statement::new(act, statement.span);
    // Where the old statement stood, so that what follows is made of the new meaning; but if it is itself made of
    // later names, at the end.
    let (next, lost) = replayed(&kept, place, &text, budget).or_else(|error| match error.kind() {
        ErrorKind::Interrupted => Err(error),
        _ => replayed(&kept, kept.len(), &text, budget),
    })?;
    *scope = next;
    Ok(Changed { replaced, forgotten: lost })
}

/// The names that a statement gives.
pub(super) fn names_of(act: &Act) -> Vec<String> {
    match act {
        Act::Roll { names, .. } => names.iter().map(|n| n.text.clone()).collect(),
        Act::Define { name, .. } | Act::Function { name, .. } => vec![name.text.clone()],
        Act::Given { .. } | Act::Ask(_) => Vec::new(),
    }
}

/// The statement without its own old names in it: `n := n + 1` gives n the value that n + 1 has now.
fn settled(scope: &mut Scope, act: &Act, budget: &Budget) -> Result<Act, Error> {
    let (body, names): (&Expr, Vec<&Name>) = match act {
        Act::Roll { names, experiment } => (experiment, names.iter().collect()),
        Act::Define { name, value } => (value, vec![name]),
        _ => return Ok(act.clone()),
    };
    let text = body.to_string();
    let mentioned =
        |name: &Name| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name.text);
    let Some(own) = names.into_iter().find(|name| mentioned(name)) else { return Ok(act.clone()) };
    let known = match (act, program::read(scope, body, budget)) {
        (
            Act::Define { .. },
            Ok(Asking::Known(value @ (Value::Int(_) | Value::Ratio(_) | Value::Truth(_)))),
        ) => Some(value),
        // A label that happens to be called like the name.
        _ if program::define(&mut without_name(scope, &own.text), act, budget).is_ok() => {
            return Ok(act.clone());
        }
        _ => None,
    };
    let literal = known.and_then(|value| match value {
        Value::Truth(truth) => parse_expression(if truth { "1 = 1" } else { "1 = 0" }).ok(),
        number => parse_expression(&number.to_string()).ok(),
    });
    match (act, literal) {
        (Act::Define { name, .. }, Some(value)) => Ok(Act::Define { name: name.clone(), value }),
        _ => {
            Err(Error::new(ErrorKind::Ambiguous, format!("`{}` cannot be made of its old meaning", own.text))
                .hint("give the new one another name")
                .at(own.span))
        }
    }
}

/// The scope without one of its names.
fn without_name(scope: &Scope, name: &str) -> Scope {
    let mut scope = scope.clone();
    scope.restore(name, None);
    scope
}

/// What has been said without the statements that gave these names, and where the first of them stood. Copies that were
/// made together part; hands that were dealt together do not.
fn without(scope: &Scope, names: &[String]) -> (Vec<(Vec<String>, String)>, usize) {
    let mut place = None;
    let mut kept = Vec::with_capacity(scope.said.len());
    for (given, text) in scope.said.iter().map(AsRef::as_ref) {
        let left: Vec<String> = given.iter().filter(|name| !names.contains(name)).cloned().collect();
        if left.len() == given.len() {
            kept.push((given.clone(), text.clone()));
            continue;
        }
        place.get_or_insert(kept.len());
        let Ok(program) = parse(text) else { continue };
        if let [Statement { node: Act::Roll { experiment, .. }, .. }] = program.statements.as_slice() {
            let is_deal = matches!(&experiment.node, Node::Call { name, .. } if name.text == "deal");
            if !left.is_empty() && !is_deal {
                kept.push((left.clone(), format!("{} ~ {experiment}", left.join(", "))));
            }
        }
    }
    let place = place.unwrap_or(kept.len());
    (kept, place)
}

/// The scope after these statements with a new one at its place, and the names of those that could not be read any more.
///
/// # Errors
/// What is wrong with the new statement.
fn replayed(
    said: &[(Vec<String>, String)],
    place: usize,
    statement: &Statement,
    budget: &Budget,
) -> Result<(Scope, Vec<String>), Error> {
    let mut scope = Scope::default();
    let mut lost = Vec::new();
    for (i, (names, text)) in said.iter().enumerate() {
        if i == place {
            add(&mut scope, statement, budget)?;
        }
        let again = match parse(text).map(|program| program.statements) {
            Ok(statements) => statements.iter().try_for_each(|s| add(&mut scope, s, budget)),
            Err(mut errors) => Err(errors.swap_remove(0)),
        };
        match again {
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            Err(_) => lost.extend(names.iter().cloned()),
            Ok(()) => {}
        }
    }
    if place >= said.len() {
        add(&mut scope, statement, budget)?;
    }
    Ok((scope, lost))
}

fn add(scope: &mut Scope, statement: &Statement, budget: &Budget) -> Result<(), Error> {
    give(scope, statement, budget, false).map(|_| ())
}

#[cfg(test)]
mod tests {
    use crate::answer::Reply;
    use crate::session::Session;

    fn prompt() -> Session {
        Session { replaces: true, ..Session::default() }
    }

    /// What the last question of a line is worth, at a prompt.
    fn asked(session: &mut Session, line: &str) -> String {
        let asked = session.ask_all(line);
        assert!(asked.errors.is_empty(), "{line}: {:?}", asked.errors);
        match asked.replies.last() {
            Some(Reply::Answer(answer)) => {
                crate::answer::Answer { check: None, ..answer.as_ref().clone() }.to_string()
            }
            _ => String::new(),
        }
    }

    #[test]
    fn what_was_made_of_a_name_is_made_of_its_new_meaning() {
        let mut session = prompt();
        assert_eq!(
            asked(&mut session, "X ~ d6; Y ~ pool(X, d2); A := X > 3; P(A)"),
            "X ~ d6; A := X > 3; P(A) = 1/2 = 0.5"
        );
        let changed = session.ask_all("X ~ d4").changed;
        assert_eq!((changed.replaced, changed.forgotten), (vec!["X".to_owned()], vec![]));
        assert_eq!(asked(&mut session, "P(A)"), "X ~ d4; A := X > 3; P(A) = 1/4 = 0.25");
        assert_eq!(asked(&mut session, "E(Y)"), "X ~ d4; Y ~ pool(X, d2); E(Y) = 15/4 = 3.75");
    }

    #[test]
    fn what_can_no_longer_be_read_is_forgotten() {
        let mut session = prompt();
        session.ask_all("U := urn{a:2, b:2}; X ~ draw 2 from U; W := a in X; n := 2");
        let changed = session.ask_all("U := 7").changed;
        assert_eq!(changed.replaced, ["U"]);
        assert_eq!(changed.forgotten, ["X", "W"]);
        assert!(session.ask("P(W)").is_err());
        assert_eq!(asked(&mut session, "n"), "n := 2; n = 2");
    }

    #[test]
    fn a_number_may_be_made_of_its_old_value_and_an_event_may_not() {
        let mut session = prompt();
        asked(&mut session, "n := 3; n := n + 1; n := 2*n");
        assert!(asked(&mut session, "n").ends_with("= 8"));
        session.ask_all("X ~ d6; A := X > 3");
        let asked = session.ask_all("A := not A");
        assert_eq!(asked.errors[0].kind(), crate::ErrorKind::Ambiguous);
        assert!(session.ask("P(A)").is_ok());
        assert!(!session.ask_all("X ~ pool(X, d6)").errors.is_empty());
    }

    #[test]
    fn copies_part_and_hands_do_not() {
        let mut session = prompt();
        asked(&mut session, "X, Y ~ 2d6");
        asked(&mut session, "X ~ d4");
        assert_eq!(asked(&mut session, "P(Y = 7)"), "Y ~ 2d6; P(Y = 7) = 1/6 ≈ 0.166667");
        let mut session = prompt();
        asked(&mut session, "W, E ~ deal(2, 2, deck)");
        asked(&mut session, "W ~ d4");
        assert!(session.ask("P(ace in E)").is_err());
    }

    #[test]
    fn a_new_statement_may_speak_of_what_came_after_the_old_one() {
        let mut session = prompt();
        asked(&mut session, "X ~ d6; k := 5; X ~ pool(k, d2)");
        assert_eq!(asked(&mut session, "P(X = 10)"), "k := 5; X ~ pool(k, d2); P(X = 10) = 1/32 = 0.03125");
    }

    #[test]
    fn what_was_said_is_a_program_that_gives_the_same_names() {
        let mut session = prompt();
        for line in [
            "X ~ 2d6",
            "A := X > 7",
            "def f(n) := n^2",
            "X, Z ~ 3d6",
            "f(2)",
            "A := X > 9; n := f(3)",
            "n := n + X",
            "Z ~ d6",
        ] {
            session.ask_all(line);
        }
        let said: Vec<&str> = session.scope.said.iter().map(|said| said.1.as_str()).collect();
        let mut program = Session::default();
        assert!(program.ask_all(&said.join("\n")).errors.is_empty(), "{said:?}");
        for question in ["P(A)", "n", "E(Z)", "Var(X)"] {
            assert_eq!(asked(&mut program, question), asked(&mut session, question));
        }
    }

    #[test]
    fn a_program_gives_a_name_once() {
        let error = Session::default().ask("X ~ d6; X ~ d4").unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Ambiguous);
    }

    #[test]
    fn a_session_may_give_the_same_name_as_often_as_it_likes() {
        let mut session = prompt();
        for _ in 0..300 {
            asked(&mut session, "X ~ d6");
        }
        assert!(asked(&mut session, "P(X = 6)").starts_with("X ~ d6; P(X = 6) = 1/6"));
    }
}
