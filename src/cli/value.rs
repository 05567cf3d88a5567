//! What the options' values may be: numbers of things, fractions, weights, faces, budgets.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::number;
use crate::quiz::Topic;
use crate::solve::Road;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::time::Duration;

/// The whole number that the text says, however large.
fn whole(text: &str) -> Result<BigRational, Error> {
    let number = number::parse_number(text)?;
    if number.is_integer() {
        return Ok(number);
    }
    Err(Error::new(ErrorKind::Range, "a whole number is needed").hint("write one such as `5`"))
}

/// A number of things of which there must be at least one.
///
/// # Errors
/// [`ErrorKind::Range`] below 1, [`ErrorKind::TooExpensive`] beyond a machine word, and those of numbers that cannot
/// be read.
pub fn positive(text: &str) -> Result<u64, Error> {
    let number = whole(text)?;
    if !number.is_positive() {
        return Err(Error::new(ErrorKind::Range, "at least 1 is needed").hint("write 1 or more"));
    }
    small(&number)
}

/// A number of things, perhaps none.
///
/// # Errors
/// As [`positive`], except that 0 passes.
pub fn natural(text: &str) -> Result<u64, Error> {
    let number = whole(text)?;
    if number.is_negative() {
        return Err(Error::new(ErrorKind::Range, "it cannot be negative").hint("write 0 or more"));
    }
    small(&number)
}

fn small(number: &BigRational) -> Result<u64, Error> {
    number.to_integer().to_u64().filter(|&n| i64::try_from(n).is_ok()).ok_or_else(|| {
        let why = "it needs more than 10^18 steps, and no budget has as many";
        Error::new(ErrorKind::TooExpensive, format!("too expensive for an exact answer: {why}"))
            .hint("ask for a smaller number")
    })
}

/// How many digits are shown.
///
/// # Errors
/// [`ErrorKind::Range`] for none and for more than ten thousand.
pub fn digits(text: &str) -> Result<usize, Error> {
    match positive(text)? {
        n @ 1..=10_000 => Ok(usize::try_from(n).unwrap_or(usize::MAX)),
        _ => Err(Error::new(ErrorKind::Range, "too many digits").hint("write from 1 to 10000")),
    }
}

/// About how long the trials may take.
///
/// # Examples
/// ```
/// assert_eq!(prob::cli::value::seconds("1.5s")?.as_millis(), 1500);
/// # Ok::<(), prob::Error>(())
/// ```
/// # Errors
/// [`ErrorKind::Syntax`] for anything but a time, [`ErrorKind::Range`] for none at all.
pub fn seconds(text: &str) -> Result<Duration, Error> {
    const TIMES: &str = "write a time such as `2`, `500ms` or `1m`";
    let wrong = |kind, message| Error::new(kind, message).hint(TIMES);
    if text.contains(',') {
        return Err(wrong(ErrorKind::Syntax, "this is no time"));
    }
    match budget(text) {
        Ok(budget) => Ok(budget.time()),
        Err(error) if error.kind() == ErrorKind::Range => {
            Err(wrong(ErrorKind::Range, "a time is more than nothing"))
        }
        Err(_) => Err(wrong(ErrorKind::Syntax, "this is no time")),
    }
}

/// A relative error: a share such as `0.1%`.
///
/// # Examples
/// ```
/// assert!((prob::cli::value::error("0.1%")? - 0.001).abs() < 1e-15);
/// # Ok::<(), prob::Error>(())
/// ```
/// # Errors
/// [`ErrorKind::Range`] unless it lies between 0 and 1, and those of numbers that cannot be read.
pub fn error(text: &str) -> Result<f64, Error> {
    let share = number::parse_number(text)?;
    if share.is_positive() && share < BigRational::one() {
        return Ok(number::to_f64(&share));
    }
    Err(Error::new(ErrorKind::Range, "a relative error lies between 0 and 1")
        .hint("write one such as `0.1%`"))
}

/// How many trials the check makes.
///
/// # Errors
/// As [`positive`]; the hint names `--no-check`.
pub fn trials(text: &str) -> Result<u64, Error> {
    positive(text).map_err(|error| {
        if error.kind() == ErrorKind::Range {
            Error::new(ErrorKind::Range, error.message()).hint("leave the check out with `--no-check`")
        } else {
            error
        }
    })
}

