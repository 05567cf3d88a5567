//! Which trials the sixteen bits of a part hold, and the tables of what they add to the counts.

use super::interval::Interval;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// How many parts there are.
pub(super) const PARTS: usize = 1 << 16;

/// How many sets of codes a table tells apart.
pub(super) const SETS: usize = 1 << 8;

/// The most trials of two codes that are added up in half of a table's entry, four parts at once.
const MOST_ADDED: u32 = 16;

/// How much longer it takes to count bytes than sets of codes.
const BYTES_TAKE: f64 = 1.2;

/// Where trials stand in a part.
#[derive(Clone, Debug)]
pub(super) enum Cut {
    /// Several trials whose outcomes are alike: in each byte, or in the whole part.
    Even { base: usize, several: u32, room: usize },
    /// A trial in each byte, which is a place in the unit interval.
    Weighted(Interval),
}

/// What is counted of a part.
#[derive(Clone, Debug)]
pub(super) enum Table {
    /// How many trials there are, and, in the upper byte, how many of them have the second of two codes.
    Added(Box<[u16; PARTS]>),
    /// The number of the set of codes of its trials; and the sets.
    Listed(Box<[u8; PARTS]>, Vec<Vec<u8>>),
    /// Its bytes.
    Bytes,
}

impl Cut {
    /// How many trials a part holds on the average.
    pub(super) fn trials_a_part(&self) -> f64 {
        match self {
            Self::Even { several, room, .. } => {
                self.pieces() * f64::from(*several) * self.kept() as f64 / *room as f64
            }
            Self::Weighted(_) => 2.0,
        }
    }

    /// How many trials a word holds at most.
    pub(super) fn most_a_word(&self) -> u64 {
        match self {
            Self::Even { several, .. } => (4.0 * self.pieces()) as u64 * u64::from(*several),
            Self::Weighted(_) => 8,
        }
    }

    /// The outcomes of the trials in a part whose outcomes are alike, in order.
    pub(super) fn outcomes(&self, part: usize) -> Vec<usize> {
        match self {
            Self::Even { room: PARTS, .. } => self.outcomes_of_piece(part),
            Self::Even { room, .. } => [part % room, part / room]
                .into_iter()
                .flat_map(|piece| self.outcomes_of_piece(piece))
                .collect(),
            Self::Weighted(_) => Vec::new(),
        }
    }

    /// The outcomes of the trials in a byte, or in a whole part, that is this number.
    pub(super) fn outcomes_of_piece(&self, piece: usize) -> Vec<usize> {
        match *self {
            Self::Even { base, several, .. } if piece < self.kept() => {
                (0..several).map(|place| piece / base.pow(place) % base).collect()
            }
            _ => Vec::new(),
        }
    }

    fn pieces(&self) -> f64 {
        if matches!(self, Self::Even { room: PARTS, .. }) { 1.0 } else { 2.0 }
    }

    /// How many numbers of a piece hold trials.
    fn kept(&self) -> usize {
        match self {
            Self::Even { base, several, room } => room - room % base.pow(*several),
            Self::Weighted(_) => SETS,
        }
    }

    /// What each part adds up to, from nothing, code by code.
    fn filled<T: Copy>(
        &self,
        codes: &[u8],
        nothing: T,
        add: &mut impl FnMut(T, u8) -> Option<T>,
        join: &mut impl FnMut(T, T) -> Option<T>,
    ) -> Option<Box<[T; PARTS]>> {
        let pieces: Vec<T> = match self {
            Self::Even { several, room, .. } => {
                let mut table = vec![nothing];
                for _ in 0..*several {
                    let mut longer = Vec::with_capacity(table.len() * codes.len());
                    for code in codes {
                        for lower in &table {
                            longer.push(add(*lower, *code)?);
                        }
                    }
                    table = longer;
                }
                let kept = table.iter().copied().cycle().take(self.kept());
                kept.chain(std::iter::repeat(nothing)).take(*room).collect()
            }
            Self::Weighted(interval) => {
                let decided = interval.decided().iter();
                decided
                    .map(|code| code.map_or(Some(nothing), |code| add(nothing, code)))
                    .collect::<Option<_>>()?
            }
        };
        let mut table = Vec::with_capacity(PARTS);
        if pieces.len() == PARTS {
            table = pieces;
        } else {
            for high in &pieces {
                for low in &pieces {
                    table.push(join(*low, *high)?);
                }
            }
        }
        table.into_boxed_slice().try_into().ok()
    }
}

