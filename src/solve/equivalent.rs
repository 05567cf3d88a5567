//! Spaces that answer a question like a simpler one.
//!
//! The distinct words over all items are as likely as the rows of elements that show them; a ring of items that are
//! told apart is a row for every question that does not ask where it begins; and who is grouped with whom depends
//! only on the group numbers that the elements draw.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Pattern, Population, Space, Value};
use crate::question::{Expr, Node};
use crate::solve::residue::Residue;
use crate::statistic::{around, block};
use std::sync::Arc;

/// The simpler space and the residue asked of it, if there is one. The residue has the same law there.
///
/// # Errors
/// Those of working out what became known.
pub fn equivalent(space: &Space, name: usize, residue: &Residue) -> Result<Option<(Space, Residue)>, Error> {
    match space {
        Space::Words(..) => {
            Ok(as_draw(space)
                .map(|(items, length)| (Space::Draw(Arc::clone(items), length), residue.clone())))
        }
        // Every orbit has as many rows, and the question has been made for rings.
        Space::Ring(items) | Space::Necklace(items) if space.is_fair() => {
            Ok(Some((Space::Draw(Arc::clone(items), items.size()), residue.clone())))
        }
        // Each split is shown by ∏ kⱼ! numberings of its groups.
        Space::Split(from, sizes) => split(from, sizes, name, residue),
        _ => Ok(None),
    }
}

/// What is drawn without replacement, and how many elements of it; of words as well that weigh like draws: each word over
/// all items is shown by ∏ nᵢ! rows of elements, and where labels occur once, by one row.
#[must_use]
pub fn as_draw(space: &Space) -> Option<(&Arc<Population>, u64)> {
    match space {
        Space::Draw(from, length) => Some((from, *length)),
        Space::Words(items, length) => {
            let alike = *length == items.size() || items.classes().iter().all(|(_, n)| *n <= 1);
            alike.then_some((items, *length))
        }
        _ => None,
    }
}

/// The deal of those hands only that the residue speaks of: whoever gets the other cards does not matter. Nothing if it
/// speaks of all hands, or of the deal as a whole.
///
/// # Errors
/// Those of working out what became known.
pub fn marginal(
    from: &Arc<Population>,
    hands: &[u64],
    name: usize,
    residue: &Residue,
) -> Result<Option<(Space, Residue)>, Error> {
    let mut spoken = vec![false; hands.len()];
    if !residue.expressions().iter().all(|e| only_hands(e, name, &mut spoken)) || spoken.iter().all(|s| *s) {
        return Ok(None);
    }
    let kept: Vec<usize> = (0..hands.len()).filter(|i| spoken[*i]).collect();
    let residue = residue.rewrite(&mut |part| {
        let Some(hand) = hand_of(part, name) else { return Ok(None) };
        let Some(place) = kept.iter().position(|kept| *kept == hand) else { return Ok(None) };
        let whole = Expr::spanned(Node::Name(name), part.span());
        if kept.len() == 1 {
            return Ok(Some(whole));
        }
        let index = Expr::value_of(i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1));
        Ok(Some(Expr::spanned(Node::At(whole, index), part.span())))
    })?;
    let space = match kept.as_slice() {
        [hand] => Space::Choose(Arc::clone(from), hands[*hand]),
        _ => Space::Deal(Arc::clone(from), kept.iter().map(|hand| hands[*hand]).collect()),
    };
    Ok(Some((space, residue)))
}

