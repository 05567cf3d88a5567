//! What a condition requires: where it says that a label is in a part of the sample, the part keeps a place for it.
//!
//! With five of seven cards known, no more than two others are ever chosen, so that the states stay few.

use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};
use crate::solve::atom::{Atom, Subject};
use crate::solve::classes::{Class, Classes};
use crate::solve::given_places::conjuncts;
use crate::solve::plan::Asking;
use crate::solve::residue::Residue;
use crate::statistic::counting::{CONTAINS, as_pattern};

/// Which classes each part must have.
#[derive(Default)]
pub(super) struct Required {
    /// For each part and class, whether it must be there, and how many classes after it must be.
    parts: Vec<Vec<(bool, i64)>>,
}

impl Required {
    /// What the condition of a question requires, and what is left of the question where that is not met; nothing where it
    /// requires nothing.
    pub(super) fn of(asking: &Asking<'_>, classes: &Classes) -> Option<(Self, Residue)> {
        let condition = asking.residue.roots.last().filter(|_| asking.residue.given)?;
        let mut all = Vec::new();
        conjuncts(condition, &mut all);
        let labels = asking.space.labels();
        let mut parts = vec![vec![(false, 0); classes.classes.len()]; classes.parts.len()];
        let mut failed = None;
        for (i, atom) in asking.atoms.iter().enumerate().filter(|(_, a)| all.contains(&&a.expression)) {
            let class = |class: &Class| {
                class.labels.first().and_then(|label| is_wanted(atom, &labels[*label])).unwrap_or(false)
            };
            let mut wanted = (0..classes.classes.len()).filter(|c| class(&classes.classes[*c]));
            let mut seen = (0..classes.parts.len()).filter(|p| classes.parts[*p].atoms.contains(&i));
            let ((Some(class), None), (Some(part), None)) =
                ((wanted.next(), wanted.next()), (seen.next(), seen.next()))
            else {
                continue;
            };
            if classes.parts[part].size.is_some() {
                parts[part][class].0 = true;
                failed = Some(&atom.expression);
            }
        }
        let no = Value::Truth(false);
        let left = asking.residue.with(asking.name, &[(failed?, &no)]).ok()?;
        if !left.is_ruled_out() || left.mentions(asking.name) {
            return None;
        }
        for part in &mut parts {
            for class in (1..part.len()).rev() {
                part[class - 1].1 = part[class].1 + i64::from(part[class].0);
            }
        }
        Some((Self { parts }, left))
    }

    /// The multiplicities of a class in a part that leave room for what must come after it.
    pub(super) fn within(
        &self,
        (least, most): (i64, i64),
        part: usize,
        class: usize,
        left: i64,
    ) -> (i64, i64) {
        match self.parts.get(part) {
            Some(classes) => {
                let (is_required, after) = classes[class];
                (least.max(i64::from(is_required)), most.min(left - after))
            }
            None => (least, most),
        }
    }
}

/// Whether a label makes an atom true by itself, where its absence makes it false.
fn is_wanted(atom: &Atom, label: &Value) -> Option<bool> {
    let seen = atom.path.seen(label).ok()?;
    match (&atom.subject, atom.expression.node()) {
        (Subject::Statistic(function, arguments), _) if **function == CONTAINS && atom.path.is_unkept() => {
            Some(as_pattern(arguments.first()?).ok()?.matches(&seen))
        }
        (Subject::Element(_), Node::Compare(Comparison::Equal, a, b)) => {
            let is_place =
                |e: &Expr| matches!(e.node(), Node::At(row, _) if matches!(row.node(), Node::Name(_)));
            let known = if is_place(a) { b.known()? } else { Some(a).filter(|_| is_place(b))?.known()? };
            Some(*known == seen)
        }
        _ => None,
    }
}
