//! What is read is what was meant: precedence, lines, and words with several roles.

use prob::language::ast::{Act, ChainEnd, Expr, Node, Operator, Query, Verb};
use prob::language::{parse, parse_expression, print};

/// The expression of a text.
fn expr(text: &str) -> Expr {
    parse_expression(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:?}"))
}

/// Both texts are read as the same expression.
fn same(text: &str, explicit: &str) {
    assert_eq!(expr(text), expr(explicit), "{text}");
}

/// The canonical spelling of a program.
fn spelt(text: &str) -> String {
    print(&parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:?}")))
}

#[test]
fn precedence_is_that_of_the_textbook() {
    same("-2^2", "-(2^2)");
    same("2^3^2", "2^(3^2)");
    same("2^-1 * 3", "(2^(-1)) * 3");
    same("2^3!", "2^(3!)");
    same("-7 mod 3", "(-7) mod 3");
    same("a - b - c", "(a - b) - c");
    same("a / b * c mod d", "((a / b) * c) mod d");
    same("1..n+1", "1..(n + 1)");
    same("not 6 in X and B", "(not (6 in X)) and B");
    same("a or b and not c = d", "a or (b and (not (c = d)))");
    same("if a then b else c or d", "if a then b else (c or d)");
    same(">= 8 in 6d10", "(>= 8) in 6d10");
    same("multiple of 3 in 5d6", "(multiple of 3) in 5d6");
    same("X[1] is not red and B", "(X[1] is (not red)) and B");
    same("x not in S or B", "(not (x in S)) or B");
    same("max(X) = 3 and draw 2 from 1..6 = 7", "(max(X) = 3) and ((draw 2 from (1..6)) = 7)");
    assert_ne!(expr("(1 <= X) <= 3"), expr("1 <= X <= 3"));
    assert_ne!(expr("(-2)^2"), expr("-2^2"));
}

#[test]
fn other_spellings_are_read_as_ours() {
    same("A ∪ B ∩ ¬C", "A or B and not C");
    same("A ∨ B ∧ C", "A or B and C");
    same("1 ≤ X ≥ 2 ≠ 3", "1 <= X >= 2 != 3");
    same("X == 3", "X = 3");
    same("3 × 4 ÷ 2 − 1 · 5", "3 * 4 / 2 - 1 * 5");
    same("6 ∈ X or 5 ∉ X", "6 in X or not 5 in X");
    same("P（２d６＝７｜A、B）", "P(2d6 = 7 | A, B)");
    same("“HTH” in X", "\"HTH\" in X");
    same("D(X)", "Var(X)");
    assert_eq!(spelt("袋 ：＝ urn｛红：3，白：2｝； 袋"), "袋 := urn{红:3, 白:2}; 袋");
    assert_eq!(expr("\"A，（Ｂ\"").node, Node::Text("A，（Ｂ".to_owned()));
}

#[test]
fn a_line_ends_a_statement_where_it_can() {
    let one_line = "S ~ chain from 0 step {x + 1: 1} until x = 3; P(S = 3 and A) to percent; 1; -2";
    let lines =
        "S ~ chain from 0 # a walk\n  step {x+1: 1}\n  until x = 3\n\nP(S = 3\n and A)\nto percent\n1\n-2";
    assert_eq!(parse(lines), parse(one_line));
    assert_eq!(parse("A\nand B or\nC"), parse("A and B or C"));
    assert_eq!(parse("{1,\n2}\n;;\r\n# only a comment\n3"), parse("{1, 2}; 3"));
    assert_eq!(parse("f\n(x)"), parse("f; (x)"));
    assert_eq!(parse(" \n# nothing\n").unwrap().statements, []);
}

#[test]
fn words_with_a_role_are_free_elsewhere() {
    for text in [
        "urn{win:3, draw:1, lose:2}",
        "draw in X",
        "X[1] = draw or X[1] = choose",
        "list ~ 2d6; list + 1",
        "check := 3; check = 4",
        "step := 1; to := 2; until := 3; step + to + until",
        "for ~ d6; explain ~ d6; given ~ d6; for = explain",
        "P := 1; E := 2; N := 3; P + E + N",
    ] {
        assert!(parse(text).is_ok(), "{text}\n{:?}", parse(text));
    }
    assert!(matches!(expr("draw 2 from deck").node, Node::Draw { .. }));
    assert!(matches!(expr("draw * 2").node, Node::Binary { operator: Operator::Multiply, .. }));
}

