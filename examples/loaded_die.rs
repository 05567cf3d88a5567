//! A loaded die: how much does it help, and how many sixes give it away?
//!
//! Run it with `cargo run --example loaded_die`.

use prob::help::Language;
use prob::{Error, Question, Sample, Session};

fn main() -> Result<(), Error> {
    let session = Session::default();
    // The six comes as often as the five other faces together.
    let loaded = |dice: u64| Sample::loaded_dice(dice, [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 5)]);

    let dice = loaded(2)?;
    let twelve = session.answer(&Question::probability(dice.sum().equals(12))?)?;
    println!("{twelve}\nwhy:");
    for step in &twelve.steps {
        let line: Vec<&str> = step.formula.iter().chain(&step.value).map(String::as_str).collect();
        println!("  {:<24} {}", line.join(" = "), step.says.text(Language::English));
    }
    assert_eq!(twelve.probability(), Some("1/4".parse()?));

    let mean = session.answer(&Question::mean(dice.sum())?)?;
    println!("\n{mean}");
    assert_eq!(mean.number().map(ToString::to_string).as_deref(), Some("9"));

    // The loaded die against a fair one.
    let (mine, yours) = (loaded(1)?, Sample::dice(1, 6)?);
    let wins = session.answer(&Question::probability(mine.outcome().more_than(yours.outcome()))?)?;
    println!("\n{wins}");
    assert_eq!(wins.probability(), Some("7/12".parse()?));

    // Twelve throws: seven sixes or more from the loaded die, and from a fair one.
    for dice in [loaded(12)?, Sample::dice(12, 6)?] {
        println!("\n{}", session.answer(&Question::probability(dice.count(6).at_least(7))?)?);
    }
    Ok(())
}
