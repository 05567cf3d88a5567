//! Texts with places: whether a text is an instance of one, and another with the same filling.

/// What stands for a place of an English template.
const PLACE: &str = "{}";

/// An entry that a text is an instance of, and what stands in its places.
pub(super) struct Found<'a> {
    chinese: &'static str,
    filling: Vec<&'a str>,
}

/// Of the entries that a text is an instance of, the one that says most of it itself.
pub(super) fn longest<'a>(
    entries: impl IntoIterator<Item = &'static (&'static str, &'static str)>,
    text: &'a str,
) -> Option<Found<'a>> {
    let own = |english: &str| english.len() - english.matches(PLACE).count() * PLACE.len();
    let mut best: Option<(usize, Found<'a>)> = None;
    for &(english, chinese) in entries {
        let own = own(english);
        if best.as_ref().is_none_or(|(most, _)| own > *most)
            && let Some(filling) = filling(english, text)
        {
            best = Some((own, Found { chinese, filling }));
        }
    }
    best.map(|(_, found)| found)
}

/// What stands in the places, if the text is an instance of the template.
fn filling<'a>(template: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let pieces: Vec<&str> = template.split(PLACE).collect();
    let rest = text.strip_prefix(pieces[0])?;
    let mut filling = Vec::with_capacity(pieces.len());
    fill(&pieces, rest, false, &mut filling).then_some(filling)
}

/// Fills the places behind the first of these pieces, which stands inside a code span or not.
fn fill<'a>(pieces: &[&str], text: &'a str, in_code: bool, filling: &mut Vec<&'a str>) -> bool {
    let [before, piece, rest @ ..] = pieces else { return text.is_empty() };
    let in_code = in_code ^ (before.matches('`').count() % 2 == 1);
    let fits = |part: &str| fits(part, in_code, before.ends_with(": ") && rest.is_empty());
    if rest.is_empty() {
        let Some(part) = text.strip_suffix(piece) else { return false };
        filling.push(part);
        return fits(part);
    }
    let held = filling.len();
    for (at, _) in text.match_indices(piece).filter(|(at, _)| fits(&text[..*at])) {
        filling.push(&text[..at]);
        if fill(&pieces[1..], &text[at + piece.len()..], in_code, filling) {
            return true;
        }
        filling.truncate(held);
    }
    false
}

/// Whether this may stand in a place: code is never cut in two, and what follows a semicolon, or a colon unless this is
/// what a text ends with, is a sentence of its own.
fn fits(part: &str, in_code: bool, ends_the_text: bool) -> bool {
    let whole = part.matches('`').count().is_multiple_of(2) && !(in_code && part.contains('`'));
    whole && (in_code || split(part, "; ").is_none() && (ends_the_text || split(part, ": ").is_none()))
}

impl Found<'_> {
    /// The Chinese text; what a marked place holds is said by `say`.
    pub(super) fn filled(&self, say: impl Fn(&str) -> String) -> String {
        let mut parts: Vec<(String, bool)> = Vec::new();
        let mut rest = self.chinese;
        let mut next = 0;
        while let Some((before, place, after)) = place(rest) {
            let number = place.trim_end_matches('~').parse().unwrap_or(next);
            next = number + 1;
            let part = self.filling.get(number).copied().unwrap_or_default();
            let is_said = place.ends_with('~');
            parts.push((before.to_owned(), false));
            parts.push((if is_said { say(part) } else { part.to_owned() }, is_said));
            rest = after;
        }
        parts.push((rest.to_owned(), false));
        let mut whole = String::new();
        let mut spaced = false;
        for (part, is_said) in parts {
            if spaced || is_said {
                add(&mut whole, &part)
            } else {
                whole.push_str(&part)
            }
            spaced = is_said;
        }
        whole
    }
}

/// The next place of a Chinese text: what stands before it, its number and mark, and what stands after.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let inside = &text[open + 1..];
        let (place, after) = inside.split_once('}')?;
        let number = place.trim_end_matches('~');
        let is_place = number.bytes().all(|byte| byte.is_ascii_digit()) && place.len() <= number.len() + 1;
        is_place.then_some((&text[..open], place, after))
    })
}

/// Adds a part, after a space where Chinese characters meet what is written in Latin ones.
pub(super) fn add(whole: &mut String, part: &str) {
    if let (Some(last), Some(first)) = (whole.chars().next_back(), part.chars().next())
        && (is_han(last) && is_latin(first) || is_latin(last) && is_han(first))
    {
        whole.push(' ');
    }
    whole.push_str(part);
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '`' || c == '"'
}

/// The text before a sign and the text after it, where it stands outside code.
pub(super) fn split<'a>(text: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let outside = |at: &usize| text[..*at].matches('`').count().is_multiple_of(2);
    let at = text.match_indices(sign).map(|(at, _)| at).find(outside)?;
    Some((&text[..at], &text[at + sign.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &[(&str, &str)] = &[
        ("cannot {} {} of {}", "{2} 中无法{0~} {1} 个"),
        ("cannot draw {} of {}", "{1} 中抽不出 {0}"),
        ("`{}` is {}, not a card", "`{}` 是{~}，不是牌"),
        ("write `{}`", "请写 `{}`"),
    ];

    fn chinese(text: &str) -> Option<String> {
        Some(
            longest(ENTRIES, text)?.filled(|part| if part == "a rank" { "点数".into() } else { part.into() }),
        )
    }

    #[test]
    fn the_longest_template_wins_and_places_change_their_order() {
        assert_eq!(chinese("cannot draw 3 of 2").as_deref(), Some("2 中抽不出 3"));
        assert_eq!(chinese("cannot keep 3 of 2").as_deref(), Some("2 中无法 keep 3 个"));
    }

    #[test]
    fn code_is_never_cut_in_two() {
        assert_eq!(chinese("`a` is b` is a rank, not a card"), None);
        assert_eq!(chinese("`ace` is a rank, not a card").as_deref(), Some("`ace` 是点数，不是牌"));
        assert_eq!(chinese("write `x` or `y`"), None);
        assert_eq!(chinese("write `{}`").as_deref(), Some("请写 `{}`"));
    }

    #[test]
    fn what_code_holds_is_no_place() {
        let entries: &[(&str, &str)] = &[("take `{}`: {}", "`die{1:1/2, 2:{1}}` {0}")];
        let found = longest(entries, "take `a`: b").map(|found| found.filled(str::to_owned));
        assert_eq!(found.as_deref(), Some("`die{1:1/2, 2:b}` a"));
    }
}
