//! A number beside a text in quotes.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, number_in_words};
use crate::language::check::typed::Labels;
use crate::language::print_expression;
use crate::model::Value;

/// The error of a text in quotes beside a number: the number that it spells, the shape that it writes, or how a number
/// is written.
pub(in crate::language::check) fn number_in_quotes(text: &str, place: Span, number: &ast::Expr) -> Error {
    let of = print_expression(number);
    let spelled = text.trim().to_lowercase();
    let digits = spelled.parse::<i64>().is_ok().then(|| spelled.clone());
    let fix = match digits.or_else(|| number_in_words(&spelled).map(|n| n.to_string())) {
        Some(digits) => format!("did you mean `{digits}`?"),
        None if is_shape(&spelled) => format!("did you mean `shape({of}) = \"{spelled}\"`?"),
        None => format!("a number stands without quotes: `{of} = 6`"),
    };
    Error::new(ErrorKind::Kind, format!("a number is compared with the text \"{text}\"")).hint(fix).at(place)
}

/// Whether all labels are numbers, so that a text that names none of them is no row of labels either.
pub(in crate::language::check) fn are_numbers(labels: &Labels) -> bool {
    !labels.values.is_empty() && labels.values.iter().all(|label| matches!(label, Value::Int(_)))
}

/// `3+2`: sizes of groups, joined by plus signs.
fn is_shape(text: &str) -> bool {
    text.contains('+') && text.split('+').all(|part| part.trim().parse::<u64>().is_ok())
}
