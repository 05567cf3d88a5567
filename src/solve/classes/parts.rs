//! The parts into which what is asked cuts a sample.

use super::Part;
use crate::model::Space;
use crate::solve::atom::Atom;

/// The parts into which the atoms cut the sample, without those that no atom sees.
pub(super) fn parts(space: &Space, atoms: &[Atom]) -> Option<Vec<Part>> {
    let sees = |hand: Option<usize>, places: (u64, u64)| -> Vec<usize> {
        (0..atoms.len())
            .filter(|&i| {
                let path = &atoms[i].path;
                path.hand == hand && path.places.0 <= places.0 && places.1 <= path.places.1
            })
            .collect()
    };
    let parts = match space {
        Space::Subset(_) => {
            vec![Part { size: None, group: 0, atoms: (0..atoms.len()).collect() }]
        }
        Space::Deal(_, hands) => {
            let mut parts = Vec::new();
            for (hand, size) in hands.iter().enumerate() {
                let places = cut(0, *size, atoms.iter().filter(|a| a.path.hand == Some(hand)));
                parts.extend(places.into_iter().map(|places| stretch(places, 0, sees(Some(hand), places))));
            }
            parts
        }
        // Outcomes up to symmetry, groups and occupancies are not made of elements drawn one by one.
        Space::Single(_)
        | Space::Law(_)
        | Space::Chain(_)
        | Space::Until(_)
        | Space::Occupancy(..)
        | Space::Ring(_)
        | Space::Necklace(_)
        | Space::Colorings(..)
        | Space::Split(..)
        | Space::SplitInto(..)
        | Space::Partitions(..) => return None,
        Space::Trials(groups) => {
            let mut start = 0;
            let mut parts = Vec::new();
            for (group, (_, count)) in groups.iter().enumerate() {
                let places = cut(start, start + count, atoms.iter());
                parts.extend(places.into_iter().map(|places| stretch(places, group, sees(None, places))));
                start += count;
            }
            parts
        }
        Space::Draw(_, n) | Space::Choose(_, n) | Space::Multichoose(_, n) | Space::Words(_, n) => {
            let places = cut(0, *n, atoms.iter()).into_iter();
            places.map(|places| stretch(places, 0, sees(None, places))).collect()
        }
    };
    // Multisets and partial words are not exchangeable place by place: they cannot be cut.
    let whole = matches!(space, Space::Multichoose(..) | Space::Words(..));
    if whole && parts.len() > 1 {
        return None;
    }
    Some(merged(parts))
}

/// The part that lies between these places.
fn stretch(places: (u64, u64), group: usize, atoms: Vec<usize>) -> Part {
    Part { size: Some(places.1 - places.0), group, atoms }
}

/// The stretches between the ends of the atoms' places, within one run of places.
fn cut<'a>(from: u64, to: u64, atoms: impl Iterator<Item = &'a Atom>) -> Vec<(u64, u64)> {
    let mut ends = vec![from, to];
    for atom in atoms {
        ends.extend([atom.path.places.0, atom.path.places.1].into_iter().filter(|e| (from..to).contains(e)));
    }
    ends.sort_unstable();
    ends.dedup();
    ends.windows(2).map(|w| (w[0], w[1])).collect()
}

/// Parts of one group that the same atoms see are one part; parts that no atom sees do not matter.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.into_iter().filter(|p| !p.atoms.is_empty()) {
        match kept.iter_mut().find(|p| p.group == part.group && p.atoms == part.atoms) {
            Some(same) => same.size = same.size.zip(part.size).map(|(a, b)| a + b),
            None => kept.push(part),
        }
    }
    kept
}
