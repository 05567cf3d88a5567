//! Statistics of a row worked out trial by trial on the numbers in its registers: the definitions of `statistic`, where an
//! element is a number and a pattern a table of the numbers that match it, so that no value is made for a trial.

use super::{BLOCK, Column};
use crate::model::Value;
use crate::statistic::monotone::{DESCENTS, INCREASING, NONDECREASING};
use crate::statistic::neighbours::ALTERNATES;
use crate::statistic::permutation::{CYCLES, FIXED, LONGEST_CYCLE};
use crate::statistic::place::PALINDROME;
use crate::statistic::shape::{DISTINCT, MAXCOUNT, PAIRS, SHAPE};
use crate::statistic::straight::RUN;
use crate::statistic::streak::RUNS;
use crate::statistic::{Function, block, counting, neighbours, place, streak};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How many trials are turned from columns into rows at once.
const ROWS: usize = 8;

/// What is told of a row of numbers.
#[derive(Clone, Debug)]
pub(super) enum Statistic {
    Distinct,
    MaxCount,
    Pairs,
    /// The place of each shape in a list, by its multiplicities.
    Shape(Arc<FxHashMap<Vec<u32>, i64>>),
    Straight,
    Runs,
    Alternates,
    Palindrome,
    Increasing,
    NonDecreasing,
    Descents,
    Fixed,
    Cycles,
    LongestCycle,
    Longest,
    Apart,
    Adjacent,
    Pos,
    Before,
    /// So many members, each of which must be there.
    Together(u32),
    /// A word of so many letters.
    Within(u32),
}

/// Statistics that look at nothing but the numbers.
static OF_NUMBERS: [(&Function, Statistic); 13] = [
    (&DISTINCT, Statistic::Distinct),
    (&MAXCOUNT, Statistic::MaxCount),
    (&PAIRS, Statistic::Pairs),
    (&RUN, Statistic::Straight),
    (&RUNS, Statistic::Runs),
    (&ALTERNATES, Statistic::Alternates),
    (&PALINDROME, Statistic::Palindrome),
    (&INCREASING, Statistic::Increasing),
    (&NONDECREASING, Statistic::NonDecreasing),
    (&DESCENTS, Statistic::Descents),
    (&FIXED, Statistic::Fixed),
    (&CYCLES, Statistic::Cycles),
    (&LONGEST_CYCLE, Statistic::LongestCycle),
];

impl Statistic {
    /// The statistic of this name that looks at nothing but the numbers, or nothing.
    pub(super) fn of_numbers(function: &'static Function) -> Option<Self> {
        let named = OF_NUMBERS.iter().find(|(known, _)| std::ptr::eq(*known, function));
        named.map(|(_, statistic)| statistic.clone())
    }

    /// The statistic that looks at which of so many patterns match.
    pub(super) fn of_patterns(function: &'static Function, patterns: u32) -> Option<Self> {
        let is = |other: &'static Function| std::ptr::eq(function, other);
        Some(match patterns {
            1 if is(&streak::LONGEST) => Self::Longest,
            1 if is(&neighbours::APART) => Self::Apart,
            1 if is(&place::POS) => Self::Pos,
            2 if is(&neighbours::ADJACENT) => Self::Adjacent,
            2 if is(&place::BEFORE) => Self::Before,
            1..=63 if is(&block::TOGETHER) => Self::Together(patterns),
            1..=63 if is(&block::WITHIN) => Self::Within(patterns),
            _ => return None,
        })
    }

    /// The shapes of so many elements with at most so many labels: a list, and the places in it.
    pub(super) fn of_shapes(
        function: &'static Function,
        length: u32,
        labels: u32,
    ) -> Option<(Self, Vec<Value>)> {
        if !std::ptr::eq(function, &SHAPE) {
            return None;
        }
        let mut shapes = Vec::new();
        partitions(length, length, labels, &mut Vec::new(), &mut shapes)?;
        let value = |shape: &Vec<u32>| Value::Shape(shape.iter().map(|m| u64::from(*m)).collect());
        let mut values: Vec<(Value, Vec<u32>)> = shapes.iter().map(|s| (value(s), s.clone())).collect();
        values.sort();
        let places = values.iter().zip(0..).map(|((_, shape), place)| (shape.clone(), place)).collect();
        Some((Self::Shape(Arc::new(places)), values.into_iter().map(|(value, _)| value).collect()))
    }

