//! What samples have in common: one outcome for each number of labels must answer like the list of all pairs of outcomes.

use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};

fn law(program: &str, choice: Choice) -> Exact {
    let settings = Settings { trials: 0, explain: false, choice, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program);
    let replies = replies.unwrap_or_else(|e| panic!("{program}: {e}"));
    match replies.last().map(Reply::plain) {
        Some(Reply::Answer(answer)) => match &answer.value {
            Exact::Distribution(law) => Exact::Distribution(law.clone().reduced()),
            other => other.clone(),
        },
        _ => panic!("{program}: no answer"),
    }
}

fn same_as_listed(program: &str) {
    let listed = law(program, Choice::Only(Road::Enumeration));
    assert_eq!(law(program, Choice::Cheapest), listed, "{program}");
}

#[test]
fn throws_share_faces_as_their_list_says() {
    for faces in 1..=4 {
        for first in 1..=3 {
            for second in 1..=3 {
                let thrown = format!("X ~ pool({first}, d{faces}); Y ~ pool({second}, d{faces})");
                same_as_listed(&format!("{thrown}; dist(common(X, Y))"));
                same_as_listed(&format!("{thrown}; P(common(X, Y) = 1 | common(Y, X) < 2)"));
                if second <= faces {
                    let chosen = format!("X ~ pool({first}, d{faces}); Y ~ choose {second} from 1..{faces}");
                    same_as_listed(&format!("{chosen}; dist(common(X, Y))"));
                    same_as_listed(&format!("{chosen}; E(common(Y, X))"));
                }
            }
        }
    }
}

#[test]
fn packs_compared_place_by_place_are_one_pack_beside_its_numbers() {
    for program in [
        "X, Y ~ arrange(1..4); P(any(i in 1..4: X[i] = Y[i]))",
        "X, Y ~ draw 3 from 1..4; dist(count(i in 1..3: X[i] = Y[i]))",
        "X, Y ~ arrange(2, 1..4); dist(count(i in 1..2: X[i] = Y[i]))",
        "X, Y ~ arrange(\"AABC\"); P(X[1] = Y[1])",
        "X, Y ~ draw 3 from 1..4; dist(count(i in 1..2: X[i] = Y[i + 1]))",
        "X ~ draw 2 from 1..4; Y ~ pool(3, d4); dist(count(i in 1..2: X[i] = Y[i]))",
        "X ~ pool(3, d4); Y ~ draw 2 from 1..4; dist(count(i in 1..2: X[i] = Y[i]))",
        "X ~ draw 2 from 1..4; Y ~ pool(3, d4); P(X[1] = Y[1] | Y[1] = Y[2])",
        "X, Y ~ draw 2 from 1..4; P(X[1] = Y[-1] and common(X, Y) = 2)",
        "X, Y, Z ~ draw 2 from 1..3; P(X[1] = Y[1] and Y[2] = Z[2])",
        "X, Y, Z ~ draw 2 from 1..3; P(X[1] = Y[1] | X[2] != Z[2] or common(Y, Z) = 1)",
        "X, Y ~ draw 2 from 1..4; P(X[1] = Y[1] and X[1] = 3)",
        "X, Y ~ draw 2 from 1..4; P(X[1] = Y[1] or X[1] < Y[2])",
        "X, Y ~ draw 2 from {1, 1, 2, 3}; P(X[1] = Y[1])",
        "X ~ draw 2 from 1..4; Y ~ draw 2 from 2..5; P(X[1] = Y[1])",
    ] {
        same_as_listed(program);
    }
}

#[test]
fn what_tells_faces_apart_is_not_exchanged() {
    for program in [
        "X, Y ~ pool(3, d4); dist(common(X, Y), sum(X))",
        "X, Y ~ pool(2, d4); P(common(X, Y) = 1 | 3 in Y)",
        "X ~ pool(2, d4); Y ~ pool(2, d3); dist(common(X, Y))",
        "X, Y ~ pool(2, die{1:2, 2:1, 3:1}); dist(common(X, Y))",
        "X ~ pool(2, d3); Y ~ pool(d2, d4); dist(common(X, Y))",
        "X, Y, Z ~ pool(2, d3); P(common(X, Y) = 1 and common(Y, Z) = 1)",
        "X, Y, Z ~ pool(2, d3); dist(common(X, Y) + common(Y, Z) + common(X, Z))",
        "X ~ pool(3, d4); Y ~ draw 2 from {1, 1, 2, 3, 4}; dist(common(X, Y))",
    ] {
        same_as_listed(program);
    }
}

#[test]
fn pools_too_large_to_list_are_answered() {
    // ∑ over the different faces of the first: ways to show k of 12, times (12 − k)⁵.
    let expected = "636560441/5159780352".parse::<num_rational::BigRational>().unwrap();
    let found = law("X, Y ~ pool(5, d12); P(common(X, Y) = 0)", Choice::Cheapest);
    assert_eq!(found, Exact::Probability(expected));
    let packs = law("X, Y ~ arrange(1..11); P(all(i in 1..11: X[i] != Y[i]))", Choice::Cheapest);
    let derangements = law("P(fixed(arrange(1..11)) = 0)", Choice::Cheapest);
    assert_eq!(packs, derangements);
}

#[test]
fn subsets_share_elements_as_their_list_says() {
    for size in 1..=4 {
        let sets = format!("X, Y ~ subset(1..{size})");
        same_as_listed(&format!("{sets}; dist(common(X, Y))"));
        same_as_listed(&format!("{sets}; P(common(X, Y) = 0 | common(Y, X) < 2)"));
        same_as_listed(&format!("{sets}; dist(common(X, Y), sum(X))"));
        same_as_listed(&format!("{sets}; P(common(X, Y) = 1 | size(X) = 1)"));
        same_as_listed(&format!("X ~ subset(1..{size}); Y ~ choose 1 from 1..{size}; dist(common(X, Y))"));
        same_as_listed(&format!("X ~ subset(1..{size}); Y ~ pool(2, d{size}); dist(common(X, Y))"));
    }
    same_as_listed("X, Y ~ subset({1, 1, 2}); dist(common(X, Y))");
    same_as_listed("X, Y, Z ~ subset(1..3); P(common(X, Y) = 1 and common(Y, Z) = 1)");
    same_as_listed("X ~ subset(1..3); Y ~ subset(1..2); E(common(X, Y))");
    assert_eq!(
        law("X, Y ~ subset(1..60); P(common(X, Y) = 0) * (4/3)^60", Choice::Cheapest),
        law("1 * 1", Choice::Cheapest)
    );
}
