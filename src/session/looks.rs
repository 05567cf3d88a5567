//! The looks that a check takes at an exact value: the list of all outcomes where it is short, trials, and fresh trials
//! on suspicion.

use crate::answer::{Check, Exact};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::question::{Asked, Question};
use crate::session::{Session, check, effort};
use crate::simulate::verdict::{CONVICTION, FRESH, Moments, SUSPICION, Verdict};
use crate::simulate::{Prepared, run};
use crate::solve::{Choice, Road, solve};

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
        if self.settings.trials == 0 || !run::can_simulate(question) {
            return Ok(None);
        }
        let law = match &question.asked {
            Asked::Mean(_) => match self.law(question)? {
                Some(law) => Some(law),
                None => return Ok(None),
            },
            Asked::Probability(_) | Asked::Distribution(_) => None,
            _ => return Ok(None),
        };
        let moments = match (&law, exact) {
            (Some(law), Exact::Number(claimed)) => Some(check::moments(law, claimed)),
            _ => None,
        };
        let prepared = Prepared::new(question);
        let trials = effort::trials(&self.settings, &prepared, question, exact, moments.as_ref());
        let seed = self.settings.seed;
        let look = |trials, seed| self.look(&prepared, question, exact, moments.as_ref(), trials, seed);
        let Some(mut judged) = look(trials, seed)? else { return Ok(None) };
        let p_value = judged.p_value.unwrap_or(1.0);
        // What is impossible, and has happened, needs no second look.
        if p_value < SUSPICION && p_value > 0.0 {
            // The next seed's trials have nothing to do with these.
            let fresh = look(trials.saturating_mul(FRESH), seed.wrapping_add(1))?;
            // Without time for fresh trials, the first ones speak alone, at the level of both together.
            if let Some(mut fresh) = fresh {
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
        Ok(Some(judged))
    }

    /// The distribution of a number whose mean is asked, by which the mean is judged; nothing for numbers that have a
    /// mean, but no law that can be listed: a waiting time, a sum of many gaps.
    fn law(&self, question: &Question) -> Result<Option<Dist<Value>>, Error> {
        let Asked::Mean(number) = &question.asked else { return Ok(None) };
        let asked = Asked::Distribution(vec![number.clone()]);
        let whole = Question { asked, ..question.clone() };
        match solve(&whole, Choice::Cheapest, &self.settings.budget.restarted()).map(|solved| solved.value) {
            Ok(Exact::Distribution(law)) => Ok(Some(law)),
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::TooExpensive) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// What so many trials say; nothing where they may never end, or take too long: that says nothing against a value.
    fn look(
        &self,
        prepared: &Prepared<'_>,
        question: &Question,
        exact: &Exact,
        moments: Option<&Moments>,
        trials: u64,
        seed: u64,
    ) -> Result<Option<Check>, Error> {
        let budget = self.settings.budget.lasting(self.settings.time * FRESH as u32);
        match prepared.trials(trials, seed, self.settings.threads, &budget) {
            Err(error) if matches!(error.kind(), ErrorKind::Endless | ErrorKind::TooExpensive) => Ok(None),
            tally => Ok(check::check(question, exact, moments, &tally?, seed)),
        }
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
