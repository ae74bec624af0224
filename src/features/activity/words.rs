//! The words of the record: what a verb, a kind, a field is called. A test finds every verb used in the source and fails
//! if one has no words.

use crate::{shared::locale::Locale, t};

/// A list of codes with their words in `locales/*/activity.json`. What has none is shown as it is.
macro_rules! words {
    ($(#[$list_doc:meta])* $list:ident $(#[$text_doc:meta])* $text:ident { $($code:literal $word:ident;)* }) => {
        $(#[$list_doc])*
        pub const $list: &[&str] = &[$($code),*];

        $(#[$text_doc])*
        #[must_use]
        pub fn $text(code: &str, locale: Locale) -> &str {
            match code {
                $($code => t::activity::$word(locale),)*
                other => other,
            }
        }
    };
}

words! {
    /// All verbs, in the order of the filter.
    VERBS
    /// What was done: 修改任务. An unknown verb shows its code.
    verb_text {
        "session.started" verb_session_started;
        "session.refused" verb_session_refused;
        "session.password_accepted" verb_session_password_accepted;
        "session.code_refused" verb_session_code_refused;
        "session.ended" verb_session_ended;
        "session.others_ended" verb_session_others_ended;
        "person.created" verb_person_created;
        "person.edited" verb_person_edited;
        "person.disabled" verb_person_disabled;
        "person.enabled" verb_person_enabled;
        "person.password_changed" verb_person_password_changed;
        "person.password_reset" verb_person_password_reset;
        "person.admin_created" verb_person_admin_created;
        "person.sample_loaded" verb_person_sample_loaded;
        "person.mail_chosen" verb_person_mail_chosen;
        "second_factor.begun" verb_second_factor_begun;
        "second_factor.confirmed" verb_second_factor_confirmed;
        "second_factor.recovery_renewed" verb_second_factor_recovery_renewed;
        "second_factor.removed" verb_second_factor_removed;
        "second_factor.reset" verb_second_factor_reset;
        "role.granted" verb_role_granted;
        "role.withdrawn" verb_role_withdrawn;
        "setting.policy_chosen" verb_setting_policy_chosen;
        "setting.second_factor_chosen" verb_setting_second_factor_chosen;
        "calendar.year_published" verb_calendar_year_published;
        "calendar.day_set" verb_calendar_day_set;
        "calendar.day_removed" verb_calendar_day_removed;
        "light_rule.added" verb_light_rule_added;
        "unit.created" verb_unit_created;
        "unit.edited" verb_unit_edited;
        "unit.closed" verb_unit_closed;
        "unit.reopened" verb_unit_reopened;
        "unit.loaded" verb_unit_loaded;
        "unit.alias_added" verb_unit_alias_added;
        "unit.alias_removed" verb_unit_alias_removed;
        "unit_class.created" verb_unit_class_created;
        "unit_class.edited" verb_unit_class_edited;
        "unit_class.alias_added" verb_unit_class_alias_added;
        "unit_class.alias_removed" verb_unit_class_alias_removed;
        "plan.created" verb_plan_created;
        "plan.edited" verb_plan_edited;
        "task.created" verb_task_created;
        "task.edited" verb_task_edited;
        "task.imported" verb_task_imported;
        "task.dispatched" verb_task_dispatched;
        "task.signed" verb_task_signed;
        "task.given_back" verb_task_given_back;
        "task.given_again" verb_task_given_again;
        "task.stopped" verb_task_stopped;
        "task.merged" verb_task_merged;
        "task.resumed" verb_task_resumed;
        "roadmap.drafted" verb_roadmap_drafted;
        "roadmap.sent" verb_roadmap_sent;
        "roadmap.sent_back" verb_roadmap_sent_back;
        "roadmap.confirmed" verb_roadmap_confirmed;
        "roadmap.returned" verb_roadmap_returned;
        "roadmap.approved" verb_roadmap_approved;
        "report.sent" verb_report_sent;
        "report.returned" verb_report_returned;
        "report.file_removed" verb_report_file_removed;
        "report.help_answered" verb_report_help_answered;
        "extension.asked" verb_extension_asked;
        "extension.confirmed" verb_extension_confirmed;
        "extension.withdrawn" verb_extension_withdrawn;
        "extension.decided" verb_extension_decided;
        "instruction.given" verb_instruction_given;
        "instruction.answered" verb_instruction_answered;
        "instruction.noted" verb_instruction_noted;
        "task.urged" verb_task_urged;
        "task.urge_received" verb_task_urge_received;
        "task.urge_replied" verb_task_urge_replied;
        "import.uploaded" verb_import_uploaded;
        "import.confirmed" verb_import_confirmed;
        "export.made" verb_export_made;
        "notification.read" verb_notification_read;
        "notification.all_read" verb_notification_all_read;
    }
}

words! {
    /// All kinds of objects.
    KINDS
    /// What it was done to: 任务.
    kind_text {
        "person" kind_person;
        "session" kind_session;
        "unit" kind_unit;
        "unit_class" kind_unit_class;
        "plan" kind_plan;
        "task" kind_task;
        "import" kind_import;
        "setting" kind_setting;
        "calendar" kind_calendar;
        "light_rule" kind_light_rule;
        "audit" kind_audit;
        "notification" kind_notification;
    }
}

words! {
    /// Fields in the order in which they are read.
    FIELDS
    /// What a field is called: 完成时限.
    field_text {
        "account" field_account;
        "name" field_name;
        "short_name" field_short_name;
        "code" field_code;
        "kind" field_kind;
        "parent" field_parent;
        "label" field_label;
        "closed" field_closed;
        "candidate_kinds" field_candidate_kinds;
        "members" field_members;
        "closed_on" field_closed_on;
        "alias" field_alias;
        "unit" field_unit;
        "post" field_post;
        "office_phone" field_office_phone;
        "mobile" field_mobile;
        "email" field_email;
        "role" field_role;
        "sessions_ended" field_sessions_ended;
        "password_policy" field_password_policy;
        "second_factor" field_second_factor;
        "sort_order" field_sort_order;
        "plan" field_plan;
        "prefix" field_prefix;
        "year" field_year;
        "starts_on" field_starts_on;
        "ends_on" field_ends_on;
        "is_sample" field_is_sample;
        "seq" field_seq;
        "field" field_field;
        "title" field_title;
        "content" field_content;
        "lead" field_lead;
        "co_leads" field_co_leads;
        "participants" field_participants;
        "classes" field_classes;
        "unmatched" field_unmatched;
        "duties" field_duties;
        "deadline_kind" field_deadline_kind;
        "due" field_due;
        "deadline_text" field_deadline_text;
        "milestones" field_milestones;
        "sources" field_sources;
        "note" field_note;
        "progress" field_progress;
        "state" field_state;
        "reason" field_reason;
        "decision" field_decision;
        "asked_due" field_asked_due;
        "cause" field_cause;
        "round" field_round;
        "late" field_late;
        "confirmed" field_confirmed;
        "instruction" field_instruction;
        "leader" field_leader;
        "given_on" field_given_on;
        "reply_due" field_reply_due;
        "follows" field_follows;
        "level" field_level;
        "about" field_about;
        "limit_on" field_limit_on;
        "text" field_text;
        "reply" field_reply;
        "sign_by" field_sign_by;
        "roadmap" field_roadmap;
        "returned_lines" field_returned_lines;
        "into" field_into;
        "period" field_period;
        "percent" field_percent;
        "difficulties" field_difficulties;
        "help" field_help;
        "confidence" field_confidence;
        "next_step" field_next_step;
        "attachments" field_attachments;
        "answer" field_answer;
        "report_every" field_report_every;
        "created" field_created;
        "changed" field_changed;
        "people" field_people;
        "units" field_units;
        "aliases" field_aliases;
        "document" field_document;
        "published_on" field_published_on;
        "day_kind" field_day_kind;
        "days" field_days;
        "rows" field_rows;
        "filter" field_filter;
        "by_mail" field_by_mail;
        "language" field_language;
        "digest_at" field_digest_at;
        "quiet_from" field_quiet_from;
        "quiet_until" field_quiet_until;
        "effective_from" field_effective_from;
        "blue_days" field_blue_days;
        "yellow_days" field_yellow_days;
        "report_missing" field_report_missing;
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
