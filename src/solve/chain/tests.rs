use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Barrier, Chain, Condition, Step, Stop};
use crate::model::pattern::{Comparison, NumberClass};
use crate::model::until::{Source, until_counts, until_distinct};
use crate::model::{Collection, Faces, Pattern, Population, Space, Value, cards};
use crate::number::parse_number;
use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Question};
use crate::solve::{Choice, Exact, Road, solve};
use crate::statistic::process::{STEPS, STOPS};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn q(text: &str) -> BigRational {
    parse_number(text).unwrap()
}

fn int(v: &Value) -> i64 {
    match v {
        Value::Int(n) => *n,
        other => panic!("{other} is not a number"),
    }
}

/// A chain on integers with weights given by a function.
fn integers(
    start: i64,
    step: impl Fn(i64) -> Vec<(i64, u64)> + Send + Sync + 'static,
    stop: impl Fn(i64) -> bool + Send + Sync + 'static,
) -> Chain {
    let step: Step = Arc::new(move |x| {
        Dist::from_weights(step(int(x)).into_iter().map(|(y, w)| (Value::Int(y), BigUint::from(w))))
    });
    let stop: Condition = Arc::new(move |x| Ok(stop(int(x))));
    Chain::new(Value::Int(start), step, Stop::When(stop))
}

fn part(place: i64) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(0)), Expr::value_of(place)))
}

fn state() -> Expr {
    part(1)
}

fn steps() -> Expr {
    part(2)
}

fn stops() -> Expr {
    Expr::new(Node::Call(&STOPS, vec![Expr::new(Node::Name(0))]))
}

fn compare(a: Expr, comparison: Comparison, b: impl Into<Value>) -> Expr {
    Expr::new(Node::Compare(comparison, a, Expr::value_of(b)))
}

fn ask_under(chain: Chain, asked: Asked, given: Option<Expr>, choice: Choice) -> Result<Exact, Error> {
    let named = Named { name: None, experiment: Experiment::of(Space::Chain(Arc::new(chain)), "S") };
    solve(&Question::new(vec![named], asked, given)?, choice, &Budget::default()).map(|solved| solved.value)
}

fn ask(chain: Chain, asked: Asked) -> Result<Exact, Error> {
    ask_under(chain, asked, None, Choice::Cheapest)
}

fn p(chain: Chain, event: Expr) -> String {
    match ask(chain, Asked::Probability(event)).unwrap() {
        Exact::Probability(p) => p.to_string(),
        other => panic!("{other:?}"),
    }
}

fn number(found: Result<Exact, Error>) -> BigRational {
    match found.unwrap() {
        Exact::Number(n) | Exact::Probability(n) => n,
        other => panic!("{other:?}"),
    }
}

fn mean(chain: Chain, of: Expr) -> String {
    number(ask(chain, Asked::Mean(of))).to_string()
}

fn ruin() -> Chain {
    integers(3, |x| vec![(x + 1, 1), (x - 1, 1)], |x| x == 0 || x == 10)
}

fn trap() -> Chain {
    integers(2, |x| if x == 5 { vec![(5, 1)] } else { vec![(x + 1, 1), (x - 1, 1)] }, |x| x == 0)
}

fn coupons(n: i64) -> Chain {
    integers(0, move |x| vec![(x + 1, (n - x) as u64), (x, x as u64)], move |x| x == n)
}

fn coin_word(word: &str) -> Vec<Pattern> {
    let label = |c| Pattern::Is(if c == 'H' { "heads".into() } else { "tails".into() });
    word.chars().map(label).collect()
}

