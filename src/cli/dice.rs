//! `prob dice`: throws of dice, fair or loaded.

use crate::budget::Budget;
use crate::cli::asked::Asked;
use crate::cli::condition::Condition;
use crate::cli::subject::{Subject, affordable, call, pattern};
use crate::cli::value::{self, List};
use crate::error::{Error, ErrorKind};
use crate::model::{Collection, Faces, Pattern, Space, Value};
use crate::question::{Experiment, Expr, Question};
use num_rational::BigRational;
use num_traits::One;
use std::sync::Arc;

/// Throw dice: sums, extremes, single faces, matching sets.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "COND is 3, >=3, <=3, !=3, 2..4, even, odd or a list 1,3,5; several conditions
must hold together. Without a condition the whole distribution is shown: of
the face for one die, of the sum for more. Where some dice are kept, everything
is asked of these alone.

Examples:
  prob dice --faces 6                      each face 1/6
  prob dice 3d6 --sum '>=10'
  prob dice 4d6 --face 6 --times 2         exactly two sixes
  prob dice 4d6 --keep-highest 3           the distribution of the best three
  prob dice --weights 1,1,1,1,1,5 --face 6 a loaded die
  prob dice --values 2,4,9 --count 2 --sum 11")]
pub struct Dice {
    /// The dice in short: `3d6`, `d20`, `4d6kh3` (keep the highest 3), `4d6kl1`
    #[arg(value_name = "DICE", value_parser = Notation::parse, conflicts_with_all = ["faces", "count", "weights", "values"])]
    pub dice: Option<Notation>,
    /// How many faces a die has
    #[arg(long, value_name = "N", value_parser = value::positive, allow_hyphen_values = true)]
    pub faces: Option<u64>,
    /// How many dice are thrown
    #[arg(long, value_name = "N", value_parser = value::positive, allow_hyphen_values = true)]
    pub count: Option<u64>,
    /// The weights of the faces, one each: `1,1,1,1,1,5`
    #[arg(long, value_name = "LIST", value_parser = value::weights, allow_hyphen_values = true)]
    pub weights: Option<List<BigRational>>,
    /// What the faces show instead of 1, 2, 3 …: `2,4,9`
    #[arg(long, value_name = "LIST", value_parser = value::faces, allow_hyphen_values = true)]
    pub values: Option<List<Value>>,
    /// Only the highest K dice count
    #[arg(long, value_name = "K", value_parser = value::positive, allow_hyphen_values = true, conflicts_with = "keep_lowest")]
    pub keep_highest: Option<u64>,
    /// Only the lowest K dice count
    #[arg(long, value_name = "K", value_parser = value::positive, allow_hyphen_values = true)]
    pub keep_lowest: Option<u64>,
    /// The sum; without COND its distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub sum: Option<Option<Condition>>,
    /// The largest number; without COND its distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub max: Option<Option<Condition>>,
    /// The smallest number; without COND its distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub min: Option<Option<Condition>>,
    /// A face that must show, or a condition on it: `6`, `>=5`, `even`
    #[arg(long, value_name = "F", value_parser = Face::parse, allow_hyphen_values = true)]
    pub face: Option<Face>,
    /// How many dice must show the face (at least one when left out); without COND the distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub times: Option<Option<Condition>>,
    /// How many different faces show; without COND the distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub distinct: Option<Option<Condition>>,
    /// The size of the largest matching set; without COND the distribution
    #[arg(long = "match", value_name = "COND", num_args = 0..=1, value_parser = condition, allow_negative_numbers = true)]
    pub matching: Option<Option<Condition>>,
}

