//! The questions of a text, read and not answered.

use crate::error::Error;
use crate::language::ast::{Act, Query};
use crate::language::check::program::{self, Asking};
use crate::language::parse;
use crate::question::Question;
use crate::session::{Session, names};

impl Session {
    /// The questions of a text in order, without their answers; names that it gives stay known in this session.
    ///
    /// What asks nothing random of experiments (arithmetic, sweeps, searches) is passed over.
    ///
    /// # Examples
    /// ```
    /// use prob::Session;
    /// let questions = Session::default().questions("X ~ 2d6; P(X = 7); 1 + 1; E(X)")?;
    /// assert_eq!(questions.len(), 2);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake of the text.
    pub fn questions(&mut self, text: &str) -> Result<Vec<Question>, Error> {
        let budget = self.settings.budget.restarted();
        let program = parse(text).map_err(|mut errors| errors.swap_remove(0))?;
        let mut questions = Vec::new();
        for statement in &program.statements {
            let Act::Ask(ask) = &statement.node else {
                names::give(&mut self.scope, statement, &budget, self.replaces)?;
                continue;
            };
            for query in &ask.queries {
                if let Query::Value(query) = query
                    && let Asking::Question(question) = program::read(&mut self.scope, query, &budget)?
                {
                    questions.push(*question);
                }
            }
        }
        Ok(questions)
    }
}
