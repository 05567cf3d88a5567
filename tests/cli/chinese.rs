//! Mistakes as a Chinese user is told of them: at the command line, at the prompt, of files and in JSON.

use crate::mistakes::{EXPENSIVE, MISTAKES};
use crate::{finish, piped, prob, run};

/// The words of a text outside of code and of what is quoted, in Latin letters, that stand in none of these.
fn strange_words(text: &str, known: &[&str]) -> Vec<String> {
    let outside: String = text.split('`').step_by(2).flat_map(|part| part.split('\'').step_by(2)).collect();
    let words = outside.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words.filter(|word| !known.iter().any(|known| known.contains(word))).map(str::to_owned).collect()
}

/// Names of commands, of categories, of formats, of exercises and of units.
const NAMES: [&str; 6] = [
    "coin dice hand eval run quiz verify converge help completions man",
    "high_card pair two_pair three_of_a_kind straight flush full_house four_of_a_kind straight_flush royal_flush",
    "text json csv markdown latex mathml svg md",
    "bash elvish fish powershell zsh en zh",
    "MiB",
    "'A:3,B:3,other:34'",
];

#[test]
fn arguments_that_are_wrong_are_told_in_chinese() {
    let expensive = EXPENSIVE.iter().map(|&arguments| (arguments, 3));
    for (arguments, code) in MISTAKES.iter().map(|&(arguments, ..)| (arguments, 2)).chain(expensive) {
        if arguments.contains(&"--lang") {
            continue;
        }
        let told = run(&[&["--lang", "zh"], arguments].concat());
        assert_eq!((told.code, told.out.as_str()), (Some(code), ""), "{arguments:?}");
        assert!(told.err.starts_with("错误：") && told.err.contains('；'), "{arguments:?}: {}", told.err);
        let strange = strange_words(&told.err, &[&NAMES[..], arguments].concat());
        assert!(strange.is_empty(), "{arguments:?}: {}{strange:?}", told.err);
    }
}

#[test]
fn the_place_is_marked_and_the_question_is_as_it_was() {
    let told = run(&["--lang", "zh", "eval", "袋 := urn{红:3, 白:2}; P(count(绿 in draw 2 from 袋) = 1)"]);
    assert_eq!(
        told.err,
        "错误[unknown-label]：袋子里没有 `绿`\n  1 | 袋 := urn{红:3, 白:2}; P(count(绿 in draw 2 from 袋) = 1)\n    |                                ^^\n    = 改法：是否应为 `红`？\n"
    );
}

#[test]
fn the_locale_speaks_at_the_prompt_and_of_files() {
    let told = finish(prob(&["eval", "draw 7 from 1..6"]).env("LANG", "zh_CN.UTF-8"));
    assert!(told.err.starts_with("错误[range]：总共 6 个，抽不出 7 个\n"), "{}", told.err);
    let told = piped(&["--lang", "zh"], ":foo\nP(2d6 = 7\n");
    assert!(told.err.starts_with("错误：没有命令 `:foo`；`:help` 列出全部命令\n"), "{}", told.err);
    assert!(told.err.contains("错误[syntax]：圆括号没有闭合\n"), "{}", told.err);
    let told = piped(&["--lang", "zh", "verify", "-"], "E(Y) = 2\n");
    assert!(told.err.starts_with("错误[unknown-name]：没有叫 `Y` 的名称\n"), "{}", told.err);
    let told = run(&["--lang", "zh", "run", "/no/such/file"]);
    assert!(told.err.starts_with("错误：无法读取 `/no/such/file`："), "{}", told.err);
}

#[test]
fn json_has_the_same_code_and_says_it_in_chinese() {
    let object = |arguments: &[&str]| -> serde_json::Value {
        let told = run(&[&["--format", "json"], arguments].concat());
        serde_json::from_str(&told.out).unwrap()
    };
    for arguments in [&["eval", "draw 7 from 1..6"][..], &["coin", "--flips", "0"]] {
        let (english, chinese) = (object(arguments), object(&[&["--lang", "zh"], arguments].concat()));
        for part in ["code", "line", "column", "length"] {
            assert_eq!(english["error"][part], chinese["error"][part], "{arguments:?}");
        }
        for part in ["message", "hint"] {
            let text = chinese["error"][part].as_str().unwrap();
            assert!(strange_words(text, &["--flips"]).is_empty(), "{text}");
        }
    }
}
