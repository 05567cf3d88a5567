//! Formulas of the question language as a typesetter sets them: fractions, binomial coefficients, powers, sums.

mod abridged;

use crate::language::ast::{Expr, Node, Operator, Quantifier};
use crate::language::{parse_expression, print_expression};
use std::fmt::Write;

/// A formula as it is set.
#[derive(Clone, Debug, PartialEq)]
pub enum Math {
    /// A number or a sign.
    Number(String),
    /// A variable.
    Letter(String),
    /// Words, upright.
    Words(String),
    /// A sign between two parts.
    Sign(&'static str),
    /// Parts one after another.
    Row(Vec<Math>),
    /// A fraction.
    Fraction(Box<Math>, Box<Math>),
    /// A power.
    Power(Box<Math>, Box<Math>),
    /// n over k in brackets.
    Binomial(Box<Math>, Box<Math>),
    /// A letter with what stands below and above: the arrangements A.
    Scripts(&'static str, Box<Math>, Box<Math>),
    /// In brackets.
    Bracketed(Box<Math>),
    /// A square root.
    Root(Box<Math>),
    /// A sum or product over a range, and what is added.
    Large(&'static str, Box<Math>, Box<Math>, Box<Math>),
}

/// The formula as it is set; nothing where it is a program of several statements.
///
/// # Examples
/// ```
/// use prob::render::typeset::read;
/// let formula = read("C(4, 2) * C(48, 3) / C(52, 5)").unwrap();
/// assert_eq!(formula.latex(), r"\frac{\binom{4}{2} \cdot \binom{48}{3}}{\binom{52}{5}}");
/// assert!(formula.mathml().starts_with("<mfrac>"));
/// ```
#[must_use]
pub fn read(formula: &str) -> Option<Math> {
    if formula.len() > 20_000 {
        return None;
    }
    parse_expression(formula).ok().map(|expr| math(&expr))
}

/// How tightly a form binds: a sum, a product, anything closer.
fn binding(e: &Expr) -> u8 {
    match &e.node {
        Node::Binary { operator: Operator::Add | Operator::Subtract, .. } | Node::Negate(_) => 1,
        Node::Quantified { .. } => 1,
        Node::Binary { operator: Operator::Multiply | Operator::Mod, .. } => 2,
        Node::Binary { operator: Operator::Divide | Operator::Power, .. } => 4,
        Node::Number(number) if !number.value.is_integer() => 4,
        Node::Binary { .. } | Node::If { .. } | Node::Comparison { .. } | Node::Not(_) | Node::In { .. } => 0,
        _ => 4,
    }
}

fn around(e: &Expr, least: u8) -> Math {
    if binding(e) < least { Math::Bracketed(Box::new(math(e))) } else { math(e) }
}

fn boxed(e: &Expr) -> Box<Math> {
    Box::new(math(e))
}

fn math(e: &Expr) -> Math {
    let words = || Math::Words(print_expression(e));
    match &e.node {
        Node::Number(number) if number.percent => words(),
        Node::Number(_) => number(&print_expression(e)),
        Node::Name(name) if name.chars().count() == 1 => Math::Letter(name.clone()),
        Node::Negate(inner) => Math::Row(vec![Math::Sign("-"), around(inner, 2)]),
        Node::Factorial(inner) => {
            let single = matches!(inner.node, Node::Number(_) | Node::Name(_));
            let inner = if single { math(inner) } else { Math::Bracketed(boxed(inner)) };
            Math::Row(vec![inner, Math::Sign("!")])
        }
        Node::Binary { operator, left, right } => binary(*operator, left, right).unwrap_or_else(words),
        Node::Call { name, args } => call(&name.text, args).unwrap_or_else(words),
        Node::Quantified { quantifier, bindings, body } => {
            let sign = match quantifier {
                Quantifier::Sum => "∑",
                Quantifier::Product => "∏",
                _ => return words(),
            };
            let ([binding], Some(Node::Range { from, to })) =
                (bindings.as_slice(), bindings.first().map(|b| &b.values.node))
            else {
                return words();
            };
            let name = Math::Letter(binding.name.text.clone());
            let below = Math::Row(vec![name, Math::Sign("="), math(from)]);
            Math::Large(sign, Box::new(below), boxed(to), Box::new(around(body, 2)))
        }
        _ => words(),
    }
}

/// A number as it is written: an integer, a decimal, a fraction.
fn number(text: &str) -> Math {
    match text.split_once('/') {
        Some((above, below)) => {
            Math::Fraction(Box::new(Math::Number(above.into())), Box::new(Math::Number(below.into())))
        }
        None => Math::Number(text.to_owned()),
    }
}

fn binary(operator: Operator, left: &Expr, right: &Expr) -> Option<Math> {
    // The terms of a sum, or the factors of a product, stand in one row.
    let row = |sign, binding| {
        let goes_on = match &left.node {
            Node::Binary { operator, .. } => match operator {
                Operator::Add | Operator::Subtract => binding == 1,
                Operator::Multiply => binding == 2,
                _ => false,
            },
            _ => false,
        };
        let mut parts = match (goes_on, around(left, binding)) {
            (true, Math::Row(parts)) => parts,
            (_, first) => vec![first],
        };
        parts.extend([Math::Sign(sign), around(right, binding + 1)]);
        Some(Math::Row(parts))
    };
    match operator {
        Operator::Add => row("+", 1),
        Operator::Subtract => row("-", 1),
        Operator::Multiply => row("·", 2),
        Operator::Divide => Some(Math::Fraction(boxed(left), boxed(right))),
        Operator::Power => {
            let single = matches!(left.node, Node::Number(_) | Node::Name(_));
            let base = if single { math(left) } else { Math::Bracketed(boxed(left)) };
            Some(Math::Power(Box::new(base), boxed(right)))
        }
        _ => None,
    }
}

fn call(name: &str, args: &[Expr]) -> Option<Math> {
    match (name, args) {
        ("C", [n, k]) => Some(Math::Binomial(boxed(n), boxed(k))),
        ("A" | "perm", [n, k]) => Some(Math::Scripts("A", boxed(n), boxed(k))),
        ("stirling2", [n, k]) => Some(Math::Scripts("S", boxed(n), boxed(k))),
        ("sqrt", [inner]) => Some(Math::Root(boxed(inner))),
        ("multinomial", parts) => {
            let mut below = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    below.push(Math::Sign(","));
                }
                below.push(math(part));
            }
            let sum: Option<num_rational::BigRational> = parts
                .iter()
                .map(|part| if let Node::Number(n) = &part.node { Some(n.value.clone()) } else { None })
                .sum();
            Some(Math::Binomial(Box::new(Math::Number(sum?.to_string())), Box::new(Math::Row(below))))
        }
        ("gcd", parts) => {
            let mut inside = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    inside.push(Math::Sign(","));
                }
                inside.push(math(part));
            }
            let inside = Math::Bracketed(Box::new(Math::Row(inside)));
            Some(Math::Row(vec![Math::Words(name.to_owned()), inside]))
        }
        _ => None,
    }
}

