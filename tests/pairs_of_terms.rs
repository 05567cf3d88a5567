//! Covariances of sums of terms about a few places: by pairs of terms as by the law, and as in books.

mod asking;

use asking::ask;
use num_rational::BigRational;

fn number(text: &str) -> BigRational {
    text.parse().unwrap()
}

#[test]
fn variances_of_sums_of_terms_are_those_of_books() {
    for n in [10, 12, 20] {
        let row = format!("X ~ arrange(1..{n})");
        let inverted = format!("count(i in 1..{n}, j in 1..{n}: i < j and X[i] > X[j])");
        // [W. Feller, "An Introduction to Probability Theory", vol. 1, X.6]
        assert_eq!(
            ask(&format!("{row}; 72 * Var({inverted}) - {n} * ({n} - 1) * (2 * {n} + 5)")),
            number("0")
        );
        // [C. Spearman's footrule: P. Diaconis and R. L. Graham, J. R. Stat. Soc. B 39, 1977]
        let footrule = format!("sum(i in 1..{n}: abs(X[i] - i))");
        let variance = format!("({n} + 1) * (2 * {n}^2 + 7) / 45");
        assert_eq!(ask(&format!("{row}; Var({footrule}) - {variance}")), number("0"));
        // Spearman's rank correlation has the variance 1/(n − 1).
        let products = format!("sum(i in 1..{n}: i * X[i])");
        let spread = format!("({n}^2 - 1)^2 * {n}^2 / (144 * ({n} - 1))");
        assert_eq!(ask(&format!("{row}; Var({products}) - {spread}")), number("0"));
    }
}

#[test]
fn pairs_of_terms_have_the_covariance_of_the_law() {
    for (draws, a, b) in [
        ("X ~ 7d6", "count(i in 1..6: X[i] > X[i+1])", "sum(i in 1..3: X[2*i]) / 3"),
        ("X ~ 7d6", "count(i in 1..6: X[i] > X[i+1])", "count(i in 1..6: X[i] = X[i+1]) - 2"),
        (
            "X ~ draw 5 from {0, 1, 1, 2, 5, 7, 8, 9, 9, 11}",
            "sum(i in 1..4: X[i] * X[i+1])",
            "X[1] - 2 * X[5] + 1",
        ),
        (
            "X ~ draw 5 from {0, 1, 1, 2, 5, 7, 8, 9, 9, 11}",
            "sum(i in 1..4: abs(X[i] - X[i+1]))",
            "sum(i in 1..4: abs(X[i] - X[i+1]))",
        ),
        (
            "X ~ arrange(\"AAABBBCCCDDE\")",
            "count(i in 1..11: X[i] = X[i+1])",
            "count(i in 1..12: X[i] = A and i < 5)",
        ),
        (
            "X ~ 8d6",
            "count(i in 1..8, j in 1..8: i < j and X[i] = X[j])",
            "count(i in 1..8, j in 1..8: i < j and X[i] = X[j])",
        ),
    ] {
        let by_pairs = ask(&format!("{draws}; Cov({a}, {b})"));
        // With a condition that always holds the law is gone through.
        let by_law = ask(&format!("{draws}; Cov({a}, {b} | X[1] = X[1])"));
        let by_means = ask(&format!("{draws}; E(({a}) * ({b})) - E({a}) * E({b})"));
        assert_eq!(by_pairs, by_means, "{draws}; Cov({a}, {b})");
        assert_eq!(by_pairs, by_law, "{draws}; Cov({a}, {b})");
    }
}
