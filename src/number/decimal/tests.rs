//! Decimals against long division.

use super::*;
use crate::number::parse_number;
use num_bigint::BigInt;
use proptest::prelude::*;

fn number(text: &str) -> BigRational {
    parse_number(text).unwrap()
}

/// Long division by hand, digit by digit, with a last digit rounded by comparison with ½.
fn by_hand(n: &BigUint, d: &BigUint, digits: usize) -> (String, i64) {
    let ten = BigUint::from(10_u32);
    let (mut n, mut d, mut exponent) = (n.clone(), d.clone(), 0);
    while n >= &d * &ten {
        d *= &ten;
        exponent += 1;
    }
    while n < d {
        n *= &ten;
        exponent -= 1;
    }
    let mut text = Vec::new();
    for _ in 0..digits {
        let mut digit = 0_u8;
        while n >= d {
            n -= &d;
            digit += 1;
        }
        text.push(digit);
        n *= &ten;
    }
    // n is ten times the remainder.
    let twice = n * 2_u32;
    let limit = d * 10_u32;
    if twice > limit || (twice == limit && text[digits - 1] % 2 == 1) {
        let mut place = digits;
        loop {
            if place == 0 {
                text.insert(0, 1);
                text.pop();
                exponent += 1;
                break;
            }
            place -= 1;
            if text[place] < 9 {
                text[place] += 1;
                break;
            }
            text[place] = 0;
        }
    }
    (text.iter().map(|d| char::from(b'0' + d)).collect(), exponent)
}

#[test]
fn notation_is_plain_where_people_read_it() {
    for (text, digits, expected) in [
        ("0", 5, "0"),
        ("1", 12, "1"),
        ("-5/2", 12, "-2.5"),
        ("100", 12, "100"),
        ("1e20", 12, "100000000000000000000"),
        ("1e21", 12, "1e21"),
        ("1e5000", 12, "1e5000"),
        ("1e-7", 12, "0.0000001"),
        ("1e-8", 12, "1e-8"),
        ("1.25e-8", 12, "1.25e-8"),
        ("2/3e3000", 12, "6.66666666667e-3001"),
        ("12345", 2, "1.2e4"),
        ("12000", 2, "12000"),
        ("12000.1", 2, "1.2e4"),
        ("123456.7", 3, "1.23e5"),
        ("1/36", 12, "0.0277777777778"),
        ("1/7", 50, "0.14285714285714285714285714285714285714285714285714"),
    ] {
        assert_eq!(decimal(&number(text), digits), expected, "{text} to {digits}");
    }
}

#[test]
fn ties_go_to_even_and_carries_go_through() {
    for (text, digits, expected) in [
        ("0.5", 0, "0.5"),
        ("0.125", 2, "0.12"),
        ("0.375", 2, "0.38"),
        ("2.5", 1, "2"),
        ("3.5", 1, "4"),
        ("9.5", 1, "1e1"),
        ("9.4999", 1, "9"),
        ("0.99999", 4, "1"),
        ("999.96", 4, "1000"),
        ("0.9999999999996", 12, "1"),
        ("9.9999999999996e-3000", 12, "1e-2999"),
    ] {
        assert_eq!(decimal(&number(text), digits), expected, "{text} to {digits}");
    }
    // A tie that only the last of very many digits decides.
    let tie = number("0.125");
    let hair = BigRational::new(BigInt::from(1), BigInt::from(10).pow(3000_u32));
    assert_eq!(decimal(&(&tie + &hair), 2), "0.13");
    assert_eq!(decimal(&(&tie - &hair), 2), "0.12");
    assert_eq!(decimal(&(BigRational::from_integer(1.into()) - &hair), 12), "1");
    assert_eq!(fixed(&(&tie + &hair), 2), "0.13");
    assert_eq!(fixed(&(&tie - &hair), 2), "0.12");
}

fn positive() -> impl Strategy<Value = BigUint> {
    prop::collection::vec(any::<u32>(), 1..14).prop_map(|words| BigUint::new(words) + 1_u32)
}

proptest! {
    #[test]
    fn both_roads_agree_with_long_division(n in positive(), d in positive(), digits in 1_usize..40) {
        let expected = by_hand(&n, &d, digits);
        let exact = exactly(&n, &d, digits);
        prop_assert_eq!(&(exact.digits, exact.exponent), &expected);
        if let Some(quick) = quickly(&n, &d, digits) {
            prop_assert_eq!(&(quick.digits, quick.exponent), &expected);
            let open = exact.is_exact && !quick.is_exact && quick.exponent < digits as i64;
            prop_assert!(open || quick.is_exact == exact.is_exact);
        } else {
            // 128 bits hold 38 digits: what is left over makes an undecided case rare.
            prop_assert!(digits > 20 || exact.is_exact);
        }
    }

    #[test]
    fn numbers_near_integers_agree_too(n in 1_u32..2000, digits in 1_usize..12, far in 90_u32..900,
                                       power in -6_i32..9, below in any::<bool>()) {
        // n · 10^power and a hair beside it, and itself over a long denominator.
        let ten = BigUint::from(10_u32).pow(power.unsigned_abs());
        let (n, d) = if power < 0 { (BigUint::from(n), ten) } else { (n * ten, BigUint::from(1_u32)) };
        let long = BigUint::from(3_u32).pow(far);
        let (n, d) = (n * &long, d * long);
        let beside = if below { &n - 1_u32 } else { &n + 1_u32 };
        for n in [n, beside] {
            prop_assert_eq!(decimal_of_share(&n, &d, digits), exactly(&n, &d, digits).to_text());
        }
    }

    #[test]
    fn small_fractions_agree_too(n in 1_u32..2000, d in 1_u32..2000, digits in 1_usize..8) {
        let (n, d) = (BigUint::from(n), BigUint::from(d));
        let quick = quickly(&n, &d, digits).unwrap_or_else(|| exactly(&n, &d, digits));
        prop_assert_eq!((quick.digits, quick.exponent), by_hand(&n, &d, digits));
    }

    #[test]
    fn fixed_agrees_with_integers(n in any::<i32>(), d in 1_u32..5000, places in 0_usize..6) {
        let x = BigRational::new(n.into(), d.into());
        let text = fixed(&x, places);
        let shown = number(&text);
        let unit = BigRational::new(1.into(), BigInt::from(10).pow(places as u32));
        let off = (&shown - &x).abs() * BigInt::from(2);
        prop_assert!(off <= unit);
        if off == unit {
            prop_assert!((shown / unit).to_integer().is_even());
        }
        prop_assert_eq!(text.split_once('.').map_or(0, |(_, f)| f.len()), places);
    }
}
