//! Cards of a pack, each of which comes once: what asks for equal ones is meant for their ranks or suits.

use crate::error::{Error, ErrorKind};
use crate::language::ast;
use crate::language::check::Checker;
use crate::language::check::typed::{Kind, Typed};
use crate::language::print_expression;
use crate::model::Space;
use crate::question::{Expr, Node};

/// Statistics of equal labels.
const OF_EQUAL: [&str; 5] = ["distinct", "maxcount", "pairs", "shape", "counts"];

impl Checker<'_> {
    /// The error of `pairs(H)`: no two cards are the same card.
    pub(super) fn each_card_once(&self, function: &str, sample: &Typed, of: &ast::Expr) -> Option<Error> {
        let asked = OF_EQUAL.contains(&function) && *sample.kind.element() == Kind::Card;
        let experiment = drawn(&sample.expr).filter(|_| asked)?;
        self.takes_each_once(experiment).then(|| {
            let text = print_expression(of);
            Error::new(ErrorKind::Kind, "each card comes once, and no two are the same card")
                .hint(format!(
                    "compare ranks or suits: `{function}(ranks({text}))`, `{function}(suits({text}))`"
                ))
                .at(of.span)
        })
    }

    /// The error of `X[1] = X[2]` of cards.
    pub(super) fn same_card(
        &self,
        a: &Typed,
        b: &Typed,
        left: &ast::Expr,
        right: &ast::Expr,
    ) -> Option<Error> {
        if a.kind != Kind::Card || b.kind != Kind::Card {
            return None;
        }
        let (Node::At(x, i), Node::At(y, j)) = (a.expr.node(), b.expr.node()) else { return None };
        let experiment = drawn(x).filter(|_| x == y && i.known() != j.known())?;
        self.takes_each_once(experiment).then(|| {
            let [left, right] = [left, right].map(print_expression);
            Error::new(ErrorKind::Kind, "each card comes once, and no two are the same card")
                .hint(format!("compare their ranks: `rank({left}) = rank({right})`"))
        })
    }

    /// Whether an experiment takes elements that are all different, and puts none back.
    fn takes_each_once(&self, index: usize) -> bool {
        let space = self.experiments.get(index).and_then(|named| named.experiment.space());
        match space.map(AsRef::as_ref) {
            Some(Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _)) => {
                from.classes().iter().all(|(_, count)| *count == 1)
            }
            _ => false,
        }
    }
}

/// The experiment whose outcome, or a hand of it, this is.
fn drawn(expr: &Expr) -> Option<usize> {
    match expr.node() {
        Node::Name(index) => Some(*index),
        Node::At(deal, _) => match deal.node() {
            Node::Name(index) => Some(*index),
            _ => None,
        },
        _ => None,
    }
}
