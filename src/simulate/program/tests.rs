//! Compiled questions against their definitions, trial by trial.

use super::*;
use crate::question::Outcomes;
use crate::session::Session;
use crate::simulate::stream::generator;

/// Questions whose experiments have registers.
const COMPILED: &[&str] = &[
    "P(10d6 >= 40)",
    "dist(sum(8d10))",
    "X ~ 9d6; dist(max(X) - min(X))",
    "X ~ 9d6; dist(sum(highest(3, X)))",
    "X ~ 9d6; dist(sum(middle(3, X)), sum(lowest(2, X)))",
    "X ~ 9d6; P(sorted(X)[5] >= 4 and X[1] = X[2])",
    "X ~ 9d6; dist(count(6 in X), count(even in X))",
    "X ~ 9d6; P(6 in X or not (1 in X))",
    "X ~ 9d6; dist(distinct(X))",
    "X ~ 9d6; dist(distinct(X), length(X))",
    "X ~ 9d6; P(all(x in X: x >= 2))",
    "X ~ 9d6; dist(count(x in X: x mod 3 = 1))",
    "X ~ 9d6; dist(sum(x in X: x * x))",
    "X ~ 9d6; E(X[1] * X[2] - X[3])",
    "X ~ 9d6; P(X[1] > X[2] xor X[2] > X[3])",
    "X ~ 9d6; dist(if X[1] > 3 then X[2] else 10)",
    "X ~ 9d6; dist(X[1]^2 mod 5)",
    "X ~ 9d6; dist(X[1] / X[2])",
    "X ~ 9d6; P(sum(X[2..4]) = 10 | X[1] = 6)",
    "X ~ 9d6; dist(run(X))",
    "X ~ 9d6; P(maxcount(X) >= 3 | sum(X) > 30)",
    "X ~ 20d2; dist(longest(1, X))",
    "X ~ 9d6; dist(maxcount(X), pairs(X), runs(X), descents(X), run(X))",
    "X ~ 9d6; dist(shape(X))",
    "X ~ 9d6; P(shape(X) = \"3+3+2+1\" or alternates(X))",
    "X ~ 4d6; dist(palindrome(X), increasing(X), nondecreasing(X), fixed(X))",
    "X ~ 9d6; dist(longest({1, 2, 4}, X), pos(6, X), pos({3, 4}, X[2..9]))",
    "X ~ 9d6; dist(apart(6, X), adjacent(5, 6, X), before(1, {2, 3}, X), \"12\" in X)",
    "X ~ 40d6; dist(sum(highest(20, X)))",
    "X ~ 40d100; dist(distinct(X))",
    "X ~ arrange(1..9); dist(fixed(X), cycles(X), longest_cycle(X), together({1, 2, 3}, X))",
    "X ~ arrange(\"MISSISSIPPI\"); dist(apart(S, X), adjacent(M, P, X), together({S, I}, X), \"SIP\" in X)",
    "X ~ coins(70); dist(longest(heads in X), runs(X), alternates(X))",
    "H ~ draw 13 from deck; dist(shape(suits(H)))",
    "X, Y ~ choose 6 from 1..49; dist(common(X, Y))",
    "X ~ pool(5d6, 4d8); dist(maxcount(X), run(X))",
    "X ~ pool(5d6, 4d8); P(X[9] > X[1])",
    "X ~ pool(5d6, 4d8); dist(distinct(X))",
    "X ~ pool(9, die{1:3, 5:2, 9:4}); dist(sum(X))",
    "X ~ pool(9, die{red:3, blue:2, green}); dist(count(red in X), X[1])",
    "X ~ coins(30, 1/3); dist(count(heads in X))",
    "H ~ draw 5 from deck; dist(poker(H))",
    "H ~ draw 7 from deck; dist(poker(H))",
    "H ~ draw 6 from deck(32); dist(poker(H))",
    "H ~ draw 5 from deck; dist(count(ace in H), count(hearts in H))",
    "H ~ draw 5 from deck; P(ace in H and not (king in H) | spades in H)",
    "H ~ draw 5 from deck; dist(distinct(suits(H)))",
    "H ~ draw 5 from deck; dist(distinct(ranks(H)))",
    "H ~ draw 5 from deck; P(suit(H[1]) = suit(H[2]))",
    "H ~ draw 5 from deck; P(rank(H[1]) > rank(H[2]))",
    "H, G ~ deal(5, 5, deck); P(count(ace in H) > count(ace in G))",
    "H, G ~ deal(5, 5, deck); P(beats(H, G))",
    "X ~ draw 6 from urn{white:20, black:12, red:7}; dist(count(white in X), count(red in X))",
    "X ~ draw 6 from urn{white:200, black:12, red:7}; dist(count(white in X), X[1])",
    "X ~ arrange(1..12); dist(X[3])",
    "X ~ arrange(1..12); dist(count(i in 1..12: X[i] = i))",
    "X ~ draw 6 from 1..49; dist(max(X))",
    "X ~ draw 6 from 1..49; dist(count(x in X: x <= 6))",
    "X ~ draw 6 from 1..49; P(any(x in X: x mod 10 = 3) and not all(x in X: x > 5))",
    "X ~ 9d6; Y ~ d20; P(Y > X[1] + X[2])",
];

