//! Pure rules of accounts.

use chrono::{DateTime, TimeDelta, Utc};

use crate::shared::{
    actor::{Actor, Role},
    locale::Locale,
    text::folded,
};
use crate::t;

/// A session ends when it was not used for this long (等保 2.0 third level; quality.md).
pub const IDLE_LIMIT: TimeDelta = TimeDelta::minutes(15);
/// A session ends this long after signing in, used or not.
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::hours(12);
/// Failed sign-ins of one account from one address before it has to wait.
pub const FAILURES_ALLOWED: i64 = 5;
/// How long it has to wait, counted from the last failure.
pub const WAITING_TIME: TimeDelta = TimeDelta::minutes(15);
/// A password that is older must be changed at the next sign-in.
pub const PASSWORD_AGE: TimeDelta = TimeDelta::days(90);
/// How many earlier passwords are not accepted again.
pub const PASSWORDS_REMEMBERED: i64 = 5;

/// Accounts, units and people are the system administrator's.
#[must_use]
pub fn can_manage_people(actor: &Actor) -> bool {
    actor.roles.has(Role::SysAdmin)
}

/// Roles are the security administrator's.
#[must_use]
pub fn can_grant_roles(actor: &Actor) -> bool {
    actor.roles.has(Role::SecurityAdmin)
}

/// How long an account still has to wait after `failures` failed sign-ins, the last of them at `last`.
#[must_use]
pub fn waiting_time(failures: i64, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<TimeDelta> {
    let until = last? + WAITING_TIME;
    (failures >= FAILURES_ALLOWED && until > now).then(|| until - now)
}

/// The shortest and longest password.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// Character classes (upper case, lower case, digits, others) that a password must mix.
const CLASSES: usize = 3;
/// Words that any guesser tries first here.
const COMMON_WORDS: [&str; 14] = [
    "password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "123456", "111111", "000000", "abcdef", "abc123", "admin",
    "jilin", "duban", "letmein",
];

/// Checks a new password against the default policy (等保 2.0 third level): twelve characters or more, three classes,
/// nothing that is guessed first, nothing of the person's own. Returns what is wrong in the reader's language.
pub fn check_password(password: &str, account: &str, name: &str, locale: Locale) -> Result<(), String> {
    let length = password.chars().count();
    if !LENGTH.contains(&length) {
        return Err(t::accounts::password_length(locale, LENGTH.start(), LENGTH.end(), length));
    }
    let tests: [fn(char) -> bool; 3] = [char::is_uppercase, char::is_lowercase, char::is_numeric];
    let classes = tests.iter().filter(|test| password.chars().any(test)).count()
        + usize::from(password.chars().any(|c| !tests.iter().any(|test| test(c))));
    if classes < CLASSES {
        return Err(t::accounts::password_classes(locale).to_owned());
    }
    let plain = folded(password);
    let own = [folded(account), folded(name)];
    let guessed = COMMON_WORDS.iter().copied().chain(own.iter().map(String::as_str));
    if let Some(word) = guessed.filter(|word| word.chars().count() >= 2).find(|word| plain.contains(word)) {
        return Err(t::accounts::password_guessed(locale, word));
    }
    if is_monotone(&plain) {
        return Err(t::accounts::password_monotone(locale).to_owned());
    }
    Ok(())
}

/// Fewer than five different characters: `aaaaaaAAAA1!`.
fn is_monotone(password: &str) -> bool {
    let mut seen: Vec<char> = password.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 5
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn check(password: &str) -> bool {
        check_password(password, "wangshijia", "王示甲", Locale::Chinese).is_ok()
    }

    #[test]
    fn a_long_mixed_password_is_accepted() {
        assert!(check("Songhua-River-2016"));
        assert!(check("松花江水Xyz-42流不尽"));
    }

    #[test]
    fn short_plain_guessed_own_or_monotone_ones_are_not() {
        for password in
            ["Ab1!", "alllowercaseletters", "MyPassword-2016!", "Wangshijia-99!", "aaaaaaAAAA1!", "王示甲-Abcd-2016!"]
        {
            assert!(!check(password), "{password}");
        }
        assert!(!check(&"Ab1!".repeat(40)), "longer than the limit");
    }

    #[test]
    fn the_fifth_failure_makes_the_account_wait_and_the_wait_ends() {
        let now = Utc.with_ymd_and_hms(2016, 11, 30, 1, 0, 0).single().expect("valid");
        assert_eq!(waiting_time(4, Some(now), now), None);
        assert_eq!(waiting_time(5, Some(now), now), Some(WAITING_TIME));
        assert_eq!(waiting_time(5, Some(now - WAITING_TIME), now), None);
        assert_eq!(waiting_time(0, None, now), None);
    }
}
