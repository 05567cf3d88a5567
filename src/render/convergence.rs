//! How an estimate converges: a chart in a terminal, rows of numbers, or a figure.

use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Sheet, Tone};
use crate::render::{Format, View, figure};
use crate::session::convergence::{Convergence, Look};
use serde::Serialize;
use std::fmt::Write;
use std::io;

/// The significant digits of estimates.
const DIGITS: usize = 6;

/// Writes the looks in the format of the view.
///
/// # Errors
/// Those of writing.
pub fn convergence(convergence: &Convergence, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    match view.format {
        Format::Json => json(convergence, sheet),
        Format::Csv => csv(convergence, sheet),
        Format::Svg => sheet.raw().write_all(svg(convergence).as_bytes()),
        _ => text(convergence, view, sheet),
    }
}

/// The lowest and the highest value that a chart of the looks shows: those of the second look, and of all later ones.
fn range(convergence: &Convergence) -> (f64, f64) {
    let shown = if convergence.looks.len() > 2 { &convergence.looks[1..] } else { &convergence.looks };
    let low = shown.iter().map(|look| look.low).chain(convergence.exact).fold(f64::INFINITY, f64::min);
    let high = shown.iter().map(|look| look.high).chain(convergence.exact).fold(f64::NEG_INFINITY, f64::max);
    if low < high { (low, high) } else { (low - 0.5, high + 0.5) }
}

/// A row for each look: trials, estimate, and the interval as a stretch around it.
fn text(convergence: &Convergence, view: &View, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let rows: Vec<(String, String)> = convergence
        .looks
        .iter()
        .map(|look| (look.trials.to_string(), figure::float(look.estimate, DIGITS)))
        .collect();
    let widths = [0, 1].map(|i| rows.iter().map(|row| [&row.0, &row.1][i].len()).max().unwrap_or(0));
    let room = view.width.saturating_sub(widths[0] + widths[1] + 4).clamp(10, 60);
    for (look, (trials, estimate)) in convergence.looks.iter().zip(&rows) {
        let line = Line::new()
            .with(Tone::Plain, format!("{trials:>0$}  ", widths[0]))
            .with(Tone::Number, format!("{estimate:<0$}  ", widths[1]))
            .with(Tone::Bar, stretch(convergence, look, room, view.unicode));
        sheet.line(&line)?;
    }
    sheet.gap()?;
    if let Some(exact) = convergence.exact {
        let line = Line::new()
            .with(Tone::Plain, Phrase::ExactLine(figure::float(exact, DIGITS)).text(view.language));
        sheet.line(&line)?;
    }
    sheet.line(&Line::new().with(Tone::Dim, Phrase::Seed(convergence.seed.to_string()).text(view.language)))
}

/// The interval of a look, with the estimate in it and the exact value behind it.
fn stretch(convergence: &Convergence, look: &Look, room: usize, unicode: bool) -> String {
    let (low, high) = range(convergence);
    let column = |value: f64| {
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        (share * (room - 1) as f64).round() as usize
    };
    let [line, dot, exact] = if unicode { ['─', '●', '┆'] } else { ['-', 'o', '|'] };
    let mut columns = vec![' '; room];
    columns[column(look.low)..=column(look.high)].fill(line);
    if let Some(value) = convergence.exact {
        columns[column(value)] = exact;
    }
    columns[column(look.estimate)] = dot;
    columns.into_iter().collect::<String>().trim_end().to_owned()
}

#[derive(Serialize)]
struct Object<'a> {
    question: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
    seed: u64,
    looks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    trials: u64,
    estimate: String,
    low: String,
    high: String,
}

fn rows(convergence: &Convergence) -> Vec<Row> {
    let float = |number| figure::float(number, DIGITS);
    let row = |look: &Look| Row {
        trials: look.trials,
        estimate: float(look.estimate),
        low: float(look.low),
        high: float(look.high),
    };
    convergence.looks.iter().map(row).collect()
}

fn json(convergence: &Convergence, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let object = Object {
        question: &convergence.question,
        kind: "convergence",
        exact: convergence.exact.map(|exact| figure::float(exact, DIGITS)),
        seed: convergence.seed,
        looks: rows(convergence),
    };
    serde_json::to_writer(sheet.raw(), &object)?;
    sheet.raw().write_all(b"\n")
}

fn csv(convergence: &Convergence, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(sheet.raw());
    out.write_record(["trials", "estimate", "low", "high", "exact"])?;
    let exact = convergence.exact.map_or_else(String::new, |exact| figure::float(exact, DIGITS));
    for row in rows(convergence) {
        out.write_record([&row.trials.to_string(), &row.estimate, &row.low, &row.high, &exact])?;
    }
    out.flush()
}

/// The width and height of a figure, and the room for its labels.
const SIZE: (f64, f64) = (640.0, 400.0);
const MARGIN: (f64, f64) = (70.0, 40.0);

/// The looks as a figure: the trials on a logarithmic axis, the interval as a band, the exact value as a dashed line.
#[must_use]
pub fn svg(convergence: &Convergence) -> String {
    let (low, high) = range(convergence);
    let of_trials = |trials: u64| (trials.max(1) as f64).log10();
    let first = convergence.looks.first().map_or(0.0, |look| of_trials(look.trials));
    let last = convergence.looks.last().map_or(1.0, |look| of_trials(look.trials)).max(first + 1e-9);
    let x =
        |trials: u64| MARGIN.0 + (of_trials(trials) - first) / (last - first) * (SIZE.0 - MARGIN.0 - 20.0);
    let y = |value: f64| {
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        SIZE.1 - MARGIN.1 - share * (SIZE.1 - 2.0 * MARGIN.1)
    };
    let points = |value: fn(&Look) -> f64, looks: &mut dyn Iterator<Item = &Look>| {
        looks.fold(String::new(), |mut points, look| {
            let _ = write!(points, "{:.1},{:.1} ", x(look.trials), y(value(look)));
            points
        })
    };
    let looks = &convergence.looks;
    let upper = points(|look| look.high, &mut looks.iter());
    let lower = points(|look| look.low, &mut looks.iter().rev());
    let middle = points(|look| look.estimate, &mut looks.iter());
    let (width, height) = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n\
         <polygon points=\"{upper}{lower}\" fill=\"#9ecae1\"/>\n\
         <polyline points=\"{middle}\" fill=\"none\" stroke=\"#08519c\" stroke-width=\"2\"/>\n",
        escaped(&convergence.question)
    );
    if let Some(exact) = convergence.exact {
        let (left, right, at) = (MARGIN.0, width - 20.0, y(exact));
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{right}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#cb181d\" stroke-dasharray=\"6 4\"/>"
        );
    }
    let exact = convergence.exact.map(|exact| (exact, y(exact)));
    for (value, at) in [(low, y(low)), (high, y(high))].into_iter().chain(exact) {
        svg += &label((MARGIN.0 - 6.0, at + 4.0), "end", &figure::float(value, 4));
    }
    for look in looks.iter().filter(|look| look.trials == 10u64.pow(look.trials.max(1).ilog10())) {
        svg += &label((x(look.trials), height - MARGIN.1 + 18.0), "middle", &look.trials.to_string());
    }
    svg + "</svg>\n"
}

/// A text at a place of the figure.
fn label((x, y): (f64, f64), anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
