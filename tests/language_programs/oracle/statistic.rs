//! What may be asked of a sample, each in a line or two.

use super::evaluate::World;
use super::pattern::{color_of, is_prime};
use super::value::{Known, Number, Order, Refusal, V, add, divide, multiply};
use num_traits::{Signed, ToPrimitive};
use prob::language::ast::{Expr, Node};
use std::collections::BTreeSet;

impl<'a> World<'a> {
    /// A function of samples or numbers.
    pub fn function(&self, name: &str, args: &'a [Expr]) -> Known<V> {
        let last = args.last().ok_or(Refusal::Meaningless)?;
        match (name, args) {
            ("count", [Expr { node: Node::In { pattern, collection }, .. }]) => {
                let sample = self.evaluate(collection)?;
                Ok(V::count(self.matching(pattern, &sample)?.into_iter().filter(|m| *m).count()))
            }
            ("longest", [Expr { node: Node::In { pattern, collection }, .. }]) => {
                let sample = self.evaluate(collection)?;
                let all = self.matching(pattern, &sample)?;
                let longest = all.split(|m| !m).map(<[bool]>::len).max().unwrap_or(0);
                Ok(V::count(longest))
            }
            ("pos", [pattern, _]) => {
                let sample = self.evaluate(last)?;
                Ok(V::int(self.place_of(pattern, &sample)? as i64 + 1))
            }
            ("before", [a, b, _]) => {
                let sample = self.evaluate(last)?;
                Ok(V::Truth(self.place_of(a, &sample)? < self.place_of(b, &sample)?))
            }
            ("adjacent", [a, b, _]) => {
                let sample = self.evaluate(last)?;
                let (a, b) = (self.matching(a, &sample)?, self.matching(b, &sample)?);
                Ok(V::Truth(neighbours(&sample).into_iter().any(|(i, j)| (a[i] && b[j]) || (b[i] && a[j]))))
            }
            ("apart", [pattern, _]) => {
                let sample = self.evaluate(last)?;
                let all = self.matching(pattern, &sample)?;
                Ok(V::Truth(neighbours(&sample).into_iter().all(|(i, j)| !(all[i] && all[j]))))
            }
            ("together", [members, _]) => self.together(members, last),
            ("highest" | "lowest" | "middle", [k, _]) => {
                let (k, mut all) =
                    (self.evaluate(k)?.natural()? as usize, self.evaluate(last)?.elements().to_vec());
                all.sort();
                let dropped = all.len().checked_sub(k).ok_or(Refusal::Meaningless)?;
                let from = match name {
                    "highest" => dropped,
                    "lowest" => 0,
                    _ if dropped % 2 == 1 => return Err(Refusal::Meaningless),
                    _ => dropped / 2,
                };
                Ok(V::row(all[from..from + k].to_vec()))
            }
            ("common", [a, b]) => {
                let (a, b) = (self.evaluate(a)?, self.evaluate(b)?);
                let V::Set(labels) = V::set(a.elements().to_vec()) else { return Err(Refusal::Meaningless) };
                Ok(V::count(labels.iter().filter(|label| b.elements().contains(label)).count()))
            }
            ("max" | "min", [_, _, ..]) => {
                let all: Vec<Number> =
                    args.iter().map(|a| self.evaluate(a)?.number()).collect::<Known<_>>()?;
                extreme(name, &all)
            }
            (_, [_]) => one(name, &self.evaluate(last)?),
            _ => {
                let values: Vec<i64> =
                    args.iter().map(|a| self.evaluate(a)?.integer()).collect::<Known<_>>()?;
                of_integers(name, &values)
            }
        }
    }

    /// Which elements of a sample match a pattern.
    pub fn matching(&self, pattern: &'a Expr, sample: &V) -> Known<Vec<bool>> {
        sample.elements().iter().map(|e| self.matches(pattern, e)).collect()
    }

    /// The place of the first match, from 0; the length when there is none.
    fn place_of(&self, pattern: &'a Expr, sample: &V) -> Known<usize> {
        let all = self.matching(pattern, sample)?;
        Ok(all.iter().position(|m| *m).unwrap_or(all.len()))
    }

    /// Whether the members of a set are all there, one beside the other.
    fn together(&self, members: &'a Expr, sample: &'a Expr) -> Known<V> {
        let sample = self.evaluate(sample)?;
        if let [V::Sample(..), ..] = sample.elements() {
            let Node::Set(items) = &members.node else { return Err(Refusal::Beyond) };
            // The groups in which some element matches the item: one, and for all items the same.
            let mut groups = BTreeSet::new();
            for item in items {
                let mut found = false;
                for (place, group) in sample.elements().iter().enumerate() {
                    if self.matching(item, group)?.contains(&true) {
                        groups.insert(place);
                        found = true;
                    }
                }
                if !found {
                    return Ok(V::Truth(false));
                }
            }
            return Ok(V::Truth(groups.len() <= 1 && !sample.elements().is_empty()));
        }
        let mut each = Vec::new();
        match &members.node {
            Node::Set(items) => {
                for item in items {
                    each.push(self.matching(item, &sample)?);
                }
            }
            _ => {
                for member in self.evaluate(members)?.elements() {
                    each.push(sample.elements().iter().map(|e| e == member).collect());
                }
            }
        }
        let there = each.iter().all(|places| places.contains(&true));
        let belongs: Vec<bool> = (0..sample.elements().len()).map(|i| each.iter().any(|m| m[i])).collect();
        let (n, size) = (belongs.len(), belongs.iter().filter(|b| **b).count());
        let starts = if is_ring(&sample) { 0..n } else { 0..(n + 1).saturating_sub(size) };
        let stand =
            size == 0 || starts.into_iter().any(|start| (start..start + size).all(|i| belongs[i % n]));
        Ok(V::Truth(there && stand))
    }
}

