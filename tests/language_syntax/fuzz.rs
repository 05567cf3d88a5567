//! No text whatever panics, hangs, or is refused without a reason.

use std::time::{Duration, Instant};

use prob::ErrorKind;
use prob::language::{HEIGHT, NESTING, parse, parse_expression, print};
use proptest::prelude::*;

use super::roundtrip::questions;

/// Pieces of the language and of its neighbourhood.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    ":=",
    "~",
    "|",
    "||",
    "..",
    "...",
    "+",
    "-",
    "*",
    "/",
    "^",
    "!",
    "=",
    "!=",
    "<",
    "<=",
    "=>",
    "%",
    "\"",
    "'",
    "#",
    "\n",
    " ",
    "&",
    "and ",
    " or ",
    " xor ",
    "not ",
    " mod ",
    "if ",
    " then ",
    " else ",
    " in ",
    " is ",
    " from ",
    "draw ",
    "choose ",
    "chain ",
    " step ",
    " until ",
    " for ",
    " with ",
    "replacement",
    "multiple of ",
    "X",
    "红",
    "d6",
    "4d6kh3",
    "4D6",
    "12",
    "5%",
    "0.5",
    "1e-3",
    "P(",
    "N(",
    "urn{",
    "count(",
    "list ",
    "explain ",
    "given ",
    "def ",
    "to ",
    "least ",
    "²",
    "ⁿ",
    "（",
    "，",
    "“",
    "🍎",
    "\u{0}",
    "\u{202e}",
];

fn questions_of_all_kinds() -> Vec<&'static str> {
    questions().collect()
}

/// Either a program that survives printing, or mistakes, each with a message and a place inside the text.
fn holds_for(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(program) => {
            let printed = print(&program);
            prop_assert_eq!(parse(&printed), Ok(program), "{:?}\n{}", text, printed);
        }
        Err(mistakes) => {
            prop_assert!(!mistakes.is_empty() && mistakes.len() <= 20);
            let length = text.chars().count();
            for mistake in mistakes {
                prop_assert!(!mistake.message().is_empty() && mistake.fix().is_some(), "{}", mistake);
                let span = mistake.span();
                prop_assert!(
                    span.is_some_and(|s| s.start <= s.end && s.end <= length),
                    "{:?} {:?}",
                    text,
                    mistake
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text(text in any::<String>()) {
        holds_for(&text)?;
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..25)) {
        holds_for(&pieces.concat())?;
    }

    #[test]
    fn a_question_with_a_slip(
        question in prop::sample::select(questions_of_all_kinds()),
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0usize..3, prop::sample::select(PIECES)), 1..4),
    ) {
        let mut characters: Vec<char> = question.chars().collect();
        for (place, change, piece) in slips {
            let at = place.index(characters.len() + 1);
            if change != 0 && at < characters.len() {
                characters.remove(at);
            }
            if change != 1 {
                characters.splice(at..at, piece.chars());
            }
        }
        holds_for(&characters.into_iter().collect::<String>())?;
    }
}

#[test]
fn deep_nesting_is_refused_and_shallow_nesting_read() {
    let shapes =
        [("(", ")"), ("{", "}"), ("f(", ")"), ("P(", ")"), ("-", ""), ("not ", ""), ("2^", ""), ("X[", "]")];
    let branches = [("if a then b else ", ""), ("if a then ", " else b"), ("draw 2 from (", ")"), ("", "")];
    for (before, after) in shapes.into_iter().chain(branches).filter(|(before, _)| !before.is_empty()) {
        let nested = |depth: usize| format!("{}1{}", before.repeat(depth), after.repeat(depth));
        assert!(parse(&nested(NESTING / 2 - 1)).is_ok(), "{before}");
        for depth in [NESTING, 100_000] {
            let mistakes = parse(&nested(depth)).unwrap_err();
            assert_eq!(mistakes[0].kind(), ErrorKind::Endless, "{before} {depth}");
        }
    }
}

#[test]
fn long_chains_are_refused_before_the_tree_is_too_high() {
    for link in [" + 1", " and A", "[1]", " * d6"] {
        let chain = |links: usize| format!("X{}", link.repeat(links));
        assert!(parse(&chain(HEIGHT - 1)).is_ok(), "{link}");
        assert_eq!(parse(&chain(HEIGHT)).unwrap_err()[0].kind(), ErrorKind::Endless, "{link}");
    }
    // Each level of nesting adds its own chain to the height.
    let high = (0..NESTING / 2).fold("1".to_owned(), |inner, _| format!("({inner}{})", " + 1".repeat(9)));
    assert_eq!(parse(&high).unwrap_err()[0].kind(), ErrorKind::Endless);
    // Lists are wide, not high.
    assert!(parse(&format!("{{1{}}}", ", 1".repeat(100_000))).is_ok());
    assert!(parse(&format!("1{}", " < 2".repeat(100_000))).is_ok());
}

#[test]
fn time_grows_with_the_length_of_the_text_and_no_faster() {
    let bad = [
        "a,",
        "a|",
        "(",
        ")",
        "[{(",
        "a or a xor ",
        "(a or b) xor ",
        "!",
        "\"",
        "1 2 ",
        "P(a|a",
        "X ~ ",
        "-",
        "'",
        "d6\n",
    ];
    for piece in bad.into_iter().chain([
        "5!=",
        "1.",
        "if ",
        "a;",
        "P(\n",
        "{a in b:",
        "chain (a,",
        "draw ",
        "²",
        "#",
        "=> ",
    ]) {
        let text = piece.repeat(200_000);
        let start = Instant::now();
        let _ = parse(&text);
        let _ = parse_expression(&text);
        assert!(start.elapsed() < Duration::from_secs(10), "{piece:?} took {:?}", start.elapsed());
    }
}
