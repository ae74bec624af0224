//! The hash chain over the activity record.
//!
//! A command writes its event and an outbox row in its own transaction and is done. One task (`sealing`) numbers what
//! was committed and links it: the digest of each event covers the digest before it, so that an event cannot be changed,
//! left out, added or moved without breaking every digest after it. Whoever can write to the database could compute the
//! whole chain again or cut off its end; `checkpoints` therefore keeps digests outside the database, and `verify`
//! compares them.

pub mod checkpoints;
pub mod content;
pub mod sealing;
#[cfg(test)]
mod tests;
pub mod verify;
