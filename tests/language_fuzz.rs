//! Any text whatever goes the whole road (it is read, checked, solved within a small budget, derived and tried) and
//! nothing panics or hangs. For a longer search: `PROB_FUZZ_SECONDS=600 cargo test --test language_fuzz`.

use prob::budget::Budget;
use prob::session::{Session, Settings};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

const QUESTIONS: &str = include_str!("fixtures/questions.txt");
const CONTRACT: &str = include_str!("fixtures/contract.txt");

/// Pieces of the language, of its neighbourhood, and of what people type.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    ":=",
    "~",
    "|",
    "..",
    "+",
    "-",
    "*",
    "/",
    "^",
    "!",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "%",
    "\"",
    "#",
    "\n",
    " ",
    "and ",
    " or ",
    " xor ",
    "not ",
    " mod ",
    "if ",
    " then ",
    " else ",
    " in ",
    " is ",
    " from ",
    "draw ",
    "choose ",
    "chain ",
    " step ",
    " until ",
    " for ",
    " steps",
    " with replacement",
    "multiple of ",
    "identical ",
    "into ",
    "X",
    "Y",
    "X ~ ",
    "Y ~ ",
    "A := ",
    "A",
    "x",
    "i",
    "红",
    "d6",
    "2d6",
    "4d6kh3",
    "3dF",
    "d%",
    "coin",
    "coins(3)",
    "deck",
    "deck(32)",
    "urn{red:3, blue:2}",
    "people{boy:2, girl:2}",
    "cards(1..3, {red, blue})",
    "\"ABBA\"",
    "1..6",
    "{1, 2, 2}",
    "{a, b}",
    "die{1:1/2, 2:1/2}",
    "0",
    "1",
    "2",
    "3",
    "12",
    "1/2",
    "5%",
    "0.5",
    "-1",
    "1e9",
    "1e30",
    "1000000",
    "P(",
    "N(",
    "E(",
    "Var(",
    "SD(",
    "Cov(",
    "Cor(",
    "dist(",
    "median(",
    "mode(",
    "quantile(",
    "independent(",
    "disjoint(",
    "pool(",
    "bernoulli(",
    "binomial(",
    "geometric(",
    "negbinomial(",
    "hypergeometric(",
    "arrange(",
    "ring(",
    "necklace(",
    "colorings(",
    "subset(",
    "deal(",
    "place(",
    "split(",
    "digits(",
    "explode(",
    "reroll(",
    "wait(",
    "first(",
    "steps(",
    "stops(",
    "count(",
    "sum(",
    "product(",
    "max(",
    "min(",
    "all(",
    "any(",
    "mean(",
    "length(",
    "sorted(",
    "pos(",
    "reverse(",
    "palindrome(",
    "suits(",
    "ranks(",
    "rank(",
    "suit(",
    "highest(",
    "lowest(",
    "middle(",
    "distinct(",
    "maxcount(",
    "shape(",
    "counts(",
    "common(",
    "run(",
    "pairs(",
    "longest(",
    "runs(",
    "adjacent(",
    "before(",
    "together(",
    "apart(",
    "alternates(",
    "increasing(",
    "fixed(",
    "descents(",
    "cycles(",
    "poker(",
    "poker3(",
    "beats(",
    "seq(",
    "multiset(",
    "set(",
    "size(",
    "values(",
    "C(",
    "A(",
    "bell(",
    "stirling2(",
    "partitions(",
    "fib(",
    "gcd(",
    "prime(",
    "divisors(",
    "log2(",
    "sqrt(",
    "num(",
    "den(",
    "even",
    "odd",
    "red",
    "ace",
    "hearts",
    "face",
    "heads",
    "H",
    "explain ",
    "verify ",
    "list ",
    "tree ",
    "plot ",
    "compare ",
    "simulate ",
    "check ",
    "given ",
    "def f(n) := ",
    "f(",
    "for n in 1..3: ",
    "least n in 1..9: ",
    "greatest n in 1..9: ",
    "solve p in 0..1: ",
    " to percent",
    " to csv",
    "true",
    "false",
    "cube",
    "square(2)",
    "once",
];

/// The seed questions.
fn questions() -> Vec<String> {
    let fixture =
        QUESTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned);
    let contract =
        CONTRACT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    fixture.chain(contract.map(|(question, _)| question.replace('⏎', "\n"))).collect()
}

