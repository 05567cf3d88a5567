//! Well-known problems by name, each as it is asked: who types `monty hall` learns how.

/// A problem: what it is called, in small letters and without `problem` or `paradox`, and a program that asks it.
type Famous = (&'static [&'static str], &'static str);

const PROBLEMS: [Famous; 24] = [
    (&["monty hall", "三门", "蒙提霍尔"], "car ~ 1..3; pick ~ 1..3; P(pick != car)"),
    (&["birthday", "birthdays", "生日"], "P(distinct(23d365) < 23)"),
    (
        &["coupon collector", "coupon collectors", "coupon collector's", "集卡", "优惠券收集", "赠券收集"],
        "X ~ draw from 1..6 with replacement until distinct(X) = 6; E(length(X))",
    ),
    (
        &["gambler's ruin", "gamblers ruin", "gambler ruin", "赌徒破产", "赌徒输光"],
        "S ~ chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 10; P(S = 10)",
    ),
    (
        &["random walk", "drunkard's walk", "drunkard walk", "随机游走", "随机漫步", "醉汉"],
        "S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 10 steps; P(S = 0)",
    ),
    (
        &["craps", "花旗骰"],
        "X ~ 2d6; win ~ if sum(X) in {7, 11} then bernoulli(1) else if sum(X) in {2, 3, 12} then bernoulli(0) \
         else bernoulli((6 - abs(sum(X) - 7))/(12 - abs(sum(X) - 7))); P(win)",
    ),
    (&["penney", "penney's", "penney ante", "彭尼"], "P(first(\"THH\", \"HHT\" in coin) = \"THH\")"),
    (
        &["secretary", "秘书"],
        "X ~ arrange(1..8); P(any(i in 4..8: X[i] = 8 and max(X[1..i-1]) = max(X[1..3])))",
    ),
    (
        &["matching", "hat check", "hatcheck", "secret santa", "derangement", "配对", "错排", "装错信封"],
        "P(fixed(arrange(1..10)) = 0)",
    ),
    (&["de mere", "de méré", "chevalier de méré", "德梅尔"], "P(6 in 4d6)"),
    (
        &["blackjack", "black jack", "21点", "二十一点"],
        "H ~ choose 2 from deck; P(ace in H and {10, jack, queen, king} in H)",
    ),
    (&["roulette", "轮盘", "轮盘赌"], "w ~ die{win:18, lose:19}; E(if w = win then 1 else -1)"),
    (&["lottery", "lotto", "彩票", "乐透"], "P(hypergeometric(49, 6, 6) = 6)"),
    (&["双色球"], "P(hypergeometric(33, 6, 6) = 6) / 16"),
    (&["大乐透"], "P(hypergeometric(35, 5, 5) = 5) * P(hypergeometric(12, 2, 2) = 2)"),
    (&["yahtzee", "快艇骰子"], "P(maxcount(5d6) = 5)"),
    (
        &["texas hold'em", "texas holdem", "hold'em", "holdem", "德州扑克"],
        "H ~ choose 7 from deck; dist(poker(H))",
    ),
    (&["斗地主"], "X, Y, Z ~ deal(17, 17, 17, deck(54)); P(count(joker in X) = 2)"),
    (&["bridge", "桥牌"], "H ~ choose 13 from deck; P(shape(suits(H)) = \"4+4+3+2\")"),
    (&["risk"], "X ~ 3d6; Y ~ 2d6; P(sorted(X)[3] > sorted(Y)[2] and sorted(X)[2] > sorted(Y)[1])"),
    (
        &["ballot", "选票"],
        "X ~ arrange(\"AAAAABBB\"); P(all(i in 1..8: count(A in X[1..i]) > count(B in X[1..i])))",
    ),
    (
        &["polya urn", "pólya urn", "polya's urn", "波利亚坛子", "波利亚罐"],
        "S ~ chain (r, b) from (1, 1) step {(r+1, b): r/(r+b), (r, b+1): b/(r+b)} for 10 steps; dist(S[1])",
    ),
    (
        &["boy or girl", "two children", "两孩"],
        "K ~ draw 2 from {boy, girl} with replacement; P(count(boy in K) = 2 | boy in K)",
    ),
    (&["ehrenfest", "埃伦费斯特"], "S ~ chain from 0 step {x+1: (4-x)/4, x-1: x/4} until x = 4; E(steps(S))"),
];

/// How the problem of this name is asked.
pub(super) fn problem(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace('’', "'");
    let mut name = name.trim();
    for ending in ["problem", "paradox", "game", "问题", "悖论", "游戏"] {
        if let Some(shorter) = name.strip_suffix(ending).map(str::trim_end).filter(|rest| !rest.is_empty()) {
            name = shorter;
        }
    }
    let name = name.strip_prefix("the ").unwrap_or(name);
    PROBLEMS.iter().find(|(names, _)| names.contains(&name)).map(|(_, asked)| *asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_found_by_each_of_its_names() {
        for (names, asked) in PROBLEMS {
            for name in names {
                assert_eq!(problem(name), Some(asked), "{name}");
                assert_eq!(problem(&format!("The {name} Problem")), Some(asked), "{name}");
            }
        }
        assert_eq!(problem("problem"), None);
    }
}