impl Dice {
    /// The question that the options ask.
    ///
    /// # Errors
    /// Those of the values, and [`ErrorKind::Range`] where they do not fit together.
    pub fn question(&self, budget: &Budget) -> Result<Question, Error> {
        let count = self.dice.as_ref().map(|dice| dice.count).or(self.count).unwrap_or(1);
        let faces = self.die(budget)?;
        affordable(count, faces.weights().len() as u64, budget)?;
        let kept = self.kept(count)?;
        let one = count == 1;
        let number = |name| if one { Ok(Subject::outcome()) } else { call(name, vec![kept.clone()]) };
        let mut asked = Asked::default();
        asked.add("--sum", self.sum.as_ref(), || number("sum"))?;
        asked.add("--max", self.max.as_ref(), || number("max"))?;
        asked.add("--min", self.min.as_ref(), || number("min"))?;
        if self.times.is_some() && self.face.is_none() {
            return Err(Error::new(ErrorKind::Syntax, "--times: no face is named")
                .hint("say which, such as `--face 6 --times 2`"));
        }
        if let Some(face) = &self.face {
            let face = face.pattern(&faces)?;
            let arguments = || vec![pattern(face.clone()), kept.clone()];
            match &self.times {
                None => asked.event(shows(&face, one, arguments())?),
                times => asked.add("--times", times.as_ref(), || call("count", arguments()))?,
            }
        }
        asked.add("--distinct", self.distinct.as_ref(), || call("distinct", vec![kept.clone()]))?;
        asked.add("--match", self.matching.as_ref(), || call("maxcount", vec![kept.clone()]))?;
        let numeric = faces.weights().iter().all(|(face, _)| face.is_number());
        let subject = Subject::new(experiment(faces, count), "X");
        asked.question(&subject, || if one || numeric { number("sum") } else { Err(nothing_to_add_up()) })
    }

    /// One of the dice.
    fn die(&self, budget: &Budget) -> Result<Arc<Faces>, Error> {
        let listed = [self.weights.as_ref().map(|w| w.0.len()), self.values.as_ref().map(|v| v.0.len())];
        let named = self.dice.as_ref().map(|dice| dice.faces).or(self.faces);
        let faces = match (named, listed) {
            (Some(faces), _) => faces,
            (None, [Some(n), _] | [None, Some(n)]) => n as u64,
            (None, [None, None]) => 6,
        };
        for (n, option) in listed.into_iter().zip(["--weights", "--values"]) {
            if let Some(n) = n.filter(|&n| n as u64 != faces) {
                return Err(Error::new(
                    ErrorKind::Range,
                    format!("{option} lists {n} faces, and the die has {faces}"),
                )
                .hint(format!("list {faces}, or change the number of faces")));
            }
        }
        // A face is stored with its label and weight.
        budget.afford(u128::from(faces) * 100, u128::from(faces) * 160)?;
        if listed == [None, None] {
            return Faces::die(faces).map(Arc::new);
        }
        let labels: Vec<Value> = match &self.values {
            Some(List(values)) => values.clone(),
            None => (1..=faces.cast_signed()).map(Value::Int).collect(),
        };
        let weights = match &self.weights {
            Some(List(weights)) => weights.clone(),
            None => vec![BigRational::one(); labels.len()],
        };
        Faces::from_ratios(Collection::Die, labels.into_iter().zip(weights)).map(Arc::new)
    }

    /// The dice that count: all of them, or the highest or lowest few.
    fn kept(&self, count: u64) -> Result<Expr, Error> {
        let noted = self.dice.as_ref().and_then(|dice| dice.keep);
        let (name, option, k) = match (noted, self.keep_highest, self.keep_lowest) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                return Err(Error::new(ErrorKind::Syntax, "what to keep is said twice")
                    .hint("leave out `--keep-highest` and `--keep-lowest`"));
            }
            (Some((name, k)), ..) => (name, if name == "highest" { "kh" } else { "kl" }, k),
            (None, Some(k), _) => ("highest", "--keep-highest ", k),
            (None, None, Some(k)) => ("lowest", "--keep-lowest ", k),
            (None, None, None) => return Ok(Subject::outcome()),
        };
        if k > count {
            let dice = if count == 1 { "die is" } else { "dice are" };
            return Err(Error::new(ErrorKind::Range, format!("{option}{k}: only {count} {dice} thrown"))
                .hint(format!("keep at most {count}")));
        }
        if k == count {
            return Ok(Subject::outcome());
        }
        call(name, vec![Expr::value_of(k.cast_signed()), Subject::outcome()])
    }
}

/// A condition; dice in its place were meant to stand before the options.
fn condition(text: &str) -> Result<Condition, Error> {
    Condition::parse(text).map_err(|error| match Notation::parse(text) {
        Ok(_) => error.hint(format!("write the dice first: `prob dice {text} --sum`")),
        Err(_) => error,
    })
}

/// The event that the face shows at least once.
fn shows(face: &Pattern, one: bool, arguments: Vec<Expr>) -> Result<Expr, Error> {
    use crate::model::pattern::Comparison::Equal;
    match face {
        Pattern::Is(label) if one => {
            let label = Expr::value_of(label.clone());
            Ok(Expr::new(crate::question::Node::Compare(Equal, Subject::outcome(), label)))
        }
        _ => call("contains", arguments),
    }
}

