//! An experiment that has not been performed yet.

use crate::error::{Error, ErrorKind};
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::model::{Faces, Seating, Space};
use crate::question::{Experiment, Expr, Node};
use std::sync::Arc;

/// An experiment that has not been performed yet.
#[derive(Clone)]
pub(super) struct Made {
    form: Form,
    /// What the outcome is.
    pub kind: Kind,
    /// The labels of the outcome's elements.
    pub labels: Option<Labels>,
    /// How many are kept of the outcome, for `4d6kh3`.
    pub keep: Option<(&'static str, u64)>,
    /// How it is written.
    pub text: Arc<str>,
    /// How the places of its outcomes lie to each other.
    seating: Seating,
    /// Whether it is a process whose outcome is a state and a number of steps: which of the two it shows.
    pub shows: Option<i64>,
    /// Whether it is a chain.
    pub walks: bool,
    /// Whether it is a row of digits.
    pub digits: bool,
}

#[derive(Clone)]
enum Form {
    Single(Recipe<Faces>),
    Space(Recipe<Space>),
    If(Expr, Box<Made>, Box<Made>),
}

impl Made {
    /// What `shows` says when the outcome is a sample of which only the length is shown.
    pub const LENGTH: i64 = -1;

    /// An experiment of this form, whose outcome is shown as it is.
    fn plain(form: Form, kind: Kind, labels: Option<Labels>, text: &str) -> Self {
        Self {
            form,
            kind,
            labels,
            keep: None,
            text: text.into(),
            seating: Seating::Row,
            shows: None,
            walks: false,
            digits: false,
        }
    }

    /// One outcome of these faces.
    ///
    /// # Errors
    /// Those of the faces, where they are known.
    pub fn single(faces: Recipe<Faces>, text: &str) -> Result<Self, Error> {
        let known = faces.made()?;
        let labels = known.map(|faces| {
            let values = faces.weights().iter().map(|(face, _)| face.clone()).collect();
            Labels::new(faces.collection(), values)
        });
        let kind = labels.as_ref().map_or(Kind::Number, |l| Kind::shared(&l.values));
        Ok(Self::plain(Form::Single(faces), kind, labels, text))
    }

    /// An outcome of this kind from this space.
    pub fn space(space: Recipe<Space>, kind: Kind, labels: Option<Labels>, text: &str) -> Self {
        Self::plain(Form::Space(space), kind, labels, text)
    }

    /// A sample from this space.
    pub fn sample(
        space: Recipe<Space>,
        element: Kind,
        order: Order,
        length: Option<u64>,
        labels: Option<Labels>,
        text: &str,
    ) -> Self {
        let kind = Kind::Sample(Sample { element: Box::new(element), order, length });
        Self::space(space, kind, labels, text)
    }

    /// The same, with its elements seated like this.
    pub fn seated(self, seating: Seating) -> Self {
        Self { seating, ..self }
    }

    /// The first if the event happened, else the second.
    pub fn either(event: Expr, then: Self, otherwise: Self, text: &str) -> Self {
        let kind =
            if then.kind == otherwise.kind { then.kind.clone() } else { mixed(&then.kind, &otherwise.kind) };
        let labels = match (&then.labels, &otherwise.labels) {
            (Some(a), Some(b)) => {
                let mut values = a.values.to_vec();
                values.extend(b.values.iter().filter(|v| !a.values.contains(v)).cloned());
                Some(Labels::new(a.collection, values))
            }
            _ => None,
        };
        let form = Form::If(event, Box::new(then), Box::new(otherwise));
        Self::plain(form, kind, labels, text)
    }

    /// Whether what may come of it depends on earlier outcomes.
    pub fn is_open(&self) -> bool {
        match &self.form {
            Form::Single(faces) => !faces.is_known(),
            Form::Space(space) => !space.is_known(),
            Form::If(..) => true,
        }
    }

