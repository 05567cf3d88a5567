//! Random syntax trees: every tree that the parser can return, and no other.

use num_rational::BigRational;
use prob::Span;
use prob::language::ast::*;
use proptest::collection::vec;
use proptest::prelude::*;

const HERE: Span = Span { start: 0, end: 0 };

fn here(node: Node) -> Expr {
    Expr::new(node, HERE)
}

/// Words, those among them with a meaning in some places.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["X", "Y", "A", "k", "红", "heads", "x1", "P", "N", "E", "D", "d", "e", "all"]),
        1 => prop::sample::select(vec![
            "draw", "choose", "chain", "step", "until", "to", "with", "into", "identical", "multiple", "of", "given",
            "explain", "list", "check", "for", "least", "steps", "once", "replacement", "def", "deck", "count",
        ]),
    ]
    .prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = Name> {
    word().prop_map(|text| Name { text, span: HERE })
}

fn function() -> impl Strategy<Value = Name> {
    prop::sample::select(vec![
        "f", "distinct", "count", "max", "list", "wait", "first", "chain", "place", "split",
    ])
    .prop_map(|text| Name { text: text.to_owned(), span: HERE })
}

fn any<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

fn number() -> impl Strategy<Value = Node> {
    (0u64..100_000, 0u32..4, prop::bool::ANY).prop_map(|(digits, places, percent)| {
        let scale = 10u64.pow(places + if percent { 2 } else { 0 });
        Node::Number(Number { value: BigRational::new(digits.into(), scale.into()), percent })
    })
}

fn dice() -> impl Strategy<Value = Node> {
    let faces = prop_oneof![(0u32..100).prop_map(Faces::Sides), Just(Faces::Percent), Just(Faces::Fudge)];
    (prop::option::of(0u32..20), faces, prop::option::of((any(Keep::ALL), 0u32..9)))
        .prop_map(|(count, faces, keep)| Node::Dice(Dice { count, faces, keep }))
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        4 => word().prop_map(Node::Name),
        3 => number(),
        2 => dice(),
        1 => "[A-Z#;，（ ]{0,4}".prop_map(Node::Text),
    ]
    .prop_map(here)
}

fn boxed(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = Box<Expr>> {
    inner.prop_map(Box::new)
}

/// A random expression.
pub fn expression() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        let inner = inner.boxed();
        prop_oneof![
            4 => arithmetic(inner.clone()),
            4 => conditions(inner.clone()),
            3 => brackets(inner.clone()),
            3 => calls(inner.clone()),
            2 => experiments(inner),
        ]
        .prop_map(here)
    })
}

type Inner = BoxedStrategy<Expr>;

fn arithmetic(e: Inner) -> impl Strategy<Value = Node> {
    prop_oneof![
        4 => (any(Operator::ALL), boxed(e.clone()), boxed(e.clone()))
            .prop_map(|(operator, left, right)| Node::Binary { operator, left, right }),
        1 => boxed(e.clone()).prop_map(Node::Negate),
        1 => boxed(e.clone()).prop_map(Node::Factorial),
        1 => (boxed(e.clone()), boxed(e.clone())).prop_map(|(from, to)| Node::Range { from, to }),
        1 => (boxed(e.clone()), boxed(e.clone())).prop_map(|(sample, index)| match index.node {
            Node::Range { from, to } => Node::Slice { sample, from, to },
            _ => Node::Index { sample, index },
        }),
        1 => (boxed(e.clone()), boxed(e.clone()), boxed(e))
            .prop_map(|(condition, then, otherwise)| Node::If { condition, then, otherwise }),
    ]
}

fn conditions(e: Inner) -> impl Strategy<Value = Node> {
    let link = (any(Comparator::ALL), e.clone())
        .prop_map(|(comparator, value)| Link { comparator: Spanned::new(comparator, HERE), value });
    prop_oneof![
        (boxed(e.clone()), vec(link, 1..3)).prop_map(|(first, rest)| Node::Comparison { first, rest }),
        (boxed(e.clone()), boxed(e.clone()))
            .prop_map(|(pattern, collection)| Node::In { pattern, collection }),
        (boxed(e.clone()), boxed(e.clone())).prop_map(|(element, pattern)| Node::Is { element, pattern }),
        (any(Comparator::ALL), boxed(e.clone()))
            .prop_map(|(comparator, value)| Node::Threshold { comparator, value }),
        boxed(e.clone()).prop_map(Node::MultipleOf),
        boxed(e).prop_map(Node::Not),
    ]
}