/// One text: noise, a row of pieces, a question with slips, or two questions grown together.
fn text(random: &mut ChaCha8Rng, questions: &[String]) -> String {
    let question = |random: &mut ChaCha8Rng| questions[random.random_range(0..questions.len())].clone();
    let piece = |random: &mut ChaCha8Rng| PIECES[random.random_range(0..PIECES.len())];
    match random.random_range(0..10) {
        0 => {
            let bytes: Vec<u8> =
                (0..random.random_range(0..60)).map(|_| random.random_range(0..=255)).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        1 | 2 => (0..random.random_range(0..25)).map(|_| piece(random)).collect(),
        3 => {
            let (a, b) = (question(random), question(random));
            let cut = |random: &mut ChaCha8Rng, text: &str| random.random_range(0..=text.chars().count());
            let (i, j) = (cut(random, &a), cut(random, &b));
            a.chars().take(i).chain(b.chars().skip(j)).collect()
        }
        4 => format!("{}; {}", question(random), question(random)),
        _ => {
            let mut characters: Vec<char> = question(random).chars().collect();
            for _ in 0..random.random_range(1..5) {
                let piece = piece(random);
                slip(random, &mut characters, piece);
            }
            characters.into_iter().collect()
        }
    }
}

/// A slip of the hand, or a number that is not what it was.
fn slip(random: &mut ChaCha8Rng, text: &mut Vec<char>, piece: &str) {
    let at = random.random_range(0..=text.len());
    match random.random_range(0..6) {
        0 if at < text.len() => {
            text.remove(at);
        }
        1 => {
            text.splice(at..at, piece.chars());
        }
        2 if at < text.len() => {
            text.splice(at..=at, piece.chars());
        }
        3 => {
            let end = (at + random.random_range(0..12)).min(text.len());
            let part: Vec<char> = text[at..end].to_vec();
            let to = random.random_range(0..=text.len());
            text.splice(to..to, part);
        }
        4 if at < text.len() => {
            let end = (at + random.random_range(0..12)).min(text.len());
            text.drain(at..end);
        }
        _ => {
            let numbers: Vec<usize> = (0..text.len()).filter(|i| text[*i].is_ascii_digit()).collect();
            if !numbers.is_empty() {
                let at = numbers[random.random_range(0..numbers.len())];
                let other =
                    ["0", "1", "2", "7", "99", "1000", "-1", "1/2", "1000000000", "18446744073709551616"];
                text.splice(at..=at, other[random.random_range(0..other.len())].chars());
            }
        }
    }
}

/// Asks everything that the text asks, and gives back how long that took.
fn asked(text: &str) -> Duration {
    let budget = Budget::new(Duration::from_millis(20), 64 << 20);
    let settings = Settings { trials: 10, threads: 1, budget, ..Settings::default() };
    let mut session = Session { settings, ..Session::default() };
    let started = Instant::now();
    let replies = session.ask_all(text);
    let length = text.chars().count();
    for error in &replies.errors {
        assert!(!error.message().is_empty(), "an error says nothing");
        assert!(
            error.span().is_none_or(|s| s.start <= s.end && s.end <= length),
            "{:?} is outside",
            error.span()
        );
        let said = format!("{} {}", error.message(), error.fix().unwrap_or_default());
        for internal in
            ["Expr", "Value::", "Kind::", "Sample {", "Typed", "Node::", "Some(", "None", "Element("]
        {
            assert!(
                !said.contains(internal) || text.contains(internal),
                "an error speaks of {internal}: {said}"
            );
        }
    }
    started.elapsed()
}

#[test]
fn nothing_panics_or_hangs() {
    let seconds = std::env::var("PROB_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(20);
    let seed = std::env::var("PROB_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let limit = std::env::var("PROB_FUZZ_LIMIT").ok().and_then(|s| s.parse().ok()).unwrap_or(10_000);
    let hang = Duration::from_millis(limit);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let questions = questions();
    let last = concat!(env!("CARGO_TARGET_TMPDIR"), "/language_fuzz.txt");
    let (started, mut count, mut wrong) = (Instant::now(), 0u64, Vec::new());
    while started.elapsed() < Duration::from_secs(seconds) && wrong.len() < 20 {
        let text = text(&mut random, &questions);
        count += 1;
        // What exhausts the stack or the memory ends the process: the text that did it stays here.
        std::fs::write(last, &text).expect("the directory is there");
        match catch_unwind(|| asked(&text)) {
            // Five hundred times what was allowed is a hang; less may be a machine that is busy with something else.
            Ok(time) if time < hang => {}
            Ok(_) => {
                let again = catch_unwind(AssertUnwindSafe(|| asked(&text))).unwrap_or_default();
                if again > hang {
                    wrong.push(format!("{text:?} takes {again:?}"));
                }
            }
            Err(panic) => {
                let said = panic.downcast_ref::<String>().cloned();
                let said = said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                wrong.push(format!("{text:?} panics: {}", said.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "after {count} texts:\n{}", wrong.join("\n"));
    println!("{count} texts");
}
