//! The arguments: what stands beside the command, and the commands.

use crate::cli::coin::Coin;
use crate::cli::converge::Converge;
use crate::cli::dice::Dice;
use crate::cli::eval::{Eval, Run};
use crate::cli::hand::Hand;
use crate::cli::help::Help;
use crate::cli::options::Front;
use crate::cli::quiz::Quiz;
use crate::cli::verify::Verify;
use clap::{Parser, Subcommand};

/// Exact, explained and checked classical probability: coins, dice and cards as fractions, with the derivation and a
/// simulation that must agree.
#[derive(Clone, Debug, Parser)]
#[command(name = "prob", version, disable_help_subcommand = true, max_term_width = 80)]
#[command(after_help = "Exit status: 0 answered; 1 the check disagrees; 2 the question or the
arguments are wrong; 3 refused as too expensive; 130 interrupted.")]
pub struct Arguments {
    /// What stands beside the command.
    #[command(flatten)]
    pub front: Front,
    /// The command; without one, questions are read from the terminal or from a pipe.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Toss a coin
    Coin(Coin),
    /// Throw dice
    Dice(Box<Dice>),
    /// Draw a hand of cards
    Hand(Hand),
    /// Ask in the question language
    Eval(Eval),
    /// Ask everything that a file asks (`-` is standard input)
    Run(Run),
    /// Practise with exercises in words, or write a worksheet
    Quiz(Quiz),
    /// Hold a file of `question = answer` lines against the exact answers
    Verify(Verify),
    /// Show how the estimate of the trials comes closer to the exact value
    Converge(Converge),
    /// Read a help page, list them, or search them
    Help(Help),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of a command
    Man {
        /// The command
        command: Option<String>,
    },
}