#[test]
fn braces_tell_sets_from_weights_from_conditions() {
    assert!(matches!(expr("{1, 2}").node, Node::Set(items) if items.len() == 2));
    assert!(matches!(expr("{x+1: 1/2, x-1: 1/2}").node, Node::Branches(entries) if entries.len() == 2));
    assert!(
        matches!(expr("{k in 1..9: prime(k)}").node, Node::Builder { bindings, .. } if bindings.len() == 1)
    );
    assert!(matches!(expr("{if a then 1 else 2: 1/2, 3: 1/2}").node, Node::Branches(_)));
}

#[test]
fn until_belongs_to_the_chain_when_it_could_belong_to_its_step() {
    let Node::Chain(chain) = expr("chain from 0 step draw 1 from deck until x = 3").node else { panic!() };
    assert!(matches!(chain.step.node, Node::Draw { until: None, .. }));
    assert!(matches!(chain.end, ChainEnd::Until(_)));
}

#[test]
fn verbs_take_what_follows_them() {
    let program = parse("check 1 - 1/2, P(coin = heads) to decimal").unwrap();
    let Act::Ask(ask) = &program.statements[0].node else { panic!() };
    assert_eq!((ask.verb, ask.queries.len()), (Verb::Check, 2));
    let program = parse("plot for n in 1..9: f(n), g(n)").unwrap();
    let Act::Ask(ask) = &program.statements[0].node else { panic!() };
    assert!(matches!(&ask.queries[..], [Query::Sweep { questions, .. }] if questions.len() == 2));
}

#[test]
fn places_are_counted_in_characters_and_include_parentheses() {
    let quotient = expr("袋袋 + (6 / (绿 - 1))");
    let Node::Binary { right, .. } = quotient.node else { panic!() };
    assert_eq!((right.span.start, right.span.end), (5, 18));
    let Node::Binary { right: divisor, .. } = right.node else { panic!() };
    assert_eq!((divisor.span.start, divisor.span.end), (10, 17));
    let Node::Comparison { rest, .. } = expr("X[1] = spades").node else { panic!() };
    assert_eq!(rest[0].comparator.span.start, 5);
}

#[test]
fn the_spelling_is_canonical() {
    for (text, canonical) in [
        ("X~2d6;P((X==8)|((X[1]mod 2)=0))", "X ~ 2d6; P(X = 8 | X[1] mod 2 = 0)"),
        ("6/X", "6/X"),
        ("a*b/c", "a * b / c"),
        ("(a + b)/2", "(a + b)/2"),
        ("X[2 * k - 1]", "X[2*k-1]"),
        ("1 .. n + 1", "1..n+1"),
        ("urn { white : 4 , black : 2 }", "urn{white:4, black:2}"),
        (
            "chain from 0 step { x + 1 : 1/2 , x - 1 : 1/2 } for 3 steps",
            "chain from 0 step {x+1: 1/2, x-1: 1/2} for 3 steps",
        ),
        ("0.10; .5; 1e3; 5%; 2.50%", "0.1; 0.5; 1000; 5%; 2.5%"),
        ("A or (B or C)", "A or (B or C)"),
        ("(A or B) or C", "A or B or C"),
        ("(list) - 1", "(list - 1)"),
    ] {
        assert_eq!(spelt(text), canonical);
    }
}

#[test]
fn every_example_of_the_reference_is_read() {
    let reference = include_str!("../../src/language/grammar.md");
    let mut examples = 0;
    for block in reference.split("```prob\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            let program = parse(line).unwrap_or_else(|mistakes| panic!("{line}\n{mistakes:?}"));
            assert_eq!(parse(&print(&program)), Ok(program));
            examples += 1;
        }
    }
    assert!(examples > 15);
}
