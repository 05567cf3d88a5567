//! The functions of the registry: statistics of a sample, and functions of numbers and cards.

mod fits;
mod result;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::meant;
use crate::language::check::misfit::{loose_set, path_not_kept, several_hands};
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::Value;
use crate::question::{Expr, Node};
use crate::solve::chain::Purpose;
use crate::statistic;
use result::of_registry;

/// A known set as the row of its members, and a tuple as the row of its parts.
pub(super) fn as_row(typed: Typed) -> Typed {
    if let (Kind::Tuple(parts), Node::Row(_)) = (&typed.kind, typed.expr.node())
        && let Some(element) = parts.first().filter(|first| parts.iter().all(|part| part == *first))
    {
        let (element, length) = (Box::new(element.clone()), Some(parts.len() as u64));
        return Typed { kind: Kind::Sample(Sample { element, order: Order::Row, length }), ..typed };
    }
    match typed.expr.known() {
        Some(Value::Set(members)) => {
            let element = Box::new(Kind::shared(members));
            let length = Some(members.len() as u64);
            let kind = Kind::Sample(Sample { element, order: Order::Row, length });
            let row = Expr::spanned(Node::Value(Value::row(members.iter().cloned())), typed.expr.span());
            Typed { expr: row, kind, labels: typed.labels }
        }
        _ => typed,
    }
}

impl Checker<'_> {
    /// A function of the registry.
    pub(super) fn registry(
        &mut self,
        name: &ast::Name,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Typed, Error> {
        // `count(pattern in X)`: one argument that says two things.
        if let [ast::Expr { node: Ast::In { pattern, collection }, .. }] = args {
            let two = [pattern.as_ref().clone(), collection.as_ref().clone()];
            if statistic::functions().any(|f| f.name == name.text && f.arity.0 <= 2 && f.sample == Some(1)) {
                return self.registry(name, &two, span);
            }
        }
        let Some(function) = statistic::function(&name.text, args.len()) else {
            return Err(self.unknown_call(name, args, span));
        };
        if args.len() < function.arity.0 || args.len() > function.arity.1 {
            let error = self.wrong_count(&name.text, args.len(), span);
            return Err(match self.other_count(function, args) {
                Some(fix) => error.hint(fix),
                None => error,
            });
        }
        let Some(place) = function.sample else { return self.numeric(function, args, span) };
        if let Some(fix) = loose_set(&name.text, args) {
            let message = format!("`{}` takes one pattern before `in`", name.text);
            return Err(Error::new(ErrorKind::Kind, message).hint(fix).at(span));
        }
        let sample = as_row(self.sample(&args[place])?);
        self.fits(function, &sample, &args[place])?;
        let arguments = self.arguments(function, args, place, &sample)?;
        let (kind, labels) = self.result(function, &sample, &arguments);
        let call = self.largest_group(function, &arguments).unwrap_or(Node::Call(function, arguments));
        Ok(Typed { expr: self.seated(call, span)?, kind, labels })
    }

    /// The arguments of a statistic of the sample that stands at this place among them.
    fn arguments(
        &mut self,
        function: &statistic::Function,
        args: &[ast::Expr],
        place: usize,
        sample: &Typed,
    ) -> Result<Vec<Expr>, Error> {
        let of = &args[place];
        let argument = |(i, arg): (usize, &ast::Expr)| {
            Ok(match function.parameters.get(i).or(function.parameters.last()) {
                _ if i == place => sample.expr.clone(),
                Some(statistic::Kind::Pattern) => {
                    let pattern = self.pattern_argument(arg, sample, of);
                    pattern.map_err(|error| match meant::row_counted(arg, sample, of) {
                        Some(fix) if error.kind() == ErrorKind::UnknownLabel && function.name == "count" => {
                            error.hint(fix)
                        }
                        _ => error,
                    })?
                }
                Some(statistic::Kind::Number) => self.number(arg)?.expr,
                Some(statistic::Kind::Sample) => self.sample(arg)?.expr,
                _ => self.value(arg, sample.labels.as_ref())?.expr,
            })
        };
        args.iter().enumerate().map(argument).collect()
    }

    /// `max(counts(X))` is `maxcount(X)`, which need not tell the other groups apart; of a sample that has elements.
    fn largest_group(&self, function: &statistic::Function, arguments: &[Expr]) -> Option<Node> {
        let [row] = arguments else { return None };
        let Node::Call(counts, sample) = row.node() else { return None };
        let Node::Name(name) = sample.first()?.node() else { return None };
        let length = self.scope.experiments.get(*name)?.experiment.space()?.length();
        let is_largest = function.name == "max" && counts.name == "counts" && length >= Some(1);
        Some(Node::Call(statistic::function("maxcount", 1).filter(|_| is_largest)?, sample.clone()))
    }

    /// A function of numbers, sets and truths.
    fn numeric(
        &mut self,
        function: &'static statistic::Function,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Typed, Error> {
        if let ("suit" | "rank" | "color", [card]) = (function.name, args) {
            return self.of_card(function, card, span);
        }
        let mut arguments = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            let kind = function.parameters.get(i).or(function.parameters.last()).copied();
            arguments.push(match kind {
                Some(statistic::Kind::Number) => self.number(arg)?.expr,
                Some(statistic::Kind::Truth) => self.truth(arg)?.expr,
                Some(statistic::Kind::Sample) => self.sample(arg)?.expr,
                _ => self.value(arg, None)?.expr,
            });
        }
        let kind = of_registry(function.result);
        let call = expr(Node::Call(function, arguments), span).map_err(|error| negative(args, error))?;
        Ok(Typed::new(call, kind))
    }

    /// A sample: a value that has elements, or a single outcome as a sample of one.
    pub(super) fn sample(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let typed = self.value(ast, None)?;
        match &typed.kind {
            Kind::Hands(_) => Err(several_hands(ast.span)),
            _ if self.is_state(&typed) => Err(path_not_kept(ast)),
            _ => Ok(typed),
        }
    }

    /// `values(X)`: the possible values.
    pub(super) fn values(&mut self, of: &ast::Expr, span: Span) -> Result<Typed, Error> {
        let mut inner = self.apart();
        let typed = inner.value(of, None)?;
        let typed = if typed.kind.is_summable() { inner.as_number(typed, of.span)? } else { typed };
        let experiments = inner.experiments;
        let choice = crate::solve::Choice::Cheapest;
        let law = crate::solve::eliminate::solve(
            &experiments,
            vec![typed.expr],
            Purpose::default(),
            choice,
            self.budget,
        )
        .map_err(|e| e.or_at(Some(span)))?;
        let values = law.values.into_iter().map(|(mut values, _)| values.swap_remove(0));
        Ok(crate::language::check::expression::known(Value::set(values), span))
    }
}

/// The error of `C(5, -1)`, at the number that is written with a minus.
pub(super) fn negative(args: &[ast::Expr], error: Error) -> Error {
    let minus = args.iter().find_map(|arg| match &arg.node {
        ast::Node::Negate(number) if matches!(number.node, ast::Node::Number(_)) => Some((arg, number)),
        _ => None,
    });
    match minus {
        Some((arg, number)) if error.message().ends_with("cannot be negative") => {
            let (less, more) =
                (crate::language::print_expression(arg), crate::language::print_expression(number));
            error.hint(format!("it is 0 or more: write `{more}` instead of `{less}`")).at(arg.span)
        }
        _ => error,
    }
}
