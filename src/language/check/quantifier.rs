//! Quantifiers: statements about each element of a sample, or each number of a range.

mod asked;
mod builder;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::known;
use crate::language::check::misfit::path_not_kept;
use crate::language::check::registry::as_row;
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::language::print_expression;
use crate::model::{Collection, Value};
use crate::question::quantified::{gather, gathered};
use crate::question::{Expr, Node, Quantifier};
use crate::solve::residue::PART;

/// So many values are gone through between two looks at the clock.
const CHUNK: usize = 64;

/// A quantifier is written out over at most so many values.
const MOST_UNROLLED: usize = 400;

impl Checker<'_> {
    /// `count(x in X: cond)`, `sum(k in 0..5: expr)`, with several names at once.
    pub(super) fn quantified(
        &mut self,
        quantifier: ast::Quantifier,
        bindings: &[ast::Binding],
        body: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let quantifier = match quantifier {
            ast::Quantifier::Count => Quantifier::Count,
            ast::Quantifier::All => Quantifier::All,
            ast::Quantifier::Any => Quantifier::Any,
            ast::Quantifier::Sum => Quantifier::Sum,
            ast::Quantifier::Product => Quantifier::Product,
            ast::Quantifier::Min => Quantifier::Min,
            ast::Quantifier::Max => Quantifier::Max,
        };
        let closed =
            self.closed.replace("an experiment inside a quantifier would be performed once for all of it");
        let result = self.nested(quantifier, bindings, body, span);
        self.closed = closed;
        let kind = match quantifier {
            Quantifier::All | Quantifier::Any => Kind::Truth,
            _ => Kind::Number,
        };
        Ok(Typed::new(result?, kind))
    }

    fn nested(
        &mut self,
        quantifier: Quantifier,
        bindings: &[ast::Binding],
        body: &ast::Expr,
        span: Span,
    ) -> Result<Expr, Error> {
        let Some((first, rest)) = bindings.split_first() else {
            return Ok(match quantifier {
                Quantifier::All | Quantifier::Any | Quantifier::Count => self.truth(body)?.expr,
                _ => self.number(body)?.expr,
            });
        };
        let closed = self.closed.take();
        let domain = self.domain(&first.values);
        self.closed = closed;
        let domain = domain?;
        if let Some(most) = extreme_of_none(quantifier, &domain) {
            return Err(Error::new(ErrorKind::Range, format!("of no values there is no {most}"))
                .hint("a range runs from the smaller number to the larger: `1..10`")
                .at(first.values.span));
        }
        // Questions about the value of a name are asked anew for each value; where the values are outcomes, a question
        // cannot speak of them, and is asked once.
        if domain.expr.known().is_some()
            && (self.asks(body, &mut Vec::new())
                || rest.iter().any(|b| self.asks(&b.values, &mut Vec::new())))
        {
            return self.asked_for_each(quantifier, first, &domain, rest, body, span);
        }
        if let Some(values) = domain.expr.known().map(Value::elements)
            && (values.iter().any(|value| matches!(value, Value::Word(_)))
                || values.len() <= MOST_UNROLLED && self.recurs(body, &mut Vec::new(), &mut Vec::new()))
        {
            return self.for_each_value(quantifier, first, values, rest, body, span);
        }
        let depth = self.elements.len();
        if depth >= 60 {
            return Err(Error::new(ErrorKind::Endless, "quantifiers are nested too deeply").at(span));
        }
        let element = Typed {
            expr: Expr::spanned(Node::Element(depth), Some(first.name.span)),
            kind: self.element_kind(&domain),
            labels: domain.labels.clone(),
        };
        self.elements.push((first.name.text.clone(), element));
        // For several names the inner quantifier counts or adds up, and the outer adds those numbers up.
        let inner = self.nested(quantifier, rest, body, span);
        self.elements.pop();
        match (inner, domain.expr.known().map(Value::elements)) {
            // What may only be a known value, such as a label in a pattern, is known value by value.
            (Err(error), Some(values))
                if values.len() <= MOST_UNROLLED && error.kind() != ErrorKind::Interrupted =>
            {
                self.for_each_value(quantifier, first, values, rest, body, span)
                    .map_err(|again| if again.kind() == ErrorKind::Interrupted { again } else { error })
            }
            (inner, _) => self.each(outer(quantifier, rest), depth, domain.expr, inner?, span),
        }
    }

    /// The kind of what a quantifier binds: a member of a set, a hand, an element.
    fn element_kind(&self, domain: &Typed) -> Kind {
        match &domain.kind {
            Kind::Set => self.member_kind(domain),
            Kind::Hands(sizes) => {
                let element = domain.labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values));
                let length = sizes.first().copied().filter(|first| sizes.iter().all(|size| size == first));
                Kind::Sample(Sample { element: Box::new(element), order: Order::Without, length })
            }
            kind => kind.element().clone(),
        }
    }

    /// A quantifier over values that are read in the body as if each stood there itself, so that a word may be a suit or
    /// a label, and a number may be one too.
    fn for_each_value(
        &mut self,
        quantifier: Quantifier,
        binding: &ast::Binding,
        values: &[Value],
        rest: &[ast::Binding],
        body: &ast::Expr,
        span: Span,
    ) -> Result<Expr, Error> {
        let mut bodies = Vec::with_capacity(values.len());
        for value in values {
            self.budget.check()?;
            self.elements.push((binding.name.text.clone(), known(value.clone(), binding.name.span)));
            let inner = self.nested(quantifier, rest, body, span);
            self.elements.pop();
            bodies.push(inner?);
        }
        gathered(outer(quantifier, rest), bodies, Some(span))
    }

    /// A quantifier over a domain. A long one without randomness is worked out piece by piece, so that it can be stopped.
    fn each(
        &self,
        quantifier: Quantifier,
        depth: usize,
        domain: Expr,
        body: Expr,
        span: Span,
    ) -> Result<Expr, Error> {
        let steps = steps(&domain, &body);
        let alone = body.names() == 0 && body.free_elements() & !(1 << depth) == 0;
        // What still depends on something is written out, case by case.
        let held = if alone { 0 } else { steps.saturating_mul(PART) };
        self.budget.afford(steps.saturating_mul(STEP), held).map_err(|e| e.or_at(Some(span)))?;
        let whole = Node::Each(quantifier, depth, domain.clone(), body.clone());
        let elements = match domain.known() {
            Some(known) if alone && known.elements().len() > CHUNK => known.elements(),
            _ => return expr(whole, span),
        };
        // Numbers of cases add up; everything else is gathered as it is.
        let together = if quantifier == Quantifier::Count { Quantifier::Sum } else { quantifier };
        let mut result: Option<Value> = None;
        for chunk in elements.chunks(CHUNK) {
            self.budget.check()?;
            let piece = Expr::value_of(Value::row(chunk.iter().cloned()));
            let part = expr(Node::Each(quantifier, depth, piece, body.clone()), span)?;
            let Some(value) = part.known().cloned() else { return expr(whole, span) };
            let so_far = match result {
                Some(before) => gather(together, &[before, value]).map_err(|e| e.or_at(Some(span)))?,
                None => value,
            };
            let decided = quantifier == Quantifier::All && so_far == Value::Truth(false)
                || quantifier == Quantifier::Any && so_far == Value::Truth(true);
            result = Some(so_far);
            if decided {
                break;
            }
        }
        match result {
            Some(value) => Ok(Expr::spanned(Node::Value(value), Some(span))),
            None => expr(whole, span),
        }
    }

    /// What a quantifier runs over.
    fn domain(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        match &ast.node {
            node if matches!(node, Ast::Labelled { .. }) || self.drawn_from(ast) != Collection::Set => {
                let pool = self.pool(ast)?;
                let values: Vec<Value> = match pool.population.made()? {
                    Some(population) => population
                        .classes()
                        .iter()
                        .flat_map(|(l, n)| std::iter::repeat_n(l.clone(), usize::try_from(*n).unwrap_or(0)))
                        .collect(),
                    None => {
                        return Err(
                            Error::new(ErrorKind::Kind, "the collection is not known here").at(ast.span)
                        );
                    }
                };
                Ok(known(Value::row(values), ast.span))
            }
            _ => {
                let typed = as_row(self.value(ast, None)?);
                if self.is_state(&typed) {
                    return Err(path_not_kept(ast));
                }
                match &typed.kind {
                    Kind::Set | Kind::Sample(_) | Kind::Tuple(_) | Kind::Hands(_) => Ok(typed),
                    // A single outcome is a sample of one.
                    Kind::Number | Kind::Label | Kind::Card if typed.expr.known().is_none() => Ok(typed),
                    other => {
                        let message = format!(
                            "a quantifier runs over a sample, a set or a range, not over {}",
                            other.name()
                        );
                        let error = Error::new(ErrorKind::Kind, message).at(ast.span);
                        Err(match range_of(ast) {
                            Some(range) => error.hint(format!("did you mean `{range}`?")),
                            None => error.hint("a range is written with two points, `1..10`"),
                        })
                    }
                }
            }
        }
    }

    fn member_kind(&self, domain: &Typed) -> Kind {
        match domain.expr.known() {
            Some(set) => Kind::shared(set.elements()),
            None => Kind::Number,
        }
    }
}

