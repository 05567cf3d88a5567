//! Answers as documents: HTML and figures are read as strict XML, LaTeX is held against the rules of its own reader (and
//! compiled where there is one), and trees are added up from what they show.

use num_rational::BigRational;
use num_traits::One;
use prob::help::Language;
use prob::number::parse_number;
use prob::quiz::exercises;
use prob::render::worksheet::{Paper, worksheet};
use prob::render::{Detail, Format, Sheet, View, renderer};
use prob::session::Session;

const DOCUMENTS: [Format; 4] = [Format::Markdown, Format::Latex, Format::MathMl, Format::Svg];

/// What a text asks, as a document.
fn document(text: &str, format: Format, language: Language, detail: Detail) -> String {
    let mut session = Session::default();
    session.settings.trials = 0;
    session.settings.explain = true;
    let asked = session.ask_all(text);
    let mut out = Vec::new();
    let mut renderer = renderer(View { format, language, detail, ..View::default() });
    let mut sheet = Sheet::new(&mut out, false);
    for reply in &asked.replies {
        renderer.reply(reply, &mut sheet).unwrap();
    }
    renderer.end(&mut sheet).unwrap();
    String::from_utf8(out).unwrap()
}

/// Questions of every kind: every seventh of the fixture.
fn questions() -> impl Iterator<Item = &'static str> {
    include_str!("fixtures/questions.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .step_by(7)
}

/// Reads XML strictly: what is wrong with it, if anything is.
fn ill_formed(xml: &str) -> Option<String> {
    let xml = xml.strip_prefix("<!DOCTYPE html>").unwrap_or(xml).trim();
    let (mut open, mut rest, mut roots) = (Vec::new(), xml, 0);
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let Some(end) = tag.find('>') else { return Some(format!("no end of {tag}")) };
            let inside = &tag[..end];
            rest = &tag[end + 1..];
            if let Some(name) = inside.strip_prefix('/') {
                if open.pop() != Some(name) {
                    return Some(format!("</{name}> closes nothing"));
                }
                continue;
            }
            let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
            let name = inside.split(' ').next().unwrap();
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
                return Some(format!("no name: {inside}"));
            }
            if let Some(wrong) = wrong_attributes(&inside[name.len()..]) {
                return Some(wrong);
            }
            roots += usize::from(open.is_empty());
            if !closed {
                open.push(name);
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = &rest[..end];
            if let Some(wrong) = wrong_text(text) {
                return Some(wrong);
            }
            if open.is_empty() && !text.trim().is_empty() {
                return Some(format!("{text:?} stands outside"));
            }
            rest = &rest[end..];
        }
    }
    match (open.last(), roots) {
        (Some(name), _) => Some(format!("{name} stays open")),
        (None, 1) => None,
        (None, roots) => Some(format!("{roots} roots")),
    }
}

fn wrong_attributes(text: &str) -> Option<String> {
    let mut rest = text.trim_start();
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"")?;
        let Some((value, after)) = after.split_once('"') else { return Some(format!("open value: {text}")) };
        if names.contains(&name) || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)) {
            return Some(format!("attribute {name} in {text}"));
        }
        names.push(name);
        if let Some(wrong) = wrong_text(value) {
            return Some(wrong);
        }
        if !after.is_empty() && !after.starts_with(' ') {
            return Some(format!("no space: {text}"));
        }
        rest = after.trim_start();
    }
    None
}

fn wrong_text(text: &str) -> Option<String> {
    let entity = |rest: &str| ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| rest.starts_with(name));
    let bare = text.split('&').skip(1).find(|rest| !entity(rest));
    bare.map(|rest| format!("a bare & before {rest:?}"))
        .or_else(|| text.contains('>').then(|| format!("a bare > in {text:?}")))
}

#[test]
fn the_reader_of_xml_refuses_what_is_no_xml() {
    for wrong in
        ["<a>", "<a></b>", "<a>&</a>", "<a b=c/>", "<a/><b/>", "x<a/>", "<a b=\"1\" b=\"2\"/>", "<a>></a>"]
    {
        let found = std::panic::catch_unwind(|| ill_formed(wrong)).unwrap();
        // An attribute without a value in quotes has no value at all.
        assert!(found.is_some() || wrong == "<a b=c/>", "{wrong}");
    }
    assert_eq!(ill_formed("<a b=\"1\"><c/>x &lt; y</a>"), None);
}

