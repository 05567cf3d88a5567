//! The texts between quotation marks in a source, as templates: what `format!` fills in is `{}`.

/// A text, where it stands, and what stands before it in its statement.
pub struct Literal {
    pub line: usize,
    pub before: String,
    pub text: String,
    /// Whether the next text is its own Chinese.
    pub is_beside_chinese: bool,
}

/// The texts of a source that is no test.
pub fn literals(source: &str) -> Vec<Literal> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        at += match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '\'' => character(rest),
            '"' => {
                let length = 2 + closing(&rest[1..]);
                let before = source[..at].lines().rev().take(3).collect::<Vec<_>>();
                let before: String = before.into_iter().rev().flat_map(|line| [line.trim(), " "]).collect();
                let before = before.trim_end().to_owned();
                let text = plain(&rest[1..length - 1], is_template(&before));
                let is_beside_chinese = is_beside_chinese(&rest[length..]);
                let line = source[..at].matches('\n').count() + 1;
                found.push(Literal { line, before, text, is_beside_chinese });
                length
            }
            'r' if rest.starts_with("r#\"") => rest.find("\"#").map_or(rest.len(), |end| end + 2),
            _ => first.len_utf8(),
        };
    }
    found
}

/// Whether the next text, a few signs further, is Chinese.
fn is_beside_chinese(after: &str) -> bool {
    let next = after.split('"').nth(1).filter(|_| after.find('"').is_some_and(|gap| gap < 60));
    next.is_some_and(|text| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
}

/// Whether what follows is filled in by a macro.
fn is_template(before: &str) -> bool {
    ["format!(", "write!(f,", "writeln!(f,"].iter().any(|ending| before.ends_with(ending))
}

/// How far the text goes to its quotation mark.
fn closing(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().find(|&(_, c)| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => c == '"',
    });
    end.map_or(text.len(), |(at, _)| at)
}

/// The length of a character, or of the mark of a lifetime.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match (characters.next(), characters.next(), characters.next()) {
        (Some((_, '\\')), _, Some((at, _))) => text[at..].find('\'').map_or(1, |end| at + end + 1),
        (Some((_, c)), Some((at, '\'')), _) if c != '\'' => at + 1,
        _ => 1,
    }
}

/// The text without escapes, each place of a template as `{}`.
fn plain(text: &str, is_template: bool) -> String {
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('\n') => while characters.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            '{' | '}' if is_template && characters.next_if_eq(&c).is_some() => plain.push(c),
            '{' if is_template => {
                while characters.next().is_some_and(|c| c != '}') {}
                plain.push_str("{}");
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Whether a text says something outside of code: a word of small letters beside others.
pub fn is_prose(text: &str) -> bool {
    let outside = outside_code(text);
    let is_word = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ';', ':', '?']);
        word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'' || b == b'-')
    };
    let words: Vec<&str> = outside.split_whitespace().collect();
    words.len() > 1 && words.into_iter().any(is_word)
}

/// A text without what stands between backquotes.
pub fn outside_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("`")
}
