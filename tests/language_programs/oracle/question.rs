//! Questions: which experiments they need, and what the weights of all worlds add up to.

use super::evaluate::World;
use super::experiment::Listing;
use super::value::{Known, Number, Refusal, V, big, shown};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use prob::language::ast::{
    Act, Binding, Collection, Expr, Goal, Measure, Name, Node, Operator, Program, Query, Statement,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Everything that a program has said.
#[derive(Default)]
pub struct Scope<'a> {
    /// In the order of the program; the names of one deal stand together.
    pub rolls: Vec<(Vec<&'a str>, &'a Expr)>,
    pub definitions: HashMap<&'a str, &'a Expr>,
    pub functions: HashMap<&'a str, (&'a [Name], &'a Expr)>,
    /// Measures inside expressions that have been worked out, by where they stand and what the names inside are.
    answered: RefCell<HashMap<Asked<'a>, Known<V>>>,
}

/// A measure inside an expression: where it stands, and the local names.
type Asked<'a> = (*const Node, Vec<(&'a str, V)>);

/// What a question's answer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Number(BigRational),
    /// The square root of a number that is no square, with a sign.
    Root(BigRational, bool),
    Truth(bool),
    Values(BTreeSet<V>),
    Law(BTreeMap<V, BigRational>),
    Table(Vec<Vec<Answer>>),
}

/// One experiment to be performed.
struct Step<'a> {
    /// The names of its outcome (several hands of one deal); none for an experiment that is known by where it stands.
    names: &'a [&'a str],
    expr: &'a Expr,
    /// Whether it is the same whatever came before.
    is_fixed: bool,
    /// Whether it only names a value of outcomes that are performed before.
    is_value: bool,
}

/// The answers of a program, question by question.
pub fn answers(program: &Program) -> Known<Vec<Answer>> {
    let mut scope = Scope::default();
    let mut asked = Vec::new();
    for Statement { node, .. } in &program.statements {
        match node {
            Act::Roll { names, experiment } => {
                let names: Vec<&str> = names.iter().map(|n| n.text.as_str()).collect();
                match &experiment.node {
                    Node::Call { name, .. } if name.text == "deal" => scope.rolls.push((names, experiment)),
                    _ => scope.rolls.extend(names.into_iter().map(|name| (vec![name], experiment))),
                }
            }
            Act::Define { name, value } => {
                scope.definitions.insert(&name.text, value);
            }
            Act::Function { name, parameters, body } => {
                scope.functions.insert(&name.text, (parameters, body));
            }
            Act::Ask(ask) => asked.extend(&ask.queries),
            Act::Given { .. } => return Err(Refusal::Beyond),
        }
    }
    let scope = &scope;
    let written = scope.rolls.iter().map(|(_, e)| *e).chain(scope.definitions.values().copied());
    let written = written.chain(asked.iter().flat_map(|query| match query {
        Query::Value(query) => std::slice::from_ref(query),
        Query::Sweep { questions, .. } => questions,
        Query::Search { condition, .. } => std::slice::from_ref(condition),
    }));
    if written.into_iter().any(|expr| scope.divides_by_zero(expr)) {
        return Err(Refusal::Meaningless);
    }
    asked.into_iter().map(|query| scope.reply(query)).collect()
}