/// The extreme that is asked of no values.
fn extreme_of_none(quantifier: Quantifier, domain: &Typed) -> Option<&'static str> {
    let is_empty = domain.expr.known().is_some_and(|values| values.elements().is_empty());
    match quantifier {
        Quantifier::Max if is_empty => Some("largest"),
        Quantifier::Min if is_empty => Some("smallest"),
        _ => None,
    }
}

/// What the outer of several quantifiers makes of the values of the inner: numbers that were counted are added up.
fn outer(quantifier: Quantifier, rest: &[ast::Binding]) -> Quantifier {
    if quantifier == Quantifier::Count && !rest.is_empty() { Quantifier::Sum } else { quantifier }
}

/// Word operations to work out one part of a body for one element.
const STEP: u128 = 8;

/// How many parts are worked out when a quantifier goes through its domain; as many stand there when it is written out.
fn steps(domain: &Expr, body: &Expr) -> u128 {
    let elements = domain.known().map_or(1, |known| known.elements().len() as u128);
    elements.saturating_mul(steps_of(body))
}

fn steps_of(expression: &Expr) -> u128 {
    match expression.node() {
        Node::Each(_, _, domain, body) => steps(domain, body),
        node => node.children().map(steps_of).fold(1, u128::saturating_add),
    }
}

/// The range that `1-6`, or `6`, was meant for.
pub(super) fn range_of(ast: &ast::Expr) -> Option<String> {
    if let Ast::Number(_) = ast.node {
        let last = print_expression(ast);
        return last.parse::<u32>().is_ok_and(|last| last > 1).then(|| format!("1..{last}"));
    }
    let Ast::Binary { operator: ast::Operator::Subtract, left, right } = &ast.node else { return None };
    let is_end = |end: &ast::Expr| matches!(end.node, Ast::Number(_) | Ast::Name(_));
    (is_end(left) && is_end(right))
        .then(|| format!("{}..{}", print_expression(left), print_expression(right)))
}
