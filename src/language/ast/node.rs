//! Expressions.

use super::{
    Binding, Collection, Comparator, Dice, Expr, Measure, Name, Number, Operator, Quantifier, Spanned,
};

/// `item:weight`, or an item alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// A label, a number, a range, or the next state of a chain.
    pub item: Expr,
    /// How many of it, or how likely it is.
    pub weight: Option<Expr>,
}

/// One further link of a chain of comparisons: `<= 3`.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// How the value before is compared with this one.
    pub comparator: Spanned<Comparator>,
    /// The value.
    pub value: Expr,
}

/// A Markov chain: `chain (a, b) from (0, 0) step {(a+1, b): 1/2, (a, b+1): 1/2} until a = 4 or b = 4`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The names of the state's parts; empty when the header names none (then it is `x`).
    pub state: Vec<Name>,
    /// Where it starts.
    pub from: Expr,
    /// The next state: [`Node::Branches`], or any experiment that mentions the state.
    pub step: Expr,
    /// When it stops.
    pub end: ChainEnd,
}

/// When a Markov chain stops.
#[derive(Clone, Debug, PartialEq)]
pub enum ChainEnd {
    /// `until cond`
    Until(Expr),
    /// `for n steps`
    Steps(Expr),
}

/// An expression without its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `0.1`, `5%`
    Number(Number),
    /// A word that is neither before a parenthesis nor before a brace: a name, a label, a class.
    Name(String),
    /// `"HTH"`, without the quotation marks.
    Text(String),
    /// `4d6kh3`
    Dice(Dice),
    /// `{2, 4, 6}`, `{A, K}`, `{}`
    Set(Vec<Expr>),
    /// `(1, 2, 2)`: two or more.
    Tuple(Vec<Expr>),
    /// `{k in 1..30: prime(k)}`
    Builder {
        /// One or more.
        bindings: Vec<Binding>,
        /// What the elements satisfy.
        condition: Box<Expr>,
    },
    /// `{x+1: 1/2, x-1: 1/2}`: braces with a weight in them, and no word before.
    Branches(Vec<Entry>),
    /// `urn{white:4, black:2}`
    Labelled {
        /// The word before the brace.
        kind: Collection,
        /// In the order written.
        entries: Vec<Entry>,
    },
    /// `f(a, b)`: any word before a parenthesis that is not a measure. The last argument of `wait(… in D)` and of
    /// `first(…, … in D)` is a [`Node::In`]; so is the only one of `count(pattern in X)`.
    Call {
        /// The function.
        name: Name,
        /// Its arguments; may be empty.
        args: Vec<Expr>,
    },
    /// `count(x in X: cond)`, `sum(k in 0..5: expr)`
    Quantified {
        /// What is made of the values of the body.
        quantifier: Quantifier,
        /// One or more.
        bindings: Vec<Binding>,
        /// A condition or a number.
        body: Box<Expr>,
    },
    /// `P(A | B)`
    Measure {
        /// What is asked.
        measure: Measure,
        /// The names before a colon, `N(S, H: cond)`; empty for all but [`Measure::Count`].
        over: Vec<Name>,
        /// One or more; commas in an event mean `and`, but that is for the checker to say.
        args: Vec<Expr>,
        /// What stands after the bar; several, joined by commas, mean `and`; empty without a bar.
        given: Vec<Expr>,
    },
    /// `X[i]`
    Index {
        /// The sample.
        sample: Box<Expr>,
        /// The place; never a [`Node::Range`].
        index: Box<Expr>,
    },
    /// `X[i..j]`
    Slice {
        /// The sample.
        sample: Box<Expr>,
        /// The first place.
        from: Box<Expr>,
        /// The last place.
        to: Box<Expr>,
    },
    /// `-x`
    Negate(Box<Expr>),
    /// `n!`
    Factorial(Box<Expr>),
    /// `not A`
    Not(Box<Expr>),
    /// `a + b`, `A or B`
    Binary {
        /// The operator.
        operator: Operator,
        /// What stands before it.
        left: Box<Expr>,
        /// What stands after it.
        right: Box<Expr>,
    },
    /// `a..b`
    Range {
        /// The first number.
        from: Box<Expr>,
        /// The last number.
        to: Box<Expr>,
    },
    /// `1 <= X <= 3`
    Comparison {
        /// The first value.
        first: Box<Expr>,
        /// One link or more.
        rest: Vec<Link>,
    },
    /// `6 in X`, `count(land in H) in {2, 3}`: what this asks depends on what the collection is.
    In {
        /// A pattern or a value.
        pattern: Box<Expr>,
        /// A sample, an experiment, a set.
        collection: Box<Expr>,
    },
    /// `X[1] is ace`
    Is {
        /// One element.
        element: Box<Expr>,
        /// What it may match.
        pattern: Box<Expr>,
    },
    /// `>= 8`: a pattern, a comparison whose left side is the element.
    Threshold {
        /// How the element is compared.
        comparator: Comparator,
        /// With what.
        value: Box<Expr>,
    },
    /// `multiple of 3`: a pattern.
    MultipleOf(Box<Expr>),
    /// `if c then a else b`
    If {
        /// The condition.
        condition: Box<Expr>,
        /// The value when it holds.
        then: Box<Expr>,
        /// The value when it does not.
        otherwise: Box<Expr>,
    },
    /// `draw 2 from U with replacement until cond`
    Draw {
        /// How many, if it says so.
        count: Option<Box<Expr>>,
        /// The collection.
        from: Box<Expr>,
        /// Whether each is put back.
        replacement: bool,
        /// When to stop, if it says so.
        until: Option<Box<Expr>>,
    },
    /// `choose 2 from U with replacement`
    Choose {
        /// How many.
        count: Box<Expr>,
        /// The collection.
        from: Box<Expr>,
        /// Whether an element may be chosen again.
        replacement: bool,
    },
    /// `chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0`
    Chain(Box<Chain>),
    /// `identical 5`, an argument of `place`.
    Identical(Box<Expr>),
    /// `into 3`, the last argument of `split`.
    Into(Box<Expr>),
}
