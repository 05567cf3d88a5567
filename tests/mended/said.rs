//! What is said around a table, problems by their names, and texts where numbers or labels stand.

use crate::{Row, asked, marked};
use prob::answer::Reply;

pub const SAID: [Row; 49] = [
    (
        "P(first head on toss 3)",
        "first head on toss 3",
        "not written like this",
        "P(`wait(heads in coin) = 3`)",
        "1/8",
    ),
    (
        "first 6 on the 4th roll",
        "first 6 on the 4th roll",
        "not written like this",
        "`P(wait(6 in d6) = 4)`",
        "125/1296",
    ),
    (
        "P(second six on the fifth throw)",
        "second six on the fifth throw",
        "not written like this",
        "P(`negbinomial(2, 1/6) = 5`)",
        "125/1944",
    ),
    ("5 to 8 with 2d6", "5 to 8 with 2d6", "not written like this", "`P(5 <= 2d6 <= 8)`", "5/9"),
    ("P(7 or 11 with 2d6)", "7 or 11 with 2d6", "not written like this", "P(`2d6 in {7, 11}`)", "2/9"),
    ("P(7 with 2d6)", "7 with 2d6", "not written like this", "P(`2d6 = 7`)", "1/6"),
    ("at least 15 with 3d6", "at least 15 with 3d6", "not written like this", "`P(3d6 >= 15)`", "5/54"),
    ("P(more than 15 on 3d6)", "more than 15 on 3d6", "not written like this", "P(`3d6 > 15`)", "5/108"),
    ("P(4 or less on 2d6)", "4 or less on 2d6", "not written like this", "P(`2d6 <= 4`)", "1/6"),
    ("win 3 if d6 > 4", "win 3 if d6 > 4", "not written like this", "`E(if d6 > 4 then 3 else 0)`", "1"),
    (
        "payoff 3 if d6 > 4 else -1",
        "payoff 3 if d6 > 4 else -1",
        "not written",
        "`E(if d6 > 4 then 3 else -1)`",
        "1/3",
    ),
    ("payoff d6 * 2", "payoff d6 * 2", "not written like this", "`E(d6 * 2)`", "7"),
    (
        "Monty Hall problem",
        "Monty Hall problem",
        "not written",
        "`car ~ 1..3; pick ~ 1..3; P(pick != car)`",
        "2/3",
    ),
    ("P(birthday paradox)", "P(birthday paradox)", "not written", "`P(distinct(23d365) < 23)`", BIRTHDAY),
    ("gambler's ruin", "gambler's ruin", "not written", RUIN, "3/10"),
    ("三门问题", "三门问题", "unknown name", "`car ~ 1..3; pick ~ 1..3; P(pick != car)`", "2/3"),
    ("P(5d6 = \"x+y\")", "\"x+y\"", "a number is compared with the text", "P(`5d6 = 6`)", "5/7776"),
    ("P(2d6 = \"7\")", "\"7\"", "a number is compared with the text", "P(2d6 = `7`)", "1/6"),
    (
        "P(sum(2d6) = \"seven\")",
        "\"seven\"",
        "a number is compared with the text",
        "P(sum(2d6) = `7`)",
        "1/6",
    ),
    (
        "X ~ 5d6; P(X = \"3+2\")",
        "\"3+2\"",
        "compared with the text",
        "X ~ 5d6; P(`shape(X) = \"3+2\"`)",
        "25/648",
    ),
    ("X ~ d6; P(X = \"six\")", "\"six\"", "a number is compared with the text", "X ~ d6; P(X = `6`)", "1/6"),
    ("expected value of d6", "expected value of d6", "not written like this", "`E(d6)`", "7/2"),
    ("average of two dice", "average of two dice", "not written like this", "`E(2d6)`", "7"),
    ("variance of d6", "variance of d6", "not written like this", "`Var(d6)`", "35/12"),
    ("median of 2d6", "median of 2d6", "not written like this", "`median(2d6)`", "7"),
    (
        "expected number of heads in 10 flips",
        "expected number of heads in 10 flips",
        "not written like this",
        "`E(count(heads in coins(10)))`",
        "5",
    ),
    (
        "what is the probability of rolling a 7 with two dice",
        "what is the probability of rolling a 7 with two dice",
        "not written like this",
        "`P(2d6 = 7)`",
        "1/6",
    ),
    (
        "probability that the sum of two dice is 7",
        "probability that the sum of two dice is 7",
        "not written like this",
        "`P(2d6 = 7)`",
        "1/6",
    ),
    (
        "chance of at least one six in 4 rolls",
        "chance of at least one six in 4 rolls",
        "not written like this",
        "`P(count(6 in 4d6) >= 1)`",
        "671/1296",
    ),
    (
        "how many ways to arrange MISSISSIPPI",
        "how many ways to arrange MISSISSIPPI",
        "not written like this",
        "`N(arrange(\"MISSISSIPPI\"))`",
        "34650",
    ),
    (
        "N(ways to choose 3 from 10)",
        "ways to choose 3 from 10",
        "not written",
        "N(`choose 3 from 1..10`)",
        "120",
    ),
    (
        "ways to choose 3 from 10",
        "ways to choose 3 from 10",
        "not written",
        "`N(choose 3 from 1..10)`",
        "120",
    ),
    (
        "X ~ coins(3); P(more heads than tails)",
        "more heads than tails",
        "not written",
        "X ~ coins(3); P(`count(heads in X) > count(tails in X)`)",
        "1/2",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(A and B together)",
        "A and B together",
        "not written",
        "X ~ arrange(\"ABCDE\"); P(`together({A, B}, X)`)",
        "2/5",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(X starts with A)",
        "X starts with A",
        "not written",
        "X ~ arrange(\"ABCDE\"); P(`X[1] = A`)",
        "1/5",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(A first)",
        "A first",
        "not written",
        "X ~ arrange(\"ABCDE\"); P(`X[1] = A`)",
        "1/5",
    ),
    (
        "X ~ draw 2 from urn{red:3, blue:2}; P(red then blue)",
        "red then blue",
        "not written",
        "X ~ draw 2 from urn{red:3, blue:2}; P(`X = (red, blue)`)",
        "3/10",
    ),
    (
        "X ~ 1..100; P(X divisible by 7)",
        "X divisible by 7",
        "not written",
        "X ~ 1..100; P(`X mod 7 = 0`)",
        "7/50",
    ),
    (
        "X ~ coins(3); P(X contains \"HT\")",
        "X contains \"HT\"",
        "not written",
        "X ~ coins(3); P(`\"HT\" in X`)",
        "1/2",
    ),
    ("两个骰子点数之和为7的概率", "两个骰子点数之和为7的概率", "unknown name", "`P(2d6 = 7)`", "1/6"),
    ("P(两个骰子之和=7)", "两个骰子之和", "unknown name", "P(`2d6`=7)", "1/6"),
    (
        "X ~ coins(3); P(count(正面 in X) = 2)",
        "正面",
        "has no",
        "X ~ coins(3); P(count(`heads` in X) = 2)",
        "3/8",
    ),
    (
        "P(count(heads in 硬币(3)) = 2)",
        "硬币",
        "unknown function",
        "P(count(heads in `coins`(3)) = 2)",
        "3/8",
    ),
    (
        "H ~ draw 5 from deck; P(poker(H) = 葫芦)",
        "葫芦",
        "no poker category",
        "H ~ draw 5 from deck; P(poker(H) = `full_house`)",
        "6/4165",
    ),
    (
        "H ~ draw 5 from deck; P(同花顺)",
        "同花顺",
        "unknown name",
        "H ~ draw 5 from deck; P(`poker(H) = straight_flush`)",
        "3/216580",
    ),
    (
        "P(draw 2 aces from deck)",
        "aces",
        "a plain number",
        "P(`count(aces in draw 2 from deck) = 2`)",
        "1/221",
    ),
    ("C52", "C52", "unknown name", "`C(5, 2)`", "10"),
    ("阶乘(5)", "阶乘(5)", "unknown function", "`5!`", "120"),
    (
        "X ~ 5d6; P(poker(X) = full_house)",
        "poker(X)",
        "only a card has",
        "X ~ 5d6; P(`shape(X) = \"3+2\"`)",
        "25/648",
    ),
];

