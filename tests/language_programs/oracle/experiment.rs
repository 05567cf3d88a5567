//! Experiments as lists of outcomes: every element that can be told apart is listed on its own.

use super::evaluate::World;
use super::question::is_experiment;
use super::value::{Known, Number, Order, Refusal, V};
use num_traits::{One, Signed, Zero};
use prob::language::ast::{Collection, Entry, Expr, Faces, Keep, Node, Operator};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The outcomes of an experiment.
#[derive(Clone)]
pub struct Listing {
    /// Each with its weight; equal outcomes may be listed several times.
    pub outcomes: Vec<(V, u128)>,
    /// Whether the weights are numbers of equally likely outcomes.
    pub even: bool,
}

impl Listing {
    fn even(outcomes: impl IntoIterator<Item = V>) -> Self {
        Self { outcomes: outcomes.into_iter().map(|v| (v, 1)).collect(), even: true }
    }

    fn each(self, of: impl Fn(V) -> V) -> Self {
        Self { outcomes: self.outcomes.into_iter().map(|(v, w)| (of(v), w)).collect(), ..self }
    }

    /// Of fractions that add up to 1, or of relative whole weights.
    pub fn weighted(weights: Vec<(V, Number)>) -> Known<Self> {
        if weights.iter().any(|(_, w)| w.is_negative()) || weights.iter().all(|(_, w)| w.is_zero()) {
            return Err(Refusal::Meaningless);
        }
        let sum: Number = weights.iter().map(|(_, w)| *w).sum();
        if weights.iter().any(|(_, w)| !w.is_integer()) && !sum.is_one() {
            return Err(Refusal::Meaningless);
        }
        let mut merged: BTreeMap<V, Number> = BTreeMap::new();
        for (value, weight) in weights {
            *merged.entry(value).or_insert_with(Number::zero) += weight;
        }
        let scale = merged.values().fold(1, |lcm, w| num_integer::lcm(lcm, *w.denom()));
        let whole: Vec<(V, u128)> =
            merged.into_iter().map(|(v, w)| (v, (w * scale).to_integer().unsigned_abs())).collect();
        let divisor = whole.iter().fold(0, |gcd, (_, w)| num_integer::gcd(gcd, *w));
        let outcomes: Vec<(V, u128)> = whole.into_iter().map(|(v, w)| (v, w / divisor)).collect();
        let even = outcomes.iter().all(|(_, w)| *w == 1);
        Ok(Self { outcomes, even })
    }

    /// One after another, in a row.
    fn in_a_row(parts: &[Listing]) -> Known<Self> {
        let mut rows = vec![(Vec::new(), 1u128)];
        for part in parts {
            let mut longer = Vec::new();
            for (row, weight) in &rows {
                for (value, w) in &part.outcomes {
                    let mut row: Vec<V> = row.clone();
                    row.push(value.clone());
                    longer.push((row, u128::checked_mul(*weight, *w).ok_or(Refusal::Beyond)?));
                }
            }
            rows = longer;
            if rows.len() > 50_000 {
                return Err(Refusal::Beyond);
            }
        }
        let even = parts.iter().all(|part| part.even);
        Ok(Self { outcomes: rows.into_iter().map(|(row, w)| (V::row(row), w)).collect(), even })
    }
}

/// What is drawn from: every element by its label.
pub struct Pool {
    pub elements: Vec<V>,
    pub people: bool,
}

