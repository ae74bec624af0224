//! 批示

use serde_json::json;
use sqlx::PgPool;

use super::{hold, notices};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        instructions::{
            inputs::{GiveForm, Given},
            model::{Stage, can_give, can_instruct, can_note, can_stand_in},
        },
        tasks::commands::life::{Locked, due::standing, lock},
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, InstructionId, PersonId},
    },
    t,
};

/// Gives an instruction on a task, or enters a leader's on paper. One that follows another, asking back about its reply,
/// closes that one. Returns its id.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when no unit works on the task, or what it follows is closed
/// or not answered; [`AppError::Fields`] when something is missing or a day is wrong.
pub async fn give(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    form: &GiveForm,
) -> Result<InstructionId, AppError> {
    if !can_give(&act.actor) && !can_stand_in(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if let Some(done) = idempotency::claim(&mut tx, act, key, "instruction.given").await? {
        return Ok(done);
    }
    let task = lock(&mut tx, act, number).await?;
    if !can_instruct(task.state) {
        let state = task.state.label(act.locale);
        return Err(AppError::Refused(t::life::not_now(act.locale, &task.number, state)));
    }
    let lead = standing(&mut tx, &task).await?.lead;
    let lead = lead.ok_or_else(|| AppError::Refused(t::instructions::no_lead(act.locale, &task.number)))?;
    let given = form.parse(!can_give(&act.actor), act.today, act.locale).map_err(AppError::Fields)?;
    let (leader, leader_name) = leader(&mut tx, act, given.leader).await?;
    let follows = match given.follows {
        Some(earlier) => Some(ask_back(&mut tx, act, &task, earlier).await?),
        None => None,
    };
    let id = insert(&mut tx, act, &task, leader, &given).await?;
    let told = notices::Given { id, leader, leader_name: &leader_name, text: &given.text, reply_due: given.reply_due };
    notices::given(&mut tx, act, &task, lead, &told).await?;
    let object = task.object();
    let mut after = json!({
        "instruction": given.text, "leader": leader_name, "given_on": given.given_on, "reply_due": given.reply_due,
    });
    if let Some(text) = follows {
        after["follows"] = json!(text);
    }
    record(&mut tx, act, NewEvent::new("instruction.given", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Whose instruction it is: the actor's own, or that of the leader whom the office names.
async fn leader(tx: &mut Tx<'_>, act: &Act, named: Option<PersonId>) -> Result<(PersonId, String), AppError> {
    match named {
        None => return Ok((act.actor.person, act.actor.name.clone())),
        Some(leader) if leader == act.actor.person && can_give(&act.actor) => {
            return Ok((leader, act.actor.name.clone()));
        }
        Some(_) if !can_stand_in(&act.actor) => return Err(AppError::NotFound),
        Some(_) => {}
    }
    let found = sqlx::query!(
        "select p.id, p.name from people p join person_roles r on r.person_id = p.id and r.role = 'leader'
         where p.id = $1 and p.disabled_at is null",
        named.map(|leader| leader.0),
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| AppError::field("leader", t::instructions::no_such_leader(act.locale)))?;
    Ok((PersonId(found.id), found.name))
}

/// 继续批示: closes the answered instruction that the new one follows. Returns its text.
async fn ask_back(tx: &mut Tx<'_>, act: &Act, task: &Locked, earlier: InstructionId) -> Result<String, AppError> {
    let earlier = hold(tx, act, earlier).await?;
    if earlier.task.id != task.id || !can_note(&act.actor, earlier.leader) {
        return Err(AppError::NotFound);
    }
    earlier.must_be_open(act)?;
    if earlier.stage != Stage::Answered {
        return Err(AppError::Refused(t::instructions::not_answered_yet(act.locale).to_owned()));
    }
    earlier.close(tx, act, "").await?;
    Ok(earlier.text)
}

async fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    leader: PersonId,
    given: &Given,
) -> Result<InstructionId, AppError> {
    let id = InstructionId::new();
    sqlx::query!(
        "insert into instructions (id, task_id, text, leader_id, given_on, given_by, given_at, reply_due, follows_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        task.id.0,
        given.text,
        leader.0,
        given.given_on,
        act.actor.person.0,
        act.at,
        given.reply_due,
        given.follows.map(|follows| follows.0),
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
