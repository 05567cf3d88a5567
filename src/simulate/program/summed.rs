//! Dice of which a question asks nothing but what they add up to: several are thrown at once, and a table tells their sum.
//!
//! A program adds registers, of which some are dice, or what a table makes of a die (1 for a six, in a count of sixes). Where
//! such dice are looked at nowhere else, they need no registers of their own.

use super::sampling::Sampling;
use super::{BLOCK, Column, Op, Program, Shape};
use crate::simulate::digits::Digits;
use rand::Rng;
use std::sync::Arc;

/// The longest table of sums.
const LONGEST: usize = 1 << 13;

/// Fewer dice are left as they are.
const FEWEST: usize = 3;

/// Sums of fair dice.
#[derive(Clone, Debug)]
pub(super) struct Summed {
    /// How often the sum of a table is thrown.
    tables: Vec<(Digits, Arc<[i32]>, u32)>,
}

impl Summed {
    /// The sum of so many dice of which each face counts so much; nothing where the sums are too large.
    fn new(scores: &[i64], count: usize) -> Option<Self> {
        let scores: Vec<i32> =
            scores.iter().map(|score| i32::try_from(*score).ok()).collect::<Option<_>>()?;
        let largest = scores.iter().map(|score| score.unsigned_abs()).max()?;
        largest.checked_mul(u32::try_from(count).ok()?).filter(|sum| *sum <= i32::MAX.unsigned_abs())?;
        let fits = |dice: &u32| scores.len().checked_pow(*dice).is_some_and(|numbers| numbers <= LONGEST);
        let most = (1..=count as u32).take_while(fits).last()? as usize;
        // As even as they can be: so many tables of `size` dice, and so many of one fewer.
        let groups = count.div_ceil(most);
        let (size, smaller) = (count.div_ceil(groups), groups * count.div_ceil(groups) - count);
        let table = |dice: usize, times: usize| {
            let sums = (0..dice).fold(vec![0], |sums, _| {
                scores.iter().flat_map(|score| sums.iter().map(move |sum| sum + score)).collect::<Vec<i32>>()
            });
            (Digits::new(sums.len() as u64), Arc::from(sums), times as u32)
        };
        let tables =
            [(size, groups - smaller), (size - 1, smaller)].into_iter().filter(|(_, times)| *times > 0);
        Some(Self { tables: tables.map(|(dice, times)| table(dice, times)).collect() })
    }

    /// About how many nanoseconds a sum takes.
    pub(super) fn cost(&self) -> f64 {
        self.tables.iter().map(|(_, _, times)| 1.5 * f64::from(*times)).sum()
    }

    pub(super) fn throw(&self, generator: &mut impl Rng, to: &mut Column) {
        *to = [0; BLOCK];
        for (digits, sums, times) in &self.tables {
            for _ in 0..*times {
                let mut places = to.iter_mut();
                digits.throw(generator, BLOCK as u64, |digit| {
                    if let Some(place) = places.next() {
                        *place += i64::from(sums[digit as usize]);
                    }
                });
            }
        }
    }
}

impl Program {
    /// The same program, where dice that are only added up are thrown as sums.
    pub(super) fn with_sums(mut self) -> Self {
        let reads = self.reads();
        let mut place = 0;
        while let Some(op) = self.ops.get(place) {
            let made = match op {
                Op::Sum(from, ..) => self.sums(from, &reads),
                _ => Vec::new(),
            };
            for (summed, dice, looks) in made {
                place = place + 1 - self.replace(place, summed, &dice, &looks);
            }
            place += 1;
        }
        self
    }

    /// How often each register is read.
    fn reads(&self) -> Vec<usize> {
        let mut reads = vec![0; self.registers];
        let mut read = |register: usize| reads[register] += 1;
        for op in &self.ops {
            op.read(&mut read);
        }
        self.given.into_iter().for_each(&mut read);
        self.asked.iter().for_each(|shape| shape.read(&mut read));
        reads
    }

    /// The sums that can be thrown among these registers: with their dice, and the registers that are added.
    fn sums(&self, from: &[usize], reads: &[usize]) -> Vec<(Summed, Vec<usize>, Vec<usize>)> {
        // The faces and what each counts, with the dice that count alike.
        let mut kinds: Vec<(Vec<i64>, Vec<usize>, Vec<usize>)> = Vec::new();
        for &added in from.iter().filter(|added| reads[**added] == 1) {
            let Some((die, scores)) = self.scores(added) else { continue };
            if reads[die] != 1 {
                continue;
            }
            match kinds.iter_mut().find(|(known, ..)| *known == scores) {
                Some((_, dice, looks)) => {
                    dice.push(die);
                    looks.push(added);
                }
                None => kinds.push((scores, vec![die], vec![added])),
            }
        }
        let many = kinds.into_iter().filter(|(_, dice, _)| dice.len() >= FEWEST);
        many.filter_map(|(scores, dice, looks)| Some((Summed::new(&scores, dice.len())?, dice, looks)))
            .collect()
    }

    /// The fair die behind a register that is added, and what each of its faces counts.
    fn scores(&self, added: usize) -> Option<(usize, Vec<i64>)> {
        let look = self.ops.iter().find_map(|op| match op {
            Op::Look(die, low, table, to) if *to == added => Some((*die, *low, table)),
            _ => None,
        });
        let die = look.as_ref().map_or(added, |(die, ..)| *die);
        let (faces, plus) = self.ops.iter().find_map(|op| match op {
            Op::Perform(Sampling::Fair(digits, plus, to)) if to.contains(&die) => {
                Some((digits.bound(), *plus))
            }
            _ => None,
        })?;
        let face = |number: u64| number as i64 + plus;
        let score = |number: u64| match &look {
            Some((_, low, table)) => table.get(usize::try_from(face(number) - low).ok()?).copied(),
            None => Some(face(number)),
        };
        (faces <= LONGEST as u64)
            .then(|| (0..faces).map(score).collect::<Option<Vec<i64>>>())?
            .map(|s| (die, s))
    }

