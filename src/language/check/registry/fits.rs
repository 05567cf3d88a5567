//! Whether a function of the registry fits what it is asked of: as many arguments, numbers, an order.

use crate::error::{Error, ErrorKind};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::expression::plural;
use crate::language::check::misfit::{counted_instead, loose_pattern, meaningless};
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::statistic::{self, Role};

/// Statistics that make sense for numbers only.
const NUMERIC: [&str; 6] = ["sum", "product", "mean", "max", "min", "range"];

impl Checker<'_> {
    /// The fix of a function that has too few or too many arguments.
    pub(super) fn other_count(&self, function: &statistic::Function, args: &[ast::Expr]) -> Option<String> {
        match args {
            [only] => loose_pattern(function.name, only).or_else(|| {
                let Ast::Name(word) = &only.node else { return None };
                let (sample, _) = self.scope.shown_by(word).filter(|_| function.name == "count")?;
                Some(format!("did you mean `count({word} in {sample})`?"))
            }),
            [] => None,
            // `sorted(a, b, c)`: the numbers make one row.
            _ if function.arity == (1, 1) && function.sample == Some(0) => {
                let list: Vec<String> = args.iter().map(crate::language::print_expression).collect();
                Some(match function.name {
                    "sum" => format!("did you mean `{}`?", list.join(" + ")),
                    "mean" => format!("did you mean `({}) / {}`?", list.join(" + "), list.len()),
                    name => format!("did you mean `{name}(({}))`?", list.join(", ")),
                })
            }
            _ => None,
        }
    }

    /// Whether a statistic means something for a sample, and for its order.
    pub(super) fn fits(
        &self,
        function: &'static statistic::Function,
        sample: &Typed,
        of: &ast::Expr,
    ) -> Result<(), Error> {
        if NUMERIC.contains(&function.name) && !matches!(sample.kind.element(), Kind::Number) {
            let what = plural(sample.kind.element());
            let written = crate::language::print_expression(of);
            return Err(Error::new(ErrorKind::Kind, format!("{} needs numbers, not {what}", function.name))
                .hint(counted_instead(function.name, sample.kind.element(), &written))
                .at(of.span));
        }
        if let (Role::Each(each), Some(labels)) = (function.role, &sample.labels)
            && let Some(Err(error)) = labels.values.first().map(each)
            && !labels.values.iter().any(|label| each(label).is_ok())
        {
            let written = crate::language::print_expression(of);
            let error = match sample.kind.element() {
                Kind::Tuple(_) => {
                    error.hint(format!("of a pair take a part: `any(x in {written}: x[1] = 1)`"))
                }
                _ => error,
            };
            return Err(error.at(of.span));
        }
        if let Some(error) = self.each_card_once(function.name, sample, of) {
            return Err(error);
        }
        if let Some(error) = meaningless(function.name, sample) {
            return Err(error.at(of.span));
        }
        if let Kind::Sample(Sample { order: Order::Without, .. }) = &sample.kind
            && ((function.fold.is_none() && function.scan.is_some())
                || matches!(function.name, "seq" | "reverse" | "first" | "last"))
        {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("`choose` has no order, and {} needs one", function.name),
            )
            .hint("did you mean `draw`?")
            .at(of.span));
        }
        Ok(())
    }
}
