//! The sample, and odd sheets.

mod build;
mod hostile;
mod layouts;
mod people;
mod rows;
mod sample;
mod values;
mod volume;

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{AliasEntry, AliasTarget, ClassEntry, PlanFrame, UnitBook, UnitEntry};

/// The units of the sample.
pub(in crate::features::tasks) fn book() -> &'static UnitBook {
    static BOOK: LazyLock<UnitBook> = LazyLock::new(|| {
        let rows = |text: &'static str| {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        let units = rows(include_str!("../../../../demo/units.csv")).into_iter().map(|row| UnitEntry {
            code: row[0].clone(),
            name: row[1].clone(),
            short_name: row[2].clone(),
            sort_order: row[5].parse().unwrap(),
        });
        let aliases = rows(include_str!("../../../../demo/unit-aliases.csv")).into_iter().map(|row| AliasEntry {
            alias: row[0].clone(),
            target: if row[1] == "class" {
                AliasTarget::Class(row[2].clone())
            } else {
                AliasTarget::Unit(row[2].clone())
            },
        });
        let classes = rows(include_str!("../../../../demo/unit-classes.csv")).into_iter().map(|row| ClassEntry {
            code: row[0].clone(),
            label: row[1].clone(),
            closed: row[2] == "yes",
            expands_to: row[3].split_whitespace().map(str::to_owned).collect(),
        });
        UnitBook::new(units.collect(), aliases.collect(), classes.collect())
    });
    &BOOK
}

pub(in crate::features::tasks) fn plan() -> PlanFrame {
    PlanFrame { year: 2016, ends_on: NaiveDate::from_ymd_opt(2016, 12, 20).unwrap() }
}
