//! Waiting for something: trials until a pattern, draws until a condition, endless explosions.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::chain::holds;
use crate::language::check::made::Made;
use crate::language::check::recipe::Recipe;
use crate::language::check::taken::{is_die, keeps_its_faces};
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::print_expression;
use crate::model::until::{Enough, Source, Until};
use crate::model::{Chain, Collection, Faces, Pattern, Space, Value};
use crate::question::{Expr, Node};
use std::sync::Arc;

impl Checker<'_> {
    /// `geometric(p)`, `negbinomial(r, p)`, `wait(pattern in D)`: numbers of trials.
    pub(super) fn waiting(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        text: &str,
        span: Span,
    ) -> Result<Made, Error> {
        let space = match (name, args) {
            ("geometric", [p]) => {
                self.chance(p)?.map(move |p| Chain::geometric(&p).map_err(|e| e.or_at(Some(span))))
            }
            ("negbinomial", [r, p]) => {
                let count = self.number(r)?;
                let count = self.natural(count, "the number of successes", r.span);
                let chance = self.chance(p)?;
                count.with(chance, move |r, p| {
                    Chain::negative_binomial(r, &p).map_err(|e| e.or_at(Some(span)))
                })
            }
            ("wait", [ast::Expr { node: Ast::In { pattern, collection }, .. }]) => {
                if is_condition(pattern) {
                    let made = self.trials_until(collection, pattern, "X", text);
                    return match &pattern.node {
                        // A number, `sum(Y) in 2d6`, is what is waited for.
                        Ast::Call { .. } => made.or_else(|error| {
                            let shown = self.trials_until(collection, &last_is(pattern), THROWS, text);
                            shown.map_err(|_| error)
                        }),
                        _ => made,
                    };
                }
                let (faces, labels) = self.trial_faces(collection)?;
                let word = match self.word(pattern, labels.as_ref()) {
                    Ok(word) => word,
                    // What earlier outcomes say is known when the trials begin.
                    Err(error) => {
                        let shown = self.trials_until(collection, &last_is(pattern), THROWS, text);
                        return shown.ok().filter(Made::is_open).ok_or(error);
                    }
                };
                faces.map(move |faces| Chain::wait_for(&word, &faces).map_err(|e| e.or_at(Some(span))))
            }
            _ => {
                return Err(Error::new(ErrorKind::Kind, format!("`{name}` does not take these arguments"))
                    .hint(waited_for(name, args).unwrap_or_else(|| {
                        "write `geometric(1/6)`, `negbinomial(4, 3/5)` or `wait(\"HTH\" in coin)`".to_owned()
                    }))
                    .at(span));
            }
        };
        space.made()?;
        let space = space.map(|chain| Ok(Space::Chain(Arc::new(chain))));
        let mut made = Made::space(space, Kind::Number, None, text);
        made.shows = Some(2);
        Ok(made)
    }

    /// The number of trials until a condition on what they have shown so far, under this name, is met.
    fn trials_until(
        &mut self,
        trial: &ast::Expr,
        condition: &ast::Expr,
        name: &str,
        text: &str,
    ) -> Result<Made, Error> {
        let mut made = self.draw_until(trial, true, condition, Some(name), text)?;
        made.kind = Kind::Number;
        made.shows = Some(Made::LENGTH);
        Ok(made)
    }

    /// `first("THH", "HHH" in coin)`: the word that comes first.
    pub(super) fn race(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let (last, before) = args
            .split_last()
            .ok_or_else(|| Error::new(ErrorKind::Syntax, "words are needed here").at(span))?;
        let Ast::In { pattern, collection } = &last.node else {
            return Err(
                Error::new(ErrorKind::Syntax, "write `first(\"THH\", \"HHH\" in coin)`").at(last.span)
            );
        };
        let (faces, labels) = self.trial_faces(collection)?;
        let mut words = Vec::new();
        let mut names = Vec::new();
        for pattern in before.iter().chain([pattern.as_ref()]) {
            words.push(self.word(pattern, labels.as_ref())?);
            names.push(match &pattern.node {
                Ast::Text(text) => Value::word(text),
                _ => Value::word(&crate::language::print_expression(pattern)),
            });
        }
        let shown = names.clone();
        let space = faces.map(move |faces| {
            let chain = Chain::race(&words, &names, &faces).map_err(|e| e.or_at(Some(span)))?;
            Ok(Space::Chain(Arc::new(chain)))
        });
        space.made()?;
        let labels = Labels::new(Collection::Set, shown);
        let mut made = Made::space(space, Kind::Label, Some(labels), text);
        made.shows = Some(1);
        Ok(made)
    }

    /// The faces of a trial that is made again and again.
    fn trial_faces(&mut self, ast: &ast::Expr) -> Result<(Recipe<Faces>, Option<Labels>), Error> {
        let made = self.one_trial(ast)?;
        if let Kind::Sample(Sample { element, length, .. }) = &made.kind
            && *length != Some(1)
            && **element != Kind::Number
        {
            let message = "a trial shows one label, and these are several";
            return Err(Error::new(ErrorKind::Kind, message)
                .hint("write `coin`, `coins(1, 1/3)` or `die{H:1/3, T:2/3}`")
                .at(ast.span));
        }
        let labels = made.labels.clone();
        let faces = self.faces_of(&made, ast.span)?;
        let labels = match faces.made()? {
            Some(faces) if labels.is_none() || made.single_faces().is_none() => {
                let values = faces.weights().iter().map(|(face, _)| face.clone()).collect();
                Some(Labels::new(faces.collection(), values))
            }
            _ => labels,
        };
        Ok((faces, labels))
    }

    /// A word of patterns: the letters of quoted text, or a single pattern.
    fn word(&mut self, ast: &ast::Expr, labels: Option<&Labels>) -> Result<Vec<Pattern>, Error> {
        if let (Ast::Text(text), Some(labels)) = (&ast.node, labels)
            && labels.find(text).is_none()
            && text.chars().count() > 0
        {
            let letters = self.letters(text, ast.span, labels)?;
            return Ok(letters.into_iter().map(Pattern::Is).collect());
        }
        let element = labels.map_or(Kind::Label, |l| Kind::shared(&l.values));
        Ok(vec![self.pattern(ast, labels, &element)?])
    }

    /// What is drawn from until something comes, the kind of its elements, and their labels.
    fn source(
        &mut self,
        from: &ast::Expr,
        replacement: bool,
    ) -> Result<(Recipe<Source>, Kind, Option<Labels>), Error> {
        if replacement {
            let (faces, labels) = self.trial_faces(from)?;
            let element = labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values));
            return Ok((faces.map(|faces| Ok(Source::Faces(Arc::new(faces)))), element, labels));
        }
        let pool = self.pool(from)?;
        if is_die(&pool) {
            let again = format!("write `draw from {} with replacement until …`", print_expression(from));
            return Err(keeps_its_faces(&again, from.span));
        }
        Ok((pool.population.map(|from| Ok(Source::Population(Arc::new(from)))), pool.element, pool.labels))
    }

    /// `draw from U until cond`; the condition may name the sample so far.
    pub(super) fn draw_until(
        &mut self,
        from: &ast::Expr,
        replacement: bool,
        condition: &ast::Expr,
        name: Option<&str>,
        text: &str,
    ) -> Result<Made, Error> {
        let name =
            name.map(str::to_owned).or_else(|| self.defining.clone()).unwrap_or_else(|| "X".to_owned());
        let (source, element, labels) = self.source(from, replacement)?;
        let kind = Kind::Sample(Sample { element: Box::new(element), order: Order::Row, length: None });
        let depth = self.elements.len();
        let so_far =
            Typed { expr: Expr::new(Node::Element(depth)), kind: kind.clone(), labels: labels.clone() };
        self.elements.push((name, so_far));
        let thrown = self.experiments.len();
        let condition = self.truth(condition);
        self.elements.pop();
        let condition = condition?.expr;
        if self.experiments.len() > thrown {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "the condition may speak of the sample so far, and of earlier names",
            )
            .hint("what is thrown once and for all has a name: `Y ~ d6; X ~ draw from d6 until last(X) = Y`")
            .or_at(condition.span()));
        }
        // What the condition asks of earlier outcomes is known when the draws begin.
        let mut earlier = Vec::new();
        earlier_parts(&condition, &mut earlier);
        let values = Recipe::all(earlier.iter().cloned().map(Recipe::of).collect());
        let space = source.with(values, move |from, values| {
            let condition = condition.rewrite(&mut |part| {
                let value = earlier.iter().position(|other| other == part).and_then(|i| values.get(i));
                Ok(value.map(|value| Expr::spanned(Node::Value(value.clone()), part.span())))
            })?;
            Ok(Space::Until(Arc::new(until(from, &condition, depth))))
        });
        space.made()?;
        Ok(Made::space(space, kind, labels, text))
    }

    /// `explode(D)`: as long as the highest face shows.
    pub(super) fn endless_explosion(
        &mut self,
        faces: Recipe<Faces>,
        text: &str,
        span: Span,
    ) -> Result<Made, Error> {
        let space = faces.map(move |faces| {
            let chain = Chain::explode(&faces).map_err(|e| e.or_at(Some(span)))?;
            Ok(Space::Chain(Arc::new(chain)))
        });
        space.made()?;
        let mut made = Made::space(space, Kind::Number, None, text);
        made.shows = Some(1);
        Ok(made)
    }
}

