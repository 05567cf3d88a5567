//! The catalogue of everything that a derivation may say, in English and Chinese, side by side so that neither can be forgotten.

use crate::help::Language;

/// Something that a derivation says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// Reduction to lowest terms.
    LowestTerms,
}

impl Message {
    /// The sentence in this language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (english, chinese) = match self {
            Self::LowestTerms => ("In lowest terms", "约分"),
        };
        match language {
            Language::English => english.to_owned(),
            Language::Chinese => chinese.to_owned(),
        }
    }
}
