//! Case by case: the classes that the event distinguishes, and for each favourable way to share the sample out among
//! them a term in C, powers and multinomial coefficients.

mod sample;

use crate::explain::saying::REST;
use crate::explain::ways::Favourable;
use crate::explain::{Message, Step, deals};
use crate::model::{Space, Value};
use crate::question::Expr;
use crate::solve::atom::{Atoms, Subject, atoms};
use crate::solve::classes::{Class, Classes};
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use num_traits::Zero;
use sample::Sample;

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

/// The classes in the words of the question.
pub struct Told {
    /// Their names.
    pub names: Vec<String>,
    /// The step that says them.
    pub step: Step,
}

impl Told {
    /// The classes in the order in which they are written: the one without a name of its own last.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|c| self.names[*c] == REST);
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
    let mut names: Vec<Option<String>> =
        classes.classes.iter().map(|class| name(class, &labels, found)).collect();
    let nameless = names.iter().filter(|name| name.is_none()).count();
    for (name, class) in names.iter_mut().zip(&classes.classes).filter(|(name, _)| name.is_none()) {
        let first: Vec<String> = class.labels.iter().take(3).map(|&l| labels[l].to_string()).collect();
        *name = Some(match (nameless, classes.classes.len()) {
            (_, 1) => "all".to_owned(),
            (1, _) => REST.to_owned(),
            _ => format!("{}/…", first.join("/")),
        });
    }
    let names: Vec<String> = names.into_iter().flatten().collect();
    let mut told = Told { names, step: Step::prose(Message::Favourable) };
    let order = told.order();
    let parts: Vec<String> = order.iter().map(|c| format!("{}:{}", told.names[*c], sizes[*c])).collect();
    let sum = order.iter().map(|c| sizes[*c].to_string()).collect::<Vec<_>>().join(" + ");
    let says = Message::Classes { classes: parts.join(", ") };
    told.step = Step::formula(says, sum, sizes.iter().sum::<BigUint>());
    told
}

/// What a class is called: by its few labels, by the pattern that it matches, by the suit or the rank of its cards.
fn name(class: &Class, labels: &[Value], found: &Atoms) -> Option<String> {
    if class.labels.len() <= 3 {
        return Some(class.labels.iter().map(|&l| labels[l].to_string()).collect::<Vec<_>>().join("/"));
    }
    let mut seen: Vec<String> = Vec::new();
    for (atom, view) in found.atoms.iter().zip(&class.views) {
        if let Subject::Statistic(function, arguments) = &atom.subject
            && matches!(function.name, "count" | "contains")
            && *view == 1
            && let text = arguments[0].to_string()
            && !seen.contains(&text)
        {
            seen.push(text);
        }
    }
    if !seen.is_empty() {
        return Some(seen.join(" and "));
    }
    let cards: Option<Vec<&crate::model::Card>> = class
        .labels
        .iter()
        .map(|&l| if let Value::Card(card) = &labels[l] { Some(card) } else { None })
        .collect();
    let cards = cards?;
    let first = cards.first()?;
    if cards.iter().all(|card| card.suit == first.suit) && cards.len() > 4 {
        return Some(first.suit.name().to_owned());
    }
    cards.iter().all(|card| card.rank == first.rank).then(|| first.rank_value().to_string())
}
