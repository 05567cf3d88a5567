//! The functions of the registry: statistics of a sample, and functions of numbers and cards.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::plural;
use crate::language::check::meant;
use crate::language::check::misfit::{
    counted_instead, loose_pattern, loose_set, meaningless, path_not_kept, several_hands,
};
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::{Collection, Value};
use crate::question::{Expr, Node};
use crate::solve::chain::Purpose;
use crate::statistic;
use crate::statistic::Role;

/// Statistics that make sense for numbers only.
const NUMERIC: [&str; 6] = ["sum", "product", "mean", "max", "min", "range"];

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
        let mut arguments = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            let kind = function.parameters.get(i).or(function.parameters.last()).copied();
            arguments.push(match kind {
                _ if i == place => sample.expr.clone(),
                Some(statistic::Kind::Pattern) => {
                    let pattern = self.pattern_argument(arg, &sample, &args[place]);
                    pattern.map_err(|error| match meant::row_counted(arg, &sample, &args[place]) {
                        Some(fix) if error.kind() == ErrorKind::UnknownLabel && function.name == "count" => {
                            error.hint(fix)
                        }
                        _ => error,
                    })?
                }
                Some(statistic::Kind::Number) => {
                    let number = self.number(arg)?;
                    number.expr
                }
                Some(statistic::Kind::Sample) => self.sample(arg)?.expr,
                _ => self.value(arg, sample.labels.as_ref())?.expr,
            });
        }
        let (kind, labels) = self.result(function, &sample, &arguments);
        let call = self.largest_group(function, &arguments).unwrap_or(Node::Call(function, arguments));
        Ok(Typed { expr: self.seated(call, span)?, kind, labels })
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

    /// The fix of a function that has too few or too many arguments.
    fn other_count(&self, function: &statistic::Function, args: &[ast::Expr]) -> Option<String> {
        match args {
            [only] => loose_pattern(function.name, only).or_else(|| {
                let Ast::Name(word) = &only.node else { return None };
                let (sample, _) = self.scope.shown_by(word).filter(|_| function.name == "count")?;
                Some(format!("did you mean `count({word} in {sample})`?"))
            }),
            [] => None,
            // `sorted(a, b, c)`: the numbers make one row.
            _ if function.arity == (1, 1) && function.sample == Some(0) => {
                let list: Vec<String> = args.iter().map(crate::language::print_expression).collect();
                Some(match function.name {
                    "sum" => format!("did you mean `{}`?", list.join(" + ")),
                    "mean" => format!("did you mean `({}) / {}`?", list.join(" + "), list.len()),
                    name => format!("did you mean `{name}(({}))`?", list.join(", ")),
                })
            }
            _ => None,
        }
    }

    /// Whether a statistic means something for a sample, and for its order.
    fn fits(
        &self,
        function: &'static statistic::Function,
        sample: &Typed,
        of: &ast::Expr,
    ) -> Result<(), Error> {
        if NUMERIC.contains(&function.name) && !matches!(sample.kind.element(), Kind::Number) {
            let what = plural(sample.kind.element());
            let written = crate::language::print_expression(of);
            return Err(Error::new(ErrorKind::Kind, format!("{} needs numbers, not {what}", function.name))
                .hint(counted_instead(function.name, sample.kind.element(), &written))
                .at(of.span));
        }
        if let (Role::Each(each), Some(labels)) = (function.role, &sample.labels)
            && let Some(Err(error)) = labels.values.first().map(each)
            && !labels.values.iter().any(|label| each(label).is_ok())
        {
            let written = crate::language::print_expression(of);
            let error = match sample.kind.element() {
                Kind::Tuple(_) => {
                    error.hint(format!("of a pair take a part: `any(x in {written}: x[1] = 1)`"))
                }
                _ => error,
            };
            return Err(error.at(of.span));
        }
        if let Some(error) = self.each_card_once(function.name, sample, of) {
            return Err(error);
        }
        if let Some(error) = meaningless(function.name, sample) {
            return Err(error.at(of.span));
        }
        if let Kind::Sample(Sample { order: Order::Without, .. }) = &sample.kind
            && ((function.fold.is_none() && function.scan.is_some())
                || matches!(function.name, "seq" | "reverse" | "first" | "last"))
        {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`choose` has no order, and {} needs one", function.name),
            )
            .hint("did you mean `draw`?")
            .at(of.span));
        }
        Ok(())
    }

    /// What a statistic gives, and the labels of its elements.
    fn result(
        &self,
        function: &'static statistic::Function,
        sample: &Typed,
        arguments: &[Expr],
    ) -> (Kind, Option<Labels>) {
        let whole = match &sample.kind {
            Kind::Sample(kind) => kind.clone(),
            single => Sample { element: Box::new(single.clone()), order: Order::Row, length: Some(1) },
        };
        let of_sample = |length, order| Kind::Sample(Sample { length, order, ..whole.clone() });
        match (function.role, function.name) {
            (Role::Each(each), _) => {
                let seen: Option<Vec<Value>> = sample
                    .labels
                    .as_ref()
                    .map(|labels| labels.values.iter().filter_map(|v| each(v).ok()).collect());
                let labels = seen.map(|mut values| {
                    values.sort();
                    values.dedup();
                    Labels::new(Collection::Set, values)
                });
                let element = labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values));
                (Kind::Sample(Sample { element: Box::new(element), ..whole }), labels)
            }
            (Role::Keep(kept), _) => {
                let values: Option<Vec<Value>> =
                    arguments.iter().map(|a| Some(a.known().cloned().unwrap_or(Value::Int(0)))).collect();
                let length = whole.length.and_then(|n| kept(&values?, n).ok()).map(|(from, to)| to - from);
                let order = if function.name == "sorted" { Order::Written } else { Order::Row };
                (of_sample(length, order), sample.labels.clone())
            }
            (_, "reverse" | "seq") => (of_sample(whole.length, Order::Written), sample.labels.clone()),
            (_, "multiset") => (of_sample(whole.length, Order::Multiset), sample.labels.clone()),
            (_, "set") => (Kind::Set, sample.labels.clone()),
            (_, "first" | "last") => (whole.element.as_ref().clone(), sample.labels.clone()),
            (_, "counts") => {
                let element = Box::new(Kind::Number);
                (Kind::Sample(Sample { element, order: Order::Written, length: None }), None)
            }
            (_, "shape" | "groups") => (Kind::Shape, None),
            (_, "poker") => (Kind::Level(crate::model::Scale::Poker), None),
            (_, "poker3") => (Kind::Level(crate::model::Scale::Poker3), None),
            (_, "suit" | "color" | "colour") => {
                let labels =
                    ["clubs", "diamonds", "hearts", "spades", "red", "black"].map(Value::word).to_vec();
                (Kind::Label, Some(Labels::new(Collection::Deck, labels)))
            }
            (_, "rank") => (Kind::Level(crate::model::Scale::Rank), None),
            _ => (of_registry(function.result), None),
        }
    }

    /// A function of numbers, sets and truths.
    fn numeric(
        &mut self,
        function: &'static statistic::Function,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Typed, Error> {
        if let ("suit" | "rank" | "color" | "colour", [card]) = (function.name, args) {
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

    /// `suit(x)`, `rank(x)`, `color(x)`: of a home-made pack the suits are its own, and the ranks numbers.
    fn of_card(
        &mut self,
        function: &'static statistic::Function,
        card: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let written = crate::language::print_expression(card);
        let place = card.span;
        let card = self.value(card, None)?;
        if let Kind::Sample(sample) = &card.kind
            && *sample.element == Kind::Card
            && sample.length != Some(1)
        {
            let word = function.name;
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`{word}` speaks of one card, and `{written}` has several"),
            )
            .hint(format!("of one, `{word}({written}[1])`; of all, `{word}s({written})`"))
            .at(place));
        }
        let seen = card.labels.as_ref().map(|labels| {
            let show = |label: &Value| (function.value)(std::slice::from_ref(label)).ok();
            let mut seen: Vec<Value> = labels.values.iter().filter_map(show).collect();
            seen.sort();
            seen.dedup();
            seen
        });
        let (kind, labels) = match (function.name, seen) {
            ("rank", Some(ranks)) if !ranks.is_empty() => (Kind::shared(&ranks), None),
            ("rank", _) => (Kind::Level(crate::model::Scale::Rank), None),
            (_, Some(words)) if !words.is_empty() => {
                (Kind::Label, Some(Labels::new(Collection::Deck, words)))
            }
            _ => {
                let words = ["clubs", "diamonds", "hearts", "spades", "red", "black"].map(Value::word);
                (Kind::Label, Some(Labels::new(Collection::Deck, words.to_vec())))
            }
        };
        Ok(Typed { expr: expr(Node::Call(function, vec![card.expr]), span)?, kind, labels })
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

/// The kind of a result of the registry.
fn of_registry(kind: statistic::Kind) -> Kind {
    match kind {
        statistic::Kind::Truth => Kind::Truth,
        statistic::Kind::Set => Kind::Set,
        statistic::Kind::Label => Kind::Label,
        statistic::Kind::Sample => {
            Kind::Sample(Sample { element: Box::new(Kind::Number), order: Order::Row, length: None })
        }
        _ => Kind::Number,
    }
}
