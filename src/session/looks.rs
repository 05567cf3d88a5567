//! The looks that a check takes at an exact value: the list of all outcomes where it is short, trials, and fresh trials
//! on suspicion.

use crate::answer::{Check, Exact, Unchecked};
use crate::budget::WORK_A_SECOND;
use crate::error::{Error, ErrorKind};
use crate::number;
use crate::question::{Asked, Expr, Node, Question};
use crate::session::check::Spread;
use crate::session::{CHOSEN, Session, check, effort};
use crate::simulate::verdict::{CONVICTION, FRESH, SUSPICION, Verdict};
use crate::simulate::{Prepared, run};
use crate::solve::{Choice, Road, measure, solve};
use num_bigint::BigUint;
use num_rational::BigRational;
use std::time::Duration;

/// The word operations that finding a spread may be estimated to take, and the time at the very most: what is estimated
/// decides long before.
pub(super) const WORK: u128 = WORK_A_SECOND / 5;
pub(super) const LONGEST: Duration = Duration::from_millis(150);

/// Larger sample spaces have a size that no float is near to.
const MOST_BITS: u64 = 1000;

/// After how long trials are given up whose number was chosen to take much less.
const AT_LAST: Duration = Duration::from_secs(2);

/// What came of a look at an exact value.
pub(super) enum Looked {
    /// The verdict of the trials.
    Judged(Check),
    /// Why they say nothing.
    Silent(Unchecked),
    /// No look was wanted, or nothing is random.
    Unwanted,
}

impl Looked {
    /// The verdict, where there is one.
    pub fn check(self) -> Option<Check> {
        if let Self::Judged(check) = self { Some(check) } else { None }
    }

    /// Why there is none, where one was wanted.
    pub fn unchecked(&self) -> Option<Unchecked> {
        if let Self::Silent(why) = self { Some(*why) } else { None }
    }
}

impl Session {
    /// What trials, and the list of all outcomes where it is short, say of a value that is claimed to be the exact answer
    /// of a question; nothing where they cannot speak of it, or the settings leave the check out.
    ///
    /// Ten times as many fresh trials are made before a claim is convicted.
    ///
    /// # Examples
    /// ```
    /// use prob::{Session, answer::Exact, simulate::Verdict};
    /// let mut session = Session::default();
    /// let question = session.questions("P(10d6 >= 40)")?.remove(0);
    /// let claim = Exact::Probability(num_rational::BigRational::new(1.into(), 7.into()));
    /// assert_eq!(session.judge(&question, &claim)?.unwrap().verdict, Verdict::Disagrees);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// Errors of the question on an outcome, and [`ErrorKind::Interrupted`].
    pub fn judge(&self, question: &Question, exact: &Exact) -> Result<Option<Check>, Error> {
        Ok(self.looked(question, exact)?.check())
    }

    /// What trials say of an exact value, or why they say nothing.
    pub(super) fn looked(&self, question: &Question, exact: &Exact) -> Result<Looked, Error> {
        let nothing_to_try = matches!(question.asked, Asked::Size) || question.mentioned() == 0;
        if self.settings.trials == 0 || nothing_to_try {
            return Ok(Looked::Unwanted);
        }
        if let (Asked::Count(event), Exact::Count(count)) = (&question.asked, exact) {
            return self.counted(question, event, count);
        }
        if !run::can_simulate(question) {
            return Ok(Looked::Silent(Unchecked::TooLarge));
        }
        let spread = match (&question.asked, exact) {
            (Asked::Mean(number), Exact::Number(claimed)) => match self.spread(question, number, claimed)? {
                Some(spread) => Some(spread),
                None => return Ok(Looked::Silent(Unchecked::NoSpread)),
            },
            (Asked::Probability(_) | Asked::Distribution(_), _) => None,
            _ => return Ok(Looked::Silent(Unchecked::NoTest)),
        };
        self.tried(question, exact, spread.as_ref())
    }

    /// What trials say of a number of favourable outcomes: all outcomes are equally likely, and how often the event happens
    /// estimates which part of them is favourable.
    fn counted(&self, question: &Question, event: &Expr, count: &BigUint) -> Result<Looked, Error> {
        // `N(A | B)` is how many are in both; what the condition excludes need not have a value.
        let event = match &question.given {
            Some(given) => Expr::new(Node::And(vec![given.clone(), event.clone()])),
            None => event.clone(),
        };
        let asked = Asked::Count(event.clone());
        let question = &Question { asked, given: None, ..question.clone() };
        let told = measure::size_bits(question) < MOST_BITS;
        let Some(size) = told.then(|| measure::size(question)).flatten().filter(|size| count <= size) else {
            return Ok(Looked::Silent(Unchecked::NoTest));
        };
        let asked = Question { asked: Asked::Probability(event), ..question.clone() };
        let share = BigRational::new(count.clone().into(), size.clone().into());
        let whole = number::to_f64(&BigRational::from_integer(size.into()));
        Ok(match self.looked(&asked, &Exact::Probability(share))? {
            Looked::Judged(check) => Looked::Judged(Check {
                estimate: check.estimate * whole,
                low: check.low * whole,
                high: check.high * whole,
                ..check
            }),
            other => other,
        })
    }

