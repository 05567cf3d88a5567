//! Records and neighbours in rows of different numbers: by relative ranks as by the list of all rows, and as in books.

mod asking;

use asking::ask;
use num_rational::BigRational;
use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};

fn by(program: &str, choice: Choice) -> Exact {
    let settings = Settings { trials: 0, explain: false, choice, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program);
    let replies = replies.unwrap_or_else(|error| panic!("{program}: {error}"));
    match replies.last().map(Reply::plain) {
        Some(Reply::Answer(answer)) => match &answer.value {
            Exact::Distribution(law) => Exact::Distribution(law.clone().reduced()),
            other => other.clone(),
        },
        _ => panic!("{program}: no answer"),
    }
}

#[test]
fn rows_by_their_relative_ranks_are_as_their_list_says() {
    for row in ["X ~ arrange(1..7)", "X ~ draw 5 from {-3, 1, 2, 5, 7, 11, 12, 1/2}"] {
        let n = if row.contains("draw") { 5 } else { 7 };
        for asked in [
            format!("dist(count(i in 1..{n}: X[i] = max(X[1..i])))"),
            format!(
                "dist(count(i in 2..{n}: X[i] > max(X[1..i-1])) - count(i in 1..{n}: X[i] <= min(X[1..i])))"
            ),
            format!("dist(count(i in 2..{}: X[i] > X[i-1] and X[i] > X[i+1]))", n - 1),
            format!(
                "dist(count(i in 2..{}: X[i] < min(X[i-1], X[i+1])), count(i in 1..{n}: X[i] = max(X[1..i])))",
                n - 1
            ),
            format!("P(all(i in 1..{}: (X[i] < X[i+1]) = (i mod 2 = 1)))", n - 1),
            "P(X[4] >= max(X[1..3]) | X[2] > X[1] and not X[3] > X[2])".to_owned(),
            "P(max(X[1..4]) != X[4] or X[1] < X[2] | min(X[1..5]) < X[5])".to_owned(),
            format!("E(max(i in 1..{n}: if X[i] = max(X[1..i]) then i else 0))"),
            "P(X[3] = X[4] or X[2] != X[3] and X[1] > min(X[2], X[2]))".to_owned(),
            "P(X[2] < max(X[1], X[3]) and X[-1] > X[-2])".to_owned(),
            "P(X[1] = 5 or X[2] > X[1])".to_owned(),
            "P(X[1] < X[3])".to_owned(),
        ] {
            let program = format!("{row}; {asked}");
            assert_eq!(
                by(&program, Choice::Cheapest),
                by(&program, Choice::Only(Road::Enumeration)),
                "{program}"
            );
        }
    }
}

#[test]
fn long_rows_are_as_books_say() {
    for (program, expected) in [
        // Unsigned Stirling numbers: [D. E. Knuth, "The Art of Computer Programming", vol. 1, 1.2.10].
        ("X ~ arrange(1..12); P(count(i in 1..12: X[i] = max(X[1..i])) = 3) - stirling1(12, 3) / 12!", "0"),
        // Euler's zigzag number of 14.
        ("X ~ arrange(1..14); P(all(i in 1..13: (X[i] < X[i+1]) = (i mod 2 = 1))) * 14!", "199360981"),
        // The peaks of a permutation: (n − 2)/3 on average, and 2(n + 1)/45 is their variance.
        ("X ~ arrange(1..20); Var(count(i in 2..19: X[i] > X[i-1] and X[i] > X[i+1]))", "14/15"),
        ("X ~ draw 9 from 1..100; P(count(i in 1..9: X[i] = max(X[1..i])) = 9) * 9!", "1"),
    ] {
        assert_eq!(ask(program), expected.parse::<BigRational>().unwrap(), "{program}");
    }
}
