//! Divisibility and digits of integers.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::number;
use crate::statistic::arithmetic::{integer, natural};
use crate::statistic::combinatorial::{affordable, of_numbers};
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role};
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&GCD, &LCM, &PRIME, &DIVIDES, &DIVISORS, &DIGITSUM, &VALUE];

/// `gcd(a, b, …)`.
pub static GCD: Function = of_numbers(
    ("gcd", "gcd(a, b)"),
    "the greatest common divisor; gcd(0, 0) = 0",
    ("gcd(12, 18)", "6"),
    (2, usize::MAX),
    |arguments| {
        let divide = |gcd: BigInt, n: &Value| {
            let n = integer("gcd", n)?;
            euclid("this gcd", &gcd, &n)?;
            Ok(gcd.gcd(&n))
        };
        arguments.iter().try_fold(BigInt::zero(), divide).map(Value::integer)
    },
);

/// `lcm(a, b, …)`.
pub static LCM: Function = of_numbers(
    ("lcm", "lcm(a, b)"),
    "the least common multiple",
    ("lcm(4, 6)", "12"),
    (2, usize::MAX),
    |arguments| {
        let multiply = |lcm: BigInt, n: &Value| {
            let n = integer("lcm", n)?;
            euclid("this lcm", &lcm, &n)?;
            Ok(lcm.lcm(&n).abs())
        };
        arguments.iter().try_fold(BigInt::from(1), multiply).map(Value::integer)
    },
);

/// `prime(n)`.
pub static PRIME: Function = Function {
    result: Kind::Truth,
    ..of_numbers(
        ("prime", "prime(n)"),
        "n is a prime number",
        ("count(k in 1..100: prime(k))", "25"),
        (1, 1),
        |arguments| {
            let n = integer("prime", &arguments[0])?;
            n.to_biguint().map_or(Ok(Value::Truth(false)), |n| number::is_prime(&n).map(Value::Truth))
        },
    )
};

/// `divides(a, b)`.
pub static DIVIDES: Function = Function {
    result: Kind::Truth,
    ..of_numbers(
        ("divides", "divides(a, b)"),
        "b is a multiple of a; every number divides 0, and 0 nothing else",
        ("count(k in 1..100: divides(7, k))", "14"),
        (2, 2),
        |arguments| {
            let (a, b) = (integer("divides", &arguments[0])?, integer("divides", &arguments[1])?);
            euclid("this division", &a, &b)?;
            Ok(Value::Truth(if a.is_zero() { b.is_zero() } else { (b % a).is_zero() }))
        },
    )
};

/// `divisors(n)`.
pub static DIVISORS: Function = Function {
    result: Kind::Set,
    ..of_numbers(
        ("divisors", "divisors(n)"),
        "the set of the positive divisors of n",
        ("size(divisors(360))", "24"),
        (1, 1),
        |arguments| match natural("the number whose divisors are asked", &arguments[0])? {
            0 => Err(Error::new(ErrorKind::Undefined, "every number divides 0")),
            n => {
                let divisors = number::divisors(n).into_iter().map(|d| Value::integer(BigInt::from(d)));
                Ok(Value::set(divisors))
            }
        },
    )
};

/// `digitsum(n)`, `digitsum(n, base)`.
pub static DIGITSUM: Function = of_numbers(
    ("digitsum", "digitsum(n, base)"),
    "the sum of the digits of n in base ten, or in another base",
    ("digitsum(2^100)", "115"),
    (1, 2),
    |arguments| {
        let n = integer("digitsum", &arguments[0])?;
        let n = n.to_biguint().ok_or_else(|| {
            Error::new(ErrorKind::Range, "digitsum needs a number that is not negative")
                .hint("take its `abs`")
        })?;
        let base = arguments.get(1).map_or(Ok(10), |base| natural("the base", base))?;
        if base < 2 {
            return Err(Error::new(ErrorKind::Range, format!("there are no numbers in base {base}"))
                .hint("bases begin with 2"));
        }
        digit_sum(&n, base).map(|sum| Value::integer(BigInt::from(sum)))
    },
);

/// `value(X)`.
pub static VALUE: Function = Function {
    name: "value",
    signature: "value(X)",
    help: "the number that a row of digits writes in base ten",
    example: ("X ~ digits(3); P(value(X) mod 7 = 0)", "32/225"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let digits: Vec<u8> = arguments[0].elements().iter().map(digit).collect::<Result<_, _>>()?;
        let number = BigUint::from_radix_be(&digits, 10).filter(|_| !digits.is_empty());
        number
            .map(|n| Value::integer(BigInt::from_biguint(Sign::Plus, n)))
            .ok_or_else(|| Error::new(ErrorKind::Undefined, "an empty row writes no number"))
    },
    fold: None,
    scan: Some(|_, labels| Ok(reading(labels))),
    role: Role::Plain,
};

/// Nothing, if Euclid's algorithm on numbers of this size can be afforded: the square of their words.
fn euclid(what: &str, a: &BigInt, b: &BigInt) -> Result<(), Error> {
    let words = |n: &BigInt| u128::from(n.bits()) / 64 + 1;
    affordable(what, words(a) * words(b))
}

