use super::find::NUMERALS;
use super::{Language, Page, Section, find, pages, search};
use crate::error::ErrorKind;
use std::collections::HashSet;

mod method;

/// The pages of the ten questions, which all have the same plan.
fn ten() -> impl Iterator<Item = &'static Page> {
    pages().iter().filter(|page| page.section() == Section::Questions)
}

fn texts() -> impl Iterator<Item = (&'static Page, Language, &'static str)> {
    ten().flat_map(|page| Language::ALL.map(|language| (page, language, page.text(language))))
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with('#')).collect()
}

#[test]
fn the_ten_questions_are_numbered_from_one_in_order() {
    let numbers: Vec<u8> =
        pages().iter().filter(|page| page.section() == Section::Questions).map(Page::number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<u8>>());
}

#[test]
fn every_page_has_its_title_and_all_sections_in_both_languages() {
    for (page, language, text) in texts() {
        let number = usize::from(page.number());
        let title = page.title(language);
        let expected = match language {
            Language::English => [
                format!("# {number}. {title}"),
                "## What the source answers".into(),
                "## Where the source is imprecise, dated or wrong".into(),
                "## What this has to do with probability".into(),
            ],
            Language::Chinese => [
                format!("# {}、{title}", NUMERALS[number - 1]),
                "## 来源的回答".into(),
                "## 来源中不准确、过时或错误之处".into(),
                "## 与概率的关系".into(),
            ],
        };
        assert_eq!(headings(text), expected, "{} {language:?}", page.slug());
    }
}

#[test]
fn no_section_of_a_page_is_empty() {
    for (page, language, text) in texts() {
        for section in text.split("\n## ").skip(1) {
            let body: String = section.lines().skip(1).collect();
            assert!(body.chars().count() > 40, "{} {language:?}: {section}", page.slug());
        }
    }
}

#[test]
fn the_two_languages_of_a_page_have_the_same_points() {
    let is_item = |line: &&str| {
        let marker = line.trim_start().split(' ').next().unwrap_or_default();
        marker == "-" || matches!(marker.strip_suffix('.'), Some(number) if number.parse::<u8>().is_ok())
    };
    let points = |text: &'static str| -> Vec<usize> {
        text.split("\n## ").map(|part| part.lines().skip(1).filter(is_item).count()).collect()
    };
    for page in ten() {
        let english = points(page.text(Language::English));
        assert_eq!(english, points(page.text(Language::Chinese)), "{}", page.slug());
        assert!(english[2] >= 4, "{}", page.slug());
    }
}

#[test]
fn both_languages_cite_the_same_papers() {
    let papers = |text: &'static str| {
        let id = |rest: &'static str| rest.split(|c: char| !c.is_ascii_digit() && c != '.').next();
        text.split("arXiv:").skip(1).filter_map(id).collect::<HashSet<_>>()
    };
    for page in ten() {
        assert_eq!(
            papers(page.text(Language::English)),
            papers(page.text(Language::Chinese)),
            "{}",
            page.slug()
        );
    }
}

#[test]
fn every_page_ends_with_commands_and_their_output() {
    for (page, language, text) in texts() {
        let examples = page.commands(language);
        assert!(!examples.is_empty(), "{}", page.slug());
        assert_eq!(text.matches("\n$ ").count(), examples.len());
        assert!(text.ends_with("\n```\n"), "{} {language:?}", page.slug());
        for example in &examples {
            let command = example.command.split_whitespace().nth(1);
            assert!(example.command.starts_with("prob "), "{}", example.command);
            assert!(matches!(command, Some("coin" | "dice" | "hand")), "{}", example.command);
            assert!(!example.output.is_empty(), "{}", example.command);
        }
        assert_eq!(examples, page.commands(Language::English));
    }
}

#[test]
fn the_last_question_shows_all_three_models() {
    let examples = pages()[9].commands(Language::Chinese);
    let commands: HashSet<&str> = examples.iter().filter_map(|e| e.command.split(' ').nth(1)).collect();
    assert_eq!(commands, HashSet::from(["coin", "dice", "hand"]));
}

#[test]
fn no_two_pages_share_a_name() {
    let mut names = HashSet::new();
    for page in pages() {
        let titles = Language::ALL.map(|language| page.title(language));
        let slug = page.slug();
        let own = titles.iter().chain([&slug]).chain(page.keywords());
        let own: HashSet<String> = own.map(|name| name.to_lowercase().replace('-', " ")).collect();
        for name in own {
            assert!(names.insert(name.clone()), "`{name}` is given twice");
        }
    }
}

#[test]
fn every_name_of_a_page_finds_it() {
    for (index, page) in ten().enumerate() {
        let numbers =
            [(index + 1).to_string(), NUMERALS[index].to_string(), format!("第{}题", NUMERALS[index])];
        let titles = Language::ALL.map(|language| page.title(language).to_string());
        let words = page.keywords().iter().copied().chain([page.slug()]).map(str::to_uppercase);
        for name in numbers.into_iter().chain(titles).chain(words) {
            assert_eq!(find(&name).map(Page::number), Ok(page.number()), "{name}");
        }
    }
}

