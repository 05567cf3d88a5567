//! Events that are known only by stated probabilities: a Venn diagram, solved exactly.
//!
//! With k events there are 2ᵏ regions; every stated probability (or number) is a linear equation over them. What is
//! asked is determined when it is a combination of the equations.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::scope::Meaning;
use crate::model::Value;
use crate::number;
use crate::statistic::arithmetic;

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The most events of one diagram.
const MOST_EVENTS: usize = 10;

/// The most regions over which bounds are sought.
const MOST_BOUNDED: usize = 128;

/// A linear expression over the regions, and a constant.
#[derive(Clone)]
struct Linear {
    regions: Vec<BigRational>,
    constant: BigRational,
}

/// A fact that is not linear until one of its sides is known.
struct Independence<'a> {
    events: &'a [ast::Expr],
    span: Span,
}

impl Checker<'_> {
    /// Takes in the facts of a `given` statement: the events that they name are known from now on.
    ///
    /// # Errors
    /// Facts that are no equations between probabilities, and facts that contradict each other.
    pub fn take_facts(&mut self, facts: &[ast::Expr]) -> Result<(), Error> {
        for fact in facts {
            self.name_events(fact)?;
        }
        self.scope.facts.extend(facts.iter().cloned());
        if self.scope.events.len() > MOST_EVENTS {
            return Err(Error::new(
                ErrorKind::TooExpensive,
                format!("a diagram has at most {MOST_EVENTS} events"),
            )
            .at(facts[0].span));
        }
        // Facts that contradict each other are reported where they were stated.
        let (rows, right) = self.equations()?;
        let everything: Vec<(usize, BigRational)> =
            (0..self.regions()).map(|region| (region, BigRational::one())).collect();
        let last = facts[facts.len() - 1].span;
        linear_determined(&rows, &right, &everything).map_err(|e| e.at(last))?;
        // No region can have less than nothing.
        if self.regions() <= MOST_BOUNDED && number::bounds(&rows, &right, &[], self.regions()).is_none() {
            let message = "what is given contradicts itself: some part would have less than nothing";
            return Err(Error::new(ErrorKind::Undetermined, message).at(last));
        }
        Ok(())
    }

    /// Every new word inside P(…) and N(…) is an event.
    fn name_events(&mut self, ast: &ast::Expr) -> Result<(), Error> {
        match &ast.node {
            Ast::Measure { args, given, .. } => {
                for event in args.iter().chain(given) {
                    self.name_events_in(event)?;
                }
                Ok(())
            }
            Ast::Comparison { first, rest } => {
                self.name_events(first)?;
                rest.iter().try_for_each(|link| self.name_events(&link.value))
            }
            Ast::Binary { left, right, .. } => {
                self.name_events(left)?;
                self.name_events(right)
            }
            Ast::Negate(inner) => self.name_events(inner),
            _ => Ok(()),
        }
    }

    fn name_events_in(&mut self, ast: &ast::Expr) -> Result<(), Error> {
        match &ast.node {
            Ast::Name(word) if word != "all" => match self.scope.get(word) {
                None => {
                    let index = self.scope.events.len();
                    self.scope.events.push(word.clone());
                    self.scope.set(word, Meaning::Stated(index));
                    Ok(())
                }
                Some(Meaning::Stated(_)) => Ok(()),
                Some(_) => Err(Error::new(ErrorKind::Ambiguous, format!("`{word}` is already a name"))
                    .hint("choose another letter for the event")
                    .at(ast.span)),
            },
            Ast::Name(_) => Ok(()),
            Ast::Not(inner) => self.name_events_in(inner),
            Ast::Binary {
                operator: ast::Operator::And | ast::Operator::Or | ast::Operator::Xor,
                left,
                right,
            } => {
                self.name_events_in(left)?;
                self.name_events_in(right)
            }
            _ => Err(Error::new(
                ErrorKind::Kind,
                "a stated fact speaks of named events, joined by `and`, `or`, `not`",
            )
            .at(ast.span)),
        }
    }

    fn regions(&self) -> usize {
        1 << self.scope.events.len()
    }

    /// Whether a measure speaks of stated events.
    pub(super) fn is_stated(&self, args: &[ast::Expr]) -> bool {
        !self.scope.events.is_empty() && args.iter().any(|arg| self.speaks_of_stated(arg))
    }

    fn speaks_of_stated(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Name(word) => {
                matches!(self.scope.get(word), Some(Meaning::Stated(_)))
                    || (word == "all" && self.scope.get(word).is_none())
            }
            Ast::Not(inner) => self.speaks_of_stated(inner),
            Ast::Binary { left, right, .. } => self.speaks_of_stated(left) || self.speaks_of_stated(right),
            _ => false,
        }
    }

    /// The value of a measure of stated events.
    pub(super) fn stated(
        &mut self,
        measure: ast::Measure,
        args: &[ast::Expr],
        given: &[ast::Expr],
        span: Span,
    ) -> Result<Value, Error> {
        let (rows, right) = self.equations()?;
        let regions = self.regions();
        let determined = |target: Vec<BigRational>, what: &str, place: Span| -> Result<BigRational, Error> {
            let target: Vec<(usize, BigRational)> =
                target.into_iter().enumerate().filter(|(_, c)| !c.is_zero()).collect();
            if let Some(value) = linear_determined(&rows, &right, &target)? {
                return Ok(value);
            }
            // What the equations leave open may still be determined by no region having less than nothing.
            let message = format!("what is given does not determine {what}");
            let range = match bounds(&rows, &right, &target, regions) {
                Some((Some(least), Some(most))) if least == most => return Ok(least),
                Some((Some(least), Some(most))) => format!("; it lies between {least} and {most}"),
                _ => String::new(),
            };
            Err(Error::new(ErrorKind::Undetermined, message + &range)
                .hint("state another probability, or `independent(A, B)`")
                .at(place))
        };
        let text = |args: &[ast::Expr]| {
            args.iter().map(crate::language::print_expression).collect::<Vec<_>>().join(" and ")
        };
        let both: Vec<ast::Expr> = args.iter().chain(given).cloned().collect();
        let counts = self.counts_stated();
        match measure {
            ast::Measure::Probability | ast::Measure::Count => {
                let part = determined(self.indicator(&both)?, &format!("`{}`", text(&both)), args[0].span)?;
                let is_count = measure == ast::Measure::Count;
                if is_count && given.is_empty() {
                    return Ok(Value::number(part));
                }
                let whole = match given {
                    [] if counts => determined(self.indicator(&[])?, "the total", span)?,
                    [] => return Ok(Value::number(part)),
                    _ if is_count => return Ok(Value::number(part)),
                    given => {
                        determined(self.indicator(given)?, &format!("`{}`", text(given)), given[0].span)?
                    }
                };
                if whole.is_zero() {
                    return Err(Error::new(
                        ErrorKind::ImpossibleCondition,
                        "the condition has probability 0",
                    )
                    .at(given.first().map_or(span, |g| g.span)));
                }
                Ok(Value::number(part / whole))
            }
            ast::Measure::Independent => {
                let mut product = BigRational::one();
                for event in args {
                    product *= determined(
                        self.indicator(std::slice::from_ref(event))?,
                        &format!("`{}`", text(std::slice::from_ref(event))),
                        event.span,
                    )?;
                }
                let all = determined(self.indicator(args)?, &format!("`{}`", text(args)), span)?;
                let total = determined(self.indicator(&[])?, "the total", span)?;
                let scale = num_traits::pow(total, args.len() - 1);
                Ok(Value::Truth(all * scale == product))
            }
            ast::Measure::Disjoint => Ok(Value::Truth(
                determined(self.indicator(args)?, &format!("`{}`", text(args)), span)?.is_zero(),
            )),
            other => Err(Error::new(
                ErrorKind::Unsupported,
                format!("`{}` of stated events is not known", other.text()),
            )
            .hint("ask for `P(…)` or `N(…)`")
            .at(span)),
        }
    }

    /// Whether numbers, not probabilities, are stated.
    fn counts_stated(&self) -> bool {
        fn counts(ast: &ast::Expr) -> bool {
            match &ast.node {
                Ast::Measure { measure, .. } => *measure == ast::Measure::Count,
                Ast::Comparison { first, rest } => counts(first) || rest.iter().any(|l| counts(&l.value)),
                Ast::Binary { left, right, .. } => counts(left) || counts(right),
                _ => false,
            }
        }
        self.scope.facts.iter().any(counts)
    }

    /// The regions in which all these events hold, each with coefficient 1.
    fn indicator(&self, events: &[ast::Expr]) -> Result<Vec<BigRational>, Error> {
        (0..self.regions())
            .map(|region| {
                for event in events {
                    if !self.holds_in(event, region)? {
                        return Ok(BigRational::zero());
                    }
                }
                Ok(BigRational::one())
            })
            .collect()
    }

    fn holds_in(&self, ast: &ast::Expr, region: usize) -> Result<bool, Error> {
        match &ast.node {
            Ast::Name(word) => match self.scope.get(word) {
                Some(Meaning::Stated(index)) => Ok(region >> index & 1 == 1),
                None if word == "all" => Ok(true),
                _ => Err(self.scope.unknown_name(word, ast.span, std::iter::empty())),
            },
            Ast::Not(inner) => Ok(!self.holds_in(inner, region)?),
            Ast::Binary { operator, left, right } => {
                let (a, b) = (self.holds_in(left, region)?, self.holds_in(right, region)?);
                match operator {
                    ast::Operator::And => Ok(a && b),
                    ast::Operator::Or => Ok(a || b),
                    ast::Operator::Xor => Ok(a != b),
                    _ => {
                        Err(Error::new(ErrorKind::Kind, "events are joined by `and`, `or`, `not`")
                            .at(ast.span))
                    }
                }
            }
            _ => Err(Error::new(ErrorKind::Kind, "only the stated events are known here").at(ast.span)),
        }
    }

    /// All facts as equations over the regions.
    fn equations(&mut self) -> Result<(Vec<number::Equation>, Vec<BigRational>), Error> {
        let facts = self.scope.facts.clone();
        let (mut rows, mut right) = (Vec::new(), Vec::new());
        let mut waiting = Vec::new();
        let mut add = |linear: Linear| {
            rows.push(
                linear.regions.into_iter().enumerate().filter(|(_, c)| !c.is_zero()).collect::<Vec<_>>(),
            );
            right.push(-linear.constant);
        };
        if !self.counts_stated() {
            let all = self.indicator(&[])?;
            add(Linear { regions: all, constant: -BigRational::one() });
        }
        for fact in &facts {
            match &fact.node {
                Ast::Measure { measure: ast::Measure::Independent, args, .. } => {
                    waiting.push(Independence { events: args, span: fact.span });
                }
                Ast::Measure { measure: ast::Measure::Disjoint, args, .. } => {
                    for (i, a) in args.iter().enumerate() {
                        for b in &args[i + 1..] {
                            let regions = self.indicator(&[a.clone(), b.clone()])?;
                            add(Linear { regions, constant: BigRational::zero() });
                        }
                    }
                }
                _ => add(self.equation(fact)?),
            }
        }
        self.independences(&mut rows, &mut right, waiting)?;
        Ok((rows, right))
    }

    /// Independent events: P(A and B) = P(A)·P(B) is linear as soon as one factor is known.
    fn independences(
        &mut self,
        rows: &mut Vec<Vec<(usize, BigRational)>>,
        right: &mut Vec<BigRational>,
        mut waiting: Vec<Independence<'_>>,
    ) -> Result<(), Error> {
        loop {
            let before = waiting.len();
            let mut left = Vec::new();
            for fact in waiting {
                // For more than two events every part of them is independent as well.
                let mut open = false;
                for chosen in 1usize..1 << fact.events.len() {
                    if chosen.count_ones() < 2 {
                        continue;
                    }
                    let events: Vec<ast::Expr> = (0..fact.events.len())
                        .filter(|i| chosen >> i & 1 == 1)
                        .map(|i| fact.events[i].clone())
                        .collect();
                    open |= !self.independence(rows, right, &events)?;
                }
                if open {
                    left.push(fact);
                }
            }
            waiting = left;
            if waiting.is_empty() {
                return Ok(());
            }
            if waiting.len() == before {
                return Err(Error::new(
                    ErrorKind::Undetermined,
                    "independence alone does not determine this",
                )
                .hint("state the probability of one of the events first")
                .at(waiting[0].span));
            }
        }
    }

    fn independence(
        &mut self,
        rows: &mut Vec<Vec<(usize, BigRational)>>,
        right: &mut Vec<BigRational>,
        events: &[ast::Expr],
    ) -> Result<bool, Error> {
        let sparse = |regions: Vec<BigRational>| -> Vec<(usize, BigRational)> {
            regions.into_iter().enumerate().filter(|(_, c)| !c.is_zero()).collect()
        };
        let mut product = BigRational::one();
        let mut open = None;
        for event in events {
            let regions = self.indicator(std::slice::from_ref(event))?;
            match linear_determined(rows, right, &sparse(regions.clone()))? {
                Some(p) => product *= p,
                None if open.is_none() => open = Some(regions),
                None => return Ok(false),
            }
        }
        let mut both = self.indicator(events)?;
        match open {
            None => {
                rows.push(sparse(both));
                right.push(product);
            }
            Some(regions) => {
                for (b, r) in both.iter_mut().zip(regions) {
                    *b -= r * &product;
                }
                rows.push(sparse(both));
                right.push(BigRational::zero());
            }
        }
        Ok(true)
    }

    /// An equation as a linear expression that is 0.
    fn equation(&mut self, fact: &ast::Expr) -> Result<Linear, Error> {
        let wrong = || {
            Error::new(
                ErrorKind::Kind,
                "a fact is an equation such as `P(A and B) = 1/5`, or `independent(A, B)`",
            )
            .at(fact.span)
        };
        let Ast::Comparison { first, rest } = &fact.node else { return Err(wrong()) };
        let [link] = rest.as_slice() else { return Err(wrong()) };
        if link.comparator.node != ast::Comparator::Equal {
            return Err(wrong());
        }
        // P(A | B) = c says P(A and B) = c·P(B).
        for (conditional, other) in [(first.as_ref(), &link.value), (&link.value, first.as_ref())] {
            if let Ast::Measure { args, given, .. } = &conditional.node
                && !given.is_empty()
            {
                let c = self.constant(other)?;
                let c = arithmetic::number(&c).map_err(|e| e.or_at(Some(other.span)))?;
                check_range(&c, other.span)?;
                let both: Vec<ast::Expr> = args.iter().chain(given).cloned().collect();
                let (both, condition) = (self.indicator(&both)?, self.indicator(given)?);
                let regions = both.into_iter().zip(condition).map(|(b, g)| b - g * &c).collect();
                return Ok(Linear { regions, constant: BigRational::zero() });
            }
            if let Ast::Measure { measure: ast::Measure::Probability, .. } = &conditional.node
                && let Ast::Number(number) = &other.node
            {
                check_range(&number.value, other.span)?;
            }
        }
        let (a, b) = (self.linear(first)?, self.linear(&link.value)?);
        Ok(combine(&a, &b, &-BigRational::one()))
    }

    fn linear(&mut self, ast: &ast::Expr) -> Result<Linear, Error> {
        match &ast.node {
            Ast::Measure { args, given, .. } if given.is_empty() && self.is_stated(args) => {
                Ok(Linear { regions: self.indicator(args)?, constant: BigRational::zero() })
            }
            Ast::Binary { operator: ast::Operator::Add, left, right } => {
                Ok(combine(&self.linear(left)?, &self.linear(right)?, &BigRational::one()))
            }
            Ast::Binary { operator: ast::Operator::Subtract, left, right } => {
                Ok(combine(&self.linear(left)?, &self.linear(right)?, &-BigRational::one()))
            }
            Ast::Binary { operator: ast::Operator::Multiply, left, right } => {
                let (a, b) = (self.linear(left)?, self.linear(right)?);
                match (is_constant(&a), is_constant(&b)) {
                    (true, _) => Ok(scaled(&b, &a.constant)),
                    (_, true) => Ok(scaled(&a, &b.constant)),
                    _ => Err(not_linear(ast.span)),
                }
            }
            Ast::Binary { operator: ast::Operator::Divide, left, right } => {
                let (a, b) = (self.linear(left)?, self.linear(right)?);
                if !is_constant(&b) || b.constant.is_zero() {
                    return Err(not_linear(ast.span));
                }
                Ok(scaled(&a, &b.constant.recip()))
            }
            _ => {
                let value = self.constant(ast)?;
                let constant = arithmetic::number(&value).map_err(|e| e.or_at(Some(ast.span)))?;
                Ok(Linear { regions: vec![BigRational::zero(); self.regions()], constant })
            }
        }
    }
}

