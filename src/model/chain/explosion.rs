//! Exploding dice without a limit: thrown again, and added, as long as the highest face shows.

use super::{Chain, Condition, Form, Step, Stop, numbers};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Value};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::sync::Arc;

/// An exploding die: its total X is a face below the highest, or the highest face m plus another such total.
#[derive(Clone, Debug)]
pub struct Explosion {
    /// The faces below the highest, with weights.
    pub ends: Vec<(BigRational, BigUint)>,
    /// The highest face.
    pub highest: BigRational,
    /// Its weight.
    pub again: BigUint,
    /// The weight of all faces.
    pub total: BigUint,
}

impl Explosion {
    /// The explosion of this die.
    ///
    /// # Errors
    /// As [`Chain::explode`].
    pub fn of(faces: &Faces) -> Result<Self, Error> {
        let mut ends = numbers(faces)?;
        ends.sort();
        let Some((highest, again)) = ends.pop().filter(|_| !ends.is_empty()) else {
            return Err(Error::new(
                ErrorKind::Range,
                "a die that always shows its highest face explodes for ever",
            )
            .hint("give a depth: `explode(D, 3)`"));
        };
        if !highest.is_positive() {
            return Err(Error::new(
                ErrorKind::Range,
                "the highest face of an exploding die must be positive",
            )
            .hint("give a depth: `explode(D, 3)`"));
        }
        Ok(Self { ends, highest, again, total: faces.total().clone() })
    }

    /// Mean and mean square of the total.
    ///
    /// From X = F + 1{F = m}·X′ with F the first face and X′ independent of it and distributed as X:
    /// E(X) = E(F)/(1−p) and E(X²) = (E(F²) + 2mp·E(X))/(1−p), where p = P(F = m).
    #[must_use]
    pub fn moments(&self) -> (BigRational, BigRational) {
        let weight =
            |w: &BigUint| BigRational::new(BigInt::from(w.clone()), BigInt::from(self.total.clone()));
        let p = weight(&self.again);
        let mut first = &self.highest * &p;
        let mut square = &self.highest * &first;
        for (face, w) in &self.ends {
            let part = face * weight(w);
            square += face * &part;
            first += part;
        }
        let stop = BigRational::from_integer(1.into()) - &p;
        let mean = first / &stop;
        let two = BigRational::from_integer(2.into());
        let square = (square + two * &self.highest * &p * &mean) / stop;
        (mean, square)
    }
}

/// A total that is still growing is the row of itself, so that a finished total may be the same number.
pub(super) fn chain(faces: &Faces) -> Result<Chain, Error> {
    let explosion = Explosion::of(faces)?;
    let law = explosion.clone();
    let step: Step = Arc::new(move |state| {
        let so_far = state.elements().first().and_then(Value::ratio).unwrap_or_else(BigRational::zero);
        let ended = law.ends.iter().map(|(face, w)| (Value::number(&so_far + face), w.clone()));
        let growing = (Value::row([Value::number(&so_far + &law.highest)]), law.again.clone());
        Dist::from_weights(ended.chain([growing]))
    });
    let stop: Condition = Arc::new(|state| Ok(state.is_number()));
    let start = Value::row([Value::Int(0)]);
    Ok(Chain::new(start, step, Stop::When(stop)).with_form(Form::Explosion(explosion)))
}
