//! How far a question has come, on standard error: a bar with the road's own measure, once it takes longer than a moment,
//! gone when the answer is there.

use crate::budget::{Budget, Measure};
use crate::help::Language;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Answers that come sooner need no bar.
const MOMENT: Duration = Duration::from_millis(500);

/// How often the bar is drawn anew.
const BEAT: Duration = Duration::from_millis(100);

/// The cells of the bar.
const CELLS: u64 = 24;

/// A bar that is drawn while this lives, where standard error is a terminal.
pub(super) struct Progress {
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to watch a question.
    pub(super) fn of(budget: &Budget, language: Language, unicode: bool) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { drawing: None };
        }
        let (ended, end) = channel();
        let reports = budget.reports();
        let draw = move || {
            let mut wait = MOMENT;
            let mut drawn = false;
            while end.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = BEAT;
                if let Some((measure, done, whole)) = reports.latest() {
                    let line = bar(measure, done, whole, language, unicode);
                    // A terminal that cannot be written to needs no bar.
                    drawn |= write!(std::io::stderr().lock(), "\r\x1b[2K{line}").is_ok();
                    let _ = std::io::stderr().flush();
                }
            }
            if drawn {
                let _ = write!(std::io::stderr().lock(), "\r\x1b[2K");
                let _ = std::io::stderr().flush();
            }
        };
        let drawing = std::thread::Builder::new().spawn(draw).ok();
        Self { drawing: drawing.map(|thread| (ended, thread)) }
    }
}

impl Drop for Progress {
    /// Takes the bar away before anything else is written.
    fn drop(&mut self) {
        if let Some((ended, thread)) = self.drawing.take() {
            drop(ended);
            let _ = thread.join();
        }
    }
}

fn bar(measure: Measure, done: u64, whole: u64, language: Language, unicode: bool) -> String {
    let full = if whole == 0 { 0 } else { (u128::from(done) * u128::from(CELLS) / u128::from(whole)) as u64 };
    let full = full.min(CELLS) as usize;
    let (filled, empty) = if unicode { ("█", "░") } else { ("#", ".") };
    let cells = format!("{}{}", filled.repeat(full), empty.repeat(CELLS as usize - full));
    let (english, chinese) = match measure {
        Measure::Experiments => ("cases of an experiment", "个情形"),
        Measure::Classes => ("classes", "个类"),
        Measure::Places => ("places", "个位置"),
        Measure::Multiplicities => ("multiplicities", "种重数"),
        Measure::Steps => ("steps", "步"),
        Measure::Equations => ("equations", "个方程"),
        Measure::Outcomes => ("outcomes", "个结果"),
        Measure::Trials => ("trials", "次试验"),
    };
    match language {
        Language::English => format!("{cells} {done} of {whole} {english}"),
        Language::Chinese => format!("{cells} {done} / {whole} {chinese}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_how_far_it_has_come() {
        let shown = |done| bar(Measure::Places, done, 48, Language::English, false);
        assert_eq!(shown(0), format!("{} 0 of 48 places", ".".repeat(24)));
        assert_eq!(shown(24), format!("{}{} 24 of 48 places", "#".repeat(12), ".".repeat(12)));
        assert_eq!(shown(60), format!("{} 60 of 48 places", "#".repeat(24)));
        assert!(bar(Measure::Outcomes, 1, 2, Language::Chinese, true).ends_with("1 / 2 个结果"));
        assert!(bar(Measure::Outcomes, 0, 0, Language::English, true).contains("0 of 0"));
    }
}
