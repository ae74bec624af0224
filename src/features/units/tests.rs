//! Tests of units, through the functions that the pages and forms call.

use sqlx::PgPool;

use super::{
    commands::{
        UnitFiles,
        aliases::{Named, add_alias, remove_alias},
        classes::{create_class, edit_class},
        close::{close_unit, reopen_unit},
        create::create_unit,
        edit::edit_unit,
        load::Loaded,
        load_units,
    },
    inputs::{ClassForm, UnitForm},
    model::UnitKind,
    queries::{all_units, classes, pages, pick_list, unit_book_rows},
};
use crate::{
    features::accounts::commands::at_server::command_line,
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
    },
};

const FILES: UnitFiles<'static> = UnitFiles {
    units: include_str!("../../../demo/units.csv"),
    aliases: include_str!("../../../demo/unit-aliases.csv"),
    classes: include_str!("../../../demo/unit-classes.csv"),
};

async fn admin(app: &App) -> (Actor, Act) {
    let actor = testing::person(app, Role::SysAdmin, "XTB").await;
    let act = testing::act(app, &actor);
    (actor, act)
}

fn form(code: &str, name: &str) -> UnitForm {
    UnitForm {
        code: code.to_owned(),
        name: format!("吉林省{name}"),
        short_name: format!("省{name}"),
        kind: "province_department".to_owned(),
        ..UnitForm::default()
    }
}

fn class(code: &str, members: &[&str]) -> ClassForm {
    ClassForm {
        code: code.to_owned(),
        label: format!("各{code}"),
        extent: "closed".to_owned(),
        members: members.iter().map(|code| (*code).to_owned()).collect(),
        candidate_kinds: Vec::new(),
    }
}

async fn codes(app: &App) -> Vec<String> {
    all_units(&app.db).await.unwrap().into_iter().map(|unit| unit.code).collect()
}

#[sqlx::test]
async fn units_are_entered_in_order_once(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = admin(&app).await;
    let key = CommandKey::new();
    for _ in 0..2 {
        assert_eq!(create_unit(&app.db, &act, key, form("p-cs", "测试厅")).await.unwrap(), "P-CS");
    }
    let child = UnitForm { parent: "P-CS".into(), ..form("P-CS2", "测试二处") };
    create_unit(&app.db, &act, CommandKey::new(), child).await.unwrap();
    assert_eq!(codes(&app).await, ["XTB", "P-CS", "P-CS2"]);
    let view = pages::view(&app.db, &actor, "P-CS2").await.unwrap();
    assert_eq!(view.parent, Some(("P-CS".to_owned(), "省测试厅".to_owned())));
    assert_eq!(testing::verbs(&app).await, ["unit.created", "unit.created"]);
}

#[sqlx::test]
async fn what_is_taken_or_unknown_is_told_at_its_field(pool: PgPool) {
    let app = testing::app(pool).await;
    let (_, act) = admin(&app).await;
    create_unit(&app.db, &act, CommandKey::new(), form("P-CS", "测试厅")).await.unwrap();
    for (form, field) in [
        (form("P-CS", "别的厅"), "code"),
        (UnitForm { name: "吉林省测试厅".into(), ..form("P-X", "别的厅") }, "name"),
        (UnitForm { short_name: "省测试厅".into(), ..form("P-X", "别的厅") }, "short_name"),
        (UnitForm { parent: "P-NO".into(), ..form("P-X", "别的厅") }, "parent"),
        (UnitForm { kind: "region".into(), ..form("P-X", "别的厅") }, "kind"),
        (UnitForm { sort_order: "-1".into(), ..form("P-X", "别的厅") }, "sort_order"),
        (form("P X", "别的厅"), "code"),
    ] {
        let error = create_unit(&app.db, &act, CommandKey::new(), form).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
}

#[sqlx::test]
async fn only_the_system_administrator_changes_units(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::unit(&app, "P-BB").await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::SysAdmin) {
        let actor = testing::person(&app, role, "XTB").await;
        let (act, db, key) = (testing::act(&app, &actor), &app.db, CommandKey::new());
        let named = Named::Unit("P-BB".to_owned());
        for refused in [
            create_unit(db, &act, key, UnitForm::default()).await.map(|_| ()),
            edit_unit(db, &act, key, 1, form("P-BB", "编办")).await,
            close_unit(db, &act, "P-BB").await,
            reopen_unit(db, &act, "P-BB").await,
            add_alias(db, &act, &named, "省委编办").await,
            remove_alias(db, &act, &named, "省委编办").await,
            create_class(db, &act, key, class("X", &["P-BB"])).await.map(|_| ()),
            edit_class(db, &act, key, 1, class("X", &["P-BB"])).await,
            pages::list(db, &actor).await.map(|_| ()),
            pages::view(db, &actor, "P-BB").await.map(|_| ()),
            classes::view(db, &actor, "X").await.map(|_| ()),
        ] {
            assert_eq!(refused, Err(AppError::NotFound), "{role:?}");
        }
    }
    assert!(testing::verbs(&app).await.is_empty());
}

