//! Rounding, extremes, roots and logarithms of numbers, and the parts of a fraction.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::number::sqrt_exact;
use crate::statistic::Function;
use crate::statistic::arithmetic::number;
use crate::statistic::combinatorial::of_numbers;
use num_bigint::BigInt;
use num_traits::{One, Signed};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&FLOOR, &CEIL, &ABS, &MAX, &MIN, &SQRT, &LOG2, &NUM, &DEN];

/// `floor(x)`.
pub static FLOOR: Function = of_numbers(
    ("floor", "floor(x)"),
    "the greatest integer that is not above x",
    ("floor(7/2)", "3"),
    (1, 1),
    |arguments| Ok(Value::number(number(&arguments[0])?.floor())),
);

/// `ceil(x)`.
pub static CEIL: Function = of_numbers(
    ("ceil", "ceil(x)"),
    "the least integer that is not below x",
    ("ceil(7/2)", "4"),
    (1, 1),
    |arguments| Ok(Value::number(number(&arguments[0])?.ceil())),
);

/// `abs(x)`.
pub static ABS: Function =
    of_numbers(("abs", "abs(x)"), "x without its sign", ("abs(3 - 5)", "2"), (1, 1), |arguments| {
        Ok(Value::number(number(&arguments[0])?.abs()))
    });

/// `max(a, b, …)`: with one argument, [`extremes::MAX`](super::extremes::MAX) of a sample.
pub static MAX: Function = of_numbers(
    ("max", "max(a, b)"),
    "the largest of several numbers",
    ("max(2, 7, 5)", "7"),
    (2, usize::MAX),
    |arguments| extreme(arguments, |a, b| a > b),
);

/// `min(a, b, …)`: with one argument, [`extremes::MIN`](super::extremes::MIN) of a sample.
pub static MIN: Function = of_numbers(
    ("min", "min(a, b)"),
    "the smallest of several numbers",
    ("min(2, 7, 5)", "2"),
    (2, usize::MAX),
    |arguments| extreme(arguments, |a, b| a < b),
);

/// `sqrt(x)`.
pub static SQRT: Function = of_numbers(
    ("sqrt", "sqrt(x)"),
    "the square root, where it is a fraction",
    ("sqrt(49/4)", "7/2"),
    (1, 1),
    |arguments| {
        let x = number(&arguments[0])?;
        if x.is_negative() {
            return Err(Error::new(ErrorKind::Undefined, "a negative number has no square root"));
        }
        sqrt_exact(&x)
            .map(Value::number)
            .ok_or_else(|| irrational("square root", &arguments[0], "compare squares instead"))
    },
);

/// `log2(x)`.
pub static LOG2: Function = of_numbers(
    ("log2", "log2(x)"),
    "the binary logarithm, where it is an integer",
    ("log2(1/8)", "-3"),
    (1, 1),
    |arguments| {
        let x = number(&arguments[0])?;
        if !x.is_positive() {
            return Err(Error::new(ErrorKind::Undefined, "only a positive number has a logarithm"));
        }
        let exponent = |n: &BigInt| n.trailing_zeros().filter(|&zeros| (n >> zeros).is_one());
        match (exponent(x.numer()), exponent(x.denom())) {
            (Some(up), Some(down)) => Ok(Value::Int(up.cast_signed() - down.cast_signed())),
            _ => Err(irrational("binary logarithm", &arguments[0], "compare powers of 2 instead")),
        }
    },
);

/// `num(x)`.
pub static NUM: Function =
    of_numbers(("num", "num(x)"), "the numerator in lowest terms", ("num(6/4)", "3"), (1, 1), |arguments| {
        Ok(Value::integer(number(&arguments[0])?.numer().clone()))
    });

/// `den(x)`.
pub static DEN: Function = of_numbers(
    ("den", "den(x)"),
    "the denominator in lowest terms, positive",
    ("den(6/4)", "2"),
    (1, 1),
    |arguments| Ok(Value::integer(number(&arguments[0])?.denom().clone())),
);

fn extreme(arguments: &[Value], beyond: impl Fn(&Value, &Value) -> bool) -> Result<Value, Error> {
    let mut best = &arguments[0];
    for argument in arguments {
        number(argument)?;
        if beyond(argument, best) {
            best = argument;
        }
    }
    Ok(best.clone())
}

fn irrational(what: &str, x: &Value, fix: &str) -> Error {
    let text = x.to_string();
    let of = if text.len() <= 40 { format!("the {what} of {text}") } else { format!("this {what}") };
    Error::new(ErrorKind::Undefined, format!("{of} is not a fraction, and answers are exact")).hint(fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;

    fn of(function: &Function, numbers: &[&str]) -> Result<String, Error> {
        let numbers: Vec<Value> = numbers.iter().map(|n| Value::number(parse_number(n).unwrap())).collect();
        function.apply(&numbers).map(|value| value.to_string())
    }

    #[test]
    fn numbers_are_rounded_towards_their_side() {
        assert_eq!(of(&FLOOR, &["-7/2"]).unwrap(), "-4");
        assert_eq!(of(&CEIL, &["-7/2"]).unwrap(), "-3");
        assert_eq!(of(&ABS, &["-9223372036854775808"]).unwrap(), "9223372036854775808");
        assert_eq!(of(&NUM, &["-6/4"]).unwrap(), "-3");
        assert_eq!(of(&DEN, &["-6/4"]).unwrap(), "2");
    }

    #[test]
    fn extremes_compare_numbers_of_any_size() {
        assert_eq!(of(&MAX, &["1/2", "1/3", "100000000000000000000"]).unwrap(), "100000000000000000000");
        assert_eq!(of(&MIN, &["1/2", "1/3", "-100000000000000000000"]).unwrap(), "-100000000000000000000");
        assert!(MAX.apply(&[Value::Int(1), Value::word("a")]).is_err());
        assert_eq!(crate::statistic::function("max", 2), Some(&MAX));
        assert_eq!(crate::statistic::function("max", 1), Some(&crate::statistic::extremes::MAX));
    }

    #[test]
    fn roots_and_logarithms_are_exact_or_refused() {
        assert_eq!(of(&SQRT, &["49/4"]).unwrap(), "7/2");
        assert_eq!(of(&SQRT, &["0"]).unwrap(), "0");
        assert_eq!(
            of(&SQRT, &["2"]).unwrap_err().message(),
            "the square root of 2 is not a fraction, and answers are exact"
        );
        assert!(of(&SQRT, &["-1"]).is_err());
        assert_eq!(of(&LOG2, &["1024"]).unwrap(), "10");
        assert_eq!(of(&LOG2, &["1"]).unwrap(), "0");
        assert_eq!(of(&LOG2, &["1/8"]).unwrap(), "-3");
        for none in ["3", "3/4", "4/3", "0", "-2"] {
            assert_eq!(of(&LOG2, &[none]).unwrap_err().kind(), ErrorKind::Undefined);
        }
    }
}
