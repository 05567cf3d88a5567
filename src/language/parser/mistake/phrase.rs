//! Plain English where the language has a form of its own.

use super::sentence::experiment;
use super::syntax;
use crate::error::Error;
use crate::language::ast::{Measure, Verb, number_in_words};
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;
use crate::model::Pattern;

impl Parser<'_> {
    /// Two words of plain English, such as `10 coins`, `two aces`, `at least`, `roll 2d6`, `sum 2d6`, `X even`; and how
    /// they are written.
    pub(super) fn phrase(&self, before: Token<'_>, token: Token<'_>) -> Option<String> {
        let (a, b) = (before.text, token.text);
        let is_function = before.kind == Kind::Word && crate::statistic::functions().any(|f| f.name == a);
        if a == "wait" && b == "for" {
            let waited = self.tokens.get(self.at + 1).map_or("6", |token| token.text);
            let trial = if waited.starts_with(|c: char| c.is_ascii_digit()) { "d6" } else { "coin" };
            return Some(format!("did you mean `wait({waited} in {trial})`"));
        }
        if b == "for" && self.open > 0 {
            return Some("the element stands first: `count(x in X: x > 4)`".to_owned());
        }
        match (before.kind, token.kind) {
            (Kind::Number, Kind::Word) => match b {
                "coin" | "coins" | "flips" | "tosses" => Some(format!("did you mean `coins({a})`")),
                "of" => Some(format!("did you mean `{a} * …`")),
                "people" | "persons" | "letters" | "things" | "items" | "students" => {
                    Some(format!("so many things are `1..{a}`"))
                }
                "card" | "cards" => Some(format!("did you mean `draw {a} from deck`")),
                "die" | "dice" | "rolls" | "throws" => Some(format!("did you mean `{a}d6`")),
                _ if self.kind_at(1) == Kind::In || is_label(b) && !self.inside_braces() => {
                    Some(format!("count them: `count({b} in …) = {a}`"))
                }
                _ => None,
            },
            (Kind::Word, Kind::Dice | Kind::Number) => match a {
                "roll" | "rolls" | "throw" | "toss" | "flip" => Some(format!("leave `{a}` out")),
                "arrange" | "ring" | "necklace" => Some(format!("did you mean `{a}(1..{b})`")),
                "deal" if self.kind_at(1) == Kind::From => Some(format!("did you mean `draw {b}`")),
                "exactly" if self.kind_at(1) == Kind::Word => {
                    Some(format!("count them: `count({} in …) = {b}`", self.word_at(1)))
                }
                _ if is_function && token.kind == Kind::Dice => Some(format!("did you mean `{a}({b})`")),
                _ => None,
            },
            (Kind::Dice, Kind::Word) if matches!(b, "double" | "doubles") => {
                Some("compare the dice: `X ~ 2d6; P(X[1] = X[2])`".to_owned())
            }
            (Kind::Dice, Kind::Word) if Pattern::class_word(b).is_some() => {
                Some(format!("did you mean `{a} is {b}`"))
            }
            (Kind::Word, Kind::Word) => self.two_words(a, b, is_function),
            _ => None,
        }
    }

    /// Two words, the first of which may be a function.
    fn two_words(&self, a: &str, b: &str, is_function: bool) -> Option<String> {
        match (a, b) {
            ("at", "least") => Some("count them: `count(6 in 4d6) >= 1`".to_owned()),
            ("at", "most") => Some("count them: `count(6 in 4d6) <= 1`".to_owned()),
            ("exactly", _) => Some("count them: `count(6 in 4d6) = 2`".to_owned()),
            ("both", _) => Some(format!("count them: `count({b} in …) = 2`")),
            ("no", _) if self.tokens[self.start].text == "given" => Some(format!("did you mean `not {b}`")),
            ("permutations" | "arrangements" | "words" | "anagrams", "of" | "from") => {
                Some(format!("did you mean `N(arrange(\"{}\"))`", self.word_after_this()))
            }
            ("none" | "neither", _) => Some(format!("did you mean `not {b} in …`")),
            (_, "before") => Some(format!("did you mean `before({a}, {}, X)`", self.word_after_this())),
            (_, "next" | "beside" | "adjacent") => {
                Some(format!("did you mean `adjacent({a}, {}, X)`", self.word_after_this()))
            }
            (_, "together") => Some(format!("did you mean `together({{…, {a}}}, X)`")),
            ("only", _) => Some(format!("did you mean `all(x in …: x is {b})`")),
            (_, "of") if is_function => {
                let ahead = |n: usize| self.tokens.get(self.at + n).map_or("", |token| token.text);
                let number = ahead(1).parse().ok().or_else(|| number_in_words(ahead(1)));
                let thrown = number.and_then(|number| experiment(ahead(2), number as u64));
                let named = self.kind_at(1) == Kind::Dice || self.given().any(|name| name == ahead(1));
                let sample = thrown.or_else(|| named.then(|| ahead(1).to_owned()));
                let function = match a {
                    "highest" if sample.is_some() => "max",
                    "lowest" if sample.is_some() => "min",
                    function => function,
                };
                Some(format!("did you mean `{function}({})`", sample.as_deref().unwrap_or("…")))
            }
            (_, "of") if card_in_words(a, self.word_at(1)).is_some() => {
                let card = card_in_words(a, self.word_at(1)).unwrap_or_default();
                Some(format!("one card is written in quotation marks: `\"{card}\"`"))
            }
            ("all" | "any" | "no" | "every", _) if number_in_words(b).is_none() => {
                Some(format!("did you mean `count({b} in …) = …`, or `all(x in X: x = {b})`"))
            }
            _ => match number_in_words(a) {
                Some(number) => Some(format!("count them: `count({b} in …) = {number}`")),
                None => Pattern::class_word(b)
                    .or(Pattern::card_word(b))
                    .map(|_| format!("did you mean `{a} is {b}`")),
            },
        }
    }

    /// The word that follows this one, but for the `to` of `next to B`.
    fn word_after_this(&self) -> &str {
        match self.word_at(1) {
            "to" => self.word_at(2),
            "" => "b",
            word => word,
        }
    }

    /// Whether an experiment begins at this token.
    fn throws(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Dice
                || matches!(token.text, "draw" | "choose" | "coin" | "coins" | "arrange" | "pool" | "deal")
        })
    }

    /// A statement that begins with a word of other languages.
    pub(super) fn statement_word(&self, word: Token<'_>, next: Token<'_>) -> Option<Error> {
        let text = word.text;
        let (message, span, fix) = match text {
            "let" | "var" | "set" | "const" if self.throws(self.at + 2) => (
                "an outcome is named with `~`",
                word.span,
                format!("write `{} ~ …`, without `{text}`", next.text),
            ),
            "let" | "suppose" | "assume" | "if" | "设" | "已知"
                if matches!(next.text, "P" | "N") && self.kind_at(1) == Kind::LeftParen =>
            {
                ("stated probabilities begin with `given`", word.span, "did you mean `given`".to_owned())
            }
            "let" | "var" | "set" | "const" => (
                "a name is given with `:=`",
                word.span,
                format!("write `{} := …`, without `{text}`", next.text),
            ),
            "roll" | "throw" | "toss" | "flip" => {
                ("an outcome is named with `~`", word.span, "write `X ~ 2d6`".to_owned())
            }
            "print" | "show" | "what" | "find" | "calculate" => {
                ("a question is asked by writing it", word.span, format!("leave `{text}` out"))
            }
            "solve" => {
                let fix = format!("write `solve {} in 0..1: …`", next.text);
                ("the parameter lies between two numbers", next.span, fix)
            }
            "for" | "least" | "greatest" => {
                ("the values of a name follow `in`", next.span, format!("write `{text} n in 1..10: …`"))
            }
            _ if Measure::from_text(text).is_some() || text == "D" => {
                ("what is asked stands in parentheses", next.span, format!("write `{text}(…)`"))
            }
            _ => {
                let verbs = Verb::ALL.iter().map(|v| v.text()).filter(|v| !v.is_empty());
                let near = crate::error::nearest(text, verbs)?;
                ("a statement does not begin so", word.span, format!("did you mean `{near}`"))
            }
        };
        Some(syntax(message, span, fix))
    }
}

/// A card that is named in words, `ace` `of` `spades`, in letters: `As`.
fn card_in_words(rank: &str, suit: &str) -> Option<String> {
    let (Some(Pattern::Rank(_)), Some(Pattern::Suit(_))) =
        (Pattern::card_word(rank), Pattern::card_word(suit))
    else {
        return None;
    };
    let rank = if rank.starts_with(|c: char| c.is_ascii_digit()) { rank } else { &rank[..1] };
    Some(format!("{}{}", rank.to_uppercase(), &suit[..1]))
}

/// Whether a word is plainly something that coins or cards show.
fn is_label(word: &str) -> bool {
    matches!(word, "heads" | "tails") || Pattern::card_word(word).is_some()
}
