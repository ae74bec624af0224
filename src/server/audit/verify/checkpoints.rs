//! The chain against what was noted outside the database.

use std::{collections::HashMap, path::Path};

use anyhow::Context as _;

use super::{Finding, Report};
use crate::server::{
    audit::{
        checkpoints::{Checkpoint, Line, read},
        content::hex,
    },
    database::Tx,
};

/// Lines compared at a time.
const PAGE: usize = 500;

pub async fn compare(tx: &mut Tx<'_>, file: &Path, report: &mut Report) -> anyhow::Result<()> {
    let mut lines = read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut cut_off: Option<Checkpoint> = None;
    let mut recomputed: Option<Finding> = None;
    let mut agreed = 0;
    loop {
        let mut page = Vec::new();
        for line in lines.by_ref().take(PAGE) {
            match line {
                Line::Checkpoint(checkpoint) => page.push(checkpoint),
                Line::Unreadable(_) => report.unreadable += 1,
            }
        }
        if page.is_empty() {
            break;
        }
        let numbers: Vec<i64> = page.iter().map(|checkpoint| checkpoint.number).collect();
        let found: HashMap<i64, String> =
            sqlx::query!("select number, digest from event_seals where number = any($1)", &numbers)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(|row| (row.number, hex(&row.digest)))
                .collect();
        for checkpoint in page {
            report.checkpoints += 1;
            match found.get(&checkpoint.number) {
                Some(digest) if *digest == checkpoint.digest => agreed = agreed.max(checkpoint.number),
                None if checkpoint.number > report.last.max(cut_off.as_ref().map_or(0, |furthest| furthest.number)) => {
                    cut_off = Some(checkpoint);
                }
                // Less far than one that was cut off, or a gap inside the chain, which is a finding already.
                None => {}
                Some(_) => {
                    let (noted, at) = (checkpoint.number, checkpoint.at);
                    recomputed.get_or_insert(Finding::Recomputed { after: agreed, noted, at });
                }
            }
        }
    }
    if let Some(finding) = recomputed {
        report.findings.add(finding);
    }
    if let Some(checkpoint) = cut_off {
        let (noted, at) = (checkpoint.number, checkpoint.at);
        report.findings.add(Finding::CutOff { last: report.last, noted, at });
    }
    Ok(())
}
