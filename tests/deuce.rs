//! Games that end by a lead: two counters against a walk of their difference.

mod asking;

use asking::{answered, ask};

/// A game of tennis with p = 3/5 for each point: won to love, fifteen or thirty, or after deuce, which is won with
/// probability p²/(p² + q²).
#[test]
fn a_game_of_tennis() {
    let formula =
        "(3/5)^4 * (1 + 4 * 2/5 + 10 * (2/5)^2) + 20 * (3/5)^3 * (2/5)^3 * (3/5)^2 / ((3/5)^2 + (2/5)^2)";
    let ends = [
        "(a >= 4 or b >= 4) and abs(a - b) >= 2",
        "(a >= 4 or b >= 4) and (a >= b + 2 or b >= a + 2)",
        "max(a, b) >= 4 and abs(a - b) >= 2",
        "(a >= 4 and a - b >= 2) or (b >= 4 and b - a >= 2)",
    ];
    for end in ends {
        let game = |asked: &str| {
            answered(&format!(
                "S ~ chain (a, b) from (0, 0) step {{(a + 1, b): 0.6, (a, b + 1): 0.4}} until {end}; {asked}"
            ))
        };
        let won = game("P(S[1] > S[2])").unwrap();
        assert_eq!(won, ask(formula), "{end}");
        assert_eq!(game("P(S[1] - S[2] >= 2)").unwrap(), ask(formula), "{end}");
        // Ends by the lead of 2 alone from 3 : 3 on; before, the scores are few.
        let walk = "D ~ chain d from 0 step {d + 1: 0.6, d - 1: 0.4} until d = 2 or d = -2";
        let after = ask(&format!("{walk}; E(steps(D))"));
        let before = "4 * ((3/5)^4 + (2/5)^4) + 5 * 4 * ((3/5)^4 * 2/5 + (2/5)^4 * 3/5) \
                      + 6 * 10 * ((3/5)^4 * (2/5)^2 + (2/5)^4 * (3/5)^2)";
        let deuce = ask("20 * (3/5)^3 * (2/5)^3");
        let mean = ask(before) + deuce * (after + ask("6"));
        assert_eq!(game("E(steps(S))").unwrap(), mean, "{end}");
        // The last row itself may be any.
        assert!(game("E(S[1])").is_err(), "{end}");
    }
}

/// Rows that are merged take as many steps as their difference does.
#[test]
fn leads_of_other_games() {
    for (lead, start, p) in [(1, 0, "1/2"), (2, 1, "1/3"), (3, -1, "3/4")] {
        let counters = format!(
            "S ~ chain (a, b) from ({start}, 0) step {{(a + 1, b): {p}, (a, b + 1): 1 - {p}}} until abs(a - b) >= {lead}"
        );
        let walk = format!(
            "S ~ chain d from {start} step {{d + 1: {p}, d - 1: 1 - {p}}} until d >= {lead} or d <= -{lead}"
        );
        assert_eq!(ask(&format!("{counters}; P(S[1] > S[2])")), ask(&format!("{walk}; P(S > 0)")));
        assert_eq!(ask(&format!("{counters}; Var(steps(S))")), ask(&format!("{walk}; Var(steps(S))")));
        assert_eq!(ask(&format!("{counters}; P(steps(S) <= 9)")), ask(&format!("{walk}; P(steps(S) <= 9)")));
    }
}
