use super::*;
use crate::budget::Budget;
use crate::model::equally_likely::SampleSpace;
use crate::model::{Card, Suit};
use crate::question::Question;
use crate::solve::{Choice, Exact, solve};
use num_rational::BigRational;

fn value(question: Result<Question, Error>) -> Exact {
    solve(&question.unwrap(), Choice::Cheapest, &Budget::default()).unwrap().value
}

fn probability(event: impl Into<Given<Event>>) -> BigRational {
    match value(Question::probability(event)) {
        Exact::Probability(p) => p,
        other => panic!("a probability was asked: {other:?}"),
    }
}

fn mean(quantity: impl Into<Given<Quantity>>) -> BigRational {
    match value(Question::mean(quantity)) {
        Exact::Number(mean) => mean,
        other => panic!("a mean was asked: {other:?}"),
    }
}

fn text(question: Result<Question, Error>) -> String {
    question.unwrap().to_string()
}

fn mistake(event: impl Into<Given<Event>>) -> (ErrorKind, String) {
    let error = Question::probability(event).unwrap_err();
    (error.kind(), error.to_string())
}

/// The share of the rows that pass.
fn share<T: Clone>(space: Result<SampleSpace<T>, Error>, event: impl FnMut(&[T]) -> bool) -> BigRational {
    space.unwrap().probability(event).unwrap().into_ratio()
}

fn urn() -> Population {
    Population::urn([("white", 4), ("black", 2), ("red", 0)]).unwrap()
}

#[test]
fn statistics_of_dice_are_those_of_the_list() {
    let dice = Sample::dice(3, 4).unwrap();
    let rows = || SampleSpace::tuples(3, 1_i64..=4);
    let sorted = |row: &[i64]| {
        let mut row = row.to_vec();
        row.sort_unstable();
        row
    };
    let copies = |row: &[i64], face: i64| row.iter().filter(|&&other| other == face).count();
    assert_eq!(probability(dice.sum().equals(7)), share(rows(), |row| row.iter().sum::<i64>() == 7));
    assert_eq!(
        probability(dice.product().more_than(8)),
        share(rows(), |row| row.iter().product::<i64>() > 8)
    );
    assert_eq!(probability(dice.max().at_most(3)), share(rows(), |row| sorted(row)[2] <= 3));
    assert_eq!(probability(dice.min().less_than(2)), share(rows(), |row| sorted(row)[0] < 2));
    assert_eq!(probability(dice.count(4).equals(2)), share(rows(), |row| copies(row, 4) == 2));
    assert_eq!(
        probability(dice.count(2..=3).at_least(2)),
        share(rows(), |row| copies(row, 2) + copies(row, 3) >= 2)
    );
    assert_eq!(
        probability(dice.count([1, 4]).equals(1)),
        share(rows(), |row| copies(row, 1) + copies(row, 4) == 1)
    );
    assert_eq!(probability(dice.has("even")), share(rows(), |row| row.iter().any(|face| face % 2 == 0)));
    assert_eq!(
        probability(dice.distinct().equals(2)),
        share(rows(), |row| (1..=4).filter(|&f| copies(row, f) > 0).count() == 2)
    );
    assert_eq!(
        probability(dice.matching().differs_from(1)),
        share(rows(), |row| (1..=4).any(|f| copies(row, f) > 1))
    );
    assert_eq!(
        probability(dice.highest(2).sum().equals(7)),
        share(rows(), |row| sorted(row)[1] + sorted(row)[2] == 7)
    );
    assert_eq!(probability(dice.lowest(2).max().equals(2)), share(rows(), |row| sorted(row)[1] == 2));
    assert_eq!(
        probability(dice.sum().between(5, 6)),
        share(rows(), |row| [5, 6].contains(&row.iter().sum::<i64>()))
    );
    assert_eq!(probability(dice.at(1).equals(dice.at(-1))), share(rows(), |row| row[0] == row[2]));
    assert_eq!(probability(dice.at(2).is("prime")), share(rows(), |row| [2, 3].contains(&row[1])));
    assert_eq!(
        probability((dice.sum() % 3).equals(0)),
        share(rows(), |row| row.iter().sum::<i64>() % 3 == 0)
    );
    let longest = |row: &[i64]| {
        if row == [4, 4, 4] {
            3
        } else if row[1] == 4 && (row[0] == 4 || row[2] == 4) {
            2
        } else {
            1
        }
    };
    assert_eq!(probability(dice.longest(4).equals(2)), share(rows(), |row| longest(row) == 2));
}

