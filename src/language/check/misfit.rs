//! Statistics that do not fit what they are asked of, and what was probably meant.

mod signs;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::print_expression;
use crate::model::{Pattern, Scale, Value};
use crate::question::Node;
use crate::statistic::integers::VALUE;
pub(super) use signs::{is_constant, loose_chain, never_both, stroke_for_bar};

/// The error of a deal that has one name where one hand is needed.
pub(super) fn several_hands(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "these are several hands")
        .hint("name them, `West, East ~ deal(13, 13, deck)`, or take one, `X[1]`")
        .at(span)
}

/// The fix of `count(ace or king in H)`, where `in` binds to the last pattern alone.
pub(super) fn loose_pattern(function: &str, argument: &ast::Expr) -> Option<String> {
    let inside = |last: &ast::Expr, pattern: &dyn Fn(String) -> String| match &last.node {
        Ast::In { pattern: of, collection } => {
            let (of, collection) = (print_expression(of), print_expression(collection));
            Some(format!("put the pattern in parentheses: `{function}(({}) in {collection})`", pattern(of)))
        }
        _ => None,
    };
    match &argument.node {
        Ast::Not(inner) => inside(inner, &|of| format!("not {of}")),
        Ast::Binary { operator: operator @ (ast::Operator::Or | ast::Operator::And), left, right } => {
            let word = if *operator == ast::Operator::Or { "or" } else { "and" };
            inside(right, &|of| format!("{} {word} {of}", print_expression(left)))
        }
        _ => None,
    }
}

/// The fix of `count(6, 5 in X)`, where patterns stand side by side.
pub(super) fn loose_set(function: &str, args: &[ast::Expr]) -> Option<String> {
    let (last, others) = args.split_last().filter(|(_, others)| !others.is_empty())?;
    let Ast::In { pattern, collection } = &last.node else { return None };
    let patterns: Vec<String> = others.iter().map(print_expression).collect();
    let (last, collection) = (print_expression(pattern), print_expression(collection));
    Some(format!("put them into a set: `{function}({{{}, {last}}} in {collection})`", patterns.join(", ")))
}

/// Statistics of elements from the least to the greatest.
const ASCENDING: [&str; 7] =
    ["sorted", "highest", "lowest", "middle", "increasing", "nondecreasing", "descents"];

/// Statistics of how often each label comes.
const OF_LABELS: [&str; 7] = ["distinct", "maxcount", "pairs", "shape", "groups", "counts", "run"];

/// The error of a statistic that means nothing for such a sample: one of an order that its elements have not, or of equal
/// labels among the groups of a split.
pub(super) fn meaningless(function: &str, sample: &Typed) -> Option<Error> {
    if function == VALUE.name {
        // Where no element is a digit, no outcome is a row of digits.
        let alone = |label: &Value| VALUE.apply(&[Value::row([label.clone()])]);
        let labels = &sample.labels.as_ref()?.values;
        return labels.first().map(alone)?.err().filter(|_| labels.iter().all(|label| alone(label).is_err()));
    }
    let long = |label: &&Value| matches!(label, Value::Word(word) if word.chars().count() > 1);
    let (what, hint) = match &sample.kind {
        Kind::Sample(Sample { order: Order::Groups, .. }) if OF_LABELS.contains(&function) => (
            format!("{function} looks at equal labels, and the groups of a split share none"),
            "for the sizes of the groups write `max(g in X: length(g))` or `count(g in X: length(g) = 2)`"
                .to_owned(),
        ),
        _ if !ASCENDING.contains(&function) => return None,
        kind if *kind.element() == Kind::Card => (
            format!("{function} needs an order, and cards of one rank have none"),
            format!("ask it of the ranks: `{function}(ranks(X))`"),
        ),
        kind if *kind.element() == Kind::Label => {
            let label = sample.labels.as_ref()?.values.iter().find(long)?;
            let message = format!("{function} needs an order, and labels such as `{label}` have none");
            (message, format!("use numbers for labels, or count them: `count({label} in X)`"))
        }
        _ => return None,
    };
    Some(Error::new(ErrorKind::Kind, what).hint(hint))
}

