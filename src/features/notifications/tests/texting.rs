//! Text messages by an adapter, here one that keeps what it is given.

use std::sync::Mutex;

use super::{super::jobs::text_messages::TextMessages, *};

#[derive(Default)]
struct Kept(Mutex<Vec<(String, String)>>);

impl TextMessages for Kept {
    fn is_there(&self) -> bool {
        true
    }

    async fn send(&self, mobile: &str, text: &str) -> anyhow::Result<()> {
        self.0.lock().unwrap().push((mobile.to_owned(), text.to_owned()));
        anyhow::bail!("the gateway has a bad day")
    }
}

#[sqlx::test]
async fn a_red_slip_is_handed_over_once_even_if_that_fails(pool: PgPool) {
    let post = Post::new(pool).await;
    post.happens("11-30T09:00", "普通", false).await;
    post.happens("11-30T09:00", "督办", true).await;
    let texts = Kept::default();
    for _ in 0..2 {
        jobs::round(&post.at("11-30T09:00"), &post.mailer(), &texts).await.unwrap();
    }
    let handed = texts.0.into_inner().unwrap();
    assert_eq!(handed.len(), 1, "{handed:?}");
    assert!(handed[0].0 == "13800000000" && handed[0].1.contains("督办"), "{handed:?}");
}
