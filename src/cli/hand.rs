//! `prob hand`: cards drawn from a deck.

use crate::budget::Budget;
use crate::cli::category::Event;
use crate::cli::deck::Deck;
use crate::cli::having::Having;
use crate::cli::subject::{Subject, affordable, call, pattern};
use crate::cli::value;
use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Scale, Space, Value};
use crate::question::{Experiment, Expr, Question};

/// Draw a hand of cards: poker categories, aces and hearts, decks of your own.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Without --event and --having the whole distribution is shown: the ten poker
categories for five cards or more (the best five of them count), the six of
three-card poker for three cards, and for a deck of your own how many cards of
each label come.

A hand has no order: the sample space has C(52,5) hands for five cards of 52.
With --ordered the ways to draw the cards one after another are counted, A(52,5)
of them; the probabilities are the same.

In --having, COND is 3, >=3, <=3, !=3, 2..4, even, odd or a list 1,3,5.

Examples:
  prob hand --draw 5                       the ten categories
  prob hand --draw 5 --event full_house
  prob hand --draw 13 --having 'ace>=1' --having 'hearts=4'
  prob hand --deck 'A:3,B:3,other:34' --draw 7 --having 'A>=1' --having B")]
pub struct Hand {
    /// The deck: 52, 32, 36, 40, 54 (with jokers), several times 52, or labels with numbers such as 'A:3,B:3,other:34'
    #[arg(long, value_name = "DECK", default_value = "52", value_parser = Deck::parse, allow_hyphen_values = true)]
    pub deck: Deck,
    /// How many cards are drawn
    #[arg(long, value_name = "N", default_value = "5", value_parser = value::positive, allow_hyphen_values = true)]
    pub draw: u64,
    /// A category: `full_house`, `>=flush`, or several: `straight,flush`
    #[arg(long, value_name = "CATEGORY", value_parser = Event::parse)]
    pub event: Option<Event>,
    /// What the hand has: `ace>=1`, `hearts=2`, `red 1..3`, `ace` (at least one); may be repeated, and all must hold
    #[arg(long, value_name = "LABEL COND", value_parser = Having::parse)]
    pub having: Vec<Having>,
    /// Count ordered draws, A(n,k) of them, instead of hands, C(n,k)
    #[arg(long)]
    pub ordered: bool,
}

/// The most labels of a deck for each of which the distribution is shown.
const MOST_LABELS: usize = 20;

impl Hand {
    /// The questions that the options ask: one, or one for each label of a deck of the user's own.
    ///
    /// # Errors
    /// Those of the values, and [`ErrorKind::Range`] when more cards are drawn than there are.
    pub fn questions(&self, budget: &Budget) -> Result<Vec<Question>, Error> {
        let subject = Subject::named(self.experiment()?, "H");
        affordable(self.draw, self.deck.cards.size(), budget)?;
        let mut events = Vec::new();
        if let Some(event) = &self.event {
            let (scale, category) = self.category()?;
            events.push(event.on(scale, &category)?);
        }
        for having in &self.having {
            events.push(having.event(&self.deck)?);
        }
        if !events.is_empty() {
            return Ok(vec![subject.probability(events)?]);
        }
        if self.deck.has_suits() {
            return Ok(vec![subject.distribution(self.category()?.1)?]);
        }
        let classes = self.deck.cards.classes();
        if classes.len() > MOST_LABELS {
            let message = format!("the deck has {} labels, too many to show them all", classes.len());
            return Err(Error::new(ErrorKind::Unsupported, message)
                .hint("ask for one with `--having`, such as `--having 'A>=1'`"));
        }
        let count = |label: &Value| {
            let of = call("count", vec![pattern(Pattern::Is(label.clone())), Subject::outcome()])?;
            subject.distribution(of)
        };
        classes.iter().map(|(label, _)| count(label)).collect()
    }

    fn experiment(&self) -> Result<Experiment, Error> {
        let (size, draw) = (self.deck.cards.size(), self.draw);
        if draw > size {
            return Err(Error::new(
                ErrorKind::Range,
                format!("--draw {draw}: the deck has only {size} cards"),
            )
            .hint(format!("draw at most {size}")));
        }
        let cards = std::sync::Arc::clone(&self.deck.cards);
        let (space, verb) = if self.ordered {
            (Space::draw(cards, draw)?, "draw")
        } else {
            (Space::choose(cards, draw)?, "choose")
        };
        Ok(Experiment::of(space, &format!("{verb} {draw} from {}", self.deck.text)))
    }

    /// The category of the hand, and the scale that orders the categories.
    fn category(&self) -> Result<(Scale, Expr), Error> {
        if !self.deck.has_suits() {
            return Err(Error::new(ErrorKind::Kind, "poker categories need a deck of playing cards")
                .hint("ask for the labels of the deck with `--having`"));
        }
        let hand = vec![Subject::outcome()];
        match self.draw {
            3 => Ok((Scale::Poker3, call("poker3", hand)?)),
            5.. => Ok((Scale::Poker, call("poker", hand)?)),
            draw => {
                let cards = if draw == 1 { "card has" } else { "cards have" };
                Err(Error::new(ErrorKind::Range, format!("{draw} {cards} no poker category"))
                    .hint("draw 3, 5 or more, or say what the hand has: `--having 'ace>=1'`"))
            }
        }
    }
}
