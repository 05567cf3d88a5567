//! Values of experiments that are performed anew each time, such as the dice of a pool or the steps of a chain, while the
//! earlier names that they mention keep their outcomes.

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::Error;
use crate::language::check::recipe::Recipe;
use crate::model::Value;
use crate::question::{Expr, Named, Node};
use crate::solve::chain::Purpose;
use crate::solve::{Choice, eliminate};
use std::sync::Arc;

/// Outcomes of earlier names.
pub(super) type Outcomes = [(usize, Value)];

/// A value over experiments that are performed anew.
#[derive(Clone)]
pub(super) struct Anew {
    value: Expr,
    /// The experiments named before, then those performed anew.
    experiments: Arc<Vec<Named>>,
    /// How many were named before.
    named: usize,
}

impl Anew {
    /// The value over these experiments, of which so many were named before.
    pub fn new(value: Expr, experiments: Vec<Named>, named: usize) -> Self {
        Self { value, experiments: Arc::new(experiments), named }
    }

    /// The value itself.
    pub fn value(&self) -> &Expr {
        &self.value
    }

    /// The experiment with this index, if it is performed anew.
    pub fn fresh(&self, name: usize) -> Option<&Named> {
        self.experiments.get(name).filter(|_| name >= self.named)
    }

    /// The earlier names that it mentions, as bits.
    pub fn names(&self) -> u128 {
        let fresh = &self.experiments[self.named..];
        let all = fresh.iter().fold(self.value.names(), |names, new| names | new.experiment.names());
        all & before(self.named)
    }

    /// The same where parts are replaced.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn rewrite(
        &self,
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Self, Error> {
        let mut experiments = self.experiments[..self.named].to_vec();
        for new in &self.experiments[self.named..] {
            let experiment = new.experiment.rewrite(replace)?;
            experiments.push(Named { name: new.name.clone(), experiment });
        }
        Ok(Self {
            value: self.value.rewrite(replace)?,
            experiments: Arc::new(experiments),
            named: self.named,
        })
    }

    /// Whether an experiment that is performed anew depends on the element of this depth.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn depends(&self, depth: usize) -> Result<bool, Error> {
        let mut depends = false;
        for new in &self.experiments[self.named..] {
            new.experiment.rewrite(&mut |part| {
                depends |= part.free_elements() >> (depth % 64) & 1 == 1;
                Ok(None)
            })?;
        }
        Ok(depends)
    }

    /// The law of the value.
    ///
    /// # Errors
    /// Those of the expressions, and [`crate::ErrorKind::TooExpensive`].
    pub fn law(&self, budget: &Budget) -> Result<Dist<Value>, Error> {
        let roots = vec![self.value.clone()];
        let law = eliminate::solve(&self.experiments, roots, Purpose::default(), Choice::Cheapest, budget)?;
        Dist::from_weights(law.values.into_iter().map(|(mut values, weight)| (values.swap_remove(0), weight)))
    }
}

/// The bits of the first so many names.
pub(super) fn before(named: usize) -> u128 {
    u32::try_from(named).ok().and_then(|named| 1u128.checked_shl(named)).unwrap_or(0).wrapping_sub(1)
}

/// The outcomes of these names, once they are known.
pub(super) fn outcomes(names: u128) -> Recipe<Vec<(usize, Value)>> {
    let names: Vec<usize> = (0..128).filter(|name| names >> name & 1 == 1).collect();
    let each = names.iter().map(|name| Recipe::of(Expr::new(Node::Name(*name)))).collect();
    Recipe::all(each).map(move |values| Ok(names.iter().copied().zip(values).collect()))
}

/// What an earlier name is where its outcome is known.
///
/// # Errors
/// Never; the form is that of what replaces parts of expressions.
pub(super) fn given(part: &Expr, outcomes: &Outcomes) -> Result<Option<Expr>, Error> {
    let Node::Name(name) = part.node() else { return Ok(None) };
    let known = outcomes.iter().find(|(other, _)| other == name);
    Ok(known.map(|(_, value)| Expr::spanned(Node::Value(value.clone()), part.span())))
}
