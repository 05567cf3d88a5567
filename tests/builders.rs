//! A question built in code prints a line of the question language; asked there, it has the same answer.

use prob::answer::Reply;
use prob::model::{Card, Collection, Population, Suit};
use prob::question::{Event, Quantity};
use prob::{Answer, Error, Question, Sample, Session};

/// Answers without a check: the texts are compared, not the roads.
fn session() -> Session {
    let mut session = Session::default();
    session.settings.trials = 0;
    session.settings.explain = false;
    session
}

/// The answer of a line of the question language.
fn asked(text: &str) -> Answer {
    let mut replies = session().ask(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    match replies.pop() {
        Some(Reply::Answer(answer)) if replies.is_empty() => *answer,
        other => panic!("{text}: {other:?}"),
    }
}

fn agree(questions: impl IntoIterator<Item = Result<Question, Error>>) {
    for question in questions {
        let question = question.unwrap();
        let (built, text) = (session().answer(&question).unwrap(), question.to_string());
        assert_eq!(built.value, asked(&text).value, "{text}");
    }
}

fn events_agree(events: impl IntoIterator<Item = Event>) {
    agree(events.into_iter().map(Question::probability));
}

fn laws_agree(quantities: impl IntoIterator<Item = Quantity>) {
    agree(quantities.into_iter().map(Question::distribution));
}

#[test]
fn coins_and_dice() {
    let (coin, dice) = (Sample::coins(1).unwrap(), Sample::dice(3, 6).unwrap());
    let biased = Sample::biased_coins(3, &"1/3".parse().unwrap()).unwrap();
    let one_biased = Sample::biased_coins(1, &"1/3".parse().unwrap()).unwrap();
    let loaded = Sample::loaded_dice(2, [(1, 2), (-3, 1), (5, 4)]).unwrap();
    let colours = Sample::loaded_dice(3, [("red", 2), ("dark blue", 1)]).unwrap();
    events_agree([
        coin.outcome().is("heads"),
        coin.has("tails"),
        biased.count("heads").equals(2),
        biased.longest("tails").at_least(2),
        one_biased.outcome().equals("heads"),
        dice.sum().between(9, 11),
        dice.has(6),
        dice.count(5..=6).equals(2),
        dice.count([1, 6]).at_least(1),
        dice.count("prime").more_than(1),
        dice.at(1).is("even"),
        dice.at(1).is(2..=3).and(dice.at(-1).less_than(dice.at(2))),
        dice.matching().at_least(2) | dice.max().at_most(3),
        !dice.distinct().equals(3),
        dice.highest(2).sum().at_least(11),
        (dice.sum() % 4).equals(1),
        colours.has("red"),
        colours.has("dark blue"),
        colours.at(1).is("dark blue"),
    ]);
    laws_agree([
        dice.lowest(2).sum(),
        dice.product(),
        dice.min() * 2 - dice.max() + 3,
        loaded.sum(),
        loaded.max(),
        coin.outcome(),
        dice.statistic("range", []),
    ]);
}

#[test]
fn cards() {
    let deck = Population::deck(52).unwrap();
    let hand = Sample::choose(5, &deck).unwrap();
    let row = Sample::draw(3, &deck).unwrap().named("H");
    let small = Sample::choose(3, &Population::deck(32).unwrap()).unwrap();
    events_agree([
        hand.poker().is("full_house"),
        hand.poker().at_least("flush"),
        hand.count("ace").equals(2),
        hand.has("hearts"),
        hand.has("As").and(hand.has("king")),
        hand.has(Card { rank: 10, suit: Suit::Clubs }),
        hand.count(["ace", "king"]).at_least(3),
        hand.suits().distinct().equals(1),
        row.at(1).is("spades"),
        row.at(2).is("As").or(row.at(3).is("face")),
        row.longest("red").equals(2),
        row.ranks().at(1).equals("ace"),
        small.poker3().is("straight"),
        small.ranks().matching().equals(2),
    ]);
    agree([
        Question::probability(hand.count("ace").at_least(2).given(hand.has("ace"))),
        Question::mean(hand.count("face").given(!hand.has("ace"))),
        Question::variance(hand.count("red")),
        Question::count(hand.poker().is("flush")),
        Question::size(&hand),
    ]);
}

#[test]
fn populations() {
    let urn = Population::urn([("white", 4), ("black", 2), ("pale red", 1)]).unwrap();
    let own =
        Population::new(Collection::Deck, [("A".into(), 3), ("B".into(), 3), ("other".into(), 34)]).unwrap();
    let people = Population::people([("boy", 3), ("girl", 2)]).unwrap();
    let home = prob::model::cards::home_made(&[1, 2, 3], &["red".into(), "blue".into()], 2).unwrap();
    let words = Population::letters("MISSISSIPPI").unwrap();
    agree([
        Question::probability(Sample::draw(3, &urn).unwrap().count("white").equals(2)),
        Question::probability(Sample::draw(3, &urn).unwrap().at(3).is("black")),
        Question::probability(Sample::draw_with_replacement(3, &urn).unwrap().distinct().equals(2)),
        Question::probability(Sample::choose_with_replacement(3, &urn).unwrap().count("black").equals(2)),
        Question::probability(Sample::choose(2, &own).unwrap().has("A")),
        Question::probability(Sample::choose(3, &home).unwrap().ranks().distinct().equals(3)),
        Question::probability(
            Sample::choose(6, &Population::integers(1..=49).unwrap()).unwrap().max().equals(40),
        ),
        Question::probability(Sample::draw(1, &Population::integers(4..=5).unwrap()).unwrap().has(4)),
        Question::probability(Sample::arrange(&words).unwrap().at(1).is("M")),
        Question::probability(Sample::arrange(&people).unwrap().longest("boy").equals(3)),
        Question::size(&Sample::arrange(&words).unwrap()),
        Question::size(&Sample::arrange(&people).unwrap()),
        Question::size(&Sample::draw_with_replacement(3, &urn).unwrap()),
    ]);
}

#[test]
fn several_samples() {
    let (a, b) = (Sample::dice(1, 6).unwrap(), Sample::dice(1, 8).unwrap());
    let (x, y) = (Sample::dice(2, 6).unwrap(), Sample::dice(2, 6).unwrap());
    events_agree([
        a.outcome().more_than(b.outcome()),
        (a.sum() + b.sum()).equals(9),
        x.sum().equals(y.sum()),
        x.max().equals(y.max()).and(x.min().less_than(y.min())),
    ]);
    agree([
        Question::probability(x.sum().more_than(y.sum()).given(x.has(1))),
        Question::mean(x.sum() * y.sum()),
        Question::distribution(a.sum() - b.sum()),
    ]);
}