    /// Throws a sum in place of these dice; how many instructions before `place` are gone.
    fn replace(&mut self, place: usize, summed: Summed, dice: &[usize], looks: &[usize]) -> usize {
        let to = looks[0];
        if let Some(Op::Sum(from, ..)) = self.ops.get_mut(place) {
            from.retain(|register| *register == to || !looks.contains(register));
        }
        for op in &mut self.ops {
            if let Op::Perform(Sampling::Fair(_, _, to)) = op {
                to.retain(|die| !dice.contains(die));
            }
        }
        let before = self.ops.len();
        let is_left = |op: &Op| !matches!(op, Op::Look(_, _, _, to) if looks.contains(to));
        self.ops.retain(is_left);
        let gone = before - self.ops.len();
        self.ops.insert(place - gone, Op::Perform(Sampling::Summed(summed, to)));
        gone
    }
}

impl Op {
    /// Says each register that it reads.
    fn read(&self, read: &mut impl FnMut(usize)) {
        match self {
            Self::Perform(_) | Self::Constant(..) => {}
            Self::Look(from, ..)
            | Self::CompareWith(_, from, ..)
            | Self::Ones(from, ..)
            | Self::Poker(from, _) => {
                read(*from);
            }
            Self::LookBoth([(a, _), (b, _)], ..)
            | Self::Difference(a, b, _)
            | Self::Product(a, b, _)
            | Self::Common(a, b, _)
            | Self::Compare(_, a, b, _) => [*a, *b].into_iter().for_each(read),
            Self::Choose(a, b, c, _) => [*a, *b, *c].into_iter().for_each(read),
            Self::Sum(from, ..)
            | Self::Least(from, _)
            | Self::Greatest(from, _)
            | Self::All(from, _)
            | Self::Any(from, _)
            | Self::Unite(from, _)
            | Self::Sort(from) => from.iter().copied().for_each(read),
            Self::Tell(telling, _) => telling.row.iter().copied().for_each(read),
            Self::Define(_, shapes, _) => shapes.iter().for_each(|shape| shape.read(read)),
        }
    }
}

impl Shape {
    fn read(&self, read: &mut impl FnMut(usize)) {
        match self {
            Self::Known(_) => {}
            Self::Scalar(register, _) | Self::Hand(register, _) => read(*register),
            Self::Row(shapes) => shapes.iter().for_each(|shape| shape.read(read)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};
    use std::collections::BTreeMap;

    /// The sum of dice as it is thrown for a question, and its law by adding die after die.
    fn law(scores: &[i64], count: usize) -> Vec<(i64, f64)> {
        let share = 1.0 / scores.len() as f64;
        let law = (0..count).fold(BTreeMap::from([(0, 1.0)]), |law, _| {
            let mut next = BTreeMap::new();
            for (sum, p) in law {
                scores.iter().for_each(|score| *next.entry(sum + score).or_insert(0.0) += p * share);
            }
            next
        });
        law.into_iter().collect()
    }

    #[test]
    fn sums_come_as_those_of_their_dice() {
        for (scores, count) in
            [(&[1, 2, 3, 4, 5, 6][..], 10), (&[0, 0, 0, 0, 0, 1], 11), (&[-3, 0, 7], 23), (&[1, 2], 3)]
        {
            let (summed, law) = (Summed::new(scores, count).unwrap(), law(scores, count));
            let mut counts = vec![0; law.len()];
            let mut generator = generator(8, count as u64);
            for _ in 0..400 {
                let mut column = [0; BLOCK];
                summed.throw(&mut generator, &mut column);
                for sum in column {
                    counts[law.iter().position(|(known, _)| *known == sum).unwrap()] += 1;
                }
            }
            let expected: Vec<f64> = law.iter().map(|(_, p)| *p).collect();
            assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{count} of {scores:?}");
        }
        assert!(Summed::new(&[1 << 40], 3).is_none());
    }

    #[test]
    fn dice_that_are_only_added_have_no_registers() {
        for (text, merged) in [
            ("P(10d6 >= 40)", vec![10]),
            ("X ~ 10d6; dist(count(6 in X))", vec![10]),
            ("X ~ 10d6; P(sum(X) >= 40 | X[1] = 6)", vec![9]),
            ("X ~ pool(5d6, 4d8); dist(sum(X))", vec![5, 4]),
            ("X ~ 10d6; P(sum(X) >= 40 and max(X) = 6)", vec![]),
            ("X ~ 10d6; Y ~ 9d6; P(sum(X) > count(5 in Y))", vec![10, 9]),
        ] {
            let question = Session::default().questions(text).unwrap().pop().unwrap();
            let program = Program::new(&question).unwrap();
            let size = |(digits, sums, times): &(Digits, Arc<[i32]>, u32)| {
                assert_eq!(digits.bound(), sums.len() as u64);
                (1..).find(|dice| [6u64, 8].iter().any(|faces| faces.pow(*dice) == digits.bound())).unwrap()
                    * times
            };
            let found: Vec<u32> = program
                .ops
                .iter()
                .filter_map(|op| match op {
                    Op::Perform(Sampling::Summed(summed, _)) => Some(summed.tables.iter().map(size).sum()),
                    _ => None,
                })
                .collect();
            assert_eq!(found, merged, "{text}");
        }
    }
}
