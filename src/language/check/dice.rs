//! Dice and coins, alone and in pools, and what is done to them.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::anew::{Anew, given, outcomes};
use crate::language::check::collection::weighted;
use crate::language::check::made::Made;
use crate::language::check::pools::repeated;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::print_expression;
use crate::model::{Collection, Faces, Space, Value, laws};
use crate::question::{Expr, Named, Node};
use crate::statistic::arithmetic;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;
use std::sync::Arc;

impl Checker<'_> {
    /// `d6`, `3d6`, `d%`, `4dF`, `4d6kh3`.
    pub(super) fn dice(&mut self, dice: &ast::Dice, span: Span) -> Result<Made, Error> {
        let text = crate::language::print_expression(&ast::Expr::new(Ast::Dice(*dice), span));
        let faces = match dice.faces {
            ast::Faces::Sides(sides) => {
                self.budget.afford_labels(u64::from(sides)).map_err(|e| e.at(span))?;
                Faces::die(u64::from(sides)).map_err(|e| e.at(span))?
            }
            ast::Faces::Percent => Faces::die(100)?,
            ast::Faces::Fudge => {
                Faces::new(Collection::Die, (-1..=1).map(|n| (Value::Int(n), BigUint::one())))?
            }
        };
        let Some(count) = dice.count else { return Made::single(Recipe::known(faces), &text) };
        let count = u64::from(count);
        let values = faces.weights().iter().map(|(face, _)| face.clone()).collect();
        let labels = Some(Labels::new(Collection::Die, values));
        let space = Recipe::known(Space::trials(Arc::new(faces), count));
        let mut made = Made::sample(space, Kind::Number, Order::Row, Some(count), labels, &text);
        if let Some((keep, k)) = dice.keep {
            let k = u64::from(k);
            if k > count {
                let word = if matches!(keep, ast::Keep::DropHighest | ast::Keep::DropLowest) {
                    "drop"
                } else {
                    "keep"
                };
                return Err(Error::new(ErrorKind::Range, format!("cannot {word} {k} of {count}"))
                    .hint(format!("{word} at most {count}"))
                    .at(span));
            }
            let (name, kept) = match keep {
                ast::Keep::Highest => ("highest", k),
                ast::Keep::Lowest => ("lowest", k),
                ast::Keep::Middle => ("middle", k),
                ast::Keep::DropHighest => ("lowest", count - k),
                ast::Keep::DropLowest => ("highest", count - k),
            };
            made.keep = Some((name, kept));
            made.kind = Kind::Sample(Sample {
                element: Box::new(Kind::Number),
                order: Order::Row,
                length: Some(kept),
            });
        }
        Ok(made)
    }

    /// `die{1:1/2, 2:1/3, 3:1/6}`.
    pub(super) fn die(&mut self, entries: &[ast::Entry], span: Span) -> Result<Made, Error> {
        let items = self.items(entries)?;
        let mut labels = Vec::new();
        let mut weights = Vec::new();
        for item in items {
            for label in item.labels {
                labels.push(label);
                weights.push(item.weight.clone().unwrap_or_else(|| Recipe::known(Value::Int(1))));
            }
        }
        let text = crate::language::print_expression(&ast::Expr::new(
            Ast::Labelled { kind: ast::Collection::Die, entries: entries.to_vec() },
            span,
        ));
        name_sides(&mut labels);
        let faces_of = labels.clone();
        let faces = Recipe::all(weights).map(move |weights| weighted(&faces_of, weights, span));
        let mut made = Made::single(faces, &text)?;
        if made.labels.is_none() {
            made.kind = Kind::shared(&labels);
            made.labels = Some(Labels::new(Collection::Die, labels));
        }
        Ok(made)
    }

    /// The faces of one trial; a pool or a kept pool as one trial shows its sum.
    pub(super) fn faces_of(&mut self, made: &Made, span: Span) -> Result<Recipe<Faces>, Error> {
        if let Some(faces) = made.single_faces() {
            return Ok(faces);
        }
        let experiments = self.experiments.clone();
        let mut inner = self.apart();
        // What it mentions is there, also what has no name: that is thrown anew with it.
        inner.experiments = experiments;
        let outcome = inner.perform(made, None, span)?;
        let number = match &outcome.kind {
            // A sample of one is its element: a coin of `coins(1, 1/3)` is tossed again and again.
            Kind::Sample(sample) if sample.length == Some(1) => {
                Typed { expr: Expr::new(Node::At(outcome.expr, Expr::value_of(1))), ..outcome }
            }
            _ => inner.as_number(outcome, span)?,
        };
        let experiments = inner.experiments;
        self.thrown_anew(number.expr, experiments, span)
    }

    /// The faces of a trial that is a value over these experiments: those without a name are performed anew each time.
    pub(super) fn thrown_anew(
        &self,
        value: Expr,
        experiments: Vec<Named>,
        span: Span,
    ) -> Result<Recipe<Faces>, Error> {
        let trial = Anew::new(value, experiments, self.scope.experiments.len());
        let budget = self.budget.clone();
        let faces = outcomes(trial.names()).map(move |outcomes| {
            let trial = trial.rewrite(&mut |part| given(part, &outcomes))?;
            let law = trial.law(&budget).map_err(|e| e.or_at(Some(span)))?;
            Faces::new(Collection::Die, law.weights().map(|(value, weight)| (value.clone(), weight.clone())))
        });
        // A mistake is found here where nothing is open.
        faces.made()?;
        Ok(faces)
    }

    /// `coins(5)`, `coins(5, 1/3)`.
    pub(super) fn coins(&mut self, args: &[ast::Expr], text: &str) -> Result<Made, Error> {
        let number = self.number(&args[0])?;
        let length = number.expr.known().and_then(|v| arithmetic::natural("", v).ok());
        if let ([_], Some(Value::Ratio(chance))) = (args, number.expr.known()) {
            return Err(Error::new(ErrorKind::Range, "the first number says how many coins are thrown")
                .hint(format!("did you mean `1, {chance}`?"))
                .at(args[0].span));
        }
        let count = self.natural(number, "the number of coins", args[0].span);
        count.made()?;
        let bias = match args.get(1) {
            Some(bias) => self.chance(bias)?,
            None => Recipe::known(BigRational::new(1.into(), 2.into())),
        };
        let faces = bias.map(|p| Faces::coin(&p));
        let trial = repeated(&faces, false);
        let space = count.with(faces, |n, faces| Ok(Space::trials(Arc::new(faces), n))).repeating(trial);
        let labels = Some(Labels::new(Collection::Die, vec!["heads".into(), "tails".into()]));
        Ok(Made::sample(space, Kind::Label, Order::Row, length, labels, text))
    }

    pub(super) fn bernoulli(&mut self, p: &ast::Expr, text: &str) -> Result<Made, Error> {
        let faces = self.chance(p)?.map(|p| {
            let not = BigRational::one() - &p;
            Faces::from_ratios(Collection::Die, [(Value::Truth(true), p), (Value::Truth(false), not)])
        });
        let mut made = Made::single(faces, text)?;
        (made.kind, made.labels) = (Kind::Truth, None);
        Ok(made)
    }

    /// The die that explodes or is thrown again: of several dice each does so for itself.
    fn one_die(&mut self, form: &str, args: &[ast::Expr], span: Span) -> Result<Made, Error> {
        let made = self.one_trial(&args[0])?;
        let Kind::Sample(Sample { length, .. }) = &made.kind else { return Ok(made) };
        if *length == Some(1) {
            return Ok(made);
        }
        let rest: String = args[1..].iter().map(|a| format!(", {}", print_expression(a))).collect();
        let hint = match &args[0].node {
            Ast::Dice(ast::Dice { count: Some(n), keep: None, faces }) => {
                let die = ast::Dice { count: None, keep: None, faces: *faces };
                let die = print_expression(&ast::Expr::new(Ast::Dice(die), args[0].span));
                format!("did you mean `pool({n}, {form}({die}{rest}))`?")
            }
            _ => format!("let each die do so: `pool(3, {form}(d6{rest}))`"),
        };
        let message = format!("`{form}` takes one die, and these are several");
        Err(Error::new(ErrorKind::Kind, message).hint(hint).at(span))
    }

    /// `reroll(D, pattern, once)`, `reroll(D, pattern)`.
    pub(super) fn reroll(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let made = self.one_die("reroll", args, span)?;
        let pattern = self.pattern(&args[1], made.labels.as_ref(), made.kind.element())?;
        let once = match args.get(2).map(|a| &a.node) {
            None => false,
            Some(Ast::Name(word)) if word == "once" => true,
            Some(_) => {
                return Err(Error::new(ErrorKind::Syntax, "the third argument of `reroll` is `once`")
                    .at(args[2].span));
            }
        };
        let faces = self.faces_of(&made, args[0].span)?;
        let rerolled = faces.map(move |faces| {
            if !once {
                return laws::reroll(&faces, &pattern).map_err(|e| e.or_at(Some(span)));
            }
            let law = laws::reroll_once(&faces, &pattern).map_err(|e| e.or_at(Some(span)))?;
            Faces::new(Collection::Die, law.weights().map(|(v, w)| (v.clone(), w.clone())))
        });
        Made::single(rerolled, text)
    }

    /// `explode(D, depth)`, `explode(D)`.
    pub(super) fn explode(&mut self, args: &[ast::Expr], text: &str, span: Span) -> Result<Made, Error> {
        let made = self.one_die("explode", args, span)?;
        let faces = self.faces_of(&made, args[0].span)?;
        match args.get(1) {
            Some(depth) => {
                let number = self.number(depth)?;
                let depth = self.natural(number, "the depth", depth.span);
                let law = depth.with(faces, |depth, faces| {
                    let law = laws::explode(&faces, depth)?;
                    Faces::new(Collection::Die, law.weights().map(|(v, w)| (v.clone(), w.clone())))
                });
                Made::single(law, text)
            }
            None => self.endless_explosion(faces, text, args[0].span),
        }
    }
}

/// A die with the sides H and T is a coin, whose sides are heads and tails: they meet those of other coins.
fn name_sides(labels: &mut [Value]) {
    let [first, second] = labels else { return };
    let (heads, tails) = (Value::word("H"), Value::word("T"));
    if [&*first, &*second] == [&heads, &tails] || [&*first, &*second] == [&tails, &heads] {
        for side in [first, second] {
            *side = if *side == heads { "heads".into() } else { "tails".into() };
        }
    }
}
