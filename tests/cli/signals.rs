//! Readers that go away, and Ctrl-C.
#![cfg(unix)]

use crate::prob;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_closed_pipe_ends_quietly() {
    for arguments in [
        &["dice", "1000d6", "--no-check"][..],
        &["dice", "1000d6", "--no-check", "--format", "json"],
        &["dice", "1000d6", "--no-check", "--format", "csv"],
        &["help", "10"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut child = prob(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn an_interrupt_ends_quietly_with_130() {
    let arguments = ["coin", "--flips", "1000", "--heads", "500", "--trials", "100000000", "--budget", "1h"];
    let mut child = prob(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let started = Instant::now();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(status.code(), Some(130));
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn interrupted_trials_tell_what_they_reached_and_end_with_130() {
    let text = "simulate P(10d6 >= 40)";
    let mut child = prob(&["-e", text, "--trials", "20000000000", "--budget", "1h"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(1));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    let mut told = String::new();
    child.stdout.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(status.code(), Some(130), "{told}");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("stopped before all trials were made") && told.contains("interval"), "{told}");
}
