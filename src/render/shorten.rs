//! Formulas and numbers that are too long for a line, with their middle left out.

use crate::help::Language;

/// The longest number that is shown as it is, and how many digits of a longer one are shown at either end.
const LONGEST_NUMBER: usize = 40;
const END: usize = 8;

/// The longest formula that is shown as it is.
const LONGEST_FORMULA: usize = 200;

/// A formula with its middle left out when it is long: first that of its numbers, then that of the whole, between the
/// terms of a sum where there are any.
#[must_use]
pub fn formula(formula: &str, language: Language) -> String {
    within(&value(formula, language), LONGEST_FORMULA)
}

/// What stands between the parts of a formula, from the outermost.
const SEPARATORS: [&str; 6] = ["; ", " else ", " or ", " and ", " + ", ", "];

/// A formula with parts left out between others, or within its longest brackets, until so many letters are left.
fn within(formula: &str, room: usize) -> String {
    let length = formula.chars().count();
    if length <= room {
        return formula.to_owned();
    }
    // What is defined before what is asked of it, and the first cases before the last one.
    for separator in ["; ", " else "] {
        if let [before, last] = outermost(formula, separator)[..] {
            let last = within(last, room / 2);
            let before = within(before, room.saturating_sub(last.chars().count() + separator.len()));
            return before + separator + &last;
        }
    }
    for separator in SEPARATORS {
        if let Some(shorter) = between(&outermost(formula, separator), separator, room) {
            return shorter;
        }
    }
    let (from, to) = longest_brackets(formula);
    let rest = length - formula[from..to].chars().count();
    if rest < room / 2 {
        return format!("{}{}{}", &formula[..from], within(&formula[from..to], room - rest), &formula[to..]);
    }
    // Two long ones, as of a product, have half the room each.
    let inside = within(&formula[from..to], (room / 2).saturating_sub(8));
    if inside.len() < to - from {
        return within(&format!("{}{inside}{}", &formula[..from], &formula[to..]), room);
    }
    let words: Vec<&str> = formula.split(' ').collect();
    between(&words, " ", room).unwrap_or_else(|| "...".to_owned())
}

/// The first and the last parts that fit into half the room each; nothing where none does.
fn between(parts: &[&str], separator: &str, room: usize) -> Option<String> {
    let fitting = |parts: &mut dyn Iterator<Item = &&str>| {
        let mut length = 0;
        parts
            .take_while(|part| {
                length += part.chars().count() + separator.len();
                length <= room / 2
            })
            .count()
    };
    let first = fitting(&mut parts.iter());
    let last = fitting(&mut parts.iter().skip(first + 1).rev());
    let kept = [&parts[..first], &["..."], &parts[parts.len() - last..]];
    (first > 0 && last > 0).then(|| kept.concat().join(separator))
}

/// The depth of brackets before each place of a formula, and that place.
fn depths(formula: &str) -> impl Iterator<Item = (usize, usize, char)> {
    let mut depth = 0_usize;
    formula.char_indices().map(move |(place, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (place, depth, c)
    })
}

/// The parts of a formula between separators that stand in no brackets.
fn outermost<'a>(formula: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (place, depth, _) in depths(formula) {
        if depth == 0 && place >= start && formula[place..].starts_with(separator) {
            parts.push(&formula[start..place]);
            start = place + separator.len();
        }
    }
    parts.push(&formula[start..]);
    parts
}

/// Where the inside of the longest outermost brackets starts and ends; nowhere where there are none.
fn longest_brackets(formula: &str) -> (usize, usize) {
    let (mut longest, mut opened) = ((0, 0), None);
    for (place, depth, c) in depths(formula) {
        match opened {
            None if depth == 1 => opened = Some(place + c.len_utf8()),
            Some(from) if depth == 0 => {
                if place - from > longest.1 - longest.0 {
                    longest = (from, place);
                }
                opened = None;
            }
            _ => {}
        }
    }
    longest
}

/// A text with every number of more than 40 digits told by its ends and its size.
///
/// # Examples
/// ```
/// use prob::help::Language;
/// use prob::render::shorten::value;
/// let long = format!("1/{}", "12345678".repeat(6));
/// assert_eq!(value(&long, Language::English), "1/12345678...[48 digits]...12345678");
/// assert_eq!(value("35/12", Language::English), "35/12");
/// ```
#[must_use]
pub fn value(value: &str, language: Language) -> String {
    let mut shortened = String::with_capacity(value.len().min(200));
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let taken = if digits == 0 { c.len_utf8() } else { digits };
        let (part, after) = rest.split_at(taken);
        match ends(part) {
            Some((first, last)) => {
                shortened += &format!("{first}...{}...{last}", size(part.len(), language));
            }
            None => shortened += part,
        }
        rest = after;
    }
    shortened
}

/// The first and the last digits of an integer that is too long to be shown.
pub(super) fn ends(number: &str) -> Option<(&str, &str)> {
    let long = number.len() > LONGEST_NUMBER && number.bytes().all(|b| b.is_ascii_digit());
    long.then(|| (&number[..END], &number[number.len() - END..]))
}

/// How many digits there are.
pub(super) fn size(digits: usize, language: Language) -> String {
    match language {
        Language::English => format!("[{digits} digits]"),
        Language::Chinese => format!("[{digits} 位]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_formulas_lose_their_middle_between_terms() {
        let terms: Vec<String> = (1..100).map(|k| format!("C(100, {k})")).collect();
        let shown = formula(&terms.join(" + "), Language::English);
        assert!(shown.starts_with("C(100, 1) + C(100, 2) + "), "{shown}");
        assert!(shown.contains(" + ... + ") && shown.ends_with(" + C(100, 99)"), "{shown}");
        assert!(shown.len() <= LONGEST_FORMULA + 10);
        assert_eq!(formula("C(5, 3)", Language::English), "C(5, 3)");
    }

    #[test]
    fn terms_that_are_long_themselves_keep_their_ends() {
        let long = format!("def f(n) := {}1; f(3)", "if n = 0 then 1 else ".repeat(20));
        let shown = formula(&long, Language::English);
        assert!(shown.starts_with("def f(n) := if n = 0") && shown.ends_with(" 1; f(3)"), "{shown}");
        assert!(shown.len() <= LONGEST_FORMULA + 10);
    }

    #[test]
    fn of_a_product_of_sums_both_are_shortened() {
        let sum = |x: &str| (1..40).map(|k| format!("{x}[{k}]")).collect::<Vec<_>>().join(" + ");
        let shown = formula(&format!("E(({}) * ({}))", sum("X"), sum("Y")), Language::English);
        assert!(shown.starts_with("E((X[1] + X[2] + ") && shown.ends_with(" + Y[38] + Y[39]))"), "{shown}");
        assert!(
            shown.contains(" + X[38] + X[39]) * (Y[1] + Y[2] + ") && shown.contains(" + ... + "),
            "{shown}"
        );
        assert!(shown.len() <= LONGEST_FORMULA + 10, "{shown}");
    }

    #[test]
    fn long_numbers_lose_their_middle() {
        let long = "1234567890".repeat(30);
        let shown = |text: &str| formula(text, Language::English);
        assert_eq!(shown(&format!("{long} / 6^9")), "12345678...[300 digits]...34567890 / 6^9");
        assert_eq!(shown(&format!("1 / {long}")), "1 / 12345678...[300 digits]...34567890");
        assert_eq!(value(&format!("7/{long}"), Language::Chinese), "7/12345678...[300 位]...34567890");
        assert_eq!(value(&long[..40], Language::English), long[..40]);
    }
}
