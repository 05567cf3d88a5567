//! combinatorics