impl Checker<'_> {
    /// Whether this is a row of digits, or a part of one.
    pub(super) fn is_digits(&self, typed: &Typed) -> bool {
        let row = match typed.expr.node() {
            Node::Slice(row, ..) => row.node(),
            node => node,
        };
        matches!(row, Node::Name(index) if self.digits >> index & 1 == 1)
            && !matches!(&typed.kind, Kind::Sample(sample) if sample.length == Some(1))
    }

    /// Whether this is the state in which a chain stops, a number or a label.
    pub(super) fn is_state(&self, typed: &Typed) -> bool {
        let Node::At(outcome, part) = typed.expr.node() else { return false };
        let Node::Name(index) = outcome.node() else { return false };
        part.known() == Some(&Value::Int(1))
            && self.walks >> index & 1 == 1
            && !matches!(typed.kind, Kind::Tuple(_))
    }
}

/// The error of asking the end of a chain for what only its path can tell.
pub(super) fn path_not_kept(state: &ast::Expr) -> Error {
    let name = print_expression(state);
    Error::new(ErrorKind::Kind, format!("`{name}` is the state in which the chain stops; its path is not kept"))
        .hint(
            "let the state keep what you ask for: \
             `chain (x, m) from (0, 0) step {(x+1, max(m, x+1)): 1/2, (x-1, m): 1/2} for 10 steps`, then `S[2]`",
        )
        .at(state.span)
}

/// The error of digits that are compared or reckoned with: as the number that they write, or added up?
pub(super) fn digits_are_no_number(of: &str, span: Span) -> Error {
    Error::new(ErrorKind::Ambiguous, format!("`{of}` is a row of digits"))
        .hint(format!("the number that they write is `value({of})`, what they add up to `sum({of})`"))
        .at(span)
}

/// A pattern as it stands before `in`.
fn before_in(pattern: &ast::Expr) -> String {
    let text = print_expression(pattern);
    if matches!(pattern.node, Ast::Not(_) | Ast::Binary { .. }) { format!("({text})") } else { text }
}

/// The error of `X is red` of several elements: which of them?
pub(super) fn of_several(
    element: &ast::Expr,
    value: &Typed,
    pattern: &ast::Expr,
    span: Span,
) -> Option<Error> {
    let Kind::Sample(sample) = &value.kind else { return None };
    if sample.length == Some(1) || value.kind.listing().is_some() {
        return None;
    }
    let (of, is, within) = (print_expression(element), print_expression(pattern), before_in(pattern));
    if let Ast::Name(word) = &pattern.node
        && *sample.element == Kind::Card
        && let Some(category) = Scale::Poker.level(word).and(Some(word))
    {
        return Some(
            Error::new(ErrorKind::Kind, format!("`{category}` says something of a whole hand"))
                .hint(format!("a hand's category is asked with `poker`: `poker({of}) = {category}`"))
                .at(element.span),
        );
    }
    if let Ast::Name(word) = &pattern.node
        && let Some(asked) = whole_row(word, &of)
    {
        let message = format!("`{word}` says something of a whole row");
        return Some(Error::new(ErrorKind::Kind, message).hint(format!("did you mean `{asked}`?")).at(span));
    }
    let name = if of == "x" { "y" } else { "x" };
    let each = if matches!(pattern.node, Ast::Not(_)) { &is } else { &within };
    let number =
        if *sample.element == Kind::Number { format!("`sum({of}) is {each}`, ") } else { String::new() };
    let all = format!("`all({name} in {of}: {name} is {each})`");
    Some(
        Error::new(ErrorKind::Kind, format!("`is` speaks of one element, and `{of}` has several"))
            .hint(format!("write {number}{all} or `{within} in {of}`"))
            .at(span),
    )
}

/// How it is asked whether a row is increasing, a palindrome or alternates.
fn whole_row(word: &str, of: &str) -> Option<String> {
    Some(match word {
        "increasing" | "ascending" => format!("increasing({of})"),
        "decreasing" | "descending" => format!("increasing(reverse({of}))"),
        "sorted" | "ordered" | "nondecreasing" => format!("nondecreasing({of})"),
        "palindrome" | "symmetric" => format!("palindrome({of})"),
        "alternating" => format!("alternates({of})"),
        _ => return None,
    })
}

