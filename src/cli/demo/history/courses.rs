//! The course of each task that was given out: when its lead reported, how far it was, when its roadmap was proposed.
//! Ordinary days only; what was out of the ordinary is in `turns`.

use crate::features::reports::model::Confidence::{self, Hard, Sure, Unlikely};

/// How far the lead's roadmap got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nobody has begun it.
    None,
    /// Drawn up on this day and not sent.
    Draft(&'static str),
    /// Sent on this day and with the head.
    WithHead(&'static str),
    /// Sent on this day, confirmed the next working day, and with the office.
    WithOffice(&'static str),
    /// Likewise, and returned the working day after.
    Returned(&'static str),
    /// Likewise, and approved.
    Approved(&'static str),
}

/// Day, steps done by then, percent, confidence.
pub type Report = (&'static str, usize, i32, Confidence);

/// One task.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    pub task: u16,
    pub october: Option<Report>,
    pub plan: Plan,
    pub november: Option<Report>,
}

const fn course(task: u16, october: Report, plan: Plan, november: Report) -> Course {
    Course { task, october: Some(october), plan, november: Some(november) }
}

/// Nothing reported in November yet.
const fn behind(task: u16, october: Report, plan: Plan) -> Course {
    Course { task, october: Some(october), plan, november: None }
}

/// Never reported.
const fn silent(task: u16, plan: Plan) -> Course {
    Course { task, october: None, plan, november: None }
}

/// In the order of the sheet. Not given out: 2, 6, 27; given back by the lead: 67; never signed for: 50, 69.
pub const COURSES: &[Course] = &[
    behind(1, ("10-21", 3, 75, Sure), Plan::Approved("10-24")),
    course(3, ("10-20", 3, 70, Sure), Plan::Approved("10-21"), ("11-25", 3, 80, Sure)),
    course(4, ("10-18", 2, 65, Sure), Plan::Approved("10-20"), ("11-28", 2, 80, Hard)),
    behind(5, ("10-21", 2, 60, Hard), Plan::Approved("10-24")),
    course(7, ("10-20", 2, 60, Hard), Plan::Approved("10-21"), ("11-29", 2, 85, Sure)),
    course(8, ("10-19", 2, 60, Sure), Plan::Approved("10-20"), ("11-24", 2, 75, Hard)),
    course(9, ("10-19", 2, 70, Hard), Plan::Approved("10-20"), ("11-23", 2, 85, Sure)),
    course(10, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-22", 2, 80, Sure)),
    course(11, ("10-21", 2, 55, Hard), Plan::Approved("10-24"), ("11-18", 3, 80, Sure)),
    behind(12, ("10-24", 2, 60, Hard), Plan::Draft("11-21")),
    course(13, ("10-20", 2, 70, Sure), Plan::Approved("10-21"), ("11-24", 2, 80, Sure)),
    course(14, ("10-20", 2, 70, Hard), Plan::Approved("10-21"), ("11-28", 2, 85, Unlikely)),
    course(15, ("10-19", 2, 75, Sure), Plan::Approved("10-21"), ("11-25", 2, 85, Sure)),
    course(16, ("10-19", 2, 70, Hard), Plan::Approved("10-20"), ("11-22", 2, 85, Sure)),
    course(17, ("10-21", 2, 70, Sure), Plan::Approved("10-24"), ("11-28", 3, 95, Sure)),
    behind(18, ("10-20", 2, 65, Hard), Plan::Approved("10-21")),
    course(19, ("10-24", 2, 60, Sure), Plan::WithHead("11-28"), ("11-25", 2, 75, Sure)),
    course(20, ("10-18", 3, 80, Sure), Plan::Approved("10-20"), ("11-29", 3, 95, Sure)),
    course(21, ("10-20", 1, 50, Sure), Plan::Approved("10-21"), ("11-14", 2, 75, Sure)),
    silent(22, Plan::Approved("10-20")),
    course(23, ("10-19", 2, 70, Hard), Plan::Approved("10-20"), ("11-24", 2, 85, Hard)),
    course(24, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-28", 2, 75, Hard)),
    behind(25, ("10-20", 2, 65, Hard), Plan::Approved("10-24")),
    course(26, ("10-20", 2, 65, Sure), Plan::Approved("10-24"), ("11-28", 2, 85, Sure)),
    course(28, ("10-20", 2, 70, Sure), Plan::Approved("10-21"), ("11-25", 2, 85, Sure)),
    course(29, ("10-24", 2, 60, Sure), Plan::WithOffice("11-25"), ("11-28", 2, 70, Sure)),
    course(30, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-25", 2, 80, Sure)),
    behind(31, ("10-21", 1, 40, Hard), Plan::Approved("10-24")),
    course(32, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-14", 3, 90, Sure)),
    course(33, ("10-21", 2, 60, Sure), Plan::Approved("10-24"), ("11-28", 2, 75, Hard)),
    behind(34, ("10-21", 2, 70, Sure), Plan::Approved("10-24")),
    course(35, ("10-20", 2, 75, Sure), Plan::Approved("10-21"), ("11-25", 2, 85, Sure)),
    course(36, ("10-20", 2, 75, Hard), Plan::Approved("10-21"), ("11-25", 2, 85, Sure)),
    course(37, ("10-24", 2, 60, Sure), Plan::Returned("11-18"), ("11-24", 2, 70, Hard)),
    behind(38, ("10-21", 2, 70, Hard), Plan::Approved("10-24")),
    course(39, ("10-20", 2, 70, Sure), Plan::Approved("10-21"), ("11-25", 2, 85, Sure)),
    course(40, ("10-21", 2, 70, Hard), Plan::Approved("10-24"), ("11-29", 2, 85, Sure)),
    course(41, ("10-20", 2, 70, Hard), Plan::Approved("10-24"), ("11-23", 2, 85, Sure)),
    course(42, ("10-19", 2, 70, Hard), Plan::Approved("10-20"), ("11-24", 2, 80, Sure)),
    course(43, ("10-19", 1, 40, Sure), Plan::Approved("10-20"), ("11-14", 2, 70, Sure)),
    course(44, ("10-20", 2, 70, Sure), Plan::Approved("10-21"), ("11-29", 2, 90, Sure)),
    course(45, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-25", 2, 75, Hard)),
    behind(46, ("10-21", 2, 70, Sure), Plan::Approved("10-24")),
    course(47, ("10-21", 3, 70, Sure), Plan::Approved("10-24"), ("11-24", 3, 80, Sure)),
    course(48, ("10-20", 1, 45, Hard), Plan::Approved("10-21"), ("11-10", 2, 70, Sure)),
    silent(49, Plan::None),
    course(51, ("10-19", 2, 65, Sure), Plan::Approved("10-20"), ("11-28", 2, 80, Hard)),
    behind(52, ("10-20", 2, 70, Hard), Plan::Approved("10-21")),
    course(53, ("10-20", 2, 75, Hard), Plan::Approved("10-21"), ("11-25", 2, 85, Unlikely)),
    course(54, ("10-20", 1, 50, Hard), Plan::Approved("10-21"), ("11-09", 2, 70, Sure)),
    course(55, ("10-21", 2, 65, Sure), Plan::Approved("10-24"), ("11-25", 2, 75, Sure)),
    course(56, ("10-21", 2, 65, Sure), Plan::Approved("10-24"), ("11-28", 2, 90, Sure)),
    course(57, ("10-20", 1, 45, Sure), Plan::Approved("10-21"), ("11-28", 2, 80, Sure)),
    course(58, ("10-19", 2, 70, Sure), Plan::Approved("10-20"), ("11-25", 2, 85, Sure)),
    course(59, ("10-20", 2, 70, Sure), Plan::Approved("10-21"), ("11-29", 2, 90, Sure)),
    silent(60, Plan::None),
    behind(61, ("10-24", 2, 65, Hard), Plan::WithOffice("11-25")),
    silent(62, Plan::Approved("10-20")),
    course(63, ("10-24", 1, 40, Sure), Plan::Approved("10-25"), ("11-28", 2, 70, Sure)),
    behind(64, ("10-20", 1, 40, Sure), Plan::Approved("10-21")),
    course(65, ("10-20", 1, 45, Sure), Plan::Approved("10-21"), ("11-14", 2, 70, Sure)),
    course(66, ("10-20", 2, 70, Hard), Plan::Approved("10-21"), ("11-25", 2, 80, Sure)),
    course(68, ("10-28", 2, 65, Sure), Plan::Approved("10-31"), ("11-29", 2, 90, Sure)),
    silent(70, Plan::Approved("10-20")),
    course(71, ("10-24", 2, 55, Sure), Plan::WithOffice("11-25"), ("11-29", 2, 70, Hard)),
    course(72, ("10-20", 2, 65, Sure), Plan::Approved("10-21"), ("11-25", 2, 80, Sure)),
];
