//! 附件

use axum::body::Bytes;
use chrono::TimeDelta;
use futures::stream;
use sqlx::PgPool;
use uuid::Uuid;

use super::{NOVEMBER, NUMBER, Reporting, report, which};
use crate::{
    features::{
        documents::{
            commands::{Taken, look},
            jobs::sweep,
            model::LIMIT,
        },
        reports::{
            commands::{
                attach::{attach, remove},
                writing::Which,
            },
            model::ATTACHMENTS,
            queries::documents::readable,
        },
    },
    server::{clock::Clock, context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
        locale::Locale,
    },
};

/// A file that was taken in; the same text is the same content.
pub(crate) async fn taken(app: &App, name: &str, text: &'static str) -> Taken {
    let body = stream::iter([Ok::<_, ()>(Bytes::from_static(b"%PDF-1.7\n")), Ok(Bytes::from_static(text.as_bytes()))]);
    let stored = app.storage.put(body, LIMIT).await.unwrap();
    look(&app.storage, name, stored, Locale::Chinese).await.unwrap()
}

/// Puts one file to a report and says which it is.
pub(crate) async fn attached(app: &App, act: &Act, which: &Which, name: &str, text: &'static str) -> Uuid {
    let file = taken(app, name, text).await;
    attach(&app.db, act, which, std::slice::from_ref(&file)).await.unwrap();
    file.stored.id
}

impl Reporting {
    async fn attach(&self, act: &Act, name: &str, text: &'static str) -> Uuid {
        attached(&self.ledger.app, act, &which(NOVEMBER, 0), name, text).await
    }

    async fn remove(&self, act: &Act, document: Uuid) -> Result<(), AppError> {
        remove(&self.ledger.app.db, act, &which(NOVEMBER, 0), &document.to_string()).await
    }

    async fn can_read(&self, actor: &Actor, document: Uuid) -> bool {
        readable(&self.ledger.app.db, actor, NUMBER, document).await.is_ok()
    }

    /// What the writer's page lists.
    async fn listed(&self, act: &Act) -> Vec<String> {
        self.page(act).await.unwrap().documents.into_iter().map(|document| document.name).collect()
    }
}

#[sqlx::test]
async fn files_go_with_the_report_to_whoever_sees_it(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let outsider = testing::person(app, Role::Liaison, "P-KJT").await;
    let reporter = testing::act(app, &testing::person(app, Role::Reporter, "P-BB").await);
    let list = reporting.attach(&reporter, "清单.pdf", "清单").await;
    assert_eq!(reporting.listed(&reporting.lead).await, ["清单.pdf"], "the whole unit writes it");
    assert!(reporting.can_read(&reporting.lead.actor, list).await);
    assert!(!reporting.can_read(&reporting.participant.actor, list).await, "a draft is the unit's own");
    assert!(!reporting.can_read(&reporting.ledger.registrar, list).await);
    assert!(reporting.verbs().await.is_empty(), "nothing is done yet");

    reporting.send(&reporting.lead, 0, &report()).await.unwrap();
    let sent = reporting.sent().await;
    assert_eq!(sent[0].documents.iter().map(|document| document.name.as_str()).collect::<Vec<_>>(), ["清单.pdf"]);
    assert!(reporting.can_read(&reporting.participant.actor, list).await);
    assert!(reporting.can_read(&reporting.ledger.registrar, list).await);
    assert!(!reporting.can_read(&outsider, list).await);
    let kept: serde_json::Value =
        sqlx::query_scalar("select after->'attachments'->0 from events where verb = 'report.sent'")
            .fetch_one(&app.db)
            .await
            .unwrap();
    assert_eq!(
        (kept["name"].as_str(), kept["sha256"].as_str()),
        (Some("清单.pdf"), Some(&*sent[0].documents[0].digest()))
    );
}

#[sqlx::test]
async fn the_same_content_is_there_once(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let first = reporting.attach(&reporting.lead, "清单.pdf", "清单").await;
    reporting.attach(&reporting.lead, "清单（副本）.pdf", "清单").await;
    reporting.attach(&reporting.participant, "清单.pdf", "清单").await;
    assert_eq!(reporting.listed(&reporting.lead).await, ["清单.pdf"]);
    assert_eq!(reporting.listed(&reporting.participant).await, ["清单.pdf"], "each unit has its own");
    reporting.remove(&reporting.lead, first).await.unwrap();
    assert_eq!(reporting.remove(&reporting.lead, first).await, Ok(()), "it is off already");
    assert!(reporting.listed(&reporting.lead).await.is_empty());
    assert_eq!(reporting.listed(&reporting.participant).await.len(), 1);
}

