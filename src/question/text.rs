//! The question as a line of the question language.

use crate::model::{Pattern, Value};
use crate::question::expr::{Expr, Node, Operator};
use crate::question::{Asked, Question};
use crate::statistic::{Function, Role};
use std::fmt;

/// How tightly a form binds, loosest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binding {
    If,
    Or,
    And,
    Not,
    Compare,
    Range,
    Sum,
    Product,
    Power,
    Atom,
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.statements(self.mentioned()))?;
        f.write_str(&self.measure())
    }
}

impl Question {
    /// The statements that name these experiments, given as bits: `X ~ 2d6; `.
    #[must_use]
    pub fn statements(&self, experiments: u128) -> String {
        let mut text = String::new();
        for (i, named) in self.experiments.iter().enumerate() {
            if let (Some(name), true) = (&named.name, experiments >> i & 1 == 1) {
                text.push_str(&format!("{name} ~ {}; ", named.experiment.text()));
            }
        }
        text
    }

    /// What is asked, without the statements that name its experiments: `P(X = 7)`.
    #[must_use]
    pub fn measure(&self) -> String {
        let text = |e: &Expr| self.write(e, Binding::If);
        let list = |parts: &[Expr]| parts.iter().map(text).collect::<Vec<_>>().join(", ");
        let (word, parts) = match &self.asked {
            Asked::Size => {
                ("N", self.experiments.first().map_or(String::new(), |named| self.name_text(named)))
            }
            Asked::Probability(e) => ("P", text(e)),
            Asked::Count(e) => ("N", text(e)),
            Asked::Mean(e) => ("E", text(e)),
            Asked::Variance(e) => ("Var", text(e)),
            Asked::Deviation(e) => ("SD", text(e)),
            Asked::Covariance(a, b) => ("Cov", format!("{}, {}", text(a), text(b))),
            Asked::Correlation(a, b) => ("Cor", format!("{}, {}", text(a), text(b))),
            Asked::Distribution(parts) => ("dist", list(parts)),
            Asked::Median(e) => ("median", text(e)),
            Asked::Mode(e) => ("mode", text(e)),
            Asked::Quantile(e, level) => ("quantile", format!("{}, {level}", text(e))),
            Asked::Independent(parts) => ("independent", list(parts)),
            Asked::Disjoint(parts) => ("disjoint", list(parts)),
        };
        match &self.given {
            Some(given) => format!("{word}({parts} | {})", text(given)),
            None => format!("{word}({parts})"),
        }
    }

    fn name_text(&self, named: &super::Named) -> String {
        named.name.as_deref().unwrap_or_else(|| named.experiment.text()).to_owned()
    }

    /// The name of a part of an outcome that has a name of its own: a hand of `West, East ~ deal(13, 13, deck)`, the
    /// last state of a process and how long it took.
    fn part(&self, whole: &Expr, index: &Expr) -> Option<String> {
        let (Node::Name(i), Some(Value::Int(place))) = (whole.node(), index.known()) else { return None };
        let named = self.experiments.get(*i)?;
        let name = self.name_text(named);
        let is = |forms: &[&str]| forms.iter().any(|form| named.experiment.text().starts_with(form));
        if is(&["chain"]) {
            return match place {
                1 => Some(name),
                2 => Some(format!("steps({name})")),
                _ => None,
            };
        }
        if is(&["wait(", "geometric(", "negbinomial(", "first(", "explode("]) {
            return Some(name);
        }
        let place = usize::try_from(*place).ok()?.checked_sub(1)?;
        let hands = named.name.as_deref().filter(|names| names.contains(", "))?;
        hands.split(", ").nth(place).map(str::to_owned)
    }

    /// Whether the dice are kept by the way they are written: `4d6kh3` says it without `highest`.
    fn keeps_itself(&self, function: &Function, parts: &[Expr]) -> bool {
        let Some(Node::Name(i)) = parts.last().map(Expr::node) else { return false };
        let (Role::Keep(_), Some(named)) = (function.role, self.experiments.get(*i)) else { return false };
        named.name.is_none() && all_dice(named.experiment.text()).is_some()
    }

