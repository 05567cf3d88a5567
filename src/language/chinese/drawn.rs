//! Experiments that are told in Chinese: 掷两枚骰子, 从一副牌中抽5张, 袋中有3个红球2个白球任取2个.

use super::told::{Sample, told};
use super::{number_before, number_of};
use crate::model::Pattern;

/// What may be said of how something is thrown or taken, without changing what is meant.
const MANNERS: [&str; 12] =
    ["质地", "均匀", "的", "任意", "随机", "任", "同时", "连续", "依次", "不放回地", "不放回", "地"];

/// The question that a sentence tells, of an experiment that it tells too.
#[must_use]
pub fn question(text: &str) -> Option<String> {
    let text: String =
        text.chars().filter(|c| !matches!(c, '，' | ',' | '。' | '、' | ' ' | '？' | '?')).collect();
    let text = text.trim_end_matches("是多少").trim_end_matches('为').replace('求', "");
    let (measure, text) = MEASURES
        .iter()
        .find_map(|(word, measure)| Some((*measure, text.strip_suffix(word)?)))
        .unwrap_or(("P", text.as_str()));
    [thrown, of_cards, of_urn, of_products, of_people, of_range, of_row]
        .iter()
        .find_map(|told| told(text, measure))
}

/// The measures by their names behind what they are of.
const MEASURES: [(&str, &str); 7] = [
    ("的概率", "P"),
    ("的数学期望", "E"),
    ("的期望", "E"),
    ("的均值", "E"),
    ("的方差", "Var"),
    ("的分布列", "dist"),
    ("的分布", "dist"),
];

/// The measure of what is said of an experiment. The experiment is thrown once: where the event speaks of it several times
/// or of its places, it has a name.
fn asked(measure: &str, said: &str, of: &Sample<'_>) -> Option<String> {
    let event = told(said, of)?;
    let is_number = !["=", "<", ">", " is ", " in ", " mod "].iter().any(|sign| {
        let outside = event.rsplit_once(')').map_or(event.as_str(), |(_, after)| after);
        outside.contains(sign) || event.starts_with("all(")
    });
    let is_truth =
        ["increasing(", "palindrome(", "adjacent(", "before(", "not "].iter().any(|f| event.starts_with(f));
    if (measure == "P") == (is_number && !is_truth) {
        return None;
    }
    if !event.contains('[') && event.matches(of.text.as_str()).count() == 1 && !of.text.starts_with("arrange")
    {
        return Some(format!("{measure}({event})"));
    }
    let named = told(said, &Sample { text: "X".to_owned(), ..*of })?;
    let thrown = if event.contains('[') { of.text.replacen("choose", "draw", 1) } else { of.text.clone() };
    Some(format!("X ~ {thrown}; {measure}({named})"))
}

/// What follows these words, where they stand here in any order.
fn after<'a>(mut text: &'a str, words: &[&str]) -> &'a str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    text
}

/// 掷3枚骰子, 抛一枚硬币5次, and what is said of them.
fn thrown(text: &str, measure: &str) -> Option<String> {
    let text = after(text, &["同时", "连续", "掷", "投", "抛", "扔"]);
    let (number, rest) = number_before(text)?;
    let rest = after(rest, &MANNERS);
    let (coins, rest) =
        match (rest.strip_prefix("硬币"), rest.strip_prefix("骰子").or(rest.strip_prefix("色子"))) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return None,
        };
    let times =
        number_before(rest).filter(|(_, after)| rest.strip_suffix(after).is_some_and(|n| n.ends_with('次')));
    let (number, rest) = if number == 1 { times.unwrap_or((number, rest)) } else { (number, rest) };
    let label = |word: &str| match (coins, word) {
        (true, "heads" | "tails") | (false, "even" | "odd" | "prime") => Some(word.to_owned()),
        (false, _) => {
            word.parse::<u64>().ok().filter(|face| (1..=6).contains(face)).map(|face| face.to_string())
        }
        _ => None,
    };
    let (text, one) =
        if coins { (format!("coins({number})"), "coin") } else { (format!("{number}d6"), "d6") };
    if number == 1 && measure != "P" {
        return rest.trim_start_matches("点数").is_empty().then(|| format!("{measure}({one})"));
    }
    if number == 1 {
        let rest = after(rest, &["点数", "朝上", "出现", "为", "是", "的"]);
        return match (coins, number_of(rest)) {
            (false, Some(face)) => Some(format!("P({one} = {face})")),
            (false, None) => super::compared(rest).map(|(sign, face)| format!("P({one} {sign} {face})")),
            _ => None,
        };
    }
    asked(measure, after(rest, &["其中", "出现的"]), &Sample { text, size: Some(number), label: &label })
}

/// How many are taken, after the words for taking: 任取2个.
fn taken(text: &str) -> Option<(u64, &str)> {
    let text = after(text, &["从中"]);
    let text = after(text, &MANNERS);
    let text = after(text, &["抽取", "抽", "取", "摸", "选", "拿", "出"]);
    let (number, rest) = number_before(text)?;
    Some((number, after(rest, &["不同的", "牌", "球", "数", "其中", "取出的", "抽到的", "这"])))
}

