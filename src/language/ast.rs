//! The syntax tree: what was written and where, before any name or kind is checked.
//!
//! The tree is purely syntactic. A word is a [`Node::Name`] whether it will turn out to be a user's name, a label of
//! an urn or a class such as `even`; a word before a parenthesis is a [`Node::Call`] whether or not such a function
//! exists. Only what has a syntax of its own has a node of its own. Parentheses leave no trace but the span.
//!
//! Two trees are equal when they say the same, wherever they were written: `==` ignores spans.

use num_rational::BigRational;

use crate::error::Span;

/// Something written at a place of the text.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    /// Where, in characters; an expression in parentheses includes them.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `node`, written at `span`.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    /// Whether both say the same, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// An expression and its place.
pub type Expr = Spanned<Node>;

/// A statement and its place.
pub type Statement = Spanned<Act>;

/// A word that is given a meaning, and its place.
#[derive(Clone, Debug)]
pub struct Name {
    /// The word as it was written.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A whole text: its statements in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// The statements; none for a text of blanks and comments.
    pub statements: Vec<Statement>,
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// `X ~ E`, `X, Y ~ E`: names for outcomes of an experiment.
    Roll {
        /// One name or more.
        names: Vec<Name>,
        /// The experiment.
        experiment: Expr,
    },
    /// `name := expr`: a name for an expression.
    Define {
        /// The name.
        name: Name,
        /// What it stands for.
        value: Expr,
    },
    /// `def f(n) := expr`: a function.
    Function {
        /// The function's name.
        name: Name,
        /// Its parameters, one or more.
        parameters: Vec<Name>,
        /// What it returns.
        body: Expr,
    },
    /// `given P(A) = 1/2, P(A and B) = 1/5`: stated facts.
    Given {
        /// One fact or more.
        facts: Vec<Expr>,
    },
    /// A question.
    Ask(Ask),
}

/// A question: how it is asked, what is asked, and in which form the answer is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// [`Verb::Answer`] when no verb was written.
    pub verb: Verb,
    /// One query; two for [`Verb::Check`] (the formula, then the question), two or more for [`Verb::Compare`].
    pub queries: Vec<Query>,
    /// `to FORMAT`, if it was written.
    pub format: Option<Spanned<Format>>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// An expression: a measure, a number, an event, or an experiment under a verb.
    Value(Expr),
    /// `for n in 1..10: q, q`: a table with a row for each value.
    Sweep {
        /// The name and its values.
        binding: Binding,
        /// A column each; one or more.
        questions: Vec<Expr>,
    },
    /// `least n in 1..100: cond`, `greatest …`, `solve p in 0..1: equation`.
    Search {
        /// Which value is wanted.
        goal: Goal,
        /// The name and its values.
        binding: Binding,
        /// What must hold.
        condition: Expr,
    },
}

/// `name in values`, before a colon.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// The name that takes each value in turn.
    pub name: Name,
    /// The values.
    pub values: Expr,
}

/// Gives an enumeration of words its list, the spelling of each, and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// All of them, in the order of the reference.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling in the language.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The one with this spelling.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// How a question is to be treated.
    Verb {
        /// No verb: the exact answer. Its spelling is empty.
        Answer = "",
        /// The derivation, line by line.
        Explain = "explain",
        /// The exact answer beside a simulation.
        Verify = "verify",
        /// The outcomes of an experiment.
        List = "list",
        /// A probability tree.
        Tree = "tree",
        /// A chart.
        Plot = "plot",
        /// Several questions side by side.
        Compare = "compare",
        /// A simulation only.
        Simulate = "simulate",
        /// Whether a student's formula is right.
        Check = "check",
    }
}

words! {
    /// The form of an answer.
    Format {
        /// `1/6`
        Fraction = "fraction",
        /// `0.166…`
        Decimal = "decimal",
        /// `16.6… %`
        Percent = "percent",
        /// `1 : 5`
        Odds = "odds",
        /// A formula for a typesetter.
        Latex = "latex",
        /// One object a line.
        Json = "json",
        /// A table for a spreadsheet.
        Csv = "csv",
    }
}

