//! `GET /live`: an event stream (HTML Living Standard, 9.2) of what changed.
//!
//! | event | data | means |
//! |---|---|---|
//! | `ready` | `{}` | following from the version in `id` on |
//! | `change` | `{"topic", "id", "version"}` | ask again for what shows this; without `id`: for the whole topic |
//! | `reset` | `{"version"}` | too much was missed: ask again for everything |
//! | `beat` | `{}` | nothing happened for a while, the line is good |
//! | `ended` | `{}` | the session ended: do not come back |
//!
//! `id` is the version: browsers send it back as `Last-Event-ID` when they come again; `?since=` is for the first time.
//! `?inbox=` says how the page knows the reader's inbox, so that what came meanwhile is told.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures::stream;
use serde::Deserialize;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

use super::{
    News, Place,
    change::{self, Change, Topic},
    inboxes::{Mark, marks},
    reader::Reader,
};
use crate::{
    features::accounts::sessions,
    server::{
        context::RequestContext,
        http::identify::{cookie, session_cookie},
        state::App,
    },
};

/// A quiet stream says so this often: proxies keep it open, and the browser notices a dead line.
const BEAT: Duration = Duration::from_secs(15);
/// How often the session is looked at.
const RECHECK: Duration = Duration::from_mins(1);
/// Links of the chain that are told after an absence; whoever missed more starts over.
const MISSED: i64 = 1_000;
/// Browsers come again after so many milliseconds and up to twice that, so that they do not all come at once.
const RETRY: u64 = 1_500;

#[derive(Deserialize)]
pub struct Since {
    since: Option<i64>,
    /// How the reader's inbox stood when the page was drawn ([`Mark`]).
    inbox: Option<String>,
}

