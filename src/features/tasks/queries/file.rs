//! The ledger as a file.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::{contents, imports, list, plans};
use crate::{
    features::{
        lights::queries::judge,
        tasks::{
            export::{self, ExportMeta},
            filter::LedgerFilter,
            import::PlanFrame,
            model::can_read_tasks,
            sheet,
        },
    },
    shared::{actor::Actor, error::AppError, locale::Locale},
    t,
};

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Xlsx,
    Csv,
}

impl Kind {
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A file to be saved.
pub struct LedgerFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// The filtered tasks that the actor may see, in the layout of the office's sheet.
///
/// # Errors
/// [`AppError::NotFound`] for who may not open the ledger, or when there is no such plan.
pub async fn ledger(
    db: &PgPool,
    actor: &Actor,
    filter: &LedgerFilter,
    kind: Kind,
    today: NaiveDate,
    locale: Locale,
) -> Result<LedgerFile, AppError> {
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    let plan = plans::find(db, filter.plan.as_deref()).await?.ok_or(AppError::NotFound)?;
    let judge = judge(&mut *db.acquire().await?, plan.id, today).await?;
    let ids = list::ids(db, actor, &plan, filter, &judge).await?;
    let rows: Vec<_> = contents::by_ids(&mut *db.acquire().await?, &ids)
        .await?
        .iter()
        .map(|stored| sheet::row(&stored.content))
        .collect();
    let meta = ExportMeta {
        title: if plan.is_sample { t::tasks::sample_title(locale, &plan.name) } else { plan.name.clone() },
        filled_by: actor.unit_name.clone(),
        filled_on: today,
        footnote: plan.is_sample.then(|| t::tasks::sample_footnote(locale).to_owned()),
        plan: PlanFrame { year: plan.year, ends_on: plan.ends_on },
    };
    let book = imports::unit_book(&mut *db.acquire().await?).await?;
    // Writing thousands of rows is work for a thread of its own.
    let written = tokio::task::spawn_blocking(move || match kind {
        Kind::Xlsx => export::xlsx(&meta, &rows, &book),
        Kind::Csv => export::csv(&meta, &rows, &book),
    });
    let content = written.await.map_err(|_| AppError::Internal)?.map_err(|error| {
        tracing::error!(%error, "an export could not be written");
        AppError::Internal
    })?;
    Ok(LedgerFile { name: format!("{}.{}", plan.name, kind.ending()), content })
}
