//! A distribution as rows, each worked out while it is written.

use super::object::Fraction;
use crate::dist::Dist;
use crate::model::Value;
use crate::render::rows::{Amount, Shares, has_order, written_rows};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// A distribution that is worked out row by row while it is written.
pub(super) struct Table<'a> {
    pub(super) law: &'a Dist<Value>,
    pub(super) digits: usize,
}

#[derive(Serialize)]
struct Cell {
    value: String,
    #[serde(flatten)]
    probability: Fraction,
    decimal: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Fraction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Fraction>,
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shares = Shares::of(self.law.total());
        let ordered = has_order(self.law);
        let fraction = |amount: Amount<'_>| {
            let (numerator, denominator) = shares.texts(amount);
            Fraction { numerator, denominator }
        };
        let mut cells = serializer.serialize_seq(Some(self.law.len()))?;
        written_rows(self.law, |row| {
            cells.serialize_element(&Cell {
                value: row.value.to_string(),
                probability: fraction(row.own),
                decimal: shares.decimal(row.own.weight, self.digits),
                at_most: ordered.then(|| fraction(row.at_most)),
                at_least: ordered.then(|| fraction(row.at_least)),
            })
        })?;
        cells.end()
    }
}
