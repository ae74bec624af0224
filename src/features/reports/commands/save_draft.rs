//! 存草稿

use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use super::writing::{Which, open};
use crate::{
    features::reports::inputs::ReportForm,
    server::context::Act,
    shared::{error::AppError, time},
    t,
};

/// A draft that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// What the next one must be based on.
    pub version: i64,
    /// 草稿已存 09:41
    pub said: String,
}

/// Keeps what was written so far. The same text again is kept already, whatever version it is based on: a repetition
/// after a cut changes nothing. Writes no event: nothing is done yet.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when the report was sent; [`AppError::Conflict`] when
/// somebody else of the unit wrote meanwhile; [`AppError::Fields`] for what cannot be kept.
pub async fn save_draft(db: &PgPool, act: &Act, which: &Which, form: &ReportForm) -> Result<Saved, AppError> {
    let mut tx = db.begin().await?;
    let open = open(&mut tx, act, which).await?;
    let text = form.parse_draft(act.today, act.locale).map_err(AppError::Fields)?;
    let same = open.stored.as_ref().filter(|stored| stored.text == text);
    let version = if let Some(stored) = same {
        stored.version
    } else {
        open.is_still(which.version)?;
        open.write(&mut tx, act, &text, false).await?.1
    };
    tx.commit().await?;
    let time = time::office(act.at).format("%H:%M").to_string();
    Ok(Saved { version, said: t::reports::draft_saved(act.locale, time) })
}
