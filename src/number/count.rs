//! Numbers that count: machine words while there is room in them.

use num_bigint::BigUint;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, One, Zero};
use std::ops::Div;

/// A type of whole numbers from 0 on that tells when it has no room for a result: what is small is counted in words first, and
/// in [`BigUint`] where these do not reach.
pub(crate) trait Count:
    Clone
    + Zero
    + One
    + CheckedAdd
    + CheckedSub
    + CheckedMul
    + Div<Output = Self>
    + From<u64>
    + TryFrom<BigUint>
    + Into<BigUint>
{
}

impl Count for u64 {}
impl Count for u128 {}
impl Count for BigUint {}
