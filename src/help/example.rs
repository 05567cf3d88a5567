//! The commands that a page shows, read out of its `console` blocks.
//!
//! In such a block a line that begins with `$ ` is a command; each line under it is a piece of text that
//! the command's real output contains.

/// A command that a page shows, and what its output must contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The command as it is typed into a shell, without the prompt; it may contain quotes.
    pub command: &'static str,
    /// Pieces of text, each of which the output of the command contains.
    pub output: Vec<&'static str>,
}

/// The questions of a page with what their comments say, in their order.
pub(super) fn questions(page: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut questions = Vec::new();
    let mut within = false;
    for line in page.lines() {
        if line.starts_with("```") {
            within = line == "```prob";
        } else if let (true, Some((question, said))) = (within, line.rsplit_once(" # ")) {
            questions.push((question.trim(), said.trim()));
        }
    }
    questions
}

/// The question of the exercise, with `…` in the place of the answer: it stands in quotes after `prob -e` in a `text`
/// block, in one line or several.
pub(super) fn exercise(page: &'static str) -> Option<&'static str> {
    let (_, command) = page.rsplit_once("```text\nprob -e '")?;
    command.split_once("'\n```").map(|(question, _)| question)
}

/// The examples of a page, in their order.
pub(super) fn read(page: &'static str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut within = false;
    for line in page.lines().map(str::trim) {
        if line.starts_with("```") {
            within = line == "```console";
        } else if !within || line.is_empty() {
            continue;
        } else if let Some(command) = line.strip_prefix("$ ") {
            examples.push(Example { command, output: Vec::new() });
        } else if let Some(example) = examples.last_mut() {
            example.output.push(line);
        }
    }
    examples
}
