//! `draw … from …`, `choose … from …`, `chain from … step …`

use super::expression::level_of;
use super::{Printer, first_word};
use crate::language::ast::{Chain, ChainEnd, Expr, Name, Node};
use crate::language::parser::{CLAUSES, Level};

impl Printer {
    pub(super) fn experiment(&mut self, node: &Node) {
        match node {
            Node::Draw { count, from, replacement, until } => {
                self.push("draw ");
                if let Some(count) = count {
                    self.size(count);
                    self.push(" ");
                }
                self.source(from, *replacement);
                if let Some(condition) = until {
                    self.push(" until ");
                    self.at(Level::Or, condition);
                }
            }
            Node::Choose { count, from, replacement } => {
                self.push("choose ");
                self.size(count);
                self.push(" ");
                self.source(from, *replacement);
            }
            Node::Chain(chain) => self.chain(chain),
            _ => {}
        }
    }

    /// The number of elements after `draw`; in parentheses if `draw` before it would be taken for a label.
    pub(super) fn size(&mut self, size: &Expr) {
        let start = self.text.len();
        self.at(Level::Sum, size);
        let first = first_word(&self.text[start..]);
        if self.text[start..].starts_with('-') || CLAUSES.contains(&first) {
            self.enclose(start);
        }
    }

    /// `from U with replacement`; a draw from a draw is put in parentheses, or its end would be the other's too.
    fn source(&mut self, from: &Expr, replacement: bool) {
        self.push("from ");
        let nested = matches!(from.node, Node::Draw { .. } | Node::Choose { .. });
        self.grouped(nested || level_of(&from.node) < Level::Range, from);
        if replacement {
            self.push(" with replacement");
        }
    }

    fn chain(&mut self, chain: &Chain) {
        self.push("chain ");
        match chain.state.as_slice() {
            [] => {}
            [Name { text, .. }] => {
                self.push(text);
                self.push(" ");
            }
            names => self.bracketed("(", ") ", |p| p.names(names)),
        }
        self.push("from ");
        self.at(Level::Range, &chain.from);
        self.push(" step ");
        let outer = std::mem::replace(&mut self.in_step, true);
        self.at(Level::Whole, &chain.step);
        self.in_step = outer;
        match &chain.end {
            ChainEnd::Until(condition) => {
                self.push(" until ");
                self.at(Level::Or, condition);
            }
            ChainEnd::Steps(steps) => {
                self.push(" for ");
                self.at(Level::Sum, steps);
                self.push(" steps");
            }
        }
    }
}
