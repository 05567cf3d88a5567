//! What the environment says of language and characters.

use crate::help::Language;

/// The first of these variables that says something.
fn variable(names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())
}

/// The language of the user's locale.
#[must_use]
pub fn language() -> Language {
    // The variables first: asking the system costs more, and on Unix it would say the same.
    let locale = variable(&["LC_ALL", "LC_MESSAGES", "LANG"])
        .or_else(|| if cfg!(unix) { None } else { sys_locale::get_locale() });
    locale.map_or(Language::English, |locale| Language::from_locale(&locale))
}

/// Whether the terminal shows characters beyond ASCII: only a locale that says otherwise speaks against it.
#[must_use]
pub fn unicode() -> bool {
    match variable(&["LC_ALL", "LC_CTYPE", "LANG"]) {
        Some(locale) => is_unicode(&locale),
        None => true,
    }
}

/// Whether a locale such as `en_GB.UTF-8` names a character set with everything in it.
fn is_unicode(locale: &str) -> bool {
    let locale = locale.to_lowercase();
    match locale.split_once('.') {
        Some((_, charset)) => charset.starts_with("utf") || charset.starts_with("gb18030"),
        // A bare name such as `zh_CN` leaves the character set to the system, which is UTF-8 nearly everywhere.
        None => locale != "c" && locale != "posix",
    }
}

#[cfg(test)]
mod tests {
    use super::is_unicode;

    #[test]
    fn only_a_locale_without_utf_8_speaks_against_it() {
        for locale in ["en_GB.UTF-8", "C.utf8", "zh_CN", "de_DE.UTF-8@euro"] {
            assert!(is_unicode(locale), "{locale}");
        }
        for locale in ["C", "POSIX", "en_US.ISO-8859-1"] {
            assert!(!is_unicode(locale), "{locale}");
        }
    }
}
