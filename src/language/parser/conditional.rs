//! `if … then … else …`

use super::{Parsed, Parser};
use crate::error::{Error, ErrorKind};
use crate::language::ast::{Expr, Node};
use crate::language::lexer::Kind;

use super::expression::Level;

impl Parser<'_> {
    /// `if c then a else b`, of numbers, events or experiments.
    pub(super) fn conditional(&mut self) -> Parsed<Expr> {
        let start = self.advance().span;
        let condition = self.at_level(Level::Or)?;
        let mut height = self.height;
        if self.take(Kind::Then).is_none() {
            return Err(self.expected("then", "`if` asks for `then` and `else`"));
        }
        let then = self.expression()?;
        height = height.max(self.height);
        if self.take(Kind::Else).is_none() {
            return Err(self.without_else(start));
        }
        let otherwise = self.expression()?;
        height = height.max(self.height);
        let span = self.since(start);
        let node =
            Node::If { condition: Box::new(condition), then: Box::new(then), otherwise: Box::new(otherwise) };
        self.above_all(height, node, span)
    }

    /// The branch for the other case is missing, unless something else is in the way of it.
    fn without_else(&self, start: crate::error::Span) -> Error {
        if matches!(self.kind(), Kind::End | Kind::Semicolon)
            || self.kind().closes()
            || self.kind() == Kind::Comma
        {
            return Error::new(ErrorKind::Syntax, "`if` without `else`")
                .at(start)
                .hint("say what holds otherwise: `if … then … else …`");
        }
        self.expected("else", "`if` asks for `then` and `else`")
    }
}
