//! Files of a report, as browsers send and ask for them.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{
    Answer, Ask,
    world::{OWN_SIGNED, World},
};
use crate::{features::reports::model::ATTACHMENTS, shared::actor::Role};

const PDF: &[u8] = b"%PDF-1.7\nabcdef";

fn address() -> String {
    format!("/tasks/{OWN_SIGNED}/report/files?period=2016-10-01")
}

fn sent(fields: &[(&str, &str)], name: &str, content: &[u8]) -> Ask {
    Ask::upload(&address(), fields, Some(("files[]", name, content)))
}

/// As the script asks.
async fn by_script(world: &World, cookie: &str, name: &str, content: &[u8]) -> Answer {
    world.site.ask(sent(&[], name, content).with("accept", "application/json").by(cookie)).await
}

/// The addresses of the files that the page of the report lists.
async fn listed(world: &World, cookie: &str) -> Vec<String> {
    let page = world.site.ask(Ask::get(&format!("/tasks/{OWN_SIGNED}/report?period=2016-10-01")).by(cookie)).await;
    let start = format!("href=\"/tasks/{OWN_SIGNED}/reports/files/");
    page.body
        .split(&start)
        .skip(1)
        .map(|rest| format!("/tasks/{OWN_SIGNED}/reports/files/{}", rest.split('"').next().unwrap()))
        .collect()
}

#[sqlx::test]
async fn a_script_is_told_what_became_of_its_file(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Reporter).await;
    for _ in 0..2 {
        assert_eq!(by_script(&world, &cookie, "清单.pdf", PDF).await.status, StatusCode::OK);
    }
    for (name, content, said) in [
        ("清单.pdf", &b"MZ\x90\0"[..], "清单.pdf 的内容与扩展名不符"),
        ("安装.exe", b"MZ\x90\0", "安装.exe 不是可以上传的类型"),
        ("空.pdf", b"", "空.pdf 是空文件"),
        ("../../页面.html", b"<script>", "页面.html 不是可以上传的类型"),
    ] {
        let answer = by_script(&world, &cookie, name, content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(said), "{name}: {}", answer.body);
    }
    assert_eq!(listed(&world, &cookie).await.len(), 1);
    assert_eq!(world.site.count("documents").await, 3, "one here, two of the world's");
    let files = world.site.app.storage.before(DateTime::<Utc>::MAX_UTC).await.unwrap();
    assert_eq!(files.len(), 3, "nothing is left of what was not taken, or was there already");
}

#[sqlx::test]
async fn a_form_without_script_keeps_what_was_typed(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Liaison).await;
    let fields = [("version", "0"), ("percent", "40"), ("content", "已摸底"), ("help", "none"), ("confidence", "")];
    let answer = world.site.ask(sent(&fields, "清单.pdf", PDF).by(&cookie)).await;
    assert_eq!(answer.location(), format!("/tasks/{OWN_SIGNED}/report?period=2016-10-01#files"));
    assert_eq!(listed(&world, &cookie).await.len(), 1);
    let page = world.site.ask(Ask::get(&format!("/tasks/{OWN_SIGNED}/report?period=2016-10-01")).by(&cookie)).await;
    assert!(page.body.contains("已摸底"));

    // A text that cannot be kept: both faults of the one kind, nothing attached, nothing lost.
    let wrong = [("version", "1"), ("percent", "四十"), ("content", "又写了"), ("help", "none"), ("confidence", "")];
    let answer = world.site.ask(sent(&wrong, "第二份.pdf", b"%PDF-1.7\n2").by(&cookie)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("又写了") && answer.body.contains("percent-error"), "{}", answer.body);
    assert_eq!(listed(&world, &cookie).await.len(), 1);

    // Nothing chosen.
    let answer = world
        .site
        .ask(
            Ask::upload(
                &address(),
                &[("version", "1"), ("percent", "40"), ("content", "已摸底"), ("help", "none"), ("confidence", "")],
                None,
            )
            .by(&cookie),
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("先选择文件"), "{}", answer.body);

    let other = world.sign_in(&world.other).await.1;
    assert_eq!(world.site.ask(sent(&[], "清单.pdf", PDF).by(&other)).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test]
async fn what_one_request_brings_has_an_end(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Liaison).await;
    let files = async || world.site.app.storage.before(DateTime::<Utc>::MAX_UTC).await.unwrap().len();
    let before = files().await;
    let mut many = sent(&[], "0.pdf", PDF);
    for number in 1..=ATTACHMENTS {
        many.body.truncate(many.body.len() - b"--cut--\r\n".len());
        many.body.extend(sent(&[], "清单.pdf", format!("%PDF-1.7\n{number}").as_bytes()).body);
    }
    let answer = world.site.ask(many.by(&cookie)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("最多 20 个附件"), "{}", answer.body);
    assert_eq!((files().await, listed(&world, &cookie).await.len()), (before, 0), "all or none");
    let long = [("version", "0"), ("content", "已摸底"), ("next_step", &*"长".repeat(1_000_000)), ("more", "")];
    let answer = world.site.ask(sent(&long, "清单.pdf", PDF).by(&cookie)).await;
    assert!(answer.status == StatusCode::FORBIDDEN && answer.body.contains("已摸底"), "{}", answer.status);
    assert!(answer.body.len() < 1_000_000, "{}", answer.body.len());
    assert_eq!((files().await, listed(&world, &cookie).await.len()), (before, 0));
}

#[sqlx::test]
async fn a_file_is_handed_out_whole_in_part_or_not_again(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Liaison).await;
    by_script(&world, &cookie, "第 1 期 “清单”.pdf", PDF).await;
    let path = listed(&world, &cookie).await.remove(0);
    let ask = |headers: &[(&'static str, &str)]| {
        let ask = headers.iter().fold(Ask::get(&path).by(&cookie), |ask, (name, value)| ask.with(name, value));
        world.site.ask(ask)
    };
    let whole = ask(&[]).await;
    assert_eq!((whole.status, whole.body.as_bytes()), (StatusCode::OK, PDF));
    assert_eq!(whole.header("content-type"), "application/pdf");
    assert_eq!(whole.header("content-length"), PDF.len().to_string());
    assert!(whole.header("content-disposition").starts_with("attachment; filename*=UTF-8''%E7%AC%AC"));
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert!(whole.header("content-security-policy").contains("sandbox"));
    let part = ask(&[("range", "bytes=9-11")]).await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "abc"));
    assert_eq!(part.header("content-range"), format!("bytes 9-11/{}", PDF.len()));
    assert_eq!(ask(&[("range", "bytes=99-")]).await.status, StatusCode::RANGE_NOT_SATISFIABLE);
    // Compressed, it would have other places and no length.
    let long = [PDF, &[b'a'; 4096]].concat();
    by_script(&world, &cookie, "第 2 期.pdf", &long).await;
    let path = listed(&world, &cookie).await.remove(1);
    let plain = world.site.ask(Ask::get(&path).by(&cookie).with("accept-encoding", "gzip, br")).await;
    assert_eq!((plain.header("content-encoding"), plain.header("accept-ranges")), ("", "bytes"));
    assert_eq!(plain.body.as_bytes(), long);
    let again = ask(&[("if-none-match", whole.header("etag"))]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    for path in [
        format!("/tasks/35-01/reports/files/{}", path.rsplit('/').next().unwrap()),
        format!("/tasks/{OWN_SIGNED}/reports/files/x"),
    ] {
        assert_eq!(world.site.ask(Ask::get(&path).by(&cookie)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
