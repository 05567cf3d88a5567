//! Words and signs that are written otherwise elsewhere.

use crate::{asked, marked};
use prob::answer::Reply;

/// What is written, the piece that is marked, what is said of it; what is offered; what is then typed, and its answer.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const SPELT: [Row; 64] = [
    // Dice, as players speak of them.
    ("E(d6 reroll 2)", "d6 reroll 2", "not written like this", "`reroll(d6, 2)`", "E(reroll(d6, 2))", "19/5"),
    (
        "P(4d6 drop lowest >= 16)",
        "4d6 drop lowest",
        "not written like this",
        "`4d6dl1`",
        "P(4d6dl1 >= 16)",
        "169/1296",
    ),
    (
        "E(4d6 keep highest 3)",
        "4d6 keep highest 3",
        "not written like this",
        "`4d6kh3`",
        "E(4d6kh3)",
        "15869/1296",
    ),
    (
        "E(2d6 reroll 1)",
        "2d6 reroll 1",
        "not written like this",
        "`pool(2, reroll(d6, 1))`",
        "E(pool(2, reroll(d6, 1)))",
        "8",
    ),
    (
        "P(2d6 between 5 and 8)",
        "2d6 between 5 and 8",
        "not written like this",
        "`5 <= 2d6 <= 8`",
        "P(5 <= 2d6 <= 8)",
        "5/9",
    ),
    (
        "X ~ 5d6; P(count(x > 4 for x in X) >= 2)",
        "4 for",
        "not written like this",
        "`count(x in X: x > 4)`",
        "X ~ 5d6; P(count(x in X: x > 4) >= 2)",
        "131/243",
    ),
    // Capitals.
    (
        "Given P(A) = 1/2, P(B) = 1/3, disjoint(A, B); P(A or B)",
        "Given",
        "small letters",
        "given",
        "given P(A) = 1/2, P(B) = 1/3, disjoint(A, B); P(A or B)",
        "5/6",
    ),
    ("N(Choose 5 from deck(32))", "Choose", "small letters", "choose", "N(choose 5 from deck(32))", "201376"),
    ("N(draw 2 FROM 1..5)", "FROM", "small letters", "from", "N(draw 2 from 1..5)", "20"),
    // The end of a question.
    ("median(2d6).", ".", "full stop", "leave it out", "median(2d6)", "7"),
    ("P(2d6 = 7) =", "=", "ends without `=`", "leave it out", "P(2d6 = 7)", "1/6"),
    // Quotation marks.
    (
        "N(arrange('ELLIPSE'))",
        "'ELLIPSE'",
        "double quotation marks",
        "\"ELLIPSE\"",
        "N(arrange(\"ELLIPSE\"))",
        "1260",
    ),
    (
        "P('red ball' in draw 1 from {\"red ball\", blue})",
        "'red ball'",
        "double quotation marks",
        "\"red ball\"",
        "P(\"red ball\" in draw 1 from {\"red ball\", blue})",
        "1/2",
    ),
    // Outcomes, ranges, functions.
    (
        "H <- choose 5 from 1..9; P(9 in H)",
        "<-",
        "named with `~`",
        "~",
        "H ~ choose 5 from 1..9; P(9 in H)",
        "5/9",
    ),
    ("k ~ d6; x ~ 1 to k; P(x = 2)", "to", "written as a sign", "..", "k ~ d6; x ~ 1..k; P(x = 2)", "29/120"),
    ("N(arrange(1-7))", "1-7", "nothing to draw from", "1..7", "N(arrange(1..7))", "5040"),
    ("count(k in 1-81: even(k))", "1-81", "a quantifier runs", "1..81", "count(k in 1..81: k is even)", "40"),
    ("sum(k in 1.100: k)", "1.100", "a quantifier runs", "two points", "sum(k in 1..100: k)", "5050"),
    ("max(k in 1..0: k)", "1..0", "no largest", "from the smaller number", "max(k in 0..1: k)", "1"),
    ("function f(n) := n + 1; f(2)", "function", "begins with `def`", "def", "def f(n) := n + 1; f(2)", "3"),
    ("bernoulli(1/2, 3)", "bernoulli", "not written like this", "bernoulli(p)", "P(bernoulli(1/2))", "1/2"),
    ("E(poisson(3))", "poisson", "unknown function", "geometric(p)", "p := 1/3; E(geometric(p))", "3"),
    // What is done with dice, coins and urns.
    ("P(roll(2d6) = 7)", "roll", "unknown function", "2d6", "P(2d6 = 7)", "1/6"),
    ("N(toss(3))", "toss", "unknown function", "coins", "N(coins(3))", "8"),
    ("P(dice(2) = 7)", "dice", "unknown function", "2d6", "P(2d6 = 7)", "1/6"),
    (
        "X ~ sample 2 from urn{red:2, blue:3}; P(red in X)",
        "sample",
        "drawn or chosen",
        "draw",
        "X ~ draw 2 from urn{red:2, blue:3}; P(red in X)",
        "7/10",
    ),
    (
        "X ~ choose 2 from urn[bad:3, good:2]; P(bad in X)",
        "[",
        "stand in braces",
        "urn{…}",
        "X ~ choose 2 from urn{bad:3, good:2}; P(bad in X)",
        "9/10",
    ),
    (
        "P(red in draw 1 from urn{red 2, blue 3})",
        "red 2",
        "joined by a colon",
        "red:2",
        "P(red in draw 1 from urn{red:2, blue:3})",
        "2/5",
    ),
    (
        "X ~ draw 2 from urn{red:2, blue:3} with replacment; P(red in X)",
        "with replacment",
        "two words",
        "with replacement",
        "X ~ draw 2 from urn{red:2, blue:3} with replacement; P(red in X)",
        "16/25",
    ),
    // Cards.
    (
        "P(ace in draw 2 from a deck)",
        "a",
        "not written like this",
        "leave `a` out",
        "P(ace in draw 2 from deck)",
        "33/221",
    ),
    (
        "P(ace in draw 2 from the deck)",
        "the",
        "not written like this",
        "leave `the` out",
        "P(ace in draw 2 from deck)",
        "33/221",
    ),
    (
        "P(♠ in draw 2 from deck)",
        "♠",
        "means nothing here",
        "spades",
        "P(spades in draw 2 from deck)",
        "15/34",
    ),
    (
        "H ~ choose 5 from deck; P(poker(H) = three of a kind)",
        "three of a kind",
        "one word",
        "three_of_a_kind",
        "H ~ choose 5 from deck; P(poker(H) = three_of_a_kind)",
        "88/4165",
    ),
    (
        "H ~ choose 5 from deck; P(poker(H) = Full House)",
        "Full House",
        "one word",
        "full_house",
        "H ~ choose 5 from deck; P(poker(H) = full_house)",
        "6/4165",
    ),
    (
        "H ~ choose 5 from deck; P(poker(H) = quads)",
        "quads",
        "no poker category",
        "four_of_a_kind",
        "H ~ choose 5 from deck; P(poker(H) = four_of_a_kind)",
        "1/4165",
    ),
    (
        "H ~ choose 3 from deck; P(poker3(H) = trips)",
        "trips",
        "no poker category",
        "three_of_a_kind",
        "H ~ choose 3 from deck; P(poker3(H) = three_of_a_kind)",
        "1/425",
    ),
    // Numbers.
    ("P(bernoulli(\\frac{1}{2}))", "\\", "written with a stroke", "1/2", "P(bernoulli(1/2))", "1/2"),
    ("N(choose 6 from 49)", "49", "nothing to draw from", "1..49", "N(choose 6 from 1..49)", "13983816"),
    ("1/2 of 6", "2 of", "not written like this", "2 * …", "1/2 * 6", "3"),
    // Stated probabilities.
    (
        "P(A) = 1/2; P(B) = 1/3; P(A or B)",
        "A",
        "unknown name",
        "given P(A) = 1/2",
        "given P(A) = 1/2, P(B) = 1/3, disjoint(A, B); P(A or B)",
        "5/6",
    ),
    (
        "given P(A) = 1/2 and P(B) = 1/3 and independent(A, B); P(A or B)",
        "P(A) = 1/2 and P(B) = 1/3 and independent(A, B)",
        "a fact is an equation",
        "P(A) = 1/2, P(B) = 1/3, independent(A, B)",
        "given P(A) = 1/2, P(B) = 1/3, independent(A, B); P(A or B)",
        "2/3",
    ),
    // What is asked of a sample.
    ("X ~ 2d6; P(sum = 7)", "sum", "unknown name", "sum(X)", "X ~ 2d6; P(sum(X) = 7)", "1/6"),
    ("X ~ coins(3); P(HHT)", "HHT", "unknown name", "P(X = \"HHT\")", "X ~ coins(3); P(X = \"HHT\")", "1/8"),
    (
        "X ~ draw 2 from urn{red:2, blue:2}; P(X = {red, blue})",
        "{red, blue}",
        "cannot be compared",
        "multiset(X) = {red, blue}",
        "X ~ draw 2 from urn{red:2, blue:2}; P(multiset(X) = {red, blue})",
        "2/3",
    ),
    (
        "H ~ choose 2 from deck; P(H = {\"As\", \"Ks\"})",
        "{\"As\", \"Ks\"}",
        "cannot be compared",
        "set(H) = {\"As\", \"Ks\"}",
        "H ~ choose 2 from deck; P(set(H) = {\"As\", \"Ks\"})",
        "1/1326",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(A before B)",
        "A before B",
        "not written like this",
        "before(A, B, X)",
        "X ~ arrange(\"ABCDE\"); P(before(A, B, X))",
        "1/2",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(A next to B)",
        "A next to B",
        "not written like this",
        "adjacent(A, B, X)",
        "X ~ arrange(\"ABCDE\"); P(adjacent(A, B, X))",
        "2/5",
    ),
    (
        "X ~ arrange(\"ABCDE\"); P(A and B together)",
        "A and B together",
        "not written like this",
        "together({A, B}, X)",
        "X ~ arrange(\"ABCDE\"); P(together({A, B}, X))",
        "2/5",
    ),
    // Chinese words.
    ("概率(2d6 = 7)", "概率", "unknown function", "P", "P(2d6 = 7)", "1/6"),
    ("P(2d6 等于 7)", "等于", "no word of the language", "=", "P(2d6 = 7)", "1/6"),
    (
        "甲, 乙 ~ bernoulli(1/2); P(甲 且 乙)",
        "且",
        "no word of the language",
        "and",
        "甲, 乙 ~ bernoulli(1/2); P(甲 and 乙)",
        "1/4",
    ),
    (
        "甲, 乙 ~ bernoulli(1/2); P(甲或乙)",
        "甲或乙",
        "unknown name",
        "甲 or 乙",
        "甲, 乙 ~ bernoulli(1/2); P(甲 or 乙)",
        "3/4",
    ),
    (
        "甲 ~ bernoulli(1/3); P(非甲)",
        "非甲",
        "unknown name",
        "not 甲",
        "甲 ~ bernoulli(1/3); P(not 甲)",
        "2/3",
    ),
    ("P(2d6 = 7)。", "。", "full stop", "leave it out", "P(2d6 = 7)", "1/6"),
    // Events between signs.
    (
        "given P(A) = 1/2, P(B) = 1/3, P(A and B) = 1/6; P(A - B)",
        "A - B",
        "joined by",
        "A and not B",
        "given P(A) = 1/2, P(B) = 1/3, P(A and B) = 1/6; P(A and not B)",
        "1/3",
    ),
    (
        "given P(A) = 1/2, P(B) = 1/3, P(A + B) = 2/3; P(A and B)",
        "A + B",
        "joined by",
        "A or B",
        "given P(A) = 1/2, P(B) = 1/3, P(A or B) = 2/3; P(A and B)",
        "1/6",
    ),
    ("X, Y ~ d6; P(max{X, Y} = 4)", "{", "in parentheses", "max(…)", "X, Y ~ d6; P(max(X, Y) = 4)", "7/36"),
    ("2; d6 属于 {1, 2}", "属于", "no word of the language", "in", "P(d6 in {1, 2})", "1/3"),
    // Draws that may never end are no chain of the user's.
    (
        "X ~ draw from urn{a:2, b:1} until count(a in X) = 3; E(length(X))",
        "length(X)",
        "may never be met",
        "P(length(X) <= 10)",
        "X ~ draw from urn{a:2, b:1} until count(a in X) = 3; P(length(X) <= 10)",
        "0",
    ),
    (
        "X ~ draw from 1..3 with replacement until count(1 in X) = 2 and count(2 in X) = 1; E(length(X))",
        "length(X)",
        "may never be met",
        "P(length(X) <= 10)",
        "X ~ draw from 1..3 with replacement until count(1 in X) = 2 and count(2 in X) = 1; P(length(X) <= 3)",
        "1/9",
    ),
    // A stroke for a bar.
    (
        "X, Y ~ d6; P(X = 2 / Y = 3)",
        "2 / Y",
        "compared on either side",
        "X = 2 | Y = 3",
        "X, Y ~ d6; P(X = 2 | Y = 3)",
        "1/6",
    ),
    // What needs an order, or no negative numbers.
    (
        "median(coins(3))",
        "coins(3)",
        "an order is needed",
        "median(count(heads in coins(3)))",
        "X ~ coins(1); mode(count(tails in X) + 1)",
        "1,",
    ),
    (
        "sum(k in 0..3: C(4, k)*C(5, 2-k))",
        "C(5, 2-k)",
        "cannot be negative",
        "if k >= 0 then",
        "sum(k in 0..3: C(4, k) * (if 2 - k >= 0 then C(5, 2-k) else 0))",
        "36",
    ),
    ("E(d6).; 3", ".", "full stop", "leave it out", "E(d6)", "7/2"),
];

#[test]
fn what_is_spelt_otherwise_is_told_in_our_spelling() {
    let mut others = Vec::new();
    for (text, piece, said, offered, typed, value) in SPELT {
        let error = asked(text).expect_err(text);
        let fix = error.fix().unwrap_or_default();
        if marked(text, &error) != piece || !error.message().contains(said) || !fix.contains(offered) {
            others.push(format!("{text}\n    marked `{}`: {error}", marked(text, &error)));
        }
        let replies = asked(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{typed} is no question") };
        let line = answer.to_string();
        if !line.split([' ', '\n']).any(|word| word == value) {
            others.push(format!("{typed}\n    {line}"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
