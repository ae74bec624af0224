//! What can go wrong, as the reader is told. Internals are logged with the request's id and never sent.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// A message beside the form field it belongs to, already in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// The one error of every command, query and server function.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// Some fields cannot be accepted; nothing was stored. 422
    #[error("invalid input: {0:?}")]
    Fields(Vec<FieldError>),
    /// Nobody is signed in (any more). 401
    #[error("not signed in")]
    SignedOut,
    /// There is no such record, or it is none of the actor's business: the two are not told apart. 404
    #[error("not found")]
    NotFound,
    /// Somebody else changed the record meanwhile; nothing was stored. 409
    #[error("changed meanwhile")]
    Conflict,
    /// A visible record, but this step is not possible now; the sentence says why. 403
    #[error("refused: {0}")]
    Refused(String),
    /// Too many tries; wait this many seconds. 429
    #[error("wait {0} s")]
    Wait(i64),
    /// The database or a full disk; trying again may help. 503
    #[error("unavailable")]
    Unavailable,
    /// A fault of ours, logged under the request's id. 500
    #[error("internal error")]
    Internal,
}

impl AppError {
    /// One message at one field.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError::new(field, message)])
    }

    /// The HTTP status (RFC 9110) that goes with the error.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Fields(_) => 422,
            Self::SignedOut => 401,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Refused(_) => 403,
            Self::Wait(_) => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// The message beside `field`, if there is one.
    #[must_use]
    pub fn of_field(&self, field: &str) -> Option<&str> {
        match self {
            Self::Fields(errors) => {
                errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
            }
            _ => None,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // A form whose fields do not even decode was not made by our pages: it names a record that cannot be.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::NotFound
            }
            ServerFnErrorErr::Request(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}
