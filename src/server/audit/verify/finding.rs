//! What can be wrong.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

/// More findings than this are counted, not kept.
const KEPT: usize = 1000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// The event, its time of sealing or its digest is not what was sealed.
    Changed { number: i64, event: Uuid },
    /// The seal is there, its event is not.
    EventMissing { number: i64, event: Uuid },
    /// Numbers are missing. The event after the gap is held by nothing but its own digest.
    SealsMissing { from: i64, to: i64 },
    /// An event that was never sealed and does not wait for it: added by hand, or its seal was taken away.
    Added { event: Uuid, at: DateTime<Utc> },
    /// A seal before the first number.
    SealAdded { number: i64, event: Uuid },
    /// An event that has more than one seal.
    SealedTwice { event: Uuid },
    /// Sealed, but at another place of the chain.
    Moved { number: i64, event: Uuid, belongs_to: i64 },
    /// A checkpoint is beyond the end of the chain.
    CutOff { last: i64, noted: i64, at: DateTime<Utc> },
    /// A checkpoint holds another digest: something between the last agreeing checkpoint (`after`) and this one was
    /// changed, and the chain computed again.
    Recomputed { after: i64, noted: i64, at: DateTime<Utc> },
}

/// Findings in the order in which they were found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub further: u64,
}

impl Findings {
    pub fn add(&mut self, finding: Finding) {
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        } else {
            self.further += 1;
        }
    }

    #[must_use]
    pub const fn none(&self) -> bool {
        self.findings.is_empty()
    }
}
