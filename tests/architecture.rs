//! The floors of the house: a module uses only floors below its own, and the two roads to an answer never meet below it.
//!
//! The sources are read as tokens, without comments, strings and tests. Whatever begins with `crate::`, and whatever
//! climbs out of its module by `super::`, is a use of the module that it names; a name that the crate's root exports
//! again counts as a use of the module that it comes from.

#[path = "architecture/sources.rs"]
mod sources;
#[path = "architecture/tokens.rs"]
mod tokens;

use sources::{Sources, Use, module};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use tokens::tokens;

/// The floors from the lowest; modules on one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["error"],
    &["budget"],
    &["help"],
    &["number"],
    &["dist"],
    &["model"],
    &["statistic"],
    &["question"],
    &["simulate", "solve"],
    &["language"],
    &["explain"],
    &["judge"],
    &["answer"],
    &["session"],
    &["quiz"],
    &["render"],
    &["cli"],
];

/// The lowest floor that may know both roads.
const MEETING: &str = "answer";

#[test]
fn no_module_uses_a_floor_above_its_own() {
    let uses = Sources::read().uses();
    assert!(uses.len() > 500, "only {} uses were found", uses.len());
    assert_eq!(broken(&uses), Vec::<String>::new());
}

#[test]
fn the_two_roads_meet_only_in_the_answer() {
    assert_eq!(met(&Sources::read().uses()), Vec::<String>::new());
}

#[test]
fn the_simulation_knows_no_automata() {
    for (path, text) in &Sources::read().files {
        if module(path).first().is_some_and(|module| module == "simulate") {
            for around in tokens(text).windows(3) {
                let [before, token, after] = around else { unreachable!() };
                let automaton = ["Fold", "Scan", "Automaton", "fold", "scan"].contains(&token.text.as_str());
                // The method of iterators has the same name.
                let method = before.text == "." && after.text == "(";
                assert!(!automaton || method, "{}:{}: `{}`", path.display(), token.line, token.text);
            }
        }
    }
}

#[test]
fn every_module_has_a_floor() {
    let root = tokens(&fs::read_to_string(root().join("src/lib.rs")).unwrap());
    let declared: BTreeSet<&str> =
        root.windows(2).filter(|w| w[0].text == "mod").map(|w| w[1].text.as_str()).collect();
    let floors: BTreeSet<&str> = FLOORS.iter().flat_map(|floor| floor.iter().copied()).collect();
    assert_eq!(declared, floors);
}

#[test]
fn the_document_shows_the_same_floors() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, table) = text.split_once("\n## Floors\n").expect("a section on the floors");
    let table = table.split("\n## ").next().unwrap();
    // Rows from the highest floor down; the modules of a floor stand in the first cell, each between backquotes.
    let mut shown: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect())
        .collect();
    shown.reverse();
    assert_eq!(shown, FLOORS);
}

#[test]
fn a_broken_floor_is_found_however_it_is_written() {
    let broken_by = |path: &str, text: &str| {
        let lib = "pub mod solve; pub use solve::{Choice, exact as value}; pub use session::Session;";
        broken(&Sources::of(&[("src/lib.rs", lib), (path, text)]).uses())
    };
    for text in [
        "use crate::solve::Exact;",
        "use crate::{error::Error, solve::{self, Exact}};",
        "fn f() { let x = crate::solve::plan::Cost::default(); }",
        "fn f(x: &dyn Fn(char) -> crate::solve::Exact) { g('\"', x) }",
        "mod inner { use super::super::super::solve; }",
        "use super::super::{error, solve};",
        "use crate::Choice;",
        "use crate::value;",
        "use crate::{\n    error,\n    Session,\n};",
        "use crate::*;",
        "#[cfg(test)] mod tests { fn f<'a>(x: &'a str) { x; } } use crate::solve::Exact;",
        "#[cfg(test)] use crate::cli; use crate::solve::Exact;",
    ] {
        assert!(!broken_by("src/number/power.rs", text).is_empty(), "{text}");
        assert!(!broken_by("src/simulate/run.rs", text).is_empty(), "{text}");
    }
    for text in [
        "// use crate::solve;\n/* crate::solve /* crate::cli */ crate::cli */",
        "/// [`crate::solve`]\nfn f() -> &'static str { \"crate::solve\" }",
        "const T: &str = r#\"\" crate::solve \"#;",
        "#[cfg(test)]\nmod tests { use crate::solve::Exact; fn f() { if true { crate::cli::run() } } }",
        "#[cfg(test)]\nmod tests;\nuse super::factorial;",
        "use crate::error::{Error, ErrorKind};",
        "pub(crate) fn f() {}",
    ] {
        assert_eq!(broken_by("src/number/power.rs", text), Vec::<String>::new(), "{text}");
    }
    let hidden = [
        ("src/number/power.rs", "#[cfg(test)] mod tests;"),
        ("src/number/power/tests.rs", "use crate::cli;"),
        ("src/number/mod.rs", "#[cfg(test)] mod tests;"),
        ("src/number/tests/more.rs", "use crate::cli;"),
    ];
    assert_eq!(broken(&Sources::of(&hidden).uses()), Vec::<String>::new());
}

#[test]
fn a_module_that_knows_both_roads_is_found() {
    let found = |path: &str| {
        let text = "use crate::solve::Exact; fn f() { crate::simulate::simulate() }";
        met(&Sources::of(&[(path, text)]).uses())
    };
    assert_eq!(found("src/explain/mod.rs"), ["explain"]);
    assert_eq!(found("src/language/check/call.rs"), ["language"]);
    assert_eq!(found("src/session/check.rs"), [""; 0]);
}

/// The floor of a module, from 0.
fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The uses that break the order of the floors.
fn broken(uses: &[Use]) -> Vec<String> {
    uses.iter()
        .filter(|found| found.by != found.of && floor(&found.of) >= floor(&found.by) || found.of == "*")
        .map(|found| format!("{}: `{}` uses `{}`", found.place, found.by, found.of))
        .collect()
}

/// The modules below the meeting floor that know both roads.
fn met(uses: &[Use]) -> Vec<String> {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for found in uses.iter().filter(|found| floor(&found.by) < floor(MEETING)) {
        known.entry(&found.by).or_default().insert(&found.of);
    }
    known.retain(|_, of| of.contains("solve") && of.contains("simulate"));
    known.into_keys().map(str::to_owned).collect()
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
