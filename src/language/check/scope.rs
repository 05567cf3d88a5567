//! Names: what each stands for, and what was meant by one that nothing bears.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::meant;
use crate::language::check::typed::{Kind, Typed};
use crate::language::chinese;
use crate::model::{Pattern, Scale, Value};
use crate::question::Named;
use crate::solve::Choice;
use crate::statistic;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a name stands for.
#[derive(Clone)]
pub enum Meaning {
    /// The outcome of an experiment, or a part of it.
    Outcome(Typed),
    /// An expression, read anew wherever the name stands.
    Expression(Arc<ast::Expr>),
    /// A value: a parameter, the name of a sweep, an answer that was named.
    Known(Typed),
    /// A function of the user.
    Function(Arc<Function>),
    /// An event known only by stated probabilities.
    Stated(usize),
}

/// A function of the user.
pub struct Function {
    /// Its name.
    pub name: String,
    /// The names of its parameters.
    pub parameters: Vec<String>,
    /// What it stands for.
    pub body: ast::Expr,
}

/// Everything that has been said so far.
#[derive(Clone, Default)]
pub struct Scope {
    /// The experiments, in the order of the program.
    pub experiments: Vec<Named>,
    /// Which of them are chains, as bits: their outcome is the state where they stop.
    pub walks: u128,
    /// Which of them are rows of digits, as bits.
    pub digits: u128,
    /// The samples that the question at hand uses as numbers, as they are written.
    pub summed: Vec<String>,
    // Scopes are copied for every statement, so that one that fails changes nothing: what they hold is shared.
    names: FxHashMap<Arc<str>, Meaning>,
    /// Which road the questions inside expressions take.
    pub choice: Choice,
    /// The facts of `given` statements.
    pub facts: Vec<ast::Expr>,
    /// The events that the facts speak of, in the order met.
    pub events: Vec<String>,
    /// The statements that gave names, as text, with the names they gave.
    pub said: Vec<Arc<(Vec<String>, String)>>,
}

impl Scope {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Meaning> {
        self.names.get(name)
    }

    /// Gives a name a meaning; the old one, if there was one.
    pub fn set(&mut self, name: &str, meaning: Meaning) -> Option<Meaning> {
        self.names.insert(name.into(), meaning)
    }

    /// Takes a name's meaning away, or gives it back an old one; the one that it had until now.
    pub fn restore(&mut self, name: &str, old: Option<Meaning>) -> Option<Meaning> {
        match old {
            Some(meaning) => self.names.insert(name.into(), meaning),
            None => self.names.remove(name),
        }
    }

