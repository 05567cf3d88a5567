//! What is told of a sample in words, as a whole: `A and B together`, `the first card is an ace`, `X increasing`.

use crate::language::ast::{number_in_words, ordinal_in_words};
use crate::language::chinese;
use crate::model::Pattern;

/// What the elements of a sample are called.
const ELEMENTS: [&str; 22] = [
    "card", "cards", "ball", "balls", "die", "dice", "coin", "coins", "toss", "tosses", "flip", "flips",
    "roll", "rolls", "throw", "throws", "letter", "letters", "digit", "digits", "draw", "one",
];

/// What is said of a sample, or of the one that was named last of these.
pub(super) fn said_of(words: &[&str], named: &[&str]) -> Option<String> {
    let words = without_articles(words);
    let last = *named.last()?;
    let (of, said) = match words.as_slice() {
        [name, said @ ..] if named.contains(name) => (*name, said),
        said => (last, said),
    };
    shape(said, of)
        .or_else(|| among(&words, last))
        .or_else(|| together(&words, last))
        .or_else(|| order(&words, last))
        .or_else(|| place(&words, last))
        .or_else(|| each(&words, last))
        .or_else(|| ends(&words, last))
        .or_else(|| compared(&words, last))
}

/// The words without those that say nothing: `the`, and `a` and `an` before what they belong to.
fn without_articles<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let joins =
        ["and", "or", "before", "after", "next", "is", "are", "in", "not", "at", "between", "first", "last"];
    let is_article = |at: usize| match words[at] {
        "the" => true,
        "a" | "an" => at > 0 && words.get(at + 1).is_some_and(|next| !joins.contains(next)),
        _ => false,
    };
    (0..words.len()).filter(|&at| !is_article(at)).map(|at| words[at]).collect()
}

/// A pattern for `vowels`, `Es`, `aces`: classes and letters are named in the singular.
pub(super) fn pattern(word: &str) -> String {
    let one = word.strip_suffix('s').unwrap_or(word);
    let is_letter = one.chars().count() == 1 && one.chars().all(char::is_uppercase);
    match number_in_words(one).or_else(|| number_in_words(word.strip_suffix("es")?)) {
        Some(number) => number.to_string(),
        None if is_letter || Pattern::class_word(one).is_some() || one.parse::<u64>().is_ok() => {
            one.to_owned()
        }
        None => word.to_owned(),
    }
}

/// `increasing`, `is a palindrome`, `longest run of heads`: what the whole row is.
fn shape(words: &[&str], of: &str) -> Option<String> {
    let said = match words {
        ["is" | "are" | "in", said @ ..] => said,
        said => said,
    };
    if let [word] = said
        && !word.is_ascii()
    {
        let none = |_: &str| None;
        return chinese::told(word, &chinese::Sample { text: of.to_owned(), size: None, label: &none });
    }
    Some(match said {
        ["increasing" | "ascending"]
        | ["increasing" | "ascending", "order"]
        | ["in", "increasing" | "ascending", "order"] => format!("increasing({of})"),
        ["decreasing" | "descending"]
        | ["decreasing" | "descending", "order"]
        | ["in", "decreasing" | "descending", "order"] => format!("increasing(reverse({of}))"),
        ["sorted" | "ordered" | "nondecreasing"]
        | ["alphabetical", "order"]
        | ["in", "alphabetical", "order"] => {
            format!("nondecreasing({of})")
        }
        ["palindrome" | "symmetric"] | ["a", "palindrome"] => format!("palindrome({of})"),
        ["alternating" | "alternates" | "alternate"] => format!("alternates({of})"),
        ["no", "fixed", "point" | "points"] | ["nobody", "gets", "their" | "his", "own", ..] => {
            format!("fixed({of}) = 0")
        }
        ["small", "straight"] => format!("run({of}) >= 4"),
        ["large" | "big", "straight"] => format!("run({of}) = 5"),
        ["longest", "run", "of", label] => format!("longest({} in {of})", pattern(label)),
        ["run", "of", n, label] => format!("longest({} in {of}) >= {}", pattern(label), number(n)?),
        ["at", "least", n, "consecutive", label] | [n, "consecutive", label] => {
            format!("longest({} in {of}) >= {}", pattern(label), number(n)?)
        }
        _ => return None,
    })
}

