//! stub until merged
/// What the trials say of the exact value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The trials agree with the exact value.
    Agrees,
    /// They do not: by chance alone fewer than one question in a million would look like this.
    Disagrees,
    /// Too few expected hits to tell.
    TooRare {
        /// How many trials would tell.
        trials_needed: u64,
    },
}
