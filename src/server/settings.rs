//! What holds for the whole installation and is kept in its database.

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Read once at start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `sample`: the data is sample data (示例数据), which every page says.
    pub sample: bool,
    /// `sample_today`: the day at which sample data stands still.
    pub today: Option<NaiveDate>,
}

impl Settings {
    /// # Errors
    /// When the database cannot be read, or a setting not be understood.
    pub async fn read(db: &PgPool) -> Result<Self> {
        let rows = sqlx::query!("select name, value from settings where name in ('sample', 'sample_today')")
            .fetch_all(db)
            .await
            .context("the settings cannot be read")?;
        let mut settings = Self::default();
        for row in rows {
            if row.name == "sample" {
                settings.sample = row.value == "true";
            } else {
                let day = row.value.parse().with_context(|| format!("the setting {} is {:?}", row.name, row.value))?;
                settings.today = Some(day);
            }
        }
        Ok(settings)
    }
}