/// `A and B are next to each other`, `vowels not together`, `no two vowels adjacent`.
fn together(words: &[&str], of: &str) -> Option<String> {
    let beside = |said: &[&str]| {
        matches!(
            said,
            ["adjacent" | "neighbours" | "neighbors"]
                | ["next", "to", "each", "other"]
                | ["side", "by", "side"]
                | ["beside", "each", "other"]
        )
    };
    let (words, negated) = without_not(words);
    let not = if negated { "not " } else { "" };
    Some(match words.as_slice() {
        ["all", class, "together"] | ["two" | "both", class, "together"] | [class, "together"] => {
            format!("{not}together({}, {of})", pattern(class))
        }
        [class, "apart" | "separated" | "separate"] => format!("{not}apart({}, {of})", pattern(class)),
        ["no", "two", class, said @ ..] if beside(said) || said == ["together"] => {
            format!("apart({}, {of})", pattern(class))
        }
        [a, "and", b, "together"] => format!("{not}together({{{a}, {b}}}, {of})"),
        [a, "and", b, "and", c, "together"] => format!("{not}together({{{a}, {b}, {c}}}, {of})"),
        [a, "and", b, "apart" | "separated" | "separate"] => format!("not adjacent({a}, {b}, {of})"),
        [a, "and", b, said @ ..] if beside(said) => format!("{not}adjacent({a}, {b}, {of})"),
        [a, "next" | "adjacent", "to", b] | [a, "beside" | "by", b] => {
            format!("{not}adjacent({a}, {b}, {of})")
        }
        _ => return None,
    })
}

/// The words without `are`, `is`, `sit`, `stand`, and whether `not` was among them.
fn without_not<'a>(words: &[&'a str]) -> (Vec<&'a str>, bool) {
    let said =
        |word: &&str| !matches!(*word, "is" | "are" | "sit" | "stand" | "stands" | "sits" | "comes" | "not");
    (words.iter().copied().filter(said).collect(), words.contains(&"not"))
}

/// `A is before B`, `A is between B and C`.
fn order(words: &[&str], of: &str) -> Option<String> {
    let (words, negated) = without_not(words);
    let not = if negated { "not " } else { "" };
    Some(match words.as_slice() {
        [a, "before", b] | [b, "after", a] => format!("{not}before({a}, {b}, {of})"),
        [a, "between", b, "and", c] => {
            let one_way = |b: &str, c: &str| format!("before({b}, {a}, {of}) and before({a}, {c}, {of})");
            format!("{} or {}", one_way(b, c), one_way(c, b))
        }
        [a, "then", b] => format!("{of} = ({a}, {b})"),
        [a, "then", b, "then", c] => format!("{of} = ({a}, {b}, {c})"),
        _ => return None,
    })
}

/// `A is first`, `first card is ace`, `A in position 2`: what stands at a place.
fn place(words: &[&str], of: &str) -> Option<String> {
    let at = |place: i64, what: &str, negated: bool| element(of, place, what, negated);
    let (said, negated) = without_not(words);
    let is_place = |word: &str| matches!(word, "place" | "position" | "seat" | "spot");
    Some(match said.as_slice() {
        [nth, element, "shows" | "lands" | "=", what] if ELEMENTS.contains(element) => {
            at(nth_place(nth)?, what, negated)
        }
        [nth, element, what] if ELEMENTS.contains(element) => at(nth_place(nth)?, what, negated),
        [nth, what] if words.len() > 2 && nth_place(nth).is_some() => at(nth_place(nth)?, what, negated),
        [a, nth] if nth_place(nth).is_some() => at(nth_place(nth)?, a, negated),
        [a, "in" | "at", nth, word] if is_place(word) => at(nth_place(nth)?, a, negated),
        [a, "in" | "at", word, n] if is_place(word) => at(i64::try_from(number(n)?).ok()?, a, negated),
        ["position" | "place", "of", a, "=", n] | ["position" | "place", "of", a, n] => {
            format!("pos({a}, {of}) {} {}", if negated { "!=" } else { "=" }, number(n)?)
        }
        [a, "at" | "on", "one" | "either", "end"] => {
            let (first, last) = (at(1, a, false), at(-1, a, false));
            if negated { format!("not ({first} or {last})") } else { format!("{first} or {last}") }
        }
        [a, "at", "end"] => at(-1, a, negated),
        [a, "at", "start" | "beginning" | "front"] => at(1, a, negated),
        _ => return None,
    })
}

/// That this stands at a place: a label is compared, a class of labels is a pattern.
fn element(of: &str, place: i64, what: &str, negated: bool) -> String {
    let what = pattern(what);
    let is_class = Pattern::class_word(&what).is_some() || Pattern::card_word(&what).is_some();
    let sign = match (is_class, negated) {
        (true, true) => "is not",
        (true, false) => "is",
        (false, true) => "!=",
        (false, false) => "=",
    };
    format!("{of}[{place}] {sign} {what}")
}

