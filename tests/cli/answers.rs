//! Each command with each of its options.

use crate::{answer, exact, run};
use snapbox::{assert_data_eq, str};

#[test]
fn a_coin() {
    assert_data_eq!(
        answer(&["coin", "--flips", "5", "--heads", "3"]),
        str![[r#"
5/16 = 0.3125 = 31.25%, 1 in 3.2

Model     multinomial: independent trials
Space     32 equally likely outcomes
Method    a closed formula, 1 state
Why       [..]
...
Check     agrees, [..]
...
Question  P(count(heads in coins(5)) = 3)

"#]]
    );
    let shown = answer(&["coin", "--no-check", "--explain", "none"]);
    assert!(shown.contains("heads       1/2  0.5      50%"), "{shown}");
    assert!(shown.contains("tails       1/2  0.5      50%"), "{shown}");
    assert!(shown.ends_with("Question  dist(coin)\n"), "{shown}");
}

#[test]
fn a_coin_in_every_way() {
    let cases: [(&[&str], &str); 12] = [
        (&["--heads", "1"], "1/2"),
        (&["--bias", "1/3", "--heads", "1"], "1/3"),
        (&["--bias", "40%", "--flips", "2", "--heads", "2"], "4/25"),
        (&["--bias", "0.4", "--flips", "2", "--heads", "0"], "9/25"),
        (&["--bias", "1", "--flips", "7", "--heads", "7"], "1/1"),
        (&["--flips", "4", "--heads", ">=3"], "5/16"),
        (&["--flips", "4", "--heads", "even"], "1/2"),
        (&["--flips", "4", "--heads", "1..2"], "5/8"),
        (&["--flips", "4", "--heads", "0,4"], "1/8"),
        (&["--flips", "4", "--heads", "!=2"], "5/8"),
        (&["--flips", "4", "--run", ">=2"], "1/2"),
        // HHTT, THHT, TTHH of sixteen.
        (&["--flips", "4", "--run", "2", "--heads", "2"], "3/16"),
    ];
    for (options, expected) in cases {
        assert_eq!(exact(&[&["coin"], options].concat()), expected, "{options:?}");
    }
}

#[test]
fn dice_in_every_way() {
    let cases: [(&[&str], &str); 22] = [
        (&["--face", "6"], "1/6"),
        (&["3d6", "--sum", "10"], "1/8"),
        (&["3d6", "--sum", ">=10", "--max", "6"], "41/108"),
        (&["--count", "2", "--faces", "6", "--sum", "7"], "1/6"),
        (&["2d6", "--max", "6"], "11/36"),
        (&["2d6", "--min", "<=1"], "11/36"),
        (&["d%", "--sum", "100"], "1/100"),
        (&["d6", "--sum", "even"], "1/2"),
        (&["4d6", "--face", "6"], "671/1296"),
        (&["4d6", "--face", "6", "--times", "2"], "25/216"),
        (&["4d6", "--face", ">=5", "--times", "4"], "1/81"),
        (&["3d6", "--distinct", "3"], "5/9"),
        (&["5d6", "--match", "5"], "1/1296"),
        (&["4d6", "--keep-highest", "3", "--sum", "18"], "7/432"),
        (&["4d6kh3", "--sum", "18"], "7/432"),
        (&["4d6kl1", "--sum", "1"], "671/1296"),
        (&["2d20", "--keep-lowest", "1", "--sum", "20"], "1/400"),
        (&["--weights", "1,1,1,1,1,5", "--face", "6"], "1/2"),
        (&["--weights", "1/2,1/3,1/6", "--face", "1"], "1/2"),
        (&["--values", "2,4,9", "--count", "2", "--sum", "11"], "2/9"),
        (&["--values", "-1,0,1", "--count", "2", "--sum", "-2"], "1/9"),
        (
            &["--values", "red,blue", "--weights", "2,1", "--count", "2", "--face", "red", "--times", "2"],
            "4/9",
        ),
    ];
    for (options, expected) in cases {
        assert_eq!(exact(&[&["dice"], options].concat()), expected, "{options:?}");
    }
}

#[test]
fn dice_show_distributions() {
    let shown = answer(&["dice", "--faces", "6", "--no-check", "--explain", "none"]);
    assert_eq!(shown.matches(" 1/6 ").count(), 6, "{shown}");
    for (options, question) in [
        (&["3d6"][..], "dist(sum(3d6))"),
        (&["3d6", "--sum"], "dist(sum(3d6))"),
        (&["3d6", "--max"], "dist(max(3d6))"),
        (&["5d6", "--match"], "dist(maxcount(5d6))"),
        (&["4d6", "--face", "6", "--times"], "dist(count(6 in 4d6))"),
        (&["4d6", "--keep-highest", "3"], "dist(sum(highest(3, 4d6)))"),
        (&["--values", "1,1,2", "--count", "2"], "dist(sum(pool(2, die{1:2, 2})))"),
        (&["2d6", "--keep-highest", "2"], "dist(sum(2d6))"),
    ] {
        let shown = answer(&[&["dice"], options, &["--no-check"]].concat());
        assert!(shown.contains(&format!("Question  {question}\n")), "{shown}");
    }
}

#[test]
fn a_hand_shows_the_ten_categories() {
    assert_data_eq!(
        answer(&["hand", "--draw", "5", "--no-check", "--explain", "none"]),
        str![[r#"
value               ways     fraction  decimal           1 in
high_card        1302540    1277/2548  0.501177        1.9953
pair             1098240      352/833  0.422569       2.36648
two_pair          123552     198/4165  0.047539       21.0354
three_of_a_kind    54912      88/4165  0.0211285      47.3295
straight           10200       5/1274  0.00392465       254.8
flush               5108  1277/649740  0.0019654      508.802
full_house          3744       6/4165  0.00144058     694.167
four_of_a_kind       624       1/4165  0.000240096       4165
straight_flush        36     3/216580  0.0000138517   72193.3
royal_flush            4     1/649740  0.00000153908   649740

Model     permutations and combinations
Space     2598960 equally likely outcomes
Method    [..]
Question  H ~ choose 5 from deck; dist(poker(H))

"#]]
    );
}

#[test]
fn hands_in_every_way() {
    let own = "A:3,B:3,other:34";
    let cases: [(&[&str], &str); 14] = [
        (&["--event", "full_house"], "6/4165"),
        (&["--event", "full_house", "--ordered"], "6/4165"),
        (&["--event", "Full House"], "6/4165"),
        (&["--event", "葫芦"], "6/4165"),
        (&["--event", ">=straight_flush"], "1/64974"),
        (&["--event", "royal_flush,straight_flush"], "1/64974"),
        (&["--draw", "7", "--event", "royal_flush"], "1/30940"),
        (&["--draw", "3", "--event", "three_of_a_kind"], "1/425"),
        (&["--draw", "1", "--having", "ace"], "1/13"),
        (&["--draw", "2", "--having", "ace>=2"], "1/221"),
        (&["--draw", "2", "--having", "hearts=2", "--having", "face 2"], "1/442"),
        (&["--draw", "1", "--having", "As"], "1/52"),
        // 1 - (2 C(37, 7) - C(34, 7)) / C(40, 7)
        (&["--deck", own, "--draw", "7", "--having", "A>=1", "--having", "B"], "25237/137085"),
        (&["--deck", "32", "--draw", "1", "--having", "red 1..3"], "1/2"),
    ];
    for (options, expected) in cases {
        assert_eq!(exact(&[&["hand"], options].concat()), expected, "{options:?}");
    }
}

#[test]
fn the_order_of_draws_changes_the_count_and_not_the_probability() {
    let unordered = answer(&["hand", "--event", "full_house", "--no-check"]);
    let ordered = answer(&["hand", "--event", "full_house", "--no-check", "--ordered"]);
    assert!(unordered.contains("Space     2598960 equally likely outcomes"), "{unordered}");
    assert!(ordered.contains("Space     311875200 equally likely outcomes"), "{ordered}");
    assert!(unordered.contains("choose 5 from deck") && ordered.contains("draw 5 from deck"));
}

#[test]
fn a_deck_of_ones_own_shows_each_label() {
    let shown = answer(&["hand", "--deck", "A:3,B:3,other:34", "--draw", "7", "--no-check"]);
    for label in ["A", "B", "other"] {
        assert!(shown.contains(&format!("dist(count({label} in H))")), "{shown}");
    }
    assert_eq!(shown.matches("Model").count(), 1, "{shown}");
}

#[test]
fn the_same_seed_gives_the_same_output() {
    let seeded = |seed| answer(&["dice", "3d6", "--sum", "10", "--seed", seed]);
    assert_eq!(seeded("7"), seeded("7"));
    assert_ne!(seeded("7"), seeded("8"));
    let unseeded = answer(&["dice", "3d6", "--sum", "10"]);
    assert_eq!(unseeded, seeded("1"));
    assert!(unseeded.contains("seed 1\n"), "{unseeded}");
}

#[test]
fn the_check_can_be_left_out_and_made_longer() {
    assert!(!answer(&["coin", "--no-check"]).contains("Check"));
    assert!(answer(&["coin", "--trials", "2000"]).contains("of 2000 trials"));
}

#[test]
fn the_derivation_can_be_left_out_and_made_longer() {
    let shown = |detail| answer(&["dice", "3d6", "--sum", "10", "--no-check", "--explain", detail]);
    assert!(!shown("none").contains("Why"));
    assert!(shown("brief").contains("possible outcomes: 27 / 216 = 1/8"), "{}", shown("brief"));
    assert!(shown("full").contains("possible outcomes\n            27 / 216 = 1/8"), "{}", shown("full"));
}

#[test]
fn digits_are_as_many_as_were_wished() {
    assert!(answer(&["dice", "--face", "1", "--digits", "3"]).starts_with("1/6 ≈ 0.167 ≈ 16.7%, 1 in 6\n"));
    let long = answer(&["dice", "--face", "1", "--digits", "40", "--no-check"]);
    assert!(long.contains(&format!("0.1{}7", "6".repeat(38))), "{long}");
}

#[test]
fn long_fractions_are_told_by_their_length_unless_all_is_wanted() {
    let question = ["coin", "--flips", "1000", "--heads", "500", "--no-check"];
    let brief = answer(&question);
    assert!(brief.starts_with("≈ 0.02522501818 (a fraction of 298 over 300 digits) ≈ 2.5225%"), "{brief}");
    let full = answer(&[&question[..], &["--explain", "full"]].concat());
    assert!(full.lines().next().unwrap().len() > 590, "{full}");
}

#[test]
fn a_question_may_begin_with_a_minus_sign() {
    for (question, answer) in
        [("-2^2", "-4"), ("-(1/2)", "-1/2"), ("-C(5,2)", "-10"), ("-3", "-3"), ("-.5", "-1/2")]
    {
        for arguments in [["eval", question, "--no-check"], ["--no-check", "eval", question]] {
            let told = run(&arguments);
            assert!(told.out.starts_with(answer), "{question}: {} {}", told.out, told.err);
        }
    }
    let wrong = run(&["eval", "--no-such", "1 + 1"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("--no-such"), "{}", wrong.err);
    let placed = run(&["eval", "-(1/2"]);
    assert!(placed.code == Some(2) && placed.err.contains("1 | -(1/2\n"), "{}", placed.err);
}
