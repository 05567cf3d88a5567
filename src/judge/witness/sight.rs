//! Outcomes looked at one by one, by the definitions; the smallest that shows something, and how it is written.

use crate::judge::case::Case;
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Outcomes, Question};
use crate::solve::listing;

/// How many outcomes are looked at in order, and how many scattered ones besides.
const LOOKED_AT: usize = 20_000;
const SCATTERED: usize = 2_000;

/// The longest sample that is built element by element, and the most labels that are tried at a place.
const LONGEST: usize = 60;
const MOST_LABELS: usize = 400;

/// The largest distance of labels at equal distances.
const MOST_SPACED: usize = 60;

/// The longest sample that is written out.
const WRITTEN_OUT: usize = 16;

/// What each experiment shows, those that are not looked at left open.
pub(super) type Shown = Vec<Option<Value>>;

/// What the experiment with this index alone shows.
pub(super) fn alone(index: usize, value: &Value) -> Shown {
    let mut shown = vec![None; index];
    shown.push(Some(value.clone()));
    shown
}

/// The value of an expression when the experiments show this.
pub(super) fn value(expression: &Expr, shown: &[Option<Value>]) -> Option<Value> {
    let mut outcomes = Outcomes::default();
    outcomes.names = shown.to_vec();
    expression.evaluate(&mut outcomes).ok()
}

/// Whether an event holds when the experiments show this.
pub(super) fn holds(event: &Expr, shown: &[Option<Value>]) -> bool {
    value(event, shown) == Some(Value::Truth(true))
}

/// The first outcome for which this is so, of those that a question's experiments have where these expressions are
/// looked at, whatever is given.
pub(super) fn first(case: &Case<'_>, looked_at: &[&Expr], is: &dyn Fn(&Shown) -> bool) -> Option<Shown> {
    let whole = Expr::new(Node::And(looked_at.iter().map(|part| (*part).clone()).collect()));
    let question = Question { given: None, ..case.asking(Asked::Mean(whole), None) };
    match question.only_space() {
        Some((index, space)) if !matches!(**space, Space::Chain(_) | Space::Until(_)) => {
            first_in(space, &|outcome| is(&alone(index, outcome))).map(|outcome| alone(index, &outcome))
        }
        _ => joint(case, &question).into_iter().find(|shown| is(shown)),
    }
}

/// The first outcomes of several experiments.
fn joint(case: &Case<'_>, question: &Question) -> Vec<Shown> {
    let mentioned = question.mentioned();
    let Ok((rows, _)) = listing::rows(question, LOOKED_AT, &case.short()) else { return Vec::new() };
    let places = 0..question.experiments.len();
    rows.into_iter()
        .map(|row| {
            let mut values = row.values.into_iter();
            places.clone().map(|i| if mentioned >> i & 1 == 1 { values.next() } else { None }).collect()
        })
        .collect()
}

/// The first outcome of a space for which this is so; where there are too many to look at them all, one with a simple
/// pattern or a scattered one, made as small as it may be.
pub(super) fn first_in(space: &Space, is: &dyn Fn(&Value) -> bool) -> Option<Value> {
    let (mut looked_at, mut found) = (0, None);
    each_outcome(space, &mut |outcome, _| {
        looked_at += 1;
        if is(&outcome) {
            found = Some(outcome);
        }
        found.is_none() && looked_at < LOOKED_AT
    });
    if found.is_some() || looked_at < LOOKED_AT {
        return found;
    }
    let labels = Labels::of(space)?;
    let tried = labels.patterned().chain(labels.scattered());
    let found = tried.filter(|row| can_be(space, row)).find(is)?;
    Some(labels.smaller(space, found, is))
}

/// The labels that each place of a sample may show, in order.
struct Labels {
    of_place: Vec<Vec<Value>>,
    in_order: bool,
}

impl Labels {
    fn of(space: &Space) -> Option<Self> {
        let size = usize::try_from(space.length()?).ok().filter(|n| *n <= LONGEST)?;
        let of_place = match space {
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Words(from, _) => {
                let all = from.classes().iter().filter(|(_, n)| *n > 0).take(MOST_LABELS);
                vec![all.map(|(label, _)| label.clone()).collect(); size]
            }
            Space::Trials(groups) => groups
                .iter()
                .flat_map(|(faces, n)| {
                    let all = faces.weights().iter().filter(|(_, weight)| *weight != 0u8.into());
                    let labels: Vec<Value> = all.take(MOST_LABELS).map(|(face, _)| face.clone()).collect();
                    std::iter::repeat_n(labels, usize::try_from(*n).unwrap_or(0))
                })
                .collect(),
            _ => return None,
        };
        let fits = |labels: &Vec<Value>| !labels.is_empty();
        of_place.iter().all(fits).then_some(Self { of_place, in_order: !matches!(space, Space::Choose(..)) })
    }

    fn row(&self, places: impl Iterator<Item = usize>) -> Value {
        let labels = self.of_place.iter().zip(places);
        Value::row(labels.map(|(labels, i)| labels[i % labels.len()].clone()))
    }

