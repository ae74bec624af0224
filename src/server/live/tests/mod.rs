//! Servers on free ports, readers that speak HTTP, one database.

mod across;
mod catching_up;
mod inbox;
mod lasting;
mod seeing;

use std::{net::SocketAddr, time::Duration};

use axum::http::StatusCode;
use sqlx::PgPool;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};
use uuid::Uuid;

use super::{Live, follow, inboxes};
use crate::{
    features::activity::{
        commands::{Who, record_as},
        model::{NewEvent, Object},
    },
    server::{audit::sealing, http::router, state::App, testing},
    shared::{
        actor::{Actor, Role},
        ids::UnitId,
    },
};

/// Nothing in these tests takes longer.
const LONG: Duration = Duration::from_secs(20);

/// One server process: its router on a free port, and its background tasks.
struct Server {
    app: App,
    address: SocketAddr,
    serving: Option<AbortOnDropHandle<()>>,
    _tasks: [AbortOnDropHandle<anyhow::Result<()>>; 3],
}

impl Server {
    async fn start(app: &App) -> Self {
        let app = App { live: Live::default(), stopping: CancellationToken::new(), ..app.clone() };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = app.stopping.clone().cancelled_owned();
        let serving = tokio::spawn(async move {
            axum::serve(listener, service).with_graceful_shutdown(stopping).await.expect("serves");
        });
        let stop = CancellationToken::new();
        let tasks = [
            AbortOnDropHandle::new(tokio::spawn(sealing::run(app.clone(), stop.clone()))),
            AbortOnDropHandle::new(tokio::spawn(follow::run(app.clone(), stop.clone()))),
            AbortOnDropHandle::new(tokio::spawn(inboxes::run(app.clone(), stop))),
        ];
        Self { app, address, serving: Some(AbortOnDropHandle::new(serving)), _tasks: tasks }
    }

    /// Opens the event stream.
    async fn listen(&self, cookie: &str) -> Reading {
        let reading = self.ask("/live", cookie, "").await;
        assert_eq!(reading.status, StatusCode::OK);
        reading
    }

    async fn ask(&self, path: &str, cookie: &str, headers: &str) -> Reading {
        let mut connection = TcpStream::connect(self.address).await.expect("connects");
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: test\r\naccept: text/event-stream\r\ncookie: {cookie}\r\n{headers}\r\n"
        );
        connection.write_all(request.as_bytes()).await.expect("sent");
        Reading::begin(connection).await
    }

    /// Posts a form as a page does.
    async fn post(&self, path: &str, body: &str) -> StatusCode {
        let mut connection = TcpStream::connect(self.address).await.expect("connects");
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: test\r\naccept: text/html\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len(),
        );
        connection.write_all(request.as_bytes()).await.expect("sent");
        Reading::begin(connection).await.status
    }
}

/// An answer that is being read.
struct Reading {
    status: StatusCode,
    head: String,
    body: BufReader<TcpStream>,
}

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Heard {
    event: String,
    id: Option<i64>,
    data: String,
}

impl Heard {
    fn topic(&self) -> String {
        self.field("topic").as_str().unwrap_or_default().to_owned()
    }

    fn object(&self) -> Option<Uuid> {
        self.field("id").as_str().and_then(|id| id.parse().ok())
    }

    fn field(&self, name: &str) -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(&self.data).expect("JSON")[name].clone()
    }
}

impl Reading {
    async fn begin(connection: TcpStream) -> Self {
        let mut body = BufReader::new(connection);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(timeout(LONG, body.read_line(&mut head)).await.expect("in time").expect("a head") > 0, "{head}");
        }
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Self { status, head, body }
    }

    /// The next event; none when the stream has ended.
    async fn next(&mut self) -> Option<Heard> {
        let mut heard = Heard::default();
        loop {
            let mut line = String::new();
            if timeout(LONG, self.body.read_line(&mut line)).await.expect("in time").expect("readable") == 0 {
                return None;
            }
            // The sizes of chunks have no colon; the last one ends the stream.
            match line.trim_end().split_once(": ") {
                Some(("event", event)) => event.clone_into(&mut heard.event),
                Some(("id", id)) => heard.id = id.parse().ok(),
                Some(("data", data)) => data.clone_into(&mut heard.data),
                _ if line == "0\r\n" => return None,
                _ if line == "\n" && !heard.event.is_empty() => return Some(heard),
                _ => {}
            }
        }
    }

    async fn expect(&mut self, event: &str) -> Heard {
        let heard = self.next().await.expect("another event");
        assert_eq!(heard.event, event, "{heard:?}");
        heard
    }
}

/// A session of `actor`, as a cookie.
async fn sign_in(app: &App, actor: &Actor) -> String {
    testing::session(app, actor).await.1
}

/// Records an event in a transaction of its own.
async fn happen(app: &App, kind: &'static str, id: Uuid, left: &[UnitId]) {
    let who = Who { person: None, name: "测示", address: "10.0.1.12", request_id: "test", at: app.clock.now() };
    let mut tx = app.db.begin().await.expect("a transaction");
    let event = NewEvent::new("task.edited", Object::new(kind, id, "35-08")).leaving(left.iter().copied());
    record_as(&mut tx, &who, event).await.expect("recorded");
    tx.commit().await.expect("committed");
    app.live.nudge();
}

/// A task in which these units have a part, the first of them as lead.
async fn task(app: &App, seq: i32, units: &[UnitId]) -> Uuid {
    let (plan, task) = (Uuid::nil(), Uuid::now_v7());
    sqlx::query(
        "insert into plans (id, name, prefix, year, starts_on, ends_on, created_at)
         values ($1, '测示计划', '35', 2016, '2016-01-01', '2016-12-31', now()) on conflict do nothing",
    )
    .bind(plan)
    .execute(&app.db)
    .await
    .expect("a plan");
    sqlx::query(
        "insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, created_at, updated_at)
         values ($1, $2, $3, '35-' || $3, '测示', '测示', 'ongoing', now(), now())",
    )
    .bind(task)
    .bind(plan)
    .bind(seq)
    .execute(&app.db)
    .await
    .expect("a task");
    for (position, unit) in units.iter().enumerate() {
        sqlx::query("insert into task_units (task_id, unit_id, role, position) values ($1, $2, $3, $4)")
            .bind(task)
            .bind(unit.0)
            .bind(if position == 0 { "lead" } else { "participant" })
            .bind(i32::try_from(position).expect("few"))
            .execute(&app.db)
            .await
            .expect("a part");
    }
    task
}

async fn server(pool: PgPool) -> Server {
    Server::start(&testing::app(pool).await).await
}

async fn registrar(app: &App) -> String {
    sign_in(app, &testing::person(app, Role::Registrar, "XTB").await).await
}
