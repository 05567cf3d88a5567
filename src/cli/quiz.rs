//! `prob quiz`: exercises in words, judged as fractions.

use crate::cli::end::End;
use crate::cli::eval::unreadable;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::value;
use crate::error::{Error, ErrorKind};
use crate::explain::Step;
use crate::help::Language;
use crate::quiz::{Exercise, Judgement, Topic, exercises};
use crate::render::shorten::{formula as shortened, value as shortened_value};
use crate::render::worksheet::{Paper, worksheet};
use crate::render::wrap::wrap;
use crate::render::{Format, Line, Tone, View, diagnostic};
use clap::ValueEnum;
use std::io::{BufRead, IsTerminal};

/// Practise: exercises in words, judged as exact fractions, with hints step by step
///
/// Answer with a number or a formula, such as `5/36` or `C(4,2)/C(52,2)`; `hint` shows the next step of the
/// derivation, `skip` the answer, `quit` ends. Each exercise is drawn from a template; the same seed gives the same
/// exercises.
#[derive(Clone, Debug, clap::Args)]
pub struct Quiz {
    /// What the exercises are about: coins, dice, cards, urns, arrangements, conditional, expectation or processes;
    /// all topics when left out
    #[arg(long, value_name = "TOPIC", value_parser = value::topic)]
    topic: Option<Topic>,
    /// How hard they are, from 1 to 3; all levels when left out
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..=3))]
    level: Option<u8>,
    /// How many exercises there are
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: u16,
    /// Write a worksheet instead of asking
    #[arg(long, value_enum, value_name = "FORMAT")]
    worksheet: Option<PaperName>,
    /// Write the answers of the worksheet, with their derivations
    #[arg(long, requires = "worksheet")]
    key: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaperName {
    Md,
    Latex,
}

impl Quiz {
    /// Asks the exercises, or writes them as a worksheet.
    ///
    /// # Errors
    /// How it ended, where that is not well.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        let failed = |error| End::Error(error, options.spoken());
        let seed = options.settings().seed;
        if options.view().format != Format::Text {
            let told = Error::new(ErrorKind::Unsupported, "exercises are text")
                .hint("write `--worksheet md` or `latex`");
            return Err(failed(told));
        }
        let made = exercises(self.topic, self.level, seed, usize::from(self.count)).map_err(failed)?;
        let view = options.view();
        if let Some(paper) = self.worksheet {
            let paper = match paper {
                PaperName::Md => Paper::Markdown,
                PaperName::Latex => Paper::Latex,
            };
            let mut output = Output::new(Stream::Out, options.spoken().color);
            let sheet = worksheet(&made, paper, self.key, seed, view.language);
            output.sheet().raw().write_all(sheet.as_bytes())?;
            return Ok(output.finish()?);
        }
        Lesson { options, view, lines: std::io::stdin().lock(), at_first: 0, right: 0 }.hold(&made)
    }
}

/// How an exercise ended.
enum Ended {
    /// With a right answer, after so many wrong ones.
    Right(u32),
    /// The student gave it up.
    Skipped,
    /// There is nothing more to read.
    Quit,
}

/// The exercises, one after another.
struct Lesson<'a, R> {
    options: &'a Options,
    view: View,
    lines: R,
    right: usize,
    at_first: usize,
}

