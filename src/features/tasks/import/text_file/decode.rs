//! Text encodings: UTF-8, UTF-16 with or without mark, GB18030 (which holds GBK and GB 2312).

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::features::tasks::import::problem::FileProblem;

/// The text of the bytes, mark off.
pub(super) fn decode(bytes: &[u8]) -> Result<String, FileProblem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return strictly(encoding, bytes);
    }
    if is_binary(bytes) {
        return Err(FileProblem::NotASheet);
    }
    strictly(UTF_8, bytes).or_else(|_| strictly(GB18030, bytes))
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, FileProblem> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or(FileProblem::Encoding)
}

/// The commas and digits of any ledger are NUL and a letter in UTF-16, always in the same order.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0, 0);
    for (index, byte) in bytes.iter().enumerate().take(4096) {
        if *byte == 0 {
            if index % 2 == 0 { even += 1 } else { odd += 1 }
        }
    }
    match (even, odd) {
        (0, 4..) => Some(UTF_16LE),
        (4.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// Control characters that no text has, beyond a stray NUL.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let control = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    control * 50 > head.len() && control > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "序号,重点任务,牵头单位\r\n1,清理喆珺𠮷,省编办\r\n";

    fn utf16(to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let files = [
            TEXT.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()),
            marked(b"\xff\xfe", utf16(u16::to_le_bytes)),
            marked(b"\xfe\xff", utf16(u16::to_be_bytes)),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            GB18030.encode(TEXT).0.into_owned(),
        ];
        for file in files {
            assert_eq!(decode(&file).as_deref(), Ok(TEXT));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"\xff\xff\xff\xff,\xff"), Err(FileProblem::Encoding));
        assert_eq!(decode(&[1, 2, 3, 4, 0, 5, 6, 0, 0, 7]), Err(FileProblem::NotASheet));
        assert_eq!(decode(b"\xff\xfe\x00\xd8"), Err(FileProblem::Encoding), "half a surrogate pair");
    }
}
