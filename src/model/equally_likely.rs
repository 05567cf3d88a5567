//! equally_likely