impl<R: BufRead> Lesson<'_, R> {
    fn hold(mut self, exercises: &[Exercise]) -> Result<(), End> {
        let mut asked = 0;
        for (i, exercise) in exercises.iter().enumerate() {
            let (topic, level) = (exercise.topic.text(self.view.language), exercise.level);
            let place = match self.view.language {
                Language::English => {
                    format!("Exercise {} of {} ({topic}, level {level})", i + 1, exercises.len())
                }
                Language::Chinese => {
                    format!("第 {} 题，共 {} 题（{topic}，难度 {level}）", i + 1, exercises.len())
                }
            };
            self.say(Tone::Heading, &place, 0)?;
            self.say(Tone::Plain, exercise.text(self.view.language), 2)?;
            match self.ask(exercise)? {
                Ended::Right(wrong) => {
                    self.right += 1;
                    self.at_first += usize::from(wrong == 0);
                }
                Ended::Skipped => {}
                Ended::Quit => break,
            }
            asked += 1;
        }
        let (right, at_first) = (self.right, self.at_first);
        let sum = match self.view.language {
            Language::English => format!("{right} right of {asked}, {at_first} at the first attempt"),
            Language::Chinese => format!("共 {asked} 题，答对 {right} 题，其中 {at_first} 题一次答对"),
        };
        self.say(Tone::Strong, &sum, 0)
    }

    /// Reads answers to an exercise until it is right, or given up.
    fn ask(&mut self, exercise: &Exercise) -> Result<Ended, End> {
        let (mut wrong, mut hints) = (0, 0);
        loop {
            self.prompt()?;
            let mut line = String::new();
            match self.lines.read_line(&mut line) {
                Ok(0) => return Ok(Ended::Quit),
                Ok(_) => {}
                Err(error) => {
                    return Err(End::Error(unreadable("standard input", &error), self.options.spoken()));
                }
            }
            match line.trim() {
                "" => {}
                "quit" | "exit" | ":q" | "退出" => return Ok(Ended::Quit),
                "hint" | "help" | "?" | "？" | "提示" => {
                    self.hint(exercise, hints)?;
                    hints += 1;
                }
                "skip" | "answer" | "跳过" | "答案" => {
                    self.solution(exercise)?;
                    return Ok(Ended::Skipped);
                }
                answer => match exercise.judge(answer) {
                    Ok(Judgement::Right) => {
                        self.say(Tone::Good, self.word("Right.", "正确。"), 2)?;
                        return Ok(Ended::Right(wrong));
                    }
                    Ok(Judgement::Rounded) => {
                        let says = self.word(
                            "That is rounded. The exact value is wanted, as a fraction or a formula.",
                            "这是近似值。请给出精确值：分数或算式。",
                        );
                        self.say(Tone::Plain, says, 2)?;
                    }
                    Ok(Judgement::Wrong(steps)) => {
                        wrong += 1;
                        let says = self.word(
                            "Not right. Try again, or type `hint` or `skip`.",
                            "不对。再试一次，或输入“提示”、“跳过”。",
                        );
                        self.say(Tone::Bad, says, 2)?;
                        steps.iter().try_for_each(|step| self.step(step, false))?;
                    }
                    Err(error) => self.mistake(&error, line.trim_end_matches(['\r', '\n']))?,
                },
            }
        }
    }

    /// The next step of the derivation, without its value.
    fn hint(&mut self, exercise: &Exercise, given: usize) -> Result<(), End> {
        match exercise.answer.steps.get(given) {
            Some(step) => self.step(step, false),
            None => {
                let says = self.word(
                    "There are no more hints; `skip` shows the answer.",
                    "没有更多提示了；输入“跳过”可看答案。",
                );
                self.say(Tone::Plain, says, 2)
            }
        }
    }

    /// The answer and its derivation.
    fn solution(&mut self, exercise: &Exercise) -> Result<(), End> {
        exercise.answer.steps.iter().try_for_each(|step| self.step(step, true))?;
        let says = format!("{}{}", self.word("Answer: ", "答案："), exercise.exact());
        self.say(Tone::Result, &says, 2)?;
        self.say(Tone::Code, &exercise.question, 2)
    }

    fn step(&self, step: &Step, with_value: bool) -> Result<(), End> {
        let mut text = step.says.text(self.view.language);
        if let Some(formula) = &step.formula {
            let colon = self.word(": ", "：");
            text = format!("{text}{colon}{}", shortened(formula, self.view.language));
        }
        if let (true, Some(value)) = (with_value, &step.value)
            && step.formula.as_ref() != Some(value)
        {
            text = format!("{text} = {}", shortened_value(value, self.view.language));
        }
        self.say(Tone::Plain, &text, 2)
    }

    /// A mistake in what the student wrote, at its place.
    fn mistake(&self, error: &Error, text: &str) -> Result<(), End> {
        let mut output = Output::new(Stream::Out, self.options.spoken().color);
        diagnostic::placed(error, text, self.options.view().language, &mut output.sheet())?;
        Ok(output.finish()?)
    }

    fn prompt(&self) -> Result<(), End> {
        if std::io::stdin().is_terminal() {
            let mut output = Output::new(Stream::Out, self.options.spoken().color);
            output.sheet().raw().write_all(b"> ")?;
            output.finish()?;
        }
        Ok(())
    }

    fn word<'w>(&self, english: &'w str, chinese: &'w str) -> &'w str {
        match self.view.language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    fn say(&self, tone: Tone, text: &str, indent: usize) -> Result<(), End> {
        let mut output = Output::new(Stream::Out, self.options.spoken().color);
        let mut sheet = output.sheet();
        let line = Line::new().with(Tone::Plain, " ".repeat(indent)).with(tone, text);
        wrap(&line, self.view.width, indent).iter().try_for_each(|line| sheet.line(line))?;
        Ok(output.finish()?)
    }
}
