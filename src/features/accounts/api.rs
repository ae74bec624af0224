//! Server functions of accounts.

#![allow(clippy::too_many_arguments, reason = "an argument is a field of the form")]

use leptos::prelude::*;

use super::model::Issued;
use crate::shared::{
    error::AppError,
    ids::{PersonId, SessionId},
};

/// Signs in and goes on to `next`; or answers with a ticket, for which the sign-in page asks for a one-time code.
#[server(prefix = "/fn", endpoint = "accounts/sign_in")]
pub async fn sign_in(
    #[server(default)] account: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<Option<String>, AppError> {
    use super::commands::sign_in::{Credentials, Entered, sign_in};
    let context = crate::server::context::request();
    match sign_in(&context, Credentials { account, password }).await? {
        Entered::Session(token) => {
            super::sessions::enter(&context, &token, &next);
            Ok(None)
        }
        Entered::Code(ticket) => {
            crate::server::http::forms::show_answer();
            Ok(Some(ticket))
        }
    }
}

/// The second step of signing in: goes on to `next`.
#[server(prefix = "/fn", endpoint = "accounts/give_code")]
pub async fn give_code(
    #[server(default)] ticket: String,
    #[server(default)] one_time_code: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let token = super::commands::give_code::give_code(&context, &ticket, &one_time_code).await?;
    super::sessions::enter(&context, &token, &next);
    Ok(())
}

/// Makes a secret for one's own one-time codes.
#[server(prefix = "/fn", endpoint = "accounts/begin_codes")]
pub async fn begin_codes() -> Result<(), AppError> {
    super::commands::second_factor::begin(&crate::server::context::request()).await?;
    crate::server::http::redirect::to("/account/codes");
    Ok(())
}

/// Asks for one-time codes from now on. The answer, recovery codes, is shown once.
#[server(prefix = "/fn", endpoint = "accounts/confirm_codes")]
pub async fn confirm_codes(
    #[server(default)] current: String,
    #[server(default)] one_time_code: String,
) -> Result<Vec<String>, AppError> {
    let context = crate::server::context::request();
    let codes = super::commands::second_factor::confirm(&context, current, &one_time_code).await?;
    crate::server::http::forms::show_answer();
    Ok(codes)
}

/// New recovery codes, shown once.
#[server(prefix = "/fn", endpoint = "accounts/renew_recovery_codes")]
pub async fn renew_recovery_codes(#[server(default)] current: String) -> Result<Vec<String>, AppError> {
    let context = crate::server::context::request();
    let codes = super::commands::second_factor::renew_recovery_codes(&context, current).await?;
    crate::server::http::forms::show_answer();
    Ok(codes)
}

/// Does without one-time codes again.
#[server(prefix = "/fn", endpoint = "accounts/remove_codes")]
pub async fn remove_codes(#[server(default)] current: String) -> Result<(), AppError> {
    super::commands::second_factor::remove(&crate::server::context::request(), current).await?;
    crate::server::http::redirect::to("/account/codes");
    Ok(())
}

/// Takes somebody's one-time codes away, whose telephone is lost.
#[server(prefix = "/fn", endpoint = "accounts/reset_codes")]
pub async fn reset_codes(person: PersonId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::second_factor::reset(&context.app.db, &context.act()?, person).await?;
    crate::server::http::redirect::to(&format!("/admin/roles/{person}"));
    Ok(())
}

/// Chooses who must use one-time codes.
#[server(prefix = "/fn", endpoint = "accounts/choose_codes_rule")]
pub async fn choose_codes_rule(#[server(default)] rule: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let (db, sample) = (&context.app.db, context.app.sample);
    super::commands::second_factor::choose_rule(db, &context.act()?, sample, &rule).await?;
    crate::server::http::redirect::to("/admin/policy");
    Ok(())
}

/// Signs out and goes to the sign-in page.
#[server(prefix = "/fn", endpoint = "accounts/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::sign_out::sign_out(&context).await?;
    crate::server::http::redirect::with_cookie("/login", &super::sessions::no_cookie(context.app.config.behind_tls));
    Ok(())
}

/// Changes one's own password; all other sessions end.
#[server(prefix = "/fn", endpoint = "accounts/change_password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] new: String,
    #[server(default)] again: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let input = super::commands::change_password::NewPassword { current, new, again };
    super::commands::change_password::change_password(&context, input).await?;
    crate::server::http::redirect::to("/");
    Ok(())
}

