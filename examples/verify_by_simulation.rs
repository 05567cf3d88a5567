//! The Chevalier de Méré's question, answered exactly and checked by throwing dice; a wrong answer does not survive.
//!
//! Run it with `cargo run --release --example verify_by_simulation`.

use prob::budget::Budget;
use prob::help::Language;
use prob::simulate::{Verdict, simulate, verdict};
use prob::{Error, Probability, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let mut session = Session::default();
    session.settings.trials = 1_000_000;
    session.settings.seed = 1654;

    // At least one six in four throws, and at least one double six in 24 throws of two dice.
    let question = Question::probability(Sample::dice(4, 6)?.has(6))?;
    let one_six = session.answer(&question)?;
    println!("{one_six}\nwhy:");
    for step in &one_six.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }
    assert_eq!(one_six.probability(), Some("671/1296".parse()?));
    assert_eq!(one_six.check.as_ref().map(|check| check.verdict), Some(Verdict::Agrees));

    // De Méré reasoned that four throws give 4/6, and 24 throws of two dice just as much, 24/36.
    let tally = simulate(&question, 1_000_000, 1654, 2, &Budget::default())?;
    let de_mere = verdict::hits(tally.hits(), tally.trials, 4.0 / 6.0, 2.0 / 6.0);
    println!("\n4/6 against {} hits: {:?}, p-value {:e}", tally.hits(), de_mere.verdict, de_mere.p_value);
    assert_eq!(de_mere.verdict, Verdict::Disagrees);

    // The double six, a face of a die with 36 faces.
    let double_six = session.answer(&Question::probability(Sample::dice(24, 36)?.has(36))?)?;
    println!("\n{double_six}");
    // One less the probability of no double six, 24 times in a row.
    let miss: Probability = "35/36".parse()?;
    let none: Probability = std::iter::repeat_n(&miss, 24).product();
    assert_eq!(double_six.probability(), Some(none.complement()));
    assert!(none > "1/2".parse()?);
    Ok(())
}