#[sqlx::test]
async fn what_was_sent_once_is_kept(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let list = reporting.attach(&reporting.lead, "清单.pdf", "清单").await;
    reporting.send(&reporting.lead, 0, &report()).await.unwrap();
    let more = [taken(app, "补充.pdf", "补充").await];
    let refused = attach(&app.db, &reporting.lead, &which(NOVEMBER, 0), &more).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    assert!(matches!(reporting.remove(&reporting.lead, list).await, Err(AppError::Refused(_))));

    reporting.give_back(&reporting.ledger.act(), CommandKey::new(), "补充").await.unwrap();
    assert!(!reporting.can_read(&reporting.participant.actor, list).await, "it is being written anew");
    let new = reporting.attach(&reporting.lead, "补充.pdf", "补充").await;
    for _ in 0..2 {
        reporting.remove(&reporting.lead, list).await.unwrap();
    }
    assert_eq!(reporting.listed(&reporting.lead).await, ["补充.pdf"]);
    assert_eq!(reporting.verbs().await, ["report.sent", "report.returned", "report.file_removed"]);
    let gone: Option<String> =
        sqlx::query_scalar("select before->'attachments'->0->>'name' from events where verb = 'report.file_removed'")
            .fetch_one(&app.db)
            .await
            .unwrap();
    assert_eq!(gone.as_deref(), Some("清单.pdf"));
    let version = reporting.page(&reporting.lead).await.unwrap().stored.unwrap().version;
    reporting.send(&reporting.lead, version, &report()).await.unwrap();
    assert!(reporting.can_read(&reporting.participant.actor, new).await);
    assert!(!reporting.can_read(&reporting.lead.actor, list).await, "taken off, it is out of sight");
    sweep(&app.db, &app.storage, app.clock.now() + TimeDelta::days(36_500)).await.unwrap();
    assert!(app.storage.get(list, None).await.is_ok(), "but kept");
    assert!(app.storage.get(more[0].stored.id, None).await.is_err(), "what nobody knows is swept away");
}

#[sqlx::test]
async fn a_draft_that_is_thrown_away_leaves_no_file(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let (gone, stays) =
        (reporting.attach(&reporting.lead, "a.pdf", "a").await, reporting.attach(&reporting.lead, "b.pdf", "b").await);
    reporting.remove(&reporting.lead, gone).await.unwrap();
    sweep(&app.db, &app.storage, app.clock.now() - TimeDelta::days(36_500)).await.unwrap();
    assert!(app.storage.get(gone, None).await.is_ok(), "what is young is spared");
    sweep(&app.db, &app.storage, app.clock.now() + TimeDelta::days(36_500)).await.unwrap();
    assert!(app.storage.get(gone, None).await.is_err());
    assert!(app.storage.get(stays, None).await.is_ok());
}

#[sqlx::test]
async fn the_files_of_a_month_outlive_the_dump_that_does_not_know_them(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let file = taken(app, "清单.pdf", "清单").await.stored.id;
    reporting.attach(&reporting.lead, "b.pdf", "b").await;
    // The store goes by the machine's time.
    let now = Clock::system().now();
    sweep(&app.db, &app.storage, now + TimeDelta::days(29)).await.unwrap();
    assert!(app.storage.get(file, None).await.is_ok());
    sweep(&app.db, &app.storage, now + TimeDelta::days(31)).await.unwrap();
    assert!(app.storage.get(file, None).await.is_err());
}

#[sqlx::test]
async fn files_of_another_database_are_left_alone(pool: PgPool) {
    let app = testing::app(pool).await;
    let file = taken(&app, "清单.pdf", "清单").await;
    sweep(&app.db, &app.storage, app.clock.now() + TimeDelta::days(36_500)).await.unwrap();
    assert!(app.storage.get(file.stored.id, None).await.is_ok());
}

#[sqlx::test]
async fn there_is_an_end_to_it_and_others_keep_out(pool: PgPool) {
    const TEXTS: [&str; ATTACHMENTS + 1] =
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let mut files = Vec::new();
    for text in TEXTS {
        files.push(taken(app, "清单.pdf", text).await);
    }
    let too_many = attach(&app.db, &reporting.lead, &which(NOVEMBER, 0), &files).await.unwrap_err();
    assert!(too_many.of_field("files").is_some());
    assert!(reporting.listed(&reporting.lead).await.is_empty(), "all or none");
    attach(&app.db, &reporting.lead, &which(NOVEMBER, 0), &files[1..]).await.unwrap();
    assert_eq!(reporting.listed(&reporting.lead).await.len(), ATTACHMENTS);

    let outsider = testing::act(app, &testing::person(app, Role::Liaison, "P-KJT").await);
    for other in [&outsider, &reporting.ledger.act()] {
        assert_eq!(attach(&app.db, other, &which(NOVEMBER, 0), &files[..1]).await, Err(AppError::NotFound));
    }
    // Another unit of the task does not reach into this one's report.
    reporting.remove(&reporting.participant, files[1].stored.id).await.unwrap();
    assert_eq!(reporting.listed(&reporting.lead).await.len(), ATTACHMENTS);
}