impl<'a> World<'a> {
    /// The outcomes of an experiment.
    pub fn list(&self, expr: &'a Expr) -> Known<Listing> {
        match &expr.node {
            Node::Dice(dice) => {
                let face = match dice.faces {
                    Faces::Sides(n) => Listing::even((1..=i64::from(n)).map(V::int)),
                    Faces::Percent => Listing::even((1..=100).map(V::int)),
                    Faces::Fudge => Listing::even((-1..=1).map(V::int)),
                };
                let Some(count) = dice.count else { return Ok(face) };
                let rows = Listing::in_a_row(&vec![face; count as usize])?;
                let Some((keep, k)) = dice.keep else { return Ok(rows) };
                let (n, k) = (count as usize, k as usize);
                let dropped = n.checked_sub(k).ok_or(Refusal::Meaningless)?;
                let (from, to) = match keep {
                    Keep::Highest => (dropped, n),
                    Keep::Lowest => (0, k),
                    Keep::DropHighest => (0, dropped),
                    Keep::DropLowest => (k, n),
                    Keep::Middle if dropped % 2 == 1 => return Err(Refusal::Meaningless),
                    Keep::Middle => (dropped / 2, dropped / 2 + k),
                };
                Ok(rows.each(|row| {
                    let mut all = row.elements().to_vec();
                    all.sort();
                    V::row(all[from..to].to_vec())
                }))
            }
            Node::Labelled { kind: Collection::Die, entries } => Listing::weighted(self.weights(entries)?),
            Node::Name(word) if word == "coin" => Ok(Listing::even(["heads", "tails"].map(V::word))),
            Node::Name(word) => match self.scope.definitions.get(word.as_str()) {
                Some(definition) => self.list(definition),
                None => Err(Refusal::Beyond),
            },
            Node::Range { .. } | Node::Set(_) | Node::Builder { .. } => {
                Ok(Listing::even(self.pool(expr)?.elements))
            }
            Node::Draw { count, from, replacement, until: None } => {
                let count = count.as_ref().map_or(Ok(1), |k| self.evaluate(k)?.natural())?;
                let pool = self.pool(from)?.elements;
                if *replacement {
                    return Listing::in_a_row(&vec![Listing::even(pool); count as usize]);
                }
                Ok(Listing::even(drawn(&pool, count)?.into_iter().map(V::row)))
            }
            Node::Draw { from, replacement: false, until: Some(until), .. } => {
                let name = self.scope.so_far(expr);
                let pool = self.pool(from)?.elements;
                let mut finished = Vec::new();
                self.until(&pool, Vec::new(), Number::one(), name, until, &mut finished)?;
                Ok(Listing { even: false, ..Listing::weighted(finished)? })
            }
            Node::Draw { from, replacement: true, until: Some(until), .. } => {
                self.until_again(expr, from, until)
            }
            Node::Choose { count, from, replacement } => {
                let count = self.evaluate(count)?.natural()? as usize;
                let pool = self.pool(from)?.elements;
                let bags = if *replacement { chosen_again(&pool, count) } else { chosen(&pool, count) };
                if bags.is_empty() {
                    return Err(Refusal::Meaningless);
                }
                Ok(Listing::even(bags.into_iter().map(V::bag)))
            }
            Node::If { condition, then, otherwise } => {
                let branch: &'a Expr = if self.evaluate(condition)?.truth()? { then } else { otherwise };
                match is_experiment(branch, self.scope) {
                    true => self.list(branch),
                    false => Ok(Listing::even([self.evaluate(branch)?])),
                }
            }
            Node::Chain(chain) => self.chain(chain),
            Node::Call { name, args } => self.named_experiment(&name.text, args),
            _ => Err(Refusal::Beyond),
        }
    }

