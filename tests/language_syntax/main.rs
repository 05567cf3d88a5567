//! The syntax of the question language: text to tree, tree to text, and what is said of mistakes.

mod trees;

mod fuzz;
mod mistakes;
mod reading;
mod roundtrip;
