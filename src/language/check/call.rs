//! Words before a parenthesis: which form of the language or which function is meant.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::made::Made;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::Order;
use crate::language::check::{Checker, Term};
use crate::model::Space;
use crate::statistic;
use std::sync::Arc;

impl Checker<'_> {
    /// `f(a, b)`.
    pub(super) fn call(&mut self, name: &ast::Name, args: &[ast::Expr], span: Span) -> Result<Term, Error> {
        if let Some(Meaning::Function(function)) = self.scope.get(&name.text).cloned() {
            return self.user_function(&function, args, span);
        }
        self.form(name, args, span)
    }

    /// A form of the language, or a function of the registry. Apart from the user's functions, which call themselves: a
    /// deep call shall not take the room of every form with it.
    #[inline(never)]
    fn form(&mut self, name: &ast::Name, args: &[ast::Expr], span: Span) -> Result<Term, Error> {
        let text = || {
            crate::language::print_expression(&ast::Expr::new(
                Ast::Call { name: name.clone(), args: args.to_vec() },
                span,
            ))
        };
        if let Some(error) = self.comma_for_colon(name, args) {
            return Err(error);
        }
        match (name.text.as_str(), args) {
            ("deck" | "cards", _) => Ok(Term::Collection(self.pack(&name.text, args, span)?)),
            ("pool", _) => match self.pool_of_explosions(args, span)? {
                Some(row) => Ok(Term::Value(row)),
                None => self.pool_of_dice(args, &text(), span).map(Term::Experiment),
            },
            ("coins" | "coin", [_] | [_, _]) => self.coins(args, &text()).map(Term::Experiment),
            ("bernoulli", [p]) => self.bernoulli(p, &text()).map(Term::Experiment),
            ("binomial", [n, p]) => self.binomial([n, p], &text(), span),
            ("hypergeometric", [population, marked, drawn]) => {
                self.hypergeometric([population, marked, drawn], &text(), span)
            }
            ("geometric" | "negbinomial" | "wait", _) => {
                self.waiting(&name.text, args, &text(), span).map(Term::Experiment)
            }
            ("first", _) if args.last().is_some_and(|a| matches!(a.node, Ast::In { .. })) => {
                self.race(args, &text(), span).map(Term::Experiment)
            }
            ("arrange", [_] | [_, _]) => self.arrangement(args, &text(), span).map(Term::Experiment),
            ("ring" | "necklace", [items]) => self.around(&name.text, items, &text()).map(Term::Experiment),
            ("colorings" | "colourings", [colours, shape]) => {
                self.colorings(colours, shape, &text()).map(Term::Experiment)
            }
            ("subset", [items]) => {
                let pool = self.different(items)?;
                let space = pool.population.map(|from| Ok(Space::Subset(Arc::new(from))));
                Ok(Term::Experiment(Made::sample(
                    space,
                    pool.element,
                    Order::Without,
                    None,
                    pool.labels,
                    &text(),
                )))
            }
            ("deal", [hands @ .., pack]) if !hands.is_empty() => {
                self.deal(hands, pack, &text()).map(Term::Experiment)
            }
            ("place", [balls, boxes]) => self.placing(balls, boxes, &text()).map(Term::Experiment),
            ("split", [items, sizes @ ..]) if !sizes.is_empty() => {
                self.split(items, sizes, &text(), span).map(Term::Experiment)
            }
            ("digits", [_] | [_, _]) => self.digits(args, &text(), span).map(Term::Experiment),
            ("explode", [_] | [_, _]) => self.explode(args, &text(), span).map(Term::Experiment),
            ("reroll", [_, _] | [_, _, _]) => self.reroll(args, &text(), span).map(Term::Experiment),
            ("steps" | "stops", [state]) => self.of_process(&name.text, state, span).map(Term::Value),
            ("mean" | "E", _) if args.is_empty() => Err(self.wrong_count(&name.text, 0, span)),
            ("values", [of]) => self.values(of, span).map(Term::Value),
            ("draw" | "choose", _) => {
                Err(Error::new(ErrorKind::Syntax, format!("`{}` is written without parentheses", name.text))
                    .hint(format!("write `{} 2 from deck`", name.text))
                    .at(name.span))
            }
            _ => self.registry(name, args, span).map(Term::Value),
        }
    }

    /// `all(i in 1..3, i > 0)`: the colon of a quantifier is missing.
    fn comma_for_colon(&self, name: &ast::Name, args: &[ast::Expr]) -> Option<Error> {
        ast::Quantifier::from_text(&name.text)?;
        let [.., binding, body] = args else { return None };
        let Ast::In { pattern, collection } = &binding.node else { return None };
        let Ast::Name(word) = &pattern.node else { return None };
        let is_free = self.element(word).is_none() && self.scope.get(word).is_none();
        let over = matches!(collection.node, Ast::Range { .. } | Ast::Set(_)) && is_free;
        let text = crate::language::print_expression(binding);
        over.then(|| {
            Error::new(ErrorKind::Syntax, format!("what `{}` looks at follows a colon", name.text))
                .hint(format!("write `{}({text}: …)`", name.text))
                .at(body.span)
        })
    }

    pub(super) fn wrong_count(&self, name: &str, given: usize, span: Span) -> Error {
        let error = Error::new(ErrorKind::Kind, format!("`{name}` does not take {given} arguments")).at(span);
        match statistic::function(name, given) {
            Some(function) => error.hint(format!("write `{}`", function.signature)),
            None => error,
        }
    }
}
