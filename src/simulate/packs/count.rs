//! How often the pieces of random words lie in each stretch of their numbers.

use super::cut::{Cut, Piece};
use rand::Rng;

/// Two words, which are counted together.
type Row = [u8; 16];

/// How many words a row has.
pub(super) const WORDS: u64 = 2;

/// How many rows are fetched from the generator at once.
const FETCHED: usize = 128;

/// How long it takes to fetch a word, in nanoseconds; to compare its bytes or its quarters with one end; to count each of its
/// pieces by itself; and to throw a piece again.
const FETCH: f64 = 3.2;
const COMPARE_BYTES: f64 = 0.3;
const COMPARE_QUARTERS: f64 = 0.6;
const COUNT_BYTES: f64 = 2.8;
const COUNT_DOZENS: f64 = 2.0;
const COUNT_QUARTERS: f64 = 3.5;
const AGAIN: f64 = 4.0;

/// The most things that quarters are counted by: a byte tells which it is, or that it is none.
const MOST_IN_A_TABLE: usize = (1 << 8) - 1;

/// How the pieces of a cut are counted.
#[derive(Clone, Debug)]
pub(super) enum Counting {
    /// Each piece is compared with the ends of all stretches but where the room ends: many pieces at once.
    Compared(Piece, Vec<usize>),
    /// Each byte is counted by itself, and belongs to the stretch that ends beyond it.
    Bytes(Vec<usize>),
    /// The same of five times twelve bits.
    Dozens(Vec<usize>),
    /// A table tells the stretch of each quarter.
    Quarters(Box<[u8]>),
}

/// Whether the pieces of a cut can be counted.
pub(super) fn can(cut: &Cut) -> bool {
    cut.piece != Piece::Quarter || cut.numbers.len() <= MOST_IN_A_TABLE
}

/// About how many nanoseconds a piece takes.
pub(super) fn cost(cut: &Cut) -> f64 {
    let [compared, counted] = costs(cut);
    (FETCH + compared.min(counted)) / cut.piece.in_a_word() as f64 + AGAIN * cut.again()
}

/// How long it takes to compare the pieces of a word with the ends, and to count them one by one.
fn costs(cut: &Cut) -> [f64; 2] {
    let ends = compared_ends(cut).len() as f64;
    match cut.piece {
        Piece::Byte => [COMPARE_BYTES * ends, COUNT_BYTES],
        Piece::Dozen => [f64::INFINITY, COUNT_DOZENS],
        Piece::Quarter => [COMPARE_QUARTERS * ends, COUNT_QUARTERS],
    }
}

/// Where the stretches end.
fn ends(cut: &Cut) -> Vec<usize> {
    let end = |sum: &mut usize, numbers: &usize| {
        *sum += numbers;
        Some(*sum)
    };
    cut.numbers.iter().scan(0, end).collect()
}

fn compared_ends(cut: &Cut) -> Vec<usize> {
    ends(cut).into_iter().filter(|end| *end < cut.piece.room()).collect()
}

impl Counting {
    pub(super) fn new(cut: &Cut) -> Self {
        let ([compared, counted], ends) = (costs(cut), ends(cut));
        match cut.piece {
            piece if compared <= counted => Self::Compared(piece, compared_ends(cut)),
            Piece::Byte => Self::Bytes(ends),
            Piece::Dozen => Self::Dozens(ends),
            Piece::Quarter => {
                // What is beyond all stretches has the number after theirs.
                let mut table = vec![ends.len() as u8; cut.piece.room()];
                let mut start = 0;
                for (stretch, end) in (0..=u8::MAX).zip(&ends) {
                    table[start..*end].fill(stretch);
                    start = *end;
                }
                Self::Quarters(table.into())
            }
        }
    }

    /// How many pieces of so many rows of words lie in each of the stretches.
    pub(super) fn count(&self, generator: &mut impl Rng, rows: u64, stretches: usize) -> Vec<u64> {
        match self {
            Self::Compared(Piece::Quarter, ends) => {
                compare(generator, rows, stretches, ends, 8, |rows, end| quarters_below(rows, end as u16))
            }
            Self::Compared(_, ends) => {
                compare(generator, rows, stretches, ends, 16, |rows, end| bytes_below(rows, end as u8))
            }
            Self::Bytes(ends) => sums_between(&count_bytes(generator, rows), ends),
            Self::Dozens(ends) => sums_between(&[count_dozens(generator, rows)], ends),
            Self::Quarters(table) => count_quarters(generator, rows, table)[..stretches].to_vec(),
        }
    }
}

