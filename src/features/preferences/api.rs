//! Server functions of preferences; open to everybody.

use leptos::prelude::*;

use crate::shared::error::AppError;

/// Shows all pages in `language` from now on.
#[server(prefix = "/fn", endpoint = "preferences/language")]
pub async fn choose_language(language: String) -> Result<(), AppError> {
    use crate::{
        server::http::{identify::LANGUAGE_COOKIE, redirect},
        shared::locale::Locale,
    };
    let locale = Locale::from_code(&language).ok_or(AppError::NotFound)?;
    redirect::keep(LANGUAGE_COOKIE, locale.code());
    Ok(())
}

/// Draws all pages in `theme` (light, dark, system) from now on.
#[server(prefix = "/fn", endpoint = "preferences/theme")]
pub async fn choose_theme(theme: String) -> Result<(), AppError> {
    use crate::{
        server::http::{identify::THEME_COOKIE, redirect},
        shared::theme::Theme,
    };
    let theme = Theme::from_code(&theme).ok_or(AppError::NotFound)?;
    redirect::keep(THEME_COOKIE, theme.code());
    Ok(())
}
