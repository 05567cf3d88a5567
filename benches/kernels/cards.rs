//! Hands of cards.

/// The hands by category, from high card to straight flush, royal ones among them: a sweep over the ranks for all hands,
/// the same for those with a flush suit, which are taken away, and the straight flushes by themselves.
pub fn poker(cards: usize) -> [u64; 9] {
    let mut all = ranks(cards, None);
    let suited = ranks(cards, Some(5));
    all.iter_mut().zip(&suited).for_each(|(all, suited)| *all -= 4 * suited);
    let (flushes, straight) = (suited.iter().sum::<u64>(), straight_flushes(cards));
    [all[0], all[1], all[2], all[3], all[4], 4 * (flushes - straight), all[6], all[7], 4 * straight]
}

/// Hands by what their ranks make: 0 nothing, 1 a pair, 2 two, 3 three, 4 a straight, 6 a full house, 7 four. With a suit,
/// only hands with at least so many cards of one given suit.
fn ranks(cards: usize, suit: Option<usize>) -> [u64; 8] {
    // A state is what the hand has so far: cards, those of the suit, pairs, threes, fours, the run up to here (aces below
    // twos counted), whether a straight is complete, and whether there are aces.
    const STATES: usize = 8 * 8 * 4 * 3 * 2 * 6 * 2 * 2;
    let index = |s: [usize; 8]| {
        let sizes = [8, 8, 4, 3, 2, 6, 2, 2];
        s.iter().zip(sizes).fold(0, |index, (part, size)| index * size + part)
    };
    let mut states: Vec<([usize; 8], u64)> = vec![([0; 8], 1)];
    let mut places = vec![usize::MAX; STATES];
    // Aces first, so that a run from ace to five is seen; they come again after the kings, without cards.
    for rank in 0..13 {
        let mut next: Vec<([usize; 8], u64)> = Vec::with_capacity(states.len() * 3);
        for ([held, suited, pairs, threes, fours, run, straight, aces], ways) in states.drain(..) {
            for count in 0..=(cards - held).min(4) {
                for own in 0..=usize::from(suit.is_some()).min(count) {
                    let choices = match suit {
                        None => [1, 4, 6, 4, 1][count],
                        Some(_) if count - own > 3 => continue,
                        Some(_) => [1, 3, 3, 1][count - own],
                    };
                    let run = if count > 0 { (run + 1).min(5) } else { 0 };
                    let last = rank == 12 && run >= 4 && (aces == 1);
                    let state = [
                        held + count,
                        suited + own,
                        pairs + usize::from(count == 2),
                        threes + usize::from(count == 3),
                        fours + usize::from(count == 4),
                        run,
                        straight.max(usize::from(run == 5 || last)),
                        if rank == 0 { usize::from(count > 0) } else { aces },
                    ];
                    let place = &mut places[index(state)];
                    match next.get_mut(*place) {
                        Some((_, sum)) => *sum += ways * choices,
                        None => {
                            *place = next.len();
                            next.push((state, ways * choices));
                        }
                    }
                }
            }
        }
        next.iter().for_each(|(state, _)| places[index(*state)] = usize::MAX);
        states = next;
    }
    let mut found = [0; 8];
    for ([held, suited, pairs, threes, fours, _, straight, _], ways) in states {
        if held == cards && suited >= suit.unwrap_or(0) {
            let category = match (fours, threes, pairs, straight) {
                (1.., ..) => 7,
                (_, 2.., ..) | (_, 1, 1.., _) => 6,
                (.., 1) => 4,
                (_, 1, ..) => 3,
                (_, _, 2.., _) => 2,
                (_, _, 1, _) => 1,
                _ => 0,
            };
            found[category] += ways;
        }
    }
    found
}

/// The hands with a straight in one given suit: sets of its ranks with five in a row, and any other cards.
fn straight_flushes(cards: usize) -> u64 {
    let others = |count: usize| (0..count as u64).fold(1, |c, i| c * (39 - i) / (i + 1));
    let in_a_row = |set: u32| {
        let round = set << 1 | set >> 12;
        round & round >> 1 & round >> 2 & round >> 3 & round >> 4 != 0
    };
    (0_u32..1 << 13)
        .filter(|set| set.count_ones() >= 5 && set.count_ones() as usize <= cards && in_a_row(*set))
        .map(|set| others(cards - set.count_ones() as usize))
        .sum()
}

/// How many sets of `drawn` cards have from `low` to `high` of each of the groups: the product of the Σ C(m, x) tˣ.
pub fn bounded(groups: &[u64], (low, high): (u64, u64), drawn: usize) -> u64 {
    let mut ways = vec![0_u64; drawn + 1];
    ways[0] = 1;
    for &size in groups {
        let mut next = vec![0; drawn + 1];
        let mut choices = 1;
        for x in 0..=high.min(size) {
            if x >= low {
                for (held, ways) in ways.iter().enumerate().take(drawn + 1 - x as usize) {
                    next[held + x as usize] += ways * choices;
                }
            }
            choices = choices * (size - x) / (x + 1);
        }
        ways = next;
    }
    ways[drawn]
}

/// All hands of seven cards by category, from high card to straight flush and royal flush, each hand looked at: sixteen
/// bits a suit in one word, twos on the lowest.
pub fn every_seven() -> [u64; 10] {
    let cards: Vec<u64> = (0..52).map(|card| 1 << (card / 13 * 16 + card % 13)).collect();
    let mut found = [0; 10];
    for a in 6..52 {
        for b in 5..a {
            for c in 4..b {
                for d in 3..c {
                    let four = cards[a] | cards[b] | cards[c] | cards[d];
                    for e in 2..d {
                        for f in 1..e {
                            let six = four | cards[e] | cards[f];
                            cards[..f].iter().for_each(|card| found[category(six | card)] += 1);
                        }
                    }
                }
            }
        }
    }
    found
}

/// What the best five of these cards make.
fn category(hand: u64) -> usize {
    let suits = [0, 16, 32, 48].map(|shift| hand >> shift & 0x1fff);
    let [s, t, u, v] = suits;
    if let Some(flush) = suits.into_iter().find(|suit| suit.count_ones() >= 5) {
        return match straights(flush) {
            0 => 5,
            // No five beyond ten to ace.
            runs if runs >> 9 & 1 == 1 => 9,
            _ => 8,
        };
    }
    let (either, other) = (s | t, u | v);
    let (both, others) = (s & t, u & v);
    let twice = both | others | either & other;
    let thrice = both & other | others & either;
    match (both & others != 0, thrice.count_ones(), twice.count_ones()) {
        (true, ..) => 7,
        (_, 1.., 2..) => 6,
        _ if straights(either | other) != 0 => 4,
        (_, 1.., _) => 3,
        (.., pairs) => pairs.min(2) as usize,
    }
}

/// Where runs of five begin, the ace below the twos at first.
fn straights(ranks: u64) -> u64 {
    let ranks = ranks << 1 | ranks >> 12;
    ranks & ranks >> 1 & ranks >> 2 & ranks >> 3 & ranks >> 4
}
