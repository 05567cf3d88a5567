//! What is drawn from and arranged.

use super::{Element, Writer};

/// A collection.
pub struct Pool {
    pub text: String,
    pub element: Element,
    pub size: usize,
    /// Whether all elements have labels of their own.
    pub is_distinct: bool,
}

const COLOURS: [&str; 4] = ["red", "white", "blue", "green"];
const LETTERS: [&str; 9] = ["AB", "AAB", "ABC", "ABBA", "ABCD", "AABBC", "BABA", "ABCDE", "AEBB"];

impl Writer<'_> {
    /// A collection of at least one and at most so many elements.
    pub(super) fn pool(&mut self, most: usize) -> Pool {
        let most = most.clamp(1, 9) as i64;
        let pool = match self.choices.below(11) {
            0 | 1 => {
                let low = self.choices.between(0, 2);
                let size = self.choices.between(1.min(most), most.min(6));
                let values = (low..low + size).collect();
                Pool::of(format!("{low}..{}", low + size - 1), Element::Number(values), size)
            }
            2 => {
                let size = self.choices.between(2.min(most), most.min(5));
                let values: Vec<i64> = (0..size).map(|_| self.choices.between(0, 5)).collect();
                let text = values.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                let mut pool = Pool::of(format!("{{{text}}}"), Element::Number(values), size);
                pool.is_distinct = false;
                pool
            }
            3 => {
                let size = self.choices.between(2.min(most), most.min(4)) as usize;
                let labels = ["a", "b", "c", "e"][..size].iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
                Pool::of(format!("{{{}}}", labels.join(", ")), Element::Label(labels), size as i64)
            }
            4 | 5 => self.labelled("urn", &COLOURS, most),
            6 => match self.choices.below(3) {
                0 => self.labelled("people", &["boy", "girl"], most),
                1 => self.labelled("deck", &["A", "B", "other"], most),
                _ => self.numbered(most),
            },
            7 => self.cards(most),
            8 => {
                let words: Vec<&str> = LETTERS.iter().copied().filter(|w| w.len() as i64 <= most).collect();
                let word = if words.is_empty() { "A" } else { *self.choices.pick(&words) };
                let mut letters: Vec<String> = word.chars().map(String::from).collect();
                letters.sort();
                letters.dedup();
                let is_distinct = letters.len() == word.len();
                Pool {
                    is_distinct,
                    ..Pool::of(format!("\"{word}\""), Element::Label(letters), word.len() as i64)
                }
            }
            9 => {
                let last = self.choices.between(3, 4 + most.min(5));
                let which = self.choices.below(3);
                let condition = ["prime(k)", "k mod 2 = 0", "k != 2"][which];
                let holds = |k: &i64| match which {
                    0 => matches!(k, 2 | 3 | 5 | 7),
                    1 => k % 2 == 0,
                    _ => *k != 2,
                };
                let values: Vec<i64> = (1..=last).filter(holds).collect();
                let size = values.len() as i64;
                if size > most {
                    return self.plain(most);
                }
                Pool::of(format!("{{k in 1..{last}: {condition}}}"), Element::Number(values), size)
            }
            _ if most >= 4 => {
                let element = Element::Pair(vec!["a".into(), "b".into()], vec![1, 2]);
                Pool::of("({a, b} * (1..2))".into(), element, 4)
            }
            _ => self.plain(most),
        };
        self.perhaps_named(pool)
    }

    fn plain(&mut self, most: i64) -> Pool {
        Pool::of(format!("1..{}", most.min(3)), Element::Number((1..=most.min(3)).collect()), most.min(3))
    }

    /// Through a name for the collection, now and then.
    fn perhaps_named(&mut self, pool: Pool) -> Pool {
        if !self.choices.chance(8) || !self.may_throw {
            return pool;
        }
        let name = self.name();
        self.statements.push(format!("{name} := {}", pool.text));
        Pool { text: name, ..pool }
    }

    /// `urn{white:4, black:2}`: every label at least once, unless there are too many.
    fn labelled(&mut self, word: &str, labels: &[&str], most: i64) -> Pool {
        let kinds = self.choices.between(2.min(most), most.min(labels.len() as i64)) as usize;
        let mut entries = Vec::new();
        let (mut size, mut is_distinct) = (0, true);
        for (i, label) in labels[..kinds].iter().enumerate() {
            let left = most - size - (kinds - 1 - i) as i64;
            let count = self.choices.between(1, left.clamp(1, 3));
            size += count;
            is_distinct &= count == 1;
            let plain = count == 1 && self.choices.chance(50);
            let sum = count == 3 && self.choices.chance(30);
            entries.push(match (plain, sum) {
                (true, _) => (*label).to_owned(),
                (_, true) => format!("{label}:1 + 2"),
                _ => format!("{label}:{count}"),
            });
        }
        let element = Element::Label(labels[..kinds].iter().map(|l| (*l).to_owned()).collect());
        Pool { is_distinct, ..Pool::of(format!("{word}{{{}}}", entries.join(", ")), element, size) }
    }

    /// `urn{1..3:2, 5}`: numbers as labels.
    fn numbered(&mut self, most: i64) -> Pool {
        if most >= 5 && self.choices.chance(40) {
            let element = Element::Number(vec![1, 2, 4]);
            return Pool { is_distinct: false, ..Pool::of("urn{1..2:2, 4}".into(), element, 5) };
        }
        let count = self.choices.between(1, (most - 1).clamp(1, 3));
        let element = Element::Number(vec![1, 5]);
        Pool { is_distinct: false, ..Pool::of(format!("urn{{1:{count}, 5}}"), element, count + 1) }
    }

    fn cards(&mut self, most: i64) -> Pool {
        let (low, suits): (i64, &[&str]) = *self.choices.pick(&[
            (1, &["red", "blue"][..]),
            (9, &["hearts", "spades"][..]),
            (1, &["red"][..]),
        ]);
        let ranks = (most / suits.len() as i64).clamp(1, 4);
        if ranks * suits.len() as i64 > most {
            return self.plain(most);
        }
        let copies = if 2 * ranks * suits.len() as i64 <= most && self.choices.chance(30) { 2 } else { 1 };
        let high = low + ranks - 1;
        let more = if copies == 2 { ", 2" } else { "" };
        let text = format!("cards({low}..{high}, {{{}}}{more})", suits.join(", "));
        let suits: Vec<String> = suits.iter().map(|s| (*s).to_owned()).collect();
        let size = copies * ranks * suits.len() as i64;
        Pool {
            is_distinct: copies == 1,
            ..Pool::of(text, Element::Card((low..=high).collect(), suits), size)
        }
    }
}

impl Pool {
    fn of(text: String, element: Element, size: i64) -> Self {
        let text = if text.contains("..") && !text.contains(['{', '(']) { format!("({text})") } else { text };
        Self { text, element, size: size.max(0) as usize, is_distinct: true }
    }
}
