//! What is said in Chinese: names of things, sides of a coin, hands of poker, and short questions about dice and coins.

mod drawn;
mod told;

pub use drawn::question;
pub use told::{Sample, told};

/// The name here of a thing, a side or a hand that has a Chinese name.
pub fn word(word: &str) -> Option<&'static str> {
    Some(match word {
        "硬币" => "coin",
        "骰子" | "色子" => "d6",
        "扑克" | "扑克牌" | "一副牌" | "牌" => "deck",
        "正面" | "正" => "heads",
        "反面" | "反" | "背面" => "tails",
        _ => return None,
    })
}

/// The hand of poker of this name.
pub fn category(word: &str) -> Option<&'static str> {
    Some(match word {
        "高牌" | "散牌" => "high_card",
        "一对" | "对子" => "pair",
        "两对" => "two_pair",
        "三条" => "three_of_a_kind",
        "顺子" => "straight",
        "同花" => "flush",
        "葫芦" | "满堂红" => "full_house",
        "四条" | "炸弹" | "铁支" => "four_of_a_kind",
        "同花顺" => "straight_flush",
        "皇家同花顺" => "royal_flush",
        _ => return None,
    })
}

/// How a sentence that was read as a name is asked: `两个骰子点数之和为7的概率`, `抛3枚硬币恰有2个正面的概率`.
pub fn sentence(text: &str) -> Option<String> {
    let asks = ["概率", "期望", "方差", "多少", "几种", "种数"].iter().any(|word| text.contains(word));
    if let Some(event) = of_dice(text).or_else(|| of_coins(text)) {
        let event = if asks && text.contains("概率") { format!("P({event})") } else { event };
        return Some(format!("did you mean `{event}`?"));
    }
    if let Some(asked) = question(text).or_else(|| thrown(text)) {
        return Some(format!("did you mean `{asked}`?"));
    }
    asks.then(|| {
        "a question is a formula, such as `P(count(6 in 4d6) >= 1)` or `N(choose 3 from 1..10)`; \
         `prob help language` shows its words"
            .to_owned()
    })
}

/// 两个骰子, 5枚硬币: what is thrown, and nothing more.
fn thrown(text: &str) -> Option<String> {
    let dice = || Some(format!("{}d6", counted(text.strip_suffix("骰子")?)?));
    let coins = || Some(format!("coins({})", counted(text.strip_suffix("硬币")?)?));
    dice().or_else(coins)
}

/// `掷两枚骰子点数和为7`: a comparison of a total, or the dice alone.
fn of_dice(text: &str) -> Option<String> {
    let (before, after) = text.split_once("骰子")?;
    let number = counted(before)?;
    let total = after.trim_start_matches(['点', '数', '的', '之', '，']).strip_prefix('和')?;
    match compared(total) {
        Some((sign, total)) => Some(format!("{number}d6 {sign} {total}")),
        None => total.is_empty().then(|| format!("{number}d6")),
    }
}

/// `抛3枚硬币恰有2个正面`: how many heads there are.
fn of_coins(text: &str) -> Option<String> {
    let (before, after) = text.split_once("硬币")?;
    let number = counted(before)?;
    let (said, side) = match (after.split_once("正面"), after.split_once("反面")) {
        (Some((said, _)), None) => (said, "heads"),
        (None, Some((said, _))) => (said, "tails"),
        _ => return None,
    };
    let (sign, times) = compared(said.trim_end_matches(['个', '次', '枚', '朝', '上']))?;
    let count = format!("count({side} in coins({number}))");
    Some(format!("{count} {sign} {times}"))
}

/// The number before a measure word at the end: `掷两枚` says 2.
fn counted(text: &str) -> Option<u64> {
    let text = text.trim_end_matches(['个', '枚', '颗', '粒', '次', '均', '匀', '的']);
    let start = text.char_indices().rev().take_while(|(_, c)| digit(*c).is_some()).last()?.0;
    number(&text[start..])
}

