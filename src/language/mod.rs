#![doc = include_str!("grammar.md")]

pub mod ast;
pub mod check;
mod fold;
mod lexer;
mod parser;
mod print;

pub use parser::{HEIGHT, NESTING, parse, parse_expression};
pub use print::{print, print_expression};
