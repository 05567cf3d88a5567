//! The stages that factors may stand for: each offers as many choices as its factor says.

use super::factors::Factor;
use super::universe::Universe;

/// The most readings of one term.
const MOST: usize = 64;

/// The most orders of the factors that are tried.
const MOST_ORDERS: usize = 720;

/// What a stage takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// Elements of the class with this index, of those not taken yet.
    Of(usize),
    /// Ranks that were not chosen before.
    Ranks,
    /// Cards of the rank chosen first of those still open.
    OfRank,
    /// Cards of ranks that were not chosen before.
    OtherRanks,
    /// Suits that were not chosen before.
    Suits,
    /// Cards of the suit chosen first of those still open.
    OfSuit,
}

/// One stage of choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stage {
    /// What is taken.
    pub pick: Pick,
    /// Of how many.
    pub from: u64,
    /// How many.
    pub take: u64,
    /// Whether in order.
    pub ordered: bool,
}

/// What is known of the elements taken, whatever the choices were.
#[derive(Clone, Default)]
struct Taken {
    /// The classes that stages took from, and how many.
    of: Vec<(u128, u64)>,
    elements: u64,
    ranks: u64,
    open_ranks: u64,
    suits: u64,
    open_suits: u64,
    /// Whether cards were taken by rank or suit, so that nothing is known of their classes.
    by_grid: bool,
    /// Whether it is no longer known how many ranks were taken.
    vague: bool,
}

/// Every way to read a product; in another order of its factors when the order written cannot be read.
pub(super) fn readings(factors: &[Factor], universe: &Universe) -> Vec<Vec<Stage>> {
    let factors: Vec<Factor> = factors.iter().copied().filter(|f| !(f.from == 1 && f.take == 1)).collect();
    let mut found = Vec::new();
    read(&factors, universe, &Taken::default(), &mut Vec::new(), &mut found);
    if !found.is_empty() || factors.len() > 6 {
        return found;
    }
    let mut order = factors;
    let mut tried = 0;
    permute(&mut order, 0, &mut |order| {
        tried += 1;
        read(order, universe, &Taken::default(), &mut Vec::new(), &mut found);
        found.is_empty() && tried < MOST_ORDERS
    });
    found
}

/// Calls `visit` with every order until it answers `false`; whether to go on.
fn permute(order: &mut [Factor], fixed: usize, visit: &mut dyn FnMut(&[Factor]) -> bool) -> bool {
    if fixed == order.len() {
        return visit(order);
    }
    for i in fixed..order.len() {
        order.swap(fixed, i);
        let go_on = permute(order, fixed + 1, visit);
        order.swap(fixed, i);
        if !go_on {
            return false;
        }
    }
    true
}

fn read(
    factors: &[Factor],
    universe: &Universe,
    taken: &Taken,
    stages: &mut Vec<Stage>,
    found: &mut Vec<Vec<Stage>>,
) {
    if found.len() >= MOST {
        return;
    }
    let Some((factor, rest)) = factors.split_first() else {
        if taken.elements == universe.size as u64 && taken.open_ranks == 0 && taken.open_suits == 0 {
            found.push(stages.clone());
        }
        return;
    };
    for factor in factor.forms() {
        for (pick, after) in picks(factor, universe, taken) {
            if after.elements <= universe.size as u64 {
                stages.push(Stage { pick, from: factor.from, take: factor.take, ordered: factor.ordered });
                read(rest, universe, &after, stages, found);
                stages.pop();
            }
        }
    }
}

/// What a factor may stand for after what was taken, and what is taken then.
fn picks(factor: Factor, universe: &Universe, taken: &Taken) -> Vec<(Pick, Taken)> {
    let Factor { from, take, .. } = factor;
    let mut found = Vec::new();
    for (class, (_, mask)) in universe.classes.iter().enumerate() {
        if left(*mask, universe, taken) == Some(from) {
            let mut after = taken.clone();
            after.of.push((*mask, take));
            after.elements += take;
            found.push((Pick::Of(class), after));
        }
    }
    let Some(grid) = &universe.grid else { return found };
    let mut add = |pick, change: &dyn Fn(&mut Taken)| {
        let mut after = taken.clone();
        change(&mut after);
        found.push((pick, after));
    };
    let plain = taken.of.is_empty() && !taken.vague;
    if taken.open_ranks > 0 && from == grid.suits {
        add(Pick::OfRank, &|after| {
            (after.open_ranks, after.elements) = (after.open_ranks - 1, after.elements + take);
            after.by_grid = true;
        });
    }
    if taken.open_suits > 0 && from == grid.ranks {
        add(Pick::OfSuit, &|after| {
            (after.open_suits, after.elements) = (after.open_suits - 1, after.elements + take);
            (after.by_grid, after.vague) = (true, true);
        });
    }
    if plain && from == grid.ranks - taken.ranks.min(grid.ranks) {
        add(Pick::Ranks, &|after| {
            (after.ranks, after.open_ranks) = (after.ranks + take, after.open_ranks + take);
        });
    }
    if plain && from == grid.suits - taken.suits.min(grid.suits) && taken.ranks == 0 {
        add(Pick::Suits, &|after| {
            (after.suits, after.open_suits) = (after.suits + take, after.open_suits + take);
        });
    }
    if plain && taken.ranks > 0 && from == (grid.ranks - taken.ranks.min(grid.ranks)) * grid.suits {
        add(Pick::OtherRanks, &|after| {
            after.elements += take;
            after.by_grid = true;
            if take == 1 { after.ranks += 1 } else { after.vague = true }
        });
    }
    found
}

/// How many elements of a class are left, when that is the same whatever was chosen.
fn left(class: u128, universe: &Universe, taken: &Taken) -> Option<u64> {
    let all = u64::from(class.count_ones());
    if all == universe.labels.len() as u64 {
        // Of the whole, whatever was taken is gone; what is still to come of an open rank is not.
        return (taken.open_ranks == 0 && taken.open_suits == 0).then(|| all - taken.elements.min(all));
    }
    if taken.by_grid || taken.open_ranks > 0 || taken.open_suits > 0 {
        return None;
    }
    let mut gone = 0;
    for (other, count) in &taken.of {
        match other & class {
            0 => {}
            both if both == *other => gone += count,
            _ => return None,
        }
    }
    Some(all - gone.min(all))
}
