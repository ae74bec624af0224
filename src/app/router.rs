//! Which page answers which address.

use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use crate::{
    app::{page::NotFoundPage, start::StartPage},
    features::{
        accounts::pages::login::LoginPage,
        dashboard::pages::DashboardPage,
        tasks::pages::{
            form::{EditTaskPage, NewTaskPage},
            import::{ImportPage, PreviewPage},
            ledger::LedgerPage,
            task::TaskPage,
        },
    },
};

/// All pages. Server functions, downloads and streams are axum routes (see `server::http`).
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/login") view=LoginPage />
                <Route path=path!("/") view=StartPage />
                <Route path=path!("/dashboard") view=DashboardPage />
                <Route path=path!("/tasks") view=LedgerPage />
                <Route path=path!("/tasks/new") view=NewTaskPage />
                <Route path=path!("/tasks/import") view=ImportPage />
                <Route path=path!("/tasks/import/:import") view=PreviewPage />
                <Route path=path!("/tasks/:number") view=TaskPage />
                <Route path=path!("/tasks/:number/edit") view=EditTaskPage />
            </Routes>
        </Router>
    }
}

/// The addresses of all pages as axum routes.
#[must_use]
pub fn page_paths() -> Vec<String> {
    leptos_axum::generate_route_list(App).into_iter().map(|route| route.path().to_owned()).collect()
}
