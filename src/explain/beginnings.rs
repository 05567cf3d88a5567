//! Rows whose beginnings are all bounded, as in the ballot problem and in walks: followed element by element.
//!
//! What is said of the first n elements is said of the number h of matches among them. The rows of n with h matches that meet
//! it are those of n − 1 whose last element matches, and those where it does not.

mod template;

use crate::explain::board::conjuncts;
use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::linear::Linear;
use crate::statistic::counting::as_pattern;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use template::{Lead, Template};

/// The longest rows that are followed.
const MOST: u64 = 200;

/// The most different things that may be asked of beginnings.
const MOST_TEMPLATES: usize = 3;

/// What is asked of the number h of matches among the first so many elements: that p·h + q compares like this with 0.
#[derive(Clone, Debug)]
struct Bound {
    length: u64,
    slope: BigRational,
    rest: BigRational,
    comparison: Comparison,
}

impl Bound {
    fn holds(&self, matches: u64) -> bool {
        let number = &self.slope * whole(matches) + &self.rest;
        self.comparison.holds(number.cmp(&BigRational::zero()))
    }
}

fn whole(n: u64) -> BigRational {
    BigRational::from_integer(n.into())
}

/// The rows of one of two kinds of elements.
struct Rows<'a> {
    space: &'a Space,
    name: usize,
    length: u64,
    /// The labels, and whether each of them matches, once a pattern has said so.
    labels: Vec<&'a Value>,
    matching: Option<(Vec<bool>, String)>,
}

/// How many rows meet what is asked.
struct Followed {
    count: BigUint,
    formula: String,
    /// How many of their elements match, where that is one number.
    matches: Option<u64>,
}

/// The rows of which all beginnings are as asked, or of which one is.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let (parts, opposite) = match event.node() {
        Node::Not(inner) if matches!(inner.node(), Node::And(_)) => (conjuncts(inner), true),
        Node::Or(parts) => (parts.iter().map(|part| Expr::new(Node::Not(part.clone()))).collect(), true),
        _ => (conjuncts(event), false),
    };
    let mut rows = Rows::of(space, name)?;
    let bounds: Vec<Bound> = parts.iter().map(|part| rows.bound(part)).collect::<Option<_>>()?;
    let (templates, ends) = template::of(bounds, rows.length);
    if templates.len() > MOST_TEMPLATES || !templates.iter().any(|template| template.first < template.last) {
        return None;
    }
    let Followed { count, formula, matches } = rows.followed(&templates, &ends)?;
    let saying = if opposite { Saying::NoBeginning } else { Saying::EachBeginning };
    let ballot = matches.and_then(|matches| rows.ballot(&templates, matches, &count));
    let says = rows.matching.map(|(_, pattern)| pattern)?;
    let mut steps = vec![Step::said(saying, [says], formula, &count)];
    steps.extend(ballot);
    if !opposite {
        return Some(Favourable::at_end(count, steps).without_formula());
    }
    let all = crate::model::outcomes::total(space);
    let rest = &all - &count;
    steps.push(Step::said(Saying::LessComplement, [], format!("{all} - {count}"), &rest));
    Some(Favourable::at_end(rest, steps).without_formula())
}

impl<'a> Rows<'a> {
    fn of(space: &'a Space, name: usize) -> Option<Self> {
        let labels: Vec<&Value> = match space {
            Space::Trials(groups) if groups.len() == 1 => {
                groups[0].0.weights().iter().map(|(v, _)| v).collect()
            }
            Space::Draw(from, n) | Space::Words(from, n) if *n == from.size() => {
                from.classes().iter().map(|(label, _)| label).collect()
            }
            _ => return None,
        };
        let length = space.length().filter(|length| (2..=MOST).contains(length))?;
        Some(Self { space, name, length, labels, matching: None })
    }