/// The number of the hand that an expression is, from 0.
fn hand_of(expression: &Expr, name: usize) -> Option<usize> {
    match expression.node() {
        Node::At(deal, index) if matches!(deal.node(), Node::Name(i) if *i == name) => match index.known() {
            Some(Value::Int(place)) => usize::try_from(*place - 1).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression speaks of single hands of this deal only; marks them.
fn only_hands(expression: &Expr, name: usize, spoken: &mut [bool]) -> bool {
    if !expression.mentions(name) {
        return true;
    }
    if let Some(hand) = hand_of(expression, name) {
        return spoken.get_mut(hand).map(|spoken| *spoken = true).is_some();
    }
    !matches!(expression.node(), Node::Name(_))
        && expression.node().children().all(|child| only_hands(child, name, spoken))
}

/// Who is in one group draws one group number.
fn split(
    from: &Population,
    sizes: &[u64],
    name: usize,
    residue: &Residue,
) -> Result<Option<(Space, Residue)>, Error> {
    let labels: Vec<&Value> = from.classes().iter().filter(|(_, n)| *n > 0).map(|(label, _)| label).collect();
    if labels.len() as u64 != from.size() {
        return Ok(None);
    }
    let groups = (1..).map(Value::Int).zip(sizes.iter().copied());
    let numbers = Population::new(Collection::Set, groups)?;
    let residue = residue.rewrite(&mut |part| {
        let Node::Call(function, parts) = part.node() else { return Ok(None) };
        let ([members, sample], true) = (parts.as_slice(), **function == around::GROUPED) else {
            return Ok(None);
        };
        match (members.known(), sample.node()) {
            (Some(members), Node::Name(i)) if *i == name => {
                Ok(same_number(&block::members(members)?, &labels, sample))
            }
            _ => Ok(None),
        }
    })?;
    let whole = residue.expressions().iter().any(|e| needs_groups(e, name));
    Ok((!whole).then(|| (Space::Draw(Arc::new(numbers), from.size()), residue)))
}

/// That the elements which these patterns match have the same number; nothing if a pattern matches several.
fn same_number(members: &[Pattern], labels: &[&Value], sample: &Expr) -> Option<Expr> {
    let mut places = Vec::new();
    for member in members {
        let mut matching =
            (1..).zip(labels).filter(|(_, label)| member.matches(label)).map(|(place, _)| place);
        match (matching.next(), matching.next()) {
            (Some(place), None) => places.push(place),
            (None, _) => return Some(Expr::value_of(false)),
            _ => return None,
        }
    }
    let number = |place: i64| Expr::new(Node::At(sample.clone(), Expr::value_of(place)));
    let mut same: Vec<Expr> = places
        .windows(2)
        .map(|pair| Expr::new(Node::Compare(Comparison::Equal, number(pair[0]), number(pair[1]))))
        .collect();
    Some(match same.len() {
        0 => Expr::value_of(true),
        1 => same.swap_remove(0),
        _ => Expr::new(Node::And(same)),
    })
}

/// Whether an expression asks anything else of a split than numbers of elements.
fn needs_groups(expression: &Expr, name: usize) -> bool {
    match expression.node() {
        _ if !expression.mentions(name) => false,
        Node::Name(_) => true,
        Node::At(sample, index) if matches!(sample.node(), Node::Name(i) if *i == name) => {
            needs_groups(index, name)
        }
        node => node.children().any(|child| needs_groups(child, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::model::Shape;
    use crate::question::Asked;
    use crate::solve::Road;
    use crate::solve::asking::{
        agrees, answer, call, count, is, known, letters, numbered, probability, question, up_to, x,
    };

    fn set(labels: &str) -> Expr {
        known(Value::set(labels.chars().map(|c| Value::word(&c.to_string()))))
    }

    fn not(e: Expr) -> Expr {
        Expr::new(Node::Not(e))
    }

    #[test]
    fn rings_are_rows_asked_around_the_table() {
        let adjacent = |a: &str, b: &str| call("adjacent", vec![known(a), known(b), x()]);
        let three_couples = Space::Ring(letters("AaBbCc"));
        let apart = Expr::new(Node::And(vec![
            not(adjacent("A", "a")),
            not(adjacent("B", "b")),
            not(adjacent("C", "c")),
        ]));
        assert_eq!(probability(&three_couples, apart), "4/15");
        for space in [Space::Ring(letters("ABCDEF")), Space::Necklace(letters("ABCDEF"))] {
            for expression in [
                adjacent("A", "B"),
                call("together", vec![set("ABC"), x()]),
                call("apart", vec![set("AB"), x()]),
                call("longest", vec![set("ABCD"), x()]),
            ] {
                agrees(&space, &expression, Road::ByPosition);
            }
        }
        let people = Space::Ring(numbered(Collection::People, &[3, 2]));
        for space in [people, Space::Ring(letters("AAABB")), Space::Necklace(letters("AB"))] {
            for expression in [call("runs", vec![x()]), call("alternates", vec![x()])] {
                agrees(&space, &expression, Road::ByPosition);
            }
        }
        let neighbours = call("adjacent", vec![known(1), known(2), x()]);
        let expected = crate::number::factorial(58) * 2u32;
        assert_eq!(count(&Space::Ring(up_to(60)), neighbours), expected.to_string());
    }

    #[test]
    fn whole_words_are_rows_of_elements() {
        for word in ["AABB", "AAABC", "ABCD", "AABBC"] {
            let space = Space::Words(letters(word), word.len() as u64);
            agrees(&space, &call("together", vec![set("AB"), x()]), Road::ByPosition);
            agrees(&space, &call("runs", vec![x()]), Road::ByPosition);
            agrees(&space, &call("pos", vec![known("A"), x()]), Road::ByPosition);
        }
        agrees(
            &Space::Words(letters("ABCDE"), 3),
            &call("before", vec![known("A"), known("B"), x()]),
            Road::ByPosition,
        );
        let six = Space::Words(up_to(60), 60);
        let block = known(Value::set([1, 2, 3].map(Value::Int)));
        assert_eq!(probability(&six, call("together", vec![block, x()])), "1/590");
    }

    #[test]
    fn who_is_in_one_group_draws_one_number() {
        for sizes in [&[2u64, 2, 2][..], &[3, 2, 1], &[4, 1], &[1, 1, 1], &[5]] {
            let space = Space::split(up_to(sizes.iter().sum()), sizes).unwrap();
            for members in [&[1i64, 2][..], &[1, 2, 3], &[3], &[1, 9]] {
                let members = known(Value::set(members.iter().copied().map(Value::Int)));
                let together = call("together", vec![members, x()]);
                agrees(&space, &together, answer(&space, Asked::Probability(together.clone())).method.road);
            }
        }
        let space = Space::split(up_to(8), &[2, 2, 2, 2]).unwrap();
        let pair = call("together", vec![known(Value::set([1, 2].map(Value::Int))), x()]);
        assert_eq!(probability(&space, pair.clone()), "1/7");
        let large = Space::split(up_to(40), &[10, 10, 10, 10]).unwrap();
        assert_eq!(probability(&large, pair.clone()), "3/13");
        let alike = Space::split(numbered(Collection::People, &[2, 2]), &[2, 2]).unwrap();
        agrees(&alike, &pair, Road::Enumeration);
        let into = Space::split_into(up_to(5), 3).unwrap();
        agrees(&into, &pair, Road::Enumeration);
    }

    #[test]
    fn orbits_of_unequal_size_are_counted_and_nothing_else() {
        let ring = Space::Ring(letters("AAAABB"));
        let two = is(call("runs", vec![x()]), Comparison::Equal, 2);
        assert_eq!(count(&ring, two.clone()), "1");
        let cube = Space::colorings(letters("RG"), Shape::Cube).unwrap();
        assert_eq!(count(&cube, is(call("count", vec![known("R"), x()]), Comparison::Equal, 3)), "2");
        let named = |space: &Space| {
            let experiment = crate::question::Experiment::of(space.clone(), "E");
            vec![crate::question::Named { name: None, experiment }]
        };
        for space in [&ring, &cube] {
            let event = is(call("distinct", vec![x()]), Comparison::Equal, 2);
            let refused = crate::question::Question::new(named(space), Asked::Probability(event), None);
            assert_eq!(refused.unwrap_err().kind(), ErrorKind::NotEquallyLikely);
        }
        let first = Expr::new(Node::At(x(), known(1)));
        for event in [is(first, Comparison::Equal, "A"), call("before", vec![known("A"), known("B"), x()])] {
            let refused = crate::question::Question::new(named(&ring), Asked::Count(event), None);
            assert_eq!(refused.unwrap_err().kind(), ErrorKind::Unsupported);
        }
        // Written as it was asked, whatever twin answers.
        assert_eq!(question(&ring, Asked::Count(two)).to_string(), "X ~ E; N(runs(X) = 2)");
    }
}