/// A sign and a number: `为7`, `大于10`, `至少有2个`.
fn compared(text: &str) -> Option<(&'static str, u64)> {
    const SIGNS: [(&str, &str); 20] = [
        ("不超过", "<="),
        ("不高于", "<="),
        ("不少于", ">="),
        ("不低于", ">="),
        ("超过", ">"),
        ("低于", "<"),
        ("不小于", ">="),
        ("不大于", "<="),
        ("大于等于", ">="),
        ("小于等于", "<="),
        ("大于", ">"),
        ("小于", "<"),
        ("至少", ">="),
        ("至多", "<="),
        ("恰好", "="),
        ("恰", "="),
        ("等于", "="),
        ("出现", "="),
        ("为", "="),
        ("是", "="),
    ];
    let text = text.trim_start_matches(['，', ',']);
    let (sign, rest) = SIGNS.iter().find_map(|(word, sign)| Some((*sign, text.strip_prefix(word)?)))?;
    let rest = rest.trim_start_matches(['为', '是', '有', '出', '现']);
    let end = rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
    // 3的倍数 and 7或11 are no 3 and no 7.
    let says_more =
        rest[end..].trim_matches(['的', '概', '率', '时', '点', '个', '次', '枚', '朝', '上', '，']);
    number(&rest[..end]).filter(|_| says_more.is_empty()).map(|number| (sign, number))
}

/// A number at the beginning, and what follows it and its measure word: 两个红.
fn number_before(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let rest = &text[end..];
    let measures = ['个', '张', '枚', '次', '颗', '粒', '只', '位', '名', '件'];
    Some((number(&text[..end])?, rest.strip_prefix(measures).unwrap_or(rest)))
}

/// A whole number, in digits or in Chinese.
fn number_of(text: &str) -> Option<u64> {
    if text.is_empty() { None } else { number(text) }
}

/// A number in digits, or one of up to ten in Chinese.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| {
        let mut digits = text.chars();
        let first = digits.next().and_then(digit)?;
        digits.next().is_none().then_some(first)
    })
}

fn digit(c: char) -> Option<u64> {
    const DIGITS: [char; 11] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let place = |c| DIGITS.iter().position(|digit| *digit == c).map(|at| at as u64);
    c.to_digit(10).map(u64::from).or(if c == '两' { Some(2) } else { place(c) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_questions_are_read() {
        for (text, asked) in [
            ("两个骰子点数之和为7的概率", "did you mean `P(2d6 = 7)`?"),
            ("掷两枚骰子和为7的概率", "did you mean `P(2d6 = 7)`?"),
            ("掷3颗骰子点数之和不小于15的概率", "did you mean `P(3d6 >= 15)`?"),
            ("两个骰子之和", "did you mean `2d6`?"),
            ("抛3枚硬币恰有2个正面的概率", "did you mean `P(count(heads in coins(3)) = 2)`?"),
            ("抛十枚均匀的硬币至少有六次正面朝上的概率", "did you mean `P(count(heads in coins(10)) >= 6)`?"),
        ] {
            assert_eq!(sentence(text).as_deref(), Some(asked), "{text}");
        }
        assert!(
            sentence("从5个红球中取2个的概率").is_some_and(|fix| fix.starts_with("a question is a formula"))
        );
        // What would be read only in part is not read.
        for text in [
            "掷两枚骰子，点数之和大于9且小于12的概率",
            "从一副牌中依次抽2张，第一张和第二张都是A的概率",
            "从一副牌中依次抽2张，第一张是A且第二张是K的概率",
            "5个人排成一排，甲在第2个或第3个位置的概率",
            "5个人排成一排，甲乙丙相邻的概率",
            "掷三枚骰子，有两枚点数相同的概率",
            "袋中有3个红球2个白球，有放回地取2个，都是红球的概率",
            "盒中有10个球，其中3个红球，任取2个，都是红球的概率",
            "抛三枚硬币，全是正面或全是反面的概率",
            "掷两枚骰子，点数之和的概率",
            "掷两枚骰子，点数之和为7的期望",
        ] {
            assert_eq!(question(text), None, "{text}");
        }
        assert_eq!(sentence("袋子"), None);
        assert_eq!(sentence("骰子和硬币"), None);
    }
}
