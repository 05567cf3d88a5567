//! The event of `P` and `N`, and what is told where something else stands there.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Measure, Node as Ast};
use crate::language::check::typed::{Kind, Typed};
use crate::language::check::{Checker, Term};
use crate::model::Value;
use crate::question::{Expr, Node};

impl Checker<'_> {
    /// The event of P or N; commas mean `and`.
    pub(super) fn event(&mut self, measure: Measure, args: &[ast::Expr], span: Span) -> Result<Expr, Error> {
        let word = measure.text();
        let mut events = Vec::with_capacity(args.len());
        for arg in args {
            let typed = self.value(arg, None)?;
            if typed.kind == Kind::Truth {
                events.push(typed.expr);
                continue;
            }
            // P(5, 2) is the school notation for permutations.
            let numbers = args.len() == 2 && args.iter().all(|a| matches!(a.node, Ast::Number(_)));
            if numbers && measure == Measure::Count {
                return Err(Error::new(ErrorKind::Kind, "N counts outcomes, and no normal law is known here")
                    .hint("laws of whole numbers are `binomial(10, 1/2)`, `geometric(1/6)`, `hypergeometric(20, 8, 5)`")
                    .at(span));
            }
            if numbers {
                let text = args.iter().map(crate::language::print_expression).collect::<Vec<_>>().join(",");
                return Err(Error::new(ErrorKind::Kind, format!("{word} takes an event, not numbers"))
                    .hint(format!("did you mean `A({text})`, the number of ordered selections?"))
                    .at(span));
            }
            let what = if typed.kind.is_summable() { "a number" } else { typed.kind.name() };
            let hint = match typed.kind {
                Kind::Number => "compare it with something, such as `= 7`",
                _ if typed.kind.is_summable() => "compare it with something, such as `= 7`",
                _ => "say what must hold, such as `count(ace in H) = 2`",
            };
            if measure == Measure::Count && typed.expr.known().is_some_and(Value::is_number) {
                let text = crate::language::print_expression(arg);
                return Err(Error::new(ErrorKind::Kind, "N takes an event, not a number")
                    .hint(format!("it is a number already: leave `N` out, `{text}`"))
                    .at(arg.span));
            }
            let after_in = !std::ptr::eq(arg, &args[0]) && matches!(args[0].node, Ast::In { .. });
            let hint = if after_in { "a set stands in braces: `in {1, 2}`, `in 1..6`" } else { hint };
            let error =
                Error::new(ErrorKind::Kind, format!("{word} takes an event, not {what}")).at(arg.span);
            let outcome = self.scope.outcomes().last().filter(|_| typed.kind == Kind::Set && !after_in);
            return Err(match outcome {
                Some(outcome) => {
                    let set = crate::language::print_expression(arg);
                    error.hint(format!("did you mean `{outcome} in {set}`?"))
                }
                None => error.hint(hint),
            });
        }
        if events.len() == 1 {
            return Ok(events.swap_remove(0));
        }
        let joined = Expr::spanned(Node::And(events), Some(args[0].span.to(args[args.len() - 1].span)));
        joined.rewrite(&mut |_| Ok(None))
    }

    /// `N(E)`, `N(X, Y)`: the experiments whose sample spaces are sized; nothing when an argument is an event.
    pub(super) fn sizes(&mut self, args: &[ast::Expr]) -> Result<Option<u128>, Error> {
        let mut names = 0u128;
        for arg in args {
            match self.term(arg, None)? {
                Term::Experiment(made) => {
                    let place = self.experiments.len();
                    // An event such as `bernoulli(p)` is counted like any other event.
                    if made.kind == Kind::Truth {
                        return Ok(None);
                    }
                    self.perform(&made, None, arg.span)?;
                    names |= 1 << place;
                }
                Term::Value(Typed { kind: Kind::Truth, .. }) => return Ok(None),
                Term::Value(typed) if matches!(arg.node, Ast::Name(_)) && typed.expr.names() != 0 => {
                    names |= typed.expr.names();
                }
                Term::Value(typed) if typed.kind == Kind::Set => return Err(set_size(arg.span)),
                Term::Collection(_) => return Err(set_size(arg.span)),
                _ => return Ok(None),
            }
        }
        Ok(Some(names))
    }
}

fn set_size(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "N counts outcomes, and nothing is drawn here")
        .hint("write `N(draw 2 from …)`, or `size(…)` for a set")
        .at(span)
}