#[test]
fn the_pages_of_the_reference_have_the_same_headings_and_examples_in_both_languages() {
    for page in pages().iter().filter(|page| page.section() == Section::Reference) {
        let [english, chinese] = Language::ALL;
        assert_eq!(headings(page.text(english)).len(), headings(page.text(chinese)).len(), "{}", page.slug());
        assert!(page.questions(english).len() > 25, "{}", page.slug());
        assert_eq!(page.questions(english), page.questions(chinese), "{}", page.slug());
        for (language, title) in [(english, page.title(english)), (chinese, page.title(chinese))] {
            assert!(page.text(language).starts_with(&format!("# {title}\n")), "{}", page.slug());
            assert_eq!(find(title).map(Page::slug), Ok(page.slug()));
        }
        for name in page.keywords() {
            assert_eq!(find(name).map(Page::slug), Ok(page.slug()), "{name}");
        }
    }
}

#[test]
fn the_page_of_errors_has_a_section_for_each_kind() {
    let page = find("errors").unwrap();
    for language in Language::ALL {
        let codes: Vec<&str> =
            headings(page.text(language)).iter().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(codes, ErrorKind::ALL.map(ErrorKind::code));
        for code in codes {
            assert!(page.section_of(code, language).is_some_and(|text| text.lines().count() > 2), "{code}");
        }
    }
}

#[test]
fn a_piece_of_a_title_finds_its_page_and_an_unclear_one_lists_the_choice() {
    assert_eq!(find("  called LARGE ").map(Page::number), Ok(1));
    assert_eq!(find("openai大模型和盘古大模型区别?").map(Page::number), Ok(3));
    assert_eq!(find("三大基本模型").map(Page::number), Ok(10));
    let error = find("区别").expect_err("eight titles contain it");
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert!(
        error.fix().is_some_and(|fix| fix.contains("2 scale-models") && fix.contains("9 language")),
        "{error}"
    );
}

#[test]
fn an_unknown_topic_names_what_is_near() {
    let hint = |topic: &str| {
        let error = find(topic).expect_err(topic);
        assert_eq!(error.kind(), ErrorKind::UnknownName, "{topic}");
        error.fix().unwrap_or_default().to_string()
    };
    assert_eq!(hint("multinomal"), "did you mean `multinomial`?");
    assert_eq!(hint("古典概律"), "did you mean `古典概率`?");
    assert_eq!(hint("codebook"), "the word occurs in 9 language-and-multimodal-models");
    let endless = "模".repeat(100_000);
    for topic in ["", "  ?!", "0", "11", "99999999999999999999999", "十一", "zebra crossing", &endless] {
        assert!(!hint(topic).is_empty(), "{topic}");
    }
}

#[test]
fn every_word_of_a_page_finds_the_page() {
    for (page, language, text) in texts() {
        let mut words: HashSet<String> = HashSet::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.insert(word.to_uppercase());
            let characters: Vec<char> = word.chars().collect();
            words.extend(characters.windows(2).map(String::from_iter));
        }
        assert!(words.len() > 100, "{}", page.slug());
        for word in words {
            let hits = search(&word);
            assert!(hits.iter().any(|hit| hit.page == page && hit.language == language), "{word}");
        }
    }
}

#[test]
fn a_hit_shows_the_first_line_with_the_word() {
    for word in ["codebook", "MULTINOMIAL", "码本", "gpt-2"] {
        let hits = search(word);
        assert!(!hits.is_empty(), "{word}");
        for hit in hits {
            let holds = |line: &str| line.to_lowercase().contains(&word.to_lowercase());
            let first = hit.page.text(hit.language).lines().position(holds);
            assert_eq!(Some(hit.line), first.map(|line| line + 1), "{word}");
            assert!(holds(hit.text), "{word}: {}", hit.text);
        }
    }
}

#[test]
fn a_phrase_is_found_across_the_end_of_a_line() {
    let mut crossed = 0;
    for (page, language, text) in texts() {
        for pair in text.lines().collect::<Vec<_>>().windows(2) {
            let (Some(last), Some(next)) = (pair[0].chars().next_back(), pair[1].trim().chars().next())
            else {
                continue;
            };
            let in_chinese = |c: char| ('一'..='鿿').contains(&c);
            if in_chinese(last) && in_chinese(next) && !pair[0].starts_with('#') {
                let hits = search(&format!("{last}{next}"));
                assert!(hits.iter().any(|hit| hit.page == page && hit.language == language), "{last}{next}");
                crossed += 1;
            }
        }
    }
    assert!(crossed > 50);
}

#[test]
fn nothing_is_found_where_nothing_is_asked() {
    for word in ["", "   ", "**", "zebra", &"模".repeat(5000)] {
        assert!(search(word).is_empty(), "{word}");
    }
}