/// The sum of what stands in all lists before each end, from the end before it on.
fn sums_between<const ROOM: usize>(lists: &[[u32; ROOM]], ends: &[usize]) -> Vec<u64> {
    let mut start = 0;
    let between = |end: &usize| {
        let stretch = std::mem::replace(&mut start, *end)..*end;
        let sum =
            |list: &[u32; ROOM]| list[stretch.clone()].iter().map(|count| u64::from(*count)).sum::<u64>();
        lists.iter().map(sum).sum()
    };
    ends.iter().map(between).collect()
}

/// Fetches so many rows, some at a time.
fn fetch(generator: &mut impl Rng, mut rows: u64, mut take: impl FnMut(&[Row])) {
    let mut fetched = [[0; 16]; FETCHED];
    while rows > 0 {
        let some = &mut fetched[..rows.min(FETCHED as u64) as usize];
        generator.fill_bytes(some.as_flattened_mut());
        take(some);
        rows -= some.len() as u64;
    }
}

/// Counts the pieces below each end, and takes the differences.
fn compare(
    generator: &mut impl Rng,
    rows: u64,
    stretches: usize,
    ends: &[usize],
    pieces: u64,
    below: impl Fn(&[Row], usize) -> u64,
) -> Vec<u64> {
    // Where the room ends, all pieces are below.
    let mut sums = vec![0; ends.len()];
    fetch(generator, rows, |rows| {
        sums.iter_mut().zip(ends).for_each(|(sum, end)| *sum += below(rows, *end));
    });
    sums.resize(stretches, rows * pieces);
    (0..stretches).map(|i| sums[i] - i.checked_sub(1).map_or(0, |before| sums[before])).collect()
}

fn bytes_below(rows: &[Row], end: u8) -> u64 {
    // As many bytes as one byte can count.
    let below = |bytes: &[u8]| bytes.iter().fold(0u8, |sum, byte| sum.wrapping_add(u8::from(*byte < end)));
    rows.as_flattened().chunks(240).map(|bytes| u64::from(below(bytes))).sum()
}

fn quarters_below(rows: &[Row], end: u16) -> u64 {
    let mut sums = [0u16; 8];
    for row in rows {
        for (sum, quarter) in sums.iter_mut().zip(quarters(row)) {
            *sum += u16::from(quarter < end);
        }
    }
    sums.iter().map(|sum| u64::from(*sum)).sum()
}

/// The quarters of two words, the lowest first.
#[inline(always)]
fn quarters(row: &Row) -> [u16; 8] {
    std::array::from_fn(|i| u16::from_le_bytes([row[2 * i], row[2 * i + 1]]))
}

/// How often each byte comes, in eight lists.
fn count_bytes(generator: &mut impl Rng, rows: u64) -> [[u32; 256]; 8] {
    // A list for each byte of a word: two bytes never wait for the same counter.
    let mut lists = [[0u32; 256]; 8];
    fetch(generator, rows, |rows| {
        for word in rows.as_flattened().as_chunks::<8>().0 {
            for (list, byte) in lists.iter_mut().zip(word) {
                list[usize::from(*byte)] += 1;
            }
        }
    });
    lists
}

/// How often each number of twelve bits comes: five times in each word, from the lowest bit on; the highest four are left.
fn count_dozens(generator: &mut impl Rng, rows: u64) -> [u32; 1 << 12] {
    let mut counts = [0u32; 1 << 12];
    fetch(generator, rows, |rows| {
        for word in rows.as_flattened().as_chunks::<8>().0 {
            let word = u64::from_le_bytes(*word);
            (0..5).for_each(|i| counts[(word >> (12 * i)) as usize % (1 << 12)] += 1);
        }
    });
    counts
}

/// How often quarters come that have each number in a table.
fn count_quarters(generator: &mut impl Rng, rows: u64, table: &[u8]) -> Vec<u64> {
    let mut lists = [[0u32; 256]; 4];
    fetch(generator, rows, |rows| {
        for row in rows {
            for (i, quarter) in quarters(row).into_iter().enumerate() {
                lists[i % 4][usize::from(table[usize::from(quarter)])] += 1;
            }
        }
    });
    (0..256).map(|number| lists.iter().map(|list| u64::from(list[number])).sum()).collect()
}
