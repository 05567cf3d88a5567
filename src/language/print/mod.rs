//! A syntax tree to text: one spelling for each tree, with the fewest parentheses, which reads back as the same tree.

mod experiment;
mod expression;
mod number;

use std::fmt;

use super::ast::{Act, Ask, Binding, Expr, Name, Node, Program, Query, Spanned, Verb};
use super::parser::Level;

/// The canonical text of a program, its statements joined by `; `.
///
/// # Examples
/// ```
/// use prob::language::{parse, print};
/// let program = parse("X~2d6\nP( (X==8)|X[1]mod 2=0 )").unwrap();
/// assert_eq!(print(&program), "X ~ 2d6; P(X = 8 | X[1] mod 2 = 0)");
/// ```
#[must_use]
pub fn print(program: &Program) -> String {
    let mut printer = Printer::default();
    printer.joined(&program.statements, "; ", |p, s| p.act(&s.node));
    printer.text
}

/// The canonical text of an expression.
#[must_use]
pub fn print_expression(expr: &Expr) -> String {
    let mut printer = Printer::default();
    printer.at(Level::Whole, expr);
    printer.text
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(self))
    }
}

impl fmt::Display for Spanned<Node> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print_expression(self))
    }
}

impl fmt::Display for Spanned<Act> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer::default();
        printer.act(&self.node);
        f.write_str(&printer.text)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer::default();
        printer.query(self);
        f.write_str(&printer.text)
    }
}

/// The text so far, and how the next piece is to be written.
#[derive(Default)]
struct Printer {
    text: String,
    /// Without blanks around `+ - *`: in a range and in an index, where they would part what belongs together.
    tight: bool,
    /// A bare `until` here would be taken by the chain whose step this is.
    in_step: bool,
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Items with `separator` between them.
    fn joined<T>(&mut self, items: &[T], separator: &str, mut print: impl FnMut(&mut Self, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.push(separator);
            }
            print(self, item);
        }
    }

    fn names(&mut self, names: &[Name]) {
        self.joined(names, ", ", |p, name| p.push(&name.text));
    }

    /// Whole expressions with commas between them.
    fn list(&mut self, items: &[Expr]) {
        self.joined(items, ", ", |p, item| p.at(Level::Whole, item));
    }

    /// Something between brackets, in which everything begins afresh.
    fn bracketed(&mut self, opening: &str, closing: &str, content: impl FnOnce(&mut Self)) {
        let outer = (std::mem::take(&mut self.tight), std::mem::take(&mut self.in_step));
        self.push(opening);
        content(self);
        self.push(closing);
        (self.tight, self.in_step) = outer;
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Roll { names, experiment } => {
                self.names(names);
                self.push(" ~ ");
                self.at(Level::Whole, experiment);
            }
            Act::Define { name, value } => {
                self.push(&name.text);
                self.push(" := ");
                self.at(Level::Whole, value);
            }
            Act::Function { name, parameters, body } => {
                self.push("def ");
                self.push(&name.text);
                self.bracketed("(", ")", |p| p.names(parameters));
                self.push(" := ");
                self.at(Level::Whole, body);
            }
            Act::Given { facts } => {
                self.push("given ");
                for (i, fact) in facts.iter().enumerate() {
                    self.push(if i > 0 { ", " } else { "" });
                    let start = self.text.len();
                    self.at(Level::Whole, fact);
                    if i == 0 && misread(&self.text[start..], true) {
                        self.enclose(start);
                    }
                }
            }
            Act::Ask(ask) => self.ask(ask),
        }
    }

    fn ask(&mut self, ask: &Ask) {
        let verb = ask.verb != Verb::Answer;
        if verb {
            self.push(ask.verb.text());
            self.push(" ");
        }
        for (i, query) in ask.queries.iter().enumerate() {
            self.push(if i > 0 { ", " } else { "" });
            let start = self.text.len();
            self.query(query);
            if i == 0 && matches!(query, Query::Value(_)) && misread(&self.text[start..], verb) {
                self.enclose(start);
            }
        }
        if let Some(format) = &ask.format {
            self.push(" to ");
            self.push(format.node.text());
        }
    }

    /// Puts what has been written since `start` in parentheses.
    fn enclose(&mut self, start: usize) {
        self.text.insert(start, '(');
        self.push(")");
    }

    fn query(&mut self, query: &Query) {
        match query {
            Query::Value(expr) => self.at(Level::Whole, expr),
            Query::Sweep { binding, questions } => {
                self.push("for ");
                self.binding(binding);
                self.push(": ");
                self.list(questions);
            }
            Query::Search { goal, binding, condition } => {
                self.push(goal.text());
                self.push(" ");
                self.binding(binding);
                self.push(": ");
                self.at(Level::Whole, condition);
            }
        }
    }

    fn binding(&mut self, binding: &Binding) {
        self.push(&binding.name.text);
        self.push(" in ");
        self.at(Level::Range, &binding.values);
    }
}

/// Whether an expression that begins so would be taken for something else: after a verb, a comparison would compare the
/// verb and `to` ask for a format; without one, a name such as `list` would be the verb.
fn misread(text: &str, after_verb: bool) -> bool {
    let first = first_word(text);
    if after_verb {
        return first == "to" || text.starts_with(['=', '!', '<', '>']);
    }
    !first.is_empty() && first != text && (first == "given" || Verb::from_text(first).is_some())
}

/// The word that a text begins with; empty if it begins with a sign.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}
