//! The language of what is said before the arguments are read.

use crate::cli::locale;
use crate::cli::output::Color;
use crate::help::Language;
use crate::render::Format;
use clap::ValueEnum;
use std::ffi::OsString;

/// How errors are told: in which format and language, and whether in colour.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// The format.
    pub format: Format,
    /// The colours.
    pub color: Color,
    /// The language.
    pub language: Language,
}

impl Default for Spoken {
    fn default() -> Self {
        Self { format: Format::Text, color: Color::Auto, language: locale::language() }
    }
}

/// The names of the languages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LanguageName {
    En,
    Zh,
}

impl LanguageName {
    pub(super) fn language(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Zh => Language::Chinese,
        }
    }
}

/// How to tell an error when the arguments could not be read, from what can be made out of them.
pub(super) fn spoken(arguments: &[OsString]) -> Spoken {
    let value = |option: &str| {
        let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
        let apart = words.windows(2).find(|pair| pair[0] == option).map(|pair| pair[1].to_owned());
        apart.or_else(|| {
            let joined = words.iter().find_map(|word| word.strip_prefix(option)?.strip_prefix('='));
            joined.map(str::to_owned)
        })
    };
    let format = if value("--format").as_deref() == Some("json") { Format::Json } else { Format::Text };
    let color = value("--color").and_then(|name| Color::from_str(&name, true).ok()).unwrap_or_default();
    let language = value("--lang").and_then(|name| LanguageName::from_str(&name, true).ok());
    Spoken { format, color, language: language.map_or_else(locale::language, LanguageName::language) }
}