impl<'a> Scope<'a> {
    fn world(&'a self, locals: &[(&'a str, V)]) -> World<'a> {
        World { scope: self, named: Vec::new(), thrown: Vec::new(), locals: locals.to_vec() }
    }

    /// Whether an expression mentions nothing but names of what is known.
    fn is_known(&'a self, expr: &'a Expr) -> bool {
        let (mut words, mut thrown) = (BTreeSet::new(), Vec::new());
        self.words(expr, &mut words);
        throws(expr, self, &mut thrown);
        thrown.is_empty()
            && words.iter().all(|w| self.definitions.contains_key(w) || self.functions.contains_key(w))
    }

    /// Whether a division by zero is written anywhere, whatever the outcomes are.
    fn divides_by_zero(&'a self, expr: &'a Expr) -> bool {
        let alone = self.world(&[]);
        match &expr.node {
            Node::Binary { operator: Operator::Divide | Operator::Mod, left, right }
                if self.is_known(left)
                    && self.is_known(right)
                    && alone.evaluate(right).and_then(|v| v.number()) == Ok(Number::zero()) =>
            {
                true
            }
            Node::If { condition, then, otherwise } => match alone.evaluate(condition) {
                Ok(V::Truth(true)) => self.divides_by_zero(then),
                Ok(V::Truth(false)) => self.divides_by_zero(otherwise),
                _ => [condition, then, otherwise].into_iter().any(|part| self.divides_by_zero(part)),
            },
            _ => children(expr).into_iter().any(|part| self.divides_by_zero(part)),
        }
    }

    fn reply(&'a self, query: &'a Query) -> Known<Answer> {
        let (binding, questions) = match query {
            Query::Value(query) => return self.answer(query, &[]),
            Query::Sweep { binding, questions } => (binding, questions),
            Query::Search { goal, binding, condition } => return self.search(*goal, binding, condition),
        };
        let mut rows = Vec::new();
        for value in self.world(&[]).evaluate(&binding.values)?.elements() {
            let local = [(binding.name.text.as_str(), value.clone())];
            let mut row = vec![Answer::Number(big(value.number()?))];
            for question in questions {
                row.push(self.answer(question, &local)?);
            }
            rows.push(row);
        }
        Ok(Answer::Table(rows))
    }

    /// The first or the last value for which the condition holds.
    fn search(&'a self, goal: Goal, binding: &'a Binding, condition: &'a Expr) -> Known<Answer> {
        let mut values = self.world(&[]).evaluate(&binding.values)?.elements().to_vec();
        match goal {
            Goal::Least => {}
            Goal::Greatest => values.reverse(),
            Goal::Solve => return Err(Refusal::Beyond),
        }
        for value in values {
            let local = [(binding.name.text.as_str(), value.clone())];
            if self.world(&local).evaluate(condition)?.truth()? {
                return Ok(Answer::Number(big(value.number()?)));
            }
        }
        Ok(Answer::Values(BTreeSet::new()))
    }

    /// Under which name the condition of a draw speaks of the sample so far.
    pub fn so_far(&self, draw: &Expr) -> &'a str {
        let roll = self.rolls.iter().find(|(_, experiment)| std::ptr::eq(*experiment, draw));
        roll.map_or("X", |(names, _)| names[0])
    }

    /// The answer to a question.
    fn answer(&'a self, query: &'a Expr, locals: &[(&'a str, V)]) -> Known<Answer> {
        if let Node::Measure { measure, over, args, given } = &query.node {
            return self.measure(*measure, over, args, given, locals);
        }
        Ok(match self.world(locals).evaluate(query)? {
            V::Truth(truth) => Answer::Truth(truth),
            V::Num(number) => Answer::Number(big(number)),
            other => Answer::Values([shown(&other)].into()),
        })
    }

    /// A measure as a value inside an expression.
    pub fn number(&'a self, query: &'a Expr, locals: &[(&'a str, V)]) -> Known<V> {
        let key = (&raw const query.node, locals.to_vec());
        if let Some(known) = self.answered.borrow().get(&key) {
            return known.clone();
        }
        let value = match self.answer(query, locals) {
            Ok(Answer::Number(number)) => {
                let part = |n: &BigInt| i128::try_from(n.clone()).map_err(|_| Refusal::Beyond);
                part(number.numer()).and_then(|n| Ok(V::Num(Number::new(n, part(number.denom())?))))
            }
            Ok(Answer::Truth(truth)) => Ok(V::Truth(truth)),
            Ok(Answer::Values(values)) if values.len() == 1 => {
                Ok(values.into_iter().next().unwrap_or(V::int(0)))
            }
            Ok(_) => Err(Refusal::Meaningless),
            Err(refusal) => Err(refusal),
        };
        self.answered.borrow_mut().insert(key, value.clone());
        value
    }

    /// What must be performed for these expressions, in order.
    fn steps(&'a self, over: &'a [Name], parts: &[&'a Expr], ranges: bool) -> Vec<Step<'a>> {
        let mut needed: BTreeSet<&str> = over.iter().map(|n| n.text.as_str()).collect();
        for part in parts {
            self.words(part, &mut needed);
        }
        let mut rolls = Vec::new();
        for (names, experiment) in self.rolls.iter().rev() {
            if names.iter().any(|name| needed.contains(name)) {
                self.words(experiment, &mut needed);
                rolls.push((names.as_slice(), *experiment));
            }
        }
        let mut steps = Vec::new();
        for (names, experiment) in rolls.into_iter().rev() {
            self.throw_inside(experiment, &mut steps);
            steps.push(self.step(names, experiment));
        }
        for part in parts {
            let mut thrown = Vec::new();
            throws(part, self, &mut thrown);
            // A range whose mean or distribution is asked is one of its integers.
            if ranges && matches!(part.node, Node::Range { .. }) {
                thrown.push(part);
            }
            steps.extend(thrown.into_iter().map(|throw| self.step(&[], throw)));
        }
        steps
    }

    fn throw_inside(&'a self, expr: &'a Expr, steps: &mut Vec<Step<'a>>) {
        let mut inside = Vec::new();
        throws_inside(expr, self, &mut inside);
        steps.extend(inside.into_iter().map(|throw| self.step(&[], throw)));
    }

    fn step(&'a self, names: &'a [&'a str], expr: &'a Expr) -> Step<'a> {
        let (mut words, mut inside) = (BTreeSet::new(), Vec::new());
        self.words(expr, &mut words);
        throws_inside(expr, self, &mut inside);
        let mentions_none =
            self.rolls.iter().all(|(names, _)| names.iter().all(|name| !words.contains(name)));
        let is_value = !names.is_empty() && !can_be_performed(expr, self);
        Step { names, expr, is_fixed: mentions_none && inside.is_empty() && !is_value, is_value }
    }

    /// The words that an expression mentions, through definitions and functions; questions inside it have names of
    /// their own.
    fn words(&'a self, expr: &'a Expr, words: &mut BTreeSet<&'a str>) {
        match &expr.node {
            Node::Measure { .. } => return,
            Node::Name(word) => {
                if words.insert(word)
                    && let Some(definition) = self.definitions.get(word.as_str())
                {
                    self.words(definition, words);
                }
            }
            Node::Call { name, .. } => {
                if let Some((_, body)) = self.functions.get(name.text.as_str())
                    && words.insert(&name.text)
                {
                    self.words(body, words);
                }
            }
            _ => {}
        }
        for child in children(expr) {
            self.words(child, words);
        }
    }

    fn measure(
        &'a self,
        measure: Measure,
        over: &'a [Name],
        args: &'a [Expr],
        given: &'a [Expr],
        locals: &[(&'a str, V)],
    ) -> Known<Answer> {
        // The level of a quantile is no part of the law.
        let (args, level) = match (measure, args) {
            (Measure::Quantile, [number, level]) => {
                (std::slice::from_ref(number), self.world(locals).evaluate(level)?.number()?)
            }
            _ => (args, Number::zero()),
        };
        let parts: Vec<&Expr> = args.iter().chain(given).collect();
        let ranges = !matches!(measure, Measure::Probability | Measure::Count);
        let steps = self.steps(over, &parts, ranges);
        let even = steps.iter().all(|step| step.is_fixed || step.is_value);
        let is_conjunction = matches!(measure, Measure::Probability | Measure::Count);
        let law = Law::default();
        let mut walk = Walk { steps, args, given, is_conjunction, law, even, listed: HashMap::new() };
        walk.from(0, &mut self.world(locals), 1, 1)?;
        if measure == Measure::Count {
            return if walk.even {
                Ok(Answer::Number(BigRational::from_integer(walk.law.favourable.into())))
            } else if walk.steps.iter().any(|step| matches!(step.expr.node, Node::If { .. })) {
                // The condition may be settled whatever happens, and then only one branch counts.
                Err(Refusal::Beyond)
            } else {
                Err(Refusal::Unequal)
            };
        }
        let law = walk.law.conditioned()?;
        let share = |holds: &dyn Fn(&[V]) -> bool| -> BigRational {
            law.iter().filter(|(values, _)| holds(values)).map(|(_, share)| share).sum()
        };
        let truths = |values: &[V]| values.iter().map(V::truth).collect::<Known<Vec<bool>>>();
        for (values, _) in &law {
            if matches!(measure, Measure::Probability | Measure::Independent | Measure::Disjoint) {
                truths(values)?;
            }
        }
        if law.iter().any(|(values, _)| values.iter().any(|v| matches!(v, V::From(_)))) {
            return Err(Refusal::Beyond);
        }
        let is = |values: &[V], i: usize| values[i] == V::Truth(true);
        let mean = |of: &dyn Fn(&[V]) -> Known<BigRational>| -> Known<BigRational> {
            law.iter().try_fold(BigRational::zero(), |sum, (values, share)| Ok(sum + of(values)? * share))
        };
        let number = |i: usize| move |values: &[V]| values[i].number().map(big);
        let covariance = |i: usize, j: usize| -> Known<BigRational> {
            let (a, b) = (mean(&number(i))?, mean(&number(j))?);
            mean(&|values| Ok((number(i)(values)? - &a) * (number(j)(values)? - &b)))
        };
        Ok(match measure {
            Measure::Probability => Answer::Number(share(&|v| (0..v.len()).all(|i| is(v, i)))),
            Measure::Expectation => Answer::Number(mean(&number(0))?),
            Measure::Variance => Answer::Number(covariance(0, 0)?),
            Measure::StandardDeviation => root(covariance(0, 0)?, false),
            Measure::Covariance => Answer::Number(covariance(0, 1)?),
            Measure::Correlation => {
                let (both, spread) = (covariance(0, 1)?, covariance(0, 0)? * covariance(1, 1)?);
                if spread.is_zero() {
                    return Err(Refusal::Meaningless);
                }
                root(&both * &both / spread, both.is_negative())
            }
            Measure::Distribution => {
                let mut shares: BTreeMap<V, BigRational> = BTreeMap::new();
                let sums: Vec<bool> =
                    (0..args.len()).map(|i| is_sum(law.iter().map(|(v, _)| &v[i]))).collect();
                for (values, share) in law {
                    let mut parts: Vec<V> =
                        values.iter().zip(&sums).map(|(v, sum)| outcome(v, *sum)).collect();
                    let value = if parts.len() == 1 { parts.swap_remove(0) } else { V::Tuple(parts.into()) };
                    *shares.entry(value).or_insert_with(BigRational::zero) += share;
                }
                Answer::Law(shares)
            }
            Measure::Median | Measure::Mode | Measure::Quantile => {
                let mut shares: BTreeMap<V, BigRational> = BTreeMap::new();
                let sum = is_sum(law.iter().map(|(v, _)| &v[0]));
                for (values, share) in law {
                    *shares.entry(outcome(&values[0], sum)).or_insert_with(BigRational::zero) += share;
                }
                let level = if measure == Measure::Median {
                    BigRational::new(1.into(), 2.into())
                } else {
                    big(level)
                };
                Answer::Values(if measure == Measure::Mode {
                    likeliest(&shares)
                } else {
                    quantiles(&shares, &level)
                })
            }
            Measure::Independent => {
                let all = 1usize << args.len();
                let chosen = |v: &[V], set: usize| (0..v.len()).all(|i| set >> i & 1 == 0 || is(v, i));
                let product = |set: usize| -> BigRational {
                    (0..args.len()).filter(|i| set >> i & 1 == 1).map(|i| share(&|v| is(v, i))).product()
                };
                Answer::Truth((0..all).all(|set| share(&|v| chosen(v, set)) == product(set)))
            }
            Measure::Disjoint => {
                Answer::Truth(share(&|v| (0..v.len()).filter(|i| is(v, *i)).count() > 1).is_zero())
            }
            Measure::Count => return Err(Refusal::Beyond),
        })
    }
}

/// Whether all of these count as numbers.
fn is_sum<'v>(mut values: impl Iterator<Item = &'v V>) -> bool {
    values.all(|value| value.is_summable() || matches!(value, V::Num(_)))
}

/// A value whose distribution is asked: a sample of numbers is its sum, and a sample of one its element.
fn outcome(value: &V, is_sum: bool) -> V {
    match value {
        _ if is_sum => value.number().map_or_else(|_| value.clone(), V::Num),
        V::Sample(_, elements) if elements.len() == 1 => shown(&elements[0]),
        other => shown(other),
    }
}

fn root(square: BigRational, negative: bool) -> Answer {
    let whole = |n: &BigInt| {
        let root = n.sqrt();
        (&root * &root == *n).then_some(root)
    };
    match (whole(square.numer()), whole(square.denom())) {
        (Some(n), Some(d)) => Answer::Number(BigRational::new(if negative { -n } else { n }, d)),
        _ => Answer::Root(square, negative),
    }
}

fn likeliest(shares: &BTreeMap<V, BigRational>) -> BTreeSet<V> {
    let most = shares.values().max();
    shares.iter().filter(|(_, share)| Some(*share) == most).map(|(value, _)| value.clone()).collect()
}

/// Every value v with P(X < v) ≤ level ≤ P(X ≤ v).
fn quantiles(shares: &BTreeMap<V, BigRational>, level: &BigRational) -> BTreeSet<V> {
    let mut below = BigRational::zero();
    let mut found = BTreeSet::new();
    for (value, share) in shares.iter().filter(|(_, share)| share.is_positive()) {
        let up_to = &below + share;
        if below <= *level && *level <= up_to {
            found.insert(value.clone());
        }
        below = up_to;
    }
    found
}

/// The weights of the worlds, by what was asked in them.
#[derive(Default)]
struct Law {
    /// Over each product of the experiments' totals.
    weights: HashMap<Vec<V>, HashMap<u128, u128>>,
    favourable: u128,
    worlds: u128,
}

impl Law {
    /// The probabilities, given that the condition held.
    fn conditioned(self) -> Known<Vec<(Vec<V>, BigRational)>> {
        let mut law = Vec::new();
        for (values, weights) in self.weights {
            let share = weights.into_iter().map(|(total, w)| BigRational::new(w.into(), total.into()));
            law.push((values, share.sum::<BigRational>()));
        }
        let sum: BigRational = law.iter().map(|(_, share)| share).sum();
        if sum.is_zero() {
            return Err(Refusal::Meaningless);
        }
        law.iter_mut().for_each(|(_, share)| *share /= &sum);
        Ok(law)
    }
}

/// All worlds, one after another.
struct Walk<'a> {
    steps: Vec<Step<'a>>,
    args: &'a [Expr],
    given: &'a [Expr],
    is_conjunction: bool,
    law: Law,
    even: bool,
    /// The lists of experiments that depend on nothing.
    listed: HashMap<*const Node, Rc<Listing>>,
}

/// The most worlds that the oracle looks at.
const MOST: u128 = 60_000;

impl<'a> Walk<'a> {
    fn from(&mut self, step: usize, world: &mut World<'a>, weight: u128, total: u128) -> Known<()> {
        let Some(&Step { names, expr, is_fixed, is_value }) = self.steps.get(step) else {
            return self.arrive(world, weight, total);
        };
        let listing = match self.listed.get(&(&raw const expr.node)).filter(|_| is_fixed) {
            Some(listing) => Rc::clone(listing),
            None => match self.performed(world, expr, is_value) {
                Ok(listing) => Rc::new(listing),
                // What cannot be performed does not matter in a world that the condition rules out.
                Err(_) if self.given.iter().any(|g| world.evaluate(g) == Ok(V::Truth(false))) => {
                    return Ok(());
                }
                Err(refusal) => return Err(refusal),
            },
        };
        if is_fixed {
            self.listed.insert(&raw const expr.node, Rc::clone(&listing));
        }
        self.even &= listing.even;
        let whole: u128 = listing.outcomes.iter().map(|(_, w)| w).sum();
        let total = total.checked_mul(whole).ok_or(Refusal::Beyond)?;
        for (outcome, w) in listing.outcomes.iter().filter(|(_, w)| *w > 0) {
            let (named, thrown) = (world.named.len(), world.thrown.len());
            match names {
                [] => world.thrown.push((&raw const expr.node, outcome.clone())),
                [name] => world.named.push((name, outcome.clone())),
                // Several hands of one deal.
                names => world.named.extend(names.iter().copied().zip(outcome.elements().iter().cloned())),
            }
            self.from(step + 1, world, weight * w, total)?;
            world.named.truncate(named);
            world.thrown.truncate(thrown);
        }
        Ok(())
    }

    fn performed(&self, world: &World<'a>, expr: &'a Expr, is_value: bool) -> Known<Listing> {
        match is_value {
            true => Ok(Listing { outcomes: vec![(world.evaluate(expr)?, 1)], even: true }),
            false => world.list(expr),
        }
    }

    fn arrive(&mut self, world: &World<'a>, weight: u128, total: u128) -> Known<()> {
        self.law.worlds += 1;
        if self.law.worlds > MOST {
            return Err(Refusal::Beyond);
        }
        for given in self.given {
            if !world.evaluate(given)?.truth()? {
                return Ok(());
            }
        }
        let mut values = Vec::with_capacity(self.args.len());
        for arg in self.args {
            values.push(world.evaluate(arg)?);
            // A comma means `and`.
            if self.is_conjunction && values.last() == Some(&V::Truth(false)) {
                values.resize(self.args.len(), V::Truth(false));
                break;
            }
        }
        if values.iter().all(|v| *v != V::Truth(false)) {
            self.law.favourable += weight;
        }
        let shares = self.law.weights.entry(values).or_default();
        let sum = shares.entry(total).or_insert(0);
        *sum = sum.checked_add(weight).ok_or(Refusal::Beyond)?;
        Ok(())
    }
}

/// Whether an expression is an experiment that has not been performed.
pub fn is_experiment(expr: &Expr, scope: &Scope<'_>) -> bool {
    match &expr.node {
        Node::Dice(_) | Node::Draw { .. } | Node::Choose { .. } | Node::Chain(_) => true,
        Node::Labelled { kind, .. } => *kind == Collection::Die,
        Node::Name(word) => match scope.definitions.get(word.as_str()) {
            Some(definition) => is_experiment(definition, scope),
            None => word == "coin" && !scope.rolls.iter().any(|(names, _)| names.contains(&"coin")),
        },
        Node::If { then, otherwise, .. } => is_experiment(then, scope) || is_experiment(otherwise, scope),
        Node::Call { name, .. } => matches!(
            name.text.as_str(),
            "pool"
                | "coins"
                | "bernoulli"
                | "binomial"
                | "hypergeometric"
                | "arrange"
                | "ring"
                | "subset"
                | "deal"
                | "place"
                | "digits"
                | "explode"
                | "reroll"
                | "necklace"
                | "split"
                | "geometric"
                | "negbinomial"
                | "wait"
        ),
        _ => false,
    }
}

/// Whether a name may be given to the outcome of this directly.
fn can_be_performed(expr: &Expr, scope: &Scope<'_>) -> bool {
    is_experiment(expr, scope) || is_set(expr, scope)
}

/// Whether an expression is a set as it is written, or by the name of one.
fn is_set(expr: &Expr, scope: &Scope<'_>) -> bool {
    match &expr.node {
        Node::Range { .. } | Node::Set(_) | Node::Builder { .. } => true,
        Node::Name(word) => scope.definitions.get(word.as_str()).is_some_and(|d| is_set(d, scope)),
        _ => false,
    }
}

/// The experiments without a name in an expression, inner ones first.
pub fn throws<'a>(expr: &'a Expr, scope: &Scope<'a>, found: &mut Vec<&'a Expr>) {
    throws_inside(expr, scope, found);
    if is_experiment(expr, scope) {
        found.push(expr);
    }
}

/// The experiments inside of an expression, those in the places of dice and patterns left out.
fn throws_inside<'a>(expr: &'a Expr, scope: &Scope<'a>, found: &mut Vec<&'a Expr>) {
    if let Node::If { condition, then, otherwise } = &expr.node
        && is_experiment(expr, scope)
    {
        // What a branch throws beside its experiment is thrown before.
        throws(condition, scope, found);
        for branch in [then, otherwise] {
            match is_experiment(branch, scope) {
                true => throws_inside(branch, scope, found),
                false => throws(branch, scope, found),
            }
        }
        return;
    }
    let numbers: Vec<&'a Expr> = match &expr.node {
        Node::Measure { .. } | Node::Name(_) | Node::Labelled { .. } | Node::Chain(_) => return,
        Node::Draw { count, .. } => count.iter().map(AsRef::as_ref).collect(),
        Node::Choose { count, .. } => vec![count.as_ref()],
        Node::In { pattern, collection } => {
            // Before a set stands a value, before a sample a pattern or an outcome.
            let is_value = matches!(pattern.node, Node::Dice(_) | Node::Index { .. } | Node::Call { .. })
                || is_experiment(pattern, scope)
                || is_set(collection, scope);
            if is_value { vec![pattern, collection] } else { vec![collection] }
        }
        Node::Quantified { bindings, .. } => bindings.iter().map(|b| &b.values).collect(),
        Node::Call { name, .. } if name.text == "wait" => return,
        Node::Call { name, args } if is_experiment(expr, scope) => {
            let of_dice = matches!(name.text.as_str(), "pool" | "explode" | "reroll");
            args.iter().filter(|arg| !of_dice || !is_experiment(arg, scope)).collect()
        }
        _ => children(expr),
    };
    for number in numbers {
        throws(number, scope, found);
    }
}

/// The parts of an expression.
fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.node {
        Node::Number(_) | Node::Name(_) | Node::Text(_) | Node::Dice(_) => Vec::new(),
        Node::Set(parts) | Node::Tuple(parts) | Node::Call { args: parts, .. } => parts.iter().collect(),
        Node::Builder { bindings, condition } => {
            bindings.iter().map(|b| &b.values).chain([condition.as_ref()]).collect()
        }
        Node::Branches(entries) | Node::Labelled { entries, .. } => {
            entries.iter().flat_map(|e| [Some(&e.item), e.weight.as_ref()]).flatten().collect()
        }
        Node::Quantified { bindings, body, .. } => {
            bindings.iter().map(|b| &b.values).chain([body.as_ref()]).collect()
        }
        Node::Measure { args, given, .. } => args.iter().chain(given).collect(),
        Node::Index { sample, index } => vec![sample, index],
        Node::Slice { sample, from, to } => vec![sample, from, to],
        Node::Negate(inner) | Node::Factorial(inner) | Node::Not(inner) | Node::MultipleOf(inner) => {
            vec![inner]
        }
        Node::Identical(inner) | Node::Into(inner) => vec![inner],
        Node::Binary { left, right, .. } => vec![left, right],
        Node::Range { from, to } => vec![from, to],
        Node::Comparison { first, rest } => {
            std::iter::once(first.as_ref()).chain(rest.iter().map(|link| &link.value)).collect()
        }
        Node::In { pattern, collection } => vec![pattern, collection],
        Node::Is { element, pattern } => vec![element, pattern],
        Node::Threshold { value, .. } => vec![value],
        Node::If { condition, then, otherwise } => vec![condition, then, otherwise],
        Node::Draw { count, from, until, .. } => count
            .iter()
            .map(AsRef::as_ref)
            .chain([from.as_ref()])
            .chain(until.iter().map(AsRef::as_ref))
            .collect(),
        Node::Choose { count, from, .. } => vec![count, from],
        Node::Chain(chain) => {
            let end = match &chain.end {
                prob::language::ast::ChainEnd::Until(end) | prob::language::ast::ChainEnd::Steps(end) => end,
            };
            vec![&chain.from, &chain.step, end]
        }
    }
}
