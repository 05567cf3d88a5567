//! Measures: P, N, E and the others, from text to a question; inside expressions they are answered at once.

mod asked;
mod event;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Measure, Node as Ast};
use crate::language::check::typed::{Kind, Typed};
use crate::language::check::{Checker, Meaning};
use crate::language::print_expression;
use crate::model::Value;
use crate::question::{Expr, Node, Question};
use crate::solve::{Exact, solve};

/// A measure as a question, or already answered from stated probabilities.
pub enum Measured {
    /// A question.
    Question(Box<Question>),
    /// A value that follows from stated facts.
    Known(Value),
}

impl Checker<'_> {
    /// The value of a measure inside an expression.
    pub(super) fn measured(&mut self, ast: &ast::Expr) -> Result<Value, Error> {
        if self.asking {
            self.of_the_law(ast)?;
        }
        let question = match self.measure(ast)? {
            Measured::Known(value) => return Ok(value),
            Measured::Question(question) => question,
        };
        let solved = solve(&question, self.scope.choice, self.budget).map_err(|e| placed(e, ast.span))?;
        match solved.value {
            Exact::Probability(p) | Exact::Number(p) => Ok(Value::number(p)),
            Exact::Count(n) => Ok(Value::integer(n.into())),
            Exact::Truth { truth, .. } => Ok(Value::Truth(truth)),
            Exact::Values(mut values) if values.len() == 1 => Ok(values.swap_remove(0)),
            Exact::Values(values) => {
                Err(Error::new(ErrorKind::Ambiguous, format!("there are {} such values", values.len()))
                    .hint("ask for them alone")
                    .at(ast.span))
            }
            Exact::Root { .. } => Err(root_in_expression(ast)),
            Exact::Distribution(_) => Err(Error::new(ErrorKind::Kind, "a distribution is no number")
                .hint("ask for it alone, or for `E(…)` or `P(…)`")
                .at(ast.span)),
        }
    }

    /// Inside of a question, `median(X)` of a sample of several could be that of its elements as well as that of the law of
    /// their sum.
    fn of_the_law(&mut self, ast: &ast::Expr) -> Result<(), Error> {
        let Ast::Measure { measure, args, .. } = &ast.node else { return Ok(()) };
        if !matches!(measure, Measure::Median | Measure::Mode | Measure::Quantile) || args.is_empty() {
            return Ok(());
        }
        let Kind::Sample(sample) = self.apart().value(&args[0], None)?.kind else { return Ok(()) };
        if sample.length == Some(1) {
            return Ok(());
        }
        let (word, of) = (measure.text(), crate::language::print_expression(&args[0]));
        let middle = sample.length.filter(|n| n % 2 == 1).map_or(1, |n| n / 2 + 1);
        let own = match (measure, *sample.element == Kind::Number) {
            (Measure::Median, true) if sample.length.is_some_and(|n| n % 2 == 0) => {
                format!("of the elements take `mean(middle(2, {of}))`; ")
            }
            (Measure::Median, true) => format!("of the elements take `sorted({of})[{middle}]`; "),
            (Measure::Quantile, true) => {
                format!("of the elements take one of `sorted({of})`, such as `sorted({of})[1]`; ")
            }
            _ => String::new(),
        };
        let law = format!(
            "that of the law is named before it is used: `m := {}`",
            crate::language::print_expression(ast)
        );
        let message = format!("`{word}({of})` could be that of the elements or that of the law");
        Err(Error::new(ErrorKind::Ambiguous, message).hint(own + &law).at(ast.span))
    }

    /// The question that a measure asks.
    ///
    /// # Errors
    /// Everything that is wrong with its text.
    pub fn measure(&mut self, ast: &ast::Expr) -> Result<Measured, Error> {
        let Ast::Measure { measure, over, args, given } = &ast.node else {
            return Err(Error::new(ErrorKind::Kind, "a question is needed here").at(ast.span));
        };
        let spoken: Vec<ast::Expr> = args.iter().chain(given).cloned().collect();
        if self.is_stated(&spoken) {
            return self.stated(*measure, args, given, ast.span).map(Measured::Known);
        }
        // The question has anonymous experiments of its own.
        let unknown = |(_, typed): &&(String, Typed)| typed.expr.known().is_none();
        let mut elements = self.elements[self.floor..].iter().filter(unknown);
        if let Some((name, _)) = elements.find(|(name, _)| mentions(ast, name)) {
            let message =
                format!("a question inside a quantifier cannot speak of `{name}`, which is not known");
            return Err(Error::new(ErrorKind::Unsupported, message).at(ast.span));
        }
        let memo = std::mem::take(&mut self.memo);
        let mut inner = self.apart();
        (inner.memo, inner.asking) = (memo, true);
        let question = inner.question(*measure, over, args, given, ast.span);
        let memo = std::mem::take(&mut inner.memo);
        self.memo = memo;
        question.map(|question| Measured::Question(Box::new(question)))
    }

    fn question(
        &mut self,
        measure: Measure,
        over: &[ast::Name],
        args: &[ast::Expr],
        given: &[ast::Expr],
        span: Span,
    ) -> Result<Question, Error> {
        let mut counted = 0u128;
        for name in over {
            match self.scope.get(&name.text) {
                Some(Meaning::Outcome(typed)) => counted |= typed.expr.names(),
                _ => return Err(self.scope.unknown_name(&name.text, name.span, std::iter::empty())),
            }
        }
        let asked = self.asked(measure, args, span);
        let (asked, sized) = asked.map_err(|error| self.divides_meant(args, given, error))?;
        counted |= sized;
        let given = match given {
            [] => None,
            [one] => Some(self.truth(one).map_err(|error| each_value(measure, args, one, error))?.expr),
            many => {
                let events =
                    many.iter().map(|e| Ok(self.truth(e)?.expr)).collect::<Result<Vec<_>, Error>>()?;
                let place = many[0].span.to(many[many.len() - 1].span);
                Some(Expr::spanned(Node::And(events), Some(place)))
            }
        };
        // The number in both is 0 where the condition never holds; everything else has no value.
        if measure != Measure::Count && given.as_ref().is_some_and(|g| g.is(false)) {
            return Err(Error::new(ErrorKind::ImpossibleCondition, "the condition has probability 0")
                .hint("nothing can be known given what never happens")
                .or_at(given.and_then(|g| g.span())));
        }
        if measure == Measure::Count {
            // Outcomes are counted over all that is mentioned, whether or not it decides anything.
            counted |= self.spoken;
        }
        let experiments = std::mem::take(&mut self.experiments);
        let mut question = Question::new(experiments, asked, given).map_err(|e| e.or_at(Some(span)))?;
        question.counted = counted;
        Ok(question)
    }

    /// `N(2 | X)`: between two numbers the bar of the school notation is `divides`.
    fn divides_meant(&mut self, args: &[ast::Expr], given: &[ast::Expr], error: Error) -> Error {
        let ([divisor], [number]) = (args, given) else { return error };
        let is_number = |typed: Typed| typed.kind == Kind::Number || typed.kind.is_summable();
        if error.kind() != ErrorKind::Kind
            || !matches!(divisor.node, Ast::Number(_))
            || !self.value(number, None).is_ok_and(is_number)
        {
            return error;
        }
        let texts = [divisor, number].map(crate::language::print_expression).join(", ");
        error.hint(format!("`|` means \"given\"; did you mean `divides({texts})`?"))
    }
}

