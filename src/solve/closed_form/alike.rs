//! Formulas over classes that weigh alike: the faces of equal dice, the suits or the ranks of a pack.
//!
//! What may be seen of only k of the classes has a total weight F(k): (kw)ⁿ for trials, C(ks, n) for draws,
//! C(ks + n − 1, n) for multisets. Everything else follows by inclusion and exclusion.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use num_bigint::{BigInt, BigUint};
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use rustc_hash::FxHashMap;

/// A part of a sample whose classes all weigh the same.
pub struct Alike {
    /// How many classes there are.
    pub classes: u64,
    /// How many elements the part has.
    pub length: u64,
    /// What a class weighs.
    pub weight: ClassWeight,
}

/// What a class weighs, by the model.
pub enum ClassWeight {
    /// The weight of its faces in one trial.
    Trial(BigUint),
    /// How many elements there are to draw.
    Draw(u64),
    /// How many elements there are to choose with repetition.
    Multiset(u64),
}

impl Alike {
    /// The classes that an atom sees, when they weigh alike, and it sees one stretch of equal trials or draws.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(space: &Space, atom: &Atom) -> Result<Option<Self>, Error> {
        if !atom.path.is_unkept() {
            return Ok(None);
        }
        let Some(automaton) = atom.fold(&space.labels())? else { return Ok(None) };
        let places = atom.path.places;
        let mut weights: FxHashMap<u32, BigUint> = FxHashMap::default();
        let whole = space.length() == Some(atom.path.length());
        let weight: fn(BigUint) -> Option<ClassWeight> = match space {
            Space::Trials(groups) => {
                let mut end = 0;
                let group = groups.iter().position(|(_, count)| {
                    end += count;
                    places.0 < end || places.0 == places.1
                });
                let Some((faces, _)) = group.map(|g| &groups[g]).filter(|_| places.1 <= end) else {
                    return Ok(None);
                };
                let indices: FxHashMap<Value, usize> =
                    space.labels().into_iter().enumerate().map(|(i, label)| (label, i)).collect();
                for (label, weight) in faces.weights() {
                    *weights.entry(automaton.views[indices[label]]).or_default() += weight;
                }
                |w| Some(ClassWeight::Trial(w))
            }
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => {
                for ((_, count), view) in from.classes().iter().zip(&automaton.views) {
                    *weights.entry(*view).or_default() += *count;
                }
                |w| w.to_u64().map(ClassWeight::Draw)
            }
            Space::Multichoose(from, _) if whole => {
                for ((_, count), view) in from.classes().iter().zip(&automaton.views) {
                    *weights.entry(*view).or_default() += *count;
                }
                |w| w.to_u64().map(ClassWeight::Multiset)
            }
            _ => return Ok(None),
        };
        weights.retain(|_, weight| !weight.is_zero());
        let mut weights = weights.into_values();
        let Some(first) = weights.next() else { return Ok(None) };
        let mut classes = 1;
        for other in weights {
            classes += 1;
            if other != first {
                return Ok(None);
            }
        }
        Ok(weight(first).map(|weight| Self { classes, length: atom.path.length(), weight }))
    }

    /// The total weight of samples that show only k given classes.
    #[must_use]
    pub fn within(&self, k: u64) -> BigUint {
        match &self.weight {
            ClassWeight::Trial(weight) => Pow::pow(weight * k, self.length),
            ClassWeight::Draw(size) => number::binomial(size * k, self.length),
            ClassWeight::Multiset(size) => match (size * k, self.length) {
                (0, n) => BigUint::from(u8::from(n == 0)),
                (elements, n) => number::binomial((elements - 1).saturating_add(n), n),
            },
        }
    }

    /// The weight of everything.
    #[must_use]
    pub fn total(&self) -> BigUint {
        self.within(self.classes)
    }

    /// About how many words a weight has.
    fn words(&self) -> u128 {
        let bits = match &self.weight {
            ClassWeight::Trial(weight) => {
                u128::from(self.length)
                    * u128::from(weight.bits() + u64::from(64 - self.classes.leading_zeros()))
            }
            ClassWeight::Draw(size) | ClassWeight::Multiset(size) => {
                u128::from(self.length)
                    * u128::from(64 - (size * self.classes).saturating_add(self.length).leading_zeros())
            }
        };
        bits / 64 + 1
    }

    /// For j from 0 to the most, the weight of samples that show j given classes, all of them: the j-th difference
    /// of F at 0, Σᵢ (−1)ⁱ C(j, i) F(j − i).
    fn showing_all(&self, most: u64, budget: &Budget) -> Result<Vec<BigUint>, Error> {
        let words = self.words();
        let cells = u128::from(most) * u128::from(most) / 2 + 1;
        budget.afford(cells * (words + 8), u128::from(most + 1) * (words * 8 + 32))?;
        let mut differences: Vec<BigInt> = (0..=most).map(|k| BigInt::from(self.within(k))).collect();
        let mut leading = Vec::with_capacity(differences.len());
        while !differences.is_empty() {
            leading.push(differences[0].magnitude().clone());
            debug_assert!(!differences[0].is_negative());
            for i in 1..differences.len() {
                let (lower, upper) = differences.split_at_mut(i);
                lower[i - 1] = &upper[0] - &lower[i - 1];
            }
            differences.pop();
            budget.check()?;
        }
        Ok(leading)
    }
}

