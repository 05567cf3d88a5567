//! Bad input: one line on standard error with the place and the fix, nothing on standard output, exit code 2 or 3.

use crate::run;

/// Arguments, what is said of them, and how to mend them.
pub const MISTAKES: &[(&[&str], &str, &str)] = &[
    (&["eval", "1", "--no-check=yes"], "--no-check", "leave the value out"),
    (&["coin", "--flips", "0"], "--flips 0", "1 or more"),
    (&["coin", "--flips", "-3"], "--flips -3", "1 or more"),
    (&["coin", "--flips", "2.5"], "--flips 2.5", "`5`"),
    (&["coin", "--flips", "many"], "--flips many", "integer"),
    (&["coin", "--flips"], "--flips", "--help"),
    (&["coin", "--bias", "2"], "--bias 2", "`1/3`"),
    (&["coin", "--bias", "-0.5"], "--bias -0.5", "`1/3`"),
    (&["coin", "--bias", "half"], "--bias half", "`1/3`"),
    (&["coin", "--bias", "1/0"], "--bias 1/0", "other than 0"),
    (&["coin", "--heads", "some"], "--heads some", "`>=3`"),
    (&["coin", "--heads", "4..2"], "--heads 4..2", "`2..4`"),
    (&["coin", "--heads", "--run"], "--heads", "alone"),
    (&["coin", "--flip", "3"], "--flip", "--flips"),
    (&["dice", "--faces", "0"], "--faces 0", "1 or more"),
    (&["dice", "--faces", "-6"], "--faces -6", "1 or more"),
    (&["dice", "--count", "0"], "--count 0", "1 or more"),
    (&["dice", "--count", "-2"], "--count -2", "1 or more"),
    (&["dice", "0d6"], "0d6", "1 or more"),
    (&["dice", "3d0"], "3d0", "1 or more"),
    (&["dice", "3d-6"], "3d-6", "1 or more"),
    (&["dice", "3x6"], "3x6", "`3d6`"),
    (&["dice", "2d6+3"], "2d6+3", "`3d6`"),
    (&["dice", "3d6", "--faces", "8"], "--faces", "only one"),
    (&["dice", "--weights", "0,0,0"], "--weights 0,0,0", "positive weight"),
    (&["dice", "--weights", "1,-2"], "--weights 1,-2", "0 or more"),
    (&["dice", "--weights", "-1,2"], "--weights -1,2", "0 or more"),
    (&["dice", "--weights", "1,a"], "--weights 1,a", "`1,1,1,1,1,5`"),
    (&["dice", "--weights", "1,2", "--faces", "6"], "--weights", "list 6"),
    (&["dice", "--values", "1,2", "--weights", "1,2,3"], "--values", "list 3"),
    (&["dice", "--values", "1,,2"], "--values 1,,2", "letter"),
    (&["dice", "--values", "red,blue", "--count", "2"], "no sum", "--face red"),
    (&["dice", "3d6", "--sum", "x"], "--sum x", "`>=3`"),
    (&["dice", "--sum", "3d6"], "--sum 3d6", "first"),
    (&["dice", "3d6", "--times", "2"], "--times", "--face 6"),
    (&["dice", "3d6", "--face", "7"], "--face 7", "1, 2, 3, 4, 5, 6"),
    (&["dice", "3d6", "--face", "blue"], "--face blue", "1, 2, 3, 4, 5, 6"),
    (&["dice", "3d6", "--keep-highest", "5"], "--keep-highest 5", "at most 3"),
    (&["dice", "3d6", "--keep-lowest", "0"], "--keep-lowest 0", "1 or more"),
    (&["dice", "4d6kh3", "--keep-lowest", "1"], "said twice", "leave out"),
    (&["dice", "3d6", "--max", "--sum", "3"], "--max", "--max '>=3'"),
    (&["hand", "--draw", "0"], "--draw 0", "1 or more"),
    (&["hand", "--draw", "-5"], "--draw -5", "1 or more"),
    (&["hand", "--draw", "53"], "--draw 53", "at most 52"),
    (&["hand", "--draw", "2"], "2 cards", "--having"),
    (&["hand", "--draw", "1", "--event", "pair"], "1 card", "--having"),
    (&["hand", "--deck", "51"], "--deck 51", "52"),
    (&["hand", "--deck", "many"], "--deck many", "`52`"),
    (&["hand", "--deck", "A:0"], "--deck A:0", "1 or more"),
    (&["hand", "--deck", "A:-1,B:2"], "--deck A:-1,B:2", "1 or more"),
    (&["hand", "--deck", "A:x"], "--deck A:x", "1 or more"),
    (&["hand", "--deck", "A:1,A:2"], "--deck A:1,A:2", "one label"),
    (&["hand", "--deck", "A:3,B:3", "--draw", "7"], "--draw 7", "at most 6"),
    (&["hand", "--deck", "A:3,B:3", "--event", "pair"], "playing cards", "--having"),
    (&["hand", "--event", "fullhouse"], "--event fullhouse", "`full_house`"),
    (&["hand", "--event", "nonsense"], "--event nonsense", "straight_flush"),
    (&["hand", "--event", ""], "--event", "`full_house`"),
    (&["hand", "--draw", "3", "--event", "full_house"], "--event full_house", "straight"),
    (&["hand", "--having", "aec"], "--having aec", "`ace`"),
    (&["hand", "--having", "heart>=x"], "--having heart>=x", "`>=3`"),
    (&["hand", "--having", ">=1"], "--having >=1", "`ace>=1`"),
    (&["hand", "--having", "ace>=1 and king>=1"], "--having", "once for each"),
    (&["hand", "--deck", "mana:3,land:4", "--draw", "2", "--having", "lnd"], "--having lnd", "`land`"),
    (&["hand", "--deck", "36", "--having", "2>=1"], "--having 2", "rank"),
    (&["help", "zebra"], "`zebra`", "1 to 10"),
    (&["help", "multinomal"], "`multinomal`", "`multinomial`"),
    (&["help", "--search", "zebra"], "`zebra`", "prob help"),
    (&["man", "cion"], "`cion`", "`coin`"),
    (&["completions", "tcsh"], "tcsh", "zsh"),
    (&["cion"], "cion", "coin"),
    (&["P(2d6 = 7)"], "P(2d6 = 7)", "`prob -e 'P(2d6 = 7)'`"),
    (&["dice 2d6"], "dice 2d6", "`prob dice 2d6`"),
    (&["2d6"], "2d6", "behind `-e`"),
    (&["coin", "--trials", "0"], "--trials 0", "--no-check"),
    (&["coin", "--trials", "-1"], "--trials -1", "--no-check"),
    (&["coin", "--trials", "5", "--no-check"], "--trials", "only one"),
    (&["coin", "--seed", "x"], "--seed x", "`42`"),
    (&["coin", "--seed", "-1"], "--seed -1", "`42`"),
    (&["coin", "--digits", "0"], "--digits 0", "1 or more"),
    (&["coin", "--digits", "20000"], "--digits 20000", "10000"),
    (&["coin", "--budget", "soon"], "--budget soon", "`500ms`"),
    (&["coin", "--budget", "0"], "--budget 0", "`500ms`"),
    (&["coin", "--format", "xml"], "xml", "--help"),
    (&["coin", "--lang", "fr"], "fr", "--help"),
];

