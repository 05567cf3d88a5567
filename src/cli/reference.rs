//! The pages about single words of the question language, made from its reference.

use crate::error::{Error, ErrorKind};
use crate::help::{Language, find, pages};
use crate::language::reference::{self, Entry, Section};
use crate::statistic;
use std::borrow::Cow;

/// The text of a topic, as CommonMark: a page, a word of the question language, the code of an error, or a list of words.
///
/// # Errors
/// Those of [`find`] when nothing is called so.
pub(super) fn text_of(topic: &str, language: Language) -> Result<Cow<'static, str>, Error> {
    let name = topic.trim();
    if let Some(page) = pages().iter().find(|page| page.slug() == name) {
        return Ok(page.text(language).into());
    }
    if let Some(section) = error_section(name, language) {
        return Ok(section.into());
    }
    if let Some(section) = Section::ALL.into_iter().find(|s| name == s.word() || name == plural(*s)) {
        return Ok(list(section, language).into());
    }
    let entries = reference::find(name);
    let page = find(name);
    match (entries.is_empty(), page) {
        (false, page) => {
            let mut text = word(name, &entries, language);
            if let Ok(page) = page {
                let also = pick(language, "See also", "另见");
                text.push_str(&format!("\n{also}: `prob help {}`\n", page.slug()));
            }
            Ok(text.into())
        }
        (true, Ok(page)) => Ok(page.text(language).into()),
        (true, Err(error)) => {
            let slip = error.fix().is_some_and(|fix| fix.contains("did you mean"));
            Err(match reference::near(name) {
                Some(near) if error.kind() == ErrorKind::UnknownName && !slip => {
                    error.hint(format!("did you mean `{near}`?"))
                }
                _ => error,
            })
        }
    }
}

fn pick<'a>(language: Language, english: &'a str, chinese: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// The section of the page of errors about one code.
fn error_section(name: &str, language: Language) -> Option<&'static str> {
    let name = name.trim_start_matches("error[").trim_end_matches(']');
    let code = ErrorKind::ALL.map(ErrorKind::code).into_iter().find(|code| *code == name)?;
    // `range` is a function too, and asked for more often than the error.
    if !reference::find(code).is_empty() {
        return None;
    }
    find("errors").ok()?.section_of(code, language)
}

fn plural(section: Section) -> String {
    format!("{}s", section.word())
}

/// The page of a word: each of its roles with the ways to write it, what it means, and an example with its answer.
fn word(name: &str, entries: &[Entry], language: Language) -> String {
    let mut text = format!("# {name}\n");
    for entry in entries {
        text.push('\n');
        for way in entry.signature.split(" · ") {
            text.push_str(&format!("- `{way}`\n"));
        }
        let (question, answer) = entry.example;
        let colon = pick(language, ": ", "：");
        let what = capitalized(kind(entry.section, language));
        text.push_str(&format!("\n{what}{colon}{}.\n", entry.help));
        text.push_str(&format!("\n```prob\n{question}   # {answer}\n```\n"));
    }
    if ErrorKind::ALL.iter().any(|kind| kind.code() == name) {
        text.push_str(&format!(
            "\n{}: `prob help errors`\n",
            pick(language, "As the code of an error", "作为错误代码")
        ));
    }
    text
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The kind of an entry in the user's language.
fn kind(section: Section, language: Language) -> &'static str {
    let chinese = match section {
        Section::Statement => "语句",
        Section::Verb => "动词",
        Section::Measure => "度量",
        Section::Experiment => "试验",
        Section::Collection => "元素的集合",
        Section::Pattern => "模式",
        Section::Function => "函数",
    };
    pick(language, section.word(), chinese)
}

/// The entries of a section with a line each, functions family by family.
fn list(section: Section, language: Language) -> String {
    let item = |signature: &str, help: &str| format!("- `{signature}`: {help}\n");
    let mut text =
        format!("# {}\n\n", capitalized(pick(language, &plural(section), kind(section, language))));
    for entry in reference::entries().filter(|entry| entry.section == section) {
        if section != Section::Function || statistic::function(entry.name, 0).is_none() {
            text.push_str(&item(entry.signature, entry.help));
        }
    }
    if section == Section::Function {
        for (family, functions) in statistic::FAMILIES {
            text.push_str(&format!("\n## {}\n\n", capitalized(family)));
            functions.iter().for_each(|function| text.push_str(&item(function.signature, function.help)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_page_with_its_example() {
        for entry in reference::entries() {
            for language in Language::ALL {
                let text = text_of(entry.name, language).unwrap();
                let section = Section::ALL.iter().any(|s| entry.name == s.word());
                assert!(section || text.contains(entry.example.0), "{}", entry.name);
            }
        }
    }

    #[test]
    fn every_error_has_a_page() {
        for kind in ErrorKind::ALL {
            assert!(text_of(kind.code(), Language::English).is_ok_and(|text| text.contains(kind.code())));
        }
        assert!(text_of("error[kind]", Language::Chinese).unwrap().starts_with("## kind"));
    }

    #[test]
    fn a_slip_is_told_from_a_stranger() {
        let fix =
            |topic: &str| text_of(topic, Language::English).unwrap_err().fix().unwrap_or_default().to_owned();
        assert_eq!(fix("maxcuont"), "did you mean `maxcount`?");
        assert!(fix("zebra").contains("1 to 10"));
        assert!(text_of("functions", Language::English).unwrap().contains("## Shape"));
        assert!(text_of("verbs", Language::Chinese).unwrap().contains("`simulate question`"));
    }
}