fn digit_sum(n: &BigUint, base: u64) -> Result<BigUint, Error> {
    if let (Some(mut rest), true) = (n.to_u64(), base > 256) {
        let mut sum = 0u64;
        while rest > 0 {
            sum += rest % base;
            rest /= base;
        }
        return Ok(BigUint::from(sum));
    }
    let words = u128::from(n.bits()) / 64 + 1;
    affordable("the digits of this number", words.saturating_mul(words))?;
    if base <= 256 {
        let base = u32::try_from(base).unwrap_or(256);
        return Ok(n.to_radix_le(base).into_iter().map(BigUint::from).sum());
    }
    let (mut rest, mut sum) = (n.clone(), BigUint::zero());
    while !rest.is_zero() {
        sum += &rest % base;
        rest /= base;
    }
    Ok(sum)
}

fn digit(label: &Value) -> Result<u8, Error> {
    let digit = if let Value::Int(n @ 0..=9) = label { u8::try_from(*n).ok() } else { None };
    digit.ok_or_else(|| {
        let hint = match label {
            Value::Card(_) => {
                "cards worth numbers are those numbers: `X ~ draw 2 from urn{2..9:4, 10:16, 11:4}; P(sum(X) = 21)`"
            }
            _ => "rows of digits are `digits(4)`, or `draw 4 from 0..9`",
        };
        Error::new(ErrorKind::Kind, format!("value reads a row of digits 0 to 9, not {label}")).hint(hint)
    })
}

/// The longest row of digits whose number fits a machine word whatever it is.
const MOST_DIGITS: u64 = 18;

fn reading(labels: &Labels) -> Option<Automaton<dyn Scan>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let digits: Vec<i64> =
        distinct.iter().map(|label| digit(label).map(i64::from)).collect::<Result<_, _>>().ok()?;
    let fits = (1..=MOST_DIGITS).contains(&labels.length);
    fits.then(|| Automaton { views, run: Box::new(Reading { digits }) as Box<dyn Scan> })
}

/// The state is the number read so far.
struct Reading {
    digits: Vec<i64>,
}

impl Scan for Reading {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        state[0] = state[0] * 10 + self.digits[view as usize];
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;
    use crate::statistic::agreement::{Check, numbers};

    fn of(function: &Function, numbers: &[&str]) -> Result<String, Error> {
        let numbers: Vec<Value> = numbers.iter().map(|n| Value::number(parse_number(n).unwrap())).collect();
        function.apply(&numbers).map(|value| value.to_string())
    }

    #[test]
    fn numbers_are_read_by_scan_as_by_definition() {
        Check::of(&VALUE).exhaustively(&[0, 3, 9, 12].map(Value::Int)[..3], 5).at_random(numbers(), 6);
        let long = Value::row((0..40).map(|i| Value::Int(9 - i % 10)));
        assert_eq!(VALUE.apply(&[long]).unwrap().to_string(), "9876543210".repeat(4));
        assert_eq!(VALUE.apply(&[Value::row([])]).unwrap_err().kind(), ErrorKind::Undefined);
        let error = VALUE.apply(&[Value::row([Value::Int(12)])]).unwrap_err();
        assert_eq!(error.message(), "value reads a row of digits 0 to 9, not 12");
        let ace = Value::Card("As".parse().unwrap());
        let error = VALUE.apply(&[Value::row([ace])]).unwrap_err();
        assert!(error.fix().is_some_and(|fix| fix.contains("urn{2..9:4, 10:16, 11:4}")), "{error}");
    }

    #[test]
    fn divisors_and_multiples() {
        assert_eq!(of(&GCD, &["12", "-18", "8"]).unwrap(), "2");
        assert_eq!(of(&GCD, &["0", "0"]).unwrap(), "0");
        assert_eq!(of(&LCM, &["4", "-6"]).unwrap(), "12");
        assert_eq!(of(&LCM, &["0", "5"]).unwrap(), "0");
        assert_eq!(of(&DIVISORS, &["12"]).unwrap(), "{1, 2, 3, 4, 6, 12}");
        assert_eq!(of(&DIVIDES, &["3", "-12"]).unwrap(), "true");
        assert_eq!(of(&DIVIDES, &["0", "5"]).unwrap(), "false");
        assert_eq!(of(&DIVIDES, &["0", "0"]).unwrap(), "true");
        assert!(of(&DIVISORS, &["0"]).is_err());
        assert!(of(&GCD, &["1/2", "3"]).is_err());
    }

    #[test]
    fn primes_are_told_from_other_numbers() {
        let primes: Vec<i64> =
            (-5..30).filter(|&n| PRIME.apply(&[Value::Int(n)]) == Ok(Value::Truth(true))).collect();
        assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        assert_eq!(of(&PRIME, &["1000000000000000003"]).unwrap(), "true");
    }

    #[test]
    fn digits_are_added_in_any_base() {
        for (n, base, sum) in
            [(0u64, 10, 0u64), (255, 2, 8), (255, 16, 30), (999, 1000, 999), (1_000_001, 1000, 2)]
        {
            assert_eq!(of(&DIGITSUM, &[&n.to_string(), &base.to_string()]).unwrap(), sum.to_string());
        }
        assert_eq!(of(&DIGITSUM, &["1267650600228229401496703205376"]).unwrap(), "115");
        assert_eq!(of(&DIGITSUM, &["1000000000000000000000000000001", "1000"]).unwrap(), "2");
        assert!(of(&DIGITSUM, &["-5"]).is_err());
        assert!(of(&DIGITSUM, &["5", "1"]).is_err());
    }
}
