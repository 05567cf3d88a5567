//! What was meant by a word that means nothing here: the habits of other notations and of the first week.

use crate::error::nearest;
use crate::language::ast::{self, Node as Ast, number_in_words};
use crate::language::check::typed::{Kind, Labels, Order, Typed};
use crate::language::chinese;
use crate::language::reference;
use crate::model::{Pattern, Scale, Value};
use crate::statistic;

/// What `count("HH" in X)` was meant for, where HH is several labels of the sample in a row.
pub fn row_counted(pattern: &ast::Expr, sample: &Typed, of: &ast::Expr) -> Option<String> {
    let (Ast::Text(word) | Ast::Name(word), Ast::Name(name)) = (&pattern.node, &of.node) else { return None };
    let (Kind::Sample(kind), Some(labels)) = (&sample.kind, &sample.labels) else { return None };
    let width = word.chars().count() as u64;
    let last = kind.length?.checked_sub(width.checked_sub(1).filter(|more| *more > 0)?)?;
    let digit = |c: char| c.to_digit(10).is_some_and(|n| labels.values.contains(&Value::Int(n.into())));
    let is_label = |c: char| labels.find(&c.to_string()).is_some() || digit(c);
    let is_row = kind.order != Order::Without && word.chars().all(is_label);
    let stretch = format!("{name}[i..i+{}] = \"{word}\"", width - 1);
    (is_row && last > 0).then(|| format!("count where it begins: `count(i in 1..{last}: {stretch})`"))
}

/// What a name that nothing bears was meant for: `X1` for `X[1]`, `dice` for a die, `even` for a pattern.
pub fn name<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let place = &word[stem.len()..];
    let stem = stem.strip_suffix('_').unwrap_or(stem);
    if !place.is_empty() && known.into_iter().any(|name| name == stem) {
        return Some(format!("did you mean `{stem}[{place}]`?"));
    }
    if let Some(ours) = chinese::word(word) {
        return Some(format!("did you mean `{ours}`?"));
    }
    if let Some(category) = chinese::category(word) {
        return Some(format!("a hand's category is asked with `poker`: `poker(H) = {category}`"));
    }
    if let Some(asked) = chinese::sentence(word) {
        return Some(asked);
    }
    if let ("C" | "A", [n, k]) = (stem, place.as_bytes())
        && n >= k
    {
        let [n, k] = [*n, *k].map(char::from);
        return Some(format!("did you mean `{stem}({n}, {k})`?"));
    }
    if matches!(stem, "C" | "A" | "P") && word.contains('_') {
        let ours = if stem == "C" { "C" } else { "A" };
        return Some(format!("numbers of choices have both numbers in parentheses: `{ours}({place}, 2)`"));
    }
    if let Some(number) = number_in_words(word) {
        return Some(format!("did you mean `{number}`?"));
    }
    if Scale::Poker.level(word).is_some() && word != "pair" {
        return Some(format!("a hand's category is asked with `poker`: `poker(H) = {word}`"));
    }
    if super::scope::MEASURES.contains(&word) {
        return Some(format!("what is asked stands in parentheses: `{word}(…)`"));
    }
    if let Some((count, faces)) = word.rsplit_once('d')
        && !count.is_empty()
        && !faces.is_empty()
        && faces.bytes().all(|digit| digit.is_ascii_digit())
    {
        return Some(format!("did you mean `pool({count}, d{faces})`?"));
    }
    thing(word).or_else(|| shown(word))
}

/// What a thing is written as here.
fn thing(word: &str) -> Option<String> {
    let written = match word {
        "percent" | "percentage" => {
            "an answer in per cent is asked for behind the question: `P(2d6 = 7) to percent`"
        }
        "dice" | "die" | "Die" | "Dice" => "a die is written with its faces: `d6`, `2d6`",
        "cards" | "Deck" | "pack" => "did you mean `deck`?",
        "coins" | "Coin" => "did you mean `coin`? Several are `coins(3)`",
        "e" => "it is no fraction, and answers are exact: write one near it, `193/71`",
        "pi" | "π" => "it is no fraction, and answers are exact: write one near it, `355/113`",
        "double" | "doubles" => "compare the dice: `X ~ 2d6; P(X[1] = X[2])`",
        "heads" | "tails" | "H" | "T" | "head" | "tail" => {
            "say what shows it: `coin = heads`, `count(heads in coins(3)) = 2`"
        }
        _ => return None,
    };
    Some(written.to_owned())
}

