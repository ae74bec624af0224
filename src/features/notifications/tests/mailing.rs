//! When mails go out, over days, by a clock that the test sets. Each goes through a real conversation.

use super::*;

#[sqlx::test]
async fn what_is_not_urgent_gathers_in_one_digest_a_working_day(pool: PgPool) {
    let post = Post::new(pool).await;
    // Wednesday.
    post.happens("11-30T09:10", "一", false).await;
    post.happens("11-30T17:00", "二", false).await;
    assert_eq!(post.looks("11-30T17:00").await, 0);
    assert_eq!(post.looks("12-01T08:29").await, 0);
    assert_eq!(post.looks("12-01T08:30").await, 1);
    post.happens("12-01T08:31", "三", false).await;
    for time in ["12-01T08:31", "12-01T12:00", "12-02T08:29"] {
        assert_eq!(post.looks(time).await, 0, "{time}");
    }
    assert_eq!(post.looks("12-02T08:30").await, 1);
    // Friday's waits until Monday.
    post.happens("12-02T18:00", "四", false).await;
    for time in ["12-03T08:30", "12-04T10:00", "12-05T08:00"] {
        assert_eq!(post.looks(time).await, 0, "{time}");
    }
    assert_eq!(post.looks("12-05T08:30").await, 1);
    assert_eq!(post.looks("12-06T08:30").await, 0, "nothing new, no letter");
    assert_eq!(post.told(), [vec!["一", "二"], vec!["三"], vec!["四"]]);
}

#[sqlx::test]
async fn a_red_slip_goes_at_once_by_night_and_on_sundays(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("12-04T02:00", "普通", false).await;
    post.happens("12-04T02:00", "督办", true).await;
    assert_eq!(post.looks("12-04T02:00").await, 1);
    assert_eq!(post.looks("12-04T02:01").await, 0);
    assert_eq!(post.looks("12-05T08:30").await, 1);
    assert_eq!(post.told(), [["督办"], ["普通"]]);
}

#[sqlx::test]
async fn after_days_without_a_server_there_is_one_digest_and_not_by_night(pool: PgPool) {
    let post = Post::new(pool).await;
    for (time, what) in [("11-28T10:00", "一"), ("11-29T10:00", "二"), ("11-30T10:00", "三")] {
        post.happens(time, what, false).await;
    }
    // The server is back on Thursday evening.
    for time in ["12-01T20:00", "12-01T23:59", "12-02T07:29"] {
        assert_eq!(post.looks(time).await, 0, "{time}");
    }
    assert_eq!(post.looks("12-02T07:30").await, 1);
    post.happens("12-02T08:00", "四", false).await;
    assert_eq!(post.looks("12-02T08:30").await, 0, "one a day");
    assert_eq!(post.looks("12-05T08:30").await, 1);
    assert_eq!(post.told(), [vec!["一", "二", "三"], vec!["四"]]);
}

#[sqlx::test]
async fn what_was_read_or_is_old_or_is_not_wanted_is_not_mailed(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("10-20T10:00", "旧", false).await;
    post.happens("11-29T10:00", "读过", false).await;
    sqlx::query("update notifications set read_at = now() where args->>'title' = '读过'")
        .execute(&post.app.db)
        .await
        .unwrap();
    assert_eq!(post.looks("11-30T08:30").await, 0);
    post.happens("11-30T10:00", "不要", true).await;
    sqlx::query("insert into notification_preferences (person_id, email) values ($1, false)")
        .bind(post.liaison.person.0)
        .execute(&post.app.db)
        .await
        .unwrap();
    assert_eq!(post.looks("12-01T08:30").await, 0);
}

#[sqlx::test]
async fn a_letter_says_where_to_look_in_the_language_that_was_chosen(pool: PgPool) {
    let post = Post::new(pool).await;
    let task = task(&post.app, &[post.liaison.unit]).await;
    tell(&post.app, Audience::Person(post.liaison.person), "<改革>", true, Some((task, "35-08"))).await;
    assert_eq!(post.looks("11-30T09:00").await, 1);
    sqlx::query("insert into notification_preferences (person_id, language) values ($1, 'en')")
        .bind(post.liaison.person.0)
        .execute(&post.app.db)
        .await
        .unwrap();
    tell(&post.app, Audience::Person(post.liaison.person), "reform", true, Some((task, "35-08"))).await;
    assert_eq!(post.looks("11-30T09:01").await, 1);
    let letters = post.server.letters();
    assert_eq!(letters[0].to, "liaison@example.org");
    assert!(letters[0].header("Subject").starts_with("=?utf-8?b?"), "{}", letters[0].text);
    assert!(letters[0].header("Message-ID").ends_with("@example.org>"));
    assert_ne!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
    let (chinese, english) = (plain(&letters[0].text), plain(&letters[1].text));
    assert!(chinese.contains("https://duban.example.org/tasks/35-08") && chinese.contains("全部通知："), "{chinese}");
    assert!(english.contains("Task 35-08") && english.contains("/account/notifications"), "{english}");
}

#[sqlx::test]
async fn nothing_is_mailed_of_a_task_that_may_not_be_seen_any_more(pool: PgPool) {
    let post = Post::new(pool).await;
    let task = task(&post.app, &[post.liaison.unit]).await;
    tell(&post.app, Audience::Person(post.liaison.person), "改革", true, Some((task, "35-08"))).await;
    lose(&post.app, task, &post.liaison).await;
    assert_eq!(post.looks("11-30T09:00").await, 0);
    assert!(post.server.letters().is_empty());
}

#[sqlx::test]
async fn two_processes_do_not_send_the_same(pool: PgPool) {
    let post = Post::new(pool).await;
    for number in 0..5 {
        let person = testing::person(&post.app, Role::Liaison, &format!("P-{number}")).await;
        give_address(&post.app, &person).await;
        tell(&post.app, Audience::Person(person.person), "督办", true, None).await;
    }
    let (one, two) = tokio::join!(post.looks("11-30T09:00"), post.looks("11-30T09:00"));
    let rest = post.looks("11-30T09:00").await;
    assert_eq!(one + two + rest, 5);
    assert_eq!(post.server.letters().len(), 5);
}

#[sqlx::test]
async fn where_the_day_stands_still_mails_tell_of_that_day(pool: PgPool) {
    let post = Post::new(pool).await;
    let to = Audience::Person(post.liaison.person);
    // Weeks after the day at which the office stands.
    let held = |time| App { clock: post.at(time).clock.with_day("2016-11-30".parse().ok()), ..post.app.clone() };
    post.happens("10-20T10:00", "旧", true).await;
    tell(&held("12-28T08:10"), to, "普通", false, None).await;
    tell(&held("12-28T08:20"), to, "督办", true, None).await;
    let mut sent = Vec::new();
    for time in ["12-28T08:20", "12-28T08:29", "12-28T08:30", "12-28T12:00"] {
        sent.push(jobs::round(&held(time), &post.mailer(), &NoTextMessages).await.unwrap());
    }
    assert_eq!(sent, [1, 0, 1, 0]);
    assert_eq!(post.told(), [["督办"], ["普通"]]);
}
