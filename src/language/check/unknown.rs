//! Functions that do not exist, and how the language says what they would tell.

use crate::error::{Error, Span};
use crate::language::ast::{self, Node as Ast, number_in_words};
use crate::language::check::Checker;
use crate::language::check::misfit::path_not_kept;
use crate::language::check::typed::Kind;
use crate::language::print_expression;
use crate::model::Scale;
use num_traits::Zero;

impl Checker<'_> {
    /// The error of a function that does not exist: the habits of other programs, with what stands in its parentheses.
    pub(super) fn unknown_call(&mut self, name: &ast::Name, args: &[ast::Expr], span: Span) -> Error {
        let error = self.scope.unknown_function(&name.text, name.span);
        let print = print_expression;
        let call = |fix: String| error.clone().hint(format!("did you mean `{fix}`?")).at(span);
        match (name.text.as_str(), args) {
            (
                "all" | "any" | "none" | "every" | "each",
                [ast::Expr { node: Ast::In { pattern, collection }, .. }],
            ) => {
                let (pattern, of) = (print(pattern), print(collection));
                match name.text.as_str() {
                    "any" => call(format!("{pattern} in {of}")),
                    "none" => call(format!("not {pattern} in {of}")),
                    _ => call(format!("all(x in {of}: x is {pattern})")),
                }
            }
            ("avg" | "average", [_]) if self.asking => error.hint("did you mean `mean`?"),
            ("exp", [ast::Expr { node: Ast::Number(_) | Ast::Negate(_) | Ast::Binary { .. }, .. }]) => {
                error.hint("powers of e are no fractions, and answers are exact: write one near it, `193/71`")
            }
            ("sort", _) => error.hint("did you mean `sorted`?"),
            ("factorial" | "fact" | "阶乘", [n @ ast::Expr { node: Ast::Number(_) | Ast::Name(_), .. }]) => {
                call(format!("{}!", print(n)))
            }
            ("round", [number]) => call(format!("floor({} + 1/2)", print(number))),
            // Two numbers, the second a probability, are a law; other two are a number of choices.
            ("binom" | "binomial", [n, ast::Expr { node: Ast::Number(p), .. }]) if !p.value.is_integer() => {
                call(format!("binomial({}, {})", print(n), print(&args[1])))
            }
            (
                "binomial",
                [n, ast::Expr { node: Ast::Number(zero), .. }, ast::Expr { node: Ast::Number(digits), .. }],
            ) if zero.value.is_zero() && digits.value.is_integer() => {
                let [n, digits] = [n, &args[2]].map(print);
                error.hint(format!("decimals are written with a point: `binomial({n}, 0.{digits})`")).at(span)
            }
            ("binomial", [n, p, k]) => {
                let [n, p, k] = [n, p, k].map(print);
                error.hint(format!("did you mean `P(binomial({n}, {p}) = {k})`?")).at(span)
            }
            ("uniform" | "unif", [range @ ast::Expr { node: Ast::Range { .. } | Ast::Set(_), .. }]) => {
                call(print(range))
            }
            ("cdf" | "CDF" | "F", [of, bound]) => call(format!("P({} <= {})", print(of), print(bound))),
            ("pmf" | "pdf", [of, value]) => call(format!("P({} = {})", print(of), print(value))),
            ("quartile", [of]) => call(format!("quantile({}, 1/4)", print(of))),
            ("quartile", [of, ast::Expr { node: Ast::Number(number), .. }]) if number.value.is_integer() => {
                call(format!("quantile({}, {}/4)", print(of), print(&args[1])))
            }
            ("percentile", [of, ast::Expr { node: Ast::Number(number), .. }])
                if number.value.is_integer() =>
            {
                call(format!("quantile({}, {}%)", print(of), print(&args[1])))
            }
            ("iqr" | "IQR", [of]) => {
                let of = print(of);
                call(format!("quantile({of}, 3/4) - quantile({of}, 1/4)"))
            }
            ("uniform" | "unif" | "randint" | "U", [low, high]) => {
                call(format!("{}..{}", print(low), print(high)))
            }
            ("bayes" | "Bayes", [prior, hit, alarm]) => {
                let [prior, hit, alarm] = [prior, hit, alarm].map(print);
                call(format!("given P(A) = {prior}, P(B | A) = {hit}, P(B | not A) = {alarm}; P(A | B)"))
            }
            ("odds", [event]) => call(format!("P({}) to odds", print(event))),
            (_, [of]) => match self.said_otherwise(&name.text, of) {
                Some(fix) => error.hint(fix).at(span),
                None => error,
            },
            _ => error,
        }
    }

    /// How `inversions(X)`, `heads(X)` or `flush(H)` are asked, where the language says them with other words.
    fn said_otherwise(&mut self, word: &str, of: &ast::Expr) -> Option<String> {
        let typed = self.value(of, None).ok()?;
        let sample = print_expression(of);
        let (length, known) = match &typed.kind {
            Kind::Sample(kind) => (kind.length.filter(|n| *n > 1), true),
            _ => (None, false),
        };
        let n = length.unwrap_or(5);
        let counted = |fix: String| Some(format!("did you mean `count({fix})`?"));
        match word {
            "path" | "trajectory" | "history" if self.is_state(&typed) => {
                path_not_kept(of).fix().map(str::to_owned)
            }
            "path" | "trajectory" | "history" if known => {
                let so_far = match *typed.kind.element() {
                    Kind::Number => format!("sum({sample}[1..i]) >= 0"),
                    _ => {
                        let label = typed.labels.as_ref()?.values.first()?;
                        format!("count({label} in {sample}[1..i]) >= i/2")
                    }
                };
                Some(format!("what has come by each place is asked so: `all(i in 1..{n}: {so_far})`"))
            }
            "inversions" | "inv" if known => {
                counted(format!("i in 1..{n}, j in 1..{n}: i < j and {sample}[i] > {sample}[j]"))
            }
            "ascents" | "rises" if known => {
                counted(format!("i in 1..{}: {sample}[i] < {sample}[i+1]", n - 1))
            }
            "records" if known => counted(format!("i in 1..{n}: {sample}[i] = max({sample}[1..i])")),
            _ if Scale::Poker.level(word).is_some() && *typed.kind.element() == Kind::Card => {
                Some(format!("did you mean `poker({sample}) = {word}`?"))
            }
            _ => {
                let one = word.strip_suffix("es").or(word.strip_suffix('s'));
                if let Some(number) =
                    [one, word.strip_suffix('s')].into_iter().flatten().find_map(number_in_words)
                {
                    return counted(format!("{number} in {sample}"));
                }
                let labels = typed.labels.as_ref()?;
                let is_label =
                    |word: &str| self.label_pattern(word, Some(labels), typed.kind.element()).is_some();
                let one = word.strip_suffix('s').filter(|one| is_label(one));
                let label = if is_label(word) { word } else { one? };
                counted(format!("{label} in {sample}"))
            }
        }
    }
}
