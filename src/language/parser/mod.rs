//! Tokens to a syntax tree.
//!
//! Statements are read by recursive descent and expressions by precedence climbing [V. R. Pratt, "Top down operator
//! precedence", POPL 1973]. A slip whose meaning is plain (`||`, `4D6`) is recorded and read as what was meant, so that
//! the rest is still checked; after any other mistake the parser goes on with the next statement.
//!
//! Neither deep nesting nor long chains of operators can exhaust the stack, here or in whatever walks the tree later:
//! both are limited, [`NESTING`] while reading and [`HEIGHT`] for the tree.

mod braces;
mod call;
mod conditional;
mod cursor;
mod experiment;
mod expression;
mod literal;
mod mistake;
mod operand;
mod pattern;
mod statement;

use cursor::{closing_of, name_of};
pub(super) use expression::Level;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{Expr, Node, Program};
use crate::language::fold::fold;
use crate::language::lexer::{Kind, Token, tokens};

/// The deepest nesting of brackets, prefixes and branches that is read.
pub const NESTING: usize = 100;

/// The longest way from the root of an expression to one of its leaves.
pub const HEIGHT: usize = 250;

/// So many mistakes are reported before the parser gives up on a text.
const MISTAKES: usize = 20;

/// A value, or the mistake that prevents it.
type Parsed<T> = Result<T, Error>;

/// The syntax tree of a text.
///
/// A text of blanks and comments is a program without statements. Time is linear in the length of the text.
///
/// # Examples
/// ```
/// use prob::language::parse;
/// let program = parse("X ~ 2d6; P(X = 8 | X[1] mod 2 = 0)").unwrap();
/// assert_eq!(program.statements.len(), 2);
/// let mistakes = parse("P(4D6 >= 14); P(2d6 = 7))").unwrap_err();
/// assert_eq!(mistakes[0].to_string(), "dice are written with a small `d`; did you mean `4d6`");
/// assert_eq!(mistakes[1].to_string(), "unexpected `)`; no `(` is open here");
/// assert_eq!(mistakes[1].span().unwrap().start, 24);
/// ```
///
/// # Errors
/// Every mistake found, at least one, in the order of the text, each with its place. At most twenty are reported.
pub fn parse(text: &str) -> Result<Program, Vec<Error>> {
    let folded = fold(text);
    Parser::new(&folded).program()
}

/// The syntax tree of a text, in a session where outcomes with these names are known: fixes speak of the last of them.
///
/// # Errors
/// Those of [`parse`].
pub fn parse_knowing(text: &str, known: &[&str]) -> Result<Program, Vec<Error>> {
    let folded = fold(text);
    Parser { known, ..Parser::new(&folded) }.program()
}

/// The syntax tree of a text that is one expression and nothing else, such as a line of a derivation.
///
/// # Examples
/// ```
/// use prob::language::parse_expression;
/// assert_eq!(parse_expression("C(4,3)  *C(48,2)").unwrap().to_string(), "C(4, 3) * C(48, 2)");
/// assert!(parse_expression("X ~ 2d6").is_err());
/// ```
///
/// # Errors
/// Every mistake found, at least one, in the order of the text.
pub fn parse_expression(text: &str) -> Result<Expr, Vec<Error>> {
    let folded = fold(text);
    Parser::new(&folded).lone_expression()
}

/// What the brackets around the current place allow. Each bracket begins afresh.
#[derive(Clone, Copy)]
struct Scope {
    /// `|` separates an event from its condition: directly inside the parentheses of a question.
    bar: bool,
    /// `until` belongs to a `draw`; not so in the step of a chain, whose own `until` it is.
    until: bool,
    /// `from` belongs to a word before it; not so in the number of a draw, whose own `from` it is.
    from: bool,
    /// The `in` that parts what `wait` waits for from what is tried; beyond all tokens elsewhere.
    source: usize,
}

impl Scope {
    const PLAIN: Self = Self { bar: false, until: true, from: true, source: usize::MAX };
    const QUESTION: Self = Self { bar: true, ..Self::PLAIN };
}

/// The words that may follow an expression and go on with what is around it.
pub(super) const CLAUSES: [&str; 6] = ["to", "until", "with", "for", "step", "steps"];

