//! Experiments: concrete spaces, and experiments whose form depends on the outcomes of others.

use crate::error::{Error, ErrorKind};
use crate::model::{Faces, Model, Seating, Space, Value};
use crate::question::expr::Expr;
use std::fmt;
use std::sync::Arc;

/// Makes the space of a dependent experiment from the values that it depends on.
pub type Maker = Arc<dyn Fn(&[Value]) -> Result<Space, Error> + Send + Sync>;

/// An experiment, and how it is written.
#[derive(Clone)]
pub struct Experiment {
    form: Form,
    /// How the places of its outcomes lie to each other, whatever it depends on.
    seating: Seating,
    /// How it is written in the question language.
    text: Arc<str>,
    /// The trial that it makes over and over, where it is made from the number of trials alone.
    repeated: Option<Repeated>,
}

/// A trial made over and over.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// What a trial may show.
    pub faces: Arc<Faces>,
    /// Whether the outcome is the sum of what they show, and not the row.
    pub summed: bool,
}

/// The three forms of an experiment.
#[derive(Clone)]
pub enum Form {
    /// A concrete space.
    Space(Arc<Space>),
    /// One of two experiments, according to an event over earlier names.
    If(Expr, Box<Experiment>, Box<Experiment>),
    /// A space that is made from the values of expressions over earlier names.
    Made(Vec<Expr>, Maker),
}

impl Experiment {
    /// An experiment with a concrete space.
    #[must_use]
    pub fn of(space: Space, text: &str) -> Self {
        Self {
            seating: space.seating(),
            form: Form::Space(Arc::new(space)),
            text: text.into(),
            repeated: None,
        }
    }

    /// The first experiment if the event happened, else the second.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] when one of them seats its elements in a row and the other around a table.
    pub fn either(event: Expr, then: Self, otherwise: Self, text: &str) -> Result<Self, Error> {
        let seating = then.seating;
        if otherwise.seating != seating {
            let name = |seating: Seating| seating.name().unwrap_or("a row");
            let message = format!(
                "what is asked of {} would mean another thing of {}",
                name(seating),
                name(otherwise.seating)
            );
            return Err(Error::new(ErrorKind::Unsupported, message).hint("use the same arrangement in both"));
        }
        let form = Form::If(event, Box::new(then), Box::new(otherwise));
        Ok(Self { form, seating, text: text.into(), repeated: None })
    }

    /// An experiment that is made from the values of these expressions, with outcomes of this seating.
    #[must_use]
    pub fn made(from: Vec<Expr>, maker: Maker, seating: Seating, text: &str) -> Self {
        Self { form: Form::Made(from, maker), seating, text: text.into(), repeated: None }
    }

    /// The same, which is known to make this trial as often as the only open value says that it is made from.
    #[must_use]
    pub fn repeating(self, repeated: Option<Repeated>) -> Self {
        Self { repeated, ..self }
    }

    /// The number of trials, and the trial that is made so often, where that is all that is open.
    #[must_use]
    pub fn repeated(&self) -> Option<(&Expr, &Repeated)> {
        match (&self.form, &self.repeated) {
            (Form::Made(from, _), Some(repeated)) => {
                let mut open = from.iter().filter(|e| e.known().is_none());
                open.next().filter(|_| open.next().is_none()).map(|count| (count, repeated))
            }
            _ => None,
        }
    }

    /// How the places of its outcomes lie to each other.
    #[must_use]
    pub fn seating(&self) -> Seating {
        self.seating
    }

