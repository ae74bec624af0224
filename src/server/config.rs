//! Configuration: from the environment, checked at start. Secrets have no default and are never printed.

use std::{env, fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use anyhow::{Context as _, Result, bail};

use super::mail::Mail;

/// A value that must not be printed.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Database {
    /// A private PostgreSQL in the data folder, started and stopped with the server.
    Private,
    /// Any PostgreSQL from version 15. `owner` runs migrations; without it the server's own role does.
    External { url: Secret, owner: Option<Secret> },
}

/// Everything that can be set, with the variable's name.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DUBAN_ADDRESS`, default 127.0.0.1:3000. Port 0 takes any free port.
    pub address: SocketAddr,
    /// `DUBAN_METRICS_ADDRESS`: where `/metrics` listens; off when not set.
    pub metrics_address: Option<SocketAddr>,
    /// `DUBAN_DATA`, default ./data: private database and files.
    pub data: PathBuf,
    /// `DUBAN_FILES`: where attached files lie; all processes over one database name the same folder.
    pub files: PathBuf,
    /// `DUBAN_SITE`, default ./site: the built front end.
    pub site: PathBuf,
    /// `DATABASE_URL`, `DATABASE_OWNER_URL`
    pub database: Database,
    /// `DUBAN_DATABASE_CONNECTIONS`, default 16.
    pub connections: u32,
    /// `DUBAN_BEHIND_TLS=1` when a proxy in front speaks TLS: cookies become `Secure`, HSTS is sent.
    pub behind_tls: bool,
    /// `DUBAN_TRUSTED_PROXY=1` when a proxy in front sets `X-Forwarded-For`.
    pub trusted_proxy: bool,
    /// `DUBAN_SMTP_URL`, `DUBAN_MAIL_FROM`, `DUBAN_PUBLIC_URL`: without the first no mail is sent.
    pub mail: Option<Mail>,
    /// `DUBAN_LOG_FORMAT=json` for one JSON object a line.
    pub json_log: bool,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// Names the variable that cannot be used and why.
    pub fn from_env() -> Result<Self> {
        let database = match (text("DATABASE_URL")?, text("DATABASE_OWNER_URL")?) {
            (Some(url), owner) => Database::External { url: url.into(), owner: owner.map(Secret::from) },
            (None, None) => Database::Private,
            (None, Some(_)) => bail!("DATABASE_OWNER_URL is set but DATABASE_URL is not: set both or neither"),
        };
        let data = text("DUBAN_DATA")?.map_or_else(|| PathBuf::from("data"), PathBuf::from);
        Ok(Self {
            address: parsed("DUBAN_ADDRESS")?.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            metrics_address: parsed("DUBAN_METRICS_ADDRESS")?,
            files: text("DUBAN_FILES")?.map_or_else(|| data.join("files"), PathBuf::from),
            data,
            site: text("DUBAN_SITE")?.map_or_else(|| PathBuf::from("site"), PathBuf::from),
            database,
            connections: parsed("DUBAN_DATABASE_CONNECTIONS")?.unwrap_or(16),
            behind_tls: switch("DUBAN_BEHIND_TLS")?,
            trusted_proxy: switch("DUBAN_TRUSTED_PROXY")?,
            mail: mail()?,
            json_log: match text("DUBAN_LOG_FORMAT")?.as_deref() {
                None | Some("text") => false,
                Some("json") => true,
                Some(other) => bail!("DUBAN_LOG_FORMAT is {other:?}: it can be text or json"),
            },
        })
    }
}

/// Where mails go, from whom, and where their links lead.
fn mail() -> Result<Option<Mail>> {
    let Some(url) = text("DUBAN_SMTP_URL")? else { return Ok(None) };
    let needed =
        |name: &str| text(name)?.with_context(|| format!("DUBAN_SMTP_URL is set but {name} is not: mails need both"));
    Mail::new(url, &needed("DUBAN_MAIL_FROM")?, &needed("DUBAN_PUBLIC_URL")?).map(Some)
}

fn text(name: &str) -> Result<Option<String>> {
    match env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => bail!("{name} is not UTF-8"),
    }
}

fn parsed<T>(name: &str) -> Result<Option<T>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text(name)?.map(|value| value.trim().parse().with_context(|| format!("{name} is {value:?}"))).transpose()
}

fn switch(name: &str) -> Result<bool> {
    match text(name)?.as_deref() {
        None | Some("0" | "false") => Ok(false),
        Some("1" | "true") => Ok(true),
        Some(other) => bail!("{name} is {other:?}: it can be 1 or 0"),
    }
}
