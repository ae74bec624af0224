//! What is done to instructions. Each command holds the task first.

mod answer;
mod give;
mod note;
mod notices;
pub mod remind;

pub use self::{answer::answer, give::give, note::note};
use super::model::Stage;
use crate::{
    features::tasks::commands::life::{Locked, lock},
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{InstructionId, PersonId},
    },
    t,
};

/// An instruction that nobody else moves until the transaction ends.
struct Held {
    task: Locked,
    id: InstructionId,
    leader: PersonId,
    /// Who entered it: the leader, or the office.
    given_by: PersonId,
    text: String,
    reply_due: chrono::NaiveDate,
    stage: Stage,
    version: i64,
}

/// Holds the instruction and its task.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or it is on a task that the actor does not see.
async fn hold(tx: &mut Tx<'_>, act: &Act, id: InstructionId) -> Result<Held, AppError> {
    let number = sqlx::query_scalar!(
        "select t.number from instructions i join tasks t on t.id = i.task_id where i.id = $1",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(AppError::NotFound)?;
    let task = lock(tx, act, &number).await?;
    let row = sqlx::query!(
        "select leader_id, given_by, text, reply_due, closed_at is not null as \"closed!\", version,
                exists (select 1 from instruction_replies r where r.instruction_id = i.id) as \"answered!\"
         from instructions i where id = $1 and task_id = $2",
        id.0,
        task.id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(AppError::NotFound)?;
    Ok(Held {
        task,
        id,
        leader: PersonId(row.leader_id),
        given_by: PersonId(row.given_by),
        text: row.text,
        reply_due: row.reply_due,
        stage: Stage::of(row.answered, row.closed),
        version: row.version,
    })
}

impl Held {
    /// # Errors
    /// [`AppError::Refused`] when it is closed.
    fn must_be_open(&self, act: &Act) -> Result<(), AppError> {
        if self.stage.is_open() {
            Ok(())
        } else {
            Err(AppError::Refused(t::instructions::closed_already(act.locale).to_owned()))
        }
    }

    /// Closes it.
    async fn close(&self, tx: &mut Tx<'_>, act: &Act, reason: &str) -> Result<(), AppError> {
        sqlx::query!(
            "update instructions set closed_by = $2, closed_at = $3, close_reason = $4, version = version + 1
             where id = $1",
            self.id.0,
            act.actor.person.0,
            act.at,
            reason,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