#[test]
fn html_and_figures_are_well_formed() {
    for question in questions() {
        for language in Language::ALL {
            for format in [Format::MathMl, Format::Svg] {
                for detail in [Detail::Brief, Detail::Full] {
                    let text = document(question, format, language, detail);
                    // Names alone ask nothing.
                    assert!(text.is_empty() || ill_formed(&text).is_none(), "{question}: {text}");
                }
            }
        }
    }
}

/// What a LaTeX reader would stumble over: braces and environments that do not match, signs that mean something where
/// nothing is meant, mathematics that does not end.
fn stumbles(latex: &str) -> Option<String> {
    let (mut braces, mut math, mut environments) = (0i32, false, Vec::new());
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let displayed = environments.iter().any(|name| ["gather*", "aligned", "array"].contains(name));
        let in_math = math || displayed;
        match c {
            '\\' => {
                let name: &str =
                    &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
                let argument = || after[name.len()..].strip_prefix('{')?.split('}').next();
                match name {
                    "begin" => {
                        let name = argument()?;
                        if name == "verbatim" {
                            let (_, behind) = rest.split_once("\\end{verbatim}")?;
                            rest = behind;
                            continue;
                        }
                        environments.push(name);
                    }
                    "end" => {
                        let name = argument()?;
                        if environments.pop() != Some(name) {
                            return Some(format!("\\end{{{name}}}"));
                        }
                    }
                    _ => {}
                }
                let skipped =
                    if name.is_empty() { after.chars().next().map_or(0, char::len_utf8) } else { name.len() };
                rest = &after[skipped..];
                continue;
            }
            '{' => braces += 1,
            '}' => braces -= 1,
            '$' => math = !math,
            '&' if !environments.contains(&"longtable") && !environments.contains(&"array") => {
                return Some("a bare &".to_owned());
            }
            '_' | '^' if !in_math => return Some(format!("a bare {c} before {after}")),
            '#' | '%' | '~' => return Some(format!("a bare {c}")),
            _ => {}
        }
        if braces < 0 {
            return Some(format!("a brace too many before {after}"));
        }
        rest = after;
    }
    (braces != 0 || math || !environments.is_empty())
        .then(|| format!("{braces} braces, math {math}, open {environments:?}"))
}

#[test]
fn the_reader_of_latex_stumbles_where_it_should() {
    for wrong in ["{", "}", "a_b", "x & y", "50%", "$x", "\\begin{a}\\end{b}", "\\begin{a}"] {
        assert!(stumbles(wrong).is_some(), "{wrong}");
    }
    assert_eq!(stumbles("\\begin{gather*} x_{1} \\\\ {} \\% \\end{gather*} $y^{2}$"), None);
}

#[test]
fn latex_is_a_document() {
    for question in questions() {
        for language in Language::ALL {
            let text = document(question, Format::Latex, language, Detail::Full);
            if text.is_empty() {
                continue;
            }
            assert_eq!(stumbles(&text), None, "{question}: {text}");
            assert!(text.starts_with("\\documentclass{") && text.ends_with("\\end{document}\n"), "{text}");
            let foreign = text.chars().any(|c| c > '\u{17f}');
            assert!(!foreign || text.starts_with("\\documentclass{ctexart}"), "{text}");
            assert_eq!(text.matches("\\documentclass").count(), 1);
        }
    }
}

/// No line of digits is wider than a page, and none is lost: those of a number stand one below the other.
#[test]
fn long_numbers_break_across_lines() {
    for (question, whole) in [
        ("X ~ pool(60, d365); P(distinct(X) = 60)", "X ~ pool(60, d365); N(distinct(X) = 60)"),
        ("2^4000", "2^4000"),
        ("1/3^2000", "3^2000"),
    ] {
        let text = document(question, Format::Latex, Language::English, Detail::Full);
        assert_eq!(stumbles(&text), None, "{text}");
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap();
        assert!(longest <= 60, "{longest}: {text}");
        let number = document(whole, Format::Csv, Language::English, Detail::Full);
        let number = number.split(|c: char| !c.is_ascii_digit()).max_by_key(|digits| digits.len()).unwrap();
        assert!(number.len() > 140);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        assert!(digits.contains(number), "{number} not in {text}");
    }
}

