//! Expressions, and where they need parentheses.

use super::Printer;
use super::number::{dice, number};
use crate::language::ast::{Entry, Expr, Link, Node, Operator};
use crate::language::parser::Level;

impl Printer {
    /// The expression where an operand of `level` is read: in parentheses if it binds less tightly.
    pub(super) fn at(&mut self, level: Level, expr: &Expr) {
        self.grouped(level_of(&expr.node) < level || self.until_is_taken(&expr.node), expr);
    }

    /// A pattern before `in` or after `is`, where `>= 8` and `multiple of 3` stand bare.
    fn pattern(&mut self, expr: &Expr) {
        match expr.node {
            Node::Threshold { .. } | Node::MultipleOf(_) => self.at(Level::Relation, expr),
            _ => self.at(Level::Range, expr),
        }
    }

    pub(super) fn grouped(&mut self, parentheses: bool, expr: &Expr) {
        if parentheses {
            self.bracketed("(", ")", |p| p.node(&expr.node));
        } else {
            self.node(&expr.node);
        }
    }

    /// Whether an `until` that ends this would be read as that of the chain around it.
    fn until_is_taken(&self, node: &Node) -> bool {
        self.in_step && matches!(node, Node::Draw { until: Some(_), .. } | Node::Chain(_))
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Number(value) => self.push(&number(value).0),
            Node::Name(name) => self.push(name),
            Node::Text(text) => {
                self.push("\"");
                self.push(text);
                self.push("\"");
            }
            Node::Dice(value) => self.push(&dice(*value)),
            Node::Set(_) | Node::Builder { .. } | Node::Branches(_) | Node::Labelled { .. } => {
                self.braces(node)
            }
            Node::Tuple(items) => self.bracketed("(", ")", |p| p.list(items)),
            Node::Call { .. } | Node::Quantified { .. } | Node::Measure { .. } => self.call(node),
            Node::Index { sample, index } => {
                self.at(Level::Primary, sample);
                self.index(|p| p.at(Level::Whole, index));
            }
            Node::Slice { sample, from, to } => {
                self.at(Level::Primary, sample);
                self.index(|p| p.range(from, to));
            }
            Node::Negate(operand) => {
                self.push("-");
                self.at(Level::Negation, operand);
            }
            // `3d6!` could be taken for dice that explode.
            Node::Factorial(operand) if matches!(operand.node, Node::Dice(_)) => {
                self.push("(");
                self.at(Level::Primary, operand);
                self.push(")!");
            }
            Node::Factorial(operand) => {
                self.at(Level::Primary, operand);
                self.push("!");
            }
            Node::Binary { operator, left, right } => self.binary(*operator, left, right),
            Node::Range { from, to } => self.range(from, to),
            Node::Draw { .. } | Node::Choose { .. } | Node::Chain(_) => self.experiment(node),
            Node::If { condition, then, otherwise } => {
                self.push("if ");
                self.at(Level::Or, condition);
                self.push(" then ");
                self.at(Level::Whole, then);
                self.push(" else ");
                self.at(Level::Whole, otherwise);
            }
            Node::Identical(size) => {
                self.push("identical ");
                self.size(size);
            }
            Node::Into(size) => {
                self.push("into ");
                self.size(size);
            }
            _ => self.condition(node),
        }
    }

    fn prefixed(&mut self, prefix: &str, level: Level, operand: &Expr) {
        self.push(prefix);
        self.at(level, operand);
    }

    fn condition(&mut self, node: &Node) {
        match node {
            Node::Not(operand) => self.prefixed("not ", Level::Not, operand),
            Node::MultipleOf(factor) => self.prefixed("multiple of ", Level::Range, factor),
            Node::Threshold { comparator, value } => {
                self.push(comparator.text());
                self.push(" ");
                self.at(Level::Range, value);
            }
            Node::Comparison { first, rest } => self.comparison(first, rest),
            Node::In { pattern, collection } => {
                self.pattern(pattern);
                self.push(" in ");
                self.at(Level::Range, collection);
            }
            Node::Is { element, pattern } => {
                self.at(Level::Range, element);
                self.push(" is ");
                match &pattern.node {
                    Node::Not(bare) => {
                        self.push("not ");
                        self.pattern(bare);
                    }
                    _ => self.pattern(pattern),
                }
            }
            _ => {}
        }
    }

    fn comparison(&mut self, first: &Expr, rest: &[Link]) {
        self.at(Level::Range, first);
        for link in rest {
            self.push(" ");
            self.push(link.comparator.node.text());
            self.push(" ");
            self.at(Level::Range, &link.value);
        }
    }

    fn binary(&mut self, operator: Operator, left: &Expr, right: &Expr) {
        let level = level_of_operator(operator);
        let (before, after) = match level {
            Level::Power => (Level::Postfix, Level::Negation),
            Level::Or => (Level::Or, Level::And),
            Level::And => (Level::And, Level::Not),
            Level::Sum => (Level::Sum, Level::Product),
            _ => (Level::Product, Level::Negation),
        };
        let mixed = match &left.node {
            Node::Binary { operator: inner, .. } => {
                matches!((inner, operator), (Operator::Or, Operator::Xor) | (Operator::Xor, Operator::Or))
            }
            _ => false,
        };
        self.grouped(mixed || level_of(&left.node) < before || self.until_is_taken(&left.node), left);
        let blanks = match operator {
            Operator::Power => false,
            // `a mod b/c` would look like a mod b/c, and a fraction of products is no product of fractions.
            Operator::Divide => {
                !self.tight && level_of(&left.node) == Level::Product && !is_times_fraction(left, right)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply => !self.tight,
            _ => true,
        };
        let blank = if blanks { " " } else { "" };
        self.push(blank);
        self.push(operator.text());
        self.push(blank);
        self.at(after, right);
    }

    fn range(&mut self, from: &Expr, to: &Expr) {
        let outer = std::mem::replace(&mut self.tight, true);
        self.at(Level::Sum, from);
        self.push("..");
        self.at(Level::Sum, to);
        self.tight = outer;
    }

    fn index(&mut self, content: impl FnOnce(&mut Self)) {
        self.bracketed("[", "]", |p| {
            p.tight = true;
            content(p);
        });
    }

    fn braces(&mut self, node: &Node) {
        let word = if let Node::Labelled { kind, .. } = node { kind.text() } else { "" };
        self.push(word);
        self.bracketed("{", "}", |p| match node {
            Node::Set(items) => p.list(items),
            Node::Branches(entries) => p.entries(entries, ": "),
            Node::Labelled { entries, .. } => p.entries(entries, ":"),
            Node::Builder { bindings, condition } => {
                p.joined(bindings, ", ", Self::binding);
                p.push(": ");
                p.at(Level::Whole, condition);
            }
            _ => {}
        });
    }

    fn entries(&mut self, entries: &[Entry], colon: &str) {
        self.joined(entries, ", ", |p, entry| {
            let outer = std::mem::replace(&mut p.tight, true);
            p.at(Level::Whole, &entry.item);
            p.tight = outer;
            if let Some(weight) = &entry.weight {
                p.push(colon);
                let start = p.text.len();
                p.at(Level::Whole, weight);
                if p.text[start..].starts_with('=') {
                    // Not to become `:=`.
                    p.text.insert(start, ' ');
                }
            }
        });
    }

    fn call(&mut self, node: &Node) {
        let name = match node {
            Node::Call { name, .. } => name.text.as_str(),
            Node::Quantified { quantifier, .. } => quantifier.text(),
            Node::Measure { measure, .. } => measure.text(),
            _ => "",
        };
        self.push(name);
        self.bracketed("(", ")", |p| match node {
            Node::Call { args, .. } if matches!(name, "wait" | "first") => p.trial(args),
            Node::Call { args, .. } => p.list(args),
            Node::Quantified { bindings, body, .. } => {
                p.joined(bindings, ", ", Self::binding);
                p.push(": ");
                p.at(Level::Whole, body);
            }
            Node::Measure { over, args, given, .. } => {
                p.names(over);
                p.push(if over.is_empty() { "" } else { ": " });
                p.list(args);
                p.push(if given.is_empty() { "" } else { " | " });
                p.list(given);
            }
            _ => {}
        });
    }

    /// The arguments of `wait` and `first`, where the last `in` would part what is waited for from what is tried.
    fn trial(&mut self, args: &[Expr]) {
        let last = args.len().saturating_sub(1);
        for (i, arg) in args.iter().enumerate() {
            self.push(if i > 0 { ", " } else { "" });
            let hides_in = level_of(&arg.node) < Level::Range && !matches!(arg.node, Node::In { .. });
            self.grouped(i == last && hides_in, arg);
        }
    }
}

