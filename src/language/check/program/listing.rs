//! What `list` shows: the outcomes of experiments, and of the events among what is named.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::scope::Scope;
use crate::language::check::typed::Kind;
use crate::language::check::{Checker, Term};
use crate::question::{Expr, Node, Question};

/// The experiments whose outcomes are to be listed, as a question without a measure; events among what is named are its
/// condition. Several stand in parentheses: `list (X, Y)`.
///
/// # Errors
/// What is wrong with the text, and what has no outcomes.
pub fn listed(scope: &mut Scope, query: &ast::Expr, budget: &Budget) -> Result<Question, Error> {
    let mut checker = Checker::new(scope, budget);
    let parts = match &query.node {
        Ast::Tuple(parts) => parts.as_slice(),
        _ => std::slice::from_ref(query),
    };
    let (mut counted, mut events) = (0u128, Vec::new());
    for part in parts {
        match listed_part(&mut checker, part)? {
            Part::Outcomes(names) => counted |= names,
            Part::Event(event) => events.push(event),
        }
    }
    let given = match events.len() {
        0 => None,
        1 => events.pop(),
        _ => Some(Expr::spanned(Node::And(events), Some(query.span))),
    };
    counted |= given.as_ref().map_or(0, Expr::names);
    let experiments = std::mem::take(&mut checker.experiments);
    let mut question = Question::new(experiments, crate::question::Asked::Size, given)
        .map_err(|e| e.or_at(Some(query.span)))?;
    question.counted = counted;
    Ok(question)
}

/// What a part of a list says.
enum Part {
    /// The outcomes of these experiments, as bits, are listed.
    Outcomes(u128),
    /// Those are listed for which this holds.
    Event(Expr),
}

fn listed_part(checker: &mut Checker<'_>, part: &ast::Expr) -> Result<Part, Error> {
    let print = crate::language::print_expression;
    let term = match &part.node {
        Ast::Range { .. } => Term::Experiment(checker.experiment(part)?),
        _ => checker.term(part, None)?,
    };
    let made = match term {
        Term::Experiment(made) => made,
        Term::Value(typed) if typed.expr.names() != 0 => {
            if typed.kind == Kind::Truth {
                return Ok(Part::Event(typed.expr));
            }
            if is_outcome(part) {
                return Ok(Part::Outcomes(typed.expr.names()));
            }
            let message = format!("{} has a distribution, not outcomes", typed.kind.name());
            return Err(Error::new(ErrorKind::Kind, message)
                .hint(format!("ask for `dist({})`", print(part)))
                .at(part.span));
        }
        Term::Value(typed) if typed.kind == Kind::Set => checker.experiment(part)?,
        _ if let Ast::Measure { args, .. } = &part.node => {
            let asked = if let [event] = args.as_slice() { print(event) } else { "2d6".to_owned() };
            return Err(Error::new(ErrorKind::Kind, "a probability has no outcomes; its event has")
                .hint(format!("did you mean `{asked}`?"))
                .at(part.span));
        }
        Term::Collection(_) => {
            return Err(checker.experiment(part).err().unwrap_or_else(|| no_outcomes(part.span)));
        }
        _ => return Err(no_outcomes(part.span)),
    };
    Ok(Part::Outcomes(checker.perform(&made, None, part.span)?.expr.names()))
}

/// Whether a piece of text is a name or a part of a named outcome, and nothing that is worked out.
fn is_outcome(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Name(_) => true,
        Ast::Index { sample, .. } => is_outcome(sample),
        _ => false,
    }
}

fn no_outcomes(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "there is nothing random here")
        .hint("name an experiment or an event, such as `list 2d6`")
        .at(span)
}
