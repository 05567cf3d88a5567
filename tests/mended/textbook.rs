//! What a first course asks in its own words, and how the language asks it.

use crate::Row;

pub const TEXTBOOK: [Row; 29] = [
    // Labels that do not come are not counted.
    (
        "H ~ draw 5 from deck; P(0 in counts(suits(H)))",
        "0",
        "holds no zeros",
        "H ~ draw 5 from deck; P(`distinct(suits(H)) < 4`)",
        "6133/8330",
    ),
    (
        "H ~ draw 5 from deck; P(min(counts(suits(H))) >= 1)",
        "min(counts(suits(H))) >= 1",
        "holds no zeros",
        "H ~ draw 5 from deck; P(`distinct(suits(H)) = 4`)",
        "2197/8330",
    ),
    (
        "X ~ 7d6; P(0 = min(counts(X)))",
        "0 = min(counts(X))",
        "holds no zeros",
        "X ~ 7d6; P(`distinct(X) < 6`)",
        "613/648",
    ),
    ("X ~ 3d6; P(count(0 in counts(X)) = 3)", "0", "holds no zeros", "X ~ 3d6; P(`distinct(X) < 6`)", "1"),
    // Searches and equations.
    (
        "solve p in 0..1: P(count(heads in coins(2, p)) >= 1) > 3/4",
        "P(count(heads in coins(2, p)) >= 1) > 3/4",
        "needs an equation",
        "`solve p in 0..1: P(count(heads in coins(2, p)) >= 1) = 3/4`",
        "1/2",
    ),
    // Numbers.
    ("C(5,-1)", "-1", "cannot be negative", "C(5,`1`)", "5"),
    ("(-3)!", "(-3)", "cannot be negative", "`3`!", "6"),
    ("4d6kh3 drop lowest", "4d6kh3 drop", "not written like this", "E(`4d6kh3`)", "15869/1296"),
    // Middle values of what has no order.
    ("median(coin)", "coin", "an order is needed", "`median(count(heads in coin))`", "0,"),
    ("X ~ coins(3); median(X)", "X", "an order is needed", "X ~ coins(3); `median(count(heads in X))`", "1,"),
    // Patterns and their `in`.
    ("X ~ 3d6; P(6 or 5 in X)", "6", "an event is needed", "X ~ 3d6; P(`(6 or 5) in X`)", "19/27"),
    ("X ~ 3d6; P(4 or 5 or 6 in X)", "4", "an event is needed", "X ~ 3d6; P(`(4 or 5 or 6) in X`)", "7/8"),
    ("X ~ 2d6; P(5 and 6 in X)", "5", "an event is needed", "X ~ 2d6; P(`5 in X` and 6 in X)", "1/18"),
    // A sign that begins a comment.
    ("X ~ 3d6; P(#6 = 2)", "#", "begins a comment", "X ~ 3d6; P(`count(6 in X) = 2`)", "5/72"),
    ("X ~ 3d6; P(#6 in X = 2)", "#", "begins a comment", "X ~ 3d6; P(`count(6 in X) = 2`)", "5/72"),
    ("X ~ 3d6; P(#{6 in X} = 2)", "#", "begins a comment", "X ~ 3d6; P(`count(6 in X) = 2`)", "5/72"),
    (
        "X ~ draw from 1..6 with replacement until 6 in X; P(#X = 2)",
        "#",
        "begins a comment",
        "X ~ draw from 1..6 with replacement until 6 in X; P(`length(X) = 2`)",
        "5/36",
    ),
    // Functions that are said otherwise.
    (
        "X ~ arrange(1..4); E(inversions(X))",
        "inversions(X)",
        "unknown function",
        "X ~ arrange(1..4); E(`count(i in 1..4, j in 1..4: i < j and X[i] > X[j])`)",
        "3",
    ),
    (
        "X ~ arrange(1..4); E(records(X))",
        "records(X)",
        "unknown function",
        "X ~ arrange(1..4); E(`count(i in 1..4: X[i] = max(X[1..i]))`)",
        "25/12",
    ),
    (
        "X ~ arrange(1..4); E(ascents(X))",
        "ascents(X)",
        "unknown function",
        "X ~ arrange(1..4); E(`count(i in 1..3: X[i] < X[i+1])`)",
        "3/2",
    ),
    (
        "X ~ coins(3); P(path(X))",
        "path(X)",
        "unknown function",
        "X ~ coins(3); P(`all(i in 1..3: count(heads in X[1..i]) >= i/2)`)",
        "3/8",
    ),
    (
        "X ~ coins(3); P(heads(X) = 2)",
        "heads(X)",
        "unknown function",
        "X ~ coins(3); P(`count(heads in X)` = 2)",
        "3/8",
    ),
    ("X ~ 3d6; P(sixes(X) = 2)", "sixes(X)", "unknown function", "X ~ 3d6; P(`count(6 in X)` = 2)", "5/72"),
    (
        "H ~ draw 5 from deck; P(aces(H) = 4)",
        "aces(H)",
        "unknown function",
        "H ~ draw 5 from deck; P(`count(aces in H)` = 4)",
        "1/54145",
    ),
    (
        "H ~ draw 5 from deck; P(full_house(H))",
        "full_house(H)",
        "unknown function",
        "H ~ draw 5 from deck; P(`poker(H) = full_house`)",
        "6/4165",
    ),
    // Places that have no numbers.
    (
        "X ~ colorings({red, blue}, ring(5)); P(X[1] = red)",
        "X[1]",
        "have no numbers",
        "`X ~ draw 5 from {red, blue} with replacement`; P(X[1] = red)",
        "1/2",
    ),
    (
        "X ~ colorings(1..3, cube); P(X[1] = X[2])",
        "X[1]",
        "have no numbers",
        "`X ~ draw 6 from 1..3 with replacement`; P(X[1] = X[2])",
        "1/3",
    ),
    (
        "X ~ ring({a, b, c}); P(X[1] = a)",
        "X[1]",
        "have no numbers",
        "`X ~ arrange({a, b, c})`; P(X[1] = a)",
        "1/3",
    ),
    (
        "X ~ split(1..6, 3, 3); P(1 in X[1])",
        "X[1]",
        "have no numbers",
        "`A, B ~ deal(3, 3, 1..6)`; P(1 in A)",
        "1/2",
    ),
];
