//! The commands of the prompt: lines that begin with a colon.

use crate::cli::end::End;
use crate::cli::output::{Output, Stream};
use crate::cli::repl::conversation::{Conversation, Flow, said};
use crate::cli::repl::keeping;
use crate::cli::{reference, value};
use crate::error::{Error, ErrorKind, nearest};
use crate::language::ast;
use crate::language::check::Scope;
use crate::render::markup::{Line, Tone};
use crate::render::page::page;
use crate::render::{Detail, Format};
use crate::session::CHOSEN;

/// A command: its name, its argument, and what it does, in both languages.
pub(super) struct Command {
    /// The name, without the colon.
    pub(super) name: &'static str,
    /// What follows it.
    pub(super) argument: &'static str,
    english: &'static str,
    chinese: &'static str,
    run: Run,
}

type Run = fn(&mut Conversation, &str) -> Result<Flow, Failure>;

/// What keeps a command from doing what it says.
pub(super) enum Failure {
    /// Something is wrong with what was typed.
    Wrong(Error),
    /// Nothing more can be written.
    End(End),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

impl From<End> for Failure {
    fn from(end: End) -> Self {
        Self::End(end)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::End(End::Write(error))
    }
}

/// Every command, in the order in which `:help` lists them.
#[rustfmt::skip]
pub(super) const COMMANDS: &[Command] = &[
    Command { name: "help", argument: "[NAME]", run: explain_how,
        english: "this list, or what a function, a word or a page says",
        chinese: "本列表，或某个函数、词语、页面的说明" },
    Command { name: "names", argument: "", run: names,
        english: "the names that have a meaning",
        chinese: "已定义的名称" },
    Command { name: "explain", argument: "on|off|full", run: explain,
        english: "whether answers come with their derivation",
        chinese: "是否显示推导" },
    Command { name: "check", argument: "on|off", run: check,
        english: "whether answers are checked by a simulation",
        chinese: "是否用模拟检验" },
    Command { name: "seed", argument: "N", run: seed,
        english: "the seed of the simulation",
        chinese: "模拟的随机种子" },
    Command { name: "trials", argument: "N", run: trials,
        english: "how many trials a check makes",
        chinese: "检验的试验次数" },
    Command { name: "format", argument: "FORMAT", run: format,
        english: "text, json, csv; or fraction, percent, odds, latex",
        chinese: "text、json、csv；或数字格式 fraction、decimal、percent、odds、latex" },
    Command { name: "save", argument: "FILE", run: keeping::save,
        english: "write what was asked to a file that `prob run` reads",
        chinese: "把名称和问题写入文件，可用 prob run 运行" },
    Command { name: "load", argument: "FILE", run: keeping::load,
        english: "ask what a file asks",
        chinese: "运行文件中的问题" },
    Command { name: "clear", argument: "", run: clear,
        english: "forget all names",
        chinese: "忘记所有名称" },
    Command { name: "quit", argument: "", run: |_, _| Ok(Flow::Quit),
        english: "end the session; so does Ctrl-D",
        chinese: "结束会话（也可按 Ctrl-D）" },
];

/// Does what a line says that begins with a colon.
///
/// # Errors
/// Those of writing.
pub(super) fn run(conversation: &mut Conversation, line: &str) -> Result<Flow, End> {
    let line = line.trim_start_matches(':').trim();
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let done =
        find(name).map_err(Failure::Wrong).and_then(|command| (command.run)(conversation, argument.trim()));
    match done {
        Ok(flow) => Ok(flow),
        Err(Failure::Wrong(error)) => {
            conversation.complain(error);
            Ok(Flow::On)
        }
        Err(Failure::End(end)) => Err(end),
    }
}

/// The command of this name, or the only one that begins so.
pub(super) fn find(name: &str) -> Result<&'static Command, Error> {
    let name = if name == "exit" { "quit" } else { name };
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        return Ok(command);
    }
    let begun: Vec<&Command> =
        COMMANDS.iter().filter(|command| !name.is_empty() && command.name.starts_with(name)).collect();
    if let [only] = begun.as_slice() {
        return Ok(only);
    }
    let unknown = Error::new(ErrorKind::UnknownName, format!("there is no command `:{name}`"));
    Err(match nearest(name, COMMANDS.iter().map(|command| command.name)) {
        Some(near) => unknown.hint(format!("did you mean `:{near}`?")),
        None => unknown.hint("`:help` lists the commands"),
    })
}

/// The error of an argument that a command does not take.
fn argument_of(name: &str, given: &str) -> Failure {
    let usage = COMMANDS.iter().find(|command| command.name == name).map_or("", |command| command.argument);
    let message = format!("`:{name}` does not take `{given}`");
    Failure::Wrong(Error::new(ErrorKind::Syntax, message).hint(format!("write `:{name} {usage}`")))
}

fn explain_how(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    let view = conversation.view;
    let mut output = Output::new(Stream::Out, conversation.spoken.color);
    if !argument.is_empty() {
        let name = argument.trim_start_matches(':');
        match COMMANDS.iter().find(|command| argument.starts_with(':') && command.name == name) {
            Some(command) => output.sheet().line(&entry(command, view.language))?,
            None => page(&reference::text_of(argument, view.language)?, view.width, &mut output.sheet())?,
        }
        output.finish()?;
        return Ok(Flow::On);
    }
    for command in COMMANDS {
        output.sheet().line(&entry(command, view.language))?;
    }
    output.sheet().gap()?;
    let says = said(
        view.language,
        ["`:help language` shows how to ask, `:help errors` what may go wrong."],
        ["`:help language` 说明如何写问题，`:help errors` 说明可能的错误。"],
    );
    output.sheet().line(&Line::new().with(Tone::Plain, says[0]))?;
    output.finish()?;
    Ok(Flow::On)
}