/// Whether something divided is a product with a number at its end, and the divisor is one too: `1/6 * 1/6`.
fn is_times_fraction(left: &Expr, right: &Expr) -> bool {
    let is_whole = |e: &Expr| matches!(&e.node, Node::Number(n) if n.value.is_integer() && !n.percent);
    let Node::Binary { operator: Operator::Multiply, right: last, .. } = &left.node else { return false };
    is_whole(last) && is_whole(right)
}

/// How tightly a node holds together.
pub(super) fn level_of(node: &Node) -> Level {
    match node {
        Node::If { .. } | Node::Chain(_) | Node::Draw { until: Some(_), .. } => Level::Whole,
        Node::Identical(_) | Node::Into(_) => Level::Whole,
        Node::Binary { operator, .. } => level_of_operator(*operator),
        Node::Not(_) => Level::Not,
        Node::Comparison { .. } | Node::In { .. } | Node::Is { .. } => Level::Relation,
        Node::Threshold { .. } | Node::MultipleOf(_) => Level::Relation,
        Node::Range { .. } | Node::Draw { .. } | Node::Choose { .. } => Level::Range,
        Node::Negate(_) => Level::Negation,
        Node::Factorial(_) => Level::Postfix,
        Node::Number(value) => number(value).1,
        _ => Level::Primary,
    }
}

fn level_of_operator(operator: Operator) -> Level {
    match operator {
        Operator::Or | Operator::Xor => Level::Or,
        Operator::And => Level::And,
        Operator::Add | Operator::Subtract => Level::Sum,
        Operator::Multiply | Operator::Divide | Operator::Mod => Level::Product,
        Operator::Power => Level::Power,
    }
}
