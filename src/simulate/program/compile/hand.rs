//! Hands as sets of bits: what is asked of one is a count of the bits of a mask.

use super::{Compiler, Pack};
use crate::model::pattern::Comparison;
use crate::model::{Scale, Value};
use crate::question::{Expr, Quantifier};
use crate::simulate::program::{Alphabet, Op, Shape};
use crate::statistic::Function;
use crate::statistic::counting::{CONTAINS, COUNT, as_pattern};
use crate::statistic::poker::POKER;
use crate::statistic::sets::COMMON;

impl Compiler {
    /// A quantifier over a hand, where what the body says of an element depends on nothing else.
    pub(super) fn each_of_hand(
        &mut self,
        quantifier: Quantifier,
        depth: usize,
        hand: usize,
        pack: &Pack,
        body: &Expr,
    ) -> Option<Shape> {
        let says = |element: &Value| match body.with_element(depth, element).ok()?.known() {
            Some(Value::Truth(truth)) => Some(*truth),
            _ => None,
        };
        let (holding, failing) =
            (pack.mask(|e| says(e) == Some(true)), pack.mask(|e| says(e) == Some(false)));
        if (holding | failing) != pack.mask(|_| true) {
            return None;
        }
        let counted = if quantifier == Quantifier::All { failing } else { holding };
        let size = pack.bits.len() as i64;
        let count = self.emit(Alphabet::Integers(0, size), |to| Op::Ones(hand, counted, to))?;
        let at_least_one = |comparison| (comparison, Shape::Known(Value::Int(1)));
        let (comparison, one) = match quantifier {
            Quantifier::Count => return Some(count),
            Quantifier::Any => at_least_one(Comparison::AtLeast),
            Quantifier::All => at_least_one(Comparison::Less),
            _ => return None,
        };
        self.comparison(comparison, count, one)
    }

    pub(super) fn of_hand(
        &mut self,
        function: &'static Function,
        hand: usize,
        pack: &Pack,
        arguments: &[Shape],
    ) -> Option<Shape> {
        let first = arguments.first()?;
        let size = pack.bits.len() as i64;
        if std::ptr::eq(function, &POKER) && pack.is_french {
            return self.poker(hand, pack.bits.len());
        }
        let pattern = match first {
            Shape::Known(pattern) => as_pattern(pattern).ok()?,
            Shape::Hand(..) if std::ptr::eq(function, &COMMON) => return self.common(arguments),
            _ => return None,
        };
        let mask = pack.mask(|label| pattern.matches(label));
        if std::ptr::eq(function, &COUNT) {
            self.emit(Alphabet::Integers(0, size), |to| Op::Ones(hand, mask, to))
        } else if std::ptr::eq(function, &CONTAINS) {
            let count = self.emit(Alphabet::Integers(0, size), |to| Op::Ones(hand, mask, to))?;
            self.comparison(Comparison::AtLeast, count, Shape::Known(Value::Int(1)))
        } else {
            None
        }
    }

    /// How many elements two hands share, where no two elements are alike.
    fn common(&mut self, hands: &[Shape]) -> Option<Shape> {
        let [Shape::Hand(a, of_a), Shape::Hand(b, of_b)] = hands else { return None };
        let size = of_a.bits.len() as i64;
        (of_a == of_b && of_a.has_no_two_alike()).then_some(())?;
        self.emit(Alphabet::Integers(0, size), |to| Op::Common(*a, *b, to))
    }

    fn poker(&mut self, cards: usize, at_least: usize) -> Option<Shape> {
        if at_least < 5 {
            return None;
        }
        let (names, first) = Scale::Poker.names();
        let level = |name: &&str| Scale::Poker.level(name).map(Value::Level);
        let levels: Vec<Value> = names.iter().filter_map(level).collect();
        (first == 0).then_some(())?;
        self.emit(Alphabet::Values(levels.into()), |to| Op::Poker(cards, to))
    }
}
