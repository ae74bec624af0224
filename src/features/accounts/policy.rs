//! The password policy: which passwords are good enough and how long they stay so.

use chrono::TimeDelta;

use crate::{
    shared::{locale::Locale, text::folded},
    t,
};

/// The policies an installation can choose from. They differ in the two points in which the standards contradict each
/// other; everything else holds for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordPolicy {
    /// 等保 2.0 third level (GB/T 22239-2019, 8.1.4.1): three kinds of characters, changed every ninety days.
    #[default]
    Mlps3,
    /// OWASP ASVS 5.0, 6.2.5 and 6.2.10: no kinds of characters asked for, no change by time.
    Asvs5,
}

/// The shortest and longest password.
pub const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// Kinds of characters (upper case, lower case, digits, others) that a password must mix.
const KINDS: usize = 3;
/// What must be left of a password once everything is taken away that is guessed first.
const UNGUESSED: usize = 8;
/// A password needs this many different characters.
const DIFFERENT: usize = 5;
/// Words of this place: never part of a password, however long.
const PLACE: [&str; 6] = ["duban", "jilin", "taizhang", "督办", "台账", "吉林"];
/// What is typed in a row, forwards or backwards.
const ROWS: [&str; 8] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "`1234567890-=",
    "~!@#$%^&*()_+",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];
/// Passwords and parts of passwords that are tried first, one a line.
const COMMON: &str = include_str!("common_passwords.txt");

impl PasswordPolicy {
    pub const ALL: [Self; 2] = [Self::Mlps3, Self::Asvs5];

    /// The value of the setting `password_policy`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mlps3 => "mlps3",
            Self::Asvs5 => "asvs5",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.code() == code)
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Mlps3 => t::accounts::policy_mlps3(locale),
            Self::Asvs5 => t::accounts::policy_asvs5(locale),
        }
    }

    /// An older password must be changed at the next sign-in.
    #[must_use]
    pub const fn age(self) -> Option<TimeDelta> {
        match self {
            Self::Mlps3 => Some(TimeDelta::days(90)),
            Self::Asvs5 => None,
        }
    }

    /// How many kinds of characters a password must mix.
    const fn kinds(self) -> usize {
        match self {
            Self::Mlps3 => KINDS,
            Self::Asvs5 => 1,
        }
    }

    /// The policy in words, a sentence each.
    #[must_use]
    pub fn sentences(self, locale: Locale) -> Vec<String> {
        let mut sentences = vec![t::accounts::policy_length(locale, LENGTH.start(), LENGTH.end())];
        if self.kinds() > 1 {
            sentences.push(t::accounts::policy_kinds(locale).to_owned());
        }
        sentences.push(t::accounts::policy_guessed(locale).to_owned());
        sentences.push(t::accounts::policy_history(locale, super::model::PASSWORDS_REMEMBERED));
        if let Some(age) = self.age() {
            sentences.push(t::accounts::policy_age(locale, age.num_days()));
        }
        sentences
    }

    /// Checks a new password. `own` are words of the person's own: account, name, phones.
    ///
    /// # Errors
    /// What is wrong, in the reader's language.
    pub fn check(self, password: &str, own: &[&str], locale: Locale) -> Result<(), String> {
        let length = password.chars().count();
        if !LENGTH.contains(&length) {
            return Err(t::accounts::password_length(locale, LENGTH.start(), LENGTH.end(), length));
        }
        if kinds(password) < self.kinds() {
            return Err(t::accounts::password_classes(locale).to_owned());
        }
        let plain = folded(password);
        let own: Vec<String> = own.iter().map(|word| folded(word)).filter(|word| word.chars().count() >= 2).collect();
        if let Some(word) = PLACE.into_iter().chain(own.iter().map(String::as_str)).find(|word| plain.contains(word)) {
            return Err(t::accounts::password_guessed(locale, word));
        }
        let mut different: Vec<char> = plain.chars().collect();
        different.sort_unstable();
        different.dedup();
        if different.len() < DIFFERENT {
            return Err(t::accounts::password_monotone(locale).to_owned());
        }
        match guessed_part(&plain) {
            Some(word) => Err(t::accounts::password_guessed(locale, word)),
            None => Ok(()),
        }
    }
}

/// How many kinds of characters are mixed.
fn kinds(password: &str) -> usize {
    let tests: [fn(char) -> bool; 3] = [char::is_uppercase, char::is_lowercase, char::is_numeric];
    tests.iter().filter(|test| password.chars().any(test)).count()
        + usize::from(password.chars().any(|c| !tests.iter().any(|test| test(c))))
}

