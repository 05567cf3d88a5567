//! Draws until a condition: what little of the sample is remembered must answer like the list of all rows, whatever ends
//! the draws and whatever is asked of them.

use num_rational::BigRational;
use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};

const NUMBERS: [&str; 4] = ["urn{1:2, 2:1, 4:1}", "1..3", "{0, 2, 5}", "urn{3:1, 1:3}"];
const LABELS: [&str; 3] = ["urn{a:2, b:1, c:1}", "{a, b, c}", "urn{a:3, b:1}"];

/// What ends draws of numbers, and what is asked of them.
const OF_NUMBERS: [&str; 36] = [
    "sum(X)",
    "max(X)",
    "min(X)",
    "range(X)",
    "product(X)",
    "count(even in X)",
    "count(>= 2 in X)",
    "distinct(X)",
    "maxcount(X)",
    "pairs(X)",
    "run(X)",
    "descents(X)",
    "runs(X)",
    "longest(odd in X)",
    "length(X)",
    "X[1]",
    "X[2]",
    "X[-1]",
    "X[-2]",
    "last(X)",
    "first(X) + last(X)",
    "sum(X) - length(X)",
    "count(1 in X) - count(2 in X)",
    "min(counts(X))",
    "min(sum(X), 3)",
    "sum(x in X: x^2)",
    "count(x in X: x > 1)",
    "max(x in X: 3 - x)",
    "X[-1] - X[1]",
    "sum(X) mod 3",
    "(sum(X) - 2 * count(even in X)) mod 5",
    "product(X) mod 6",
    "length(X) mod 2 + count(odd in X) mod 3",
    "length(X) - distinct(X)",
    "max(X) * count(odd in X)",
    "if increasing(X) then 2 else sum(X)",
];

const EVENTS_OF_NUMBERS: [&str; 9] = [
    "increasing(X)",
    "nondecreasing(X)",
    "adjacent(1, 2, X)",
    "sum(X) > 2 * count(odd in X) + 1",
    "last(X) = X[1]",
    "X[-1] > X[-2]",
    "all(x in X: x >= 2)",
    "last(X) = 1 and 2 in X",
    "X[2] is even or X[1] is odd",
];

const OF_LABELS: [&str; 12] = [
    "count(a in X)",
    "distinct(X)",
    "maxcount(X)",
    "pairs(X)",
    "runs(X)",
    "longest(a in X)",
    "count(not a in X)",
    "length(X)",
    "last(X)",
    "X[2]",
    "set(X)",
    "shape(X)",
];

const EVENTS_OF_LABELS: [&str; 12] = [
    "\"ab\" in X",
    "\"aba\" in X",
    "adjacent(a, b, X)",
    "alternates(X)",
    "apart(a, X)",
    "together({a, b}, X)",
    "before(a, b, X)",
    "last(X) = X[1]",
    "X[-1] = X[-2]",
    "last(X) is b",
    "set(X) = {a, b}",
    "shape(X) = \"2+1\"",
];

const OF_CARDS: [&str; 7] = [
    "distinct(ranks(X))",
    "maxcount(ranks(X))",
    "distinct(suits(X))",
    "count(red in X)",
    "runs(colors(X))",
    "longest(hearts in X)",
    "length(X)",
];

fn number(text: &str) -> BigRational {
    text.parse().unwrap()
}

fn law(program: &str, choice: Choice) -> Result<(Exact, Road), prob::Error> {
    let settings = Settings { trials: 0, explain: false, choice, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program)?;
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else {
        panic!("{program}: no answer")
    };
    let value = match &answer.value {
        Exact::Distribution(law) => Exact::Distribution(law.clone().reduced()),
        other => other.clone(),
    };
    Ok((value, answer.method.road))
}

/// Asks every program by the cheapest road and from the list; how many of them a chain answered.
fn compare(programs: impl Iterator<Item = String>) -> usize {
    let mut by_chain = 0;
    for program in programs {
        let listed = law(&program, Choice::Only(Road::Enumeration));
        match (law(&program, Choice::Cheapest), listed) {
            (Ok((found, road)), Ok((listed, _))) => {
                assert_eq!(found, listed, "{program}");
                by_chain += usize::from(road == Road::Chain);
            }
            (Err(found), Err(listed)) => assert_eq!(found.kind(), listed.kind(), "{program}: {found}"),
            (found, listed) => panic!("{program}\n{found:?}\n{listed:?}"),
        }
    }
    by_chain
}

/// What may be given beside.
const GIVEN: [&str; 4] =
    ["", " | length(X) = 2", " | distinct(X) < 3", " | length(X) > 1 or maxcount(X) = 1"];

