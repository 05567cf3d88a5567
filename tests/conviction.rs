//! A test of the check: wrong values are convicted, right ones never, and the same seed gives the same trials.

#[allow(dead_code, reason = "the oracle knows more than is asked here")]
#[path = "roads/oracle.rs"]
mod oracle;
#[allow(dead_code, reason = "the catalogue is the roads'")]
#[path = "roads/spaces.rs"]
mod spaces;

use prob::budget::Budget;
use prob::dist::Dist;
use prob::model::pattern::Comparison;
use prob::model::{Space, Value};
use prob::question::{Asked, Experiment, Expr, Named, Node, Quantifier, Question};
use prob::session::check;
use prob::simulate::{Tally, Verdict, simulate, verdict};
use prob::solve::{Choice, Exact, solve};
use prob::statistic::function;
use spaces::{cards, die, int, letters, loaded, range, urn};

fn question(space: &Space, asked: Asked, given: Option<Expr>) -> Question {
    let experiment = Experiment::of(space.clone(), &format!("{space:?}"));
    Question::new(vec![Named { name: Some("X".into()), experiment }], asked, given).unwrap()
}

fn exact(question: &Question) -> Exact {
    solve(question, Choice::Cheapest, &Budget::default()).unwrap().value
}

fn tally(question: &Question, trials: u64, seed: u64, threads: usize) -> Tally {
    simulate(question, trials, seed, threads, &Budget::default()).unwrap()
}

/// The moments by which a mean is judged, where its distribution is known.
fn moments(law: Option<&Dist<Value>>, claim: &Exact) -> Option<verdict::Moments> {
    match (law, claim) {
        (Some(law), Exact::Number(claimed)) => Some(check::moments(law, claimed)),
        _ => None,
    }
}

fn x() -> Expr {
    Expr::new(Node::Name(0))
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::new(Node::Call(function(name, arguments.len()).unwrap(), arguments))
}

fn of_x(name: &str) -> Expr {
    call(name, vec![x()])
}

fn compare(comparison: Comparison, a: Expr, b: impl Into<Value>) -> Expr {
    Expr::new(Node::Compare(comparison, a, Expr::value_of(b)))
}

fn count(label: impl Into<Value>) -> Expr {
    call("count", vec![Expr::value_of(label), x()])
}

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), Expr::value_of(place)))
}

/// Three dice as they should be, and three whose last face weighs 2 instead of 1.
fn right_and_wrong() -> (Space, Space) {
    let faces = |last| (1..=6).map(|n| (int(n), if n == 6 { last } else { 1 })).collect::<Vec<_>>();
    (Space::trials(loaded(&faces(1)), 3), Space::trials(loaded(&faces(2)), 3))
}

#[test]
fn a_face_weight_that_is_off_by_one_is_convicted() {
    let (right, wrong) = right_and_wrong();
    let event = compare(Comparison::AtLeast, of_x("sum"), 12);
    let (asked, given) = (Asked::Probability(event), None);
    let (innocent, guilty) = (question(&right, asked.clone(), given.clone()), question(&wrong, asked, given));
    let trials = tally(&innocent, 100_000, 1, 2);
    let judged = |question: &Question| match exact(question) {
        Exact::Probability(p) => check::of_probability(&p, &trials, 1).verdict,
        other => panic!("{other:?}"),
    };
    assert_eq!(judged(&innocent), Verdict::Agrees);
    assert_eq!(judged(&guilty), Verdict::Disagrees);
    assert!(oracle::same(&oracle::answer(&innocent).unwrap(), &exact(&innocent)));
    assert!(!oracle::same(&oracle::answer(&innocent).unwrap(), &exact(&guilty)));
}

#[test]
fn a_distribution_with_a_wrong_weight_is_convicted() {
    let (right, wrong) = right_and_wrong();
    for statistic in ["sum", "max", "shape", "multiset"] {
        let asked = Asked::Distribution(vec![of_x(statistic)]);
        let (innocent, guilty) = (question(&right, asked.clone(), None), question(&wrong, asked, None));
        let trials = tally(&innocent, 50_000, 2, 2);
        let judged = |question| check::check(&innocent, &exact(question), None, &trials, 2).unwrap().verdict;
        assert_eq!(judged(&innocent), Verdict::Agrees, "{statistic}");
        assert_eq!(judged(&guilty), Verdict::Disagrees, "{statistic}");
        assert!(!oracle::same(&oracle::answer(&innocent).unwrap(), &exact(&guilty)));
    }
}