/// Takes away common words, rows of keys, repetitions and years; what is left must still be long enough. Returns the
/// first thing found when it is not.
fn guessed_part(plain: &str) -> Option<String> {
    let mut rest: Vec<char> = plain.chars().collect();
    let mut first = None;
    while let Some((at, length)) = longest_guess(&rest) {
        first.get_or_insert_with(|| rest[at..at + length].iter().collect::<String>());
        // A gap, so that what stood apart does not become a word.
        rest.splice(at..at + length, ['\u{0}']);
    }
    let left = rest.iter().filter(|c| **c != '\u{0}').count();
    first.filter(|_| left < UNGUESSED)
}

/// Where the longest guess stands, and how long it is.
fn longest_guess(text: &[char]) -> Option<(usize, usize)> {
    let letters: String = text.iter().map(|c| as_letter(*c)).collect();
    let letters: Vec<char> = letters.chars().collect();
    (0..text.len())
        .map(|at| {
            (
                at,
                word(&text[at..])
                    .max(word(&letters[at..]))
                    .max(row(&text[at..]))
                    .max(same(&text[at..]))
                    .max(year(&text[at..])),
            )
        })
        .filter(|(_, length)| *length > 0)
        .max_by_key(|(at, length)| (*length, std::cmp::Reverse(*at)))
}

/// Characters of the longest common word at the beginning of `text`.
fn word(text: &[char]) -> usize {
    COMMON
        .lines()
        .filter(|word| word.len() <= text.len() && word.chars().zip(text).all(|(a, b)| a == *b))
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// Characters of a row of keys, four or more.
fn row(text: &[char]) -> usize {
    let longest = |row: &[char]| {
        (0..row.len()).map(|at| row[at..].iter().zip(text).take_while(|(a, b)| a == b).count()).max().unwrap_or(0)
    };
    let length = ROWS
        .iter()
        .map(|row| {
            let mut row: Vec<char> = row.chars().collect();
            let forwards = longest(&row);
            row.reverse();
            forwards.max(longest(&row))
        })
        .max()
        .unwrap_or(0);
    if length >= 4 { length } else { 0 }
}

/// Characters of a repetition, three or more.
fn same(text: &[char]) -> usize {
    let length = text.iter().take_while(|c| **c != '\u{0}' && Some(*c) == text.first()).count();
    if length >= 3 { length } else { 0 }
}

/// `1987`, `20161130`
fn year(text: &[char]) -> usize {
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let century = text.starts_with(&['1', '9']) || text.starts_with(&['2', '0']);
    match digits {
        8.. if century => 8,
        4.. if century => 4,
        _ => 0,
    }
}

/// The letter that a look-alike stands for: `p@ssw0rd`.
const fn as_letter(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(policy: PasswordPolicy, password: &str) -> bool {
        policy.check(password, &["wangshijia", "王示甲"], Locale::Chinese).is_ok()
    }

    #[test]
    fn a_long_mixed_password_is_accepted() {
        for password in ["Songhua-River-2016", "松花江水Xyz-42流不尽", "correct-Horse-battery-9", "kV8#tq2Lw9!m"]
        {
            assert!(check(PasswordPolicy::Mlps3, password), "{password}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_not() {
        for password in [
            "Ab1!",
            "MyPassword-2016!",
            "P@ssw0rd!2016Aa",
            "Wangshijia-99!",
            "王示甲-Abcd-2016!",
            "aaaaaaAAAA1!",
            "Woaini5201314!",
            "Admin@123456789",
            "Qwerty!@#456789",
            "1qaz@WSX3edc$RFV",
            "Zhangwei19871203!",
            "Dongbei-Kx82-Jilin",
            "Abc123456789!!!",
        ] {
            assert!(!check(PasswordPolicy::Mlps3, password), "{password}");
            assert!(!check(PasswordPolicy::Asvs5, password), "{password}");
        }
        assert!(!check(PasswordPolicy::Asvs5, &"Kv8#".repeat(40)), "longer than the limit");
    }

    #[test]
    fn the_policies_differ_in_kinds_and_age_only() {
        assert!(!check(PasswordPolicy::Mlps3, "flowing over stones"));
        assert!(check(PasswordPolicy::Asvs5, "flowing over stones"));
        assert_eq!(PasswordPolicy::Mlps3.age(), Some(TimeDelta::days(90)));
        assert_eq!(PasswordPolicy::Asvs5.age(), None);
    }

    #[test]
    fn the_list_is_clean() {
        for word in COMMON.lines() {
            assert!(word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{word:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_check(password in "\\PC{0,140}") {
            let _ = PasswordPolicy::Mlps3.check(&password, &["王"], Locale::English);
        }
    }
}