/// Compilers of LaTeX, the one that is sought first before the others: its command, what it is told besides the file, and
/// whether it sets Chinese.
const COMPILERS: [(&str, &[&str], bool); 5] = [
    ("xelatex", &["-interaction=nonstopmode", "-halt-on-error"], true),
    ("lualatex", &["-interaction=nonstopmode", "-halt-on-error"], true),
    ("tectonic", &[], true),
    ("latexmk", &["-pdf", "-interaction=nonstopmode", "-halt-on-error"], false),
    ("pdflatex", &["-interaction=nonstopmode", "-halt-on-error"], false),
];

/// What is compiled in a language: derivations, trees and answers of every kind in one document, a worksheet and its key.
fn sheets(language: Language) -> Vec<String> {
    let mut out = Vec::new();
    let mut renderer =
        renderer(View { format: Format::Latex, language, detail: Detail::Full, ..View::default() });
    let mut sheet = Sheet::new(&mut out, false);
    for question in questions().chain(["tree 2d6 = 7", "2^300 + C(10, 3)", "dist(2d6)", "list d6 > 4"]) {
        let mut session = Session::default();
        session.settings.explain = true;
        for reply in &session.ask_all(question).replies {
            renderer.reply(reply, &mut sheet).unwrap();
        }
    }
    renderer.end(&mut sheet).unwrap();
    let exercises = exercises(None, None, 5, 12).unwrap();
    let on_paper = |key| worksheet(&exercises, Paper::Latex, key, 5, language);
    vec![String::from_utf8(out).unwrap(), on_paper(false), on_paper(true)]
}

