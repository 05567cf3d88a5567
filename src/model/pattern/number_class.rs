//! Classes of integers: even, prime, square, multiples.

/// A class of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberClass {
    /// Divisible by 2.
    Even,
    /// Not divisible by 2.
    Odd,
    /// A prime number.
    Prime,
    /// A product of two smaller numbers, each above 1.
    Composite,
    /// The square of an integer.
    Square,
    /// The third power of an integer.
    Cube,
    /// Divisible by this number.
    MultipleOf(i64),
}

impl NumberClass {
    /// Whether this integer belongs to the class.
    #[must_use]
    pub fn contains(self, n: i64) -> bool {
        match self {
            Self::Even => n % 2 == 0,
            Self::Odd => n % 2 != 0,
            Self::Prime => is_prime(n),
            Self::Composite => n > 3 && !is_prime(n),
            Self::Square => n >= 0 && n.isqrt().pow(2) == n,
            Self::Cube => {
                let root = num_integer::cbrt(n);
                root * root * root == n
            }
            Self::MultipleOf(k) => n.checked_rem(k) == Some(0),
        }
    }
}

/// Trial division: labels are small, and the definition should be plain.
fn is_prime(n: i64) -> bool {
    n >= 2 && (2..).take_while(|d| d * d <= n).all(|d| n % d != 0)
}
