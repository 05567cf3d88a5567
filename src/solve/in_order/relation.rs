//! Relations between labels that neighbours in ascending order, or the least and the greatest, decide.

/// A mutual relation between labels in ascending order.
pub struct Relation {
    labels: usize,
    holds: Vec<bool>,
    /// Whether a sample may have two elements with this label.
    several: Vec<bool>,
}

/// Which pairs of a sample decide whether any pair holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Those of neighbours in ascending order.
    pub neighbours: bool,
    /// That of the least and the greatest.
    pub extremes: bool,
}

/// Sets of labels, a bit each.
type Row = Vec<u64>;

impl Relation {
    /// A relation by its table, row by row; nothing where that is not one for so many labels, or not mutual.
    #[must_use]
    pub fn new(holds: Vec<bool>, several: Vec<bool>) -> Option<Self> {
        let labels = several.len();
        let mutual = || (0..labels).all(|a| (0..a).all(|b| holds[a * labels + b] == holds[b * labels + a]));
        (holds.len() == labels * labels && mutual()).then_some(Self { labels, holds, several })
    }

    fn holds(&self, a: usize, b: usize) -> bool {
        self.holds[a * self.labels + b]
    }

    /// Which pairs decide; nothing where others may hold although none of these does.
    ///
    /// A pair that holds is noticed among neighbours if no way from the one label to the other, upwards, is made of steps
    /// that do not hold, and among the extremes if it holds for every two labels around them.
    #[must_use]
    pub fn decided_by(&self) -> Option<Decided> {
        let n = self.labels;
        let around = self.around();
        // reached[a]: the labels above a to which steps that do not hold lead.
        let mut reached: Vec<Row> = vec![Vec::new(); n];
        let mut decided = Decided { neighbours: false, extremes: false };
        for a in (0..n).rev() {
            let mut row = vec![0u64; n.div_ceil(64)];
            for b in a + 1..n {
                if !self.holds(a, b) {
                    row[b / 64] |= 1 << (b % 64);
                    row.iter_mut().zip(&reached[b]).for_each(|(bits, more)| *bits |= more);
                }
            }
            for b in a..n {
                if !self.holds(a, b) || (a == b && !self.several[a]) {
                    continue;
                }
                let passed_over = a < b && row[b / 64] >> (b % 64) & 1 == 1;
                let around = around[a * n + b];
                if passed_over && !around {
                    return None;
                }
                decided.neighbours |= !around;
                decided.extremes |= passed_over;
            }
            reached[a] = row;
        }
        // Where either would do, the extremes are fewer.
        decided.extremes |= !decided.neighbours;
        Some(decided)
    }

    /// Whether it holds for every two labels around a and b, these included.
    fn around(&self) -> Vec<bool> {
        let n = self.labels;
        let mut around = vec![false; n * n];
        for a in 0..n {
            for b in (a..n).rev() {
                let below = a == 0 || around[(a - 1) * n + b];
                let above = b + 1 == n || around[a * n + b + 1];
                // Two elements with one label are no pair where there is one of it.
                let here = self.holds(a, b) || (a == b && !self.several[a]);
                around[a * n + b] = here && below && above;
            }
        }
        around
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ascending rows of so many labels.
    fn multisets(labels: usize, length: usize, from: usize) -> Vec<Vec<usize>> {
        if length == 0 {
            return vec![Vec::new()];
        }
        let starting = |first: usize| {
            let rest = multisets(labels, length - 1, first);
            rest.into_iter().map(move |rest| [first].into_iter().chain(rest).collect())
        };
        (from..labels).flat_map(starting).collect()
    }

    #[test]
    fn what_decides_is_what_all_pairs_say_for_every_relation_of_four_labels() {
        const N: usize = 4;
        let pairs: Vec<(usize, usize)> = (0..N).flat_map(|b| (0..=b).map(move |a| (a, b))).collect();
        let (mut decided, mut both) = (0, 0);
        for bits in 0..1usize << pairs.len() {
            let holds = |a: usize, b: usize| {
                let pair = (a.min(b), a.max(b));
                bits >> pairs.iter().position(|known| *known == pair).unwrap() & 1 == 1
            };
            for several in 0..1usize << N {
                let table = (0..N * N).map(|i| holds(i / N, i % N)).collect();
                let several: Vec<bool> = (0..N).map(|label| several >> label & 1 == 1).collect();
                let Some(by) = Relation::new(table, several.clone()).unwrap().decided_by() else { continue };
                decided += 1;
                both += usize::from(by.neighbours && by.extremes);
                for row in (2..5).flat_map(|length| multisets(N, length, 0)) {
                    if row.windows(2).any(|pair| pair[0] == pair[1] && !several[pair[0]]) {
                        continue;
                    }
                    let any = (0..row.len()).any(|j| (0..j).any(|i| holds(row[i], row[j])));
                    let neighbours = by.neighbours && row.windows(2).any(|pair| holds(pair[0], pair[1]));
                    let extremes = by.extremes && holds(row[0], row[row.len() - 1]);
                    assert_eq!(neighbours || extremes, any, "{row:?} of {bits:b}");
                }
            }
        }
        assert!(decided > 4_000 && both > 100, "{decided} {both}");
    }

    #[test]
    fn only_tables_of_mutual_relations_are_relations() {
        assert!(Relation::new(vec![true, false, true, true], vec![true; 2]).is_none());
        assert!(Relation::new(vec![true; 3], vec![true; 2]).is_none());
    }
}
