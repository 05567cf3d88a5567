//! Text to tokens.
//!
//! Nothing is refused here: what cannot be read becomes a token too, and the parser says what is wrong with it when it
//! gets there. So mistakes come in the order of the text, and the parser can skip over them.

mod number;
mod token;

pub(super) use number::{dice_parts, leading_digits};
pub(super) use token::{Kind, Token};

use crate::error::Span;

/// The tokens of a folded text, [`Kind::End`] last.
///
/// Time and space are linear in the length of the text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, byte: 0, place: 0 };
    let mut tokens = Vec::with_capacity(text.len() / 2 + 2);
    loop {
        let before = lexer.byte;
        let new_line = lexer.skip_blanks();
        let spaced = before == 0 || lexer.byte > before;
        let (start, byte) = (lexer.place, lexer.byte);
        let kind = lexer.token();
        let mut written = &text[byte..lexer.byte];
        if kind == Kind::Text {
            written = &written[1..written.len() - 1];
        }
        let span = Span::new(start, lexer.place);
        tokens.push(Token { kind, text: written, span, spaced, breaks: new_line });
        if kind == Kind::End {
            break;
        }
    }
    settle_breaks(&mut tokens);
    tokens
}

/// Leaves `breaks` only where a line both can end and can begin a statement.
fn settle_breaks(tokens: &mut [Token<'_>]) {
    for i in 0..tokens.len() {
        if tokens[i].breaks {
            let goes_on = i > 0 && tokens[i - 1].kind.wants_more();
            tokens[i].breaks = !(goes_on || tokens[i].kind.only_between() || continues(&tokens[i..]));
        }
    }
}

/// Whether the line that begins with these tokens is a later clause of the statement before.
fn continues(line: &[Token<'_>]) -> bool {
    let kind = |i: usize| line.get(i).map_or(Kind::End, |t| t.kind);
    let text = |i: usize| line.get(i).map_or("", |t| t.text);
    let given_a_meaning = matches!(kind(1), Kind::Assign | Kind::Tilde | Kind::Comma);
    match line[0].text {
        _ if line[0].kind != Kind::Word => false,
        "until" | "step" => !given_a_meaning && kind(1) != Kind::End,
        "with" => text(1) == "replacement",
        "for" => kind(2) != Kind::In && text(2) == "steps",
        "to" => kind(1) == Kind::Word && kind(2) != Kind::LeftParen,
        _ => false,
    }
}

/// A place in the text, in bytes and in characters.
struct Lexer<'a> {
    text: &'a str,
    byte: usize,
    place: usize,
}

impl Lexer<'_> {
    /// The next character.
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.byte) {
            Some(&b) if b < 0x80 => Some(char::from(b)),
            _ => self.text[self.byte..].chars().next(),
        }
    }

    /// The character `n` bytes further on, if it and those before it are ASCII.
    fn ascii(&self, n: usize) -> u8 {
        self.text.as_bytes().get(self.byte + n).copied().unwrap_or(0)
    }

    /// Passes over the next character.
    fn advance(&mut self, c: char) {
        self.byte += c.len_utf8();
        self.place += 1;
    }

    /// Passes over `n` ASCII characters.
    fn advance_ascii(&mut self, n: usize) {
        self.byte += n;
        self.place += n;
    }

    /// Passes over characters while they are of this class.
    fn advance_while(&mut self, class: impl Fn(char) -> bool) {
        while let Some(c) = self.peek().filter(|&c| class(c)) {
            self.advance(c);
        }
    }

    /// Passes over blanks and comments; whether there was an end of line among them.
    fn skip_blanks(&mut self) -> bool {
        let mut new_line = false;
        while let Some(c) = self.peek() {
            match c {
                '\n' | '\r' => new_line = true,
                '#' => {
                    self.advance_while(|c| c != '\n' && c != '\r');
                    continue;
                }
                // A byte-order mark and zero-width spaces come along when text is pasted.
                '\u{feff}' | '\u{200b}' => {}
                _ if c.is_whitespace() => {}
                _ => break,
            }
            self.advance(c);
        }
        new_line
    }

    /// Passes over the next token.
    fn token(&mut self) -> Kind {
        let Some(c) = self.peek() else { return Kind::End };
        match c {
            '0'..='9' => self.number(),
            '.' if self.ascii(1).is_ascii_digit() => self.number(),
            '"' => self.quoted(),
            _ if begins_word(c) => self.word(),
            _ => self.sign(c),
        }
    }

    /// Passes over a word; over dice if it spells some.
    fn word(&mut self) -> Kind {
        let start = self.byte;
        self.advance_while(continues_word);
        if &self.text[start..self.byte] == "d" && self.peek() == Some('%') {
            self.advance_ascii(1);
            self.advance_while(continues_word);
        }
        let text = &self.text[start..self.byte];
        match text.as_bytes() {
            [b'd', _, ..] if number::dice_parts(text).is_some() => Kind::Dice,
            [b'd', b'%', ..] => Kind::Malformed,
            _ => Kind::of_word(text),
        }
    }

    /// Passes over a text between quotation marks.
    fn quoted(&mut self) -> Kind {
        self.advance_ascii(1);
        self.advance_while(|c| c != '"' && c != '\n' && c != '\r');
        if self.peek() == Some('"') {
            self.advance_ascii(1);
            Kind::Text
        } else {
            Kind::OpenText
        }
    }

    /// Passes over an operator or a punctuation mark.
    fn sign(&mut self, c: char) -> Kind {
        let (kind, length) = self.ascii_sign(c);
        if length > 0 {
            self.advance_ascii(length);
            return kind;
        }
        self.advance(c);
        match c {
            '≤' | '≦' | '⩽' => Kind::AtMost,
            '≥' | '≧' | '⩾' => Kind::AtLeast,
            '≠' => Kind::Unequal,
            '≔' => Kind::Assign,
            '∧' | '∩' | '⋂' => Kind::And,
            '∨' | '∪' | '⋃' => Kind::Or,
            '⊕' | '⊻' => Kind::Xor,
            '¬' | '￢' => Kind::Not,
            '∈' => Kind::In,
            '∉' => Kind::NotIn,
            _ if is_superscript(c) => {
                self.advance_while(is_superscript);
                Kind::Foreign
            }
            '…' | '⋯' | '–' | '—' | '‘' | '’' | '√' | '½' | '¼' | '¾' | '⅓' | '⅔' => {
                Kind::Foreign
            }
            '\'' | '`' | '&' | '%' | '→' | '\\' | '∅' | '′' | '。' | '?' => Kind::Foreign,
            _ => Kind::Unknown,
        }
    }

    /// The ASCII sign here and its length; length 0 if there is none.
    fn ascii_sign(&self, c: char) -> (Kind, usize) {
        let second = self.ascii(1);
        match (c, second) {
            ('(', _) => (Kind::LeftParen, 1),
            (')', _) => (Kind::RightParen, 1),
            ('[', _) => (Kind::LeftBracket, 1),
            (']', _) => (Kind::RightBracket, 1),
            ('{', _) => (Kind::LeftBrace, 1),
            ('}', _) => (Kind::RightBrace, 1),
            (',', _) => (Kind::Comma, 1),
            (';', _) => (Kind::Semicolon, 1),
            (':', b'=') => (Kind::Assign, 2),
            (':', _) => (Kind::Colon, 1),
            ('~', _) => (Kind::Tilde, 1),
            ('.', b'.') if self.ascii(2) == b'.' => (Kind::Foreign, 3),
            ('.', b'.') => (Kind::Dots, 2),
            ('+', _) => (Kind::Plus, 1),
            ('-', _) => (Kind::Minus, 1),
            ('^', _) => (Kind::Caret, 1),
            ('=', b'=') => (Kind::Equal, 2),
            ('!', b'=') => (Kind::Unequal, 2),
            ('<', b'=') => (Kind::AtMost, 2),
            ('>', b'=') => (Kind::AtLeast, 2),
            ('|', b'|')
            | ('&', b'&')
            | ('*', b'*')
            | ('/', b'/')
            | ('=', b'>' | b'<')
            | ('<', b'>')
            | ('!', b'!') => (Kind::Foreign, 2),
            ('*', _) => (Kind::Star, 1),
            ('/', _) => (Kind::Slash, 1),
            ('|', _) => (Kind::Bar, 1),
            ('=', _) => (Kind::Equal, 1),
            ('!', _) => (Kind::Bang, 1),
            ('<', _) => (Kind::Less, 1),
            ('>', _) => (Kind::Greater, 1),
            _ => (Kind::Unknown, 0),
        }
    }
}

