//! A sample shared out among classes.

use super::Told;
use crate::explain::saying::REST;
use crate::explain::ways::Favourable;
use crate::explain::{Message, Saying, Step, closing, power, product};
use crate::model::Space;
use crate::number;
use crate::solve::classes::Classes;
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};

/// The most terms that are written out, on the shorter side.
const MOST_TERMS: usize = 8;

/// What the numbers of elements are called in sums within each other.
const LETTERS: [&str; 4] = ["i", "j", "k", "l"];

/// A sample shared out among classes.
pub(super) struct Sample {
    /// The classes in the order in which they are written: what the question names first, the others last.
    pub order: Vec<usize>,
    /// How many elements it has.
    size: u64,
    /// The size or weight of each class.
    pub classes: Vec<BigUint>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Trials,
    Drawn,
    Chosen,
}

impl Sample {
    pub fn of(space: &Space, classes: &Classes) -> Option<Self> {
        let [part] = classes.parts.as_slice() else { return None };
        if part.size != space.length() || classes.classes.len() > 7 {
            return None;
        }
        let (sizes, kind): (Vec<BigUint>, Kind) = match space {
            Space::Trials(groups) => {
                let [(faces, _)] = groups.as_ref() else { return None };
                let weight = |labels: &[usize]| labels.iter().map(|&l| &faces.weights()[l].1).sum();
                (classes.classes.iter().map(|c| weight(&c.labels)).collect(), Kind::Trials)
            }
            Space::Draw(from, _) | Space::Choose(from, _) => {
                let count =
                    |labels: &[usize]| labels.iter().map(|&l| BigUint::from(from.classes()[l].1)).sum();
                let kind = if matches!(space, Space::Draw(..)) { Kind::Drawn } else { Kind::Chosen };
                (classes.classes.iter().map(|c| count(&c.labels)).collect(), kind)
            }
            _ => return None,
        };
        Some(Self { order: (0..sizes.len()).collect(), size: part.size?, classes: sizes, kind })
    }

    /// In how many ways the sample can be shared out.
    pub fn cases(&self) -> u64 {
        let kinds = self.classes.len() as u64;
        let ways =
            number::binomial(self.size.saturating_add(kinds).saturating_sub(1), kinds.saturating_sub(1));
        u64::try_from(ways).unwrap_or(u64::MAX)
    }

    /// Every way to share it out.
    pub fn all(&self) -> Vec<Vec<u64>> {
        fn walk(left: u64, classes: usize, case: &mut Vec<u64>, all: &mut Vec<Vec<u64>>) {
            if classes == 1 {
                case.push(left);
                all.push(case.clone());
                case.pop();
                return;
            }
            for m in 0..=left {
                case.push(m);
                walk(left - m, classes - 1, case, all);
                case.pop();
            }
        }
        let mut all = Vec::new();
        if !self.classes.is_empty() {
            walk(self.size, self.classes.len(), &mut Vec::new(), &mut all);
        }
        all
    }

    /// How many outcomes a case has, order ignored for draws.
    pub fn weight(&self, case: &[u64]) -> BigUint {
        let mut weight = match self.kind {
            Kind::Trials => number::multinomial(case).unwrap_or_default(),
            _ => BigUint::one(),
        };
        for (size, m) in self.classes.iter().zip(case) {
            weight *= match (self.kind, u64::try_from(size)) {
                (Kind::Trials, _) => Pow::pow(size, *m),
                (_, Ok(size)) => number::binomial(size, *m),
                _ => return BigUint::zero(),
            };
        }
        weight
    }

    /// The term of a case.
    fn term(&self, case: &[u64]) -> String {
        let mut factors = Vec::new();
        if self.kind == Kind::Trials {
            let shown: Vec<u64> = self.order.iter().map(|c| case[*c]).filter(|m| *m > 0).collect();
            match shown.as_slice() {
                [] | [_] => {}
                [a, _] => factors.push(format!("C({}, {a})", self.size)),
                many => {
                    let parts: Vec<String> = many.iter().map(ToString::to_string).collect();
                    factors.push(format!("multinomial({})", parts.join(", ")));
                }
            }
            factors.extend(self.order.iter().filter_map(|c| power(&self.classes[*c], case[*c])));
        } else {
            let chosen = self.order.iter().filter(|c| case[**c] > 0);
            factors.extend(chosen.map(|c| match self.size {
                1 => self.classes[*c].to_string(),
                _ => format!("C({}, {})", self.classes[*c], case[*c]),
            }));
        }
        product(&factors)
    }

    /// All outcomes, order ignored for draws, as a formula.
    fn whole(&self) -> String {
        let total = self.classes.iter().sum::<BigUint>();
        match self.kind {
            Kind::Trials => format!("{total}^{}", self.size),
            _ if self.size == 1 => total.to_string(),
            _ => format!("C({total}, {})", self.size),
        }
    }