    /// The faces, if it is one trial.
    pub fn single_faces(&self) -> Option<Recipe<Faces>> {
        match &self.form {
            Form::Single(faces) => Some(faces.clone()),
            _ => None,
        }
    }

    /// The space, if it is not a choice between two.
    pub fn recipe(&self) -> Option<Recipe<Space>> {
        match &self.form {
            Form::Single(faces) => Some(faces.clone().map(|faces| Ok(Space::Single(Arc::new(faces))))),
            Form::Space(space) => Some(space.clone()),
            Form::If(..) => None,
        }
    }

    /// Whether what it shows is not the outcome of its space itself: some of the dice, a number of steps.
    pub fn is_transformed(&self) -> bool {
        match &self.form {
            Form::If(_, then, otherwise) => then.is_transformed() || otherwise.is_transformed(),
            _ => self.keep.is_some() || self.shows.is_some(),
        }
    }

    /// Whether an event chooses between two experiments.
    pub fn is_choice(&self) -> bool {
        matches!(self.form, Form::If(..))
    }

    /// Whether it may be given a name by `:=`: a die or a coin, not yet thrown.
    pub fn is_die(&self) -> bool {
        matches!(self.form, Form::Single(_)) && self.keep.is_none()
    }

    /// The experiment.
    ///
    /// # Errors
    /// Those of making its space, where that is known.
    pub fn experiment(&self) -> Result<Experiment, Error> {
        match &self.form {
            Form::If(event, then, otherwise) => {
                Experiment::either(event.clone(), then.experiment()?, otherwise.experiment()?, &self.text)
            }
            _ => match self.recipe() {
                Some(recipe) => recipe.experiment(self.seating, &self.text),
                None => Err(Error::new(ErrorKind::Unsupported, "this experiment cannot be performed")),
            },
        }
    }

    /// What the outcome shows.
    pub fn outcome(&self, name: Expr) -> Typed {
        if let (Form::If(event, then, otherwise), true) = (&self.form, self.is_transformed()) {
            // Each branch shows its outcome in its own way.
            let (then, otherwise) = (then.outcome(name.clone()).expr, otherwise.outcome(name.clone()).expr);
            let expr = Expr::spanned(Node::If(event.clone(), then, otherwise), name.span());
            return Typed { expr, kind: self.kind.clone(), labels: self.labels.clone() };
        }
        let expr = match self.shows {
            Some(Self::LENGTH) => {
                let length = &crate::statistic::sums::LENGTH;
                Expr::spanned(Node::Call(length, vec![name.clone()]), name.span())
            }
            Some(part) => Expr::spanned(Node::At(name.clone(), Expr::value_of(part)), name.span()),
            None => name,
        };
        let typed = Typed { expr, kind: self.kind.clone(), labels: self.labels.clone() };
        match self.keep.and_then(|(name, k)| Some((crate::statistic::function(name, 2)?, k))) {
            Some((function, k)) => {
                let count = Expr::value_of(i64::try_from(k).unwrap_or(i64::MAX));
                let span = typed.expr.span();
                let expr = Expr::spanned(Node::Call(function, vec![count, typed.expr]), span);
                Typed { expr, ..typed }
            }
            None => typed,
        }
    }
}

/// The kind of an outcome that may be of one or the other.
fn mixed(a: &Kind, b: &Kind) -> Kind {
    match (a, b) {
        (Kind::Sample(x), Kind::Sample(y)) if x.element == y.element => Kind::Sample(Sample {
            element: x.element.clone(),
            order: if x.order == y.order { x.order } else { Order::Without },
            length: if x.length == y.length { x.length } else { None },
        }),
        (Kind::Sample(x), other) | (other, Kind::Sample(x)) if *x.element == *other => {
            Kind::Sample(Sample { element: x.element.clone(), order: x.order, length: None })
        }
        (Kind::Number, Kind::Sample(_)) | (Kind::Sample(_), Kind::Number) => Kind::Number,
        _ => a.clone(),
    }
}
