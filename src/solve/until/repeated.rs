//! Draws until a class of labels has come m times: the length has a law of a closed form.
//!
//! The draws go on after n of them while no class has come m times, P(N > n) = Aₙ/Tₙ. With replacement
//! Aₙ = n! \[xⁿ\] ∏ᵢ (1 + wᵢx + … + (wᵢx)ᵐ⁻¹/(m − 1)!) and Tₙ = Wⁿ, without Aₙ = \[xⁿ\] ∏ᵢ Σₖ C(sᵢ, k) xᵏ, k < m, and
//! Tₙ = C(S, n) [P. Flajolet, D. Gardy, L. Thimonier, "Birthday paradox, coupon collectors, caching algorithms and
//! self-organizing search", Discrete Applied Mathematics 39, 1992]. Classes that weigh alike are one power.

use super::is_length;
use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::Error;
use crate::model::Value;
use crate::model::until::{Stopping, Until};
use crate::number::{binomial, convolve, factorial, power_coefficients};
use crate::question::{Expr, Node};
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use num_traits::{One, Pow, ToPrimitive, Zero};

/// The law of the length, and the residue that asks it, where the draws end when a class of labels has come so often and
/// nothing but their number is asked. Nothing where that is not so, or where the law is longer than the budget allows.
///
/// # Errors
/// Those of rewriting the residue, and the budget's clock.
pub fn law(
    until: &Until,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<(Dist<Value>, Residue)>, Error> {
    let rule = until.stopping.iter().find_map(|rule| match rule {
        Stopping::Repeated { classes, times } => Some((classes, *times)),
        _ => None,
    });
    let Some((classes, times)) = rule else { return Ok(None) };
    if !residue.expressions().into_iter().all(|e| only_length(e, name)) {
        return Ok(None);
    }
    let groups = groups(until, classes);
    let Some(law) = lengths(&groups, times, until.from.replaces(), budget)? else { return Ok(None) };
    let residue = residue
        .put(name, &mut |part| is_length(part, name).then(|| Expr::spanned(Node::Name(name), part.span())))?;
    Ok(Some((law, residue)))
}

fn only_length(e: &Expr, name: usize) -> bool {
    !e.mentions(name)
        || is_length(e, name)
        || (!matches!(e.node(), Node::Name(_)) && e.node().children().all(|child| only_length(child, name)))
}

/// What the classes weigh that can come, and how many weigh so much.
fn groups(until: &Until, classes: &[usize]) -> Vec<(BigUint, u64)> {
    let mut each = vec![BigUint::zero(); classes.iter().max().map_or(0, |last| last + 1)];
    for ((_, weight), class) in until.from.labels().into_iter().zip(classes) {
        each[*class] += weight;
    }
    let mut groups: Vec<(BigUint, u64)> = Vec::new();
    for weight in each.into_iter().filter(|weight| !weight.is_zero()) {
        match groups.iter_mut().find(|(other, _)| *other == weight) {
            Some((_, count)) => *count += 1,
            None => groups.push((weight, 1)),
        }
    }
    groups
}

/// The law of the number of draws; nothing where the end may never come, or is too far.
fn lengths(
    groups: &[(BigUint, u64)],
    times: u64,
    replaces: bool,
    budget: &Budget,
) -> Result<Option<Dist<Value>>, Error> {
    let whole: BigUint = groups.iter().map(|(weight, count)| weight * *count).sum();
    let few = |weight: &BigUint| match replaces {
        true => times - 1,
        false => weight.to_u64().unwrap_or(u64::MAX).min(times - 1),
    };
    // Without replacement every element may be drawn before the end comes.
    if !replaces && groups.iter().all(|(weight, _)| *weight < BigUint::from(times)) {
        return Ok(None);
    }
    // The most draws without the end.
    let most = groups.iter().map(|(weight, n)| few(weight).saturating_mul(*n)).fold(0, u64::saturating_add);
    let bits = u128::from(most).saturating_mul(u128::from(whole.bits()));
    let terms = u128::from(most).saturating_mul(if groups.len() > 1 { most } else { times.min(most) }.into());
    let work = terms.saturating_mul(bits / 32 + 100).saturating_mul(groups.len() as u128);
    if budget.afford(work, u128::from(most).saturating_mul(bits / 2 + 64)).is_err() {
        return Ok(None);
    }
    let mut ways = vec![BigUint::one()];
    // With replacement, the weights (m − 1)!/k! are whole.
    let (scale, power) = (factorial(times - 1), groups.iter().map(|(_, count)| count).sum::<u64>());
    for (weight, count) in groups {
        budget.check()?;
        let of_one = (0..=few(weight)).map(|k| match replaces {
            true => Pow::pow(weight, k) * &scale / factorial(k),
            false => binomial(weight.to_u64().unwrap_or(u64::MAX), k),
        });
        ways = convolve(&ways, &power_coefficients(&of_one.collect::<Vec<_>>(), *count));
    }
    if replaces {
        let scale = Pow::pow(scale, power);
        let mut orders = BigUint::one();
        for (n, ways) in (0u64..).zip(&mut ways) {
            orders *= n.max(1);
            *ways = &*ways * &orders / &scale;
        }
    }
    Ok(Some(ended(&ways, &whole, replaces)?))
}

/// The law of the first number of draws that is not among these ways: P(N > n) is `ways[n]` of Wⁿ, or of C(S, n).
fn ended(ways: &[BigUint], whole: &BigUint, replaces: bool) -> Result<Dist<Value>, Error> {
    let mut on = ways.to_vec();
    on.push(BigUint::zero());
    // Over one total, Wⁿ of the longest, or its S!/(S − n)!: a way to n draws goes on to so many of the longest.
    let mut further = BigUint::one();
    for n in (0..on.len()).rev() {
        on[n] *= &further;
        further *= if replaces { whole.clone() } else { whole + 1u32 - BigUint::from(n) };
    }
    if !replaces {
        let mut orders = BigUint::one();
        for (n, on) in (0u64..).zip(&mut on) {
            orders *= n.max(1);
            *on *= &orders;
        }
    }
    let weights = (1i64..).zip(on.windows(2)).map(|(n, on)| (Value::Int(n), &on[0] - &on[1]));
    Dist::from_weights(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The law of the first draw at which one of these weights has come so often, row by row.
    fn listed(weights: &[u64], times: u64, replaces: bool) -> Dist<Value> {
        let total: u64 = weights.iter().sum();
        let longest = weights.len() as u64 * (times - 1) + 1;
        let longest = if replaces { longest } else { longest.min(total) };
        let mut law: Vec<(Value, BigUint)> = Vec::new();
        let mut open = vec![(vec![0u64; weights.len()], BigUint::one())];
        for n in 1..=longest {
            let further = (n..longest)
                .map(|drawn| if replaces { total } else { total.saturating_sub(drawn) })
                .map(BigUint::from)
                .product::<BigUint>();
            let mut next = Vec::new();
            for (counts, ways) in open {
                for i in 0..weights.len() {
                    let mut counts = counts.clone();
                    let left = if replaces { weights[i] } else { weights[i] - counts[i] };
                    counts[i] += 1;
                    match (left, counts[i] == times) {
                        (0, _) => {}
                        (_, true) => law.push((Value::Int(n as i64), &ways * left * &further)),
                        _ => next.push((counts, &ways * left)),
                    }
                }
            }
            open = next;
        }
        assert!(open.is_empty());
        Dist::from_weights(law).unwrap()
    }

    #[test]
    fn the_formula_is_the_law_of_the_list() {
        let budget = Budget::default();
        let sources: [&[u64]; 6] = [&[1, 1, 1], &[2, 2], &[1, 2, 3], &[3, 3, 1], &[2, 2, 2, 2], &[4]];
        for weights in sources {
            for times in 1..=3u64 {
                let mut groups: Vec<(BigUint, u64)> = Vec::new();
                for weight in weights {
                    match groups.iter_mut().find(|(w, _)| *w == BigUint::from(*weight)) {
                        Some((_, n)) => *n += 1,
                        None => groups.push((BigUint::from(*weight), 1)),
                    }
                }
                let found = lengths(&groups, times, true, &budget).unwrap().unwrap();
                let reduced = |d: &Dist<Value>| {
                    (0..20).map(|n| d.probability(|v| *v == Value::Int(n))).collect::<Vec<_>>()
                };
                assert_eq!(reduced(&found), reduced(&listed(weights, times, true)), "{weights:?} {times}");
                // Without replacement, where the largest class has as many.
                let found = lengths(&groups, times, false, &budget).unwrap();
                assert_eq!(found.is_some(), weights.iter().any(|w| *w >= times));
                if let Some(found) = found {
                    let listed = listed(weights, times, false);
                    assert_eq!(reduced(&found), reduced(&listed), "{weights:?} {times}");
                }
            }
        }
    }
}
