//! Stated facts as equations between the regions of a Venn diagram.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::facts::{check_range, linear_determined};
use crate::language::check::joined::words_for;
use crate::language::check::scope::Meaning;
use crate::number;
use crate::statistic::arithmetic;
use num_rational::BigRational;
use num_traits::{One, Zero};

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
    pub(super) fn regions(&self) -> usize {
        1 << self.scope.events.len()
    }

    /// The regions in which all these events hold, each with coefficient 1.
    pub(super) fn indicator(&self, events: &[ast::Expr]) -> Result<Vec<BigRational>, Error> {
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
                        let error = Error::new(ErrorKind::Kind, "events are joined by `and`, `or`, `not`")
                            .at(ast.span);
                        Err(match words_for(*operator, left, right) {
                            Some(fix) => error.hint(fix),
                            None => error,
                        })
                    }
                }
            }
            _ => Err(Error::new(ErrorKind::Kind, "only the stated events are known here").at(ast.span)),
        }
    }

    /// All facts as equations over the regions.
    pub(super) fn equations(&mut self) -> Result<(Vec<number::Equation>, Vec<BigRational>), Error> {
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
        let joined = conjuncts(fact);
        if joined.len() > 1 {
            return Err(wrong().hint(format!("facts are separated by commas: `{}`", joined.join(", "))));
        }
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

/// The parts of `A and B and C`, as they are written.
fn conjuncts(fact: &ast::Expr) -> Vec<String> {
    match &fact.node {
        Ast::Binary { operator: ast::Operator::And, left, right } => {
            [left, right].into_iter().flat_map(|part| conjuncts(part)).collect()
        }
        _ => vec![crate::language::print_expression(fact)],
    }
}
