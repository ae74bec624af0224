//! The words of the record: what a verb, a kind, a field is called. A test finds every verb used in the source and fails
//! if one has no words.

use crate::{shared::locale::Locale, t};

/// All verbs, in the order of the filter.
pub const VERBS: &[&str] = &[
    "session.started",
    "session.refused",
    "session.ended",
    "session.others_ended",
    "person.created",
    "person.edited",
    "person.disabled",
    "person.enabled",
    "person.password_changed",
    "person.password_reset",
    "person.admin_created",
    "person.sample_loaded",
    "person.mail_chosen",
    "role.granted",
    "role.withdrawn",
    "setting.policy_chosen",
    "calendar.year_published",
    "calendar.day_set",
    "calendar.day_removed",
    "light_rule.added",
    "unit.created",
    "unit.edited",
    "unit.closed",
    "unit.reopened",
    "unit.loaded",
    "unit.alias_added",
    "unit.alias_removed",
    "unit_class.created",
    "unit_class.edited",
    "unit_class.alias_added",
    "unit_class.alias_removed",
    "plan.created",
    "plan.edited",
    "task.created",
    "task.edited",
    "task.imported",
    "task.dispatched",
    "task.signed",
    "task.given_back",
    "task.given_again",
    "task.stopped",
    "task.merged",
    "task.resumed",
    "roadmap.drafted",
    "roadmap.sent",
    "roadmap.sent_back",
    "roadmap.confirmed",
    "roadmap.returned",
    "roadmap.approved",
    "report.sent",
    "report.returned",
    "report.help_answered",
    "extension.asked",
    "extension.confirmed",
    "extension.withdrawn",
    "extension.decided",
    "instruction.given",
    "instruction.answered",
    "instruction.noted",
    "task.urged",
    "task.urge_received",
    "task.urge_replied",
    "import.uploaded",
    "import.confirmed",
    "export.made",
    "notification.read",
    "notification.all_read",
];

/// All kinds of objects.
pub const KINDS: &[&str] = &[
    "person",
    "session",
    "unit",
    "unit_class",
    "plan",
    "task",
    "import",
    "setting",
    "calendar",
    "light_rule",
    "audit",
    "notification",
];

/// Fields in the order in which they are read.
const FIELDS: &[&str] = &[
    "account",
    "name",
    "short_name",
    "code",
    "kind",
    "parent",
    "label",
    "closed",
    "candidate_kinds",
    "members",
    "closed_on",
    "alias",
    "unit",
    "post",
    "office_phone",
    "mobile",
    "email",
    "role",
    "sessions_ended",
    "password_policy",
    "sort_order",
    "plan",
    "prefix",
    "year",
    "starts_on",
    "ends_on",
    "is_sample",
    "seq",
    "field",
    "title",
    "content",
    "lead",
    "co_leads",
    "participants",
    "classes",
    "unmatched",
    "duties",
    "deadline_kind",
    "due",
    "deadline_text",
    "milestones",
    "sources",
    "note",
    "progress",
    "state",
    "reason",
    "decision",
    "asked_due",
    "cause",
    "round",
    "late",
    "confirmed",
    "instruction",
    "leader",
    "given_on",
    "reply_due",
    "follows",
    "level",
    "about",
    "limit_on",
    "text",
    "reply",
    "sign_by",
    "roadmap",
    "returned_lines",
    "into",
    "period",
    "percent",
    "difficulties",
    "help",
    "confidence",
    "next_step",
    "answer",
    "report_every",
    "created",
    "changed",
    "people",
    "units",
    "aliases",
    "document",
    "published_on",
    "day_kind",
    "days",
    "rows",
    "filter",
    "by_mail",
    "language",
    "digest_at",
    "quiet_from",
    "quiet_until",
    "effective_from",
    "blue_days",
    "yellow_days",
    "report_missing",
];

