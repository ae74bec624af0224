//! From bytes to sheets: recognises what the file is by its content, never by its name.

use super::{grid::Workbook, limits, problem::FileProblem, text_file, xlsx};

/// Opens a file. What is not a ledger format is named, so that the person knows what to do.
pub(super) fn open(file_name: &str, bytes: &[u8]) -> Result<Workbook, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(FileProblem::TooLarge { megabytes: limits::FILE_BYTES >> 20 });
    }
    match kind(bytes) {
        Kind::Zip => xlsx::open(bytes),
        Kind::Compound if contains_utf16(bytes, "EncryptedPackage") => Err(FileProblem::Encrypted),
        Kind::Compound => Err(FileProblem::OldExcel),
        Kind::Markup => Err(FileProblem::WebPage),
        Kind::Other => Err(FileProblem::NotASheet),
        // A name that promises xlsx around bytes that are text is a damaged or misnamed file only if the text is no csv.
        Kind::Text => text_file::open(file_name, bytes),
    }
}

enum Kind {
    Zip,
    /// The container of .xls, .et and of encrypted xlsx files.
    Compound,
    Markup,
    Other,
    Text,
}

fn kind(bytes: &[u8]) -> Kind {
    const OTHER: [&[u8]; 9] =
        [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"\x7fELF"];
    if bytes.starts_with(b"PK") {
        Kind::Zip
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Kind::Compound
    } else if OTHER.iter().any(|magic| bytes.starts_with(magic)) {
        Kind::Other
    } else if starts_with_markup(bytes) {
        Kind::Markup
    } else {
        Kind::Text
    }
}

fn starts_with_markup(bytes: &[u8]) -> bool {
    let start: String = bytes
        .iter()
        .take(512)
        // UTF-16 markup shows its letters between NULs.
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let start = start.trim_start();
    ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta", "<!--", "mime-version:"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

fn contains_utf16(bytes: &[u8], text: &str) -> bool {
    let needle: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(needle.len()).any(|window| window == needle)
}
