//! Formulas and numbers that are too long for a line, with their middle left out.

/// The longest formula that is shown as it is.
const LONGEST_FORMULA: usize = 160;

/// A formula with its middle left out when it is long: first that of its numbers, then that of the whole, between the
/// terms of a sum where there are any.
#[must_use]
pub fn formula(formula: &str) -> String {
    if formula.chars().count() <= LONGEST_FORMULA {
        return formula.to_owned();
    }
    let formula = formula.split(' ').map(value).collect::<Vec<_>>().join(" ");
    if formula.chars().count() <= LONGEST_FORMULA {
        return formula;
    }
    let separator = if formula.contains(" + ") { " + " } else { " " };
    let parts: Vec<&str> = formula.split(separator).collect();
    // How many parts fit into half the room, from either end.
    let fitting = |parts: &mut dyn Iterator<Item = &&str>| {
        let mut length = 0;
        parts
            .take_while(|part| {
                length += part.chars().count() + separator.len();
                length <= LONGEST_FORMULA / 2
            })
            .count()
    };
    let first = fitting(&mut parts.iter());
    let last = fitting(&mut parts.iter().skip(first + 1).rev());
    let kept = [&parts[..first], &["..."], &parts[parts.len() - last..]];
    kept.concat().join(separator)
}

/// A number with the middle of its digits left out when it is long; a fraction part by part.
#[must_use]
pub fn value(value: &str) -> String {
    const LONGEST: usize = 60;
    const END: usize = 15;
    let shortened = |digits: &str| {
        if digits.len() <= LONGEST || !digits.is_ascii() {
            return digits.to_owned();
        }
        format!("{}...{}", &digits[..END], &digits[digits.len() - END..])
    };
    value.split('/').map(shortened).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_formulas_lose_their_middle_between_terms() {
        let terms: Vec<String> = (1..100).map(|k| format!("C(100, {k})")).collect();
        let shown = formula(&terms.join(" + "));
        assert!(shown.starts_with("C(100, 1) + C(100, 2) + "), "{shown}");
        assert!(shown.contains(" + ... + ") && shown.ends_with(" + C(100, 99)"), "{shown}");
        assert!(shown.len() <= LONGEST_FORMULA + 10);
        assert_eq!(formula("C(5, 3)"), "C(5, 3)");
    }

    #[test]
    fn long_numbers_lose_their_middle() {
        let long = "1234567890".repeat(30);
        assert_eq!(formula(&format!("{long} / 6^9")), format!("{}...{} / 6^9", &long[..15], &long[285..]));
        assert_eq!(value(&format!("7/{long}")), format!("7/{}...{}", &long[..15], &long[285..]));
        assert_eq!(value("35/12"), "35/12");
    }
}
