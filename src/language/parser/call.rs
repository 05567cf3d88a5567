//! A word before parentheses: functions, quantifiers, and the questions themselves.

use super::expression::Level;
use super::mistake::question_meant;
use super::{Parsed, Parser, Scope, name_of};
use crate::error::{Error, ErrorKind};
use crate::language::ast::{Expr, Measure, Name, Node, Quantifier};
use crate::language::lexer::{Kind, Token};

impl Parser<'_> {
    /// `f(a, b)`, `count(x in X: cond)`, `P(A | B)`
    pub(super) fn call(&mut self) -> Parsed<Expr> {
        let word = self.advance();
        let measure = match word.text {
            "D" => Some(Measure::Variance),
            text => Measure::from_text(text),
        };
        match measure {
            Some(measure) => self.measure(word, measure),
            None => self.function_call(word),
        }
    }

    /// The arguments of a function, or of a quantifier.
    fn function_call(&mut self, word: Token<'_>) -> Parsed<Expr> {
        // In `Pr(A | B)` the bar is right and the word before it wrong.
        let scope = if question_meant(word.text).is_some() { Scope::QUESTION } else { Scope::PLAIN };
        let (content, parentheses) = self.bracketed(scope, |p| {
            p.height = 0;
            if p.kind() == Kind::RightParen {
                return Ok((Vec::new(), None));
            }
            if matches!(word.text, "wait" | "first") {
                p.scope.source = p.last_in();
            }
            let mut args = p.list(|p| p.argument(word.text))?;
            if p.at == p.scope.source
                && let Some(pattern) = args.pop()
            {
                args.push(p.membership(pattern)?);
            }
            match p.kind() {
                Kind::Colon => Ok((args, Some(p.body(word)?))),
                Kind::Bar => Err(p.bar_in_function(word)),
                _ => Ok((args, None)),
            }
        })?;
        let span = word.span.to(parentheses);
        match content {
            (args, None) => self.above(Node::Call { name: name_of(word), args }, span),
            (args, Some((quantifier, body))) => {
                let bindings = self.bindings_of(args)?;
                self.above(Node::Quantified { quantifier, bindings, body: Box::new(body) }, span)
            }
        }
    }

    /// The last `in` of the last argument, outside of brackets; beyond all tokens if there is none.
    fn last_in(&self) -> usize {
        let (mut found, mut open) = (usize::MAX, 0usize);
        for (at, token) in self.tokens.iter().enumerate().skip(self.at) {
            match token.kind {
                Kind::Semicolon | Kind::End => break,
                kind if kind.opens() => open += 1,
                kind if kind.closes() && open == 0 => break,
                kind if kind.closes() => open -= 1,
                Kind::Comma if open == 0 => found = usize::MAX,
                Kind::In if open == 0 => found = at,
                _ => {}
            }
        }
        found
    }

    /// One argument. Those of `place` may be `identical`, and the last of `split` may say `into` how many.
    fn argument(&mut self, function: &str) -> Parsed<Expr> {
        let start = self.token().span;
        let wrap: fn(Box<Expr>) -> Node = match (function, self.word_at(0)) {
            ("place", "identical") if self.number_follows() => Node::Identical,
            ("split", "into") if self.number_follows() => Node::Into,
            _ => return self.expression(),
        };
        self.advance();
        let value = self.at_level(Level::Sum)?;
        let span = self.since(start);
        self.above(wrap(Box::new(value)), span)
    }

    /// `: cond` of a quantifier whose bindings have been read.
    fn body(&mut self, word: Token<'_>) -> Parsed<(Quantifier, Expr)> {
        let Some(quantifier) = Quantifier::from_text(word.text) else {
            return Err(self.colon_in_function(word));
        };
        let height = self.height;
        self.advance();
        let body = self.expression()?;
        self.height = self.height.max(height);
        Ok((quantifier, body))
    }

    /// `P(A, B | C)`, `N(S, H: cond)`
    fn measure(&mut self, word: Token<'_>, measure: Measure) -> Parsed<Expr> {
        if self.kind_at(1) == Kind::RightParen {
            return Err(self.empty_question(word));
        }
        let ((over, args, given), parentheses) = self.bracketed(Scope::QUESTION, |p| {
            let mut args = p.list(Self::expression)?;
            let mut height = p.height;
            let mut over = Vec::new();
            if p.kind() == Kind::Colon {
                over = p.names_over(measure, args)?;
                args = p.list(Self::expression)?;
                height = height.max(p.height);
            }
            let mut given = Vec::new();
            while p.at_bar()? {
                if !given.is_empty() {
                    p.note(p.second_bar())?;
                }
                p.advance();
                given.extend(p.list(Self::expression)?);
                height = height.max(p.height);
            }
            p.height = height;
            Ok((over, args, given))
        })?;
        self.above(Node::Measure { measure, over, args, given }, word.span.to(parentheses))
    }

    /// Whether a bar stands here, or the word that it is read as, which is noted.
    fn at_bar(&mut self) -> Parsed<bool> {
        if self.at_word("given") && self.kind_at(1).begins_operand() {
            self.note(self.means(self.token().span, "|"))?;
            return Ok(true);
        }
        Ok(self.kind() == Kind::Bar)
    }

    /// The names before the colon of `N(S, H: cond)`; the colon is passed over.
    fn names_over(&mut self, measure: Measure, items: Vec<Expr>) -> Parsed<Vec<Name>> {
        let colon = self.advance();
        if measure != Measure::Count {
            let message = format!("`{}` takes no names before a colon; only `N` does", measure.text());
            return Err(Error::new(ErrorKind::Syntax, message).at(colon.span).hint("did you mean `|`"));
        }
        items
            .into_iter()
            .map(|item| match item.node {
                Node::Name(text) => Ok(Name { text, span: item.span }),
                _ => Err(Error::new(ErrorKind::Syntax, "before the colon of `N` stand names of outcomes")
                    .at(item.span)
                    .hint("write `N(X, Y: X = 6)`")),
            })
            .collect()
    }
}
