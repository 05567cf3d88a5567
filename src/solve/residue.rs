//! What is left of a question when some outcomes are known.
//!
//! Two outcomes that leave the same residue need not be told apart any more: this one idea merges states along
//! places and between experiments. A residue is the state; equal residues are merged by adding their weights.

use crate::error::Error;
use crate::model::Value;
use crate::question::{Experiment, Expr, Node};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

/// What is still to be worked out: the expressions asked about (and what is given), and the experiments to come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Residue {
    /// What is asked, then what is given.
    pub roots: Vec<Expr>,
    /// The experiments not yet performed, by name, from the next one on.
    pub later: Vec<(usize, Experiment)>,
    /// Whether the last root is a condition: where it does not hold, the others do not matter.
    pub given: bool,
}

impl Residue {
    /// The residue with parts replaced in every expression.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn rewrite(
        &self,
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Residue, Error> {
        let rewrite = |(name, e): &(usize, Experiment)| Ok((*name, e.rewrite(replace)?));
        let later = self.later.iter().map(rewrite).collect::<Result<_, Error>>()?;
        let Some((condition, asked)) = self.roots.split_last().filter(|_| self.given) else {
            let roots = self.roots.iter().map(|e| e.rewrite(replace)).collect::<Result<_, _>>()?;
            return Ok(Residue { roots, later, given: false });
        };
        let condition = condition.rewrite(replace)?;
        let mut roots: Vec<Expr> = if condition.is(true) {
            asked.iter().map(|e| e.rewrite(replace)).collect::<Result<_, _>>()?
        } else if condition.is(false) {
            vec![condition.clone(); asked.len()]
        } else {
            asked.iter().map(|e| e.rewrite_later(replace)).collect()
        };
        roots.push(condition);
        Ok(Residue { roots, later, given: true })
    }

    /// The residue when these expressions (which mention only the experiment `name`) have these values.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn with(&self, name: usize, known: &[(&Expr, &Value)]) -> Result<Residue, Error> {
        if let Some(roots) = self.following(known) {
            return Ok(Residue { roots, later: Vec::new(), given: self.given });
        }
        let marks = known.iter().fold(0, |marks, (expression, _)| marks | expression.mark());
        self.put_marked(name, marks, &mut |part| {
            let value = known.iter().find(|(expression, _)| *expression == part).map(|(_, value)| *value);
            value.map(|v| Expr::spanned(Node::Value(v.clone()), part.span()))
        })
    }

    /// The roots, where nothing is left of them but values.
    fn following(&self, known: &[(&Expr, &Value)]) -> Option<Vec<Expr>> {
        if !self.later.is_empty() {
            return None;
        }
        let follows = |root: &Expr| root.following(known).map(Expr::value_of);
        match self.roots.split_last().filter(|_| self.given) {
            Some((condition, asked)) => {
                let condition = follows(condition)?;
                if condition.is(false) {
                    return Some(vec![condition; self.roots.len()]);
                }
                let roots: Option<Vec<Expr>> = asked.iter().map(follows).chain([Some(condition)]).collect();
                roots
            }
            None => self.roots.iter().map(follows).collect(),
        }
    }

    /// The residue with what `put` gives in the place of parts that mention the experiment `name`.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn put(&self, name: usize, put: &mut dyn FnMut(&Expr) -> Option<Expr>) -> Result<Residue, Error> {
        self.put_marked(name, u64::MAX, put)
    }

    /// As [`Residue::put`], where only parts with one of these marks are replaced: what has none of them stays as it is.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn put_marked(
        &self,
        name: usize,
        marks: u64,
        put: &mut dyn FnMut(&Expr) -> Option<Expr>,
    ) -> Result<Residue, Error> {
        let inside = |part: &Expr| part.mentions(name) && part.may_have(marks);
        self.rewrite(&mut |part| Ok(if inside(part) { put(part) } else { Some(part.clone()) }))
    }

    /// Whether it is known that the condition does not hold.
    #[must_use]
    pub fn is_ruled_out(&self) -> bool {
        self.given && self.roots.last().is_some_and(|condition| condition.is(false))
    }

    /// Whether anything still mentions this experiment.
    #[must_use]
    pub fn mentions(&self, name: usize) -> bool {
        self.expressions().iter().any(|e| e.mentions(name))
    }

    /// About how many parts its expressions have.
    #[must_use]
    pub fn size(&self) -> usize {
        /// Beyond, they are not counted one by one.
        const MOST: usize = 10_000;
        let sizes = self.expressions().iter().map(|e| e.size(MOST)).sum::<usize>();
        sizes + 2 * self.later.len()
    }

    /// Every expression: the roots, and what later experiments depend on.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        fn of<'a>(experiment: &'a Experiment, all: &mut Vec<&'a Expr>) {
            match experiment.form() {
                crate::question::experiment::Form::Space(_) => {}
                crate::question::experiment::Form::If(event, then, otherwise) => {
                    all.push(event);
                    of(then, all);
                    of(otherwise, all);
                }
                crate::question::experiment::Form::Made(from, _) => all.extend(from),
            }
        }
        let mut all: Vec<&Expr> = self.roots.iter().collect();
        self.later.iter().for_each(|(_, experiment)| of(experiment, &mut all));
        all
    }
}

/// Bytes that a part of an expression takes, at most: parts are shared between residues.
pub const PART: u128 = 150;

/// Residues with integer weights over one total.
#[derive(Clone, Debug)]
pub struct Law<T> {
    /// What is left, and how much of the total leaves it.
    pub parts: Vec<(T, BigUint)>,
    /// The weight of everything, also of what was dropped because the condition cannot hold any more.
    pub total: BigUint,
}

/// Collects weighted residues whose laws may have different totals: everything is brought to one total at the end.
#[derive(Debug, Default)]
pub struct Mixture<T> {
    parts: Vec<(FxHashMap<T, BigUint>, BigUint)>,
}

impl<T: std::hash::Hash + Eq> Mixture<T> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { parts: Vec::new() }
    }

    /// How many different items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|(items, _)| items.len()).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a weighted item of a law with this total.
    pub fn add(&mut self, item: T, weight: BigUint, total: &BigUint) {
        let place = self.parts.iter().position(|(_, t)| t == total).unwrap_or_else(|| {
            self.parts.push((FxHashMap::default(), total.clone()));
            self.parts.len() - 1
        });
        *self.parts[place].0.entry(item).or_default() += weight;
    }

    /// Counts a total although nothing of it may be left: what was dropped still belongs to the whole.
    pub fn drop_weight(&mut self, total: &BigUint) {
        if !self.parts.iter().any(|(_, t)| t == total) {
            self.parts.push((FxHashMap::default(), total.clone()));
        }
    }

    /// Everything over one total: `outer` times the least common multiple of the totals.
    #[must_use]
    pub fn law(self, outer: &BigUint) -> Law<T> {
        // A common divisor with 1, or with itself, is not looked for: totals are long.
        let scale = self.parts.iter().fold(BigUint::one(), |scale, (_, total)| match scale {
            scale if scale.is_one() => total.clone(),
            scale if scale == *total => scale,
            scale => scale.lcm(total),
        });
        let mut merged: FxHashMap<T, BigUint> = FxHashMap::default();
        let single = self.parts.len() == 1;
        for (items, total) in self.parts {
            if single {
                merged = items;
                break;
            }
            let factor = &scale / total;
            for (item, weight) in items {
                *merged.entry(item).or_insert_with(BigUint::zero) += weight * &factor;
            }
        }
        Law { parts: merged.into_iter().collect(), total: outer * scale }
    }
}
