//! All scenes in the order of time.

use std::borrow::Cow;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{
    courses::{COURSES, Course, Plan, Report},
    moment::{day, hour, moment},
    scenes::{Asked, Doing, Scene, Told},
    stage::Stage,
    turns::{GRANTED, Granted, HELP, TURNS},
};
use crate::{
    features::{extensions::model::Decision, roadmaps::commands::propose::Then},
    shared::working_days::WorkingDays,
};

/// The sample stands still on the day after the last one.
const LAST: &str = "11-29";
/// From this day on the ladder runs: by then the leads have told what was done in spring and summer.
const LADDER: &str = "10-25";
/// Not given out: the office still has to.
const KEPT: [u16; 3] = [2, 6, 27];
/// Given out at the end.
const LATE: u16 = 69;
/// Units that the office names behind 各有关部门, by task.
const NAMED: [(u16, &[&str]); 7] = [
    (1, &["P-FGW", "P-GTT", "P-ZJT", "P-HBT"]),
    (16, &["P-ZJT", "P-WJW", "C-YJJ"]),
    (25, &["P-SWT", "P-WHT", "P-SYJ", "C-RH"]),
    (49, &["P-LYT", "P-SYJ"]),
    (56, &["P-HBT", "P-AJJ", "P-SYJ", "P-ZJJ"]),
    (58, &["P-JYT", "P-RST", "P-MZT", "P-WJW"]),
    (59, &["P-JYT", "P-GTT", "P-RST"]),
];
/// Tasks that a unit did not sign for with the others: given back, or put off.
const UNSIGNED: [(&str, &[u16]); 8] = [
    ("P-FGW", &[67]),
    ("P-TJJ", &[65]),
    ("P-XMJ", &[46]),
    ("P-NW", &[49]),
    ("P-GAT", &[60]),
    ("P-JTT", &[50]),
    ("R-BC", &[61]),
    ("R-HC", &[63, 66, 71]),
];
/// Reports on no part in the tasks of others.
const NEVER_REPORTS: [&str; 2] = ["R-HC", "P-JTT"];

/// Units that report on every part, also where they are only one of all departments.
const THOROUGH: [&str; 7] = ["P-BB", "P-FGW", "P-ZWGK", "P-GSJ", "P-CZT", "C-GS", "R-CC"];

/// The scenes for these tasks and units.
pub fn script(stage: &Stage) -> Vec<Scene> {
    let mut scenes = Scenes { days: &stage.calendar, all: Vec::new() };
    scenes.dispatch(stage);
    scenes.units(&stage.units);
    for course in COURSES {
        scenes.course(course);
    }
    for granted in GRANTED {
        scenes.granted(granted);
    }
    for (at, doing) in TURNS {
        scenes.add(moment(at), doing.clone());
    }
    scenes.every_day();
    // What is of one moment stays in the order above.
    scenes.all.sort_by_key(|scene| scene.at);
    scenes.all
}

struct Scenes<'a> {
    days: &'a WorkingDays,
    all: Vec<Scene>,
}