impl Math {
    /// The formula for LaTeX, inside of math mode.
    #[must_use]
    pub fn latex(&self) -> String {
        match self {
            Self::Number(number) | Self::Letter(number) => number.clone(),
            Self::Words(words) => format!("\\text{{{}}}", super::written::escaped(words)),
            Self::Sign("·") => " \\cdot ".to_owned(),
            Self::Sign("!") => "!".to_owned(),
            Self::Sign(",") => ",\\,".to_owned(),
            Self::Sign("…") => "\\ldots ".to_owned(),
            Self::Sign("⋯") => "\\cdots".to_owned(),
            Self::Sign("≈") => " \\approx ".to_owned(),
            Self::Sign(sign) => format!(" {sign} "),
            Self::Row(parts) => parts.iter().map(Self::latex).collect::<String>().trim().to_owned(),
            Self::Fraction(a, b) => format!("\\frac{{{}}}{{{}}}", a.latex(), b.latex()),
            Self::Power(a, b) => format!("{}^{{{}}}", a.latex(), b.latex()),
            Self::Binomial(a, b) => format!("\\binom{{{}}}{{{}}}", a.latex(), b.latex()),
            Self::Scripts(letter, below, above) => {
                format!("{letter}_{{{}}}^{{{}}}", below.latex(), above.latex())
            }
            Self::Bracketed(inner) => format!("\\left({}\\right)", inner.latex()),
            Self::Root(inner) => format!("\\sqrt{{{}}}", inner.latex()),
            Self::Large(sign, below, above, body) => {
                let sign = if *sign == "∏" { "\\prod" } else { "\\sum" };
                format!("{sign}_{{{}}}^{{{}}} {}", below.latex(), above.latex(), body.latex())
            }
        }
    }