/// The error of a root that is no fraction, with its square.
fn root_in_expression(ast: &ast::Expr) -> Error {
    let error = Error::new(ErrorKind::Undefined, "this root is no fraction, and expressions are exact");
    error.at(ast.span).hint(match &ast.node {
        Ast::Measure { measure: Measure::Correlation, args, given, .. } if given.is_empty() => {
            let [a, b] = [args.first(), args.last()].map(|arg| arg.map(print_expression).unwrap_or_default());
            format!("its square is `Cov({a}, {b})^2 / (Var({a}) * Var({b}))`")
        }
        _ => "use `Var(…)`, the square of `SD(…)`".to_owned(),
    })
}

/// The error of `E(X | Y)`: a mean for each value of Y.
fn each_value(measure: Measure, args: &[ast::Expr], given: &ast::Expr, error: Error) -> Error {
    let ([asked], Ast::Name(name)) = (args, &given.node) else { return error };
    let asked = crate::language::print_expression(asked);
    if error.kind() != ErrorKind::Kind {
        return error;
    }
    let word = measure.text();
    error.hint(format!("a value is known: `{word}({asked} | {name} = 1)`; for each, `for y in 1..6: {word}({asked} | {name} = y)`"))
}

/// An error of solving a question, at its place: too expensive is the whole question.
pub fn placed(error: Error, span: Span) -> Error {
    if error.kind() == ErrorKind::TooExpensive { error.at(span) } else { error.or_at(Some(span)) }
}

/// Whether a piece of text mentions a word.
fn mentions(ast: &ast::Expr, word: &str) -> bool {
    crate::language::print_expression(ast)
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|part| part == word)
}