/// How a side of a coin, a class of numbers, a card or a statistic is asked for.
fn shown(word: &str) -> Option<String> {
    if word.len() > 1 && word.bytes().all(|side| matches!(side, b'H' | b'T')) {
        return Some(format!("say what shows it: `X ~ coins({}); P(X = \"{word}\")`", word.len()));
    }
    if Pattern::class_word(word).is_some() {
        return Some(format!("compare with `is`: `d6 is {word}`; or count: `count({word} in 3d6)`"));
    }
    if Pattern::card_word(word).is_some() {
        return Some(format!("say what shows it: `count({word} in H) = 2` after `H ~ choose 5 from deck`"));
    }
    let is_statistic = word.len() > 1 && statistic::functions().any(|function| function.name == word);
    is_statistic.then(|| format!("say of what: `{word}(X)`"))
}

/// What names written side by side were meant for: `AB` for `A and B`, `EX` for `E(X)`.
pub fn joined(word: &str, known: &[&str]) -> Option<String> {
    let mut letters = word.chars();
    let (first, rest) = (letters.next()?, letters.as_str());
    if matches!(first, 'E' | 'D' | 'P') && known.contains(&rest) {
        return Some(format!("did you mean `{first}({rest})`?"));
    }
    if let Some(rest) = word.strip_prefix('非').filter(|rest| known.contains(rest)) {
        return Some(format!("did you mean `not {rest}`?"));
    }
    for (at, sign) in word.char_indices() {
        let ours = crate::language::ast::operator_in_chinese(&sign.to_string());
        let (before, after) = (&word[..at], &word[at + sign.len_utf8()..]);
        if let (Some(ours), true) = (ours, known.contains(&before) && known.contains(&after)) {
            return Some(format!("did you mean `{before} {ours} {after}`?"));
        }
    }
    let names: Vec<String> = word.chars().map(String::from).collect();
    let all = names.len() > 1 && names.iter().all(|name| known.contains(&name.as_str()));
    all.then(|| format!("did you mean `{}`?", names.join(" and ")))
}

/// What an unknown label was meant for: a poker category, a number in words, several labels written as one word.
pub fn label(word: &str, labels: &Labels) -> Option<String> {
    if labels.has_cards() && Scale::Poker.level(word).is_some() {
        return Some(format!("a hand's category is asked with `poker`: `poker(H) = {word}`"));
    }
    if let Some(number) = number_in_words(word) {
        return Some(format!("did you mean `{number}`?"));
    }
    if let Some(side) = chinese::word(word).filter(|side| labels.find(side).is_some()) {
        return Some(format!("did you mean `{side}`?"));
    }
    if labels.has_cards() {
        let court = [("A", "ace"), ("K", "king"), ("Q", "queen"), ("J", "jack")];
        if let Some((_, rank)) = court.iter().find(|(letter, _)| *letter == word) {
            return Some(format!("did you mean `{rank}`?"));
        }
        let card = word.parse().ok().map(Value::Card).filter(|card| labels.values.contains(card));
        if card.is_some() {
            return Some(format!("did you mean `\"{word}\"`?"));
        }
    }
    let letters = word.chars().count() > 1 && word.chars().all(|c| labels.find(&c.to_string()).is_some());
    letters.then(|| format!("did you mean `\"{word}\"`?"))
}

