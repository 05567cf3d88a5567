//! stub
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::Checker;
use crate::language::check::experiment::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Order};
use crate::model::Space;
impl Checker<'_> {
    pub(super) fn partition(balls: Recipe<u64>, boxes: Recipe<u64>, text: &str) -> Made {
        let space = balls.with(boxes, |r, n| Ok(Space::Occupancy(r, n)));
        Made::sample(space, Kind::Number, Order::Row, None, None, text)
    }
    pub(super) fn around(&mut self, _: &str, items: &ast::Expr, _: &str) -> Result<Made, Error> { Err(Error::new(ErrorKind::Unsupported, "orbits").at(items.span)) }
    pub(super) fn colorings(&mut self, items: &ast::Expr, _: &ast::Expr, _: &str) -> Result<Made, Error> { Err(Error::new(ErrorKind::Unsupported, "orbits").at(items.span)) }
    pub(super) fn split(&mut self, _: &ast::Expr, _: &[ast::Expr], _: &str, span: Span) -> Result<Made, Error> { Err(Error::new(ErrorKind::Unsupported, "orbits").at(span)) }
}
