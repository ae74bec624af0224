//! What a digest covers, byte for byte.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

/// SHA-256 (FIPS 180-4)
pub type Digest = [u8; 32];

/// What stands before the first event.
pub const GENESIS: Digest = [0; 32];

/// Changes with the encoding, so that digests of two encodings never meet.
const ENCODING: &[u8] = b"duban activity 1";

/// An event as the database gives it: each column as text, in the order of [`event_content`].
pub type Content = Vec<Option<String>>;

/// A select whose column `content` is the [`Content`] of the event `e`. The text of `jsonb` is PostgreSQL's own, which
/// keeps every digit of a number; times are microseconds, so that no session setting matters. A view or function in the
/// database would do for reading, but whoever changes events could change it too.
macro_rules! event_content {
    ($row:ident, $columns:literal, $from:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $row,
            "select " + $columns + ",
                case when e.id is null then null else array[
                    e.id::text, trunc(extract(epoch from e.at) * 1000000)::text, e.actor_id::text, e.actor_name,
                    e.unit_id::text, e.address, e.request_id, e.verb, e.object_kind, e.object_id::text, e.object_name,
                    e.before::text, e.after::text, e.left_units::text]
                end as \"content?: Vec<Option<String>>\" " + $from,
            $($argument,)*
        )
    };
}
pub(super) use event_content;

/// A time as digests cover it: microseconds since 1970, the grain of PostgreSQL.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.timestamp_micros().to_string()
}

/// The digest of an event that was sealed at `sealed_at` after the event with digest `previous`.
#[must_use]
pub fn digest(previous: &[u8], sealed_at: &str, content: &[Option<String>]) -> Digest {
    let mut hash = Sha256::new();
    hash.update(ENCODING);
    put(&mut hash, Some(previous));
    put(&mut hash, Some(sealed_at.as_bytes()));
    hash.update((content.len() as u64).to_be_bytes());
    for field in content {
        put(&mut hash, field.as_deref().map(str::as_bytes));
    }
    hash.finalize().into()
}

/// One field: 0 for none; else 1, the length and the bytes. No two lists of fields give the same bytes.
fn put(out: &mut impl sha2::digest::Update, field: Option<&[u8]>) {
    match field {
        None => out.update(&[0]),
        Some(bytes) => {
            out.update(&[1]);
            out.update(&(bytes.len() as u64).to_be_bytes());
            out.update(bytes);
        }
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(digest.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields() -> impl Strategy<Value = Content> {
        // Few letters, so that equal and shifted fields are common.
        prop::collection::vec(prop::option::of("[ab\\x00\\x01]{0,3}"), 0..5)
    }

    proptest! {
        #[test]
        fn different_events_never_have_the_same_digest(
            first in fields(), second in fields(), at in "[12]{1,2}", other_at in "[12]{1,2}",
        ) {
            let same = first == second && at == other_at;
            prop_assert_eq!(digest(&GENESIS, &at, &first) == digest(&GENESIS, &other_at, &second), same);
        }
    }

    #[test]
    fn a_field_cannot_run_into_the_next() {
        let text = |fields: [&str; 2]| fields.map(|field| Some(field.to_owned())).to_vec();
        assert_ne!(digest(&GENESIS, "1", &text(["ab", "c"])), digest(&GENESIS, "1", &text(["a", "bc"])));
        assert_ne!(digest(&GENESIS, "1", &[None]), digest(&GENESIS, "1", &[Some(String::new())]));
        assert_ne!(digest(&GENESIS, "1", &[]), digest(&[1; 32], "1", &[]));
    }

    #[test]
    fn the_encoding_is_fixed_for_good() {
        let content = [Some("辽".to_owned()), None, Some(String::new())];
        assert_eq!(
            hex(&digest(&GENESIS, "1480467600000000", &content)),
            "935317bff16f1488dc35c5f87d6a3ff02b764887911f9351bfb91e3b7d91f0fc"
        );
    }
}
