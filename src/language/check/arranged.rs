//! What is arranged in a row, dealt in hands, placed into boxes, or written with digits.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::made::Made;
use crate::language::check::typed::{Kind, Labels, Order, Typed};
use crate::model::{Collection, Faces, Space, Value};
use crate::statistic::arithmetic;
use num_bigint::BigUint;
use num_traits::One;
use std::sync::Arc;

/// The most boxes that balls are placed into one by one.
const MOST_BOXES: u64 = 10_000_000;

impl Checker<'_> {
    /// `arrange(U)`, `arrange(k, U)`: distinct words; people are told apart.
    pub(super) fn arrangement(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let pool = self.different(&args[args.len() - 1])?;
        let size = pool.size();
        let people = pool.collection == Collection::People;
        let build = move |from: Arc<crate::model::Population>, k: u64| {
            let space = if people { Space::draw(from, k) } else { Space::words(from, k) };
            space.map_err(|e| e.or_at(Some(span)))
        };
        let (space, length) = match args {
            [count, _] => {
                let number = self.number(count)?;
                let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
                let k = self.natural(number, "the length of a row", count.span);
                (k.with(pool.population, move |k, from| build(Arc::new(from), k)), length)
            }
            _ => (
                pool.population.map(move |from| {
                    let n = from.size();
                    build(Arc::new(from), n)
                }),
                size,
            ),
        };
        space.made()?;
        Ok(Made::sample(space, pool.element, Order::Row, length, pool.labels, text))
    }

    pub(super) fn deal(&mut self, hands: &[ast::Expr], pack: &ast::Expr, text: &str) -> Result<Made, Error> {
        let pool = self.different(pack)?;
        let mut sizes = Vec::with_capacity(hands.len());
        for hand in hands {
            let size = self.constant(hand)?;
            sizes.push(
                arithmetic::natural("the size of a hand", &size).map_err(|e| e.or_at(Some(hand.span)))?,
            );
        }
        let place = hands[0].span.to(hands[hands.len() - 1].span);
        let dealt = sizes.clone();
        let space = pool
            .population
            .map(move |from| Space::deal(Arc::new(from), &dealt).map_err(|e| e.or_at(Some(place))));
        space.made()?;
        Ok(Made::space(space, Kind::Hands(sizes), pool.labels, text))
    }

    /// `place(r, n)`, `place(identical r, n)`, `place(identical r, identical n)`.
    pub(super) fn placing(
        &mut self,
        balls: &ast::Expr,
        boxes: &ast::Expr,
        text: &str,
    ) -> Result<Made, Error> {
        let inner = |ast: &ast::Expr| match &ast.node {
            Ast::Identical(inner) => (inner.as_ref().clone(), true),
            _ => (ast.clone(), false),
        };
        let ((balls, alike), (boxes, boxes_alike)) = (inner(balls), inner(boxes));
        let (r, n) = (self.number(&balls)?, self.number(&boxes)?);
        let length = |typed: &Typed| typed.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let (r_known, n_known) = (length(&r), length(&n));
        let r = self.natural(r, "the number of balls", balls.span);
        let n = self.natural(n, "the number of boxes", boxes.span);
        let place = boxes.span;
        Ok(match (alike, boxes_alike) {
            (false, false) => {
                let labels = n_known
                    .filter(|n| *n <= MOST_BOXES)
                    .map(|n| Labels::new(Collection::Set, (1..=n.cast_signed()).map(Value::Int).collect()));
                let space = r.with(n, move |r, n| {
                    if n > MOST_BOXES {
                        let message = format!("{n} boxes are too many: at most {MOST_BOXES}");
                        return Err(Error::new(ErrorKind::TooExpensive, message)
                            .hint("with equal balls there may be more: `place(identical r, n)`")
                            .at(place));
                    }
                    let boxes = (1..=n.cast_signed()).map(|b| (Value::Int(b), BigUint::one()));
                    let faces = Faces::new(Collection::Set, boxes).map_err(|_| {
                        Error::new(ErrorKind::Range, "there must be at least one box").at(place)
                    })?;
                    Ok(Space::trials(Arc::new(faces), r))
                });
                space.made()?;
                Made::sample(space, Kind::Number, Order::Row, r_known, labels, text)
            }
            (true, false) => {
                let space = r.with(n, |r, n| Ok(Space::Occupancy(r, n)));
                Made::sample(space, Kind::Number, Order::Row, n_known, None, text)
            }
            (true, true) => Self::partition(r, n, text),
            (false, true) => {
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    "different balls in identical boxes are a partition of a set",
                )
                .hint("with no box empty, write `split(1..r, into n)`; empty boxes are not known here")
                .at(boxes.span));
            }
        })
    }

    /// `digits(k)`: no leading zero; `digits(k, 0..9)`: any.
    pub(super) fn digits(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let number = self.number(&args[0])?;
        let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        let count = self.natural(number, "the number of digits", args[0].span);
        let values: Vec<Value> = match args.get(1) {
            Some(alphabet) => {
                let pool = self.pool(alphabet)?;
                match pool.population.made()? {
                    Some(from) => from.classes().iter().map(|(label, _)| label.clone()).collect(),
                    None => {
                        return Err(Error::new(ErrorKind::Kind, "the digits must be known").at(alphabet.span));
                    }
                }
            }
            None => (0..=9).map(Value::Int).collect(),
        };
        let leading = args.get(1).is_none();
        let labels = Labels::new(Collection::Set, values.clone());
        let element = Kind::shared(&values);
        let space = count.map(move |n| {
            let faces = |from: usize| {
                Faces::new(Collection::Set, values.iter().skip(from).map(|v| (v.clone(), BigUint::one())))
                    .map_err(|e| e.or_at(Some(span)))
            };
            let all = Arc::new(faces(0)?);
            Ok(match n {
                _ if !leading => Space::trials(all, n),
                0 => return Err(Error::new(ErrorKind::Range, "a number has at least one digit").at(span)),
                1 => Space::Trials([(Arc::new(faces(1)?), 1)].into()),
                _ => Space::Trials([(Arc::new(faces(1)?), 1), (all, n - 1)].into()),
            })
        });
        space.made()?;
        let mut made = Made::sample(space, element, Order::Row, length, Some(labels), text);
        made.digits = true;
        Ok(made)
    }
}
