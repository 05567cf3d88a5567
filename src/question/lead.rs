//! Which events about a row of counters are decided by their differences once all of them are large.

use super::Operator;
use super::formula::Formula;

/// A formula as a sum of multiples of the parts and a constant: how much it grows when all parts grow by one, whether any
/// part is taken away, and the constant.
struct Line {
    parts: Vec<(usize, i64)>,
    constant: i64,
}

impl Line {
    fn of(formula: &Formula) -> Option<Self> {
        match formula {
            Formula::Known(n) => Some(Self { parts: Vec::new(), constant: *n }),
            Formula::Part(place) => Some(Self { parts: vec![(*place, 1)], constant: 0 }),
            Formula::Sum(terms) => terms
                .iter()
                .map(Self::of)
                .try_fold(Self { parts: Vec::new(), constant: 0 }, |sum, term| sum.plus(term?, 1)),
            Formula::Arithmetic(Operator::Add, both) => Self::of(&both.0)?.plus(Self::of(&both.1)?, 1),
            Formula::Arithmetic(Operator::Subtract, both) => Self::of(&both.0)?.plus(Self::of(&both.1)?, -1),
            _ => None,
        }
    }

    fn plus(mut self, other: Self, sign: i64) -> Option<Self> {
        self.constant = self.constant.checked_add(sign.checked_mul(other.constant)?)?;
        for (place, times) in other.parts {
            let times = sign.checked_mul(times)?;
            match self.parts.iter_mut().find(|(p, _)| *p == place) {
                Some((_, sum)) => *sum = sum.checked_add(times)?,
                None => self.parts.push((place, times)),
            }
        }
        self.parts.retain(|(_, times)| *times != 0);
        Some(self)
    }

    /// How much it grows when all parts grow by one.
    fn slope(&self) -> Option<i64> {
        self.parts.iter().try_fold(0_i64, |sum, (_, times)| sum.checked_add(*times))
    }
}

/// A number such that with all parts beyond it an event is decided by their differences; nothing where there is none that is
/// seen at once. Also whether differences are spoken of.
#[must_use]
pub fn beyond(event: &Formula) -> Option<(i64, bool)> {
    let all = |parts: &[Formula]| {
        parts.iter().map(beyond).try_fold((0, false), |(most, lead), part| {
            let (part, is_lead) = part?;
            Some((most.max(part), lead || is_lead))
        })
    };
    match event {
        Formula::Known(_) => Some((0, false)),
        Formula::Not(event) => beyond(event),
        Formula::All(parts) | Formula::Any(parts) => all(parts),
        Formula::Compare(_, both) => compared(&both.0, &both.1),
        _ => None,
    }
}

/// As [`beyond`], for every comparison of two numbers.
fn compared(a: &Formula, b: &Formula) -> Option<(i64, bool)> {
    if is_difference(a) && is_difference(b) {
        return Some((0, true));
    }
    // The least and the greatest compare as those that they are chosen from.
    match (a, b) {
        (Formula::Extreme(_, parts), other) | (other, Formula::Extreme(_, parts)) => {
            return parts.iter().map(|part| compared(part, other)).try_fold(
                (0, false),
                |(most, lead), part| {
                    let (part, is_lead) = part?;
                    Some((most.max(part), lead || is_lead))
                },
            );
        }
        _ => {}
    }
    let line = Line::of(a)?.plus(Line::of(b)?, -1)?;
    let one_way = line.parts.iter().all(|(_, times)| times.signum() == line.parts[0].1.signum());
    match line.slope()? {
        0 => Some((0, true)),
        // Beyond |c|, c and a sum of parts, none taken away, cannot cancel each other.
        _ if one_way => Some((line.constant.checked_abs()?, false)),
        _ => None,
    }
}

/// Whether a number stays when all parts grow by one.
fn is_difference(number: &Formula) -> bool {
    match number {
        Formula::Extreme(_, parts) => parts.iter().all(is_difference),
        _ => Line::of(number).and_then(|line| line.slope()) == Some(0),
    }
}

/// Whether a formula is the part at this place and nothing taken away.
#[must_use]
pub fn keeps_or_grows(formula: &Formula, place: usize) -> bool {
    let is_part = |line: &Line| line.parts == [(place, 1)] && line.constant >= 0;
    Line::of(formula).is_some_and(|line| is_part(&line))
}