    /// `count` fair dice.
    ///
    /// # Errors
    /// [`ErrorKind::Range`] for a die without faces.
    pub fn dice(count: u64, faces: u64) -> Result<Self, Error> {
        let text = if count == 1 { format!("d{faces}") } else { format!("{count}d{faces}") };
        Ok(Self::of(Space::trials(Arc::new(Faces::die(faces)?), count), &text))
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// How it is written in the question language.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The concrete space, if it does not depend on anything.
    #[must_use]
    pub fn space(&self) -> Option<&Arc<Space>> {
        match &self.form {
            Form::Space(space) => Some(space),
            _ => None,
        }
    }

    /// The classical model that weighs its outcomes; several where it depends on others.
    #[must_use]
    pub fn model(&self) -> Model {
        match self.space().map(AsRef::as_ref) {
            // Marked elements among those drawn without replacement.
            Some(Space::Law(_)) if self.text.starts_with("hypergeometric") => Model::Combinatorics,
            Some(space) => space.model(),
            None => Model::Mixed,
        }
    }

    /// The experiments that it depends on, as bits.
    #[must_use]
    pub fn names(&self) -> u128 {
        match &self.form {
            Form::Space(_) => 0,
            Form::If(event, then, otherwise) => event.names() | then.names() | otherwise.names(),
            Form::Made(from, _) => from.iter().fold(0, |names, e| names | e.names()),
        }
    }

    /// The same experiment with its expressions rewritten; it becomes a concrete space when they are all known.
    ///
    /// # Errors
    /// Those of rewriting, and those of a space that cannot be.
    pub fn rewrite(
        &self,
        replace: &mut dyn FnMut(&Expr) -> Result<Option<Expr>, Error>,
    ) -> Result<Experiment, Error> {
        let form = match &self.form {
            Form::Space(_) => return Ok(self.clone()),
            Form::If(event, then, otherwise) => {
                let event = event.rewrite(replace)?;
                match event.known() {
                    Some(Value::Truth(true)) => return then.rewrite(replace),
                    Some(Value::Truth(false)) => return otherwise.rewrite(replace),
                    Some(other) => {
                        let message = format!("an event is needed here, not {}", other.kind());
                        return Err(Error::new(ErrorKind::Kind, message).or_at(event.span()));
                    }
                    None => Form::If(
                        event,
                        Box::new(then.rewrite(replace)?),
                        Box::new(otherwise.rewrite(replace)?),
                    ),
                }
            }
            Form::Made(from, maker) => {
                let from = from.iter().map(|e| e.rewrite(replace)).collect::<Result<Vec<_>, _>>()?;
                let values: Option<Vec<Value>> = from.iter().map(|e| e.known().cloned()).collect();
                match values {
                    Some(values) => Form::Space(Arc::new(maker(&values)?)),
                    None => Form::Made(from, Arc::clone(maker)),
                }
            }
        };
        Ok(Self { form, ..self.clone() })
    }

    /// The same experiment with each of the expressions that it depends on changed.
    ///
    /// # Errors
    /// Those of the change.
    pub fn map(&self, change: &impl Fn(&Expr) -> Result<Expr, Error>) -> Result<Experiment, Error> {
        let form = match &self.form {
            Form::Space(_) => return Ok(self.clone()),
            Form::If(event, then, otherwise) => {
                Form::If(change(event)?, Box::new(then.map(change)?), Box::new(otherwise.map(change)?))
            }
            Form::Made(from, maker) => {
                Form::Made(from.iter().map(change).collect::<Result<_, _>>()?, Arc::clone(maker))
            }
        };
        Ok(Self { form, ..self.clone() })
    }
}

impl fmt::Debug for Experiment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Experiment {
    fn eq(&self, other: &Self) -> bool {
        match (&self.form, &other.form) {
            (Form::Space(a), Form::Space(b)) => Arc::ptr_eq(a, b) || a == b,
            (Form::If(a, b, c), Form::If(x, y, z)) => a == x && b == y && c == z,
            (Form::Made(a, f), Form::Made(b, g)) => Arc::ptr_eq(f, g) && a == b,
            _ => false,
        }
    }
}

impl Eq for Experiment {}

impl std::hash::Hash for Experiment {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match &self.form {
            Form::Space(space) => space.hash(state),
            Form::If(event, then, otherwise) => (event, then, otherwise).hash(state),
            Form::Made(from, maker) => (from, Arc::as_ptr(maker).cast::<()>()).hash(state),
        }
    }
}
