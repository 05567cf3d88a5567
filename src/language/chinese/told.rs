//! What is said of a sample in Chinese: 至少有一个6, 都是红球, 点数之和为10, 甲乙相邻, 第一张是A.

use super::{compared, number_before, number_of};

/// A sample of which something is said.
pub struct Sample<'a> {
    /// How it is written.
    pub text: String,
    /// How many elements it has, where that was just said.
    pub size: Option<u64>,
    /// The label or pattern that a word stands for among its elements.
    pub label: &'a dyn Fn(&str) -> Option<String>,
}

/// The words of a sample's elements that mean nothing of their own.
const MEASURES: [char; 16] =
    ['个', '张', '枚', '次', '颗', '粒', '只', '位', '名', '件', '球', '牌', '的', '数', '点', '人'];

/// Patterns that are named in Chinese.
const PATTERNS: [(&str, &str); 24] = [
    ("正面", "heads"),
    ("正", "heads"),
    ("反面", "tails"),
    ("反", "tails"),
    ("红桃", "hearts"),
    ("黑桃", "spades"),
    ("方块", "diamonds"),
    ("方片", "diamonds"),
    ("梅花", "clubs"),
    ("草花", "clubs"),
    ("A", "ace"),
    ("K", "king"),
    ("Q", "queen"),
    ("J", "jack"),
    ("红", "red"),
    ("黑", "black"),
    ("红色", "red"),
    ("黑色", "black"),
    ("偶", "even"),
    ("奇", "odd"),
    ("质", "prime"),
    ("素", "prime"),
    ("元音字母", "vowel"),
    ("元音", "vowel"),
];

/// The event or the number that is said of a sample.
#[must_use]
pub fn told(text: &str, of: &Sample<'_>) -> Option<String> {
    let text = text.trim_end_matches("的概率").trim_end_matches("朝上");
    of.shape(text)
        .or_else(|| of.total(text))
        .or_else(|| of.counted(text))
        .or_else(|| of.neighbours(text))
        .or_else(|| of.place(text))
}

