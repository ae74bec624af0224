//! A long preview as a browser without scripts walks it: nothing is entered that the page does not speak of.

use sqlx::PgPool;

use super::{Answer, Ask, forms::values, world::World};
use crate::{
    shared::{actor::Role, locale::Locale},
    t,
};

const LOCALE: Locale = Locale::Chinese;

/// Uploads a sheet with these rows. Returns the address of its preview.
async fn uploaded(world: &World, cookie: &str, rows: impl Iterator<Item = String>) -> String {
    let sheet =
        rows.fold("序号,领域,重点任务,工作内容及目标,牵头单位,完成时限\n".to_owned(), |sheet, row| sheet + &row + "\n");
    let upload = Ask::upload("/tasks/import", &[("plan", "35")], Some(("file", "long.csv", sheet.as_bytes())));
    world.site.ask(upload.by(cookie)).await.location().to_owned()
}

fn row(seq: u32) -> String {
    format!("{seq},审批,清理事项{seq},逐项清理。,省编办,2016-11-30")
}

/// The fields of the form on this page, with the box of one row emptied.
fn fields<'a>(page: &'a Answer, emptied: &str) -> Vec<(&'static str, &'a str)> {
    let mut fields = Vec::new();
    for name in ["key", "import", "digest", "here", "from", "faults", "out", "shown[]", "rows[]"] {
        // The first form is the one of the page's head, where it has the same field.
        let values = values(page, name);
        let values = if name.ends_with("[]") { values } else { values.into_iter().next_back().into_iter().collect() };
        fields.extend(
            values.into_iter().filter(|value| name != "rows[]" || *value != emptied).map(|value| (name, value)),
        );
    }
    fields
}

#[sqlx::test]
async fn rows_of_other_pages_are_spoken_of_and_emptied_boxes_stay_empty(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let before = world.site.count("tasks").await;
    let path = uploaded(&world, &cookie, (1001..=1400).map(row)).await;
    let page = world.site.ask(Ask::get(&path).by(&cookie)).await;
    assert_eq!(values(&page, "shown[]").len(), 300);
    for text in [
        t::tasks::rows_part(LOCALE, 1, 300, 400, t::tasks::more_elsewhere(LOCALE, 100)),
        t::tasks::confirm_all_rows(LOCALE, 400, 100),
        t::tasks::confirm_note(LOCALE, 400, 300, 100, 0),
        "value=\"rows.301\"".to_owned(),
    ] {
        assert!(page.body.contains(&text), "{text}");
    }

    let mut turn = fields(&page, "1007");
    turn.push(("turn", "rows.301"));
    let turned = world.site.ask(Ask::post("/fn/tasks/turn_import", &turn).by(&cookie)).await;
    assert_eq!((turned.status.as_u16(), turned.location()), (303, format!("{path}?from=301&out=1007#rows").as_str()));
    assert_eq!(world.site.count("tasks").await, before, "turning a page enters nothing");
    let second = world.site.ask(Ask::get(turned.location()).by(&cookie)).await;
    assert_eq!((values(&second, "shown[]").len(), values(&second, "out")), (100, vec!["1007"]));
    assert!(second.body.contains(&t::tasks::confirm_note(LOCALE, 399, 100, 299, 1)));

    // Back on the first page the box is still empty, and a refused confirmation keeps it so.
    let mut stale = fields(&second, "1400");
    stale.retain(|(name, _)| *name != "digest");
    stale.push(("digest", "stale"));
    let refused = world.site.ask(Ask::post("/fn/tasks/confirm_import", &stale).by(&cookie)).await;
    assert_eq!(refused.status.as_u16(), 409);
    assert!(refused.body.contains(&t::tasks::confirm_note(LOCALE, 398, 99, 299, 2)));
    let first = world.site.ask(Ask::get(&format!("{path}?out=1007")).by(&cookie)).await;
    let ticked = first.body.split('<').filter(|tag| tag.contains("name=\"rows[]\"") && tag.contains("checked")).count();
    assert_eq!((values(&first, "shown[]").len(), ticked), (300, 299));

    let done = world.site.ask(Ask::post("/fn/tasks/confirm_import", &fields(&second, "1400")).by(&cookie)).await;
    assert_eq!(done.status.as_u16(), 303);
    assert_eq!(world.site.count("tasks").await, before + 398);
}

#[sqlx::test]
async fn rows_held_back_are_drawn_with_what_is_wrong_and_without_a_box(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let rows = [row(1001), "九之二,审批,没有编号的事项,逐项清理。,省编办,2016-11-30".to_owned(), row(1003)];
    let path = uploaded(&world, &cookie, rows.into_iter()).await;
    let page = world.site.ask(Ask::get(&path).by(&cookie)).await;
    assert_eq!(values(&page, "shown[]"), ["1001", "1003"]);
    let held = page.body.split("<tr").find(|row| row.contains("data-skip")).expect("the row is drawn");
    for text in [t::tasks::held_back(LOCALE), "没有编号的事项", "九之二", "A3 "] {
        assert!(held.contains(text), "{text}: {held}");
    }
    assert!(held.contains("data-invalid") && !held.contains("<input"), "{held}");
    let place = |text: &str| page.body.find(text).expect("drawn");
    let table = page.body.split("id=\"rows\"").nth(1).expect("the rows");
    let in_table = |text: &str| table.find(text).expect("in the table");
    assert!(
        in_table("清理事项1001") < in_table("没有编号的事项") && in_table("没有编号的事项") < in_table("清理事项1003")
    );
    assert!(place("id=\"reports\"") < place("id=\"rows\""));
}

#[sqlx::test]
async fn faults_beyond_a_page_are_counted_and_reached(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let faulty = |seq: u32| format!("甲{seq},审批,清理事项{seq},逐项清理。,省编办,2016-11-30");
    let path = uploaded(&world, &cookie, (1..=310).map(faulty)).await;
    let page = world.site.ask(Ask::get(&path).by(&cookie)).await;
    let text = t::tasks::faults_part(LOCALE, 1, 300, 310, 10);
    assert!(page.body.contains(&text), "{text}");
    assert!(page.body.contains(t::tasks::nothing_to_enter(LOCALE)));
    let next = format!("{path}?faults=301#reports");
    assert!(page.body.contains(&format!("href=\"{next}\"")), "no form, so a link");
    let faults = |page: &Answer| {
        let table =
            page.body.split("id=\"reports\"").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap().to_owned();
        (table.matches("<tr").count() - 1, table.contains("A311"))
    };
    let rest = world.site.ask(Ask::get(&next).by(&cookie)).await;
    assert_eq!((faults(&page), faults(&rest)), ((300, false), (10, true)));

    // Beside rows that can be entered the way is a button of their form.
    let mixed = uploaded(&world, &cookie, [row(1001)].into_iter().chain((1..=310).map(faulty))).await;
    let page = world.site.ask(Ask::get(&mixed).by(&cookie)).await;
    assert!(page.body.contains("value=\"reports.301\"") && page.body.contains("form=\"confirm\""));
    let mut turn = fields(&page, "1001");
    turn.push(("turn", "reports.301"));
    let turned = world.site.ask(Ask::post("/fn/tasks/turn_import", &turn).by(&cookie)).await;
    assert!(turned.location().ends_with("?faults=301&out=1001#reports"), "{}", turned.location());
}
