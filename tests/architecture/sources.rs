//! Which modules the sources of the library use.

use crate::root;
use crate::tokens::{Token, is_name, tokens};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A module's use of another.
pub struct Use {
    /// The module of the crate's root that uses.
    pub by: String,
    /// The module of the crate's root that is used.
    pub of: String,
    /// The file and line.
    pub place: String,
}

/// The sources of the library: their paths from the package's root, and their texts.
pub struct Sources {
    pub files: Vec<(PathBuf, String)>,
}

impl Sources {
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| (path.into(), (*text).to_owned())).collect() }
    }

    pub fn read() -> Self {
        fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, files);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    files.push((path.strip_prefix(root()).unwrap().to_owned(), text));
                }
            }
        }
        let mut files = Vec::new();
        walk(&root().join("src"), &mut files);
        files.sort();
        Self { files }
    }

    /// Every use of one module by another, outside of tests; the roofs, `lib.rs` and `main.rs`, may use everything.
    pub fn uses(&self) -> Vec<Use> {
        let read: Vec<(&Path, File)> = self
            .files
            .iter()
            .map(|(path, text)| (path.as_path(), File::read(&tokens(text), module(path).len())))
            .collect();
        let tests: Vec<Vec<String>> = read
            .iter()
            .flat_map(|(path, file)| {
                file.tests.iter().map(|name| [module(path), vec![name.clone()]].concat())
            })
            .collect();
        let is_test = |path: &Path| tests.iter().any(|test| module(path).starts_with(test));
        let roof = read.iter().find(|(path, _)| *path == Path::new("src/lib.rs"));
        let exported: BTreeMap<&str, &str> = roof
            .iter()
            .flat_map(|(_, file)| &file.exports)
            .filter_map(|path| Some((path.last()?.as_str(), path.first()?.as_str())))
            .collect();
        let mut uses = Vec::new();
        for (path, file) in read.iter().filter(|(path, _)| !module(path).is_empty() && !is_test(path)) {
            for (name, line) in &file.used {
                let of = exported.get(name.as_str()).map_or(name.as_str(), |of| of).to_owned();
                let place = format!("{}:{line}", path.display());
                uses.push(Use { by: module(path)[0].clone(), of, place });
            }
        }
        uses
    }
}

/// The path of the module that a file holds; that of a roof is empty.
pub fn module(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        path.with_extension("").iter().skip(1).map(|name| name.to_string_lossy().into_owned()).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    names
}

/// What marks an item as a test, after the `#`.
const TEST: [&str; 6] = ["[", "cfg", "(", "test", ")", "]"];

/// What a file has outside of its tests.
#[derive(Default)]
struct File {
    /// The names that it takes from the crate's root, and the lines where it does.
    used: Vec<(String, usize)>,
    /// The modules of its tests that are files of their own.
    tests: Vec<String>,
    /// The paths of `pub use`.
    exports: Vec<Vec<String>>,
}

impl File {
    /// Reads the tokens of a file whose module lies this deep in the crate.
    fn read(tokens: &[Token], depth: usize) -> Self {
        let mut file = Self::default();
        // For each open brace, whether it is that of a module.
        let mut braces = Vec::new();
        let mut at = 0;
        let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
        while at < tokens.len() {
            let line = tokens[at].line;
            match tokens[at].text.as_str() {
                "#" if TEST.iter().enumerate().all(|(i, text)| is(at + 1 + i, text)) => {
                    at = file.skip_test(tokens, at + 1 + TEST.len());
                    continue;
                }
                "pub" if is(at + 1, "use") => file.exports.extend(tree(tokens, &mut (at + 2))),
                "{" => braces.push(at >= 2 && is(at - 2, "mod")),
                "}" => drop(braces.pop()),
                "crate" if is(at + 1, "::") && !(at > 0 && is(at - 1, "$")) => {
                    let paths = tree(tokens, &mut (at + 2));
                    file.used.extend(paths.into_iter().map(|mut path| (path.swap_remove(0), line)));
                }
                "super" if !(at > 0 && is(at - 1, "::")) => {
                    let climbed =
                        (0..).take_while(|i| is(at + 2 * i, "super") && is(at + 2 * i + 1, "::")).count();
                    if climbed == depth + braces.iter().filter(|module| **module).count() {
                        let paths = tree(tokens, &mut (at + 2 * climbed));
                        file.used.extend(paths.into_iter().map(|mut path| (path.swap_remove(0), line)));
                    }
                    at += 2 * climbed.max(1) - 1;
                }
                _ => {}
            }
            at += 1;
        }
        file
    }

    /// The place after an item that belongs to the tests.
    fn skip_test(&mut self, tokens: &[Token], from: usize) -> usize {
        let mut open = 0;
        for (at, token) in tokens.iter().enumerate().skip(from) {
            match token.text.as_str() {
                "{" => open += 1,
                "}" if open == 1 => return at + 1,
                "}" => open -= 1,
                ";" if open == 0 => {
                    if tokens[at - 2].text == "mod" {
                        self.tests.push(tokens[at - 1].text.clone());
                    }
                    return at + 1;
                }
                _ => {}
            }
        }
        tokens.len()
    }
}

/// The paths of a use tree, or a single path.
fn tree(tokens: &[Token], at: &mut usize) -> Vec<Vec<String>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    if text(*at) == "{" {
        let mut paths = Vec::new();
        while !matches!(text(*at), "}" | "") {
            *at += 1;
            if text(*at) != "}" {
                paths.extend(tree(tokens, at));
            }
        }
        *at += 1;
        return paths;
    }
    let mut path = vec![text(*at).to_owned()];
    *at += 1;
    let mut paths = vec![path.clone()];
    if text(*at) == "::" && (text(*at + 1) == "{" || is_name(text(*at + 1))) {
        *at += 1;
        paths = tree(tokens, at).into_iter().map(|rest| [path.clone(), rest].concat()).collect();
    } else if text(*at) == "as" {
        // An export under another name is that name.
        path.push(text(*at + 1).to_owned());
        *at += 2;
        paths = vec![path];
    }
    paths
}
