//! What a measure asks of its arguments.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Measure, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::typed::{Kind, Typed};
use crate::question::{Asked, Expr, Node};
use crate::statistic::arithmetic;

impl Checker<'_> {
    /// What is asked; for sizes of sample spaces also the experiments, as bits.
    pub(super) fn asked(
        &mut self,
        measure: Measure,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<(Asked, u128), Error> {
        let count =
            |least: usize, most: usize, how: &str| takes(measure, args.len(), (least, most), how, span);
        let asked = match measure {
            Measure::Probability => Asked::Probability(self.event(measure, args, span)?),
            Measure::Count => return self.number_of(args, span),
            Measure::Expectation => {
                count(1, 1, "E(X)")?;
                Asked::Mean(self.quantity("E", &args[0])?)
            }
            Measure::Variance => {
                count(1, 1, "Var(X)")?;
                Asked::Variance(self.quantity("Var", &args[0])?)
            }
            Measure::StandardDeviation => {
                count(1, 1, "SD(X)")?;
                Asked::Deviation(self.quantity("SD", &args[0])?)
            }
            Measure::Covariance => {
                count(2, 2, "Cov(X, Y)")?;
                Asked::Covariance(self.quantity("Cov", &args[0])?, self.quantity("Cov", &args[1])?)
            }
            Measure::Correlation => {
                count(2, 2, "Cor(X, Y)")?;
                Asked::Correlation(self.quantity("Cor", &args[0])?, self.quantity("Cor", &args[1])?)
            }
            Measure::Distribution => {
                count(1, 8, "dist(X)")?;
                Asked::Distribution(args.iter().map(|a| self.outcome(a)).collect::<Result<_, _>>()?)
            }
            Measure::Median => {
                count(1, 1, "median(X)")?;
                Asked::Median(self.outcome(&args[0])?)
            }
            Measure::Mode => {
                count(1, 1, "mode(X)")?;
                Asked::Mode(self.outcome(&args[0])?)
            }
            Measure::Quantile => {
                count(2, 2, "quantile(X, 9/10)")?;
                let level = self.constant(&args[1])?;
                let level = arithmetic::number(&level).map_err(|e| e.or_at(Some(args[1].span)))?;
                crate::number::Probability::try_from(level.clone()).map_err(|e| e.at(args[1].span))?;
                Asked::Quantile(self.outcome(&args[0])?, level)
            }
            Measure::Independent => {
                count(2, 16, "independent(A, B)")?;
                let event = |a| Ok(self.truth(a).map_err(|error| self.of_values(args, a, error))?.expr);
                Asked::Independent(args.iter().map(event).collect::<Result<_, Error>>()?)
            }
            Measure::Disjoint => {
                count(2, 64, "disjoint(A, B)")?;
                Asked::Disjoint(args.iter().map(|a| Ok(self.truth(a)?.expr)).collect::<Result<_, Error>>()?)
            }
        };
        Ok((asked, 0))
    }

    /// What `N` asks: the size of sample spaces, or the outcomes of an event.
    fn number_of(&mut self, args: &[ast::Expr], span: Span) -> Result<(Asked, u128), Error> {
        let (performed, anonymous, spoken) = (self.experiments.len(), self.anonymous, self.spoken);
        if let Some(names) = self.sizes(args)? {
            return Ok((Asked::Size, names));
        }
        // The event is read anew, and what it throws is thrown once.
        self.experiments.truncate(performed);
        (self.anonymous, self.spoken) = (anonymous, spoken);
        Ok((Asked::Count(self.event(Measure::Count, args, span)?), 0))
    }

    /// A number whose mean or spread is asked.
    fn quantity(&mut self, word: &str, ast: &ast::Expr) -> Result<Expr, Error> {
        if let Ast::Name(label) = &ast.node
            && self.is_unknown(label)
            && let Some(count) = self.count_of(label)
        {
            let message = format!("`{label}` is a label, and no number");
            return Err(Error::new(ErrorKind::UnknownName, message)
                .hint(format!("did you mean `{count}`?"))
                .at(ast.span));
        }
        let typed = self.value(ast, None)?;
        match &typed.kind {
            Kind::Truth => Err(Error::new(ErrorKind::Kind, format!("{word} takes a number, not an event"))
                .hint(match &ast.node {
                    Ast::In { .. } => {
                        format!(
                            "how many there are is `count({})`",
                            crate::language::print_expression(ast)
                        )
                    }
                    _ => {
                        let event = crate::language::print_expression(ast);
                        format!("ask for its probability, `P({event})`; it is worth 1 or 0 as `if {event} then 1 else 0`")
                    }
                })
                .at(ast.span)),
            Kind::Set if matches!(ast.node, Ast::Range { .. }) => {
                let outcome = self.range_outcome(ast)?;
                Ok(outcome.expr)
            }
            _ => Ok(self.as_number(typed, ast.span)?.expr),
        }
    }

    /// A value whose distribution is asked: a sample of numbers is its sum.
    fn outcome(&mut self, ast: &ast::Expr) -> Result<Expr, Error> {
        let typed = self.value(ast, None)?;
        if typed.kind == Kind::Set && matches!(ast.node, Ast::Range { .. }) {
            return Ok(self.range_outcome(ast)?.expr);
        }
        let typed = if typed.kind.is_summable() { self.as_number(typed, ast.span)? } else { typed };
        match &typed.kind {
            Kind::Sample(sample) if sample.length == Some(1) => {
                Ok(Expr::spanned(Node::At(typed.expr, Expr::value_of(1)), Some(ast.span)))
            }
            _ => Ok(typed.expr),
        }
    }

    /// The error of `independent(X, Y)`, told of one of them: numbers are independent when all their values are.
    fn of_values(&mut self, args: &[ast::Expr], told: &ast::Expr, error: Error) -> Error {
        let [x, y] = args else { return error };
        if error.kind() != ErrorKind::Kind || error.span() != Some(told.span) {
            return error;
        }
        let mut events = Vec::new();
        let mut indices = Vec::new();
        for (arg, index) in [(x, "i"), (y, "j")] {
            let text = crate::language::print_expression(arg);
            if self.truth(arg).is_ok() {
                events.push((text.clone(), format!("({text})")));
            } else {
                indices.push(format!("{index} in values({text})"));
                events.push((format!("{text} = 1"), format!("{text} = {index}")));
            }
        }
        let [(x, of_x), (y, of_y)] = events.as_slice() else { return error };
        let each = format!("P({of_x} and {of_y}) = P({of_x}) * P({of_y})");
        let values = indices.join(", ");
        error.hint(format!("of events, `independent({x}, {y})`; of all values, `all({values}: {each})`"))
    }

    /// A range as one of its integers.
    fn range_outcome(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let made = self.ranged(ast)?;
        self.perform(&made, None, ast.span)
    }
}

/// That a measure takes so many arguments.
fn takes(
    measure: Measure,
    arguments: usize,
    (least, most): (usize, usize),
    how: &str,
    span: Span,
) -> Result<(), Error> {
    if arguments < least || arguments > most {
        let message = format!("`{}` does not take {arguments} arguments", measure.text());
        return Err(Error::new(ErrorKind::Kind, message).hint(format!("write `{how}`")).at(span));
    }
    Ok(())
}
