//! What is printed reads back as what was read.

use prob::language::{parse, parse_expression, print, print_expression};
use proptest::prelude::*;

use super::trees;

const QUESTIONS: &str = include_str!("../fixtures/questions.txt");

/// The questions of the fixture, without its headings.
pub fn questions() -> impl Iterator<Item = &'static str> {
    QUESTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn every_question_of_the_collection_survives_printing() {
    assert!(questions().count() > 200);
    for question in questions() {
        let program = parse(question).unwrap_or_else(|mistakes| panic!("{question}\n{mistakes:?}"));
        assert!(!program.statements.is_empty(), "{question}");
        let printed = print(&program);
        assert_eq!(parse(&printed).as_ref(), Ok(&program), "{question}\n{printed}");
        assert_eq!(print(&parse(&printed).unwrap()), printed);
    }
}

#[test]
fn spans_cover_the_text_of_each_statement() {
    for question in questions() {
        let characters: Vec<char> = question.chars().collect();
        for statement in parse(question).unwrap().statements {
            let text: String = characters[statement.span.start..statement.span.end].iter().collect();
            assert_eq!(text, text.trim(), "{question}");
            let alone = parse(&text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:?}"));
            assert_eq!(alone.statements, [statement], "{question}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_random_program_survives_printing(program in trees::program()) {
        let printed = print(&program);
        prop_assert_eq!(parse(&printed), Ok(program), "{}", printed);
    }

    #[test]
    fn a_random_expression_survives_printing(expression in trees::expression()) {
        let printed = print_expression(&expression);
        prop_assert_eq!(parse_expression(&printed), Ok(expression), "{}", printed);
    }
}