/// The seed of the simulation: any number of 64 bits.
///
/// # Errors
/// [`ErrorKind::Range`] for anything else.
pub fn seed(text: &str) -> Result<u64, Error> {
    text.trim().parse().map_err(|_| {
        Error::new(ErrorKind::Range, "a seed is a whole number of at most 64 bits")
            .hint("write one such as `42`")
    })
}

/// The bias of a coin: a probability.
///
/// # Errors
/// [`ErrorKind::Range`] outside 0 … 1.
pub fn probability(text: &str) -> Result<BigRational, Error> {
    let number = number::parse_number(text)?;
    if number.is_negative() || number > BigRational::one() {
        return Err(Error::new(ErrorKind::Range, "a probability lies between 0 and 1")
            .hint("write one such as `1/3`, `0.4` or `40%`"));
    }
    Ok(number)
}

/// A list that can stand as the value of one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

/// The weights of faces, separated by commas.
///
/// # Errors
/// [`ErrorKind::Weights`] for negative weights and when all are 0; those of numbers that cannot be read.
pub fn weights(text: &str) -> Result<List<BigRational>, Error> {
    let weights = text.split(',').map(weight).collect::<Result<Vec<_>, _>>()?;
    if weights.iter().all(Zero::is_zero) {
        return Err(Error::new(ErrorKind::Weights, "all weights are zero")
            .hint("give at least one face a positive weight"));
    }
    Ok(List(weights))
}

fn weight(text: &str) -> Result<BigRational, Error> {
    let weight = number::parse_number(text).map_err(|error| {
        Error::new(error.kind(), format!("the weight `{}` is not a number", text.trim()))
            .hint("write weights such as `1,1,1,1,1,5` or `1/2,1/3,1/6`")
    })?;
    if weight.is_negative() {
        return Err(Error::new(ErrorKind::Weights, format!("the weight {weight} is negative"))
            .hint("weights are 0 or more"));
    }
    Ok(weight)
}

/// The faces of a die, separated by commas: numbers or words.
///
/// # Errors
/// [`ErrorKind::Syntax`] for a face that is neither.
pub fn faces(text: &str) -> Result<List<Value>, Error> {
    text.split(',').map(|part| label(part.trim())).collect::<Result<Vec<_>, _>>().map(List)
}

/// A label: a number, or a word of letters, digits and underscores.
///
/// # Errors
/// [`ErrorKind::Syntax`] for anything else.
pub fn label(text: &str) -> Result<Value, Error> {
    if let Ok(number) = number::parse_number(text) {
        return Ok(Value::number(number));
    }
    let is_word =
        text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_word {
        return Ok(Value::word(text));
    }
    Err(Error::new(ErrorKind::Syntax, format!("`{text}` is neither a number nor a name"))
        .hint("a name begins with a letter and has letters, digits and `_`"))
}

/// A budget: seconds, or a time such as `500ms`, `30s`, `2m`, and perhaps a memory such as `,4GiB` after it.
///
/// # Examples
/// ```
/// let budget = prob::cli::value::budget("30s,4GiB")?;
/// assert_eq!((budget.time().as_secs(), budget.memory()), (30, 4 << 30));
/// # Ok::<(), prob::Error>(())
/// ```
/// # Errors
/// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::Range`] unless both are positive.
pub fn budget(text: &str) -> Result<Budget, Error> {
    let (time, memory) = match text.split_once(',') {
        Some((time, memory)) => (time, Some(memory)),
        None => (text, None),
    };
    let seconds = scaled(time, &[("ms", 1, 1000), ("s", 1, 1), ("m", 60, 1), ("h", 3600, 1), ("", 1, 1)])?;
    let memory = match memory {
        None => Budget::default().memory(),
        Some(text) => bytes(text).ok_or_else(unreadable_budget)?,
    };
    let milliseconds = (seconds * BigRational::from_integer(1000.into())).to_integer();
    let milliseconds =
        milliseconds.to_u64().filter(|&ms| ms < 1000 * 3600 * 24 * 366).ok_or_else(unreadable_budget)?;
    if milliseconds == 0 || memory == 0 {
        return Err(Error::new(ErrorKind::Range, "a budget is more than nothing").hint(BUDGETS));
    }
    Ok(Budget::new(Duration::from_millis(milliseconds), memory))
}