/// What was done: 修改任务. An unknown verb shows its code.
#[must_use]
pub fn verb_text(verb: &str, locale: Locale) -> &str {
    match verb {
        "session.started" => t::activity::verb_session_started(locale),
        "session.refused" => t::activity::verb_session_refused(locale),
        "session.ended" => t::activity::verb_session_ended(locale),
        "session.others_ended" => t::activity::verb_session_others_ended(locale),
        "person.created" => t::activity::verb_person_created(locale),
        "person.edited" => t::activity::verb_person_edited(locale),
        "person.disabled" => t::activity::verb_person_disabled(locale),
        "person.enabled" => t::activity::verb_person_enabled(locale),
        "person.password_changed" => t::activity::verb_person_password_changed(locale),
        "person.password_reset" => t::activity::verb_person_password_reset(locale),
        "person.admin_created" => t::activity::verb_person_admin_created(locale),
        "person.sample_loaded" => t::activity::verb_person_sample_loaded(locale),
        "person.mail_chosen" => t::activity::verb_person_mail_chosen(locale),
        "role.granted" => t::activity::verb_role_granted(locale),
        "role.withdrawn" => t::activity::verb_role_withdrawn(locale),
        "setting.policy_chosen" => t::activity::verb_setting_policy_chosen(locale),
        "calendar.year_published" => t::activity::verb_calendar_year_published(locale),
        "calendar.day_set" => t::activity::verb_calendar_day_set(locale),
        "calendar.day_removed" => t::activity::verb_calendar_day_removed(locale),
        "light_rule.added" => t::activity::verb_light_rule_added(locale),
        "unit.created" => t::activity::verb_unit_created(locale),
        "unit.edited" => t::activity::verb_unit_edited(locale),
        "unit.closed" => t::activity::verb_unit_closed(locale),
        "unit.reopened" => t::activity::verb_unit_reopened(locale),
        "unit.loaded" => t::activity::verb_unit_loaded(locale),
        "unit.alias_added" => t::activity::verb_unit_alias_added(locale),
        "unit.alias_removed" => t::activity::verb_unit_alias_removed(locale),
        "unit_class.created" => t::activity::verb_unit_class_created(locale),
        "unit_class.edited" => t::activity::verb_unit_class_edited(locale),
        "unit_class.alias_added" => t::activity::verb_unit_class_alias_added(locale),
        "unit_class.alias_removed" => t::activity::verb_unit_class_alias_removed(locale),
        "plan.created" => t::activity::verb_plan_created(locale),
        "plan.edited" => t::activity::verb_plan_edited(locale),
        "task.created" => t::activity::verb_task_created(locale),
        "task.edited" => t::activity::verb_task_edited(locale),
        "task.imported" => t::activity::verb_task_imported(locale),
        "task.dispatched" => t::activity::verb_task_dispatched(locale),
        "task.signed" => t::activity::verb_task_signed(locale),
        "task.given_back" => t::activity::verb_task_given_back(locale),
        "task.given_again" => t::activity::verb_task_given_again(locale),
        "task.stopped" => t::activity::verb_task_stopped(locale),
        "task.merged" => t::activity::verb_task_merged(locale),
        "task.resumed" => t::activity::verb_task_resumed(locale),
        "roadmap.drafted" => t::activity::verb_roadmap_drafted(locale),
        "roadmap.sent" => t::activity::verb_roadmap_sent(locale),
        "roadmap.sent_back" => t::activity::verb_roadmap_sent_back(locale),
        "roadmap.confirmed" => t::activity::verb_roadmap_confirmed(locale),
        "roadmap.returned" => t::activity::verb_roadmap_returned(locale),
        "roadmap.approved" => t::activity::verb_roadmap_approved(locale),
        "report.sent" => t::activity::verb_report_sent(locale),
        "report.returned" => t::activity::verb_report_returned(locale),
        "report.help_answered" => t::activity::verb_report_help_answered(locale),
        "extension.asked" => t::activity::verb_extension_asked(locale),
        "extension.confirmed" => t::activity::verb_extension_confirmed(locale),
        "extension.withdrawn" => t::activity::verb_extension_withdrawn(locale),
        "extension.decided" => t::activity::verb_extension_decided(locale),
        "instruction.given" => t::activity::verb_instruction_given(locale),
        "instruction.answered" => t::activity::verb_instruction_answered(locale),
        "instruction.noted" => t::activity::verb_instruction_noted(locale),
        "task.urged" => t::activity::verb_task_urged(locale),
        "task.urge_received" => t::activity::verb_task_urge_received(locale),
        "task.urge_replied" => t::activity::verb_task_urge_replied(locale),
        "import.uploaded" => t::activity::verb_import_uploaded(locale),
        "import.confirmed" => t::activity::verb_import_confirmed(locale),
        "export.made" => t::activity::verb_export_made(locale),
        "notification.read" => t::activity::verb_notification_read(locale),
        "notification.all_read" => t::activity::verb_notification_all_read(locale),
        other => other,
    }
}

