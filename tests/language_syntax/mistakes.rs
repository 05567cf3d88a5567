//! Each mistake is met where it stands and answered with its fix.

use prob::language::parse;

const MISTAKES: &str = include_str!("../fixtures/mistakes.txt");

/// The first mistake of a text: its column, from 1, and what is said.
fn first(text: &str) -> (usize, String) {
    let mistakes = parse(text).expect_err(text);
    (mistakes[0].span().unwrap().start + 1, mistakes[0].to_string())
}

#[test]
fn the_collected_mistakes_are_answered_as_written_down() {
    let mut count = 0;
    for line in MISTAKES.lines().filter(|line| !line.is_empty() && !line.starts_with("##")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, column, answer] = fields[..] else { panic!("{line}") };
        assert_eq!(first(text), (column.parse().unwrap(), answer.to_owned()), "{text}");
        count += 1;
    }
    assert!(count > 100);
}

/// The columns of all mistakes of a text.
fn columns(text: &str) -> Vec<usize> {
    parse(text).expect_err(text).iter().map(|m| m.span().unwrap().start + 1).collect()
}

#[test]
fn several_mistakes_of_one_text_are_all_reported() {
    assert_eq!(columns("P(4D6 >= 14); 5!=120; P(2d6 = 7))"), [3, 16, 33]);
    assert_eq!(columns("P(X = 1 || X = 2 && X > = 3)"), [9, 18, 23]);
    assert_eq!(columns("P(max(2d6) = 4\nX ~ 2d6)\nP(X = 3)"), [2, 23]);
    assert_eq!(columns("P(max(2d6) = 4\nP(2d6 = 7\n3 +"), [2, 17, 28]);
}

#[test]
fn a_mistake_has_no_followers() {
    for text in
        ["P(A; B)", "C(52; 5)", "P(X[1) = 3]", "urn{3 red, 2 white}", "P(X = 3 | Y = 2 | Z = 1)", "10%3; 1"]
    {
        assert_eq!(columns(text).len(), 1, "{text}");
    }
}

#[test]
fn no_more_than_twenty_are_reported() {
    assert_eq!(columns(&"4D6; ".repeat(100)).len(), 20);
    assert_eq!(columns(&"4D6 + ".repeat(100)).len(), 20);
}