/// The place that an ordinal number says, and that of `last`.
fn nth_place(word: &str) -> Option<i64> {
    match word {
        "last" => Some(-1),
        _ => ordinal_in_words(word).and_then(|place| i64::try_from(place).ok()),
    }
}

/// `both cards are aces`, `X are all red`, `none of them is red`: what each element is.
fn each(words: &[&str], of: &str) -> Option<String> {
    let (said, negated) = without_not(words);
    let said: Vec<&str> = said.into_iter().filter(|word| !matches!(*word, "of" | "them" | "these")).collect();
    let is_verb = words.iter().any(|word| matches!(*word, "is" | "are"));
    let alike =
        |word: &str| matches!(word, "same" | "different" | "equal" | "distinct" | "alike" | "identical");
    let each = |what: &str| format!("all(x in {of}: x is {})", pattern(what));
    Some(match said.as_slice() {
        _ if negated => return None,
        ["all" | "both" | "every" | "each" | "only", element, what] | ["only", what, element]
            if (ELEMENTS.contains(element) || *element == of) && !alike(what) =>
        {
            each(what)
        }
        [sample, "all" | "both", what] if *sample == of && is_verb && !alike(what) => each(what),
        [sample, what] if *sample == of && words.contains(&"are") && !alike(what) => each(what),
        ["none" | "neither", what] | ["no" | "none" | "neither", _, what] if is_verb && !alike(what) => {
            format!("count({} in {of}) = 0", pattern(what))
        }
        ["any" | "some", what]
            if Pattern::card_word(what).is_some() || Pattern::class_word(what).is_some() =>
        {
            format!("{} in {of}", pattern(what))
        }
        _ => return None,
    })
}

/// `both A and B in X`, `neither A nor B`, `A but not B`: which of two are among the elements.
fn among(words: &[&str], last: &str) -> Option<String> {
    let (said, of) = match words {
        [said @ .., "in", of] => (said, *of),
        said => (said, last),
    };
    Some(match said {
        ["both", a, "and", b] => format!("{a} in {of} and {b} in {of}"),
        ["either", a, "or", b] => format!("{a} in {of} or {b} in {of}"),
        ["neither", a, "nor", b] => format!("not {a} in {of} and not {b} in {of}"),
        [a, "but", "not", b] | [a, "and", "not", b] => format!("{a} in {of} and not {b} in {of}"),
        _ => return None,
    })
}

/// `X starts with A`, `begins with a vowel`, `contains ABC`.
fn ends(words: &[&str], last: &str) -> Option<String> {
    let (of, said) = match words {
        ["starts" | "begins" | "start" | "begin" | "ends" | "end", ..] => (last, words),
        [of, said @ ..] => (*of, said),
        [] => return None,
    };
    let letters = |text: &str| text.len() > 1 && text.bytes().all(|letter| letter.is_ascii_uppercase());
    Some(match said {
        ["starts" | "begins" | "start" | "begin", "with", text] if letters(text) => {
            format!("{of}[1..{}] = \"{text}\"", text.len())
        }
        ["ends" | "end", "with" | "in", text] if letters(text) => {
            format!("{of}[-{}..-1] = \"{text}\"", text.len())
        }
        ["starts" | "begins" | "start" | "begin", "with", a] => element(of, 1, a, false),
        ["ends" | "end", "with" | "in", a] => element(of, -1, a, false),
        ["contains" | "includes", text] if letters(text) => format!("\"{text}\" in {of}"),
        ["contains" | "includes", a] => format!("{a} in {of}"),
        ["divisible", "by", n] | ["is", "divisible", "by", n] => format!("{of} mod {n} = 0"),
        _ => return None,
    })
}

/// `more heads than tails`, `as many heads as tails`.
fn compared(words: &[&str], of: &str) -> Option<String> {
    let (a, sign, b) = match words {
        ["more", a, "than", b] => (a, ">", b),
        ["fewer" | "less", a, "than", b] => (a, "<", b),
        ["as", "many", a, "as", b] | ["equal", a, "and", b] => (a, "=", b),
        _ => return None,
    };
    Some(format!("count({a} in {of}) {sign} count({b} in {of})"))
}

pub(super) fn number(word: &str) -> Option<u64> {
    word.parse().ok().or_else(|| number_in_words(word).and_then(|number| u64::try_from(number).ok()))
}
