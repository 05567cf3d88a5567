//! Expressions with parts replaced, and whatever becomes known worked out at once.

use crate::error::Error;
use crate::model::Value;
use crate::question::expr::{Expr, Node};
use crate::question::quantified::by_halves;
use crate::statistic::arithmetic;

impl Expr {
    /// The same expression with parts replaced: `replace` answers for each part from the outside in, `None` to look
    /// inside. What becomes known is worked out at once, so that equal residues are equal expressions.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn rewrite(
        &self,
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Expr, Error> {
        if let Some(replacement) = replace(self)? {
            return Ok(replacement);
        }
        let node = match self.node() {
            Node::Value(_) | Node::Name(_) | Node::Element(_) => return Ok(self.clone()),
            Node::Failed(error) => return Err(error.clone()),
            // What decides an expression early must decide it before the rest is worked out.
            Node::And(parts) => return self.rewrite_parts(parts, false, replace),
            Node::Or(parts) => return self.rewrite_parts(parts, true, replace),
            Node::Sum(parts) => return self.rewrite_sum(parts, replace),
            Node::If(condition, then, otherwise) => {
                let condition = condition.rewrite(replace)?;
                match condition.known() {
                    Some(Value::Truth(true)) => return then.rewrite(replace),
                    Some(Value::Truth(false)) => return otherwise.rewrite(replace),
                    _ => Node::If(condition, then.rewrite_later(replace), otherwise.rewrite_later(replace)),
                }
            }
            Node::Each(quantifier, depth, domain, body) => {
                Node::Each(*quantifier, *depth, domain.rewrite(replace)?, body.rewrite_later(replace))
            }
            node => node.map(|child| child.rewrite(replace))?,
        };
        Expr::spanned(node, self.span()).simplified()
    }

    /// A sum with its known terms added up into one.
    fn rewrite_sum(
        &self,
        parts: &[Expr],
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Expr, Error> {
        let mut known = Value::Int(0);
        let mut fractions = Vec::new();
        let mut left = Vec::with_capacity(parts.len());
        for part in parts {
            let part = part.rewrite(replace)?;
            match part.known() {
                Some(fraction @ Value::Ratio(_)) => fractions.push(fraction.clone()),
                Some(value) => known = arithmetic::add(&known, value).map_err(|e| e.or_at(part.span()))?,
                None => left.push(part),
            }
        }
        if !fractions.is_empty() {
            known = arithmetic::add(&known, &by_halves(&Value::Int(0), &fractions, arithmetic::add)?)?;
        }
        if left.is_empty() {
            return Ok(Expr::spanned(Node::Value(known), self.span()));
        }
        if known != Value::Int(0) {
            left.push(Expr::value_of(known));
        }
        Ok(if left.len() == 1 { left.swap_remove(0) } else { Expr::spanned(Node::Sum(left), self.span()) })
    }

    /// As [`Expr::rewrite`], where it is not certain that the value is needed: an error becomes a part that has failed.
    #[must_use]
    pub fn rewrite_later(&self, replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>) -> Expr {
        self.rewrite(replace).unwrap_or_else(|error| Expr::failed(error, self.span()))
    }

    /// And, for which `false` is decisive, or or.
    fn rewrite_parts(
        &self,
        parts: &[Expr],
        decisive: bool,
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Expr, Error> {
        let mut left: Vec<Expr> = Vec::with_capacity(parts.len());
        for part in parts {
            // Parts are worked out from left to right, and none of them after the first that decides.
            let part = if left.is_empty() { part.rewrite(replace)? } else { part.rewrite_later(replace) };
            if part.is(decisive) {
                // A part before this one may still fail, and then this one is never looked at.
                let failing = left.iter().rposition(|part| part.may_fail());
                left.truncate(failing.map_or(0, |last| last + 1));
                if left.is_empty() {
                    return Ok(Expr::value_of(decisive));
                }
                left.push(part);
                break;
            }
            if !part.is(!decisive) && !left.contains(&part) {
                let is_last = matches!(part.node(), Node::Failed(_));
                left.push(part);
                if is_last {
                    break;
                }
            }
        }
        Ok(match left.len() {
            0 => Expr::value_of(!decisive),
            1 => left.swap_remove(0),
            _ => Expr::spanned(if decisive { Node::Or(left) } else { Node::And(left) }, self.span()),
        })
    }
}
