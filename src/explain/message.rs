//! The catalogue of everything that a derivation may say, in English and Chinese, side by side so that neither can be
//! forgotten.

mod words;

use crate::explain::saying::{Saying, with_rest};
use crate::help::Language;
use crate::solve::Road;

/// Something that a derivation says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// The sample space as a set, and what is said of it.
    Space {
        /// The experiment's name, where there are several.
        name: String,
        /// The set, in English and in Chinese.
        set: [String; 2],
        /// Why its outcomes are equally likely, or what weighs them.
        says: Box<Message>,
        /// Whether its size follows.
        sized: bool,
    },
    /// A remark on a wrong answer.
    Remark(super::Remark),
    /// One trial with equally likely faces.
    OneTrial,
    /// One trial with weighted faces.
    OneWeightedTrial {
        /// The faces with their probabilities.
        faces: String,
    },
    /// Independent trials with equally likely faces.
    Trials {
        /// How many trials.
        count: u64,
        /// How many faces each has.
        faces: String,
    },
    /// Independent trials with weighted faces.
    WeightedTrials {
        /// How many trials.
        count: u64,
        /// The sum of the weights.
        total: String,
        /// Faces with weights.
        faces: String,
    },
    /// Trials of different kinds, one after another.
    MixedTrials,
    /// Ordered draws without replacement.
    Draws {
        /// How many are drawn.
        count: u64,
        /// From how many.
        from: u64,
    },
    /// Unordered draws without replacement.
    Choices {
        /// How many are chosen.
        count: u64,
        /// From how many.
        from: u64,
    },
    /// Multisets.
    Multisets {
        /// How many are chosen.
        count: u64,
        /// From how many.
        from: u64,
    },
    /// Distinct words.
    Words {
        /// The length of the words.
        length: u64,
    },
    /// Subsets.
    Subsets {
        /// Of how many elements.
        from: u64,
    },
    /// Hands from one pack.
    Hands {
        /// How many hands.
        hands: usize,
        /// From how many cards.
        from: u64,
    },
    /// Identical balls in boxes.
    Occupancies {
        /// How many balls.
        balls: u64,
        /// How many boxes.
        boxes: u64,
    },
    /// Rows up to the symmetries of a figure.
    UpToSymmetry {
        /// The figure.
        figure: String,
        /// How many symmetries it has.
        symmetries: u64,
    },
    /// Everybody around a table: one sits down anywhere, and the others in a row beside.
    AroundTable {
        /// How many.
        items: u64,
        /// Whether a turn to the other side changes nothing either.
        necklace: bool,
    },
    /// Groups without names.
    Groups {
        /// Of how many elements.
        from: u64,
        /// How many groups.
        groups: u64,
    },
    /// Identical balls in identical boxes.
    Partitions {
        /// How many balls.
        balls: u64,
        /// How many boxes.
        boxes: u64,
    },
    /// A known law.
    KnownLaw,
    /// A Markov chain that stops.
    Chain,
    /// A walk whose steps are the same everywhere.
    FreeWalk {
        /// Where it begins.
        start: String,
        /// How many steps it makes.
        steps: u64,
    },
    /// Draws until a condition is met.
    Until,
    /// Several experiments: their sample spaces multiply.
    Several {
        /// How many.
        count: u32,
    },
    /// An experiment that depends on others.
    Dependent {
        /// How it is written.
        experiment: String,
    },
    /// The classes that matter.
    Classes {
        /// Names and sizes, such as `ace: 4, other: 48`.
        classes: String,
    },
    /// The favourable outcomes, case by case.
    Favourable,
    /// The favourable outcomes as the complement.
    ByComplement,
    /// Ordered draws: every unordered choice comes in k! orders.
    Orders {
        /// How many are drawn.
        count: u64,
    },
    /// The largest or smallest is at a bound: all within it, less all strictly within.
    ExtremeWays,
    /// So many different faces: choose them, then throw so that each comes.
    DistinctWays,
    /// A saying with its places filled.
    Said {
        /// The saying.
        saying: Saying,
        /// What stands in its places.
        parts: Vec<String>,
    },
    /// A sweep or a list, where no formula is shorter.
    Swept {
        /// The road.
        road: Road,
        /// How many states.
        states: u64,
    },
}

impl Message {
    /// The sentence in this language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (english, chinese) = self.both();
        let text = match language {
            Language::English => english,
            Language::Chinese => chinese,
        };
        with_rest(&text, language)
    }

    /// A saying with its places filled.
    pub(crate) fn said(saying: Saying, parts: impl IntoIterator<Item = String>) -> Self {
        Self::Said { saying, parts: parts.into_iter().collect() }
    }
}
