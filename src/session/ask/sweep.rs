//! Questions for each value of a name, and the first or last value for which something holds.

use super::{WORK, exact, plain};
use crate::answer::{Answer, Exact, Reply, Table};
use crate::budget::{Budget, Measure};
use crate::error::{Error, ErrorKind};
use crate::explain::{Saying, Step, arithmetic};
use crate::language::ast::{self, Goal, Query};
use crate::language::check::measure::placed;
use crate::language::check::program::{self, Asking};
use crate::language::check::scope::Scope;
use crate::language::print_expression;
use crate::model::Value;
use crate::session::{Session, road};
use std::time::Instant;

impl Session {
    /// `for n in 1..10: q, q`.
    pub(super) fn sweep(&mut self, binding: &ast::Binding, questions: &[ast::Expr]) -> Result<Reply, Error> {
        let budget = self.settings.budget.restarted();
        let values = program::values(&mut self.scope, binding, &budget)?;
        if values.is_empty() {
            return Err(Error::new(ErrorKind::Range, "there is no value to go through")
                .hint("a range runs from the smaller number to the larger: `0..10`")
                .at(binding.values.span));
        }
        let mut rows = Vec::with_capacity(values.len());
        let whole = values.len() as u64;
        for (done, value) in (0..).zip(values) {
            budget.check()?;
            budget.report(Measure::Values, done, whole);
            let mut row = vec![exact(value.clone())];
            for question in questions {
                let cell = program::with_value(&mut self.scope, &binding.name, &value, |scope| {
                    self_contained(scope, question, &budget)
                })?;
                row.push(cell);
            }
            rows.push(row);
        }
        let columns: Vec<String> = std::iter::once(binding.name.text.clone())
            .chain(questions.iter().map(print_expression))
            .collect();
        let question = self.named(format!(
            "for {} in {}: {}",
            binding.name.text,
            print_expression(&binding.values),
            columns[1..].join(", ")
        ));
        Ok(Reply::Table(Table { question, columns, rows }))
    }

    /// `least n in 1..100: cond`, `greatest …`.
    pub(super) fn search(
        &mut self,
        goal: Goal,
        binding: &ast::Binding,
        condition: &ast::Expr,
    ) -> Result<Reply, Error> {
        let started = Instant::now();
        let budget = self.settings.budget.restarted();
        let mut values = program::values(&mut self.scope, binding, &budget)?;
        if goal == Goal::Greatest {
            values.reverse();
        }
        let (mut found, mut missed) = (None, None);
        let whole = values.len() as u64;
        for (done, value) in (0..).zip(values) {
            budget.check()?;
            budget.report(Measure::Values, done, whole);
            let holds = program::with_value(&mut self.scope, &binding.name, &value, |scope| {
                program::holds(scope, condition, &budget)
            })?;
            if holds {
                found = Some(value);
                break;
            }
            missed = Some(value);
        }
        let steps = match self.settings.explain {
            true => self.where_it_begins(binding, condition, [found.as_ref(), missed.as_ref()], &budget),
            false => Vec::new(),
        };
        let question = self.named(format!(
            "{} {} in {}: {}",
            goal.text(),
            binding.name.text,
            print_expression(&binding.values),
            print_expression(condition)
        ));
        let value = found.map_or_else(|| Exact::Values(Vec::new()), exact);
        Ok(Reply::Answer(Box::new(Answer { steps, ..plain(question, value, started.elapsed()) })))
    }

    /// The steps that show where a condition begins to hold: at the value that was found, and not at the one before it.
    fn where_it_begins(
        &mut self,
        binding: &ast::Binding,
        condition: &ast::Expr,
        [found, missed]: [Option<&Value>; 2],
        budget: &Budget,
    ) -> Vec<Step> {
        let budget = budget.sparing(WORK);
        let failed = if found.is_some() { Saying::FailsAt } else { Saying::FailsAtLast };
        let mut steps = Vec::new();
        for (saying, value) in [(Saying::HoldsAt, found), (failed, missed)] {
            let Some(value) = value else { continue };
            let (scope, name) = (&mut self.scope, &binding.name);
            steps.extend(arithmetic::side(scope, name, condition, value, saying, &budget));
        }
        steps.extend(found.and_then(arithmetic::sought));
        steps
    }

    /// `compare q, q, …`: a row for each.
    pub(super) fn compared(&mut self, queries: &[Query]) -> Result<Reply, Error> {
        let budget = self.settings.budget.restarted();
        let mut rows = Vec::new();
        let mut texts = Vec::new();
        for query in queries {
            let Query::Value(query) = query else {
                return Err(Error::new(ErrorKind::Syntax, "`compare` takes questions"));
            };
            let text = print_expression(query);
            rows.push(vec![
                Exact::Values(vec![Value::word(&text)]),
                self_contained(&mut self.scope, query, &budget)?,
            ]);
            texts.push(text);
        }
        let question = self.named(format!("compare {}", texts.join(", ")));
        Ok(Reply::Table(Table { question, columns: vec!["question".into(), "value".into()], rows }))
    }
}

/// The value of a question that stands in a table.
fn self_contained(scope: &mut Scope, query: &ast::Expr, budget: &Budget) -> Result<Exact, Error> {
    match program::read(scope, query, budget)? {
        Asking::Known(value) => Ok(exact(value)),
        Asking::Question(question) => {
            let solved = road::solved(&question, scope.choice, budget);
            solved.map(|s| s.value).map_err(|e| placed(e, query.span))
        }
    }
}
