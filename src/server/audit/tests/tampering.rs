use std::fmt::Write as _;

use sqlx::PgPool;

use super::*;
use crate::server::audit::{
    checkpoints::{self, Checkpoints},
    content::hex,
    verify::Finding,
};

/// What verifying finds after `sql` was done to a chain of nine.
async fn after(owner: &PgPool, sql: &'static str) -> Vec<Finding> {
    let db = chain(owner, 9).await;
    tamper(owner, sql).await;
    report(&db, &[]).await.findings.findings
}

fn changed(finding: &Finding) -> Option<i64> {
    if let Finding::Changed { number, .. } = finding { Some(*number) } else { None }
}

fn moved(findings: &[Finding]) -> Vec<(i64, i64)> {
    findings
        .iter()
        .filter_map(|finding| match finding {
            Finding::Moved { number, belongs_to, .. } => Some((*number, *belongs_to)),
            _ => None,
        })
        .collect()
}

#[sqlx::test]
async fn an_untouched_chain_of_thousands_is_sound(owner: PgPool) {
    let db = as_server(&owner).await;
    owner
        .execute(
            "insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_name, before)
             select gen_random_uuid(), now() + n * interval '1 microsecond', '甲', '::1', '', 'task.edited', 'task', '35-' || n,
                    jsonb_build_object('n', n, 'x', n / 7.0, 'text', repeat('改', n % 50))
             from generate_series(1, 3000) n;
             insert into outbox select id from events",
        )
        .await
        .unwrap();
    seal_all(&db).await;
    let report = report(&db, &[]).await;
    assert_eq!((report.sealed, report.last, report.waiting), (3000, 3000, 0));
    assert!(report.findings.none(), "{report:?}");
}

#[sqlx::test]
async fn every_column_of_an_event_is_covered(owner: PgPool) {
    let db = chain(&owner, 3).await;
    owner.execute("create table kept as select * from events").await.unwrap();
    let columns: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns where table_name = 'events' and column_name <> 'id'",
    )
    .fetch_all(&owner)
    .await
    .unwrap();
    assert_eq!(columns.len(), 13);
    for column in columns {
        let value = match column.as_str() {
            "at" => "at + interval '1 microsecond'",
            "actor_id" | "unit_id" | "object_id" => "'00000000-0000-0000-0000-000000000007'",
            "before" | "after" => "'{\"n\": 1.0}'",
            "left_units" => "'{00000000-0000-0000-0000-000000000007}'",
            _ => "'' || now()",
        };
        let mut connection = owner.acquire().await.unwrap();
        let change = format!(
            "set session_replication_role = replica;
             update events set {column} = {value} where id = (select event_id from event_seals where number = 2)"
        );
        connection.execute(sqlx::AssertSqlSafe(change)).await.unwrap();
        let findings = report(&db, &[]).await.findings.findings;
        assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [2], "{column}");
        let back = format!(
            "update events e set {column} = kept.{column} from kept where kept.id = e.id;
             set session_replication_role = default"
        );
        connection.execute(sqlx::AssertSqlSafe(back)).await.unwrap();
        assert!(report(&db, &[]).await.findings.none(), "{column}");
    }
}

#[sqlx::test]
async fn a_changed_time_of_sealing_is_found(owner: PgPool) {
    let findings =
        after(&owner, "update event_seals set sealed_at = sealed_at - interval '1 day' where number = 4").await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [4]);
}

#[sqlx::test]
async fn a_time_that_no_calendar_holds_is_found_not_failed_upon(owner: PgPool) {
    let findings = after(
        &owner,
        "update events set at = 'infinity' where id = (select event_id from event_seals where number = 1)",
    )
    .await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [1]);
}

#[sqlx::test]
async fn a_changed_digest_is_found_where_it_is(owner: PgPool) {
    let findings = after(&owner, "update event_seals set digest = sha256('x') where number = 4").await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [4]);
    assert_eq!(findings.len(), 1, "the next one only follows from the digest as it was");
}

#[sqlx::test]
async fn the_last_digest_and_a_short_one_are_found(owner: PgPool) {
    let findings = after(&owner, "update event_seals set digest = '\\x00' where number = 9").await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [9]);
}

#[sqlx::test]
async fn a_removed_event_is_found(owner: PgPool) {
    let findings =
        after(&owner, "delete from events where id = (select event_id from event_seals where number = 5)").await;
    assert!(matches!(findings[..], [Finding::EventMissing { number: 5, .. }]), "{findings:?}");
}

#[sqlx::test]
async fn a_removed_seal_is_found_and_its_event_too(owner: PgPool) {
    let findings = after(&owner, "delete from event_seals where number in (5, 6)").await;
    assert!(
        matches!(
            findings[..],
            [Finding::SealsMissing { from: 5, to: 6 }, Finding::Added { .. }, Finding::Added { .. }]
        ),
        "{findings:?}"
    );
}

#[sqlx::test]
async fn a_gap_that_was_closed_is_found(owner: PgPool) {
    let findings = after(
        &owner,
        "delete from events where id = (select event_id from event_seals where number = 5);
         delete from event_seals where number = 5;
         update event_seals set number = -number where number > 5;
         update event_seals set number = -number - 1 where number < 0",
    )
    .await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [5]);
}

#[sqlx::test]
async fn an_added_event_is_found(owner: PgPool) {
    let findings = after(
        &owner,
        "insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_name)
         values (gen_random_uuid(), now(), '甲', '::1', '', 'task.edited', 'task', '35-99')",
    )
    .await;
    assert!(matches!(findings[..], [Finding::Added { .. }]), "{findings:?}");
}