/// What it was done to: 任务.
#[must_use]
pub fn kind_text(kind: &str, locale: Locale) -> &str {
    match kind {
        "person" => t::activity::kind_person(locale),
        "session" => t::activity::kind_session(locale),
        "unit" => t::activity::kind_unit(locale),
        "unit_class" => t::activity::kind_unit_class(locale),
        "plan" => t::activity::kind_plan(locale),
        "task" => t::activity::kind_task(locale),
        "import" => t::activity::kind_import(locale),
        "setting" => t::activity::kind_setting(locale),
        "calendar" => t::activity::kind_calendar(locale),
        "light_rule" => t::activity::kind_light_rule(locale),
        "audit" => t::activity::kind_audit(locale),
        "notification" => t::activity::kind_notification(locale),
        other => other,
    }
}

/// What a field is called: 完成时限.
#[must_use]
pub fn field_text(field: &str, locale: Locale) -> &str {
    match field {
        "account" => t::activity::field_account(locale),
        "name" => t::activity::field_name(locale),
        "short_name" => t::activity::field_short_name(locale),
        "code" => t::activity::field_code(locale),
        "kind" => t::activity::field_kind(locale),
        "parent" => t::activity::field_parent(locale),
        "label" => t::activity::field_label(locale),
        "closed" => t::activity::field_closed(locale),
        "candidate_kinds" => t::activity::field_candidate_kinds(locale),
        "members" => t::activity::field_members(locale),
        "closed_on" => t::activity::field_closed_on(locale),
        "alias" => t::activity::field_alias(locale),
        "unit" => t::activity::field_unit(locale),
        "post" => t::activity::field_post(locale),
        "office_phone" => t::activity::field_office_phone(locale),
        "mobile" => t::activity::field_mobile(locale),
        "email" => t::activity::field_email(locale),
        "role" => t::activity::field_role(locale),
        "sessions_ended" => t::activity::field_sessions_ended(locale),
        "password_policy" => t::activity::field_password_policy(locale),
        "sort_order" => t::activity::field_sort_order(locale),
        "plan" => t::activity::field_plan(locale),
        "prefix" => t::activity::field_prefix(locale),
        "year" => t::activity::field_year(locale),
        "starts_on" => t::activity::field_starts_on(locale),
        "ends_on" => t::activity::field_ends_on(locale),
        "is_sample" => t::activity::field_is_sample(locale),
        "seq" => t::activity::field_seq(locale),
        "field" => t::activity::field_field(locale),
        "title" => t::activity::field_title(locale),
        "content" => t::activity::field_content(locale),
        "lead" => t::activity::field_lead(locale),
        "co_leads" => t::activity::field_co_leads(locale),
        "participants" => t::activity::field_participants(locale),
        "classes" => t::activity::field_classes(locale),
        "unmatched" => t::activity::field_unmatched(locale),
        "duties" => t::activity::field_duties(locale),
        "deadline_kind" => t::activity::field_deadline_kind(locale),
        "due" => t::activity::field_due(locale),
        "deadline_text" => t::activity::field_deadline_text(locale),
        "milestones" => t::activity::field_milestones(locale),
        "sources" => t::activity::field_sources(locale),
        "state" => t::activity::field_state(locale),
        "reason" => t::activity::field_reason(locale),
        "decision" => t::activity::field_decision(locale),
        "asked_due" => t::activity::field_asked_due(locale),
        "cause" => t::activity::field_cause(locale),
        "round" => t::activity::field_round(locale),
        "late" => t::activity::field_late(locale),
        "confirmed" => t::activity::field_confirmed(locale),
        "instruction" => t::activity::field_instruction(locale),
        "leader" => t::activity::field_leader(locale),
        "given_on" => t::activity::field_given_on(locale),
        "reply_due" => t::activity::field_reply_due(locale),
        "follows" => t::activity::field_follows(locale),
        "level" => t::activity::field_level(locale),
        "about" => t::activity::field_about(locale),
        "limit_on" => t::activity::field_limit_on(locale),
        "text" => t::activity::field_text(locale),
        "reply" => t::activity::field_reply(locale),
        "sign_by" => t::activity::field_sign_by(locale),
        "roadmap" => t::activity::field_roadmap(locale),
        "returned_lines" => t::activity::field_returned_lines(locale),
        "into" => t::activity::field_into(locale),
        "note" => t::activity::field_note(locale),
        "progress" => t::activity::field_progress(locale),
        "period" => t::activity::field_period(locale),
        "percent" => t::activity::field_percent(locale),
        "difficulties" => t::activity::field_difficulties(locale),
        "help" => t::activity::field_help(locale),
        "confidence" => t::activity::field_confidence(locale),
        "next_step" => t::activity::field_next_step(locale),
        "answer" => t::activity::field_answer(locale),
        "report_every" => t::activity::field_report_every(locale),
        "created" => t::activity::field_created(locale),
        "changed" => t::activity::field_changed(locale),
        "people" => t::activity::field_people(locale),
        "units" => t::activity::field_units(locale),
        "aliases" => t::activity::field_aliases(locale),
        "document" => t::activity::field_document(locale),
        "published_on" => t::activity::field_published_on(locale),
        "day_kind" => t::activity::field_day_kind(locale),
        "days" => t::activity::field_days(locale),
        "rows" => t::activity::field_rows(locale),
        "filter" => t::activity::field_filter(locale),
        "by_mail" => t::activity::field_by_mail(locale),
        "language" => t::activity::field_language(locale),
        "effective_from" => t::activity::field_effective_from(locale),
        "blue_days" => t::activity::field_blue_days(locale),
        "yellow_days" => t::activity::field_yellow_days(locale),
        "report_missing" => t::activity::field_report_missing(locale),
        "digest_at" => t::activity::field_digest_at(locale),
        "quiet_from" => t::activity::field_quiet_from(locale),
        "quiet_until" => t::activity::field_quiet_until(locale),
        other => other,
    }
}

