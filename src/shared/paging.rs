//! Lists that are read page by page: a page begins behind the last row of the one before.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Cuts rows to a page. They were read with one more than it holds; whether that one was there is the answer.
pub fn cut<Row>(rows: &mut Vec<Row>, page: usize) -> bool {
    let more = rows.len() > page;
    rows.truncate(page);
    more
}

/// A place in a list by time. Written `{microseconds}-{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.rsplit_once('-').ok_or(())?;
        let at = at.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(())?;
        Ok(Self { at, id: id.parse().map_err(drop)? })
    }
}

/// A place in a list that shows what is open before what is done, each by time. Written `{open}-{microseconds}-{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenFirst {
    pub open: bool,
    pub place: Cursor,
}

impl fmt::Display for OpenFirst {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", u8::from(self.open), self.place)
    }
}

impl FromStr for OpenFirst {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (open, place) = text.split_once('-').ok_or(())?;
        Ok(Self { open: open == "1", place: place.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_writing() {
        let at = DateTime::from_timestamp_micros(-1_480_467_600_123_456).unwrap();
        let place = Cursor { at, id: Uuid::now_v7() };
        assert_eq!(place.to_string().parse(), Ok(place));
        let open = OpenFirst { open: true, place };
        assert_eq!(open.to_string().parse(), Ok(open));
        for nonsense in ["", "-", "1", "1-", "1-x-y", "99999999999999999999-0"] {
            assert_eq!(nonsense.parse::<Cursor>(), Err(()), "{nonsense}");
            assert_eq!(nonsense.parse::<OpenFirst>(), Err(()), "{nonsense}");
        }
    }

    #[test]
    fn the_row_beyond_the_page_is_cut_off() {
        let mut rows = vec![1, 2, 3];
        assert!(cut(&mut rows, 2));
        assert_eq!(rows, [1, 2]);
        assert!(!cut(&mut rows, 2));
    }
}
