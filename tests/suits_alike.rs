//! Hands whose suits are put in order on the way, against the list of all hands.

#[path = "asking/by_road.rs"]
mod by_road;

use by_road::ask_by;
use prob::solve::{Choice, Road};

fn agree(program: &str) {
    let swept = ask_by(program, Choice::Only(Road::ByClass));
    assert_eq!(swept, ask_by(program, Choice::Only(Road::Enumeration)), "{program}");
}

/// Packs with ranks in all suits equally often: of French cards, of cards with names, with every card twice.
const PACKS: [&str; 4] = [
    "choose 5 from cards(2..6, {clubs, spades, hearts}, 1)",
    "choose 6 from cards(1..5, {a, b, c}, 1)",
    "choose 5 from cards(1..4, {a, b}, 2)",
    "draw 5 from cards(10..14, {clubs, hearts}, 1)",
];

/// Of these some tell suits apart, all the way or up to some rank only.
const EVENTS: [&str; 9] = [
    "poker(H) >= straight",
    "poker(H) = flush and count(x in H: rank(x) = 4) = 1",
    "poker(H) = pair or count(x in H: rank(x) >= 4) = 2",
    "poker(H) >= two_pair and distinct(ranks(H)) <= 3",
    "poker(H) >= flush and distinct(suits(H)) < 3",
    "poker(H) = straight and distinct(ranks(H)) = 5",
    "poker(H) >= three_of_a_kind and any(x in H: rank(x) <= 2)",
    "poker(H) <= two_pair and 3 in ranks(H) and not (10 in ranks(H))",
    "poker(H) >= pair and poker(H) != flush",
];

#[test]
fn suits_in_order_change_no_law() {
    for pack in PACKS {
        for event in EVENTS {
            agree(&format!("H ~ {pack}; P({event})"));
        }
    }
}

#[test]
fn suits_that_are_told_apart_stay_apart() {
    for event in [
        "poker(H) >= flush and \"3c\" in H",
        "poker(H) >= straight and count(hearts in H) >= 3",
        "poker(H) = straight and (\"6s\" in H or \"2h\" in H)",
        "poker(H) >= pair and maxcount(suits(H)) >= 4",
    ] {
        agree(&format!("H ~ {}; P({event})", PACKS[0]));
        agree(&format!("H ~ {}; P(poker(H) >= straight | {event})", PACKS[0]));
    }
}

#[test]
fn suits_of_two_hands_are_put_in_order_together() {
    for program in [
        "G, H ~ deal(5, 5, cards(1..4, {a, b, c}, 1)); P(poker(G) > poker(H))",
        "G, H ~ deal(5, 6, cards(2..5, {clubs, hearts, spades}, 1)); P(poker(G) = flush and poker(H) >= pair)",
        "X ~ choose 7 from cards(2..5, {clubs, hearts, spades}, 1); P(poker(X) = flush)",
    ] {
        agree(program);
    }
}
