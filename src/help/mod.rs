//! The help pages, embedded in the binary: the table of topics, how a topic is found, and a search by word.
//!
//! Each page exists in English and in Chinese, as plain CommonMark; how it looks in a terminal is decided
//! elsewhere. The commands that a page shows are read from the page itself, so that tests can run them.

mod example;
mod find;
mod search;
mod table;
#[cfg(test)]
mod tests;

pub use example::Example;
pub use find::find;
pub use search::{Hit, search, soft_break};

/// A language in which every page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Language; 2] = [Self::English, Self::Chinese];

    /// The language for a locale such as `zh_CN.UTF-8`: Chinese where the locale says so, otherwise English.
    ///
    /// # Examples
    /// ```
    /// use prob::help::Language;
    /// assert_eq!(Language::from_locale("zh_CN.UTF-8"), Language::Chinese);
    /// assert_eq!(Language::from_locale("zh-Hant-TW"), Language::Chinese);
    /// assert_eq!(Language::from_locale("de_DE"), Language::English);
    /// assert_eq!(Language::from_locale(""), Language::English);
    /// ```
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let chinese = ["zh", "zho", "chi", "cmn"].iter().any(|code| language.eq_ignore_ascii_case(code));
        if chinese { Self::Chinese } else { Self::English }
    }

    /// The two-letter code of ISO 639: `en` or `zh`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

/// A group of pages, listed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Section {
    /// The ten questions about large models and probability, numbered as in their source.
    Questions,
    /// How outcomes are counted.
    Counting,
    /// What one event says of another.
    Conditions,
    /// The models that come again and again.
    Models,
    /// Means, and what trials say of them.
    Averages,
    /// How questions are asked, and what may go wrong.
    Reference,
}

impl Section {
    /// Every section, in the order in which they are listed.
    pub const ALL: [Section; 6] =
        [Self::Questions, Self::Counting, Self::Conditions, Self::Models, Self::Averages, Self::Reference];

    /// The section's title.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Questions, Language::English) => "Ten questions about large models and probability",
            (Self::Questions, Language::Chinese) => "大模型与概率十问",
            (Self::Counting, Language::English) => "Method: outcomes and how to count them",
            (Self::Counting, Language::Chinese) => "方法：样本空间与计数",
            (Self::Conditions, Language::English) => "Method: what one event says of another",
            (Self::Conditions, Language::Chinese) => "方法：条件概率与独立性",
            (Self::Models, Language::English) => "Method: models",
            (Self::Models, Language::Chinese) => "方法：常用模型",
            (Self::Averages, Language::English) => "Method: averages and trials",
            (Self::Averages, Language::Chinese) => "方法：数字特征与模拟",
            (Self::Reference, Language::English) => "Reference",
            (Self::Reference, Language::Chinese) => "参考",
        }
    }

    /// Whether its pages are called by their numbers.
    #[must_use]
    pub fn is_numbered(self) -> bool {
        self == Self::Questions
    }

    /// Whether its pages teach a method, each by an example, a mistake and an exercise.
    #[must_use]
    pub fn is_method(self) -> bool {
        matches!(self, Self::Counting | Self::Conditions | Self::Models | Self::Averages)
    }
}

/// One page of help, in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    section: Section,
    number: u8,
    slug: &'static str,
    title_en: &'static str,
    title_zh: &'static str,
    keywords: &'static [&'static str],
    en: &'static str,
    zh: &'static str,
}

impl Page {
    /// The group to which the page belongs.
    #[must_use]
    pub fn section(&self) -> Section {
        self.section
    }

    /// The page's number within its section, from 1.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The page's short name, unique among all pages: lower-case words joined by hyphens.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        self.slug
    }

    /// The page's title without its number.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.title_en,
            Language::Chinese => self.title_zh,
        }
    }

    /// Words in either language that name this page and no other.
    #[must_use]
    pub fn keywords(&self) -> &'static [&'static str] {
        self.keywords
    }

    /// The whole page as CommonMark; the title, with its number, is the first line.
    #[must_use]
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }

    /// The section of the page under this heading, the heading included; nothing when there is none.
    ///
    /// # Examples
    /// ```
    /// use prob::help::{find, Language};
    /// let section = find("errors")?.section_of("unknown-name", Language::English).unwrap();
    /// assert!(section.starts_with("## unknown-name\n"));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn section_of(&self, heading: &str, language: Language) -> Option<&'static str> {
        let text = self.text(language);
        let start = text.find(&format!("\n## {heading}\n"))? + 1;
        let length = text[start + 1..].find("\n## ").map_or(text.len() - start, |end| end + 2);
        text.get(start..start + length)
    }

    /// The questions that the page shows in its `prob` blocks, each with what is said of it: its answer, or the code of
    /// the error to which it leads.
    ///
    /// # Examples
    /// ```
    /// use prob::help::{find, Language};
    /// let questions = find("language")?.questions(Language::English);
    /// assert_eq!(questions[0], ("P(2d6 = 7)", "1/6"));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn questions(&self, language: Language) -> Vec<(&'static str, &'static str)> {
        example::questions(self.text(language))
    }

    /// The question of the page's exercise as the student asks it, with `…` where the answer is to be put.
    ///
    /// # Examples
    /// ```
    /// use prob::help::{find, Language};
    /// let exercise = find("complement")?.exercise(Language::English).unwrap();
    /// assert!(exercise.starts_with("check …, P("));
    /// assert_eq!(find("language")?.exercise(Language::English), None);
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn exercise(&self, language: Language) -> Option<&'static str> {
        example::exercise(self.text(language))
    }

    /// The commands that the page shows, each with the text that its real output must contain.
    ///
    /// # Examples
    /// ```
    /// use prob::help::{find, Language};
    /// let examples = find("classical-probability")?.commands(Language::English);
    /// assert_eq!(examples[0].command, "prob coin");
    /// assert_eq!(examples[0].output, ["1/2"]);
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn commands(&self, language: Language) -> Vec<Example> {
        example::read(self.text(language))
    }
}

/// Every page, in the order in which they are listed.
///
/// # Examples
/// ```
/// use prob::help::{pages, Language};
/// assert!(pages().len() > 10);
/// assert_eq!(pages()[9].title(Language::Chinese), "古典概率模型三大基本模型？");
/// ```
#[must_use]
pub fn pages() -> &'static [Page] {
    table::PAGES
}
