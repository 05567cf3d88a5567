//! An urn of one's own: balls drawn in four ways, and a deck that is no deck of playing cards.
//!
//! Run it with `cargo run --example custom_urn`.

use prob::help::Language;
use prob::model::combinatorics::{Order, Replacement, draws, probability_of_draw};
use prob::model::{Collection, Population};
use prob::{Error, Probability, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let session = Session::default();
    let urn = Population::urn([("white", 5), ("black", 3), ("red", 2)])?;

    println!("ways to draw 3 of 10 balls:");
    for order in [Order::Ordered, Order::Unordered] {
        for replacement in [Replacement::Without, Replacement::With] {
            println!("  {order:?}, {replacement:?} replacement: {}", draws(10, 3, order, replacement)?);
        }
    }

    // One ball of each colour: 5·3·2 of the C(10,3) choices.
    let balls = Sample::choose(3, &urn)?;
    let each = session.answer(&Question::probability(balls.distinct().equals(3))?)?;
    println!("\n{each}\nwhy:");
    for step in &each.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }
    assert_eq!(each.probability(), Some("1/4".parse()?));
    assert_eq!(each.probability(), Some(probability_of_draw(&urn, &[1, 1, 1])?));

    // The order in which the balls are drawn changes nothing, putting them back does.
    let back = Sample::draw_with_replacement(3, &urn)?;
    let each = session.answer(&Question::probability(back.distinct().equals(3))?)?;
    println!("\n{each}");
    assert_eq!(each.probability(), Some("9/50".parse()?));

    // A combo of two cards, three copies each in a deck of forty, is in the opening hand of five.
    let deck = Population::new(Collection::Deck, [("A".into(), 3), ("B".into(), 3), ("other".into(), 34)])?;
    let hand = Sample::choose(5, &deck)?.named("H");
    let combo = session.answer(&Question::probability(hand.has("A").and(hand.has("B")))?)?;
    println!("\n{combo}");
    // All hands, less those without A and those without B, and those without both were taken away twice.
    let hands = |cards| prob::number::binomial(cards, 5);
    let formula = Probability::new(hands(40) + hands(34) - hands(37) - hands(37), hands(40))?;
    assert_eq!(combo.probability(), Some(formula));
    Ok(())
}
