//! A probability tree as a picture of TikZ.

use super::{Node, Tree};
use crate::render::typeset::read;
use crate::render::written::escaped;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The height of a leaf, the width of a character and the length of an edge, in centimetres.
const LEAF: f64 = 0.8;
const CHARACTER: f64 = 0.19;
const EDGE: f64 = 2.2;

/// The room on a page.
const PAGE: (f64, f64) = (12.0, 18.0);

/// The picture, made smaller where the page would be too small for it, and what is said below.
pub fn drawn(tree: &Tree) -> String {
    let mut at = 0.0;
    let mut stages = Vec::new();
    for width in tree.columns(UnicodeWidthStr::width) {
        let begin = at + EDGE;
        at = begin + (width as f64 + 1.5) * CHARACTER;
        stages.push((begin, at));
    }
    let mut body = String::new();
    let leaves: usize = tree.nodes.iter().map(Node::leaves).sum();
    let height = leaves as f64 * LEAF;
    draw(&tree.nodes, &stages, (0.0, height / 2.0), 0.0, &mut body);
    let scale = (PAGE.0 / (at + 3.0)).min(PAGE.1 / height.max(1.0)).min(1.0);
    let mut text = format!(
        "\\noindent\\scalebox{{{scale:.3}}}{{\\begin{{tikzpicture}}[x=1cm, y=-1cm]\n{body}\\end{{tikzpicture}}}}"
    );
    for remark in tree.remarks() {
        let _ = write!(text, "\n\n{}", escaped(&remark));
    }
    text
}

fn set(fraction: &str) -> String {
    read(fraction).map_or_else(|| escaped(fraction), |math| math.latex())
}

fn draw(nodes: &[Node], stages: &[(f64, f64)], from: (f64, f64), top: f64, body: &mut String) {
    let Some(((begin, end), rest)) = stages.split_first() else { return };
    let mut top = top;
    for node in nodes {
        let height = node.leaves() as f64 * LEAF;
        let y = top + height / 2.0;
        let _ = writeln!(
            body,
            "\\draw[gray] ({:.2},{:.2}) -- node[pos=0.66, fill=white, inner sep=1pt, text=black, font=\\small] {{${}$}} ({begin:.2},{y:.2});",
            from.0,
            from.1,
            set(&node.edge.to_string())
        );
        let _ = writeln!(body, "\\node[right] at ({begin:.2},{y:.2}) {{{}}};", escaped(&node.label));
        if let Some((factors, product)) = node.end() {
            let factors: Vec<String> = factors.iter().map(|factor| set(factor)).collect();
            let equals = if factors.is_empty() { "" } else { " = " };
            let product = format!("{}{equals}{}", factors.join(" \\cdot "), set(&product));
            let mark = if node.holds == Some(true) { " \\;\\checkmark" } else { "" };
            let _ = writeln!(body, "\\node[right] at ({end:.2},{y:.2}) {{${product}{mark}$}};");
        }
        draw(&node.below, rest, (*end, y), top, body);
        top += height;
    }
}
