//! Probability trees as they are drawn: branches that go on alike are one class, and there is a limit to how many are
//! drawn.

mod class;
mod latex;
mod svg;

use crate::help::Language;
use crate::model::Value;
use crate::render::catalogue::Phrase;
use crate::render::listing::told;
use crate::solve::Branch;
use class::{Class, classes};
use num_rational::BigRational;
use num_traits::Zero;

/// The most leaves of a figure.
pub(super) const MOST_LEAVES: usize = 60;

/// The longest list of values that names a class in full.
const LONGEST_LABEL: usize = 24;

/// The most factors of a product that is written out.
const MOST_FACTORS: usize = 4;

/// A tree that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The branches from the root.
    pub nodes: Vec<Node>,
    /// The probability of all paths on which the event holds, where there is one.
    pub together: Option<BigRational>,
    /// How many branches are not drawn.
    pub omitted: usize,
    language: Language,
}

/// A branch that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What happens: a value, or several that go on alike.
    pub label: String,
    /// How likely it is after what came before.
    pub edge: BigRational,
    /// The factors along the path, where it ends here.
    pub factors: Vec<BigRational>,
    /// Whether the event holds at the end of the path.
    pub holds: Option<bool>,
    /// What may happen next.
    pub below: Vec<Node>,
}

impl Node {
    /// The number of leaves, at least one.
    fn leaves(&self) -> usize {
        self.below.iter().map(Self::leaves).sum::<usize>().max(1)
    }

    /// The factors of the product at the end of a path, where they are few, and the product.
    fn end(&self) -> Option<(Vec<String>, String)> {
        let few = (2..=MOST_FACTORS).contains(&self.factors.len());
        let factors = self.factors.iter().filter(|_| few).map(ToString::to_string).collect();
        self.path().map(|product| (factors, product.to_string()))
    }

    /// The probability of the path that ends here.
    #[must_use]
    pub fn path(&self) -> Option<BigRational> {
        self.below.is_empty().then(|| self.factors.iter().product())
    }
}

impl Tree {
    /// The tree of these branches, with so many leaves at most.
    #[must_use]
    pub fn of(branches: &[Branch], most: usize, language: Language) -> Self {
        let mut tree = Self { nodes: Vec::new(), together: favourable(branches), omitted: 0, language };
        let mut left = most;
        tree.nodes = tree.grown(&classes(branches), &[], &mut left);
        tree
    }

    fn grown(&mut self, classes: &[Class], before: &[BigRational], left: &mut usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (i, class) in classes.iter().enumerate() {
            if *left == 0 {
                self.omitted += classes.len() - i;
                break;
            }
            let mut factors = before.to_vec();
            factors.push(class.edge.clone());
            let below = self.grown(&class.below, &factors, left);
            if class.below.is_empty() {
                *left -= 1;
            }
            let label = label(&class.values, self.language);
            nodes.push(Node { label, edge: class.edge.clone(), factors, holds: class.holds, below });
        }
        nodes
    }

    /// What is said below the tree: what is not drawn, and the probability of the event.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let omitted = (self.omitted > 0).then(|| Phrase::MoreBranches(self.omitted.to_string()));
        let together = self.together.as_ref().map(|p| Phrase::Together(p.to_string()));
        omitted.into_iter().chain(together).map(|phrase| phrase.text(self.language)).collect()
    }

    /// The tree as a figure.
    ///
    /// # Examples
    /// ```
    /// use prob::answer::Reply;
    /// use prob::help::Language;
    /// use prob::render::tree::Tree;
    /// use prob::session::Session;
    /// let replies = Session::default().ask("X ~ d6; tree X = 6")?;
    /// let Reply::Tree { branches, .. } = &replies[0] else { panic!() };
    /// let figure = Tree::of(branches, 60, Language::English).svg();
    /// assert!(figure.contains(">5/6<") && figure.contains("1, 2, 3, 4, 5"));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn svg(&self) -> String {
        svg::drawn(self)
    }

    /// The tree as a picture of TikZ.
    #[must_use]
    pub fn latex(&self) -> String {
        latex::drawn(self)
    }

    /// How many stages there are, and how wide the widest label of each is.
    fn columns(&self, width: impl Fn(&str) -> usize) -> Vec<usize> {
        fn visit(nodes: &[Node], depth: usize, widths: &mut Vec<usize>, width: &dyn Fn(&str) -> usize) {
            for node in nodes {
                if widths.len() <= depth {
                    widths.push(0);
                }
                widths[depth] = widths[depth].max(width(&node.label));
                visit(&node.below, depth + 1, widths, width);
            }
        }
        let mut widths = Vec::new();
        visit(&self.nodes, 0, &mut widths, &width);
        widths
    }
}

/// The values of a class; the first ones and their number where there are many.
fn label(values: &[Value], language: Language) -> String {
    let comma = if language == Language::Chinese { "、" } else { ", " };
    let name = |value: &Value| match value {
        Value::Truth(true) => Phrase::True.text(language),
        Value::Truth(false) => Phrase::False.text(language),
        other => told(other, true),
    };
    let names: Vec<String> = values.iter().map(name).collect();
    let whole = names.join(comma);
    if names.len() <= 2 || whole.chars().count() <= LONGEST_LABEL {
        return whole;
    }
    format!("{}{comma}{}{comma}… ({})", names[0], names[1], names.len())
}

/// The probability of all paths on which the event holds; nothing without an event.
fn favourable(branches: &[Branch]) -> Option<BigRational> {
    let mut sum = None;
    for branch in branches {
        let part = match branch.holds {
            Some(true) => Some(branch.path.clone()),
            Some(false) => Some(BigRational::zero()),
            None => favourable(&branch.branches),
        };
        sum = match (sum, part) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
    }
    sum
}