/// How many different classes the sample shows: C(c, j) ways to choose them, and all of these must come.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] beyond the budget.
pub fn distinct(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some(alike) = Alike::of(space, atom)? else { return Ok(None) };
    let showing = alike.showing_all(alike.classes.min(alike.length), budget)?;
    let values = (0..).zip(showing).map(|(j, weight)| (j, weight * number::binomial(alike.classes, j)));
    Ok(Some(swept(values, alike.total())))
}

/// The largest number of elements of one class, from how many samples have at most m of each.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] beyond the budget.
pub fn maxcount(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some(alike) = Alike::of(space, atom)? else { return Ok(None) };
    let n = alike.length;
    let top = atom.cap.map_or(n, |cap| cap.clamp(0, n.cast_signed()).unsigned_abs());
    let words = alike.words();
    // Of the n throws and c faces of a table, n/(m + 1) faces matter: all tables together have about n² log n cells.
    let tables = u128::from(n) * u128::from(top.max(1).ilog2() + 1);
    let faces = (u128::from(alike.classes.min(n + 1)) * u128::from(top)).min(match &alike.weight {
        ClassWeight::Trial(_) => tables,
        ClassWeight::Draw(_) | ClassWeight::Multiset(_) => u128::MAX,
    });
    let cells = u128::from(n).saturating_mul(faces);
    budget
        .afford(cells.saturating_mul(words * (words / 8 + 1) + 20), u128::from(2 * n) * (words * 8 + 32))?;
    let mut at_most = vec![BigUint::from(u8::from(n == 0))];
    for m in 1..=top {
        budget.check()?;
        at_most.push(at_most_of_each(&alike, m));
    }
    Ok(Some(differences(at_most, alike.total())))
}

/// The total weight of samples with at most m elements of each class.
fn at_most_of_each(alike: &Alike, m: u64) -> BigUint {
    let (n, classes) = (alike.length, alike.classes);
    let truncated = |ways: &dyn Fn(u64) -> BigUint| {
        let weights: Vec<BigUint> = (0..=m.min(n)).map(ways).collect();
        let coefficients = number::power_coefficients(&weights, classes);
        coefficients.get(n.to_usize().unwrap_or(usize::MAX)).cloned().unwrap_or_default()
    };
    match &alike.weight {
        ClassWeight::Draw(size) => truncated(&|i| number::binomial(*size, i)),
        ClassWeight::Multiset(size) => truncated(&|i| number::binomial(size + i - 1, i)),
        ClassWeight::Trial(weight) => number::throws_with_at_most(n, classes, m) * Pow::pow(weight, n),
    }
}

/// The longest straight among classes that are whole numbers without a gap: for each number j of classes that show,
/// the ways to line up j among c with at most m in a row, Σᵢ (−1)ⁱ C(c−j+1, i) C(c−i(m+1), c−j).
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] beyond the budget.
pub fn run(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let mut numbers = Vec::new();
    for label in space.labels() {
        match atom.path.seen(&label)? {
            Value::Int(n) => numbers.push(n),
            _ => return Ok(None),
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let Some(alike) = Alike::of(space, atom)? else { return Ok(None) };
    let gapless = numbers.windows(2).all(|w| w[0].checked_add(1) == Some(w[1]));
    if !gapless || numbers.len() as u64 != alike.classes {
        return Ok(None);
    }
    let (c, most) = (alike.classes, alike.classes.min(alike.length));
    let showing = alike.showing_all(most, budget)?;
    let top = atom.cap.map_or(most, |cap| cap.clamp(0, most.cast_signed()).unsigned_abs());
    let words = alike.words() + u128::from(c) / 64;
    budget.afford(u128::from(top) * u128::from(most) * 40 * words, 0)?;
    let at_most =
        (0..=top).map(|m| (0..).zip(&showing).map(|(j, weight)| weight * lined_up(c, j, m)).sum::<BigUint>());
    Ok(Some(differences(at_most.collect(), alike.total())))
}

/// How many ways to choose j of c in a line, at most m in a row.
fn lined_up(c: u64, j: u64, m: u64) -> BigUint {
    let mut ways = BigInt::zero();
    for i in 0..=(j / (m + 1)).min(c - j + 1) {
        let term = number::binomial(c - j + 1, i) * number::binomial(c - i * (m + 1), c - j);
        if i % 2 == 0 {
            ways += BigInt::from(term);
        } else {
            ways -= BigInt::from(term);
        }
    }
    ways.magnitude().clone()
}

/// The law of a number from the weights of its being at most 0, 1, …; what is left of the total lies above.
pub fn differences(at_most: Vec<BigUint>, total: BigUint) -> Swept {
    let mut below = BigUint::ZERO;
    let mut values: Vec<(i64, BigUint)> = Vec::with_capacity(at_most.len() + 1);
    for (value, sum) in (0..).zip(at_most.into_iter().chain([total.clone()])) {
        values.push((value, &sum - &below));
        below = sum;
    }
    swept(values.into_iter().map(|(value, weight)| (value.unsigned_abs(), weight)), total)
}

/// A law of whole numbers as a road's result.
pub fn swept(values: impl Iterator<Item = (u64, BigUint)>, total: BigUint) -> Swept {
    let values: Vec<_> = values
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(value, weight)| (vec![Value::Int(value.cast_signed())], weight))
        .collect();
    Swept { states: values.len() as u64, values, total }
}
