//! 动态口令: codes of six digits that change every thirty seconds (TOTP, RFC 6238), as every authenticator app makes them,
//! and recovery codes for when the telephone is lost. Pure; what is stored and asked is in `commands` and `queries`.

use rand::RngCore as _;
use sha2::{Digest as _, Sha256};
use totp_rs::Builder;

use crate::{
    shared::{actor::Roles, locale::Locale, text::escaped},
    t,
};

use super::model::ADMIN_PARTS;

/// Seconds that a code lasts.
const STEP: u64 = 30;
/// Telephones go wrong by some seconds: the code before and the one after are good too.
const TOLERANCE: u64 = 1;
/// Bytes of a secret (RFC 4226, 4: at least 16, better 20).
const SECRET: usize = 20;
/// How many recovery codes somebody is given.
pub const RECOVERY_CODES: usize = 10;
/// Letters that are not taken for another, thirty-two: five bits each (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const RECOVERY_LETTERS: usize = 24;
/// RFC 4648, which authenticator apps read.
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Who must use codes; everybody else may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorRule {
    Voluntary,
    /// The three administrators.
    Admins,
    Everybody,
}

impl SecondFactorRule {
    pub const ALL: [Self; 3] = [Self::Voluntary, Self::Admins, Self::Everybody];

    /// The value of the setting `second_factor`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Voluntary => "voluntary",
            Self::Admins => "admins",
            Self::Everybody => "everybody",
        }
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Voluntary => t::accounts::codes_voluntary(locale),
            Self::Admins => t::accounts::codes_admins(locale),
            Self::Everybody => t::accounts::codes_everybody(locale),
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Where nothing was chosen. The accounts of the sample are there to be tried.
    #[must_use]
    pub const fn by_default(sample: bool) -> Self {
        if sample { Self::Voluntary } else { Self::Admins }
    }

    /// Whether somebody with these roles must use codes.
    #[must_use]
    pub fn asks(self, roles: Roles) -> bool {
        match self {
            Self::Voluntary => false,
            Self::Admins => roles.any(&ADMIN_PARTS),
            Self::Everybody => true,
        }
    }
}

/// A fresh secret.
#[must_use]
pub fn new_secret() -> Vec<u8> {
    random::<SECRET>().to_vec()
}

/// The secret as it is typed into an app: base 32, in groups of four.
#[must_use]
pub fn secret_text(secret: &[u8]) -> String {
    let letters: Vec<char> = base_32(secret, BASE_32).chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The address that an app reads from a QR code (Key Uri Format).
#[must_use]
pub fn address(secret: &[u8], issuer: &str, account: &str) -> String {
    let (issuer, account) = (escaped(issuer), escaped(account));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", base_32(secret, BASE_32))
}

/// Which thirty seconds `code` belongs to, if it is good at `now` (seconds since 1970) and no code of then or later was
/// used (`last_step`).
#[must_use]
pub fn step_of(secret: &[u8], code: &str, now: u64, last_step: u64) -> Option<u64> {
    let secret: [u8; SECRET] = secret.try_into().ok()?;
    // SHA-1 and six digits, the defaults: what every app can do.
    let totp = Builder::new().with_step_duration(STEP).with_skew(0).with_secret(secret).build().ok()?;
    let now = now / STEP;
    // All are compared, so that the time tells nothing.
    (now.saturating_sub(TOLERANCE)..=now + TOLERANCE)
        .filter(|step| totp.check(code, step * STEP).is_some())
        .filter(|step| *step > last_step)
        .max()
}

/// A hundred and twenty random bits, e.g. `k3fq-9t2m-xw7d-0hbc-e5vr-81zn`.
#[must_use]
pub fn new_recovery_code() -> String {
    let letters: Vec<char> = base_32(&random::<{ RECOVERY_LETTERS * 5 / 8 }>(), LETTERS).chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What the database keeps of a recovery code; typed in any case, with or without hyphens. None when it is none.
#[must_use]
pub fn recovery_digest(typed: &str) -> Option<Vec<u8>> {
    let letters: String =
        typed.to_lowercase().chars().filter(|c| *c != '-' && !c.is_whitespace()).map(unmistaken).collect();
    let good = letters.len() == RECOVERY_LETTERS && letters.bytes().all(|letter| LETTERS.contains(&letter));
    good.then(|| Sha256::digest(letters.as_bytes()).to_vec())
}

/// The letters that Crockford's alphabet leaves out are read as what they look like.
const fn unmistaken(letter: char) -> char {
    match letter {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Five bits a letter; the lengths used here leave no rest.
fn base_32(bytes: &[u8], letters: &[u8; 32]) -> String {
    let bits = |at: usize| usize::from((bytes[at / 8] >> (7 - at % 8)) & 1);
    (0..bytes.len() * 8 / 5)
        .map(|letter| (0..5).fold(0, |value, bit| (value << 1) | bits(letter * 5 + bit)))
        .map(|value| char::from(letters[value]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::actor::Role;

    /// RFC 6238, appendix B; its eight digits end in these six.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (now, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(step_of(RFC, code, now, 0), Some(now / 30), "{now}");
        }
        assert_eq!(secret_text(RFC), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_code_is_good_for_a_while_and_once() {
        for (now, good) in [(59, true), (30, true), (89, true), (0, true), (119, false)] {
            assert_eq!(step_of(RFC, "287082", now, 0).is_some(), good, "{now}");
        }
        assert_eq!(step_of(RFC, "287082", 59, 1), None, "used");
        for code in ["", "28708", "2870820", "287083", "２８７０８２"] {
            assert_eq!(step_of(RFC, code, 59, 0), None, "{code}");
        }
    }

    #[test]
    fn recovery_codes_may_be_typed_as_they_are_read() {
        let code = new_recovery_code();
        assert_ne!(code, new_recovery_code());
        assert_eq!(code.len(), 29);
        let digest = recovery_digest(&code);
        assert!(digest.is_some());
        for typed in [code.to_uppercase(), code.replace('-', ""), code.replace('0', "O").replace('1', "l")] {
            assert_eq!(recovery_digest(&typed), digest, "{typed}");
        }
        assert_eq!(recovery_digest("123456"), None);
    }

    #[test]
    fn administrators_must_outside_the_sample() {
        for role in Role::ALL {
            let roles: Roles = [role].into_iter().collect();
            assert_eq!(SecondFactorRule::by_default(false).asks(roles), ADMIN_PARTS.contains(&role), "{role:?}");
            assert!(!SecondFactorRule::by_default(true).asks(roles));
            assert!(SecondFactorRule::Everybody.asks(roles));
        }
    }

    #[test]
    fn apps_are_told_all_they_need() {
        assert_eq!(
            address(RFC, "督办台账", "li si"),
            "otpauth://totp/%E7%9D%A3%E5%8A%9E%E5%8F%B0%E8%B4%A6:li%20si?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%9D%A3%E5%8A%9E%E5%8F%B0%E8%B4%A6"
        );
    }
}
