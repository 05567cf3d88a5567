//! The mistakes of a first-week student, and what each is told: a message to act on, at the piece that must change.

use prob::Error;
use prob::answer::Reply;
use prob::language::parse;
use prob::session::{Session, Settings};

/// What is written, the piece that is marked, what is said of it, and how to mend it.
const MISTAKES: [(&str, &str, &str, &str); 67] = [
    ("P(2d6 = 7) in percent", "percent", "unknown name", "`P(2d6 = 7) to percent`"),
    ("odds(2d6 = 7)", "odds(2d6 = 7)", "unknown function", "`P(2d6 = 7) to odds`"),
    ("P(1/0 = 1)", "0", "division by zero", "no number times 0 is 1"),
    ("P(0/0 = 1)", "0", "division by zero", "every number times 0 is 0"),
    (
        "X ~ 3d6; P(X[1..99999999999999999999] = 3)",
        "X[1..99999999999999999999]",
        "has only 3 elements",
        "from 1 to 3",
    ),
    ("X ~ 3d6; P(X[1/2] = 3)", "1/2", "an index is a whole number", "the last `X[-1]`"),
    ("solve p: P(coin = heads) = p", "p", "lies between two numbers", "`solve p in 0..1: …`"),
    (
        "solve p in 0..1: 2*p = p + p",
        "2*p = p + p",
        "every `p` solves this",
        "`for p in {1/4, 1/2, 3/4}: 2 * p, p + p`",
    ),
    ("X ~ 3d6; P(X[5..4] = 3)", "X[5..4]", "X has only 3 elements", "from 1 to 3"),
    ("P(dice = 6)", "dice", "unknown name", "`d6`, `2d6`"),
    ("P(heads)", "heads", "unknown name", "`coin = heads`"),
    ("P(coin = head)", "head", "the coin has no `head`", "`heads`"),
    ("P(coins(3) = HHH)", "HHH", "the coin has no `HHH`", "`\"HHH\"`"),
    ("P(coins(3) = heads)", "heads", "a sample cannot be compared with a label", "`X[1] = …`"),
    (
        "P(5 heads in 10 flips)",
        "5 heads in 10 flips",
        "not written like this",
        "`count(heads in coins(10)) = 5`",
    ),
    ("P(count(heads in 10 coins) = 5)", "10 coins", "not written like this", "`coins(10)`"),
    ("P(roll 2d6 = 7)", "roll 2d6", "not written like this", "leave `roll` out"),
    ("P(sum 2d6 = 7)", "sum 2d6", "not written like this", "`sum(2d6)`"),
    (
        "P(all heads in coins(3))",
        "all heads in coins(3)",
        "not written like this",
        "`all(x in coins(3): x is heads)`",
    ),
    ("P(3 d6 = 10)", "3 d6", "dice are written in one word", "`3d6`"),
    ("P(2d = 7)", "2d", "the number of faces is missing", "`2d6`"),
    ("X = 2d6; P(X = 7)", "X", "unknown name `X`", "`~`"),
    ("X := 2d6; P(X = 7)", "2d6", "an experiment", "`~`"),
    ("P(X = 3)", "X", "unknown name `X`", "`X ~ 2d6`"),
    ("X ~ 2d6; P(X1 = 6)", "X1", "unknown name `X1`", "`X[1]`"),
    ("X ~ 2d6; P(X(1) = 6)", "X", "unknown function `X`", "`X[…]`"),
    (
        "X, Y ~ 2d6; P(multiset(X) = sorted(Y))",
        "multiset(X) = sorted(Y)",
        "cannot be compared with a row",
        "multiset(Y)",
    ),
    ("X ~ 2d6; P(seq(X) = 7)", "seq(X)", "a number is needed here, not a row", "sum(…)"),
    ("X, Y ~ 2d6; P(seq(X) < seq(Y))", "<", "a row has no order", "`=`"),
    ("H ~ draw 2 from deck; P(even in H)", "even", "cards have ranks", "(2 or 4 or 6 or 8 or 10)"),
    ("X ~ 2d6; P(count(6, 5 in X) = 1)", "count(6, 5 in X)", "one pattern", "count({6, 5} in X)"),
    (
        "H ~ draw 2 from deck; P(count(ace or king in H) = 1)",
        "count(ace or king in H)",
        "arguments",
        "((ace or king) in H)",
    ),
    ("given E(X) = 3; E(2*X)", "E(X)", "states probabilities", "P(A) = 1/2"),
    ("P(heads in draw 2 from coin)", "coin", "it is thrown", "with replacement"),
    ("P(d% <= 45%)", "45%", "whole numbers", "did you mean `45`"),
    ("X ~ draw 2 from urn{low:1, high:2}; P(sorted(X)[1] = high)", "X", "have none", "count(low in X)"),
    ("X ~ deal(2, 5, deck); P(ace in X)", "X", "several hands", "`X[1]`"),
    ("X ~ split(1..4, into 2); P(shape(X) = \"2+2\")", "X", "share none", "max(g in X: length(g))"),
    ("H ~ draw 2 from deck; P(increasing(H))", "H", "needs an order", "increasing(ranks(X))"),
    ("H ~ draw 2 from deck; P(14 in ranks(H))", "14", "no rank is called `14`", "ace"),
    ("X ~ 2d6; P(X[3] = 6)", "3", "only 2 elements", "from 1 to 2"),
    (
        "P(X > 3) where X ~ d6",
        "P(X > 3) where X ~ d6",
        "named before it is asked about",
        "`X ~ d6; P(X > 3)`",
    ),
    ("X ~ d6; P(X > 4 | X even)", "X even", "not written like this", "`X is even`"),
    ("X ~ d6; P(X > 4 if X is even)", "if", "missing", "follows `|`"),
    ("P(d6 > 4 | even)", "even", "unknown name `even`", "`d6 is even`"),
    ("P(d6 = 1 or 2)", "2", "an event is needed here, not a number", "`X = 1 or X = 2`"),
    ("P(2d6 >= 7 and <= 9)", "<= 9", "an event is needed here", "the whole comparison again"),
    ("P(d6 = {1,2})", "{1,2}", "a set cannot be compared with a number", "`X in {1, 2}`"),
    ("P(d6 in 1,2)", "2", "P takes an event, not a number", "`in {1, 2}`"),
    ("P(2d6)", "2d6", "P takes an event, not a number", "`= 7`"),
    ("E(2d6 = 7)", "2d6 = 7", "E takes a number, not an event", "`P(2d6 = 7)`"),
    ("P(5,2)", "P(5,2)", "P takes an event, not numbers", "`A(5,2)`"),
    ("p(2d6 = 7)", "p", "unknown function `p`", "`P`"),
    ("P[2d6 = 7]", "P", "unknown name `P`", "`P(…)`"),
    ("P(2d6 = 7", "(", "never closed", "`)`"),
    ("P(2d6 => 7)", "=>", "another notation", "`>=`"),
    ("X ~ coins(3); P(X[1] = heads & X[2] = heads)", "&", "another notation", "`and`"),
    ("variance(2d6)", "variance", "unknown function", "`Var`"),
    ("nCr(5,2)", "nCr", "unknown function", "`C`"),
    ("5C2", "5C2", "the notation of calculators", "`C(5, 2)`"),
    ("binomial(10, 0.5, 5)", "binomial(10, 0.5, 5)", "not written like this", "`P(binomial(10, 0.5) = 5)`"),
    ("1,000,000", ",", "without commas", "`1000000`"),
    ("draw 5 from deck", "draw 5 from deck", "no question", "`dist(…)`"),
    ("P(draw 2 aces from deck)", "aces", "a plain number", "`count(aces in draw 2 from deck) = 2`"),
    (
        "H ~ choose 5 from deck; P(H = full_house)",
        "full_house",
        "has no `full_house`",
        "`poker(H) = full_house`",
    ),
    ("P(count(red in choose 6 from urn{red:3, blue:2}) = 1)", "6", "cannot draw 6 from 5", "at most 5"),
    ("P(die{1:1/2, 2:1/3} = 1)", "die{1:1/2, 2:1/3}", "add up to `5/6`", "add up to 1"),
];

