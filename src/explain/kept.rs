//! Some of the dice are kept: the highest, the lowest, those in the middle.

mod shown;

use crate::explain::ways::{Favourable, fair_dice, satisfying};
use crate::explain::{Saying, Step, extremes};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::atom::Path;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Pow, Zero};

/// The most dice, and the most faces.
const MOST: (u64, u64) = (30, 30);

/// The most sums that are added up.
const MOST_SUMS: usize = 16;

/// The places of the ascending order that are kept, from 0, of n dice with faces 1 to f.
struct Kept {
    n: u64,
    f: u64,
    from: u64,
    to: u64,
}

impl Kept {
    fn of(space: &Space, name: usize, arguments: &[Expr]) -> Option<Self> {
        let (n, f) = fair_dice(space)?;
        let [sample] = arguments else { return None };
        let path = Path::of(sample, name, space).ok()??;
        let (from, to) = path.kept().filter(|_| path.places == (0, n))?;
        (from < to && to <= n).then_some(Self { n, f, from, to })
    }

    fn count(&self) -> u64 {
        self.to - self.from
    }
}

/// The ways to reach a sum of the highest or the lowest of some fair dice.
pub fn sum(
    space: &Space,
    name: usize,
    arguments: &[Expr],
    comparison: Comparison,
    bound: &Value,
) -> Option<Favourable> {
    let kept = Kept::of(space, name, arguments)?;
    let (n, f, k) = (kept.n, kept.f, kept.count());
    let highest = kept.to == n;
    if !(highest || kept.from == 0) || n > MOST.0 || f > MOST.1 || k >= n {
        return None;
    }
    if k == 1 {
        return extremes::ways(space, if highest { "max" } else { "min" }, comparison, bound);
    }
    // The lowest of a die are the highest of one whose faces are counted from the other end.
    let mirrored = |s: u64| if highest { s } else { k * (f + 1) - s };
    let sums = satisfying(comparison, bound, k, k * f)?;
    if sums.is_empty() || sums.len() > MOST_SUMS {
        return None;
    }
    if let Some(found) = shown::favourable(&kept, &sums) {
        return Some(found);
    }
    let counts = number::keep_highest_counts(n, f, k);
    let ways = |s: u64| counts.get(usize::try_from(mirrored(s) - k).ok()?);
    let mut steps = Vec::new();
    let mut total = BigUint::ZERO;
    for s in &sums {
        let count = ways(*s)?;
        total += count;
        if sums.len() == 1 {
            let says = [k.to_string(), n.to_string(), s.to_string()];
            steps.push(Step::said(
                Saying::KeptWays,
                says,
                formula(n, f, k, &mirrored(*s).to_string()),
                count,
            ));
        }
    }
    if steps.is_empty() {
        let ends = [mirrored(sums[0]), mirrored(sums[sums.len() - 1])];
        let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        if last - first + 1 != sums.len() as u64 {
            return None;
        }
        let says = [k.to_string(), n.to_string(), format!("{} … {}", sums[0], sums[sums.len() - 1])];
        let (head, body) = parts(n, f, k, "s");
        let formula = format!("{head}sum(s in {first}..{last}: {body})");
        steps.push(Step::said(Saying::KeptWays, says, formula, &total));
    }
    Some(Favourable { count: total, steps, formula: None, unordered: None })
}

fn formula(n: u64, f: u64, k: u64, s: &str) -> String {
    let (head, body) = parts(n, f, k, s);
    head + &body
}

/// The lowest of the k kept shows v; a kept dice lie above it, with the sum s − k·v beyond v each; b dice show v, at
/// least k − a of them; the others lie below: n! / (a! b! (n − a − b)!) · (v − 1)^(n − a − b) times the ways of the a dice.
fn parts(n: u64, f: u64, k: u64, s: &str) -> (String, String) {
    let head = "def above(a, f, t) := if a = 0 then (if t = 0 then 1 else 0) else sum(j in 0..a: if t - f*j >= a then (-1)^j * C(a, j) * C(t - f*j - 1, a - 1) else 0); ";
    let body = format!(
        "sum(v in 1..{f}: sum(a in 0..{k} - 1: sum(b in {k} - a..{n} - a: multinomial(a, b, {n} - a - b) * (v - 1)^({n} - a - b) * above(a, {f} - v, {s} - {k}*v))))"
    );
    (head.to_owned(), body)
}

/// The mean of the sum of the kept dice: each counts once for every v up to its face, and of j dice that show v or more
/// those in the kept places are counted.
pub fn mean(space: &Space, name: usize, arguments: &[Expr], value: &BigRational) -> Option<Vec<Step>> {
    let kept = Kept::of(space, name, arguments)?;
    let Kept { n, f, from, to } = kept;
    let k = kept.count();
    if n > 300 || f > 300 || n * f > 20_000 {
        return None;
    }
    let mut sum = BigUint::zero();
    for v in 2..=f {
        for j in 0..=n {
            let places = to.saturating_sub(from.max(n - j));
            let ways = Pow::pow(BigUint::from(f + 1 - v), j) * Pow::pow(BigUint::from(v - 1), n - j);
            sum += number::binomial(n, j) * ways * places;
        }
    }
    let whole = BigRational::from_integer(BigInt::from(Pow::pow(BigUint::from(f), n)));
    let found = BigRational::from_integer(BigInt::from(sum)) / whole + BigRational::from_integer(k.into());
    if found != *value {
        return None;
    }
    let places = match (from, to) {
        _ if to == n => format!("min({k}, j)"),
        (0, _) => format!("max(0, j - {})", n - to),
        _ => format!("max(0, {to} - max({from}, {n} - j))"),
    };
    let formula = format!(
        "{k} + sum(v in 2..{f}: sum(j in 0..{n}: C({n}, j) * ({f} + 1 - v)^j * (v - 1)^({n} - j) * {places})) / {f}^{n}"
    );
    Some(vec![Step::said(Saying::KeptMean, [k.to_string(), n.to_string()], formula, value)])
}

/// Whether a number is the sum of what is kept of this experiment.
pub fn arguments(number: &Expr) -> Option<&[Expr]> {
    match number.node() {
        Node::Call(function, arguments) if function.name == "sum" => Some(arguments),
        _ => None,
    }
}
