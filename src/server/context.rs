//! Who asks, when, from where, in which language: made once a request by the middleware in `http::identify`.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::use_context;

use super::state::App;
use crate::shared::{actor::Actor, error::AppError, ids::SessionId, locale::Locale, theme::Theme};

/// The session a request came with.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub actor: Actor,
    pub session: SessionId,
    /// Nothing else can be done before the password is changed.
    pub must_change_password: bool,
    /// Nothing else can be done before one-time codes are set up.
    pub must_set_up_codes: bool,
}

impl SignedIn {
    /// Whether something must be done before anything else answers.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.must_change_password || self.must_set_up_codes
    }
}

/// One request, as pages and server functions see it. The one application-wide Leptos context of the server.
#[derive(Clone)]
pub struct RequestContext {
    pub app: App,
    pub signed_in: Option<SignedIn>,
    pub locale: Locale,
    pub theme: Theme,
    pub address: IpAddr,
    pub request_id: String,
    pub device: String,
    /// Path and query, to return to after signing in or choosing a language.
    pub uri: String,
    /// The function whose success is to be said on this page ([`crate::app::said`]).
    pub said: Option<String>,
    pub sample: bool,
}

/// Who does something, when and from where: what a command is told, and what its event records.
#[derive(Clone, Debug)]
pub struct Act {
    pub actor: Actor,
    /// The moment that records carry ([`super::clock::Clock::for_records`]).
    pub at: DateTime<Utc>,
    /// The instant, for sessions, passwords and what expires.
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub address: String,
    pub request_id: String,
    pub locale: Locale,
}

/// The current request.
///
/// # Panics
/// Outside pages and server functions, where there is none: a fault of ours that every test would meet.
#[must_use]
pub fn request() -> RequestContext {
    use_context().expect("pages and server functions run with a RequestContext")
}

impl RequestContext {
    /// The signed-in person.
    ///
    /// # Errors
    /// [`AppError::SignedOut`]
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.signed_in.as_ref().map(|signed_in| &signed_in.actor).ok_or(AppError::SignedOut)
    }

    /// What a command needs to know of this request.
    ///
    /// # Errors
    /// [`AppError::SignedOut`]
    pub fn act(&self) -> Result<Act, AppError> {
        Ok(Act {
            actor: self.actor()?.clone(),
            at: self.app.clock.for_records(),
            now: self.app.clock.now(),
            today: self.app.clock.today(),
            address: self.address.to_string(),
            request_id: self.request_id.clone(),
            locale: self.locale,
        })
    }
}