    fn named_experiment(&self, name: &str, args: &'a [Expr]) -> Known<Listing> {
        let natural = |e: &'a Expr| self.evaluate(e)?.natural();
        match (name, args) {
            ("pool", [count, die]) if !is_experiment(count, self.scope) => {
                let (count, die) = (natural(count)?, self.one_trial(die)?);
                Listing::in_a_row(&vec![die; count as usize])
            }
            ("pool", dice) => {
                let parts = dice.iter().map(|d| self.list(d)).collect::<Known<Vec<_>>>()?;
                let rows = Listing::in_a_row(&parts)?;
                Ok(rows
                    .each(|row| V::row(row.elements().iter().flat_map(|e| e.elements().to_vec()).collect())))
            }
            ("coins", [count, bias @ ..]) => {
                let count = natural(count)?;
                let heads = bias.first().map_or(Ok(Number::new(1, 2)), |p| self.chance(p))?;
                let coin = [(V::word("heads"), heads), (V::word("tails"), Number::one() - heads)];
                Listing::in_a_row(&vec![Listing::weighted(coin.into())?; count as usize])
            }
            ("bernoulli", [p]) => {
                let p = self.chance(p)?;
                Listing::weighted(vec![(V::Truth(true), p), (V::Truth(false), Number::one() - p)])
            }
            ("binomial", [n, p]) => {
                let (n, p) = (natural(n)? as usize, self.chance(p)?);
                let trial = Listing::weighted(vec![(V::int(1), p), (V::int(0), Number::one() - p)])?;
                let rows = Listing::in_a_row(&vec![trial; n])?;
                let mut sums = rows.each(|row| V::Num(row.number().unwrap_or_default()));
                sums.even = false;
                Ok(sums)
            }
            ("hypergeometric", [all, marked, drawn]) => {
                let (all, marked, drawn) = (natural(all)?, natural(marked)?, natural(drawn)?);
                if marked > all || drawn > all {
                    return Err(Refusal::Meaningless);
                }
                let balls: Vec<V> = (0..all).map(|i| V::int(i64::from(i < marked))).collect();
                let hands = chosen(&balls, drawn as usize).into_iter();
                let mut sums =
                    Listing::even(hands.map(|hand| V::Num(V::row(hand).number().unwrap_or_default())));
                sums.even = false;
                Ok(sums)
            }
            ("arrange", [.., items]) => {
                let pool = self.pool(items)?;
                let count = if args.len() == 2 { natural(&args[0])? } else { pool.elements.len() as u64 };
                let rows = drawn(&pool.elements, count)?;
                if pool.people {
                    return Ok(Listing::even(rows.into_iter().map(V::row)));
                }
                let words: BTreeSet<Vec<V>> = rows.into_iter().collect();
                Ok(Listing::even(words.into_iter().map(V::row)))
            }
            ("ring" | "necklace", [items]) => {
                let pool = self.pool(items)?.elements;
                let n = pool.len();
                let turned = |word: &[V], by: usize| [&word[by..], &word[..by]].concat();
                let mirrored = |word: &[V]| word.iter().rev().cloned().collect::<Vec<V>>();
                let least = |word: &[V]| (0..n.max(1)).map(|by| turned(word, by)).min().unwrap_or_default();
                let first = |word: Vec<V>| match name {
                    "ring" => least(&word),
                    _ => least(&word).min(least(&mirrored(&word))),
                };
                let words: BTreeSet<Vec<V>> = drawn(&pool, n as u64)?.into_iter().collect();
                let turns =
                    |word: &Vec<V>| (0..n.max(1)).map(|by| turned(word, by)).collect::<BTreeSet<_>>().len();
                let is_own_mirror = |word: &Vec<V>| n > 2 && least(word) == least(&mirrored(word));
                let is_necklace = name == "necklace";
                if words.iter().any(|w| turns(w) != n.max(1) || (is_necklace && is_own_mirror(w))) {
                    // Orbits of different sizes are left to other tests.
                    return Err(Refusal::Beyond);
                }
                let rings: BTreeSet<Vec<V>> = words.into_iter().map(first).collect();
                Ok(Listing::even(rings.into_iter().map(|ring| V::Sample(Order::Ring, ring.into()))))
            }
            ("subset", [items]) => {
                let pool = self.pool(items)?.elements;
                Ok(Listing::even((0..=pool.len()).flat_map(|k| chosen(&pool, k)).map(V::bag)))
            }
            ("deal", [sizes @ .., pack]) => {
                let sizes = sizes.iter().map(|s| Ok(natural(s)? as usize)).collect::<Known<Vec<_>>>()?;
                let pack = self.pool(pack)?.elements;
                let places: Vec<usize> = (0..pack.len()).collect();
                let deals = dealt(&places, &sizes).ok_or(Refusal::Meaningless)?;
                let hand = |hand: Vec<usize>| V::bag(hand.into_iter().map(|i| pack[i].clone()).collect());
                Ok(Listing::even(
                    deals.into_iter().map(|hands| V::row(hands.into_iter().map(hand).collect())),
                ))
            }
            ("place", [balls, boxes]) => self.placed(balls, boxes),
            ("split", [items, sizes @ ..]) => {
                let pool = self.pool(items)?.elements;
                let into = match sizes {
                    [Expr { node: Node::Into(groups), .. }] => Some(natural(groups)? as usize),
                    _ => None,
                };
                let mut wanted = match into {
                    Some(_) => Vec::new(),
                    None => sizes.iter().map(|s| Ok(natural(s)? as usize)).collect::<Known<Vec<_>>>()?,
                };
                wanted.sort_unstable();
                if into.is_none() && wanted.iter().sum::<usize>() != pool.len() {
                    return Err(Refusal::Meaningless);
                }
                let fits = |groups: &Vec<Vec<V>>| {
                    let mut sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
                    sizes.sort_unstable();
                    into.map_or(sizes == wanted, |k| k == groups.len())
                };
                let splits = split(&pool).into_iter().filter(fits);
                let group = |group: Vec<V>| V::bag(group);
                Ok(Listing::even(splits.map(|groups| V::bag(groups.into_iter().map(group).collect()))))
            }
            ("geometric" | "negbinomial" | "wait", _) | ("explode", [_]) => self.endless(name, args),
            ("digits", [count, alphabet @ ..]) => {
                let count = natural(count)? as usize;
                let digits = match alphabet {
                    [all] => self.pool(all)?.elements,
                    _ => (0..=9).map(V::int).collect(),
                };
                let mut places = vec![Listing::even(digits.clone()); count];
                if alphabet.is_empty() {
                    *places.first_mut().ok_or(Refusal::Meaningless)? = Listing::even(digits[1..].to_vec());
                }
                Listing::in_a_row(&places)
            }
            ("explode", [die, depth]) => {
                let (die, depth) = (self.fractions(die)?, natural(depth)?);
                let highest = die.iter().map(|(face, _)| face.number()).collect::<Known<Vec<_>>>()?;
                let highest = highest.into_iter().max().ok_or(Refusal::Meaningless)?;
                Listing::weighted(exploded(&die, highest, depth)?)
            }
            ("reroll", [die, pattern, once @ ..]) => {
                let die = self.fractions(die)?;
                let mut kept: Vec<(V, Number)> = Vec::new();
                let mut again = Number::zero();
                for (face, share) in &die {
                    match self.matches(pattern, face)? {
                        true => again += share,
                        false => kept.push((face.clone(), *share)),
                    }
                }
                if once.is_empty() {
                    let rest = Number::one() - again;
                    if rest.is_zero() {
                        return Err(Refusal::Meaningless);
                    }
                    kept.iter_mut().for_each(|(_, share)| *share /= rest);
                } else {
                    kept.extend(die.into_iter().map(|(face, share)| (face, share * again)));
                }
                Listing::weighted(kept)
            }
            _ => Err(Refusal::Beyond),
        }
    }

