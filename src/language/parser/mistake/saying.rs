//! What is said around a table, as a whole: `first head on toss 3`, `5 to 8 with 2d6`, `win 3 if d6 > 4`, `monty hall`.

use super::dice::{awaited, number_of_dice, of_dice};
use super::syntax;
use super::told::said_of;
use super::worded::{dice, ways};
use crate::error::{Error, Span};
use crate::language::ast::{number_in_words, ordinal_in_words};
use crate::language::famous;
use crate::language::lexer::Kind;
use crate::language::parser::Parser;

impl Parser<'_> {
    /// What is said of dice and coins that have no name, where no sample is named of which it might be said.
    pub(super) fn told_of_dice(&self, words: &[&str]) -> Option<String> {
        if self.given().next().is_some() { None } else { of_dice(words) }
    }

    /// The error of a statement, or of what stands in the parentheses around this place, that is said like this as a
    /// whole; with how it is asked.
    pub(in crate::language::parser) fn saying(&self) -> Option<Error> {
        let (first, end) = self.piece();
        let tokens = self.tokens.get(first..end).filter(|tokens| tokens.len() > 1)?;
        let span = tokens.first()?.span.to(tokens.last()?.span);
        let text: String = self.text.chars().skip(span.start).take(span.end - span.start).collect();
        let message = format!("`{text}` is not written like this");
        let whole = first == self.start;
        if let Some(program) = famous::problem(&text) {
            let fix = format!("a problem is asked in full: `{program}`");
            return Some(syntax(message, if whole { span } else { self.whole_statement() }, fix));
        }
        let mut words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
        // A question mark says nothing more.
        if matches!(words.last(), Some(&("?" | "？"))) {
            words.pop();
        }
        let end = first + words.len();
        let event = waited(&words)
            .or_else(|| thrown(&words))
            .or_else(|| said_of(&words, &self.given().collect::<Vec<_>>()))
            .or_else(|| self.told_of_dice(&words));
        let number = || number_of_dice(&words).or_else(|| awaited(&words));
        let event = event.map(|event| if whole { format!("P({event})") } else { event });
        let question = || paid(&words, &text).or_else(|| self.question_in_words(first, end));
        let within = || number().or_else(|| ways(&words));
        let asked = event.or_else(|| if whole { question() } else { within() })?;
        Some(syntax(message, span, format!("did you mean `{asked}`")))
    }

    /// The place of the whole statement.
    pub(super) fn whole_statement(&self) -> Span {
        let tokens = self.tokens[self.start..].iter();
        let last = tokens.take_while(|token| !matches!(token.kind, Kind::End | Kind::Semicolon)).last();
        let first = self.tokens[self.start].span;
        last.map_or(first, |last| first.to(last.span))
    }

    /// Where the statement, or what stands in the innermost parentheses around this place, begins and ends.
    fn piece(&self) -> (usize, usize) {
        let mut closed = 0usize;
        let opens = self.tokens[self.start..self.at].iter().rposition(|token| {
            closed += usize::from(token.kind.closes());
            let opens = (token.kind.opens() || token.kind == Kind::Bar) && closed == 0;
            closed -= usize::from(token.kind.opens() && closed > 0);
            opens
        });
        let first = opens.map_or(self.start, |at| self.start + at + 1);
        let mut open = 0usize;
        let ends = self.tokens[self.at..].iter().position(|token| {
            let closes = token.kind.closes() || token.kind == Kind::Bar;
            let ends = matches!(token.kind, Kind::End | Kind::Semicolon) || closes && open == 0;
            open += usize::from(token.kind.opens());
            open -= usize::from(token.kind.closes() && open > 0);
            ends
        });
        (first, ends.map_or(self.tokens.len(), |at| self.at + at))
    }
}