/// What an unknown function was meant for: another name of ours, or a form that is written otherwise.
pub fn function(word: &str) -> Option<String> {
    if let Some(ours) = other_name(word) {
        return Some(format!("did you mean `{ours}`?"));
    }
    if matches!(word, "ln" | "log" | "log2" | "log10") {
        return Some(
            "logarithms are no fractions; look for an exponent: `least n in 1..100: 2^n >= 1000`".into(),
        );
    }
    let fix = match word.to_lowercase().as_str() {
        "roll" | "rolls" | "throw" | "throws" => {
            format!("dice are thrown where they stand: leave `{word}` out, `2d6`")
        }
        "toss" | "tosses" | "flip" | "flips" => "did you mean `coins`?".to_owned(),
        "dice" | "d" => "dice are written `2d6`, other ones `pool(2, die{1, 3, 5})`".to_owned(),
        "consecutive" | "successive" => "did you mean `run(X) >= 2`?".to_owned(),
        "gaps" | "gap" | "spacings" => {
            "numbers next to each other are asked with `run(X) >= 2`, gaps with `sorted(X)[2] - sorted(X)[1]`"
                .to_owned()
        }
        "sample" | "pick" | "select" | "take" | "draws" => {
            "drawing is written `draw 2 from urn{red:3, white:2}`".to_owned()
        }
        "poisson" | "normal" | "gauss" | "exponential" | "gamma" | "beta" => {
            "its probabilities are no fractions; the laws of trials are `binomial(n, p)`, `geometric(p)`, \
             `negbinomial(r, p)` and `hypergeometric(N, K, n)`"
                .to_owned()
        }
        _ => String::new(),
    };
    if !fix.is_empty() {
        return Some(fix);
    }
    let entries = reference::find(word);
    let entry = entries.iter().find(|entry| entry.name == word && entry.signature.contains('('))?;
    Some(format!("it is written `{}`", entry.signature))
}

/// The name here of a function that is called otherwise elsewhere.
fn other_name(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "p" | "pr" | "prob" | "probability" => "P",
        "e" | "exp" | "ev" | "expectation" | "expect" | "expected" | "average" | "avg" | "μ" => "E",
        "n" | "cardinality" => "N",
        "var" | "variance" | "v" => "Var",
        "sd" | "std" | "stdev" | "stddev" | "sigma" | "σ" => "SD",
        "概率" => "P",
        "期望" | "数学期望" | "均值" => "E",
        "方差" => "Var",
        "标准差" => "SD",
        "分布" | "分布列" => "dist",
        "组合" | "组合数" => "C",
        "排列" | "排列数" => "A",
        "最大" | "最大值" => "max",
        "最小" | "最小值" => "min",
        "和" | "总和" => "sum",
        "个数" | "计数" => "count",
        "硬币" => "coins",
        "阶乘" => "n!",
        "平均" | "平均数" | "平均值" => "mean",
        "中位数" => "median",
        "众数" => "mode",
        "协方差" => "Cov",
        "相关系数" => "Cor",
        "全排列" => "arrange",
        "独立" => "independent",
        "互斥" => "disjoint",
        "cov" | "covariance" => "Cov",
        "cor" | "corr" | "correlation" => "Cor",
        "distribution" | "pmf" => "dist",
        "ncr" | "comb" | "binom" | "combinations" | "choose" => "C",
        "npr" | "perm" | "permutations" => "A",
        "permutation" | "shuffle" | "arange" | "arrangement" => "arrange",
        "u" | "unif" | "uniform" => "1..6",
        "maximum" | "highest" => "max",
        "minimum" | "lowest" => "min",
        "total" | "add" => "sum",
        "unique" => "distinct",
        "len" | "size" => "length",
        "mod" | "remainder" => "a mod b",
        "fact" | "factorial" => "n!",
        "b" | "bin" | "binom_pmf" => "binomial",
        "g" | "geo" | "geom" => "geometric",
        "h" | "hyper" | "hypergeom" => "hypergeometric",
        "advantage" | "adv" => "2d20kh1",
        "disadvantage" | "dis" => "2d20kl1",
        _ => return None,
    })
}

/// The poker category that players call so.
pub fn category(word: &str) -> Option<&'static str> {
    if let Some(name) = chinese::category(word) {
        return Some(name);
    }
    Some(match word.to_lowercase().as_str() {
        "one_pair" | "pairs" => "pair",
        "two_pairs" | "twopair" => "two_pair",
        "trips" | "set" | "triple" | "triplet" | "three" => "three_of_a_kind",
        "quads" | "quad" | "four" => "four_of_a_kind",
        "boat" | "full" => "full_house",
        "nothing" | "highcard" | "none" => "high_card",
        "royal" => "royal_flush",
        _ => return None,
    })
}

/// The nearest of the candidates, as a question.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).filter(|near| *near != word).map(|near| format!("did you mean `{near}`?"))
}