#[test]
fn events_are_joined_opposed_and_given() {
    let dice = Sample::dice(2, 6).unwrap();
    let rows = || SampleSpace::tuples(2, 1_i64..=6);
    let (low, six) = (dice.sum().at_most(7), dice.has(6));
    assert_eq!(probability(low.clone() & six.clone()), share(rows(), |r| r[0] + r[1] <= 7 && r.contains(&6)));
    assert_eq!(probability(low.clone() | six.clone()), share(rows(), |r| r[0] + r[1] <= 7 || r.contains(&6)));
    assert_eq!(probability(!low.clone()), share(rows(), |r| r[0] + r[1] > 7));
    let both = probability(low.clone().and(six.clone()));
    assert_eq!(probability(low.clone().given(six.clone())), both / probability(six.clone()));
    // Of the eleven throws with a six, two have at most 7 in all: 6 + 1 and 1 + 6.
    assert_eq!(probability(low.given(six.clone())), BigRational::new(2.into(), 11.into()));
    let given_six = mean(dice.sum().given(six));
    let sums = (1..=6).map(|other| if other == 6 { 12 } else { 2 * (6 + other) }).sum::<i64>();
    assert_eq!(given_six, BigRational::new(sums.into(), 11.into()));
}

#[test]
fn a_clone_is_the_same_performance_and_a_second_throw_is_another() {
    let (red, blue) = (Sample::dice(1, 6).unwrap(), Sample::dice(1, 6).unwrap());
    assert_eq!(probability(red.sum().equals(red.clone().sum())), BigRational::from_integer(1.into()));
    assert_eq!(probability(red.sum().equals(blue.sum())), BigRational::new(1.into(), 6.into()));
    assert_eq!(mean(red.sum() * 2 - blue.sum() + 3), BigRational::new(13.into(), 2.into()));
    let mixed = red.sum().more_than(blue.sum()).given((blue.sum() + red.sum()).equals(7));
    assert_eq!(probability(mixed), BigRational::new(1.into(), 2.into()));
    let max = red.outcome().equals(6).or(blue.outcome().equals(6));
    assert_eq!(probability(max), BigRational::new(11.into(), 36.into()));
}

#[test]
fn draws_are_those_of_the_list() {
    let balls = ["white", "white", "white", "white", "black", "black"];
    let white = |row: &[&str]| row.iter().filter(|&&ball| ball == "white").count();
    let draw = Sample::draw(3, &urn()).unwrap();
    assert_eq!(
        probability(draw.count("white").equals(2)),
        share(SampleSpace::arrangements(3, balls), |r| white(r) == 2)
    );
    assert_eq!(
        probability(draw.at(3).is("black")),
        share(SampleSpace::arrangements(3, balls), |r| r[2] == "black")
    );
    let choice = Sample::choose(3, &urn()).unwrap();
    assert_eq!(
        probability(choice.count("white").equals(2)),
        share(SampleSpace::combinations(3, balls), |r| white(r) == 2)
    );
    let back = Sample::draw_with_replacement(3, &urn()).unwrap();
    assert_eq!(
        probability(back.count("white").equals(2)),
        share(SampleSpace::tuples(3, balls), |r| white(r) == 2)
    );
    let multiset = Sample::choose_with_replacement(3, &urn()).unwrap();
    assert_eq!(
        probability(multiset.count("white").equals(2)),
        share(SampleSpace::multisets(3, balls), |r| white(r) == 2)
    );
    let word = Sample::arrange(&Population::letters("NOON").unwrap()).unwrap();
    assert_eq!(
        probability(word.at(1).equals(word.at(4))),
        share(SampleSpace::words("NOON".chars()), |r| r[0] == r[3])
    );
}

#[test]
fn people_are_told_apart_in_a_row_and_letters_are_not() {
    let size = |items: &Population| value(Question::size(&Sample::arrange(items).unwrap()));
    assert_eq!(size(&Population::people([("boy", 3), ("girl", 3)]).unwrap()), Exact::Count(720u32.into()));
    assert_eq!(size(&Population::letters("BBBGGG").unwrap()), Exact::Count(20u32.into()));
}