#[sqlx::test]
async fn an_event_added_with_a_seal_is_found(owner: PgPool) {
    let findings = after(
        &owner,
        "with added as (
             insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_name)
             values (gen_random_uuid(), now(), '甲', '::1', '', 'task.edited', 'task', '35-99') returning id)
         insert into event_seals select 10, id, sha256('x'), now() from added",
    )
    .await;
    assert_eq!(findings.iter().filter_map(changed).collect::<Vec<_>>(), [10]);
}

#[sqlx::test]
async fn a_seal_before_the_first_and_a_second_seal_are_found(owner: PgPool) {
    let findings = after(
        &owner,
        "alter table event_seals drop constraint event_seals_event_unique;
         insert into event_seals select 0, event_id, digest, sealed_at from event_seals where number = 3",
    )
    .await;
    assert!(
        matches!(findings[..], [Finding::SealAdded { number: 0, .. }, Finding::SealedTwice { .. }]),
        "{findings:?}"
    );
}

#[sqlx::test]
async fn exchanged_numbers_are_found(owner: PgPool) {
    let findings = after(
        &owner,
        "update event_seals set number = 100 where number = 3;
         update event_seals set number = 3 where number = 7;
         update event_seals set number = 7 where number = 100",
    )
    .await;
    let moved = moved(&findings);
    assert!(moved.contains(&(3, 7)) && moved.contains(&(7, 3)), "{findings:?}");
    assert_eq!(findings.iter().filter_map(changed).count(), 0, "nothing was changed: {findings:?}");
}

#[sqlx::test]
async fn exchanged_neighbours_are_found(owner: PgPool) {
    let findings = after(
        &owner,
        "update event_seals set number = 100 where number = 3;
         update event_seals set number = 3 where number = 4;
         update event_seals set number = 4 where number = 100",
    )
    .await;
    assert!(moved(&findings).contains(&(4, 3)), "{findings:?}");
    assert_eq!(findings.iter().filter_map(changed).count(), 0, "nothing was changed: {findings:?}");
}

#[sqlx::test]
async fn exchanged_events_are_found(owner: PgPool) {
    let findings = after(
        &owner,
        "alter table event_seals drop constraint event_seals_event_unique;
         update event_seals a set event_id = b.event_id from event_seals b
         where (a.number, b.number) in ((2, 8), (8, 2))",
    )
    .await;
    assert_eq!(moved(&findings), [(2, 8), (8, 2)]);
}

/// Notes the head of the chain, as the server does.
async fn note(db: &PgPool, folder: &Folder) {
    Checkpoints::open(&folder.0, db).await.close(db).await;
}

#[sqlx::test]
async fn a_cut_off_end_is_found_by_the_checkpoints(owner: PgPool) {
    let folder = Folder::new();
    let db = chain(&owner, 4).await;
    note(&db, &folder).await;
    record(&db, 5).await;
    seal_all(&db).await;
    note(&db, &folder).await;
    tamper(
        &owner,
        "delete from events where id in (select event_id from event_seals where number > 6);
         delete from event_seals where number > 6",
    )
    .await;
    assert!(report(&db, &[]).await.findings.none(), "the rest alone looks sound");
    let findings = report(&db, &[checkpoints::path(&folder.0)]).await.findings.findings;
    assert!(matches!(findings[..], [Finding::CutOff { last: 6, noted: 9, .. }]), "{findings:?}");
}

#[sqlx::test]
async fn a_chain_computed_again_is_found_by_the_checkpoints(owner: PgPool) {
    let folder = Folder::new();
    let db = chain(&owner, 4).await;
    note(&db, &folder).await;
    record(&db, 5).await;
    seal_all(&db).await;
    note(&db, &folder).await;
    tamper(
        &owner,
        "update events set actor_name = '乙' where id = (select event_id from event_seals where number = 7);
         insert into outbox select event_id from event_seals where number >= 7;
         delete from event_seals where number >= 7",
    )
    .await;
    seal_all(&db).await;
    assert!(report(&db, &[]).await.findings.none(), "the chain alone looks sound");
    let findings = report(&db, &[checkpoints::path(&folder.0)]).await.findings.findings;
    assert!(matches!(findings[..], [Finding::Recomputed { after: 4, noted: 9, .. }]), "{findings:?}");
}

#[sqlx::test]
async fn torn_and_foreign_lines_of_checkpoints_are_counted_and_skipped(owner: PgPool) {
    let folder = Folder::new();
    let db = chain(&owner, 2).await;
    note(&db, &folder).await;
    let file = checkpoints::path(&folder.0);
    let mut text = std::fs::read_to_string(&file).unwrap();
    let _ = write!(text, "\n\n{}\n{{\"number\": 1, \"dig", "x".repeat(9000));
    std::fs::write(&file, text).unwrap();
    record(&db, 1).await;
    seal_all(&db).await;
    note(&db, &folder).await;
    let report = report(&db, std::slice::from_ref(&file)).await;
    assert_eq!(report.checkpoints, 2, "the line after the torn one stands alone");
    assert!(report.unreadable >= 2);
    assert!(report.findings.none(), "{report:?}");
    let digest: Vec<u8> =
        sqlx::query_scalar("select digest from event_seals where number = 3").fetch_one(&db).await.unwrap();
    assert_eq!(report.digest, hex(&digest));
}

#[sqlx::test]
async fn without_the_file_nothing_is_claimed(owner: PgPool) {
    let db = chain(&owner, 1).await;
    assert!(verify(&db, &[PathBuf::from("/nowhere/checkpoints.jsonl")]).await.is_err());
}
