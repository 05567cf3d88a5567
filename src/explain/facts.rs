//! What follows from stated probabilities: by the multiplication rule, total probability, independence, the opposite
//! event, the addition rule, the definition of a conditional probability, each step on the way said.

use crate::budget::Budget;
use crate::explain::worth::number;
use crate::explain::{Saying, Step};
use crate::language::ast::{self, Measure, Node, Operator};
use crate::language::check::scope::Scope;
use crate::language::{parse_expression, print_expression};
use num_rational::BigRational;
use num_traits::One;

/// How many rules one after another lead from a probability to those that are stated.
const DEEPEST: usize = 4;

/// The most probabilities that are looked into.
const MOST: usize = 60;

/// A probability: of an event, and under which condition.
#[derive(Clone, PartialEq)]
struct Share {
    event: ast::Expr,
    given: Option<ast::Expr>,
}

impl Share {
    fn of(event: &ast::Expr, given: Option<&ast::Expr>) -> Self {
        Self { event: event.clone(), given: given.cloned() }
    }

    /// As it is written.
    fn text(&self) -> String {
        match &self.given {
            Some(given) => format!("P({} | {})", print_expression(&self.event), print_expression(given)),
            None => format!("P({})", print_expression(&self.event)),
        }
    }
}

/// A rule by which a probability follows from others.
struct Rule {
    says: Saying,
    formula: String,
    from: Vec<Share>,
}

/// The steps from the facts to a probability; nothing where no rules lead to it.
pub fn steps(scope: &mut Scope, query: &ast::Expr, budget: &Budget) -> Option<Vec<Step>> {
    let Node::Measure { measure: Measure::Probability, args, given, .. } = &query.node else { return None };
    let ([event], [] | [_]) = (args.as_slice(), given.as_slice()) else { return None };
    let mut facts = Facts::of(scope, budget);
    let asked = Share::of(event, given.first());
    (!facts.is_stated(&asked) && facts.derive(&asked, DEEPEST)).then_some(facts.steps)
}

/// What is stated, and what has followed from it.
struct Facts<'a> {
    scope: &'a mut Scope,
    budget: &'a Budget,
    stated: Vec<Share>,
    /// Events that are stated to be independent.
    independent: Vec<Vec<ast::Expr>>,
    steps: Vec<Step>,
    known: Vec<Share>,
    /// What is being looked into.
    open: Vec<Share>,
    looked_into: usize,
}

impl<'a> Facts<'a> {
    fn of(scope: &'a mut Scope, budget: &'a Budget) -> Self {
        let (mut stated, mut independent) = (Vec::new(), Vec::new());
        for fact in &scope.facts {
            match &fact.node {
                Node::Comparison { first, .. } => {
                    if let Node::Measure { measure: Measure::Probability, args, given, .. } = &first.node
                        && let ([event], [] | [_]) = (args.as_slice(), given.as_slice())
                    {
                        stated.push(Share::of(event, given.first()));
                    }
                }
                Node::Measure { measure: Measure::Independent, args, .. } => independent.push(args.clone()),
                _ => {}
            }
        }
        let (steps, known, open) = (Vec::new(), Vec::new(), Vec::new());
        Self { scope, budget, stated, independent, steps, known, open, looked_into: 0 }
    }

    fn is_stated(&self, share: &Share) -> bool {
        self.stated.contains(share)
    }

    fn value(&mut self, formula: &str) -> Option<BigRational> {
        let written = parse_expression(formula).ok()?;
        number(self.scope, &written, self.budget)
    }

    /// Leads up to a probability, as far as this many rules go; whether they do.
    fn derive(&mut self, share: &Share, depth: usize) -> bool {
        if self.known.contains(share) {
            return true;
        }
        let text = share.text();
        if self.is_stated(share) {
            let Some(value) = self.value(&text) else { return false };
            self.steps.push(Step::said(Saying::Stated, [], text, value));
            self.known.push(share.clone());
            return true;
        }
        self.looked_into += 1;
        if depth == 0 || self.looked_into > MOST || self.open.contains(share) {
            return false;
        }
        self.open.push(share.clone());
        let found = self.rules(share).into_iter().any(|rule| self.apply(share, &rule, depth - 1));
        self.open.pop();
        found
    }

    /// Takes a rule where all that it needs is known, and it comes to the value.
    fn apply(&mut self, share: &Share, rule: &Rule, depth: usize) -> bool {
        let (steps, known) = (self.steps.len(), self.known.len());
        let text = share.text();
        if rule.from.iter().all(|part| self.derive(part, depth))
            && let Some(value) = self.value(&text)
            && self.value(&rule.formula).as_ref() == Some(&value)
        {
            self.steps.push(Step::said(rule.says, [text], rule.formula.as_str(), value));
            self.known.push(share.clone());
            return true;
        }
        self.steps.truncate(steps);
        self.known.truncate(known);
        false
    }