/// 从一副牌中抽5张至少有一张A.
fn of_cards(text: &str, measure: &str) -> Option<String> {
    let text = text.strip_prefix('从')?;
    let text = after(text, &["一副", "52张", "扑克", "牌", "不含大小王的"]);
    let (number, rest) = taken(after(text.strip_prefix('中').or(text.strip_prefix('里'))?, &["间"]))?;
    let label = |word: &str| Pattern::card_word(word).map(|_| word.to_owned());
    let text = format!("choose {number} from deck");
    let category = super::category(rest.trim_start_matches('是').trim_start_matches('为'));
    match category.filter(|_| number == 5 && measure == "P") {
        Some(category) => Some(format!("P(poker({text}) = {category})")),
        None => asked(measure, rest, &Sample { text, size: Some(number), label: &label }),
    }
}

/// 袋中有3个红球2个白球任取2个都是红球.
fn of_urn(text: &str, measure: &str) -> Option<String> {
    let (place, rest) = text.split_once('有')?;
    let is_place = ["袋", "盒", "箱", "罐", "口袋"].iter().any(|word| place.contains(word));
    let mut rest = rest;
    let (mut labels, mut urn) = (Vec::new(), Vec::new());
    while let Some((number, after)) = number_before(rest).filter(|_| is_place) {
        let (label, after) = after.split_once('球')?;
        let label = label.trim_end_matches('色').to_owned();
        if label.is_empty() || label.chars().count() > 2 {
            return None;
        }
        urn.push(format!("{label}:{number}"));
        labels.push(label);
        rest = after.trim_start_matches('和');
    }
    if labels.is_empty() {
        return None;
    }
    let (number, rest) = taken(rest)?;
    let label = |word: &str| labels.iter().any(|label| label == word).then(|| word.to_owned());
    let text = format!("choose {number} from urn{{{}}}", urn.join(", "));
    asked(measure, rest, &Sample { text, size: Some(number), label: &label })
}

/// 10件产品中有3件次品任取2件恰有1件次品.
fn of_products(text: &str, measure: &str) -> Option<String> {
    let (all, rest) = number_before(after(text, &["有"]))?;
    let rest = after(rest.strip_prefix("产品")?, &["中", "有", "含", "恰", "其"]);
    let (bad, rest) = number_before(rest)?;
    let name = ["次品", "不合格品", "废品"].into_iter().find(|name| rest.starts_with(name))?;
    let good = if name == "不合格品" { "合格品" } else { "正品" };
    let (number, rest) = taken(after(&rest[name.len()..], &["从", "中"]))?;
    let label = |word: &str| [name, good].contains(&word).then(|| word.to_owned());
    let text = format!("choose {number} from urn{{{name}:{bad}, {good}:{}}}", all.checked_sub(bad)?);
    asked(measure, rest, &Sample { text, size: Some(number), label: &label })
}

/// 从3男2女中选2人都是男.
fn of_people(text: &str, measure: &str) -> Option<String> {
    let mut rest = text.strip_prefix('从')?;
    let mut people = Vec::new();
    while let Some((number, after_number)) = number_before(rest) {
        let after_number = after(after_number, &["名", "个"]);
        let sex = ["男", "女"].into_iter().find(|sex| after_number.starts_with(sex))?;
        people.push(format!("{sex}:{number}"));
        rest = after(&after_number[sex.len()..], &["生", "人", "同学", "和"]);
    }
    let (number, rest) = taken(rest.strip_prefix('中')?)?;
    let label = |word: &str| {
        ["男", "女"].into_iter().find(|sex| word.trim_end_matches('生') == *sex).map(str::to_owned)
    };
    let text = format!("choose {number} from urn{{{}}}", people.join(", "));
    let rest = after(rest, &["人", "参赛", "其中"]);
    (!people.is_empty()).then(|| asked(measure, rest, &Sample { text, size: Some(number), label: &label }))?
}

/// 从1到10中任取3个数最大数为7.
fn of_range(text: &str, measure: &str) -> Option<String> {
    let (low, rest) = number_before(text.strip_prefix('从')?)?;
    let (high, rest) = number_before(rest.strip_prefix(['到', '至', '～'])?)?;
    let rest = after(rest, &["这", "的", "整数", "自然数", "个", "数"]);
    let (number, rest) = taken(rest.strip_prefix('中').or(rest.strip_prefix('里')).unwrap_or(rest))?;
    let text = format!("choose {number} from {low}..{high}");
    let label = |word: &str| match word {
        "even" | "odd" | "prime" => Some(word.to_owned()),
        number => number.parse::<u64>().ok().map(|number| number.to_string()),
    };
    asked(measure, rest, &Sample { text, size: Some(number), label: &label })
}

/// 5个人排成一排甲乙相邻: people are called by the ten stems.
fn of_row(text: &str, measure: &str) -> Option<String> {
    const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    let (number, rest) = number_before(after(text, &["将", "把"]))?;
    let people = STEMS.get(..usize::try_from(number).ok()?)?;
    let rest = after(rest, &["同学", "学生", "人"]);
    let (form, rest) =
        [("排成一排", "arrange"), ("站成一排", "arrange"), ("排成一列", "arrange"), ("围成一圈", "ring")]
            .iter()
            .find_map(|(word, form)| Some((*form, rest.strip_prefix(word)?)))?;
    let label = |word: &str| people.contains(&word).then(|| word.to_owned());
    let text = format!("{form}({{{}}})", people.join(", "));
    asked(measure, after(rest, &["其中"]), &Sample { text, size: Some(number), label: &label })
}
