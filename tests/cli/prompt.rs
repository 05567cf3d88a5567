//! `prob` alone: what comes through a pipe, `-e`, and sessions with commands.

use crate::{Run, finish, piped, prob, run};
use std::io::Write;
use std::process::Stdio;

/// The values that a session prints as JSON.
fn values(run: &Run) -> Vec<String> {
    let value = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        let part = |name: &str| object["exact"][name].as_str().map(str::to_owned);
        match (part("numerator"), part("denominator")) {
            (Some(above), Some(below)) => format!("{above}/{below}"),
            _ => object["error"]["code"].as_str().unwrap_or(&object["kind"].to_string()).to_owned(),
        }
    };
    run.out.lines().map(value).collect()
}

#[test]
fn what_comes_through_a_pipe_is_one_program() {
    let run = piped(&["--no-check"], "X ~ 2d6\nP(X = 7)\nP(X[1] = 6 |\n  X = 8)\n");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.starts_with("1/6 ") && run.out.contains("\n1/5 "), "{}", run.out);
    let run = piped(&["--format", "json"], "P(2d6 = 7)\n\nP(2d6 =\n");
    assert_eq!(run.code, Some(2));
    assert_eq!(values(&run), ["1/6", "syntax"]);
    let run = piped(&[], "P(d6 = 1)\nX ~ d6\nP(Y = 1)\n");
    assert_eq!(run.code, Some(2));
    assert!(run.out.starts_with("1/6 "), "{}", run.out);
    assert!(run.err.contains("  3 | P(Y = 1)\n    |   ^\n"), "{}", run.err);
}

#[test]
fn lines_before_a_mistake_are_answered() {
    for arguments in [&["--no-check", "--format", "json"][..], &["run", "--no-check", "--format", "json"]] {
        let run = piped(arguments, "X ~ 2d6\nP(X = 7)\nP(X =\n  8\nP(X = 9)\n");
        assert_eq!(run.code, Some(2), "{}", run.err);
        let lines: Vec<&str> = run.out.lines().collect();
        let [answer, error] = lines.as_slice() else { panic!("{}", run.out) };
        assert!(answer.contains("\"denominator\":\"6\""), "{answer}");
        assert!(error.contains("\"code\":\"syntax\"") && error.contains("\"line\":3"), "{error}");
    }
    // A mistake in an answered line comes first.
    let run = piped(&["--no-check"], "P(Y = 1)\nP(d6 = 1\n");
    assert!(run.err.contains("unknown name `Y`") && !run.err.contains("never closed"), "{}", run.err);
}

#[test]
fn nothing_through_the_pipe_shows_what_can_be_done() {
    assert!(piped(&[], " \n").out.contains("prob -e"));
    assert_eq!(piped(&[], "# a comment only\n").code, Some(0));
}

#[test]
fn a_question_may_follow_e() {
    let run = run(&["-e", "P(2d6 = 7)", "--no-check"]);
    assert_eq!((run.code, run.out.lines().next()), (Some(0), Some("1/6 ≈ 0.1666666667 ≈ 16.6667%, 1 in 6")));
    let run = crate::run(&["-e", "X ~ d6", "-e", "P(X > 2)", "-e", "-2^2", "--format", "json", "--no-check"]);
    assert_eq!(values(&run), ["2/3", "-4/1"]);
    let run = crate::run(&["-e", "P(d6 = 1)", "coin"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("leave one of them out"), "{}", run.err);
}

#[test]
fn a_session_goes_on_after_a_mistake_and_ends_with_its_code() {
    let run =
        piped(&["--no-check"], ":explain off\nX ~ 2d6\nP(Y = 7)\n:explain off\nP(X = 7)\n:quit\nP(X = 2)\n");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("error[unknown-name]: unknown name `Y`"), "{}", run.err);
    assert!(run.err.contains("  3 | P(Y = 7)"), "{}", run.err);
    assert!(run.out.starts_with("1/6 ") && !run.out.contains("1/36"), "{}", run.out);
}

#[test]
fn names_may_be_given_anew_in_a_session() {
    let run = piped(
        &["--no-check", "--format", "json"],
        ":check off\nX ~ d6\nA := X = 1\nP(A)\n:names\nX ~ d4\n:format json\nP(A)\n",
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("X is redefined"), "{}", run.err);
    let answers: Vec<&str> = run.out.lines().filter(|line| line.starts_with('{')).collect();
    assert!(answers[0].contains("\"denominator\":\"6\"") && answers[1].contains("\"denominator\":\"4\""));
    assert!(run.out.contains("\nX ~ d6\nA := X = 1\n"), "{}", run.out);
}

#[test]
fn settings_change_what_is_shown() {
    let run = piped(
        &["--seed", "9"],
        ":check off\n:explain off\n:format percent\nP(2d6 = 7)\n:format csv\nP(2d6 = 7)\n:format text\n:check on\n:trials 500\n:seed 2\nP(2d6 = 7)\n",
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("16.66666667%\n"), "{}", run.out);
    assert!(run.out.contains("\nquestion,kind,") && run.out.contains("500 trials"), "{}", run.out);
    assert!(run.out.contains("seed 2") && !run.out.contains("Why"), "{}", run.out);
    let run = piped(&["--trials", "77"], ":explain\n:check\n:trials\n:seed\n:format\n");
    assert_eq!(run.err, ":explain on\n:check on\n:trials 77\n:seed 1\n:format text\n");
}

