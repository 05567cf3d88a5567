//! The pages of the method, which all have the same plan: an idea, its formula, an example, a mistake, an exercise.

use super::super::{Language, Page, example, find, pages, search};
use std::collections::HashSet;

fn method() -> impl Iterator<Item = (&'static Page, Language, &'static str)> {
    let pages = pages().iter().filter(|page| page.section().is_method());
    pages.flat_map(|page| Language::ALL.map(|language| (page, language, page.text(language))))
}

fn plan(language: Language) -> [&'static str; 5] {
    match language {
        Language::English => ["The idea", "The formula", "Worked example", "A common mistake", "Exercise"],
        Language::Chinese => ["想法", "公式", "例题", "常见错误", "练习"],
    }
}

/// The questions that a section of a page asks, with what is said of them.
fn asked(page: &Page, section: &str, language: Language) -> Vec<(&'static str, &'static str)> {
    page.section_of(section, language).map(example::questions).unwrap_or_default()
}

/// How many columns a line takes; a character of Chinese takes two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

#[test]
fn every_page_has_its_title_and_the_plan() {
    for (page, language, text) in method() {
        let titles: Vec<String> = plan(language).iter().map(|title| format!("## {title}")).collect();
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings[0], format!("# {}", page.title(language)));
        assert_eq!(headings[1..], titles, "{} {language:?}", page.slug());
        let lines = text.lines().count();
        assert!((40..=80).contains(&lines), "{} {language:?}: {lines} lines", page.slug());
    }
}

#[test]
fn the_numbers_of_a_section_go_from_one_and_every_section_has_pages() {
    for section in super::Section::ALL {
        let numbers = pages().iter().filter(|page| page.section() == section).map(|page| page.number());
        let numbers: Vec<u8> = numbers.collect();
        let count = u8::try_from(numbers.len()).unwrap();
        assert!(count > 0);
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{section:?}");
    }
}

#[test]
fn every_mistake_is_convicted_and_every_exercise_is_judged() {
    for (page, language, _) in method() {
        let [_, _, example, mistake, exercise] = plan(language);
        let slug = page.slug();
        assert!(!asked(page, example, language).is_empty(), "{slug}: the example asks nothing");
        let is_check = |question: &str| question.contains("check ");
        let convicted = asked(page, mistake, language)
            .iter()
            .any(|(question, said)| is_check(question) && *said == "false");
        assert!(convicted, "{slug} {language:?}: nothing shows the mistake to be one");
        let last = asked(page, exercise, language).last().copied();
        assert!(last.is_some_and(|(question, said)| is_check(question) && said == "true"), "{slug}");
        // The student is told how to ask, with the place of the answer left open.
        let open = page.exercise(language).unwrap_or_default();
        assert!(open.contains("check …, "), "{slug} {language:?}");
        assert!(page.section_of(exercise, language).is_some_and(|section| section.contains(open)), "{slug}");
    }
}

#[test]
fn both_languages_of_a_page_show_the_same_answers() {
    let [english, chinese] = Language::ALL;
    for page in pages().iter().filter(|page| page.section().is_method()) {
        let said = |language| page.questions(language).into_iter().map(|(_, said)| said).collect::<Vec<_>>();
        assert_eq!(said(english), said(chinese), "{}", page.slug());
        let commands = |language| page.commands(language).into_iter().map(|e| e.command).collect::<Vec<_>>();
        let told = commands(english).iter().map(|command| format!("{command} --lang zh")).collect::<Vec<_>>();
        assert_eq!(commands(chinese), told, "{}", page.slug());
        assert!(!told.is_empty(), "{}", page.slug());
        for example in page.commands(english) {
            assert!(!example.output.is_empty(), "{}", example.command);
        }
    }
}

#[test]
fn every_line_fits_the_terminal() {
    for (page, language, text) in method() {
        let mut verbatim = false;
        for line in text.lines() {
            verbatim ^= line.starts_with("```");
            // What is verbatim is shown four columns further in.
            let room = if verbatim { 76 } else { 80 };
            assert!(width(line) <= room, "{} {language:?}: {line}", page.slug());
        }
        assert!(!verbatim, "{} {language:?}: a block is left open", page.slug());
    }
}

#[test]
fn no_paragraph_is_given_twice() {
    let mut paragraphs = HashSet::new();
    for (page, _, text) in method() {
        for paragraph in text.split("\n\n").filter(|part| !part.starts_with("## ")) {
            assert!(
                paragraphs.insert(paragraph) || paragraph.starts_with("```"),
                "{}: {paragraph}",
                page.slug()
            );
        }
    }
}

#[test]
fn every_name_finds_its_page_and_every_title_is_found_by_the_search() {
    for (page, language, _) in method() {
        for name in page.keywords().iter().chain([&page.slug(), &page.title(language)]) {
            assert_eq!(find(name).map(Page::slug), Ok(page.slug()), "{name}");
            assert_eq!(find(&name.to_uppercase()).map(Page::slug), Ok(page.slug()), "{name}");
        }
        let hits = search(page.title(language));
        assert!(hits.iter().any(|hit| hit.page == page && hit.language == language && hit.line == 1));
    }
}
