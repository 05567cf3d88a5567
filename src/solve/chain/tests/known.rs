//! Processes whose answers the textbooks give.

use super::*;
use crate::model::Seating;

#[test]
fn gamblers_and_coupons() {
    use Comparison::Equal;
    assert_eq!(p(ruin(), compare(state(), Equal, 10)), "3/10");
    assert_eq!(mean(ruin(), steps()), "21");
    assert_eq!(number(ask(coupons(6), Asked::Variance(steps()))), q("3899/100"));
    assert_eq!(mean(coupons(6), steps()), "147/10");
    let ehrenfest = integers(0, |x| vec![(x + 1, 4 - x as u64), (x - 1, x as u64)], |x| x == 4);
    assert_eq!(mean(ehrenfest, steps()), "64/3");
    let bold = integers(3, |x| vec![(x + x.min(10 - x), 2), (x - x.min(10 - x), 3)], |x| x == 0 || x == 10);
    assert_eq!(p(bold, compare(state(), Equal, 10)), "548/2945");
    let roulette = integers(50, |x| vec![(x + 1, 18), (x - 1, 20)], |x| x == 0 || x == 100);
    assert_eq!(
        p(roulette, compare(state(), Equal, 100)),
        "515377520732011331036461129765621272702107522001/100515377520732011331036461129765621272702107522001"
    );
    // The duration of a game that is won: E(T | win) = (N² − k²)/3.
    let given = Some(compare(state(), Equal, 10));
    let won = ask_under(ruin(), Asked::Mean(steps()), given, Choice::Cheapest);
    assert_eq!(number(won), q("91/3"));
}

#[test]
fn waiting_times() {
    let sixth = q("1/6");
    assert_eq!(number(ask(Chain::geometric(&sixth).unwrap(), Asked::Variance(steps()))), q("30"));
    let series = Chain::negative_binomial(4, &q("3/5")).unwrap();
    assert_eq!(p(series, compare(steps(), Comparison::AtMost, 7)), "11097/15625");
    let wait = |word| Chain::wait_for(&coin_word(word), &coin()).unwrap();
    assert_eq!(mean(wait("HH"), steps()), "6");
    assert_eq!(mean(wait("HTH"), steps()), "10");
    assert_eq!(p(wait("HTHH"), compare(steps(), Comparison::AtMost, 20)), "11317/16384");
    let urn =
        Faces::new(Collection::Urn, [("red".into(), 1u32.into()), ("blue".into(), 4u32.into())]).unwrap();
    let red = Chain::wait_for(&[Pattern::Is("red".into())], &urn).unwrap();
    assert_eq!(p(red, compare(steps(), Comparison::AtMost, 3)), "61/125");
    let words = [coin_word("THH"), coin_word("HHH")];
    let penney = Chain::race(&words, &["THH".into(), "HHH".into()], &coin()).unwrap();
    assert_eq!(p(penney, compare(state(), Comparison::Equal, "THH")), "7/8");
    // Whoever throws first: odd waits.
    let odd = Expr::new(Node::Compare(
        Comparison::Equal,
        Expr::new(Node::Arithmetic(Operator::Modulo, steps(), Expr::value_of(2))),
        Expr::value_of(1),
    ));
    assert_eq!(p(Chain::geometric(&sixth).unwrap(), odd), "6/11");
    let pattern = Value::Pattern(Arc::new(Pattern::Number(NumberClass::Odd)));
    let odd =
        Expr::new(Node::Call(&crate::statistic::counting::CONTAINS, vec![Expr::value_of(pattern), steps()]));
    assert_eq!(p(Chain::geometric(&sixth).unwrap(), odd), "6/11");
    // Memorylessness: E(T | T > 5) = 5 + E(T), and the mean of T²: Var + E².
    let given = Some(compare(steps(), Comparison::Greater, 5));
    let later = ask_under(Chain::geometric(&sixth).unwrap(), Asked::Mean(steps()), given, Choice::Cheapest);
    assert_eq!(number(later), q("11"));
    let square = Expr::new(Node::Arithmetic(Operator::Power, steps(), Expr::value_of(2)));
    assert_eq!(mean(Chain::geometric(&sixth).unwrap(), square), "66");
    let called = Expr::new(Node::Call(&STEPS, vec![Expr::new(Node::Name(0))]));
    assert_eq!(mean(Chain::geometric(&sixth).unwrap(), called), "6");
}

