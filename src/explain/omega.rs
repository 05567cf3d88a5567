//! The sample space written as a set.

use crate::model::{Collection, Faces, Population, Space, Value};

/// The most elements that are all written down.
const MOST: usize = 8;

/// A text in English and in Chinese.
pub type Both = [String; 2];

/// Ω as a set, in words where no signs say it.
pub fn set(space: &Space) -> Option<Both> {
    let same = |text: String| Some([text.clone(), text]);
    let both = |english: String, chinese: String| Some([english, chinese]);
    match space {
        Space::Single(faces) => same(of_faces(faces)),
        Space::Trials(groups) => {
            let power = |faces: &Faces, count: u64| match count {
                1 => of_faces(faces),
                _ => format!("{}^{count}", of_faces(faces)),
            };
            let factors: Vec<String> = groups.iter().map(|(faces, count)| power(faces, *count)).collect();
            let [first, .., last] = factors.as_slice() else { return same(factors.concat()) };
            same(match factors.len() {
                ..=6 => factors.join(" × "),
                _ => format!("{first} × … × {last}"),
            })
        }
        Space::Draw(from, 1) | Space::Choose(from, 1) => Some(of_population(from)),
        Space::Draw(from, k) => {
            let [english, chinese] = of_population(from);
            both(
                format!("the rows of {k} different elements of {english}"),
                format!("从 {chinese} 中取 {k} 个不同元素的所有排列"),
            )
        }
        Space::Choose(from, k) => {
            let [english, chinese] = of_population(from);
            both(format!("the {k}-element subsets of {english}"), format!("{chinese} 的所有 {k} 元子集"))
        }
        Space::Multichoose(from, k) => {
            let [english, chinese] = of_population(from);
            both(format!("the multisets of {k} from {english}"), format!("{chinese} 的所有 {k} 元可重组合"))
        }
        Space::Words(items, length) => {
            let [english, chinese] = of_population(items);
            both(
                format!("the different rows of {length} of {english}"),
                format!("{chinese} 中取 {length} 个的所有不同排列"),
            )
        }
        Space::Subset(from) => {
            let [english, chinese] = of_population(from);
            both(format!("the subsets of {english}"), format!("{chinese} 的所有子集"))
        }
        Space::Deal(from, hands) => {
            let [english, chinese] = of_population(from);
            let sizes = hands.iter().map(ToString::to_string).collect::<Vec<_>>();
            both(
                format!("the deals of hands of {} from {english}", sizes.join(", ")),
                format!("从 {chinese} 中依次发出 {} 张的所有发法", sizes.join("、")),
            )
        }
        _ => without_order(space),
    }
}

/// Ω of what is counted up to symmetry, of occupancies and of processes.
fn without_order(space: &Space) -> Option<Both> {
    let both = |english: String, chinese: String| Some([english, chinese]);
    match space {
        Space::Occupancy(balls, boxes) => {
            let sum = match boxes {
                1 => "n1".to_owned(),
                2 => "n1 + n2".to_owned(),
                _ => format!("n1 + … + n{boxes}"),
            };
            let row = sum.replace(" +", ",");
            let set = format!("{{({row}): {sum} = {balls}}}");
            both(set.clone(), set)
        }
        Space::Ring(items) | Space::Necklace(items) => {
            let [english, chinese] = of_population(items);
            match space {
                Space::Ring(_) => both(
                    format!("the rows of {english}, counted as one where a turn makes one of the other"),
                    format!("{chinese} 的所有圆排列"),
                ),
                _ => both(
                    format!(
                        "the rows of {english}, counted as one where a turn or a reflection makes one of the other"
                    ),
                    format!("{chinese} 的所有项链排列"),
                ),
            }
        }
        Space::Colorings(colors, shape) => {
            let [english, chinese] = of_population(colors);
            both(
                format!(
                    "the colourings of {shape} in {english}, counted as one where a symmetry makes one of the other"
                ),
                format!("用 {chinese} 给 {shape} 着色的所有方式（对称者算一种）"),
            )
        }
        Space::Split(from, _) | Space::SplitInto(from, _) => {
            let [english, chinese] = of_population(from);
            both(
                format!("the partitions of {english} into such groups"),
                format!("{chinese} 的所有这样的分组"),
            )
        }
        Space::Partitions(balls, boxes) => {
            let set = format!("{{n1 >= … >= n{boxes} >= 0: n1 + … + n{boxes} = {balls}}}");
            both(set.clone(), set)
        }
        Space::Law(law) => {
            let values: Vec<&Value> = law.outcomes().collect();
            let set = listed(&values);
            both(set.clone(), set)
        }
        Space::Chain(_) => {
            both("the paths of the chain up to its end".to_owned(), "链从出发到停止的所有路径".to_owned())
        }
        Space::Until(_) => both(
            "the rows of draws that end as soon as the condition is met".to_owned(),
            "到条件首次成立为止的所有抽取序列".to_owned(),
        ),
        _ => None,
    }
}

fn of_faces(faces: &Faces) -> String {
    let values: Vec<&Value> = faces.weights().iter().map(|(value, _)| value).collect();
    listed(&values)
}

fn of_population(from: &Population) -> Both {
    let classes = from.classes();
    let alone = classes.iter().all(|(_, count)| *count == 1);
    if alone && from.collection() == Collection::Deck && classes.len() > MOST {
        let n = classes.len();
        return [format!("the {n} cards"), format!("{{{n} 张牌}}")];
    }
    let set = if alone {
        listed(&classes.iter().map(|(value, _)| value).collect::<Vec<_>>())
    } else {
        // Elements with the same label are told apart: {r:3, b:2} has five.
        between(classes.len(), |i| format!("{}:{}", classes[i].0, classes[i].1))
    };
    [set.clone(), set]
}

/// Values in braces; numbers that follow each other, and many values, by their ends.
fn listed(values: &[&Value]) -> String {
    let follow =
        |pair: &[&Value]| matches!((pair[0], pair[1]), (Value::Int(a), Value::Int(b)) if *b == a + 1);
    if values.len() > 4 && values.windows(2).all(follow) {
        return format!("{{{}, …, {}}}", values[0], values[values.len() - 1]);
    }
    between(values.len(), |i| values[i].to_string())
}

fn between(count: usize, name: impl Fn(usize) -> String) -> String {
    let names = |range: std::ops::Range<usize>| range.map(&name).collect::<Vec<_>>().join(", ");
    match count {
        ..=MOST => format!("{{{}}}", names(0..count)),
        _ => format!("{{{}, …, {}}}", names(0..3), name(count - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn english(space: &Space) -> String {
        set(space).unwrap()[0].clone()
    }

    #[test]
    fn sets_are_written_by_their_ends_where_they_are_long() {
        let die = Arc::new(Faces::die(6).unwrap());
        assert_eq!(english(&Space::trials(die, 3)), "{1, …, 6}^3");
        let urn = Population::new(Collection::Urn, [("r".into(), 3), ("b".into(), 2)]).unwrap();
        let drawn = Space::draw(Arc::new(urn), 2).unwrap();
        assert_eq!(english(&drawn), "the rows of 2 different elements of {r:3, b:2}");
        assert_eq!(english(&Space::Occupancy(7, 3)), "{(n1, …, n3): n1 + … + n3 = 7}");
    }
}
