//! Pools of cut explosions: the row of their totals is a throw of loaded dice, which the roads of dice take.

use crate::dist::Dist;
use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Experiment, Expr, Named, Node, Question};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The explosions of a pool, in order.
pub(super) type Pool = Vec<usize>;

/// The rows of totals in a question, none of which shares an explosion with another.
pub(super) fn of(question: &Question, endless: &[usize]) -> Vec<Pool> {
    let mut pools = Vec::new();
    for asked in question.asked.expressions().into_iter().chain(&question.given) {
        collect(asked, endless, &mut pools);
    }
    pools
}

fn collect(whole: &Expr, endless: &[usize], pools: &mut Vec<Pool>) {
    if !endless.iter().any(|name| whole.mentions(*name)) {
        return;
    }
    match row(whole, endless) {
        Some(pool) if !pool.iter().any(|name| pools.iter().flatten().any(|other| other == name)) => {
            pools.push(pool);
        }
        Some(_) => {}
        None => whole.node().children().for_each(|part| collect(part, endless, pools)),
    }
}

/// The different explosions whose totals a row shows, and nothing else.
fn row(whole: &Expr, endless: &[usize]) -> Option<Pool> {
    let Node::Row(parts) = whole.node() else { return None };
    let mut pool = Pool::new();
    for part in parts {
        let name = total(part).filter(|name| endless.contains(name) && !pool.contains(name))?;
        pool.push(name);
    }
    Some(pool).filter(|pool| !pool.is_empty())
}

/// The explosion whose total an expression is.
fn total(part: &Expr) -> Option<usize> {
    match part.node() {
        Node::At(row, place) if place.known() == Some(&Value::Int(1)) => match row.node() {
            Node::Name(name) => Some(*name),
            _ => None,
        },
        _ => None,
    }
}

/// The question with each pool thrown as one experiment, where the laws of its dice are known.
pub(super) fn thrown(
    mut question: Question,
    pools: &[Pool],
    laws: &BTreeMap<usize, Dist<Value>>,
) -> Option<Question> {
    let mut places = BTreeMap::new();
    for pool in pools {
        let Some(dice) = pool.iter().map(|name| laws.get(name)).collect::<Option<Vec<_>>>() else { continue };
        let mut groups: Vec<(Arc<Faces>, u64)> = Vec::new();
        for law in dice {
            let weights = law.weights().map(|(total, weight)| (total.clone(), weight.clone()));
            let faces = Faces::new(Collection::Die, weights).ok()?;
            match groups.last_mut() {
                Some((last, count)) if **last == faces => *count += 1,
                _ => groups.push((Arc::new(faces), 1)),
            }
        }
        let experiment = Experiment::of(Space::Trials(groups.into()), "pool");
        question.experiments[pool[0]] = Named { name: None, experiment };
        places.extend((1i64..).zip(pool).map(|(place, name)| (*name, (pool[0], place))));
    }
    let mut replace = |part: &Expr| {
        let of = |part: &Expr| places.get(&total(part)?);
        let node = match part.node() {
            Node::Row(parts) => {
                let whole = pools.iter().find(|pool| parts.len() == pool.len() && same(parts, pool));
                whole.filter(|pool| places.contains_key(&pool[0])).map(|pool| Node::Name(pool[0]))
            }
            _ => of(part).map(|(pool, place)| Node::At(Expr::new(Node::Name(*pool)), Expr::value_of(*place))),
        };
        Ok(node.map(|node| Expr::spanned(node, part.span())))
    };
    let mut rewrite = |e: &Expr| e.rewrite(&mut replace);
    question.asked = question.asked.map(&mut rewrite).ok()?;
    question.given = question.given.as_ref().map(rewrite).transpose().ok()?;
    Some(question)
}

fn same(parts: &[Expr], pool: &Pool) -> bool {
    parts.iter().zip(pool).all(|(part, name)| total(part) == Some(*name))
}
