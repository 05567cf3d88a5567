//! The choices that a random program is made of: remembered, so that a failing program can be made smaller by making
//! the list of its choices smaller.

/// A list of choices; beyond its end every choice is the first.
pub struct Choices {
    made: Vec<u32>,
    next: usize,
    random: Option<u64>,
}

impl Choices {
    /// Random choices, the same for the same seed.
    pub fn random(seed: u64) -> Self {
        Self { made: Vec::new(), next: 0, random: Some(seed) }
    }

    /// These choices.
    pub fn of(made: &[u32]) -> Self {
        Self { made: made.to_vec(), next: 0, random: None }
    }

    /// The choices so far.
    pub fn made(&self) -> &[u32] {
        &self.made[..self.next.min(self.made.len())]
    }

    fn next(&mut self) -> u32 {
        if let Some(state) = &mut self.random {
            // [G. L. Steele et al., "Fast splittable pseudorandom number generators", OOPSLA 2014]
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            self.made.push(((z ^ (z >> 31)) >> 32) as u32);
        }
        self.next += 1;
        self.made.get(self.next - 1).copied().unwrap_or(0)
    }

    /// A number below `n`, which is 1 at least.
    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.next()) * n as u64) >> 32) as usize
    }

    /// A number from the first to the last.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True with this many chances in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of these.
    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// The smallest list of choices found for which this still holds.
pub fn shrunk(made: &[u32], holds: impl Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut best = made.to_vec();
    let mut tries = 0;
    let mut better = true;
    while better && tries < 3000 {
        better = false;
        for width in [32, 16, 8, 4, 2, 1] {
            let mut at = 0;
            while at < best.len() && tries < 3000 {
                let end = (at + width).min(best.len());
                let without = [&best[..at], &best[end..]].concat();
                let mut zeros = best.clone();
                zeros[at..end].fill(0);
                let mut halves = best.clone();
                halves[at..end].iter_mut().for_each(|n| *n /= 2);
                let found = [without, zeros, halves].into_iter().find(|smaller| {
                    tries += 1;
                    *smaller != best && holds(smaller)
                });
                match found {
                    Some(smaller) => (best, better) = (smaller, true),
                    None => at += width,
                }
            }
        }
    }
    best
}