/// What no budget allows.
pub const EXPENSIVE: &[&[&str]] = &[
    &["coin", "--flips", "1000000000000000000000000"],
    &["coin", "--flips", "1000000000000"],
    &["coin", "--trials", "100000000000"],
    &["dice", "--faces", "10000000000"],
    &["dice", "1000000000d6", "--sum", "3500000000"],
    &["dice", "--count", "1000000000000000", "--max", "3"],
    &["dice", "--count", "1000000000000", "--match", "3"],
    &["dice", "--count", "1000000000000", "--distinct", "3"],
    &["hand", "--deck", "52000000000", "--draw", "5000000", "--having", "ace"],
    &["hand", "--deck", "5200000000000000", "--draw", "500000"],
];

/// What the one line says.
fn refused(arguments: &[&str], code: i32) -> String {
    let run = run(arguments);
    assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
    assert_eq!(run.out, "", "{arguments:?}");
    assert_eq!(run.err.lines().count(), 1, "{arguments:?}: {}", run.err);
    assert!(run.err.starts_with("error: ") && run.err.contains("; "), "{arguments:?}: {}", run.err);
    run.err
}

#[test]
fn every_mistake_is_told_with_its_place_and_its_fix() {
    for (arguments, place, fix) in MISTAKES {
        let line = refused(arguments, 2);
        let (message, hint) = line.split_once("; ").unwrap();
        assert!(message.contains(place), "{arguments:?}: {line}");
        assert!(hint.contains(fix), "{arguments:?}: {line}");
    }
}

#[test]
fn what_no_budget_allows_is_refused_with_the_estimate() {
    for arguments in EXPENSIVE {
        let line = refused(arguments, 3);
        assert!(line.contains("about 10^") || line.contains("it needs"), "{arguments:?}: {line}");
    }
    // On a busy machine a millisecond may be over before there is an estimate.
    let line = refused(&["coin", "--flips", "5000", "--budget", "1ms"], 3);
    assert!(line.contains("it needs") || line.contains("longer than the budget"), "{line}");
}

#[test]
fn an_error_is_json_where_json_was_asked_for() {
    for (arguments, code) in [
        (&["coin", "--flips", "0", "--format", "json"][..], 2),
        (&["--format=json", "coin", "--bias", "2"], 2),
        (&["--format", "json", "hand", "--draw", "60"], 2),
        (&["--format", "json", "coin", "--flips", "1000000000000"], 3),
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(code), ""), "{arguments:?}");
        let object: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(object["schema"], 1);
        assert!(object["error"]["code"].is_string() && object["error"]["message"].is_string(), "{object}");
        assert!(object["error"]["hint"].is_string(), "{object}");
        assert_eq!(run.out.lines().count(), 1);
    }
}

#[test]
fn what_the_user_typed_cannot_write_to_the_terminal() {
    let line = refused(&["hand", "--having", "a\u{1b}[31m\nb"], 2);
    assert!(!line.contains('\u{1b}'), "{line:?}");
}