/// The table of two codes.
fn added(cut: &Cut, codes: &[u8]) -> Option<Table> {
    let mut add = |sum: u16, code: u8| Some(sum + 1 + (u16::from(code) << 8));
    cut.filled(codes, 0, &mut add, &mut |low, high| Some(low + high)).map(Table::Added)
}

/// The table of sets of codes; nothing where there are too many sets.
fn listed(cut: &Cut, codes: &[u8]) -> Option<Table> {
    let sets = RefCell::new(Sets::new());
    // Few sets meet each other, many times.
    let mut met = vec![None; SETS * SETS];
    let mut add = |set, code| sets.borrow_mut().with(set, code);
    let mut join = |low: u8, high: u8| {
        let place = usize::from(low) * SETS + usize::from(high);
        if met[place].is_none() {
            let codes = sets.borrow().sets[usize::from(high)].clone();
            met[place] = codes.into_iter().try_fold(low, |set, code| sets.borrow_mut().with(set, code));
        }
        met[place]
    };
    let table = cut.filled(codes, 0, &mut add, &mut join)?;
    Some(Table::Listed(table, sets.into_inner().sets))
}

/// Sets of codes, in which a code may be several times.
struct Sets {
    sets: Vec<Vec<u8>>,
    numbers: FxHashMap<Vec<u8>, u8>,
    /// What is known to come of each set with each code.
    known: Vec<Option<u8>>,
}

impl Sets {
    /// The empty set alone.
    fn new() -> Self {
        Self { sets: vec![Vec::new()], numbers: FxHashMap::default(), known: vec![None; SETS * SETS] }
    }

    /// The number of a set with one more code.
    fn with(&mut self, set: u8, code: u8) -> Option<u8> {
        let place = usize::from(set) * SETS + usize::from(code);
        if self.known[place].is_some() {
            return self.known[place];
        }
        let mut codes = self.sets[usize::from(set)].clone();
        codes.insert(codes.partition_point(|other| *other < code), code);
        let number = match self.numbers.get(&codes) {
            Some(number) => *number,
            None => {
                let number = u8::try_from(self.sets.len()).ok()?;
                self.sets.push(codes.clone());
                self.numbers.insert(codes, number);
                number
            }
        };
        self.known[place] = Some(number);
        Some(number)
    }
}

/// The cut and the table that make the most trials a second, for outcomes of these codes that are alike; nothing where
/// there is no table.
pub(super) fn fastest(codes: &[u8], kinds: usize) -> Option<(Cut, Table)> {
    let base = codes.len();
    let cuts = |room: usize| {
        let fits = move |several: &u32| base.checked_pow(*several).is_some_and(|numbers| numbers <= room);
        (1..=MOST_ADDED).take_while(fits).map(move |several| Cut::Even { base, several, room })
    };
    let fewer = |a: &Cut, b: &Cut| b.trials_a_part().total_cmp(&a.trials_a_part());
    let mut all: Vec<Cut> = cuts(SETS).filter(|cut| cut.most_a_word() <= 64).chain(cuts(PARTS)).collect();
    all.sort_by(fewer);
    if kinds <= 2 {
        let cut = all.into_iter().next()?;
        return added(&cut, codes).map(|table| (cut, table));
    }
    let best = all.into_iter().find_map(|cut| listed(&cut, codes).map(|table| (cut, table)));
    let bytes = cuts(SETS).min_by(fewer);
    match (best, bytes) {
        (Some((cut, table)), Some(bytes)) => {
            let is_slower = bytes.trials_a_part() > cut.trials_a_part() * BYTES_TAKE;
            Some(if is_slower { (bytes, Table::Bytes) } else { (cut, table) })
        }
        (best, bytes) => best.or(bytes.map(|bytes| (bytes, Table::Bytes))),
    }
}

/// The cut and the table of one weighted outcome a byte; nothing where there is none.
pub(super) fn weighted(interval: Interval, kinds: usize) -> Option<(Cut, Table)> {
    let cut = Cut::Weighted(interval);
    let table = if kinds <= 2 { added(&cut, &[]) } else { listed(&cut, &[]) };
    table.map(|table| (cut, table))
}