fn coin() -> Faces {
    Faces::coin(&q("1/2")).unwrap()
}

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
fn quantiles_of_waiting_times() {
    let six = || Chain::geometric(&q("1/6")).unwrap();
    assert_eq!(ask(six(), Asked::Median(steps())).unwrap(), Exact::Values(vec![4.into()]));
    assert_eq!(ask(six(), Asked::Mode(steps())).unwrap(), Exact::Values(vec![1.into()]));
    let rare = || Chain::geometric(&q("1/1000")).unwrap();
    assert_eq!(ask(rare(), Asked::Median(steps())).unwrap(), Exact::Values(vec![693.into()]));
    let level = Asked::Quantile(steps(), q("9/10"));
    assert_eq!(ask(rare(), level).unwrap(), Exact::Values(vec![2302.into()]));
    assert_eq!(ask(ruin(), Asked::Mode(steps())).unwrap(), Exact::Values(vec![3.into()]));
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
        named(Experiment::made(vec![die.clone()], maker, "chain")),
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

/// A small chain with any steps: for each state its weights, and whether it stops.
#[derive(Clone, Debug)]
struct Small {
    weights: Vec<Vec<u64>>,
    stops: Vec<bool>,
}

impl Small {
    fn chain(&self) -> Chain {
        let (weights, ends) = (self.weights.clone(), self.stops.clone());
        integers(
            0,
            move |x| weights[x as usize].iter().enumerate().map(|(y, w)| (y as i64, *w)).collect(),
            move |x| ends[x as usize],
        )
    }

    /// One step of the plain distribution.
    fn step(&self, law: &BTreeMap<usize, BigRational>) -> BTreeMap<usize, BigRational> {
        let mut next = BTreeMap::new();
        for (state, share) in law {
            let total: u64 = self.weights[*state].iter().sum();
            for (target, weight) in self.weights[*state].iter().enumerate().filter(|(_, w)| **w > 0) {
                let share = share * BigRational::new((*weight).into(), total.into());
                *next.entry(target).or_insert_with(BigRational::zero) += share;
            }
        }
        next
    }

    /// The probability of stopping in each state after each number of steps up to `last`, and the rest.
    fn followed(&self, last: u64) -> (Vec<(usize, u64, BigRational)>, BTreeMap<usize, BigRational>) {
        let mut law = BTreeMap::from([(0, BigRational::one())]);
        let mut ended = Vec::new();
        for steps in 0..=last {
            if steps > 0 {
                law = self.step(&law);
            }
            for state in (0..self.stops.len()).filter(|s| self.stops[*s]) {
                if let Some(share) = law.remove(&state) {
                    ended.push((state, steps, share));
                }
            }
        }
        (ended, law)
    }
}

fn small() -> impl Strategy<Value = Small> {
    (2usize..6).prop_flat_map(|n| {
        let row = prop::collection::vec(prop_oneof![2 => Just(0u64), 3 => 1u64..5], n)
            .prop_filter("somewhere to go", |row| row.iter().any(|w| *w > 0));
        (prop::collection::vec(row, n), prop::collection::vec(prop::bool::weighted(0.3), n))
            .prop_map(|(weights, stops)| Small { weights, stops })
    })
}

/// A chain whose steps only lead upwards to a last state that stops.
fn upward() -> impl Strategy<Value = Small> {
    (2usize..6).prop_flat_map(|n| {
        prop::collection::vec(prop::collection::vec(1u64..5, n), n).prop_map(move |mut weights| {
            for (x, row) in weights.iter_mut().enumerate() {
                row.iter_mut().enumerate().for_each(|(y, w)| *w *= u64::from(y > x || x == n - 1));
            }
            Small { weights, stops: (0..n).map(|x| x == n - 1).collect() }
        })
    })
}

/// The absorption probabilities and moments by the textbook's equations, solved backwards: h = R + Qh for each end.
fn backward(small: &Small, end: usize) -> Option<[BigRational; 3]> {
    let n = small.stops.len();
    let share = |x: usize, y: usize| {
        let total: u64 = small.weights[x].iter().sum();
        BigRational::new(small.weights[x][y].into(), total.into())
    };
    // States from which the end can be reached at all, by repeated looking.
    let mut reaches: Vec<bool> = (0..n).map(|x| x == end).collect();
    for _ in 0..n {
        for x in (0..n).filter(|x| !small.stops[*x]) {
            reaches[x] = reaches[x] || (0..n).any(|y| reaches[y] && small.weights[x][y] > 0);
        }
    }
    if small.stops[0] || !reaches[0] {
        return None;
    }
    let inner: Vec<usize> = (0..n).filter(|x| !small.stops[*x] && reaches[*x]).collect();
    let rows = || -> Vec<Vec<(usize, BigRational)>> {
        let row = |x: usize| {
            inner
                .iter()
                .enumerate()
                .map(|(j, y)| {
                    let one = if x == *y { BigRational::one() } else { BigRational::zero() };
                    (j, one - share(x, *y))
                })
                .collect()
        };
        inner.iter().map(|x| row(*x)).collect()
    };
    let solve = |right: Vec<BigRational>| -> Vec<BigRational> {
        let sides = right.into_iter().map(|r| vec![r]).collect();
        crate::number::solve_linear(rows(), sides).unwrap().into_iter().map(|mut v| v.remove(0)).collect()
    };
    // h, then E(T; end) = m with m = h + Qm, then E(T²; end) = s with s = 2m − h + Qs.
    let h = solve(inner.iter().map(|x| share(*x, end)).collect());
    let m = solve(h.clone());
    let two = BigRational::from_integer(2.into());
    let s = solve(m.iter().zip(&h).map(|(m, h)| m * &two - h).collect());
    let start = inner.iter().position(|x| *x == 0)?;
    Some([h[start].clone(), m[start].clone(), s[start].clone()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn ends_and_moments_are_those_of_the_backward_equations(small in small()) {
        let mut total = BigRational::zero();
        for end in (0..small.stops.len()).filter(|s| small.stops[*s] && !small.stops[0]) {
            let here = compare(state(), Comparison::Equal, end as i64);
            let found = number(ask(small.chain(), Asked::Probability(here.clone())));
            let Some([h, m, s]) = backward(&small, end) else {
                prop_assert!(found.is_zero());
                continue;
            };
            prop_assert_eq!(&found, &h);
            total += found;
            let under = |asked| ask_under(small.chain(), asked, Some(here.clone()), Choice::Cheapest);
            prop_assert_eq!(number(under(Asked::Mean(steps()))), &m / &h);
            let variance = number(under(Asked::Variance(steps())));
            prop_assert_eq!(variance, &s / &h - &m * &m / (&h * &h));
        }
        if !small.stops[0] {
            prop_assert_eq!(number(ask(small.chain(), Asked::Probability(stops()))), total);
        }
    }

    #[test]
    fn bounded_steps_are_those_of_the_plain_distribution(small in small(), last in 0u64..7, end in 0i64..6) {
        let (ended, open) = small.followed(last);
        let within: BigRational = ended.iter().map(|(_, _, share)| share).sum();
        let bound = last as i64;
        let found = number(ask(small.chain(), Asked::Probability(compare(steps(), Comparison::AtMost, bound))));
        prop_assert_eq!(&found, &within);
        let here: BigRational = ended.iter().filter(|(s, _, _)| *s as i64 == end).map(|(_, _, share)| share).sum();
        let both = Expr::new(Node::And(vec![
            compare(steps(), Comparison::AtMost, bound),
            compare(state(), Comparison::Equal, end),
        ]));
        prop_assert_eq!(number(ask(small.chain(), Asked::Probability(both))), here.clone());
        let later = Expr::new(Node::And(vec![
            compare(steps(), Comparison::Greater, bound),
            compare(state(), Comparison::Equal, end),
        ]));
        let all = number(ask(small.chain(), Asked::Probability(compare(state(), Comparison::Equal, end))));
        prop_assert_eq!(number(ask(small.chain(), Asked::Probability(later))), all - here);
        let exactly: BigRational = ended.iter().filter(|(_, t, _)| *t == last).map(|(_, _, share)| share).sum();
        let found = number(ask(small.chain(), Asked::Probability(compare(steps(), Comparison::Equal, bound))));
        prop_assert_eq!(found, exactly);
        let left: BigRational = open.values().sum();
        prop_assert_eq!(within + left, BigRational::one());
    }

    #[test]
    fn remainders_are_those_of_the_chain_with_a_counter(small in small(), period in 2i64..4, rest in 0i64..3) {
        let n = small.stops.len() as i64;
        let (weights, ends) = (small.weights.clone(), small.stops.clone());
        let counted = integers(
            0,
            move |x| {
                let (x, r) = (x % n, x / n);
                weights[x as usize].iter().enumerate().map(|(y, w)| (y as i64 + n * ((r + 1) % period), *w)).collect()
            },
            move |x| ends[(x % n) as usize],
        );
        let place = Expr::new(Node::Arithmetic(Operator::Subtract, state(), Expr::new(Node::Arithmetic(
            Operator::Modulo, state(), Expr::value_of(n)))));
        let expected = ask(counted, Asked::Probability(compare(place, Comparison::Equal, n * rest)));
        let remainder = Expr::new(Node::Arithmetic(Operator::Modulo, steps(), Expr::value_of(period)));
        let all = number(ask(small.chain(), Asked::Probability(stops())));
        let event = compare(remainder, Comparison::Equal, rest);
        if all.is_one() {
            prop_assert_eq!(ask(small.chain(), Asked::Probability(event)), expected);
        } else {
            let event = Expr::new(Node::And(vec![stops(), event]));
            prop_assert_eq!(ask(small.chain(), Asked::Probability(event)), expected);
        }
    }

    #[test]
    fn finite_laws_are_those_of_the_paths(small in upward()) {
        let asked = || Asked::Distribution(vec![state(), steps()]);
        let listed = ask_under(small.chain(), asked(), None, Choice::Only(Road::Enumeration)).unwrap();
        let found = ask(small.chain(), asked()).unwrap();
        let (Exact::Distribution(listed), Exact::Distribution(found)) = (listed, found) else { panic!() };
        prop_assert_eq!(found.reduced(), listed.reduced());
        for asked in [Asked::Mean(steps()), Asked::Variance(steps())] {
            let listed = ask_under(small.chain(), asked.clone(), None, Choice::Only(Road::Enumeration));
            prop_assert_eq!(ask(small.chain(), asked), listed);
        }
    }

    #[test]
    fn fixed_lengths_are_those_of_the_paths(small in small(), count in 0u64..5) {
        let Chain { start, step, .. } = small.chain();
        let chain = Chain::new(start, step, Stop::After(count));
        let asked = || Asked::Distribution(vec![Expr::new(Node::Name(0))]);
        let listed = ask_under(chain.clone(), asked(), None, Choice::Only(Road::Enumeration)).unwrap();
        let (Exact::Distribution(listed), Exact::Distribution(found)) = (listed, ask(chain, asked()).unwrap()) else { panic!() };
        prop_assert_eq!(found.reduced(), listed.reduced());
    }

    #[test]
    fn words_wait_as_long_as_their_overlaps_say(word in prop::collection::vec(0i64..3, 1..6)) {
        // Conway: E = ∑ 3^k over the lengths k of beginnings that are also ends.
        let die = Faces::die(3).unwrap();
        let patterns: Vec<Pattern> = word.iter().map(|n| Pattern::Is(Value::Int(n + 1))).collect();
        let chain = Chain::wait_for(&patterns, &die).unwrap();
        let overlaps = (1..=word.len()).filter(|k| word[..*k] == word[word.len() - k..]);
        let expected: i64 = overlaps.map(|k| 3i64.pow(k as u32)).sum();
        prop_assert_eq!(mean(chain, steps()), expected.to_string());
    }

    #[test]
    fn overlapping_patterns_match_as_the_definition_says(
        sets in prop::collection::vec(prop::collection::btree_set(1i64..5, 1..4), 1..4), last in 1usize..6
    ) {
        let die = Faces::die(4).unwrap();
        let one_of = |set: &std::collections::BTreeSet<i64>| Pattern::Or(set.iter().map(|n| Pattern::Is(Value::Int(*n))).collect());
        let patterns: Vec<Pattern> = sets.iter().map(one_of).collect();
        let chain = Chain::wait_for(&patterns, &die).unwrap();
        let mut favourable = 0u32;
        for code in 0..4u32.pow(last as u32) {
            let row: Vec<i64> = (0..last).map(|i| i64::from(code / 4u32.pow(i as u32) % 4) + 1).collect();
            favourable += u32::from(row.windows(sets.len()).any(|w| w.iter().zip(&sets).all(|(x, s)| s.contains(x))));
        }
        let expected = BigRational::new(favourable.into(), 4u32.pow(last as u32).into());
        let found = ask(chain, Asked::Probability(compare(steps(), Comparison::AtMost, last as i64)));
        prop_assert_eq!(number(found), expected);
    }

    #[test]
    fn draws_until_counts_are_those_of_the_rows(
        counts in prop::collection::vec(0u64..3, 3), wanted in 1u64..3, replaced in any::<bool>()
    ) {
        prop_assume!(counts.iter().sum::<u64>() > 0);
        let labels: Vec<(Value, u64)> = counts.iter().enumerate().map(|(i, n)| (Value::Int(i as i64), *n)).collect();
        let population = Population::new(Collection::Urn, labels).unwrap();
        let source = match replaced {
            true => Source::Faces(Arc::new(population.faces().unwrap())),
            false => Source::Population(Arc::new(population.clone())),
        };
        let patterns = [Pattern::Is(0.into()), Pattern::Compare(Comparison::AtMost, 1.into())];
        let chain = until_counts(&source, &patterns, &[1, 2], Arc::new(move |seen| seen[0] >= 1 || seen[1] >= wanted));
        let distinct = until_distinct(&source, wanted);
        // The definition: rows of up to five draws.
        for (chain, is_distinct) in [(chain, false), (distinct, true)] {
            for last in 0..5u64 {
                let enough = move |row: &[Value]| {
                    let matching = |pattern: &Pattern| row.iter().filter(|v| pattern.matches(v)).count() as u64;
                    let set: std::collections::BTreeSet<&Value> = row.iter().collect();
                    if is_distinct { set.len() as u64 >= wanted }
                    else { matching(&Pattern::Is(0.into())) >= 1 || matching(&Pattern::Compare(Comparison::AtMost, 1.into())) >= wanted }
                };
                let stop_at = last as usize;
                let left = population.size() as usize;
                let until = crate::model::Until {
                    from: source.clone(),
                    enough: Arc::new(move |row| Ok(enough(row) || row.len() == stop_at || (!replaced && row.len() == left))),
                    stopping: None,
                };
                let law = until.law(100_000).unwrap();
                let expected = law.probability(|row| enough(row.elements()));
                let found = number(ask(chain.clone(), Asked::Probability(compare(steps(), Comparison::AtMost, last as i64))));
                prop_assert_eq!(&found, expected.ratio());
            }
        }
    }
}
