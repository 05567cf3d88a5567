//! Spaces made with a look at what they are made of: enough elements, groups that are not empty.

use super::Space;
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::orbits::Shape;
use crate::model::{Faces, Population};
use crate::number;
use std::sync::Arc;

/// The most bytes of a table that only counts outcomes.
const MOST_HELD: u64 = 64 << 20;

impl Space {
    /// `count` independent trials over the same faces.
    #[must_use]
    pub fn trials(faces: Arc<Faces>, count: u64) -> Self {
        Self::Trials(Arc::from([(faces, count)]))
    }

    /// Elements drawn in order without replacement.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer elements than are drawn.
    pub fn draw(from: Arc<Population>, count: u64) -> Result<Self, Error> {
        enough(&from, count)?;
        Ok(Self::Draw(from, count))
    }

    /// Elements drawn without replacement, order ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer elements than are drawn.
    pub fn choose(from: Arc<Population>, count: u64) -> Result<Self, Error> {
        enough(&from, count)?;
        Ok(Self::Choose(from, count))
    }

    /// Several hands from one pack.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer cards than are dealt.
    pub fn deal(from: Arc<Population>, hands: &[u64]) -> Result<Self, Error> {
        enough(&from, hands.iter().fold(0, |sum, &h| sum.saturating_add(h)))?;
        Ok(Self::Deal(from, hands.into()))
    }

    /// The distinct words of this length over the items.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are fewer items than places.
    pub fn words(items: Arc<Population>, length: u64) -> Result<Self, Error> {
        enough(&items, length)?;
        Ok(Self::Words(items, length))
    }

    /// The colourings of a figure up to its symmetries.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for a figure of more than a million places.
    pub fn colorings(colors: Arc<Population>, shape: Shape) -> Result<Self, Error> {
        if shape.places() <= 1_000_000 {
            return Ok(Self::Colorings(colors, shape));
        }
        Err(Error::new(ErrorKind::Range, format!("{shape} has too many places to colour"))
            .hint("a figure may have up to 1000000 places"))
    }

    /// The elements in unnamed groups of these sizes.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when a group is empty, or the sizes do not add up to the number of elements.
    pub fn split(from: Arc<Population>, sizes: &[u64]) -> Result<Self, Error> {
        let members = sizes.iter().fold(0u64, |sum, &size| sum.saturating_add(size));
        if members != from.size() {
            let message = format!("these groups have {members} members, and there are {}", from.size());
            return Err(Error::new(ErrorKind::Range, message).hint("every element belongs to one group"));
        }
        if sizes.contains(&0) {
            return Err(Error::new(ErrorKind::Range, "a group cannot be empty").hint("leave the 0 out"));
        }
        Ok(Self::Split(from, sizes.into()))
    }

    /// The elements in so many unnamed groups, none empty.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when there are more groups than elements, or none for elements;
    /// [`ErrorKind::TooExpensive`] when counting them would take too long.
    pub fn split_into(from: Arc<Population>, groups: u64) -> Result<Self, Error> {
        if groups > from.size() || (groups == 0 && from.size() > 0) {
            let message = format!("{} elements cannot fill {groups} groups", from.size());
            let hint = format!("from 1 to {} groups, none of them empty", from.size().max(1));
            return Err(Error::new(ErrorKind::Range, message).hint(hint));
        }
        Budget::default().afford(number::triangle_work(from.size(), groups), 0)?;
        Ok(Self::SplitInto(from, groups))
    }

    /// Identical balls in identical boxes, which may be empty.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for balls without a box, [`ErrorKind::TooExpensive`] when counting the partitions would
    /// take too long.
    pub fn partitions(balls: u64, boxes: u64) -> Result<Self, Error> {
        if boxes == 0 && balls > 0 {
            return Err(Error::new(ErrorKind::Range, format!("{balls} balls need a box"))
                .hint("place them in at least one box"));
        }
        let additions = u128::from(balls) * u128::from(boxes.min(balls));
        // A second's worth at most: the table behind each count and each simulated partition is that long.
        let bytes = u128::from(balls) * 48 + u128::from(boxes) * 32;
        Budget::default().holding(MOST_HELD).afford(additions * 50, bytes)?;
        Ok(Self::Partitions(balls, boxes))
    }
}

/// Nothing, if that many elements can be drawn without replacement.
fn enough(from: &Population, count: u64) -> Result<(), Error> {
    if count <= from.size() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Range, format!("cannot draw {count} from {}", from.size()))
        .hint(format!("draw at most {}, or draw `with replacement`", from.size())))
}
