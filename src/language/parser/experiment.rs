//! `draw … from …`, `choose … from …`, `chain from … step …`

use super::expression::Level;
use super::{CLAUSES, Parsed, Parser, Scope};
use crate::error::{Error, ErrorKind};
use crate::language::ast::{Chain, ChainEnd, Expr, Name, Node};
use crate::language::lexer::Kind;

impl Parser<'_> {
    /// Whether a number, or `from`, follows the word here: so `draw` begins an experiment and is no label.
    pub(super) fn number_follows(&self) -> bool {
        match self.kind_at(1) {
            Kind::From => self.scope.from,
            // A label `draw` may stand before one of these; `steps(X)` is a number.
            Kind::Word => {
                let word = self.word_at(1);
                !CLAUSES.contains(&word) || word == "steps" && self.kind_at(2) == Kind::LeftParen
            }
            Kind::If => false,
            next => next.begins_operand(),
        }
    }

    /// `draw k from U`, `draw from U until cond`, each also `with replacement`
    pub(super) fn draw(&mut self, level: Level) -> Parsed<Expr> {
        let start = self.advance().span;
        let mut height = 0;
        let count = match self.kind() {
            Kind::From => None,
            _ => Some(self.size(&mut height)?),
        };
        let (from, replacement) = self.source(&mut height)?;
        // Inside a larger expression, or in the step of a chain, `until` would belong to two.
        let may_stop = level == Level::Whole && self.scope.until;
        let until = match self.at_word("until") && may_stop {
            true => {
                self.advance();
                let condition = self.at_level(Level::Or)?;
                height = height.max(self.height);
                Some(Box::new(condition))
            }
            false => None,
        };
        let span = self.since(start);
        self.above_all(height, Node::Draw { count, from, replacement, until }, span)
    }

    /// `choose k from U`, also `with replacement`
    pub(super) fn choose(&mut self, _level: Level) -> Parsed<Expr> {
        let start = self.advance().span;
        if self.kind() == Kind::From {
            return Err(Error::new(ErrorKind::Syntax, "`choose` needs to know how many")
                .at(start)
                .hint("write `choose 2 from …`"));
        }
        let mut height = 0;
        let count = self.size(&mut height)?;
        if let (Node::Tuple(numbers), true) = (&count.node, self.kind() != Kind::From)
            && let [n, k] = numbers.as_slice()
        {
            let fix = match k.node {
                Node::Number(_) => format!("did you mean `C({n}, {k})`"),
                _ => format!("did you mean `choose {n} from {k}`"),
            };
            return Err(Error::new(ErrorKind::Syntax, "`choose` is an experiment")
                .at(self.since(start))
                .hint(fix));
        }
        let (from, replacement) = self.source(&mut height)?;
        let span = self.since(start);
        self.above_all(height, Node::Choose { count, from, replacement }, span)
    }

    /// How many.
    fn size(&mut self, height: &mut usize) -> Parsed<Box<Expr>> {
        let outer = self.scope;
        self.scope.from = false;
        let size = self.at_level(Level::Sum)?;
        self.scope = outer;
        *height = (*height).max(self.height);
        Ok(Box::new(size))
    }

    /// `from U with replacement`
    fn source(&mut self, height: &mut usize) -> Parsed<(Box<Expr>, bool)> {
        if self.take(Kind::From).is_none() {
            return Err(self.without_from());
        }
        let from = self.range_operand()?;
        *height = (*height).max(self.height);
        if self.at_word("without") && self.word_at(1) == "replacement" {
            let span = self.token().span.to(self.tokens[self.at + 1].span);
            self.note(
                Error::new(ErrorKind::Syntax, "nothing is put back unless it says `with replacement`")
                    .at(span)
                    .hint("leave it out"),
            )?;
            self.advance();
            self.advance();
        }
        let replacement = self.at_word("with") && self.word_at(1) == "replacement";
        if replacement {
            self.advance();
            self.advance();
        }
        Ok((Box::new(from), replacement))
    }

    /// Whether the word `chain` here begins a Markov chain.
    pub(super) fn begins_chain(&self) -> bool {
        match self.kind_at(1) {
            _ if !self.scope.from => false,
            Kind::From => true,
            Kind::Word => self.kind_at(2) == Kind::From,
            Kind::LeftParen => {
                let (names, ahead) = self.names_at(2);
                names > 0
                    && self.kind_after(ahead) == Kind::RightParen
                    && self.kind_after(ahead + 1) == Kind::From
            }
            _ => false,
        }
    }

    /// `chain (a, b) from s step … until cond`, `… for n steps`
    pub(super) fn chain(&mut self) -> Parsed<Expr> {
        let start = self.advance().span;
        let state = self.state_names()?;
        self.advance();
        let from = self.range_operand()?;
        let mut height = self.height;
        if self.take_word("step").is_none() {
            return Err(self.expected("step", "a chain says how it steps, `step {x+1: 1/2, x-1: 1/2}`"));
        }
        let outer = self.scope;
        self.scope.until = false;
        let step = self.expression()?;
        self.scope = outer;
        height = height.max(self.height);
        let end = self.chain_end()?;
        height = height.max(self.height);
        let span = self.since(start);
        self.above_all(height, Node::Chain(Box::new(Chain { state, from, step, end })), span)
    }

    /// Nothing, `n`, or `(a, b)`
    fn state_names(&mut self) -> Parsed<Vec<Name>> {
        match self.kind() {
            Kind::Word => Ok(vec![self.name("the state")?]),
            Kind::LeftParen => Ok(self.bracketed(Scope::PLAIN, |p| p.list(|p| p.name("the state")))?.0),
            _ => Ok(Vec::new()),
        }
    }

    /// `until cond`, `for n steps`
    fn chain_end(&mut self) -> Parsed<ChainEnd> {
        if self.take_word("until").is_some() {
            return Ok(ChainEnd::Until(self.at_level(Level::Or)?));
        }
        if self.take_word("for").is_none() {
            return Err(
                self.expected("until", "a chain says when it stops: `until x = 0`, or `for 10 steps`")
            );
        }
        let steps = self.at_level(Level::Sum)?;
        if self.take_word("steps").is_none() && self.take_word("step").is_none() {
            return Err(self.expected("steps", "the length of a chain is counted in steps, `for 10 steps`"));
        }
        Ok(ChainEnd::Steps(steps))
    }
}