impl Scenes<'_> {
    fn add(&mut self, at: DateTime<Utc>, doing: Doing) {
        self.all.push(Scene { at, doing });
    }

    fn dispatch(&mut self, stage: &Stage) {
        let given = |task: &u16| !KEPT.contains(task) && *task != LATE;
        let (named, plain): (Vec<u16>, Vec<u16>) =
            stage.tasks.keys().copied().filter(given).partition(|task| named_units(stage, *task).is_some());
        let note = "请各牵头单位两个工作日内签收，一周内报送前期进展和路线图。";
        self.add(moment("10-13 09:30"), Doing::Dispatch { tasks: plain, named: Vec::new(), note });
        for task in named {
            let named = named_units(stage, task).unwrap_or_default();
            self.add(hour(day("10-13"), 10, task), Doing::Dispatch { tasks: vec![task], named, note });
        }
        let doing = Doing::Dispatch { tasks: vec![LATE], named: Vec::new(), note: "请抓紧签收，按期推进。" };
        self.add(moment("11-29 10:40"), doing);
    }

    /// Each unit signs for what it was given, and reports on its parts in the tasks of others: in October nearly all, in
    /// November every second one so far.
    fn units(&mut self, units: &[String]) {
        for (unit, place) in units.iter().zip(0_u16..) {
            let (on, from) = match place % 5 {
                0 => ("10-13", 15),
                1 | 2 => ("10-14", 9),
                3 => ("10-14", 14),
                _ => ("10-17", 9),
            };
            let but = UNSIGNED.iter().find(|(of, _)| of == unit).map_or(&[][..], |(_, tasks)| tasks);
            self.add(hour(day(on), from, place), Doing::Sign { unit: Cow::Owned(unit.clone()), but });
            if NEVER_REPORTS.contains(&unit.as_str()) {
                continue;
            }
            let since = |first: &str| self.days.add(day(first), i32::from(place % 4));
            let (october, november) = (since("10-25"), since("11-24"));
            let all = THOROUGH.contains(&unit.as_str());
            self.add(hour(october, 15, place), Doing::ReportParts { unit: unit.clone(), all });
            if place % 2 == 1 {
                self.add(hour(november, 15, place), Doing::ReportParts { unit: unit.clone(), all });
            }
        }
    }

    fn course(&mut self, course: &Course) {
        let task = course.task;
        for (report, november) in [(course.october, false), (course.november, true)] {
            let Some((on, done, percent, confidence)): Option<Report> = report else { continue };
            let help = HELP.iter().find(|help| (help.0, help.1) == (task, november)).map_or("", |help| help.2);
            self.add(hour(day(on), 14, task), Doing::Report { task, told: Told { done, percent, confidence, help } });
        }
        match course.plan {
            Plan::None => {}
            Plan::Draft(on) => self.add(hour(day(on), 10, task), Doing::Draft { task, then: Then::Keep, last: None }),
            Plan::WithHead(on) => self.propose(task, day(on)),
            Plan::WithOffice(on) => {
                self.propose(task, day(on));
                self.confirm(task, self.after(day(on), 1));
            }
            Plan::Returned(on) => {
                self.propose(task, day(on));
                self.confirm(task, self.after(day(on), 1));
                let comment = "完成标志不具体，请写明公布的文件名称和覆盖范围";
                self.add(hour(self.after(day(on), 2), 10, task), Doing::ReturnRoadmap { task, comment });
            }
            Plan::Approved(on) => {
                self.propose(task, day(on));
                self.confirm(task, self.after(day(on), 1));
                self.add(hour(self.after(day(on), 2), 10, task), Doing::Approve { task });
            }
        }
    }

    fn after(&self, day: NaiveDate, working_days: i32) -> NaiveDate {
        self.days.add(day, working_days)
    }

    fn propose(&mut self, task: u16, on: NaiveDate) {
        self.add(hour(on, 10, task), Doing::Draft { task, then: Then::Send, last: None });
    }

    fn confirm(&mut self, task: u16, on: NaiveDate) {
        self.add(hour(on, 15, task), Doing::Confirm { task });
    }

    /// An extension and, where the roadmap stood already, its last step moved to the new day.
    fn granted(&mut self, &(task, asked_on, decided_on, until, cause): &Granted) {
        let asked = Asked {
            until, cause, progress: "前期步骤均已完成，剩余工作已明确责任人和完成时间"
        };
        let (asked_on, decided_on) = (day(asked_on), day(decided_on));
        self.add(hour(asked_on, 9, task), Doing::Ask { task, asked });
        self.add(hour(asked_on, 16, task), Doing::ConfirmAsked { task, asked });
        let reason = "理由成立，同意延期，请按新时限倒排工期";
        self.add(hour(decided_on, 9, task), Doing::Decide { task, decision: Decision::Granted, until, reason });
        let first = COURSES.iter().find(|course| course.task == task).map(|course| course.plan);
        if matches!(first, Some(Plan::Approved(on)) if day(on) < decided_on) {
            let last = Some(day(until));
            self.add(hour(decided_on, 16, task), Doing::Draft { task, then: Then::Send, last });
            let next = self.after(decided_on, 1);
            self.add(hour(next, 9, task), Doing::Confirm { task });
            self.add(hour(next, 16, task), Doing::Approve { task });
        }
    }

    /// The ladder and what units answer, on each working day; everybody has read what was there the day before the last.
    fn every_day(&mut self) {
        let first = day(LADDER);
        let office_days = first.iter_days().take_while(|day_| *day_ <= day(LAST));
        for today in office_days.filter(|day| self.days.is_working(*day)).collect::<Vec<_>>() {
            self.add(hour(today, 8, 0) + chrono::TimeDelta::minutes(30), Doing::Ladder);
            if first < today && today < day(LAST) {
                self.add(hour(today, 10, 20), Doing::AnswerUrges);
            }
        }
        let noon = hour(day(LAST) - Days::new(1), 12, 0);
        self.add(noon, Doing::Read { accounts: &[] });
    }
}

/// Class and unit codes; none where the task's participants are all named.
fn named_units(stage: &Stage, task: u16) -> Option<Vec<(String, String)>> {
    let classes = &stage.tasks.get(&task)?.open_classes;
    let units = NAMED.iter().find(|(named, _)| *named == task).map_or(&["P-FGW", "P-BGT"][..], |(_, units)| units);
    let named = classes.iter().flat_map(|class| units.iter().map(|unit| (class.clone(), (*unit).to_owned())));
    (!classes.is_empty()).then(|| named.collect())
}
