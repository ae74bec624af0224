//! What a file is: its ending says what it should be, its beginning whether it is that.

use super::ending;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Files with this ending are not taken: programs, pages, what nobody here opens.
    Ending,
    /// The content is something else than the ending says.
    Content,
    /// A password keeps it shut: nobody here can read it, or see what is in it.
    Encrypted,
    /// There is nothing in it.
    Empty,
}

/// What the beginning of a file shows. Office files are told apart by their ending alone: all of one generation look the
/// same from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Only(&'static str),
    /// Office files up to 2003, and WPS.
    Ole,
    /// Office files since 2007. With a password they are of the generation before from outside.
    Ooxml,
    /// OpenDocument, OFD (GB/T 33190), archives.
    Zip,
    Video,
    Sound,
    Text,
}

/// Each ending that is taken, its media type, and what the content must look like.
const KINDS: &[(&[&str], &str, Family)] = &[
    (&["jpg", "jpeg"], "image/jpeg", Family::Only("image/jpeg")),
    (&["png"], "image/png", Family::Only("image/png")),
    (&["gif"], "image/gif", Family::Only("image/gif")),
    (&["webp"], "image/webp", Family::Only("image/webp")),
    (&["bmp"], "image/bmp", Family::Only("image/bmp")),
    (&["tif", "tiff"], "image/tiff", Family::Only("image/tiff")),
    (&["heic", "heif"], "image/heif", Family::Only("image/heif")),
    (&["pdf"], "application/pdf", Family::Only("application/pdf")),
    (&["ofd"], "application/ofd", Family::Zip),
    (&["doc"], "application/msword", Family::Ole),
    (&["xls"], "application/vnd.ms-excel", Family::Ole),
    (&["ppt"], "application/vnd.ms-powerpoint", Family::Ole),
    (&["wps", "et", "dps"], "application/octet-stream", Family::Ole),
    (&["docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Family::Ooxml),
    (&["xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Family::Ooxml),
    (&["pptx"], "application/vnd.openxmlformats-officedocument.presentationml.presentation", Family::Ooxml),
    (&["odt"], "application/vnd.oasis.opendocument.text", Family::Zip),
    (&["ods"], "application/vnd.oasis.opendocument.spreadsheet", Family::Zip),
    (&["rtf"], "application/rtf", Family::Only("application/rtf")),
    (&["zip"], "application/zip", Family::Zip),
    (&["rar"], "application/vnd.rar", Family::Only("application/vnd.rar")),
    (&["7z"], "application/x-7z-compressed", Family::Only("application/x-7z-compressed")),
    (&["txt", "csv", "md"], "text/plain", Family::Text),
    (&["mp4", "mov", "m4v"], "video/mp4", Family::Video),
    (&["mp3", "m4a", "amr", "wav"], "application/octet-stream", Family::Sound),
];

/// The media type of a file with this name that begins so.
///
/// # Errors
/// [`Unfit`]
pub fn kind(name: &str, head: &[u8]) -> Result<&'static str, Unfit> {
    if head.is_empty() {
        return Err(Unfit::Empty);
    }
    let ending = ending(name).ok_or(Unfit::Ending)?;
    let (_, media_type, family) =
        KINDS.iter().find(|(endings, ..)| endings.contains(&ending.as_str())).ok_or(Unfit::Ending)?;
    if looks_like(*family, head) {
        Ok(media_type)
    } else if *family == Family::Ooxml && looks_like(Family::Ole, head) {
        Err(Unfit::Encrypted)
    } else {
        Err(Unfit::Content)
    }
}

/// The endings that are taken, as an upload field offers them: `.jpg,.jpeg,…`
#[must_use]
pub fn accepted() -> String {
    let endings = KINDS.iter().flat_map(|(endings, ..)| endings.iter());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}

fn looks_like(family: Family, head: &[u8]) -> bool {
    let found = infer::get(head).map(|found| found.mime_type());
    match family {
        Family::Only(media_type) => found == Some(media_type),
        Family::Ole => head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Family::Ooxml | Family::Zip => head.starts_with(b"PK\x03\x04"),
        Family::Video => found.is_some_and(|found| found.starts_with("video/")),
        Family::Sound => found.is_some_and(|found| found.starts_with("audio/")),
        // UTF-8, GB 18030 and whatever else an editor writes, but nothing binary.
        Family::Text => {
            let another = found.is_some_and(|found| !found.starts_with("text/") && !GUESSES.contains(&found));
            is_utf16(head) || !head.contains(&0) && !another
        }
    }
}

/// What is guessed from two or three letters alone (`BM`, `MZ`, `%!`, `GIF`, `ID3`, `FLV`, `BZh`). A text may begin with
/// them too, and none of these kinds goes without a zero for long.
const GUESSES: [&str; 7] = [
    "image/bmp",
    "application/vnd.microsoft.portable-executable",
    "application/postscript",
    "image/gif",
    "audio/mpeg",
    "video/x-flv",
    "application/x-bzip2",
];

/// UTF-16 as Windows writes it, where editors call it Unicode: its mark in front, letters behind.
fn is_utf16(head: &[u8]) -> bool {
    let (mark, rest) = head.split_at(head.len().min(2));
    let unit = match mark {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return false,
    };
    let mut units: Vec<u16> = rest.as_chunks().0.iter().map(|pair| unit(*pair)).collect();
    // A letter of two units may be cut in the middle.
    units.pop_if(|last| (0xd800..0xdc00).contains(last));
    String::from_utf16(&units).is_ok_and(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F'];
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];

    #[test]
    fn the_content_must_be_what_the_ending_says() {
        assert_eq!(kind("现场.JPG", JPEG), Ok("image/jpeg"));
        assert_eq!(kind("报告.pdf", b"%PDF-1.7\n"), Ok("application/pdf"));
        assert_eq!(kind("报告.docx", b"PK\x03\x04\x14\0"), KINDS_DOCX);
        assert_eq!(kind("报告.wps", OLE), Ok("application/octet-stream"));
        assert_eq!(kind("版式.ofd", b"PK\x03\x04\x14\0"), Ok("application/ofd"));
        assert_eq!(kind("说明.txt", "说明".as_bytes()), Ok("text/plain"));
        for (name, head) in [
            ("现场.jpg", &b"MZ\x90\0"[..]),
            ("报告.pdf", JPEG),
            ("说明.txt", &b"a\0b"[..]),
            ("说明.txt", &b"%PDF-1.7\n"[..]),
        ] {
            assert_eq!(kind(name, head), Err(Unfit::Content), "{name}");
        }
    }

    #[test]
    fn what_a_password_keeps_shut_is_told_as_that() {
        for name in ["报告.docx", "清单.XLSX", "汇报.pptx"] {
            assert_eq!(kind(name, OLE), Err(Unfit::Encrypted), "{name}");
            assert_eq!(kind(name, JPEG), Err(Unfit::Content), "{name}");
        }
        assert_eq!(kind("清单.ods", OLE), Err(Unfit::Content));
    }

    #[test]
    fn a_text_may_be_in_utf_16_and_begin_with_any_letters() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let little = |text: &str| units(text).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let big = |text: &str| units(text).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        for text in [little("\u{feff}a 说明\r\n"), big("\u{feff}a 说明\r\n"), little("\u{feff}")] {
            assert_eq!(kind("说明.txt", &text), Ok("text/plain"), "{text:?}");
        }
        let long = little("\u{feff}a𠮷");
        assert_eq!(kind("说明.txt", &long[..long.len() - 2]), Ok("text/plain"), "cut in the middle of a letter");
        for text in ["BM 25 号", "MZ-7", "%!", "GIF 图", "ID3", "FLV", "BZh1"] {
            assert_eq!(kind("说明.txt", text.as_bytes()), Ok("text/plain"), "{text}");
        }
        for text in [little("\u{feff}a\0b"), little("a"), [little("\u{feff}a"), vec![0, 0xdc]].concat()] {
            assert_eq!(kind("说明.txt", &text), Err(Unfit::Content), "{text:?}");
        }
        assert_eq!(kind("说明.txt", b"MZ\x90\0"), Err(Unfit::Content));
    }

    const KINDS_DOCX: Result<&str, Unfit> =
        Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    #[test]
    fn programs_and_pages_are_not_taken() {
        for name in ["安装.exe", "页面.html", "脚本.js", "图.svg", "宏.docm", "无", ".pdf", "a."] {
            assert_eq!(kind(name, b"whatever"), Err(Unfit::Ending), "{name}");
        }
        assert_eq!(kind("空.pdf", b""), Err(Unfit::Empty));
    }
}
