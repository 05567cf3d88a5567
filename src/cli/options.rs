//! The options that every command takes, and what they mean for answers, checks and errors.

use crate::budget::Budget;
use crate::cli::end::End;
use crate::cli::output::Color;
use crate::cli::spoken::{LanguageName, Spoken};
use crate::cli::{locale, value};
use crate::error::{Error, ErrorKind};
use crate::help::Language;
use crate::render::{Detail, Format, View};
use crate::session::{ALLOWANCE, CHOSEN, DEFAULT_SEED, Settings};
use crate::solve::{Choice, Road};
use clap::ValueEnum;
use std::time::Duration;

/// What may be given with every command, or instead of one.
#[derive(Clone, Debug, clap::Args)]
pub struct Front {
    /// The options that every command takes.
    #[command(flatten)]
    pub options: Options,
    /// Ask this in the question language, as `prob eval` does; may be given several times
    #[arg(short = 'e', value_name = "QUESTION", allow_hyphen_values = true)]
    pub questions: Vec<String>,
}

/// The options that every command takes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Options {
    /// The format of answers and errors
    #[arg(long, global = true, value_enum, default_value = "text", value_name = "FORMAT")]
    format: FormatName,
    /// How many significant digits decimals have
    #[arg(long, global = true, value_name = "N", value_parser = value::digits, allow_negative_numbers = true)]
    digits: Option<usize>,
    /// How many trials the check makes; as many as tell, and fit into the time, when left out
    #[arg(long, global = true, value_name = "N", value_parser = value::trials, allow_negative_numbers = true, conflicts_with = "no_check")]
    trials: Option<u64>,
    /// About how long the trials of the check may take, such as `2` or `500ms`; 20ms when left out
    #[arg(long, global = true, value_name = "TIME", value_parser = value::seconds, allow_negative_numbers = true, conflicts_with_all = ["trials", "no_check"])]
    seconds: Option<Duration>,
    /// The relative error at which `simulate` stops, such as `0.1%`
    #[arg(long, global = true, value_name = "ERROR", value_parser = value::error, allow_negative_numbers = true, conflicts_with = "trials")]
    error: Option<f64>,
    /// The seed of the check's trials and of exercises; the same seed gives the same output
    #[arg(long, global = true, value_name = "N", value_parser = value::seed, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Do not check the answer by a simulation
    #[arg(long, global = true)]
    no_check: bool,
    /// How much of the derivation is shown
    #[arg(long, global = true, value_enum, default_value = "brief", value_name = "DETAIL")]
    explain: DetailName,
    /// Show a tempting wrong answer too, and the trials that convict it
    #[arg(long, global = true, conflicts_with = "no_check")]
    wrong: bool,
    /// When colours are used; auto is in a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        hide_possible_values = true
    )]
    color: Color,
    /// The language of answers and help pages; that of the locale when left out
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<LanguageName>,
    /// What a question may cost: `30` or `30s`, `500ms`, `2m`, with a memory `30s,4GiB`
    #[arg(long, global = true, value_name = "BUDGET", default_value = "10s", value_parser = value::budget, allow_negative_numbers = true)]
    budget: Budget,
    /// How much memory a question may hold: `512MiB`, `4GiB`; 1 GiB when left out
    #[arg(long, global = true, value_name = "SIZE", value_parser = value::memory, allow_negative_numbers = true)]
    memory: Option<u64>,
    /// The exact road: closed-form, by-class, by-position, elimination, chain or enumeration; the cheapest when left out
    #[arg(long, global = true, value_name = "ROAD", value_parser = value::road)]
    road: Option<Road>,
}

impl Options {
    /// How answers are shown.
    #[must_use]
    pub fn view(&self) -> View {
        let language = self.language();
        View {
            format: self.format(),
            language,
            digits: self.digits,
            detail: match self.explain {
                DetailName::None => Detail::None,
                DetailName::Brief => Detail::Brief,
                DetailName::Full => Detail::Full,
            },
            width: width(),
            unicode: locale::unicode() || language == Language::Chinese,
            several: false,
            numbers: None,
            plotted: false,
        }
    }

    /// How questions are answered.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let trials = if self.no_check { 0 } else { self.trials.unwrap_or(CHOSEN) };
        // Asking for the number of processors costs more than many a question.
        let threads = if trials == 0 { 1 } else { Settings::default().threads };
        Settings {
            seed: self.seed.unwrap_or(DEFAULT_SEED),
            trials,
            time: self.seconds.unwrap_or(ALLOWANCE),
            error: self.error,
            explain: !matches!(self.explain, DetailName::None),
            wrong: self.wrong,
            budget: self.budget(),
            threads,
            choice: self.road.map_or(Choice::Cheapest, Choice::Only),
        }
    }

    /// What a question may cost.
    #[must_use]
    pub fn budget(&self) -> Budget {
        match self.memory {
            Some(memory) => self.budget.holding(memory),
            None => self.budget.clone(),
        }
    }

    /// The view of a command that writes no documents.
    ///
    /// # Errors
    /// When a document is wanted all the same.
    pub fn without_documents(&self) -> Result<View, End> {
        let view = self.view();
        match view.format {
            Format::Markdown | Format::Latex | Format::MathMl => {
                let told = Error::new(ErrorKind::Unsupported, "this command writes no documents");
                Err(End::Error(told.hint("leave `--format` out, or take json or csv"), self.spoken()))
            }
            _ => Ok(view),
        }
    }

    /// How errors are told.
    #[must_use]
    pub fn spoken(&self) -> Spoken {
        Spoken { format: self.format(), color: self.color, language: self.language() }
    }

    fn language(&self) -> Language {
        self.lang.map_or_else(locale::language, LanguageName::language)
    }

    fn format(&self) -> Format {
        match self.format {
            FormatName::Text => Format::Text,
            FormatName::Json => Format::Json,
            FormatName::Csv => Format::Csv,
            FormatName::Markdown => Format::Markdown,
            FormatName::Latex => Format::Latex,
            FormatName::Mathml => Format::MathMl,
            FormatName::Svg => Format::Svg,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Text,
    Json,
    Csv,
    Markdown,
    Latex,
    Mathml,
    Svg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DetailName {
    None,
    Brief,
    Full,
}

/// Stands before a question of `eval` that begins with a minus sign, so that it is not taken for an option.
pub const MARK: char = '\u{2060}';

/// The columns of the terminal, within reason; 80 where there is none.
fn width() -> usize {
    use std::io::IsTerminal;
    if !std::io::stdout().is_terminal() {
        return 80;
    }
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).clamp(40, 100))
}
