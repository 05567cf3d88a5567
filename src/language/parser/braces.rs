//! Sets, set builders, the branches of a chain, and labelled collections.

use super::{Parsed, Parser, Scope};
use crate::error::{Error, ErrorKind, Span, nearest};
use crate::language::ast::{Collection, Comparator, Entry, Expr, Measure, Node};
use crate::language::lexer::Kind;

impl Parser<'_> {
    /// `{2, 4, 6}`, `{k in 1..30: prime(k)}`, `{x+1: 1/2, x-1: 1/2}`
    pub(super) fn braces(&mut self) -> Parsed<Expr> {
        let (mut entries, span) = self.entries()?;
        let weights = entries.iter().filter(|e| e.weight.is_some()).count();
        if weights == 0 {
            let items = entries.into_iter().map(|e| e.item).collect();
            return self.above(Node::Set(items), span);
        }
        if weights > 1 || !entries.iter().all(|e| binds(&e.item)) {
            return self.above(Node::Branches(entries), span);
        }
        // One colon, and names before it: what the names run over, and what they satisfy.
        let condition = entries.last_mut().and_then(|e| e.weight.take());
        let Some(condition) = condition else {
            return Err(self.condition_first(span));
        };
        let bindings = self.bindings_of(entries.into_iter().map(|e| e.item).collect())?;
        self.above(Node::Builder { bindings, condition: Box::new(condition) }, span)
    }

    /// `urn{white:4, black:2}`
    pub(super) fn labelled(&mut self) -> Parsed<Expr> {
        let word = self.advance();
        let Some(kind) = Collection::from_text(word.text) else {
            return Err(self.unknown_collection(word.text, word.span));
        };
        let (entries, braces) = self.entries()?;
        for entry in &entries {
            self.check_entry(entry)?;
        }
        self.above(Node::Labelled { kind, entries }, word.span.to(braces))
    }

    /// What stands between braces; may be nothing.
    fn entries(&mut self) -> Parsed<(Vec<Entry>, Span)> {
        self.bracketed(Scope::PLAIN, |p| {
            p.height = 0;
            if p.kind() == Kind::RightBrace { Ok(Vec::new()) } else { p.list(Self::entry) }
        })
    }

    /// `item`, `item:weight`
    fn entry(&mut self) -> Parsed<Entry> {
        let item = self.expression()?;
        let mut height = self.height;
        let weight = match self.take(Kind::Colon) {
            Some(_) => Some(self.expression()?),
            None => None,
        };
        height = height.max(self.height);
        self.height = height;
        Ok(Entry { item, weight })
    }

    /// `urn{red = 3}` means `urn{red:3}`.
    fn check_entry(&mut self, entry: &Entry) -> Parsed<()> {
        let Node::Comparison { first, rest } = &entry.item.node else { return Ok(()) };
        if let [link] = rest.as_slice()
            && link.comparator.node == Comparator::Equal
        {
            let fix = format!("did you mean `:`, as in `{first}:{}`", link.value);
            let message = "a label and its weight are joined by a colon";
            self.note(Error::new(ErrorKind::Syntax, message).at(link.comparator.span).hint(fix))?;
        }
        Ok(())
    }

    fn unknown_collection(&self, word: &str, span: Span) -> Error {
        if Measure::from_text(word).is_some() || word == "D" {
            let message = format!("what `{word}` asks about stands in parentheses");
            return Error::new(ErrorKind::Syntax, message)
                .at(self.token().span)
                .hint(format!("write `{word}(…)`"));
        }
        if crate::statistic::functions().any(|function| function.name == word) {
            let message = format!("what `{word}` speaks of stands in parentheses");
            return Error::new(ErrorKind::Syntax, message)
                .at(self.token().span)
                .hint(format!("write `{word}(…)`"));
        }
        let names = Collection::ALL.iter().map(|c| c.text());
        let near = nearest(word, names).or(match word {
            "bag" | "box" | "jar" | "balls" | "hat" => Some("urn"),
            "dice" | "spinner" | "wheel" => Some("die"),
            "pack" | "cards" => Some("deck"),
            _ => None,
        });
        let fix = match near {
            Some(name) => format!("did you mean `{name}`"),
            None => "before a brace stands `urn`, `die`, `people` or `deck`, or an operator".to_owned(),
        };
        Error::new(ErrorKind::UnknownFunction, format!("unknown collection `{word}`")).at(span).hint(fix)
    }

    fn condition_first(&self, span: Span) -> Error {
        Error::new(ErrorKind::Syntax, "the condition of a set stands last")
            .at(span)
            .hint("write `{a in 1..9, b in 1..9: cond}`")
    }
}

/// Whether this is a name and its values.
fn binds(item: &Expr) -> bool {
    matches!(&item.node, Node::In { pattern, .. } if matches!(pattern.node, Node::Name(_)))
}
