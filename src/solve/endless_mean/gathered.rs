//! Means of sums over all draws with replacement, and of products of such sums, beside what else is asked of the draws: how
//! many sixes came before all faces were seen, given that a six was the last; the covariance of the sum and the number of
//! throws. Samples whose size is endless, `n ~ geometric(1/3); X ~ pool(n, d6)`, are thrown along with what decides their size.
//!
//! Such a sum has no largest value, so that no finite chain counts it. But how the draws go on does not look at it: what has
//! been gathered at the visits of each state follows from the expected visits by a linear system, products of two sums
//! from these, and so on, as the moments of a number of steps do, where each step gathers 1 ([`network`]).

mod draws;
mod network;
mod sized;

use super::{MOST_PRODUCTS, Products};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::Value;
use crate::question::{Expr, Node, Operator, Outcomes, Question};
use crate::solve::measure::impossible;
use crate::solve::until::memory::Memory;
use network::{Network, Process};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// How often each of the sums is a factor.
type Powers = Vec<usize>;

/// The mean of a number made of sums over all draws with replacement, and of how many states; nothing for other numbers,
/// and where the draws are not told from finitely many memories.
///
/// # Errors
/// [`crate::ErrorKind::ImpossibleCondition`], and those of what is asked.
pub(super) fn mean(
    number: &Expr,
    question: &Question,
    budget: &Budget,
) -> Result<Option<(BigRational, u64)>, Error> {
    match draws::mean(number, question, budget)? {
        None => sized::mean(number, question, budget),
        found => Ok(found),
    }
}

/// A number made of sums.
struct Gathered<'a> {
    given: Option<&'a Expr>,
    /// The number, with a name of its own for each of the sums, from this one on.
    number: Expr,
    first: usize,
    /// The sums, and what each class of draws adds to them.
    sums: Vec<(Expr, Vec<BigRational>)>,
}

impl<'a> Gathered<'a> {
    /// A number with names for the sums of which it is a polynomial, each told by what it adds; nothing where there are none.
    fn of(
        number: &Expr,
        question: &'a Question,
        given: Option<&'a Expr>,
        added: &impl Fn(&Expr) -> Result<Option<Vec<BigRational>>, Error>,
    ) -> Result<Option<Self>, Error> {
        let first = question.experiments.len();
        let mut found = Self { given, number: number.clone(), first, sums: Vec::new() };
        found.number = found.taken_apart(number, added)?;
        let fits = first + found.sums.len() <= u128::BITS as usize;
        Ok((fits && !found.sums.is_empty()).then_some(found))
    }

    /// Whether the number is one of the sums, and nothing is given.
    fn is_bare(&self) -> bool {
        matches!(self.number.node(), Node::Name(_)) && self.given.is_none()
    }

    fn taken_apart(
        &mut self,
        number: &Expr,
        added: &impl Fn(&Expr) -> Result<Option<Vec<BigRational>>, Error>,
    ) -> Result<Expr, Error> {
        number.rewrite(&mut |part| {
            if part.names() == 0 {
                return Ok(Some(part.clone()));
            }
            if let Some(place) = self.sum(part, added)? {
                return Ok(Some(Expr::spanned(Node::Name(self.first + place), part.span())));
            }
            Ok(match part.node() {
                Node::Sum(_) | Node::Row(_) => None,
                Node::Arithmetic(Operator::Add | Operator::Subtract | Operator::Multiply, ..) => None,
                Node::Arithmetic(Operator::Divide | Operator::Power, _, b) if b.known().is_some() => None,
                Node::Call(function, parts)
                    if function.name == "sum" && matches!(parts[0].node(), Node::Row(_)) =>
                {
                    None
                }
                Node::If(condition, then, otherwise) => {
                    let (then, otherwise) =
                        (self.taken_apart(then, added)?, self.taken_apart(otherwise, added)?);
                    Some(Expr::spanned(Node::If(condition.clone(), then, otherwise), part.span()))
                }
                _ => Some(part.clone()),
            })
        })
    }

    /// The place among the sums of a part that is one.
    fn sum(
        &mut self,
        part: &Expr,
        added: &impl Fn(&Expr) -> Result<Option<Vec<BigRational>>, Error>,
    ) -> Result<Option<usize>, Error> {
        if let Some(place) = self.sums.iter().position(|(sum, _)| sum == part) {
            return Ok(Some(place));
        }
        let Some(added) = added(part)? else { return Ok(None) };
        self.sums.push((part.clone(), added));
        Ok(Some(self.sums.len() - 1))
    }

