//! Passwords are kept as Argon2id hashes (RFC 9106). Hashing is slow and needs 19 MiB each, so few run at a time and
//! none on the threads that serve requests.

use std::sync::LazyLock;

use argon2::{
    Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{SaltString, rand_core::OsRng},
};
use rand::seq::IndexedRandom as _;
use tokio::sync::Semaphore;

use super::policy::PasswordPolicy;
use crate::shared::{error::AppError, locale::Locale};

static PLACES: Semaphore = Semaphore::const_new(2);

/// The hash of a password that nobody has: verified against when the account is unknown, so that the answer takes as
/// long as for a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Makes the hash of nobody before anybody asks: the first unknown account would take longer than a known one.
pub async fn warm_up() {
    let warm = tokio::task::spawn_blocking(|| LazyLock::force(&NOBODY).len());
    drop(warm.await);
}

/// Hashes a new password with a fresh salt.
pub async fn hash(password: String) -> Result<String, AppError> {
    aside(move || hash_now(&password)).await?
}

/// Whether `password` belongs to `hash`; `None` stands for an unknown account and costs the same time.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    aside(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let matches = PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && matches
    })
    .await
}

fn hash_now(password: &str) -> Result<String, AppError> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string()).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        AppError::Internal
    })
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let _place = PLACES.acquire().await.map_err(|_| AppError::Unavailable)?;
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "hashing was cut off");
        AppError::Internal
    })
}

/// Characters of initial passwords: none that look alike on paper (0 O o, 1 l I).
const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER: &[u8] = b"abcdefghijkmnpqrstuvwxyz";
const DIGITS: &[u8] = b"23456789";

/// A random initial password, four groups of four such as `kT7m-Qw3x-h8Rp-Zd4v`: some ninety bits, good under every
/// policy.
#[must_use]
pub fn initial() -> String {
    let mut random = rand::rng();
    loop {
        let groups: Vec<String> = (0..4)
            .map(|_| {
                (0..4)
                    .filter_map(|_| [UPPER, LOWER, LOWER, DIGITS].concat().choose(&mut random).copied())
                    .map(char::from)
                    .collect()
            })
            .collect();
        let password = groups.join("-");
        if PasswordPolicy::Mlps3.check(&password, &[], Locale::Chinese).is_ok() {
            return password;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initial_passwords_are_good_and_differ() {
        let passwords: std::collections::HashSet<String> = (0..100).map(|_| initial()).collect();
        assert_eq!(passwords.len(), 100);
        assert!(passwords.iter().all(|password| password.len() == 19));
    }
}