    /// Whether it can be told of numbers from `low` on, so many of them, that are integers or else places in a list.
    pub(super) fn fits(&self, integers: bool, low: i64, span: usize, length: usize) -> bool {
        match self {
            Self::Straight | Self::Fixed => integers,
            Self::Cycles | Self::LongestCycle => integers && low == 1 && span == length,
            _ => true,
        }
    }
}

/// More shapes than this are not listed.
const MOST_SHAPES: usize = 1 << 11;

/// The partitions of what is left into at most so many parts, none larger than `most`; nothing where there are too many.
fn partitions(
    left: u32,
    most: u32,
    parts: u32,
    begun: &mut Vec<u32>,
    found: &mut Vec<Vec<u32>>,
) -> Option<()> {
    if left == 0 {
        found.push(begun.clone());
        return (found.len() <= MOST_SHAPES).then_some(());
    }
    for part in (1..=most.min(left)).rev().filter(|_| parts > 0) {
        begun.push(part);
        partitions(left - part, part, parts - 1, begun, found)?;
        begun.pop();
    }
    Some(())
}

/// A statistic of a row of registers.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    pub statistic: Statistic,
    pub row: Vec<usize>,
    /// The least number that an element may be, and how many there are from there on.
    pub low: i64,
    pub span: usize,
    /// For each number, the patterns that it matches.
    pub marks: Arc<[u64]>,
}

impl Telling {
    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        5.0 + 2.0 * self.row.len() as f64
    }

    /// Tells the statistic of every trial; nothing where it has no value.
    pub(super) fn tell(&self, columns: &mut [Column], to: usize) -> Option<()> {
        let length = self.row.len();
        let mut rows = vec![0u32; ROWS * length];
        let mut counts = vec![0u32; self.span];
        for first in (0..BLOCK).step_by(ROWS) {
            for (place, register) in self.row.iter().enumerate() {
                let column = &columns[*register][first..first + ROWS];
                for (lane, number) in column.iter().enumerate() {
                    rows[lane * length + place] = (number - self.low) as u32;
                }
            }
            for lane in 0..ROWS {
                let row = &rows[lane * length..(lane + 1) * length];
                columns[to][first + lane] = self.of(row, &mut counts)?;
            }
        }
        Some(())
    }

    /// The statistic of a row. `counts` holds a zero for each number, before and after.
    fn of(&self, row: &[u32], counts: &mut [u32]) -> Option<i64> {
        let pairs = || row.windows(2).map(|two| (two[0], two[1]));
        let marks = |number: &u32| self.marks[*number as usize];
        let marked = |number: &u32| marks(number) & 1 == 1;
        let number = |place: usize| place as i64;
        let truth = |holds: bool| Some(i64::from(holds));
        Some(match &self.statistic {
            Statistic::Distinct => number(multiplicities(row, counts, |_| ())),
            Statistic::MaxCount => {
                let mut most = 0;
                multiplicities(row, counts, |count| most = most.max(count));
                i64::from(most)
            }
            Statistic::Pairs => {
                let mut twice = 0;
                multiplicities(row, counts, |count| twice += i64::from(count == 2));
                twice
            }
            Statistic::Shape(places) => {
                let mut shape = Vec::with_capacity(row.len());
                multiplicities(row, counts, |count| shape.push(count));
                shape.sort_unstable_by(|a, b| b.cmp(a));
                *places.get(&shape)?
            }
            Statistic::Straight => {
                row.iter().for_each(|n| counts[*n as usize] = 1);
                let here = counts.iter();
                let straight = longest(here.map(|count| *count == 1));
                row.iter().for_each(|n| counts[*n as usize] = 0);
                straight
            }
            Statistic::Runs => number(row.chunk_by(|a, b| a == b).count()),
            Statistic::Alternates => return truth(pairs().all(|(a, b)| a != b)),
            Statistic::Palindrome => return truth(row.iter().eq(row.iter().rev())),
            Statistic::Increasing => return truth(pairs().all(|(a, b)| a < b)),
            Statistic::NonDecreasing => return truth(pairs().all(|(a, b)| a <= b)),
            Statistic::Descents => number(pairs().filter(|(a, b)| b < a).count()),
            Statistic::Fixed => {
                let matches = |(place, n): &(i64, &u32)| i64::from(**n) + self.low == *place;
                number((1..).zip(row).filter(matches).count())
            }
            Statistic::Cycles => cycles(row, counts)?.0,
            Statistic::LongestCycle => cycles(row, counts)?.1,
            Statistic::Longest => longest(row.iter().map(marked)),
            Statistic::Apart => return truth(!row.windows(2).any(|two| two.iter().all(marked))),
            Statistic::Adjacent => {
                let side_by_side = |(a, b)| marks(&a) & 1 == 1 && marks(&b) & 2 == 2;
                return truth(pairs().any(|(a, b)| side_by_side((a, b)) || side_by_side((b, a))));
            }
            Statistic::Pos => number(first(row, marked)) + 1,
            Statistic::Before => {
                let second = |n: &u32| marks(n) & 2 == 2;
                return truth(first(row, marked) < first(row, second));
            }
            Statistic::Together(members) => return truth(together(row.iter().map(marks), *members)),
            Statistic::Within(letters) => {
                let letters = *letters as usize;
                let occurs = |here: &[u32]| here.iter().zip(0..).all(|(n, i)| marks(n) >> i & 1 == 1);
                return truth(row.windows(letters).any(occurs));
            }
        })
    }
}

