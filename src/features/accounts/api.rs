//! Server functions of accounts.

use leptos::prelude::*;

use crate::shared::error::AppError;

/// Signs in and goes on to `next`.
#[server(prefix = "/fn", endpoint = "accounts/sign_in")]
pub async fn sign_in(account: String, password: String, next: String) -> Result<(), AppError> {
    use super::commands;
    let context = crate::server::context::request();
    let input = commands::sign_in::Credentials { account, password };
    let token = commands::sign_in::sign_in(&context, input).await?;
    crate::server::http::redirect::with_cookie(
        &crate::server::http::redirect::inside(&next),
        &super::sessions::cookie(&token, context.app.config.behind_tls),
    );
    Ok(())
}

/// Signs out and goes to the sign-in page.
#[server(prefix = "/fn", endpoint = "accounts/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::sign_out::sign_out(&context).await?;
    crate::server::http::redirect::with_cookie("/login", &super::sessions::no_cookie());
    Ok(())
}

/// Changes one's own password; all other sessions end.
#[server(prefix = "/fn", endpoint = "accounts/change_password")]
pub async fn change_password(current: String, new: String, again: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let input = super::commands::change_password::NewPassword { current, new, again };
    super::commands::change_password::change_password(&context, input).await?;
    crate::server::http::redirect::to("/");
    Ok(())
}
