//! `list`: sample spaces as a student sees them, with the favourable outcomes marked.

use crate::answer;

/// The lines of a list.
fn shown(arguments: &[&str]) -> Vec<String> {
    answer(&[&["--color", "never", "-e"], arguments].concat()).lines().map(str::to_owned).collect()
}

#[test]
fn two_dice_are_a_grid_of_what_the_event_compares() {
    assert_eq!(
        shown(&["X ~ 2d6; list sum(X) = 7"]),
        [
            "X[1] \\ X[2]   1    2    3    4    5    6",
            "          1   2    3    4    5    6   [7]",
            "          2   3    4    5    6   [7]   8",
            "          3   4    5    6   [7]   8    9",
            "          4   5    6   [7]   8    9   10",
            "          5   6   [7]   8    9   10   11",
            "          6  [7]   8    9   10   11   12",
            "",
            "each cell shows sum(X)",
            "",
            "favourable, marked [ ]: 6 of 36 equally likely outcomes, probability 1/6",
        ]
    );
}

#[test]
fn a_grid_shows_pairs_where_no_number_is_compared() {
    assert_eq!(
        shown(&["X ~ d3; Y ~ d4; list X < Y", "--lang", "zh"]),
        [
            "X \\ Y    1     2     3     4",
            "    1  1 1  [1 2] [1 3] [1 4]",
            "    2  2 1   2 2  [2 3] [2 4]",
            "    3  3 1   3 2   3 3  [3 4]",
            "",
            "12 个等可能的结果，其中 6 个属于该事件，以 [ ] 标出，概率 1/2",
        ]
    );
    let wide = shown(&["X ~ d12; Y ~ d12; list X < Y"]);
    assert_eq!(wide[0], "X \\ Y   1    2    3    4    5    6    7    8    9   10   11   12");
    assert_eq!(wide[11], "   11   .    .    .    .    .    .    .    .    .    .    .   [.]");
    let drawn = shown(&["list draw 2 from {a, b, c}"]);
    assert_eq!(
        drawn[..4],
        [
            "first \\ second    a    b    c",
            "             a       a b  a c",
            "             b  b a       b c",
            "             c  c a  c b"
        ]
    );
}

#[test]
fn other_spaces_stand_side_by_side_or_in_columns() {
    assert_eq!(
        shown(&["X ~ coins(3); list count(heads in X) = 2"]),
        [
            " heads heads heads   [heads heads tails]  [heads tails heads]",
            " heads tails tails   [tails heads heads]   tails heads tails",
            " tails tails heads    tails tails tails",
            "",
            "favourable, marked [ ]: 3 of 8 equally likely outcomes, probability 3/8",
        ]
    );
    assert_eq!(
        shown(&["X ~ die{1:1/2, 2:1/3, 3:1/6}; list X >= 2"]),
        [
            "X  fraction",
            "1  1/2",
            "2  1/3       ✓",
            "3  1/6       ✓",
            "",
            "favourable outcomes are marked ✓, probability together 1/2"
        ]
    );
    assert_eq!(
        shown(&["list 3 in ring(1..4)"]).last().map(String::as_str),
        Some("favourable, marked [ ]: 6 of 6 equally likely outcomes, probability 1")
    );
}

/// No outcome is marked by its colour alone: without colours the marks are the same.
#[test]
fn marks_need_no_colour() {
    let bare = |text: &str| {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once('m').map_or("", |(_, rest)| rest))
    };
    for question in ["list sum(2d6) = 7", "list 6 in 3d6", "X ~ d2; Y ~ d3; Z ~ d2; list X = Y"] {
        let plain = answer(&["--color", "never", "-e", question]);
        let coloured = answer(&["--color", "always", "-e", question]);
        assert_ne!(plain, coloured, "{question}");
        assert_eq!(plain, bare(&coloured), "{question}");
        assert!(plain.lines().all(|line| line.chars().count() <= 80), "{plain}");
    }
}

#[test]
fn what_is_too_large_shows_its_favourable_outcomes_alone() {
    assert_eq!(
        shown(&["list sum(4d6) = 5"]),
        [
            "1 1 1 2  1 1 2 1  1 2 1 1  2 1 1 1",
            "",
            "only the favourable: 4 of 1296 equally likely outcomes, probability 1/324"
        ]
    );
    let last = |arguments: &[&str]| shown(arguments).pop();
    assert_eq!(
        last(&["H ~ choose 3 from deck; list poker3(H) = straight_flush", "--lang", "zh"]).as_deref(),
        Some("只列属于该事件的结果：22100 个等可能的结果中的 48 个，概率 12/5525")
    );
    assert_eq!(
        last(&["list sum(5d6) >= 5"]).as_deref(),
        Some("only the favourable, the first 216 of 7776, among 7776 equally likely outcomes")
    );
    assert_eq!(last(&["list 4d6"]).as_deref(), Some("the first 216 of 1296 equally likely outcomes"));
}

#[test]
fn other_formats_say_of_each_outcome_whether_the_event_holds() {
    let object: serde_json::Value =
        serde_json::from_str(answer(&["-e", "list sum(2d6) = 4", "--format", "json"]).trim_end()).unwrap();
    let holding: Vec<String> = object["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|outcome| outcome["holds"] == true)
        .map(|outcome| outcome["values"][0].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(holding, ["(1, 3)", "(2, 2)", "(3, 1)"]);
    assert_eq!((&object["size"], &object["favourable"]), (&"36".into(), &"3".into()));
    assert_eq!((&object["compared"], &object["outcomes"][1]["compared"]), (&"sum(2d6)".into(), &"3".into()));
    let rows = answer(&["-e", "X ~ d3; list X >= 2", "--format", "csv"]);
    assert_eq!(rows, "X,ways,numerator,denominator,holds\n1,1,1,3,false\n2,1,1,3,true\n3,1,1,3,true\n");
    let rows = answer(&["-e", "X ~ d2; list X", "--format", "csv"]);
    assert_eq!(rows, "X,ways,numerator,denominator\n1,1,1,2\n2,1,1,2\n");
}