#[test]
fn coins_are_fair_or_not() {
    let tosses = Sample::coins(4).unwrap();
    let rows = || SampleSpace::coins(4);
    let heads = |row: &[&str]| row.iter().filter(|&&side| side == "heads").count();
    assert_eq!(probability(tosses.count("H").equals(3)), share(rows(), |row| heads(row) == 3));
    assert_eq!(
        probability(tosses.longest("tails").at_least(3)),
        share(rows(), |row| { row.windows(3).any(|three| heads(three) == 0) })
    );
    let biased = Sample::biased_coins(2, &"1/3".parse().unwrap()).unwrap();
    assert_eq!(probability(biased.count("heads").equals(1)), BigRational::new(4.into(), 9.into()));
    let loaded = Sample::loaded_dice(1, [("red", 2), ("blue", 1)]).unwrap();
    assert_eq!(probability(loaded.outcome().is("red")), BigRational::new(2.into(), 3.into()));
}

#[test]
fn cards_are_called_by_their_names() {
    let deck = Population::deck(52).unwrap();
    let hand = Sample::choose(5, &deck).unwrap();
    assert_eq!(probability(hand.poker().is("full_house")), BigRational::new(6.into(), 4165.into()));
    let at_least = probability(hand.poker().at_least("full_house"));
    let above = probability(hand.poker().more_than("full_house"));
    assert_eq!(at_least - above, BigRational::new(6.into(), 4165.into()));
    let card = Sample::draw(1, &deck).unwrap();
    for (word, of_52) in
        [("ace", 4), ("hearts", 13), ("red", 26), ("face", 12), ("As", 1), ("10", 4), ("even", 28)]
    {
        let share = BigRational::new(of_52.into(), 52.into());
        assert_eq!(probability(card.at(1).is(word)), share, "{word}");
        assert_eq!(probability(card.has(word)), share, "{word}");
    }
    let ace = Card { rank: 14, suit: Suit::Spades };
    assert_eq!(probability(card.has(ace)), BigRational::new(1.into(), 52.into()));
    let suits = Sample::draw(2, &deck).unwrap().suits();
    assert_eq!(probability(suits.distinct().equals(1)), BigRational::new(4.into(), 17.into()));
    assert_eq!(probability(card.ranks().count("king").equals(1)), BigRational::new(1.into(), 13.into()));
}

#[test]
fn experiments_are_written_in_the_question_language() {
    let of = |sample: Result<Sample, Error>| text(Question::size(&sample.unwrap()));
    let p = "0.3".parse().unwrap();
    assert_eq!(of(Sample::coins(1)), "N(coin)");
    assert_eq!(of(Sample::coins(5)), "N(coins(5))");
    assert_eq!(of(Sample::biased_coins(1, &p)), "N(die{heads:3/10, tails:7/10})");
    assert_eq!(of(Sample::biased_coins(2, &p)), "N(coins(2, 3/10))");
    assert_eq!(of(Sample::dice(1, 20)), "N(d20)");
    assert_eq!(of(Sample::dice(3, 6)), "N(3d6)");
    assert_eq!(of(Sample::loaded_dice(1, [("red", 1), ("dark blue", 2)])), "N(die{red, \"dark blue\":2})");
    assert_eq!(of(Sample::draw(2, &urn())), "N(draw 2 from urn{white:4, black:2, red:0})");
    assert_eq!(
        of(Sample::draw_with_replacement(2, &urn())),
        "N(draw 2 from urn{white:4, black:2, red:0} with replacement)"
    );
    assert_eq!(of(Sample::choose(6, &Population::integers(1..=49).unwrap())), "N(choose 6 from 1..49)");
    assert_eq!(of(Sample::choose(1, &Population::integers(1..=2).unwrap())), "N(choose 1 from {1, 2})");
    assert_eq!(of(Sample::choose(5, &Population::deck(54).unwrap())), "N(choose 5 from deck(54))");
    assert_eq!(of(Sample::choose(5, &Population::deck(104).unwrap())), "N(choose 5 from deck(104))");
    let own = Population::new(Collection::Deck, [("A".into(), 3), ("other".into(), 34)]).unwrap();
    assert_eq!(of(Sample::choose(5, &own)), "N(choose 5 from deck{A:3, other:34})");
    let home = crate::model::cards::home_made(&[1, 2, 3], &["red".into(), "blue".into()], 2).unwrap();
    assert_eq!(of(Sample::choose(5, &home)), "N(choose 5 from cards(1..3, {red, blue}, 2))");
    let one_less = deck_without("As");
    assert!(of(Sample::choose(5, &one_less)).starts_with("N(choose 5 from {\"2c\", \"2d\", "));
    let many = Population::new(Collection::Set, [("a".into(), 1 << 50), ("b".into(), 1)]).unwrap();
    assert_eq!(of(Sample::draw(1, &many)), "N(draw 1 from urn{a:1125899906842624, b})");
}

