//! Texts that try to become markup, in every place where a text is kept.

use sqlx::PgPool;

use super::{Ask, world::World};
use crate::{
    app::router::page_paths,
    features::tasks::commands::upload_import::{NewImport, upload_import},
    server::testing,
    shared::actor::Role,
};

const HOSTILE: &str =
    "</textarea></title></script><script>hostile()</script><img src=x onerror=hostile()>\"' onclick=hostile() {{x}}";

/// What may hold such a text: table and column.
const TEXTS: [(&str, &str); 18] = [
    ("tasks", "title"),
    ("tasks", "content"),
    ("tasks", "note"),
    ("tasks", "progress"),
    ("tasks", "deadline_text"),
    ("task_units", "duty"),
    ("task_classes", "written"),
    ("task_unmatched", "written"),
    ("task_sources", "document"),
    ("task_sources", "clause"),
    ("milestones", "title"),
    ("milestones", "due_text"),
    ("plans", "name"),
    ("people", "name"),
    ("people", "post"),
    ("sessions", "device"),
    ("unit_aliases", "alias"),
    ("imports", "file_name"),
];

/// The tags of a page without the values of their attributes.
fn tags(body: &str) -> Vec<String> {
    let starts =
        body.match_indices('<').filter(|(at, _)| body[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    starts
        .map(|(at, _)| {
            let mut quoted = false;
            let inside = body[at + 1..].chars().filter_map(|c| {
                if c == '"' {
                    quoted = !quoted;
                    return Some(None);
                }
                (!quoted).then_some(Some(c))
            });
            inside.take_while(|c| *c != Some('>')).flatten().collect()
        })
        .collect()
}

#[test]
fn an_attribute_that_breaks_out_is_seen() {
    assert_eq!(tags(r#"<a href="x>y" id="z">text " onclick</a><!> <br>"#), ["a href= id=", "br"]);
    assert!(tags(r#"<a title="" onclick=hostile() ">"#)[0].contains("onclick"));
}

#[sqlx::test]
async fn no_text_becomes_markup_on_any_page(pool: PgPool) {
    let world = World::new(pool).await;
    let app = &world.site.app;
    let task = "(select id from tasks where number = '35-01')";
    for row in [
        format!("insert into task_classes select {task}, 1, id, 'x' from unit_classes where code = 'CITIES'"),
        format!("insert into task_unmatched values ({task}, 1, 'x')"),
        format!("insert into task_sources values ({task}, 1, 'x', 'x')"),
        format!(
            "insert into milestones (id, task_id, position, title, due_kind) values ({task}, {task}, 1, 'x', 'unscheduled')"
        ),
        "insert into unit_aliases select 'x', id, null from units where code = 'P-BB'".to_owned(),
        "delete from unit_aliases where alias <> 'x'".to_owned(),
        "update tasks set field = 'x' || seq".to_owned(),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(row.clone())).execute(&app.db).await.expect(&row);
    }
    // Sheets too, after their names and cells.
    let registrar = world.reader(Role::Registrar);
    let sheet = include_str!("../../../../demo/ledger-72.csv").replacen("再取消下放一批", HOSTILE, 1);
    let import = NewImport { plan: Ok("35".to_owned()), file_name: HOSTILE.to_owned(), content: sheet.into_bytes() };
    let import = upload_import(&app.db, &testing::act(app, registrar), import).await.unwrap();
    for (table, column) in TEXTS {
        let change = format!("update {table} set {column} = $1");
        sqlx::query(sqlx::AssertSqlSafe(change)).bind(HOSTILE).execute(&app.db).await.expect(column);
    }
    sqlx::query("update units set short_name = $1, name = $1 where code = 'P-BB'")
        .bind(HOSTILE)
        .execute(&app.db)
        .await
        .unwrap();
    sqlx::query("update unit_classes set label = $1 where code = 'CITIES'")
        .bind(HOSTILE)
        .execute(&app.db)
        .await
        .unwrap();
    let mut seen = 0;
    let imported = format!("/tasks/import/{import}");
    for role in [Role::Registrar, Role::Liaison, Role::SysAdmin, Role::SecurityAdmin, Role::Auditor] {
        let cookie = world.as_role(role).await;
        let query: String = serde_urlencoded::to_string([("q", HOSTILE), ("field", HOSTILE)]).unwrap();
        let paths = page_paths().into_iter().map(|path| world.address(&path, true));
        for path in paths.chain([imported.clone(), format!("/tasks?{query}"), format!("/login?next=/{query}")]) {
            let answer = world.site.ask(Ask::get(&path).by(&cookie)).await;
            assert!(!answer.status.is_server_error(), "{role:?} {path}: {}", answer.status);
            for markup in ["<script>hostile", "<img src=x"] {
                let around = answer.body.split(markup).next().unwrap_or_default();
                let before = &around[around.floor_char_boundary(around.len().saturating_sub(200))..];
                assert!(!answer.body.contains(markup), "{role:?} {path}: {markup} after {before}");
            }
            for tag in tags(&answer.body) {
                assert!(!tag.contains("onclick") && !tag.contains("onerror"), "{role:?} {path}: {tag}");
            }
            seen += answer.body.matches("hostile()").count();
        }
    }
    assert!(seen > 100, "the texts are shown, as texts: {seen}");
}