impl Sample<'_> {
    /// The pattern for a label with what stands around it: 红球, 个6, 正面.
    fn pattern(&self, text: &str) -> Option<String> {
        let trimmed = text.trim_start_matches(MEASURES);
        self.ending_pattern(text).or_else(|| self.ending_pattern(trimmed))
    }

    /// The same, where only what follows the label says nothing.
    fn ending_pattern(&self, text: &str) -> Option<String> {
        let mut text = text;
        loop {
            let ours = PATTERNS.iter().find(|(word, _)| *word == text).map(|(_, ours)| *ours);
            let number = number_of(text).map(|number| number.to_string());
            let found = [Some(text), number.as_deref(), ours].into_iter().flatten().find_map(self.label);
            if found.is_some() {
                return found;
            }
            text = text.strip_suffix(MEASURES).or_else(|| text.strip_suffix('色'))?;
        }
    }

    /// 各不相同, 递增: what the whole sample is.
    fn shape(&self, text: &str) -> Option<String> {
        let text = text.trim_start_matches("点数").trim_start_matches("是").trim_end_matches('的');
        let of = &self.text;
        let size = || self.size.map_or_else(|| format!("length({of})"), |size| size.to_string());
        Some(match text {
            "各不相同" | "互不相同" | "都不相同" | "全不相同" | "两两不同" | "各不同" | "都不同" =>
            {
                format!("distinct({of}) = {}", size())
            }
            "全相同" | "都相同" | "完全相同" | "全部相同" | "相同" | "一样" => {
                format!("distinct({of}) = 1")
            }
            "递增" | "单调递增" | "严格递增" => format!("increasing({of})"),
            "递减" | "单调递减" | "严格递减" => format!("increasing(reverse({of}))"),
            "回文" => format!("palindrome({of})"),
            "同花色" | "花色相同" => format!("distinct(suits({of})) = 1"),
            _ => return None,
        })
    }

    /// 点数之和为10, 最大值: a number of the sample, and how it is compared.
    fn total(&self, text: &str) -> Option<String> {
        const TOTALS: [(&str, &str); 19] = [
            ("点数之积", "product"),
            ("之积", "product"),
            ("积", "product"),
            ("点数之和", "sum"),
            ("点数和", "sum"),
            ("数字之和", "sum"),
            ("总点数", "sum"),
            ("总和", "sum"),
            ("之和", "sum"),
            ("和", "sum"),
            ("最大点数", "max"),
            ("最大值", "max"),
            ("最大数", "max"),
            ("最大", "max"),
            ("最小点数", "min"),
            ("最小值", "min"),
            ("最小数", "min"),
            ("最小", "min"),
            ("乘积", "product"),
        ];
        let (word, function) = TOTALS.iter().find(|(word, _)| text.starts_with(word))?;
        let (total, rest) = (format!("{function}({})", self.text), &text[word.len()..]);
        let class = |class: &str| Some(format!("{total} is {class}"));
        match rest.trim_start_matches(['是', '为']) {
            "" => Some(total),
            "偶数" => class("even"),
            "奇数" => class("odd"),
            "质数" | "素数" => class("prime"),
            said if said.ends_with("的倍数") || said.ends_with("整除") => {
                let number =
                    said.trim_start_matches("能被").trim_end_matches("的倍数").trim_end_matches("整除");
                Some(format!("{total} mod {} = 0", number_of(number)?))
            }
            said if said.contains('或') => {
                let numbers: Option<Vec<String>> =
                    said.split('或').map(|number| Some(number_of(number)?.to_string())).collect();
                Some(format!("{total} in {{{}}}", numbers?.join(", ")))
            }
            _ => compared(rest).map(|(sign, number)| format!("{total} {sign} {number}")),
        }
    }

    /// 至少有一个6, 都是红球, 没有A, 一红一白, 正面次数.
    fn counted(&self, text: &str) -> Option<String> {
        let of = &self.text;
        for all in ["都不是", "均不是", "都不为", "没有", "不含", "无"] {
            if let Some(label) = text.strip_prefix(all).and_then(|rest| self.pattern(rest)) {
                return Some(format!("count({label} in {of}) = 0"));
            }
        }
        for all in ["都是", "都为", "全是", "全为", "均是", "均为", "全部是"] {
            if let Some((_, rest)) = text.split_once(all).filter(|(before, _)| before.chars().count() <= 2) {
                let label = self.pattern(rest)?;
                return Some(format!("all(x in {of}: x is {label})"));
            }
        }
        for number in ["的个数", "的次数", "的张数", "个数", "次数", "张数"] {
            if let Some((label, rest)) = text.split_once(number) {
                let count = format!("count({} in {of})", self.pattern(label)?);
                return match rest {
                    "" => Some(count),
                    _ => compared(rest).map(|(sign, number)| format!("{count} {sign} {number}")),
                };
            }
        }
        if let Some((number, rest)) = text.strip_prefix("连续").and_then(number_before) {
            return Some(format!("longest({} in {of}) >= {number}", self.pattern(rest)?));
        }
        let (sign, rest) = sign_before(text);
        if let Some((number, label)) = number_before(rest) {
            let one =
                || Some(format!("count({} in {of}) {} {number}", self.pattern(label)?, sign.unwrap_or("=")));
            if let Some(counted) = one().or_else(|| self.several(rest)) {
                return Some(counted);
            }
        }
        let shown =
            ["有", "出现", "抽到", "取到", "摸到", "含"].iter().find_map(|verb| text.strip_prefix(verb))?;
        Some(format!("{} in {of}", self.pattern(shown)?))
    }

    /// 一红一白, 两个红球一个白球: numbers of several labels.
    fn several(&self, text: &str) -> Option<String> {
        let mut counts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (number, after) = number_before(rest)?;
            let ends = |(at, _): (usize, char)| number_before(&after[at..]).is_some() && at > 0;
            let end = after.char_indices().find(|place| ends(*place)).map_or(after.len(), |(at, _)| at);
            let label = self.pattern(after[..end].trim_end_matches(['，', '和', '、']))?;
            counts.push(format!("count({label} in {}) = {number}", self.text));
            rest = &after[end..];
        }
        (counts.len() > 1).then(|| counts.join(" and "))
    }

    /// 甲乙相邻, 甲在乙前面.
    fn neighbours(&self, text: &str) -> Option<String> {
        let of = &self.text;
        for (word, not) in [("不相邻", "not "), ("相邻", ""), ("不在一起", "not "), ("在一起", "")]
        {
            if let Some(both) = text.strip_suffix(word) {
                let both = both.trim_end_matches("两人").trim_end_matches("两个");
                let (a, b) = self.two(both)?;
                return Some(format!("{not}adjacent({a}, {b}, {of})"));
            }
        }
        let (a, rest) = text.split_once('在').or_else(|| text.split_once('排'))?;
        let sides = [
            ("前面", true),
            ("之前", true),
            ("左边", true),
            ("后面", false),
            ("之后", false),
            ("右边", false),
        ];
        sides.iter().find_map(|(side, first)| {
            let b = rest.strip_suffix(side)?.trim_end_matches('的');
            let (a, b) = ((self.label)(a)?, (self.label)(b)?);
            let (a, b) = if *first { (a, b) } else { (b, a) };
            Some(format!("before({a}, {b}, {of})"))
        })
    }

    /// Two labels beside each other, 甲乙, 甲和乙.
    fn two(&self, text: &str) -> Option<(String, String)> {
        text.char_indices().skip(1).find_map(|(at, _)| {
            let joins = ['和', '与', '、', '跟'];
            let (a, b) = (text[..at].trim_end_matches(joins), text[at..].trim_start_matches(joins));
            Some(((self.label)(a)?, (self.label)(b)?))
        })
    }

    /// 甲在首位, 甲不在两端, 第一张是A.
    fn place(&self, text: &str) -> Option<String> {
        let of = &self.text;
        if let Some(rest) = text.strip_prefix('第') {
            let (place, rest) = number_before(rest)?;
            let verbs = ["是", "为", "取到", "抽到", "摸到", "取出", "出现"];
            let (between, what) = verbs.iter().find_map(|verb| rest.split_once(verb))?;
            if !between.trim_matches(MEASURES).is_empty() {
                return None;
            }
            return Some(format!("{of}[{place}] is {}", self.pattern(what)?));
        }
        let (who, place) = text.split_once(['在', '排', '站', '坐'])?;
        let place = place.trim_start_matches(['在', '于']);
        let (who, not) = who.strip_suffix('不').map_or((who, false), |who| (who, true));
        let who = (self.label)(who)?;
        let sign = if not { "!=" } else { "=" };
        Some(match place {
            "首位" | "排头" | "最前面" | "最前" | "第一" => format!("{of}[1] {sign} {who}"),
            "末位" | "排尾" | "最后" | "最后面" => format!("{of}[-1] {sign} {who}"),
            "两端" | "两头" if not => format!("{of}[1] != {who} and {of}[-1] != {who}"),
            "两端" | "两头" => format!("{of}[1] = {who} or {of}[-1] = {who}"),
            place => {
                let (place, rest) = place.strip_prefix('第').and_then(number_before)?;
                if !matches!(rest, "" | "位" | "位置" | "号") {
                    return None;
                }
                format!("{of}[{place}] {sign} {who}")
            }
        })
    }
}

/// The sign that stands before a number, and what follows it: 至少有, 恰.
fn sign_before(text: &str) -> (Option<&'static str>, &str) {
    const SIGNS: [(&str, &str); 14] = [
        ("至少", ">="),
        ("不少于", ">="),
        ("至多", "<="),
        ("最多", "<="),
        ("不多于", "<="),
        ("不超过", "<="),
        ("多于", ">"),
        ("超过", ">"),
        ("少于", "<"),
        ("恰好", "="),
        ("正好", "="),
        ("刚好", "="),
        ("恰", "="),
        ("有", "="),
    ];
    match SIGNS.iter().find_map(|(word, sign)| Some((*sign, text.strip_prefix(word)?))) {
        Some((sign, rest)) => {
            let rest = rest.trim_start_matches("出现").trim_start_matches("抽到").trim_start_matches("取到");
            (Some(sign), rest.trim_start_matches('有'))
        }
        None => (None, text),
    }
}
