//! Statements: names for outcomes and expressions, functions, facts, questions.

use super::{Parsed, Parser, Scope, name_of};
use crate::error::{Error, ErrorKind, nearest};
use crate::language::ast::{
    Act, Ask, Binding, Expr, Format, Goal, Measure, Name, Node, Query, Spanned, Statement, Verb,
};
use crate::language::lexer::Kind;

impl Parser<'_> {
    /// One statement and its end, which is not passed over.
    pub(super) fn statement(&mut self) -> Parsed<Statement> {
        let start = self.token().span;
        let act = self.act()?;
        let span = self.since(start);
        match self.kind() {
            Kind::End | Kind::Semicolon => Ok(Spanned::new(act, span)),
            _ => Err(self.unexpected()),
        }
    }

    fn act(&mut self) -> Parsed<Act> {
        let (names, ahead) = self.names_at(0);
        match self.kind_after(ahead) {
            Kind::Tilde if names > 0 => return self.roll(),
            Kind::Assign if names > 1 => return Err(self.several_defined()),
            _ => {}
        }
        match self.kind_at(1) {
            Kind::Assign => return self.define(),
            Kind::Tilde => return Err(self.no_name("an outcome")),
            _ => {}
        }
        if let Some(mistake) = self.arrow_for_tilde().or_else(|| self.stated_in_chinese()) {
            return Err(mistake);
        }
        match self.word_at(0) {
            // `def to percent` asks for a name in a format.
            "def"
                if matches!(self.kind_at(1), Kind::Word | Kind::Dice)
                    && (self.word_at(1) != "to" || self.kind_at(2) != Kind::Word) =>
            {
                self.function()
            }
            "given" if self.begins_request() => {
                self.advance();
                Ok(Act::Given { facts: self.list(Self::expression)? })
            }
            _ => self.ask().map(Act::Ask),
        }
    }

    /// `X, Y := 3`
    fn several_defined(&self) -> Error {
        Error::new(ErrorKind::Syntax, "`:=` gives one name at a time")
            .at(self.tokens[self.at + 1].span)
            .hint("write a statement for each, or `~` for outcomes")
    }

    /// `X, Y ~ E`
    fn roll(&mut self) -> Parsed<Act> {
        let names = self.list(|p| p.name("an outcome"))?;
        self.advance();
        Ok(Act::Roll { names, experiment: self.expression()? })
    }

    /// `name := expr`
    fn define(&mut self) -> Parsed<Act> {
        let name = self.name("an expression")?;
        self.advance();
        Ok(Act::Define { name, value: self.expression()? })
    }

    /// `def f(n) := expr`
    fn function(&mut self) -> Parsed<Act> {
        self.advance();
        let name = self.name("a function")?;
        if Measure::from_text(&name.text).is_some() || name.text == "D" {
            let message = format!("`{}(…)` is a question of the language", name.text);
            return Err(Error::new(ErrorKind::Ambiguous, message)
                .at(name.span)
                .hint("give the function another name"));
        }
        if self.kind() != Kind::LeftParen {
            let message = "a function names its parameters in parentheses";
            let fix = format!("did you mean `def {}(n) := …`", name.text);
            return Err(Error::new(ErrorKind::Syntax, message).at(self.here()).hint(fix));
        }
        let (parameters, _) = self.bracketed(Scope::PLAIN, |p| p.list(|p| p.name("a parameter")))?;
        if self.take(Kind::Assign).is_none() {
            return Err(self.expected(":=", "a function's definition follows `:=`"));
        }
        Ok(Act::Function { name, parameters, body: self.expression()? })
    }

    /// A question with its verb and its format.
    fn ask(&mut self) -> Parsed<Ask> {
        let verb = match Verb::from_text(self.word_at(0)) {
            Some(verb) if verb != Verb::Answer && self.begins_request() => {
                self.advance();
                verb
            }
            _ => Verb::Answer,
        };
        let start = self.at;
        let queries = match verb {
            Verb::Compare | Verb::Check => self.list(Self::query)?,
            _ => vec![self.query()?],
        };
        let wrong = match verb {
            Verb::Check => queries.len() != 2,
            Verb::Compare => queries.len() < 2,
            _ => false,
        };
        if wrong {
            let (message, fix) = match verb {
                Verb::Check => ("`check` takes a formula and a question", "write `check formula, P(…)`"),
                _ => ("`compare` takes several questions", "write `compare P(…), P(…)`"),
            };
            let span = self.since(self.tokens[start].span);
            return Err(Error::new(ErrorKind::Syntax, message).at(span).hint(fix));
        }
        Ok(Ask { verb, queries, format: self.format()? })
    }

    /// Whether the word here is followed by what it could ask about, so that it is a verb and not a name.
    fn begins_request(&self) -> bool {
        let next = self.kind_at(1);
        (next.begins_operand() && self.word_at(1) != "to")
            || next == Kind::Minus
            || (next == Kind::Not && self.kind_at(2) != Kind::In)
    }

    /// A sweep, a search, or an expression.
    fn query(&mut self) -> Parsed<Query> {
        let binds = self.kind_at(1) == Kind::Word && self.kind_at(2) == Kind::In;
        if binds && self.take_word("for").is_some() {
            let binding = self.binding()?;
            return Ok(Query::Sweep { binding, questions: self.list(Self::expression)? });
        }
        match Goal::from_text(self.word_at(0)) {
            Some(goal) if binds => {
                self.advance();
                let binding = self.binding()?;
                Ok(Query::Search { goal, binding, condition: self.expression()? })
            }
            _ => Ok(Query::Value(self.expression()?)),
        }
    }

    /// `n in 1..10:`
    fn binding(&mut self) -> Parsed<Binding> {
        let name = name_of(self.advance());
        self.advance();
        let values = self.range_operand()?;
        if self.take(Kind::Colon).is_none() {
            return Err(self.expected(":", "what is asked for each value follows a colon"));
        }
        Ok(Binding { name, values })
    }

    /// `to percent`
    fn format(&mut self) -> Parsed<Option<Spanned<Format>>> {
        if !self.at_word("to") || self.kind_at(1) != Kind::Word {
            return Ok(None);
        }
        self.advance();
        let token = self.advance();
        if let Some(format) = Format::from_text(token.text) {
            return Ok(Some(Spanned::new(format, token.span)));
        }
        if let Some(mistake) = self.saying() {
            return Err(mistake);
        }
        let names = Format::ALL.iter().map(|f| f.text());
        let fix = match nearest(token.text, names.clone()) {
            Some(name) => format!("did you mean `{name}`"),
            None => format!("the formats are {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("unknown format `{}`", token.text);
        self.note(Error::new(ErrorKind::UnknownName, message).at(token.span).hint(fix))?;
        Ok(None)
    }

    /// Items that turned out to stand before a colon, as bindings.
    pub(super) fn bindings_of(&self, items: Vec<Expr>) -> Parsed<Vec<Binding>> {
        items
            .into_iter()
            .map(|item| match item.node {
                Node::In { pattern, collection } => match pattern.node {
                    Node::Name(text) => {
                        Ok(Binding { name: Name { text, span: pattern.span }, values: *collection })
                    }
                    _ => Err(self.no_binding(pattern.span)),
                },
                _ => Err(self.no_binding(item.span)),
            })
            .collect()
    }

    fn no_binding(&self, span: crate::error::Span) -> Error {
        Error::new(ErrorKind::Syntax, "before a colon stands a name and its values")
            .at(span)
            .hint("write `k in 1..10: …`")
    }
}
