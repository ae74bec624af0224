//! The arrangements that the program ships.

use sqlx::PgPool;

use crate::{
    features::calendar::{
        commands::remove_day::remove_day,
        published::load,
        queries::{read, view},
    },
    server::testing,
    shared::actor::Role,
};

#[sqlx::test]
async fn what_the_office_changed_stays_changed(pool: PgPool) {
    let app = testing::app(pool).await;
    let registrar = testing::person(&app, Role::Registrar, "XTB").await;
    let act = testing::act(&app, &registrar);
    let shipped = read(&app.db).await.unwrap();
    assert!((2015..=2026).all(|year| shipped.published(year)) && !shipped.published(2014) && !shipped.published(2027));
    assert_eq!(shipped.between("2015-12-31".parse().unwrap(), "2016-12-31".parse().unwrap()), 250);
    remove_day(&app.db, &act, "2016-10-08").await.unwrap();
    load(&app.db).await.unwrap();
    let days = view(&app.db, &registrar, 2016).await.unwrap().days;
    assert_eq!(days.len(), 22);
    assert!(days.iter().all(|row| row.day.to_string() != "2016-10-08"));
}

#[sqlx::test]
async fn a_year_that_is_missing_is_entered_without_touching_what_somebody_entered_before(pool: PgPool) {
    let app = testing::app(pool).await;
    let registrar = testing::person(&app, Role::Registrar, "XTB").await;
    for sql in [
        "delete from calendar_years where year = 2016",
        "delete from calendar_days where day between '2016-01-01' and '2016-12-31'",
        "insert into calendar_days (day, kind, name) values ('2016-10-03', 'off', '自填')",
    ] {
        sqlx::query(sql).execute(&app.db).await.unwrap();
    }
    let (one, two) = tokio::join!(load(&app.db), load(&app.db));
    one.and(two).expect("both of two processes");
    let days = view(&app.db, &registrar, 2016).await.unwrap().days;
    assert_eq!(days.len(), 23);
    assert_eq!(days.iter().find(|row| row.day.to_string() == "2016-10-03").unwrap().name, "自填");
}
