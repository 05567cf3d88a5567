//! Outcomes looked at in blocks against the definitions, one by one.

use super::*;
use crate::Session;

#[test]
fn blocks_show_what_the_definitions_say_of_each_outcome() {
    for text in [
        "dist(3d6)",
        "X ~ 4d6; dist(sum(highest(3, X)), count(6 in X))",
        "X ~ 5d6; P(run(X) >= 4 | pairs(X) = 1)",
        "X ~ 6d6; dist(shape(X))",
        "X ~ pool(3d6, 2d4); P(X[4] > X[1] or maxcount(X) = 3)",
        "X ~ 3d6; Y ~ 2d8; P(max(X) > max(Y))",
        "X ~ pool(4, die{1:3, 5:2, 9:4}); dist(sum(X))",
        "X ~ pool(7, die{red:3, blue:2, green}); dist(count(red in X), X[1])",
        "X ~ coins(12, 1/3); dist(longest(heads in X))",
        "X ~ arrange(1..7); dist(fixed(X), cycles(X))",
        "X ~ arrange(\"MISSISSIP\"); P(apart(S, X))",
        "X ~ draw 3 from urn{red:5, blue:4, 1:2}; dist(count(red in X), X[3])",
        "X ~ draw 4 from 1..12; P(X[1] < X[2] or sum(X) mod 3 = 0)",
        "X ~ choose 4 from 1..12; dist(max(X))",
        "H ~ draw 3 from deck(32); dist(distinct(suits(H)), ace in H)",
        "X, Y ~ deal(3, 2, 1..9); dist(sum(X) > sum(Y))",
        "X ~ draw 3 from deck; P(poker3(X) = flush)",
    ] {
        let question = Session::default().questions(text).unwrap().pop().unwrap();
        let Some(numbered) = Numbered::new(&question) else { continue };
        let [node] = numbered.nodes.as_slice() else { panic!("{text}") };
        let listed =
            numbered.in_blocks(&question).unwrap_or_else(|| panic!("{text} is not looked at in blocks"));
        assert_eq!(listed.places.len() as u64, node.outcomes, "{text}");
        for (number, place) in (0..).zip(&listed.places) {
            let defined = node.meaning(&question, number).unwrap();
            assert_eq!(listed.shown[*place as usize], defined, "{text}: outcome {number}");
        }
    }
}

#[test]
fn what_fails_on_an_outcome_is_left_to_the_definitions() {
    let text = "X ~ 4d6; dist(1 / (X[1] - X[2]))";
    let question = Session::default().questions(text).unwrap().pop().unwrap();
    let numbered = Numbered::new(&question).unwrap();
    assert!(numbered.in_blocks(&question).is_none());
    assert!(numbered.tally(&question, &vec![1; 1296], 1296).is_err());
}
