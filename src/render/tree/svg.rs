//! A probability tree as SVG: from left to right, the fractions on the edges, the products at the leaves.

use super::{Node, Tree};
use crate::render::typeset::markup;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The height of a leaf, the width of a character, the length of an edge, and the margin, in pixels.
const LEAF: f64 = 30.0;
const CHARACTER: f64 = 8.0;
const EDGE: f64 = 90.0;
const MARGIN: f64 = 16.0;

struct Picture {
    body: String,
    /// Where the labels of each stage begin, and where its edges go on.
    stages: Vec<(f64, f64)>,
    /// How far to the right the ends of the paths reach.
    right: f64,
}

/// The figure.
pub fn drawn(tree: &Tree) -> String {
    let mut at = MARGIN;
    let mut stages = Vec::new();
    for width in tree.columns(UnicodeWidthStr::width) {
        let begin = at + EDGE;
        at = begin + (width as f64 + 2.0) * CHARACTER;
        stages.push((begin, at));
    }
    let mut picture = Picture { body: String::new(), stages, right: at };
    let leaves: usize = tree.nodes.iter().map(Node::leaves).sum();
    picture.draw(&tree.nodes, (MARGIN, MARGIN + leaves as f64 * LEAF / 2.0), 0, MARGIN);
    let remarks = tree.remarks();
    let mut y = MARGIN + leaves as f64 * LEAF;
    for remark in &remarks {
        y += 20.0;
        let _ = writeln!(
            picture.body,
            "<text class=\"remark\" x=\"{MARGIN}\" y=\"{y}\">{}</text>",
            markup(remark)
        );
        picture.right = picture.right.max(MARGIN + remark.width() as f64 * CHARACTER);
    }
    let (width, height) = ((picture.right + MARGIN).ceil(), (y + MARGIN).ceil());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n{}</svg>",
        picture.body
    )
}

impl Picture {
    /// Draws branches that part at a point, the first of them from this height on.
    fn draw(&mut self, nodes: &[Node], from: (f64, f64), depth: usize, top: f64) {
        let mut top = top;
        for node in nodes {
            let height = node.leaves() as f64 * LEAF;
            let y = top + height / 2.0;
            let (begin, end) = self.stages[depth];
            let _ = writeln!(
                self.body,
                "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" stroke=\"#888\"/>",
                from.0,
                from.1,
                begin - 4.0
            );
            // The fraction stands nearer to the branch, where edges are apart.
            let (x, at) = (from.0 + (begin - from.0) * 0.66, from.1 + (y - from.1) * 0.66 - 3.0);
            let _ = writeln!(
                self.body,
                "<text class=\"edge\" x=\"{x:.1}\" y=\"{at:.1}\" text-anchor=\"middle\" font-size=\"11\">{}</text>",
                node.edge
            );
            let _ = writeln!(
                self.body,
                "<text x=\"{begin:.1}\" y=\"{:.1}\">{}</text>",
                y + 4.0,
                markup(&node.label)
            );
            if let Some((factors, product)) = node.end() {
                let equals = if factors.is_empty() { "" } else { " = " };
                let product = format!("{}{equals}{product}", factors.join(" · "));
                let mark = if node.holds == Some(true) { " ✓" } else { "" };
                let _ = writeln!(
                    self.body,
                    "<text class=\"leaf\" x=\"{end:.1}\" y=\"{:.1}\" font-weight=\"{}\">{product}{mark}</text>",
                    y + 4.0,
                    if mark.is_empty() { "normal" } else { "bold" }
                );
                self.right = self.right.max(end + (product.width() + 3) as f64 * CHARACTER);
            }
            self.draw(&node.below, (end - CHARACTER, y), depth + 1, top);
            top += height;
        }
    }
}
