//! Five cards of 52: how likely is each category of poker, and what changes when an ace is known to be there?
//!
//! Run it with `cargo run --release --example poker_hands`.

use prob::help::Language;
use prob::model::Population;
use prob::{Error, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let session = Session::default();
    let hand = Sample::choose(5, &Population::deck(52)?)?.named("H");

    let all = session.answer(&Question::distribution(hand.poker())?)?;
    println!("{all}\n");

    let full_house = session.answer(&Question::probability(hand.poker().is("full_house"))?)?;
    println!("{full_house}\nwhy:");
    for step in &full_house.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }
    // C(13,1) C(4,3) C(12,1) C(4,2) of the C(52,5) hands.
    assert_eq!(full_house.probability(), Some("6/4165".parse()?));

    // The second ace: more likely when the ace of spades is there than when just some ace is.
    let two = hand.count("ace").at_least(2);
    let some_ace = session.answer(&Question::probability(two.clone().given(hand.has("ace")))?)?;
    let this_ace = session.answer(&Question::probability(two.given(hand.has("As")))?)?;
    println!("\n{some_ace}\n{this_ace}");
    assert_eq!(some_ace.probability(), Some("2257/18472".parse()?));
    assert_eq!(this_ace.probability(), Some("922/4165".parse()?));
    Ok(())
}