    /// What trials say of a probability, a distribution, or a mean with its spread.
    fn tried(&self, question: &Question, exact: &Exact, spread: Option<&Spread>) -> Result<Looked, Error> {
        let prepared = Prepared::new(question);
        let is_chosen = self.settings.trials == CHOSEN;
        let prepared = if is_chosen { prepared.hurried() } else { prepared };
        let trials =
            effort::trials(&self.settings, &prepared, question, exact, spread.map(Spread::mean_and_variance));
        if is_chosen && prepared.takes_too_long() {
            return Ok(Looked::Silent(Unchecked::TooSlow));
        }
        let seed = self.settings.seed;
        let look = |trials, seed| self.look(&prepared, question, exact, spread, trials, seed);
        let mut judged = match look(trials, seed)? {
            Looked::Judged(judged) => judged,
            silent => return Ok(silent),
        };
        let p_value = judged.p_value.unwrap_or(1.0);
        // What is impossible, and has happened, needs no second look.
        if p_value < SUSPICION && p_value > 0.0 {
            // The next seed's trials have nothing to do with these.
            let fresh = look(trials.saturating_mul(FRESH), seed.wrapping_add(1))?;
            // Without time for fresh trials, the first ones speak alone, at the level of both together.
            if let Looked::Judged(mut fresh) = fresh {
                let convicted = fresh.p_value.is_some_and(|p| p < CONVICTION);
                if convicted {
                    fresh.verdict = Verdict::Disagrees;
                } else if fresh.verdict == Verdict::Disagrees {
                    fresh.verdict = Verdict::Agrees;
                }
                judged = fresh;
            }
        }
        judged.listed = prepared.listed().and_then(|listed| check::is_listed(question, exact, &listed));
        if judged.listed == Some(false) {
            judged.verdict = Verdict::Disagrees;
        }
        Ok(Looked::Judged(judged))
    }

    /// By what the mean of a number is judged: its distribution where that is soon found, else its exact variance; nothing
    /// where neither is, within the time of a check.
    fn spread(
        &self,
        question: &Question,
        number: &Expr,
        claimed: &BigRational,
    ) -> Result<Option<Spread>, Error> {
        let law = Asked::Distribution(vec![number.clone()]);
        if let Some(Exact::Distribution(law)) = self.soon(question, law)? {
            return Ok(Some(Spread::Law(check::moments(&law, claimed))));
        }
        let variance = self.soon(question, Asked::Variance(number.clone()))?.and_then(|value| value.number());
        Ok(variance.map(|variance| Spread::Variance {
            mean: number::to_f64(claimed),
            variance: number::to_f64(&variance),
        }))
    }

    /// Something else asked of the same experiments, where it takes less time than a check may.
    fn soon(&self, question: &Question, asked: Asked) -> Result<Option<Exact>, Error> {
        let other = Question { asked, ..question.clone() };
        let budget = self.settings.budget.within(LONGEST).sparing(WORK);
        match solve(&other, Choice::Cheapest, &budget) {
            Ok(solved) => Ok(Some(solved.value)),
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            // There is no law of a number without a largest value, and no variance of one without a mean square.
            Err(_) => Ok(None),
        }
    }

    /// What so many trials say; nothing where they may never end, or take too long: that says nothing against a value.
    fn look(
        &self,
        prepared: &Prepared<'_>,
        question: &Question,
        exact: &Exact,
        spread: Option<&Spread>,
        trials: u64,
        seed: u64,
    ) -> Result<Looked, Error> {
        // Trials that were asked for by their number take the time that they take.
        let allowed = self.settings.time * FRESH as u32;
        let budget = match self.settings.trials {
            CHOSEN => self.settings.budget.within(allowed.max(AT_LAST)),
            _ => self.settings.budget.lasting(allowed),
        };
        let tally = match prepared.trials(trials, seed, self.settings.threads, &budget) {
            Err(error) if error.kind() == ErrorKind::Endless => {
                return Ok(Looked::Silent(Unchecked::NeverEnds));
            }
            Err(error) if error.kind() == ErrorKind::TooExpensive => {
                return Ok(Looked::Silent(Unchecked::TooSlow));
            }
            tally => tally?,
        };
        let moments = spread.map(|spread| spread.moments(&tally));
        let judged = check::check(question, exact, moments.as_ref(), &tally, seed);
        Ok(judged.map_or(Looked::Silent(Unchecked::NoTest), Looked::Judged))
    }

    /// Holds an exact value against the list of all outcomes too, where that is longer than what every check lists by
    /// itself, but not too long.
    pub(super) fn list_too(&self, question: &Question, exact: &Exact, check: &mut Check) {
        if check.listed.is_some() {
            return;
        }
        let budget = self.settings.budget.restarted();
        if let Ok(listed) = solve(question, Choice::Only(Road::Enumeration), &budget) {
            let same = match (&listed.value, exact) {
                (Exact::Distribution(listed), Exact::Distribution(exact)) => {
                    listed.clone().reduced() == exact.clone().reduced()
                }
                (listed, exact) => listed == exact,
            };
            check.listed = Some(same);
            if !same {
                check.verdict = Verdict::Disagrees;
            }
        }
    }
}