fn asked(text: &str) -> Result<Vec<Reply>, Error> {
    let settings = Settings { trials: 0, ..Settings::default() };
    Session { settings, ..Session::default() }.ask(text)
}

#[test]
fn each_mistake_is_told_so_that_it_can_be_mended() {
    let told = |(text, piece, said, mended): (&str, &str, &str, &str)| {
        let error = asked(text).expect_err(text);
        let marked: String = match error.span() {
            Some(span) => text.chars().skip(span.start).take(span.end - span.start).collect(),
            None => String::new(),
        };
        let fix = error.fix().unwrap_or_default();
        let as_wanted = marked == piece && error.message().contains(said) && fix.contains(mended);
        (!as_wanted).then(|| format!("{text}\n    marked `{marked}`: {error}"))
    };
    let others: Vec<String> = MISTAKES.into_iter().filter_map(told).collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
}

#[test]
fn what_is_offered_instead_can_be_read() {
    let mut offered = 0;
    for (text, ..) in MISTAKES {
        let error = asked(text).expect_err(text);
        let (Some(span), Some(fix)) = (error.span(), error.fix()) else { panic!("{text}: {error}") };
        let ours = fix.strip_prefix("did you mean `").and_then(|rest| rest.split('`').next());
        // Where the message leaves something open, or asks for a sign in another place, there is nothing to put in.
        let Some(ours) = ours.filter(|ours| !ours.contains('…') && *ours != "~") else { continue };
        let characters: Vec<char> = text.chars().collect();
        let before: String = characters[..span.start].iter().collect();
        let after: String = characters[span.end..].iter().collect();
        let mended =
            if text.starts_with("1,000") { ours.to_owned() } else { format!("{before}{ours}{after}") };
        assert!(parse(&mended).is_ok(), "{text} became {mended}");
        offered += 1;
    }
    assert!(offered >= 15, "{offered}");
}
