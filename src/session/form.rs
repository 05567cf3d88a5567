//! The form in which a reply is wanted: `explain q`, `plot q`, `q to FORMAT`.

use crate::answer::{Exact, Form, Reply};
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{Ask, Format, Verb};
use num_rational::BigRational;
use num_traits::{One, Signed};

/// A reply in the form in which it was asked for.
///
/// # Errors
/// [`ErrorKind::Kind`] for a form that the reply does not have, such as the odds of a mean.
pub fn formed(reply: Reply, ask: &Ask) -> Result<Reply, Error> {
    let form = match ask.verb {
        Verb::Explain => Some(Form::Explained),
        Verb::Plot => Some(Form::Plotted),
        _ => None,
    };
    let written = match &ask.format {
        Some(format) => {
            fits(&reply, format.node, format.span)?;
            Some(Form::Written(format.node))
        }
        None => None,
    };
    let forms = form.into_iter().chain(written);
    Ok(forms.fold(reply, |reply, form| Reply::As(form, Box::new(reply))))
}

/// Nothing, if a reply can be written in this format.
fn fits(reply: &Reply, format: Format, span: Span) -> Result<(), Error> {
    let cells: Vec<&Exact> = match reply.plain() {
        Reply::Answer(answer) => vec![&answer.value],
        // The first column of a table says what each row is about.
        Reply::Table(table) => table.rows.iter().flat_map(|row| row.iter().skip(1)).collect(),
        Reply::Listing(_) | Reply::Tree { .. } | Reply::Simulation(_) | Reply::As(..) => {
            return match format {
                Format::Json | Format::Csv => Ok(()),
                _ => Err(Error::new(ErrorKind::Kind, format!("this answer has no {}", format.text()))
                    .hint("it can be written `to json` or `to csv`")
                    .at(span)),
            };
        }
    };
    cells.into_iter().try_for_each(|cell| match unfit(cell, format) {
        Some(why) => Err(Error::new(ErrorKind::Kind, why).hint("leave the format out").at(span)),
        None => Ok(()),
    })
}

/// Why a value cannot be written in a format, if so.
fn unfit(value: &Exact, format: Format) -> Option<String> {
    match (format, value) {
        (Format::Latex | Format::Json | Format::Csv, _) => None,
        (_, Exact::Truth { .. }) => Some(format!("a truth has no {}", format.text())),
        (Format::Fraction, Exact::Root { .. }) => Some("this root is no fraction".to_owned()),
        (Format::Odds, Exact::Probability(_) | Exact::Distribution(_)) => None,
        (Format::Odds, Exact::Number(number)) if is_probability(number) => None,
        (Format::Odds, _) => Some("only a probability has odds".to_owned()),
        _ => None,
    }
}

fn is_probability(number: &BigRational) -> bool {
    !number.is_negative() && *number <= BigRational::one()
}