    /// Whether these are draws of which only the number is spoken of: `wait(sum(X) >= 10 in d6)`.
    fn is_wait(&self, draws: &Expr) -> bool {
        let Node::Name(i) = draws.node() else { return false };
        self.experiments.get(*i).is_some_and(|named| named.experiment.text().starts_with("wait("))
    }

    /// An expression of this question as text.
    #[must_use]
    pub fn text_of(&self, expression: &Expr) -> String {
        self.write(expression, Binding::If)
    }

    fn write(&self, expression: &Expr, around: Binding) -> String {
        let (text, binding) = self.form(expression);
        if binding < around { format!("({text})") } else { text }
    }

    /// What an index stands behind: an experiment that is written in words stands in parentheses there.
    fn indexed(&self, whole: &Expr) -> String {
        let text = self.write(whole, Binding::Atom);
        let words = matches!(whole.node(), Node::Name(_))
            && text.split(['(', '{']).next().unwrap_or("").contains(' ');
        if words { format!("({text})") } else { text }
    }

    fn arithmetic(&self, operator: Operator, a: &Expr, b: &Expr) -> (String, Binding) {
        use Binding as B;
        use Operator as O;
        let (left, right) = match operator {
            O::Add => (B::Sum, B::Sum),
            O::Subtract => (B::Sum, B::Product),
            // a · (b mod c) is not (a · b) mod c.
            O::Multiply => match b.node() {
                Node::Arithmetic(O::Modulo, ..) => (B::Product, B::Power),
                _ => (B::Product, B::Product),
            },
            O::Divide | O::Modulo => (B::Product, B::Power),
            O::Power => (B::Atom, B::Power),
        };
        let own = if left == B::Atom { B::Power } else { left };
        let sign = if operator == O::Power { "^".to_owned() } else { format!(" {} ", operator.sign()) };
        (format!("{}{sign}{}", self.write(a, left), self.write(b, right)), own)
    }

    fn form(&self, expression: &Expr) -> (String, Binding) {
        use Binding as B;
        let w = |e: &Expr, b| self.write(e, b);
        let list = |parts: &[Expr]| parts.iter().map(|e| w(e, B::If)).collect::<Vec<_>>().join(", ");
        let joined =
            |parts: &[Expr], word: &str, b| parts.iter().map(|e| w(e, b)).collect::<Vec<_>>().join(word);
        match expression.node() {
            Node::Value(value) => value_text(value),
            Node::Name(i) => {
                let text = self.experiments.get(*i).map_or_else(|| format!("_{i}"), |n| self.name_text(n));
                (text, B::Atom)
            }
            Node::Element(depth) => (
                ["x", "y", "z", "w"].get(*depth).map_or_else(|| format!("x{depth}"), |s| (*s).to_owned()),
                B::Atom,
            ),
            Node::Not(a) => (format!("not {}", w(a, B::Compare)), B::Not),
            Node::And(parts) => (joined(parts, " and ", B::Not), B::And),
            Node::Or(parts) => (joined(parts, " or ", B::And), B::Or),
            Node::Xor(a, b) => (format!("{} xor {}", w(a, B::And), w(b, B::And)), B::Or),
            Node::Compare(comparison, a, b) => {
                (format!("{} {} {}", w(a, B::Range), comparison.sign(), w(b, B::Range)), B::Compare)
            }
            Node::Arithmetic(operator, a, b) => self.arithmetic(*operator, a, b),
            Node::Sum(parts) => (joined(parts, " + ", B::Sum), B::Sum),
            Node::If(c, a, b) => {
                (format!("if {} then {} else {}", w(c, B::Or), w(a, B::Or), w(b, B::If)), B::If)
            }
            Node::Call(function, parts) if self.keeps_itself(function, parts) => {
                (list(&parts[parts.len() - 1..]), B::Atom)
            }
            Node::Call(function, parts) if function.name == "length" && self.is_wait(&parts[0]) => {
                (w(&parts[0], B::Atom), B::Atom)
            }
            Node::Call(function, parts) if matches!(function.written(), "contains" | "within") => {
                if let Some(word) = parts[0].known().and_then(word_of) {
                    return (format!("{word} in {}", w(&parts[1], B::Atom)), B::Compare);
                }
                (format!("{} in {}", w(&parts[0], B::Atom), w(&parts[1], B::Atom)), B::Compare)
            }
            Node::Call(function, parts) if function.signature.contains(" in ") && parts.len() == 2 => (
                format!("{}({} in {})", function.written(), w(&parts[0], B::Compare), w(&parts[1], B::Range)),
                B::Atom,
            ),
            Node::Call(function, parts) => (format!("{}({})", function.written(), list(parts)), B::Atom),
            Node::At(a, i) => match self.part(a, i) {
                Some(part) => (part, B::Atom),
                None => (format!("{}[{}]", self.indexed(a), w(i, B::If)), B::Atom),
            },
            Node::Slice(a, i, j) => {
                (format!("{}[{}..{}]", self.indexed(a), w(i, B::Sum), w(j, B::Sum)), B::Atom)
            }
            Node::Each(quantifier, depth, domain, body) => {
                let element = self.write(&Expr::new(Node::Element(*depth)), B::If);
                (
                    format!(
                        "{}({element} in {}: {})",
                        quantifier.word(),
                        w(domain, B::Range),
                        w(body, B::If)
                    ),
                    B::Atom,
                )
            }
            Node::Row(parts) => (format!("({})", list(parts)), B::Atom),
            Node::Set(parts) => (format!("{{{}}}", list(parts)), B::Atom),
            Node::Range(a, b) => (format!("{}..{}", w(a, B::Sum), w(b, B::Sum)), B::Range),
            Node::Failed(error) => (format!("({error})"), B::Atom),
        }
    }
}

