//! Estimates and how exact they say they are.

use super::*;

fn simulated(text: &str) -> Simulation {
    let mut session = Session::default();
    session.settings.trials = 50_000;
    match session.ask(text).map(|mut replies| replies.pop()) {
        Ok(Some(Reply::Simulation(simulation))) => *simulation,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_intervals_hold_the_exact_values() {
    for (text, exact) in [
        ("simulate P(2d6 = 7)", 1.0 / 6.0),
        ("X ~ 2d6; simulate P(X = 8 | X[1] mod 2 = 0 and X[2] mod 2 = 0)", 1.0 / 3.0),
        ("simulate E(3d6)", 10.5),
        ("simulate Var(2d6)", 35.0 / 6.0),
        ("simulate SD(d6)", (35.0f64 / 12.0).sqrt()),
        ("X ~ 12d6; simulate Cor(count(1 in X), count(2 in X))", -0.2),
        ("X ~ 2d6; simulate Cov(X[1], max(X))", 35.0 / 24.0),
    ] {
        let simulation = simulated(text);
        let estimate = &simulation.estimates[0];
        assert!(estimate.low < exact && exact < estimate.high, "{text}: {estimate:?}");
        // The interval is of some use.
        assert!(estimate.high - estimate.low < 0.1 * exact.abs().max(0.5), "{text}: {estimate:?}");
    }
}

#[test]
fn rare_events_of_sums_are_estimated_by_tilted_dice() {
    for (text, exact) in [
        ("simulate P(30d6 = 180)", 6f64.powi(-30)),
        ("simulate P(30d6 <= 31)", 31.0 * 6f64.powi(-30)),
        ("simulate P(count(heads in coins(60)) >= 59)", 61.0 * 0.5f64.powi(60)),
        ("X ~ 12d6; Y ~ 12d6; simulate P(sum(X) - sum(Y) >= 60)", 6f64.powi(-24)),
        ("X ~ 20d6; simulate P(count(x in X: x >= 5) = 20)", 3f64.powi(-20)),
    ] {
        let simulation = simulated(text);
        let estimate = &simulation.estimates[0];
        assert!(simulation.scheme == Scheme::Tilted && simulation.trials == 50_000, "{text}");
        assert!(estimate.low < exact && exact < estimate.high, "{text}: {estimate:?} for {exact:e}");
        assert!(estimate.high - estimate.low < 0.1 * exact, "{text}: {estimate:?} for {exact:e}");
    }
    for text in
        ["simulate P(30d6 >= 120)", "simulate P(max(30d6) = 1)", "X ~ 30d6; simulate P(X = 30 | X[1] = 1)"]
    {
        assert!(simulated(text).scheme != Scheme::Tilted, "{text}");
    }
}

#[test]
fn a_distribution_has_a_frequency_for_each_value() {
    let simulation = simulated("simulate dist(2d6)");
    assert_eq!(simulation.estimates.len(), 11);
    let hits: u64 = simulation.estimates.iter().filter_map(|e| e.hits).sum();
    assert_eq!(hits, simulation.trials);
    assert_eq!(simulation.estimates[5].value, Some(Value::Int(7)));
    assert_eq!(simulated("simulate dist(2d6)").estimates, simulation.estimates);
}

#[test]
fn what_trials_cannot_tell_is_refused_with_a_fix() {
    for text in
        ["simulate 1 + 1", "simulate N(2d6)", "simulate median(2d6)", "X ~ 30d6; simulate P(X = 30 | X = 30)"]
    {
        let error = Session::default().ask(text).unwrap_err();
        assert!(error.fix().is_some() && error.span().is_some(), "{text}: {error}");
    }
}
