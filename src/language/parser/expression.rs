//! Operators and their precedence.

use super::{Parsed, Parser};
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{Comparator, Expr, Link, Node, Operator, Spanned};
use crate::language::lexer::Kind;

/// How tightly an operator binds, loosest first. What is read at a level contains only operators of that level and
/// tighter ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::language) enum Level {
    /// `if … then … else …`, `draw … until …`, `chain …`: whole expressions only.
    Whole,
    /// `or`, `xor`
    Or,
    And,
    Not,
    /// Comparisons, `in`, `is`, and the patterns `>= 8`, `multiple of 3`.
    Relation,
    /// `..`, and `draw`, `choose`, which end in a collection.
    Range,
    Sum,
    Product,
    /// `-x`
    Negation,
    Power,
    Postfix,
    Primary,
}

/// What stands between two operands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infix {
    Operator(Operator),
    Relation,
    Range,
}

impl Parser<'_> {
    /// A whole expression.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.at_level(Level::Whole)
    }

    /// A number, a range, a collection: what stands on either side of a comparison.
    pub(super) fn range_operand(&mut self) -> Parsed<Expr> {
        self.at_level(Level::Range)
    }

    /// An expression of operators that bind at least as tightly as `level`.
    pub(super) fn at_level(&mut self, level: Level) -> Parsed<Expr> {
        self.enter()?;
        let mut left = self.prefixed(level)?;
        while let Some((infix, binding)) = self.infix() {
            if binding < level {
                break;
            }
            left = match infix {
                Infix::Operator(operator) => self.binary(left, operator, binding)?,
                Infix::Range => self.range(left)?,
                Infix::Relation => self.relation(left)?,
            };
        }
        self.leave();
        Ok(left)
    }

    /// An operand with what may stand before it.
    fn prefixed(&mut self, level: Level) -> Parsed<Expr> {
        let start = self.token().span;
        match self.kind() {
            Kind::If if level == Level::Whole => self.conditional(),
            Kind::Not if level <= Level::Not => self.negation(),
            Kind::If | Kind::Not => Err(self.needs_parentheses(start)),
            Kind::Bang | Kind::Tilde if level <= Level::Not && self.kind_at(1) != Kind::End => {
                self.note(self.means(start, "not"))?;
                self.negation()
            }
            Kind::Minus => {
                self.advance();
                let operand = self.at_level(Level::Negation)?;
                let span = self.since(start);
                self.above(Node::Negate(Box::new(operand)), span)
            }
            kind if kind.is_comparator() && level <= Level::Relation => self.threshold(),
            Kind::Word => self.worded(level),
            _ => self.postfixed(),
        }
    }

    /// `not A`
    fn negation(&mut self) -> Parsed<Expr> {
        let start = self.advance().span;
        let operand = self.at_level(Level::Not)?;
        let span = self.since(start);
        self.above(Node::Not(Box::new(operand)), span)
    }

    /// The operator at hand and how tightly it binds.
    fn infix(&self) -> Option<(Infix, Level)> {
        use Operator::{Add, And, Divide, Mod, Multiply, Or, Power, Subtract, Xor};
        let (operator, level) = match self.kind() {
            Kind::Or => (Or, Level::Or),
            Kind::Bar if !self.scope.bar => (Or, Level::Or),
            Kind::Xor => (Xor, Level::Or),
            Kind::And => (And, Level::And),
            Kind::Plus => (Add, Level::Sum),
            Kind::Minus => (Subtract, Level::Sum),
            Kind::Star => (Multiply, Level::Product),
            Kind::Slash => (Divide, Level::Product),
            Kind::Mod => (Mod, Level::Product),
            Kind::Caret => (Power, Level::Power),
            Kind::Dots => return Some((Infix::Range, Level::Range)),
            Kind::In if self.at == self.scope.source => return None,
            Kind::In | Kind::NotIn | Kind::Is => return Some((Infix::Relation, Level::Relation)),
            Kind::Not if self.kind_at(1) == Kind::In => return Some((Infix::Relation, Level::Relation)),
            kind if kind.is_comparator() => return Some((Infix::Relation, Level::Relation)),
            Kind::Foreign => return self.foreign_infix(),
            _ => return None,
        };
        Some((Infix::Operator(operator), level))
    }

    /// What an operator of another notation is meant to be.
    fn foreign_infix(&self) -> Option<(Infix, Level)> {
        let (operator, level) = match self.token().text {
            "||" => (Operator::Or, Level::Or),
            "&&" | "&" => (Operator::And, Level::And),
            "**" => (Operator::Power, Level::Power),
            "%" if self.kind_at(1).begins_operand() => (Operator::Mod, Level::Product),
            "=>" | "=<" | "<>" => return Some((Infix::Relation, Level::Relation)),
            "…" | "⋯" | "..." => return Some((Infix::Range, Level::Range)),
            _ => return None,
        };
        Some((Infix::Operator(operator), level))
    }

    /// `left operator right`
    fn binary(&mut self, left: Expr, operator: Operator, level: Level) -> Parsed<Expr> {
        let height = self.height;
        if let Node::Binary { operator: before, .. } = left.node {
            // `xor` beside `or` has no settled reading; the left side is bare only if its span ends here.
            let mixed =
                matches!((before, operator), (Operator::Or, Operator::Xor) | (Operator::Xor, Operator::Or));
            if mixed && !self.in_parentheses(left.span) {
                return Err(self.mixed("`or` and `xor` side by side can be read in two ways"));
            }
        }
        match self.kind() {
            Kind::Bar => self.note(self.stray_bar())?,
            Kind::Foreign => self.note(self.means(self.token().span, operator.text()))?,
            _ => {}
        }
        self.advance();
        let right = match level {
            // From the right; and the exponent may have a sign.
            Level::Power => self.at_level(Level::Negation)?,
            Level::Or => self.at_level(Level::And)?,
            Level::And => self.at_level(Level::Not)?,
            Level::Sum => self.at_level(Level::Product)?,
            _ => self.at_level(Level::Negation)?,
        };
        let span = left.span.to(right.span);
        let height = height.max(self.height);
        self.above_all(height, Node::Binary { operator, left: Box::new(left), right: Box::new(right) }, span)
    }

    /// `from..to`
    fn range(&mut self, from: Expr) -> Parsed<Expr> {
        let height = self.height;
        if self.kind() == Kind::Foreign {
            self.note(self.means(self.token().span, ".."))?;
        }
        self.advance();
        let to = self.at_level(Level::Sum)?;
        if self.kind() == Kind::Dots {
            let message = "a range has two ends";
            return Err(Error::new(ErrorKind::Syntax, message)
                .at(self.token().span)
                .hint("leave one of them out"));
        }
        let span = from.span.to(to.span);
        let height = height.max(self.height);
        self.above_all(height, Node::Range { from: Box::new(from), to: Box::new(to) }, span)
    }

    /// A chain of comparisons, or `p in X`, or `x is p`, whose left side has been read.
    fn relation(&mut self, left: Expr) -> Parsed<Expr> {
        let related = match self.kind() {
            Kind::In | Kind::NotIn | Kind::Not => self.membership(left)?,
            Kind::Is => self.match_of(left)?,
            _ => self.comparison(left)?,
        };
        match self.infix() {
            Some((Infix::Relation, _)) => Err(self.second_relation(&related)),
            _ => Ok(related),
        }
    }

    /// A condition after a condition: `heads in coins(3) = 2` was meant to count.
    fn second_relation(&self, first: &Expr) -> Error {
        let error = self.mixed("two conditions stand side by side");
        let sign = self.token();
        let compares = matches!(
            self.kind(),
            Kind::Equal | Kind::Unequal | Kind::Less | Kind::AtMost | Kind::Greater | Kind::AtLeast
        );
        match &first.node {
            Node::In { .. } if compares => {
                let text = crate::language::print_expression(first);
                error.hint(format!("did you mean `count({text}) {} …`", sign.text))
            }
            _ => error,
        }
    }

    /// `1 <= X <= 3`
    fn comparison(&mut self, first: Expr) -> Parsed<Expr> {
        let mut height = self.height;
        let start = first.span;
        if matches!(first.node, Node::Threshold { .. }) && !self.in_parentheses(start) {
            return Err(self.mixed("a pattern compares once"));
        }
        let mut rest = Vec::with_capacity(1);
        loop {
            self.check_factorial()?;
            let Some(comparator) = self.comparator()? else { break };
            let value = self.range_operand()?;
            height = height.max(self.height);
            rest.push(Link { comparator, value });
        }
        let span = self.since(start);
        self.above_all(height, Node::Comparison { first: Box::new(first), rest }, span)
    }

    /// Passes over a comparison sign, if one is at hand.
    pub(super) fn comparator(&mut self) -> Parsed<Option<Spanned<Comparator>>> {
        let token = self.token();
        let comparator = match self.kind() {
            Kind::Equal => Comparator::Equal,
            Kind::Unequal => Comparator::Unequal,
            Kind::Less => Comparator::Less,
            Kind::AtMost => Comparator::AtMost,
            Kind::Greater => Comparator::Greater,
            Kind::AtLeast => Comparator::AtLeast,
            Kind::Foreign => match token.text {
                "=>" => Comparator::AtLeast,
                "=<" => Comparator::AtMost,
                "<>" => Comparator::Unequal,
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        if token.kind == Kind::Foreign {
            self.note(self.means(token.span, comparator.text()))?;
        }
        self.advance();
        let mut span = token.span;
        // `> =` with a blank between.
        if matches!(comparator, Comparator::Less | Comparator::Greater) && self.kind() == Kind::Equal {
            let meant = if comparator == Comparator::Less { Comparator::AtMost } else { Comparator::AtLeast };
            let second = self.advance();
            span = self.since(span);
            let message = format!("`{} {}` is written in one piece", token.text, second.text);
            let fix = format!("did you mean `{}`", meant.text());
            self.note(Error::new(ErrorKind::Syntax, message).at(span).hint(fix))?;
            return Ok(Some(Spanned::new(meant, span)));
        }
        Ok(Some(Spanned::new(comparator, span)))
    }

    /// Whether an expression with this span, read last, was written in parentheses.
    pub(super) fn in_parentheses(&self, span: Span) -> bool {
        let before = self.tokens[self.at - 1];
        before.kind == Kind::RightParen && self.opened_at(span)
    }

    /// Whether the expression's first character is a parenthesis that its last one closes.
    fn opened_at(&self, span: Span) -> bool {
        let mut open = 0usize;
        for token in self.tokens[..self.at].iter().rev() {
            if token.kind.closes() {
                open += 1;
            } else if token.kind.opens() {
                open = open.saturating_sub(1);
                if open == 0 {
                    return token.span.start == span.start && token.kind == Kind::LeftParen;
                }
            }
        }
        false
    }

    fn mixed(&self, message: &str) -> Error {
        Error::new(ErrorKind::Syntax, message).at(self.token().span).hint("put one of them in parentheses")
    }
}
