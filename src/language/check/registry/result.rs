//! What a function of the registry gives: the kind of its value, and the labels of its elements.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::{Collection, Scale, Value};
use crate::question::{Expr, Node};
use crate::statistic::{self, Role};

impl Checker<'_> {
    /// What a statistic gives, and the labels of its elements.
    pub(super) fn result(
        &self,
        function: &'static statistic::Function,
        sample: &Typed,
        arguments: &[Expr],
    ) -> (Kind, Option<Labels>) {
        let whole = match &sample.kind {
            Kind::Sample(kind) => kind.clone(),
            single => Sample { element: Box::new(single.clone()), order: Order::Row, length: Some(1) },
        };
        let of_sample = |length, order| Kind::Sample(Sample { length, order, ..whole.clone() });
        match (function.role, function.name) {
            (Role::Each(each), _) => {
                let labels = sample.labels.as_ref().map(|labels| seen(labels, each, Collection::Set));
                let element = labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values));
                (Kind::Sample(Sample { element: Box::new(element), ..whole }), labels)
            }
            (Role::Keep(kept), _) => {
                let values: Option<Vec<Value>> =
                    arguments.iter().map(|a| Some(a.known().cloned().unwrap_or(Value::Int(0)))).collect();
                let length = whole.length.and_then(|n| kept(&values?, n).ok()).map(|(from, to)| to - from);
                let order = if function.name == "sorted" { Order::Written } else { Order::Row };
                (of_sample(length, order), sample.labels.clone())
            }
            (_, "reverse" | "seq") => (of_sample(whole.length, Order::Written), sample.labels.clone()),
            (_, "multiset") => (of_sample(whole.length, Order::Multiset), sample.labels.clone()),
            (_, "set") => (Kind::Set, sample.labels.clone()),
            (_, "first" | "last") => (whole.element.as_ref().clone(), sample.labels.clone()),
            (_, "counts") => {
                let element = Box::new(Kind::Number);
                (Kind::Sample(Sample { element, order: Order::Written, length: None }), None)
            }
            (_, "shape" | "groups") => (Kind::Shape, None),
            (_, "poker") => (Kind::Level(Scale::Poker), None),
            (_, "poker3") => (Kind::Level(Scale::Poker3), None),
            _ => (of_registry(function.result), None),
        }
    }

    /// `suit(x)`, `rank(x)`, `color(x)`: of a home-made pack the suits are its own, and the ranks numbers.
    pub(super) fn of_card(
        &mut self,
        function: &'static statistic::Function,
        card: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let written = crate::language::print_expression(card);
        let place = card.span;
        let card = self.value(card, None)?;
        if let Kind::Sample(sample) = &card.kind
            && *sample.element == Kind::Card
            && sample.length != Some(1)
        {
            let word = function.name;
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`{word}` speaks of one card, and `{written}` has several"),
            )
            .hint(format!("of one, `{word}({written}[1])`; of all, `{word}s({written})`"))
            .at(place));
        }
        let show = |label: &Value| (function.value)(std::slice::from_ref(label));
        let shown = card.labels.as_ref().map(|labels| seen(labels, show, Collection::Deck));
        let shown = shown.filter(|shown| !shown.values.is_empty());
        let (kind, labels) = match (function.name, shown) {
            ("rank", Some(ranks)) => (Kind::shared(&ranks.values), None),
            ("rank", None) => (Kind::Level(Scale::Rank), None),
            (_, Some(words)) => (Kind::Label, Some(words)),
            (_, None) => {
                let words = ["clubs", "diamonds", "hearts", "spades", "red", "black"].map(Value::word);
                (Kind::Label, Some(Labels::new(Collection::Deck, words.to_vec())))
            }
        };
        Ok(Typed { expr: expr(Node::Call(function, vec![card.expr]), span)?, kind, labels })
    }
}

/// What is made of each label, every value once.
fn seen(labels: &Labels, of: impl Fn(&Value) -> Result<Value, Error>, collection: Collection) -> Labels {
    let mut values: Vec<Value> = labels.values.iter().filter_map(|label| of(label).ok()).collect();
    values.sort();
    values.dedup();
    Labels::new(collection, values)
}

/// The kind of a result of the registry.
pub(super) fn of_registry(kind: statistic::Kind) -> Kind {
    match kind {
        statistic::Kind::Truth => Kind::Truth,
        statistic::Kind::Set => Kind::Set,
        statistic::Kind::Label => Kind::Label,
        statistic::Kind::Sample => {
            Kind::Sample(Sample { element: Box::new(Kind::Number), order: Order::Row, length: None })
        }
        _ => Kind::Number,
    }
}
