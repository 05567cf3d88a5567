//! What is asked of events that are known by stated probabilities: the regions of a Venn diagram, and what the equations
//! say of sums of them.

use super::{MOST_BOUNDED, linear_determined};
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Measure};
use crate::language::check::Checker;
use crate::model::Value;
use crate::number;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The equations that the facts state of the regions.
struct Diagram {
    rows: Vec<number::Equation>,
    right: Vec<BigRational>,
    regions: usize,
}

impl Diagram {
    /// The value of a sum of regions, with these coefficients.
    fn determined(&self, target: Vec<BigRational>, what: &str, place: Span) -> Result<BigRational, Error> {
        let target: Vec<(usize, BigRational)> =
            target.into_iter().enumerate().filter(|(_, c)| !c.is_zero()).collect();
        if let Some(value) = linear_determined(&self.rows, &self.right, &target)? {
            return Ok(value);
        }
        // What the equations leave open may still be determined by no region having less than nothing.
        let message = format!("what is given does not determine {what}");
        let range = match self.bounds(&target) {
            Some((Some(least), Some(most))) if least == most => return Ok(least),
            Some((Some(least), Some(most))) => format!("; it lies between {least} and {most}"),
            _ => String::new(),
        };
        Err(Error::new(ErrorKind::Undetermined, message + &range)
            .hint("state another probability, or `independent(A, B)`")
            .at(place))
    }

    /// The bounds of a sum of regions, if they can be found quickly.
    fn bounds(&self, target: &[(usize, BigRational)]) -> Option<number::Bounds> {
        if self.regions > MOST_BOUNDED {
            return None;
        }
        number::bounds(&self.rows, &self.right, target, self.regions)
    }
}

impl Checker<'_> {
    /// The value of a measure of stated events.
    pub(in crate::language::check) fn stated(
        &mut self,
        measure: Measure,
        args: &[ast::Expr],
        given: &[ast::Expr],
        span: Span,
    ) -> Result<Value, Error> {
        let (rows, right) = self.equations()?;
        let diagram = Diagram { rows, right, regions: self.regions() };
        match measure {
            Measure::Probability | Measure::Count => {
                self.share(&diagram, (args, given), measure == Measure::Count, span)
            }
            Measure::Independent => self.product_holds(&diagram, args, span),
            Measure::Disjoint => {
                let all = diagram.determined(self.indicator(args)?, &quoted(args), span)?;
                Ok(Value::Truth(all.is_zero()))
            }
            other => Err(Error::new(
                ErrorKind::Unsupported,
                format!("`{}` of stated events is not known", other.text()),
            )
            .hint("ask for `P(…)` or `N(…)`")
            .at(span)),
        }
    }

    /// `P(A)`, `P(A | B)` and `N(A)`, `N(A | B)`.
    fn share(
        &self,
        diagram: &Diagram,
        (args, given): (&[ast::Expr], &[ast::Expr]),
        is_count: bool,
        span: Span,
    ) -> Result<Value, Error> {
        let both: Vec<ast::Expr> = args.iter().chain(given).cloned().collect();
        let part = diagram.determined(self.indicator(&both)?, &quoted(&both), args[0].span)?;
        if is_count || given.is_empty() && !self.counts_stated() {
            return Ok(Value::number(part));
        }
        let whole = match given {
            [] => diagram.determined(self.indicator(&[])?, "the total", span)?,
            given => diagram.determined(self.indicator(given)?, &quoted(given), given[0].span)?,
        };
        if whole.is_zero() {
            return Err(Error::new(ErrorKind::ImpossibleCondition, "the condition has probability 0")
                .at(given.first().map_or(span, |g| g.span)));
        }
        Ok(Value::number(part / whole))
    }

    /// Whether the probability of all is the product of theirs.
    fn product_holds(&self, diagram: &Diagram, events: &[ast::Expr], span: Span) -> Result<Value, Error> {
        let mut product = BigRational::one();
        for event in events {
            let one = std::slice::from_ref(event);
            product *= diagram.determined(self.indicator(one)?, &quoted(one), event.span)?;
        }
        let all = diagram.determined(self.indicator(events)?, &quoted(events), span)?;
        let total = diagram.determined(self.indicator(&[])?, "the total", span)?;
        let scale = num_traits::pow(total, events.len() - 1);
        Ok(Value::Truth(all * scale == product))
    }
}

/// These events, all of them, as they are written.
fn quoted(events: &[ast::Expr]) -> String {
    let texts = events.iter().map(crate::language::print_expression).collect::<Vec<_>>();
    format!("`{}`", texts.join(" and "))
}
