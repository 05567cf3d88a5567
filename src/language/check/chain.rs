//! Processes: Markov chains, waiting times, draws until a condition.

mod process;

use crate::budget::Budget;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, ChainEnd, Node as Ast};
use crate::language::check::anew::{Anew, Outcomes, before, given, outcomes};
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, expr};
use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Expr, Node};
use process::Process;
pub(super) use process::holds;
use std::sync::Arc;

/// How a chain goes on from a state.
#[derive(Clone)]
pub(super) enum Rule {
    /// To each of these states with its weight; the place of the braces, for errors.
    Branches(Vec<(Expr, Expr)>, Span),
    /// By one rule or another, according to the state.
    If(Expr, Box<Rule>, Box<Rule>),
    /// To the value of an expression over the state and experiments.
    Value(Anew),
}

impl Rule {
    /// The expressions of the rule itself.
    fn expressions(&self) -> Vec<&Expr> {
        match self {
            Self::Branches(branches, _) => {
                branches.iter().flat_map(|(item, weight)| [item, weight]).collect()
            }
            Self::If(condition, then, otherwise) => {
                let rules = [then, otherwise].into_iter().flat_map(|rule| rule.expressions());
                std::iter::once(condition).chain(rules).collect()
            }
            Self::Value(anew) => vec![anew.value()],
        }
    }

    /// The earlier names that it mentions, as bits.
    fn names(&self, named: usize) -> u128 {
        let fresh = |rule: &Self| if let Self::Value(anew) = rule { anew.names() } else { 0 };
        let inside = match self {
            Self::If(_, then, otherwise) => then.names(named) | otherwise.names(named),
            rule => fresh(rule),
        };
        self.expressions().into_iter().fold(inside, |names, e| names | e.names()) & before(named)
    }

    /// The rule where earlier names have these outcomes.
    fn given(&self, outcomes: &Outcomes) -> Result<Self, Error> {
        let mut known = |part: &Expr| given(part, outcomes);
        Ok(match self {
            Self::Branches(branches, span) => {
                let branches = branches
                    .iter()
                    .map(|(item, weight)| Ok((item.rewrite(&mut known)?, weight.rewrite(&mut known)?)));
                Self::Branches(branches.collect::<Result<_, Error>>()?, *span)
            }
            Self::If(condition, then, otherwise) => Self::If(
                condition.rewrite(&mut known)?,
                Box::new(then.given(outcomes)?),
                Box::new(otherwise.given(outcomes)?),
            ),
            Self::Value(anew) => Self::Value(anew.rewrite(&mut known)?),
        })
    }
}

