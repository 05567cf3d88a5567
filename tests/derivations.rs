//! Every formula of every derivation is evaluated by the program itself, and has the value that its step states.
//!
//! A formula is evaluated where the names of its question are known: the statements that give them come before it.

use num_rational::BigRational;
use prob::answer::{Answer, Exact, Reply};
use prob::explain::Step;
use prob::help::Language;
use prob::session::Session;

/// A session that answers without trials and without derivations.
fn bare() -> Session {
    let mut session = Session::default();
    session.settings.trials = 0;
    session.settings.explain = false;
    session
}

/// The answers to the questions of a program, each with its derivation; what is refused is not explained.
fn explained(program: &str) -> Vec<Answer> {
    let mut session = bare();
    session.settings.explain = true;
    let answer = |reply: Reply| match reply {
        Reply::Answer(answer) => Some(*answer),
        Reply::As(_, reply) => match *reply {
            Reply::Answer(answer) => Some(*answer),
            _ => None,
        },
        _ => None,
    };
    session.ask_all(program).replies.into_iter().filter_map(answer).collect()
}

/// The value of a formula where these statements have given names.
fn value_of(names: &str, formula: &str) -> Result<String, String> {
    let program = format!("{names}{formula}");
    let replies = bare().ask_all(&program);
    if let Some(error) = replies.errors.first() {
        return Err(format!("{program}: {error}"));
    }
    match replies.replies.last() {
        Some(Reply::Answer(answer)) => match &answer.value {
            Exact::Number(number) | Exact::Probability(number) => Ok(number.to_string()),
            Exact::Count(count) => Ok(count.to_string()),
            other => Err(format!("{program}: {other:?}")),
        },
        other => Err(format!("{program}: {other:?}")),
    }
}

/// What comes before the question itself in the text of an answer.
fn names_of(question: &str) -> &str {
    question.rfind("; ").map_or("", |end| &question[..end + 2])
}

/// How many steps were executed, and how many are prose only.
#[derive(Default, Debug)]
struct Tally {
    questions: usize,
    executed: usize,
    prose: usize,
    swept: Vec<String>,
}

impl Tally {
    /// Executes every step of a derivation; what does not come to what is stated.
    fn take(&mut self, answer: &Answer) -> Vec<String> {
        self.questions += 1;
        let mut wrong = Vec::new();
        for step in &answer.steps {
            for language in Language::ALL {
                if step.says.text(language).is_empty() {
                    wrong.push(format!("{}: a step says nothing", answer.question));
                }
            }
            match (&step.formula, &step.value) {
                (Some(formula), Some(value)) => {
                    self.executed += 1;
                    match value_of(names_of(&answer.question), formula) {
                        Ok(found) if found == *value => {}
                        Ok(found) => {
                            wrong.push(format!("{}: {formula} is {found}, not {value}", answer.question))
                        }
                        Err(error) => wrong.push(format!("{}: {error}", answer.question)),
                    }
                }
                (Some(formula), None) => wrong.push(format!("{formula} has no value")),
                _ => self.prose += 1,
            }
        }
        if is_swept(answer) {
            self.swept.push(answer.question.clone());
        }
        if !arrives(answer) {
            wrong.push(format!("{}: no step comes to the answer", answer.question));
        }
        wrong
    }
}

/// Whether the derivation falls back on the sweep that found the answer.
fn is_swept(answer: &Answer) -> bool {
    answer.steps.iter().any(|step| matches!(step.says, prob::explain::Message::Swept { .. }))
}

/// Whether some step of a derivation comes to the answer, where that is one number.
fn arrives(answer: &Answer) -> bool {
    let number: BigRational = match &answer.value {
        Exact::Probability(p) | Exact::Number(p) => p.clone(),
        Exact::Count(n) => BigRational::from_integer(n.clone().into()),
        Exact::Root { square, .. } => square.clone(),
        _ => return true,
    };
    let value = number.to_string();
    let ends = |step: &Step| step.value.as_deref() == Some(value.as_str());
    answer.steps.is_empty() || answer.steps.iter().any(ends) || is_swept(answer)
}