#[test]
fn a_wrong_mean_is_convicted() {
    let (right, wrong) = right_and_wrong();
    let law = |space: &Space| match exact(&question(space, Asked::Distribution(vec![of_x("sum")]), None)) {
        Exact::Distribution(law) => law,
        other => panic!("{other:?}"),
    };
    let asked = question(&right, Asked::Mean(of_x("sum")), None);
    let trials = tally(&asked, 50_000, 3, 2);
    let guilty = question(&wrong, Asked::Mean(of_x("sum")), None);
    let judged = |mean: &Question, law: &Dist<Value>| {
        let claim = exact(mean);
        check::check(&asked, &claim, moments(Some(law), &claim).as_ref(), &trials, 3).unwrap().verdict
    };
    assert_eq!(judged(&asked, &law(&right)), Verdict::Agrees);
    // Whether the law, from which only the spread is taken, is right or has the same mistake.
    assert_eq!(judged(&guilty, &law(&right)), Verdict::Disagrees);
    assert_eq!(judged(&guilty, &law(&wrong)), Verdict::Disagrees);
}

#[test]
fn a_value_that_cannot_be_is_convicted_by_one_trial() {
    let (right, _) = right_and_wrong();
    let asked = question(&right, Asked::Distribution(vec![of_x("max")]), None);
    let trials = tally(&asked, 1_000, 4, 1);
    let without_six = Dist::from_weights((1..=5).map(|n| (int(n), 1u32.into()))).unwrap();
    let judged = check::check(&asked, &Exact::Distribution(without_six), None, &trials, 4).unwrap();
    assert_eq!(judged.verdict, Verdict::Disagrees);
}

/// Questions of every kind of space, with and without conditions.
fn questions() -> Vec<Question> {
    use Comparison as C;
    let dice = |n, faces| Space::trials(die(faces), n);
    let pack = || cards(&[2, 3, 4, 5, 6, 7], &["hearts", "spades", "clubs"], 1);
    let balls = || urn(&[("white", 4), ("black", 3), ("red", 2)]);
    let coins = Space::trials(loaded(&[(Value::word("heads"), 1), (Value::word("tails"), 2)]), 8);
    let highest = call("sum", vec![call("highest", vec![Expr::value_of(3), x()])]);
    let neighbours = Expr::new(Node::Compare(C::Less, at(1), at(2)));
    let even = Expr::new(Node::Arithmetic(prob::question::Operator::Modulo, at(1), Expr::value_of(2)));
    let big = compare(C::AtLeast, Expr::new(Node::Element(0)), 3);
    let many = Expr::new(Node::Each(Quantifier::Count, 0, x(), big));
    let p = |space: &Space, event| question(space, Asked::Probability(event), None);
    let given = |space: &Space, event, given| question(space, Asked::Probability(event), Some(given));
    let dist = |space: &Space, of| question(space, Asked::Distribution(vec![of]), None);
    let hands = Space::deal(pack(), &[4, 4]).unwrap();
    let hand = |name| call(name, vec![call("suits", vec![at(1)])]);
    vec![
        p(&dice(2, 6), compare(C::Equal, of_x("sum"), 7)),
        p(&dice(4, 6), compare(C::AtLeast, highest.clone(), 15)),
        dist(&dice(4, 6), highest),
        dist(&dice(5, 6), of_x("shape")),
        dist(&dice(5, 6), of_x("run")),
        dist(&dice(3, 20), of_x("range")),
        p(&dice(6, 6), compare(C::Equal, of_x("distinct"), 6)),
        p(&dice(2, 6), neighbours.clone()),
        given(&dice(2, 6), neighbours, compare(C::Equal, even.clone(), 0)),
        given(&dice(3, 6), compare(C::AtLeast, of_x("sum"), 12), compare(C::Equal, even, 1)),
        dist(&dice(6, 4), many),
        dist(&dice(5, 3), of_x("increasing")),
        p(&coins, compare(C::Equal, count("heads"), 3)),
        dist(&coins, call("longest", vec![Expr::value_of("heads"), x()])),
        dist(&coins, of_x("runs")),
        p(&Space::draw(balls(), 3).unwrap(), compare(C::Equal, count("white"), 2)),
        dist(&Space::draw(balls(), 3).unwrap(), at(2)),
        dist(&Space::draw(balls(), 4).unwrap(), call("pos", vec![Expr::value_of("red"), x()])),
        p(&Space::choose(balls(), 4).unwrap(), compare(C::AtLeast, of_x("distinct"), 3)),
        dist(&Space::choose(range(1, 10), 3).unwrap(), of_x("max")),
        dist(&Space::Multichoose(range(1, 4), 3), of_x("multiset")),
        dist(&Space::Multichoose(balls(), 3), count("red")),
        dist(&Space::words(letters("MISSISSIPPI"), 3).unwrap(), of_x("seq")),
        p(&Space::words(letters("BANANA"), 6).unwrap(), of_x("palindrome")),
        dist(&Space::words(range(1, 5), 5).unwrap(), of_x("fixed")),
        dist(&Space::words(range(1, 5), 5).unwrap(), of_x("cycles")),
        dist(&Space::Subset(range(1, 6)), of_x("length")),
        p(&Space::Subset(range(1, 6)), call("contains", vec![Expr::value_of(3), x()])),
        dist(&hands, hand("maxcount")),
        dist(&Space::Occupancy(5, 3), of_x("max")),
        dist(&Space::Occupancy(3, 3), of_x("seq")),
        question(&dice(2, 6), Asked::Mean(of_x("product")), None),
    ]
}

