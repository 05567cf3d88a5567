//! Stretches of what is sorted or kept, and samples read backwards, answer like the list of all outcomes.

#[path = "asking/by_road.rs"]
mod by_road;
#[path = "asking/mod.rs"]
mod exact;

use by_road::ask_by;
use exact::{answered, ask};
use num_rational::BigRational;
use prob::solve::{Choice, Road};

fn same_as_listed(program: &str) {
    let listed = ask_by(program, Choice::Only(Road::Enumeration));
    assert_eq!(ask(program), listed, "{program}");
}

#[test]
fn stretches_of_what_is_sorted_answer_like_the_list() {
    let samples =
        ["5d4", "pool(5, die{0:3, 2:1, 7:2})", "draw 5 from 1..7", "choose 5 from urn{1:3, 2:2, 5:2}"];
    for sample in samples {
        for (from, to) in [(1, 2), (2, 4), (4, 5), (-3, -2), (1, 5), (3, 3)] {
            for stretch in [
                format!("sorted(X)[{from}..{to}]"),
                format!("sorted(sorted(X)[{from}..{to}])"),
                format!("highest(1, sorted(X)[{from}..{to}])"),
            ] {
                same_as_listed(&format!("X ~ {sample}; E(sum({stretch}))"));
                same_as_listed(&format!("X ~ {sample}; P(count(2 in {stretch}) >= 1 | max({stretch}) > 1)"));
                same_as_listed(&format!("X ~ {sample}; E(distinct({stretch}) * max(X))"));
                same_as_listed(&format!("X ~ {sample}; Var({stretch}[-1] - min(X))"));
            }
        }
        for kept in [
            "lowest(2, highest(4, X))",
            "highest(2, lowest(3, X))",
            "middle(1, highest(3, X))",
            "lowest(3, X)[2..3]",
        ] {
            same_as_listed(&format!("X ~ {sample}; E(sum({kept}))"));
            same_as_listed(&format!("X ~ {sample}; P(sum({kept}) > 5 | {kept}[1] < 6)"));
        }
    }
}

/// A statistic of the sample read backwards beside the same statistic of a sample that is written backwards.
#[test]
fn what_is_read_backwards_is_the_row_turned_round() {
    let (row, turned) = ("reverse(X)", "Y");
    // Y is X from its end, place by place.
    for (sample, n) in [("4d3", 4), ("draw 4 from 1..5", 4), ("arrange(1..4)", 4)] {
        for asked in [
            "sum(R[1..2]) - R[3]",
            "if increasing(R[2..4]) then 1 else 0",
            "descents(R) * 2 + R[-1]",
            "max(R[2..-2])",
            "count(x in R: x > 1) - sum(i in 1..3: R[i] * R[i+1])",
            "if R[2] is odd and palindrome(R[1..2]) then runs(R) else longest(odd in R[2..4])",
            "distinct(R[1..3]) + sorted(R)[2] + sum(highest(2, R))",
        ] {
            // The definition, outcome by outcome: each value of the row is known.
            let places = (1..=n).rev().map(|k| format!("X[{k}]")).collect::<Vec<_>>();
            let backwards = ask(&format!("X ~ {sample}; E({})", asked.replace('R', row)));
            let cases = listed(sample, n);
            let total = cases.iter().map(|case| {
                let known = case.iter().rev().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                ask(&format!(
                    "{turned} ~ arrange(urn{{{}}}); E({} | seq(Y) = ({known}))",
                    urn(case),
                    asked.replace('R', turned)
                ))
            });
            let mean = total.sum::<BigRational>() / BigRational::from_integer(cases.len().into());
            assert_eq!(backwards, mean, "{sample}: {asked} of {places:?}");
        }
    }
}

/// All rows of four: of dice with three faces, or of different numbers.
fn listed(sample: &str, n: usize) -> Vec<Vec<u8>> {
    let faces: u8 = match sample {
        "4d3" => 3,
        "arrange(1..4)" => 4,
        _ => 5,
    };
    let mut rows = vec![Vec::new()];
    for _ in 0..n {
        rows =
            rows.iter().flat_map(|row| (1..=faces).map(move |f| [row.as_slice(), &[f]].concat())).collect();
    }
    let differ = |row: &Vec<u8>| (1..row.len()).all(|i| !row[..i].contains(&row[i]));
    rows.into_iter().filter(|row| sample == "4d3" || differ(row)).collect()
}

/// The urn of these numbers: `1:2, 3:1`.
fn urn(row: &[u8]) -> String {
    let mut labels = row.to_vec();
    labels.sort_unstable();
    labels.dedup();
    let count = |label: &u8| row.iter().filter(|other| *other == label).count();
    labels.iter().map(|label| format!("{label}:{}", count(label))).collect::<Vec<_>>().join(", ")
}

#[test]
fn long_rows_are_answered() {
    let fraction = |a: i64, b: i64| BigRational::new(a.into(), b.into());
    for (program, value) in [
        ("X ~ choose 7 from 1..49; E(sum(sorted(X)[1..3]))", fraction(75, 2)),
        ("X ~ coins(30); P(X = reverse(X))", fraction(1, 32768)),
        ("X ~ coins(30); P(seq(reverse(X)) != seq(X))", fraction(32767, 32768)),
        ("X ~ coins(50); P(palindrome(reverse(X)[45..50]))", fraction(1, 8)),
        ("X ~ arrange(1..40); P(reverse(X)[1] > reverse(X)[40])", fraction(1, 2)),
    ] {
        assert_eq!(ask(program), value, "{program}");
    }
}

#[test]
fn places_beyond_the_end_are_told() {
    for program in [
        "X ~ 4d6; E(sum(sorted(X)[3..5]))",
        "X ~ 4d6; E(highest(2, X)[3])",
        "X ~ 4d6; E(sum(highest(3, lowest(2, X))))",
        "X ~ 4d6; E(reverse(X)[5])",
    ] {
        assert!(answered(program).is_err(), "{program}");
    }
}
