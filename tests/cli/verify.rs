//! `prob verify`: files of questions and the answers that are expected.

use crate::{Run, finish, prob};
use std::io::Write;
use std::process::Stdio;

/// What `prob verify -` says of these lines.
fn verified(lines: &str, arguments: &[&str]) -> Run {
    let mut command = prob(&[&["verify", "-", "--trials", "2000"], arguments].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

#[test]
fn lines_that_hold_end_with_0() {
    let run = verified("# two dice\nX ~ 2d6\nP(X = 7) = 1/6\n\nP(X = 7) ≈ 16.7%\nE(X) = 7\n", &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    assert_eq!(run.out.matches("holds").count(), 3, "{}", run.out);
    assert!(run.out.ends_with("3 of 3 hold\n"), "{}", run.out);
}

#[test]
fn a_line_that_does_not_hold_ends_with_1_and_says_what_is_right() {
    let run = verified("P(2d6 = 7) = 1/5\nP(2d6 = 2) = 1/36\n", &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("WRONG     P(2d6 = 7) = 1/5, but it is 1/6"), "{}", run.out);
    assert!(run.out.ends_with("1 of 2 hold\n"), "{}", run.out);
}

#[test]
fn a_line_that_cannot_be_read_ends_with_2_and_the_others_are_verified() {
    let run = verified("P(2d6 = ) = 1/5\nP(2d6 = 2) = 1/36\n", &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("error") && run.out.contains("holds"), "{} {}", run.out, run.err);
    // The place is that in the whole file.
    let run = verified("# dice\r\nP(2d6 = 2) = 1/36\nnothing\n", &[]);
    assert!(run.err.contains("  3 | nothing\n    | ^^^^^^^"), "{}", run.err);
}

#[test]
fn a_question_without_an_answer_is_not_passed_over() {
    let run = verified("X ~ 2d6\nP(X = 7) # seven\nP(X = 2) = 1/36\n", &[]);
    assert_eq!(run.code, Some(2), "{}", run.out);
    assert!(run.err.contains("no answer stands behind `P(X = 7)`"), "{}", run.err);
    assert!(run.err.contains("such as `P(X = 7) = 1/6`") && run.out.contains("1 of 2 hold"), "{}", run.err);
}

#[test]
fn lines_are_objects_in_json() {
    let run = verified("P(2d6 = 7) = 1/6\n", &["--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&run.out).expect("an object");
    assert_eq!((&object["holds"], &object["listed"]), (&true.into(), &true.into()), "{object}");
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let run = finish(&mut prob(&["verify", "no such file"]));
    assert_eq!(run.code, Some(2));
}

#[test]
fn an_estimate_converges_as_a_chart_as_numbers_and_as_a_figure() {
    let converge = |arguments: &[&str]| {
        crate::answer(&[&["converge", "P(2d6 = 7)", "--trials", "10000"], arguments].concat())
    };
    let chart = converge(&[]);
    assert!(
        chart.lines().count() == 10 && chart.contains("10000  ") && chart.contains("exact 0.166667"),
        "{chart}"
    );
    let rows = converge(&["--format", "csv"]);
    assert!(rows.starts_with("trials,estimate,low,high,exact\n100,") && rows.lines().count() == 8, "{rows}");
    let figure = converge(&["--svg"]);
    assert!(figure.starts_with("<svg") && figure.ends_with("</svg>\n"), "{figure}");
    assert!(figure.contains("polygon") && figure.contains("stroke-dasharray"), "{figure}");
    assert_eq!(crate::run(&["converge", "dist(2d6)"]).code, Some(2));
}