words! {
    /// Which value a search wants.
    Goal {
        /// The first value for which the condition holds.
        Least = "least",
        /// The last one.
        Greatest = "greatest",
        /// The roots of an equation.
        Solve = "solve",
    }
}

words! {
    /// What is asked of an event, a number or a sample. `D(X)` is read as `Var(X)`.
    Measure {
        /// Probability of an event.
        Probability = "P",
        /// Number of equally likely outcomes.
        Count = "N",
        /// Mean.
        Expectation = "E",
        /// Variance.
        Variance = "Var",
        /// Standard deviation.
        StandardDeviation = "SD",
        /// Covariance.
        Covariance = "Cov",
        /// Correlation.
        Correlation = "Cor",
        /// Distribution.
        Distribution = "dist",
        /// Median.
        Median = "median",
        /// Likeliest values.
        Mode = "mode",
        /// Quantile.
        Quantile = "quantile",
        /// Independence of events.
        Independent = "independent",
        /// Disjointness of events.
        Disjoint = "disjoint",
    }
}

words! {
    /// What runs over `name in values: …`.
    Quantifier {
        /// For how many it holds.
        Count = "count",
        /// Whether it holds for all.
        All = "all",
        /// Whether it holds for at least one.
        Any = "any",
        /// The sum.
        Sum = "sum",
        /// The product.
        Product = "product",
        /// The least value.
        Min = "min",
        /// The greatest value.
        Max = "max",
    }
}

words! {
    /// A collection written as `kind{label:weight, …}`.
    Collection {
        /// `urn{white:4, black:2}`
        Urn = "urn",
        /// `die{1:1/2, 2:1/3, 3:1/6}`
        Die = "die",
        /// `people{boy:3, girl:3}`
        People = "people",
        /// `deck{land:24, other:36}`
        Deck = "deck",
    }
}

words! {
    /// An operator between two operands.
    Operator {
        /// Either or both.
        Or = "or",
        /// Exactly one.
        Xor = "xor",
        /// Both.
        And = "and",
        /// Sum.
        Add = "+",
        /// Difference.
        Subtract = "-",
        /// Product of numbers or of collections.
        Multiply = "*",
        /// Quotient.
        Divide = "/",
        /// Remainder, never negative.
        Mod = "mod",
        /// Power.
        Power = "^",
    }
}

words! {
    /// A comparison of two values.
    Comparator {
        /// Equal; `==` is read as `=`.
        Equal = "=",
        /// Unequal.
        Unequal = "!=",
        /// Less.
        Less = "<",
        /// Less or equal.
        AtMost = "<=",
        /// Greater.
        Greater = ">",
        /// Greater or equal.
        AtLeast = ">=",
    }
}

words! {
    /// Which dice of a pool stay or go.
    Keep {
        /// Keep the highest.
        Highest = "kh",
        /// Keep the lowest.
        Lowest = "kl",
        /// Keep the middle ones.
        Middle = "km",
        /// Drop the highest.
        DropHighest = "dh",
        /// Drop the lowest.
        DropLowest = "dl",
    }
}

/// The faces of dice written as `dN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Faces {
    /// `d6`: 1 up to this number.
    Sides(u32),
    /// `d%`: 1 to 100.
    Percent,
    /// `dF`: −1, 0 and 1.
    Fudge,
}

/// Dice in one word: `d6`, `3d6`, `d%`, `4dF`, `4d6kh3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dice {
    /// How many, if a number was written: `d6` is one die, `1d6` a pool of one.
    pub count: Option<u32>,
    /// The faces of each.
    pub faces: Faces,
    /// What is kept or dropped, and how many of them.
    pub keep: Option<(Keep, u32)>,
}

/// An exact number as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Its value: 1/20 for `5%`.
    pub value: BigRational,
    /// Whether it was written with a percent sign.
    pub percent: bool,
}

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
