//! `prob help`: the pages in the terminal.

use crate::cli::end::End;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::reference;
use crate::error::{Error, ErrorKind};
use crate::help::{Hit, Language, Page, Section, pages, search};
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::page::page;
use crate::render::wrap::wrap;
use std::io;

/// The column of the titles of pages that are called by their names.
const TITLES: usize = 27;

/// Read the help pages.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  prob help                                the topics
  prob help 10                             a page by its number, name or title
  prob help bayes                          a method: formula, example, exercise
  prob help language                       how questions are written
  prob help errors                         what may go wrong, and how to mend it
  prob help distinct                       a function, an experiment, any word of the language
  prob help classical-probability --lang zh
  prob help --search multinomial")]
pub struct Help {
    /// The topic: its number, its name, or words of its title
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
    /// List the pages in which a word occurs
    #[arg(long, value_name = "WORD", conflicts_with = "topic")]
    search: Option<String>,
}

/// Writes the page, the hits of a search, or the topics.
pub(super) fn show(help: &Help, options: &Options) -> Result<(), End> {
    let view = options.view();
    let failed = |error| End::Error(error, options.spoken());
    let mut output = Output::new(Stream::Out, options.spoken().color);
    match (&help.search, help.topic.is_empty()) {
        (Some(word), _) => {
            let hits = search(word);
            if hits.is_empty() {
                let error = Error::new(ErrorKind::UnknownName, format!("no page mentions `{word}`"));
                return Err(failed(error.hint("`prob help` lists the topics")));
            }
            list_hits(&hits, word, view.language, view.width, &mut output.sheet())?;
        }
        (None, false) => {
            let text = reference::text_of(&help.topic.join(" "), view.language).map_err(failed)?;
            page(&text, view.width, &mut output.sheet())?;
        }
        (None, true) => topics(view.language, view.width, &mut output.sheet())?,
    }
    output.finish()?;
    Ok(())
}

/// Every topic, and how to read it.
fn topics(language: Language, width: usize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    for section in Section::ALL {
        sheet.line(&Line::new().with(Tone::Heading, section.title(language)))?;
        sheet.gap()?;
        for page in pages().iter().filter(|page| page.section() == section) {
            if section.is_numbered() {
                numbered(page, language, width, sheet)?;
                continue;
            }
            let line = Line::new().pad(2).with(Tone::Code, page.slug()).pad(TITLES);
            for line in wrap(&line.with(Tone::Plain, page.title(language)), width, TITLES) {
                sheet.line(&line)?;
            }
        }
        sheet.gap()?;
    }
    let ways = match language {
        Language::English => [
            ("prob help TOPIC", "read a page: its number, name or title"),
            ("prob help NAME", "a word of the question language, such as `distinct`"),
            ("prob help functions", "all functions; so also experiments, measures, verbs"),
            ("prob help --search WORD", "the pages in which a word occurs"),
            ("prob coin --help", "the options of a command: coin, dice, hand"),
        ],
        Language::Chinese => [
            ("prob help 主题", "阅读一页：编号、名称或标题"),
            ("prob help 名称", "问题语言中的一个词，例如 distinct"),
            ("prob help functions", "所有函数；还有 experiments、measures、verbs"),
            ("prob help --search 词", "查找出现某个词的页"),
            ("prob coin --help", "某个命令的选项：coin、dice、hand"),
        ],
    };
    for (command, says) in ways {
        sheet.line(&Line::new().with(Tone::Code, command).pad(26).with(Tone::Plain, says))?;
    }
    Ok(())
}

/// A page that is called by its number: its title, and its name below.
fn numbered(page: &Page, language: Language, width: usize, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let line = Line::new()
        .with(Tone::Number, format!("{:>4}", page.number()))
        .with(Tone::Plain, format!("  {}", page.title(language)));
    for line in wrap(&line, width, 6) {
        sheet.line(&line)?;
    }
    sheet.line(&Line::new().pad(6).with(Tone::Code, page.slug()))
}

/// The pages in the user's language that have the word, and the line in which it comes first; pages that have it only
/// in the other language after them.
fn list_hits(
    hits: &[Hit],
    word: &str,
    language: Language,
    width: usize,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let own = |hit: &&Hit| hit.language == language;
    let mentioned = |hit: &&Hit| hits.iter().filter(own).any(|other| other.page == hit.page);
    let others = hits.iter().filter(|hit| !own(hit) && !mentioned(hit));
    for hit in hits.iter().filter(own).chain(others) {
        let number = match hit.page.section().is_numbered() {
            true => format!("{}  ", hit.page.number()),
            false => String::new(),
        };
        let title = Line::new()
            .with(Tone::Number, number)
            .with(Tone::Plain, format!("{}  ", hit.page.title(language)))
            .with(Tone::Code, hit.page.slug());
        for line in wrap(&title, width, 4) {
            sheet.line(&line)?;
        }
        let plain: String = hit.text.chars().filter(|c| !matches!(c, '*' | '`')).collect();
        let excerpt = marked(&plain, word);
        let indented = excerpt
            .spans()
            .iter()
            .fold(Line::new().pad(4), |line, (tone, text)| line.with(*tone, text.as_str()));
        for line in wrap(&indented, width, 4) {
            sheet.line(&line)?;
        }
    }
    Ok(())
}

/// The text with the word marked where it stands as it was typed, whatever its case.
fn marked(text: &str, word: &str) -> Line {
    let at = text.to_ascii_lowercase().find(&word.to_ascii_lowercase());
    match at
        .and_then(|at| Some((text.get(..at)?, text.get(at..at + word.len())?, text.get(at + word.len()..)?)))
    {
        Some((before, found, after)) => {
            Line::new().with(Tone::Dim, before).with(Tone::Strong, found).with(Tone::Dim, after)
        }
        None => Line::new().with(Tone::Dim, text),
    }
}