    /// Two alike, two and two, three alike, and none, the rest different as far as there are labels; and labels at equal
    /// distances, such as the cards of a suit.
    fn patterned(&self) -> impl Iterator<Item = Value> + '_ {
        let most = self.of_place[0].len() / self.of_place.len().max(1);
        let spaced = (1..=most.min(MOST_SPACED)).map(|step| self.row((0..).step_by(step)));
        let begins: [&[usize]; 5] =
            [&[0, 1, 2, 3], &[0, 0, 1, 2], &[0, 0, 1, 1], &[0, 0, 0, 1], &[0, 0, 0, 0]];
        let begun = begins.into_iter().map(|begin| {
            let next = begin.last().map_or(0, |last| last + 1);
            self.row(begin.iter().copied().chain(next..))
        });
        begun.chain(spaced)
    }

    /// Rows scattered by a multiplicative sequence, the same each time.
    fn scattered(&self) -> impl Iterator<Item = Value> + '_ {
        let mut state = 1u64;
        let mut next = move || {
            // The constants of Knuth's MMIX generator.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        std::iter::repeat_with(move || self.row(std::iter::repeat_with(&mut next))).take(SCATTERED)
    }

    /// The same with the first labels wherever it stays so.
    fn smaller(&self, space: &Space, found: Value, is: &dyn Fn(&Value) -> bool) -> Value {
        let mut row: Vec<Value> = found.elements().to_vec();
        for place in 0..row.len() {
            for label in &self.of_place[place] {
                if *label == row[place] {
                    break;
                }
                let mut other = row.clone();
                other[place] = label.clone();
                let other = Value::row(other);
                if can_be(space, &other) && is(&other) {
                    row = other.elements().to_vec();
                    break;
                }
            }
        }
        if !self.in_order {
            let rank = |label: &Value| self.of_place[0].iter().position(|other| other == label);
            row.sort_by_key(|label| rank(label));
        }
        Value::row(row)
    }
}

/// Whether a row of these elements can be an outcome of a space, whatever its order.
pub(super) fn can_be(space: &Space, outcome: &Value) -> bool {
    let elements = outcome.elements();
    match space {
        Space::Draw(from, n) | Space::Choose(from, n) | Space::Words(from, n) => {
            let enough = |label: &Value| {
                let here = elements.iter().filter(|other| *other == label).count() as u64;
                from.classes().iter().any(|(class, count)| class == label && here <= *count)
            };
            elements.len() as u64 == *n && elements.iter().all(enough)
        }
        Space::Trials(groups) => {
            let each = groups.iter().flat_map(|(faces, n)| (0..*n).map(move |_| faces));
            let faces: Vec<_> = each.take(elements.len() + 1).collect();
            faces.len() == elements.len()
                && faces
                    .iter()
                    .zip(elements)
                    .all(|(faces, e)| faces.weights().iter().any(|(face, _)| face == e))
        }
        _ => true,
    }
}

/// What the experiments of a question show, each by its name where there are several.
pub(super) fn told_all(question: &Question, shown: &Shown) -> String {
    let known: Vec<(usize, &Value)> =
        shown.iter().enumerate().filter_map(|(i, value)| Some((i, value.as_ref()?))).collect();
    if let [(_, only)] = known.as_slice() {
        return told(only);
    }
    let of = |(i, value): &(usize, &Value)| match question.experiments.get(*i).and_then(|e| e.name.as_ref()) {
        Some(name) => format!("{name} = {}", told(value)),
        None => told(value),
    };
    known.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// An outcome, the elements of a sample without brackets and commas; the middle of a long one is left out.
pub(in crate::judge) fn told(value: &Value) -> String {
    match value {
        Value::Row(elements) => {
            let all: Vec<String> = elements.iter().map(told_inside).collect();
            abridged(&all)
        }
        other => other.to_string(),
    }
}

/// A group inside of an outcome.
fn told_inside(value: &Value) -> String {
    match value {
        Value::Row(_) => format!("({})", told(value)),
        other => other.to_string(),
    }
}

fn abridged(all: &[String]) -> String {
    if all.len() <= WRITTEN_OUT {
        return all.join(" ");
    }
    format!("{} … {}", all[..8].join(" "), all[all.len() - 2..].join(" "))
}

/// Elements each with its own name: those that look alike are numbered.
pub(in crate::judge) fn told_apart(elements: &[Value]) -> Vec<String> {
    let alike = |label: &Value| elements.iter().filter(|other| *other == label).count();
    let named = |(i, label): (usize, &Value)| match alike(label) {
        1 => told_inside(label),
        _ => format!("{}{}", told_inside(label), subscript(1 + alike_before(elements, i))),
    };
    elements.iter().enumerate().map(named).collect()
}

fn alike_before(elements: &[Value], place: usize) -> usize {
    elements[..place].iter().filter(|other| **other == elements[place]).count()
}

/// A number as a subscript.
fn subscript(number: usize) -> String {
    let low = |digit: char| char::from_u32(0x2080 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit);
    number.to_string().chars().map(low).collect()
}
