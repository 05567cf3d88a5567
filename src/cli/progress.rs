//! How far a question has come, on standard error: a bar with the road's own measure, once it takes longer than a moment,
//! gone when the answer is there. What has no measure, such as one long product, is shown by its time.

use crate::budget::{Budget, Measure, Report};
use crate::help::Language;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Answers that come sooner need no bar.
const MOMENT: Duration = Duration::from_millis(500);

/// How often the bar is drawn anew.
const BEAT: Duration = Duration::from_millis(100);

/// A report that is older says nothing of what is being done.
const FRESH: Duration = Duration::from_secs(1);

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
        let (reports, allowed) = (budget.reports(), budget.time());
        let draw = move || {
            let mut wait = MOMENT;
            let mut drawn = false;
            while end.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = BEAT;
                let line = match reports.latest(FRESH) {
                    Some(report) => bar(report, language, unicode),
                    None => clock(reports.elapsed(), allowed, language, unicode),
                };
                // A terminal that cannot be written to needs no bar.
                drawn |= write!(std::io::stderr().lock(), "\r\x1b[2K{line}").is_ok();
                let _ = std::io::stderr().flush();
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

/// So much of a whole, in cells.
fn cells(done: u128, whole: u128, unicode: bool) -> String {
    let full = (done * u128::from(CELLS)).checked_div(whole).unwrap_or(0).min(CELLS.into()) as usize;
    let (filled, empty) = if unicode { ("█", "░") } else { ("#", ".") };
    format!("{}{}", filled.repeat(full), empty.repeat(CELLS as usize - full))
}

fn bar((measure, done, whole): Report, language: Language, unicode: bool) -> String {
    let cells = cells(done.into(), whole.into(), unicode);
    let (english, chinese) = match measure {
        Measure::Experiments => ("cases of an experiment", "个情形"),
        Measure::Classes => ("classes", "个类"),
        Measure::Places => ("places", "个位置"),
        Measure::Multiplicities => ("multiplicities", "种重数"),
        Measure::Steps => ("steps", "步"),
        Measure::Equations => ("equations", "个方程"),
        Measure::Sums => ("sums", "个和"),
        Measure::Values => ("values", "个值"),
        Measure::Outcomes => ("outcomes", "个结果"),
        Measure::Trials => ("trials", "次试验"),
    };
    match language {
        Language::English => format!("{cells} {done} of {whole} {english}"),
        Language::Chinese => format!("{cells} {done} / {whole} {chinese}"),
    }
}

fn clock(elapsed: Duration, allowed: Duration, language: Language, unicode: bool) -> String {
    let cells = cells(elapsed.as_millis(), allowed.as_millis(), unicode);
    let (elapsed, allowed) = (elapsed.as_secs_f64(), allowed.as_secs_f64());
    match language {
        Language::English => format!("{cells} {elapsed:.1} s of at most {allowed} s"),
        Language::Chinese => format!("{cells} {elapsed:.1} 秒,至多 {allowed} 秒"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_how_far_it_has_come() {
        let shown = |done| bar((Measure::Places, done, 48), Language::English, false);
        assert_eq!(shown(0), format!("{} 0 of 48 places", ".".repeat(24)));
        assert_eq!(shown(24), format!("{}{} 24 of 48 places", "#".repeat(12), ".".repeat(12)));
        assert_eq!(shown(60), format!("{} 60 of 48 places", "#".repeat(24)));
        assert!(bar((Measure::Outcomes, 1, 2), Language::Chinese, true).ends_with("1 / 2 个结果"));
        assert!(bar((Measure::Outcomes, 0, 0), Language::English, true).contains("0 of 0"));
    }

    #[test]
    fn what_has_no_measure_is_shown_by_its_time() {
        let [half, ten] = [500, 10_000].map(Duration::from_millis);
        let shown = clock(half, ten, Language::English, false);
        assert_eq!(shown, format!("#{} 0.5 s of at most 10 s", ".".repeat(23)));
        assert!(clock(ten, half, Language::Chinese, true).ends_with("█ 10.0 秒,至多 0.5 秒"));
    }
}
