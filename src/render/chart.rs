//! Bars of a chart in a terminal.

/// The parts of a block, from an eighth to the whole.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// A bar for a share from 0 to 1 of so many columns: to an eighth of a column in blocks, or of `#` where only ASCII can
/// be shown. A positive share always shows.
///
/// # Examples
/// ```
/// use prob::render::chart::bar;
/// assert_eq!(bar(1.0, 3, true), "███");
/// assert_eq!(bar(0.5, 3, true), "█▌");
/// assert_eq!(bar(1e-9, 3, true), "▏");
/// assert_eq!(bar(0.5, 4, false), "##");
/// assert_eq!(bar(0.0, 4, true), "");
/// ```
#[must_use]
pub fn bar(share: f64, columns: usize, unicode: bool) -> String {
    let share = share.clamp(0.0, 1.0);
    if share.is_nan() || share <= 0.0 {
        return String::new();
    }
    if !unicode {
        let length = (share * columns as f64).round().max(1.0) as usize;
        return "#".repeat(length);
    }
    let eighths = (share * columns as f64 * 8.0).round().max(1.0) as usize;
    let mut bar: String = std::iter::repeat_n(EIGHTHS[7], eighths / 8).collect();
    if let Some(rest) = (eighths % 8).checked_sub(1) {
        bar.push(EIGHTHS[rest]);
    }
    bar
}
