//! What the kept dice show, case by case.

use super::Kept;
use crate::explain::ways::Favourable;
use crate::explain::{Message, Saying, Step};
use crate::number;
use num_bigint::BigUint;
use num_traits::Pow;

/// The most cases that are told one by one.
const MOST_CASES: usize = 12;

/// The ways to reach one of these sums of the highest or the lowest dice, by what the kept ones show; nothing where that are
/// many cases.
pub(super) fn favourable(kept: &Kept, sums: &[u64]) -> Option<Favourable> {
    let mut cases = Vec::new();
    for sum in sums {
        kept.cases(*sum, &mut Vec::new(), &mut cases)?;
    }
    let mut steps: Vec<Step> = Vec::with_capacity(cases.len() + 1);
    let mut total = BigUint::ZERO;
    for case in &cases {
        let ways = kept.ways(case)?;
        steps.push(kept.told(case, &ways));
        total += ways;
    }
    let all: Vec<&str> = steps.iter().filter_map(|step| step.value.as_deref()).collect();
    let formula = all.join(" + ");
    if steps.len() > 1 {
        steps.push(Step::formula(Message::Favourable, formula, &total));
    }
    // The numbers of the cases say less than the cases.
    Some(Favourable::at_end(total, steps).without_formula())
}

impl Kept {
    fn are_highest(&self) -> bool {
        self.to == self.n
    }

    /// Adds what the kept dice may show for a sum to the cases, from the die that is furthest out; nothing where these grow
    /// too many.
    fn cases(&self, sum: u64, shown: &mut Vec<u64>, cases: &mut Vec<Vec<u64>>) -> Option<()> {
        let left = self.count() - shown.len() as u64;
        if left == 0 {
            cases.push(shown.clone());
            return (cases.len() <= MOST_CASES).then_some(());
        }
        let last = shown.last().copied();
        let faces = if self.are_highest() { 1..=last.unwrap_or(self.f) } else { last.unwrap_or(1)..=self.f };
        for face in faces.rev() {
            // What the others show lies between this face and the end.
            let ends = if self.are_highest() { (1, face) } else { (face, self.f) };
            let rest = sum.checked_sub(face);
            if rest.is_some_and(|rest| ((left - 1) * ends.0..=(left - 1) * ends.1).contains(&rest)) {
                shown.push(face);
                self.cases(sum - face, shown, cases)?;
                shown.pop();
            }
        }
        Some(())
    }

    /// The faces that a die may show which is not kept, where the innermost of the kept shows this one, and does not show it.
    fn beyond(&self, inner: u64) -> u64 {
        if self.are_highest() { inner - 1 } else { self.f - inner }
    }

    /// How many of the dice show each face that comes, in order; the last of them is the innermost.
    fn numbers(case: &[u64]) -> Vec<u64> {
        case.chunk_by(|a, b| a == b).map(|alike| alike.len() as u64).collect()
    }

    /// In how many throws the kept dice show this: e of the others show the innermost face too, and the rest lie beyond it.
    fn ways(&self, case: &[u64]) -> Option<BigUint> {
        let dropped = self.n - self.count();
        let beyond = case.last().map_or(0, |inner| self.beyond(*inner));
        let mut numbers = Self::numbers(case);
        let inner = numbers.pop().unwrap_or(0);
        let of = |e: u64| {
            let all: Vec<u64> = numbers.iter().copied().chain([inner + e, dropped - e]).collect();
            Some(number::multinomial(&all)? * Pow::pow(BigUint::from(beyond), dropped - e))
        };
        (0..=dropped).map(of).sum()
    }

    fn told(&self, case: &[u64], ways: &BigUint) -> Step {
        let dropped = self.n - self.count();
        let inner = case.last().copied().unwrap_or_default();
        let mut numbers: Vec<String> = Self::numbers(case).iter().map(u64::to_string).collect();
        let alike = numbers.pop().unwrap_or_default();
        let before: String = numbers.iter().map(|number| format!("{number}, ")).collect();
        let shown = case.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        let beyond = self.beyond(inner);
        let formula = match (beyond, dropped) {
            // Nothing lies beyond the last face.
            (0, _) => format!("multinomial({before}{alike} + {dropped})"),
            (_, 1) => {
                format!("multinomial({before}{alike}, 1) * {beyond} + multinomial({before}{alike} + 1)")
            }
            _ => format!(
                "sum(e in 0..{dropped}: multinomial({before}{alike} + e, {dropped} - e) * {beyond}^({dropped} - e))"
            ),
        };
        let saying = if self.are_highest() { Saying::HighestShow } else { Saying::LowestShow };
        Step::said(saying, [shown, dropped.to_string(), inner.to_string()], formula, ways)
    }
}
