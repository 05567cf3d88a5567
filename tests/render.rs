//! Answers of every kind, built by hand, in every format and both languages.

use num_bigint::BigUint;
use num_rational::BigRational;
use prob::answer::{Answer, Check, Exact, Method, Road};
use prob::dist::Dist;
use prob::help::Language;
use prob::model::{Model, Value};
use prob::number::parse_number;
use prob::render::{Detail, Format, Sheet, View, renderer};
use prob::simulate::Verdict;
use std::time::Duration;

fn number(text: &str) -> BigRational {
    parse_number(text).unwrap()
}

fn answer(value: Exact) -> Answer {
    Answer {
        question: "the question".to_owned(),
        summed: Vec::new(),
        apart: Vec::new(),
        value,
        model: Model::EquallyLikely,
        method: Method { road: Road::Enumeration, states: 1, space: None },
        steps: Vec::new(),
        check: None,
        unchecked: None,
        elapsed: Duration::from_micros(41),
    }
}

fn check(verdict: Verdict) -> Check {
    Check {
        seed: 7,
        trials: 1000,
        conditioned: 500,
        hits: Some(3),
        estimate: 0.006,
        low: 0.001,
        high: 0.02,
        p_value: Some(1e-9),
        detectable: None,
        listed: None,
        verdict,
    }
}

fn shown(answer: &Answer, view: View) -> String {
    let mut out = Vec::new();
    let mut renderer = renderer(view);
    let mut sheet = Sheet::new(&mut out, false);
    renderer.answer(answer, &mut sheet).unwrap();
    renderer.end(&mut sheet).unwrap();
    String::from_utf8(out).unwrap()
}

fn text(answer: &Answer) -> String {
    shown(answer, View::default())
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&shown(answer, View { format: Format::Json, ..View::default() })).unwrap()
}

fn first_line(value: Exact) -> String {
    text(&answer(value)).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_first_line_of_every_kind() {
    let p = |text| first_line(Exact::Probability(number(text)));
    assert_eq!(p("1/6"), "1/6 ≈ 0.1666666667 ≈ 16.6667%, 1 in 6");
    assert_eq!(p("1/8"), "1/8 = 0.125 = 12.5%, 1 in 8");
    assert_eq!(p("0"), "0 = 0%");
    assert_eq!(p("1"), "1 = 100%");
    assert_eq!(first_line(Exact::Number(number("35/12"))), "35/12 ≈ 2.916666667");
    assert_eq!(first_line(Exact::Number(number("-3"))), "-3");
    assert_eq!(first_line(Exact::Count(BigUint::from(34650_u32))), "34650");
    let root = |negative| first_line(Exact::Root { square: number("35/6"), negative });
    assert_eq!(root(false), "sqrt(35/6) ≈ 2.415229458");
    assert_eq!(root(true), "-sqrt(35/6) ≈ -2.415229458");
    assert_eq!(first_line(Exact::Truth { truth: true, evidence: Vec::new() }), "true");
    assert_eq!(first_line(Exact::Values(vec![10.into(), 11.into()])), "10, 11");
    assert_eq!(first_line(Exact::Values(Vec::new())), "none in the range");
    let long = Exact::Count(BigUint::from(10_u32).pow(200));
    assert_eq!(first_line(long), "≈ 1e200 (an integer of 201 digits)");
}

#[test]
fn a_truth_shows_both_sides() {
    let evidence = vec![("P(A and B)".to_owned(), number("1/6")), ("P(A) * P(B)".to_owned(), number("1/4"))];
    let answer = answer(Exact::Truth { truth: false, evidence });
    let text = text(&answer);
    assert!(text.starts_with("false\n\nBecause   P(A and B) = 1/6\n          P(A) * P(B) = 1/4\n"), "{text}");
    let json = json(&answer);
    assert_eq!((&json["kind"], &json["truth"]), (&"truth".into(), &false.into()));
    assert_eq!(json["evidence"][0]["value"]["denominator"], "6");
    assert!(json.get("exact").is_none() && json.get("decimal").is_none());
}

#[test]
fn roots_and_values_as_json() {
    let root = json(&answer(Exact::Root { square: number("35/6"), negative: true }));
    assert_eq!(root["exact"]["sqrt_of"], serde_json::json!({"numerator": "35", "denominator": "6"}));
    assert_eq!((&root["exact"]["negative"], &root["decimal"]), (&true.into(), &"-2.4152294577".into()));
    let count = json(&answer(Exact::Count(34650_u32.into())));
    assert_eq!((&count["kind"], &count["exact"]["numerator"]), (&"count".into(), &"34650".into()));
    let view = View { format: Format::Json, ..View::default() };
    let values = shown(&answer(Exact::Values(vec![10.into(), "heads".into()])), view);
    let lines: Vec<serde_json::Value> =
        values.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["exact"]["numerator"], "10");
    assert_eq!(lines[1]["value"], "heads");
}

