//! Mail by SMTP: the configured server, letters, and how a failure is to be taken.

use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, SinglePart},
};

use super::config::Secret;
use crate::shared::ids::MailId;

/// The mail server has this long to answer each step (RFC 5321, 4.5.3.2 allows minutes; other letters wait).
const PATIENCE: Duration = Duration::from_secs(30);

/// The configured mail server.
#[derive(Clone, Debug)]
pub struct Mail {
    url: Secret,
    from: Mailbox,
    /// Where links lead, without a slash at the end.
    pub public_url: String,
}

impl Mail {
    /// `url` is `smtp://host:port`, `smtp://user:password@host:587?tls=required` or `smtps://user:password@host`.
    ///
    /// # Errors
    /// Names the variable that cannot be used and why; never prints `url`, which holds a password.
    pub fn new(url: String, from: &str, public_url: &str) -> Result<Self> {
        if AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).is_err() {
            bail!(
                "DUBAN_SMTP_URL cannot be read: write smtp://host:25, smtp://user:password@host:587?tls=required \
                   or smtps://user:password@host"
            );
        }
        if url.starts_with("smtp://") && url.contains('@') && !url.contains("tls=required") {
            bail!("DUBAN_SMTP_URL would send its password in clear: add ?tls=required, or use smtps://");
        }
        let from = from.parse().with_context(|| format!("DUBAN_MAIL_FROM is {from:?}"))?;
        let public_url = public_url.trim_end_matches('/').to_owned();
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            bail!(
                "DUBAN_PUBLIC_URL is {public_url:?}: write the address under which people open the pages, with https://"
            );
        }
        Ok(Self { url: url.into(), from, public_url })
    }

    /// A connection is opened for each letter; this opens none.
    ///
    /// # Panics
    /// Never: [`Mail::new`] has read the address.
    #[must_use]
    pub fn mailer(&self) -> Mailer {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(self.url.reveal())
            .expect("was read before")
            .timeout(Some(PATIENCE))
            .build();
        Mailer { transport, mail: self.clone() }
    }
}

/// One letter, which names nothing that could change from try to try. The same letter has the same bytes each time it is sent.
#[derive(Clone, Debug)]
pub struct Letter {
    pub id: MailId,
    pub to: String,
    pub subject: String,
    pub plain: String,
    pub html: String,
    pub made_at: DateTime<Utc>,
}

/// Why a letter was not sent, or not surely.
#[derive(Debug)]
pub enum Failure {
    /// It will never be accepted: a bad address, a refusal with 5xx.
    Lasting(String),
    /// This letter may be accepted later.
    Passing(String),
    /// The server cannot be reached, or went away: no letter is accepted now. Whether this one was is not known.
    Away(String),
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    pub mail: Mail,
}

impl Mailer {
    /// Returns when the server has taken the letter over.
    ///
    /// # Errors
    /// [`Failure`]
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = self.message(letter).map_err(|error| Failure::Lasting(format!("{error:#}")))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Failure::Lasting(told(&error))),
            Err(error) if error.is_transient() => Err(Failure::Passing(told(&error))),
            Err(error) => Err(Failure::Away(told(&error))),
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message> {
        let address = letter.to.parse().with_context(|| format!("the address {:?} cannot be used", letter.to))?;
        // The same under every try: then a receiver can tell a repetition (RFC 5322, 3.6.4).
        let (id, domain) = (letter.id, self.mail.from.email.domain());
        let boundary = format!("duban-{}", id.0.simple());
        let body = MultiPart::alternative()
            .boundary(boundary)
            .singlepart(SinglePart::plain(letter.plain.clone()))
            .singlepart(SinglePart::html(letter.html.clone()));
        Message::builder()
            .message_id(Some(format!("<{id}@{domain}>")))
            .date(SystemTime::from(letter.made_at))
            .from(self.mail.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject.clone())
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .multipart(body)
            .context("the letter cannot be written")
    }
}

/// A header of plain ASCII. `Auto-Submitted` (RFC 3834) keeps holiday notes from answering.
fn header(name: &'static str, value: &str) -> lettre::message::header::HeaderValue {
    let name = lettre::message::header::HeaderName::new_from_ascii_str(name);
    lettre::message::header::HeaderValue::new(name, value.to_owned())
}

/// The error with what caused it.
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(url: &str, from: &str, public_url: &str) -> Result<Mail> {
        Mail::new(url.to_owned(), from, public_url)
    }

    #[test]
    fn what_is_wrong_is_named_and_the_password_is_not() {
        let (from, public) = ("督办台账 <duban@example.org>", "https://duban.example.org/");
        assert!(mail("smtp://127.0.0.1:2525", from, public).is_ok());
        assert!(mail("smtps://a:b@example.org", from, public).is_ok());
        assert!(mail("smtp://a:b@example.org:587?tls=required", from, public).is_ok());
        for (url, from, public, name) in [
            ("example.org", from, public, "DUBAN_SMTP_URL"),
            ("smtp://a:geheim@example.org", from, public, "DUBAN_SMTP_URL"),
            ("smtp://a:geheim@example.org?tls=opportunistic", from, public, "DUBAN_SMTP_URL"),
            ("smtps://example.org", "nobody", public, "DUBAN_MAIL_FROM"),
            ("smtps://example.org", from, "duban.example.org", "DUBAN_PUBLIC_URL"),
        ] {
            let error = format!("{:#}", mail(url, from, public).unwrap_err());
            assert!(error.starts_with(name) && !error.contains("geheim"), "{error}");
        }
        let debug = format!("{:?}", mail("smtps://a:geheim@example.org", from, public).unwrap());
        assert!(!debug.contains("geheim"), "{debug}");
    }

    #[test]
    fn a_letter_has_the_same_bytes_each_time() {
        let mailer = mail("smtp://127.0.0.1", "督办台账 <duban@example.org>", "http://localhost").unwrap().mailer();
        let letter = Letter {
            id: MailId(uuid::Uuid::nil()),
            to: "c@example.org".to_owned(),
            subject: "【督办台账】2 条新通知".to_owned(),
            plain: "通知".to_owned(),
            html: "<p>通知</p>".to_owned(),
            made_at: crate::server::testing::start(),
        };
        let bytes = mailer.message(&letter).unwrap().formatted();
        assert_eq!(bytes, mailer.message(&letter).unwrap().formatted());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.org>"), "{text}");
        assert!(text.contains("Subject: =?utf-8?b?"), "{text}");
        assert!(mailer.message(&Letter { to: "c@".to_owned(), ..letter }).is_err());
    }
}
