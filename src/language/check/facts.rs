//! Events that are known only by stated probabilities: a Venn diagram, solved exactly.
//!
//! With k events there are 2ᵏ regions; every stated probability (or number) is a linear equation over them. What is
//! asked is determined when it is a combination of the equations.

mod diagram;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::joined::words_for;
use crate::language::check::scope::Meaning;
use crate::number;
use num_rational::BigRational;
use num_traits::{One, Signed};

/// The most events of one diagram.
const MOST_EVENTS: usize = 10;

/// The most regions over which bounds are sought.
const MOST_BOUNDED: usize = 128;

impl Checker<'_> {
    /// Takes in the facts of a `given` statement: the events that they name are known from now on.
    ///
    /// # Errors
    /// Facts that are no equations between probabilities, and facts that contradict each other.
    pub fn take_facts(&mut self, facts: &[ast::Expr]) -> Result<(), Error> {
        for fact in facts {
            self.name_events(fact)?;
        }
        self.refuse_joined_names(facts)?;
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

    /// `AB` beside A and B may be an event of its own, or both.
    fn refuse_joined_names(&self, facts: &[ast::Expr]) -> Result<(), Error> {
        let events = &self.scope.events;
        let is_event = |letter: char| events.contains(&letter.to_string());
        let joined = events.iter().find(|name| name.chars().count() > 1 && name.chars().all(is_event));
        let Some(name) = joined else { return Ok(()) };
        let parts: Vec<String> = name.chars().map(String::from).collect();
        let spoken = |fact: &&ast::Expr| {
            let text = crate::language::print_expression(fact);
            text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
        };
        let place = facts.iter().find(spoken).unwrap_or(&facts[0]).span;
        Err(Error::new(ErrorKind::Ambiguous, format!("`{name}` may be an event, or several"))
            .hint(format!("did you mean `{}`? Name an event otherwise", parts.join(" and ")))
            .at(place))
    }

    /// Every new word inside P(…) and N(…) is an event.
    fn name_events(&mut self, ast: &ast::Expr) -> Result<(), Error> {
        use ast::Measure::{Count, Disjoint, Independent, Probability};
        match &ast.node {
            Ast::Measure { measure, .. }
                if !matches!(measure, Probability | Count | Independent | Disjoint) =>
            {
                Err(Error::new(ErrorKind::Kind, "`given` states probabilities and numbers of outcomes alone")
                    .hint("write `given P(A) = 1/2` or `given N(A) = 10`")
                    .at(ast.span))
            }
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
            _ => {
                let message = "a stated fact speaks of named events, joined by `and`, `or`, `not`";
                let error = Error::new(ErrorKind::Kind, message).at(ast.span);
                let words = match &ast.node {
                    Ast::Binary { operator, left, right } => words_for(*operator, left, right),
                    _ => None,
                };
                Err(match words {
                    Some(fix) => error.hint(fix),
                    None => error.hint("write a word for each event: `given P(A and not B) = 1/5`"),
                })
            }
        }
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

    /// Whether numbers, not probabilities, are stated.
    pub(super) fn counts_stated(&self) -> bool {
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
}

pub(super) fn check_range(p: &BigRational, span: Span) -> Result<(), Error> {
    if p.is_negative() || *p > BigRational::one() {
        return Err(Error::new(ErrorKind::Range, "a probability must lie between 0 and 1").at(span));
    }
    Ok(())
}

/// Whether a functional is determined, and its value: nothing negative may come out of a region that is determined.
pub(super) fn linear_determined(
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
