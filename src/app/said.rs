//! 已签收: what the last action did, said once at the head of the next page. The name of the function travels in a cookie
//! of one minute, so that it also reaches a page that the browser was sent on to; the sentence is made there, in the
//! reader's language.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{
    server::{context::RequestContext, http::identify::cookie},
    shared::locale::Locale,
    t,
    ui::{Notice, Tone},
};

const COOKIE: &str = "duban_said";

/// What to say of a function that succeeded. None where its page shows the outcome anyway.
#[must_use]
pub fn sentence(function: &str, locale: Locale) -> Option<&'static str> {
    let text = match function {
        "accounts/change_password" => t::said::password_changed,
        "accounts/choose_policy" => t::said::policy_chosen,
        "accounts/disable" => t::said::account_disabled,
        "accounts/enable" => t::said::account_enabled,
        "accounts/end_session" => t::said::session_ended,
        "accounts/end_other_sessions" => t::said::other_sessions_ended,
        "accounts/grant_role" => t::said::role_granted,
        "accounts/withdraw_role" => t::said::role_withdrawn,
        "accounts/remove_codes" => t::said::codes_removed,
        "accounts/reset_codes" => t::said::codes_reset,
        "accounts/choose_codes_rule" => t::said::codes_rule_chosen,
        "calendar/set_day" | "calendar/remove_day" | "calendar/publish_year" => t::said::calendar_changed,
        "extensions/ask" => t::said::extension_asked,
        "extensions/confirm" => t::said::extension_confirmed,
        "extensions/decide" => t::said::extension_decided,
        "extensions/withdraw" => t::said::extension_withdrawn,
        "instructions/give" => t::said::instruction_given,
        "instructions/answer" => t::said::instruction_answered,
        "instructions/note" => t::said::instruction_noted,
        "lights/add_rule" => t::said::rule_added,
        "reports/send" => t::said::report_sent,
        "reports/return" => t::said::report_returned,
        "reports/answer_help" => t::said::help_answered,
        "roadmaps/review" => t::said::roadmap_reviewed,
        "roadmaps/send_back" => t::said::roadmap_sent_back,
        "tasks/create" => t::said::task_created,
        "tasks/dispatch" => t::said::task_dispatched,
        "tasks/give_again" => t::said::task_given_again,
        "tasks/give_back" => t::said::task_given_back,
        "tasks/merge" => t::said::task_merged,
        "tasks/resume" => t::said::task_resumed,
        "tasks/sign" => t::said::task_signed,
        "tasks/stop" => t::said::task_stopped,
        "units/close_unit" => t::said::unit_closed,
        "units/reopen_unit" => t::said::unit_reopened,
        "urging/receive" => t::said::urge_received,
        "urging/reply" => t::said::urge_answered,
        "urging/urge" => t::said::urged,
        "accounts/edit_person"
        | "notifications/save_preferences"
        | "roadmaps/propose"
        | "tasks/edit"
        | "units/add_alias"
        | "units/create_class"
        | "units/create_unit"
        | "units/edit_class"
        | "units/edit_unit"
        | "units/remove_alias" => t::said::saved,
        _ => return None,
    };
    Some(text(locale))
}

/// Sends word of `function` along with its answer, if there is something to say.
pub fn remember(function: &str, headers: &mut HeaderMap, behind_tls: bool) {
    if sentence(function, Locale::Chinese).is_some() {
        set(function, 60, headers, behind_tls);
    }
}

/// What the request brought word of.
#[must_use]
pub fn brought(headers: &HeaderMap) -> Option<String> {
    cookie(headers, COOKIE).filter(|function| !function.is_empty()).map(str::to_owned)
}

/// The message of a page.
#[must_use]
pub fn notices(context: &RequestContext) -> Vec<Notice> {
    let text = context.said.as_deref().and_then(|function| sentence(function, context.locale));
    text.map(|text| Notice { tone: Tone::Green, text: text.to_owned(), dismiss: Some(context.uri.clone()) })
        .into_iter()
        .collect()
}

/// It is said once.
pub fn forget(context: &RequestContext, headers: &mut HeaderMap) {
    if context.said.is_some() {
        set("", 0, headers, context.app.config.behind_tls);
    }
}

fn set(function: &str, seconds: u32, headers: &mut HeaderMap, behind_tls: bool) {
    let secure = if behind_tls { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={function}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::axum::server_fn_paths;

    use super::*;

    /// Their pages show what they did: a password to write down, a draft and its time, the outcome of an import, the list
    /// without what was read.
    const QUIET: [&str; 17] = [
        "accounts/begin_codes",
        "accounts/confirm_codes",
        "accounts/create_person",
        "accounts/give_code",
        "accounts/renew_recovery_codes",
        "accounts/reset_password",
        "accounts/sign_in",
        "accounts/sign_out",
        "notifications/mark_all_read",
        "notifications/mark_read",
        "preferences/language",
        "preferences/theme",
        "reports/draw_in",
        "reports/remove_file",
        "reports/save_draft",
        "tasks/confirm_import",
        "tasks/turn_import",
    ];

    #[test]
    fn every_function_says_what_it_did_or_its_page_does() {
        for (path, _) in server_fn_paths() {
            let function = path.trim_start_matches("/fn/");
            let quiet = QUIET.contains(&function);
            assert_eq!(sentence(function, Locale::Chinese).is_none(), quiet, "{function}");
        }
        assert_eq!(sentence("<script>", Locale::English), None);
    }

    #[test]
    fn taking_away_ones_own_codes_and_anothers_is_told_apart() {
        for locale in Locale::ALL {
            assert_ne!(sentence("accounts/reset_codes", locale), sentence("accounts/remove_codes", locale));
        }
    }
}
