//! Classical wrong solutions are named, and right ones never called wrong.

use prob::answer::{Answer, Exact, Reply};
use prob::explain::{Message, Remark};
use prob::help::Language;
use prob::session::Session;

fn judged(statements: &str, formula: &str, question: &str) -> Box<Answer> {
    let mut session = Session::default();
    session.settings.trials = 0;
    let text = format!("{statements}check {formula}, {question}");
    match session.ask(&text).unwrap_or_else(|error| panic!("{text}: {error}")).pop() {
        Some(Reply::Answer(answer)) => answer,
        other => panic!("{text}: {other:?}"),
    }
}

fn is_right(answer: &Answer) -> bool {
    matches!(answer.value, Exact::Truth { truth: true, .. })
}

/// Question, right formula, wrong formula, remark, witness.
fn catalogue() -> Vec<[&'static str; 5]> {
    include_str!("fixtures/wrong.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{line}")))
        .collect()
}

/// The statements before the question, and the question.
fn parted(text: &str) -> (String, &str) {
    match text.rsplit_once("; ") {
        Some((statements, question)) => (format!("{statements}; "), question),
        None => (String::new(), text),
    }
}

#[test]
fn right_formulas_are_called_right() {
    for [text, right, ..] in catalogue() {
        let (statements, question) = parted(text);
        let answer = judged(&statements, right, question);
        assert!(is_right(&answer), "{text}: {right}");
        assert!(answer.steps.is_empty(), "{text}: {right}");
    }
}

/// What is said of a wrong formula: the remarks, and the outcomes that show what goes wrong.
fn said(answer: &Answer) -> (Vec<String>, Vec<String>) {
    let (mut remarks, mut shown) = (Vec::new(), Vec::new());
    for step in &answer.steps {
        let says = step.says.text(Language::English);
        match &step.says {
            Message::Remark(Remark::Shown(_)) => shown.push(says),
            _ => remarks.push(says),
        }
    }
    (remarks, shown)
}

/// Whether a formula is made of choices alone: C, A, factorials, powers, products and sums of whole numbers.
fn is_of_choices(formula: &str) -> bool {
    let calls = ["C(", "A(", "!"];
    let digits = formula.replace("C(", "(").replace("A(", "(");
    let plain = digits.chars().all(|c| c.is_ascii_digit() || "()+-*/^!, ".contains(c));
    plain && (calls.iter().any(|call| formula.contains(call)) || formula.contains(['*', '^']))
}

