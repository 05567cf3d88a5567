//! Deals, case by case: how each class is shared out among the hands that the event speaks of.

use crate::explain::board::{Board, factor, ratio};
use crate::explain::cases::{classes_step, holds};
use crate::explain::favourable;
use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step, closing, product};
use crate::model::{Population, Space};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::atom::Atoms;
use crate::solve::classes::Classes;
use crate::solve::equivalent::marginal;
use crate::solve::residue::Residue;
use crate::statistic::poker::BEATS;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;
use std::sync::Arc;

/// The most ways of sharing out that are looked through, and the most that are written down.
const MOST: (usize, usize) = (20_000, 8);

/// For each class, how many of its elements each hand has.
type Case = Vec<Vec<u64>>;

/// One hand of five beats the other: half of what is no tie.
pub fn won(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let Node::Call(function, hands) = event.node() else { return None };
    let ([a, b], true) = (hands.as_slice(), **function == BEATS) else { return None };
    board.only()?;
    let fails = |a: &Expr, b: &Expr| {
        Expr::new(Node::Not(Expr::new(Node::Call(function, vec![a.clone(), b.clone()]))))
    };
    let tie = board.probability(&Expr::new(Node::And(vec![fails(a, b), fails(b, a)])), None)?;
    let formula = format!("(1 - {}) / 2", factor(&tie.value));
    let half = (BigRational::one() - &tie.value) / BigRational::from_integer(2.into());
    (half == *p)
        .then(|| vec![Step::term(Saying::Ties, [], &tie), Step::said(Saying::HalfOfTheRest, [], formula, p)])
}

/// The favourable deals.
pub fn favourable(
    from: &Arc<Population>,
    hands: &Arc<[u64]>,
    name: usize,
    residue: &Residue,
    found: &Atoms,
    classes: &Classes,
) -> Option<Favourable> {
    let space = Space::Deal(Arc::clone(from), Arc::clone(hands));
    // Only hands as a whole: each part is one.
    let parts: Vec<u64> = classes.parts.iter().map(|part| part.size).collect::<Option<_>>()?;
    let mut whole = parts.clone();
    let mut dealt = hands.to_vec();
    whole.sort_unstable();
    dealt.sort_unstable();
    if whole.iter().any(|size| !dealt.contains(size)) || parts.len() > hands.len() || parts.len() > 4 {
        return None;
    }
    let sizes: Vec<u64> =
        classes.classes.iter().map(|class| class.labels.iter().map(|&l| from.classes()[l].1).sum()).collect();
    let cases = all(&sizes, &parts)?;
    let seen = |case: &Case| {
        holds(residue, name, found, classes, |atom, class| {
            let sees = |part: &usize| classes.parts[*part].atoms.contains(&atom);
            (0..parts.len()).filter(sees).map(|part| case[class][part]).sum()
        })
    };
    let mut favourable = Vec::new();
    for case in cases {
        if seen(&case)? {
            favourable.push(case);
        }
    }
    if favourable.is_empty() || favourable.len() > MOST.1 {
        return None;
    }
    // The hands that nothing is asked of share what is left.
    let rest = unseen(hands, &parts, from.size())?;
    let terms: Vec<(String, BigUint)> = favourable.iter().map(|case| term(case, &sizes, &rest)).collect();
    let count: BigUint = terms.iter().map(|(_, count)| count).sum();
    let big: Vec<BigUint> = sizes.iter().map(|size| BigUint::from(*size)).collect();
    let mut steps = vec![classes_step(&space, found, classes, &big).step];
    let formula = terms.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>().join(" + ");
    steps.push(Step::said(Saying::DealCases, [], formula.clone(), &count));
    Some(Favourable { count, steps, formula: Some(formula), unordered: None })
}

/// The sizes of the hands that are not seen, and of what is not dealt.
fn unseen(hands: &[u64], parts: &[u64], size: u64) -> Option<Vec<u64>> {
    let mut rest = hands.to_vec();
    for part in parts {
        let place = rest.iter().position(|hand| hand == part)?;
        rest.swap_remove(place);
    }
    rest.push(size - hands.iter().sum::<u64>());
    rest.retain(|n| *n > 0);
    Some(rest)
}

