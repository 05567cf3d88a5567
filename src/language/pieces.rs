//! The pieces of a text by their role, for showing it in colours: nothing is refused here.

use super::ast::{Collection, Format, Goal, Measure, Verb};
use super::fold::fold;
use super::lexer::{Kind, Token, tokens};
use std::ops::Range;

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A number.
    Number,
    /// Dice.
    Dice,
    /// A text between quotation marks.
    Text,
    /// A name or a label.
    Name,
    /// A word before a bracket: a function, an experiment or a collection.
    Function,
    /// A measure, such as `P`.
    Measure,
    /// A word of the language.
    Word,
    /// An operator or a punctuation mark.
    Sign,
    /// A bracket.
    Bracket,
    /// A comment.
    Comment,
    /// What belongs nowhere.
    Wrong,
}

/// The words that part an experiment's clauses, or begin a statement.
const CLAUSES: [&str; 14] = [
    "draw",
    "choose",
    "chain",
    "until",
    "step",
    "steps",
    "with",
    "replacement",
    "to",
    "for",
    "def",
    "given",
    "multiple",
    "of",
];

/// The pieces of a text in their order, as bytes of it; what lies between them is blank.
///
/// # Examples
/// ```
/// use prob::language::{Role, pieces};
/// let roles: Vec<Role> = pieces("P(2d6 = 7) # seven").iter().map(|(role, _)| *role).collect();
/// use Role::*;
/// assert_eq!(roles, [Measure, Bracket, Dice, Sign, Number, Bracket, Comment]);
/// ```
#[must_use]
pub fn pieces(text: &str) -> Vec<(Role, Range<usize>)> {
    let folded = fold(text);
    let tokens = tokens(&folded);
    // Folding keeps characters but not bytes: places are counted in characters.
    let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(text.len());
    let byte = |place: usize| bytes.get(place).copied().unwrap_or(text.len());
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut end = 0;
    for (i, token) in tokens.iter().enumerate() {
        let here = byte(token.span.start)..byte(token.span.end);
        comments(text, end..here.start, &mut pieces);
        end = here.end;
        if token.kind != Kind::End {
            pieces.push((role(&tokens, i), here));
        }
    }
    comments(text, end..text.len(), &mut pieces);
    pieces
}

/// Adds the comments of what lies between two tokens.
fn comments(text: &str, between: Range<usize>, pieces: &mut Vec<(Role, Range<usize>)>) {
    let mut start = between.start;
    let Some(gap) = text.get(between) else { return };
    for line in gap.split_inclusive(['\n', '\r']) {
        let bare = line.trim_end();
        if let Some(sign) = bare.find(['#', '＃']) {
            pieces.push((Role::Comment, start + sign..start + bare.len()));
        }
        start += line.len();
    }
}

fn role(tokens: &[Token<'_>], at: usize) -> Role {
    let token = tokens[at];
    let next = tokens.get(at + 1).map_or(Kind::End, |t| t.kind);
    match token.kind {
        Kind::Number => Role::Number,
        Kind::Dice => Role::Dice,
        Kind::Text => Role::Text,
        Kind::Word => word(tokens, at, next),
        Kind::Malformed | Kind::OpenText | Kind::Foreign | Kind::Unknown => Role::Wrong,
        Kind::And | Kind::Or | Kind::Xor | Kind::Not | Kind::Mod
            if token.text.chars().all(char::is_alphabetic) =>
        {
            Role::Word
        }
        Kind::If | Kind::Then | Kind::Else | Kind::Is | Kind::From => Role::Word,
        Kind::In | Kind::NotIn if token.text == "in" => Role::Word,
        kind if kind.opens() || kind.closes() => Role::Bracket,
        _ => Role::Sign,
    }
}

fn word(tokens: &[Token<'_>], at: usize, next: Kind) -> Role {
    let text = tokens[at].text;
    let before = at.checked_sub(1).map(|i| tokens[i]);
    match next {
        Kind::LeftParen if Measure::from_text(text).is_some() || text == "D" => return Role::Measure,
        Kind::LeftBrace if Collection::from_text(text).is_some() => return Role::Function,
        Kind::LeftParen if !CLAUSES.contains(&text) => return Role::Function,
        // A label with its weight, or a name that is given a meaning.
        Kind::Colon | Kind::Assign | Kind::Tilde => return Role::Name,
        _ => {}
    }
    let begins = before.is_none_or(|b| matches!(b.kind, Kind::Semicolon)) || tokens[at].breaks;
    let is_verb = Verb::from_text(text).is_some() || Goal::from_text(text).is_some();
    let is_format = Format::from_text(text).is_some() && before.is_some_and(|b| b.text == "to");
    let is_clause = CLAUSES.contains(&text)
        && (begins
            || next.begins_operand()
            || next == Kind::From
            || before.is_some_and(|b| b.kind != Kind::Comma));
    if (begins && is_verb && next != Kind::End) || is_format || is_clause { Role::Word } else { Role::Name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<(Role, &str)> {
        pieces(text).into_iter().map(|(role, place)| (role, &text[place])).collect()
    }

    #[test]
    fn every_piece_has_its_role() {
        use Role::*;
        assert_eq!(
            shown("X ~ draw 2 from urn{draw:1, w:2} # two\nlist X"),
            [
                (Name, "X"),
                (Sign, "~"),
                (Word, "draw"),
                (Number, "2"),
                (Word, "from"),
                (Function, "urn"),
                (Bracket, "{"),
                (Name, "draw"),
                (Sign, ":"),
                (Number, "1"),
                (Sign, ","),
                (Name, "w"),
                (Sign, ":"),
                (Number, "2"),
                (Bracket, "}"),
                (Comment, "# two"),
                (Word, "list"),
                (Name, "X"),
            ]
        );
        assert_eq!(shown("P（袋）to percent")[0], (Measure, "P"));
        assert_eq!(shown("P（袋）to percent").last(), Some(&(Word, "percent")));
        assert_eq!(shown("list ~ 2d6")[0], (Name, "list"));
        assert_eq!(shown("4D6 && \"x"), [(Wrong, "4D6"), (Wrong, "&&"), (Wrong, "\"x")]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_left_out(text in "[P(){}2d6=# \n\"，（袋a~:&é]{0,40}") {
            let mut end = 0;
            for (_, place) in pieces(&text) {
                prop_assert!(place.start >= end && place.start < place.end);
                prop_assert!(text[end..place.start].trim().is_empty(), "{:?}", &text[end..place.start]);
                end = place.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