#[test]
fn wrong_formulas_are_called_by_their_mistake() {
    let mut missed = Vec::new();
    for [text, _, wrong, remark, witness] in catalogue() {
        let (statements, question) = parted(text);
        let answer = judged(&statements, wrong, question);
        assert!(!is_right(&answer), "{text}: {wrong}");
        let (remarks, shown) = said(&answer);
        if remark != "-" && !remarks.iter().any(|line| line.starts_with(remark)) {
            missed.push(format!("{text}: {wrong}: {remark:?} not in {remarks:#?}"));
        }
        if witness != "-" && !shown.iter().any(|line| line.starts_with(witness)) {
            missed.push(format!("{text}: {wrong}: no witness {witness:?} in {shown:#?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Of twenty wrong solutions at least eighteen have their mistake named and an outcome that shows it: of all in the
/// catalogue, and of those whose formula is made of choices.
#[test]
fn nine_mistakes_in_ten_are_named_and_shown() {
    let named_and_shown = |[.., remark, witness]: &[&str; 5]| *remark != "-" && *witness != "-";
    let (choices, others): (Vec<_>, Vec<_>) =
        catalogue().into_iter().partition(|[_, _, wrong, ..]| is_of_choices(wrong));
    assert!(choices.len() >= 60 && others.len() >= 20, "{} and {}", choices.len(), others.len());
    for group in [choices, others] {
        let good = group.iter().filter(|row| named_and_shown(row)).count();
        assert!(10 * good >= 9 * group.len(), "{good} of {}", group.len());
    }
}

/// What the judge states as the value of a formula is its value, and the mistake comes to the student's number.
#[test]
fn remarks_can_be_evaluated() {
    for [text, _, wrong, ..] in catalogue() {
        let (statements, question) = parted(text);
        let answer = judged(&statements, wrong, question);
        for step in &answer.steps {
            for language in Language::ALL {
                assert!(!step.says.text(language).is_empty(), "{text}: {step:?}");
            }
            let (Some(formula), Some(value)) = (&step.formula, &step.value) else { continue };
            let mut session = Session::default();
            session.settings.trials = 0;
            let value_of = |reply: Option<Reply>| match reply {
                Some(Reply::Answer(answer)) => match answer.value {
                    Exact::Probability(value) | Exact::Number(value) => value.to_string(),
                    Exact::Count(count) => count.to_string(),
                    other => panic!("{formula}: {other:?}"),
                },
                other => panic!("{formula}: {other:?}"),
            };
            let found = session.ask(formula).unwrap_or_else(|error| panic!("{text}: {formula}: {error}"));
            assert_eq!(&value_of(found.into_iter().next_back()), value, "{text}: {formula}");
        }
    }
}

/// Orders are named only where a sample has so many things that have an order in every favourable outcome.
#[test]
fn a_factor_alone_is_no_order() {
    let cases = [
        ("", "1/12", "P(d6 = 1)"),
        ("", "1/36", "P(d6 = 1)"),
        ("", "26", "N(draw 1 from deck)"),
        ("n ~ 1..100; ", "1/4", "P(n mod 2 = 0)"),
        ("X ~ 2d6; ", "5/72", "P(X = 8)"),
        ("X ~ binomial(10, 1/3); ", "1/40", "P(X = 3)"),
    ];
    for (statements, wrong, question) in cases {
        let (remarks, shown) = said(&judged(statements, wrong, question));
        let of_orders = |line: &&String| line.contains("times too");
        assert_eq!(remarks.iter().find(of_orders), None, "{statements}{wrong}, {question}");
        assert!(shown.is_empty(), "{statements}{wrong}, {question}: {shown:?}");
    }
}

/// Places that were not chosen are seen in a number of successes as well as in a row of trials.
#[test]
fn one_order_of_a_binomial_number_is_named() {
    let (remarks, _) = said(&judged("X ~ binomial(10, 1/3); ", "(1/3)^3*(2/3)^7", "P(X = 3)"));
    assert!(remarks.iter().any(|line| line.starts_with("One order only")), "{remarks:?}");
}

/// What is said to be favourable is an outcome of the sample space that is asked of.
#[test]
fn outcomes_of_another_length_are_not_favourable() {
    let (remarks, shown) = said(&judged("H ~ choose 3 from urn{m:6, w:4}; ", "C(10,3)-C(6,2)", "N(w in H)"));
    assert!(remarks.iter().any(|line| line.contains("the answer for 2 of them")), "{remarks:?}");
    assert!(shown.is_empty(), "{shown:?}");
}

/// Nothing was taken away here: 54 is no number of three balls less one of another number of balls.
#[test]
fn a_product_takes_nothing_away() {
    let (remarks, _) = said(&judged("", "3!*3^2", "N(distinct(place(5, 3)) = 3)"));
    assert!(remarks.iter().all(|line| !line.contains("taken away")), "{remarks:?}");
}

/// A right formula stays right however it is written.
#[test]
fn rewritten_right_formulas_are_called_right() {
    let mut seed = 1u64;
    for [text, right, ..] in catalogue() {
        let (statements, question) = parted(text);
        for _ in 0..6 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let n = (seed >> 33) % 9 + 2;
            let rewritten = match (seed >> 40) % 5 {
                0 => format!("({right}) * {n} / {n}"),
                1 => format!("{n} + ({right}) - {n}"),
                2 => format!("1 - (1 - ({right}))"),
                3 => format!("sum(k in 1..{n}: ({right}) / {n})"),
                _ => format!("C({n}, 1) * ({right}) / C({n}, {})", n - 1),
            };
            let answer = judged(&statements, &rewritten, question);
            assert!(is_right(&answer) && answer.steps.is_empty(), "{text}: {rewritten}");
        }
    }
}

#[test]
fn a_rounded_decimal_is_told_from_a_mistake() {
    use prob::answer::Reply;
    let said = |text: &str| {
        let settings = prob::session::Settings { trials: 0, ..Default::default() };
        let mut session = prob::Session { settings, ..Default::default() };
        match session.ask(text).unwrap().pop() {
            Some(Reply::Answer(answer)) => {
                answer.steps.first().map(|step| step.says.text(prob::help::Language::English))
            }
            _ => None,
        }
    };
    for text in ["check 0.1667, P(2d6 = 7)", "check 16.67%, P(2d6 = 7)", "check 0.17, P(2d6 = 7)"] {
        assert!(said(text).is_some_and(|says| says.contains("rounded")), "{text}");
    }
    for text in [
        "check 0.2, P(2d6 = 7)",
        "check 0.18, P(2d6 = 7)",
        "check 0.16, P(2d6 = 7)",
        "check 17/100, P(2d6 = 7)",
    ] {
        assert!(said(text).is_some_and(|says| !says.contains("rounded")), "{text}");
    }
}