fn nothing_to_add_up() -> Error {
    Error::new(ErrorKind::Kind, "faces that are words have no sum")
        .hint("ask for a face: `--face red --times 2`, `--distinct` or `--match`")
}

/// Dice as the question language writes them.
fn experiment(faces: Arc<Faces>, count: u64) -> Experiment {
    let n = faces.weights().len();
    let plain =
        faces.is_fair() && faces.weights().iter().zip(1..).all(|((face, _), i)| *face == Value::Int(i));
    let die = if plain { format!("d{n}") } else { die_text(&faces) };
    let (space, text) = match count {
        1 => (Space::Single(faces), die),
        _ if plain => (Space::trials(faces, count), format!("{count}{die}")),
        _ => (Space::trials(faces, count), format!("pool({count}, {die})")),
    };
    Experiment::of(space, &text)
}

/// A die with listed faces: `die{1, 2, 3:5}`.
fn die_text(faces: &Faces) -> String {
    let face = |(face, weight): &(Value, num_bigint::BigUint)| {
        if weight.is_one() { face.to_string() } else { format!("{face}:{weight}") }
    };
    format!("die{{{}}}", faces.weights().iter().map(face).collect::<Vec<_>>().join(", "))
}

/// Dice in short: `3d6`, `d20`, `4d6kh3`.
///
/// # Examples
/// ```
/// use prob::cli::dice::Notation;
/// let dice = Notation::parse("4d6kh3")?;
/// assert_eq!((dice.count, dice.faces, dice.keep), (4, 6, Some(("highest", 3))));
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notation {
    /// How many dice.
    pub count: u64,
    /// How many faces each has.
    pub faces: u64,
    /// The function that keeps some of them, and how many.
    pub keep: Option<(&'static str, u64)>,
}

impl Notation {
    /// The dice that the text says.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::Range`] for no dice or no faces.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let unreadable = || {
            Error::new(ErrorKind::Syntax, "these are not dice")
                .hint("write dice as `3d6`, `d20` or `4d6kh3`, and loaded ones with `--weights`")
        };
        let lower = text.trim().to_lowercase();
        let (count, rest) = lower.split_once('d').ok_or_else(unreadable)?;
        let (faces, keep) = match rest.find('k') {
            Some(at) => (&rest[..at], Some(&rest[at..])),
            None => (rest, None),
        };
        let digits = |text: &str| match text.strip_prefix('-').unwrap_or(text) {
            "" => Err(unreadable()),
            number if number.bytes().all(|b| b.is_ascii_digit()) => value::positive(text),
            _ => Err(unreadable()),
        };
        let count = if count.is_empty() { 1 } else { digits(count)? };
        let faces = if faces == "%" { 100 } else { digits(faces)? };
        let keep = match keep {
            None => None,
            Some(keep) if keep.starts_with("kh") => Some(("highest", digits(&keep[2..])?)),
            Some(keep) if keep.starts_with("kl") => Some(("lowest", digits(&keep[2..])?)),
            Some(_) => return Err(unreadable()),
        };
        Ok(Self { count, faces, keep })
    }
}

/// What a die must show: a label, or a condition on a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// This face.
    Label(Value),
    /// A face that satisfies this.
    Condition(Condition),
}

impl Face {
    /// The face that the text says.
    ///
    /// # Errors
    /// Those of conditions.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match Condition::parse(text) {
            Ok(condition) => Ok(Self::Condition(condition)),
            Err(error) => match value::label(text.trim()) {
                Ok(label) => Ok(Self::Label(label)),
                Err(_) => Err(error),
            },
        }
    }

    /// The pattern, if the die has a face that matches it.
    fn pattern(&self, die: &Faces) -> Result<Pattern, Error> {
        let pattern = match self {
            Self::Label(label) => Pattern::Is(label.clone()),
            Self::Condition(condition) => condition.pattern(),
        };
        if die.weights().iter().any(|(face, _)| pattern.matches(face)) {
            return Ok(pattern);
        }
        let faces: Vec<String> = die.weights().iter().map(|(face, _)| face.to_string()).collect();
        let message = match &pattern {
            Pattern::Is(label) => format!("--face {label}: the die has no such face"),
            pattern => format!("--face {pattern}: the die has no such face"),
        };
        Err(Error::new(ErrorKind::UnknownLabel, message).hint(match faces.as_slice() {
            [one] => format!("its only face is {one}"),
            [first, .., last] if faces.len() > 12 => format!("its faces are {first} to {last}"),
            _ => format!("its faces are {}", faces.join(", ")),
        }))
    }
}
