//! Experiments of every form, with the number of outcomes that a list of them has.

use super::pool::Pool;
use super::{Element, Form, Thing, Writer};

/// An experiment and about how many outcomes it has.
pub type Sized = (Thing, usize);

pub fn thing(text: String, element: Element, form: Form) -> Thing {
    Thing { text, element, form, is_permutation: false }
}

pub fn faces(n: i64) -> Element {
    Element::Number((1..=n).collect())
}

fn power(base: usize, exponent: usize) -> usize {
    base.saturating_pow(exponent as u32)
}

/// The number of rows of `k` out of `n`.
fn rows(n: usize, k: usize) -> usize {
    (0..k).fold(1, |product: usize, i| product.saturating_mul(n.saturating_sub(i)))
}

fn sets(n: usize, k: usize) -> usize {
    (0..k).fold(1, |product: usize, i| product.saturating_mul(n.saturating_sub(i)) / (i + 1))
}

impl Writer<'_> {
    /// An experiment that may depend on earlier names.
    pub(super) fn dependent_experiment(&mut self, room: usize) -> Sized {
        if self.choices.chance(25)
            && let Some(sized) = self.depending(room)
        {
            return sized;
        }
        if self.choices.chance(6) && room >= 16 {
            // A number made of experiments.
            let (a, b) = (self.choices.between(2, 4), self.choices.between(2, 4));
            let sign = *self.choices.pick(&["+", "-", "*"]);
            let numbers = Element::Number((2..=a + b).collect());
            let thing = thing(format!("d{a} {sign} d{b}"), numbers, Form::One);
            return (thing, (a * b) as usize);
        }
        self.experiment(room)
    }

    /// An experiment of at most so many outcomes.
    pub(super) fn experiment(&mut self, room: usize) -> Sized {
        for _ in 0..4 {
            let (thing, size) = match self.choices.below(14) {
                0 => self.dice(room),
                1 => self.loaded(),
                2 => self.mixed_pool(),
                3 => self.coins(room),
                4 => self.law(),
                5 | 6 => self.draw(room),
                7 => self.choose(room),
                8 => self.arrangement(room),
                9 => self.several(room),
                10 => self.boxes(room),
                11 => self.process(),
                12 => self.rarer(room),
                _ => self.without_end(),
            };
            if size <= room {
                return (thing, size);
            }
        }
        match room {
            0 | 1 => (thing("d1".into(), faces(1), Form::One), 1),
            2..6 => (thing("coin".into(), coin(), Form::One), 2),
            _ => (thing("d6".into(), faces(6), Form::One), 6),
        }
    }

    /// A die, a coin or an urn for a pool: its text, and what one trial is.
    fn die(&mut self) -> (String, Element, usize) {
        match self.choices.below(7) {
            0 if !self.dice.is_empty() => self.choices.pick(&self.dice).clone(),
            0 | 1 => {
                let n = self.choices.between(2, 6);
                (format!("d{n}"), faces(n), n as usize)
            }
            2 => ("coin".into(), coin(), 2),
            3 => ("die{1:2, 2, 4}".into(), Element::Number(vec![1, 2, 4]), 3),
            4 => (
                "die{red:1/2, blue:1/3, 3 - 3:1/6}".replace("3 - 3", "white"),
                labels(&["red", "blue", "white"]),
                3,
            ),
            5 => ("urn{red:2, blue}".into(), labels(&["red", "blue"]), 3),
            _ => ("dF".into(), Element::Number(vec![-1, 0, 1]), 3),
        }
    }

    fn dice(&mut self, room: usize) -> Sized {
        let n = *self.choices.pick(&[6, 4, 3, 2, 8]);
        let most = (2..5).take_while(|k| power(n as usize, *k) <= room).last().unwrap_or(1) as i64;
        let count = self.choices.between(1, most) as usize;
        match self.choices.below(6) {
            0 => (thing(format!("d{n}"), faces(n), Form::One), n as usize),
            1 if count >= 2 => {
                let keep = *self.choices.pick(&["kh", "kl", "dh", "dl"]);
                let k = self.choices.between(1, count as i64);
                let kept = if keep.starts_with('k') { k as usize } else { count - k as usize };
                let (keep, k, kept) = if kept == 0 { ("kh", 1, 1) } else { (keep, k, kept) };
                let text = format!("{count}d{n}{keep}{k}");
                (thing(text, faces(n), Form::Row(Some(kept))), power(n as usize, count))
            }
            2 => {
                let fudge = self.choices.between(1, 3) as usize;
                let element = Element::Number(vec![-1, 0, 1]);
                (thing(format!("{fudge}dF"), element, Form::Row(Some(fudge))), power(3, fudge))
            }
            _ => (thing(format!("{count}d{n}"), faces(n), Form::Row(Some(count))), power(n as usize, count)),
        }
    }

    fn loaded(&mut self) -> Sized {
        let (text, values): (&str, &[i64]) = *self.choices.pick(&[
            ("die{1:1/2, 2:1/3, 3:1/6}", &[1, 2, 3][..]),
            ("die{1, 2, 3:3}", &[1, 2, 3]),
            ("die{2, 4, 9}", &[2, 4, 9]),
            ("die{0:3, 1:1 + 1}", &[0, 1]),
            ("die{1..4:2, 5}", &[1, 2, 3, 4, 5]),
            ("die{0 - 1:50%, 1:0.5}", &[-1, 1]),
            ("die{1:0, 2:2, 3:1}", &[1, 2, 3]),
            ("die{1, 1, 2}", &[1, 2]),
        ]);
        if self.choices.chance(20) {
            let thing =
                thing("die{red:2, blue, white:1}".into(), labels(&["red", "blue", "white"]), Form::One);
            return (thing, 3);
        }
        let thing = thing(text.into(), Element::Number(values.to_vec()), Form::One);
        (thing, values.len())
    }

    /// `pool(3, D)`, `pool(2d4, d6)`, `pool(2, 2d4)`.
    fn mixed_pool(&mut self) -> Sized {
        match self.choices.below(4) {
            0 => {
                let (a, b) = (self.choices.between(2, 4), self.choices.between(2, 6));
                let numbers = faces(a.max(b));
                let size = (a * a * b) as usize;
                (thing(format!("pool(2d{a}, d{b})"), numbers, Form::Row(Some(3))), size)
            }
            1 => {
                let thing =
                    thing("pool(2, 2d3)".into(), Element::Number((2..=6).collect()), Form::Row(Some(2)));
                (thing, 25)
            }
            _ => {
                let (die, element, size) = self.die();
                let count = self.choices.between(1, 3) as usize;
                let thing = thing(format!("pool({count}, {die})"), element, Form::Row(Some(count)));
                (thing, power(size, count))
            }
        }
    }

    fn coins(&mut self, room: usize) -> Sized {
        let most = (1..6).take_while(|k| power(2, *k) <= room).last().unwrap_or(1) as i64;
        let count = self.choices.between(1, most) as usize;
        match self.choices.below(5) {
            0 => (thing("coin".into(), coin(), Form::One), 2),
            1 => {
                let thing = thing(format!("coins({count}, 1/3)"), coin(), Form::Row(Some(count)));
                (thing, power(2, count))
            }
            2 => {
                let p = *self.choices.pick(&["1/2", "1/3", "30%", "1", "0"]);
                let thing = thing(format!("bernoulli({p})"), Element::Truth, Form::One);
                (thing, 2)
            }
            _ => (thing(format!("coins({count})"), coin(), Form::Row(Some(count))), power(2, count)),
        }
    }

    fn law(&mut self) -> Sized {
        match self.choices.below(4) {
            0 => {
                let (low, size) = (self.choices.between(-2, 3), self.choices.between(1, 6));
                let high = low + size - 1;
                let low_text = if low < 0 { format!("0 - {}", -low) } else { low.to_string() };
                let numbers = Element::Number((low..=high).collect());
                (thing(format!("{low_text}..{high}"), numbers, Form::One), size as usize)
            }
            1 => {
                let n = self.choices.between(0, 4);
                let thing =
                    thing(format!("binomial({n}, 1/3)"), Element::Number((0..=n).collect()), Form::One);
                (thing, n as usize + 1)
            }
            2 => {
                let all = self.choices.between(1, 6);
                let (marked, drawn) = (self.choices.between(0, all), self.choices.between(0, all));
                let text = format!("hypergeometric({all}, {marked}, {drawn})");
                let thing = thing(text, Element::Number((0..=marked.min(drawn)).collect()), Form::One);
                (thing, sets(all as usize, drawn as usize))
            }
            _ => {
                let (text, high): (&str, i64) = *self.choices.pick(&[
                    ("explode(d3, 2)", 9),
                    ("explode(d2, 1)", 4),
                    ("reroll(d4, 1)", 4),
                    ("reroll(d6, <= 2, once)", 6),
                    ("reroll(d6, {1, 6})", 5),
                    ("explode(die{1, 2:2}, 2)", 6),
                    ("reroll(2d3kh1, even, once)", 3),
                ]);
                let thing = thing(text.into(), faces(high), Form::One);
                (thing, 9)
            }
        }
    }

    fn draw(&mut self, room: usize) -> Sized {
        let pool = self.pool(7);
        if self.choices.chance(30) {
            let most = (1..4).take_while(|k| power(pool.size, *k) <= room).last().unwrap_or(1) as i64;
            let count = self.choices.between(1, most) as usize;
            let text = format!("draw {count} from {} with replacement", pool.text);
            return (thing(text, pool.element, Form::Row(Some(count))), power(pool.size, count));
        }
        if self.choices.chance(10) {
            return (thing(format!("draw from {}", pool.text), pool.element, Form::Row(Some(1))), pool.size);
        }
        let most = (1..=pool.size).take_while(|k| rows(pool.size, *k) <= room).last().unwrap_or(1) as i64;
        let count = self.choices.between(1, most) as usize;
        let all = count == pool.size && pool.is_distinct;
        let is_permutation = all
            && matches!(&pool.element, Element::Number(v) if v.first() == Some(&1))
            && pool.text.contains("..")
            && !pool.text.contains('{');
        let thing = thing(format!("draw {count} from {}", pool.text), pool.element, Form::Row(Some(count)));
        (Thing { is_permutation, ..thing }, rows(pool.size, count))
    }

    fn choose(&mut self, room: usize) -> Sized {
        let pool = self.pool(8);
        if self.choices.chance(25) {
            let count = self.choices.between(1, 3) as usize;
            let size = sets(pool.size + count - 1, count);
            let text = format!("choose {count} from {} with replacement", pool.text);
            return (thing(text, pool.element, Form::Bag(Some(count))), size);
        }
        if self.choices.chance(20) {
            let size = power(2, pool.size);
            let text = format!("subset({})", bare(&pool.text));
            return (thing(text, pool.element, Form::Bag(None)), size);
        }
        let most = (1..=pool.size).filter(|k| sets(pool.size, *k) <= room).max().unwrap_or(1) as i64;
        let count = self.choices.between(1, most) as usize;
        let text = format!("choose {count} from {}", pool.text);
        (thing(text, pool.element, Form::Bag(Some(count))), sets(pool.size, count))
    }

    fn arrangement(&mut self, room: usize) -> Sized {
        let pool = self.pool(6);
        if self.choices.chance(15) && pool.is_distinct && pool.size <= 6 {
            let text = format!("ring({})", bare(&pool.text));
            return (thing(text, pool.element, Form::Ring(pool.size)), rows(pool.size, pool.size));
        }
        if self.choices.chance(30) {
            let most = (1..=pool.size).take_while(|k| rows(pool.size, *k) <= room).last().unwrap_or(1) as i64;
            let count = self.choices.between(1, most) as usize;
            let text = format!("arrange({count}, {})", bare(&pool.text));
            return (thing(text, pool.element, Form::Row(Some(count))), rows(pool.size, count));
        }
        let is_permutation = is_first_numbers(&pool);
        let thing = thing(format!("arrange({})", bare(&pool.text)), pool.element, Form::Row(Some(pool.size)));
        (Thing { is_permutation, ..thing }, rows(pool.size, pool.size))
    }

    /// Whole packs, hands for poker, groups, necklaces, identical boxes.
    fn rarer(&mut self, room: usize) -> Sized {
        let french = |ranks: std::ops::RangeInclusive<i64>, suits: &[&str]| {
            Element::Card(ranks.collect(), suits.iter().map(|s| (*s).to_owned()).collect())
        };
        let all = ["clubs", "diamonds", "hearts", "spades"];
        let two = ["hearts", "spades"];
        match self.choices.below(10) {
            0 => (thing("draw 1 from deck".into(), french(2..=14, &all), Form::Row(Some(1))), 52),
            1 if room >= 500 => {
                (thing("choose 2 from deck(32)".into(), french(7..=14, &all), Form::Bag(Some(2))), 496)
            }
            2 => {
                let text = "choose 5 from cards(10..14, {hearts, spades})";
                (thing(text.into(), french(10..=14, &two), Form::Bag(Some(5))), 252)
            }
            3 => {
                let text = "choose 3 from cards(12..14, {clubs, hearts, spades})";
                (thing(text.into(), french(12..=14, &["clubs", "hearts", "spades"]), Form::Bag(Some(3))), 84)
            }
            4 => {
                let text = "draw 3 from cards(12..14, {hearts, spades})";
                (thing(text.into(), french(12..=14, &two), Form::Row(Some(3))), 120)
            }
            5 => {
                let sizes = *self.choices.pick(&["2, 2", "3, 1", "into 2", "into 3", "1, 1, 2"]);
                (
                    thing(
                        format!("split({{a, b, c, e}}, {sizes})"),
                        labels(&["a", "b", "c", "e"]),
                        Form::Groups,
                    ),
                    7,
                )
            }
            6 => {
                let size = self.choices.between(3, 5) as usize;
                let text = format!("necklace(1..{size})");
                (thing(text, faces(size as i64), Form::Ring(size)), rows(size, size) / (2 * size))
            }
            7 => {
                let (balls, boxes) = (self.choices.between(1, 6), self.choices.between(1, 3));
                let text = format!("place(identical {balls}, identical {boxes})");
                let numbers = Element::Number((0..=balls).collect());
                (thing(text, numbers, Form::Row(Some(boxes as usize))), 8)
            }
            8 => {
                let keep = *self.choices.pick(&["3d4km1", "4d3km2", "3d3dl1", "4d2dh2"]);
                let kept = if keep.ends_with('2') || keep.ends_with("dl1") { 2 } else { 1 };
                (thing(keep.into(), faces(4), Form::Row(Some(kept))), 81)
            }
            _ => match self.choices.below(3) {
                0 if !self.dice.is_empty() => {
                    let (die, element, size) = self.choices.pick(&self.dice).clone();
                    (thing(die, element, Form::One), size)
                }
                1 => (thing("reroll(coin, heads, once)".into(), coin(), Form::One), 2),
                _ => (thing("explode(2d2kl1, 1)".into(), faces(4), Form::One), 8),
            },
        }
    }

    /// `deal(2, 1, U)`.
    fn several(&mut self, _room: usize) -> Sized {
        let pool = self.pool(6);
        if pool.size < 2 {
            return (thing("d4".into(), faces(4), Form::One), 4);
        }
        let hand = self.choices.between(1, (pool.size / 2) as i64) as usize;
        let text = format!("deal({hand}, {hand}, {})", bare(&pool.text));
        let size = sets(pool.size, hand) * sets(pool.size - hand, hand);
        (thing(text, pool.element, Form::Hands(2, hand)), size)
    }

    fn boxes(&mut self, _room: usize) -> Sized {
        let (balls, boxes) = (self.choices.between(1, 4) as usize, self.choices.between(1, 3) as usize);
        match self.choices.below(4) {
            0 => {
                let text = format!("place({balls}, {boxes})");
                (thing(text, faces(boxes as i64), Form::Row(Some(balls))), power(boxes, balls))
            }
            1 => {
                let numbers = Element::Number((0..=balls as i64).collect());
                let text = format!("place(identical {balls}, {boxes})");
                (thing(text, numbers, Form::Row(Some(boxes))), sets(balls + boxes - 1, balls))
            }
            2 => {
                let count = self.choices.between(1, 2) as usize;
                let size = if count == 1 { 9 } else { 90 };
                (
                    thing(
                        format!("digits({count})"),
                        Element::Number((0..=9).collect()),
                        Form::Row(Some(count)),
                    ),
                    size,
                )
            }
            _ => {
                let count = self.choices.between(1, 3) as usize;
                let text = format!("digits({count}, 0..2)");
                (thing(text, Element::Number(vec![0, 1, 2]), Form::Row(Some(count))), power(3, count))
            }
        }
    }

    /// An experiment whose form depends on the outcome of an earlier name.
    fn depending(&mut self, room: usize) -> Option<Sized> {
        let numbers: Vec<Thing> = self
            .things
            .iter()
            .filter(|t| {
                t.form == Form::One
                    && matches!(&t.element, Element::Number(v) if v.iter().all(|n| (0..=4).contains(n)))
            })
            .cloned()
            .collect();
        if numbers.is_empty() || self.choices.chance(45) {
            if self.things.is_empty() {
                return None;
            }
            let may_throw = std::mem::replace(&mut self.may_throw, false);
            let event = self.event(1);
            self.may_throw = may_throw;
            return Some(self.either(event, room));
        }
        let k = self.choices.pick(&numbers).clone();
        let at_least_one = matches!(&k.element, Element::Number(v) if v.iter().all(|n| *n > 0));
        let k = k.text;
        let (text, element, form, size) = match self.choices.below(14) {
            8 => (format!("draw {k} from \"ABCD\""), labels(&["A", "B", "C", "D"]), Form::Row(None), 24),
            9 => (format!("hypergeometric(5, {k}, 2)"), Element::Number(vec![0, 1, 2]), Form::One, 3),
            10 => (format!("place({k}, 2)"), faces(2), Form::Row(None), 16),
            11 => (format!("explode(d2, {k})"), faces(9), Form::One, 5),
            12 => {
                let chain = format!("chain from {k} step {{x+1: 1/2, x+2: 1/2}} for 2 steps");
                (chain, Element::Number((2..=8).collect()), Form::One, 4)
            }
            13 => {
                let chain = format!("chain from 0 step {{x+1: 1/2, x: 1/2}} for {k} steps");
                (chain, Element::Number((0..=4).collect()), Form::One, 4)
            }
            0 if at_least_one => (format!("1..{k}"), faces(4), Form::One, 4),
            0 => (format!("0..{k}"), Element::Number((0..=4).collect()), Form::One, 5),
            1 => (format!("pool({k}, d3)"), faces(3), Form::Row(None), 81),
            2 => (
                format!("draw 2 from urn{{white:{k}, black:5 - {k}}}"),
                labels(&["white", "black"]),
                Form::Row(Some(2)),
                20,
            ),
            3 => (format!("coins({k})"), coin(), Form::Row(None), 16),
            4 => (format!("binomial({k}, 1/2)"), Element::Number((0..=4).collect()), Form::One, 5),
            5 => (format!("bernoulli({k} / 5)"), Element::Truth, Form::One, 2),
            6 => (format!("choose {k} from 1..4"), faces(4), Form::Bag(None), 6),
            _ => (format!("die{{red:{k} + 1, blue:2}}"), labels(&["red", "blue"]), Form::One, 2),
        };
        if size > room {
            return None;
        }
        Some((thing(text, element, form), size))
    }

    /// `if … then E else E`, or a chance that an event decides.
    fn either(&mut self, event: String, room: usize) -> Sized {
        let (a, b) = (self.choices.between(2, 4), self.choices.between(2, 6));
        let (text, element, form, size) = match self.choices.below(7) {
            5 => (format!("if {event} then 3d3kh2 else d{b}"), faces(b.max(3)), Form::Row(None), 27),
            6 => {
                let chain = "chain from 0 step {x+1: 1/2, x+2: 1/2} for 2 steps";
                (format!("if {event} then ({chain}) else 2d2kl1"), faces(4), Form::One, 4)
            }
            0 => (format!("bernoulli(if {event} then 1/4 else 2/3)"), Element::Truth, Form::One, 2),
            1 => (format!("if {event} then d{a} else d{b}"), faces(a.max(b)), Form::One, a.max(b)),
            2 => (format!("if {event} then 2d{a} else 3d2"), faces(a), Form::Row(None), 16),
            3 => (
                format!("if {event} then draw 2 from urn{{red:2, blue}} else draw 2 from urn{{red, blue:3}}"),
                labels(&["red", "blue"]),
                Form::Row(Some(2)),
                12,
            ),
            _ => (format!("if {event} then d{a} else 0"), Element::Number((0..=a).collect()), Form::One, a),
        };
        if size as usize > room {
            return self.experiment(room);
        }
        (thing(text, element, form), size as usize)
    }
}

fn coin() -> Element {
    labels(&["heads", "tails"])
}

pub fn labels(all: &[&str]) -> Element {
    Element::Label(all.iter().map(|l| (*l).to_owned()).collect())
}

/// Whether the elements are 1, 2, …, n.
fn is_first_numbers(pool: &Pool) -> bool {
    matches!(&pool.element, Element::Number(values) if pool.is_distinct && pool.size == values.len() && (1..).zip(values).all(|(i, v)| i == *v))
}

/// A collection in brackets that have been written already.
fn bare(text: &str) -> &str {
    text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text)
}
