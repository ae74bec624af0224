//! What happened to the sample's tasks before its day: made by the same commands as on the screen, by sample people, each
//! at its day and hour. Nothing is left to chance, so that every sample tells the same.
//!
//! [`courses`] has a line for each task, [`turns`] what was out of the ordinary; [`script`] puts both in the order of time,
//! [`play`] does it.

mod courses;
pub mod moment;
mod play;
mod scenes;
mod script;
mod stage;
mod turns;
mod words;

use anyhow::{Context as _, Result};
use sqlx::PgPool;

use self::stage::Stage;

/// Plays the whole history. Returns how many scenes it has.
pub async fn load(db: &PgPool) -> Result<usize> {
    let mut stage = Stage::open(db).await?;
    let script = script::script(&stage);
    for scene in &script {
        play::play(&mut stage, scene).await.with_context(|| format!("{scene:?}"))?;
    }
    Ok(script.len())
}
