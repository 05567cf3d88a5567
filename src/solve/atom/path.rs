//! The part of a sample that an atom speaks of.

use super::known_but;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::statistic::{Function, Role};

/// A part of a sample: a hand or all of it, some of its places, what is seen of each element, which of them are kept.
#[derive(Clone, Debug)]
pub struct Path {
    /// Which hand, when several are dealt.
    pub hand: Option<usize>,
    /// The places, from the first to before the second, from 0.
    pub places: (u64, u64),
    /// What is made of each element, first thing first.
    pub(super) maps: Vec<Map>,
    /// Which elements of the ascending order are kept.
    pub(super) keep: Option<(u64, u64)>,
}

#[derive(Clone, Debug)]
pub(super) struct Map(&'static Function);

impl Path {
    /// The part of the sample of experiment `name` that an expression is, if it is one.
    ///
    /// # Errors
    /// Those of a hand, or of places that are kept, which are not there.
    pub fn of(expression: &Expr, name: usize, space: &Space) -> Result<Option<Path>, Error> {
        match expression.node() {
            Node::Name(i) if *i == name && !matches!(space, Space::Deal(..)) => {
                let length = space.length().unwrap_or(u64::MAX);
                Ok(Some(Path { hand: None, places: (0, length), maps: Vec::new(), keep: None }))
            }
            Node::At(sample, index) => match (space, sample.node(), index.known()) {
                (Space::Deal(_, hands), Node::Name(i), Some(index)) if *i == name => {
                    let hand = place(index, hands.len())?;
                    Ok(Some(Path {
                        hand: Some(hand),
                        places: (0, hands[hand]),
                        maps: Vec::new(),
                        keep: None,
                    }))
                }
                _ => Ok(None),
            },
            Node::Slice(sample, from, to) => {
                let (Some(path), Some(from), Some(to)) =
                    (Path::of(sample, name, space)?, from.known(), to.known())
                else {
                    return Ok(None);
                };
                path.sliced(from, to)
            }
            Node::Call(function, arguments) => {
                let (Some(sample), Role::Each(_) | Role::Keep(_)) = (function.sample, function.role) else {
                    return Ok(None);
                };
                let Some(path) = Path::of(&arguments[sample], name, space)? else { return Ok(None) };
                path.through(function, sample, arguments)
            }
            _ => Ok(None),
        }
    }

    fn sliced(mut self, from: &Value, to: &Value) -> Result<Option<Path>, Error> {
        let length = self.keep.map_or(self.places.1 - self.places.0, |(low, high)| high - low);
        let Ok(whole) = usize::try_from(length) else { return Ok(None) };
        if length == u64::MAX {
            return Ok(None);
        }
        // X[1..0] is empty, and only the definitions say when that is allowed.
        let (Ok(from), Ok(to)) = (place(from, whole), place(to, whole)) else { return Ok(None) };
        if to < from {
            return Ok(None);
        }
        // What is kept stands in ascending order, and some of its places in a row are kept elements again.
        let stretch = match &mut self.keep {
            Some(kept) => kept,
            None => &mut self.places,
        };
        let start = stretch.0;
        *stretch = (start + from as u64, start + to as u64 + 1);
        Ok(Some(self))
    }

    fn through(
        mut self,
        function: &'static Function,
        sample: usize,
        arguments: &[Expr],
    ) -> Result<Option<Path>, Error> {
        match function.role {
            Role::Each(_) if self.keep.is_some() => return Ok(None),
            Role::Each(_) => self.maps.push(Map(function)),
            Role::Keep(kept) => {
                let Some(values) = known_but(arguments, sample) else { return Ok(None) };
                if self.places.1 == u64::MAX {
                    return Ok(None);
                }
                let (start, end) = self.keep.unwrap_or((0, self.places.1 - self.places.0));
                let (low, high) = kept(&values, end - start)?;
                self.keep = Some((start + low, start + high));
            }
            Role::Plain => return Ok(None),
        }
        Ok(Some(self))
    }

    /// How many elements the part has (before any are dropped).
    #[must_use]
    pub fn length(&self) -> u64 {
        self.places.1 - self.places.0
    }

    /// Whether it is a stretch of places as they are: nothing mapped, nothing dropped.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_unmapped() && self.is_unkept()
    }

    /// Whether elements are seen as they are.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        self.maps.is_empty()
    }

    /// Whether no elements are dropped.
    #[must_use]
    pub fn is_unkept(&self) -> bool {
        self.keep.is_none()
    }

    /// Which elements of the ascending order are kept, if some are dropped.
    #[must_use]
    pub fn kept(&self) -> Option<(u64, u64)> {
        self.keep
    }

    /// The label as this part shows it.
    ///
    /// # Errors
    /// Those of what is made of each element: a suit of what is no card.
    pub fn seen(&self, label: &Value) -> Result<Value, Error> {
        let mut seen = label.clone();
        for Map(function) in &self.maps {
            if let Role::Each(each) = function.role {
                seen = each(&seen)?;
            }
        }
        Ok(seen)
    }
}