/// An amount of memory, such as `512MiB`.
///
/// # Examples
/// ```
/// assert_eq!(prob::cli::value::memory("0.5GiB")?, 1 << 29);
/// # Ok::<(), prob::Error>(())
/// ```
/// # Errors
/// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::Range`] for none at all.
pub fn memory(text: &str) -> Result<u64, Error> {
    const MEMORIES: &str = "write an amount such as `512MiB` or `4GiB`";
    match bytes(text) {
        Some(0) => Err(Error::new(ErrorKind::Range, "a memory is more than nothing").hint(MEMORIES)),
        Some(bytes) => Ok(bytes),
        None => Err(Error::new(ErrorKind::Syntax, "this is no amount of memory").hint(MEMORIES)),
    }
}

fn bytes(text: &str) -> Option<u64> {
    const UNITS: [(&str, u64, u64); 7] = [
        ("KiB", 1 << 10, 1),
        ("MiB", 1 << 20, 1),
        ("GiB", 1 << 30, 1),
        ("KB", 1_000, 1),
        ("MB", 1_000_000, 1),
        ("GB", 1_000_000_000, 1),
        ("B", 1, 1),
    ];
    scaled(text, &UNITS).ok()?.to_integer().to_u64()
}

/// A road by its name.
///
/// # Errors
/// [`ErrorKind::UnknownName`], with the names that there are.
pub fn road(text: &str) -> Result<Road, Error> {
    Road::CHOICES.into_iter().find(|road| road.name() == text).ok_or_else(|| {
        let names: Vec<&str> = Road::CHOICES.iter().map(|road| road.name()).collect();
        Error::new(ErrorKind::UnknownName, "there is no such road")
            .hint(format!("take one of {}", names.join(", ")))
    })
}

/// A topic of exercises by its name.
///
/// # Errors
/// [`ErrorKind::UnknownName`], with the names that there are.
pub fn topic(text: &str) -> Result<Topic, Error> {
    Topic::ALL.into_iter().find(|topic| topic.name() == text).ok_or_else(|| {
        let names: Vec<&str> = Topic::ALL.iter().map(|topic| topic.name()).collect();
        Error::new(ErrorKind::UnknownName, "there is no such topic")
            .hint(format!("take one of {}", names.join(", ")))
    })
}

const BUDGETS: &str = "write seconds such as `30`, or `500ms`, `2m`, or with a memory `30s,4GiB`";

fn unreadable_budget() -> Error {
    Error::new(ErrorKind::Syntax, "this is not a budget").hint(BUDGETS)
}

/// A number with one of these units, each worth so many over so many.
fn scaled(text: &str, units: &[(&str, u64, u64)]) -> Result<BigRational, Error> {
    let text = text.trim();
    let split = units.iter().find_map(|&(unit, above, below)| Some((text.strip_suffix(unit)?, above, below)));
    let (number, above, below) = split.ok_or_else(unreadable_budget)?;
    let number = number::parse_number(number).map_err(|_| unreadable_budget())?;
    Ok(number * BigRational::new(above.into(), below.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things_are_whole_and_positive() {
        assert_eq!(positive("5").unwrap(), 5);
        for text in ["0", "-3", "2.5", "x", ""] {
            let error = positive(text).unwrap_err();
            assert!(error.fix().is_some(), "{text}: {error}");
        }
        assert_eq!(positive("100000000000000000000").unwrap_err().kind(), ErrorKind::TooExpensive);
    }

    #[test]
    fn budgets_have_units() {
        let time = |text| budget(text).unwrap().time();
        assert_eq!(time("30"), Duration::from_secs(30));
        assert_eq!(time("0.5"), Duration::from_millis(500));
        assert_eq!(time("500ms"), Duration::from_millis(500));
        assert_eq!(time("2m"), Duration::from_secs(120));
        for text in ["", "x", "0", "-1", "1w", "1s,2", "1s,0B", "1e300", "10,x"] {
            assert!(budget(text).is_err(), "{text}");
        }
    }

    #[test]
    fn weights_are_not_negative_and_not_all_zero() {
        assert_eq!(weights("1, 1/2,0").unwrap().0.len(), 3);
        for text in ["0,0", "1,-2", "1,x", "1,,2", ""] {
            assert!(weights(text).is_err(), "{text}");
        }
    }
}
