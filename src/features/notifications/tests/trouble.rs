//! A mail server that refuses, cuts the line or is away.

use super::{smtp::Manner, *};

/// Attempts, whether it ended well, whether it was given up, and the last error.
async fn state(app: &App) -> (i32, bool, bool, String) {
    sqlx::query_as("select attempts, sent_at is not null, given_up_at is not null, last_error from mails")
        .fetch_one(&app.db)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_letter_of_unknown_end_goes_again_as_the_same_letter(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("11-30T09:00", "督办", true).await;
    post.server.misbehave(&[Manner::CutAfterData]);
    assert_eq!(post.looks("11-30T09:00").await, 0);
    assert_eq!(post.looks("11-30T09:00").await, 0, "not at once");
    assert_eq!(post.looks("11-30T09:01").await, 1);
    assert_eq!(post.looks("11-30T10:01").await, 0);
    let letters = post.server.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0], letters[1], "the same bytes under the same Message-ID");
    assert!(!letters[0].header("Message-ID").is_empty());
    let (attempts, sent, given_up, error) = state(&post.app).await;
    assert_eq!((attempts, sent, given_up, error.as_str()), (2, true, false, ""));
}

#[sqlx::test]
async fn pauses_grow_and_the_eighth_try_is_the_last(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("11-30T09:00", "督办", true).await;
    post.server.misbehave(&[Manner::Later; 20]);
    let (mut tries, mut pauses, mut last) = (0, Vec::new(), 0);
    for minute in 0..1_000 {
        let app = after(&post.at("11-30T09:00"), minute);
        jobs::round(&app, &post.mailer(), &NoTextMessages).await.unwrap();
        let (attempts, ..) = state(&post.app).await;
        if attempts > tries {
            pauses.push(minute - last);
            (tries, last) = (attempts, minute);
        }
    }
    assert_eq!(pauses, [0, 1, 5, 15, 60, 120, 240, 480]);
    let (attempts, sent, given_up, error) = state(&post.app).await;
    assert_eq!((attempts, sent, given_up), (8, false, true));
    assert!(error.contains("later"), "{error}");
}

#[sqlx::test]
async fn a_refused_address_is_given_up_at_once_and_holds_up_nobody(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("11-30T09:00", "督办", true).await;
    post.server.misbehave(&[Manner::Never]);
    assert_eq!(post.looks("11-30T09:00").await, 0);
    let (attempts, sent, given_up, error) = state(&post.app).await;
    assert_eq!((attempts, sent, given_up), (1, false, true));
    assert!(error.contains("no such mailbox"), "{error}");
    post.happens("11-30T09:05", "再次", true).await;
    assert_eq!(post.looks("11-30T09:05").await, 1);
}

#[sqlx::test]
async fn while_the_mail_server_is_away_things_gather_instead_of_piling_up(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("11-30T09:00", "一", true).await;
    post.server.misbehave(&[Manner::CutAtOnce; 3]);
    assert_eq!(post.looks("11-30T09:00").await, 0);
    for (time, what) in [("11-30T09:01", "二"), ("11-30T09:02", "三"), ("11-30T09:03", "四")] {
        post.happens(time, what, true).await;
    }
    for time in ["11-30T09:01", "11-30T09:06", "11-30T09:21"] {
        post.looks(time).await;
    }
    post.looks("11-30T09:22").await;
    assert_eq!(post.told(), [vec!["一"], vec!["二", "三", "四"]]);
}

#[sqlx::test]
async fn a_letter_that_waits_is_not_sent_once_its_task_may_not_be_seen(pool: PgPool) {
    let post = Post::new(pool).await;
    let task = task(&post.app, &[post.liaison.unit]).await;
    tell(&post.app, Audience::Person(post.liaison.person), "改革", true, Some((task, "35-08"))).await;
    post.server.misbehave(&[Manner::Later]);
    assert_eq!(post.looks("11-30T09:00").await, 0);
    lose(&post.app, task, &post.liaison).await;
    assert_eq!(post.looks("11-30T09:01").await, 0);
    let (attempts, sent, given_up, _) = state(&post.app).await;
    assert_eq!((attempts, sent, given_up), (2, false, true));
    assert!(post.server.letters().is_empty());
}