/// Draws that end when a condition on the sample so far, the element at this depth, is met.
fn until(from: Source, condition: &Expr, depth: usize) -> Until {
    let holds = holds(condition.clone(), depth);
    let enough: Enough = Arc::new(move |sample: &[Value]| {
        match holds(&Value::row(sample.iter().cloned())) {
            // What speaks of more elements than have been drawn does not hold yet.
            Err(error) if error.kind() == ErrorKind::Range => Ok(false),
            Err(error) if error.kind() == ErrorKind::Undefined && sample.is_empty() => Ok(false),
            holds => holds,
        }
    });
    let mut until = Until { from, enough, stopping: Vec::new() };
    until.stopping = crate::solve::until::stopping(&until, condition, depth);
    until
}

/// A name for the throws so far that nobody can write, so that it hides no other.
const THROWS: &str = "~throws";

/// What says that the last of the throws matches: the value or pattern that is waited for.
fn last_is(pattern: &ast::Expr) -> ast::Expr {
    let at = |node| ast::Expr::new(node, pattern.span);
    let throws = at(Ast::Name(THROWS.to_owned()));
    let name = ast::Name { text: "last".to_owned(), span: pattern.span };
    let last = Box::new(at(Ast::Call { name, args: vec![throws] }));
    let whole = Box::new(pattern.clone());
    let link = |comparator: ast::Comparator, value: ast::Expr| {
        vec![ast::Link { comparator: ast::Spanned { node: comparator, span: pattern.span }, value }]
    };
    at(match &pattern.node {
        Ast::Set(_) | Ast::Range { .. } | Ast::Builder { .. } => Ast::In { pattern: last, collection: whole },
        Ast::Threshold { comparator, value } => {
            Ast::Comparison { first: last, rest: link(*comparator, value.as_ref().clone()) }
        }
        _ => Ast::Comparison { first: last, rest: link(ast::Comparator::Equal, pattern.clone()) },
    })
}