    fn placed(&self, balls: &'a Expr, boxes: &'a Expr) -> Known<Listing> {
        let count = |e: &'a Expr| match &e.node {
            Node::Identical(inner) => Ok((self.evaluate(inner)?.natural()? as usize, true)),
            _ => Ok((self.evaluate(e)?.natural()? as usize, false)),
        };
        let ((balls, alike), (boxes, boxes_alike)) = (count(balls)?, count(boxes)?);
        let numbers = Listing::even((1..=boxes as i64).map(V::int));
        if boxes == 0 && balls > 0 {
            return Err(Refusal::Meaningless);
        }
        let rows = Listing::in_a_row(&vec![numbers; balls])?;
        if !alike {
            return Ok(rows);
        }
        let occupancy = |row: &V| -> Vec<V> {
            let held = |b: i64| row.elements().iter().filter(|e| **e == V::int(b)).count();
            let mut held: Vec<i64> = (1..=boxes as i64).map(|b| held(b) as i64).collect();
            if boxes_alike {
                held.sort_by_key(|n| -n);
            }
            held.into_iter().map(V::int).collect()
        };
        let all: BTreeSet<Vec<V>> = rows.outcomes.iter().map(|(row, _)| occupancy(row)).collect();
        Ok(Listing::even(all.into_iter().map(V::row)))
    }

    /// The outcomes of one trial of a die, a coin or an urn; a pool shows its sum.
    fn one_trial(&self, die: &'a Expr) -> Known<Listing> {
        if !is_experiment(die, self.scope) {
            return Ok(Listing::even(self.pool(die)?.elements));
        }
        let listing = self.list(die)?;
        if !listing.outcomes.iter().any(|(value, _)| value.is_summable()) {
            return Ok(listing);
        }
        let share = |w: u128| i128::try_from(w).map(Number::from_integer).map_err(|_| Refusal::Beyond);
        let sums = listing.outcomes.iter().map(|(v, w)| Ok((V::Num(v.number()?), share(*w)?)));
        Listing::weighted(sums.collect::<Known<_>>()?)
    }

    /// One trial as probabilities.
    pub fn fractions(&self, die: &'a Expr) -> Known<Vec<(V, Number)>> {
        let listing = self.one_trial(die)?;
        let total: u128 = listing.outcomes.iter().map(|(_, w)| w).sum();
        let share = |w: u128| Number::new(w as i128, total as i128);
        Ok(listing.outcomes.into_iter().filter(|(_, w)| *w > 0).map(|(v, w)| (v, share(w))).collect())
    }

    pub fn chance(&self, p: &'a Expr) -> Known<Number> {
        let p = self.evaluate(p)?.number()?;
        if p.is_negative() || p > Number::one() { Err(Refusal::Meaningless) } else { Ok(p) }
    }

    fn weights(&self, entries: &'a [Entry]) -> Known<Vec<(V, Number)>> {
        let mut weights = Vec::new();
        for entry in entries {
            let weight = entry.weight.as_ref().map_or(Ok(Number::one()), |w| self.evaluate(w)?.number())?;
            weights.extend(self.labels(&entry.item)?.into_iter().map(|label| (label, weight)));
        }
        Ok(weights)
    }

    /// The labels of an item in braces after a word; a bare word is one whatever else it may be.
    fn labels(&self, item: &'a Expr) -> Known<Vec<V>> {
        match &item.node {
            Node::Name(word) => Ok(vec![V::word(word)]),
            _ => Ok(self.evaluate(item)?.elements().to_vec()),
        }
    }

    /// The elements of a collection.
    pub fn pool(&self, expr: &'a Expr) -> Known<Pool> {
        let of = |elements| Ok(Pool { elements, people: false });
        match &expr.node {
            Node::Text(text) => of(text.chars().map(|c| V::word(&c.to_string())).collect()),
            Node::Name(word) if word == "deck" => of(deck(52)?),
            Node::Call { name, args } if name.text == "deck" => {
                of(deck(self.evaluate(&args[0])?.natural()?)?)
            }
            Node::Name(word)
                if self.scope.definitions.contains_key(word.as_str()) && !is_experiment(expr, self.scope) =>
            {
                self.pool(self.scope.definitions[word.as_str()])
            }
            Node::Set(items) => {
                let mut elements = Vec::new();
                for item in items {
                    match self.evaluate(item)? {
                        V::Set(inner) => elements.extend(inner.iter().cloned()),
                        element => elements.push(element),
                    }
                }
                of(elements)
            }
            Node::Binary { operator: Operator::Multiply, left, right } => {
                let (left, right) = (self.pool(left)?.elements, self.pool(right)?.elements);
                let parts = |v: &V| if let V::Tuple(parts) = v { parts.to_vec() } else { vec![v.clone()] };
                let pair = |a: &V, b: &V| V::Tuple([parts(a), parts(b)].concat().into());
                of(left.iter().flat_map(|a| right.iter().map(move |b| pair(a, b))).collect())
            }
            Node::Labelled { kind, entries } => {
                let mut elements = Vec::new();
                for (label, count) in self.weights(entries)? {
                    let count = V::Num(count).natural()?;
                    elements.extend((0..count).map(|_| label.clone()));
                }
                Ok(Pool { elements, people: *kind == Collection::People })
            }
            Node::Call { name, args } if name.text == "cards" => {
                let copies = args.get(2).map_or(Ok(1), |n| self.evaluate(n)?.natural())?;
                let mut elements = Vec::new();
                for rank in self.evaluate(&args[0])?.elements() {
                    for suit in self.evaluate(&args[1])?.elements() {
                        let V::Word(suit) = suit else { return Err(Refusal::Meaningless) };
                        elements.extend((0..copies).map(|_| Ok(V::Card(rank.integer()?, Rc::clone(suit)))));
                    }
                }
                of(elements.into_iter().collect::<Known<_>>()?)
            }
            Node::Range { .. } => match self.evaluate(expr)?.elements() {
                [] => Err(Refusal::Meaningless),
                elements => of(elements.to_vec()),
            },
            _ => match self.evaluate(expr)? {
                V::Set(elements) => of(elements.to_vec()),
                V::Word(text) => of(text.chars().map(|c| V::word(&c.to_string())).collect()),
                _ => Err(Refusal::Beyond),
            },
        }
    }
}