/// Whether a word may begin with this.
fn begins_word(c: char) -> bool {
    c == '_' || c.is_alphabetic() && continues_word(c)
}

/// Whether a word may go on with this: letters, digits and marks of any script, but no `²` or `½`.
fn continues_word(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c == '_' || c.is_ascii_alphanumeric(),
        '\u{300}'..='\u{36f}' => true,
        // Signs that some scripts write above or below a letter and that are not letters themselves.
        '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' => true,
        '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{93c}' | '\u{9bc}' | '\u{e47}'..='\u{e4e}' => true,
        '¼'..='¾' | '⅐'..='⅟' => false,
        _ => c.is_alphanumeric() && !is_superscript(c),
    }
}

/// Whether this is a digit or sign of an exponent.
fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '⁻' | 'ⁿ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = tokens(text).iter().map(|t| t.kind).collect();
        assert_eq!(kinds.pop(), Some(Kind::End));
        kinds
    }

    #[test]
    fn numbers_dice_and_words_part_where_a_reader_parts_them() {
        use Kind::*;
        assert_eq!(kinds("1..6"), [Number, Dots, Number]);
        assert_eq!(kinds("1.5..2"), [Number, Dots, Number]);
        assert_eq!(kinds(".5 5% 1e-3 2E6 0.5%"), [Number; 5]);
        assert_eq!(kinds("d6 3d6 d% 3d%kh2 4dF dF 4d6kh3 12d6km2"), [Dice; 8]);
        assert_eq!(kinds("4D6 4df 2x 1.2.3 5. 5C2 3d d%x 1_000"), [Malformed; 9]);
        assert_eq!(kinds("D6 d dx d6x kh3 t1 X₁ 袋 é"), [Word; 9]);
        assert_eq!(kinds("X² ⁿ"), [Word, Foreign, Foreign]);
        assert_eq!(kinds("1...6"), [Number, Foreign, Number]);
    }

    #[test]
    fn places_count_characters() {
        let all = tokens("袋 ~ 绿≤“é”");
        let places: Vec<_> = all.iter().map(|t| (t.span.start, t.span.end)).collect();
        assert_eq!(places[..4], [(0, 1), (2, 3), (4, 5), (5, 6)]);
    }

    #[test]
    fn lines_break_only_between_statements() {
        let breaks = |text| tokens(text).iter().filter(|t| t.breaks && t.kind != Kind::End).count();
        assert_eq!(breaks("a\nb"), 1);
        assert_eq!(breaks("a +\nb"), 0);
        assert_eq!(breaks("a\nand b"), 0);
        assert_eq!(breaks("a\n- b"), 1);
        assert_eq!(breaks("S ~ chain from 0\nstep 1\nuntil 2\nfor 3 steps\nto percent"), 0);
        assert_eq!(breaks("a\nstep ~ b\nuntil := c\nfor n in d"), 3);
        assert_eq!(breaks("a # and\n b"), 1);
    }
}
