//! Experiments up to symmetry: around a table, on a string, colourings, groups without names.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Order, Sample};
use crate::model::{Seating, Shape, Space};
use crate::statistic::arithmetic;
use std::sync::Arc;

impl Checker<'_> {
    /// `place(identical r, identical n)`.
    pub(super) fn partition(balls: Recipe<u64>, boxes: Recipe<u64>, text: &str) -> Made {
        // Balls without a box have no outcome, and that is their number: 0.
        let space = balls.with(boxes, |r, n| match n {
            0 => Ok(Space::Partitions(r, n)),
            _ => Space::partitions(r, n),
        });
        Made::sample(space, Kind::Number, Order::Row, None, None, text)
    }

    /// `ring(U)`, `necklace(U)`.
    pub(super) fn around(&mut self, which: &str, items: &ast::Expr, text: &str) -> Result<Made, Error> {
        let pool = self.different(items)?;
        let size = pool.size();
        let necklace = which == "necklace";
        let space = pool.population.map(move |from| {
            let from = Arc::new(from);
            Ok(if necklace { Space::Necklace(from) } else { Space::Ring(from) })
        });
        let seating = if necklace { Seating::Necklace } else { Seating::Ring };
        Ok(Made::sample(space, pool.element, Order::Ring, size, pool.labels, text).seated(seating))
    }

    /// `colorings(U, shape)`.
    pub(super) fn colorings(
        &mut self,
        colours: &ast::Expr,
        shape: &ast::Expr,
        text: &str,
    ) -> Result<Made, Error> {
        let pool = self.pool(colours)?;
        let size = |checker: &mut Self, args: &[ast::Expr]| -> Result<u64, Error> {
            let [n] = args else {
                return Err(Error::new(ErrorKind::Kind, "the shape needs one size").at(shape.span));
            };
            let value = checker.constant(n)?;
            arithmetic::natural("the size of the shape", &value).map_err(|e| e.or_at(Some(n.span)))
        };
        let shape = match &shape.node {
            Ast::Name(name) if name == "cube" => Shape::Cube,
            Ast::Call { name, args } => match name.text.as_str() {
                "ring" => Shape::Ring(size(self, args)?),
                "necklace" => Shape::Necklace(size(self, args)?),
                "square" => Shape::Square(size(self, args)?),
                _ => return Err(no_shape(shape.span)),
            },
            _ => return Err(no_shape(shape.span)),
        };
        let seating = match shape {
            Shape::Ring(_) => Seating::Ring,
            Shape::Necklace(_) => Seating::Necklace,
            _ => Seating::Figure,
        };
        let space = pool.population.map(move |from| Ok(Space::Colorings(Arc::new(from), shape)));
        Ok(Made::sample(space, pool.element, Order::Ring, None, pool.labels, text).seated(seating))
    }

    /// `split(U, 3, 3, 2)`, `split(U, into k)`.
    pub(super) fn split(
        &mut self,
        items: &ast::Expr,
        sizes: &[ast::Expr],
        text: &str,
        span: Span,
    ) -> Result<Made, Error> {
        let pool = self.different(items)?;
        let element = Kind::Sample(Sample {
            element: Box::new(pool.element.clone()),
            order: Order::Without,
            length: None,
        });
        let made = |space, length| {
            Made::sample(space, element.clone(), Order::Groups, length, pool.labels.clone(), text)
                .seated(Seating::Groups)
        };
        if let [ast::Expr { node: Ast::Into(count), .. }] = sizes {
            let (k, known) = self.group_number(count, "the number of groups")?;
            let space = pool.population.clone().with(k, |from, k| Ok(Space::SplitInto(Arc::new(from), k)));
            space.made()?;
            return Ok(made(space, known));
        }
        let mut parts = Vec::with_capacity(sizes.len());
        for size in sizes {
            parts.push(self.group_number(size, "the size of a group")?.0);
        }
        let length = Some(parts.len() as u64);
        let space = pool.population.clone().with(Recipe::all(parts), move |from, parts| {
            let sum: u64 = parts.iter().sum();
            if sum != from.size() {
                return Err(Error::new(
                    ErrorKind::Range,
                    format!("the groups hold {sum}, and there are {}", from.size()),
                )
                .hint("the sizes of the groups add up to the number of elements")
                .at(span));
            }
            Ok(Space::Split(Arc::new(from), parts.into()))
        });
        space.made()?;
        Ok(made(space, length))
    }

    /// A number of groups, or the size of one, which may depend on outcomes; and the number itself where it is known.
    fn group_number(
        &mut self,
        ast: &ast::Expr,
        what: &'static str,
    ) -> Result<(Recipe<u64>, Option<u64>), Error> {
        let number = self.number(ast)?;
        let known = number.expr.known().and_then(|n| arithmetic::natural(what, n).ok());
        Ok((self.natural(number, what, ast.span), known))
    }
}

fn no_shape(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "that is no shape to colour")
        .hint("colour a `cube`, `ring(6)`, `necklace(6)` or `square(2)`")
        .at(span)
}
