//! Database errors as the reader is told: a named constraint becomes the message of its field, so that two people who
//! take the same account at the same moment get a sentence, not a fault.

use crate::{
    shared::{
        error::{AppError, FieldError},
        locale::Locale,
    },
    t,
};

impl From<sqlx::Error> for AppError {
    /// What a command cannot foresee. Constraints that a form can meet are mapped with [`on_constraint`].
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            // A text with NUL, which no stored text holds: an address or a form that nobody's page made.
            sqlx::Error::Database(database) if database.code().as_deref() == Some("22021") => Self::NotFound,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                tracing::error!(%error, "database unavailable");
                Self::Unavailable
            }
            sqlx::Error::Database(database) if is_passing(database.code().as_deref()) => {
                tracing::warn!(%error, "database busy");
                Self::Unavailable
            }
            _ => {
                tracing::error!(%error, ?error, "database error");
                Self::Internal
            }
        }
    }
}

/// SQLSTATE classes that mean "later": serialisation, deadlock, lock and statement time-outs, resources, shutdown.
fn is_passing(code: Option<&str>) -> bool {
    code.is_some_and(|code| {
        code.starts_with("40") || code.starts_with("53") || code.starts_with("57") || code == "55P03"
    })
}

/// Turns the violation of a named constraint into the message of its field.
#[must_use]
pub fn on_constraint(error: sqlx::Error, locale: Locale) -> AppError {
    let name = error.as_database_error().and_then(|database| database.constraint()).unwrap_or_default();
    let (field, message) = match name {
        "people_account_unique" => ("account", t::errors::account_taken(locale)),
        "person_roles_one_admin_part" => ("roles", t::errors::one_admin_part(locale)),
        "units_code_unique" | "unit_classes_code_unique" => ("code", t::errors::code_taken(locale)),
        "units_name_unique" | "plans_name_unique" => ("name", t::errors::name_taken(locale)),
        "units_short_name_unique" => ("short_name", t::errors::name_taken(locale)),
        "unit_classes_label_unique" => ("label", t::errors::name_taken(locale)),
        "unit_aliases_pkey" => ("alias", t::errors::alias_taken(locale)),
        "urges_by_hand_once_a_day" => ("unit", t::urging::once_a_day(locale)),
        "plans_prefix_unique" => ("prefix", t::errors::prefix_taken(locale)),
        "tasks_seq_unique" | "tasks_number_unique" => ("seq", t::errors::seq_taken(locale)),
        _ => return error.into(),
    };
    AppError::Fields(vec![FieldError::new(field, message)])
}
