//! A sensible form for every server function, with which those who may get on.

use super::world::{
    OTHER_ASKED, OTHER_GIVEN, OTHER_PLANNED, OTHER_TASK, OWN_ASKED, OWN_GIVEN, OWN_PLANNED, OWN_SIGNED, OWN_TASK,
    OWN_UNSIGNED, World,
};
use crate::shared::{
    actor::Actor,
    ids::{CommandKey, SessionId},
};

type Fields = Vec<(&'static str, String)>;

/// The form of `function`, on the reader's (unit's) own record or on another's. `own_session` is a further session of the
/// reader.
pub(super) fn form(world: &World, function: &str, own: bool, reader: Option<&Actor>, own_session: SessionId) -> Fields {
    let key = CommandKey::new().to_string();
    let person = world.other.person.to_string();
    // What is entered anew has a name of its own each time.
    let fresh = key[key.len() - 6..].to_owned();
    let texts = |fields: &[(&'static str, &str)]| -> Fields {
        fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    let unit = |code: &str| {
        let (name, short_name) = (format!("吉林省{code}局"), format!("省{code}局"));
        texts(&[("code", code), ("name", &name), ("short_name", &short_name), ("kind", "province_department")])
    };
    let account = || {
        let account = format!("a{fresh}");
        texts(&[("account", &account), ("name", "测示"), ("unit", "P-BB")])
    };
    let with = |fields: Fields, more: &[(&'static str, &str)]| [texts(more), fields].concat();
    match function {
        "accounts/end_session" => {
            let session = if own { own_session } else { world.other_session };
            texts(&[("session", &session.to_string())])
        }
        "accounts/create_person" => with(account(), &[("key", &key), ("here", "/admin/people/new")]),
        "accounts/edit_person" => {
            let here = format!("/admin/people/{person}");
            with(account(), &[("key", &key), ("person", &person), ("version", "0"), ("here", &here)])
        }
        "accounts/reset_password" => texts(&[("person", &person), ("here", &format!("/admin/people/{person}"))]),
        "accounts/disable" | "accounts/enable" | "accounts/reset_codes" => texts(&[("person", &person)]),
        "accounts/choose_codes_rule" => texts(&[("rule", "voluntary")]),
        "accounts/grant_role" | "accounts/withdraw_role" => texts(&[("person", &person), ("role", "reporter")]),
        "accounts/choose_policy" => texts(&[("policy", "mlps3")]),
        "calendar/set_day" => {
            texts(&[("key", &key), ("year", "2030"), ("day", "2030-10-01"), ("until", "2030-10-07"), ("kind", "off")])
        }
        "lights/add_rule" => {
            texts(&[("key", &key), ("effective_from", "2030-10-01"), ("blue_days", "10"), ("yellow_days", "3")])
        }
        "calendar/remove_day" => texts(&[("day", "2030-10-01")]),
        "calendar/publish_year" => texts(&[("key", &key), ("year", "2030"), ("document", "测示〔2029〕1号")]),
        "notifications/mark_read" => {
            // The world gives each notification the id of its person.
            let person = reader.filter(|_| own).map_or(world.other.person, |reader| reader.person);
            texts(&[("notification", &person.to_string())])
        }
        "notifications/mark_all_read" => texts(&[("until", "1480467600000000")]),
        "notifications/save_preferences" => texts(&[
            ("by_mail", "true"),
            ("language", "en"),
            ("digest_at", "09:00"),
            ("quiet_from", "18:00"),
            ("quiet_until", "08:00"),
        ]),
        // The request that waits for a decision stands as it was first written, once confirmed.
        "extensions/ask" => {
            let (number, here) = if own { (OWN_UNSIGNED, "/tasks/35-05") } else { (OTHER_GIVEN, "/tasks/35-04") };
            texts(&[("key", &key), ("number", number), ("here", here)])
        }
        "extensions/confirm" | "extensions/withdraw" | "extensions/decide" => {
            let number = if own { OWN_ASKED } else { OTHER_ASKED };
            let version = if function == "extensions/decide" { "1" } else { "0" };
            texts(&[("key", &key), ("number", number), ("version", version), ("here", &format!("/tasks/{number}"))])
        }
        "instructions/give" => {
            let number = if own { OWN_ASKED } else { OTHER_ASKED };
            texts(&[("key", &key), ("number", number), ("here", &format!("/tasks/{number}"))])
        }
        "instructions/answer" | "instructions/note" => {
            let id = if own { world.own_instruction } else { world.other_instruction }.to_string();
            texts(&[("key", &key), ("instruction", &id), ("version", "1"), ("here", "/instructions")])
        }
        "preferences/language" => texts(&[("language", "en")]),
        "preferences/theme" => texts(&[("theme", "dark")]),
        "tasks/create" => task(&key, &[("plan", "35"), ("seq", &(100 + fresh_number(&fresh)).to_string())]),
        "tasks/edit" => {
            let number = if own { OWN_TASK } else { OTHER_TASK };
            let here = format!("/tasks/{number}/edit");
            task(&key, &[("number", number), ("version", "0"), ("seq", "1"), ("here", &here)])
        }
        // Without a task: who is let in is told so.
        "tasks/dispatch" => texts(&[("key", &key), ("here", "/tasks/dispatch")]),
        "tasks/sign" => texts(&[("key", &key), ("numbers[]", if own { OWN_GIVEN } else { OTHER_GIVEN })]),
        // Without a reason: who is let in is told so.
        "tasks/give_back" => {
            let (number, here) = if own { (OWN_UNSIGNED, "/tasks/35-05") } else { (OTHER_GIVEN, "/tasks/35-04") };
            texts(&[("key", &key), ("number", number), ("reason", ""), ("here", here)])
        }
        "tasks/give_again" => {
            let (number, unit) = if own { (OWN_GIVEN, "P-KJT") } else { (OTHER_GIVEN, "P-KJT") };
            texts(&[("key", &key), ("number", number), ("unit", unit)])
        }
        "tasks/stop" | "tasks/merge" | "tasks/resume" => {
            let (number, here) = if own { (OWN_TASK, "/tasks/35-01") } else { (OTHER_TASK, "/tasks/35-02") };
            texts(&[("key", &key), ("number", number), ("into", ""), ("reason", ""), ("here", here)])
        }
        // Without a line, without a reason, without a verdict: who is let in is told so.
        "roadmaps/propose" => {
            let number = if own { OWN_SIGNED } else { OTHER_PLANNED };
            let here = format!("/tasks/{number}/roadmap");
            texts(&[("key", &key), ("number", number), ("seen", "0.0"), ("then", "send"), ("here", &here)])
        }
        "roadmaps/send_back" => {
            let number = if own { OWN_SIGNED } else { OTHER_PLANNED };
            let here = format!("/tasks/{number}/roadmap");
            texts(&[("key", &key), ("number", number), ("seen", "0.0"), ("reason", ""), ("here", &here)])
        }
        "roadmaps/review" => {
            let (number, unit) = if own { (OWN_PLANNED, "P-BB") } else { (OTHER_PLANNED, "P-KJT") };
            let here = format!("/tasks/{number}/roadmap/review?unit={unit}");
            texts(&[("key", &key), ("number", number), ("unit", unit), ("seen", "1.2"), ("here", &here)])
        }
        // Nothing a report can say: who is let in is told so.
        "reports/save_draft" | "reports/send" | "reports/draw_in" => {
            let number = if own { OWN_SIGNED } else { OTHER_GIVEN };
            let here = format!("/tasks/{number}/report");
            let which = [("number", number), ("period", "2016-10-01"), ("version", "0"), ("percent", "x")];
            with(texts(&which), &[("key", &key), ("here", &here)])
        }
        "reports/remove_file" => {
            let number = if own { OWN_SIGNED } else { OTHER_GIVEN };
            let document = world.own_document.to_string();
            texts(&[("number", number), ("period", "2016-10-01"), ("document", &document)])
        }
        // Without a reason or an answer.
        "reports/return" => {
            let (report, here) = (world.report.to_string(), format!("/tasks/{OWN_SIGNED}"));
            texts(&[("key", &key), ("report", &report), ("reason", ""), ("here", &here)])
        }
        "reports/answer_help" => {
            let request = world.help.to_string();
            texts(&[("key", &key), ("request", &request), ("answer", ""), ("here", "/reports/help")])
        }
        "tasks/confirm_import" => {
            let import = if own { world.own_import } else { world.other_import }.to_string();
            let here = format!("/tasks/import/{import}");
            texts(&[("key", &key), ("import", &import), ("digest", "stale"), ("here", &here)])
        }
        "tasks/turn_import" => {
            let (import, here) = (world.own_import.to_string(), format!("/tasks/import/{}", world.own_import));
            texts(&[("import", &import), ("turn", "rows.301"), ("here", &here)])
        }
        "units/create_unit" => with(unit(&format!("P-{}", fresh.to_uppercase())), &[("key", &key)]),
        "units/edit_unit" => with(unit("P-BB"), &[("key", &key), ("version", "0")]),
        // Without words: who is let in is told so.
        "urging/urge" => {
            let (number, here) = if own { (OWN_GIVEN, "/tasks/35-03") } else { (OTHER_GIVEN, "/tasks/35-04") };
            texts(&[("key", &key), ("number", number), ("text", ""), ("here", here)])
        }
        "urging/receive" | "urging/reply" => {
            let urge = if own { world.own_urge } else { world.other_urge }.to_string();
            texts(&[("key", &key), ("urge", &urge), ("reply", ""), ("here", "/urges")])
        }
        "units/close_unit" | "units/reopen_unit" => texts(&[("code", "P-TYJ")]),
        "units/add_alias" | "units/remove_alias" => texts(&[("of", "unit"), ("code", "P-BB"), ("alias", "编制办")]),
        "units/create_class" => {
            let (code, label) = (format!("C{}", fresh.to_uppercase()), format!("各{fresh}"));
            let members = [("members[]", "P-BB"), ("extent", "closed")];
            with(texts(&members), &[("key", &key), ("code", &code), ("label", &label)])
        }
        "units/edit_class" => {
            let fields = [("code", "CITIES"), ("label", "各市"), ("extent", "closed"), ("members[]", "R-CC")];
            with(texts(&fields), &[("key", &key), ("version", "0")])
        }
        // Nothing is needed, or nothing is right: the function still says who may call it.
        _ => Vec::new(),
    }
}

fn fresh_number(hexadecimal: &str) -> u32 {
    u32::from_str_radix(hexadecimal, 16).unwrap() % 90_000
}

/// A task form that can be read.
fn task(key: &str, more: &[(&'static str, &str)]) -> Fields {
    let fields = [("key", key), ("field", "测示"), ("title", "测示"), ("lead", "P-BB"), ("deadline_kind", "ongoing")];
    fields.iter().chain(more).map(|(name, value)| (*name, (*value).to_owned())).collect()
}