#[test]
fn every_verdict_is_told() {
    let cases = [
        (Verdict::Agrees, "agrees", "一致", "agrees"),
        (Verdict::Disagrees, "DISAGREES", "不一致", "disagrees"),
        (Verdict::TooRare { trials_needed: 9000 }, "about 9000 trials", "约需 9000 次", "too-rare"),
        (Verdict::TooRare { trials_needed: u64::MAX }, "any number of trials", "多少次试验都", "too-rare"),
    ];
    for (verdict, english, chinese, code) in cases {
        let answer = Answer { check: Some(check(verdict)), ..answer(Exact::Probability(number("1/6"))) };
        let in_english = text(&answer);
        assert!(in_english.contains(english), "{in_english}");
        // Wherever the lines were broken.
        let in_english = in_english.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            in_english.contains("3 of 500 trials in which the condition held, out of 1000"),
            "{in_english}"
        );
        assert!(in_english.contains("p-value 1e-9") && in_english.contains("seed 7"), "{in_english}");
        let in_chinese = shown(&answer, View { language: Language::Chinese, ..View::default() });
        assert!(in_chinese.contains(chinese), "{in_chinese}");
        assert_eq!(json(&answer)["check"]["verdict"], code);
    }
}

#[test]
fn joint_distributions_and_labels_have_no_at_most() {
    let pairs = [(Value::row([1.into(), 2.into()]), 1_u32), (Value::row([2.into(), 1.into()]), 2)];
    let law = Dist::from_weights(pairs.map(|(value, weight)| (value, weight.into()))).unwrap();
    let answer = answer(Exact::Distribution(law));
    let text = text(&answer);
    assert!(text.contains("(1, 2)       1/3  0.333333  33.3333%"), "{text}");
    assert!(!text.contains("at most") && !text.contains("Mean"), "{text}");
    let csv = shown(&answer, View { format: Format::Csv, ..View::default() });
    assert_eq!(csv.lines().nth(1), Some("the question,\"(1, 2)\",1,3,0.333333333333,,"));
}

#[test]
fn long_fractions_leave_the_table_but_not_the_full_one() {
    let weights = [(1, BigUint::from(10_u32).pow(40)), (2, BigUint::from(10_u32).pow(40) + 1_u32)];
    let law = Dist::from_weights(weights.map(|(value, weight)| (Value::Int(value), weight))).unwrap();
    let answer = answer(Exact::Distribution(law));
    let brief = text(&answer);
    assert!(
        brief.starts_with("value  decimal  at most")
            && brief.contains("(exact fractions: --format json or csv)"),
        "{brief}"
    );
    let full = shown(&answer, View { detail: Detail::Full, ..View::default() });
    assert!(full.contains("10000000000000000000000000000000000000000/"), "{full}");
}