    /// The rules that a probability may follow by, those that a teacher would name first before the others.
    fn rules(&mut self, share: &Share) -> Vec<Rule> {
        match (&share.event.node, &share.given) {
            (Node::Not(inner), given) => {
                let whole = Share::of(inner, given.as_ref());
                vec![Rule {
                    says: Saying::ByOpposite,
                    formula: format!("1 - {}", whole.text()),
                    from: vec![whole],
                }]
            }
            (_, given) if self.is_stated(&Share::of(&not(&share.event), given.as_ref())) => {
                let rest = Share::of(&not(&share.event), given.as_ref());
                let formula = format!("1 - {}", rest.text());
                vec![Rule { says: Saying::ByOpposite, formula, from: vec![rest] }]
            }
            (_, Some(given)) => {
                let both = Share::of(&joined(Operator::And, &share.event, given), None);
                let condition = Share::of(given, None);
                let formula = format!("{} / {}", both.text(), condition.text());
                let alone = self.are_independent(&share.event, given).then(|| {
                    let alone = Share::of(&share.event, None);
                    Rule { says: Saying::ByIndependence, formula: alone.text(), from: vec![alone] }
                });
                let quotient = Rule { says: Saying::ByCondition, formula, from: vec![both, condition] };
                alone.into_iter().chain([quotient]).collect()
            }
            (Node::Binary { operator: Operator::And, left, right }, None) => self.of_both(left, right),
            (Node::Binary { operator: Operator::Or, left, right }, None) => {
                let [a, b] = [left, right].map(|event| Share::of(event, None));
                let both = Share::of(&joined(Operator::And, left, right), None);
                let formula = format!("{} + {} - {}", a.text(), b.text(), both.text());
                vec![Rule { says: Saying::ByAddition, formula, from: vec![a, b, both] }]
            }
            _ => self.total(&share.event),
        }
    }

    /// P(A and B): a product of independent events, P(A)·P(B | A), or what the addition rule leaves.
    fn of_both(&self, left: &ast::Expr, right: &ast::Expr) -> Vec<Rule> {
        let [a, b] = [left, right].map(|event| Share::of(event, None));
        let mut rules = Vec::new();
        if self.are_independent(left, right) {
            let formula = format!("{} * {}", a.text(), b.text());
            let from = vec![a.clone(), b.clone()];
            rules.push(Rule { says: Saying::ByIndependence, formula, from });
        }
        for (first, second, whole) in [(left, right, &a), (right, left, &b)] {
            let under = Share::of(second, Some(first));
            let formula = format!("{} * {}", whole.text(), under.text());
            rules.push(Rule { says: Saying::ByMultiplication, formula, from: vec![whole.clone(), under] });
        }
        for (part, out, whole) in [(left, right, &a), (right, left, &b)] {
            if let Node::Not(out) = &out.node {
                let both = Share::of(&joined(Operator::And, part, out), None);
                let formula = format!("{} - {}", whole.text(), both.text());
                rules.push(Rule { says: Saying::ByDifference, formula, from: vec![whole.clone(), both] });
            }
        }
        let either = Share::of(&joined(Operator::Or, left, right), None);
        if self.is_stated(&either) {
            let formula = format!("{} + {} - {}", a.text(), b.text(), either.text());
            rules.push(Rule { says: Saying::ByAddition, formula, from: vec![a, b, either] });
        }
        rules
    }

    /// P(B) = Σ P(A)·P(B | A), over the cases under which B is stated.
    fn total(&mut self, event: &ast::Expr) -> Vec<Rule> {
        let mut cases: Vec<ast::Expr> = Vec::new();
        let mut add = |case: &ast::Expr| {
            if !cases.contains(case) {
                cases.push(case.clone());
            }
        };
        let speaks_of = |fact: &Share| match &fact.event.node {
            Node::Not(inner) => **inner == *event,
            _ => fact.event == *event,
        };
        for case in self.stated.iter().filter(|fact| speaks_of(fact)).filter_map(|fact| fact.given.as_ref()) {
            add(match &case.node {
                Node::Not(inner) => inner,
                _ => case,
            });
        }
        if let [case] = cases.as_slice() {
            cases = vec![case.clone(), not(case)];
        }
        let sum: Vec<String> = cases.iter().map(|case| Share::of(case, None).text()).collect();
        if cases.len() < 2 || self.value(&sum.join(" + ")) != Some(BigRational::one()) {
            return Vec::new();
        }
        let part = |case: &ast::Expr| [Share::of(case, None), Share::of(event, Some(case))];
        let from: Vec<Share> = cases.iter().flat_map(part).collect();
        let terms: Vec<String> =
            from.chunks(2).map(|part| format!("{} * {}", part[0].text(), part[1].text())).collect();
        vec![Rule { says: Saying::ByTotal, formula: terms.join(" + "), from }]
    }

    fn are_independent(&self, a: &ast::Expr, b: &ast::Expr) -> bool {
        fn bare(event: &ast::Expr) -> &ast::Expr {
            if let Node::Not(inner) = &event.node { inner } else { event }
        }
        let (a, b) = (bare(a), bare(b));
        a != b && self.independent.iter().any(|events| events.contains(a) && events.contains(b))
    }
}

fn not(event: &ast::Expr) -> ast::Expr {
    ast::Expr::new(Node::Not(Box::new(event.clone())), event.span)
}

fn joined(operator: Operator, left: &ast::Expr, right: &ast::Expr) -> ast::Expr {
    let (left, right) = (Box::new(left.clone()), Box::new(right.clone()));
    let span = left.span;
    ast::Expr::new(Node::Binary { operator, left, right }, span)
}
