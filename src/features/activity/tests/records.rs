//! The history on the pages of units, classes, people and roles, as their administrators read it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use sqlx::PgPool;

use super::{ask, happen};
use crate::{
    features::{
        accounts::{
            commands::{
                disable::disable,
                edit_person::edit_person,
                roles::{grant, withdraw},
            },
            inputs::PersonForm,
        },
        activity::model::{NewEvent, Object},
        units::{
            commands::{
                aliases::{Named, add_alias},
                classes::{create_class, edit_class},
                close::close_unit,
                edit::edit_unit,
            },
            inputs::{ClassForm, UnitForm},
        },
    },
    server::{state::App, testing},
    shared::{
        actor::{Actor, Role},
        ids::CommandKey,
    },
};

/// The page's history panel, and nothing after it.
async fn past(app: &App, reader: &Actor, address: &str) -> String {
    let (status, _, page) = ask(app, reader, address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    let (_, panel) = page.split_once("id=\"history\"").expect("a history");
    panel.split_once("</section>").map(|(panel, _)| panel.to_owned()).expect("its end")
}

fn tells(panel: &str, parts: &[&str]) {
    for part in parts {
        assert!(panel.contains(part), "{part} is missing in {panel}");
    }
}

#[sqlx::test]
async fn a_unit_tells_what_was_changed_and_by_whom(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let act = testing::act(&app, &admin);
    testing::unit(&app, "P-BB").await;
    tells(&past(&app, &admin, "/admin/units/P-BB").await, &["变更记录", "还没有记录"]);
    let form = UnitForm {
        code: "P-BB".to_owned(),
        name: "吉林省编办".to_owned(),
        short_name: "省编办".to_owned(),
        kind: "office".to_owned(),
        parent: "XTB".to_owned(),
        ..UnitForm::default()
    };
    edit_unit(&app.db, &act, CommandKey::new(), 1, form).await.unwrap();
    add_alias(&app.db, &act, &Named::Unit("P-BB".to_owned()), "编制办").await.unwrap();
    close_unit(&app.db, &act, "P-BB").await.unwrap();
    let panel = past(&app, &admin, "/admin/units/P-BB").await;
    tells(&panel, &[&admin.name, "修改单位", "简称", "<del>省P-BB<", "<ins>省编办<", "上级单位", "<ins>省XTB<"]);
    tells(&panel, &["添加单位别名", "<ins>编制办<", "撤销单位"]);
    assert!(!past(&app, &admin, "/admin/units/XTB").await.contains("省编办"), "each its own");
}

#[sqlx::test]
async fn a_class_names_its_units_by_their_names(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let act = testing::act(&app, &admin);
    for code in ["P-BB", "P-FGW"] {
        testing::unit(&app, code).await;
    }
    let form = |members: &[&str]| ClassForm {
        code: "ALL".to_owned(),
        label: "各部门".to_owned(),
        extent: "closed".to_owned(),
        members: members.iter().map(|code| (*code).to_owned()).collect(),
        candidate_kinds: Vec::new(),
    };
    create_class(&app.db, &act, CommandKey::new(), form(&["P-BB"])).await.unwrap();
    edit_class(&app.db, &act, CommandKey::new(), 1, form(&["P-BB", "P-FGW"])).await.unwrap();
    let panel = past(&app, &admin, "/admin/classes/ALL").await;
    tells(&panel, &["新建单位类", "修改单位类", "成员单位", "<ins>省P-FGW<"]);
    assert!(!panel.contains("省P-BB"), "what stayed is not repeated");
}

/// A liaison whose account was edited, given a role, relieved of it and disabled, and who did things of their own.
async fn eventful(app: &App, admin: &Actor, security: &Actor) -> Actor {
    let person = testing::person(app, Role::Liaison, "P-BB").await;
    let form = PersonForm {
        account: "liaison".to_owned(),
        name: "程某".to_owned(),
        unit: "P-BB".to_owned(),
        mobile: "13900000001".to_owned(),
        ..PersonForm::default()
    };
    let (by_admin, by_security) = (testing::act(app, admin), testing::act(app, security));
    edit_person(&app.db, &by_admin, CommandKey::new(), person.person, 1, form).await.unwrap();
    grant(&app.db, &by_security, person.person, "reporter").await.unwrap();
    withdraw(&app.db, &by_security, person.person, "reporter").await.unwrap();
    let own = |verb| NewEvent::new(verb, Object::new("person", person.person.0, "程某"));
    happen(app, Some(&person), "::1", own("session.others_ended").after(&json!({"sessions_ended": 1}))).await;
    happen(app, Some(&person), "::1", own("person.mail_chosen").after(&json!({"digest_at": "08:00"}))).await;
    disable(&app.db, &by_admin, person.person).await.unwrap();
    person
}

#[sqlx::test]
async fn an_account_tells_what_administrators_did_not_what_its_owner_does(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let person = eventful(&app, &admin, &security).await;
    let panel = past(&app, &admin, &format!("/admin/people/{}", person.person)).await;
    tells(&panel, &["修改账号资料", "手机", "13900000001", "授予角色", "收回角色", "填报人", "停用账号"]);
    for own in ["结束其他登录", "08:00", "::1"] {
        assert!(!panel.contains(own), "{own} is nobody else's matter: {panel}");
    }
}

#[sqlx::test]
async fn the_security_administrator_reads_of_roles_only(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let person = eventful(&app, &admin, &security).await;
    let panel = past(&app, &security, &format!("/admin/roles/{}", person.person)).await;
    tells(&panel, &[&security.name, "授予角色", "<ins>填报人<", "收回角色", "<del>填报人<"]);
    for other in ["13900000001", "修改账号资料", "停用账号", "结束其他登录"] {
        assert!(!panel.contains(other), "{other} belongs to another page: {panel}");
    }
}

#[sqlx::test]
async fn the_earlier_part_is_one_step_away(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let unit = testing::unit(&app, "P-BB").await;
    for number in 0..25 {
        let later = testing::later(&app, TimeDelta::minutes(number));
        let object = Object::new("unit", unit.0, "省编办");
        let added = NewEvent::new("unit.alias_added", object).after(&json!({"alias": format!("别名{number:02}")}));
        happen(&later, Some(&admin), "::1", added).await;
    }
    let panel = past(&app, &admin, "/admin/units/P-BB").await;
    assert!(panel.contains("别名05") && !panel.contains("别名04"), "{panel}");
    let (_, link) = panel.split_once("/admin/units/P-BB?history=").expect("a link to the earlier part");
    let cursor = link.split(['#', '"']).next().unwrap();
    let earlier = past(&app, &admin, &format!("/admin/units/P-BB?history={cursor}")).await;
    assert!(earlier.contains("别名04") && !earlier.contains("别名05"), "{earlier}");
}