const RUIN: &str = "`S ~ chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 10; P(S = 10)`";

const BIRTHDAY: &str = "38093904702297390785243708291056390518886454060947061/\
                        75091883268515350125426207425223147563269805908203125";

#[test]
fn a_label_in_quotes_that_is_not_there_is_told_so() {
    for (text, piece) in [
        ("X ~ die{red, blue}; P(X = \"green\")", "\"green\""),
        ("X ~ draw 2 from urn{red:2, blue:3}; P(X[1] = \"green\")", "\"green\""),
        ("X ~ draw 1 from urn{red:2, blue:3}; P(\"green\" = X)", "\"green\""),
        ("P(coin = \"x\")", "\"x\""),
        ("P(first(\"HH\", \"TT\" in coin) = \"HT\")", "\"HT\""),
    ] {
        let error = asked(text).expect_err(text);
        assert_eq!(marked(text, &error), piece, "{text}: {error}");
        assert!(error.message().contains("has no"), "{text}: {error}");
    }
}

#[test]
fn every_problem_known_by_name_is_answered_as_it_is_offered() {
    for name in [
        "monty hall",
        "birthday problem",
        "coupon collector",
        "gamblers ruin",
        "random walk",
        "craps game",
        "penney's game",
        "secretary problem",
        "hat check",
        "de Méré problem",
        "black jack",
        "roulette game",
        "lottery game",
        "双色球",
        "大乐透",
        "yahtzee",
        "texas holdem",
        "斗地主",
        "桥牌",
        "risk game",
        "ballot problem",
        "polya urn",
        "boy or girl paradox",
        "ehrenfest",
        "赌徒破产",
        "生日问题",
    ] {
        let error = asked(name).expect_err(name);
        let fix = error.fix().unwrap_or_default().to_owned();
        let program = fix.split('`').nth(1).unwrap_or_else(|| panic!("{name}: {fix}"));
        assert!(fix.starts_with("a problem is asked in full"), "{name}: {fix}");
        let replies = asked(program).unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(matches!(replies.last(), Some(Reply::Answer(_))), "{program}");
    }
}
