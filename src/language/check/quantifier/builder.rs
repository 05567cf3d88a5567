//! Sets that are built, `{k in 1..30: prime(k)}`, and what they may cost.

use super::CHUNK;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self};
use crate::language::check::Checker;
use crate::language::check::expression::known;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::{Labels, Typed};
use crate::model::Value;
use crate::question::Expr;

impl Checker<'_> {
    /// `{k in 1..30: prime(k)}`, known as it is written.
    pub(in crate::language::check) fn builder(
        &mut self,
        bindings: &[ast::Binding],
        condition: &ast::Expr,
        span: Span,
    ) -> Result<Vec<Value>, Error> {
        let members = self.members(bindings, condition, span)?;
        let is_member = |(value, holds): (Value, Expr)| match holds.known() {
            Some(Value::Truth(true)) => Some(Ok(value)),
            Some(Value::Truth(false)) => None,
            _ => {
                let message = "the set must not depend on outcomes";
                Some(Err(Error::new(ErrorKind::Kind, message)
                    .hint("draw from it directly: `draw 1 from {k in 1..3: k != car}`")
                    .at(condition.span)))
            }
        };
        members.into_iter().filter_map(is_member).collect()
    }

    /// What may be in a set, each with the condition on which it is.
    pub(in crate::language::check) fn members(
        &mut self,
        bindings: &[ast::Binding],
        condition: &ast::Expr,
        span: Span,
    ) -> Result<Vec<(Value, Expr)>, Error> {
        let [binding] = bindings else {
            return Err(Error::new(ErrorKind::Unsupported, "a set builder has one name").at(span));
        };
        let domain = self.domain(&binding.values)?;
        let Some(values) = domain.expr.known().map(|v| v.elements().to_vec()) else {
            return Err(
                Error::new(ErrorKind::Kind, "the set must not depend on outcomes").at(binding.values.span)
            );
        };
        // Cards stay cards: `{c in deck: c is red}`.
        let labels = Labels::new(self.drawn_from(&binding.values), values.clone());
        let mut members = Vec::with_capacity(values.len());
        for (i, value) in values.into_iter().enumerate() {
            if i % CHUNK == 0 {
                self.budget.check()?;
            }
            let typed = Typed { labels: Some(labels.clone()), ..known(value.clone(), binding.name.span) };
            let old = self.scope.set(&binding.name.text, Meaning::Known(typed));
            let holds = self.truth(condition);
            self.scope.restore(&binding.name.text, old);
            members.push((value, holds?.expr));
        }
        Ok(members)
    }
}