fn question(text: &str) -> Option<Question> {
    let mut questions = Session::default().questions(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    questions.pop()
}

/// Runs a block, and holds what the registers say against the definitions on the same outcomes.
fn agrees(text: &str, program: &Program, question: &Question) {
    let mut columns = vec![[0; BLOCK]; program.registers];
    let mut ops = program.ops.clone();
    let mut generator = generator(9, 0);
    for _ in 0..2 {
        ops.iter_mut().for_each(|op| op.run(&mut generator, &mut columns).unwrap());
        for lane in 0..BLOCK {
            let mut outcomes = Outcomes::default();
            outcomes.names = program
                .names
                .iter()
                .map(|name| name.as_ref().map(|shape| value(&columns, shape, lane)))
                .collect();
            if let Some(given) = &question.given {
                let holds = given.evaluate(&mut outcomes).unwrap() == Value::Truth(true);
                assert_eq!(columns[program.given.unwrap()][lane] == 1, holds, "{text}: {outcomes:?}");
            }
            for (shape, expression) in program.asked.iter().zip(question.asked.expressions()) {
                let defined = expression.evaluate(&mut outcomes).unwrap();
                assert_eq!(value(&columns, shape, lane), defined, "{text}: {outcomes:?}");
            }
        }
    }
}

#[test]
fn programs_do_what_the_definitions_say() {
    for text in COMPILED {
        let question = question(text).unwrap();
        assert!(Program::new(&question).is_some(), "{text} is not compiled");
        for unordered in [true, false] {
            let program = compile::compiled(&question, unordered);
            if let Some(program) = program {
                agrees(text, &program, &question);
            }
        }
    }
}

#[test]
fn what_has_no_register_is_left_to_others() {
    for text in [
        "X ~ 9d6; dist(multiset(X))",
        "X ~ 9d6; dist(1 / (X[1] - X[2]) | X[1] != X[2])",
        "k ~ d6; X ~ pool(k, d100); P(sum(X) > 10)",
        "X ~ subset(1..40); dist(length(X))",
    ] {
        if let Some(question) = question(text) {
            assert!(Program::new(&question).is_none(), "{text}");
        }
    }
}

#[test]
fn every_poker_hand_of_a_small_pack_has_its_category() {
    // All five-card hands of the ranks ten to ace, and with twos to sixes: straights, flushes and royal flushes.
    let poker = &crate::statistic::poker::POKER;
    let mut columns = vec![[0; BLOCK]; 2];
    for ranks in [[10, 11, 12, 13, 14], [2, 3, 4, 5, 14], [2, 3, 4, 5, 6]] {
        let suits = ["c", "d", "h", "s"];
        let label = |suit: &str, rank: i64| {
            Value::Card(crate::model::Card {
                rank,
                ..format!("2{suit}").parse::<crate::model::Card>().unwrap()
            })
        };
        let cards: Vec<Value> = suits.iter().flat_map(|suit| ranks.map(|rank| label(suit, rank))).collect();
        let population = crate::model::Population::new(
            crate::model::Collection::Deck,
            cards.iter().map(|card| (card.clone(), 1)),
        )
        .unwrap();
        let pack = hand::Pack::new(&population).unwrap();
        for set in (0u32..1 << 20).filter(|set| set.count_ones() == 5) {
            let bits = (0..20).filter(|i| set >> i & 1 == 1).fold(0, |bits, i| bits | pack.bits[i]);
            columns[0][0] = bits as i64;
            Op::Poker(0, 1).run(&mut generator(0, 0), &mut columns).unwrap();
            let defined = poker.apply(&[Value::row(pack.held(bits))]).unwrap();
            let Value::Level(level) = defined else { panic!("{defined:?}") };
            assert_eq!(columns[1][0], i64::from(level.index), "{:?}", pack.held(bits));
        }
    }
}