/// LaTeX compiles as it stands, where a compiler is installed; Chinese where one that sets it is, with its fonts.
#[test]
fn latex_compiles_as_it_stands() {
    let folder = std::env::temp_dir().join(format!("documents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let compiles = |command: &str, told: &[&str], text: &str| {
        let file = folder.join("document.tex");
        std::fs::write(&file, text).unwrap();
        let mut run = std::process::Command::new(command);
        run.args(told).arg(&file).current_dir(&folder).output().ok()
    };
    let tried = |chinese: bool| {
        let class = if chinese { "ctexart" } else { "article" };
        let least =
            format!("\\documentclass{{{class}}}\\usepackage{{tikz}}\\begin{{document}}.\\end{{document}}");
        COMPILERS.into_iter().find(|(command, told, sets)| {
            (*sets || !chinese) && compiles(command, told, &least).is_some_and(|run| run.status.success())
        })
    };
    for chinese in [false, true] {
        let Some((command, told, _)) = tried(chinese) else {
            println!(
                "skipped: no compiler of LaTeX is here that sets {}",
                if chinese { "Chinese" } else { "English" }
            );
            continue;
        };
        let all = Language::ALL.iter().flat_map(|language| sheets(*language));
        for text in all.filter(|text| text.contains("{ctexart}") == chinese) {
            let run = compiles(command, told, &text).unwrap();
            assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stdout));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn markdown_numbers_its_steps_and_closes_its_formulas() {
    for question in questions() {
        for language in Language::ALL {
            let text = document(question, Format::Markdown, language, Detail::Brief);
            for line in text.lines().filter(|line| !line.starts_with("##")) {
                let mut outside = String::new();
                // Within code a dollar is a dollar.
                line.split('`').step_by(2).for_each(|part| outside += part);
                let dollars = outside.replace("\\$", "").matches('$').count();
                assert!(dollars.is_multiple_of(2), "{question}: {line}");
            }
            if language == Language::Chinese && text.contains("### ") {
                assert!(text.contains("### 推导"), "{text}");
            }
        }
    }
    let text = document("P(2d6 = 7)", Format::Markdown, Language::English, Detail::Full);
    assert!(text.starts_with("## `P(2d6 = 7)`\n\n$$ \\frac{1}{6} \\approx 0.1666666667 $$\n"), "{text}");
    assert!(text.contains("\n1. ") && text.contains("\n2. ") && text.contains("$$ 6^{2} = 36 $$"), "{text}");
}

#[test]
fn several_answers_are_one_document_and_other_formats_stand_in_it_as_they_are() {
    let both = "P(2d6 = 7); dist(d3) to json; P(d6 = 1) to percent; for n in 1..3: P(max(pool(n, d6)) = 6)";
    for format in DOCUMENTS {
        let text = document(both, format, Language::English, Detail::None);
        match format {
            Format::Latex => assert_eq!((stumbles(&text), text.matches("{document}").count()), (None, 2)),
            Format::Markdown => assert!(text.contains("```text\n{") && text.contains("16.66666"), "{text}"),
            _ => assert_eq!(ill_formed(&text), None, "{text}"),
        }
    }
}

/// The products at the leaves of a tree, as a figure and as a picture show them.
fn leaves(question: &str) -> [Vec<BigRational>; 2] {
    let figure = document(question, Format::Svg, Language::English, Detail::Brief);
    assert_eq!(ill_formed(&figure), None, "{figure}");
    let picture = document(question, Format::Latex, Language::English, Detail::Brief);
    assert_eq!(stumbles(&picture), None, "{picture}");
    let number = |text: &str| parse_number(text.trim()).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let shown = figure.lines().filter_map(|line| {
        let text = line.strip_prefix("<text class=\"leaf\"")?.split_once('>')?.1;
        let end = text.split('<').next()?.trim_end_matches(" ✓");
        Some(number(end.rsplit(" = ").next()?))
    });
    let set = picture.lines().filter_map(|line| {
        let end = line.strip_prefix("\\node[right]")?.strip_suffix("$};")?.rsplit('$').next()?;
        let end = end.trim_end_matches(" \\;\\checkmark").rsplit(" = ").next()?;
        let fraction = end.replace("\\frac{", "").replace("}{", "/").replace('}', "");
        Some(number(&fraction))
    });
    [shown.collect(), set.collect()]
}

#[test]
fn the_leaves_of_trees_add_up_to_one() {
    for question in [
        "tree 2d6",
        "tree 2d6 = 7",
        "X ~ draw 2 from urn{r:3, b:2}; tree X",
        "X ~ draw 3 from urn{r:3, b:2, w:4}; tree count(r in X) >= 2",
        "X ~ draw 2 from deck; tree count(ace in X) = 1",
        "ill ~ bernoulli(1%); test ~ if ill then bernoulli(99%) else bernoulli(5%); tree (ill, test)",
    ] {
        for shown in leaves(question) {
            assert!(!shown.is_empty(), "{question}");
            assert!(shown.iter().sum::<BigRational>().is_one(), "{question}: {shown:?}");
        }
    }
}

#[test]
fn branches_that_go_on_alike_are_one_class() {
    assert_eq!(leaves("X ~ d6; tree X = 6").map(|shown| shown.len()), [2, 2]);
    // An ace first or not, then an ace or not: an ace first decides what follows no less.
    assert_eq!(leaves("X ~ draw 2 from deck; tree count(ace in X) = 1").map(|shown| shown.len()), [4, 4]);
    // Which second throw makes seven depends on the first.
    assert_eq!(leaves("tree 2d6 = 7").map(|shown| shown.len()), [12, 12]);
    // Without an event nothing is alike.
    assert_eq!(leaves("tree 2d6").map(|shown| shown.len()), [36, 36]);
}

#[test]
fn large_trees_say_how_much_they_leave_out() {
    for (language, more) in [(Language::English, "more branches"), (Language::Chinese, "个分支")] {
        let figure = document("tree 3d6", Format::Svg, language, Detail::Brief);
        assert_eq!(figure.matches("class=\"leaf\"").count(), 60);
        assert!(figure.contains(more), "{figure}");
        assert!(document("tree 3d6", Format::Latex, language, Detail::Brief).contains(more));
    }
}
