//! What is done with accounts, one verb a file.

pub mod at_server;
pub mod attempts;
pub mod change_password;
pub mod choose_policy;
pub mod create_person;
pub mod disable;
pub mod edit_person;
pub mod give_code;
mod proof;
pub mod reset_password;
pub mod roles;
pub mod second_factor;
pub mod sign_in;
pub mod sign_out;

use super::model::{AdminRefusal, can_manage_people, role_label};
use crate::{
    server::context::Act,
    shared::{error::AppError, locale::Locale},
    t,
};

/// Who may not manage people does not learn that there is anything to manage.
fn authorised(act: &Act) -> Result<(), AppError> {
    if can_manage_people(&act.actor) { Ok(()) } else { Err(AppError::NotFound) }
}

impl AdminRefusal {
    /// As the reader is told.
    #[must_use]
    pub fn told(self, locale: Locale) -> AppError {
        match self {
            Self::Own => AppError::Refused(t::accounts::refused_own(locale).to_owned()),
            Self::OneAdminPart => AppError::field("role", t::errors::one_admin_part(locale)),
            Self::LastHolder(role) => {
                AppError::Refused(t::accounts::refused_last_holder(locale, role_label(role, locale)))
            }
            Self::OtherAdmin => AppError::Refused(t::accounts::refused_other_admin(locale).to_owned()),
        }
    }
}
