//! Words before a parenthesis: experiments and collections with a form of their own, the user's functions, and the
//! functions of the registry.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::experiment::Made;
use crate::language::check::expression::plural;
use crate::language::check::recipe::Recipe;
use crate::language::check::scope::{Function, Meaning};
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces, Space, Value, laws};
use crate::question::{Expr, Node};
use crate::solve::chain::Purpose;
use crate::statistic::{self, Role, arithmetic};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;
use std::sync::Arc;

/// A function of outcomes is worked out value by value for at most so many.
const MOST_CASES: usize = 200;

/// The calls of functions inside each other that fit the smallest stack: that of a thread, 2 MiB.
const LEVELS_OF_A_STACK: usize = 64;

/// The most boxes that balls are placed into one by one.
const MOST_BOXES: u64 = 10_000_000;

/// Statistics that make sense for numbers only.
const NUMERIC: [&str; 6] = ["sum", "product", "mean", "max", "min", "range"];

/// A known set as the row of its members.
fn as_row(typed: Typed) -> Typed {
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

/// Does this on a stack of its own: functions that call themselves go deeper than the stack of a thread would allow.
fn on_a_new_stack<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(4 << 20).spawn_scoped(scope, work);
        let refused =
            |_| Error::new(ErrorKind::TooExpensive, "no memory is left for functions that call themselves");
        spawned.map_err(refused)?.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The most endless explosions of one pool.
const MOST_EXPLOSIONS: u64 = 12;

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
            ("binomial", [n, p]) => {
                let (count, chance) = (self.number(n)?, self.chance(p)?);
                let count = self.natural(count, "the number of trials", n.span);
                let law = count.with(chance, |n, p| Ok(Space::Law(Arc::new(laws::binomial(n, &p)?))));
                Ok(Term::Experiment(Made::space(law, Kind::Number, None, &text())))
            }
            ("hypergeometric", [population, successes, draws]) => {
                let numbers = [population, successes, draws].map(|e| (e, self.number(e)));
                let mut naturals = Vec::new();
                for (e, number) in numbers {
                    naturals.push(self.natural(number?, "a number of elements", e.span));
                }
                let law = Recipe::all(naturals).map(move |n| {
                    let law = laws::hypergeometric(n[0], n[1], n[2]).map_err(|e| e.or_at(Some(span)))?;
                    Ok(Space::Law(Arc::new(law)))
                });
                law.made()?;
                Ok(Term::Experiment(Made::space(law, Kind::Number, None, &text())))
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
                let pool = self.pool(items)?;
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
            ("explode", [_] | [_, _]) => self.explode(args, &text()).map(Term::Experiment),
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

    fn wrong_count(&self, name: &str, given: usize, span: Span) -> Error {
        let error = Error::new(ErrorKind::Kind, format!("`{name}` does not take {given} arguments")).at(span);
        match statistic::function(name, given) {
            Some(function) => error.hint(format!("write `{}`", function.signature)),
            None => error,
        }
    }

    /// A function of the registry.
    fn registry(&mut self, name: &ast::Name, args: &[ast::Expr], span: Span) -> Result<Typed, Error> {
        // `count(pattern in X)`: one argument that says two things.
        if let [ast::Expr { node: Ast::In { pattern, collection }, .. }] = args {
            let two = [pattern.as_ref().clone(), collection.as_ref().clone()];
            if statistic::functions().any(|f| f.name == name.text && f.arity.0 <= 2 && f.sample == Some(1)) {
                return self.registry(name, &two, span);
            }
        }
        let Some(function) = statistic::function(&name.text, args.len()) else {
            return Err(self.scope.unknown_function(&name.text, name.span));
        };
        if args.len() < function.arity.0 || args.len() > function.arity.1 {
            return Err(self.wrong_count(&name.text, args.len(), span));
        }
        let Some(place) = function.sample else { return self.numeric(function, args, span) };
        let sample = as_row(self.sample(&args[place])?);
        if NUMERIC.contains(&function.name) && !matches!(sample.kind.element(), Kind::Number) {
            let what = plural(sample.kind.element());
            return Err(Error::new(ErrorKind::Kind, format!("{} needs numbers, not {what}", function.name))
                .hint("count elements instead: `count(… in X)`")
                .at(args[place].span));
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
            .at(args[place].span));
        }
        let mut arguments = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            let kind = function.parameters.get(i).or(function.parameters.last()).copied();
            arguments.push(match kind {
                _ if i == place => sample.expr.clone(),
                Some(statistic::Kind::Pattern) => self.pattern_argument(arg, &sample)?,
                Some(statistic::Kind::Number) => {
                    let number = self.number(arg)?;
                    number.expr
                }
                Some(statistic::Kind::Sample) => self.sample(arg)?.expr,
                _ => self.value(arg, sample.labels.as_ref())?.expr,
            });
        }
        let (kind, labels) = self.result(function, &sample, &arguments);
        Ok(Typed { expr: self.seated(Node::Call(function, arguments), span)?, kind, labels })
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
                (of_sample(length, Order::Row), sample.labels.clone())
            }
            (_, "reverse" | "seq") => (of_sample(whole.length, Order::Row), sample.labels.clone()),
            (_, "multiset") => (of_sample(whole.length, Order::Row), sample.labels.clone()),
            (_, "set") => (Kind::Set, sample.labels.clone()),
            (_, "first" | "last") => (whole.element.as_ref().clone(), sample.labels.clone()),
            (_, "counts") => {
                let element = Box::new(Kind::Number);
                (Kind::Sample(Sample { element, order: Order::Row, length: None }), None)
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
        Ok(Typed::new(expr(Node::Call(function, arguments), span)?, kind))
    }

    /// `suit(x)`, `rank(x)`, `color(x)`: of a home-made pack the suits are its own, and the ranks numbers.
    fn of_card(
        &mut self,
        function: &'static statistic::Function,
        card: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let card = self.value(card, None)?;
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
            Kind::Hands(_) => Err(Error::new(ErrorKind::Kind, "these are several hands")
                .hint("name them, `West, East ~ deal(13, 13, deck)`, or take one, `X[1]`")
                .at(ast.span)),
            _ => Ok(typed),
        }
    }

    /// A function of the user: its parameters are known values, or outcomes and events written in their place.
    fn user_function(
        &mut self,
        function: &Arc<Function>,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Term, Error> {
        if args.len() != function.parameters.len() {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`{}` does not take {} arguments", function.name, args.len()),
            )
            .hint(format!("write `{}({})`", function.name, function.parameters.join(", ")))
            .at(span));
        }
        let values = args.iter().map(|a| self.value(a, None)).collect::<Result<Vec<_>, _>>()?;
        let known: Option<Vec<Value>> = values.iter().map(|v| v.expr.known().cloned()).collect();
        let key = known.map(|known| (function.name.clone(), known));
        if let Some(value) = key.as_ref().and_then(|key| self.memo.get(key)) {
            return Ok(Term::Value(crate::language::check::expression::known(value.clone(), span)));
        }
        self.deeper(&function.name, span)?;
        let is_outermost = self.parameters.is_empty();
        let body = if self.depth.is_multiple_of(LEVELS_OF_A_STACK) {
            on_a_new_stack(|| self.body(function, values.clone()))
        } else {
            self.body(function, values.clone())
        };
        let term = match body {
            // What ends for each value an outcome may have does not end for the outcome as it is written.
            Err(error) if error.kind() == ErrorKind::Endless && key.is_none() && is_outermost => {
                self.by_cases(function, &values, error)
            }
            term => term,
        };
        self.depth -= 1;
        let term = term?;
        if let (Some(key), Term::Value(typed)) = (key, &term)
            && let Some(value) = typed.expr.known()
        {
            self.memo.insert(key, value.clone());
        }
        Ok(term)
    }

    /// A function of outcomes with few possible values, value by value.
    #[inline(never)]
    fn by_cases(
        &mut self,
        function: &Arc<Function>,
        arguments: &[Typed],
        error: Error,
    ) -> Result<Term, Error> {
        if arguments.iter().any(|argument| argument.expr.free_elements() != 0) {
            return Err(error);
        }
        let roots = arguments.iter().map(|argument| argument.expr.clone()).collect();
        let choice = crate::solve::Choice::Cheapest;
        let law =
            crate::solve::eliminate::solve(&self.experiments, roots, Purpose::default(), choice, self.budget);
        let Ok(cases) = law.map(|law| law.values).map_err(|_| ()) else { return Err(error) };
        if cases.len() > MOST_CASES {
            return Err(error);
        }
        let span = error.span();
        let mut whole: Option<Typed> = None;
        for (values, _) in cases.into_iter().rev() {
            let known = values.iter().cloned().map(Typed::value).collect();
            let Term::Value(typed) = self.body(function, known)? else { return Err(error) };
            whole = Some(match whole {
                None => typed,
                Some(others) if others.kind == typed.kind => {
                    let is = |(argument, value): (&Typed, Value)| {
                        let same =
                            Node::Compare(Comparison::Equal, argument.expr.clone(), Expr::value_of(value));
                        Expr::spanned(same, span)
                    };
                    let here = Expr::spanned(Node::And(arguments.iter().zip(values).map(is).collect()), span);
                    let chosen = Expr::spanned(Node::If(here, typed.expr, others.expr), span);
                    Typed {
                        expr: chosen.rewrite(&mut |_| Ok(None))?,
                        kind: others.kind,
                        labels: others.labels,
                    }
                }
                Some(_) => return Err(error),
            });
        }
        whole.map(Term::Value).ok_or(error)
    }

    /// The body of a function, in which its parameters have these values, and the names of its caller no meaning.
    fn body(&mut self, function: &Function, values: Vec<Typed>) -> Result<Term, Error> {
        let callers = std::mem::take(&mut self.parameters);
        let mut hidden = Vec::with_capacity(callers.len());
        for (name, outside) in &callers {
            hidden.push((name.clone(), self.scope.restore(name, outside.clone())));
        }
        for (name, value) in function.parameters.iter().zip(values) {
            self.parameters.push((name.clone(), self.scope.set(name, Meaning::Known(value))));
        }
        let floor = std::mem::replace(&mut self.floor, self.elements.len());
        let term = self.term(&function.body, None);
        self.floor = floor;
        let own = std::mem::replace(&mut self.parameters, callers);
        for (name, meaning) in own.into_iter().rev().chain(hidden.into_iter().rev()) {
            self.scope.restore(&name, meaning);
        }
        term
    }

    /// `pool(3, D)`, `pool(2d6, d8)`.
    fn pool_of_dice(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let hint = "write `pool(3, d6)` for three dice, or `pool(2d6, d8)`";
        if let [count, die] = args
            && !self.is_experiment(count)?
        {
            let number = self.number(count)?;
            if matches!(number.expr.known(), Some(Value::Int(n)) if *n < 0) {
                return Err(
                    Error::new(ErrorKind::Range, "the number of dice cannot be negative").at(count.span)
                );
            }
            let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
            let count = self.natural(number, "the number of dice", count.span);
            let made = self.one_trial(die)?;
            let (element, labels) = (made.kind.clone(), made.labels.clone());
            let faces = self.faces_of(&made, die.span)?;
            let element = if element.is_summable() { Kind::Number } else { element };
            let labels = if made.single_faces().is_some() { labels } else { None };
            let space = count.with(faces, |n, faces| Ok(Space::trials(Arc::new(faces), n)));
            return Ok(Made::sample(space, element, Order::Row, length, labels, text));
        }
        let mut groups = Vec::with_capacity(args.len());
        let mut values: Vec<Value> = Vec::new();
        let mut length = 0;
        for arg in args {
            let made = match self.term(arg, None)? {
                Term::Experiment(made) => made,
                _ => {
                    return Err(Error::new(ErrorKind::Kind, "a pool is made of dice")
                        .hint(hint)
                        .at(arg.span));
                }
            };
            values.extend(made.labels.iter().flat_map(|l| l.values.iter().cloned()));
            let Some(recipe) = made.recipe().filter(|_| !made.is_transformed()) else {
                return Err(Error::new(ErrorKind::Kind, "a pool is made of dice").hint(hint).at(arg.span));
            };
            groups.push(recipe.map(move |space| match space {
                Space::Single(faces) => Ok(vec![(faces, 1)]),
                Space::Trials(groups) => Ok(groups.to_vec()),
                _ => Err(Error::new(ErrorKind::Kind, "a pool is made of dice").hint(hint)),
            }));
            length += match &made.kind {
                Kind::Sample(Sample { length: Some(n), .. }) => *n,
                _ => 1,
            };
        }
        if groups.is_empty() {
            return Err(Error::new(ErrorKind::Kind, "an empty pool").hint(hint).at(span));
        }
        let element = Kind::shared(&values);
        let labels = Some(Labels::new(Collection::Die, values));
        let space =
            Recipe::all(groups).map(|groups| Ok(Space::Trials(groups.into_iter().flatten().collect())));
        Ok(Made::sample(space, element, Order::Row, Some(length), labels, text))
    }

    /// `pool(3, explode(d6))`: endless explosions have no finite law that a pool could repeat, so that each is an
    /// experiment of its own, and the pool the row of their totals.
    fn pool_of_explosions(&mut self, args: &[ast::Expr], span: Span) -> Result<Option<Typed>, Error> {
        let [count, die] = args else { return Ok(None) };
        match &die.node {
            Ast::Call { name, args } if name.text == "explode" && args.len() == 1 => {}
            _ => return Ok(None),
        }
        if self.is_experiment(count)? {
            return Ok(None);
        }
        let number = self.number(count)?;
        let length = number.expr.known().and_then(|n| arithmetic::natural("", n).ok());
        let Some(length @ 1..=MOST_EXPLOSIONS) = length else {
            let message = format!("a pool of endless explosions has from 1 to {MOST_EXPLOSIONS} dice");
            return Err(Error::new(ErrorKind::Unsupported, message)
                .hint("give a depth, `explode(d6, 3)`: then there may be more")
                .at(count.span));
        };
        let Term::Experiment(made) = self.term(die, None)? else { return Ok(None) };
        let mut totals = Vec::new();
        for _ in 0..length {
            totals.push(self.perform(&made, None, die.span)?.expr);
        }
        let sample = Sample { element: Box::new(Kind::Number), order: Order::Row, length: Some(length) };
        let expr = Expr::spanned(Node::Row(totals), Some(span));
        Ok(Some(Typed { expr, kind: Kind::Sample(sample), labels: None }))
    }

    /// Whether an argument is an experiment that has not been performed, such as `2d6`.
    fn is_experiment(&mut self, ast: &ast::Expr) -> Result<bool, Error> {
        Ok(match &ast.node {
            Ast::Dice(_) | Ast::Draw { .. } | Ast::Choose { .. } => true,
            Ast::Labelled { kind: ast::Collection::Die, .. } => true,
            Ast::Name(name) => match self.scope.get(name).cloned() {
                Some(Meaning::Expression(definition)) => self.is_experiment(&definition)?,
                None => name == "coin",
                _ => false,
            },
            Ast::Call { name, .. } => {
                matches!(name.text.as_str(), "coins" | "bernoulli" | "explode" | "reroll" | "pool")
            }
            _ => false,
        })
    }

    /// The faces of one trial; a pool or a kept pool as one trial shows its sum.
    pub(super) fn faces_of(&mut self, made: &Made, span: Span) -> Result<Recipe<Faces>, Error> {
        if let Some(faces) = made.single_faces() {
            return Ok(faces);
        }
        let mut inner = self.apart();
        let outcome = inner.perform(made, None, span)?;
        let number = inner.as_number(outcome, span)?;
        let experiments = inner.experiments;
        let law = crate::solve::eliminate::solve(
            &experiments,
            vec![number.expr],
            Purpose::default(),
            crate::solve::Choice::Cheapest,
            self.budget,
        )
        .map_err(|e| e.or_at(Some(span)))?;
        let weights = law.values.into_iter().map(|(mut values, weight)| (values.swap_remove(0), weight));
        let faces = Faces::new(Collection::Die, weights)?;
        Ok(Recipe::known(faces))
    }

    /// `coins(5)`, `coins(5, 1/3)`.
    fn coins(&mut self, args: &[ast::Expr], text: &str) -> Result<Made, Error> {
        let number = self.number(&args[0])?;
        let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let count = self.natural(number, "the number of coins", args[0].span);
        count.made()?;
        let bias = match args.get(1) {
            Some(bias) => self.chance(bias)?,
            None => Recipe::known(BigRational::new(1.into(), 2.into())),
        };
        let space = count.with(bias, |n, p| Ok(Space::trials(Arc::new(Faces::coin(&p)?), n)));
        let labels = Some(Labels::new(Collection::Die, vec!["heads".into(), "tails".into()]));
        Ok(Made::sample(space, Kind::Label, Order::Row, length, labels, text))
    }

    fn bernoulli(&mut self, p: &ast::Expr, text: &str) -> Result<Made, Error> {
        let faces = self.chance(p)?.map(|p| {
            let not = BigRational::one() - &p;
            Faces::from_ratios(Collection::Die, [(Value::Truth(true), p), (Value::Truth(false), not)])
        });
        let mut made = Made::single(faces, text)?;
        (made.kind, made.labels) = (Kind::Truth, None);
        Ok(made)
    }

    /// `arrange(U)`, `arrange(k, U)`: distinct words; people are told apart.
    fn arrangement(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let pool = self.pool(&args[args.len() - 1])?;
        let size = pool.size();
        let people = pool.collection == Collection::People;
        let build = move |from: Arc<crate::model::Population>, k: u64| {
            let space = if people { Space::draw(from, k) } else { Space::words(from, k) };
            space.map_err(|e| e.or_at(Some(span)))
        };
        let (space, length) = match args {
            [count, _] => {
                let number = self.number(count)?;
                let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
                let k = self.natural(number, "the length of a row", count.span);
                (k.with(pool.population, move |k, from| build(Arc::new(from), k)), length)
            }
            _ => (
                pool.population.map(move |from| {
                    let n = from.size();
                    build(Arc::new(from), n)
                }),
                size,
            ),
        };
        space.made()?;
        Ok(Made::sample(space, pool.element, Order::Row, length, pool.labels, text))
    }

    fn deal(&mut self, hands: &[ast::Expr], pack: &ast::Expr, text: &str) -> Result<Made, Error> {
        let pool = self.pool(pack)?;
        let mut sizes = Vec::with_capacity(hands.len());
        for hand in hands {
            let size = self.constant(hand)?;
            sizes.push(
                arithmetic::natural("the size of a hand", &size).map_err(|e| e.or_at(Some(hand.span)))?,
            );
        }
        let place = hands[0].span.to(hands[hands.len() - 1].span);
        let dealt = sizes.clone();
        let space = pool
            .population
            .map(move |from| Space::deal(Arc::new(from), &dealt).map_err(|e| e.or_at(Some(place))));
        space.made()?;
        Ok(Made::space(space, Kind::Hands(sizes), pool.labels, text))
    }

    /// `place(r, n)`, `place(identical r, n)`, `place(identical r, identical n)`.
    fn placing(&mut self, balls: &ast::Expr, boxes: &ast::Expr, text: &str) -> Result<Made, Error> {
        let inner = |ast: &ast::Expr| match &ast.node {
            Ast::Identical(inner) => (inner.as_ref().clone(), true),
            _ => (ast.clone(), false),
        };
        let ((balls, alike), (boxes, boxes_alike)) = (inner(balls), inner(boxes));
        let (r, n) = (self.number(&balls)?, self.number(&boxes)?);
        let length = |typed: &Typed| typed.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let (r_known, n_known) = (length(&r), length(&n));
        let r = self.natural(r, "the number of balls", balls.span);
        let n = self.natural(n, "the number of boxes", boxes.span);
        let place = boxes.span;
        Ok(match (alike, boxes_alike) {
            (false, false) => {
                let labels = n_known
                    .filter(|n| *n <= MOST_BOXES)
                    .map(|n| Labels::new(Collection::Set, (1..=n.cast_signed()).map(Value::Int).collect()));
                let space = r.with(n, move |r, n| {
                    if n > MOST_BOXES {
                        let message = format!("{n} boxes are too many: at most {MOST_BOXES}");
                        return Err(Error::new(ErrorKind::TooExpensive, message)
                            .hint("with equal balls there may be more: `place(identical r, n)`")
                            .at(place));
                    }
                    let boxes = (1..=n.cast_signed()).map(|b| (Value::Int(b), BigUint::one()));
                    let faces = Faces::new(Collection::Set, boxes).map_err(|_| {
                        Error::new(ErrorKind::Range, "there must be at least one box").at(place)
                    })?;
                    Ok(Space::trials(Arc::new(faces), r))
                });
                space.made()?;
                Made::sample(space, Kind::Number, Order::Row, r_known, labels, text)
            }
            (true, false) => {
                let space = r.with(n, |r, n| Ok(Space::Occupancy(r, n)));
                Made::sample(space, Kind::Number, Order::Row, n_known, None, text)
            }
            (true, true) => Self::partition(r, n, text),
            (false, true) => {
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    "different balls in identical boxes are a partition of a set",
                )
                .hint("write `split(1..r, into n)`")
                .at(boxes.span));
            }
        })
    }

    /// `digits(k)`: no leading zero; `digits(k, 0..9)`: any.
    fn digits(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let number = self.number(&args[0])?;
        let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let count = self.natural(number, "the number of digits", args[0].span);
        let values: Vec<Value> = match args.get(1) {
            Some(alphabet) => {
                let pool = self.pool(alphabet)?;
                match pool.population.made()? {
                    Some(from) => from.classes().iter().map(|(label, _)| label.clone()).collect(),
                    None => {
                        return Err(Error::new(ErrorKind::Kind, "the digits must be known").at(alphabet.span));
                    }
                }
            }
            None => (0..=9).map(Value::Int).collect(),
        };
        let leading = args.get(1).is_none();
        let labels = Labels::new(Collection::Set, values.clone());
        let element = Kind::shared(&values);
        let space = count.map(move |n| {
            let faces = |from: usize| {
                Faces::new(Collection::Set, values.iter().skip(from).map(|v| (v.clone(), BigUint::one())))
                    .map_err(|e| e.or_at(Some(span)))
            };
            let all = Arc::new(faces(0)?);
            Ok(match n {
                _ if !leading => Space::trials(all, n),
                0 => return Err(Error::new(ErrorKind::Range, "a number has at least one digit").at(span)),
                1 => Space::Trials([(Arc::new(faces(1)?), 1)].into()),
                _ => Space::Trials([(Arc::new(faces(1)?), 1), (all, n - 1)].into()),
            })
        });
        space.made()?;
        Ok(Made::sample(space, element, Order::Row, length, Some(labels), text))
    }

    /// `reroll(D, pattern, once)`, `reroll(D, pattern)`.
    fn reroll(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let made = self.one_trial(&args[0])?;
        let pattern = self.pattern(&args[1], made.labels.as_ref(), made.kind.element())?;
        let once = match args.get(2).map(|a| &a.node) {
            None => false,
            Some(Ast::Name(word)) if word == "once" => true,
            Some(_) => {
                return Err(Error::new(ErrorKind::Syntax, "the third argument of `reroll` is `once`")
                    .at(args[2].span));
            }
        };
        let faces = self.faces_of(&made, args[0].span)?;
        let rerolled = faces.map(move |faces| {
            if !once {
                return laws::reroll(&faces, &pattern).map_err(|e| e.or_at(Some(span)));
            }
            let law = laws::reroll_once(&faces, &pattern).map_err(|e| e.or_at(Some(span)))?;
            Faces::new(Collection::Die, law.weights().map(|(v, w)| (v.clone(), w.clone())))
        });
        Made::single(rerolled, text)
    }

    /// `explode(D, depth)`, `explode(D)`.
    fn explode(&mut self, args: &[ast::Expr], text: &str) -> Result<Made, Error> {
        let made = self.one_trial(&args[0])?;
        let faces = self.faces_of(&made, args[0].span)?;
        match args.get(1) {
            Some(depth) => {
                let number = self.number(depth)?;
                let depth = self.natural(number, "the depth", depth.span);
                let law = depth.with(faces, |depth, faces| {
                    let law = laws::explode(&faces, depth)?;
                    Faces::new(Collection::Die, law.weights().map(|(v, w)| (v.clone(), w.clone())))
                });
                Made::single(law, text)
            }
            None => self.endless_explosion(faces, text, args[0].span),
        }
    }

    /// `values(X)`: the possible values.
    fn values(&mut self, of: &ast::Expr, span: Span) -> Result<Typed, Error> {
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