/// All the dice of a throw of which some are kept by the way it is written: `4d6` of `4d6kh3`.
pub(crate) fn all_dice(text: &str) -> Option<&str> {
    let keep = ["kh", "kl", "km", "dh", "dl"].iter().find_map(|keep| text.find(keep))?;
    let (dice, _) = text.split_at(keep);
    let (count, faces) = dice.split_once('d')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(count) && (is_number(faces) || matches!(faces, "%" | "F"))).then_some(dice)
}

/// Labels of one letter or digit each as a word in quotation marks.
fn word_of(value: &Value) -> Option<String> {
    let Value::Row(letters) = value else { return None };
    let letter = |v: &Value| match v {
        Value::Word(letter) if letter.chars().count() == 1 => Some(letter.to_string()),
        // The faces of a coin, as they are written in patterns.
        Value::Word(face) if **face == *"heads" => Some("H".to_owned()),
        Value::Word(face) if **face == *"tails" => Some("T".to_owned()),
        Value::Int(digit @ 0..=9) => Some(digit.to_string()),
        _ => None,
    };
    let word: Option<Vec<String>> = letters.iter().map(letter).collect();
    word.filter(|word| word.len() > 1).map(|word| format!("\"{}\"", word.concat()))
}

fn value_text(value: &Value) -> (String, Binding) {
    match value {
        Value::Int(n) if *n < 0 => (value.to_string(), Binding::Sum),
        Value::Ratio(_) => (value.to_string(), Binding::Product),
        Value::Card(_) | Value::Word(_) => (value.label_text(), Binding::Atom),
        Value::Shape(_) => (format!("\"{value}\""), Binding::Atom),
        Value::Pattern(pattern) => {
            let text = pattern.to_string();
            let binding = if matches!(pattern.as_ref(), Pattern::Is(Value::Word(_))) {
                Binding::Atom
            } else if text.contains("..") {
                Binding::Range
            } else if text.contains(' ') {
                Binding::Compare
            } else {
                Binding::Atom
            };
            (text, binding)
        }
        Value::Set(values) if is_run(values) => {
            (format!("{}..{}", values[0], values[values.len() - 1]), Binding::Range)
        }
        _ => (value.to_string(), Binding::Atom),
    }
}

/// Whether the values are more than two integers in a row, so that a range says it shorter.
fn is_run(values: &[Value]) -> bool {
    values.len() > 2
        && values.windows(2).all(|w| matches!((&w[0], &w[1]), (Value::Int(a), Value::Int(b)) if a + 1 == *b))
}
