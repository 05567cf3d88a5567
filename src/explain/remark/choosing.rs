//! A formula read as choosing in stages, in words.

/// A stage of a student's formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// Any elements of those left.
    Any {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Elements of a class.
    OfClass {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
        /// The class.
        class: String,
        /// Whether some of the class are gone.
        rest: bool,
    },
    /// Ranks.
    Ranks {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Cards of a chosen rank.
    OfRank {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Cards of other ranks.
    OtherRanks {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Suits.
    Suits {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Cards of a chosen suit.
    OfSuit {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Values of a sample in order.
    Values {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// Places for a chosen value.
    Places {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
    /// A place for each chosen value.
    PlaceOfEach {
        /// How many values.
        take: u64,
    },
    /// Values for the next places.
    NextPlace {
        /// How many.
        take: u64,
        /// Of how many.
        from: u64,
    },
}

/// How a formula is read: its terms, whether each is taken away, and its stages.
pub(super) fn read_as(terms: &[(bool, Vec<Choosing>)]) -> (String, String) {
    let (mut english, mut chinese) = (String::new(), String::new());
    for (i, (away, stages)) in terms.iter().enumerate() {
        let (sign, minus) = match (away, i) {
            (true, 0) => ("less ", "减去 "),
            (true, _) => ("; less ", "；减去 "),
            (false, 0) => ("", ""),
            (false, _) => ("; or ", "；或者 "),
        };
        let (first, second): (Vec<String>, Vec<String>) = stages.iter().map(Choosing::both).unzip();
        english = format!("{english}{sign}{}", first.join(", then "));
        chinese = format!("{chinese}{minus}{}", second.join("，再"));
    }
    (format!("Read as choosing in stages: {english}"), format!("按分步取的读法：{chinese}"))
}

impl Choosing {
    fn both(&self) -> (String, String) {
        let s = |n: &u64| if *n == 1 { "" } else { "s" };
        match self {
            Self::Any { take, from } => {
                (format!("any {take} of {from}"), format!("从 {from} 个中任取 {take} 个"))
            }
            Self::OfClass { take, from, class, rest } => {
                let left = if *rest { (" left", "余下的 ") } else { ("", " ") };
                (
                    format!("{take} of {from}{} ({class})", left.0),
                    format!("从{}{from} 个（{class}）中取 {take} 个", left.1),
                )
            }
            Self::Ranks { take, from } => {
                (format!("{take} of {from} rank{}", s(from)), format!("从 {from} 个点数中取 {take} 个"))
            }
            Self::OfRank { take, from } => (
                format!("{take} of the {from} cards of that rank"),
                format!("从该点数的 {from} 张中取 {take} 张"),
            ),
            Self::OtherRanks { take, from } => (
                format!("{take} of the {from} cards of other ranks"),
                format!("从其余点数的 {from} 张中取 {take} 张"),
            ),
            Self::Suits { take, from } => {
                (format!("{take} of {from} suit{}", s(from)), format!("从 {from} 种花色中取 {take} 种"))
            }
            Self::OfSuit { take, from } => (
                format!("{take} of the {from} cards of that suit"),
                format!("从该花色的 {from} 张中取 {take} 张"),
            ),
            Self::Values { take, from } => {
                (format!("{take} of {from} value{}", s(from)), format!("从 {from} 个值中取 {take} 个"))
            }
            Self::Places { take, from } => (
                format!("{take} of {from} place{} for that value", s(from)),
                format!("从 {from} 个位置中取 {take} 个放该值"),
            ),
            Self::PlaceOfEach { take } => {
                (format!("a place for each of the {take} values"), format!("给这 {take} 个值各排一个位置"))
            }
            Self::NextPlace { take: 1, from } => {
                (format!("one of {from} for the next place"), format!("下一个位置从 {from} 个中取 1 个"))
            }
            Self::NextPlace { take, from } => (
                format!("{take} of {from} in order for the next {take} places"),
                format!("接下来的 {take} 个位置从 {from} 个中依次取"),
            ),
        }
    }
}