/// A French pack of so many cards.
fn deck(size: u64) -> Known<Vec<V>> {
    let ranks: Vec<i64> = match size {
        52 => (2..=14).collect(),
        40 => (2..=7).chain(11..=14).collect(),
        36 => (6..=14).collect(),
        32 => (7..=14).collect(),
        _ => return Err(Refusal::Beyond),
    };
    let suits = ["clubs", "diamonds", "hearts", "spades"];
    Ok(ranks.iter().flat_map(|rank| suits.map(|suit| V::Card(*rank, suit.into()))).collect())
}

/// All partitions of elements into groups: the first element is alone, or joins a group of the others.
fn split(elements: &[V]) -> Vec<Vec<Vec<V>>> {
    let Some((first, rest)) = elements.split_first() else { return vec![Vec::new()] };
    let mut splits = Vec::new();
    for groups in split(rest) {
        for i in 0..groups.len() {
            let mut joined = groups.clone();
            joined[i].push(first.clone());
            splits.push(joined);
        }
        splits.push([groups, vec![vec![first.clone()]]].concat());
    }
    splits
}

/// Rows of different elements, one after another.
fn drawn(elements: &[V], count: u64) -> Known<Vec<Vec<V>>> {
    if count > elements.len() as u64 {
        return Err(Refusal::Meaningless);
    }
    if count == 0 {
        return Ok(vec![Vec::new()]);
    }
    let mut rows = Vec::new();
    for i in 0..elements.len() {
        let mut rest = elements.to_vec();
        let first = rest.remove(i);
        rows.extend(
            drawn(&rest, count - 1)?
                .into_iter()
                .map(|row| [std::slice::from_ref(&first), row.as_slice()].concat()),
        );
    }
    Ok(rows)
}

