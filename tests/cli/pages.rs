//! The overview, the help pages, completions and manual pages.

use crate::{answer, run};
use prob::help::{Language, Section, pages};

#[test]
fn alone_it_says_what_it_can_do() {
    let shown = answer(&[]);
    for command in ["prob coin", "prob dice", "prob hand", "prob help"] {
        assert!(shown.contains(command), "{shown}");
    }
    assert!(answer(&["--lang", "zh"]).contains("古典概率"));
    assert_eq!(answer(&["--version"]), format!("prob {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_topic_is_listed_and_shown() {
    let (english, chinese) = (answer(&["help"]), answer(&["help", "--lang", "zh"]));
    for page in pages() {
        assert!(english.contains(page.slug()) && chinese.contains(page.slug()));
        assert!(chinese.contains(page.title(Language::Chinese)));
        if page.section() != Section::Questions {
            let shown = answer(&["help", page.slug()]);
            assert!(shown.starts_with(page.title(Language::English)) && !shown.contains("```"), "{shown}");
            continue;
        }
        let by_number = answer(&["help", &page.number().to_string()]);
        assert_eq!(by_number, answer(&["help", page.slug()]));
        assert!(by_number.starts_with(&format!("{}. ", page.number())), "{by_number}");
        assert!(!by_number.contains("**") && !by_number.contains("```"), "{by_number}");
    }
    let page = answer(&["help", "10", "--lang", "zh"]);
    assert!(page.starts_with("十、古典概率模型三大基本模型？\n"), "{page}");
    assert_eq!(answer(&["help", "classical", "probability"]), answer(&["help", "10"]));
}

#[test]
fn every_word_of_the_language_has_a_page() {
    let shown = answer(&["help", "distinct"]);
    assert!(shown.contains("distinct(X)") && shown.contains("P(distinct(5d6) = 5)   # 5/54"), "{shown}");
    assert!(answer(&["help", "functions"]).contains("count(pattern in X)"));
    assert!(answer(&["help", "experiments"]).contains("choose k from U"));
    assert!(answer(&["help", "verbs"]).contains("simulate question"));
    assert!(answer(&["help", "unknown-name"]).starts_with("unknown-name\n"));
    assert!(answer(&["help", "choose", "--lang", "zh"]).contains("试验"));
    // A word of the language that is also one of a page names the page.
    assert!(answer(&["help", "binomial"]).contains("prob help binomial-model"));
}

#[test]
fn a_word_is_searched_for() {
    let found = answer(&["help", "--search", "Chinchilla"]);
    assert!(found.contains("large-and-small-ai-models"), "{found}");
    assert!(answer(&["help", "--search", "等可能"]).contains("classical-probability"));
}

#[test]
fn the_commands_of_the_pages_print_what_the_pages_say() {
    for page in pages() {
        for language in Language::ALL {
            for example in page.commands(language) {
                let words = words(example.command);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                assert_eq!(words[0], "prob");
                let run = run(&words[1..]);
                assert_eq!(run.code, Some(0), "{}: {}", example.command, run.err);
                for piece in example.output {
                    assert!(run.out.contains(piece), "{}: no {piece} in\n{}", example.command, run.out);
                }
            }
        }
    }
}

/// The words of a command, with those between quotes kept together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match quote {
            None if c == ' ' => words.push(String::new()),
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = answer(&["completions", shell]);
        assert!(script.contains("keep-highest") && script.contains("ordered"), "{shell}");
    }
}

#[test]
fn manual_pages_are_roff() {
    let page = answer(&["man"]);
    assert!(page.contains(".TH prob 1") && page.contains("Exit status"), "{page}");
    let page = answer(&["man", "dice"]);
    assert!(page.contains(".TH prob-dice 1") && page.contains("keep\\-highest"), "{page}");
}
