//! temporary
use crate::error::Error;
use crate::model::Value;
use crate::statistic::fold::{Automaton, Fold, Labels, views_by_value};
/// Kept
pub struct Kept;
/// OrderStatistic
pub struct OrderStatistic;
struct K {
    inner: Box<dyn Fold>,
    from: i64,
    to: i64,
}
impl Fold for K {
    fn start(&self) -> Vec<i64> {
        let mut v = vec![0];
        v.extend(self.inner.start());
        v
    }
    fn step(&self, s: &mut [i64], view: u32, m: u64) {
        let a = s[0];
        let b = a + m as i64;
        s[0] = b.min(self.to);
        let k = b.min(self.to) - a.max(self.from);
        if k > 0 {
            self.inner.step(&mut s[1..], view, k as u64);
        }
    }
    fn value(&self, s: &[i64]) -> Value {
        self.inner.value(&s[1..])
    }
}
struct O {
    distinct: Vec<Value>,
    place: i64,
}
impl Fold for O {
    fn start(&self) -> Vec<i64> {
        vec![0, -1]
    }
    fn step(&self, s: &mut [i64], view: u32, m: u64) {
        if s[1] >= 0 {
            return;
        }
        s[0] += m as i64;
        if s[0] > self.place {
            s[1] = i64::from(view);
            s[0] = 0;
        }
    }
    fn value(&self, s: &[i64]) -> Value {
        self.distinct[s[1].max(0) as usize].clone()
    }
}
impl Kept {
    /// x
    /// # Errors
    /// y
    pub fn automaton(
        seen: &Labels,
        inner: Automaton<dyn Fold>,
        from: u64,
        to: u64,
    ) -> Result<Option<Automaton<dyn Fold>>, Error> {
        // views must ascend with values
        let (by_value, _) = views_by_value(&seen.labels);
        let mut pairs: Vec<(u32, u32)> = by_value.iter().copied().zip(inner.views.iter().copied()).collect();
        pairs.sort_unstable();
        if pairs.windows(2).any(|w| w[0].1 > w[1].1) {
            return Ok(None);
        }
        Ok(Some(Automaton {
            views: inner.views,
            run: Box::new(K { inner: inner.run, from: from as i64, to: to as i64 }),
        }))
    }
}
impl OrderStatistic {
    /// x
    #[must_use]
    pub fn automaton(seen: &Labels, place: u64) -> Option<Automaton<dyn Fold>> {
        let (views, distinct) = views_by_value(&seen.labels);
        Some(Automaton { views, run: Box::new(O { distinct, place: place as i64 }) })
    }
}
