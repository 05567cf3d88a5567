//! statistic
