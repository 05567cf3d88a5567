//! Exercises in words, and the tempting wrong answer.

use crate::{answer, piped, run};

#[test]
fn an_exercise_is_asked_hinted_and_judged() {
    let asked = ["quiz", "--seed", "3", "--count", "1", "--topic", "dice", "--level", "1"];
    let skipped = piped(&asked, "skip\n");
    let right = skipped.out.split("Answer: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let lesson = piped(&asked, &format!("1/7\nhint\nfoo(\n{right}\n"));
    assert_eq!((lesson.code, lesson.err.as_str()), (Some(0), ""));
    for says in [
        "Exercise 1 of 1 (dice, level 1)",
        "Not right.",
        "error[syntax]",
        "Right.",
        "1 right of 1, 0 at the first",
    ] {
        assert!(lesson.out.contains(says), "{says}: {}", lesson.out);
    }
    assert!(!lesson.out.contains(&format!("= {right}")), "{}", lesson.out);
    let chinese = piped(&[&asked[..], &["--lang", "zh"]].concat(), "跳过\n");
    assert!(
        chinese.out.contains("第 1 题") && chinese.out.contains(&format!("答案：{right}")),
        "{}",
        chinese.out
    );
}

#[test]
fn a_worksheet_is_the_same_for_the_same_seed() {
    let sheet = |format, seed| answer(&["quiz", "--worksheet", format, "--count", "3", "--seed", seed]);
    assert_eq!(sheet("md", "5"), sheet("md", "5"));
    assert_ne!(sheet("md", "5"), sheet("md", "6"));
    assert!(sheet("latex", "5").contains("\\begin{document}"));
    assert!(answer(&["quiz", "--worksheet", "md", "--key", "--count", "1"]).contains("**Answer: "));
}

#[test]
fn mistakes_of_a_quiz_are_told() {
    for (arguments, says) in [
        (&["quiz", "--topic", "chess"][..], "coins, dice"),
        (&["quiz", "--level", "4"], "4"),
        (&["quiz", "--key"], "--worksheet"),
        (&["quiz", "--format", "csv"], "--worksheet md"),
    ] {
        let told = run(arguments);
        assert_eq!(told.code, Some(2), "{arguments:?}: {}", told.out);
        assert!(told.err.contains(says), "{arguments:?}: {}", told.err);
    }
}

#[test]
fn a_tempting_answer_is_convicted() {
    let told = answer(&["eval", "--wrong", "X ~ 4d6; P(6 in X)"]);
    assert!(told.contains("A tempting wrong answer."), "{told}");
    assert!(told.contains("if that answer were right"), "{told}");
    // What tempts is a probability, and no number of outcomes.
    assert!(told.contains("E(count(6 in X)) = 2/3") || told.contains("\n          = 2/3"), "{told}");
}
