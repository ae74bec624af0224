//! Which page answers which address.

use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use crate::{
    app::page::NotFoundPage,
    features::{
        accounts::pages::{
            account::AccountPage,
            admin::AdminPage,
            codes::CodesPage,
            login::LoginPage,
            new_person::NewPersonPage,
            password::PasswordPage,
            people::{PeoplePage, RolesPage},
            person::PersonPage,
            policy::PolicyPage,
            roles::PersonRolesPage,
        },
        activity::pages::audit::AuditListPage,
        calendar::pages::CalendarPage,
        dashboard::pages::DashboardPage,
        extensions::pages::{ask::ExtensionPage, decide::DecideExtensionPage, list::ExtensionsPage},
        instructions::pages::{give::InstructPage, list::InstructionsPage, one::InstructionPage},
        lights::pages::LightRulesPage,
        notifications::pages::{inbox::InboxPage, preferences::PreferencesPage},
        reports::pages::{help::HelpPage, report::ReportFormPage},
        roadmaps::pages::{draft::RoadmapPage, review::RoadmapReviewPage},
        tasks::pages::{
            dispatch::{DispatchPage, DispatchTaskPage},
            form::{EditTaskPage, NewTaskPage},
            import::{ImportPage, PreviewPage},
            ledger::LedgerPage,
            task::TaskPage,
            timeline::TimelinePage,
        },
        units::pages::{
            class::ClassPage,
            classes::{ClassesPage, NewClassPage},
            unit::UnitPage,
            units::{NewUnitPage, UnitsPage},
        },
        urging::pages::list::UrgesPage,
        work::pages::WorkPage,
    },
};

/// All pages. Server functions, downloads and streams are axum routes (see `server::http`).
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/login") view=LoginPage />
                <Route path=path!("/") view=WorkPage />
                <Route path=path!("/dashboard") view=DashboardPage />
                <Route path=path!("/account") view=AccountPage />
                <Route path=path!("/account/password") view=PasswordPage />
                <Route path=path!("/account/codes") view=CodesPage />
                <Route path=path!("/account/notifications") view=PreferencesPage />
                <Route path=path!("/inbox") view=InboxPage />
                <Route path=path!("/admin") view=AdminPage />
                <Route path=path!("/admin/people") view=PeoplePage />
                <Route path=path!("/admin/people/new") view=NewPersonPage />
                <Route path=path!("/admin/people/:id") view=PersonPage />
                <Route path=path!("/admin/roles") view=RolesPage />
                <Route path=path!("/admin/roles/:id") view=PersonRolesPage />
                <Route path=path!("/admin/policy") view=PolicyPage />
                <Route path=path!("/admin/audit") view=AuditListPage />
                <Route path=path!("/admin/calendar") view=CalendarPage />
                <Route path=path!("/admin/lights") view=LightRulesPage />
                <Route path=path!("/admin/units") view=UnitsPage />
                <Route path=path!("/admin/units/new") view=NewUnitPage />
                <Route path=path!("/admin/units/:code") view=UnitPage />
                <Route path=path!("/admin/classes") view=ClassesPage />
                <Route path=path!("/admin/classes/new") view=NewClassPage />
                <Route path=path!("/admin/classes/:code") view=ClassPage />
                <Route path=path!("/urges") view=UrgesPage />
                <Route path=path!("/tasks") view=LedgerPage />
                <Route path=path!("/tasks/timeline") view=TimelinePage />
                <Route path=path!("/tasks/new") view=NewTaskPage />
                <Route path=path!("/tasks/import") view=ImportPage />
                <Route path=path!("/tasks/import/:import") view=PreviewPage />
                <Route path=path!("/tasks/dispatch") view=DispatchPage />
                <Route path=path!("/tasks/:number") view=TaskPage />
                <Route path=path!("/tasks/:number/report") view=ReportFormPage />
                <Route path=path!("/reports/help") view=HelpPage />
                <Route path=path!("/tasks/:number/dispatch") view=DispatchTaskPage />
                <Route path=path!("/tasks/:number/roadmap") view=RoadmapPage />
                <Route path=path!("/tasks/:number/roadmap/review") view=RoadmapReviewPage />
                <Route path=path!("/tasks/:number/edit") view=EditTaskPage />
                <Route path=path!("/tasks/:number/extension") view=ExtensionPage />
                <Route path=path!("/tasks/:number/extension/decide") view=DecideExtensionPage />
                <Route path=path!("/tasks/:number/instruct") view=InstructPage />
                <Route path=path!("/extensions") view=ExtensionsPage />
                <Route path=path!("/instructions") view=InstructionsPage />
                <Route path=path!("/instructions/:id") view=InstructionPage />
            </Routes>
        </Router>
    }
}

/// The addresses of all pages as axum routes.
#[must_use]
pub fn page_paths() -> Vec<String> {
    leptos_axum::generate_route_list(App).into_iter().map(|route| route.path().to_owned()).collect()
}