    /// What is asked of the draws besides the sums.
    fn beside(&self) -> Vec<&Expr> {
        std::iter::once(&self.number).chain(self.given).collect()
    }

    /// What a draw of each class adds to all sums.
    fn added(&self, class: usize) -> Vec<BigRational> {
        self.sums.iter().map(|(_, added)| added[class].clone()).collect()
    }

    fn mean(&self, process: &impl Process, budget: &Budget) -> Result<Option<(BigRational, u64)>, Error> {
        let Some(network) = Network::of(process, budget)? else { return Ok(None) };
        let mut ends = Vec::with_capacity(network.ends.len());
        for end in &network.ends {
            match self.at_end(&process.told(end))? {
                End::Excluded => ends.push(None),
                End::Worth(polynomial) => ends.push(Some(polynomial)),
                End::Unknown => return Ok(None),
            }
        }
        let powers = closed(ends.iter().flatten().flatten().map(|(powers, _)| powers), self.sums.len());
        let Some(powers) = powers else { return Ok(None) };
        let Some(moments) = network.moments(&powers, budget)? else { return Ok(None) };
        let (mut sum, mut given) = (BigRational::zero(), BigRational::zero());
        for (polynomial, moments) in ends.iter().zip(&moments) {
            let Some(polynomial) = polynomial else { continue };
            given += &moments[0];
            for (of, coefficient) in polynomial {
                let place = powers.iter().position(|other| other == of).unwrap_or(0);
                sum += coefficient * &moments[place];
            }
        }
        if given.is_zero() {
            return Err(impossible(self.given));
        }
        Ok(Some((sum / given, network.states() as u64)))
    }

    /// What the number is at an end where these parts of the question are worth so much.
    fn at_end(&self, values: &[(Expr, Expr)]) -> Result<End, Error> {
        let mut known =
            |part: &Expr| Ok(values.iter().find(|(other, _)| other == part).map(|(_, value)| value.clone()));
        if let Some(given) = self.given {
            let given = given.rewrite(&mut known)?;
            if given.names() != 0 {
                return Ok(End::Unknown);
            }
            if given.evaluate(&mut Outcomes::default())? != Value::Truth(true) {
                return Ok(End::Excluded);
            }
        }
        let number = self.number.rewrite(&mut known)?;
        let sum = |e: &Expr| match e.node() {
            Node::Name(name) => name.checked_sub(self.first),
            _ => None,
        };
        let Some(products) = Products::of(&number, &sum) else { return Ok(End::Unknown) };
        let mut polynomial = Vec::with_capacity(products.0.len());
        for (factors, coefficient) in products.0 {
            let mut powers = vec![0; self.sums.len()];
            for (sum, base, power) in factors {
                if !base.is_one() {
                    return Ok(End::Unknown);
                }
                powers[sum] = power;
            }
            polynomial.push((powers, coefficient));
        }
        Ok(End::Worth(polynomial))
    }
}

/// What the parts of a question that a memory follows are worth.
fn told(memory: &Memory, slots: &[i64]) -> Vec<(Expr, Expr)> {
    let values = memory.values(slots).map(|(part, value)| match value {
        Ok(value) => (part.clone(), Expr::spanned(Node::Value(value), part.span())),
        Err(error) => (part.clone(), Expr::failed(error, part.span())),
    });
    values.collect()
}

/// What a number is at an end of the draws.
enum End {
    /// The condition does not hold.
    Excluded,
    /// A polynomial in the sums.
    Worth(Vec<(Powers, BigRational)>),
    /// Something else.
    Unknown,
}

/// These powers and all lower ones, in the order of their degrees; nothing where they are too many.
fn closed<'a>(of: impl Iterator<Item = &'a Powers>, sums: usize) -> Option<Vec<Powers>> {
    let mut all: Vec<Powers> = vec![vec![0; sums]];
    let mut open: Vec<Powers> = of.cloned().collect();
    while let Some(powers) = open.pop() {
        if all.contains(&powers) {
            continue;
        }
        for (sum, _) in powers.iter().enumerate().filter(|(_, power)| **power > 0) {
            let mut lower = powers.clone();
            lower[sum] -= 1;
            open.push(lower);
        }
        all.push(powers);
        if all.len() > MOST_PRODUCTS {
            return None;
        }
    }
    all.sort_by_key(|powers| powers.iter().sum::<usize>());
    Some(all)
}
