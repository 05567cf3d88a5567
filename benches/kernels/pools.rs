//! Pools of dice.

use super::fixed::{Fixed, binomials};

/// How often the sum of the highest k of n dice is s, at place s.
///
/// R(x) = Σ_{j<k} C(n,j) (x/(1−x))ʲ Σ_v T(v,j) x^{kv} (1 − x^{f−v})ʲ, where v is the value of the k-th kept die, j dice lie
/// above it, and T(v,j) = Σ_{e ≤ n−k} C(n−j,e) (v−1)ᵉ. By Horner's rule over j; T(v,j−1) = v T(v,j) − C(n−j,n−k) (v−1)ⁿ⁻ᵏ⁺¹.
pub fn keep_highest<const L: usize>(n: usize, f: usize, k: usize) -> Vec<Fixed<L>> {
    let rows = binomials::<L>(n);
    let below = (n - k) as u64;
    let last: Vec<Fixed<L>> = (1..=f as u64).map(|v| Fixed::power(v - 1, below + 1)).collect();
    let mut tails: Vec<Fixed<L>> = (1..=f as u64).map(|v| Fixed::power(v, below)).collect();
    let mut sums = vec![Fixed::ZERO; k * f + 1];
    for j in (0..k).rev() {
        // x/(1−x): every entry becomes the sum of all before it.
        let mut sum = Fixed::<L>::ZERO;
        for entry in &mut sums {
            let here = *entry;
            *entry = sum;
            sum.add(&here);
        }
        let wide = &rows[n - j - 1][n - k];
        for v in 1..=f {
            tails[v - 1] = tails[v - 1].times(v as u64);
            tails[v - 1].subtract(&wide.product(&last[v - 1]));
            let weight = tails[v - 1].product(&rows[n][j]);
            for (i, ways) in rows[j].iter().enumerate() {
                let term = weight.times(ways.0[0]);
                let place = &mut sums[k * v + i * (f - v)];
                if i % 2 == 0 { place.add(&term) } else { place.subtract(&term) }
            }
        }
    }
    sums
}

/// How many throws of n dice show no face more than m times: A(n+1, f) = f [A(n, f) − C(n, m) A(n−m, f−1)].
pub fn largest_set_at_most<const L: usize>(n: usize, f: usize, m: usize) -> Fixed<L> {
    let rows = binomials::<L>(n);
    // Column t has f − t faces, and needs column t + 1 only m + 1 dice earlier.
    let mut columns: Vec<Vec<Fixed<L>>> = Vec::new();
    for t in (0..=(n / (m + 1)).min(f)).rev() {
        let dice = n - t * (m + 1);
        let mut column = vec![Fixed::of(1); dice + 1];
        for d in 0..dice {
            let mut next = column[d];
            if d >= m
                && t < f
                && let Some(earlier) = columns.last().and_then(|column| column.get(d - m))
            {
                next.subtract(&rows[d][m].product(earlier));
            }
            column[d + 1] = next.times((f - t) as u64);
        }
        columns.push(column);
    }
    *columns.last().and_then(|column| column.last()).expect("the column of all faces")
}

/// How many throws of n dice show all f faces: Σ (−1)ⁱ C(f,i) (f−i)ⁿ.
pub fn all_faces<const L: usize>(n: u64, f: u64) -> Fixed<L> {
    let rows = binomials::<L>(f as usize);
    let (mut plus, mut minus) = (Fixed::<L>::ZERO, Fixed::<L>::ZERO);
    for i in 0..=f {
        let term = rows[f as usize][i as usize].product(&Fixed::power(f - i, n));
        if i % 2 == 0 { plus.add(&term) } else { minus.add(&term) }
    }
    plus.subtract(&minus);
    plus
}

/// How many throws of n dice have their longest straight of at most l faces, for l = 1 … f, in two words:
/// Σ_j Surj(n,j) Σ_i (−1)ⁱ C(f−j+1,i) C(f−i(l+1), f−j).
pub fn straights_at_most(n: usize, f: usize) -> Vec<i128> {
    let binomial =
        |n: i128, k: i128| (0..k).fold(1, |c: i128, i| if n < k { 0 } else { c * (n - i) / (i + 1) });
    let mut onto = vec![0_i128; f + 1];
    onto[0] = 1;
    for _ in 0..n {
        for j in (1..=f).rev() {
            onto[j] = j as i128 * (onto[j] + onto[j - 1]);
        }
        onto[0] = 0;
    }
    let f = f as i128;
    let sets = |j: i128, l: i128| -> i128 {
        (0..=f - j + 1)
            .take_while(|i| f - i * (l + 1) >= f - j)
            .map(|i| (1 - 2 * (i % 2)) * binomial(f - j + 1, i) * binomial(f - i * (l + 1), f - j))
            .sum()
    };
    (1..=f).map(|l| (1..=f).map(|j| onto[j as usize] * sets(j, l)).sum()).collect()
}