#[sqlx::test]
async fn of_two_who_edit_the_second_learns_of_the_first(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = admin(&app).await;
    testing::unit(&app, "P-BB").await;
    let key = CommandKey::new();
    for _ in 0..2 {
        edit_unit(&app.db, &act, key, 1, form("P-BB", "编办")).await.unwrap();
    }
    let second = edit_unit(&app.db, &act, CommandKey::new(), 1, form("P-BB", "编委办")).await;
    assert_eq!(second, Err(AppError::Conflict));
    let view = pages::view(&app.db, &actor, "P-BB").await.unwrap();
    assert_eq!((view.short_name.as_str(), view.version), ("省编办", 2));
    let unknown = edit_unit(&app.db, &act, CommandKey::new(), 1, form("P-NO", "没有")).await;
    assert_eq!(unknown, Err(AppError::NotFound));
    assert_eq!(testing::verbs(&app).await, ["unit.edited"]);
}

#[sqlx::test]
async fn a_unit_in_use_cannot_be_closed(pool: PgPool) {
    let app = testing::app(pool).await;
    let (_, act) = admin(&app).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    assert!(matches!(close_unit(&app.db, &act, "P-BB").await, Err(AppError::Refused(_))));
    sqlx::query("update people set disabled_at = now() where account = 'liaison'").execute(&app.db).await.unwrap();
    for _ in 0..2 {
        close_unit(&app.db, &act, "P-BB").await.unwrap();
    }
    assert_eq!(codes(&app).await, ["XTB", "P-BB"], "its history stays");
    assert_eq!(pick_list(&app.db).await.unwrap().len(), 1, "nobody chooses it any more");
    for _ in 0..2 {
        reopen_unit(&app.db, &act, "P-BB").await.unwrap();
    }
    assert_eq!(pick_list(&app.db).await.unwrap().len(), 2);
    assert_eq!(testing::verbs(&app).await, ["unit.closed", "unit.reopened"]);
}

#[sqlx::test]
async fn an_open_task_holds_its_unit(pool: PgPool) {
    let app = testing::app(pool).await;
    let (_, act) = admin(&app).await;
    let unit = testing::unit(&app, "P-BB").await;
    for sql in [
        "insert into plans (id, name, prefix, year, starts_on, ends_on, created_at)
         values ('00000000-0000-7000-8000-000000000001', '2016年', '35', 2016, '2016-10-12', '2016-12-20', now())",
        "insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, created_at, updated_at)
         values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1, '35-01', '放', '清理',
                 'ongoing', now(), now())",
    ] {
        sqlx::query(sql).execute(&app.db).await.unwrap();
    }
    sqlx::query(
        "insert into task_units (task_id, unit_id, role, position)
         values ('00000000-0000-7000-8000-000000000002', $1, 'lead', 0)",
    )
    .bind(unit.0)
    .execute(&app.db)
    .await
    .unwrap();
    assert!(matches!(close_unit(&app.db, &act, "P-BB").await, Err(AppError::Refused(_))));
    sqlx::query("update tasks set state = 'written_off'").execute(&app.db).await.unwrap();
    close_unit(&app.db, &act, "P-BB").await.unwrap();
}

#[sqlx::test]
async fn a_wording_names_one_thing(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = admin(&app).await;
    for code in ["P-BB", "P-FGW"] {
        testing::unit(&app, code).await;
    }
    create_class(&app.db, &act, CommandKey::new(), class("ALL", &["P-BB", "P-FGW"])).await.unwrap();
    let (unit, other) = (Named::Unit("P-BB".to_owned()), Named::Unit("P-FGW".to_owned()));
    for _ in 0..2 {
        add_alias(&app.db, &act, &unit, " 省委编办 ").await.unwrap();
    }
    let class = Named::Class("ALL".to_owned());
    add_alias(&app.db, &act, &class, "全部").await.unwrap();
    for (named, alias) in
        [(&other, "省委编办"), (&class, "省委编办"), (&other, ""), (&other, "省P-BB"), (&unit, "各ALL")]
    {
        let error = add_alias(&app.db, &act, named, alias).await.unwrap_err();
        assert!(error.of_field("alias").is_some(), "{alias}: {error:?}");
    }
    assert_eq!(pages::view(&app.db, &actor, "P-BB").await.unwrap().aliases, ["省委编办"]);
    remove_alias(&app.db, &act, &other, "省委编办").await.unwrap();
    assert_eq!(pages::view(&app.db, &actor, "P-BB").await.unwrap().aliases.len(), 1, "another's is not removed");
    for _ in 0..2 {
        remove_alias(&app.db, &act, &unit, "省委编办").await.unwrap();
    }
    let nowhere = add_alias(&app.db, &act, &Named::Unit("P-NO".to_owned()), "某厅").await;
    assert_eq!(nowhere, Err(AppError::NotFound));
    let verbs = testing::verbs(&app).await;
    assert_eq!(verbs, ["unit_class.created", "unit.alias_added", "unit_class.alias_added", "unit.alias_removed"]);
}

