//! The order that is picked beside the filters.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use sqlx::PgPool;
use tower::ServiceExt as _;

use super::{Ledger, content};
use crate::{
    features::tasks::content::TaskContent,
    server::{http::router, testing},
    shared::actor::Actor,
};

/// The filters' form on the page at `address`.
async fn form(ledger: &Ledger, actor: &Actor, address: &str) -> String {
    let (_, cookie) = testing::session(&ledger.app, actor).await;
    let request = Request::get(address).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let response = router(ledger.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    let page = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    let (_, form) = page.split_once("class=\"filters\"").expect("the filters");
    form.split_once("</form>").map(|(form, _)| form.to_owned()).expect("its end")
}

/// Value and words of each order that is offered, and the chosen one.
fn orders(form: &str) -> (Vec<(String, String)>, Option<String>) {
    let (_, select) = form.split_once("<select name=\"sort\">").expect("a list of orders");
    let (select, _) = select.split_once("</select>").expect("its end");
    let (mut offered, mut chosen) = (Vec::new(), None);
    for option in select.split("<option ").skip(1) {
        let (head, text) = option.split_once('>').unwrap();
        let value = head.split('"').nth(1).unwrap_or_default().to_owned();
        if head.contains("selected") {
            chosen = Some(value.clone());
        }
        offered.push((value, text.split('<').next().unwrap_or_default().to_owned()));
    }
    (offered, chosen)
}

#[sqlx::test]
async fn the_form_offers_every_order_in_words_and_keeps_the_chosen_one(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&content(1)).await;
    let (offered, chosen) = orders(&form(&ledger, &ledger.registrar, "/tasks").await);
    let offered: Vec<(&str, &str)> = offered.iter().map(|(value, text)| (value.as_str(), text.as_str())).collect();
    let words = [
        ("", "按编号排序"),
        ("due", "按完成时限排序"),
        ("open", "按紧急程度排序"),
        ("title", "按任务名称排序"),
        ("field", "按领域排序"),
        ("updated", "按更新时间排序"),
    ];
    assert_eq!((offered.as_slice(), chosen), (words.as_slice(), None));
    for order in ["due", "open", "title", "field", "updated"] {
        for path in ["/tasks", "/tasks/timeline"] {
            let form = form(&ledger, &ledger.registrar, &format!("{path}?sort={order}&order=desc")).await;
            assert_eq!(orders(&form).1.as_deref(), Some(order), "{path}");
            assert_eq!(form.matches("name=\"sort\"").count(), 1, "one value is sent: {form}");
            assert!(form.contains("name=\"order\" value=\"desc\""), "the direction is kept: {form}");
        }
    }
}

#[sqlx::test]
async fn a_search_begins_with_the_best_match_unless_an_order_is_picked(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&content(1)).await;
    let (offered, chosen) = orders(&form(&ledger, &ledger.registrar, "/tasks?q=x").await);
    assert_eq!(
        offered[..2],
        [("", "按相符程度排序"), ("number", "按编号排序")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(chosen, None);
    let (_, chosen) = orders(&form(&ledger, &ledger.registrar, "/tasks?q=x&sort=number").await);
    assert_eq!(chosen.as_deref(), Some("number"));
}

#[sqlx::test]
async fn a_picked_order_changes_the_list(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    for (seq, title) in [(1, "乙"), (2, "丙"), (3, "一")] {
        ledger.enter(&TaskContent { title: title.to_owned(), ..content(seq) }).await;
    }
    let titles = ledger.found(&[("sort", "title")]).await;
    assert_eq!(titles, ["35-03", "35-02", "35-01"], "by code point");
    assert_eq!(ledger.found(&[("sort", "")]).await, ["35-01", "35-02", "35-03"], "the empty choice");
}