fn draws(sources: &[&str], ends: Vec<String>, asked: Vec<String>) -> impl Iterator<Item = String> {
    let sources: Vec<String> = sources.iter().map(|s| (*s).to_owned()).collect();
    let mut count = 0usize;
    sources
        .into_iter()
        .flat_map(move |source| ends.clone().into_iter().map(move |end| (source.clone(), end)))
        .flat_map(move |(source, end)| {
            let programs: Vec<String> = ["", " with replacement"]
                .into_iter()
                .flat_map(|replaced| asked.iter().map(move |asked| (replaced, asked)))
                .zip(GIVEN.iter().cycle().skip(count % GIVEN.len()))
                .map(|((replaced, asked), given)| {
                    format!(
                        "X ~ draw from {source}{replaced} until {end} or length(X) = 3; dist({asked}{given})"
                    )
                })
                .collect();
            // Every question meets every condition, though not with every source.
            count += 1;
            programs
                .into_iter()
                .enumerate()
                .filter(move |(i, _)| (i + count).is_multiple_of(5))
                .map(|(_, p)| p)
        })
}

fn ends(quantities: &[&str], bounds: &[&str], events: &[&str]) -> Vec<String> {
    let compared = quantities.iter().flat_map(|q| bounds.iter().map(move |bound| format!("{q} {bound}")));
    compared.chain(events.iter().map(|e| (*e).to_owned())).collect()
}

fn asked(quantities: &[&str], events: &[&str]) -> Vec<String> {
    quantities.iter().chain(events).map(|q| (*q).to_owned()).collect()
}

#[test]
fn draws_of_numbers_are_answered_as_their_list_is() {
    let ends = ends(&OF_NUMBERS, &[">= 4", "= 2"], &EVENTS_OF_NUMBERS);
    let by_chain = compare(draws(&NUMBERS, ends, asked(&OF_NUMBERS, &EVENTS_OF_NUMBERS)));
    assert!(by_chain > 3000, "{by_chain}");
}

#[test]
fn draws_of_labels_are_answered_as_their_list_is() {
    let quantities: Vec<&str> =
        OF_LABELS.into_iter().filter(|q| !matches!(*q, "last(X)" | "X[2]" | "set(X)" | "shape(X)")).collect();
    let ends = ends(&quantities, &[">= 2", "= 1"], &EVENTS_OF_LABELS);
    let by_chain = compare(draws(&LABELS, ends, asked(&OF_LABELS, &EVENTS_OF_LABELS)));
    assert!(by_chain > 600, "{by_chain}");
}

#[test]
fn draws_of_cards_are_answered_as_their_list_is() {
    let sources = ["cards(1..2, {red, blue}, 2)", "cards(1..2, {hearts, spades})"];
    let ends = ends(&OF_CARDS, &["= 2"], &[]);
    let by_chain = compare(draws(&sources, ends, asked(&OF_CARDS, &[])));
    assert!(by_chain > 30, "{by_chain}");
}

/// What ends draws that may be put back for ever, of numbers and of cards.
const ENDS: [&str; 23] = [
    "distinct(X) = 2",
    "distinct(X) >= 3",
    "maxcount(X) = 2",
    "maxcount(X) > 2",
    "pairs(X) = 1 or distinct(X) = 3",
    "distinct(X) = 3 or maxcount(X) = 3",
    "maxcount(X) >= 2 and distinct(X) = 2 or pairs(X) = 1",
    "sum(X) mod 3 = 0",
    "product(X) mod 4 = 0",
    "count(2 in X) mod 2 = 0",
    "(sum(X) + length(X)) mod 4 = 1",
    "sum(x in X: x^2) mod 5 = 0",
    "sum(X) mod 2 = 0 and 2 in X",
    "sum(X) is even",
    "abs(count(1 in X) - count(2 in X)) = 2",
    "count(1 in X) >= count(2 in X) + 1 or count(2 in X) > count(1 in X) + 1",
    "count(1 in X) + 2 * count(2 in X) >= 4",
    "distinct(suits(X)) = 2",
    "distinct(ranks(X)) = 3",
    "maxcount(ranks(X)) = 2",
    "maxcount(suits(X)) >= 3",
    "maxcount(ranks(X)) = 2 or distinct(ranks(X)) = 2",
    "count(red in X) mod 2 = 0",
];

