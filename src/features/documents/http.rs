//! Handing out a file (RFC 9110): streamed, in ranges, never trusted by its name.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use axum_extra::headers::{HeaderMapExt as _, IfNoneMatch};

use super::model::Document;
use crate::{
    server::storage::Storage,
    shared::{error::AppError, text::escaped},
};

/// Answers a request for a file that the reader may have.
///
/// # Errors
/// [`AppError::Unavailable`] when the store does not give it.
pub async fn hand_out(storage: &Storage, document: &Document, asked: &HeaderMap) -> Result<Response, AppError> {
    let size = document.size.unsigned_abs();
    let tag = format!("\"{}\"", document.digest());
    if let Some(has) = asked.typed_get::<IfNoneMatch>()
        && tag.parse().is_ok_and(|tag| !has.precondition_passes(&tag))
    {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let Ok(range) = range(asked, size) else {
        let all = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, all).into_response());
    };
    let bytes = storage.get(document.id, range.clone()).await.map_err(|error| {
        tracing::error!(%error, id = %document.id, "a file cannot be read");
        AppError::Unavailable
    })?;
    let mut response = Response::new(Body::from_stream(bytes));
    let mut set = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    };
    let shown = if document.is_picture() { "inline" } else { "attachment" };
    set(header::CONTENT_TYPE, document.media_type.clone());
    set(header::CONTENT_DISPOSITION, format!("{shown}; filename*=UTF-8''{}", escaped(&document.name)));
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::ETAG, tag);
    // Asked for again each time, so that a right that was withdrawn ends at once.
    set(header::CACHE_CONTROL, "private, no-cache".to_owned());
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned());
    let sent = range.clone().unwrap_or(0..size);
    set(header::CONTENT_LENGTH, (sent.end - sent.start).to_string());
    if range.is_some() {
        set(header::CONTENT_RANGE, format!("bytes {}-{}/{size}", sent.start, sent.end - 1));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The one range that is asked for (RFC 9110, 14.1.2); none for the whole. Several at once, and what is none, get the
/// whole, as the standard allows.
fn range(asked: &HeaderMap, size: u64) -> Result<Option<std::ops::Range<u64>>, ()> {
    let Some((first, last)) = asked.get(header::RANGE).and_then(|value| bounds(value.to_str().ok()?)) else {
        return Ok(None);
    };
    let range = match (first, last) {
        (Some(first), Some(last)) if last < first => return Ok(None),
        (Some(first), last) => first..last.map_or(size, |last| last.saturating_add(1)).min(size),
        (None, Some(length)) => size.saturating_sub(length)..size,
        (None, None) => return Ok(None),
    };
    if range.is_empty() { Err(()) } else { Ok(Some(range)) }
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-100`
fn bounds(asked: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, spec) = asked.split_once('=')?;
    let (first, last) = spec.trim().split_once('-')?;
    let number = |text: &str| match text {
        "" => Some(None),
        // Larger than any file is as good as the largest number.
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(Some(text.parse().unwrap_or(u64::MAX))),
        _ => None,
    };
    unit.eq_ignore_ascii_case("bytes").then_some((number(first)?, number(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))])
    }

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        assert_eq!(range(&HeaderMap::new(), 10), Ok(None));
        assert_eq!(range(&asked("bytes=0-3"), 10), Ok(Some(0..4)));
        assert_eq!(range(&asked("bytes=4-"), 10), Ok(Some(4..10)));
        assert_eq!(range(&asked("bytes=4-99"), 10), Ok(Some(4..10)));
        assert_eq!(range(&asked("bytes=-3"), 10), Ok(Some(7..10)));
        assert_eq!(range(&asked("bytes=0-1,4-5"), 10), Ok(None));
        assert_eq!(range(&asked("bytes=10-"), 10), Err(()));
        assert_eq!(range(&asked("bytes=-0"), 10), Err(()));
        assert_eq!(range(&asked("lines=1-2"), 10), Ok(None));
        for none in ["bytes", "bytes=", "bytes=-", "bytes=4-3", "bytes=+1-2", "bytes=a-b", "bytes=--1"] {
            assert_eq!(range(&asked(none), 10), Ok(None), "{none}");
        }
    }

    #[test]
    fn more_than_there_is_gives_what_there_is() {
        for more in [
            "bytes=-10",
            "bytes=-9999",
            "bytes=0-18446744073709551615",
            "bytes=0-99999999999999999999",
            "bytes=-99999999999999999999",
        ] {
            assert_eq!(range(&asked(more), 10), Ok(Some(0..10)), "{more}");
        }
        assert_eq!(range(&asked("bytes=18446744073709551615-"), 10), Err(()));
    }
}
