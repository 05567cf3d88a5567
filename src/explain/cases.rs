//! Case by case: the classes that the event distinguishes, and for each favourable way to share the sample out among
//! them a term in C, powers and multinomial coefficients.

use crate::explain::favourable::Favourable;
use crate::explain::{Message, Step, power, product};
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
    let sample = Sample::of(space, &classes)?;
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
    sample.written(&favourable, &others, &classes_step(space, &found, &classes, &sample))
}

/// Whether the event holds in a case.
fn decide(residue: &Residue, name: usize, found: &Atoms, classes: &Classes, case: &[u64]) -> Option<bool> {
    let mut values: Vec<Value> = Vec::with_capacity(classes.folds.len());
    for (i, fold) in classes.folds.iter().enumerate() {
        let mut state = fold.start();
        let mut waiting = 0;
        for (c, class) in classes.classes.iter().enumerate() {
            waiting += case[c];
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
        Some(Self { size: part.size?, classes: sizes, kind })
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
            let shown: Vec<u64> = case.iter().copied().filter(|m| *m > 0).collect();
            match shown.as_slice() {
                [] | [_] => {}
                [a, _] => factors.push(format!("C({}, {a})", self.size)),
                many => {
                    let parts: Vec<String> = many.iter().map(ToString::to_string).collect();
                    factors.push(format!("multinomial({})", parts.join(", ")));
                }
            }
            factors.extend(self.classes.iter().zip(case).filter_map(|(weight, m)| power(weight, *m)));
        } else {
            let chosen = self.classes.iter().zip(case).filter(|(_, m)| **m > 0);
            factors.extend(chosen.map(|(size, m)| format!("C({size}, {m})")));
        }
        product(&factors)
    }

    /// The steps, on the side of the event or of its complement, whichever has fewer terms.
    fn written(&self, favourable: &[Vec<u64>], others: &[Vec<u64>], classes: &Step) -> Option<Favourable> {
        let sum = |cases: &[Vec<u64>]| cases.iter().map(|case| self.weight(case)).sum::<BigUint>();
        let terms =
            |cases: &[Vec<u64>]| cases.iter().map(|case| self.term(case)).collect::<Vec<_>>().join(" + ");
        let complement = others.len() < favourable.len() && favourable.len() > 1;
        let shown = if complement { others } else { favourable };
        if shown.len() > MOST_TERMS {
            return None;
        }
        let unordered = sum(favourable);
        let mut steps = vec![classes.clone()];
        if favourable.is_empty() {
            steps.push(Step::formula(Message::Favourable, "0", 0));
        } else if complement {
            let total = &unordered + sum(others);
            let whole = match self.kind {
                Kind::Trials => format!("{}^{}", self.classes.iter().sum::<BigUint>(), self.size),
                _ => format!("C({}, {})", self.classes.iter().sum::<BigUint>(), self.size),
            };
            let less = match others {
                [] => String::new(),
                [one] => format!(" - {}", self.term(one)),
                several => format!(" - ({})", terms(several)),
            };
            debug_assert_eq!(&total - sum(others), unordered);
            steps.push(Step::formula(Message::ByComplement, whole + &less, &unordered));
        } else {
            steps.push(Step::formula(Message::Favourable, terms(favourable), &unordered));
        }
        let mut count = unordered.clone();
        if self.kind == Kind::Drawn && self.size > 1 {
            count *= number::factorial(self.size);
            let says = Message::Orders { count: self.size };
            steps.push(Step::formula(says, format!("{unordered} * {}!", self.size), &count));
        }
        Some(Favourable { count, steps })
    }
}

/// What tells the classes apart, in the words of the question.
fn classes_step(space: &Space, found: &Atoms, classes: &Classes, sample: &Sample) -> Step {
    let labels = space.labels();
    let name = |class: &crate::solve::classes::Class| {
        if class.labels.len() <= 3 {
            return class.labels.iter().map(|&l| labels[l].to_string()).collect::<Vec<_>>().join(" ");
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
    let parts: Vec<String> = classes
        .classes
        .iter()
        .zip(&sample.classes)
        .map(|(class, size)| format!("{}:{size}", name(class)))
        .collect();
    Step::prose(Message::Classes { classes: parts.join(", ") })
}
