//! What would be answered otherwise than it was meant is refused, and what is offered instead answers it.

use prob::Error;
use prob::answer::Reply;
use prob::session::{Session, Settings};

mod chinese;
mod habits;
mod refused;
mod repeated;
mod said;
mod spelt;
mod textbook;
mod told;
mod written;

/// What is written, the piece that is marked, what is said of it; what is offered, as it is then typed, and its answer.
pub type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn asked(text: &str) -> Result<Vec<Reply>, Error> {
    let settings = Settings { trials: 0, ..Settings::default() };
    Session { settings, ..Session::default() }.ask(text)
}

/// The piece of a text that an error marks.
fn marked(text: &str, error: &Error) -> String {
    let span = error.span().unwrap_or_else(|| panic!("{text}: {error}"));
    text.chars().skip(span.start).take(span.end - span.start).collect()
}

#[test]
fn what_is_offered_instead_answers_the_question() {
    let mut others = Vec::new();
    for (text, piece, said, mended, value) in refused::REFUSED
        .into_iter()
        .chain(habits::HABITS)
        .chain(written::WRITTEN)
        .chain(textbook::TEXTBOOK)
        .chain(said::SAID)
        .chain(told::TOLD)
        .chain(chinese::CHINESE)
    {
        let error = asked(text).expect_err(text);
        let offered = mended.split('`').nth(1).unwrap_or_else(|| panic!("{mended} offers nothing"));
        let fix = error.fix().unwrap_or_default();
        if marked(text, &error) != piece || !error.message().contains(said) || !fix.contains(offered) {
            others.push(format!("{text}\n    marked `{}`: {error}", marked(text, &error)));
            continue;
        }
        let typed = mended.replace('`', "");
        let replies = asked(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{typed} is no question") };
        let line = answer.to_string();
        let shown = line.lines().next().unwrap_or_default().split(" = ").skip(1);
        if !shown.into_iter().any(|shown| shown.split(' ').next() == Some(value)) {
            others.push(format!("{typed}\n    {line}"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

#[test]
fn sets_and_rows_are_joined_as_they_are_written() {
    for (text, value) in [
        ("A := {2, 4, 6}; B := {1, 2}; P(d6 in (A ∪ B))", "2/3"),
        ("A := {2, 4, 6}; B := {1, 2}; length(A ∩ B)", "1"),
        ("P(d6 in ({1, 2} or {2, 6}))", "1/2"),
        ("X ~ coins(3); P(X in {\"HHT\", \"HTH\"})", "1/4"),
        ("X ~ 3d6; P(X in {(1, 2, 1), (2, 1, 1)})", "1/108"),
        ("X ~ 3d6; P(multiset(X) in {{1, 2, 3}, {4, 5, 6}})", "1/18"),
        ("X ~ draw 1 from {red, blue, green}; P(X in {\"red\", \"blue\"})", "2/3"),
        ("A ~ coin; B ~ if A = H then coin else die{H: 1, T: 3}; P(A = H | B = H)", "2/3"),
        ("X ~ coin; Y ~ die{T: 1, H: 2}; P(X = Y)", "1/2"),
        ("P(wait(\"HTH\" in die{H: 1, T: 3}) = 3)", "3/64"),
        ("X ~ 4d6; P(set(X) in {{1, 2}, {3, 4}})", "7/324"),
        ("X ~ 4d6; P(set(X) in {{1, 2}, {3}})", "5/432"),
        ("X ~ subset(1..3); P(set(X) in {{}, {2}})", "1/4"),
        ("X ~ draw 2 from {a, b, c}; P(set(X) in {{a, b}, {b, c}})", "2/3"),
        ("H ~ draw 2 from deck; P(suit(H[1]) = heart)", "1/4"),
        // Two tickets are compared with a number too, and a population that never grows has a mean time.
        ("X, Y ~ choose 6 from 1..49; P(common(X, Y) = 3)", "8815/499422"),
        ("S ~ chain from 3 step binomial(x, 1/2) until x = 0; E(steps(S))", "22/7"),
        // The ends of a row are places of it.
        ("H ~ draw 5 from deck; P(first(H) is ace and last(H) is king)", "4/663"),
        ("H ~ draw 9 from deck; P(rank(last(H)) = ace | first(H) is red)", "1/13"),
        // The words of a pair are labels of its parts.
        (
            "X ~ draw 2 from ({boy, girl} * (1..7)) with replacement; P(all(x in X: x[1] = boy) | (boy, 2) in X)",
            "13/27",
        ),
        ("X ~ draw 1 from ({a, b} * {1, 2}); P(X[1] = (a, 2))", "1/4"),
        ("X ~ draw 2 from ({a, b} * {x, y}); P(seq(X) = ((a, x), (b, y)))", "1/12"),
        ("X ~ draw 2 from ({a, b} * {1, 2}); P(count((a, 2) in X) = 1)", "1/2"),
        // A stroke between numbers stays one.
        ("p := 3; x := 1/3; P(d6 = 6 and x = 1/p = 1/3)", "1/6"),
        ("X ~ d6; P(1 < 6/X < 3)", "1/2"),
    ] {
        let replies = asked(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{text} is no question") };
        let line = answer.to_string();
        assert!(line.lines().next().is_some_and(|line| line.split(' ').any(|word| word == value)), "{line}");
    }
}

#[test]
fn a_condition_on_other_throws_is_said_to_be_one() {
    for (text, thrown) in [
        ("P(d6 + d8 >= 10 | d6 = 3)", "d6"),
        ("P(count(6 in 4d6) >= 2 | 6 in 4d6)", "4d6"),
        ("X ~ d6; P(X = 6 | sum(2d6) > X)", ""),
        ("X ~ d6; Y ~ d6; P(X = 6 | Y = 6)", ""),
        ("n ~ d6; P(n = 3 | sum(pool(n, d6)) = 5)", ""),
    ] {
        let replies = asked(text).unwrap();
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{text} is no question") };
        assert_eq!(answer.apart.join(" "), thrown, "{text}");
    }
}

#[test]
fn what_was_named_lines_before_is_offered() {
    let settings = Settings { trials: 0, ..Settings::default() };
    let mut session = Session { settings, ..Session::default() };
    session.ask("X ~ 3d6").unwrap();
    session.ask("H ~ draw 5 from deck").unwrap();
    for (text, offered) in [
        ("P(no aces)", "count(aces in H) = 0"),
        ("P(all same suit)", "distinct(suits(H)) = 1"),
        ("P(X has two 6s)", "count(6 in X) = 2"),
        ("P(#aces = 2)", "count(aces in H) = 2"),
    ] {
        let error = session.ask(text).expect_err(text);
        assert!(error.fix().is_some_and(|fix| fix.contains(offered)), "{text}: {error}");
        session.ask(&format!("P({offered})")).unwrap_or_else(|error| panic!("{offered}: {error}"));
    }
}
