//! What is offered behind unfinished words.

use super::*;
use proptest::prelude::*;

fn after(text: &str) -> Vec<String> {
    let found = complete(text, text.chars().count(), &Scope::default(), &Budget::default());
    found.candidates.into_iter().map(|candidate| candidate.text).collect()
}

#[test]
fn words_are_completed_by_what_may_stand_there() {
    assert_eq!(after("P(distin"), ["distinct("]);
    assert_eq!(after("P(2d6 = 7) to per"), ["percent"]);
    assert_eq!(after("ver"), ["verify"]);
    assert!(!after("P(ver").contains(&"verify".to_owned()));
    assert_eq!(after("P(hyp"), ["hypergeometric("]);
    assert_eq!(after("U := ur"), ["urn{"]);
    assert_eq!(after("X ~ choo"), ["choose"]);
    assert_eq!(after("p"), after("p"));
    assert_eq!(after("X ~ draw 2 from dec"), ["deck"]);
    assert!(after("MAXC").contains(&"maxcount(".to_owned()));
}

#[test]
fn labels_of_the_collection_at_hand_come_first() {
    assert_eq!(after("U := urn{white:4, black:2}; X ~ draw 2 from U; P(X[1] = w"), ["white"]);
    assert_eq!(after("X ~ draw 2 from urn{white:4}; Y ~ die{win, lose}; P(Y is w"), ["win"]);
    assert_eq!(after("袋 := urn{红:3, 白:2}; P(count(红"), ["红"]);
    assert_eq!(after("H ~ draw 5 from deck; P(spa"), ["spades", "spade"]);
    assert_eq!(after("X ~ coins(2); P(X[1] = h"), ["heads"]);
    assert!(after("P(count(x in draw 2 from urn{xyz:1, xya:2}) and xy").contains(&"xyz".to_owned()));
}

#[test]
fn names_and_functions_of_the_user_are_offered() {
    assert_eq!(after("total ~ 3d6; P(tot"), ["total"]);
    assert_eq!(after("def half(n) := n/2; ha"), ["half("]);
}

#[test]
fn a_bracket_that_stands_there_is_not_written_twice() {
    let found = complete("distin(X)", 6, &Scope::default(), &Budget::default());
    assert_eq!(found.candidates[0].text, "distinct");
    assert_eq!(found.candidates[0].shown, "distinct(X)");
}

#[test]
fn texts_and_comments_are_left_alone() {
    assert!(after("P(\"he").is_empty());
    assert!(after("P(d6 = 1) # dis").is_empty());
    assert!(!after("# one\ndis").is_empty());
}

#[test]
fn the_signature_is_that_of_the_innermost_function() {
    let of = |text: &str| signature(text, text.chars().count(), &Scope::default());
    assert_eq!(of("P(count(6 in 4d6"), Some("count(pattern in X)".to_owned()));
    assert_eq!(of("P(count(6 in 4d6)"), Some("P(A) · P(A | B)".to_owned()));
    assert_eq!(of("P(d6 = 1)"), None);
    assert_eq!(of("X ~ draw 2 from urn{"), Some("urn{label:count, …}".to_owned()));
    assert_eq!(of("(1 + 2"), None);
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[P(){}dis2=# \n\"，（袋a~:;&\\[]{0,30}", at in 0_usize..40) {
        let found = complete(&text, at, &Scope::default(), &Budget::default());
        prop_assert!(found.start <= text.chars().count());
        let _ = signature(&text, at, &Scope::default());
    }
}