#[test]
fn a_total_reaches_ten() {
    let total = integers(0, |x| (1..=6).map(|d| (x + d, 1)).collect(), |x| x >= 10);
    let Exact::Distribution(law) = ask(total, Asked::Distribution(vec![state()])).unwrap() else { panic!() };
    let shown: Vec<String> = law.outcomes().map(|v| law.probability_of(v).to_string()).collect();
    let expected = "17492167/60466176 14824999/60466176 11713303/60466176 8082991/60466176 5527243/60466176 2825473/60466176";
    assert_eq!(shown.join(" "), expected);
}

#[test]
fn chains_of_pairs_and_of_fixed_length() {
    let next = |v: &Value| {
        let (a, b) = (int(&v.elements()[0]), int(&v.elements()[1]));
        let pair = |a: i64, b: i64| Value::row([Value::Int(a), Value::Int(b)]);
        Dist::from_weights([(pair(a + 1, b), BigUint::from(3u32)), (pair(a, b + 1), BigUint::from(2u32))])
    };
    let stop: Condition = Arc::new(|v| Ok(v.elements().iter().any(|n| int(n) == 4)));
    let series = Chain::new(Value::row([0.into(), 0.into()]), Arc::new(next), Stop::When(stop));
    assert_eq!(mean(series.clone(), steps()), "17804/3125");
    let wins = Expr::new(Node::At(state(), Expr::value_of(1)));
    assert_eq!(p(series.clone(), compare(wins, Comparison::Equal, 4)), "11097/15625");
    let Exact::Distribution(law) = ask(series, Asked::Distribution(vec![steps()])).unwrap() else { panic!() };
    assert_eq!(law.probability_of(&4.into()).to_string(), "97/625");
    let walk: Step = Arc::new(|x| Dist::uniform([Value::Int(int(x) + 1), Value::Int(int(x) - 1)]));
    let ten = Chain::new(Value::Int(0), walk, Stop::After(10));
    assert_eq!(p(ten.clone(), compare(state(), Comparison::Equal, 0)), "63/256");
    assert_eq!(mean(ten, steps()), "10");
    let coins = integers(
        3,
        |x| (0..=x).map(|k| (k, crate::number::binomial(x as u64, k as u64).try_into().unwrap())).collect(),
        |x| x == 0,
    );
    assert_eq!(mean(coins, steps()), "22/7");
}

#[test]
fn what_may_never_stop() {
    assert_eq!(p(trap(), stops()), "3/5");
    assert_eq!(p(ruin(), stops()), "1");
    assert_eq!(p(trap(), compare(state(), Comparison::Equal, 0)), "3/5");
    assert_eq!(p(trap(), compare(state(), Comparison::Unequal, 0)), "2/5");
    assert_eq!(p(trap(), compare(steps(), Comparison::AtMost, 2)), "1/4");
    assert_eq!(p(trap(), compare(steps(), Comparison::Greater, 2)), "3/4");
    let error = ask(trap(), Asked::Mean(steps())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undefined);
    assert!(error.message().contains("may never stop"), "{error}");
    assert_eq!(ask(trap(), Asked::Distribution(vec![state()])).unwrap_err().kind(), ErrorKind::Undefined);
    // From 2 with a trap at 5: given that it comes home, the mean is (5² − 3²)/3 by symmetry with the winner's game.
    let home = ask_under(trap(), Asked::Mean(steps()), Some(stops()), Choice::Cheapest);
    assert_eq!(number(home), q("16/3"));
    let error = ask(ruin(), Asked::Distribution(vec![steps()])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.fix().is_some());
}

