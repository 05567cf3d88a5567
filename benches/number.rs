//! Times the number floor beside its baselines in the same run: `cargo bench --bench number`.
//!
//! Absolute times drift from machine to machine; the ratios are what the floor promises. A row whose ratio misses its
//! goal is marked, and the process then ends with an error.

mod timing;

use num_bigint::BigUint;
use num_rational::BigRational;
use prob::number;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::ExitCode;
use timing::{Goal, Table};

fn main() -> ExitCode {
    let mut table = Table::default();
    sums(&mut table);
    pools(&mut table);
    big_numbers(&mut table);
    decimals(&mut table);
    table.verdict()
}

fn sums(table: &mut Table) {
    let limits = [(10, 6, 7.0), (100, 6, 4.0), (1000, 6, 4.0), (1000, 20, 4.0), (10_000, 6, 4.0)];
    for (n, faces, most) in limits {
        let job = || number::fair_sum_counts(n, faces);
        table.row(&format!("{n}d{faces}, a list of all sums"), Goal::Within(most), job, || {
            limit_sums(n, faces)
        });
    }
    // As the law of a sum holds them.
    for (n, faces, _) in limits {
        let job = || number::FairSums::new(n, faces);
        table.row(&format!("{n}d{faces}, all sums in one vector"), Goal::Within(2.0), job, || {
            limit_sums(n, faces)
        });
    }
    let die = vec![BigUint::from(1_u32); 6];
    table.row(
        "1000d6, all sums, naive convolution",
        Goal::Faster(20.0),
        || number::fair_sum_counts(1000, 6),
        || naive_power(&die, 1000),
    );
    let loaded: Vec<BigUint> = [1_u32, 2, 3, 4, 5, 6].map(BigUint::from).to_vec();
    let job = || number::power_coefficients(&loaded, 300);
    table.row("300 loaded dice, naive convolution", Goal::Faster(20.0), job, || naive_power(&loaded, 300));
    let job = || number::fair_sums_between(1000, 6, 0, 3599);
    table.row("P(1000d6 ≤ 3599), from the table", Goal::Faster(1.0), job, || {
        number::fair_sum_counts(1000, 6)[..=2599].iter().sum::<BigUint>()
    });
}

fn naive_power(weights: &[BigUint], n: u64) -> Vec<BigUint> {
    let mut power = vec![BigUint::from(1_u32)];
    for _ in 0..n {
        let mut next = vec![BigUint::ZERO; power.len() + weights.len() - 1];
        for (i, a) in power.iter().enumerate() {
            for (j, b) in weights.iter().enumerate() {
                next[i + j] += a * b;
            }
        }
        power = next;
    }
    power
}

/// The least that the recurrence can cost: flat words of fixed stride, half of the table, and no conversion.
fn limit_sums(n: u64, f: u64) -> Vec<u64> {
    let half = (n * (f - 1) / 2 + 1) as usize;
    let stride = (n as f64 * (f as f64).log2() / 64.0) as usize + 2;
    let mut words = vec![0_u64; (half + f as usize + 1) * stride];
    // f+1 zero entries stand before the first.
    let offset = f as usize + 1;
    words[offset * stride] = 1;
    let mut length = 1;
    for k in 1..half as u64 {
        let (before, rest) = words.split_at_mut((offset + k as usize) * stride);
        let entry = |back: u64| &before[(offset + (k - 1) as usize + 1 - back as usize) * stride..][..stride];
        let (a, b, c) = (entry(1), entry(f), entry(f + 1));
        let (c1, c2, c3) = (n + k - 1, n * f + f - k, n * (f - 1) + f + 1 - k);
        let (twos, odd) = (k.trailing_zeros(), k >> k.trailing_zeros());
        let inverse = (0..5).fold(odd, |x, _| x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x))));
        let (mut carry, mut borrow, mut held) = (0_i128, 0_u64, 0_u64);
        let top = (length + 1).min(stride);
        for place in 0..top {
            let plus = u128::from(c1) * u128::from(a[place]) + u128::from(c3) * u128::from(c[place]);
            let total = plus as i128 - (u128::from(c2) * u128::from(b[place])) as i128 + carry;
            carry = total >> 64;
            let (word, under) = (total as u64).overflowing_sub(borrow);
            let digit = word.wrapping_mul(inverse);
            borrow = ((u128::from(digit) * u128::from(odd)) >> 64) as u64 + u64::from(under);
            if place > 0 {
                rest[place - 1] = held >> twos | (digit << 1) << (63 - twos);
            }
            held = digit;
        }
        rest[top - 1] = held >> twos;
        if top > length && rest[length] != 0 {
            length += 1;
        }
    }
    words
}