/// Every way to share the classes out among hands of these sizes.
fn all(sizes: &[u64], parts: &[u64]) -> Option<Vec<Case>> {
    fn walk(sizes: &[u64], room: &mut Vec<u64>, case: &mut Case, all: &mut Vec<Case>) -> Option<()> {
        let Some((size, rest)) = sizes.split_first() else {
            if room.iter().all(|r| *r == 0) {
                all.push(case.clone());
            }
            return (all.len() <= MOST.0).then_some(());
        };
        if room.iter().sum::<u64>() > sizes.iter().sum() {
            return Some(());
        }
        let mut shares = Vec::new();
        if rest.is_empty() {
            shares.push(room.clone());
        } else {
            share(*size, room, &mut Vec::new(), &mut shares)?;
        }
        for of_class in shares {
            of_class.iter().zip(room.iter_mut()).for_each(|(m, r)| *r -= m);
            case.push(of_class.clone());
            walk(rest, room, case, all)?;
            case.pop();
            of_class.iter().zip(room.iter_mut()).for_each(|(m, r)| *r += m);
        }
        Some(())
    }
    // The small classes first: the largest one takes whatever room is left.
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|c| sizes[*c]);
    let sorted: Vec<u64> = order.iter().map(|c| sizes[*c]).collect();
    let mut found = Vec::new();
    walk(&sorted, &mut parts.to_vec(), &mut Vec::new(), &mut found)?;
    let place = |c: usize| order.iter().position(|o| *o == c).unwrap_or(c);
    Some(found.into_iter().map(|case| (0..sizes.len()).map(|c| case[place(c)].clone()).collect()).collect())
}

/// Every way to give at most `size` elements to hands with so much room.
fn share(size: u64, room: &[u64], given: &mut Vec<u64>, all: &mut Vec<Vec<u64>>) -> Option<()> {
    if given.len() == room.len() {
        all.push(given.clone());
        return (all.len() <= MOST.0).then_some(());
    }
    for m in 0..=size.min(room[given.len()]) {
        given.push(m);
        share(size - m, room, given, all)?;
        given.pop();
    }
    Some(())
}

/// The deals of a case: each class in groups for the hands and the rest, and the rest among the other hands.
fn term(case: &Case, sizes: &[u64], rest: &[u64]) -> (String, BigUint) {
    let mut factors = Vec::new();
    let mut count = BigUint::one();
    let mut group = |parts: Vec<u64>| {
        let parts: Vec<u64> = parts.into_iter().filter(|m| *m > 0).collect();
        count *= number::multinomial(&parts).unwrap_or_default();
        match parts.as_slice() {
            [] | [_] => {}
            [a, b] => factors.push(format!("C({}, {})", a + b, a)),
            many => {
                let parts: Vec<String> = many.iter().map(ToString::to_string).collect();
                factors.push(format!("multinomial({})", parts.join(", ")));
            }
        }
    };
    for (given, size) in case.iter().zip(sizes) {
        let left = size - given.iter().sum::<u64>();
        group(given.iter().copied().chain([left]).collect());
    }
    group(rest.to_vec());
    (product(&factors), count)
}

/// An event of one hand, for which the other hands do not matter: that hand is a selection.
pub fn one_hand(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let Space::Deal(from, hands) = space.as_ref() else { return None };
    let whole = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let (Space::Choose(from, size), left) = marginal(from, hands, name, &whole).ok()?? else { return None };
    let found = favourable::favourable(&Space::Choose(from.clone(), size), left.roots.first()?, name)?;
    let total = number::binomial(from.size(), size);
    if ratio(&found.count, &total) != *p {
        return None;
    }
    let says = [size.to_string(), from.size().to_string()];
    let mut steps = vec![Step::said(Saying::OneHand, says, format!("C({}, {size})", from.size()), &total)];
    steps.extend(found.steps);
    steps.push(Step::said(Saying::OverPossible, [], format!("{} / {total}", found.count), p));
    steps.extend(closing::divisor(&found.count, &total));
    Some(steps)
}
