//! The functions that the user defines.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::scope::{Function, Meaning};
use crate::language::check::typed::Typed;
use crate::language::check::{Checker, Term};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};
use crate::solve::chain::Purpose;
use std::sync::Arc;

/// A function of outcomes is worked out value by value for at most so many.
const MOST_CASES: usize = 200;

/// The calls of functions inside each other that fit the smallest stack: that of a thread, 2 MiB.
const LEVELS_OF_A_STACK: usize = 64;

/// Does this on a stack of its own: functions that call themselves go deeper than the stack of a thread would allow.
fn on_a_new_stack<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(4 << 20).spawn_scoped(scope, work);
        let refused =
            |_| Error::new(ErrorKind::TooExpensive, "no memory is left for functions that call themselves");
        spawned.map_err(refused)?.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

impl Checker<'_> {
    /// A function of the user: its parameters are known values, or outcomes and events written in their place.
    pub(super) fn user_function(
        &mut self,
        function: &Arc<Function>,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Term, Error> {
        if args.len() != function.parameters.len() {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`{}` does not take {} arguments", function.name, args.len()),
            )
            .hint(format!("write `{}({})`", function.name, function.parameters.join(", ")))
            .at(span));
        }
        let values = args.iter().map(|a| self.value(a, None)).collect::<Result<Vec<_>, _>>()?;
        let known: Option<Vec<Value>> = values.iter().map(|v| v.expr.known().cloned()).collect();
        let key = known.map(|known| (function.name.clone(), known));
        if let Some(value) = key.as_ref().and_then(|key| self.memo.get(key)) {
            return Ok(Term::Value(crate::language::check::expression::known(value.clone(), span)));
        }
        self.deeper(&function.name, span)?;
        let is_outermost = self.parameters.is_empty();
        let body = if self.depth.is_multiple_of(LEVELS_OF_A_STACK) {
            on_a_new_stack(|| self.body(function, values.clone()))
        } else {
            self.body(function, values.clone())
        };
        let term = match body {
            // What ends for each value an outcome may have does not end for the outcome as it is written.
            Err(error) if error.kind() == ErrorKind::Endless && key.is_none() && is_outermost => {
                self.by_cases(function, &values, error)
            }
            term => term,
        };
        self.depth -= 1;
        let term = term?;
        if let (Some(key), Term::Value(typed)) = (key, &term)
            && let Some(value) = typed.expr.known()
        {
            self.memo.insert(key, value.clone());
        }
        Ok(term)
    }

    /// A function of outcomes with few possible values, value by value.
    #[inline(never)]
    fn by_cases(
        &mut self,
        function: &Arc<Function>,
        arguments: &[Typed],
        error: Error,
    ) -> Result<Term, Error> {
        if arguments.iter().any(|argument| argument.expr.free_elements() != 0) {
            return Err(error);
        }
        let roots = arguments.iter().map(|argument| argument.expr.clone()).collect();
        let choice = crate::solve::Choice::Cheapest;
        let law =
            crate::solve::eliminate::solve(&self.experiments, roots, Purpose::default(), choice, self.budget);
        let Ok(cases) = law.map(|law| law.values).map_err(|_| ()) else { return Err(error) };
        if cases.len() > MOST_CASES {
            return Err(error);
        }
        let span = error.span();
        let mut whole: Option<Typed> = None;
        for (values, _) in cases.into_iter().rev() {
            let known = values.iter().cloned().map(Typed::value).collect();
            let Term::Value(typed) = self.body(function, known)? else { return Err(error) };
            whole = Some(match whole {
                None => typed,
                Some(others) if others.kind == typed.kind => {
                    let is = |(argument, value): (&Typed, Value)| {
                        let same =
                            Node::Compare(Comparison::Equal, argument.expr.clone(), Expr::value_of(value));
                        Expr::spanned(same, span)
                    };
                    let here = Expr::spanned(Node::And(arguments.iter().zip(values).map(is).collect()), span);
                    let chosen = Expr::spanned(Node::If(here, typed.expr, others.expr), span);
                    Typed {
                        expr: chosen.rewrite(&mut |_| Ok(None))?,
                        kind: others.kind,
                        labels: others.labels,
                    }
                }
                Some(_) => return Err(error),
            });
        }
        whole.map(Term::Value).ok_or(error)
    }

    /// The body of a function, in which its parameters have these values, and the names of its caller no meaning.
    fn body(&mut self, function: &Function, values: Vec<Typed>) -> Result<Term, Error> {
        let callers = std::mem::take(&mut self.parameters);
        let mut hidden = Vec::with_capacity(callers.len());
        for (name, outside) in &callers {
            hidden.push((name.clone(), self.scope.restore(name, outside.clone())));
        }
        for (name, value) in function.parameters.iter().zip(values) {
            self.parameters.push((name.clone(), self.scope.set(name, Meaning::Known(value))));
        }
        let floor = std::mem::replace(&mut self.floor, self.elements.len());
        let term = self.term(&function.body, None);
        self.floor = floor;
        let own = std::mem::replace(&mut self.parameters, callers);
        for (name, meaning) in own.into_iter().rev().chain(hidden.into_iter().rev()) {
            self.scope.restore(&name, meaning);
        }
        term
    }
}