    /// The names, for completion and near misses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(AsRef::as_ref)
    }

    /// The names of outcomes, in the order in which they were given.
    pub fn outcomes(&self) -> impl Iterator<Item = &str> {
        let names = self.experiments.iter().filter_map(|named| named.name.as_deref());
        names.flat_map(|names| names.split(", "))
    }

    /// The name of the outcome given last among whose labels this word is, and whether it has several elements.
    pub fn shown_by(&self, word: &str) -> Option<(&str, bool)> {
        let given: Vec<&str> = self.outcomes().collect();
        given.into_iter().rev().find_map(|name| {
            let Meaning::Outcome(typed) = self.get(name)? else { return None };
            let labels = typed.labels.as_ref()?;
            let shows =
                labels.find(word).is_some() || labels.has_cards() && Pattern::card_word(word).is_some();
            let several = matches!(&typed.kind, Kind::Sample(sample) if sample.length != Some(1));
            shows.then_some((name, several))
        })
    }

    /// How a category is asked of the sample given last: of five cards by `poker`, of dice by what they show alike.
    fn category_shown(&self, word: &str) -> Option<String> {
        let given: Vec<&str> = self.outcomes().collect();
        given.into_iter().rev().find_map(|of| {
            let Meaning::Outcome(typed) = self.get(of)? else { return None };
            let Kind::Sample(sample) = &typed.kind else { return None };
            match (&*sample.element, sample.length) {
                (Kind::Card, Some(5..)) => {
                    let category =
                        Scale::Poker.level(word).map(|_| word).or_else(|| meant::category(word))?;
                    Some(format!("poker({of}) = {category}"))
                }
                (Kind::Number, Some(length @ 2..)) => Some(match word {
                    "pair" | "one_pair" => format!("pairs({of}) = 1"),
                    "two_pair" | "two_pairs" => format!("pairs({of}) = 2"),
                    "three_of_a_kind" | "trips" | "triple" => format!("maxcount({of}) >= 3"),
                    "four_of_a_kind" | "quads" => format!("maxcount({of}) >= 4"),
                    "full_house" if length == 5 => format!("shape({of}) = \"3+2\""),
                    "straight" => format!("run({of}) = {length}"),
                    "yahtzee" | "Yahtzee" => format!("maxcount({of}) = {length}"),
                    _ => return None,
                }),
                _ => None,
            }
        })
    }

    /// What a word says in Chinese of the sample given last: 至少有一个6, 都是红球.
    fn told_in_chinese(&self, word: &str) -> Option<String> {
        if word.is_ascii() {
            return None;
        }
        let given: Vec<&str> = self.outcomes().collect();
        given.into_iter().rev().find_map(|name| {
            let Meaning::Outcome(typed) = self.get(name)? else { return None };
            let Kind::Sample(_) = &typed.kind else { return None };
            let labels = typed.labels.as_ref()?;
            let shows = |word: &str| {
                let number = word.parse().map(Value::Int);
                let class = Pattern::class_word(word);
                labels.find(word).is_some()
                    || number.is_ok_and(|number| labels.values.contains(&number))
                    || labels.has_cards() && Pattern::card_word(word).is_some()
                    || class.is_some_and(|class| labels.values.iter().all(|label| class.speaks_of(label)))
            };
            let label = |word: &str| shows(word).then(|| word.to_owned());
            chinese::told(word, &chinese::Sample { text: name.to_owned(), size: None, label: &label })
        })
    }

    /// The outcome that was named last, of which a class of numbers or letters may be said; whether it has several elements.
    fn class_shown(&self, word: &str) -> Option<(&str, bool)> {
        Pattern::class_word(word)?;
        let of = self.outcomes().last()?;
        let Some(Meaning::Outcome(outcome)) = self.get(of) else { return Some((of, false)) };
        Some((of, matches!(&outcome.kind, Kind::Sample(sample) if sample.length != Some(1))))
    }

    /// The error of a name that nothing bears.
    pub fn unknown_name<'a>(
        &'a self,
        name: &str,
        span: Span,
        labels: impl Iterator<Item = &'a str>,
    ) -> Error {
        let error = Error::new(ErrorKind::UnknownName, format!("unknown name `{name}`")).at(span);
        if let Some((sample, several)) = self.shown_by(name).or_else(|| self.class_shown(name)) {
            return error.hint(match several {
                true => format!("say what shows it: `{name} in {sample}`, `count({name} in {sample}) = 2`"),
                false => format!("say what shows it: `{sample} is {name}`"),
            });
        }
        if let Some(asked) = self.category_shown(name) {
            return error.hint(format!("did you mean `{asked}`?"));
        }
        if let Some(asked) = self.told_in_chinese(name) {
            return error.hint(format!("did you mean `{asked}`?"));
        }
        // Of events that are only stated, a letter is none that was meant for another.
        if !self.events.is_empty() && name.chars().count() == 1 && name.chars().all(char::is_uppercase) {
            let joined = self.events.iter().find(|event| event.chars().count() == 2 && event.contains(name));
            return error.hint(match joined {
                Some(event) => {
                    let both: Vec<String> = event.chars().map(String::from).collect();
                    format!("`{event}` is an event of its own; both together are `{}`", both.join(" and "))
                }
                None => format!("no fact speaks of it: state one, `given P({name}) = 1/2`"),
            });
        }
        let mut names: Vec<&str> = self.names().collect();
        names.sort_unstable();
        let constants = ["deck", "coin"];
        let known = names.clone();
        let meant = meant::joined(name, &known).or_else(|| meant::name(name, known.into_iter()));
        let near = || meant::near(name, names.into_iter().chain(labels).chain(constants));
        let famous = || {
            crate::language::famous::problem(name)
                .map(|program| format!("a problem is asked in full: `{program}`"))
        };
        let first = || format!("name an experiment first: `{name} ~ 2d6`");
        let die = || {
            let faces = name.strip_prefix('D').filter(|faces| faces.parse::<u32>().is_ok());
            faces.map(|faces| format!("did you mean `d{faces}`?"))
        };
        error.hint(famous().or(meant).or_else(near).or_else(die).unwrap_or_else(first))
    }

    /// The error of a function that does not exist.
    pub fn unknown_function(&self, name: &str, span: Span) -> Error {
        let message = match FORMS.contains(&name) {
            true => format!("`{name}` is not written like this"),
            false => format!("unknown function `{name}`"),
        };
        let error = Error::new(ErrorKind::UnknownFunction, message).at(span);
        let own =
            self.names.iter().filter(|(_, m)| matches!(m, Meaning::Function(_))).map(|(n, _)| n.as_ref());
        let known = statistic::functions().map(|f| f.name);
        let forms = FORMS.iter().copied().chain(MEASURES.iter().copied());
        if self.names.contains_key(name) {
            return error.hint(format!("did you mean `{name}[…]`? `{name}` is no function"));
        }
        // Every letter is near every other: of one letter only the other case is meant.
        let is_near = |other: &&str| name.chars().count() > 1 || other.to_lowercase() == name.to_lowercase();
        let near = || meant::near(name, own.chain(known).chain(forms).filter(is_near));
        let list = || "`prob help language` lists every function".to_owned();
        error.hint(meant::function(name).or_else(near).unwrap_or_else(list))
    }
}

/// The measures, for near misses.
pub const MEASURES: [&str; 14] = [
    "P",
    "N",
    "E",
    "Var",
    "D",
    "SD",
    "Cov",
    "Cor",
    "dist",
    "median",
    "mode",
    "quantile",
    "independent",
    "disjoint",
];

/// The words before a parenthesis that make experiments and collections.
pub const FORMS: [&str; 26] = [
    "pool",
    "coins",
    "bernoulli",
    "binomial",
    "geometric",
    "negbinomial",
    "hypergeometric",
    "arrange",
    "ring",
    "necklace",
    "colorings",
    "subset",
    "deal",
    "place",
    "split",
    "digits",
    "explode",
    "reroll",
    "wait",
    "deck",
    "cards",
    "first",
    "steps",
    "stops",
    "seq",
    "count",
];
