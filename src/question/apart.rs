//! Conditions that speak of nothing but throws of their own, and so say nothing of what is asked: every throw that is
//! written without a name is one of its own, and in `P(d6 + d8 >= 10 | d6 = 3)` there are three dice.

use crate::question::Question;

impl Question {
    /// The experiments without a name that the condition speaks of, where it speaks of nothing that what is asked has to do
    /// with: as they are written, each once.
    ///
    /// # Examples
    /// ```
    /// # use prob::Session;
    /// let asked = |text: &str| Ok::<_, prob::Error>(Session::default().questions(text)?.swap_remove(0).thrown_apart());
    /// assert_eq!(asked("P(d6 + d8 >= 10 | d6 = 3)")?, ["d6"]);
    /// assert!(asked("X ~ d6; P(X + d8 >= 10 | X = 3)")?.is_empty());
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn thrown_apart(&self) -> Vec<String> {
        let condition = self.given.as_ref().map_or(0, |given| given.names());
        let asked = self.asked.expressions().iter().fold(0, |names, e| names | e.names());
        let spoken: Vec<_> =
            self.experiments.iter().enumerate().filter(|(i, _)| condition >> i & 1 == 1).collect();
        let is_named = spoken.iter().any(|(_, named)| named.name.is_some());
        if asked == 0 || is_named || self.resting_on(condition) & self.resting_on(asked) != 0 {
            return Vec::new();
        }
        let mut texts: Vec<String> =
            spoken.iter().map(|(_, named)| named.experiment.text().to_owned()).collect();
        texts.dedup();
        texts
    }

    /// These experiments, and those that they depend on.
    fn resting_on(&self, names: u128) -> u128 {
        let of = |i: usize| self.experiments[i].experiment.names();
        let mentioned = (0..self.experiments.len()).filter(|i| names >> i & 1 == 1);
        let more = mentioned.fold(names, |all, i| all | of(i));
        if more == names { names } else { self.resting_on(more) }
    }
}