fn brackets(e: Inner) -> impl Strategy<Value = Node> {
    let entry = (e.clone(), prop::option::of(e.clone())).prop_map(|(item, weight)| Entry { item, weight });
    let weighted = (e.clone(), e.clone()).prop_map(|(item, weight)| Entry { item, weight: Some(weight) });
    prop_oneof![
        vec(e.clone(), 0..4).prop_map(Node::Set),
        vec(e.clone(), 2..4).prop_map(Node::Tuple),
        (vec(binding(e.clone()), 1..3), boxed(e))
            .prop_map(|(bindings, condition)| Node::Builder { bindings, condition }),
        // Two weights at least: one alone after `k in …` is the condition of a set.
        (weighted.clone(), weighted, vec(entry.clone(), 0..2)).prop_map(|(first, second, rest)| {
            Node::Branches([first, second].into_iter().chain(rest).collect())
        }),
        (any(Collection::ALL), vec(entry, 0..4)).prop_map(|(kind, mut entries)| {
            entries.retain(|e| !matches!(e.item.node, Node::Comparison { .. }));
            Node::Labelled { kind, entries }
        }),
    ]
}

fn binding(e: Inner) -> impl Strategy<Value = Binding> {
    (name(), e).prop_map(|(name, values)| Binding { name, values })
}

fn calls(e: Inner) -> impl Strategy<Value = Node> {
    prop_oneof![
        (function(), vec(e.clone(), 0..3)).prop_map(|(name, args)| Node::Call { name, args }),
        (boxed(e.clone()), e.clone())
            .prop_map(|(balls, boxes)| call("place", vec![Node::Identical(balls), boxes.node])),
        (e.clone(), boxed(e.clone()))
            .prop_map(|(from, groups)| call("split", vec![from.node, Node::Into(groups)])),
        (any(Quantifier::ALL), vec(binding(e.clone()), 1..3), boxed(e.clone()))
            .prop_map(|(quantifier, bindings, body)| Node::Quantified { quantifier, bindings, body }),
        (any(Measure::ALL), vec(e.clone(), 1..3), vec(e.clone(), 0..3))
            .prop_map(|(measure, args, given)| Node::Measure { measure, over: Vec::new(), args, given }),
        (vec(name(), 1..3), vec(e, 1..3)).prop_map(|(over, args)| Node::Measure {
            measure: Measure::Count,
            over,
            args,
            given: Vec::new()
        }),
    ]
}

fn call(function: &str, args: Vec<Node>) -> Node {
    let name = Name { text: function.to_owned(), span: HERE };
    Node::Call { name, args: args.into_iter().map(here).collect() }
}

fn experiments(e: Inner) -> impl Strategy<Value = Node> {
    let until = prop::option::of(boxed(e.clone()));
    let end = prop_oneof![e.clone().prop_map(ChainEnd::Until), e.clone().prop_map(ChainEnd::Steps)];
    prop_oneof![
        (prop::option::of(boxed(e.clone())), boxed(e.clone()), prop::bool::ANY, until)
            .prop_map(|(count, from, replacement, until)| Node::Draw { count, from, replacement, until }),
        (boxed(e.clone()), boxed(e.clone()), prop::bool::ANY)
            .prop_map(|(count, from, replacement)| Node::Choose { count, from, replacement }),
        (vec(name(), 0..3), e.clone(), e, end)
            .prop_map(|(state, from, step, end)| Node::Chain(Box::new(Chain { state, from, step, end }))),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let goal = any(Goal::ALL);
    let bound = binding(expression().boxed());
    prop_oneof![
        4 => expression().prop_map(Query::Value),
        1 => (goal, bound, expression())
            .prop_map(|(goal, binding, condition)| Query::Search { goal, binding, condition }),
    ]
}

fn ask() -> impl Strategy<Value = Act> {
    let sweep = (binding(expression().boxed()), vec(expression(), 1..3))
        .prop_map(|(binding, questions)| Query::Sweep { binding, questions });
    let queries = (vec(query(), 1..3), prop::option::weighted(0.2, sweep));
    (any(Verb::ALL), queries, prop::option::of(any(Format::ALL))).prop_map(
        |(verb, (mut queries, last), format)| {
            // A sweep takes all that follows it, so it comes last.
            queries.extend(last);
            let wanted = match verb {
                Verb::Check => 2,
                Verb::Compare => queries.len().max(2),
                _ => 1,
            };
            let surplus = queries.len().saturating_sub(wanted);
            queries.drain(..surplus);
            while queries.len() < wanted {
                queries.insert(0, Query::Value(here(Node::Name("X".to_owned()))));
            }
            let format = format.map(|f| Spanned::new(f, HERE));
            Act::Ask(Ask { verb, queries, format })
        },
    )
}

/// A random program.
pub fn program() -> impl Strategy<Value = Program> {
    let act = prop_oneof![
        1 => (vec(name(), 1..3), expression()).prop_map(|(names, experiment)| Act::Roll { names, experiment }),
        1 => (name(), expression()).prop_map(|(name, value)| Act::Define { name, value }),
        1 => (function(), vec(name(), 1..3), expression())
            .prop_map(|(name, parameters, body)| Act::Function { name, parameters, body }),
        1 => vec(expression(), 1..3).prop_map(|facts| Act::Given { facts }),
        3 => ask(),
    ];
    vec(act.prop_map(|act| Spanned::new(act, HERE)), 0..4).prop_map(|statements| Program { statements })
}
