//! What elements are taken from without being put back: any collection, but no die.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::Checker;
use crate::language::check::collection::Pool;
use crate::model::{Collection, Population, Value};

impl Checker<'_> {
    /// The collection that is arranged, dealt or shared out: each of its elements is there once.
    ///
    /// # Errors
    /// A die, whose faces are the elements of another collection, which the error names.
    pub(super) fn different(&mut self, ast: &ast::Expr) -> Result<Pool, Error> {
        let faces = |pool: &Pool| match pool.population.made().ok().flatten().as_ref().and_then(as_collection)
        {
            Some(collection) => format!("did you mean `{collection}`?"),
            None => "for things that bear its faces write `urn{…}`".to_owned(),
        };
        let pool = self.pool(ast)?;
        if is_die(&pool) { Err(keeps_its_faces(&faces(&pool), ast.span)) } else { Ok(pool) }
    }
}

/// Whether it is a die or a coin, of which every face may come again.
pub(super) fn is_die(pool: &Pool) -> bool {
    pool.collection == Collection::Die
}

/// The error of taking the faces off a die.
pub(super) fn keeps_its_faces(fix: &str, span: Span) -> Error {
    Error::new(ErrorKind::Kind, "a die keeps its faces: it is thrown, not drawn from").hint(fix).at(span)
}

/// The faces of a die as a collection of things: `1..6`, `{heads, tails}`, `urn{8:5, 7:6}`.
fn as_collection(faces: &Population) -> Option<String> {
    let classes = faces.classes();
    let plain = |value: &Value| matches!(value, Value::Int(_) | Value::Word(_));
    if classes.len() > 12 && !is_run(classes) || !classes.iter().all(|(face, _)| plain(face)) {
        return None;
    }
    Some(match classes {
        [(first, 1), .., (last, 1)] if is_run(classes) => format!("{first}..{last}"),
        _ => {
            let entry = |(face, n): &(Value, u64)| format!("{face}:{n}");
            format!("urn{{{}}}", classes.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    })
}

/// Whether each label is the next integer, and each is there once.
fn is_run(classes: &[(Value, u64)]) -> bool {
    let next = |pair: &[(Value, u64)]| match pair {
        [(Value::Int(a), 1), (Value::Int(b), 1)] => a + 1 == *b,
        _ => false,
    };
    classes.len() > 1 && classes.windows(2).all(next)
}
