//! Exact values in a format of their own: `to fraction`, `to decimal`, `to percent`, `to odds`, `to latex`.

use crate::answer::{Answer, Exact, Table};
use crate::dist::Dist;
use crate::language::ast::Format;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt};
use crate::render::figure;
use num_rational::BigRational;
use num_traits::{One, Signed};

/// A number in a format.
///
/// Odds are those for the event, `p : 1 − p` in lowest terms. What are no numbers of one line (`json`, `csv`) are
/// fractions.
///
/// # Examples
/// ```
/// use prob::language::ast::Format;
/// use prob::number::parse_number;
/// use prob::render::written::number;
/// let sixth = parse_number("1/6").unwrap();
/// let shown = [Format::Decimal, Format::Percent, Format::Odds, Format::Latex].map(|f| number(&sixth, f, 4));
/// assert_eq!(shown, ["0.1667", "16.67%", "1 : 5", r"\frac{1}{6}"]);
/// ```
#[must_use]
pub fn number(number: &BigRational, format: Format, digits: usize) -> String {
    match format {
        Format::Decimal => decimal(number, digits),
        Format::Percent => figure::percent(number, digits),
        Format::Odds => {
            let against = BigRational::one() - number;
            format!("{} : {}", number.numer(), (against * number.denom()).to_integer())
        }
        Format::Latex => latex(number),
        Format::Fraction | Format::Json | Format::Csv => number.to_string(),
    }
}

/// A value in a format, if it is one number or has words of its own; nothing for a distribution.
#[must_use]
pub fn value(exact: &Exact, format: Format, digits: usize) -> Option<String> {
    Some(match exact {
        Exact::Probability(n) | Exact::Number(n) => number(n, format, digits),
        Exact::Count(count) => number(&BigRational::from_integer(count.clone().into()), format, digits),
        Exact::Root { square, negative } => {
            let sign = if *negative { "-" } else { "" };
            match format {
                Format::Latex => format!("{sign}\\sqrt{{{}}}", latex(square)),
                Format::Fraction | Format::Json | Format::Csv => format!("{sign}sqrt({square})"),
                Format::Percent => {
                    let hundredfold = square * BigRational::from_integer(10_000.into());
                    format!("{sign}{}%", decimal_sqrt(&hundredfold, digits)?)
                }
                Format::Decimal | Format::Odds => format!("{sign}{}", decimal_sqrt(square, digits)?),
            }
        }
        Exact::Truth { truth, .. } => one(&Value::Truth(*truth), format, digits),
        Exact::Values(values) => {
            values.iter().map(|value| one(value, format, digits)).collect::<Vec<_>>().join(", ")
        }
        Exact::Distribution(_) => return None,
    })
}

/// One of several values.
fn one(value: &Value, format: Format, digits: usize) -> String {
    match (value.ratio(), format) {
        (Some(ratio), _) => number(&ratio, format, digits),
        (None, Format::Latex) => word(&value.to_string()),
        (None, _) => value.to_string(),
    }
}

/// A fraction for a typesetter.
fn latex(number: &BigRational) -> String {
    if number.is_integer() {
        return number.to_string();
    }
    let sign = if number.is_negative() { "-" } else { "" };
    format!("{sign}\\frac{{{}}}{{{}}}", number.numer().magnitude(), number.denom())
}

/// Words inside of a formula.
fn word(text: &str) -> String {
    format!("\\text{{{}}}", escaped(text))
}

/// A text in which no character means anything to the typesetter, and those of other fonts are shown.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '|' => escaped.push_str("\\textbar{}"),
            'Ω' => escaped.push_str("$\\Omega$"),
            'Σ' => escaped.push_str("$\\Sigma$"),
            '²' => escaped.push_str("$^2$"),
            '·' => escaped.push_str("$\\cdot$"),
            '−' => escaped.push_str("$-$"),
            '±' => escaped.push_str("$\\pm$"),
            '≈' => escaped.push_str("$\\approx$"),
            '…' => escaped.push_str("\\dots{}"),
            '√' => escaped.push_str("$\\surd$"),
            '×' => escaped.push_str("$\\times$"),
            '≤' => escaped.push_str("$\\le$"),
            '≥' => escaped.push_str("$\\ge$"),
            '✓' => escaped.push_str("$\\checkmark$"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A formula of the question language that may be broken after its signs.
pub(super) fn breakable(formula: &str) -> String {
    escaped(formula).replace(' ', " \\allowbreak ")
}

/// An answer for a typesetter: a formula, or a table of formulas for a distribution.
#[must_use]
pub fn latex_of(answer: &Answer) -> String {
    match &answer.value {
        Exact::Distribution(law) => latex_of_law(law),
        single => value(single, Format::Latex, 0).unwrap_or_default(),
    }
}

fn latex_of_law(law: &Dist<Value>) -> String {
    let rows = law.outcomes().map(|outcome| {
        let probability = law.probability_of(outcome);
        vec![one(outcome, Format::Latex, 0), latex(probability.ratio())]
    });
    array(&[word("value"), "P".to_owned()], rows)
}

/// A table for a typesetter.
#[must_use]
pub fn latex_of_table(table: &Table) -> String {
    let head: Vec<String> = table.columns.iter().map(|column| word(column)).collect();
    let cell = |exact: &Exact| match exact {
        Exact::Values(values) if values.is_empty() => String::new(),
        exact => value(exact, Format::Latex, 0).unwrap_or_default(),
    };
    array(&head, table.rows.iter().map(|row| row.iter().map(cell).collect()))
}

/// Rows of formulas under a head, in an `array`.
fn array(head: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut lines = vec![format!("\\begin{{array}}{{{}}}", "l".repeat(head.len()))];
    lines.push(format!("{} \\\\ \\hline", head.join(" & ")));
    lines.extend(rows.map(|row| format!("{} \\\\", row.join(" & "))));
    lines.push("\\end{array}".to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;

    fn shown(text: &str, format: Format) -> String {
        number(&parse_number(text).unwrap(), format, 6)
    }

    #[test]
    fn odds_are_in_lowest_terms_and_have_ends() {
        assert_eq!(shown("2/6", Format::Odds), "1 : 2");
        assert_eq!(shown("0", Format::Odds), "0 : 1");
        assert_eq!(shown("1", Format::Odds), "1 : 0");
    }

    #[test]
    fn a_typesetter_is_told_nothing_by_chance() {
        assert_eq!(shown("-3/4", Format::Latex), r"-\frac{3}{4}");
        assert_eq!(escaped("50% of_a {b} \\x"), r"50\% of\_a \{b\} \textbackslash{}x");
        let root = Exact::Root { square: parse_number("35/6").unwrap(), negative: true };
        assert_eq!(value(&root, Format::Latex, 4).unwrap(), r"-\sqrt{\frac{35}{6}}");
        assert_eq!(value(&root, Format::Decimal, 4).unwrap(), "-2.415");
        assert_eq!(value(&root, Format::Percent, 4).unwrap(), "-241.5%");
    }
}