/// The error of `(1, 2) in X` where the elements are no pairs.
pub(super) fn no_tuple(ast: &ast::Expr, sample: &Typed, of: &ast::Expr) -> Option<Error> {
    let Ast::Tuple(parts) = &ast.node else { return None };
    if matches!(sample.kind.element(), Kind::Tuple(_) | Kind::Sample(_)) {
        return None;
    }
    let of = print_expression(of);
    let parts: Vec<String> = parts.iter().map(print_expression).collect();
    let each: Vec<String> = parts.iter().map(|part| format!("{part} in {of}")).collect();
    let in_order =
        !matches!(&sample.kind, Kind::Sample(Sample { order: Order::Without | Order::Groups, .. }));
    let word = parts.concat();
    let known = sample.labels.is_some() || *sample.kind.element() != Kind::Number;
    let hint = match in_order && known && parts.iter().all(|part| part.chars().count() == 1) {
        true => format!(
            "one after another they are `\"{word}\" in {of}`, each somewhere `{}`",
            each.join(" and ")
        ),
        false => format!("ask for each: `{}`", each.join(" and ")),
    };
    Some(Error::new(ErrorKind::Kind, "the elements are no tuples").hint(hint).at(ast.span))
}

/// The error of `"12" in X` where 12 is a label as well as 1 and 2.
pub(super) fn number_or_digits(text: &str, sample: &Typed, of: &ast::Expr) -> Error {
    let of = print_expression(of);
    let digits: Vec<String> = (0..)
        .zip(text.chars())
        .map(
            |(i, digit)| if i == 0 { format!("{of}[i] = {digit}") } else { format!("{of}[i+{i}] = {digit}") },
        )
        .collect();
    let row = match &sample.kind {
        Kind::Sample(Sample { order: Order::Row | Order::Written, length: Some(n), .. }) => {
            n.checked_sub(digits.len() as u64 - 1).filter(|last| *last > 0)
        }
        _ => None,
    };
    let digits = row.map_or_else(String::new, |last| {
        format!(", and for its digits `any(i in 1..{last}: {})`", digits.join(" and "))
    });
    let message = format!("\"{text}\" may be the number {text}, or its digits one after another");
    Error::new(ErrorKind::Ambiguous, message).hint(format!("for the number write `{text} in {of}`{digits}"))
}

/// The error of `"7" in X` where the elements are numbers that nobody has listed: a text is none of them.
pub(super) fn no_number(ast: &ast::Expr, pattern: &Pattern, sample: &Typed) -> Option<Error> {
    if sample.labels.is_some() || *sample.kind.element() != Kind::Number {
        return None;
    }
    let text = quoted(pattern)?;
    let error = Error::new(ErrorKind::Kind, format!("\"{text}\" is a text, and the elements are numbers"));
    let hint = match text.parse::<i64>() {
        Ok(number) => format!("write the number without quotation marks: `{number}`"),
        Err(_) => "write a number".to_owned(),
    };
    Some(error.hint(hint).at(ast.span))
}

/// A word that the pattern asks for.
fn quoted(pattern: &Pattern) -> Option<&str> {
    match pattern {
        Pattern::Is(Value::Word(word)) => Some(word),
        Pattern::Not(inner) => quoted(inner),
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().find_map(quoted),
        _ => None,
    }
}

/// The error of `"AB" in X` where X has no order.
pub(super) fn letters_without_order(text: &str, of: &ast::Expr) -> Error {
    let of = print_expression(of);
    let mut each: Vec<String> = Vec::new();
    for c in text.chars() {
        let letter = if c.is_ascii_digit() { c.to_string() } else { format!("\"{c}\"") };
        let asked = match text.matches(c).count() {
            1 => format!("{letter} in {of}"),
            n => format!("count({letter} in {of}) >= {n}"),
        };
        if !each.contains(&asked) {
            each.push(asked);
        }
    }
    Error::new(ErrorKind::Kind, format!("\"{text}\" is a row of letters, and these have no order"))
        .hint(format!("ask for each: `{}`", each.join(" and ")))
}

/// What is asked instead of the sum or the extremes of elements that are no numbers.
pub(super) fn counted_instead(function: &str, element: &Kind, of: &str) -> String {
    match (element, function) {
        (Kind::Truth, _) => format!("count those that happen: `count(x in {of}: x)`"),
        (Kind::Level(_), "max") => format!("the highest is `sorted({of})[-1]`"),
        (Kind::Level(_), "min") => format!("the lowest is `sorted({of})[1]`"),
        (Kind::Level(_), _) => format!(
            "ranks have an order and no sums: count them, `count(ace in {of})`; cards that are worth numbers are \
             `urn{{1..9:4, 10:16}}`"
        ),
        _ => "count elements instead: `count(… in X)`".to_owned(),
    }
}