    /// The steps, on the side of the event or of its complement, whichever has fewer terms.
    pub fn written(
        &self,
        favourable: &[Vec<u64>],
        others: &[Vec<u64>],
        classes: &Told,
    ) -> Option<Favourable> {
        let sum = |cases: &[Vec<u64>]| cases.iter().map(|case| self.weight(case)).sum::<BigUint>();
        let terms =
            |cases: &[Vec<u64>]| cases.iter().map(|case| self.term(case)).collect::<Vec<_>>().join(" + ");
        let unordered = sum(favourable);
        let mut steps = vec![classes.step.clone()];
        let complement = others.len() < favourable.len() && favourable.len() > 1;
        let shown = if complement { others } else { favourable };
        let formula = if favourable.is_empty() {
            "0".to_owned()
        } else if shown.len() > MOST_TERMS {
            let (says, formula) =
                self.counted(favourable, others, classes).or_else(|| self.bounded(favourable, classes))?;
            steps.push(Step {
                says,
                formula: Some(formula.clone()),
                value: Some(unordered.to_string()),
                aside: false,
            });
            formula
        } else if complement {
            let less = match others {
                [] => String::new(),
                [one] => format!(" - {}", self.term(one)),
                several => format!(" - ({})", terms(several)),
            };
            self.whole() + &less
        } else {
            terms(favourable)
        };
        if steps.len() == 1 {
            let says = if complement && !favourable.is_empty() {
                Message::ByComplement
            } else {
                Message::Favourable
            };
            if shown.len() > 1 && shown.len() <= MOST_TERMS {
                steps.extend(shown.iter().map(|case| {
                    Step::said(Saying::Case, [classes.case(case)], self.term(case), self.weight(case))
                }));
            }
            steps.push(Step::formula(says, formula.clone(), &unordered));
        }
        if self.kind == Kind::Drawn && self.size > 1 {
            let count = &unordered * number::factorial(self.size);
            let bracketed = closing::bracketed(&formula);
            let formula = format!("{bracketed} * {}!", self.size);
            steps.push(Step::said(Saying::Orders, [self.size.to_string()], formula.clone(), &count));
            return Some(Favourable { count, steps, formula: Some(formula), unordered: Some(unordered) });
        }
        Some(Favourable { count: unordered, steps, formula: Some(formula), unordered: None })
    }

    /// Many cases of two classes as one sum over how many elements the first has.
    fn counted(
        &self,
        favourable: &[Vec<u64>],
        others: &[Vec<u64>],
        classes: &Told,
    ) -> Option<(Message, String)> {
        let [a, b] = self.classes.as_slice() else { return None };
        let range = |cases: &[Vec<u64>], class: usize| {
            let (first, last) =
                (cases.iter().map(|c| c[class]).min()?, cases.iter().map(|c| c[class]).max()?);
            (last - first + 1 == cases.len() as u64).then_some((first, last))
        };
        // The class that the question names is the last one, as a rule: it matches.
        let class = usize::from(classes.names.first().is_some_and(|name| name == REST));
        let (mine, rest) = if class == 0 { (a, b) } else { (b, a) };
        let n = self.size;
        let term = match self.kind {
            Kind::Trials => format!("C({n}, k) * {mine}^k * {rest}^({n} - k)"),
            _ => format!("C({mine}, k) * C({rest}, {n} - k)"),
        };
        let part = |(first, last): (u64, u64)| {
            [n.to_string(), classes.names[class].clone(), first.to_string(), last.to_string()]
        };
        let sum = |(first, last): (u64, u64)| format!("sum(k in {first}..{last}: {term})");
        match (range(favourable, class), range(others, class)) {
            (Some(mine), Some(less)) if others.len() < favourable.len() => {
                let formula = format!("{} - {}", self.whole(), sum(less));
                let _ = mine;
                Some((Message::said(Saying::ManyCasesLess, part(less)), formula))
            }
            (Some(range), _) => Some((Message::said(Saying::ManyCases, part(range)), sum(range))),
            (None, Some(less)) => {
                let formula = format!("{} - {}", self.whole(), sum(less));
                Some((Message::said(Saying::ManyCasesLess, part(less)), formula))
            }
            (None, None) => None,
        }
    }

    /// Cases that are all within bounds for every class but one, as sums within each other: the coefficient in a product
    /// of polynomials, each cut at its bounds.
    fn bounded(&self, favourable: &[Vec<u64>], classes: &Told) -> Option<(Message, String)> {
        let (last, bound) = self.order.split_last()?;
        if bound.len() > LETTERS.len() || bound.len() < 2 || self.kind == Kind::Trials {
            return None;
        }
        let ends = |c: usize| {
            let of = || favourable.iter().map(|case| case[c]);
            Some((of().min()?, of().max()?))
        };
        let ends: Vec<(u64, u64)> = bound.iter().map(|c| ends(*c)).collect::<Option<_>>()?;
        let within = |case: &&Vec<u64>| {
            bound.iter().zip(&ends).all(|(c, (low, high))| (*low..=*high).contains(&case[*c]))
        };
        let possible = self.all().iter().filter(|case| !self.weight(case).is_zero()).filter(within).count();
        if possible != favourable.len() {
            return None;
        }
        let mut left = self.size.to_string();
        let mut formula = String::new();
        let mut factors = Vec::new();
        for ((c, (low, high)), letter) in bound.iter().zip(&ends).zip(LETTERS) {
            formula += &format!("sum({letter} in {low}..min({high}, {left}): ");
            factors.push(format!("C({}, {letter})", self.classes[*c]));
            left += &format!(" - {letter}");
        }
        factors.push(format!("C({}, {left})", self.classes[*last]));
        formula += &product(&factors);
        formula += &")".repeat(bound.len());
        let polynomial = |(c, (low, high)): (&usize, &(u64, u64))| {
            format!("(1 + x)^{} [{}: x^{low}, …, x^{high}]", self.classes[*c], classes.names[*c])
        };
        let mut polynomials: Vec<String> = bound.iter().zip(&ends).map(polynomial).collect();
        polynomials.push(format!("(1 + x)^{}", self.classes[*last]));
        Some((Message::said(Saying::Bounded, [self.size.to_string(), polynomials.join(" * ")]), formula))
    }
}