#[test]
fn what_has_come_often_enough_is_counted_no_further() {
    let numbers = ["1..3", "die{1:2, 2:1, 4:1}", "die{1:3, 2:1}", "d6"];
    let cards = ["cards(1..2, {hearts, spades}, 2)", "cards(1..3, {hearts, spades})"];
    let mut compared = 0;
    for (i, end) in ENDS.iter().enumerate() {
        let by_cards = ["suits", "ranks", "red"].iter().any(|word| end.contains(word));
        let (sources, asked): (&[&str], &[&str]) = match by_cards {
            true => (&cards, &["distinct(ranks(X))", "maxcount(suits(X))", "maxcount(ranks(X))"]),
            false => (&numbers, &["distinct(X)", "maxcount(X)", "pairs(X)", "sum(X) mod 3", "sum(X)"]),
        };
        for (j, source) in sources.iter().enumerate() {
            for (k, asked) in asked.iter().enumerate() {
                let bound = (i + j + k) % 3 + 1;
                let questions = [
                    format!("P({asked} = {bound} and length(X) <= 4)"),
                    format!("P({asked} < {bound} | length(X) < 4)"),
                ];
                // What never comes to an end has no chain beside a sum.
                let ends = !(*source == "die{1:3, 2:1}" && end.contains("distinct(X)") && end.contains('3'));
                for question in questions.iter().skip((i + k) % 2).step_by(2).filter(|_| ends) {
                    let draws = |end: &str| {
                        format!("X ~ draw from {source} with replacement until {end}; {question}")
                    };
                    let listed =
                        law(&draws(&format!("({end}) or length(X) = 5")), Choice::Only(Road::Enumeration));
                    match (law(&draws(end), Choice::Cheapest), listed) {
                        (Ok((found, _)), Ok((listed, _))) => assert_eq!(found, listed, "{}", draws(end)),
                        (found, listed) => {
                            assert!(found.is_err() && listed.is_err(), "{}: {found:?}", draws(end));
                        }
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 180, "{compared}");
}

#[test]
fn draws_without_end_in_sight_have_their_known_means() {
    for (program, expected) in [
        ("X ~ draw from 1..6 with replacement until max(X) >= 5; E(length(X))", "3"),
        ("X ~ draw from 1..1000 until max(X) >= 990; E(length(X))", "1001/12"),
        ("X ~ draw from 1..365 until max(X) = 365; E(length(X))", "183"),
        ("X ~ draw from 1..99 until min(X) < 10; E(length(X))", "10"),
        ("X ~ draw from 1..99 with replacement until min(X) = 1; E(length(X))", "99"),
        ("X ~ draw from 1..6 with replacement until last(X) = 6; E(sum(X))", "21"),
        ("X ~ draw from 1..6 with replacement until last(X) = 6; E(max(X))", "6"),
        ("X ~ draw from {H, T} with replacement until \"HH\" in X; E(length(X))", "6"),
        ("X ~ draw from {H, T} with replacement until \"HTH\" in X; E(count(H in X))", "5"),
        ("X ~ draw from 1..6 with replacement until last(X) = X[1] and length(X) > 1; E(length(X))", "7"),
        ("X ~ draw from 1..6 with replacement until X[-1] = X[-2]; E(length(X))", "7"),
        ("X ~ draw from 1..2 with replacement until sum(X) >= 3; E(length(X))", "9/4"),
        ("X ~ draw from 1..2 with replacement until sum(X) >= 3; 1 * P(sum(X) = 3)", "5/8"),
        ("E(wait(max(X) >= 5 in d6))", "3"),
        ("E(wait(sum(X) mod 3 = 0 in d6))", "3"),
        ("E(wait(sum(X) is multiple of 5 in d20))", "5"),
        ("E(wait(count(6 in X) mod 2 = 0 and 6 in X in d6))", "12"),
        ("X ~ draw from deck with replacement until distinct(suits(X)) = 4; E(length(X))", "25/3"),
        ("E(wait(maxcount(X) = 2 in d3))", "26/9"),
        ("X ~ draw from deck until maxcount(colors(X)) = 26; E(length(X))", "1352/27"),
        ("X ~ draw from {a, b} until a in X; E(length(X))", "3/2"),
    ] {
        let (found, _) = law(program, Choice::Cheapest).unwrap_or_else(|e| panic!("{program}: {e}"));
        assert_eq!(found, Exact::Number(number(expected)), "{program}");
    }
    // 2 + sum over k of A(365, k)/365^k, k = 2 … 365: [D. E. Knuth, "The Art of Computer Programming", vol. 1, 1.2.11.3].
    // The last of the first places of the ranks, by inclusion and exclusion over first places of several.
    let ranks = "X ~ draw from deck until distinct(ranks(X)) = 13; \
                 E(length(X)) - sum(j in 1..13: (-1)^(j + 1) * C(13, j) * 53 / (4 * j + 1))";
    assert_eq!(law(ranks, Choice::Cheapest).unwrap().0, Exact::Number(number("0")));
    for end in ["maxcount(X) = 2", "distinct(X) < length(X)"] {
        let birthdays = format!(
            "X ~ draw from 1..365 with replacement until {end}; E(length(X)) - 2 - sum(k in 2..365: A(365, k) / 365^k)"
        );
        assert_eq!(law(&birthdays, Choice::Cheapest).unwrap().0, Exact::Number(number("0")), "{end}");
    }
}
