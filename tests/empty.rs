//! Experiments in which nothing is chosen, or from which nothing can be: each statistic of theirs has the answer that the
//! list of outcomes gives, or is refused; none panics.

use prob::answer::{Exact, Reply};
use prob::session::{Session, Settings};
use prob::solve::{Choice, Road};
use prob::statistic::functions;

const EMPTY: [&str; 20] = [
    "subset({})",
    "choose 0 from {}",
    "choose 0 from urn{a:0}",
    "choose 0 from {a, b}",
    "choose 2 from urn{a:2, b:0}",
    "choose 0 from {} with repetition",
    "draw 0 from {}",
    "draw 0 from urn{a:0}",
    "draw 0 from {1, 2}",
    "draw 0 from 1..3 with replacement",
    "arrange({})",
    "arrange(\"\")",
    "0d6",
    "pool(0, d6)",
    "2d1",
    "coins(0)",
    "deal(0, 0, {})",
    "deal(0, 1, deck)",
    "balls(0 into 2)",
    "balls(2 into 1)",
];

/// What is asked of them.
fn asked() -> impl Iterator<Item = String> {
    let of = |function: &'static prob::statistic::Function| {
        let name = function.name;
        [
            format!("{name}(X)"),
            format!("{name}(1, X)"),
            format!("{name}(X, 1)"),
            format!("{name}(a in X)"),
            format!("{name}(1 in X)"),
            format!("{name}(x in X: x = 1)"),
            format!("{name}(X, X)"),
            format!("{name}(1, 2, X)"),
        ]
    };
    let more = ["1 in X", "X = {1}", "X[1] = 1", "X is 1", "all(x in X: x = 1)", "any(x in X: x = 1)"];
    let more = more.into_iter().map(str::to_owned);
    functions().filter(|f| !f.name.contains(' ')).flat_map(of).chain(more)
}

/// The law of what is asked, with its derivation and a few trials.
fn law(space: &str, asked: &str, choice: Choice) -> Option<Exact> {
    let settings = Settings { trials: 50, choice, ..Settings::default() };
    let replies =
        Session { settings, ..Session::default() }.ask(&format!("X ~ {space}; dist({asked})")).ok()?;
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else { return None };
    match &answer.value {
        Exact::Distribution(law) => Some(Exact::Distribution(law.clone().reduced())),
        other => Some(other.clone()),
    }
}

#[test]
fn what_is_asked_of_nothing_has_the_answer_of_the_list() {
    let (mut wrong, mut answered) = (Vec::new(), 0);
    for space in EMPTY {
        for asked in asked() {
            let found = std::panic::catch_unwind(|| law(space, &asked, Choice::Cheapest));
            let Ok(found) = found else {
                wrong.push(format!("{space}: {asked} panics"));
                continue;
            };
            let Some(found) = found else { continue };
            answered += 1;
            match law(space, &asked, Choice::Only(Road::Enumeration)) {
                Some(listed) if listed != found => {
                    wrong.push(format!("{space}: {asked}: {found:?}, {listed:?}"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(answered > 200, "{answered}");
}
