//! The command line: arguments to questions, answers to the terminal, and how it all ends.

pub mod args;
mod ask;
pub mod asked;
pub mod category;
pub mod coin;
pub mod condition;
pub mod converge;
pub mod deck;
pub mod dice;
pub mod end;
pub mod eval;
pub mod hand;
pub mod having;
mod help;
pub mod locale;
mod manual;
pub mod options;
mod output;
mod overview;
mod parser;
mod progress;
pub mod quiz;
mod reference;
mod repl;
pub mod spoken;
pub mod subject;
pub mod value;
pub mod verify;

pub use args::Arguments;
pub use end::End;

use args::Command;

/// Does what the arguments say.
///
/// # Errors
/// How it ended, where that is not with an answer.
pub fn run(arguments: &Arguments) -> Result<(), End> {
    let options = &arguments.front.options;
    match &arguments.command {
        _ if !arguments.front.questions.is_empty() => {
            eval::asked(&arguments.front, arguments.command.is_none())
        }
        None => repl::start(options),
        Some(Command::Coin(coin)) => ask::answer(options, || Ok(vec![coin.question(&options.budget())?])),
        Some(Command::Dice(dice)) => ask::answer(options, || Ok(vec![dice.question(&options.budget())?])),
        Some(Command::Hand(hand)) => ask::answer(options, || hand.questions(&options.budget())),
        Some(Command::Eval(eval)) => eval.run(options),
        Some(Command::Run(run)) => run.run(options),
        Some(Command::Quiz(quiz)) => quiz.run(options),
        Some(Command::Verify(verify)) => verify.run(options),
        Some(Command::Converge(converge)) => converge.run(options),
        Some(Command::Help(help)) => help::show(help, options),
        Some(Command::Completions { shell }) => manual::completions(*shell, options),
        Some(Command::Man { command }) => manual::page(command.as_deref(), options),
    }
}
