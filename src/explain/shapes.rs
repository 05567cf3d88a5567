//! Shape by shape: events that only ask how many classes have each multiplicity, among classes that weigh alike.

use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step, product};
use crate::model::{Space, Value};
use crate::number;
use crate::question::Expr;
use crate::solve::atom::{Atom, Subject, atoms};
use crate::solve::closed_form::alike::{Alike, ClassWeight};
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use num_traits::{One, Pow};

/// Statistics of the multiplicities alone.
const SYMMETRIC: [&str; 6] = ["distinct", "maxcount", "pairs", "shape", "groups", "counts"];

/// The most shapes that are looked at, and that are written down.
const MOST: (usize, usize) = (4_000, 8);

/// The favourable outcomes, shape by shape.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let residue = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let found = atoms(&residue, name, space).ok()?;
    let symmetric = |atom: &Atom| {
        matches!(&atom.subject, Subject::Statistic(f, _) if SYMMETRIC.contains(&f.name))
            && Some(atom.path.length()) == space.length()
            && atom.path.hand.is_none()
    };
    let first = found.atoms.first()?;
    if found.whole || !found.atoms.iter().all(symmetric) || matches!(space, Space::Deal(..)) {
        return None;
    }
    let alike = Alike::of(space, first).ok()??;
    let largest = match alike.weight {
        ClassWeight::Draw(size) => size,
        _ => alike.length,
    };
    let mut shapes = Vec::new();
    partitions(alike.length, largest, alike.classes, &mut Vec::new(), &mut shapes);
    if shapes.len() > MOST.0 || alike.length > 60 {
        return None;
    }
    let (mut holding, mut failing) = (Vec::new(), Vec::new());
    for shape in shapes {
        if decide(&residue, name, &found.atoms, space, &shape)? {
            holding.push(shape)
        } else {
            failing.push(shape)
        }
    }
    written(space, &alike, &holding, &failing)
}

/// Whether the event holds for a shape.
fn decide(residue: &Residue, name: usize, atoms: &[Atom], space: &Space, shape: &[u64]) -> Option<bool> {
    let mut values = Vec::new();
    for atom in atoms {
        let automaton = atom.fold(&space.labels()).ok()??;
        let mut views = automaton.views.clone();
        views.sort_unstable();
        views.dedup();
        let mut state = automaton.run.start();
        for (multiplicity, view) in shape.iter().zip(views) {
            automaton.run.step(&mut state, view, *multiplicity);
        }
        values.push(automaton.run.value(&state));
    }
    let known: Vec<_> = atoms.iter().map(|a| &a.expression).zip(&values).collect();
    match residue.with(name, &known).ok()?.roots.first()?.known()? {
        Value::Truth(truth) => Some(*truth),
        _ => None,
    }
}

/// The partitions of n into at most so many parts, none above `largest`, largest first.
pub(super) fn partitions(n: u64, largest: u64, parts: u64, shape: &mut Vec<u64>, all: &mut Vec<Vec<u64>>) {
    if n == 0 {
        all.push(shape.clone());
        return;
    }
    if parts == 0 || all.len() > MOST.0 {
        return;
    }
    for part in (n.div_ceil(parts)..=n.min(largest)).rev() {
        shape.push(part);
        partitions(n - part, part, parts - 1, shape, all);
        shape.pop();
    }
}

fn written(space: &Space, alike: &Alike, holding: &[Vec<u64>], failing: &[Vec<u64>]) -> Option<Favourable> {
    let complement = failing.len() < holding.len() && holding.len() > 2;
    let shown = if complement { failing } else { holding };
    if shown.len() > MOST.1 || shown.is_empty() {
        return None;
    }
    let ordered = matches!(space, Space::Draw(..)) && alike.length > 1;
    let sum = |shapes: &[Vec<u64>]| shapes.iter().map(|shape| weight(alike, shape)).sum::<BigUint>();
    let terms = shown.iter().map(|shape| term(alike, shape)).collect::<Vec<_>>().join(" + ");
    let names: Vec<String> =
        shown.iter().map(|s| s.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")).collect();
    let selections = sum(holding);
    let (says, formula) = if complement {
        let n = alike.length;
        let whole = match &alike.weight {
            ClassWeight::Trial(w) => format!("{}^{n}", w * alike.classes),
            ClassWeight::Draw(size) => format!("C({}, {n})", size * alike.classes),
            ClassWeight::Multiset(size) => format!("C({} + {n} - 1, {n})", size * alike.classes),
        };
        let bracketed = if shown.len() == 1 { terms } else { format!("({terms})") };
        (Saying::ShapesLess, format!("{whole} - {bracketed}"))
    } else {
        (Saying::Shapes, terms)
    };
    let mut steps = vec![Step::said(says, [names.join(", ")], formula.clone(), &selections)];
    if !ordered {
        let formula = Some(formula);
        return Some(Favourable { count: selections, steps, formula, unordered: None });
    }
    let count = &selections * number::factorial(alike.length);
    let formula = format!("{selections} * {}!", alike.length);
    steps.push(Step::said(Saying::Orders, [alike.length.to_string()], formula.clone(), &count));
    Some(Favourable { count, steps, formula: Some(formula), unordered: Some(selections) })
}

/// How many classes have each multiplicity, largest first.
fn groups(shape: &[u64]) -> Vec<(u64, u64)> {
    shape.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as u64)).collect()
}

fn weight(alike: &Alike, shape: &[u64]) -> BigUint {
    let mut open = alike.classes;
    let mut ways = BigUint::one();
    for (multiplicity, classes) in groups(shape) {
        ways *= number::binomial(open, classes);
        open -= classes;
        ways *= match &alike.weight {
            ClassWeight::Trial(w) => Pow::pow(w, multiplicity * classes),
            ClassWeight::Draw(size) => Pow::pow(&number::binomial(*size, multiplicity), classes),
            ClassWeight::Multiset(size) => {
                Pow::pow(&number::binomial(size + multiplicity - 1, multiplicity), classes)
            }
        };
    }
    if matches!(alike.weight, ClassWeight::Trial(_)) {
        ways *= number::multinomial(shape).unwrap_or_default();
    }
    ways
}

fn term(alike: &Alike, shape: &[u64]) -> String {
    let mut open = alike.classes;
    let mut factors = Vec::new();
    for (multiplicity, classes) in groups(shape) {
        factors.push(format!("C({open}, {classes})"));
        open -= classes;
        let power = |base: String| if classes == 1 { base } else { format!("{base}^{classes}") };
        match &alike.weight {
            ClassWeight::Trial(w) if w.is_one() => {}
            ClassWeight::Trial(w) => factors.push(format!("{w}^{}", multiplicity * classes)),
            ClassWeight::Draw(1) => {}
            ClassWeight::Draw(size) => factors.push(power(format!("C({size}, {multiplicity})"))),
            ClassWeight::Multiset(1) => {}
            ClassWeight::Multiset(size) => {
                factors.push(power(format!("C({size} + {multiplicity} - 1, {multiplicity})")));
            }
        }
    }
    if matches!(alike.weight, ClassWeight::Trial(_)) {
        let parts: Vec<String> = shape.iter().map(ToString::to_string).collect();
        match parts.as_slice() {
            [_] => {}
            _ if shape.iter().all(|m| *m == 1) => factors.push(format!("{}!", alike.length)),
            _ => factors.push(format!("multinomial({})", parts.join(", "))),
        }
    }
    product(&factors)
}
