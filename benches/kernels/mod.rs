//! Kernels that do one job each as fast as it is known to go: fixed numbers of words, no question, no budget.
//!
//! They are limits to measure against; the program itself does not use them.

pub mod cards;
pub mod chains;
pub mod fixed;
pub mod lists;
pub mod pools;
