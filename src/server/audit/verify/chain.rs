//! The seals in the order of their numbers, each with its event.

use uuid::Uuid;

use super::{Finding, Report};
use crate::server::{
    audit::content::{Content, GENESIS, digest, event_content, hex},
    database::Tx,
};

/// Rows read at a time; an event may hold a long text before and after.
const PAGE: i64 = 250;
/// So many broken links are looked at together to tell moved events from changed ones.
const SUSPECTS: usize = 300;

struct Row {
    number: i64,
    event_id: Uuid,
    digest: Vec<u8>,
    sealed_at: String,
    content: Option<Content>,
}

/// A link that does not hold.
struct Suspect {
    number: i64,
    event: Uuid,
    previous: Vec<u8>,
    sealed_at: String,
    content: Content,
    digest: Vec<u8>,
}

impl Suspect {
    fn follows(&self, previous: &[u8]) -> bool {
        digest(previous, &self.sealed_at, &self.content)[..] == self.digest[..]
    }

    /// Whether this seal was made over the other's event.
    fn sealed(&self, other: &Self) -> bool {
        digest(&self.previous, &self.sealed_at, &other.content)[..] == self.digest[..]
    }
}

/// Where the walk is: the number that comes next and the digest before it, unless that is missing.
struct Place {
    next: i64,
    previous: Option<Vec<u8>>,
    suspects: Vec<Suspect>,
}

pub async fn walk(tx: &mut Tx<'_>, report: &mut Report) -> sqlx::Result<()> {
    let mut place = Place { next: 1, previous: Some(GENESIS.to_vec()), suspects: Vec::new() };
    let mut after = i64::MIN;
    loop {
        let rows = event_content!(
            Row,
            "s.number, s.event_id, s.digest,
             trunc(extract(epoch from s.sealed_at) * 1000000)::text as \"sealed_at!\"",
            "from event_seals s left join events e on e.id = s.event_id
             where s.number > $1 order by s.number limit $2",
            after,
            PAGE,
        )
        .fetch_all(&mut **tx)
        .await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        report.last = last.number;
        report.digest = hex(&last.digest);
        for row in rows {
            report.sealed += 1;
            place.take(row, report);
        }
    }
    settle(&place.suspects, report);
    Ok(())
}

impl Place {
    fn take(&mut self, row: Row, report: &mut Report) {
        let (number, event) = (row.number, row.event_id);
        if number < self.next {
            report.findings.add(Finding::SealAdded { number, event });
            return;
        }
        if number > self.next {
            report.findings.add(Finding::SealsMissing { from: self.next, to: number - 1 });
            self.previous = None;
        }
        self.next = number + 1;
        let previous = self.previous.replace(row.digest.clone());
        let Some(content) = row.content else {
            report.findings.add(Finding::EventMissing { number, event });
            return;
        };
        let Some(previous) = previous else { return };
        if digest(&previous, &row.sealed_at, &content)[..] == row.digest[..] {
            return;
        }
        if self.suspects.len() == SUSPECTS {
            report.findings.add(Finding::Changed { number, event });
            return;
        }
        let suspect = Suspect { number, event, previous, sealed_at: row.sealed_at, content, digest: row.digest };
        self.suspects.push(suspect);
    }
}

/// Tells the broken links apart. A seal that was moved still follows from a digest that stands elsewhere; a seal whose
/// event was exchanged still covers the other event; a seal after a changed digest follows from the digest as it was.
fn settle(suspects: &[Suspect], report: &mut Report) {
    for suspect in suspects {
        let (number, event) = (suspect.number, suspect.event);
        let mut others = suspects.iter().filter(|other| other.number != number);
        let belongs_to = others
            .clone()
            .find(|other| suspect.follows(&other.previous) || other.sealed(suspect))
            .map(|other| other.number);
        if let Some(belongs_to) = belongs_to {
            report.findings.add(Finding::Moved { number, event, belongs_to });
        } else if !others.any(|other| suspect.follows(&other.digest) || suspect.follows(&other.own())) {
            report.findings.add(Finding::Changed { number, event });
        }
    }
}

impl Suspect {
    /// The digest that this seal should have.
    fn own(&self) -> [u8; 32] {
        digest(&self.previous, &self.sealed_at, &self.content)
    }
}

/// Events outside the chain, and events that are in it twice.
pub async fn strays(tx: &mut Tx<'_>, report: &mut Report) -> sqlx::Result<()> {
    report.waiting = sqlx::query_scalar!("select count(*) as \"count!\" from outbox").fetch_one(&mut **tx).await?;
    let added = sqlx::query!(
        "select e.id, e.at from events e
         where not exists (select from event_seals s where s.event_id = e.id)
           and not exists (select from outbox o where o.event_id = e.id)
         order by e.id limit 10000"
    )
    .fetch_all(&mut **tx)
    .await?;
    for event in added {
        report.findings.add(Finding::Added { event: event.id, at: event.at });
    }
    let twice = sqlx::query_scalar!(
        "select event_id from event_seals group by event_id having count(*) > 1 order by event_id limit 10000"
    )
    .fetch_all(&mut **tx)
    .await?;
    for event in twice {
        report.findings.add(Finding::SealedTwice { event });
    }
    Ok(())
}