fn entry(command: &Command, language: crate::help::Language) -> Line {
    let usage = format!(":{} {}", command.name, command.argument);
    Line::new()
        .with(Tone::Code, usage.trim_end())
        .pad(22)
        .with(Tone::Plain, said(language, command.english, command.chinese))
}

fn names(conversation: &mut Conversation, _: &str) -> Result<Flow, Failure> {
    let said = &conversation.session.scope.said;
    if said.is_empty() {
        let language = conversation.view.language;
        let none =
            self::said(language, ["nothing has a name yet: try `X ~ 2d6`"], ["还没有名称：试试 `X ~ 2d6`"]);
        conversation.remark(none[0])?;
        return Ok(Flow::On);
    }
    let mut output = Output::new(Stream::Out, conversation.spoken.color);
    for (_, text) in said.iter().map(AsRef::as_ref) {
        output.sheet().line(&Line::new().with(Tone::Code, text.as_str()))?;
    }
    output.finish()?;
    Ok(Flow::On)
}

fn explain(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    let detail = match argument {
        "on" | "brief" => Detail::Brief,
        "full" => Detail::Full,
        "off" | "none" => Detail::None,
        "" => {
            let word = match conversation.view.detail {
                Detail::None => "off",
                Detail::Brief => "on",
                Detail::Full => "full",
            };
            return state(conversation, "explain", word);
        }
        other => return Err(argument_of("explain", other)),
    };
    conversation.view.detail = detail;
    conversation.session.settings.explain = detail != Detail::None;
    Ok(Flow::On)
}

fn check(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    conversation.session.settings.trials = match argument {
        "on" => conversation.trials,
        "off" => 0,
        "" => {
            let word = if conversation.session.settings.trials == 0 { "off" } else { "on" };
            return state(conversation, "check", word);
        }
        other => return Err(argument_of("check", other)),
    };
    // Asked of the system only where threads are needed.
    conversation.session.settings.threads = crate::session::Settings::default().threads;
    Ok(Flow::On)
}

fn seed(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    if argument.is_empty() {
        let seed = conversation.session.settings.seed.to_string();
        return state(conversation, "seed", &seed);
    }
    conversation.session.settings.seed = value::seed(argument)?;
    Ok(Flow::On)
}

fn trials(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    if argument.is_empty() {
        let trials = match conversation.trials {
            CHOSEN => "auto".to_owned(),
            trials => trials.to_string(),
        };
        return state(conversation, "trials", &trials);
    }
    if argument == "auto" {
        conversation.trials = CHOSEN;
        return check(conversation, "on");
    }
    conversation.trials = value::trials(argument).map_err(|error| match error.fix() {
        Some(fix) => error.clone().hint(fix.replace("`--no-check`", "`:check off`")),
        None => error,
    })?;
    check(conversation, "on")
}

fn format(conversation: &mut Conversation, argument: &str) -> Result<Flow, Failure> {
    let view = &mut conversation.view;
    let (format, numbers) = match (argument, ast::Format::from_text(argument)) {
        ("", _) => {
            let word = match (view.format, view.numbers) {
                (Format::Json, _) => "json",
                (Format::Csv, _) => "csv",
                (Format::Markdown, _) => "markdown",
                (Format::Latex, _) => "latex",
                (Format::MathMl, _) => "mathml",
                (Format::Svg, _) => "svg",
                (Format::Text, Some(numbers)) => numbers.text(),
                (Format::Text, None) => "text",
            };
            return state(conversation, "format", word);
        }
        ("text", _) => (Format::Text, None),
        (_, Some(ast::Format::Json)) => (Format::Json, None),
        (_, Some(ast::Format::Csv)) => (Format::Csv, None),
        (_, Some(numbers)) => (Format::Text, Some(numbers)),
        (other, None) => {
            let names = std::iter::once("text").chain(ast::Format::ALL.iter().map(|format| format.text()));
            let error = Error::new(ErrorKind::UnknownName, format!("unknown format `{other}`"));
            return Err(Failure::Wrong(match nearest(other, names.clone()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint(format!("the formats are {}", names.collect::<Vec<_>>().join(", "))),
            }));
        }
    };
    view.format = format;
    view.numbers = numbers;
    conversation.spoken.format = format;
    Ok(Flow::On)
}

fn clear(conversation: &mut Conversation, _: &str) -> Result<Flow, Failure> {
    conversation.session.scope = Scope::default();
    conversation.asked.clear();
    Ok(Flow::On)
}

/// Says what a setting is.
fn state(conversation: &Conversation, name: &str, value: &str) -> Result<Flow, Failure> {
    conversation.remark(format!(":{name} {value}"))?;
    Ok(Flow::On)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_what_begins_no_other() {
        for (typed, name) in
            [("quit", "quit"), ("q", "quit"), ("exit", "quit"), ("n", "names"), ("fo", "format")]
        {
            assert!(find(typed).is_ok_and(|command| command.name == name), "{typed}");
        }
        let hint = |typed: &str| find(typed).err().and_then(|error| error.fix().map(str::to_owned));
        assert_eq!(hint("halp").as_deref(), Some("did you mean `:help`?"));
        assert!(hint("").is_some() && hint("c").is_some() && hint("zebra").is_some());
    }
}