/// The questions of the fixture, one a line.
fn questions() -> impl Iterator<Item = &'static str> {
    include_str!("fixtures/questions.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

#[test]
fn every_step_states_the_value_of_its_formula() {
    let mut tally = Tally::default();
    let wrong: Vec<String> = questions().flat_map(explained).flat_map(|answer| tally.take(&answer)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!(
        "{} answers: {} steps executed, {} of prose; swept: {:#?}",
        tally.questions, tally.executed, tally.prose, tally.swept
    );
    assert!(tally.executed > 1_300 && tally.prose * 20 < tally.executed, "{tally:?}");
    assert!(tally.swept.is_empty(), "{:#?}", tally.swept);
}

/// Small random numbers, the same in every run.
struct Random(u64);

impl Random {
    /// A number from `low` to `high`.
    fn within(&mut self, low: u64, high: u64) -> u64 {
        // The constants of Knuth's MMIX generator.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low + 1)
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[usize::try_from(self.within(0, words.len() as u64 - 1)).unwrap_or(0)]
    }
}

/// A random question of one of many forms.
fn random_question(random: &mut Random) -> String {
    let compare = random.of(&["=", ">=", "<=", "<", ">", "!="]);
    let (n, f) = (random.within(1, 5), random.within(2, 8));
    let k = random.within(1, n * f);
    let (a, b, c) = (random.within(1, 5), random.within(1, 5), random.within(1, 4));
    let drawn = random.within(1, 4.min(a + b + c));
    let few = random.within(0, drawn);
    let (p, q) = (random.within(1, 9), random.within(10, 12));
    match random.within(0, 17) {
        0 => format!("P({n}d{f} {compare} {k})"),
        1 => format!("P(max({n}d{f}) {compare} {})", k.min(f)),
        2 => format!("P(distinct({n}d{f}) {compare} {})", k.min(n)),
        3 => format!("P(count({} in {n}d{f}) {compare} {few})", k.min(f)),
        4 => format!("X ~ draw {drawn} from urn{{a:{a}, b:{b}, c:{c}}}; P(count(a in X) {compare} {few})"),
        5 => format!("X ~ choose {drawn} from urn{{a:{a}, b:{b}, c:{c}}}; N(count(b in X) {compare} {few})"),
        6 => format!("X ~ draw {drawn} from urn{{a:{a}, b:{b}, c:{c}}}; P(X[1] = a | b in X or X[1] = a)"),
        7 => format!("E(max({n}d{f}))"),
        8 => format!("Var({n}d{f})"),
        9 => format!("X ~ {n}d{f}; P(X = {k} or max(X) {compare} {})", k.min(f)),
        10 => format!(
            "cause ~ bernoulli({p}/{q}); seen ~ if cause then draw 1 from urn{{r:{a}, s:{b}}} else draw 1 from urn{{r:{b}, s:{c}}}; P(cause | r in seen)"
        ),
        11 => format!(
            "S ~ chain from {a} step {{x+1: {p}/{q}, x-1: 1 - {p}/{q}}} until x = 0 or x = {}; P(S = 0)",
            a + b
        ),
        12 => format!(
            "S ~ chain from {a} step {{x+1: {p}/{q}, x-1: 1 - {p}/{q}}} until x = 0 or x = {}; E(steps(S))",
            a + b
        ),
        13 => format!("dist({}d{f} - d{})", n.min(3), random.within(2, 5)),
        16 => format!("X ~ {n}d{f}; P(count(1 in X) - 2 * count({} in X) {compare} {few})", k.min(f)),
        15 => format!("X ~ {n}d{f}; P(count({} in X) >= {few} and sum(X) {compare} {k})", k.min(f)),
        14 => format!("X ~ {n}d{f}; Y ~ d{}; P(sum(X) {compare} Y)", random.within(2, 9)),
        _ => format!("k ~ d{f}; X ~ pool(k, d{}); P({} in X)", random.within(2, 6), random.within(1, 2)),
    }
}

#[test]
fn the_steps_of_random_questions_state_the_values_of_their_formulas() {
    let mut random = Random(20_261_128);
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for _ in 0..2_000 {
        for answer in explained(&random_question(&mut random)) {
            wrong.extend(tally.take(&answer));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} answers: {} steps executed, {} of prose", tally.questions, tally.executed, tally.prose);
    assert!(tally.questions > 1_800 && tally.prose * 10 < tally.executed, "{tally:?}");
}

/// Whether a derivation says what the state of a sweep is.
fn tells_its_state(answer: &Answer) -> bool {
    use prob::explain::{Message, Saying};
    let sweeps = [
        Saying::SweptByClass,
        Saying::SweptByMultiplicity,
        Saying::SweptByPlace,
        Saying::SweptByAutomaton,
        Saying::SweptByExperiment,
        Saying::SweptChain,
        Saying::SweptOutcomes,
        // Equations for the states of a chain.
        Saying::FirstStep,
        Saying::FirstStepTime,
    ];
    let told = |step: &Step| matches!(&step.says, Message::Said { saying, .. } if sweeps.contains(saying));
    answer.steps.iter().any(told)
}

#[test]
fn sweeps_say_what_their_state_is() {
    use prob::answer::Road;
    let (mut told, mut silent) = (0, Vec::new());
    for answer in questions().flat_map(explained) {
        let swept =
            matches!(answer.method.road, Road::ByClass | Road::ByPosition | Road::Elimination | Road::Chain);
        // Means, variances and truths are made of several sweeps.
        if !swept || !matches!(answer.value, Exact::Probability(_) | Exact::Count(_) | Exact::Distribution(_))
        {
            continue;
        }
        if tells_its_state(&answer) { told += 1 } else { silent.push(answer.question) }
    }
    println!("{told} sweeps tell their states; not so: {silent:#?}");
    assert!(told >= 80 && silent.len() * 20 <= told, "{told}: {silent:#?}");
}

#[test]
fn the_first_states_of_a_sweep_have_formulas() {
    let after = |program: &str, wanted: prob::explain::Saying| {
        let answer = explained(program).remove(0);
        let told = |step: &Step| matches!(&step.says, prob::explain::Message::Said { saying, .. } if *saying == wanted);
        let steps: Vec<Step> = answer.steps.iter().filter(|step| told(step)).cloned().collect();
        assert!(steps.iter().all(|step| step.aside), "{program}");
        steps.into_iter().filter_map(|step| step.formula.zip(step.value)).collect::<Vec<_>>()
    };
    use prob::explain::Saying;
    let kings = "H ~ choose 13 from deck; P(count(ace in H) > count(king in H))";
    let rows = after(kings, Saying::AfterClass);
    assert!(rows.len() >= 3 && rows.contains(&("C(4, 1)".to_owned(), "4".to_owned())), "{rows:?}");
    let runs = after("dist(runs(coins(5)))", Saying::SweptByPlace);
    assert_eq!(runs, [("2 + 4 + 2".to_owned(), "8".to_owned())]);
    let larger = after("P(max(3d6) > max(2d8))", Saying::SweptByExperiment);
    assert_eq!(larger, [("1 + 7 + 19 + 37 + 61 + 91".to_owned(), "216".to_owned())]);
    let shapes = after("P(shape(5d6) = \"3+2\")", Saying::AfterMultiplicity);
    assert_eq!(shapes, [("C(6, 1) * C(5, 5)".to_owned(), "6".to_owned())]);
}

#[test]
fn how_the_program_went_is_an_aside_where_there_is_a_formula() {
    let answer = explained("H ~ choose 5 from deck; P(poker(H) = pair | ace in H)").remove(0);
    assert!(answer.steps.iter().any(|step| !step.aside) && tells_its_state(&answer));
    for answer in questions().flat_map(explained) {
        let mut steps = answer.steps.iter().skip_while(|step| !step.aside);
        assert!(steps.all(|step| step.aside), "{}", answer.question);
    }
}

/// What follows from stated probabilities is said rule by rule, down to what is stated.
#[test]
fn what_follows_from_facts_is_said_rule_by_rule() {
    use prob::explain::{Message, Saying};
    let tree = "given P(A) = 0.6, P(B | A) = 0.5, P(B | not A) = 0.25; ";
    let three = "given P(F) = 0.5, P(G) = 0.3, P(H) = 0.2, disjoint(F, G, H), P(D | F) = 0.01, P(D | G) = 0.02, \
                 P(D | H) = 0.03; ";
    let asked = [
        (format!("{tree}P(B)"), Saying::ByTotal, "P(A) * P(B | A) + P(not A) * P(B | not A)"),
        (format!("{tree}P(A | B)"), Saying::ByMultiplication, "P(A) * P(B | A)"),
        (format!("{three}P(D)"), Saying::ByTotal, "P(F) * P(D | F) + P(G) * P(D | G) + P(H) * P(D | H)"),
        (
            "given independent(A, B), P(A) = 1/2, P(B) = 1/3; P(A or B)".to_owned(),
            Saying::ByIndependence,
            "P(A) * P(B)",
        ),
        (
            "given P(D) = 0.01, P(T | D) = 0.99, P(not T | not D) = 0.95; P(D | T)".to_owned(),
            Saying::ByOpposite,
            "1 - P(not T | not D)",
        ),
        (
            "given N(A) = 5, N(B) = 4, N(C) = 3, N(A and B) = 2, N(A and C) = 1, N(B and C) = 1, \
             N(A and B and C) = 1; N(A or B or C)"
                .to_owned(),
            Saying::ThreeEvents,
            "N(A) + N(B) + N(C) - N(A and B) - N(A and C) - N(B and C) + N(A and B and C)",
        ),
    ];
    for (program, rule, formula) in asked {
        let answer = explained(&program).remove(0);
        let says = |step: &&Step| matches!(&step.says, Message::Said { saying, .. } if *saying == rule);
        let found: Vec<_> =
            answer.steps.iter().filter(says).filter_map(|step| step.formula.clone()).collect();
        assert!(found.iter().any(|text| text == formula), "{program}: {found:?}");
        assert_eq!(Tally::default().take(&answer), Vec::<String>::new(), "{program}");
    }
    // The same values without a rule that leads to what is stated: nothing is claimed.
    let unled = explained("given P(A or B) = 0.7, P(A and B) = 0.2, P(A and not B) = 0.3; P(B)").remove(0);
    let by_rule = |step: &Step| matches!(&step.says, Message::Said { saying: Saying::ByTotal, .. });
    assert!(!unled.steps.iter().any(by_rule));
    assert_eq!(Tally::default().take(&unled), Vec::<String>::new());
}

#[test]
fn textbook_formulas_are_written_where_they_hold() {
    for (question, formula) in [
        ("P(negbinomial(3, 1/6) = 10)", "C(10 - 1, 3 - 1) * (1/6)^3 * (1 - 1/6)^7"),
        ("X ~ geometric(1/6); P(X mod 2 = 1)", "(1/6) * (1 - 1/6)^0 / (1 - (1 - 1/6)^2)"),
        ("X ~ arrange(1..10); P(longest_cycle(X) <= 5)", "10! - 10! * sum(k in 6..10: 1 / k)"),
        ("X ~ arrange(\"ABCDEIO\"); N(together(vowel, X))", "4! * 4!"),
        ("X ~ choose 6 from 1..49; Var(sum(X))", "6 * 200 * (49 - 6) / (49 - 1)"),
        ("A, B, D ~ bernoulli(9/10); P((A and B) or D)", "9/10 * 9/10 * 9/10"),
        ("X ~ 7d6; E(runs(X))", "1 + 6 * 5/6"),
        ("X ~ 100d6; Cov(count(6 in X), sum(X))", "1 - 1/6 * 7/2"),
        ("X ~ draw 5 from 1..9; Cov(count(even in X), sum(X))", "5 * 0 * (9 - 5) / (9 - 1)"),
        ("X ~ 10d10; P(count(8..10 in X) - count(1 in X) >= 1)", "P(sum(pool(10, die{-1, 0:6, 1:3})) >= 1)"),
        ("X ~ 8d6; P(count(6 in X) >= 2 and sum(X) >= 30)", "C(8, 3) * N(5d5 >= 12)"),
        (
            "n ~ 1..100; N(n mod 2 = 0 or n mod 3 = 0 or n mod 5 = 0)",
            "N(n mod 2 = 0) + N(n mod 3 = 0) + N(n mod 5 = 0)",
        ),
    ] {
        let answer = explained(question).remove(0);
        let formulas: Vec<&str> = answer.steps.iter().filter_map(|step| step.formula.as_deref()).collect();
        assert!(formulas.contains(&formula), "{question}: {formulas:#?}");
    }
}

/// Rows whose beginnings are bounded are followed element by element: where the ways are told by a recurrence, it comes to what
/// the answer says, and every formula of it is executed.
#[test]
fn bounded_beginnings_are_followed() {
    let recurrence = "def ways(n, h) := if n = 0 then (if h = 0 then 1 else 0) else if h < 0 or h > n or ";
    for (question, broken, also) in [
        (
            "X ~ arrange(\"AAAAABBB\"); P(all(i in 1..8: count(A in X[1..i]) > count(B in X[1..i])))",
            "2*h <= n then",
            Some("(5 - 3) / (5 + 3) * C(8, 5)"),
        ),
        (
            "X ~ arrange(\"AAAAABBBB\"); P(all(i in 1..9: count(B in X[1..i]) <= count(A in X[1..i])))",
            "2*h > n then",
            Some("(5 + 1 - 4) / (5 + 1) * C(9, 5)"),
        ),
        (
            "X ~ draw 8 from urn{A:5, B:3}; P(all(i in 1..8: count(A in X[1..i]) > count(B in X[1..i])))",
            "2*h <= n then",
            None,
        ),
        (
            "X ~ coins(10); P(count(heads in X) = 5 and all(k in 1..9: 2*count(heads in X[1..k]) != k))",
            "(n <= 9 and 2*h = n) then",
            None,
        ),
        (
            "X ~ coins(20); P(any(k in 1..20: 2*count(heads in X[1..k]) - k >= 5))",
            "2*h >= n + 5 then",
            Some("1048576 - 772616"),
        ),
        (
            "X ~ coins(12); N(not all(k in 2..11: count(tails in X[1..k]) >= 1))",
            "(n >= 2 and n <= 11 and h",
            None,
        ),
        (
            "X ~ 12d6; P(all(k in 3..12: count(6 in X[1..k]) <= k/3 + 1))",
            "(n >= 3 and 3*h > n + 3) then",
            None,
        ),
        ("X ~ pool(10, die{-1:2, 1}); P(all(k in 1..10: sum(X[1..k]) >= -2))", "2*h + 2 < n then", None),
    ] {
        let answer = explained(question).remove(0);
        let formulas: Vec<&str> = answer.steps.iter().filter_map(|step| step.formula.as_deref()).collect();
        let followed = formulas.iter().any(|formula| formula.starts_with(&format!("{recurrence}{broken}")));
        assert!(followed, "{question}: {formulas:#?}");
        if let Some(also) = also {
            assert!(formulas.iter().any(|formula| formula.contains(also)), "{question}: {formulas:#?}");
        }
        assert_eq!(Tally::default().take(&answer), Vec::<String>::new());
    }
}

/// Where only the order of different elements is asked, each order is equally likely; where they may be equal, or are compared
/// with numbers, that is not said.
#[test]
fn the_order_of_different_elements_is_told_by_symmetry() {
    for (question, formula) in [
        ("X ~ draw 3 from 1..10; P(X[1] < X[2] < X[3])", Some("1 / 3!")),
        ("X ~ draw 3 from 1..10; P(X[1] < X[2] and X[1] < X[3])", Some("2 / 3!")),
        ("X ~ arrange(1..30); P(X[-1] > X[1])", Some("1 / 2!")),
        ("X ~ arrange(1..9); P(not (X[2] < X[5] or X[2] < X[7]))", Some("2 / 3!")),
        ("X ~ draw 4 from {3, 5, 8, 11, 20}; P(X[4] = max(X))", Some("6 / 4!")),
        ("X ~ draw 5 from {3, 5, 8, 11, 20}; P(min(X[1], X[2]) > max(X[3], X[4]))", Some("4 / 4!")),
        ("X ~ draw 3 from urn{1:2, 2:2, 3:2}; P(X[1] < X[2] < X[3])", None),
        ("X ~ 3d6; P(X[1] < X[2] < X[3])", None),
        ("X ~ draw 3 from 1..10; P(X[1] < X[2] and X[3] < 4)", None),
    ] {
        let answer = explained(question).remove(0);
        let found = answer.steps.iter().filter_map(|step| step.formula.as_deref());
        let symmetric: Vec<&str> =
            found.filter(|formula| formula.contains(" / ") && formula.ends_with('!')).collect();
        assert_eq!(symmetric.first().copied(), formula, "{question}: {:#?}", answer.steps);
        assert_eq!(Tally::default().take(&answer), Vec::<String>::new());
    }
}

/// How likely a chain ends in time is told by its first step from each state, and of equal trials by a formula.
#[test]
fn chains_that_end_in_time_are_told_by_their_first_steps() {
    for (question, formula) in [
        ("P(wait(\"HTHH\" in coin) <= 20)", "def ends(n, s) := if s = 4 then 1 else if n = 0 then 0 else "),
        ("P(wait(\"HTHH\" in coin) = 9)", "def ends(n, s) := if s = 4 then (if n = 0 then 1 else 0) else "),
        ("P(wait(\"66\" in d6) >= 10)", "1 - ends(9, 0)"),
        (
            "X ~ chain s from 2 step {s+1: 1/3, s-1: 2/3} until s = 0 or s = 5; P(steps(X) > 7)",
            "1 - ends(7, 0)",
        ),
        (
            "X ~ chain (a, b) from (0, 0) step {(a+1, b): 3/5, (a, b+1): 2/5} until a = 2 or b = 2; P(steps(X) = 3)",
            "ends(3, 0)",
        ),
        ("P(wait(6 in d6) <= 4)", "1 - (5/6)^4"),
        ("P(wait(6 in d6) > 4)", "(5/6)^4"),
        ("P(wait(distinct(X) = 6 in d6) <= 12)", "sum(j in 0..6: (-1)^j * C(6, j) * (6 - j)^12) / 6^12"),
        (
            "X ~ draw from deck until ace in X; P(length(X) = 3)",
            "C(48, 2 - 0) / C(52, 2) * (4 - 0) / (52 - 2)",
        ),
        ("X ~ draw from deck until ace in X; P(length(X) <= 10)", "1 - C(48, 10) / C(52, 10)"),
        (
            "X ~ draw from deck until count(ace in X) = 2; P(length(X) > 10)",
            "sum(j in 0..2 - 1: C(4, j) * C(48, 10 - j)) / C(52, 10)",
        ),
        ("X ~ draw from deck until count(ace in X) >= 2; P(length(X) = 10)", "C(4, 2 - 1) * C(48, 9 - 1)"),
        ("P(wait(distinct(X) = 4 in d6) > 5)", "1 - sum(i in 4..6: C(6, i) * "),
    ] {
        let answer = explained(question).remove(0);
        let formulas: Vec<&str> = answer.steps.iter().filter_map(|step| step.formula.as_deref()).collect();
        assert!(formulas.iter().any(|found| found.contains(formula)), "{question}: {formulas:#?}");
        assert_eq!(Tally::default().take(&answer), Vec::<String>::new());
    }
}

/// Where a formula speaks of single dice of a throw of which some are kept, they are dice of the whole throw.
#[test]
fn single_dice_are_those_of_the_whole_throw() {
    for question in [
        "P(2d20kh1 + 5 >= 15)",
        "P(2d20kh1 >= 15)",
        "P(3d20kl1 = 4)",
        "P(sum(4d6kh3) >= 15)",
        "count(k in 1..50: k mod 2 != 0 and k mod 3 != 0) + 1",
        "count(a in 1..9, b in 1..9: gcd(a, b) = 1)",
        "product(k in 1..5: 1 - k/10)",
        "sum(k in 1..4: (-1)^k / k)",
        "min(k in 1..20: k + 100/k)",
        "max(k in {2, 3, 5}: P(2d6 = 2*k))",
        "N(arrange(4, \"MISSISSIPPI\"))",
        "N(arrange(7, \"STATISTICS\"))",
        "N(arrange(5, \"ABCDEFG\"))",
        "P(sum(4d6kh3) < 6)",
        "P(sum(5d8kl2) = 5)",
        "P(sum(7d6kh4) >= 22)",
        "P(pool(3, die{0:2, 1:2, 2:2, 5:2, 6}) = 8)",
        "X ~ 4d6kh3; P(X[1] = X[2])",
        "X ~ 4d6kh3; P(\"66\" in X)",
        "P(4d6kh3 = 18 | 6 in 4d6)",
        "mode(draw 1 from urn{red: 3, blue: 3, green: 1})",
        "E(wait(all(i in 1..3: X[-i] = 6) in d6))",
    ] {
        let mut tally = Tally::default();
        let wrong = tally.take(&explained(question).remove(0));
        assert!(wrong.is_empty() && tally.executed > 0, "{question}: {wrong:?}");
    }
}

/// An equation says in words what it adds up in numbers, and names its states by what has been seen.
#[test]
fn equations_of_a_wait_name_their_states_and_all_their_terms() {
    let answer = explained("Var(wait(\"HH\" in coin))").remove(0);
    let said: Vec<String> = answer.steps.iter().map(|step| step.says.text(Language::English)).collect();
    assert!(said.iter().any(|line| line.ends_with("e(H) = 1 + 1/2·e(∎) + 1/2·e(∅)")), "{said:#?}");
    let square = "s(∅) = 1 + 1/2·2·e(∅) + 1/2·2·e(H) + 1/2·s(∅) + 1/2·s(H)";
    assert!(said.iter().any(|line| line.ends_with(square)), "{said:#?}");
}

/// What a relation of events rests on is asked under its condition, and can be asked.
#[test]
fn the_evidence_of_a_relation_is_what_the_program_answers() {
    for question in [
        "X, Y ~ d6; independent(X = 1, Y = 1 | X + Y = 2)",
        "A, B, D ~ d6; independent(A = 1 or B = 1, D = 2 | A + B > 3)",
        "X, Y ~ d6; disjoint(X = 1, X + Y = 3 | Y = 2)",
    ] {
        let answer = explained(question).remove(0);
        let Exact::Truth { evidence, .. } = &answer.value else { panic!("{question}") };
        for (formula, value) in evidence {
            assert_eq!(value_of(names_of(question), formula), Ok(value.to_string()), "{question}: {formula}");
        }
    }
}

/// Of a waiting time for several successes and a bound the trials up to the bound decide.
#[test]
fn a_wait_for_successes_against_a_bound_is_a_binomial_sum() {
    let first = |program: &str| {
        let answer = explained(program).remove(0);
        assert_eq!(Tally::default().take(&answer), Vec::<String>::new(), "{program}");
        answer.steps.iter().find_map(|step| step.formula.clone()).unwrap_or_default()
    };
    let up_to_ten = "sum(k in 3..10: C(10, k) * (1/6)^k * (1 - 1/6)^(10 - k))";
    assert_eq!(first("P(negbinomial(3, 1/6) <= 10)"), up_to_ten);
    assert_eq!(first("P(negbinomial(3, 1/6) < 11)"), up_to_ten);
    let beyond_ten = "sum(k in 0..2: C(10, k) * (0.4)^k * (1 - 0.4)^(10 - k))";
    assert_eq!(first("X ~ negbinomial(3, 0.4); P(X > 10)"), beyond_ten);
    assert_eq!(first("X ~ negbinomial(3, 0.4); P(X >= 11)"), beyond_ten);
    first("P(negbinomial(3, 1/6) <= 2)");
}

#[test]
fn outcomes_that_read_the_same_are_not_listed() {
    for program in [
        "G ~ split(people{boy:3, girl:3}, 2, 2, 2); P(all(g in G: boy in g))",
        "G ~ split(people{boy:2, girl:2}, 2, 2); P(all(g in G: boy in g))",
    ] {
        for answer in explained(program) {
            let said: Vec<String> =
                answer.steps.iter().map(|step| step.says.text(Language::English)).collect();
            assert!(said.iter().all(|text| !text.contains("one by one")), "{program}: {said:?}");
        }
    }
}
