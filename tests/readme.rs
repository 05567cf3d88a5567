//! What the READMEs show is what happens: every transcript is run again, and the two commands are the real ones.
//!
//! A transcript is a `console` block; a line that begins with `$ ` is a command, and the lines under it are all that it
//! prints. When the output changes on purpose, `SNAPSHOTS=overwrite cargo test --test readme` writes the new one. The
//! library snippets are doctests of the crate.

use snapbox::{assert_data_eq, file};
use std::process::{Command, Stdio};

const ENGLISH: &str = include_str!("../README.md");
const CHINESE: &str = include_str!("../README.zh.md");

#[test]
fn the_transcripts_are_what_the_program_prints() {
    assert_data_eq!(run_again(ENGLISH), file!["../README.md"].raw());
}

#[test]
fn the_chinese_transcripts_are_what_the_program_prints() {
    assert_data_eq!(run_again(CHINESE), file!["../README.zh.md"].raw());
}

#[test]
fn both_languages_ask_the_same() {
    let asked = |text| -> Vec<String> {
        commands(text).iter().map(|command| command.replace(" --lang zh", "")).collect()
    };
    assert_eq!(asked(ENGLISH), asked(CHINESE));
    assert!(commands(ENGLISH).len() >= 4 && commands(CHINESE).iter().all(|c| c.ends_with(" --lang zh")));
    let snippets = |text: &'static str| blocks(text, "rust");
    assert_eq!(snippets(ENGLISH), snippets(CHINESE));
    assert!(snippets(ENGLISH).len() >= 3);
}

#[test]
fn the_two_commands_do_the_job_and_run_the_tests() {
    let ci = include_str!("../.ci/run");
    for text in [ENGLISH, CHINESE] {
        let block = blocks(text, "sh")[0];
        let lines: Vec<&str> = block.lines().map(|line| line.split(" #").next().unwrap().trim()).collect();
        let [job, tests] = lines[..] else { panic!("two commands, not {lines:?}") };
        let arguments = job.strip_prefix("cargo run --release -- ").expect("the first runs the program");
        assert!(
            commands(text)[0].starts_with(&format!("prob {arguments}")),
            "the first transcript is of {job}"
        );
        assert!(
            ci.lines().any(|line| line.trim_start().ends_with(&format!(" {tests}"))),
            "{tests} in .ci/run"
        );
    }
}

#[test]
fn the_questions_of_the_table_have_their_answers() {
    assert!(rows(ENGLISH).len() > 10);
    assert_eq!(rows(ENGLISH), rows(CHINESE));
    for (question, answer) in rows(ENGLISH) {
        let printed = printed(&["prob", "--no-check", "--explain", "none", "eval", &question]);
        let first = printed.split([' ', '\n']).next();
        assert_eq!(first, Some(answer.as_str()), "{question}: {printed}");
    }
}

/// The text with everything under each command replaced by what the command prints now.
fn run_again(text: &str) -> String {
    let mut again = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```\n").expect("the block ends");
        again += before;
        again += "```console\n";
        for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let words = words(command);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            again += &format!("$ {command}\n{}", printed(&words));
        }
        again += "```\n";
        rest = after;
    }
    again + rest
}

/// What a command prints, on both of its streams.
fn printed(words: &[&str]) -> String {
    assert_eq!(words[0], "prob", "{words:?}");
    let mut program = Command::new(env!("CARGO_BIN_EXE_prob"));
    for name in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "TERM"] {
        program.env_remove(name);
    }
    let output = program.args(&words[1..]).stdin(Stdio::null()).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    text(output.stdout) + &text(output.stderr)
}

/// The blocks of this kind.
fn blocks<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let open = format!("```{kind}\n");
    text.split(&open).skip(1).map(|after| after.split("```").next().unwrap_or_default()).collect()
}

/// The commands of all transcripts.
fn commands(text: &str) -> Vec<&str> {
    blocks(text, "console")
        .iter()
        .flat_map(|b| b.lines().filter_map(|line| line.strip_prefix("$ ")))
        .collect()
}

/// The words of a command; what stands between quotes is kept together.
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

/// The rows of the table of questions: a question and its answer, each between backquotes.
fn rows(text: &str) -> Vec<(String, String)> {
    let cell = |cell: &str| cell.trim_matches('`').replace("\\|", "|");
    text.lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
        .map(|(question, answer)| (cell(question), cell(answer)))
        .collect()
}