fn check_range(p: &BigRational, span: Span) -> Result<(), Error> {
    if p.is_negative() || *p > BigRational::one() {
        return Err(Error::new(ErrorKind::Range, "a probability must lie between 0 and 1").at(span));
    }
    Ok(())
}

/// Whether a functional is determined, and its value: nothing negative may come out of a region that is determined.
fn linear_determined(
    rows: &[Vec<(usize, BigRational)>],
    right: &[BigRational],
    target: &[(usize, BigRational)],
) -> Result<Option<BigRational>, Error> {
    let value = number::determined(rows, right, target)?;
    if let Some(value) = &value
        && value.is_negative()
        && target.iter().all(|(_, c)| c.is_positive())
    {
        return Err(Error::new(
            ErrorKind::Undetermined,
            format!("what is given contradicts itself: a part would have probability {value}"),
        ));
    }
    Ok(value)
}

/// The bounds of a functional, if they can be found quickly.
fn bounds(
    rows: &[number::Equation],
    right: &[BigRational],
    target: &[(usize, BigRational)],
    regions: usize,
) -> Option<number::Bounds> {
    if regions > MOST_BOUNDED {
        return None;
    }
    number::bounds(rows, right, target, regions)
}

fn is_constant(linear: &Linear) -> bool {
    linear.regions.iter().all(Zero::is_zero)
}

fn combine(a: &Linear, b: &Linear, factor: &BigRational) -> Linear {
    let regions = a.regions.iter().zip(&b.regions).map(|(x, y)| x + y * factor).collect();
    Linear { regions, constant: &a.constant + &b.constant * factor }
}

fn scaled(a: &Linear, factor: &BigRational) -> Linear {
    Linear { regions: a.regions.iter().map(|x| x * factor).collect(), constant: &a.constant * factor }
}

fn not_linear(span: Span) -> Error {
    Error::new(ErrorKind::Unsupported, "a fact may multiply a probability by a number only")
        .hint("state independence with `independent(A, B)`")
        .at(span)
}
