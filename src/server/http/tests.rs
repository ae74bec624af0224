//! The whole application in process: requests as a browser sends them, from every kind of reader.

mod attachments;
mod codes;
mod forms;
mod functions;
mod guards;
mod hidden;
mod hostile;
mod matrix;
mod previews;
mod roadmaps;
mod searching;
mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tower::ServiceExt as _;

use super::router;
use crate::server::state::App;

/// The application and its router.
struct Site {
    app: App,
    router: Router,
}

/// A whole answer; the body of an endless one is not read.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn location(&self) -> &str {
        self.header("location")
    }
}

/// A request as a browser's page sends it.
struct Ask {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Ask {
    fn new(method: Method, path: &str) -> Self {
        let headers = vec![("host", "duban.test".to_owned()), ("accept", "text/html".to_owned())];
        Self { method, path: path.to_owned(), headers, body: Vec::new() }.with("sec-fetch-site", "same-origin")
    }

    fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A form.
    fn post(path: &str, fields: &[(&str, &str)]) -> Self {
        let body = serde_urlencoded::to_string(fields).unwrap().into_bytes();
        Self { body, ..Self::new(Method::POST, path) }.with("content-type", "application/x-www-form-urlencoded")
    }

    /// A form with a file: its field, its name, its content.
    fn upload(path: &str, fields: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> Self {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        if let Some((field, name, content)) = file {
            let head = format!(
                "--cut\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        Self { body, ..Self::new(Method::POST, path) }.with("content-type", "multipart/form-data; boundary=cut")
    }

    /// With this header instead of the one that a page would send.
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    /// From whom; nobody without a cookie.
    fn by(self, cookie: &str) -> Self {
        self.with("cookie", cookie)
    }
}

impl Site {
    fn new(app: &App) -> Self {
        Self { app: app.clone(), router: router(app.clone()) }
    }

    async fn ask(&self, ask: Ask) -> Answer {
        let mut request = Request::builder().method(ask.method).uri(&ask.path);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(ask.body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let endless = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if endless { Vec::new() } else { to_bytes(body, usize::MAX).await.unwrap().to_vec() };
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn count(&self, table: &'static str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&self.app.db)
            .await
            .unwrap()
    }
}
