//! Whether a text at a prompt goes on in the next line.

use super::fold::fold;
use super::lexer::{Kind, tokens};

/// Whether more must follow before the last statement of a text can be read: a bracket is open, an `if` has no `else`
/// yet, or the last line ends where something must follow.
///
/// What must follow is what the end of a line would not end (see the page of the grammar). A text with any other
/// mistake is finished: the next line would not mend it. Time is linear in the length of the text.
///
/// # Examples
/// ```
/// use prob::language::is_unfinished;
/// assert!(is_unfinished("P(2d6 ="));
/// assert!(is_unfinished("win ~ if sum(X) = 7 then bernoulli(1)"));
/// assert!(!is_unfinished("P(2d6 = 7)"));
/// assert!(!is_unfinished("P(2d6 = 7))"));
/// assert!(is_unfinished("P(2d6 = 7 # seven (of 12)"));
/// assert!(!is_unfinished("P(#6 = 2)"));
/// ```
#[must_use]
pub fn is_unfinished(text: &str) -> bool {
    let folded = fold(text);
    let (mut open, mut branches) = (0usize, 0usize);
    let mut last = Kind::Semicolon;
    let mut end = 0;
    for token in tokens(&folded) {
        if token.breaks && open == 0 {
            (branches, last) = (0, Kind::Semicolon);
        }
        match token.kind {
            Kind::End => break,
            Kind::Semicolon => (open, branches) = (0, 0),
            Kind::If => branches += 1,
            Kind::Else => branches = branches.saturating_sub(1),
            kind if kind.opens() => open += 1,
            kind if kind.closes() => open = open.saturating_sub(1),
            _ => {}
        }
        (last, end) = (token.kind, token.span.end);
    }
    let goes_on = last != Kind::Semicolon && (open > 0 || branches > 0 || last.wants_more());
    goes_on && !closed_in_comment(folded.chars().skip(end))
}

/// Whether what follows the last token is a comment that closes a bracket, as in `P(#6 = 2)`.
fn closed_in_comment(rest: impl Iterator<Item = char>) -> bool {
    let mut comment = rest.skip_while(|c| *c != '#').take_while(|c| *c != '\n');
    let opened = |depth: i32, c: char| match c {
        '(' | '[' | '{' => Some(depth + 1),
        ')' | ']' | '}' => depth.checked_sub(1).filter(|depth| *depth >= 0),
        _ => Some(depth),
    };
    comment.try_fold(0, opened).is_none()
}

/// The brackets that would close what a text leaves open, such as `)]` for `P(X[1`; nothing when none are open, or
/// when they do not match.
///
/// # Examples
/// ```
/// use prob::language::missing_brackets;
/// assert_eq!(missing_brackets("P(count(6 in {4, 5").as_deref(), Some("}))"));
/// assert_eq!(missing_brackets("P(2d6 = 7)"), None);
/// assert_eq!(missing_brackets("P(X[1)"), None);
/// ```
#[must_use]
pub fn missing_brackets(text: &str) -> Option<String> {
    let folded = fold(text);
    let mut open = Vec::new();
    for token in tokens(&folded) {
        match token.kind {
            Kind::LeftParen => open.push(')'),
            Kind::LeftBracket => open.push(']'),
            Kind::LeftBrace => open.push('}'),
            Kind::RightParen | Kind::RightBracket | Kind::RightBrace
                if open.pop().map(String::from).as_deref() != Some(token.text) =>
            {
                return None;
            }
            _ => {}
        }
    }
    (!open.is_empty()).then(|| open.iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::parse;

    #[test]
    fn what_ends_where_something_must_follow_is_unfinished() {
        for text in [
            "P(",
            "P(2d6 = 7",
            "X ~",
            "A :=",
            "P(A |",
            "1 +",
            "X ~ draw 2 from",
            "urn{white:4,",
            "P(A and",
            "if c then 1",
            "if a then if b then 1 else 2",
            "X ~ 2d6; P(X",
            "P(A)\nP(B",
            "P（2d6",
            "f(x)[",
            "5 mod",
        ] {
            assert!(is_unfinished(text), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_or_never_will_be_is_finished() {
        for text in [
            "",
            " ",
            "# P(",
            "P(2d6 = 7)",
            "P(2d6 = 7))",
            "X ~ 2d6;",
            "X",
            "P(A) # (",
            "\"(",
            "X ~ draw 2 from deck",
            "if c then 1 else 2",
            ")",
            "P(A)\nX",
            "5!",
        ] {
            assert!(!is_unfinished(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_read_is_never_called_unfinished() {
        let questions = include_str!("../../tests/fixtures/questions.txt");
        let mut read = 0;
        for line in questions.lines().filter(|line| parse(line).is_ok()) {
            assert!(!is_unfinished(line), "{line}");
            read += 1;
            // A piece that breaks off inside a bracket is unfinished, wherever it breaks off.
            for (at, _) in line.char_indices() {
                let piece = &line[..at];
                if missing_brackets(piece).is_some() && !piece.contains(';') && !piece.ends_with('"') {
                    assert!(is_unfinished(piece), "{piece}");
                }
            }
        }
        assert!(read > 200, "{read}");
    }
}