#[test]
fn a_session_is_saved_and_loaded() {
    let directory = std::env::temp_dir().join(format!("prob-session-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("dice.prob");
    let path = file.to_str().unwrap();
    let session =
        format!(":clear\nX ~ 2d6\nP(X = 7)\n:clear\nX ~ 2d6\n:names\nX ~ 3d6\nP(X = 10)\n:save {path}\n");
    assert_eq!(piped(&["--no-check"], &session).code, Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "# a session of prob\nX ~ 3d6\nP(X = 10)\n");
    let run = crate::run(&["run", path, "--no-check"]);
    assert!(run.out.starts_with("1/8 "), "{}", run.out);
    let run = piped(&["--no-check", "--explain", "none"], &format!(":load {path}\nP(X = 3)\n"));
    assert!(run.out.starts_with("1/8 ") && run.out.contains("1/216 "), "{}", run.out);
    // Nobody's own file is written over.
    std::fs::write(&file, "important\n").unwrap();
    let run = piped(&[], &format!("X ~ d6\n:save {path}\n"));
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("choose another name"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "important\n");
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn the_commands_explain_themselves() {
    let run = piped(&[], ":help\n");
    for command in
        [":help", ":names", ":explain", ":check", ":seed", ":trials", ":format", ":save", ":load", ":quit"]
    {
        assert!(run.out.contains(command), "{}", run.out);
    }
    assert!(piped(&[], ":help distinct\n").out.contains("P(distinct(5d6) = 5)"));
    assert!(piped(&["--lang", "zh"], ":help\n").out.contains("已定义的名称"));
    for (line, fix) in [
        (":halp", "`:help`"),
        (":explain maybe", "on|off"),
        (":seed x", "42"),
        (":trials 0", "`:check off`"),
        (":format xml", "csv"),
        (":help zebra", "1 to 10"),
        (":load", "dice.prob"),
        (":load /no/such/file", "name"),
        (":", "`:help`"),
        (":save /no/such/directory/x", "name"),
    ] {
        let run = piped(&[], &format!("{line}\n"));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{line}");
        assert!(run.err.starts_with("error: ") && run.err.contains(fix), "{line}: {}", run.err);
    }
}

#[test]
fn verbs_answer_in_every_format() {
    let questions = [
        ("list sum(2d6) = 4", "[4]"),
        ("list choose 2 from urn{white:2, black:1}", "white black"),
        ("tree draw 2 from urn{white:2, black:1}", "├─ 2/3  white"),
        ("plot dist(max(2d6))", "█"),
        ("plot for n in 1..3: P(6 in pool(n, d6))", "█"),
        ("simulate P(2d6 = 7)", "not exact"),
        ("simulate dist(d2)", "not exact"),
        ("explain P(2d6 = 7)", "Why"),
        ("verify P(2d6 = 7)", "agrees"),
        ("compare P(2d6 = 7), P(3d6 = 10)", "1/8"),
        ("check 1/6, P(2d6 = 7)", "true"),
        ("P(2d6 = 7) to latex", "\\frac{1}{6}"),
        ("P(2d6 = 7) to odds", "1 : 5"),
    ];
    for (question, piece) in questions {
        let shown = crate::answer(&["-e", question, "--seed", "5"]);
        assert!(shown.contains(piece), "{question}: {shown}");
        let shown = crate::answer(&["-e", question, "--seed", "5", "--lang", "zh"]);
        assert!(!shown.is_empty(), "{question}");
        let shown = crate::answer(&["-e", question, "--format", "json"]);
        let object: serde_json::Value = serde_json::from_str(shown.trim_end()).unwrap();
        assert!(
            object["schema"] == 1 && object["question"].is_string() && object["kind"].is_string(),
            "{shown}"
        );
        let shown = crate::answer(&["-e", question, "--format", "csv"]);
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(shown.as_bytes());
        assert!(reader.records().all(|record| record.is_ok()), "{question}: {shown}");
    }
    let shown = crate::answer(&["-e", "P(2d6 = 7) to json"]);
    assert!(shown.starts_with("{\"schema\":1"), "{shown}");
    assert!(crate::answer(&["-e", "P(2d6 = 7) to csv"]).starts_with("question,kind,"));
}

#[test]
fn a_format_that_does_not_fit_is_refused_at_its_place() {
    for question in [
        "E(2d6) to odds",
        "SD(2d6) to fraction",
        "5 = 5 to percent",
        "list 2d6 to odds",
        "simulate P(d6 = 1) to percent",
    ] {
        let run = run(&["-e", question]);
        assert_eq!(run.code, Some(2), "{question}");
        assert!(run.err.contains("error[kind]") && run.err.contains("^^^"), "{question}: {}", run.err);
    }
}

#[test]
fn a_pipe_that_is_no_text_is_refused() {
    let mut command = prob(&[]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&[0x50, 0xff, 0xfe]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot be read"));
    assert_eq!(finish(&mut prob(&["run", "/no/such/file"])).code, Some(2));
}
