//! The line in colours while it is typed.

use super::Helper;
use crate::language::{Role, pieces};
use crate::render::markup::Tone;
use rustyline::highlight::{CmdKind, Highlighter};
use std::borrow::Cow;

/// How a piece of a line looks.
fn tone(role: Role) -> Tone {
    match role {
        Role::Number | Role::Dice => Tone::Number,
        Role::Text => Tone::Good,
        Role::Function | Role::Measure => Tone::Label,
        Role::Word => Tone::Strong,
        Role::Comment => Tone::Dim,
        Role::Wrong => Tone::Bad,
        Role::Name | Role::Sign | Role::Bracket => Tone::Plain,
    }
}

/// A text in a tone.
pub(super) fn styled(tone: Tone, text: &str) -> String {
    let style = tone.style();
    format!("{style}{text}{style:#}")
}

/// A line of the question language in colours.
fn colored(line: &str) -> String {
    let mut colored = String::with_capacity(2 * line.len());
    let mut end = 0;
    for (role, place) in pieces(line) {
        colored.push_str(&line[end..place.start]);
        end = place.end;
        match tone(role) {
            Tone::Plain => colored.push_str(&line[place]),
            tone => colored.push_str(&styled(tone, &line[place])),
        }
    }
    colored.push_str(&line[end..]);
    colored
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.styled || line.trim_start().starts_with(':') {
            return Cow::Borrowed(line);
        }
        Cow::Owned(colored(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.styled { Cow::Owned(styled(Tone::Dim, hint)) } else { Cow::Borrowed(hint) }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        // Any character may change the role of what stands before it.
        self.styled && kind != CmdKind::MoveCursor
    }
}

#[cfg(test)]
mod tests {
    use super::colored;

    /// A text without its colours.
    fn plain(text: &str) -> String {
        let mut plain = String::new();
        let mut escaped = false;
        for c in text.chars() {
            match c {
                '\u{1b}' => escaped = true,
                'm' if escaped => escaped = false,
                _ if escaped => {}
                c => plain.push(c),
            }
        }
        plain
    }

    #[test]
    fn colours_change_no_character() {
        for line in ["P(2d6 = 7) # seven", "袋 ~ draw 2 from urn{红:3}", "4D6 && \"x", "", "  X", "a\nb"] {
            assert_eq!(plain(&colored(line)), line);
        }
        assert!(colored("P(2d6 = 7)").contains('\u{1b}'));
    }
}
