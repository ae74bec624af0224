//! Server functions of instructions.

use leptos::prelude::*;

use super::inputs::GiveForm;
use crate::shared::{
    error::AppError,
    ids::{CommandKey, InstructionId},
};

/// Gives or enters an instruction and goes back to the task.
#[server(prefix = "/fn", endpoint = "instructions/give")]
pub async fn give_instruction(
    key: CommandKey,
    number: String,
    #[server(flatten)] form: GiveForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::give(&context.app.db, &context.act()?, key, &number, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#instructions"));
    Ok(())
}

/// Answers an instruction.
#[server(prefix = "/fn", endpoint = "instructions/answer")]
pub async fn answer_instruction(
    key: CommandKey,
    instruction: InstructionId,
    #[server(default)] reply: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::answer(&context.app.db, &context.act()?, key, instruction, &reply).await?;
    crate::server::http::redirect::to(&format!("/instructions/{instruction}"));
    Ok(())
}

/// 阅知办结
#[server(prefix = "/fn", endpoint = "instructions/note")]
pub async fn note_instruction(
    key: CommandKey,
    instruction: InstructionId,
    version: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    super::commands::note(&context.app.db, &context.act()?, key, instruction, version, &reason).await?;
    crate::server::http::redirect::to(&format!("/instructions/{instruction}"));
    Ok(())
}
