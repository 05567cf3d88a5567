//! The bar on a terminal: there once a question takes longer than a moment, and gone when it ends.
#![cfg(unix)]

use crate::prob;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What takes a bar away.
const ERASED: &str = "\r\u{1b}[2K";

/// A program whose standard error is a terminal, and the other end of that terminal.
fn on_a_terminal(arguments: &[&str]) -> (Child, File) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let path = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    let theirs = File::options().read(true).write(true).open(path).unwrap();
    let child = prob(arguments).env("LANG", "en_US.UTF-8").stdout(Stdio::null()).stderr(theirs).spawn();
    (child.unwrap(), File::from(ours))
}

/// All that is drawn until the program ends, which is interrupted once the bar has said this in two ways.
fn drawn_until_two(arguments: &[&str], said: &str) -> (String, Option<i32>) {
    let (mut child, mut terminal) = on_a_terminal(arguments);
    let (mut drawn, mut bytes, mut is_told) = (String::new(), [0; 4096], false);
    // A terminal that nobody writes to any more cannot be read.
    while let Ok(length @ 1..) = terminal.read(&mut bytes) {
        drawn.push_str(&String::from_utf8_lossy(&bytes[..length]));
        let mut bars: Vec<&str> = drawn.split(ERASED).filter(|bar| bar.contains(said)).collect();
        bars.dedup();
        if bars.len() > 2 && !is_told {
            is_told =
                Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success();
        }
    }
    (drawn, child.wait().unwrap().code())
}

#[test]
fn a_long_question_shows_its_own_measure_until_it_ends() {
    let budget = ["--budget", "1h"];
    for (question, said) in [
        ("P(300000d6 >= 1060000)", " of 740001 sums"),
        ("mode(1000000d6)", " of 2500000 sums"),
        ("least n in 1..5000000: n * n > 10^14", " of 5000000 values"),
        ("simulate P(10d6 >= 40)", " trials"),
    ] {
        let simulated = question.starts_with("simulate");
        let more: &[&str] = if simulated { &["--trials", "20000000000"] } else { &["--no-check"] };
        let (drawn, code) = drawn_until_two(&[&["eval", question], &budget[..], more].concat(), said);
        let rest = drawn.rsplit(ERASED).next().unwrap();
        assert_eq!(code, Some(130), "{question}: {rest:?}");
        assert!(!rest.contains(said), "{question}: the bar is gone at the end: {rest:?}");
    }
}

#[test]
fn a_short_question_shows_nothing() {
    let (drawn, code) = drawn_until_two(&["eval", "P(2d6 = 7)", "--no-check"], " of ");
    assert_eq!((drawn.as_str(), code), ("", Some(0)));
}