    /// What a part of an event says of the matches of one beginning.
    fn bound(&mut self, part: &Expr) -> Option<Bound> {
        let (part, negated) = match part.node() {
            Node::Not(inner) => (inner, true),
            _ => (part, false),
        };
        let Node::Compare(comparison, a, b) = part.node() else { return None };
        let comparison = if negated { comparison.opposite() } else { *comparison };
        let is_term = |e: &Expr| matches!(e.node(), Node::Call(function, _) if matches!(function.name, "count" | "sum"));
        let Linear { terms, constant } = Linear::of(a, &is_term)?.minus(Linear::of(b, &is_term)?);
        let mut bound = Bound { length: 0, slope: BigRational::zero(), rest: constant, comparison };
        for (term, coefficient) in terms {
            let (length, each, once) = self.term(&term)?;
            if bound.length != 0 && bound.length != length {
                return None;
            }
            bound.length = length;
            bound.slope += &coefficient * each;
            bound.rest += &coefficient * once;
        }
        match bound.slope.cmp(&BigRational::zero()) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(bound),
            std::cmp::Ordering::Less => Some(Bound {
                slope: -bound.slope,
                rest: -bound.rest,
                comparison: bound.comparison.mirrored(),
                ..bound
            }),
        }
    }

    /// How long the beginning is of which a term speaks, what each match in it adds, and what it is without matches.
    fn term(&mut self, term: &Expr) -> Option<(u64, BigRational, BigRational)> {
        let Node::Call(function, arguments) = term.node() else { return None };
        match (function.name, arguments.as_slice()) {
            ("count", [pattern, sample]) => {
                let length = self.beginning(sample)?;
                let pattern = as_pattern(pattern.known()?).ok()?;
                let matching: Vec<bool> = self.labels.iter().map(|label| pattern.matches(label)).collect();
                let (known, _) = self.matching.get_or_insert_with(|| (matching.clone(), pattern.to_string()));
                if *known == matching {
                    return Some((length, BigRational::one(), BigRational::zero()));
                }
                let is_rest = known.iter().zip(&matching).all(|(a, b)| a != b);
                is_rest.then(|| (length, -BigRational::one(), whole(length)))
            }
            ("sum", [sample]) => {
                let length = self.beginning(sample)?;
                let [low, high] = self.labels[..] else { return None };
                let matching = vec![false, true];
                let (known, _) = self.matching.get_or_insert_with(|| (matching.clone(), high.to_string()));
                if *known != matching {
                    return None;
                }
                let (low, high) = (low.ratio()?, high.ratio()?);
                Some((length, high - &low, low * whole(length)))
            }
            _ => None,
        }
    }

    /// The length of a beginning of the sample.
    fn beginning(&self, sample: &Expr) -> Option<u64> {
        let is_sample = |e: &Expr| matches!(e.node(), Node::Name(name) if *name == self.name);
        match sample.node() {
            Node::Slice(of, from, to) if is_sample(of) && from.known() == Some(&Value::Int(1)) => {
                let Some(Value::Int(to)) = to.known() else { return None };
                u64::try_from(*to).ok().filter(|to| (1..=self.length).contains(to))
            }
            _ => is_sample(sample).then_some(self.length),
        }
    }

    /// What matches and what does not weigh in each place, and the number of matches where it is fixed.
    fn weights(&self) -> Option<(BigUint, BigUint, Option<u64>)> {
        let (matching, _) = self.matching.as_ref()?;
        match self.space {
            Space::Trials(groups) => {
                let faces = groups[0].0.weights().iter().zip(matching);
                let matches: BigUint =
                    faces.filter(|(_, matches)| **matches).map(|((_, weight), _)| weight).sum();
                let others = groups[0].0.total() - &matches;
                Some((matches, others, None))
            }
            Space::Draw(from, _) | Space::Words(from, _) => {
                let classes = from.classes().iter().zip(matching);
                let matches = classes.filter(|(_, matches)| **matches).map(|((_, count), _)| count).sum();
                // Rows of equal letters are the same: only two letters leave nothing to be told apart.
                let plain = matches!(self.space, Space::Draw(..)) || matching.len() == 2;
                plain.then(|| (BigUint::one(), BigUint::one(), Some(matches)))
            }
            _ => None,
        }
    }

    /// How many rows meet what is asked, and the formula that says so.
    fn followed(&self, templates: &[Template], ends: &[Bound]) -> Option<Followed> {
        let (matching, other, fixed) = self.weights()?;
        let n = self.length;
        let meets = |length: u64, h: u64| templates.iter().all(|template| template.holds(length, h));
        let mut ways = vec![BigUint::one()];
        for length in 1..=n {
            let at = |h: u64| usize::try_from(h).ok().and_then(|h| ways.get(h)).cloned().unwrap_or_default();
            let of = |h: u64| {
                let last = h.checked_sub(1).map(|before| at(before) * &matching).unwrap_or_default();
                if meets(length, h) { last + at(h) * &other } else { BigUint::ZERO }
            };
            ways = (0..=length).map(of).collect();
        }
        let asked: Vec<u64> = match fixed {
            Some(fixed) => vec![fixed],
            None => (0..=n).collect(),
        };
        let asked: Vec<u64> =
            asked.into_iter().filter(|h| ends.iter().all(|bound| bound.holds(*h))).collect();
        let mut count: BigUint = asked.iter().map(|h| &ways[*h as usize]).sum();
        let end = match asked[..] {
            [h] => format!("ways({n}, {h})"),
            [first, .., last] if last - first + 1 == asked.len() as u64 => {
                format!("sum(h in {first}..{last}: ways({n}, h))")
            }
            _ => return None,
        };
        let mut formula = self.definition(templates, &matching, &other) + &end;
        if let (Space::Draw(..), [h]) = (self.space, &asked[..]) {
            formula += &format!(" * {h}! * {}!", n - h);
            count *= crate::number::factorial(*h) * crate::number::factorial(n - h);
        }
        let matches = if let [h] = asked[..] { Some(h) } else { None };
        Some(Followed { count, formula, matches })
    }

    /// The same by the ballot theorem, where a lead of the a elements of one kind over the b others is asked:
    /// (a − b)/(a + b) of all rows, or (a + 1 − b)/(a + 1) of them where they may be even (W. Feller, vol. I, ch. III).
    fn ballot(&self, templates: &[Template], matches: u64, count: &BigUint) -> Option<Step> {
        let [template] = templates else { return None };
        let Lead { matches: of_matches, strictly } = template.leads(self.length)?;
        let others = self.length - matches;
        let (a, b) = if of_matches { (matches, others) } else { (others, matches) };
        let (part, whole) =
            if strictly { (a.checked_sub(b)?, a + b) } else { ((a + 1).checked_sub(b)?, a + 1) };
        let rows = crate::number::binomial(self.length, a);
        let share = BigRational::new((rows * part).into(), whole.into());
        if share != BigRational::from_integer(count.clone().into()) {
            return None;
        }
        let share = if strictly {
            format!("({a} - {b}) / ({a} + {b})")
        } else {
            format!("({a} + 1 - {b}) / ({a} + 1)")
        };
        let formula = format!("{share} * C({}, {a})", self.length);
        Some(Step::said(Saying::Ballot, [a.to_string(), b.to_string()], formula, count))
    }

    fn definition(&self, templates: &[Template], matching: &BigUint, other: &BigUint) -> String {
        let times = |weight: &BigUint| if weight.is_one() { String::new() } else { format!("{weight} * ") };
        let broken: Vec<String> = templates.iter().map(|template| template.broken(self.length)).collect();
        format!(
            "def ways(n, h) := if n = 0 then (if h = 0 then 1 else 0) else if h < 0 or h > n or {} then 0 else \
             {}ways(n - 1, h - 1) + {}ways(n - 1, h); ",
            broken.join(" or "),
            times(matching),
            times(other)
        )
    }
}
