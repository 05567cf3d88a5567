//! Sentences in Chinese: 掷两枚骰子，点数之和为7的概率, 3次正面.

use super::syntax;
use crate::error::Error;
use crate::language::chinese;
use crate::language::lexer::Token;
use crate::language::parser::Parser;
use crate::model::Pattern;

impl Parser<'_> {
    /// The error of a whole statement that is a sentence.
    pub(in crate::language::parser) fn told_in_chinese(&self) -> Option<Error> {
        let whole = self.whole_statement();
        let length = whole.end.checked_sub(whole.start)?;
        let text: String = self.text.chars().skip(whole.start).take(length).collect();
        if text.is_ascii() {
            return None;
        }
        let fix = match chinese::question(&text) {
            Some(asked) => format!("did you mean `{asked}`"),
            // A sentence that cannot be read is still one.
            None if text.contains(',') && !text.contains(['~', '(']) => {
                chinese::sentence(&text)?.trim_end_matches('?').to_owned()
            }
            None => return None,
        };
        Some(syntax(format!("`{text}` is not written like this"), whole, fix))
    }

    /// The error of a word that begins with a number: 2个骰子, 3次正面 of the sample named last.
    pub(in crate::language::parser) fn counted_in_chinese(&self, token: Token<'_>) -> Option<Error> {
        let text = token.text;
        if text.is_ascii() {
            return None;
        }
        if let Some(mistake) = self.told_in_chinese() {
            return Some(mistake);
        }
        let label = |word: &str| {
            let known = matches!(word, "heads" | "tails") || Pattern::card_word(word).is_some();
            (known || word.parse::<u64>().is_ok()).then(|| word.to_owned())
        };
        let told = |name: &str| {
            chinese::told(text, &chinese::Sample { text: name.to_owned(), size: None, label: &label })
        };
        let counted = self.given().last().and_then(told).map(|asked| format!("did you mean `{asked}`"));
        let fix = counted.or_else(|| Some(chinese::sentence(text)?.trim_end_matches('?').to_owned()))?;
        Some(syntax(format!("`{text}` is not written like this"), token.span, fix))
    }
}
