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
