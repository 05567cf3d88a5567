//! Lists of outcomes, and states in their place.

use rustc_hash::FxHashMap;

/// An expression about eight dice, as a tree.
pub enum Tree {
    Die(usize),
    Sum(Box<Tree>, Box<Tree>),
    Product(Box<Tree>, Box<Tree>),
    Above(Box<Tree>, Box<Tree>),
}

impl Tree {
    fn value(&self, dice: &[i64]) -> i64 {
        match self {
            Self::Die(i) => dice[*i],
            Self::Sum(a, b) => a.value(dice) + b.value(dice),
            Self::Product(a, b) => a.value(dice) * b.value(dice),
            Self::Above(a, b) => i64::from(a.value(dice) > b.value(dice)),
        }
    }

    /// X₁X₂ + X₃X₄ > X₅X₆ + X₇X₈
    pub fn of_products() -> Self {
        let product = |i| Self::Product(Box::new(Self::Die(i)), Box::new(Self::Die(i + 1)));
        let sum = |i| Self::Sum(Box::new(product(i)), Box::new(product(i + 2)));
        Self::Above(Box::new(sum(0)), Box::new(sum(4)))
    }

    /// In how many throws it holds: the tree is walked for each.
    pub fn walk(&self) -> u64 {
        let (mut dice, mut holds) = ([1; 8], 0);
        loop {
            holds += self.value(&dice).unsigned_abs();
            let Some(place) = dice.iter().rposition(|face| *face < 6) else { return holds };
            dice[place] += 1;
            dice[place + 1..].fill(1);
        }
    }
}

/// How many throws of eight dice have at least two sixes and a sum of at least 30: two counts are remembered, each as far
/// as it matters, and equal states are found by their hash.
pub fn merged() -> u64 {
    let mut states: FxHashMap<(u8, u8), u64> = FxHashMap::from_iter([((0, 0), 1)]);
    for _ in 0..8 {
        let mut next = FxHashMap::default();
        for ((sixes, sum), ways) in states {
            for face in 1..=6 {
                let state = ((sixes + u8::from(face == 6)).min(2), (sum + face).min(30));
                *next.entry(state).or_default() += ways;
            }
        }
        states = next;
    }
    states.get(&(2, 30)).copied().unwrap_or(0)
}
