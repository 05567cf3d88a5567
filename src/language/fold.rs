//! Characters of other keyboards, read as their plain counterparts.

use std::borrow::Cow;

/// The text with every full-width or typographic character replaced by the plain one that it stands for.
///
/// One character becomes one character, so that places stay the same. What stands between quotation marks is kept.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain(c) == c) {
        return Cow::Borrowed(text);
    }
    let mut quoted = false;
    let folded = text.chars().map(|c| match plain(c) {
        '"' => {
            quoted = !quoted;
            '"'
        }
        '\n' => {
            quoted = false;
            '\n'
        }
        _ if quoted => c,
        other => other,
    });
    Cow::Owned(folded.collect())
}

/// The plain character that this one stands for, or itself.
fn plain(c: char) -> char {
    match c {
        '\0'..='\x7f' => c,
        // The full-width forms lie at a fixed distance from ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '、' => ',',
        '∶' => ':',
        '∼' | '〜' => '~',
        '∣' => '|',
        '×' | '·' | '⋅' | '∙' | '∗' => '*',
        '÷' | '∕' | '⁄' => '/',
        '−' => '-',
        '“' | '”' | '„' | '‟' => '"',
        _ => c,
    }
}