impl Checker<'_> {
    /// `chain from a step … until cond`.
    pub(super) fn chain(&mut self, chain: &ast::Chain, ast: &ast::Expr) -> Result<Made, Error> {
        let text = crate::language::print_expression(ast);
        let labels = self.state_labels(chain);
        let start = self.value(&chain.from, labels.as_ref())?;
        let start = if start.kind.is_summable() { self.as_number(start, chain.from.span)? } else { start };
        let kind = start.kind.clone();
        let depth = self.elements.len();
        let state = Typed {
            expr: Expr::spanned(Node::Element(depth), None),
            kind: kind.clone(),
            labels: labels.clone(),
        };
        self.name_state(chain, &state)?;
        let rule = self.rule(&chain.step, labels.as_ref());
        let condition = match &chain.end {
            ChainEnd::Until(condition) => Some(self.truth(condition)),
            ChainEnd::Steps(_) => None,
        };
        self.elements.truncate(depth);
        let rule = rule?;
        let named = self.scope.experiments.len();
        let (until, steps) = match (condition, &chain.end) {
            (Some(condition), _) => (Some(condition?.expr), Recipe::known(0)),
            (None, ChainEnd::Steps(steps) | ChainEnd::Until(steps)) => {
                // How long it goes on may depend on earlier outcomes, not on where it is.
                let number = self.number(steps)?;
                (None, self.natural(number, "the number of steps", steps.span))
            }
        };
        let names = rule.names(named) | until.as_ref().map_or(0, |e| e.names() & before(named));
        let process = Process { rule, until, depth, budget: self.budget.clone() };
        if let (Some(start), Some(steps), 0) = (start.expr.known(), steps.made()?, names) {
            process.try_out(start, steps)?;
        }
        let space = Recipe::of(start.expr).with(steps, |start, steps| Ok((start, steps))).with(
            outcomes(names),
            move |(start, steps), outcomes| {
                let chain = process.given(&outcomes)?.chain(start, steps)?;
                Ok(Space::Chain(Arc::new(chain)))
            },
        );
        let mut made = Made::space(space, kind, labels, &text);
        (made.shows, made.walks) = (Some(1), true);
        Ok(made)
    }

    /// Names the state, or its parts, by the names of the header.
    fn name_state(&mut self, chain: &ast::Chain, state: &Typed) -> Result<(), Error> {
        // Every name of the header is a part of the one state.
        match chain.state.as_slice() {
            [] => self.elements.push(("x".to_owned(), state.clone())),
            [name] => self.elements.push((name.text.clone(), state.clone())),
            names => {
                let Kind::Tuple(kinds) = &state.kind else {
                    return Err(Error::new(
                        ErrorKind::Kind,
                        format!("the state has {} parts, and the start has one", names.len()),
                    )
                    .hint("write `chain (a, b) from (0, 0) …`")
                    .at(chain.from.span));
                };
                self.elements.push((String::new(), state.clone()));
                for (i, (name, kind)) in names.iter().zip(kinds).enumerate() {
                    let part = Expr::value_of(i as i64 + 1);
                    let expr = Expr::spanned(Node::At(state.expr.clone(), part), Some(name.span));
                    let part = Typed { expr, kind: kind.clone(), labels: state.labels.clone() };
                    self.elements.push((name.text.clone(), part));
                }
            }
        }
        Ok(())
    }

    /// The labels among the states: words that stand where a state may stand, and that are no names.
    fn state_labels(&self, chain: &ast::Chain) -> Option<Labels> {
        let mut words = Vec::new();
        state_words(&chain.from, &mut words);
        step_words(&chain.step, &mut words);
        let is_part = |word: &str| match chain.state.as_slice() {
            [] => word == "x",
            names => names.iter().any(|name| name.text == word),
        };
        words.retain(|word| !is_part(word) && self.element(word).is_none() && self.scope.get(word).is_none());
        words.sort_unstable();
        words.dedup();
        let values: Vec<Value> = words.into_iter().map(Value::word).collect();
        (!values.is_empty()).then(|| Labels::new(Collection::Set, values))
    }

    fn rule(&mut self, ast: &ast::Expr, labels: Option<&Labels>) -> Result<Rule, Error> {
        let named = self.scope.experiments.len();
        match &ast.node {
            Ast::Branches(entries) => {
                let mut branches = Vec::with_capacity(entries.len());
                for entry in entries {
                    let item = self.state(&entry.item, labels)?;
                    let weight = match &entry.weight {
                        Some(weight) => self.number(weight)?.expr,
                        None => Expr::value_of(1),
                    };
                    branches.push((item, weight));
                }
                Ok(Rule::Branches(branches, ast.span))
            }
            Ast::Set(items) => {
                let branches = items.iter().map(|item| Ok((self.state(item, labels)?, Expr::value_of(1))));
                Ok(Rule::Branches(branches.collect::<Result<_, Error>>()?, ast.span))
            }
            Ast::If { condition, then, otherwise } if is_branching(then) || is_branching(otherwise) => {
                let condition = self.truth(condition)?.expr;
                let (then, otherwise) = (self.rule(then, labels)?, self.rule(otherwise, labels)?);
                Ok(Rule::If(condition, Box::new(then), Box::new(otherwise)))
            }
            Ast::Range { from, to } => {
                // A range as a step is one of its numbers, each as likely.
                let (from, to, span) = (self.number(from)?.expr, self.number(to)?.expr, ast.span);
                let budget = self.budget.clone();
                let faces = Recipe::of(from).with(Recipe::of(to), move |a, b| uniform(&a, &b, span, &budget));
                let mut inner = self.inside();
                let made = Made::single(faces, "a range")?;
                let outcome = inner.perform(&made, None, span)?;
                Ok(Rule::Value(Anew::new(outcome.expr, inner.experiments, named)))
            }
            _ => {
                let mut inner = self.inside();
                let typed = inner.value(ast, labels)?;
                let typed = if typed.kind.is_summable() { inner.as_number(typed, ast.span)? } else { typed };
                Ok(Rule::Value(Anew::new(typed.expr, inner.experiments, named)))
            }
        }
    }

    /// A checker for experiments that are performed anew at every step; it knows the state's names.
    fn inside(&mut self) -> Checker<'_> {
        let (elements, floor) = (self.elements.clone(), self.floor);
        let mut inner = self.apart();
        (inner.elements, inner.floor) = (elements, floor);
        inner
    }

    /// The next state.
    fn state(&mut self, ast: &ast::Expr, labels: Option<&Labels>) -> Result<Expr, Error> {
        let typed = self.value(ast, labels)?;
        if typed.kind.is_summable() { Ok(self.as_number(typed, ast.span)?.expr) } else { Ok(typed.expr) }
    }

    /// `steps(S)`, `stops(S)` of a chain's name.
    pub(super) fn of_process(&mut self, which: &str, state: &ast::Expr, span: Span) -> Result<Typed, Error> {
        let typed = self.value(state, None)?;
        let process = match typed.expr.node() {
            Node::At(name, part)
                if matches!(name.node(), Node::Name(_)) && part.known() == Some(&Value::Int(1)) =>
            {
                Some(name.clone())
            }
            _ => None,
        };
        let Some(name) = process else {
            return Err(Error::new(ErrorKind::Kind, format!("`{which}` speaks of a chain"))
                .hint("name it first: `S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} until x = 3`")
                .at(state.span));
        };
        if which == "steps" {
            return Ok(Typed::new(expr(Node::At(name, Expr::value_of(2)), span)?, Kind::Number));
        }
        self.registered("stops", vec![name], Kind::Truth, span)
    }
}