/// `first head on toss 3`, `second six on the 5th roll`: the number of trials until something has come so often.
pub(super) fn waited(words: &[&str]) -> Option<String> {
    let (&nth, rest) = words.split_first()?;
    let times = ordinal_in_words(nth)?;
    let (&label, rest) = rest.split_first()?;
    let rest = rest.strip_prefix(&["comes"]).or(rest.strip_prefix(&["is"])).unwrap_or(rest);
    let (&"on" | &"at" | &"in", rest) = rest.split_first()? else { return None };
    let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
    let (trial, number) = match rest {
        [nth, trial] if ordinal_in_words(nth).is_some() => (*trial, ordinal_in_words(nth)?),
        [trial, number] => (*trial, number.parse().ok().or_else(|| number_in_words(number))?),
        [number, "st" | "nd" | "rd" | "th", trial] => (*trial, number.parse().ok()?),
        _ => return None,
    };
    let face = number_in_words(label.strip_suffix("es").unwrap_or(label)).or_else(|| number_in_words(label));
    let face = face.map_or_else(|| label.to_owned(), |face| face.to_string());
    let (face, experiment, chance) = match face.as_str() {
        "head" | "heads" | "H" => ("heads", "coin", "1/2"),
        "tail" | "tails" | "T" => ("tails", "coin", "1/2"),
        number if number.parse::<u8>().is_ok_and(|n| (1..=6).contains(&n)) => (number, "d6", "1/6"),
        _ => return None,
    };
    if !matches!(trial, "toss" | "flip" | "roll" | "throw" | "try" | "trial") {
        return None;
    }
    Some(match times {
        1 => format!("wait({face} in {experiment}) = {number}"),
        _ => format!("negbinomial({times}, {chance}) = {number}"),
    })
}

/// `5 to 8 with 2d6`, `7 or 11 on 2d6`, `at least 15 with 3d6`, `15 or more with 3d6`: a total of dice.
pub(super) fn thrown(words: &[&str]) -> Option<String> {
    let number = |word: &str| word.parse::<u64>().ok();
    if let ["sum" | "total", "of", thrown @ .., "is" | "equals" | "equal", total] = words {
        return Some(format!("{} = {}", dice(thrown)?, number(total)?));
    }
    let at = words.iter().rposition(|word| matches!(*word, "with" | "on" | "from" | "in" | "of"))?;
    let dice = dice(&words[at + 1..])?;
    let said = &words[..at];
    let said = match said.split_first()? {
        (&("a" | "total" | "sum" | "exactly" | "roll" | "rolling"), said) => said,
        _ => said,
    };
    Some(match said {
        [n] => format!("{dice} = {}", number(n)?),
        ["at", "least", n] | [n, "or", "more" | "higher" | "better" | "above"] => {
            format!("{dice} >= {}", number(n)?)
        }
        ["at", "most", n] | [n, "or", "less" | "lower" | "fewer" | "below"] => {
            format!("{dice} <= {}", number(n)?)
        }
        ["more" | "higher" | "greater", "than", n] | ["over" | "above", n] => {
            format!("{dice} > {}", number(n)?)
        }
        ["less" | "lower" | "fewer", "than", n] | ["under" | "below", n] => {
            format!("{dice} < {}", number(n)?)
        }
        [low, "to", high] | ["between", low, "and", high] => {
            format!("{} <= {dice} <= {}", number(low)?, number(high)?)
        }
        [first, "or", second] => format!("{dice} in {{{}, {}}}", number(first)?, number(second)?),
        _ => return None,
    })
}

/// `win 3 if d6 > 4`, `payoff 5 when 2d6 = 7`, `payoff d6 * 2`: the mean of what is paid.
fn paid(words: &[&str], text: &str) -> Option<String> {
    let (&("payoff" | "payout" | "pays" | "win" | "gain" | "prize"), rest) = words.split_first()? else {
        return None;
    };
    let paid = text.split_once(char::is_whitespace)?.1.trim();
    let Some(at) = rest.iter().position(|word| matches!(*word, "if" | "when")) else {
        return (words[0] != "win" && words[0] != "gain").then(|| format!("E({paid})"));
    };
    let amount = rest[..at].first()?.parse::<u64>().ok()?;
    let (_, condition) = paid.split_once(rest[at])?;
    let condition = condition.trim();
    Some(match condition.rsplit_once(" else ") {
        Some((condition, other)) => format!("E(if {} then {amount} else {})", condition.trim(), other.trim()),
        None => format!("E(if {condition} then {amount} else 0)"),
    })
}
