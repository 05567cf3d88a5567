//! What would silently be answered otherwise than it was meant.

use crate::Row;

pub const REFUSED: [Row; 37] = [
    // Cards have no numbers.
    (
        "X ~ draw 2 from deck; P(value(X) = 21)",
        "X",
        "value reads a row of digits 0 to 9",
        "`X ~ draw 2 from urn{2..9:4, 10:16, 11:4}; P(sum(X) = 21)`",
        "32/663",
    ),
    // A die keeps its faces.
    (
        "X ~ draw from d6 until 6 in X; E(length(X))",
        "d6",
        "a die keeps its faces",
        "X ~ `draw from d6 with replacement until` 6 in X; E(length(X))",
        "6",
    ),
    (
        "X ~ draw from coin until heads in X; E(length(X))",
        "coin",
        "a die keeps its faces",
        "X ~ `draw from coin with replacement until` heads in X; E(length(X))",
        "2",
    ),
    ("N(arrange(d6))", "d6", "a die keeps its faces", "N(arrange(`1..6`))", "720"),
    (
        "A, B ~ deal(2, 2, die{w:0.6, l:0.4}); P(w in A)",
        "die{w:0.6, l:0.4}",
        "a die keeps its faces",
        "A, B ~ deal(2, 2, `urn{w:3, l:2}`); P(w in A)",
        "9/10",
    ),
    (
        "E(length(subset(die{1, 2, 9})))",
        "die{1, 2, 9}",
        "keeps its faces",
        "E(length(subset(`urn{1:1, 2:1, 9:1}`)))",
        "3/2",
    ),
    // Dice that explode and dice that are thrown again, each for itself.
    ("E(explode(3d6))", "explode(3d6)", "one die", "E(`pool(3, explode(d6))`)", "63/5"),
    (
        "E(reroll(2d6, {1,2}, once))",
        "reroll(2d6, {1,2}, once)",
        "one die",
        "E(`pool(2, reroll(d6, {1, 2}, once))`)",
        "25/3",
    ),
    // The end of a chain is no sample.
    (
        "S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 10 steps; P(0 in S)",
        "0 in S",
        "its path is not kept",
        "S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 10 steps; P(`S = 0`)",
        "63/256",
    ),
    (
        "S ~ chain from 0 step {x+1: 1/2, x-1: 1/2} for 10 steps; P(max(S) >= 3)",
        "S",
        "its path is not kept",
        "S ~ `chain (x, m) from (0, 0) step {(x+1, max(m, x+1)): 1/2, (x-1, m): 1/2} for 10 steps`; P(S[2] >= 3)",
        "11/32",
    ),
    (
        "S ~ chain from A step if x = A then {A: 1/2, B: 1/2} else {A: 1} for 2 steps; P(A in S)",
        "A in S",
        "its path is not kept",
        "S ~ chain from A step if x = A then {A: 1/2, B: 1/2} else {A: 1} for 2 steps; P(`S = A`)",
        "3/4",
    ),
    // `is` speaks of one element.
    (
        "X ~ draw 3 from urn{red:3, blue:2}; P(X is red)",
        "X is red",
        "`is` speaks of one element",
        "X ~ draw 3 from urn{red:3, blue:2}; P(`all(x in X: x is red)`)",
        "1/10",
    ),
    (
        "H ~ choose 2 from deck; P(H is not (ace or king))",
        "H is not (ace or king)",
        "`is` speaks of one element",
        "H ~ choose 2 from deck; P(`all(x in H: x is not (ace or king))`)",
        "473/663",
    ),
    ("X ~ 2d6; P(X is odd)", "X is odd", "`is` speaks of one element", "X ~ 2d6; P(`sum(X) is odd`)", "1/2"),
    ("X ~ 2d6; P(X is 6)", "X is 6", "`is` speaks of one element", "X ~ 2d6; P(`6 in X`)", "11/36"),
    // A text is no set of letters.
    (
        "X ~ draw 2 from \"ABCDE\"; P(X[1] in \"AB\")",
        "X[1] in \"AB\"",
        "one word",
        "X ~ draw 2 from \"ABCDE\"; P(`X[1] in {A, B}`)",
        "2/5",
    ),
    ("P(A in \"ABC\")", "A in \"ABC\"", "one word", "P(`A in draw 1 from \"ABC\"`)", "1/3"),
    ("P(\"AB\" in \"CABD\")", "\"AB\" in \"CABD\"", "one word", "P(`\"AB\" in arrange(\"CABD\")`)", "1/4"),
    // What no element matches.
    (
        "H ~ draw 5 from deck; P((ace and king) in H)",
        "(ace and king)",
        "no element is both",
        "H ~ draw 5 from deck; P(`ace in H and king in H`)",
        "6509/64974",
    ),
    ("X ~ 2d6; P((1 and 2) in X)", "(1 and 2)", "no element is both", "X ~ 2d6; P(`(1 or 2) in X`)", "5/9"),
    ("X ~ 3d6; P((1, 2) in X)", "(1, 2)", "no tuples", "X ~ 3d6; P(`\"12\" in X`)", "1/18"),
    ("X ~ 3d6; P((1, 2) in X)", "(1, 2)", "no tuples", "X ~ 3d6; P(`1 in X and 2 in X`)", "5/36"),
    ("X ~ 3d12; P(\"12\" in X)", "\"12\"", "or its digits", "X ~ 3d12; P(`12 in X`)", "397/1728"),
    (
        "X ~ 3d12; P(\"12\" in X)",
        "\"12\"",
        "or its digits",
        "X ~ 3d12; P(`any(i in 1..2: X[i] = 1 and X[i+1] = 2)`)",
        "1/72",
    ),
    // Digits are no number, and a set is no sample.
    ("X ~ digits(3); P(X > 500)", "X", "a row of digits", "X ~ digits(3); P(`value(X)` > 500)", "499/900"),
    ("X ~ digits(3); P(X mod 7 = 0)", "X", "a row of digits", "X ~ digits(3); P(`sum(X)` mod 7 = 0)", "7/50"),
    ("E(digits(2))", "digits(2)", "a row of digits", "X ~ digits(2); E(`value(X)`)", "109/2"),
    (
        "X ~ subset(1..3); P(X = {1, 2})",
        "{1, 2}",
        "cannot be compared with a sample",
        "X ~ subset(1..3); P(`set(X) = {1, 2}`)",
        "1/8",
    ),
    (
        "X ~ choose 2 from 1..5; P(X = {1, 2})",
        "{1, 2}",
        "cannot be compared with a sample",
        "X ~ choose 2 from 1..5; P(`multiset(X) = {1, 2}`)",
        "1/10",
    ),
    // Comparisons of neighbours.
    ("P(5d10>7 = 3)", "5d10>7 = 3", "compares two numbers", "P(`count(>7 in 5d10) = 3`)", "1323/10000"),
    (
        "a, b, c ~ d6; P(a != b != c)",
        "a != b != c",
        "neighbours",
        "a, b, c ~ d6; P(`a != b and a != c and b != c`)",
        "5/9",
    ),
    // The median of what?
    (
        "X ~ choose 5 from 1..9; E(median(X))",
        "median(X)",
        "could be that of the elements",
        "X ~ choose 5 from 1..9; E(`sorted(X)[3]`)",
        "5",
    ),
    (
        "X ~ 2d6; P(median(X) = 3.5)",
        "median(X)",
        "could be that of the elements",
        "X ~ 2d6; P(`mean(middle(2, X))` = 3.5)",
        "1/6",
    ),
    (
        "X ~ 2d6; P(X > median(X))",
        "median(X)",
        "could be that of the elements",
        "X ~ 2d6; `m := median(X)`; P(X > m)",
        "5/12",
    ),
    (
        "X ~ 2d6; P(X > quantile(X, 1/2))",
        "quantile(X, 1/2)",
        "could be that of the elements",
        "X ~ 2d6; `m := quantile(X, 1/2)`; P(X > m)",
        "5/12",
    ),
    (
        "X ~ 2d6; P(X = mode(X))",
        "mode(X)",
        "could be that of the elements",
        "X ~ 2d6; `m := mode(X)`; P(X = m)",
        "1/6",
    ),
    (
        "H ~ draw 5 from deck; P(ace and king in H)",
        "ace",
        "unknown name",
        "H ~ draw 5 from deck; P(`ace in H` and king in H)",
        "6509/64974",
    ),
];
