//! Standard output and standard error: buffered, and coloured only where that is wanted.

use crate::cli::progress::Progress;
use crate::render::Sheet;
use anstream::AutoStream;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// In a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Where output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Error,
}

/// A buffered stream.
pub struct Output {
    out: BufWriter<Interruptible<Box<dyn Write>>>,
    styled: bool,
}

/// Set when the user has pressed Ctrl-C.
static INTERRUPTED: OnceLock<std::sync::Arc<AtomicBool>> = OnceLock::new();

impl Output {
    /// The stream, locked.
    pub fn new(stream: Stream, color: Color) -> Self {
        let (terminal, raw): (bool, Box<dyn Write>) = match stream {
            Stream::Out => {
                let out = io::stdout();
                (out.is_terminal(), Box::new(AutoStream::always_ansi(out.lock())))
            }
            Stream::Error => {
                let out = io::stderr();
                (out.is_terminal(), Box::new(AutoStream::always_ansi(out.lock())))
            }
        };
        let styled = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && colors_welcome(),
        };
        let stopping = Interruptible { raw, terminal, progress: None };
        Self { out: BufWriter::with_capacity(1 << 16, stopping), styled }
    }

    /// The same, with a bar drawn until a terminal is written to; beside a file, until the end.
    pub fn after(mut self, progress: Progress) -> Self {
        self.out.get_mut().progress = Some(progress);
        self
    }

    /// Whether colours are used.
    pub fn styled(&self) -> bool {
        self.styled
    }

    /// A sheet to write lines on.
    pub fn sheet(&mut self) -> Sheet<'_> {
        Sheet::new(&mut self.out, self.styled)
    }

    /// Writes out what is still in the buffer.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Stops all writing once this flag is set.
    pub fn stop_at(flag: std::sync::Arc<AtomicBool>) {
        // A second flag would belong to a second question, and the program asks only one.
        let _ = INTERRUPTED.set(flag);
    }

    /// Whether an error says that the user has interrupted the writing.
    pub fn is_interruption(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Interruption>())
    }
}

/// Whether the environment has nothing against colours.
fn colors_welcome() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// A writer that fails once the user has pressed Ctrl-C.
struct Interruptible<W> {
    raw: W,
    terminal: bool,
    progress: Option<Progress>,
}

#[derive(Debug)]
struct Interruption;

impl std::fmt::Display for Interruption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interruption {}

impl<W: Write> Write for Interruptible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if INTERRUPTED.get().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Err(io::Error::other(Interruption));
        }
        if self.terminal {
            self.progress = None;
        }
        self.raw.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.raw.flush()
    }
}
