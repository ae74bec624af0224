//! 台账: a plan holds tasks; each has one first lead, co-leads and participants, source documents and milestones.

pub mod model;
