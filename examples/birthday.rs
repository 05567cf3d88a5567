//! The birthday problem: how likely is it that two of 23 people share a birthday, and how many people does it take?
//!
//! Run it with `cargo run --example birthday`.

use prob::help::Language;
use prob::{Error, Probability, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let session = Session::default();

    // A birthday is a die with 365 faces; two share one unless all faces are different.
    let shared = |people: u64| -> Result<Question, Error> {
        let birthdays = Sample::dice(people, 365)?;
        Question::probability(birthdays.matching().at_least(2))
    };
    let answer = session.answer(&shared(23)?)?;
    println!("{answer}\nwhy:");
    for step in &answer.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }

    // The textbook's formula: 1 − A(365, 23) / 365²³.
    let different =
        Probability::new(prob::number::arrangements(365, 23), num_bigint::BigUint::from(365u32).pow(23))?;
    assert_eq!(answer.probability(), Some(different.complement()));

    println!("\npeople  P(a shared birthday)");
    let half = "1/2".parse()?;
    let mut least = None;
    for people in [5, 10, 15, 20, 21, 22, 23, 24, 30, 40, 50] {
        let p = session.answer(&shared(people)?)?.probability().unwrap_or_else(Probability::impossible);
        println!("{people:>6}  {:>7} %", p.percent(3));
        if p >= half && least.is_none() {
            least = Some(people);
        }
    }
    assert_eq!(least, Some(23));
    Ok(())
}
