//! Random small chains against plain distributions, paths, and equations solved the other way round.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A state that stops, the number of steps, and the probability.
type Stopped = (usize, u64, BigRational);

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
    fn followed(&self, last: u64) -> (Vec<Stopped>, BTreeMap<usize, BigRational>) {
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
            for last in 1..5u64 {
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
                    stopping: Vec::new(),
                };
                let law = until.law(100_000).unwrap();
                let expected = law.probability(|row| enough(row.elements()));
                let found = number(ask(chain.clone(), Asked::Probability(compare(steps(), Comparison::AtMost, last as i64))));
                prop_assert_eq!(&found, expected.ratio());
            }
        }
    }
}