fn pools(table: &mut Table) {
    for (n, faces, keep, least) in
        [(4, 6, 3, 1.0), (10, 20, 5, 10.0), (50, 6, 10, 100.0), (40, 20, 20, 200.0)]
    {
        let job = || number::keep_highest_counts(n, faces, keep);
        table.row(&format!("{n}d{faces} keep {keep}, sweep over faces"), Goal::Faster(least), job, || {
            sweep(n, faces, keep)
        });
    }
}

/// Chooses for each face, highest first, how many dice show it; states are (dice left, sum kept).
fn sweep(n: u64, faces: u64, keep: u64) -> BTreeMap<u64, BigUint> {
    let choose: Vec<Vec<BigUint>> =
        (0..=n).map(|n| (0..=n).map(|k| number::binomial(n, k)).collect()).collect();
    let mut states = BTreeMap::from([((n, 0), BigUint::from(1_u32))]);
    for face in (1..=faces).rev() {
        let mut next: BTreeMap<(u64, u64), BigUint> = BTreeMap::new();
        for ((left, sum), ways) in &states {
            let taken = n - left;
            // The last face takes all that are left.
            for count in if face == 1 { *left } else { 0 }..=*left {
                let kept = (taken + count).min(keep) - taken.min(keep);
                let ways = ways * &choose[*left as usize][count as usize];
                *next.entry((left - count, sum + kept * face)).or_default() += ways;
            }
        }
        states = next;
    }
    states.into_iter().map(|((_, sum), ways)| (sum, ways)).collect()
}

fn big_numbers(table: &mut Table) {
    let iterated = |n: u64, k: u64| (1..=k).fold(BigUint::from(1_u32), |c, i| c * (n - k + i) / i);
    let product = |n: u64| (2..=n).fold(BigUint::from(1_u32), |product, i| product * i);
    table.row(
        "C(52, 5), iterated",
        Goal::Faster(1.0),
        || number::binomial(black_box(52), 5),
        || iterated(52, 5),
    );
    table.row(
        "C(1000, 500), iterated",
        Goal::Faster(2.0),
        || number::binomial(1000, 500),
        || iterated(1000, 500),
    );
    table.row(
        "C(20000, 10000), iterated",
        Goal::Faster(20.0),
        || number::binomial(20_000, 10_000),
        || iterated(20_000, 10_000),
    );
    table.row(
        "C(10^12, 5000), iterated",
        Goal::Faster(5.0),
        || number::binomial(1_000_000_000_000, 5000),
        || iterated(1_000_000_000_000, 5000),
    );
    table.row("20000!, folded", Goal::Faster(5.0), || number::factorial(20_000), || product(20_000));
    let above = [(50_000, 500), (950_000, 9500)];
    let job = || number::binomial_quotient(&above, &[(1_000_000, 10_000)]);
    table.row("hypergeometric, N = 10^6, iterated and gcd", Goal::Faster(20.0), job, || {
        let numerator = iterated(50_000, 500) * iterated(950_000, 9500);
        BigRational::new(numerator.into(), iterated(1_000_000, 10_000).into())
    });
}

fn decimals(table: &mut Table) {
    let huge = BigUint::from(7_u32).pow(20_000);
    let number = BigRational::new(huge.into(), BigUint::from(10_u32).pow(17_000).into());
    table.row(
        "15 digits of 7^20000/10^17000, converted",
        Goal::Faster(1000.0),
        || number::decimal(&number, 15),
        || (number.numer().to_string(), number.denom().to_string()),
    );
    let small = BigRational::new(1.into(), 6.into());
    table.row(
        "12 digits of 1/6, long division",
        Goal::Faster(0.3),
        || number::decimal(&small, 12),
        || ((small.numer() * 10_u64.pow(12)) / small.denom()).to_string(),
    );
}