#[test]
fn walks_on_infinitely_many_states() {
    let walk = |start, weights: &[(i64, u32)], barrier| {
        let law = Dist::from_weights(weights.iter().map(|(d, w)| (*d, BigUint::from(*w)))).unwrap();
        Chain::walk(start, law, barrier).unwrap()
    };
    // Ruin of a gambler against an infinitely rich bank: (q/p)^start.
    assert_eq!(p(walk(3, &[(1, 3), (-1, 2)], Barrier::At(0)), stops()), "8/27");
    assert_eq!(p(walk(3, &[(1, 2), (-1, 3)], Barrier::AtMost(0)), stops()), "1");
    assert_eq!(p(walk(3, &[(1, 1), (-1, 1)], Barrier::At(0)), stops()), "1");
    assert_eq!(p(walk(-3, &[(1, 2), (-1, 3)], Barrier::At(0)), stops()), "8/27");
    assert_eq!(p(walk(0, &[(1, 2), (-1, 3)], Barrier::AtLeast(2)), stops()), "4/9");
    // z = 1/3 + 2/3·z³ has the root (√3 − 1)/2, which is no fraction; z = 3/7 + 4/7·z³ has the root 1/2.
    let error = ask(walk(1, &[(2, 2), (-1, 1)], Barrier::At(0)), Asked::Probability(stops())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.message().contains("0.366025"), "{error}");
    assert_eq!(p(walk(1, &[(2, 4), (-1, 3)], Barrier::At(0)), stops()), "1/2");
    assert_eq!(mean(walk(3, &[(1, 1), (-1, 2)], Barrier::At(0)), steps()), "9");
    assert_eq!(number(ask(walk(3, &[(1, 1), (-1, 2)], Barrier::At(0)), Asked::Variance(steps()))), q("72"));
    let error = ask(walk(1, &[(1, 1), (-1, 1)], Barrier::At(0)), Asked::Mean(steps())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undefined);
    // Bounded questions need no theory: first return of a fair walk.
    assert_eq!(
        p(walk(1, &[(1, 1), (-1, 1)], Barrier::At(0)), compare(steps(), Comparison::AtMost, 5)),
        "11/16"
    );
    let Exact::Values(median) =
        ask(walk(3, &[(1, 1), (-1, 1)], Barrier::At(0)), Asked::Median(steps())).unwrap()
    else {
        panic!()
    };
    assert_eq!(median, [Value::Int(19)]);
}

#[test]
fn explosions() {
    let die = Faces::die(6).unwrap();
    let chain = || Chain::explode(&die).unwrap();
    assert_eq!(p(chain(), compare(state(), Comparison::AtLeast, 10)), "1/12");
    assert_eq!(p(chain(), compare(state(), Comparison::Equal, 6)), "0");
    assert_eq!(p(chain(), compare(state(), Comparison::Equal, 13)), "1/216");
    assert_eq!(mean(chain(), state()), "21/5");
    // The variance by the law cut off so deep that what is left is below 10⁻²⁰.
    let variance = number(ask(chain(), Asked::Variance(state())));
    let deep = crate::model::laws::explode(&die, 40).unwrap();
    let gap = &variance - deep.variance_of(|v| v.ratio().unwrap());
    assert!(gap > BigRational::zero() && gap < q("1e-20"), "{gap}");
    assert_eq!(ask(chain(), Asked::Distribution(vec![state()])).unwrap_err().kind(), ErrorKind::Unsupported);
    assert_eq!(ask(chain(), Asked::Median(state())).unwrap(), Exact::Values(vec![3.into(), 4.into()]));
    assert_eq!(p(chain(), compare(steps(), Comparison::Greater, 2)), "1/36");
    let one_face = Faces::die(1).unwrap();
    assert_eq!(Chain::explode(&one_face).unwrap_err().kind(), ErrorKind::Range);
}

#[test]
fn steps_beyond_the_budget_are_refused_before_they_are_made() {
    let started = std::time::Instant::now();
    let rare = Chain::geometric(&q("1/1000")).unwrap();
    let event = compare(steps(), Comparison::AtMost, 1_000_000_000);
    assert_eq!(ask(rare, Asked::Probability(event)).unwrap_err().kind(), ErrorKind::TooExpensive);
    assert!(started.elapsed().as_secs() < 5);
    // Many moduli at once have no common period that could be followed.
    let modulo = |m: i64| Expr::new(Node::Arithmetic(Operator::Modulo, steps(), Expr::value_of(m)));
    let all = (9_900..9_999).map(|m| compare(modulo(m), Comparison::Equal, 1)).collect();
    let event = Expr::new(Node::And(all));
    let error = ask(Chain::geometric(&q("1/6")).unwrap(), Asked::Probability(event)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let all = (9_900..9_999).map(|m| compare(modulo(m), Comparison::Equal, 1)).collect();
    let given = Some(Expr::new(Node::Or(all)));
    let error =
        ask_under(Chain::geometric(&q("1/6")).unwrap(), Asked::Mean(steps()), given, Choice::Cheapest);
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Unsupported);
}