/// The words that stand for a state, or for a part of one.
fn state_words<'t>(ast: &'t ast::Expr, words: &mut Vec<&'t str>) {
    match &ast.node {
        Ast::Name(word) | Ast::Text(word) => words.push(word),
        Ast::Tuple(parts) => parts.iter().for_each(|part| state_words(part, words)),
        Ast::If { then, otherwise, .. } => {
            state_words(then, words);
            state_words(otherwise, words);
        }
        _ => step_words(ast, words),
    }
}

/// The words that stand for states in the step of a chain.
fn step_words<'t>(ast: &'t ast::Expr, words: &mut Vec<&'t str>) {
    match &ast.node {
        Ast::Branches(entries) | Ast::Labelled { entries, .. } => {
            entries.iter().for_each(|entry| state_words(&entry.item, words));
        }
        Ast::Set(items) => items.iter().for_each(|item| state_words(item, words)),
        Ast::If { then, otherwise, .. } => {
            state_words(then, words);
            state_words(otherwise, words);
        }
        Ast::Draw { from, .. } => step_words(from, words),
        _ => {}
    }
}

fn is_branching(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Branches(_) => true,
        Ast::If { then, otherwise, .. } => is_branching(then) || is_branching(otherwise),
        _ => false,
    }
}

/// A number from one to another, each as likely.
pub(super) fn uniform(from: &Value, to: &Value, span: Span, budget: &Budget) -> Result<Faces, Error> {
    let values = super::collection::integers(from, to, span, budget)?;
    let one = num_bigint::BigUint::from(1u32);
    Faces::new(Collection::Set, values.into_iter().map(|v| (v, one.clone())))
}
