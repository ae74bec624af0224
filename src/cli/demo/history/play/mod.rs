//! Doing what the script says, each by its command.

mod asking;
mod life;
mod reports;
mod roadmaps;
mod urging;

use anyhow::Result;

use super::{
    scenes::{Doing, Scene},
    stage::Stage,
};

/// # Errors
/// What the command says: a slip in the script.
pub async fn play(stage: &mut Stage, scene: &Scene) -> Result<()> {
    let at = scene.at;
    match &scene.doing {
        Doing::Dispatch { tasks, named, note } => life::dispatch(stage, at, tasks, named, note).await,
        Doing::Sign { unit, but } => life::sign(stage, at, unit, but).await,
        Doing::GiveBack { unit, task, why } => life::give_back(stage, at, unit, *task, why).await,
        Doing::GiveAgain { unit, task } => life::give_again(stage, at, unit, *task).await,
        Doing::Stop { task, why } => life::stop(stage, at, *task, why).await,
        Doing::Merge { task, into, why } => life::merge(stage, at, *task, *into, why).await,
        Doing::Draft { task, then, last } => roadmaps::draft(stage, at, *task, *then, *last).await,
        Doing::Confirm { task } => roadmaps::confirm(stage, at, *task).await,
        Doing::Approve { task } => roadmaps::answer(stage, at, *task, None).await,
        Doing::ReturnRoadmap { task, comment } => roadmaps::answer(stage, at, *task, Some(comment)).await,
        Doing::Report { task, told } => reports::report(stage, at, *task, told).await,
        Doing::ReportParts { unit, all } => reports::report_parts(stage, at, unit, *all).await,
        Doing::ReturnReport { task, why } => reports::send_back(stage, at, *task, why).await,
        Doing::AnswerHelp { task, answer } => reports::answer_help(stage, at, *task, answer).await,
        Doing::Ask { task, asked } => asking::ask(stage, at, *task, asked).await,
        Doing::ConfirmAsked { task, asked } => asking::confirm(stage, at, *task, asked).await,
        Doing::Decide { task, decision, until, reason } => {
            asking::decide(stage, at, *task, *decision, until, reason).await
        }
        Doing::Instruct { task, text, reply_by } => asking::instruct(stage, at, *task, text, reply_by).await,
        Doing::Answer { task, text } => asking::answer(stage, at, *task, text).await,
        Doing::Note { task } => asking::note(stage, at, *task).await,
        Doing::Urge { by, unit, task, text, limit } => urging::urge(stage, at, (by, unit, *task), text, limit).await,
        Doing::ReplyToUrge { unit, task, text } => urging::reply_by_hand(stage, at, unit, *task, text).await,
        Doing::Ladder => urging::climb(stage, at).await,
        Doing::AnswerUrges => urging::answer_all(stage, at).await,
        Doing::Read { accounts } => urging::read(stage, at, accounts).await,
    }
}