#[test]
fn the_median_of_an_explosion_that_is_even_is_that_of_its_law() {
    let even = compare(
        Expr::new(Node::Arithmetic(Operator::Modulo, state(), Expr::value_of(2))),
        Comparison::Equal,
        0,
    );
    let die = Chain::explode(&Faces::die(6).unwrap()).unwrap();
    let median = ask_under(die, Asked::Median(state()), Some(even), Choice::Cheapest);
    // 2 and 4 come with 1/6 each, and all even numbers together with (1/3)/(1 − 1/6) = 2/5.
    assert_eq!(median.unwrap(), Exact::Values(vec![Value::Int(4)]));
}

#[test]
fn quantiles_of_waiting_times() {
    let six = || Chain::geometric(&q("1/6")).unwrap();
    assert_eq!(ask(six(), Asked::Median(steps())).unwrap(), Exact::Values(vec![4.into()]));
    assert_eq!(ask(six(), Asked::Mode(steps())).unwrap(), Exact::Values(vec![1.into()]));
    let rare = || Chain::geometric(&q("1/1000")).unwrap();
    assert_eq!(ask(rare(), Asked::Median(steps())).unwrap(), Exact::Values(vec![693.into()]));
    let level = Asked::Quantile(steps(), q("9/10"));
    assert_eq!(ask(rare(), level).unwrap(), Exact::Values(vec![2302.into()]));
    assert_eq!(ask(ruin(), Asked::Mode(steps())).unwrap(), Exact::Values(vec![3.into()]));
    let error = ask(rare(), Asked::Quantile(steps(), q("1"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn quantiles_of_long_waits_are_found_by_halving() {
    // A hundred steps round, and out with probability 1/2: a level that is reached exactly has the next end beside it.
    let round =
        || integers(1, |x| if x == 100 { vec![(0, 1), (1, 1)] } else { vec![(x + 1, 1)] }, |x| x == 0);
    let at = |level: &str| match ask(round(), Asked::Quantile(steps(), q(level))).unwrap() {
        Exact::Values(values) => values,
        other => panic!("{other:?}"),
    };
    assert_eq!(at("1/2"), [100.into(), 200.into()]);
    assert_eq!(at("3/4"), [200.into(), 300.into()]);
    assert_eq!(at("1/3"), [100.into()]);
    assert_eq!(at("99/100"), [700.into()]);
    // The first k with 1 − (1 − p)^k ≥ q, by its definition.
    let p = q("1/300");
    for level in ["1/10", "1/2", "9/10"].map(q) {
        let mut open = BigRational::one();
        let mut k = 0i64;
        while BigRational::one() - &open < level {
            open *= BigRational::one() - &p;
            k += 1;
        }
        let found = ask(Chain::geometric(&p).unwrap(), Asked::Quantile(steps(), level)).unwrap();
        assert_eq!(found, Exact::Values(vec![k.into()]));
    }
}

#[test]
fn draws_until() {
    let deck = Source::Population(Arc::new(cards::deck(52).unwrap()));
    let ace = [Pattern::Rank(14)];
    let chain = until_counts(&deck, &ace, &[1], Arc::new(|seen| seen[0] >= 1));
    assert_eq!(mean(chain, steps()), "53/5");
    let second = until_counts(&deck, &ace, &[2], Arc::new(|seen| seen[0] >= 2));
    assert_eq!(mean(second, steps()), "106/5");
    let impossible = until_counts(&deck, &ace, &[5], Arc::new(|seen| seen[0] >= 5));
    assert_eq!(p(impossible, stops()), "0");
    let die = Source::Faces(Arc::new(Faces::die(6).unwrap()));
    assert_eq!(mean(until_distinct(&die, 6), steps()), "147/10");
    // Overlapping patterns: until an even face and a face above 4 have been seen.
    let patterns = [Pattern::Number(NumberClass::Even), Pattern::Compare(Comparison::Greater, 4.into())];
    let both = |cap| until_counts(&die, &patterns, &[cap, cap], Arc::new(|seen| seen.iter().all(|n| *n > 0)));
    // 1/(1/2) + 1/(1/3) − 1/(2/3), by inclusion and exclusion.
    assert_eq!(mean(both(1), steps()), "7/2");
    let error = ask(both(u64::MAX), Asked::Mean(steps()));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::TooExpensive, "the counts have no bound");
    assert_eq!(p(both(1), compare(steps(), Comparison::AtMost, 2)), "5/12");
    assert_eq!(p(both(u64::MAX), compare(steps(), Comparison::AtMost, 2)), "5/12");
}

#[test]
fn counts_beyond_what_the_condition_looks_at_are_counted() {
    use crate::model::until::{Stopping, Until};
    let urn = Population::new(Collection::Urn, [("red".into(), 3), ("blue".into(), 1)]).unwrap();
    let patterns = vec![Pattern::Is("red".into()), Pattern::Is("blue".into())];
    let stopping = Stopping::Counts {
        patterns: patterns.clone(),
        caps: vec![1, 1],
        enough: Arc::new(|seen| seen.iter().all(|n| *n > 0)),
    };
    let enough =
        move |row: &[Value]| Ok(patterns.iter().all(|pattern| row.iter().any(|v| pattern.matches(v))));
    for stopping in [vec![stopping], Vec::new()] {
        let from = Source::Population(Arc::new(urn.clone()));
        let until = Until { from, enough: Arc::new(enough.clone()), stopping };
        let experiment = Experiment::of(Space::Until(Arc::new(until)), "draws");
        let red = Expr::value_of(Value::Pattern(Arc::new(Pattern::Is("red".into()))));
        let count =
            Expr::new(Node::Call(&crate::statistic::counting::COUNT, vec![red, Expr::new(Node::Name(0))]));
        let named = Named { name: None, experiment };
        let question = Question::new(vec![named], Asked::Mean(count), None).unwrap();
        // The blue one comes at place 1, 2, 3 or 4: after 1, 1, 2 or 3 red ones.
        let found = solve(&question, Choice::Cheapest, &Budget::default()).map(|solved| solved.value);
        assert_eq!(number(found), q("7/4"));
    }
}

#[test]
fn several_experiments() {
    // A die decides where the game begins: E(E(T | X)) = ∑ x(10 − x)/6.
    let maker = Arc::new(|values: &[Value]| {
        let start = int(&values[0]);
        let chain = integers(start, |x| vec![(x + 1, 1), (x - 1, 1)], |x| x == 0 || x == 10);
        Ok(Space::Chain(Arc::new(chain)))
    });
    let die = Expr::new(Node::Name(0));
    let named = |experiment| Named { name: None, experiment };
    let experiments = vec![
        named(Experiment::of(Space::Single(Arc::new(Faces::die(6).unwrap())), "d6")),
        named(Experiment::made(vec![die.clone()], maker, Seating::Row, "chain")),
    ];
    let time = Expr::new(Node::At(Expr::new(Node::Name(1)), Expr::value_of(2)));
    let solved = |asked| {
        let question = Question::new(experiments.clone(), asked, None).unwrap();
        number(solve(&question, Choice::Cheapest, &Budget::default()).map(|s| s.value))
    };
    assert_eq!(solved(Asked::Mean(time.clone())), q("119/6"));
    // E(X·T) = ∑ x·x(10 − x)/6.
    let product = Expr::new(Node::Arithmetic(Operator::Multiply, die.clone(), time.clone()));
    assert_eq!(solved(Asked::Mean(product)), q("469/6"));
    assert_eq!(solved(Asked::Covariance(die, time.clone())), q("469/6") - q("119/6") * q("7/2"));
    // Var(T) = E(Var(T | X)) + Var(E(T | X)).
    let (mut inner, mut means, mut squares) = (q("0"), q("0"), q("0"));
    for start in 1..=6 {
        let chain = || integers(start, |x| vec![(x + 1, 1), (x - 1, 1)], |x| x == 0 || x == 10);
        inner += number(ask(chain(), Asked::Variance(steps()))) / q("6");
        let mean = number(ask(chain(), Asked::Mean(steps())));
        squares += &mean * &mean / q("6");
        means += mean / q("6");
    }
    assert_eq!(solved(Asked::Variance(time)), inner + squares - &means * &means);
}
