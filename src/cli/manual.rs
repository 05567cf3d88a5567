//! `prob completions` and `prob man`: made from the definition of the arguments.

use crate::cli::args::Arguments;
use crate::cli::end::End;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::error::{Error, ErrorKind, nearest};
use clap::CommandFactory;

/// Writes the completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell, options: &Options) -> Result<(), End> {
    // Into memory first: the generator does not survive a reader that goes away.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "prob", &mut script);
    let mut output = Output::new(Stream::Out, options.spoken().color);
    output.sheet().raw().write_all(&script)?;
    output.finish()?;
    Ok(())
}

/// Writes the manual page of the program, or of one of its commands.
pub(super) fn page(command: Option<&str>, options: &Options) -> Result<(), End> {
    let mut program = Arguments::command();
    program.build();
    let shown = match command {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let unknown = || {
                let error = Error::new(ErrorKind::UnknownName, format!("there is no command `{name}`"));
                let hint = match nearest(name, names.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the commands are {}", names.join(", ")),
                };
                End::Error(error.hint(hint), options.spoken())
            };
            let found = program.find_subcommand(name).ok_or_else(unknown)?.clone();
            found.display_name(format!("prob-{name}"))
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(shown).render(&mut page)?;
    let mut output = Output::new(Stream::Out, options.spoken().color);
    output.sheet().raw().write_all(&page)?;
    output.finish()?;
    Ok(())
}
