//! Named laws of numbers of matches: a table while that is small, and else the number itself, counted in a sample.

use crate::error::{Error, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::made::Made;
use crate::language::check::pools::repeated;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::Kind;
use crate::language::check::{Checker, Term};
use crate::model::{Faces, Space, laws};
use std::sync::Arc;

impl Checker<'_> {
    /// `binomial(n, p)`: the law, or `count(heads in coins(n, p))`.
    pub(super) fn binomial(
        &mut self,
        [n, p]: [&ast::Expr; 2],
        text: &str,
        span: Span,
    ) -> Result<Term, Error> {
        let (number, chance) = (self.number(n)?, self.chance(p)?);
        let count = self.natural(number, "the number of trials", n.span);
        if let (Some(n_known), Some(p_known)) = (count.made()?, chance.made()?)
            && !laws::binomial_fits(n_known, &p_known)
        {
            let coins = call("coins", vec![n.clone(), p.clone()], span);
            return self.term(&matches(word("heads", span), coins, span), None);
        }
        // A trial counts 1 where it succeeds.
        let trial = repeated(&chance.clone().map(|p| Faces::indicator(&p)), true);
        let law =
            count.with(chance, |n, p| Ok(Space::Law(Arc::new(laws::binomial(n, &p)?)))).repeating(trial);
        Ok(Term::Experiment(Made::space(law, Kind::Number, None, text)))
    }

    /// `hypergeometric(N, K, n)`: the law, or the number of the marked in `choose n from urn{marked: K, other: N − K}`.
    pub(super) fn hypergeometric(
        &mut self,
        [population, marked, drawn]: [&ast::Expr; 3],
        text: &str,
        span: Span,
    ) -> Result<Term, Error> {
        let mut naturals = Vec::new();
        for e in [population, marked, drawn] {
            let number = self.number(e)?;
            naturals.push(self.natural(number, "a number of elements", e.span));
        }
        let numbers = Recipe::all(naturals);
        if let Some(n) = numbers.made()?
            && n[1] <= n[0]
            && n[2] <= n[0]
            && !laws::hypergeometric_fits(n[0], n[1], n[2])
        {
            let others = Ast::Binary {
                operator: ast::Operator::Subtract,
                left: Box::new(population.clone()),
                right: Box::new(marked.clone()),
            };
            let entry = |name, weight| ast::Entry { item: word(name, span), weight: Some(weight) };
            let entries = vec![
                entry("marked", marked.clone()),
                entry("other", ast::Expr::new(others, population.span)),
            ];
            let urn = ast::Expr::new(Ast::Labelled { kind: ast::Collection::Urn, entries }, span);
            let chosen =
                Ast::Choose { count: Box::new(drawn.clone()), from: Box::new(urn), replacement: false };
            let sample = ast::Expr::new(chosen, span);
            return self.term(&matches(word("marked", span), sample, span), None);
        }
        let law = numbers.map(move |n| {
            let law = laws::hypergeometric(n[0], n[1], n[2]).map_err(|e| e.or_at(Some(span)))?;
            Ok(Space::Law(Arc::new(law)))
        });
        law.made()?;
        Ok(Term::Experiment(Made::space(law, Kind::Number, None, text)))
    }
}

/// `count(pattern in sample)`
fn matches(pattern: ast::Expr, sample: ast::Expr, span: Span) -> ast::Expr {
    let within = Ast::In { pattern: Box::new(pattern), collection: Box::new(sample) };
    call("count", vec![ast::Expr::new(within, span)], span)
}

fn call(name: &str, args: Vec<ast::Expr>, span: Span) -> ast::Expr {
    ast::Expr::new(Ast::Call { name: ast::Name { text: name.to_owned(), span }, args }, span)
}

fn word(name: &str, span: Span) -> ast::Expr {
    ast::Expr::new(Ast::Name(name.to_owned()), span)
}
