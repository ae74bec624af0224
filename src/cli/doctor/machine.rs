//! The machine: disk, clock, fonts, converters.

use std::{env, fs, io::ErrorKind, path::Path, process::Command};

use super::report::{Check, Report};
use crate::{
    server::config::{Config, Database},
    t::doctor as text,
};

/// Free space in MiB below which little is left, and below which PostgreSQL may soon stop.
const LOW: u64 = 2048;
const OUT: u64 = 200;

/// Families for official documents (GB/T 9704) and the names under which machines have them.
const FONTS: [(&str, &[&str]); 3] = [
    ("仿宋", &["FangSong", "仿宋", "STFangsong", "FandolFang", "FZFangSong"]),
    ("小标宋", &["XiaoBiaoSong", "小标宋", "FZXBS"]),
    ("Noto Serif CJK SC", &["Noto Serif CJK SC", "Source Han Serif SC", "思源宋体"]),
];

/// Programs that later steps call, and what they are for.
const CONVERTERS: [(&[&str], &str); 2] =
    [(&["libreoffice", "soffice"], "libreoffice"), (&["pdftotext"], "poppler-utils")];

pub fn storage(config: &Config, report: &mut Report) {
    room(&config.data, report);
    if !config.files.starts_with(&config.data) {
        room(&config.files, report);
    }
    if let Database::Private = config.database
        && let Some(pid) = crate::server::database::private::server_of(&config.data)
    {
        report.ok(Check::Server, text::server_runs(report.locale, pid));
    }
}

/// Whether a folder can be written, and how much goes into it.
fn room(path: &Path, report: &mut Report) {
    let (locale, check) = (report.locale, Check::Storage);
    let folder = path.display();
    if !path.exists() {
        // The server makes it; whether it can is seen one level up.
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return match is_writable(above) {
            Ok(()) => report.ok(check, text::storage_new(locale, folder)),
            Err(error) => report.fail(check, format!("{}: {error}", above.display()), text::storage_fix(locale)),
        };
    }
    if let Err(error) = is_writable(path) {
        let full = error.kind() == ErrorKind::StorageFull;
        let advice = if full { text::space_fix(locale) } else { text::storage_fix(locale) };
        return report.fail(check, format!("{folder}: {error}"), advice);
    }
    match free_mebibytes(path) {
        None => report.ok(check, text::storage_ok(locale, folder)),
        Some(free) => {
            let message = text::storage_free(locale, folder, free);
            match free {
                ..OUT => report.fail(check, message, text::space_fix(locale)),
                OUT..LOW => report.warn(check, message, text::space_fix(locale)),
                LOW.. => report.ok(check, message),
            }
        }
    }
}

fn is_writable(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".duban-doctor-{}", std::process::id()));
    fs::write(&probe, b"x")?;
    fs::remove_file(probe)
}

/// What `df` says, as POSIX defines its columns.
fn free_mebibytes(folder: &Path) -> Option<u64> {
    let output = Command::new("df").args(["-Pk", "--"]).arg(folder).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let kibibytes: u64 = text.lines().nth(1)?.split_whitespace().rev().nth(2)?.parse().ok()?;
    Some(kibibytes / 1024)
}

/// Whether the machine's clock is kept right. Its time zone does not matter. Where nothing on the machine can tell, the
/// clock of the database's machine does: `agree` is whether it shows the same.
pub fn clock(agree: Option<bool>, report: &mut Report) {
    let (locale, check) = (report.locale, Check::Clock);
    let output = Command::new("timedatectl").args(["show", "--property=NTPSynchronized", "--value"]).output();
    match output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).as_deref() {
        Ok("yes") => report.ok(check, text::clock_kept(locale)),
        Ok("no") => report.warn(check, text::clock_free(locale), text::clock_fix(locale)),
        // Containers and other systems have no timedatectl.
        _ => match agree {
            Some(true) => report.ok(check, text::clocks_agree(locale)),
            // Said already, with how far.
            Some(false) => {}
            None => report.warn(check, text::clock_unknown(locale), text::clock_unknown_fix(locale)),
        },
    }
}

pub fn fonts(report: &mut Report) {
    let (locale, check) = (report.locale, Check::Fonts);
    let Some(families) = font_families() else {
        return report.warn(check, text::fonts_unknown(locale), text::fonts_unknown_fix(locale));
    };
    let missing: Vec<&str> = FONTS
        .iter()
        .filter(|(_, names)| !names.iter().any(|name| families.contains(&name.to_lowercase())))
        .map(|(family, _)| *family)
        .collect();
    if missing.is_empty() {
        report.ok(check, text::fonts_ok(locale));
    } else {
        report.warn(check, text::fonts_missing(locale, missing.join(", ")), text::fonts_fix(locale));
    }
}

/// Every family on the machine, in lower case.
fn font_families() -> Option<String> {
    let output =
        Command::new("fc-list").args([":", "family"]).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).to_lowercase())
}

pub fn converters(report: &mut Report) {
    let (locale, check) = (report.locale, Check::Converters);
    let folders: Vec<_> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let found = |names: &[&str]| names.iter().any(|name| folders.iter().any(|folder| folder.join(name).is_file()));
    let missing: Vec<&str> =
        CONVERTERS.iter().filter(|(names, _)| !found(names)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        report.ok(check, text::converters_ok(locale));
    } else {
        report.warn(check, text::converters_missing(locale, missing.join(", ")), text::converters_fix(locale));
    }
}