#[test]
fn right_values_are_not_accused() {
    let mut told = 0;
    for question in questions() {
        let value = exact(&question);
        let law = match &question.asked {
            Asked::Mean(number) => {
                let asked = Asked::Distribution(vec![number.clone()]);
                match exact(&Question { asked, ..question.clone() }) {
                    Exact::Distribution(law) => Some(law),
                    other => panic!("{other:?}"),
                }
            }
            _ => None,
        };
        for seed in 1..=5 {
            let trials = tally(&question, 5_000, seed, 2);
            let moments = moments(law.as_ref(), &value);
            let judged = check::check(&question, &value, moments.as_ref(), &trials, seed).unwrap();
            assert_ne!(judged.verdict, Verdict::Disagrees, "{question} with seed {seed}: {judged:?}");
            told += usize::from(judged.verdict == Verdict::Agrees);
        }
    }
    assert!(told > 100, "only {told} verdicts said anything");
}

#[test]
fn the_same_seed_makes_the_same_trials_on_any_number_of_threads() {
    for question in questions() {
        let one = tally(&question, 3_000, 7, 1);
        assert_eq!(one, tally(&question, 3_000, 7, 2), "{question}");
        assert_eq!(one, tally(&question, 3_000, 7, 3), "{question}");
        assert_eq!(one.trials, 3_000);
    }
    let question = &questions()[3];
    assert_ne!(tally(question, 3_000, 7, 1), tally(question, 3_000, 8, 1));
}

/// An outcome without the order that it does not have.
fn in_order(space: &Space, outcome: &Value) -> Value {
    let sorted = |row: &Value| {
        let mut elements = row.elements().to_vec();
        elements.sort();
        Value::row(elements)
    };
    match space {
        Space::Choose(..) | Space::Multichoose(..) | Space::Subset(_) => sorted(outcome),
        Space::Deal(..) => Value::row(outcome.elements().iter().map(sorted)),
        _ => outcome.clone(),
    }
}

/// How the frequencies of a sampler's outcomes fit the oracle's list of outcomes of a space.
fn fit(sampled: &Space, listed: &Space, trials: u64) -> verdict::Fit {
    let mut law = std::collections::BTreeMap::new();
    for (outcome, weight) in oracle::outcomes(listed) {
        law.entry(in_order(listed, &outcome)).or_insert((0, 0)).0 += weight;
    }
    let counts = tally(&question(sampled, Asked::Distribution(vec![x()]), None), trials, 11, 2).counts;
    for (values, count) in counts {
        law.entry(in_order(sampled, &values[0])).or_insert((0, 0)).1 += count;
    }
    let total: u128 = law.values().map(|(weight, _)| weight).sum();
    let expected: Vec<f64> = law.values().map(|(weight, _)| *weight as f64 / total as f64).collect();
    let observed: Vec<u64> = law.values().map(|(_, count)| *count).collect();
    verdict::distribution(&expected, &observed)
}

#[test]
fn samplers_throw_and_draw_what_is_listed() {
    let mut told = 0;
    for space in spaces::all() {
        let fit = fit(&space, &space, 4_000);
        assert_ne!(fit.verdict, Verdict::Disagrees, "{space:?}: {fit:?}");
        told += usize::from(fit.verdict == Verdict::Agrees);
    }
    assert!(told > 60, "only {told} samplers were judged");
}

#[test]
fn samplers_of_other_laws_are_convicted() {
    let balls = || urn(&[("white", 2), ("black", 3)]);
    let pairs = [
        // Multisets are not the pairs of a die, nor words the draws of elements, nor occupancies the throws of balls.
        (Space::Multichoose(balls(), 2), Space::trials(std::sync::Arc::new(balls().faces().unwrap()), 2)),
        (Space::words(letters("AAAB"), 2).unwrap(), Space::draw(letters("AAAB"), 2).unwrap()),
        (Space::Occupancy(2, 3), Space::words(range(0, 2), 3).unwrap()),
        (Space::Subset(range(1, 2)), Space::choose(range(1, 2), 1).unwrap()),
    ];
    for (sampled, listed) in pairs {
        assert_eq!(fit(&sampled, &listed, 4_000).verdict, Verdict::Disagrees, "{sampled:?}");
    }
}