#[test]
fn bars_are_scaled_to_the_likeliest_value() {
    let law =
        Dist::from_weights([(1, 1_u32), (2, 4)].map(|(value, weight)| (Value::Int(value), weight.into())))
            .unwrap();
    let text = shown(&answer(Exact::Distribution(law)), View { width: 100, ..View::default() });
    let length = |line: usize| text.lines().nth(line).unwrap().chars().filter(|&c| c == '█').count();
    assert_eq!((length(1), length(2)), (10, 40), "{text}");
}

#[test]
fn distributions_stand_side_by_side() {
    let told = |question: &str| {
        let replies = prob::Session::default().ask(question).unwrap();
        let mut out = Vec::new();
        let table = match replies[0].plain() {
            prob::answer::Reply::Table(table) => table.clone(),
            other => panic!("{other:?}"),
        };
        prob::render::sweep::text(&table, &View::default(), &mut prob::render::Sheet::new(&mut out, false))
            .unwrap();
        String::from_utf8(out).unwrap()
    };
    let compared = told("compare dist(d2), dist(sum(2d2))");
    assert_eq!(
        compared,
        "value  dist(d2)  dist(sum(2d2))\n1      1/2  0.5\n2      1/2  0.5  1/4  0.25\n3                1/2  0.5\n\
         4                1/4  0.25\n"
    );
    assert!(told("for n in 1..2: dist(sum(pool(n, d2)))").starts_with("value  n = 1     n = 2\n"));
}

#[test]
fn a_sample_that_is_used_as_a_number_is_said_to_be_its_sum() {
    let asked = |text: &str| {
        let settings = prob::session::Settings { trials: 0, ..Default::default() };
        let mut session = prob::Session { settings, ..Default::default() };
        match session.ask(text).unwrap().swap_remove(0) {
            prob::answer::Reply::Answer(answer) => *answer,
            other => panic!("{text} gave {other:?}"),
        }
    };
    let read = |text: &str| asked(text).summed.join(" ");
    assert_eq!(read("X ~ 2d6; P(X = 7)"), "X");
    assert_eq!(read("P(2d6 + 1 > 7)"), "2d6");
    assert_eq!(read("X ~ choose 2 from 1..5; P(X in {3, 4})"), "X");
    assert_eq!(read("X ~ draw 2 from 1..5; P(X mod 2 = 0)"), "X");
    assert_eq!(read("X, Y ~ arrange(1..3); P(X = Y)"), "X Y");
    for none in ["X ~ 2d6; P(sum(X) = 7)", "P(d6 = 1)", "P(4d6kh1 = 6)", "X ~ 2d6; P(X = (1, 2))", "E(2d6)"] {
        assert_eq!(read(none), "", "{none}");
    }
    let answer = asked("X, Y ~ arrange(1..3); P(X = Y)");
    let english = text(&answer);
    assert!(english.contains("\nRead as   X as a number is sum(X); Y as a number is sum(Y)\n"), "{english}");
    let chinese = shown(&answer, View { language: prob::help::Language::Chinese, ..View::default() });
    assert!(chinese.contains("\n读作      X 作数值即 sum(X)；Y 作数值即 sum(Y)\n"), "{chinese}");
    assert_eq!(json(&answer)["notes"][0], "X as a number is sum(X); Y as a number is sum(Y)");
    assert!(json(&asked("P(d6 = 1)")).get("notes").is_none());
}

#[test]
fn columns_of_long_tables_stand_apart() {
    let thousandths = (1..=6_000).map(|n| Value::number(BigRational::new(n.into(), 1_000.into())));
    let law = Dist::uniform(thousandths).unwrap();
    let text = text(&answer(Exact::Distribution(law)));
    let rows: Vec<&str> = text.lines().skip(1).take(6_000).collect();
    assert_eq!(rows.len(), 6_000);
    for row in rows {
        let mut cells = row.split_whitespace();
        assert!(
            cells.next().is_some_and(|value| value.len() <= 9) && cells.next() == Some("0.000166667"),
            "{row}"
        );
    }
}
