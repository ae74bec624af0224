//! Which events the auditor's list shows, from where: all of it is in the address.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::shared::{paging::Cursor, time};

/// No text that is searched for is longer.
const TEXT_LENGTH: usize = 100;

/// What the address says. Values that make no sense are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// First and last day, as the office counts days.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Part of a person's name, an account or an object's name.
    pub text: Option<String>,
    pub verb: Option<String>,
    pub kind: Option<String>,
    /// Beginning of a network address.
    pub address: Option<String>,
    /// Events older than this one.
    pub older: Option<Cursor>,
    /// Events newer than this one.
    pub newer: Option<Cursor>,
}

impl AuditFilter {
    /// Reads the parameters of an address.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let text = || Some(value.chars().take(TEXT_LENGTH).collect::<String>().replace('\0', ""));
            match name {
                "from" => filter.from = time::parse_day(value),
                "to" => filter.to = time::parse_day(value),
                "q" => filter.text = text(),
                "verb" => filter.verb = text(),
                "kind" => filter.kind = text(),
                "address" => filter.address = text(),
                "older" => filter.older = value.parse().ok(),
                "newer" => filter.newer = value.parse().ok(),
                _ => {}
            }
        }
        filter
    }

    /// The parameters, without the place in the list.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("from", self.from.map(time::day)),
            ("to", self.to.map(time::day)),
            ("q", self.text.clone()),
            ("verb", self.verb.clone()),
            ("kind", self.kind.clone()),
            ("address", self.address.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address of `path` with this filter and `more`.
    #[must_use]
    pub fn href(&self, path: &str, more: &[(&'static str, String)]) -> String {
        let mut pairs = self.pairs();
        pairs.extend_from_slice(more);
        match serde_urlencoded::to_string(pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The same without the parameter `name`.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let pairs = self.pairs();
        Self::from_pairs(pairs.iter().filter(|(own, _)| *own != name).map(|(own, value)| (*own, value.as_str())))
    }

    /// The period as instants: from the first day's start to the start of the day after the last.
    #[must_use]
    pub fn period(&self) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let start = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
        (self.from.map(start), self.to.and_then(|day| day.checked_add_days(Days::new(1))).map(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let address = "from=2016-11-28&to=2016-11-30&q=%E7%A8%8B&verb=task.edited&kind=task&address=10.0.";
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(address).unwrap();
        let filter = AuditFilter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(filter.href("/admin/audit", &[]), format!("/admin/audit?{address}"));
        assert_eq!(filter.without("q").text, None);
        let odd = AuditFilter::from_pairs([("from", "2016-11-31"), ("older", "x"), ("verb", " "), ("other", "1")]);
        assert_eq!(odd, AuditFilter::default());
    }

    #[test]
    fn a_period_is_whole_office_days() {
        let filter = AuditFilter::from_pairs([("from", "2016-11-30"), ("to", "2016-11-30")]);
        let (from, to) = filter.period();
        assert_eq!(from.unwrap().to_rfc3339(), "2016-11-29T16:00:00+00:00");
        assert_eq!(to.unwrap().to_rfc3339(), "2016-11-30T16:00:00+00:00");
    }
}
