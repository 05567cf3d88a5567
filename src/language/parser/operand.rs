//! Operands: numbers, words, brackets, and what follows them.

use super::{Parsed, Parser, Scope, closing_of};
use crate::language::ast::{Expr, Node};
use crate::language::lexer::Kind;

impl Parser<'_> {
    /// An operand with its indices, and `!` last.
    pub(super) fn postfixed(&mut self) -> Parsed<Expr> {
        let mut expr = self.primary()?;
        while self.kind() == Kind::LeftBracket {
            expr = self.indexed(expr)?;
        }
        if self.kind() == Kind::Bang {
            if matches!(expr.node, Node::Dice(_)) && !self.in_parentheses(expr.span) {
                self.note(self.exploding_dice())?;
            }
            self.advance();
            let span = self.since(expr.span);
            expr = self.above(Node::Factorial(Box::new(expr)), span)?;
        }
        Ok(expr)
    }

    /// `X[i]`, `X[i..j]`
    fn indexed(&mut self, sample: Expr) -> Parsed<Expr> {
        let mut height = self.height;
        let (index, _) = self.bracketed(Scope::PLAIN, Self::place_in_sample)?;
        height = height.max(self.height);
        let span = self.since(sample.span);
        let sample = Box::new(sample);
        let node = match index.node {
            Node::Range { from, to } => Node::Slice { sample, from, to },
            _ => Node::Index { sample, index: Box::new(index) },
        };
        self.above_all(height, node, span)
    }

    fn place_in_sample(&mut self) -> Parsed<Expr> {
        let index = self.expression()?;
        if self.kind() == Kind::Comma {
            return Err(self.expected("]", "an index is one number; several elements are a range, `X[1..3]`"));
        }
        Ok(index)
    }

    /// An operand with nothing before or after it.
    fn primary(&mut self) -> Parsed<Expr> {
        let token = self.token();
        match self.kind() {
            Kind::Number => self.number(),
            Kind::Dice => self.dice(),
            Kind::Malformed => self.malformed(),
            Kind::Text => {
                self.advance();
                Ok(self.leaf(Node::Text(token.text.to_owned()), token.span))
            }
            Kind::Word => match self.kind_at(1) {
                Kind::LeftParen => self.call(),
                Kind::LeftBrace => self.labelled(),
                _ => {
                    self.advance();
                    Ok(self.leaf(Node::Name(token.text.to_owned()), token.span))
                }
            },
            Kind::LeftParen => self.parenthesised(),
            Kind::LeftBrace => self.braces(),
            _ => Err(self.missing_operand()),
        }
    }

    /// `(x)`, which is `x` at a larger place, or the tuple `(x, y)`.
    fn parenthesised(&mut self) -> Parsed<Expr> {
        if self.kind_at(1) == closing_of(Kind::LeftParen) {
            return Err(self.empty_parentheses());
        }
        let (mut items, span) = self.bracketed(Scope::PLAIN, |p| p.list(Self::expression))?;
        match items.pop() {
            Some(only) if items.is_empty() => Ok(Expr::new(only.node, span)),
            last => {
                items.extend(last);
                self.above(Node::Tuple(items), span)
            }
        }
    }
}
