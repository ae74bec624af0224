//! For the supervisor and the proxy: is the process alive, can it serve.

use axum::{extract::State, http::StatusCode};

use crate::server::state::App;

/// `/healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// `/readyz`: the database answers too.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match sqlx::query_scalar!("select 1 as \"one!\"").fetch_one(&app.db).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