struct Parser<'a> {
    text: &'a str,
    /// The names of outcomes that were given before the text.
    known: &'a [&'a str],
    tokens: Vec<Token<'a>>,
    /// The current token.
    at: usize,
    /// The first token of the current statement.
    start: usize,
    /// How many brackets are open.
    open: usize,
    scope: Scope,
    /// How many expressions are being read inside one another.
    nesting: usize,
    /// The height of the expression read last.
    height: usize,
    mistakes: Vec<Error>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            known: &[],
            tokens: tokens(text),
            at: 0,
            start: 0,
            open: 0,
            scope: Scope::PLAIN,
            nesting: 0,
            height: 0,
            mistakes: Vec::new(),
        }
    }

    fn program(mut self) -> Result<Program, Vec<Error>> {
        let mut statements = Vec::new();
        while self.mistakes.len() < MISTAKES {
            while self.tokens[self.at].kind == Kind::Semicolon {
                self.at += 1;
            }
            if self.tokens[self.at].kind == Kind::End {
                break;
            }
            self.begin();
            match self.statement() {
                Ok(statement) => statements.push(statement),
                Err(mistake) => {
                    self.mistakes.push(mistake);
                    self.skip_statement();
                }
            }
        }
        self.conclude(Program { statements })
    }

    fn lone_expression(mut self) -> Result<Expr, Vec<Error>> {
        let read = self.expression().and_then(|expr| match (self.kind(), self.token().kind) {
            (_, Kind::End) => Ok(expr),
            (Kind::Semicolon | Kind::End, _) => Err(self.more_than_one()),
            _ => Err(self.unexpected()),
        });
        match read {
            Ok(expr) => self.conclude(expr),
            Err(mistake) => {
                self.mistakes.push(mistake);
                Err(self.in_order())
            }
        }
    }

    /// The result, unless there were mistakes.
    fn conclude<T>(self, result: T) -> Result<T, Vec<Error>> {
        if self.mistakes.is_empty() { Ok(result) } else { Err(self.in_order()) }
    }

    /// The mistakes in the order of the text.
    fn in_order(self) -> Vec<Error> {
        let mut mistakes = self.mistakes;
        mistakes.sort_by_key(|m| m.span().map(|s| s.start));
        mistakes
    }

    /// Forgets what the statement before left open.
    fn begin(&mut self) {
        self.start = self.at;
        self.open = 0;
        self.scope = Scope::PLAIN;
        self.nesting = 0;
        self.height = 0;
    }

    /// Goes to where the next statement may begin.
    fn skip_statement(&mut self) {
        let mut open = self.open;
        // A mistake at the first token must not be met again.
        if self.at == self.start {
            self.at += 1;
        }
        while !matches!(self.tokens[self.at].kind, Kind::Semicolon | Kind::End) {
            let token = self.tokens[self.at];
            if token.breaks && (open == 0 || self.begins_statement(self.at)) {
                break;
            }
            if token.kind.opens() {
                open += 1;
            } else if token.kind.closes() {
                open = open.saturating_sub(1);
            }
            self.at += 1;
        }
    }

    /// Whether the tokens at `at` can only be the beginning of a statement.
    fn begins_statement(&self, at: usize) -> bool {
        let kind = |n: usize| self.tokens.get(at + n).map_or(Kind::End, |t| t.kind);
        kind(0) == Kind::Word
            && (matches!(kind(1), Kind::Tilde | Kind::Assign)
                || (self.tokens[at].text == "def" && kind(1) == Kind::Word))
    }

    /// Records a mistake after which the reading can go on as if it were mended.
    /// # Errors
    /// The mistake itself, when enough have been recorded: then the reading ends.
    fn note(&mut self, mistake: Error) -> Parsed<()> {
        if self.mistakes.len() + 1 >= MISTAKES {
            return Err(mistake);
        }
        self.mistakes.push(mistake);
        Ok(())
    }

    /// Counts one more level of nesting; [`Parser::leave`] ends it.
    fn enter(&mut self) -> Parsed<()> {
        self.nesting += 1;
        if self.nesting > NESTING { Err(self.too_deep(self.token().span)) } else { Ok(()) }
    }

    fn leave(&mut self) {
        self.nesting -= 1;
    }

    /// A node whose highest child is the expression read last.
    fn above(&mut self, node: Node, span: Span) -> Parsed<Expr> {
        let children = self.height;
        self.above_all(children, node, span)
    }

    /// A node whose highest child has height `children`.
    fn above_all(&mut self, children: usize, node: Node, span: Span) -> Parsed<Expr> {
        self.height = children + 1;
        if self.height > HEIGHT { Err(self.too_deep(span)) } else { Ok(Expr::new(node, span)) }
    }

    /// A node without children.
    fn leaf(&mut self, node: Node, span: Span) -> Expr {
        self.height = 1;
        Expr::new(node, span)
    }

    fn too_deep(&self, span: Span) -> Error {
        Error::new(ErrorKind::Endless, "the expression is nested too deeply")
            .at(span)
            .hint("name a part of it with `:=` and use the name")
    }
}
