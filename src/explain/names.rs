//! The names by which the formulas of a derivation speak of experiments: their own, or new ones.

use crate::question::{Expr, Named, Node, Question, all_dice};
use crate::statistic::Role;
use std::sync::Arc;

/// Names for the experiments of a question.
pub struct Names {
    /// The question with a name for every experiment that matters.
    named: Question,
    /// Which of these names are new.
    new: u128,
    /// The names of their own.
    own: Vec<Option<Arc<str>>>,
    /// Of dice that are kept by the way they are written, all of them: `4d6` of `4d6kh3`. The new name is theirs.
    thrown: Vec<Option<String>>,
}

impl Names {
    /// Names that a question does not use yet, for experiments without one, and for throws of which the name of the
    /// experiment says a part.
    pub fn of(question: &Question) -> Self {
        let taken: Vec<Arc<str>> = question.experiments.iter().filter_map(|e| e.name.clone()).collect();
        let spoken =
            |word: &str| question.experiments.iter().any(|e| words(e.experiment.text()).any(|w| w == word));
        let mut fresh = ["X", "Y", "Z", "U", "V", "W", "R", "T", "X1", "X2", "X3", "X4", "X5", "X6"]
            .into_iter()
            .filter(|name| !taken.iter().any(|t| t.split(", ").any(|t| t == *name)) && !spoken(name));
        let mentioned = question.mentioned();
        let own: Vec<_> = question.experiments.iter().map(|named| named.name.clone()).collect();
        let (mut named, mut new) = (question.clone(), 0);
        let thrown: Vec<_> =
            question.experiments.iter().map(|e| all_dice(e.experiment.text()).map(str::to_owned)).collect();
        for (i, experiment) in named.experiments.iter_mut().enumerate().take(128) {
            let is_new = experiment.name.is_none() || thrown[i].is_some();
            if let Some(name) = (is_new && mentioned >> i & 1 == 1).then(|| fresh.next()).flatten() {
                experiment.name = Some(Arc::from(name));
                new |= 1 << i;
            }
        }
        Self { named, new, own, thrown }
    }

    /// The name of an experiment.
    pub fn of_experiment(&self, i: usize) -> Option<&str> {
        self.named.experiments[i].name.as_deref()
    }

    /// What stands before a formula with these parts, and the question by whose names it is written: experiments without a
    /// name of their own are introduced where they are mentioned twice or counted over, and throws where more is mentioned
    /// of them than what is kept.
    pub fn introduce(&self, question: &Question, parts: &[&Expr], counted: bool) -> (String, Question) {
        let mut mentions = vec![0usize; question.experiments.len()];
        parts.iter().for_each(|part| count_mentions(part, &mut mentions));
        let (mut preamble, mut written) = (String::new(), question.clone());
        for i in (0..mentions.len()).filter(|i| self.new >> i & 1 == 1) {
            let twice = mentions[i] > 1 && self.own[i].is_none();
            let bare = self.thrown[i].is_some() && parts.iter().any(|part| is_bare(part, i));
            if counted || twice || bare {
                let Named { name, experiment } = &self.named.experiments[i];
                let text = self.thrown[i].as_deref().unwrap_or_else(|| experiment.text());
                preamble += &format!("{} ~ {text}; ", name.as_deref().unwrap_or("X"));
                written.experiments[i].name.clone_from(name);
            }
        }
        (preamble, written)
    }

    /// An expression as it is written, every experiment by its name.
    pub fn say(&self, expression: &Expr) -> String {
        let mut written = self.named.clone();
        for (i, own) in self.own.iter().enumerate() {
            if own.is_some() && !is_bare(expression, i) {
                written.experiments[i].name.clone_from(own);
            }
        }
        written.text_of(expression)
    }
}

/// Whether dice of a throw are mentioned that need not be those that are kept.
fn is_bare(expression: &Expr, name: usize) -> bool {
    let is_throw = |part: &Expr| matches!(part.node(), Node::Name(i) if *i == name);
    match expression.node() {
        Node::Call(function, parts) if matches!(function.role, Role::Keep(_)) => {
            parts.iter().any(|part| !is_throw(part) && is_bare(part, name))
        }
        node => is_throw(expression) || node.children().any(|part| is_bare(part, name)),
    }
}

/// How often each experiment is mentioned, as it is written.
fn count_mentions(expression: &Expr, mentions: &mut [usize]) {
    if let Node::Name(i) = expression.node()
        && let Some(count) = mentions.get_mut(*i)
    {
        *count += 1;
    }
    expression.node().children().for_each(|child| count_mentions(child, mentions));
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}
