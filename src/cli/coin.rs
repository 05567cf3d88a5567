//! `prob coin`: tosses of a coin, fair or not.

use crate::budget::Budget;
use crate::cli::asked::Asked;
use crate::cli::condition::Condition;
use crate::cli::subject::{Subject, affordable, call, pattern};
use crate::cli::value;
use crate::error::Error;
use crate::model::{Faces, Pattern, Space};
use crate::question::{Experiment, Question};
use num_rational::BigRational;
use std::sync::Arc;

/// Toss a coin: how many heads, how long a run.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "COND is 3, >=3, <=3, !=3, 2..4, even, odd or a list 1,3,5; several conditions
must hold together. Without a condition the whole distribution is shown: of
the face for one toss, of the number of heads for more.

Examples:
  prob coin                                heads 1/2, tails 1/2
  prob coin --flips 5 --heads 3            exactly three heads in five tosses
  prob coin --flips 10 --bias 40% --heads '>=6'
  prob coin --flips 20 --run '>=5'         five heads in a row, at least")]
pub struct Coin {
    /// How many times the coin is tossed
    #[arg(long, value_name = "N", default_value = "1", value_parser = value::positive, allow_hyphen_values = true)]
    pub flips: u64,
    /// The probability of heads: 1/3, 0.4 or 40%
    #[arg(long, value_name = "P", default_value = "1/2", value_parser = value::probability, allow_hyphen_values = true)]
    pub bias: BigRational,
    /// How many heads; without COND the distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = Condition::parse, allow_negative_numbers = true)]
    pub heads: Option<Option<Condition>>,
    /// The longest run of heads; without COND the distribution
    #[arg(long, value_name = "COND", num_args = 0..=1, value_parser = Condition::parse, allow_negative_numbers = true)]
    pub run: Option<Option<Condition>>,
}

impl Coin {
    /// The question that the options ask.
    ///
    /// # Errors
    /// Those of the values.
    pub fn question(&self, budget: &Budget) -> Result<Question, Error> {
        affordable(self.flips, 2, budget)?;
        let subject = Subject::new(self.experiment()?, "X");
        let heads = || pattern(Pattern::Is("heads".into()));
        let about = |name| call(name, vec![heads(), Subject::outcome()]);
        let mut asked = Asked::default();
        asked.add("--heads", self.heads.as_ref(), || about("count"))?;
        asked.add("--run", self.run.as_ref(), || about("longest"))?;
        let all = || if self.flips == 1 { Ok(Subject::outcome()) } else { about("count") };
        asked.question(&subject, all)
    }

    fn experiment(&self) -> Result<Experiment, Error> {
        let faces = Arc::new(Faces::coin(&self.bias)?);
        let fair = faces.is_fair();
        if self.flips == 1 {
            let bias = &self.bias;
            let tails = BigRational::from_integer(1.into()) - bias;
            let text = if fair { "coin".to_owned() } else { format!("die{{heads:{bias}, tails:{tails}}}") };
            return Ok(Experiment::of(Space::Single(faces), &text));
        }
        let (flips, bias) = (self.flips, &self.bias);
        let text = if fair { format!("coins({flips})") } else { format!("coins({flips}, {bias})") };
        Ok(Experiment::of(Space::trials(faces, self.flips), &text))
    }
}
