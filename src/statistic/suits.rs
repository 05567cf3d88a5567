//! Suits, ranks and colours of cards.

use crate::error::{Error, ErrorKind};
use crate::model::cards::JOKER;
use crate::model::{Card, Value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&SUITS, &RANKS, &COLORS, &SUIT, &RANK, &COLOR];

/// `suits(H)`.
pub static SUITS: Function = Function {
    name: "suits",
    signature: "suits(H)",
    help: "the sample of the cards' suits",
    example: ("H ~ draw 5 from deck; P(distinct(suits(H)) = 4)", "2197/8330"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| each(&arguments[0], suit),
    fold: None,
    scan: None,
    role: Role::Each(suit),
};

/// `ranks(H)`.
pub static RANKS: Function = Function {
    name: "ranks",
    signature: "ranks(H)",
    help: "the sample of the cards' ranks",
    example: ("H ~ draw 3 from deck; P(distinct(ranks(H)) = 3)", "352/425"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| each(&arguments[0], rank),
    fold: None,
    scan: None,
    role: Role::Each(rank),
};

/// `colors(H)`.
pub static COLORS: Function = Function {
    name: "colors",
    signature: "colors(H)",
    help: "the sample of the cards' colours, red or black",
    example: ("H ~ draw 2 from deck; P(distinct(colors(H)) = 1)", "25/51"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| each(&arguments[0], color),
    fold: None,
    scan: None,
    role: Role::Each(color),
};

/// `suit(x)`.
pub static SUIT: Function = Function {
    name: "suit",
    signature: "suit(x)",
    help: "the suit of a card",
    example: ("X ~ draw 2 from deck; P(suit(X[1]) = suit(X[2]))", "4/17"),
    parameters: &[Kind::Label],
    arity: (1, 1),
    result: Kind::Label,
    sample: None,
    value: |arguments| suit(&arguments[0]),
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `rank(x)`.
pub static RANK: Function = Function {
    name: "rank",
    signature: "rank(x)",
    help: "the rank of a card",
    example: ("X ~ draw 2 from deck; P(rank(X[1]) > rank(X[2]))", "8/17"),
    parameters: &[Kind::Label],
    arity: (1, 1),
    result: Kind::Label,
    sample: None,
    value: |arguments| rank(&arguments[0]),
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `color(x)`.
pub static COLOR: Function = Function {
    name: "color",
    signature: "color(x)",
    help: "the colour of a card, red or black",
    example: ("X ~ draw 2 from deck; P(color(X[1]) = color(X[2]))", "25/51"),
    parameters: &[Kind::Label],
    arity: (1, 1),
    result: Kind::Label,
    sample: None,
    value: |arguments| color(&arguments[0]),
    fold: None,
    scan: None,
    role: Role::Plain,
};

fn each(sample: &Value, of: fn(&Value) -> Result<Value, Error>) -> Result<Value, Error> {
    Ok(Value::row(sample.elements().iter().map(of).collect::<Result<Vec<_>, _>>()?))
}

fn suit(label: &Value) -> Result<Value, Error> {
    Ok(Value::word(card("suit", label)?.suit.name()))
}

fn rank(label: &Value) -> Result<Value, Error> {
    Ok(card("rank", label)?.rank_value())
}

fn color(label: &Value) -> Result<Value, Error> {
    Ok(Value::word(card("colour", label)?.suit.color()))
}

/// The card that a label is; a sample of one is its element.
pub(crate) fn card<'a>(what: &str, label: &'a Value) -> Result<&'a Card, Error> {
    match label {
        Value::Card(card) => Ok(card),
        Value::Row(row) if row.len() == 1 => card(what, &row[0]),
        Value::Word(word) if word.as_ref() == JOKER => {
            Err(Error::new(ErrorKind::Kind, format!("a joker has no {what}")).hint(
                "use a deck without jokers, count them with `count(joker in H)`, or take the ranks alone: \
                     `urn{1..13:4, 14:2}`",
            ))
        }
        Value::Int(_) if what == "poker category" => {
            Err(Error::new(ErrorKind::Kind, "only a card has a poker category, not a number")
                .hint("of dice ask for the shape, `shape(X) = \"3+2\"`, or for the straight, `run(X) = 5`"))
        }
        other => Err(Error::new(ErrorKind::Kind, format!("only a card has a {what}, not {}", other.kind()))
            .hint("cards come from `deck`, or from `cards(1..13, {red, blue}, 1)`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Suit;
    use crate::statistic::agreement::{Check, words};

    #[test]
    fn cards_have_suits_ranks_and_colours() {
        let hand = ["As", "10h"].map(|text| Value::Card(text.parse().unwrap()));
        let row = Value::row(hand.clone());
        Check::of(&SUITS).definition([row.clone()], &Value::row(words(["spades", "hearts"])));
        Check::of(&COLORS).definition([row.clone()], &Value::row(words(["black", "red"])));
        assert_eq!(RANKS.apply(&[row]).unwrap().to_string(), "(ace, 10)");
        Check::of(&SUIT).definition([Value::row([hand[0].clone()])], &"spades".into());
        let own = Value::Card(Card { rank: 14, suit: Suit::Named("blue".into()) });
        Check::of(&RANK).definition([own.clone()], &Value::Int(14));
        Check::of(&COLOR).definition([own], &"blue".into());
    }

    #[test]
    fn jokers_and_balls_have_none() {
        assert_eq!(SUIT.apply(&[JOKER.into()]).unwrap_err().message(), "a joker has no suit");
        let error = RANKS.apply(&[Value::row([Value::Int(3), Value::Int(4)])]).unwrap_err();
        assert_eq!(error.message(), "only a card has a rank, not a number");
    }
}
