#![doc = include_str!("grammar.md")]

pub mod ast;
pub mod check;
mod chinese;
mod complete;
mod famous;
mod fold;
mod lexer;
mod parser;
mod pieces;
mod print;
pub mod reference;
mod unfinished;

pub use complete::{Candidate, Completions, complete, signature};
pub use parser::{HEIGHT, NESTING, parse, parse_expression, parse_knowing};
pub use pieces::{Role, pieces};
pub use print::{print, print_expression};
pub use unfinished::{is_unfinished, missing_brackets};