pub fn is_ring(sample: &V) -> bool {
    matches!(sample, V::Sample(Order::Ring, _))
}

/// The pairs of places that are neighbours.
fn neighbours(sample: &V) -> Vec<(usize, usize)> {
    let n = sample.elements().len();
    let mut pairs: Vec<(usize, usize)> = (1..n).map(|i| (i - 1, i)).collect();
    if is_ring(sample) && n > 2 {
        pairs.push((n - 1, 0));
    }
    pairs
}

/// A function of one sample, or of one number.
fn one(name: &str, value: &V) -> Known<V> {
    let all = value.elements();
    let truth = |truth| Ok(V::Truth(truth));
    let count = |n| Ok(V::count(n));
    match name {
        "sum" => numbers(all)?.into_iter().try_fold(V::int(0), |sum, n| add(sum.number()?, n)),
        "product" => {
            numbers(all)?.into_iter().try_fold(V::int(1), |product, n| multiply(product.number()?, n))
        }
        "max" | "min" => extreme(name, &numbers(all)?),
        "range" => {
            let all = numbers(all)?;
            super::value::subtract(extreme("max", &all)?.number()?, extreme("min", &all)?.number()?)
        }
        "mean" => divide(one("sum", value)?.number()?, Number::from_integer(all.len() as i128)),
        "length" => match value {
            V::From(_) => Ok(value.clone()),
            _ => count(all.len()),
        },
        "poker" => super::poker::category(5, all),
        "poker3" => super::poker::category(3, all),
        // No digit writes no number.
        "value" if all.is_empty() => Err(Refusal::Meaningless),
        "value" => {
            let mut value = 0i64;
            for digit in all {
                value = value * 10 + digit.integer()?;
            }
            Ok(V::int(value))
        }
        "first" => all.first().cloned().ok_or(Refusal::Meaningless),
        "last" => all.last().cloned().ok_or(Refusal::Meaningless),
        "reverse" => Ok(V::row(all.iter().rev().cloned().collect())),
        "seq" => Ok(V::Tuple(all.into())),
        "palindrome" => truth(all.iter().eq(all.iter().rev())),
        "sorted" | "multiset" => {
            let mut all = all.to_vec();
            all.sort();
            Ok(V::row(all))
        }
        "set" => Ok(V::set(all.to_vec())),
        "size" => match value {
            V::Set(members) => count(members.len()),
            _ => Err(Refusal::Meaningless),
        },
        "distinct" => count(multiplicities(all).len()),
        "maxcount" => Ok(V::int(multiplicities(all).first().copied().unwrap_or(0))),
        "pairs" => count(multiplicities(all).iter().filter(|m| **m == 2).count()),
        "shape" => Ok(V::Shape(multiplicities(all))),
        "counts" => Ok(V::row(multiplicities(all).into_iter().map(V::int).collect())),
        "run" => straight(all),
        "runs" => count(if all.is_empty() { 0 } else { 1 + all.windows(2).filter(|w| w[0] != w[1]).count() }),
        "alternates" => truth(neighbours(value).into_iter().all(|(i, j)| all[i] != all[j])),
        "increasing" => truth(all.windows(2).all(|w| w[0] < w[1])),
        "nondecreasing" => truth(all.windows(2).all(|w| w[0] <= w[1])),
        "descents" => count(all.windows(2).filter(|w| w[0] > w[1]).count()),
        "fixed" => count((1..).zip(all).filter(|(i, e)| V::int(*i) == **e).count()),
        "cycles" => Ok(V::count(cycles(all)?.len())),
        "longest_cycle" => Ok(V::count(cycles(all)?.into_iter().max().unwrap_or(0))),
        "suits" | "ranks" | "colors" => {
            let V::Sample(order, all) = value else { return Err(Refusal::Meaningless) };
            let each = all.iter().map(|card| one(name.trim_end_matches('s'), card));
            Ok(V::Sample(*order, each.collect::<Known<Vec<V>>>()?.into()))
        }
        "suit" | "rank" | "color" => match (name, all) {
            ("suit", [V::Card(_, suit)]) => Ok(V::Word(suit.clone())),
            ("color", [V::Card(_, suit)]) => Ok(V::word(color_of(suit))),
            ("rank", [V::Card(rank, suit)]) => {
                let french = ["clubs", "diamonds", "hearts", "spades"].contains(&suit.as_ref());
                Ok(if french { V::Rank(*rank) } else { V::int(*rank) })
            }
            _ => Err(Refusal::Meaningless),
        },
        "steps" => match value {
            V::Stopped(_, steps) => Ok(V::int(*steps)),
            _ => Err(Refusal::Meaningless),
        },
        "abs" => Ok(V::Num(value.number()?.abs())),
        "floor" => Ok(V::Num(value.number()?.floor())),
        "ceil" => Ok(V::Num(value.number()?.ceil())),
        "num" => Ok(V::Num(Number::from_integer(*value.number()?.numer()))),
        "den" => Ok(V::Num(Number::from_integer(*value.number()?.denom()))),
        _ => of_integers(name, &[value.integer()?]),
    }
}

