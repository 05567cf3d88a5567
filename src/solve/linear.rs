//! A number as a sum of multiples: `2·(X[1] − 3) + X[2]/2` is `2·X[1] + 1/2·X[2] − 6`.

use crate::question::{Expr, Node, Operator};
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

/// A sum of multiples of different terms, and a constant. A term may have the coefficient 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// The terms with their coefficients, in the order in which they are met.
    pub terms: Vec<(Expr, BigRational)>,
    /// What is added to them.
    pub constant: BigRational,
}

impl Linear {
    /// The number as a sum of multiples of what `is_term` tells; nothing where it is none.
    #[must_use]
    pub fn of(number: &Expr, is_term: &impl Fn(&Expr) -> bool) -> Option<Self> {
        let of = |part: &Expr| Self::of(part, is_term);
        if let Some(known) = number.known() {
            return Some(Self { terms: Vec::new(), constant: known.ratio()? });
        }
        if is_term(number) {
            let terms = vec![(number.clone(), BigRational::one())];
            return Some(Self { terms, constant: BigRational::zero() });
        }
        match number.node() {
            Node::Sum(parts) => {
                let parts: Vec<Self> = parts.iter().map(of).collect::<Option<_>>()?;
                Some(Self::all(parts))
            }
            Node::Arithmetic(Operator::Add, a, b) => Some(of(a)?.plus(of(b)?)),
            Node::Arithmetic(Operator::Subtract, a, b) => Some(of(a)?.minus(of(b)?)),
            Node::Arithmetic(Operator::Multiply, a, b) => {
                let (factor, part) = if a.known().is_some() { (a, b) } else { (b, a) };
                let factor = factor.known()?.ratio()?;
                Some(of(part)?.times(&factor))
            }
            Node::Arithmetic(Operator::Divide, a, b) => {
                let divisor = b.known()?.ratio().filter(|divisor| !divisor.is_zero())?;
                Some(of(a)?.times(&divisor.recip()))
            }
            _ => None,
        }
    }

    /// All of these sums together.
    fn all(sums: Vec<Self>) -> Self {
        let mut all = Self { terms: Vec::new(), constant: BigRational::zero() };
        let mut places: FxHashMap<Expr, usize> = FxHashMap::default();
        for Self { terms, constant } in sums {
            all.constant += constant;
            for (term, coefficient) in terms {
                match places.get(&term) {
                    Some(place) => all.terms[*place].1 += coefficient,
                    None => {
                        places.insert(term.clone(), all.terms.len());
                        all.terms.push((term, coefficient));
                    }
                }
            }
        }
        all
    }

    /// This and another sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::all(vec![self, other])
    }

    /// This less another sum.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.times(&-BigRational::one()))
    }

    /// So many times this sum.
    #[must_use]
    pub fn times(mut self, factor: &BigRational) -> Self {
        self.terms.iter_mut().for_each(|(_, coefficient)| *coefficient *= factor);
        Self { constant: self.constant * factor, ..self }
    }

    /// The coefficient of a term; 0 where it does not occur.
    #[must_use]
    pub fn coefficient(&self, term: &Expr) -> BigRational {
        let found = self.terms.iter().find(|(known, _)| known == term);
        found.map_or_else(BigRational::zero, |(_, coefficient)| coefficient.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::asking::{call, known};

    fn place(i: usize) -> Expr {
        Expr::new(Node::Name(i))
    }

    fn is_term(e: &Expr) -> bool {
        matches!(e.node(), Node::Name(_))
    }

    fn both(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    #[test]
    fn a_sum_of_multiples_is_taken_apart() {
        let half = both(Operator::Divide, both(Operator::Subtract, place(1), known(3)), known(2));
        let twice = both(Operator::Multiply, known(2), Expr::new(Node::Sum(vec![place(0), half, known(1)])));
        let less = both(Operator::Subtract, twice, both(Operator::Multiply, place(0), known(5)));
        let found = Linear::of(&less, &is_term).unwrap();
        let whole = |n: i64| BigRational::from_integer(n.into());
        assert_eq!(found.coefficient(&place(0)), whole(-3));
        assert_eq!(found.coefficient(&place(1)), whole(1));
        assert_eq!((found.coefficient(&place(2)), found.constant), (whole(0), whole(-1)));
    }

    #[test]
    fn products_and_functions_are_no_sums() {
        let product = both(Operator::Multiply, place(0), place(1));
        let by_zero = both(Operator::Divide, place(0), known(0));
        for number in [product, by_zero, call("abs", vec![place(0)]), known(true)] {
            assert_eq!(Linear::of(&number, &is_term), None, "{number:?}");
        }
    }
}
