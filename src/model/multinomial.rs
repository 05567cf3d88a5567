//! multinomial