fn numbers(all: &[V]) -> Known<Vec<Number>> {
    all.iter().map(V::number).collect()
}

fn extreme(name: &str, all: &[Number]) -> Known<V> {
    let extreme = if name == "max" { all.iter().max() } else { all.iter().min() };
    extreme.copied().map(V::Num).ok_or(Refusal::Meaningless)
}

/// How often each label occurs, largest first.
fn multiplicities(all: &[V]) -> Vec<i64> {
    let mut sorted = all.to_vec();
    sorted.sort();
    let mut times: Vec<i64> = sorted.chunk_by(|a, b| a == b).map(|equal| equal.len() as i64).collect();
    times.sort_by_key(|m| -m);
    times
}

/// The longest straight: the ace of the French pack counts high or low.
fn straight(all: &[V]) -> Known<V> {
    let mut steps = Vec::new();
    let mut ace = false;
    for element in all {
        match element {
            V::Card(14, suit) if color_of(suit) != suit.as_ref() => ace = true,
            V::Rank(14) => ace = true,
            V::Card(rank, _) | V::Rank(rank) => steps.push(*rank),
            other => steps.push(other.integer()?),
        }
    }
    let longest = |ace: Option<i64>| {
        let there = |n: i64| steps.contains(&n) || ace == Some(n);
        let from = |start: i64| (start..).take_while(|n| there(*n)).count();
        steps.iter().copied().chain(ace).map(from).max().unwrap_or(0)
    };
    let aces = if ace { vec![Some(1), Some(14)] } else { vec![None] };
    Ok(V::count(aces.into_iter().map(longest).max().unwrap_or(0)))
}

/// The lengths of the cycles of a permutation.
fn cycles(all: &[V]) -> Known<Vec<usize>> {
    let images: Vec<usize> = all.iter().map(|e| Ok(e.natural()? as usize)).collect::<Known<_>>()?;
    let mut sorted = images.clone();
    sorted.sort_unstable();
    if sorted != (1..=all.len()).collect::<Vec<_>>() {
        return Err(Refusal::Meaningless);
    }
    let mut lengths = Vec::new();
    for start in 1..=all.len() {
        let mut cycle = vec![start];
        while images[cycle[cycle.len() - 1] - 1] != start {
            cycle.push(images[cycle[cycle.len() - 1] - 1]);
        }
        // Each cycle is counted at its smallest place.
        if cycle.iter().all(|place| *place >= start) {
            lengths.push(cycle.len());
        }
    }
    Ok(lengths)
}

/// Functions of whole numbers.
fn of_integers(name: &str, n: &[i64]) -> Known<V> {
    let product =
        |from: i64, to: i64| (from..=to).try_fold(1i64, |p, k| p.checked_mul(k)).ok_or(Refusal::Beyond);
    let natural = n.iter().all(|n| *n >= 0);
    match (name, n) {
        ("C", [n, k]) if natural => {
            let ways = (0..*k)
                .try_fold(1i128, |c, i| c.checked_mul((*n - i).into()).map(|c| c / (i128::from(i) + 1)));
            ways.and_then(|c| c.to_i64()).map(V::int).ok_or(Refusal::Beyond)
        }
        ("A" | "perm", [n, k]) if natural => Ok(V::int(if k > n { 0 } else { product(n - k + 1, *n)? })),
        ("factorial", [n]) if natural => Ok(V::int(product(1, *n)?)),
        ("gcd", [a, b]) => Ok(V::int(num_integer::gcd(*a, *b))),
        ("lcm", [a, b]) => Ok(V::int(num_integer::lcm(*a, *b))),
        ("divides", [a, b]) => Ok(V::Truth(if *a == 0 { *b == 0 } else { b % a == 0 })),
        ("prime", [n]) => Ok(V::Truth(is_prime(*n))),
        ("digitsum", [n]) => Ok(V::int(n.abs().to_string().bytes().map(|b| i64::from(b - b'0')).sum())),
        ("divisors", [n]) if *n > 0 => Ok(V::set((1..=*n).filter(|d| n % d == 0).map(V::int).collect())),
        ("fib", [n]) if natural => {
            let (mut a, mut b) = (0, 1);
            for _ in 0..*n {
                (a, b) = (b, a + b);
            }
            Ok(V::int(a))
        }
        _ => Err(Refusal::Beyond),
    }
}