    /// The formula in MathML, inside of a `math` element.
    #[must_use]
    pub fn mathml(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        let mut element = |name: &str, parts: &[&Math]| {
            let _ = write!(out, "<{name}>");
            parts.iter().for_each(|part| part.write_row(out));
            let _ = write!(out, "</{name}>");
        };
        match self {
            Self::Number(number) => {
                let _ = write!(out, "<mn>{number}</mn>");
            }
            Self::Letter(letter) => {
                let _ = write!(out, "<mi>{}</mi>", markup(letter));
            }
            Self::Words(words) => {
                let _ = write!(out, "<mtext>{}</mtext>", markup(words));
            }
            Self::Sign(sign) => {
                let _ = write!(out, "<mo>{}</mo>", if *sign == "-" { "−" } else { sign });
            }
            Self::Row(parts) => parts.iter().for_each(|part| part.write(out)),
            Self::Fraction(a, b) => element("mfrac", &[a, b]),
            Self::Power(a, b) => element("msup", &[a, b]),
            Self::Root(inner) => element("msqrt", &[inner]),
            Self::Binomial(a, b) => {
                out.push_str("<mrow><mo>(</mo><mfrac linethickness=\"0\">");
                a.write_row(out);
                b.write_row(out);
                out.push_str("</mfrac><mo>)</mo></mrow>");
            }
            Self::Scripts(letter, below, above) => {
                let _ = write!(out, "<msubsup><mi>{letter}</mi>");
                below.write_row(out);
                above.write_row(out);
                out.push_str("</msubsup>");
            }
            Self::Bracketed(inner) => {
                out.push_str("<mrow><mo>(</mo>");
                inner.write(out);
                out.push_str("<mo>)</mo></mrow>");
            }
            Self::Large(sign, below, above, body) => {
                let _ = write!(out, "<munderover><mo>{sign}</mo>");
                below.write_row(out);
                above.write_row(out);
                out.push_str("</munderover>");
                body.write(out);
            }
        }
    }

    /// The formula as one element.
    fn write_row(&self, out: &mut String) {
        out.push_str("<mrow>");
        self.write(out);
        out.push_str("</mrow>");
    }
}

/// A text in which no character means anything to a reader of markup.
#[must_use]
pub fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help::Language;

    fn latex(formula: &str) -> String {
        read(formula).unwrap().latex()
    }

    #[test]
    fn brackets_stand_where_they_must() {
        assert_eq!(latex("2 * (3 + 4)"), r"2 \cdot \left(3 + 4\right)");
        assert_eq!(latex("(5/6)^12"), r"\left(\frac{5}{6}\right)^{12}");
        assert_eq!(latex("1 - (2 - 3)"), r"1 - \left(2 - 3\right)");
        assert_eq!(latex("A(52, 5) / 5!"), r"\frac{A_{52}^{5}}{5!}");
        assert_eq!(latex("1 + 2 * 3 * 4 - 5"), r"1 + 2 \cdot 3 \cdot 4 - 5");
    }

    #[test]
    fn the_middle_of_what_is_long_is_left_out() {
        let terms: Vec<String> = (1..=20).map(|n| format!("C(20, {n})")).collect();
        let sum = read(&terms.join(" + ")).unwrap().abridged(Language::English).latex();
        let [first, second, third, nineteenth, last] =
            [1, 2, 3, 19, 20].map(|n| format!(r"\binom{{20}}{{{n}}}"));
        assert_eq!(sum, format!(r"{first} + {second} + {third} + \cdots + {nineteenth} + {last}"));
        let number = format!("12345678{}87654321", "0".repeat(30));
        let shown = read(&format!("{number}/7")).unwrap().abridged(Language::Chinese).latex();
        assert_eq!(shown, r"\frac{12345678\ldots \text{[46 位]}\ldots 87654321}{7}");
    }

    #[test]
    fn sums_have_their_bounds_and_words_stay_words() {
        assert_eq!(latex("sum(j in 0..3: C(3, j))"), r"\sum_{j = 0}^{3} \binom{3}{j}");
        assert_eq!(latex("P(2d6 = 7)"), r"\text{P(2d6 = 7)}");
        assert_eq!(latex("multinomial(2, 1, 1)"), r"\binom{4}{2,\,1,\,1}");
        assert!(read("def f(n) := n; f(3)").is_none());
    }

    #[test]
    fn mathml_is_well_formed() {
        for formula in ["C(5, 2) * 1/6 + sqrt(4)", "sum(k in 1..3: k^2)", "P(X < 3 | Y > 2)", "gcd(6, 36)"] {
            let text = read(formula).unwrap().mathml();
            let mut open: Vec<String> = Vec::new();
            for piece in text.split('<').skip(1) {
                let tag = piece.split('>').next().unwrap();
                match tag.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{text}"),
                    None => open.push(tag.split(' ').next().unwrap().to_owned()),
                }
            }
            assert!(open.is_empty(), "{text}");
        }
    }
}
