//! Small numbers as an English sentence writes them.

/// The numbers that are written as words.
const WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The places that are written as words.
const PLACES: [&str; 7] = ["", "first", "second", "third", "fourth", "fifth", "sixth"];

/// A number inside a sentence: `two`, `14`.
pub(super) fn number(n: u64) -> String {
    let word = usize::try_from(n).ok().and_then(|n| WORDS.get(n));
    word.map_or_else(|| n.to_string(), ToString::to_string)
}

/// A number at the beginning of a sentence: `Two`.
pub(super) fn first(n: u64) -> String {
    let word = number(n);
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |letter| letter.to_uppercase().chain(letters).collect())
}

/// So many of something: `one head`, `two heads`.
pub(super) fn several(n: u64, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

/// How often: `twice`, `five times`.
pub(super) fn times(n: u64) -> String {
    if n == 2 { "twice".to_owned() } else { format!("{} times", number(n)) }
}

/// A place in a row: `third`.
pub(super) fn place(n: u64) -> String {
    let word = usize::try_from(n).ok().and_then(|n| PLACES.get(n));
    word.map_or_else(|| format!("{n}th"), ToString::to_string)
}