/// Ends one of one's own sessions.
#[server(prefix = "/fn", endpoint = "accounts/end_session")]
pub async fn end_session(session: SessionId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::sign_out::end(&context, session).await?;
    crate::server::http::redirect::to("/account");
    Ok(())
}

/// Ends all of one's own sessions but this one.
#[server(prefix = "/fn", endpoint = "accounts/end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::sign_out::end_others(&context).await?;
    crate::server::http::redirect::to("/account");
    Ok(())
}

/// Opens an account. The answer, with the initial password, is shown once.
#[server(prefix = "/fn", endpoint = "accounts/create_person")]
pub async fn create_person(
    #[server(default)] key: String,
    #[server(default)] account: String,
    #[server(default)] name: String,
    #[server(default)] unit: String,
    #[server(default)] post: String,
    #[server(default)] office_phone: String,
    #[server(default)] mobile: String,
    #[server(default)] email: String,
) -> Result<Issued, AppError> {
    use super::{commands, inputs::PersonForm};
    use crate::server::{database::idempotency, http::forms};
    let context = crate::server::context::request();
    let form = PersonForm { account, name, unit, post, office_phone, mobile, email };
    let (db, key) = (&context.app.db, idempotency::key(&key));
    let issued = commands::create_person::create_person(db, &context.act()?, key, form).await?;
    forms::show_answer();
    Ok(issued)
}

/// Stores a corrected account.
#[server(prefix = "/fn", endpoint = "accounts/edit_person")]
pub async fn edit_person(
    #[server(default)] key: String,
    person: PersonId,
    version: i64,
    #[server(default)] account: String,
    #[server(default)] name: String,
    #[server(default)] unit: String,
    #[server(default)] post: String,
    #[server(default)] office_phone: String,
    #[server(default)] mobile: String,
    #[server(default)] email: String,
) -> Result<(), AppError> {
    use super::{commands, inputs::PersonForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = PersonForm { account, name, unit, post, office_phone, mobile, email };
    let (db, key) = (&context.app.db, idempotency::key(&key));
    commands::edit_person::edit_person(db, &context.act()?, key, person, version, form).await?;
    crate::server::http::redirect::to(&format!("/admin/people/{person}"));
    Ok(())
}

/// Sets a new initial password. The answer is shown once.
#[server(prefix = "/fn", endpoint = "accounts/reset_password")]
pub async fn reset_password(person: PersonId) -> Result<Issued, AppError> {
    let context = crate::server::context::request();
    let issued = super::commands::reset_password::reset_password(&context.app.db, &context.act()?, person).await?;
    crate::server::http::forms::show_answer();
    Ok(issued)
}

/// Takes an account out of use.
#[server(prefix = "/fn", endpoint = "accounts/disable")]
pub async fn disable(person: PersonId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::disable::disable(&context.app.db, &context.act()?, person).await?;
    crate::server::http::redirect::to(&format!("/admin/people/{person}"));
    Ok(())
}

/// Lets a disabled account be used again.
#[server(prefix = "/fn", endpoint = "accounts/enable")]
pub async fn enable(person: PersonId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::disable::enable(&context.app.db, &context.act()?, person).await?;
    crate::server::http::redirect::to(&format!("/admin/people/{person}"));
    Ok(())
}

/// Grants a role.
#[server(prefix = "/fn", endpoint = "accounts/grant_role")]
pub async fn grant_role(person: PersonId, #[server(default)] role: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::roles::grant(&context.app.db, &context.act()?, person, &role).await?;
    crate::server::http::redirect::to(&format!("/admin/roles/{person}"));
    Ok(())
}

/// Withdraws a role.
#[server(prefix = "/fn", endpoint = "accounts/withdraw_role")]
pub async fn withdraw_role(person: PersonId, role: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::roles::withdraw(&context.app.db, &context.act()?, person, &role).await?;
    crate::server::http::redirect::to(&format!("/admin/roles/{person}"));
    Ok(())
}

/// Chooses the password policy.
#[server(prefix = "/fn", endpoint = "accounts/choose_policy")]
pub async fn choose_policy(#[server(default)] policy: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::choose_policy::choose_policy(&context.app.db, &context.act()?, &policy).await?;
    crate::server::http::redirect::to("/admin/policy");
    Ok(())
}