/// Sets of different elements; none when there are not enough.
fn chosen<T: Clone>(elements: &[T], count: usize) -> Vec<Vec<T>> {
    let Some((first, rest)) = elements.split_first() else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut sets = chosen(rest, count);
    if count > 0 {
        sets.extend(
            chosen(rest, count - 1)
                .into_iter()
                .map(|set| [std::slice::from_ref(first), set.as_slice()].concat()),
        );
    }
    sets
}

/// Multisets of elements.
fn chosen_again(elements: &[V], count: usize) -> Vec<Vec<V>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    (0..elements.len())
        .flat_map(|i| {
            chosen_again(&elements[i..], count - 1)
                .into_iter()
                .map(move |set| [&[elements[i].clone()], set.as_slice()].concat())
        })
        .collect()
}

/// Hands from what the hands before left; nothing when there is not enough.
fn dealt(pack: &[usize], sizes: &[usize]) -> Option<Vec<Vec<Vec<usize>>>> {
    let Some((size, others)) = sizes.split_first() else { return Some(vec![Vec::new()]) };
    if *size > pack.len() {
        return None;
    }
    let mut deals = Vec::new();
    for hand in chosen(pack, *size) {
        let rest: Vec<usize> = pack.iter().copied().filter(|card| !hand.contains(card)).collect();
        for others in dealt(&rest, others)? {
            deals.push([std::slice::from_ref(&hand), others.as_slice()].concat());
        }
    }
    Some(deals)
}

/// The totals of a die that is thrown again while it shows its highest face.
pub fn exploded(die: &[(V, Number)], highest: Number, depth: u64) -> Known<Vec<(V, Number)>> {
    let mut totals = Vec::new();
    for (face, share) in die {
        let face = face.number()?;
        if face != highest || depth == 0 {
            totals.push((V::Num(face), *share));
            continue;
        }
        for (more, further) in exploded(die, highest, depth - 1)? {
            totals.push((V::Num(face + more.number()?), share * further));
        }
    }
    Ok(totals)
}
