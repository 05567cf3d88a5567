//! What an element may match: `>= 8`, `multiple of 3`, `p in X`, `X[1] is p`.

use super::expression::Level;
use super::{Parsed, Parser};
use crate::error::{Error, ErrorKind};
use crate::language::ast::{Expr, Node};
use crate::language::lexer::Kind;

impl Parser<'_> {
    /// `>= 8`
    pub(super) fn threshold(&mut self) -> Parsed<Expr> {
        let start = self.token().span;
        let Some(comparator) = self.comparator()? else {
            return Err(self.missing_operand());
        };
        let value = self.range_operand()?;
        let span = self.since(start);
        self.above(Node::Threshold { comparator: comparator.node, value: Box::new(value) }, span)
    }

    /// `multiple of 3`
    pub(super) fn multiple(&mut self) -> Parsed<Expr> {
        let start = self.advance().span;
        self.advance();
        let factor = self.range_operand()?;
        let span = self.since(start);
        self.above(Node::MultipleOf(Box::new(factor)), span)
    }

    /// `p in X`, and `p not in X`, which is `not p in X`; `p` has been read.
    pub(super) fn membership(&mut self, pattern: Expr) -> Parsed<Expr> {
        let mut height = self.height;
        let start = pattern.span;
        let negated = self.kind() != Kind::In;
        if self.advance().kind == Kind::Not {
            self.advance();
        }
        let collection = self.range_operand()?;
        height = height.max(self.height);
        let span = self.since(start);
        let node = Node::In { pattern: Box::new(pattern), collection: Box::new(collection) };
        let inside = self.above_all(height, node, span)?;
        if negated { self.above(Node::Not(Box::new(inside)), span) } else { Ok(inside) }
    }

    /// `x is p`, and `x is not p`; `x` has been read.
    pub(super) fn match_of(&mut self, element: Expr) -> Parsed<Expr> {
        let mut height = self.height;
        let start = element.span;
        self.advance();
        let not = self.take(Kind::Not);
        let mut pattern = self.bare_pattern()?;
        if let Some(not) = not {
            let span = self.since(not.span);
            pattern = self.above(Node::Not(Box::new(pattern)), span)?;
        }
        height = height.max(self.height);
        let span = self.since(start);
        self.above_all(height, Node::Is { element: Box::new(element), pattern: Box::new(pattern) }, span)
    }

    /// A pattern that needs no parentheses: a value, a set, a range, a comparison, a class.
    fn bare_pattern(&mut self) -> Parsed<Expr> {
        if self.kind().is_comparator() {
            self.threshold()
        } else if self.at_multiple() {
            self.multiple()
        } else {
            self.range_operand()
        }
    }

    /// Whether `multiple of` stands here.
    pub(super) fn at_multiple(&self) -> bool {
        self.at_word("multiple") && self.word_at(1) == "of"
    }

    /// `5!=120` is a true equation or an inequality: it must say which.
    pub(super) fn check_factorial(&mut self) -> Parsed<()> {
        let sign = self.token();
        let Some(before) = self.before().filter(|_| sign.text == "!=" && !sign.spaced) else {
            return Ok(());
        };
        let after = match self.kind_at(1) {
            Kind::End => "…",
            _ => self.tokens[self.at + 1].text,
        };
        let before = before.text;
        let message = format!("`{before}!={after}` can be read in two ways");
        let fix = match after {
            // `5!==120`: an equation is written with one sign.
            "=" | "==" => format!("did you mean `{before}! = …`"),
            _ => format!("put a space: `{before}! = {after}`, or `{before} != {after}`"),
        };
        self.note(Error::new(ErrorKind::Ambiguous, message).at(sign.span).hint(fix))
    }

    /// A word where an operand may begin.
    pub(super) fn worded(&mut self, level: Level) -> Parsed<Expr> {
        let start = self.token().span;
        if self.at_multiple() {
            return if level <= Level::Relation {
                self.multiple()
            } else {
                Err(self.needs_parentheses(start))
            };
        }
        let experiment = match self.token().text {
            "draw" if self.number_follows() => Self::draw,
            "choose" if self.number_follows() => Self::choose,
            "chain" if self.begins_chain() => {
                return if level == Level::Whole { self.chain() } else { Err(self.needs_parentheses(start)) };
            }
            _ => return self.postfixed(),
        };
        if level > Level::Range {
            return Err(self.needs_parentheses(start));
        }
        experiment(self, level)
    }
}
