//! The elements that a sample is chosen from, one by one, and the classes that an event tells apart among them.

use super::reading::{Pick, Stage};
use super::ways::Story;
use crate::explain::Choosing;
use crate::judge::witness::sight::told_apart;
use crate::model::{Pattern, Population, Value};
use crate::question::{Expr, Node, Operator};

/// The most elements that are told apart.
const MOST: u64 = 128;

/// The elements, their classes, and how many are chosen.
pub(super) struct Universe {
    /// The label of each element.
    pub labels: Vec<Value>,
    /// Its name: those that look alike are numbered.
    names: Vec<String>,
    /// Classes by name, each with its elements as bits; the last is the whole.
    pub classes: Vec<(String, u128)>,
    /// The rank and the suit of each element, by number, when every rank comes in every suit once.
    pub grid: Option<Grid>,
    /// How many are chosen.
    pub size: usize,
}

/// A full pack: every rank in every suit.
pub(super) struct Grid {
    /// The rank of each element.
    pub rank: Vec<usize>,
    /// The suit of each element.
    pub suit: Vec<usize>,
    /// How many ranks.
    pub ranks: u64,
    /// How many suits.
    pub suits: u64,
}

impl Universe {
    /// The elements of a population, and the classes that an event speaks of.
    pub fn new(population: &Population, size: u64, event: &Expr) -> Option<Self> {
        if population.size() > MOST || size == 0 || size > 16 {
            return None;
        }
        let mut labels: Vec<Value> = population
            .classes()
            .iter()
            .flat_map(|(label, count)| {
                std::iter::repeat_n(label.clone(), usize::try_from(*count).unwrap_or(0))
            })
            .collect();
        // Cards as a hand is held, the highest first: the order in which outcomes are tried and shown.
        if labels.iter().all(|label| matches!(label, Value::Card(_))) {
            labels.sort_by(|a, b| b.cmp(a));
        }
        let mut universe = Self {
            grid: grid(&labels),
            names: told_apart(&labels),
            classes: Vec::new(),
            size: usize::try_from(size).ok()?,
            labels,
        };
        let mut patterns = Vec::new();
        gather(event, &mut patterns);
        for pattern in &patterns {
            universe.add(pattern.to_string(), pattern);
        }
        let of_event = universe.classes.clone();
        if population.classes().len() <= 12 {
            patterns.extend(population.classes().iter().map(|(label, _)| Pattern::Is(label.clone())));
        }
        for pattern in &patterns {
            universe.add(pattern.to_string(), pattern);
        }
        for pattern in patterns {
            let name = format!("not {pattern}");
            universe.add(name, &Pattern::Not(Box::new(pattern)));
        }
        universe.add_residues(event);
        universe.add_unions(&of_event);
        let whole = if universe.labels.len() == 128 { u128::MAX } else { (1 << universe.labels.len()) - 1 };
        universe.classes.retain(|(_, mask)| *mask != whole);
        universe.classes.push((String::new(), whole));
        Some(universe)
    }

    fn add(&mut self, name: String, pattern: &Pattern) {
        let matching = self.labels.iter().enumerate().filter(|(_, label)| pattern.matches(label));
        let mask = matching.fold(0, |mask, (i, _)| mask | 1u128 << i);
        self.add_mask(name, mask);
    }

    /// The numbers with each remainder, where the event speaks of remainders.
    fn add_residues(&mut self, event: &Expr) {
        let Some(modulus) = modulus(event) else { return };
        for rest in 0..modulus {
            let here = |label: &Value| matches!(label, Value::Int(n) if n.rem_euclid(modulus) == rest);
            let places = self.labels.iter().enumerate().filter(|(_, label)| here(label));
            let mask = places.fold(0, |mask, (i, _)| mask | 1u128 << i);
            self.add_mask(format!("mod {modulus} = {rest}"), mask);
        }
    }

