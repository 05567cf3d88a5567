//! What the poker fold remembers of a hand, packed into a few words.

use super::Category;
use smallvec::SmallVec;

/// What was held before this rank, as far as it helps: two pairs and better are in the best category so far, where a
/// further pair or triple finds the same as with one pair.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Group {
    Nothing,
    Pair,
    Triple,
}

/// How far a straight has come.
#[derive(Clone, Copy)]
pub(super) struct Straight {
    /// The number of ranks that are there just before this one, up to 4.
    pub(super) run: u64,
    /// Whether this rank is there.
    pub(super) here: bool,
    /// Whether 2, 3, 4 and 5 are there, so that an ace will complete them.
    pub(super) awaits_ace: bool,
}

impl Straight {
    pub(super) const NONE: Self = Self { run: 0, here: false, awaits_ace: false };

    pub(super) fn go_on(&mut self, without_gap: bool) {
        self.run = if self.here && without_gap { (self.run + 1).min(4) } else { 0 };
        self.here = false;
    }

    pub(super) fn packed(self) -> u64 {
        self.run | u64::from(self.here) << 3 | u64::from(self.awaits_ace) << 4
    }

    pub(super) fn unpacked(bits: u64) -> Self {
        Self { run: bits & 7, here: bits >> 3 & 1 == 1, awaits_ace: bits >> 4 & 1 == 1 }
    }
}

/// A suit of the hand.
#[derive(Clone, Copy)]
pub(super) struct InSuit {
    /// The number of cards, up to 5.
    pub(super) count: u64,
    pub(super) straight: Straight,
}

impl InSuit {
    /// Eight bits a suit, seven suits a word, after the first word.
    pub(super) const BITS: usize = 8;
    pub(super) const A_WORD: usize = 7;

    pub(super) fn of(state: &[i64], suit: usize) -> Self {
        let bits = Self::bits(state, suit);
        Self { count: bits & 7, straight: Straight::unpacked(bits >> 3 & 31) }
    }

    pub(super) fn store(self, state: &mut [i64], suit: usize) {
        Self::store_bits(state, suit, self.count | self.straight.packed() << 3);
    }

    /// The suits of which anything is known, most often few: of the others there is nothing to forget.
    pub(super) fn held(state: &[i64], suits: usize) -> SmallVec<[usize; 4]> {
        (0..suits).filter(|suit| Self::bits(state, *suit) != 0).collect()
    }

    /// All that is known of a suit.
    pub(super) fn bits(state: &[i64], suit: usize) -> u64 {
        state[1 + suit / Self::A_WORD].cast_unsigned() >> (suit % Self::A_WORD * Self::BITS) & 0xff
    }

    pub(super) fn store_bits(state: &mut [i64], suit: usize, bits: u64) {
        let shift = suit % Self::A_WORD * Self::BITS;
        let word = state[1 + suit / Self::A_WORD].cast_unsigned() & !(0xff << shift);
        state[1 + suit / Self::A_WORD] = (word | bits << shift).cast_signed();
    }
}

/// The first word of a state, unpacked: everything but the suits.
pub(super) struct Hand {
    /// The number of cards so far.
    pub(super) seen: u64,
    /// The best category so far.
    pub(super) best: u64,
    /// The place of the rank at hand among those of the pack.
    pub(super) rank: usize,
    pub(super) group: Group,
    /// The number of cards of the rank at hand, up to 4.
    pub(super) count: u64,
    pub(super) straight: Straight,
}

impl Hand {
    pub(super) fn of(state: &[i64]) -> Self {
        let bits = state[0].cast_unsigned();
        let group = [Group::Nothing, Group::Pair, Group::Triple][(bits >> 12 & 3).min(2) as usize];
        Self {
            straight: Straight::unpacked(bits & 31),
            count: bits >> 5 & 7,
            best: bits >> 8 & 15,
            group,
            rank: (bits >> 14 & 0xffff) as usize,
            seen: bits >> 30,
        }
    }

    pub(super) fn store(&self, state: &mut [i64]) {
        let bits = self.straight.packed()
            | self.count << 5
            | self.best << 8
            | (self.group as u64) << 12
            | (self.rank as u64) << 14
            | self.seen << 30;
        state[0] = bits.cast_signed();
    }

    pub(super) fn found(&mut self, category: Category) {
        self.best = self.best.max(category as u64);
    }

    pub(super) fn lacks(&self, category: Category) -> bool {
        self.best < category as u64
    }

    /// Adds cards of the rank at hand to their group.
    pub(super) fn add_to_group(&mut self, cards: u64) {
        self.count = self.count.saturating_add(cards).min(4);
        match (self.group, self.count) {
            (_, 4) => self.found(Category::FourOfAKind),
            (Group::Nothing, 3) => self.found(Category::ThreeOfAKind),
            (_, 3) | (Group::Triple, 2) => self.found(Category::FullHouse),
            (Group::Pair, 2) => self.found(Category::TwoPair),
            (Group::Nothing, 2) => self.found(Category::Pair),
            _ => {}
        }
    }

    /// Puts the group of the rank at hand with those before it.
    pub(super) fn close_group(&mut self) {
        self.group = match (self.group, self.count) {
            (Group::Nothing, 2) => Group::Pair,
            (Group::Nothing, 3) => Group::Triple,
            (group, _) => group,
        };
        self.count = 0;
    }

    /// Forgets groups that so many further cards cannot make better than the best so far.
    pub(super) fn forget_groups(&mut self, left: u64) {
        let in_reach = self.count + left;
        let (two_pair, full) = (self.lacks(Category::TwoPair), self.lacks(Category::FullHouse));
        let helps = match self.group {
            Group::Nothing => true,
            Group::Pair => two_pair && in_reach >= 2 || full && in_reach >= 3,
            Group::Triple => full && in_reach >= 2,
        };
        if !helps {
            self.group = Group::Nothing;
        }
        let of_this_rank = match self.group {
            Group::Nothing => {
                self.lacks(Category::Pair) && in_reach >= 2
                    || self.lacks(Category::ThreeOfAKind) && in_reach >= 3
                    || two_pair && in_reach >= 4
                    || full && in_reach >= 5
            }
            Group::Pair => two_pair && in_reach >= 2 || full && in_reach >= 3,
            Group::Triple => full && in_reach >= 2,
        };
        if !(of_this_rank || self.lacks(Category::FourOfAKind) && in_reach >= 4) {
            self.count = 0;
        }
    }
}
