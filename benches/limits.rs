//! Whole questions beside the least that they can cost: `cargo bench --bench limits`.
//!
//! A limit is a kernel of `kernels`, written for one job in fixed numbers of words; a question is read beforehand, but is
//! planned, counted and brought to its answer. Every kernel is held against the answer before it is timed.

mod kernels;
mod timing;

use kernels::fixed::Fixed;
use kernels::lists::Tree;
use kernels::{cards, chains, lists, pools};
use num_bigint::BigUint;
use num_rational::BigRational;
use prob::Session;
use prob::budget::Budget;
use prob::question::Question;
use prob::solve::{Choice, Exact, Road, solve};
use std::process::ExitCode;
use std::time::Duration;
use timing::{Goal, Table};

fn main() -> ExitCode {
    let mut table = Table::default();
    kept::<1>(&mut table, (4, 6, 3), 8.0);
    kept::<1>(&mut table, (10, 20, 5), 8.0);
    kept::<3>(&mut table, (50, 6, 10), 8.0);
    kept::<7>(&mut table, (100, 20, 50), 8.0);
    kept::<11>(&mut table, (100, 100, 50), 8.0);
    dealt(&mut table);
    pooled(&mut table);
    stepped(&mut table);
    listed(&mut table);
    table.verdict()
}

/// The question that a text asks.
fn question(text: &str) -> Question {
    Session::default().questions(text).expect("a program").swap_remove(0)
}

fn answer(question: &Question, choice: Choice) -> Exact {
    solve(question, choice, &Budget::new(Duration::from_secs(100), 1 << 30)).expect("an answer").value
}

fn probability(question: &Question) -> BigRational {
    match answer(question, Choice::Cheapest) {
        Exact::Probability(probability) => probability,
        other => panic!("{other:?}"),
    }
}

fn share(part: BigUint, whole: BigUint) -> BigRational {
    BigRational::new(part.into(), whole.into())
}

/// Times a question beside its kernel.
fn beside<T>(table: &mut Table, text: &str, most: f64, kernel: impl FnMut() -> T) {
    let asked = question(text);
    table.row(text, Goal::Within(most), || answer(&asked, Choice::Cheapest), kernel);
}

fn kept<const L: usize>(table: &mut Table, (n, faces, keep): (usize, usize, usize), most: f64) {
    let text = format!("dist({n}d{faces}kh{keep})");
    let Exact::Distribution(law) = answer(&question(&text), Choice::Cheapest) else { panic!("no law") };
    let counts = pools::keep_highest::<L>(n, faces, keep);
    for (value, weight) in law.weights() {
        let prob::model::Value::Int(sum) = value else { panic!("{value}") };
        let count = counts[usize::try_from(*sum).expect("a sum")].to_biguint();
        assert_eq!(
            share(weight.clone(), law.total().clone()),
            share(count, BigUint::from(faces).pow(n as u32))
        );
    }
    beside(table, &text, most, || pools::keep_highest::<L>(n, faces, keep));
}

fn dealt(table: &mut Table) {
    for (drawn, hands) in [(5, 2_598_960_u64), (6, 20_358_520), (7, 133_784_560)] {
        let categories = cards::poker(drawn);
        assert_eq!(categories.iter().sum::<u64>(), hands);
        let flush = question(&format!("H ~ choose {drawn} from deck; P(poker(H) = flush)"));
        assert_eq!(probability(&flush), share(categories[5].into(), hands.into()));
        let text = format!("H ~ choose {drawn} from deck; dist(poker(H))");
        beside(table, &text, 3.0, || cards::poker(drawn));
        let asked = question(&text);
        let swept = || answer(&asked, Choice::Only(Road::ByClass));
        let name = format!("the same of {drawn} cards, swept by class");
        table.row(&name, Goal::Within(30.0), swept, || cards::poker(drawn));
    }
    every_hand(table);
    let groups = [6; 10];
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let urn = names.map(|name| format!("{name}: 6")).join(", ");
    let bounds = names.map(|name| format!("1 <= count({name} in H) <= 3")).join(" and ");
    let text = format!("H ~ choose 20 from urn{{{urn}}}; P({bounds})");
    let all = prob::number::binomial(60, 20);
    assert_eq!(probability(&question(&text)), share(cards::bounded(&groups, (1, 3), 20).into(), all));
    let asked = question(&text);
    let kernel = || cards::bounded(&groups, (1, 3), 20);
    let job = || answer(&asked, Choice::Cheapest);
    table.row("20 of 60 cards, 1 to 3 of each of 10 kinds", Goal::Within(5.0), job, kernel);
}