/// Says how often each number occurs, in the order in which they come last; how many different ones there are.
fn multiplicities(row: &[u32], counts: &mut [u32], mut say: impl FnMut(u32)) -> usize {
    row.iter().for_each(|number| counts[*number as usize] += 1);
    let mut distinct = 0;
    for number in row {
        let count = std::mem::take(&mut counts[*number as usize]);
        if count > 0 {
            distinct += 1;
            say(count);
        }
    }
    distinct
}

/// The place of the first that matches, from 0; one past the last where there is none.
fn first(row: &[u32], matches: impl Fn(&u32) -> bool) -> usize {
    row.iter().position(matches).unwrap_or(row.len())
}

fn longest(matches: impl Iterator<Item = bool>) -> i64 {
    let (mut here, mut best) = (0, 0);
    for matches in matches {
        here = if matches { here + 1 } else { 0 };
        best = best.max(here);
    }
    best
}

/// Whether those that match some member are one stretch, and each member is matched.
fn together(marks: impl Iterator<Item = u64>, members: u32) -> bool {
    let (mut there, mut stretches, mut before) = (0, 0, false);
    for marks in marks {
        stretches += i64::from(marks != 0 && !before);
        before = marks != 0;
        there |= marks;
    }
    stretches <= 1 && there == u64::MAX >> (64 - members)
}

/// How many cycles a permutation of 1..n has, and how long the longest is; nothing where it is none.
fn cycles(row: &[u32], visited: &mut [u32]) -> Option<(i64, i64)> {
    let (mut cycles, mut longest, mut is_permutation) = (0, 0, true);
    for start in 0..row.len() {
        let (mut place, mut length) = (start, 0);
        while std::mem::replace(&mut visited[place], 1) == 0 {
            place = row[place] as usize;
            length += 1;
        }
        cycles += i64::from(length > 0);
        longest = longest.max(length);
        // A walk that ends elsewhere than it began came from outside of a cycle.
        is_permutation &= length == 0 || place == start;
    }
    visited.fill(0);
    is_permutation.then_some((cycles, longest))
}

/// The patterns that a statistic of patterns looks at: nothing where its arguments are of another kind.
pub(super) fn patterns(
    function: &'static Function,
    arguments: &[Value],
) -> Option<Vec<crate::model::Pattern>> {
    let is = |other: &'static Function| std::ptr::eq(function, other);
    match arguments {
        [members] if is(&block::TOGETHER) => block::members(members).ok(),
        [word] if is(&block::WITHIN) => block::word(word).ok(),
        _ => arguments.iter().map(|argument| counting::as_pattern(argument).ok()).collect(),
    }
}
