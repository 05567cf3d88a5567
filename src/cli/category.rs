//! Poker categories as `--event` names them.

use crate::cli::condition::sign;
use crate::error::{Error, ErrorKind, nearest};
use crate::model::pattern::Comparison;
use crate::model::{Level, Scale, Value};
use crate::question::{Expr, Node};
use crate::render::catalogue::category_in_chinese;

/// What the category of a hand must be: a name, a bound such as `>=flush`, or one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    comparison: Comparison,
    names: Vec<String>,
}

impl Event {
    /// The event that the text says; the names are looked up later, on the scale of the hand.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] when a name is missing, or a bound has several.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let (comparison, rest) = sign(text).unwrap_or((Comparison::Equal, text));
        let names: Vec<String> = rest.split(',').map(spelled).collect();
        let several_bounds = names.len() > 1 && comparison != Comparison::Equal;
        if several_bounds || names.iter().any(String::is_empty) {
            return Err(Error::new(ErrorKind::Syntax, "this is not an event")
                .hint("write `full_house`, `>=flush` or `straight,flush`"));
        }
        Ok(Self { comparison, names })
    }

    /// The event that the category of a hand satisfies it.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`] for a name that is not on the scale, with the nearest that is.
    pub fn on(&self, scale: Scale, category: &Expr) -> Result<Expr, Error> {
        let compare = |name: &String| {
            let level = Value::Level(level(scale, name)?);
            Ok(Expr::new(Node::Compare(self.comparison, category.clone(), Expr::value_of(level))))
        };
        let mut events = self.names.iter().map(compare).collect::<Result<Vec<_>, Error>>()?;
        Ok(if events.len() == 1 { events.swap_remove(0) } else { Expr::new(Node::Or(events)) })
    }
}

/// A name in the spelling of the language: `Full House` is `full_house`.
fn spelled(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn level(scale: Scale, name: &str) -> Result<Level, Error> {
    let names = scale.names().0;
    let chinese = || names.iter().find(|english| category_in_chinese(english) == Some(name));
    if let Some(level) = scale.level(name).or_else(|| scale.level(chinese()?)) {
        return Ok(level);
    }
    Err(Error::new(ErrorKind::UnknownName, format!("--event {name}: no category is called so")).hint(
        match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the categories are {}", names.join(", ")),
        },
    ))
}