    /// Two classes of the event together, where they have nothing in common.
    fn add_unions(&mut self, of_event: &[(String, u128)]) {
        for (i, (first, a)) in of_event.iter().enumerate() {
            for (second, b) in &of_event[i + 1..] {
                if a & b == 0 {
                    self.add_mask(format!("{first} or {second}"), a | b);
                }
            }
        }
    }

    fn add_mask(&mut self, name: String, mask: u128) {
        if mask != 0 && !self.classes.iter().any(|(_, other)| *other == mask) {
            self.classes.push((name, mask));
        }
    }

    /// The outcome as text.
    pub fn text(&self, hand: &[usize]) -> String {
        hand.iter().map(|i| self.names[*i].as_str()).collect::<Vec<_>>().join(" ")
    }

    /// One way to arrive at an outcome: what each stage took.
    pub fn story(&self, story: &Story) -> String {
        let taken: Vec<String> =
            story.iter().filter(|part| !part.is_empty()).map(|part| self.text(part)).collect();
        taken.join(" | ")
    }

    /// A stage, for the catalogue of what is said.
    pub fn told(&self, stage: &Stage) -> Choosing {
        let (from, take) = (stage.from, stage.take);
        match stage.pick {
            Pick::Of(class) => {
                let (name, mask) = &self.classes[class];
                let rest = u64::from(mask.count_ones()) != from;
                match name.is_empty() {
                    true => Choosing::Any { take, from },
                    false => Choosing::OfClass { take, from, class: name.clone(), rest },
                }
            }
            Pick::Ranks => Choosing::Ranks { take, from },
            Pick::OfRank => Choosing::OfRank { take, from },
            Pick::OtherRanks => Choosing::OtherRanks { take, from },
            Pick::Suits => Choosing::Suits { take, from },
            Pick::OfSuit => Choosing::OfSuit { take, from },
        }
    }
}

/// The number by which an expression takes remainders.
fn modulus(expression: &Expr) -> Option<i64> {
    if let Node::Arithmetic(Operator::Modulo, _, by) = expression.node()
        && let Some(Value::Int(modulus @ 2..=12)) = by.known()
    {
        return Some(*modulus);
    }
    expression.node().children().into_iter().find_map(modulus)
}

/// The patterns that an expression mentions.
fn gather(expression: &Expr, patterns: &mut Vec<Pattern>) {
    if let Node::Call(function, parts) = expression.node()
        && matches!(function.name, "count" | "contains")
        && let Some(value) = parts.first().and_then(Expr::known)
    {
        match value {
            Value::Pattern(pattern) => patterns.push(pattern.as_ref().clone()),
            Value::Set(values) => {
                patterns.push(Pattern::Or(values.iter().cloned().map(Pattern::Is).collect()))
            }
            other => patterns.push(Pattern::Is(other.clone())),
        }
    }
    for part in expression.node().children() {
        gather(part, patterns);
    }
}

/// The ranks and suits of a pack in which every rank comes in every suit once.
fn grid(labels: &[Value]) -> Option<Grid> {
    let cards: Option<Vec<_>> =
        labels.iter().map(|label| if let Value::Card(card) = label { Some(card) } else { None }).collect();
    let cards = cards?;
    let mut ranks: Vec<i64> = cards.iter().map(|card| card.rank).collect();
    let mut suits: Vec<_> = cards.iter().map(|card| &card.suit).collect();
    ranks.sort_unstable();
    ranks.dedup();
    suits.sort();
    suits.dedup();
    let mut places: Vec<(i64, _)> = cards.iter().map(|card| (card.rank, &card.suit)).collect();
    places.sort();
    places.dedup();
    (places.len() == cards.len() && places.len() == ranks.len() * suits.len()).then_some(())?;
    let number = |rank: i64| ranks.iter().position(|r| *r == rank);
    Some(Grid {
        rank: cards.iter().map(|card| number(card.rank)).collect::<Option<_>>()?,
        suit: cards.iter().map(|card| suits.iter().position(|s| **s == card.suit)).collect::<Option<_>>()?,
        ranks: ranks.len() as u64,
        suits: suits.len() as u64,
    })
}
