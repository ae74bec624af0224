//! The arrangements that the program ships. They are entered once: what the office changed stays changed.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgPool;

use crate::shared::working_days::DayKind;

const PUBLISHED: &str = include_str!("published.csv");

#[derive(Deserialize)]
struct Line {
    year: i32,
    document: String,
    published_on: NaiveDate,
    day: NaiveDate,
    kind: DayKind,
    name: String,
}

/// A year with the numbers of all notices about it and the date of the first.
struct Arrangement {
    year: i32,
    document: String,
    published_on: NaiveDate,
}

/// Enters the published years that the database does not have, with their days. Years that are there, and days that
/// somebody entered beforehand, stay as they are. Safe when several processes start at once.
///
/// # Errors
/// When the database cannot be written.
pub async fn load(db: &PgPool) -> Result<()> {
    let lines = lines()?;
    let years = years(&lines);
    sqlx::query!(
        "with opened as (
            insert into calendar_years (year, document, published_on)
            select * from unnest($1::integer[], $2::text[], $3::date[])
            on conflict do nothing
            returning year)
         insert into calendar_days (day, kind, name)
         select day, kind, name from unnest($4::integer[], $5::date[], $6::text[], $7::text[]) d (year, day, kind, name)
         join opened using (year)
         on conflict do nothing",
        &years.iter().map(|year| year.year).collect::<Vec<_>>(),
        &years.iter().map(|year| year.document.clone()).collect::<Vec<_>>(),
        &years.iter().map(|year| year.published_on).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.year).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.day).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.kind.code().to_owned()).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>(),
    )
    .execute(db)
    .await
    .context("the published working days cannot be entered")?;
    Ok(())
}

fn lines() -> Result<Vec<Line>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(PUBLISHED.as_bytes());
    reader.deserialize().map(|line| line.context("published.csv")).collect()
}

fn years(lines: &[Line]) -> Vec<Arrangement> {
    let mut years: Vec<Arrangement> = Vec::new();
    for line in lines {
        match years.last_mut() {
            Some(last) if last.year == line.year => {
                if !last.document.contains(&line.document) {
                    last.document = format!("{}、{}", last.document, line.document);
                }
            }
            _ => years.push(Arrangement {
                year: line.year,
                document: line.document.clone(),
                published_on: line.published_on,
            }),
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;

    use super::*;
    use crate::shared::working_days::WorkingDays;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn shipped() -> WorkingDays {
        let lines = lines().expect("a table");
        WorkingDays::new(lines.iter().map(|line| line.year), lines.iter().map(|line| (line.day, line.kind)))
    }

    #[test]
    fn every_line_departs_from_the_week_and_stands_once_in_order() {
        let lines = lines().expect("a table");
        assert!(lines.windows(2).all(|pair| pair[0].day < pair[1].day));
        for line in &lines {
            let of_its_year = line.day.year() == line.year || line.day >= day(&format!("{}-12-25", line.year - 1));
            assert!(line.kind.fits(line.day) && of_its_year && !line.name.is_empty(), "{}", line.day);
            assert!(line.document.contains("发明电〔") && line.published_on < line.day, "{}", line.day);
        }
        let years: Vec<i32> = years(&lines).iter().map(|year| year.year).collect();
        assert_eq!(years, (2015..=2026).collect::<Vec<_>>());
    }

    /// How many weekdays are off and how many weekend days are worked in each year.
    #[test]
    fn the_years_have_as_many_days_as_the_notices() {
        let lines = lines().expect("a table");
        let count =
            |year: i32, kind: DayKind| lines.iter().filter(|line| line.day.year() == year && line.kind == kind).count();
        let off = [17, 17, 16, 18, 17, 19, 18, 18, 18, 19, 18, 19];
        let working = [5, 6, 5, 7, 6, 6, 7, 7, 7, 8, 5, 6];
        for (year, (off, working)) in (2015..).zip(off.into_iter().zip(working)) {
            assert_eq!((count(year, DayKind::Off), count(year, DayKind::Working)), (off, working), "{year}");
        }
    }

    #[test]
    fn notices_that_changed_a_year_are_followed() {
        let days = shipped();
        // 国发明电〔2015〕1号
        assert_eq!(days.between(day("2015-09-02"), day("2015-09-06")), 1);
        assert!(days.is_working(day("2015-09-06")));
        // 国办发明电〔2019〕3号
        assert_eq!(days.next_working(day("2019-05-01")), day("2019-05-05"));
        assert!(days.is_working(day("2019-04-28")));
        // 国办发明电〔2020〕1号: 1 February was to be worked before.
        assert_eq!(days.next_working(day("2020-01-24")), day("2020-02-03"));
        let of_2019 = years(&lines().expect("a table")).into_iter().find(|year| year.year == 2019).expect("a year");
        assert_eq!(of_2019.document, "国办发明电〔2018〕15号、国办发明电〔2019〕3号");
        assert_eq!(of_2019.published_on, day("2018-12-04"));
    }

    #[test]
    fn the_year_of_the_sample_is_as_its_notice_says() {
        let days = shipped();
        assert_eq!(days.next_working(day("2016-02-07")), day("2016-02-14"));
        assert_eq!(days.next_working(day("2016-10-01")), day("2016-10-08"));
        assert_eq!(days.between(day("2016-11-30"), day("2016-12-20")), 14);
        assert_eq!(days.last_of_month(day("2018-12-01")), day("2018-12-29"), "by the notice about 2019");
        // 国办发明电〔2025〕7号
        assert_eq!(days.next_working(day("2026-02-15")), day("2026-02-24"));
        assert!(["2026-01-04", "2026-02-14", "2026-09-20"].iter().all(|worked| days.is_working(day(worked))));
    }
}