#[sqlx::test]
async fn classes_have_members_or_kinds(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = admin(&app).await;
    for code in ["P-BB", "P-FGW"] {
        testing::unit(&app, code).await;
    }
    let key = CommandKey::new();
    for _ in 0..2 {
        create_class(&app.db, &act, key, class("ALL", &["P-FGW", "P-BB"])).await.unwrap();
    }
    let view = classes::view(&app.db, &actor, "ALL").await.unwrap();
    assert_eq!(view.class.members, ["P-BB", "P-FGW"]);
    let open = ClassForm {
        extent: "open".to_owned(),
        candidate_kinds: vec!["province_department".to_owned()],
        ..class("ALL", &["P-BB"])
    };
    edit_class(&app.db, &act, CommandKey::new(), view.version, open).await.unwrap();
    assert_eq!(edit_class(&app.db, &act, CommandKey::new(), 1, class("ALL", &["P-BB"])).await, Err(AppError::Conflict));
    let view = classes::view(&app.db, &actor, "ALL").await.unwrap();
    assert!(view.class.members.is_empty() && !view.class.closed);
    assert_eq!(view.class.candidate_kinds, [UnitKind::ProvinceDepartment]);
    for (form, field) in [
        (class("ALL", &["P-BB"]), "code"),
        (class("X", &[]), "members"),
        (class("X", &["P-NO"]), "members"),
        (ClassForm { extent: "open".to_owned(), ..class("X", &[]) }, "candidate_kinds"),
        (ClassForm { extent: String::new(), ..class("X", &[]) }, "extent"),
        (ClassForm { label: "各ALL".to_owned(), ..class("X", &["P-BB"]) }, "label"),
    ] {
        let error = create_class(&app.db, &act, CommandKey::new(), form).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    assert_eq!(testing::verbs(&app).await, ["unit_class.created", "unit_class.edited"]);
}

#[sqlx::test]
async fn the_unit_table_is_loaded_once(pool: PgPool) {
    let app = testing::app(pool).await;
    let who = command_line(app.clock.now());
    let loaded = load_units(&app.db, &who, FILES).await.unwrap();
    assert_eq!((loaded.units, loaded.classes), (63, 7));
    assert_eq!(load_units(&app.db, &who, FILES).await.unwrap(), Loaded::default());
    let renamed = FILES.units.replace("省编办", "省委编办");
    let again = load_units(&app.db, &who, UnitFiles { units: &renamed, ..FILES }).await.unwrap();
    assert_eq!(again, Loaded { units: 1, ..Loaded::default() });
    let book = unit_book_rows(&mut app.db.acquire().await.unwrap()).await.unwrap();
    assert_eq!((book.units.len(), book.classes.len()), (63, 7));
    assert_eq!(book.aliases.len() as u64, loaded.aliases);
    let cities = book.classes.iter().find(|class| class.code == "CITIES").unwrap();
    assert_eq!((cities.closed, cities.members.len()), (true, 9));
    assert_eq!(book.units[0].code, "XTB");
    assert_eq!(testing::verbs(&app).await, ["unit.loaded", "unit.loaded"]);
}

#[sqlx::test]
async fn a_faulty_table_changes_nothing(pool: PgPool) {
    let app = testing::app(pool).await;
    let who = command_line(app.clock.now());
    let with = |units: &'static str| UnitFiles { units, ..FILES };
    for units in ["", "code,name\nP-X,x", "code,name,short_name,kind,parent_code,sort_order\nP-X,x,y,moon,,1"] {
        assert!(load_units(&app.db, &who, with(units)).await.is_err(), "{units:?}");
    }
    assert!(codes(&app).await.is_empty());
}
