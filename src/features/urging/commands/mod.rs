//! What is done: the ladder's step for one task, urging by hand, receipt and reply.

pub mod by_hand;
pub mod climb;
pub mod reply;
