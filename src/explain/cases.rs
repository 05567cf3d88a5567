//! Case by case: the classes that the event distinguishes, and for each favourable way to share the sample out among
//! them a term in C, powers and multinomial coefficients.

use crate::explain::favourable::Favourable;
use crate::explain::{Message, Saying, Step, deals, power, product};
use crate::model::{Space, Value};
use crate::number;
use crate::question::Expr;
use crate::solve::atom::{Atoms, Subject, atoms};
use crate::solve::classes::Classes;
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};

/// The most terms that are written out, on the shorter side.
const MOST_TERMS: usize = 8;

/// The most ways of sharing out that are looked through.
const MOST_CASES: u64 = 20_000;

/// The favourable outcomes by cases, when few classes matter and few terms say it.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let residue = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let found = atoms(&residue, name, space).ok()?;
    if found.whole || found.atoms.is_empty() {
        return None;
    }
    let classes = Classes::of(space, &found.atoms).ok()??;
    if let Space::Deal(from, hands) = space {
        return deals::favourable(from, hands, name, &residue, &found, &classes);
    }
    let mut sample = Sample::of(space, &classes)?;
    let told = classes_step(space, &found, &classes, &sample.classes);
    sample.order = told.order();
    if sample.cases() > MOST_CASES {
        return None;
    }
    let mut favourable = Vec::new();
    let mut others = Vec::new();
    for case in sample.all() {
        let holds = decide(&residue, name, &found, &classes, &case)?;
        if sample.weight(&case).is_zero() {
            continue;
        }
        if holds { favourable.push(case) } else { others.push(case) }
    }
    sample.written(&favourable, &others, &told)
}

/// Whether the event holds in a case.
fn decide(residue: &Residue, name: usize, found: &Atoms, classes: &Classes, case: &[u64]) -> Option<bool> {
    holds(residue, name, found, classes, |_, class| case[class])
}

/// Whether the event holds when each atom sees so many elements of each class.
pub fn holds(
    residue: &Residue,
    name: usize,
    found: &Atoms,
    classes: &Classes,
    seen: impl Fn(usize, usize) -> u64,
) -> Option<bool> {
    let mut values: Vec<Value> = Vec::with_capacity(classes.folds.len());
    for (i, fold) in classes.folds.iter().enumerate() {
        let mut state = fold.start();
        let mut waiting = 0;
        for (c, class) in classes.classes.iter().enumerate() {
            waiting += seen(i, c);
            let ends = classes.classes.get(c + 1).is_none_or(|next| next.views[i] != class.views[i]);
            if ends && waiting > 0 {
                fold.step(&mut state, class.views[i], waiting);
            }
            if ends {
                waiting = 0;
            }
        }
        values.push(fold.value(&state));
    }
    let known: Vec<_> = found.atoms.iter().map(|a| &a.expression).zip(&values).collect();
    match residue.with(name, &known).ok()?.roots.first()?.known()? {
        Value::Truth(truth) => Some(*truth),
        _ => None,
    }
}

/// A sample shared out among classes.
struct Sample {
    /// The classes in the order in which they are written: what the question names first, the others last.
    order: Vec<usize>,
    /// How many elements it has.
    size: u64,
    /// The size or weight of each class.
    classes: Vec<BigUint>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Trials,
    Drawn,
    Chosen,
}

impl Sample {
    fn of(space: &Space, classes: &Classes) -> Option<Self> {
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
    fn cases(&self) -> u64 {
        let kinds = self.classes.len() as u64;
        let ways =
            number::binomial(self.size.saturating_add(kinds).saturating_sub(1), kinds.saturating_sub(1));
        u64::try_from(ways).unwrap_or(u64::MAX)
    }

    /// Every way to share it out.
    fn all(&self) -> Vec<Vec<u64>> {
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
    fn weight(&self, case: &[u64]) -> BigUint {
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
            factors.extend(chosen.map(|c| format!("C({}, {})", self.classes[*c], case[*c])));
        }
        product(&factors)
    }

    /// All outcomes, order ignored for draws, as a formula.
    fn whole(&self) -> String {
        let total = self.classes.iter().sum::<BigUint>();
        match self.kind {
            Kind::Trials => format!("{total}^{}", self.size),
            _ => format!("C({total}, {})", self.size),
        }
    }

    /// The steps, on the side of the event or of its complement, whichever has fewer terms.
    fn written(&self, favourable: &[Vec<u64>], others: &[Vec<u64>], classes: &Told) -> Option<Favourable> {
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
            let (says, formula) = self.counted(favourable, others, classes)?;
            steps.push(Step { says, formula: Some(formula.clone()), value: Some(unordered.to_string()) });
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
            let bracketed = super::closing::bracketed(&formula);
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
        let class = usize::from(classes.names.first().is_some_and(|name| name == "other"));
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
}

/// The classes in the words of the question.
pub struct Told {
    /// Their names.
    pub names: Vec<String>,
    /// The step that says them.
    pub step: Step,
}

impl Told {
    /// The classes in the order in which they are written: the one called `other` last.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|c| self.names[*c] == "other");
        order
    }

    /// How many elements of each class a case has, in words: `2 ace, 3 other`.
    pub fn case(&self, case: &[u64]) -> String {
        let order = self.order();
        let parts =
            order.iter().filter(|c| case[**c] > 0).map(|c| format!("{} × {}", case[*c], self.names[*c]));
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// What tells the classes apart, in the words of the question.
pub fn classes_step(space: &Space, found: &Atoms, classes: &Classes, sizes: &[BigUint]) -> Told {
    let labels = space.labels();
    let name = |class: &crate::solve::classes::Class| {
        if class.labels.len() <= 3 {
            return class.labels.iter().map(|&l| labels[l].to_string()).collect::<Vec<_>>().join("/");
        }
        let seen: Vec<String> = found
            .atoms
            .iter()
            .zip(&class.views)
            .filter_map(|(atom, view)| match &atom.subject {
                Subject::Statistic(function, arguments) if matches!(function.name, "count" | "contains") => {
                    (*view == 1).then(|| arguments[0].to_string())
                }
                _ => None,
            })
            .collect();
        match seen.len() {
            0 if classes.classes.len() > 1 => "other".to_owned(),
            0 => "all".to_owned(),
            _ => seen.join(" and "),
        }
    };
    let names: Vec<String> = classes.classes.iter().map(name).collect();
    let mut told = Told { names, step: Step::prose(Message::Favourable) };
    let order = told.order();
    let parts: Vec<String> = order.iter().map(|c| format!("{}:{}", told.names[*c], sizes[*c])).collect();
    let sum = order.iter().map(|c| sizes[*c].to_string()).collect::<Vec<_>>().join(" + ");
    let says = Message::Classes { classes: parts.join(", ") };
    told.step = Step::formula(says, sum, sizes.iter().sum::<BigUint>());
    told
}
