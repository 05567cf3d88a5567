//! Questions inside quantifiers, `sum(k in 1..6: P(2d6 = k))`, which are asked for each value.

use super::outer;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::expression::known;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::Typed;
use crate::question::quantified::gather;
use crate::question::{Expr, Node, Quantifier};

impl Checker<'_> {
    /// A quantifier whose body asks questions: each value in turn is given to the name.
    pub(super) fn asked_for_each(
        &mut self,
        quantifier: Quantifier,
        binding: &ast::Binding,
        domain: &Typed,
        rest: &[ast::Binding],
        body: &ast::Expr,
        span: Span,
    ) -> Result<Expr, Error> {
        let Some(values) = domain.expr.known().map(|v| v.elements().to_vec()) else {
            return Err(Error::new(
                ErrorKind::Kind,
                "the values must be known where the body asks a question",
            )
            .at(binding.values.span));
        };
        let mut bodies = Vec::with_capacity(values.len());
        for value in values {
            // What functions gave before, they gave with another meaning of the name.
            self.memo.clear();
            let meaning = Meaning::Known(known(value, binding.name.span));
            let old = self.scope.set(&binding.name.text, meaning);
            let inner = self.nested(quantifier, rest, body, span);
            self.scope.restore(&binding.name.text, old);
            self.budget.check()?;
            let inner = inner?;
            match inner.known() {
                Some(value) => bodies.push(value.clone()),
                None => {
                    return Err(Error::new(
                        ErrorKind::Kind,
                        "a body that asks a question may not be random itself",
                    )
                    .at(body.span));
                }
            }
        }
        let value = gather(outer(quantifier, rest), &bodies).map_err(|e| e.or_at(Some(span)))?;
        Ok(Expr::spanned(Node::Value(value), Some(span)))
    }

    /// Whether a piece of text asks a question anywhere inside, in functions and definitions too.
    pub(super) fn asks(&self, ast: &ast::Expr, seen: &mut Vec<String>) -> bool {
        let told = match &ast.node {
            Ast::Measure { .. } => return true,
            Ast::Name(word) => match self.scope.get(word) {
                Some(Meaning::Expression(definition)) => Some(&**definition),
                _ => None,
            },
            Ast::Call { name, .. } => match self.scope.get(&name.text) {
                Some(Meaning::Function(function)) if !seen.contains(&name.text) => {
                    seen.push(name.text.clone());
                    Some(&function.body)
                }
                _ => None,
            },
            _ => None,
        };
        told.into_iter().chain(parts(ast)).any(|part| self.asks(part, seen))
    }

    /// Whether a piece of text calls a function that calls itself, by way of these functions or at once: such a function is
    /// worked out for known values, whose results are remembered, and never written out.
    pub(super) fn recurs(&self, ast: &ast::Expr, within: &mut Vec<String>, plain: &mut Vec<String>) -> bool {
        if let Ast::Call { name, .. } = &ast.node
            && let Some(Meaning::Function(function)) = self.scope.get(&name.text)
            && !plain.contains(&name.text)
        {
            if within.contains(&name.text) {
                return true;
            }
            within.push(name.text.clone());
            let recurs = self.recurs(&function.body, within, plain);
            within.pop();
            if recurs {
                return true;
            }
            plain.push(name.text.clone());
        }
        parts(ast).into_iter().any(|part| self.recurs(part, within, plain))
    }
}

/// The expressions of which a piece of text is made.
fn parts(ast: &ast::Expr) -> Vec<&ast::Expr> {
    match &ast.node {
        Ast::Call { args, .. } | Ast::Tuple(args) | Ast::Set(args) => args.iter().collect(),
        Ast::Quantified { bindings, body, .. } => {
            bindings.iter().map(|binding| &binding.values).chain([body.as_ref()]).collect()
        }
        Ast::Negate(a) | Ast::Factorial(a) | Ast::Not(a) => vec![a],
        Ast::Binary { left: a, right: b, .. }
        | Ast::In { pattern: a, collection: b }
        | Ast::Index { sample: a, index: b }
        | Ast::Range { from: a, to: b } => vec![a, b],
        Ast::Comparison { first, rest } => {
            rest.iter().map(|link| &link.value).chain([first.as_ref()]).collect()
        }
        Ast::If { condition, then, otherwise } => vec![condition, then, otherwise],
        _ => Vec::new(),
    }
}