/// The largest parts of a condition that speak of earlier outcomes only.
fn earlier_parts(e: &Expr, found: &mut Vec<Expr>) {
    if e.names() == 0 || found.contains(e) {
        return;
    }
    match e.free_elements() {
        0 => found.push(e.clone()),
        _ => e.node().children().for_each(|child| earlier_parts(child, found)),
    }
}

/// Whether a pattern before `in` is really a condition on the throws so far.
fn is_condition(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Comparison { .. } | Ast::In { .. } | Ast::Is { .. } | Ast::Quantified { .. } => true,
        Ast::Binary { operator: ast::Operator::And | ast::Operator::Or, left, right } => {
            is_condition(left) || is_condition(right)
        }
        Ast::Not(inner) => is_condition(inner),
        Ast::Call { .. } => true,
        _ => false,
    }
}

/// What `wait(6)` waits for, and in which trials.
fn waited_for(name: &str, args: &[ast::Expr]) -> Option<String> {
    let ("wait", [only]) = (name, args) else { return None };
    let written = print_expression(only);
    Some(match &only.node {
        Ast::Number(_) => format!("did you mean `wait({written} in d6)`?"),
        Ast::Text(_) => format!("did you mean `wait({written} in coin)`?"),
        Ast::Name(word) if word.bytes().all(|side| matches!(side, b'H' | b'T')) => {
            format!("did you mean `wait(\"{word}\" in coin)`?")
        }
        Ast::Name(word) if matches!(word.as_str(), "heads" | "tails") => {
            format!("did you mean `wait({word} in coin)`?")
        }
        _ => return None,
    })
}