/// Where a field stands among others; unknown ones come last.
#[must_use]
pub fn field_order(field: &str) -> usize {
    FIELDS.iter().position(|known| *known == field).unwrap_or(FIELDS.len())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// Texts in quotes like `"task.edited"` whose first part is a kind of object or another noun of the verbs.
    fn verbs_in(folder: &Path, found: &mut BTreeSet<String>) {
        let nouns: BTreeSet<&str> =
            VERBS.iter().filter_map(|verb| verb.split('.').next()).chain(KINDS.iter().copied()).collect();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                verbs_in(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for part in text.split('"').skip(1).step_by(2) {
                let is_verb = part.split_once('.').is_some_and(|(noun, verb)| {
                    nouns.contains(noun)
                        && !verb.is_empty()
                        && verb.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                });
                if is_verb {
                    found.insert(part.to_owned());
                }
            }
        }
    }

    #[test]
    fn every_verb_of_the_source_has_words() {
        let mut found = BTreeSet::new();
        verbs_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features"), &mut found);
        assert!(found.len() > 20, "{found:?}");
        let without: Vec<&String> = found.iter().filter(|verb| !VERBS.contains(&verb.as_str())).collect();
        assert!(without.is_empty(), "put words for these into locales/*/activity.json and words.rs: {without:?}");
    }

    #[test]
    fn everything_listed_has_words_in_both_languages() {
        for locale in Locale::ALL {
            assert!(VERBS.iter().all(|verb| verb_text(verb, locale) != *verb));
            assert!(KINDS.iter().all(|kind| locale == Locale::English || kind_text(kind, locale) != *kind));
            assert!(FIELDS.iter().all(|field| locale == Locale::English || field_text(field, locale) != *field));
        }
        assert_eq!(verb_text("task.sung", Locale::Chinese), "task.sung", "an unknown verb shows its code");
    }
}
