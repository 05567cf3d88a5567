//! Formulas with the middle of what is long left out.

use super::Math;
use crate::help::Language;
use crate::render::shorten;

/// The terms of a sum or product beyond which its middle is left out, and how many are kept at either end.
const MOST_TERMS: usize = 12;
const KEPT: (usize, usize) = (3, 2);

impl Math {
    /// The formula with the middle of long numbers and of long sums and products left out.
    #[must_use]
    pub fn abridged(self, language: Language) -> Self {
        let boxed = |inner: Box<Self>| Box::new(inner.abridged(language));
        match self {
            Self::Number(number) => match shorten::ends(&number) {
                Some((first, last)) => Self::Row(vec![
                    Self::Number(first.to_owned()),
                    Self::Sign("…"),
                    Self::Words(shorten::size(number.len(), language)),
                    Self::Sign("…"),
                    Self::Number(last.to_owned()),
                ]),
                None => Self::Number(number),
            },
            Self::Row(parts) => {
                let mut parts = parts;
                // Terms and signs take turns.
                if parts.len() > 2 * MOST_TERMS {
                    let last = parts.split_off(parts.len() - 2 * KEPT.1);
                    parts.truncate(2 * KEPT.0);
                    parts.push(Self::Sign("⋯"));
                    parts.extend(last);
                }
                Self::Row(parts.into_iter().map(|part| part.abridged(language)).collect())
            }
            Self::Fraction(a, b) => Self::Fraction(boxed(a), boxed(b)),
            Self::Power(a, b) => Self::Power(boxed(a), boxed(b)),
            Self::Binomial(a, b) => Self::Binomial(boxed(a), boxed(b)),
            Self::Scripts(letter, a, b) => Self::Scripts(letter, boxed(a), boxed(b)),
            Self::Bracketed(inner) => Self::Bracketed(boxed(inner)),
            Self::Root(inner) => Self::Root(boxed(inner)),
            Self::Large(sign, a, b, body) => Self::Large(sign, boxed(a), boxed(b), boxed(body)),
            other @ (Self::Letter(_) | Self::Words(_) | Self::Sign(_)) => other,
        }
    }
}
