//! What may be asked of a chain besides the state in which it stops.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&STEPS, &STOPS];

/// `steps(S)`: how many steps the chain took.
pub static STEPS: Function = Function {
    name: "steps",
    signature: "steps(S)",
    help: "how many steps a chain takes until it stops",
    example: ("S ~ chain from 3 step {x+1: 1/2, x-1: 1/2} until x = 0 or x = 10; E(steps(S))", "21"),
    parameters: &[Kind::Any],
    arity: (1, 1),
    result: Kind::Number,
    sample: None,
    value: |arguments| match arguments[0].elements() {
        [_, steps] => Ok(steps.clone()),
        _ => Err(Error::new(ErrorKind::Undefined, "the chain never stops, so its steps have no number")
            .hint("ask `P(stops(S))`, or condition on it: `E(steps(S) | stops(S))`")),
    },
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `stops(S)`: whether the chain ever stops. The outcome of one that never does is an empty row.
pub static STOPS: Function = Function {
    name: "stops",
    signature: "stops(S)",
    help: "whether a chain ever stops",
    example: (
        "S ~ chain from 2 step {if x = 5 then 5 else x+1: 1/2, if x = 5 then 5 else x-1: 1/2} until x = 0; P(stops(S))",
        "3/5",
    ),
    parameters: &[Kind::Any],
    arity: (1, 1),
    result: Kind::Truth,
    sample: None,
    value: |arguments| Ok(Value::Truth(arguments[0].elements().len() == 2)),
    fold: None,
    scan: None,
    role: Role::Plain,
};