fn deck_without(card: &str) -> Population {
    let card = Value::Card(card.parse().unwrap());
    let deck = Population::deck(52).unwrap();
    let rest = deck.classes().iter().filter(|(label, _)| *label != card).cloned();
    Population::new(Collection::Deck, rest).unwrap()
}

#[test]
fn names_are_given_where_an_experiment_is_mentioned_twice() {
    let (a, b) = (Sample::dice(2, 6).unwrap(), Sample::dice(2, 6).unwrap());
    let equal = Question::probability(a.sum().equals(b.sum()));
    assert_eq!(text(equal), "P(sum(2d6) = sum(2d6))");
    let twice = a.sum().equals(b.max()).given(b.min().equals(1));
    assert_eq!(text(Question::probability(twice)), "X ~ 2d6; P(sum(2d6) = max(X) | min(X) = 1)");
    let x = Sample::dice(1, 4).unwrap().named("X");
    let taken = (x.sum() + a.sum()).equals(a.max());
    assert_eq!(text(Question::probability(taken)), "X ~ d4; Y ~ 2d6; P(sum(X) + sum(Y) = max(Y))");
    let hand = Sample::choose(5, &Population::deck(52).unwrap()).unwrap();
    assert_eq!(text(Question::probability(hand.has("ace"))), "X ~ choose 5 from deck; P(ace in X)");
    assert_eq!(text(Question::mean(hand.count("ace"))), "E(count(ace in choose 5 from deck))");
    let other = Sample::dice(1, 4).unwrap().named("X");
    assert_eq!(mistake(x.sum().equals(other.sum())).0, ErrorKind::Ambiguous);
    assert_eq!(mistake(a.named("2d").sum().equals(1)).0, ErrorKind::Syntax);
}

#[test]
fn mistakes_are_reported_with_a_way_out() {
    let hand = Sample::choose(5, &Population::deck(52).unwrap()).unwrap();
    let unknown = |error: (ErrorKind, String), hint: &str| {
        assert_eq!(error.0, ErrorKind::UnknownLabel);
        assert!(error.1.ends_with(hint), "{}", error.1);
    };
    unknown(mistake(hand.count("acee").equals(1)), "did you mean `ace`?");
    unknown(mistake(hand.poker().is("full_hose")), "did you mean `full_house`?");
    unknown(mistake(hand.poker().at_least("flash")), "did you mean `flush`?");
    let draw = Sample::draw(2, &urn()).unwrap();
    unknown(mistake(draw.has("green")), "the labels are white, black, red");
    unknown(mistake(draw.at(1).is("blak")), "did you mean `black`?");
    unknown(mistake(Sample::dice(2, 6).unwrap().has(7)), "the labels are 1, 2, 3, 4, 5, 6");
    unknown(mistake(Sample::dice(2, 20).unwrap().has("x")), "the 20 labels run from 1 to 20");
    assert_eq!(mistake(hand.at(1).is("ace")).0, ErrorKind::Kind);
    assert_eq!(mistake(hand.longest("red").equals(2)).0, ErrorKind::Kind);
    assert_eq!(mistake(draw.at(0).is("white")).0, ErrorKind::Range);
    assert_eq!(mistake(draw.at(3).is("white")).0, ErrorKind::Range);
    assert_eq!(mistake(draw.statistic("sum", [1.into()]).equals(1)).0, ErrorKind::Kind);
    assert_eq!(mistake(draw.statistic("smu", []).equals(1)).0, ErrorKind::UnknownFunction);
    assert_eq!(Sample::draw(7, &urn()).unwrap_err().kind(), ErrorKind::Range);
    let nothing = Population::letters("").unwrap();
    assert_eq!(Sample::choose_with_replacement(1, &nothing).unwrap_err().kind(), ErrorKind::Range);
    // The first mistake is the one that is told.
    let two = hand.count("acee").equals(1).and(hand.at(1).is("king"));
    unknown(mistake(two), "did you mean `ace`?");
}

#[test]
fn sums_of_many_samples_are_refused_beyond_what_a_question_holds() {
    let mut sum = Quantity::from(0);
    for _ in 0..200 {
        sum = sum + Sample::dice(1, 6).unwrap().sum();
    }
    assert_eq!(Question::mean(sum).unwrap_err().kind(), ErrorKind::Unsupported);
}
