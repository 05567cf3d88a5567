//! Mistakes as they are told in a terminal: the snapshot is `fixtures/diagnostics.txt`, and `SNAPSHOTS=overwrite cargo test
//! --test diagnostics` writes it anew.

use prob::help::{Language, find};
use prob::render::{Sheet, diagnostic};
use prob::session::{Session, Settings};

/// Mistakes that are hard to show: several lines, wide characters, the end of the text, long lines, several at once.
const MORE: [&str; 45] = [
    "P(place(identical 3, identical 0) = 1)",
    "n ~ 0..1; S ~ place(identical 3, n); P(sum(S) = 3)",
    "P(2d6 =",
    "P(2d6 = 7\n\n",
    "X ~ draw 2 from urn{\n  white: 4,\n  black: 2\nP(X[1] = white",
    "X ~ 2d6\n\n# a comment\nP(Y = 7)",
    "袋 := urn{红:3, 白:2}; P(count(绿 in draw 2 from 袋) = 1)",
    "P（count（6 in 4d6）= 9d）",
    "\tP(x = 1)",
    "P(4D6 >= 14); P(2d6 = 7)); P(X || Y)",
    "P(5,2)",
    "P(2d6 = 7) to percentage",
    "H ~ draw 5 from deck; E(sum(H))",
    "P(\"abc in coins(3))",
    "X ~ 5d6; P(length(X[3..9]) = 7)",
    "heads ~ d6; X ~ coins(2); P(heads in X)",
    "U := urn{red:3, blue:2}; P(red in U)",
    "X ~ draw 2 from deck; P(11 in X)",
    "for n in 1..0: P(d6 = n)",
    "def f(n, n) := n; f(1, 2)",
    "X ~ coins(3); P(X = \"HH\")",
    "K ~ d3; S ~ chain from K step {x+1: 1/2, x-1: 1/3} until x = 0; P(stops(S))",
    "given P(A) = 4/5, P(B) = 7/10, P(A and B) = 3/10; P(A or B)",
    "P(draw 1 from deck in {ace, hearts})",
    "H ~ draw 2 from deck; P(H[1] in {7})",
    "H ~ 5d6; P(count(i in 1..4: H[i] = 1, H[i+1] = 1) = 1)",
    "min(k in 1..5: k, k^2)",
    "all(i in 1..3, i > 0)",
    "X ~ d6; N(2 | X)",
    "X ~ d6; P(3 | X + 1)",
    "count(k in 1..10: 2 | k)",
    "C ~ d2; U := if C = 1 then 2..3 else 4..5; X ~ draw 1 from U; P(2 in X)",
    "C ~ d2; Z ~ if C = 1 then {red, blue} else nothing; P(Z = red)",
    "X ~ coins(3); P(X = \"HXT\")",
    "H ~ draw 5 from deck; P(poker(H) = flushes)",
    "P(two heads in 3 coins)",
    "P(at least one six in 4 dice)",
    "P(2 heads)",
    "P(sum of 2d6 = 7)",
    "P(heads in coins(3) = 2)",
    "P(draw 2 from deck = ace)",
    "P(3d6! >= 10)",
    "P(d20+5 vs 15)",
    "P(advantage(d20) >= 15)",
    "P(2d6 doubles)",
];

/// What is said of the mistakes of a text.
fn told(text: &str) -> String {
    let settings = Settings { trials: 0, ..Settings::default() };
    let asked = Session { settings, ..Session::default() }.ask_all(text);
    let mut out = Vec::new();
    for error in &asked.errors {
        diagnostic::placed(error, text, Language::English, &mut Sheet::new(&mut out, false)).unwrap();
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn mistakes_are_told_as_they_were() {
    let page = find("errors").unwrap();
    let questions = page.questions(Language::English);
    let codes = questions.iter().filter(|(_, said)| said.starts_with(|c: char| c.is_ascii_lowercase()));
    let long = format!("{}nothing{}", "1 + ".repeat(60), " + 1".repeat(60));
    let texts = codes.map(|(question, _)| *question).chain(MORE).chain([long.as_str()]);
    let mut all = String::new();
    for text in texts {
        let told = told(text);
        assert!(told.starts_with("error["), "{text}: {told}");
        all.push_str(&told);
        all.push('\n');
    }
    snapbox::assert_data_eq!(all, snapbox::file!["fixtures/diagnostics.txt"].raw());
}
