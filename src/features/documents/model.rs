//! Types and pure rules of attached files.

mod kind;

pub use self::kind::{Unfit, accepted, kind};
use uuid::Uuid;

/// The largest file, in bytes. Materials of closure are larger and come in parts.
pub const LIMIT: u64 = 100 * 1024 * 1024;
/// The longest name, in characters.
const NAME: usize = 120;

/// A file of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    pub sha256: Vec<u8>,
}

impl Document {
    /// JPG
    #[must_use]
    pub fn badge(&self) -> String {
        ending(&self.name).unwrap_or_default().to_uppercase()
    }

    /// 1.9 MB
    #[must_use]
    pub fn size_text(&self) -> String {
        size_text(self.size.unsigned_abs())
    }

    /// The digest as people compare it: hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        self.sha256.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// What the activity record keeps of it.
    #[must_use]
    pub fn for_record(&self) -> serde_json::Value {
        serde_json::json!({ "name": self.name, "size": self.size, "sha256": self.digest() })
    }

    /// Pictures are shown in the browser; everything else is saved, and opened by a program of the reader's choice.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self.media_type.as_str(), "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/bmp")
    }
}

/// 1.9 MB, 640 KB
#[must_use]
pub fn size_text(bytes: u64) -> String {
    const KB: f64 = 1024.0;
    let size = bytes as f64;
    if size < KB {
        format!("{bytes} B")
    } else if size < KB * KB {
        format!("{:.0} KB", size / KB)
    } else {
        format!("{:.1} MB", size / KB / KB)
    }
}

/// What stands behind the last dot, in small letters.
fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_lowercase())
}

/// A name as it is kept and shown: the last part of a path, without control characters and those that turn the direction
/// of writing (`gpj.exe` is to look like what it is), not longer than a name need be. The ending stays.
#[must_use]
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| !letter.is_control() && !misleads(*letter)).collect();
    let plain = plain.trim().trim_start_matches('.');
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem: String = stem.trim().chars().take(NAME).collect();
    let ending: String = ending.trim().chars().take(10).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// Characters without a shape that change how others are read (Unicode Technical Report 36).
const fn misleads(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_they_look_like() {
        for (written, kept) in [
            ("会审现场.jpg", "会审现场.jpg"),
            ("C:\\报告\\第 7 期 .docx", "第 7 期.docx"),
            ("../../etc/passwd", "passwd"),
            ("报\u{202e}gpj.exe", "报gpj.exe"),
            (" a\0b\n.pdf ", "ab.pdf"),
            (".htaccess", "htaccess"),
            ("", ""),
            ("...", ""),
        ] {
            assert_eq!(clean_name(written), kept, "{written:?}");
        }
        let long = clean_name(&format!("{}.pdf", "长".repeat(400)));
        assert_eq!((long.chars().count(), ending(&long).as_deref() == Some("pdf")), (124, true));
    }

    #[test]
    fn sizes_are_read_at_a_glance() {
        let texts = [900, 1024, 655_360, 1_992_294].map(size_text);
        assert_eq!(texts, ["900 B", "1 KB", "640 KB", "1.9 MB"]);
    }
}
