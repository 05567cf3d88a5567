//! Every exact road against an oracle that lists elements and counts: all statistics of all kinds of small spaces, and
//! thousands of random questions.

mod catalogue;
mod compare;
mod oracle;
mod random;
mod spaces;