/// Set in the environment to look at every hand of seven cards, which takes a second or two.
const EVERY_HAND: &str = "PROB_BENCH_EVERY_HAND";

fn every_hand(table: &mut Table) {
    if std::env::var_os(EVERY_HAND).is_none() {
        return println!("  {EVERY_HAND} is not set: the hands of seven cards are not looked at one by one");
    }
    let categories = cards::every_seven();
    let asked = question("H ~ choose 7 from deck; dist(poker(H))");
    let Exact::Distribution(law) = answer(&asked, Choice::Cheapest) else { panic!("no law") };
    assert_eq!(categories.iter().sum::<u64>(), 133_784_560);
    assert_eq!(law.len(), categories.len());
    for ((category, weight), count) in law.weights().zip(categories) {
        let (found, expected) =
            (share(weight.clone(), law.total().clone()), share(count.into(), 133_784_560_u32.into()));
        assert_eq!(found, expected, "{category}");
    }
    let job = || answer(&asked, Choice::Cheapest);
    table.row("all 133784560 hands of seven cards, one by one", Goal::Faster(500.0), job, cards::every_seven);
}

fn pooled(table: &mut Table) {
    let text = "P(maxcount(10d10) <= 2)";
    let kernel = || pools::largest_set_at_most::<1>(10, 10, 2);
    assert_eq!(probability(&question(text)), share(kernel().to_biguint(), BigUint::from(10_u32).pow(10)));
    beside(table, text, 8.0, kernel);
    let text = "P(maxcount(100d100) <= 3)";
    let kernel = || pools::largest_set_at_most::<11>(100, 100, 3);
    assert_eq!(probability(&question(text)), share(kernel().to_biguint(), BigUint::from(100_u32).pow(100)));
    beside(table, text, 8.0, kernel);
    let text = "P(distinct(500d100) = 100)";
    let kernel = || pools::all_faces::<52>(500, 100);
    assert_eq!(probability(&question(text)), share(kernel().to_biguint(), BigUint::from(100_u32).pow(500)));
    beside(table, text, 8.0, kernel);
    let asked = question("P(run(20d12) <= 4)");
    let at_most = BigUint::try_from(pools::straights_at_most(20, 12)[3]).expect("a count");
    assert_eq!(probability(&asked), share(at_most, BigUint::from(12_u32).pow(20)));
    beside(table, "dist(run(20d12))", 8.0, || pools::straights_at_most(20, 12));
}

fn stepped(table: &mut Table) {
    let weights = [2890, 2611, 2275];
    let text = "S ~ chain (a, b) from (100, 100) \
                step {(a, b-2): 2890/7776, (a-1, b-1): 2611/7776, (a-2, b): 2275/7776} until a < 2 or b < 2; \
                P(S[1] >= 2)";
    let (won, rounds) = chains::battle::<22>(100, weights);
    assert_eq!(probability(&question(text)), share(won.to_biguint(), BigUint::from(7776_u32).pow(rounds)));
    let asked = question(text);
    let job = || answer(&asked, Choice::Cheapest);
    table.row("a battle of 100 and 100", Goal::Within(8.0), job, || chains::battle::<22>(100, weights));
    let text = "P(longest(heads in coins(100000)) < 20)";
    let without = Fixed::<1564>(
        chains::without_run(100_000, 20)[..1563]
            .iter()
            .copied()
            .chain([0])
            .collect::<Vec<_>>()
            .try_into()
            .expect("so many words"),
    );
    assert_eq!(probability(&question(text)), share(without.to_biguint(), BigUint::from(1_u32) << 100_000));
    beside(table, text, 3.0, || chains::without_run(100_000, 20));
}

fn listed(table: &mut Table) {
    let text = "X ~ 8d6; P(count(6 in X) >= 2 and sum(X) >= 30)";
    let all = BigUint::from(6_u32).pow(8);
    assert_eq!(probability(&question(text)), share(lists::merged().into(), all.clone()));
    beside(table, text, 5.0, lists::merged);
    let asked = question("X ~ 8d6; P(X[1]*X[2] + X[3]*X[4] > X[5]*X[6] + X[7]*X[8])");
    let tree = Tree::of_products();
    assert_eq!(probability(&asked), share(tree.walk().into(), all));
    let job = || answer(&asked, Choice::Only(Road::Enumeration));
    table.row("all 8d6 by columns, by a walk of the tree", Goal::Faster(5.0), job, || tree.walk());
}
