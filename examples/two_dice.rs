//! Two dice: the probability that they add up to seven, and the whole distribution of their sum.
//!
//! Run it with `cargo run --example two_dice`.

use prob::help::Language;
use prob::{Answer, Error, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let session = Session::default();
    let dice = Sample::dice(2, 6)?;

    // Of the 36 equally likely throws, six add up to seven.
    let seven = session.answer(&Question::probability(dice.sum().equals(7))?)?;
    show(&seven);
    assert_eq!(seven.probability(), Some("1/6".parse()?));

    // Once both dice are known to be even, eight is 3 of 9 throws.
    let eight = dice.sum().equals(8);
    let even = dice.at(1).is("even").and(dice.at(2).is("even"));
    let given = session.answer(&Question::probability(eight.given(even))?)?;
    show(&given);
    assert_eq!(given.probability(), Some("1/3".parse()?));

    let all = session.answer(&Question::distribution(dice.sum())?)?;
    show(&all);
    assert_eq!(all.distribution().map(|law| law.probability_of(&2.into())), Some("1/36".parse()?));
    Ok(())
}

/// Prints an answer, and why it is so.
fn show(answer: &Answer) {
    println!("{answer}\nwhy:");
    for step in &answer.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }
    println!();
}