/// Handler of `/live`. Asking does not count as using the session.
pub async fn live(
    State(app): State<App>,
    Extension(context): Extension<RequestContext>,
    Query(query): Query<Since>,
    headers: HeaderMap,
) -> Response {
    let (Some(signed_in), Some(token)) = (&context.signed_in, cookie(&headers, session_cookie(app.config.behind_tls)))
    else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let reader = Reader::new(&signed_in.actor, signed_in.session);
    let Some(place) = app.live.admit(signed_in.actor.person) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let known = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok()).or(query.since);
    // Listening first: what is sealed while the past is read arrives, and is passed over by its version.
    let news = app.live.listen();
    let now = Instant::now();
    let mut subscription = Subscription {
        news,
        reader,
        token: token.into(),
        version: app.live.version(),
        inbox: query.inbox.map(Mark),
        waiting: VecDeque::new(),
        beat: now + BEAT,
        recheck: now + RECHECK,
        over: false,
        app,
        _place: place,
    };
    if let Err(error) = subscription.catch_up(known).await {
        tracing::warn!(%error, "missed changes cannot be read");
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let events = stream::unfold(subscription, |mut subscription| async move {
        let event = subscription.next().await?;
        Some((Ok::<_, Infallible>(event), subscription))
    });
    let mut response = Sse::new(events).into_response();
    // nginx collects answers unless told not to.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// One open stream.
pub(super) struct Subscription {
    app: App,
    news: Receiver<Arc<News>>,
    reader: Reader,
    token: Box<str>,
    /// Everything up to here was told.
    version: i64,
    /// How the page knows the reader's inbox; none before the first look.
    inbox: Option<Mark>,
    waiting: VecDeque<Event>,
    beat: Instant,
    recheck: Instant,
    over: bool,
    _place: Place,
}

impl Subscription {
    /// Puts what happened after `known` in front, and that the inbox is not as the page knows it.
    async fn catch_up(&mut self, known: Option<i64>) -> sqlx::Result<()> {
        self.catch_up_changes(known).await?;
        if self.inbox.is_some() {
            let person = self.reader.person();
            if let Some(mark) = marks(&self.app.db, &[person]).await?.get(&person) {
                self.tell_of_inbox(mark);
            }
        }
        Ok(())
    }

    async fn catch_up_changes(&mut self, known: Option<i64>) -> sqlx::Result<()> {
        let retry = RETRY + rand::random::<u64>() % RETRY;
        let ready = Event::default().event("ready").data("{}").retry(Duration::from_millis(retry));
        let here = self.version;
        let Some(known) = known else {
            self.waiting.push_back(ready.id(here.to_string()));
            return Ok(());
        };
        // A number from the future is of another chain.
        if known > here || here - known > MISSED {
            self.waiting.push_back(ready);
            self.reset(here);
            return Ok(());
        }
        self.waiting.push_back(ready.id(known.to_string()));
        self.version = known;
        if known < here {
            let changes = change::after(&self.app.db, known, MISSED).await?;
            self.tell(&changes);
        }
        Ok(())
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                self.beat = Instant::now() + BEAT;
                return Some(event);
            }
            if self.over {
                return None;
            }
            tokio::select! {
                () = self.app.stopping.cancelled() => return None,
                news = self.news.recv() => self.hear(news).await,
                () = sleep_until(self.recheck) => self.look_again().await,
                () = sleep_until(self.beat) => {
                    // Moves the browser's version on past what it was not to be told.
                    self.waiting.push_back(Event::default().event("beat").data("{}").id(self.version.to_string()));
                }
            }
        }
    }

    async fn hear(&mut self, news: Result<Arc<News>, RecvError>) {
        match news.as_deref() {
            Ok(News::Changes { changes, version }) if *version > self.version => {
                // First who listens, then what they are told.
                if self.reader.is_concerned(changes) {
                    self.look_again().await;
                }
                self.tell(changes);
            }
            Ok(News::Changes { .. }) => {}
            Ok(News::Reset { version }) => self.reset(*version),
            Ok(News::Inboxes(marks)) => {
                if let Some(mark) = marks.get(&self.reader.person()) {
                    self.tell_of_inbox(mark);
                }
            }
            // A slow reader does not hold up the others: what it missed is dropped.
            Err(RecvError::Lagged(_)) => self.reset(self.app.live.version()),
            Err(RecvError::Closed) => self.over = true,
        }
    }

    fn tell(&mut self, changes: &[Change]) {
        if self.over {
            return;
        }
        let first = changes.partition_point(|change| change.number <= self.version);
        for message in self.reader.told(&changes[first..]) {
            let id = message.id.map_or_else(|| "null".to_owned(), |id| format!("\"{id}\""));
            let (topic, version) = (message.topic.code(), message.version);
            let data = format!("{{\"topic\":\"{topic}\",\"id\":{id},\"version\":{version}}}");
            self.waiting.push_back(Event::default().event("change").id(version.to_string()).data(data));
        }
        if let Some(last) = changes.last() {
            self.version = self.version.max(last.number);
        }
    }

    fn tell_of_inbox(&mut self, mark: &Mark) {
        let known = self.inbox.replace(mark.clone());
        if !self.over && known.is_some_and(|known| known != *mark) {
            let (topic, version) = (Topic::Notifications.code(), self.version);
            let data = format!("{{\"topic\":\"{topic}\",\"id\":null,\"version\":{version}}}");
            self.waiting.push_back(Event::default().event("change").id(version.to_string()).data(data));
        }
    }

    fn reset(&mut self, version: i64) {
        self.version = version;
        let data = format!("{{\"version\":{version}}}");
        self.waiting.push_back(Event::default().event("reset").id(version.to_string()).data(data));
    }

    /// Ends the stream with its session, and follows a change of roles or unit.
    async fn look_again(&mut self) {
        self.recheck = Instant::now() + RECHECK;
        let reader = match sessions::look(&self.app, &self.token).await {
            // Without a database nothing is told either; the next look decides.
            Err(_) => return,
            Ok(found) => found.map(|found| Reader::new(&found.actor, found.session)),
        };
        if let Some(reader) = reader {
            self.reader = reader;
        } else {
            self.over = true;
            self.waiting.push_back(Event::default().event("ended").data("{}"));
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::{
        server::testing,
        shared::{
            actor::{Actor, Role},
            ids::SessionId,
        },
    };

    /// A stream without a connection.
    pub fn subscription(app: &App, actor: &Actor, token: &str) -> Subscription {
        let later = Instant::now() + Duration::from_hours(1);
        Subscription {
            news: app.live.listen(),
            reader: Reader::new(actor, SessionId::new()),
            token: token.into(),
            version: app.live.version(),
            inbox: None,
            waiting: VecDeque::new(),
            beat: later,
            recheck: later,
            over: false,
            app: app.clone(),
            _place: app.live.admit(actor.person).expect("room"),
        }
    }

    /// The next event as it goes over the wire.
    pub async fn text(subscription: &mut Subscription) -> String {
        use futures::StreamExt as _;
        let event = subscription.next().await.expect("another event");
        let one = stream::iter([Ok::<_, Infallible>(event)]);
        let mut body = Sse::new(one).into_response().into_body().into_data_stream();
        let bytes = body.next().await.expect("some bytes").expect("readable");
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    }

    #[sqlx::test]
    async fn a_quiet_stream_gives_a_sign_and_a_lost_session_ends_it(pool: PgPool) {
        let app = testing::app(pool).await;
        let actor = testing::person(&app, Role::Registrar, "XTB").await;
        let mut subscription = subscription(&app, &actor, "no such token");
        subscription.beat = Instant::now();
        subscription.version = 7;
        assert_eq!(text(&mut subscription).await, "event: beat\ndata: {}\nid: 7\n\n");
        subscription.recheck = Instant::now();
        assert_eq!(text(&mut subscription).await, "event: ended\ndata: {}\n\n");
        assert!(subscription.next().await.is_none());
    }
}
